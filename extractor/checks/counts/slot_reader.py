"""The slot of every number of a sentence: its own words, its role, its clauses and how near each word is."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from extractor.checks.counts.agents import agent_words, preds_of
from extractor.checks.counts.compare import mention_quantity
from extractor.checks.counts.segments import Segment
from extractor.checks.counts.slot import COUNTED, QUANTITIES, Slot
from extractor.checks.counts.slot_roles import RoleReader

TABLE = 40
"""More numbers than this in one sentence are a table, not prose."""
_PRO_VERBS = frozenset("do does did is are was were have has had will would".split())
_SOME = frozenset("some most many all half several few none".split())
_SCALES = frozenset("million billion trillion".split())
_NO_NOUN = frozenset(("PUNCT", "ADP", "CCONJ", "SCONJ", "ADV", "PART"))
_CALENDAR = frozenset("=year =month =week =day =hour last this next".split())
_COORDINATORS = frozenset(("and", "or", "but", ",", "while", ";", "plus", "nor"))
_PERIODS = {"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour"}


class SlotReader(RoleReader):
    """Reads the slots of one sentence."""

    def read(self) -> None:
        if len(self.here) > TABLE:
            for slot in self.here:
                self._cell(slot)
            return
        self._elided_money()
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

    def _elided_money(self) -> None:
        """ "190 million euros from 230 million": the currency of the amount before holds for a bare million after it."""
        unit: str | None = None
        for slot in self.here:
            mention = slot.mention
            after = self.words[slot.last + 1] if slot.last + 1 < len(self.words) else None
            if mention.kind == "cur":
                unit = mention.unit
            elif mention.kind == "card" and mention.unit is None:
                scaled = self.words[slot.last].low in _SCALES
                bare = scaled and (after is None or after.pos in _NO_NOUN or after.low in ("more", "less"))
                if not bare and after is not None and after.nominal:
                    unit = None
                elif unit is not None and bare and (after is None or after.low != "of"):
                    slot.mention = replace(mention, kind="cur", unit=unit)

    # -- words of its own

    def _local(self, at: int, slot: Slot) -> None:
        words = self.words
        end = len(words)
        for other in self.here[at + 1 :]:
            if other.mention.kind in ("date", "time", "name", "ord", "age", "list") or other.number == slot.part_of:
                continue
            if other.mention.kind == "dur" and other.last + 1 < end and words[other.last + 1].low in ("ago", "earlier", "later", "before"):
                continue
            end = other.first
            theirs = self._above(other.segment) - self._above(slot.segment)
            opened = next((k for k in range(slot.last + 1, other.first) if self.place[k] in theirs), -1)
            if opened >= 0:
                end = opened
                break
            for k in range(other.first - 1, slot.last, -1):
                if words[k].low in _COORDINATORS or self.place[k] != self.place[other.first]:
                    end = k + (self.place[k] != self.place[other.first])
                    if self.segments[other.segment].kind == "red" and words[k].low not in _COORDINATORS:
                        end = self._described(k, slot.last)
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
            if slot.mention.role in ("from", "to") and words[k].low == slot.mention.role:
                break
        if previous is None:
            start = self._back(slot.first, low)
        slot.local = (start, max(end, slot.last + 1))

    def _described(self, k: int, low: int) -> int:
        """Where the noun phrase begins that ends at `k` and that a participle describes: "3.2% and | the DAX index falling by"."""
        start = k
        while start > low + 1 and (self.words[start].nominal or self.words[start].low in ("of", "the", "a", "'s", "in")):
            start -= 1
        return start if start > low and self.words[start].low in _COORDINATORS else k + 1

    def _above(self, segment: int) -> set[int]:
        """A clause and those it hangs on."""
        found = {segment}
        while (segment := self.segments[segment].parent) >= 0:
            found.add(segment)
        return found

    def _back(self, i: int, low: int) -> int:
        """Left edge of the phrase a number stands in: its determiner and modifiers."""
        k = i
        while k > low and (
            self.words[k - 1].pos in ("DET", "ADJ", "ADV", "ADP", "NUM", "SYM")
            or self.words[k - 1].low in ("another", "about", "some", "up", "just")
        ):
            k -= 1
        if k - 1 > low and self.words[i - 1].low == "of" and self.words[k - 1].nominal and self._measures(k - 1) and k == i - 1:
            k -= 1  # "at a depth of 10 km"
            while k > low and self.words[k - 1].pos in ("DET", "ADJ", "ADP"):
                k -= 1
        return k

    def _measures(self, k: int) -> bool:
        low = self.words[k].low
        return any(
            low in self.lexicon.lists[f"dimension.{kind}"] for kind in ("money", "length", "mass", "temperature", "speed", "area", "volume")
        )

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
            if (
                other.things
                and other.mention.kind in ("card", "range", "mag", "zero", "quantifier", "frac", "ord")
                and (other.mention.role == partner or not partner)
            ):
                out.append(other.thing_keys())
            elif not other.things and other.mention.kind == "card" and other.mention.unit is None and not other.role:
                out += other.antecedents[:3]  # "put the number of nurses at 650; the union said 1,900"
        words = self.words
        level = slot.first > 0 and self.words[slot.first - 1].low == "at" and slot.mention.unit is None
        if slot.role in ("from", "to", "change") or level or not out:
            above = {slot.segment}
            while self.segments[min(above)].parent >= 0 and self.segments[min(above)].parent not in above:
                above.add(self.segments[min(above)].parent)
            subject = [words[k].keys for k in range(slot.first - 1, -1, -1) if words[k].nominal and self.place[k] in above]
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
            if segment is own or not self._of_part(segment):
                predicates |= self._keys(preds_of(self.line, segment))
        if not slot.is_total and own.verbs and not slot.things and all(self.words[k].low in _PRO_VERBS for k in preds_of(self.line, own)):
            before = next((o for o in reversed(self.here) if o.number < slot.number and o.mention.kind in QUANTITIES), None)
            if before is not None:
                predicates |= before.predicates  # "250 did": the verb of the clause before
        if slot.is_total:
            predicates = set()
            for segment in self._attached(slot):
                predicates |= self._keys(preds_of(self.line, segment))
        if slot.compared[1]:
            less = self.words[slot.compared[0] - 2].low in ("less", "fewer", "lower", "smaller", "cheaper", "shorter")
            predicates.add("=decrease" if less else "=increase")
        for i in slot.phrase:
            if self.words[i].pos in ("VERB", "ADJ"):
                predicates |= self.words[i].keys
        anchor = self._anchor(slot, own)
        if anchor is not None:
            predicates |= anchor.predicates
            slot.antecedents = (anchor.thing_keys(), *anchor.antecedents[:2], *slot.antecedents[:4])
        slot.predicates = frozenset(predicates)
        slot.commanded = any(self._order(s) for s in chain[1:])
        reach = [own]
        for segment in chain[1:]:
            if reach[-1].kind in ("sub", "part"):
                break
            if reach[-1].kind in ("rel", "red") and segment.verbs and segment.verbs[0] > reach[-1].words[0]:
                break  # it describes the subject: "Investigators, who had tracked the ship for three weeks, seized"
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

    def _anchor(self, slot: Slot, own: Segment) -> Slot | None:
        """The number that "put the number at 700" is another figure for: the one before."""
        if slot.things or slot.mention.unit is not None or not own.verbs or slot.first < 2 or self.words[slot.first - 1].low != "at":
            return None
        inside = [k for k in own.words if own.verbs[-1] < k < slot.first and self.words[k].nominal]
        if not inside or self.words[inside[-1]].low not in self.lexicon.lists["figures_given"]:
            return None
        return next((s for s in reversed([*self.earlier[-4:], *self.here]) if s.number < slot.number and s.things), None)

    def _order(self, segment: Segment) -> bool:
        """An order to say something: "report that", with no subject."""
        if segment.kind in ("inf", "part", "red", "paren") or not segment.verbs:
            return False
        first = self.words[segment.verbs[0]]
        if first.pos != "VERB" or first.tag not in ("VB", "VBP") or not first.keys & {"=say"}:
            return False
        return not any(self.words[k].nominal or self.words[k].pos == "PRON" for k in segment.words if k < segment.verbs[0])

    def _of_part(self, segment: Segment) -> bool:
        """The clause is about some of them: "85,000 homes, of which 60,000 have been reconnected"."""
        words, first = self.words, segment.words[0]
        if words[first].low not in ("which", "whom") or words[first - 1].low != "of" or first + 1 >= len(words):
            return False
        return self.taken[first + 1] != -1 or words[first + 1].low in _SOME

    def _own_segments(self, slot: Slot, own: Segment) -> list[Segment]:
        return [own, *self._attached(slot)]

    def _attached(self, slot: Slot) -> list[Segment]:
        """Relative and reduced clauses that hang on the phrase of this number."""
        end = max([*slot.phrase, *slot.things, slot.last]) + 1
        out = []
        for segment in self.segments:
            if (
                segment.kind in ("rel", "red", "part", "inf")
                and segment.words
                and not (segment.kind == "part" and self.words[segment.words[0]].low in (",", "with"))
                and slot.last < segment.words[0]
                and segment.parent in slot.chain
                and self.words[segment.words[0] - 1].low not in ("and", "or", "but")
            ):
                between = range(end, segment.words[0])
                if all(self.taken[k] in (-1, slot.number) for k in between) and segment.words[0] - end <= (
                    8 if segment.kind in ("rel", "red") else 12
                ):
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
            found = re.search(
                r"\b(?:each|every|per) (year|month|week|day|hour|night)\b|\b(annually|yearly|monthly|weekly|daily|hourly)\b", joined
            )
            if found:
                slot.per = found.group(1) or _PERIODS[found.group(2)]

    # -- nearness

    def _gap(self, slot: Slot) -> tuple[int, int]:
        """The subject of the clause, when the number has one of its own after "and": "Lopez won 52 percent and Diaz 39"."""
        low = slot.local[0]
        own = range(low, slot.first)
        words = self.words
        if low < 1 or words[low - 1].low not in _COORDINATORS or not any(words[k].nominal for k in own):
            return (0, 0)
        if any(words[k].pos in ("VERB", "AUX") or (words[k].pos == "ADP" and words[k].low != "at") for k in own):
            return (0, 0)
        segment = self.segments[slot.segment]
        if not segment.verbs or segment.verbs[0] > low:
            return (0, 0)
        return (segment.words[0], segment.verbs[0])

    def _fronted(self, slot: Slot) -> range:
        """The subject behind a figure that opens the clause: "At 61.3%, turnout", "At 84 metres the mast"."""
        words, first = self.words, slot.first - 1
        opens = first == 0 or (first > 0 and (words[first - 1].low in _COORDINATORS or words[first - 1].pos == "PUNCT"))
        if not opens or words[first].low != "at":
            return range(0)
        start = slot.last + 1 + (slot.last + 1 < len(words) and words[slot.last + 1].low == ",")
        end = start
        while end < len(words) and (words[end].nominal or words[end].pos in ("DET", "ADJ", "PRON")) and self.taken[end] == -1:
            end += 1
        return range(start, end)

    def _weigh(self, slot: Slot) -> None:
        weights: dict[str, float] = {}
        attached = set(slot.attached)
        agent = set(agent_words(self.line, self.segments[slot.segment])) if self.segments[slot.segment].verbs else set()
        foreign: set[str] = set()
        described = self.segments[slot.segment].kind in ("rel", "red")  # "an operation lasting 13 hours"
        opener = self.words[self.segments[slot.segment].words[0]].low if self.segments[slot.segment].words else ""
        outside = 0.55 if opener in ("while", "whereas", "although", "though") else 0.8
        inside: list[int] = [0] * (len(self.words) + 1)
        for other in self.here:
            if other is not slot and other.mention.kind in QUANTITIES:
                own = (other.segment, *other.attached)
                paired = slot.mention.role is not None and other.mention.role is not None and slot.segment == other.segment
                first = other.first if paired else other.local[0]  # both ends of a change share what stands before the first
                for k in range(first, min(other.local[1], len(self.words))):
                    if self.place[k] in own:
                        inside[k] = 1
        gap = self._gap(slot)
        for k in range(*gap):
            inside[k] = 1
        slot.subject = (slot.local[0], slot.first) if gap[1] else (0, 0)
        phrase = set(slot.phrase)
        below = {s.number for s in self.segments if s.parent == slot.segment}
        others = (o for o in self.here if o is not slot and o.mention.kind in QUANTITIES)
        counted = {n for o in others for n in self._above(o.segment)} - set(slot.chain)
        for k, word in enumerate(self.words):
            place = self.place[k]
            mine = slot.local[0] <= k < slot.local[1] and place in (slot.segment, *attached)
            if mine or k in phrase:
                weight = 1.0
            elif place == slot.segment or k in agent:
                weight = 0.4 if inside[k] and not (described and k in agent) else 0.9
            elif place in attached:
                weight = 0.45 if inside[k] else 0.9
            elif place in slot.chain:
                weight = 0.45 if inside[k] else outside
            elif place in below:
                weight = 0.4 if inside[k] or place in counted else 0.75
            else:
                weight = 0.35 if inside[k] or (place in counted and slot.words[k].pos == "VERB") else 0.55
            if weight < 0.6 and inside[k]:
                foreign |= word.keys
            for key in word.keys:
                if weights.get(key, 0.0) < weight:
                    weights[key] = weight
        if slot.role == "from" and slot.first >= 2 and self.words[slot.first - 2].low in ("up", "down"):
            level = next((o for o in reversed(self.here) if o.number < slot.number and o.mention.unit == slot.mention.unit), None)
            for k in range(*level.local) if level is not None else ():
                if self.words[k].pos in ("NOUN", "VERB", "ADJ") and not self.words[k].keys & _CALENDAR:
                    for key in self.words[k].keys:  # what the new level is of, the old one is of
                        weights[key] = max(weights.get(key, 0.0), 0.8)
        left_out = next((o for o in reversed(self.here) if o.number < slot.number and o.things), None) if not slot.things else None
        if left_out is not None and slot.antecedents and left_out.thing_keys() == slot.antecedents[0]:
            common = [k for k in left_out.phrase if self.words[k].pos != "PROPN"]
            for k in common:  # the noun left out has its modifiers, but a place of its own
                for key in self.words[k].keys:
                    weights[key] = max(weights.get(key, 0.0), 0.75)
        for k in self._fronted(slot):
            for key in self.words[k].keys:  # "At 61.3%, turnout was up"
                weights[key] = max(weights.get(key, 0.0), 0.95)
        if slot.compared[1]:
            weights |= dict.fromkeys(slot.predicates & {"=decrease", "=increase"}, 1.0)
        slot.weights = weights
        slot.foreign = frozenset(key for key in foreign if weights.get(key, 0.0) < 0.6)
