"""The slot of every number of a sentence: its own words, its role, its clauses and how near each word is."""

from __future__ import annotations

import re
from fractions import Fraction

from extractor.checks.counts.agents import preds_of
from extractor.checks.counts.compare import mention_quantity
from extractor.checks.counts.slots.elided_units import fill_units
from extractor.checks.counts.slots.segments import Segment
from extractor.checks.counts.slots.slot import COUNTED, QUANTITIES, Slot
from extractor.checks.counts.slots.slot_sums import called_too, dead_bodies, left_over, plurals_before, told_apart
from extractor.checks.counts.slots.slot_weights import COORDINATORS, WeightReader
from extractor.checks.counts.vocabulary import vocabulary

TABLE = 40
"""More numbers than this in one sentence are a table, not prose."""
_RAISING = vocabulary("reported_to")
_AMOUNTS = vocabulary("numbers_of") | vocabulary("shares") | {"percent", "cent", "pc", "half", "third", "quarter"}
_PRO_VERBS = vocabulary("pro_verbs")
_SOME = vocabulary("some")
_REACHING = vocabulary("reaching")
_PERIODS = {"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour"}


def _both_shares(other: Slot, slot: Slot) -> bool:
    """ "Coal provided 43 percent of the power, gas 27 percent": shares of one whole."""
    return other.mention.kind == slot.mention.kind == "pct" and not slot.role


