"""One sentence with durations: its clauses in, the role and the words of each duration out."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import accumulate, pairwise

from extractor.checks.counts.agents import agent_words
from extractor.checks.counts.compare import unit_id
from extractor.checks.counts.durations.span import Span
from extractor.checks.counts.slots.segments import Segment, segments_of
from extractor.checks.counts.slots.slots import Slot
from extractor.checks.counts.slots.tokens import HYPHENS, Line, Word
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.words import check_words

_BEFORE, _PAST, _FROM, _TO = (vocabulary(n) for n in ("before_spans", "just_past", "counted_from", "counted_to"))
_SCHEDULES, _DIFFERING, _LASTING, _HAVING = (vocabulary(n) for n in ("schedules", "differing", "lasting", "having_time"))
_AHEAD, _LEADS = vocabulary("lying_ahead"), vocabulary("count_leads")
_BACK_TO = frozenset(("that", "this", "then", "it", "which", "those", "these"))
_FURTHER = frozenset(("another", "further"))
_TIMES_THE = frozenset(("double", "twice", "triple", "treble", "half"))
_SINGLE = {"decade": (10, "year"), "century": (100, "year"), "fortnight": (14, "day")}
_COMPARING = frozenset(("against", "with", "than"))
_STOPS = vocabulary("stops")
_OWN, _SAME, _BEHIND, _ABOVE, _FAR, _OTHERS, _SHARED, _TOPIC, _AGAINST = 1.0, 0.95, 0.85, 0.8, 0.4, 0.15, 0.8, 0.5, 0.2
"""Weights: its own words, those of its clause (before another duration), of a clause above, of the rest, of another duration, a subject
it shares, the subject of the sentence, and what something is compared with."""
_PRONOUNS = frozenset("he she it they him her them his its their who which whose".split())
_SMALL = 7
"""Small words before a duration."""


def left_out(slot: Slot) -> bool:
    """A bare number that follows a duration: "20 months, eight more than announced", "20 years in Leeds and another five in Rome"."""
    behind = slot.words[slot.last + 1 : slot.last + 3]
    if slot.mention.kind != "card" or slot.things or len(behind) < 2 or not slot.first:
        return False
    more = behind[0].low in _DIFFERING and behind[1].low == "than"
    return more or (slot.words[slot.first - 1].low in _FURTHER and behind[0].low in ("in", "at", "as", "with", "for", "on"))


class SpanReader:
    """The durations of one sentence."""

    def __init__(self, line: Line, slots: list[Slot], behind: Line | None) -> None:
        self.line, self.slots, self.words, self.behind = line, slots, line.words, behind
        self.segments, self.place = segments_of(line)
        self.starts = [self._start(s) for s in slots]
        """Where the phrase of each duration begins, its preposition included."""
        self.anchors = [self._anchor(k) for k in range(len(slots))]
        self.firsts = {s.first for s in slots}
        self.against = self._compared()
        self.chunks = list(accumulate(int(w.low == ",") for w in self.words))
        """The number of commas up to each word."""
        self.tails: list[set[int]] = []
        """The words right behind each, up to the next."""
        self.zones = [self._zone(k) for k in range(len(slots))]
        for k, zone in enumerate(self.zones):
            zone.difference_update(*(tail for j, tail in enumerate(self.tails) if j != k))

    def read(self) -> list[Span]:
        return [self._span(k) for k in range(len(self.slots))]

    # -- the phrase

    def _start(self, slot: Slot) -> int:
        k = self._bare(slot, _BEFORE | _PAST | {"next", "first", "final"})
        if k and (self.words[k - 1].pos in ("ADP", "SCONJ") or self.words[k - 1].low in _FROM | _TO | {"within", "every", "against"}):
            k -= 1
            if self.words[k].low == "of" and k and self.words[k - 1].nominal:
                while k and (self.words[k - 1].nominal or self.words[k - 1].pos in ("ADJ", "DET")):
                    k -= 1  # "a construction period of nine years"
        return k

    def _lead(self, slot: Slot) -> str:
        """The word before a duration and what belongs to it: for, after, within, spent."""
        k = self._bare(slot, _BEFORE)
        past = self._bare(slot, _BEFORE | _PAST)
        if past < k and past and self.words[past - 1].low == "for":
            return "for"
        return self.words[k - 1].low if k else ""

    def _bare(self, slot: Slot, small: frozenset[str]) -> int:
        """Where a duration begins with the small words before it: "an average of about 11 weeks"."""
        k = slot.first
        while k and slot.first - k < _SMALL:
            if k > 1 and self.words[k - 1].low in ("of", "to") and self.words[k - 2].low in _LEADS:
                k -= 2
            elif self.words[k - 1].low in small:
                k -= 1
            else:
                break
        return k

    def _low(self, k: int) -> str:
        return self.words[k].low if 0 <= k < len(self.words) else ""

    def _stop(self, k: int) -> int:
        """The first word that belongs to the next duration, or the end of the sentence."""
        return self.starts[k + 1] if k + 1 < len(self.starts) else len(self.words)

    def _anchor(self, k: int) -> tuple[int, int]:
        """The words behind "after" or "before", up to a comma or the next duration."""
        slot = self.slots[k]
        first = slot.last + 1
        low = self._low(first)
        if low == "of" and self._lead(slot) == "within":
            pass
        elif low not in _FROM | _TO | {"into"} or (low == "from" and self._is_date(first + 1)):
            return (0, 0)
        stop = max(self._stop(k), first)
        end = next((i for i in range(first + 1, stop) if self._ends(i, k)), stop)
        return (first + 1, end) if end > first + 1 else (0, 0)

    def _is_date(self, k: int) -> bool:
        """ "For 60 days from May" tells when it begins, not since when it is counted."""
        known = check_words()
        return any(self._low(n) in known.months or self._low(n) in known.weekdays for n in (k, k + 1))

    def _ends(self, i: int, k: int) -> bool:
        low = self.words[i].low
        if low in _STOPS:
            return True
        if self.slots[k].first < 3 and self.words[i].pos in ("DET", "PRON") and self.words[i - 1].nominal and i > self.slots[k].last + 2:
            return True  # "Thirty minutes into the flight the captain reported smoke"
        new = self.segments[self.place[i]]
        begun = new.words and new.words[0] == i
        return (low in ("and", "but") and bool(begun) and new.kind in ("vp", "coord", "main") and i > self.slots[k].last + 1) or (
            low == "to" and self._low(self.slots[k].last + 1) == "from"
        )

    def _zone(self, k: int) -> set[int]:
        """The words that are this duration's alone."""
        slot = self.slots[k]
        others = [s for s in self.slots if s is not slot]
        start = self.starts[k]
        a, b = self.anchors[k]
        out = set(range(start, slot.last + 1)) | set(range(a, b))
        stop = self._stop(k)
        i = slot.last + 1
        while i < stop and self._goes_on(i, slot) and self.words[i].low not in _STOPS:
            out.add(i)
            i += 1
        self.tails.append(set(range(slot.last + 1, i)))
        if not any(s.segment == slot.segment for s in others):
            out.update(i for i in self.segments[slot.segment].words if not self._in_phrase(i, others))
        for segment in self.segments:
            if not segment.words or segment.words[0] < slot.first or not self._below(segment, slot.segment):
                continue
            others_own = any(s.first > slot.last and (segment.number == s.segment or self._below(segment, s.segment)) for s in others)
            if not others_own and self._nearest(segment.words[0]) == k:
                out.update(i for i in segment.words if not self._in_phrase(i, others))
        for other in others:
            segment = self.segments[other.segment]
            if other.segment != slot.segment and segment.kind in ("rel", "red"):
                out.difference_update(i for i in self._subject(segment) if i > slot.last)  # "after a trial that lasted six weeks"
        return out

    def _goes_on(self, i: int, slot: Slot) -> bool:
        n = self.place[i]
        return n == slot.segment or (self.segments[n].kind in ("part", "inf", "red", "sub") and self._below(self.segments[n], slot.segment))

    def _in_phrase(self, i: int, others: Iterable[Slot]) -> bool:
        return any(self.starts[self.slots.index(s)] <= i <= s.last for s in others)

    def _nearest(self, i: int) -> int:
        """The last duration before a word, else the first."""
        return max((k for k, s in enumerate(self.slots) if s.first <= i), default=0)

    def _below(self, segment: Segment, above: int) -> bool:
        n = segment.parent
        for _ in range(8):
            if n == above:
                return True
            if n < 0:
                return False
            n = self.segments[n].parent
        return False

    def _compared(self) -> dict[int, set[int]]:
        """Words of what each duration is compared with: "twice as long as in 2018", "eight more than first announced"."""
        out: dict[int, set[int]] = {k: set() for k in range(len(self.slots))}
        for i, word in enumerate(self.words):
            times = word.low in _TIMES_THE and self._low(i + 1) in ("the", "its", "their", "that")
            than = word.low == "than" and not (i + 1 < len(self.words) and (self.words[i + 1].pos == "NUM" or i + 1 in self.firsts))
            if times or than or (word.low == "as" and i > 1 and self.words[i - 2].low == "as"):
                stop = next((n for n in range(i + 1, len(self.words)) if self.words[n].low in _STOPS or n in self.starts), len(self.words))
                k = max((k for k, s in enumerate(self.slots) if s.last < i), default=-1)
                if k >= 0 and self._shifted(*(self._low(self.slots[k].last + n) for n in (1, 2, 3))):
                    k -= 1  # it is so much more than that
                if k >= 0:
                    out[k].update(range(i + 1, stop))
        return out

    # -- its role

    def _role(self, k: int) -> str:
        slot = self.slots[k]
        lead, n1, n2 = self._lead(slot), self._low(slot.last + 1), self._low(slot.last + 2)
        n3 = self._low(slot.last + 3)
        late = self._shifted(n1, n2, n3)
        if late:
            return late
        if n1 in ("ago",):
            return "ago"
        if lead in ("every", "each") or self._low(slot.first) == "every":
            return "every"
        if self._named_behind(slot) >= 0:
            return "noun"
        if lead == "for" or lead in _LASTING:
            return "for"
        if self._to_do(slot) and (lead in _HAVING or (k and lead in ("and", "or") and self._role(k - 1) == "within")):
            return "within"
        if self.anchors[k] != (0, 0):
            return {"into": "into", "of": "within"}.get(n1, "after" if n1 in _FROM else "before")
        if self.words[slot.first - 1].low in _PAST or (lead in _PAST):
            return "past"
        if lead == "within":
            return "within"
        if lead == "in":
            return "ahead" if self._ahead(slot) else "in"
        if lead == "after":
            return "ended"
        return "for"

    def _to_do(self, slot: Slot) -> bool:
        """What the time is for follows: "have 14 days from delivery to return it"."""
        behind = self.words[slot.last + 1 : slot.last + 8]
        return any(a.low == "to" and b.pos in ("VERB", "AUX") for a, b in pairwise(behind))

    def _shifted(self, n1: str, n2: str, n3: str) -> str:
        if n1 in ("later", "earlier", "sooner") and n2 == "than":
            return "late" if n1 == "later" else "early"
        if n1 in ("late", "overdue") or (n1 == "behind" and n2 in _SCHEDULES):
            return "late"
        if n1 == "early" or (n1 == "ahead" and n2 == "of" and n3 in _SCHEDULES):
            return "early"
        if n1 in ("later", "afterwards", "afterward"):
            return "later"
        if n1 in ("earlier", "previously", "beforehand"):
            return "earlier"
        return "more" if n1 in _DIFFERING and (n2 in ("than", "of") or n1 in ("ahead", "behind", "clear", "adrift")) else ""

    def _ahead(self, slot: Slot) -> bool:
        return any(self.words[v].low in _AHEAD for v in self.segments[slot.segment].verbs)

    def _named_behind(self, slot: Slot) -> int:
        """The noun a duration stands before: "a 12-year jail term", "ten days' notice"; -1 when it stands alone."""
        words = self.words
        i = slot.last + 1
        tied = any(w.low in HYPHENS for w in words[slot.first : slot.last + 1])
        if self._low(i) in ("'s", "'", "’"):
            i += 1
        elif not tied and not (i < len(words) and words[i].nominal and not words[slot.last].low.endswith("s")):
            return -1
        if self._low(i) in HYPHENS | {"long"}:
            i += 1
        start = i
        while i < len(words) and words[i].pos in ("ADJ", "NOUN", "PROPN") and i - start < 5:
            i += 1
        return i - 1 if i > start and words[i - 1].nominal else -1

    # -- its words

    def _span(self, k: int) -> Span:
        slot, role = self.slots[k], self._role(k)
        named = self._names(slot)
        a, b = self.anchors[k]
        anchor: dict[str, float] = {}
        if a < b and not (b - a == 1 and self.words[a].low in _BACK_TO):
            _add(anchor, self.words[a:b], 1.0)
        elif role in ("later", "earlier") or a < b:
            anchor = self._told_before(k)
        main: dict[str, float] = {}
        above = {n for n in slot.chain if n != slot.segment} | self._verb_of(k)
        agents = set(agent_words(self.line, self.segments[slot.segment])) | self._subject(self.segments[slot.segment])
        gapped = k > 0 and not any(self.words[i].pos == "VERB" and not a <= i < b for i in self.zones[k])
        taken = set().union(*(self.zones[j] for j in range(len(self.slots)) if j != k)) if len(self.slots) > 1 else set()
        compared = slot.first >= 1 and self._low(self.starts[k]) in _COMPARING and role in ("for", "after")
        against, said = set[str](), set[str]()
        topic = next(iter(self.segments[0].verbs), 0)
        for i, word in enumerate(self.words):
            if a <= i < b or slot.first <= i <= slot.last:
                continue
            if i in taken and i not in self.zones[k]:
                left_out = gapped and i in self.zones[k - 1]
                verb = left_out and word.pos in ("VERB", "AUX")
                weight = (
                    _SHARED
                    if i in agents or compared or verb
                    else _TOPIC
                    if left_out and self._behind_verb(i)
                    else _TOPIC
                    if i < topic
                    else _OTHERS
                )
            elif i in self.zones[k]:
                weight = _OWN
            elif self.place[i] == slot.segment:
                weight = _BEHIND if any(i < self.starts[j] < self.starts[k] for j in range(k)) else _SAME
                there = {j for j, s in enumerate(self.slots) if self.chunks[s.first] == self.chunks[i]}
                weight = _TOPIC if there and k not in there else weight  # ", in office for 31 years, was jailed for six"
            elif self.place[i] in above or i in agents:
                weight = _ABOVE
            else:
                weight = self._beside(slot, self.place[i])
            if i in self.against[k] and role not in ("late", "early", "more") and not compared:
                against |= word.keys
                weight = min(weight, _AGAINST)
            else:
                said |= word.keys
            _add(main, (word,), weight)
        keys = frozenset(key for i in named for key in self.words[i].keys)
        pronoun = any(self.words[i].low in _PRONOUNS for i in self.zones[k]) or self.words[0].low in _PRONOUNS
        return Span(slot, role, main, anchor, keys, compared, pronoun, *self._unit(k), frozenset(against - said))

    def _unit(self, k: int) -> tuple[str, Fraction | None]:
        """Its own unit, or the one it leaves out; the value of a single one."""
        own = self.slots[k].mention
        if own.kind == "card":
            return self.slots[k - 1].mention.unit or "", None
        if own.kind == "date":
            value, unit = _SINGLE.get(own.text.lower().split()[-1], (1, unit_id(own.text.lower().split()[-1]) or ""))
            return unit, Fraction(value)
        return own.unit or "", None

    def _subject(self, segment: Segment) -> set[int]:
        """What stands before the verb of a clause, or of the one whose subject it shares; whom a relative clause is about."""
        if segment.kind in ("rel", "red") and segment.words:
            k, about = segment.words[0] - 1, set[int]()
            k -= 1 if k > 0 and self.words[k].low == "," else 0
            while (
                k >= 0 and len(about) < 10 and (self.words[k].nominal or self.words[k].pos in ("ADJ", "DET", "NUM") or self._low(k) == "of")
            ):
                about.add(k)
                k -= 1
            return about
        for _ in range(6):
            if segment.kind != "vp" or segment.before < 0:
                break
            segment = self.segments[segment.before]
        first = segment.verbs[0] if segment.verbs else 0
        return {i for i in segment.words if i < first and segment.kind != "sub"}

    def _behind_verb(self, i: int) -> bool:
        own = self.segments[self.place[i]]
        return bool(own.verbs) and i > own.verbs[0]

    def _verb_of(self, k: int) -> set[int]:
        """The clause whose time it is when its own has no verb: ", six weeks after the complaint and two years after the sale"."""
        a, b = self.anchors[k]
        n, out = self.slots[k].segment, set[int]()
        for _ in range(6):
            segment = self.segments[n]
            if any(not a <= v < b for v in segment.verbs) and segment.kind not in ("sub",):
                break
            n = segment.before if segment.before >= 0 else segment.parent
            if n < 0:
                break
            out.add(n)
        return out

    def _beside(self, slot: Slot, other: int) -> float:
        """A clause without a verb is told of the one before it: "..., three days before a deadline"."""
        own = self.segments[slot.segment]
        beside = self.segments[other]
        joined = (not own.verbs and own.before == other) or (not beside.verbs and beside.before == slot.segment)
        return _ABOVE if joined else _FAR

    def _names(self, slot: Slot) -> list[int]:
        noun = self._named_behind(slot)
        if noun >= 0:
            return [i for i in range(slot.last + 1, noun + 1) if self.words[i].nominal or self.words[i].pos == "ADJ"]
        start = self.starts[self.slots.index(slot)]
        return [i for i in range(start, slot.first) if self.words[i].nominal] or [
            i for i in slot.things if self._low(slot.last + 1) == "of"
        ]

    def _told_before(self, k: int) -> dict[str, float]:
        """What a "later" is later than: the clauses before its own, or the sentence before."""
        out: dict[str, float] = {}
        slot = self.slots[k]
        first = min((i for i in self.segments[slot.segment].words), default=0)
        before = self.words[: min(first, self.starts[k])]
        if any(w.pos in ("VERB", "AUX") for w in before):
            _add(out, before, 1.0)
        elif self.behind is not None:
            _add(out, self.behind.words, _OWN)
        return out


def _add(out: dict[str, float], words: Iterable[Word], weight: float) -> None:
    for word in words:
        for key in word.keys:
            if out.get(key, 0.0) < weight:
                out[key] = weight
