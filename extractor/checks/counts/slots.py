"""Whose number it is: a number of the article in, its slot out (thing, predicate, chain of clauses, neighbours, part and total)."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from fractions import Fraction

from extractor.checks.counts.compare import Quantity, mention_quantity
from extractor.checks.counts.segments import Segment, agent_words, preds_of, segments_of
from extractor.checks.counts.tokens import Line, Word, lines_of
from extractor.checks.counts.words import Words, load_words
from extractor.core.annotations import Annotations
from extractor.core.mention import NumberMention

COUNTED = frozenset(("card", "mag", "zero", "frac", "range", "quantifier", "mult", "pct", "ord", "list"))
QUANTITIES = frozenset(("card", "mag", "zero", "frac", "range", "quantifier", "mult", "pct", "pp", "bp", "cur", "meas", "dur", "age", "score"))
_MODIFIER = frozenset(("ADJ", "ADV", "NUM", "SYM", "X", "VERB"))
_PARTITIVE = frozenset("of the its their his her our those these them us".split())
TABLE = 40
"""More numbers than this in one sentence are a table, not prose."""
_PARTICIPLES = frozenset("cast hurt cut hit lost sold left won shut put set shot held made paid dead".split())
_PRO_VERBS = frozenset("do does did is are was were have has had will would".split())
_COORDINATORS = frozenset(("and", "or", "but", ",", "while", ";", "plus", "nor"))


@dataclass(slots=True)
class Slot:
    """A number mention and everything the clause rules say about whose it is."""

    mention: NumberMention
    number: int
    line: Line
    first: int
    last: int
    segment: int
    things: tuple[int, ...] = ()
    """Indexes of the head nouns of what is counted; empty when the noun is left out."""
    phrase: tuple[int, ...] = ()
    """All words of that noun phrase."""
    antecedents: tuple[frozenset[str], ...] = ()
    """Keys of the nouns that a left-out noun may stand for, nearest first."""
    partitive: bool = False
    """"nine of ..." and the like."""
    part_of: int = -1
    """Number of the slot that is its total ("nine of 36", "Of the 22 miners, 8")."""
    is_total: bool = False
    local: tuple[int, int] = (0, 0)
    """Words that belong to this number alone, [from, to)."""
    chain: tuple[int, ...] = ()
    """Clauses from its own outwards."""
    predicates: frozenset[str] = frozenset()
    """Keys of what its own clause says."""
    reach: tuple[int, ...] = ()
    """The clauses of the chain whose argument it is in: no adverbial clause lies between."""
    excepted: bool = False
    """"all but 300": what is said holds for the others."""
    outer: frozenset[str] = frozenset()
    """Keys of what the clauses above say."""
    weights: dict[str, float] = field(default_factory=dict)
    """How close each key of the sentence is: 1 in its own phrase, .9 in its clause, less outside."""
    foreign: frozenset[str] = frozenset()
    """Keys that stand in the phrase of another number of the same sentence."""
    role: str | None = None
    """from, to, change, or None."""
    is_label: bool = False
    """A number that names ("posts 542 and 543")."""
    attached: tuple[int, ...] = ()
    """Relative and reduced clauses that hang on its phrase."""
    per: str | None = None
    each: bool = False
    value: Fraction | None = None
    """The nominal value, exact."""
    quantity: Quantity | None = None
    opposed: frozenset[str] = frozenset()
    """Keys of what its predicates exclude."""
    keys: frozenset[str] = frozenset()
    """Keys of its things."""

    @property
    def words(self) -> tuple[Word, ...]:
        return self.line.words

    def thing_keys(self) -> frozenset[str]:
        if self.keys or not self.things:
            return self.keys
        out: set[str] = set()
        for i in self.things:
            out |= self.words[i].keys
        return frozenset(out)


@dataclass(frozen=True)
class Index:
    """All slots of an article, and the keys of every line and of the whole text."""

    lines: tuple[Line, ...]
    slots: tuple[Slot, ...]
    by_line: dict[int, tuple[int, ...]]
    line_keys: tuple[frozenset[str], ...]
    text_keys: frozenset[str]
    by_key: dict[str, tuple[int, ...]]
    """Numbers of the slots whose sentence or neighbourhood has a key."""


def index_of(annotations: Annotations) -> Index:
    """The index of an article, made once."""
    memo = annotations._memo.get("counts.index")
    if isinstance(memo, Index):
        return memo
    made = annotations._memo["counts.index"] = _build(annotations)
    return made


def _build(annotations: Annotations) -> Index:
    words = load_words()
    lines = lines_of(annotations)
    slots: list[Slot] = []
    by_line: dict[int, tuple[int, ...]] = {}
    k, numbers = 0, annotations.numbers
    for line in lines:
        here: list[Slot] = []
        while k < len(numbers) and numbers[k].start < line.end:
            mention = numbers[k]
            k += 1
            if mention.end <= line.start:
                continue
            first, last = max(line.at(mention.start), 0), max(line.at(max(mention.end - 1, mention.start)), 0)
            here.append(Slot(mention, len(slots) + len(here), line, first, last, 0))
        if here:
            _SlotReader(line, here, words, slots).read()
            slots += here
        by_line[line.number] = tuple(s.number for s in here)
    line_keys = tuple(frozenset(key for w in line.words for key in w.keys) for line in lines)
    everything = frozenset().union(*line_keys) if line_keys else frozenset()
    by_key: dict[str, list[int]] = {}
    for slot in slots:
        n = slot.line.number
        for m in (n, n - 1, n + 1):
            if 0 <= m < len(lines):
                for key in line_keys[m]:
                    found = by_key.setdefault(key, [])
                    if not found or found[-1] != slot.number:
                        found.append(slot.number)
    return Index(lines, tuple(slots), by_line, line_keys, everything, {key: tuple(v) for key, v in by_key.items()})


class _SlotReader:
    """Reads the slots of one sentence."""

    def __init__(self, line: Line, here: list[Slot], words: Words, earlier: list[Slot]) -> None:
        self.line, self.here, self.lexicon, self.earlier = line, here, words, earlier
        self.words = line.words
        self.segments, self.place = segments_of(line)
        self.taken = [-1] * len(self.words)
        for slot in here:
            for i in range(slot.first, min(slot.last + 1, len(self.words))):
                self.taken[i] = slot.number

    def read(self) -> None:
        if len(self.here) > TABLE:
            for slot in self.here:
                self._cell(slot)
            return
        for slot in self.here:
            slot.segment = self.place[min(slot.first, len(self.place) - 1)]
            self._thing(slot)
        for at, slot in enumerate(self.here):
            self._parts(at, slot)
        for at, slot in enumerate(self.here):
            self._local(at, slot)
            self._role(at, slot)
        for at, slot in enumerate(self.here):
            self._antecedents(at, slot)
            self._clauses(slot)
            self._rates(slot)
            slot.opposed = self.lexicon.opposed(slot.predicates)
            slot.keys = slot.thing_keys()
            slot.quantity = mention_quantity(slot.mention)
            slot.value = None if slot.mention.value is None else Fraction(slot.mention.value)
        for slot in self.here:
            self._weigh(slot)

    def _cell(self, slot: Slot) -> None:
        """A number of a table or list: only its nearest words are its own."""
        low, high = max(0, slot.first - 3), min(len(self.words), slot.last + 4)
        slot.local, slot.chain, slot.reach = (low, high), (0,), (0,)
        slot.things = tuple(k for k in range(slot.last + 1, min(high, slot.last + 2)) if self.words[k].nominal)
        slot.weights = {key: 1.0 for k in range(low, high) for key in self.words[k].keys}
        slot.keys = slot.thing_keys()
        slot.quantity = mention_quantity(slot.mention)
        slot.value = None if slot.mention.value is None else Fraction(slot.mention.value)

    # -- what is counted

    def _thing(self, slot: Slot) -> None:
        words = self.words
        i = slot.last + 1
        core = slot.mention.core_end if slot.mention.core_end >= 0 else slot.mention.end
        begun = next((k for k in range(slot.first, slot.last + 1) if words[k].start >= core), i)
        if slot.mention.unit is None and begun <= slot.last:
            i = begun
        first = i
        if i < len(words) and words[i].low == "-":
            i += 1
        slot.partitive = i < len(words) and words[i].low == "of"
        heads: list[int] = []
        run_open = False
        while i < len(words):
            word = words[i]
            if word.low in _PARTITIVE and not heads or word.low in ("other", "more", "further", "new", "such") and not heads:
                i += 1
                continue
            other = self.taken[i] not in (-1, slot.number)
            if other and not heads and self._named(i):
                heads.extend(k for k in range(i, len(words)) if self.taken[k] == self.taken[i])
                i = heads[-1] + 1
                break
            if other and not heads:
                if not slot.partitive:
                    break
                i += 1
                continue
            if word.nominal and not other:
                if heads and run_open and (word.low in _PARTICIPLES or word.low.endswith("ed")):
                    break
                if heads and run_open:
                    heads[-1] = i
                else:
                    heads.append(i)
                run_open = True
                i += 1
                continue
            if not heads and word.pos in _MODIFIER and not other and self._modifies(i):
                i += 1
                continue
            if word.low in ("'s", "'", "-") and heads and i + 1 < len(words) and (words[i + 1].nominal or words[i + 1].pos == "ADJ"):
                i += 1
                continue
            if heads and word.low in ("or", "and") and i + 1 < len(words) and words[i + 1].nominal and self.taken[i + 1] == -1 and len(heads) < 3 and self.place[i + 1] == slot.segment:
                if self._verb_before_break(i + 1) and word.low == "and" and self.place[i] != slot.segment:
                    break
                run_open = False
                i += 1
                continue
            if heads and word.low == "of" and words[heads[-1]].low.rstrip("s") in self.lexicon.lists["classifiers"]:
                run_open = False
                heads.pop()
                i += 1
                while i < len(words) and (words[i].low in _PARTITIVE or words[i].pos == "ADJ"):
                    i += 1
                continue
            break
        if slot.mention.unit is not None and not slot.partitive and first == slot.last + 1 and not (first < len(words) and words[first].low == "-"):
            heads = []  # "3 km road": what has the measure is found by the clause, not by the next noun
        if not heads and slot.first >= 2 and slot.mention.kind in ("card", "mag", "range") and slot.mention.unit is None and words[slot.first - 2].nominal:
            if words[slot.first - 1].low in ("over", "above", "below", "under", "past", "beyond") or words[slot.first - 1].low == "to" and slot.mention.role == "to":
                slot.things = slot.phrase = (slot.first - 2,)
                return
        end = i
        while heads and end < len(words) and end - i < 12 and (words[end].low in ("of", "from", "in", "the", "its", "a") or words[end].nominal or words[end].low == "'s" or words[end].pos == "ADJ"):
            if self.taken[end] not in (-1, slot.number) or self.place[end] != self.place[heads[0]]:
                break
            end += 1
        slot.things = tuple(heads)
        slot.phrase = tuple(range(first, end)) if heads else ()
        if not heads and slot.first and slot.mention.kind == "card" and slot.mention.unit is None and not slot.mention.hedge:
            before = words[slot.first - 1]
            label = before.nominal or before.pos == "VERB" and before.low.endswith("s") and slot.first >= 2 and words[slot.first - 2].nominal and self._closed(slot) or before.low in ("and", "or") and self._labelled(slot)
            slot.is_label = label and not self._follows_predicate(slot)

    def _named(self, i: int) -> bool:
        """The next number is a name, and so the thing that is counted: "two MiG-29s"."""
        return any(o.number == self.taken[i] and o.mention.kind == "name" for o in self.here)

    def _closed(self, slot: Slot) -> bool:
        """No noun can follow: the number stands before a mark, a conjunction or the end."""
        after = slot.last + 1
        return after >= len(self.words) or self.words[after].pos in ("PUNCT", "CCONJ")

    def _labelled(self, slot: Slot) -> bool:
        return any(other.is_label and 0 <= slot.first - other.last <= 2 for other in self.here if other.number < slot.number)

    def _follows_predicate(self, slot: Slot) -> bool:
        i = slot.last + 1
        return i < len(self.words) and (self.words[i].pos in ("VERB", "AUX") or self.words[slot.first - 1].pos == "NOUN" and not self.words[slot.first - 1].low.endswith("s") and i < len(self.words) and self.words[i].pos == "PUNCT")

    def _modifies(self, i: int) -> bool:
        """An adjective, adverb or participle before the counted noun: "300 badly injured men"."""
        words = self.words
        for k in range(i, min(i + 5, len(words))):
            if words[k].nominal:
                return not any(words[m].pos in ("AUX", "ADP", "PUNCT") and words[m].low not in ("-", "'", "‘", '"', "“") for m in range(i, k)) and not (
                    words[i].pos == "VERB" and i in self.segments[self.place[i]].verbs
                )
            if words[k].pos not in _MODIFIER and words[k].low not in ("-", "and", ","):
                return False
        return False

    def _verb_before_break(self, i: int) -> bool:
        return i < len(self.words) and any(self.words[k].pos in ("VERB", "AUX") for k in range(i, min(i + 8, len(self.words))))

    # -- parts and totals

    def _parts(self, at: int, slot: Slot) -> None:
        words = self.words
        if slot.mention.kind not in QUANTITIES:
            return
        if slot.partitive and at + 1 < len(self.here):
            other = self.here[at + 1]
            if other.first - slot.last <= 4 and all(words[k].low in _PARTITIVE for k in range(slot.last + 1, other.first)) and other.mention.kind in ("card", "range", "quantifier"):
                slot.part_of, other.is_total = other.number, True
                if not slot.things:
                    slot.things, slot.phrase = other.things, other.phrase
                else:
                    slot.things = other.things or slot.things
                return
        before = slot.first - 1
        if before >= 1 and words[before].low in ("the", "its", "their", "these", "those") and words[before - 1].low in ("of", "among") or before >= 0 and words[before].low in ("of", "among"):
            opener = before if words[before].low in ("of", "among") else before - 1
            front = opener == 0 or words[opener - 1].low in ("and", ";", ",", "but") or words[opener - 1].pos == "PUNCT"
            if front and at + 1 < len(self.here):
                slot.is_total = True
                for other in self.here[at + 1 :]:
                    if other.mention.kind in QUANTITIES and other.part_of < 0 and not (other.things and not other.thing_keys() & slot.thing_keys()):
                        if any(words[k].low == ";" for k in range(slot.last, other.first)):
                            break
                        other.part_of = slot.number
        if slot.partitive and slot.part_of < 0:
            tail = {words[k].low for k in range(slot.last + 1, min(slot.last + 3, len(words)))}
            if tail & {"them", "the", "those", "these", "whom", "which"}:
                keys = frozenset(key for key in slot.thing_keys() if key[0] != "^")
                for other in reversed([*self.earlier[-6:], *self.here[:at]]):
                    if other.mention.kind in ("card", "range", "mag") and other.mention.unit is None and other.things and (not keys or keys & other.thing_keys()) and not other.is_label:
                        slot.part_of = other.number
                        break

    # -- words of its own

    def _local(self, at: int, slot: Slot) -> None:
        words = self.words
        end = len(words)
        for other in self.here[at + 1 :]:
            if other.mention.kind in ("date", "time", "name", "ord", "age", "list") or other.number == slot.part_of:
                continue
            end = other.first
            for k in range(other.first - 1, slot.last, -1):
                if words[k].low in _COORDINATORS or self.place[k] != self.place[other.first]:
                    end = k + (self.place[k] != self.place[other.first])
                    break
            else:
                end = self._back(other.first, slot.last + 1)
            break
        start = slot.first
        previous = next((o for o in reversed(self.here[:at]) if o.mention.kind in QUANTITIES), None)
        low = previous.last + 1 if previous is not None else 0
        for k in range(slot.first - 1, low - 1, -1):
            if words[k].low in _COORDINATORS or self.place[k] != slot.segment:
                break
            if words[k].pos == "VERB" and previous is None:
                break
            start = k
        if previous is None:
            start = self._back(slot.first, low)
        slot.local = (start, max(end, slot.last + 1))

    def _back(self, i: int, low: int) -> int:
        """Left edge of the phrase a number stands in: its determiner and modifiers."""
        k = i
        while k > low and (self.words[k - 1].pos in ("DET", "ADJ", "ADV", "ADP", "NUM", "SYM") or self.words[k - 1].low in ("another", "about", "some", "up", "just")):
            k -= 1
        return k

    def _role(self, at: int, slot: Slot) -> None:
        words, mention = self.words, slot.mention
        if mention.role:
            slot.role = mention.role
            return
        if mention.kind == "mult" or mention.kind not in QUANTITIES:
            return
        i = slot.first - 1
        while i >= 0 and words[i].low not in ("up", "down", "by") and (words[i].pos in ("ADV", "DET", "ADJ") or words[i].low in ("some", "about", "than", "another", "$", "£", "€")):
            i -= 1
        before = words[i] if i >= 0 else None
        pair = any(o.mention.role for o in self.here if self.place[o.first] == slot.segment)
        change = any(words[k].keys & {"=increase", "=decrease"} and (words[k].pos in ("VERB", "ADV", "NOUN", "ADP")) for k in range(max(0, i - 6), i + 1) if self.place[k] == slot.segment)
        if before is None:
            return
        if before.low in ("up", "down") or before.low == "by" and change:
            slot.role = "change"
        elif change and pair and not slot.things and mention.kind in ("card", "pct", "pp", "bp", "cur", "meas", "range"):
            slot.role = "change"
        elif mention.kind in ("pp", "bp") and change:
            slot.role = "change"
        elif before.low in ("to", "at") and change and mention.kind != "dur" and not slot.things:
            slot.role = "to"
        elif mention.kind in ("pct", "pp", "bp", "frac") and before.keys & {"=increase", "=decrease"}:
            slot.role = "change"

    def _antecedents(self, at: int, slot: Slot) -> None:
        if slot.things or slot.mention.kind not in COUNTED:
            return
        out: list[frozenset[str]] = []
        if slot.part_of >= 0:
            total = next((s for s in (*self.here, *self.earlier[-8:]) if s.number == slot.part_of), None)
            if total is not None and total.things:
                out.append(total.thing_keys())
            elif total is not None:
                out += total.antecedents[:3]
        partner = {"from": "to", "to": "from"}.get(slot.role or "")
        for other in reversed(self.here[:at]):
            if other.things and other.mention.kind in ("card", "range", "mag", "zero", "quantifier", "frac", "ord") and (other.mention.role == partner or not partner):
                out.append(other.thing_keys())
        words = self.words
        if slot.role in ("from", "to", "change") or not out:
            subject = [words[k].keys for k in range(slot.first - 1, -1, -1) if words[k].nominal and self.place[k] == slot.segment]
            out += subject[:4]
        if slot.role or not out or slot.mention.kind in ("card", "mag", "zero"):
            for later in self.here[at + 1 : at + 2]:
                if later.mention.role and later.things:
                    out.append(later.thing_keys())
            for other in reversed(self.earlier[-4:]):
                if other.things and other.line.paragraph == self.line.paragraph and self.line.number - other.line.number <= 2:
                    out.append(other.thing_keys())
        slot.antecedents = tuple(out[:8])

    # -- clauses

    def _clauses(self, slot: Slot) -> None:
        segments = self.segments
        own = segments[slot.segment]
        chain = [own]
        while chain[-1].parent >= 0 and len(chain) < 8:
            chain.append(segments[chain[-1].parent])
        slot.chain = tuple(s.number for s in chain)
        slot.attached = tuple(s.number for s in self._attached(slot))
        predicates: set[str] = set()
        for segment in self._own_segments(slot, own):
            predicates |= self._keys(preds_of(self.line, segment))
        if not slot.is_total and own.verbs and not slot.things and all(self.words[k].low in _PRO_VERBS for k in preds_of(self.line, own)):
            before = next((o for o in reversed(self.here) if o.number < slot.number and o.mention.kind in QUANTITIES), None)
            if before is not None:
                predicates |= before.predicates  # "250 did": the verb of the clause before
        if slot.is_total:
            predicates = set()
            for segment in self._attached(slot):
                predicates |= self._keys(preds_of(self.line, segment))
        for i in slot.phrase:
            if self.words[i].pos in ("VERB", "ADJ"):
                predicates |= self.words[i].keys
        slot.predicates = frozenset(predicates)
        reach = [own]
        for segment in chain[1:]:
            if reach[-1].kind in ("sub", "part"):
                break
            reach.append(segment)
        slot.reach = tuple(s.number for s in reach)
        first = slot.first
        if first >= 2 and self.words[first - 1].low == "of" and self.words[first - 2].nominal and not slot.is_total:
            slot.predicates |= self.words[first - 2].keys  # "the bodies of three more"
        slot.excepted = first >= 2 and self.words[first - 1].low == "but" and self.words[first - 2].low == "all"
        outer: set[str] = set()
        for segment in reach[1:]:
            outer |= self._keys(preds_of(self.line, segment))
        slot.outer = frozenset(outer)

    def _own_segments(self, slot: Slot, own: Segment) -> list[Segment]:
        return [own, *self._attached(slot)]

    def _attached(self, slot: Slot) -> list[Segment]:
        """Relative and reduced clauses that hang on the phrase of this number."""
        end = max([*slot.phrase, *slot.things, slot.last]) + 1
        out = []
        for segment in self.segments:
            if segment.kind in ("rel", "red", "part", "inf") and segment.words and not (segment.kind == "part" and self.words[segment.words[0]].low == ",") and slot.last < segment.words[0] and segment.parent in slot.chain:
                between = range(end, segment.words[0])
                if all(self.taken[k] in (-1, slot.number) for k in between) and segment.words[0] - end <= (8 if segment.kind in ("rel", "red") else 12):
                    out.append(segment)
        return out

    def _keys(self, at: list[int]) -> set[str]:
        return {key for k in at for key in self.words[k].keys}

    def _rates(self, slot: Slot) -> None:
        slot.per = slot.mention.per
        own = {self.words[k].low for k in self.segments[slot.segment].words}
        slot.each = bool(own & {"each", "apiece"})
        if slot.per is None:
            joined = " ".join(self.words[k].low for k in self.segments[slot.segment].words)
            found = re.search(r"\b(?:each|every|per) (year|month|week|day|hour|night)\b|\b(annually|yearly|monthly|weekly|daily|hourly)\b", joined)
            if found:
                unit = found.group(1) or {"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour"}[found.group(2)]
                slot.per = unit

    # -- nearness

    def _weigh(self, slot: Slot) -> None:
        weights: dict[str, float] = {}
        attached = set(slot.attached)
        agent = set(agent_words(self.line, self.segments[slot.segment])) if self.segments[slot.segment].verbs else set()
        foreign: set[str] = set()
        spans = [o.local for o in self.here if o is not slot and o.mention.kind in QUANTITIES]
        inside: list[int] = [0] * (len(self.words) + 1)
        for a, b in spans:
            for k in range(a, min(b, len(self.words))):
                inside[k] = 1
        phrase = set(slot.phrase)
        below = {s.number for s in self.segments if s.parent == slot.segment}
        counted = {o.segment for o in self.here if o is not slot and o.mention.kind in QUANTITIES}
        for k, word in enumerate(self.words):
            place = self.place[k]
            mine = slot.local[0] <= k < slot.local[1] and place in (slot.segment, *attached)
            if mine or k in phrase:
                weight = 1.0
            elif place == slot.segment or k in agent:
                weight = 0.4 if inside[k] else 0.9
            elif place in attached:
                weight = 0.9
            elif place in slot.chain:
                weight = 0.5 if inside[k] else 0.8
            elif place in below:
                weight = 0.4 if inside[k] or place in counted else 0.75
            else:
                weight = 0.35 if inside[k] or place in counted and slot.words[k].pos == "VERB" else 0.55
            if weight < 0.6 and inside[k]:
                foreign |= word.keys
            for key in word.keys:
                if weights.get(key, 0.0) < weight:
                    weights[key] = weight
        slot.weights = weights
        slot.foreign = frozenset(key for key in foreign if weights.get(key, 0.0) < 0.6)


def position(slots: tuple[Slot, ...], start: int) -> int:
    """Place of the first slot at or after an offset."""
    return bisect_left([s.mention.start for s in slots], start)