class SlotReader(WeightReader):
    """Reads the slots of one sentence."""

    def read(self) -> None:
        if len(self.here) > TABLE:
            for slot in self.here:
                self._cell(slot)
            return
        fill_units(self.here, self.earlier)
        for slot in self.here:
            slot.segment = self.place[min(slot.first, len(self.place) - 1)]
            self._thing(slot)
        for at, slot in enumerate(self.here):
            self._parts(at, slot)
        for at, slot in enumerate(self.here):
            self._local(at, slot)
            self._role(at, slot)
        told_apart(self.here, self.earlier, self.line)
        for at, slot in enumerate(self.here):
            self._antecedents(at, slot)
            self._clauses(slot)
            self._rates(slot)
            self._rate_of_both_ends(at, slot)
            slot.opposed = self.lexicon.opposed(slot.predicates)
            slot.keys = slot.thing_keys() | called_too(slot) | left_over(slot, self.here, self.earlier)
            slot.quantity = mention_quantity(slot.mention)
            slot.value = None if slot.mention.value is None else Fraction(slot.mention.value)
        for slot in self.here:
            self._weigh(slot)

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
            whom = slot.last + 2 < end and words[slot.last + 1].low == "of" and words[slot.last + 2].low in ("whom", "which")
            if opened >= 0 and not (whom and opened == slot.last + 2):
                end = opened
                break
            for k in range(other.first - 1, slot.last, -1):
                if words[k].low in COORDINATORS or self.place[k] != self.place[other.first]:
                    end = k + (self.place[k] != self.place[other.first])
                    if self.segments[other.segment].kind == "red" and words[k].low not in COORDINATORS:
                        end = self._described(k, slot.last)
                    break
            else:
                end = self._back(other.first, slot.last + 1)
            break
        end = self._inserted(slot, end)
        start = slot.first
        previous = next((o for o in reversed(self.here[:at]) if o.mention.kind in QUANTITIES), None)
        low = previous.last + 1 if previous is not None else 0
        for k in range(slot.first - 1, low - 1, -1):
            if words[k].low in COORDINATORS or self.place[k] != slot.segment:
                break
            if words[k].pos == "VERB" and previous is None:
                break
            start = k
            if slot.mention.role in ("from", "to") and words[k].low == slot.mention.role:
                break
        if previous is None:
            start = self._back(slot.first, low)
        slot.local = (start, max(end, slot.last + 1))

    def _inserted(self, slot: Slot, end: int) -> int:
        """Where an insertion about some of them ends: "16 people, eleven of them away fans, for throwing flares"."""
        if slot.part_of < 0 or not slot.first or self.words[slot.first - 1].low != ",":
            return end
        close = next((k for k in range(slot.last + 1, end) if self.words[k].low == ","), -1)
        verb = any(self.words[k].pos in ("VERB", "AUX") for k in range(slot.last + 1, max(close, slot.last + 1)))
        return close if close > 0 and not verb else end

    def _described(self, k: int, low: int) -> int:
        """Where the noun phrase begins that ends at `k` and that a participle describes: "3.2% and | the DAX index falling by"."""
        start = k
        while start > low + 1 and (self.words[start].nominal or self.words[start].low in ("of", "the", "a", "'s", "in")):
            start -= 1
        return start if start > low and self.words[start].low in COORDINATORS else k + 1

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
                and (other.mention.kind in ("card", "range", "mag", "zero", "quantifier", "frac", "ord") or _both_shares(other, slot))
                and (other.mention.role == partner or not partner)
            ):
                out.append(other.thing_keys())
            elif other.mention.kind == "meas" and self.words[other.last].nominal and slot.mention.kind == "card":
                out.append(self.words[other.last].keys)  # "dumping 700 barrels; it said 70 had leaked"
            elif not other.things and other.mention.kind == "card" and other.mention.unit is None and not other.role:
                out += other.antecedents[:3]  # "put the number of nurses at 650; the union said 1,900"
        words = self.words
        level = slot.first > 0 and self.words[slot.first - 1].low == "at" and slot.mention.unit is None
        if slot.role in ("from", "to", "change") or level or not out:
            above = {slot.segment}
            while self.segments[min(above)].parent >= 0 and self.segments[min(above)].parent not in above:
                above.add(self.segments[min(above)].parent)
            nouns = [k for k in range(slot.first - 1, -1, -1) if words[k].nominal and self.place[k] in above]
            nouns.sort(key=self._behind_preposition)  # "sales of cars in the US dipped below nine million": sales first
            out += [words[k].keys for k in nouns[:4]]
        if slot.role or not out or slot.mention.kind in ("card", "mag", "zero"):
            for later in self.here[at + 1 : at + 2]:
                if later.mention.role and later.things:
                    out.append(later.thing_keys())
            for other in reversed(self.earlier[-4:]):
                if other.things and other.line.paragraph == self.line.paragraph and self.line.number - other.line.number <= 2:
                    out.append(other.thing_keys())
        if self._of_those(slot):
            out.insert(0, frozenset(("^person",)))
        if not out and slot.mention.kind == "card" and slot.mention.unit is None:
            out += plurals_before(self.before, slot)
        slot.antecedents = tuple(out[:8])

    def _behind_preposition(self, noun: int) -> bool:
        """The phrase of a noun begins behind a preposition; "of" behind a number, an amount or "the number" is none."""
        k = noun - 1
        while k >= 0 and self.words[k].pos in ("DET", "ADJ", "NOUN", "PROPN", "NUM"):
            k -= 1
        if k < 0 or self.words[k].pos != "ADP":
            return False
        before = self.words[k - 1] if k else None
        amount = before is not None and (before.pos in ("NUM", "SYM") or before.low in _AMOUNTS)
        return not (self.words[k].low == "of" and amount)

    def _of_those(self, slot: Slot) -> bool:
        """Persons named by what happened to them: "Of those arrested, 58 were released"."""
        words = self.words[: slot.last + 4 if slot.partitive else slot.first]
        triples = zip(words, words[1:], words[2:], strict=False)
        return any(
            a.low == "of" and b.low in ("those", "the") and c.pos in ("VERB", "ADJ") and c.keys & self.lexicon.happenings
            for a, b, c in triples
        )

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
        predicates |= self._raised(slot, own)
        if not predicates and own.kind == "coord" and own.before >= 0 and not own.verbs and not slot.is_total:
            predicates |= self._keys(preds_of(self.line, segments[own.before]))  # "rescued 61 on Friday and a further 18 on Saturday"
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
        if slot.summed:
            predicates |= next((s.predicates for s in (*self.here, *self.earlier[-4:]) if s.number == slot.part_of), frozenset())
        slot.predicates = frozenset(predicates) | dead_bodies(slot, self.lexicon)
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

    def _raised(self, slot: Slot, own: Segment) -> set[str]:
        """Keys of what the counted ones are said or due to do: "700 domains were reported to have been seized"."""
        if not own.verbs or slot.first > own.verbs[0] or self.words[own.verbs[-1]].low not in _RAISING:
            return set()
        told = next((s for s in self.segments[own.number + 1 :] if s.kind == "inf" and s.parent == own.number), None)
        return set() if told is None else self._keys(preds_of(self.line, told))

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
        first += words[first + 1].low in ("only", "just") and first + 2 < len(words)  # "of which only 40 million has been paid"
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
                and not (slot.part_of >= 0 and slot.local[1] <= segment.words[0] and self.words[slot.local[1]].low == ",")
            ):
                between = range(end, segment.words[0])
                if segment.kind in ("rel", "red") and any(self.words[k].pos in ("VERB", "AUX") for k in between):
                    continue  # "5,400 people, will close a plant where 310 will lose their jobs"
                if all(self.taken[k] in (-1, slot.number) for k in between) and segment.words[0] - end <= (
                    8 if segment.kind in ("rel", "red") else 12
                ):
                    out.append(segment)
        return out

    def _keys(self, at: list[int]) -> set[str]:
        return {key for k in at for key in self.words[k].keys}

    def _rate_of_both_ends(self, at: int, slot: Slot) -> None:
        """What one end of a change is a rate of, the other is: "to 58 cents a litre from the current 43 cents"."""
        if slot.mention.per is not None or slot.mention.unit is None:
            return
        before = next((s for s in reversed(self.here[:at]) if s.mention.unit == slot.mention.unit), None)
        level = slot.role in ("from", "to") or self.words[slot.first - (slot.first > 0)].low in _REACHING
        if before is not None and level and before.per and before.role != "change":
            slot.per = before.per

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
