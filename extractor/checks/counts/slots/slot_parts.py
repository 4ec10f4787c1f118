"""Which number is a part of which: "nine of 36", "Of the 22 miners, 8", "58 people, including 11 students" (B2, B8)."""

from __future__ import annotations

from extractor.checks.counts.slots.slot import QUANTITIES, Slot
from extractor.checks.counts.slots.slot_things import PARTITIVE, ThingReader


class PartReader(ThingReader):
    """Reads the parts and totals of the numbers of one sentence."""

    def _parts(self, at: int, slot: Slot) -> None:
        words = self.words
        if slot.mention.kind not in QUANTITIES:
            return
        if slot.partitive and at + 1 < len(self.here):
            other = self.here[at + 1]
            between = range(slot.last + 1, other.first)
            possessed = (
                len(between) > 2
                and len(between) <= 7
                and words[other.first - 1].low in ("'s", "'", "’s", "’")
                and all(words[k].low in PARTITIVE or words[k].pos in ("NOUN", "PROPN", "ADJ", "DET", "PART") for k in between)
            )
            if (possessed or (other.first - slot.last <= 4 and all(words[k].low in PARTITIVE for k in between))) and other.mention.kind in (
                "card",
                "range",
                "quantifier",
                "cur",
                "meas",
                "dur",
            ):
                slot.part_of, other.is_total = other.number, True
                if not slot.things:
                    slot.things, slot.phrase = other.things, other.phrase
                else:
                    slot.things = other.things or slot.things
                return
        before = slot.first - 1
        if (
            before >= 1 and words[before].low in ("the", "its", "their", "these", "those") and words[before - 1].low in ("of", "among")
        ) or (before >= 0 and words[before].low in ("of", "among")):
            opener = before if words[before].low in ("of", "among") else before - 1
            front = opener == 0 or words[opener - 1].low in ("and", ";", ",", "but") or words[opener - 1].pos == "PUNCT"
            if front and not self._takes_of(opener) and at + 1 < len(self.here):
                slot.is_total = True
                for other in self.here[at + 1 :]:
                    if (
                        other.mention.kind in QUANTITIES
                        and other.part_of < 0
                        and not (other.things and not other.thing_keys() & slot.thing_keys())
                    ):
                        if any(words[k].low == ";" for k in range(slot.last, other.first)):
                            break
                        other.part_of = slot.number
        if slot.part_of < 0 and at and slot.mention.kind == "card" and slot.mention.unit is None:
            self._include(at, slot)
        if slot.part_of < 0 and before >= 1 and words[before].low in ("which", "whom") and words[before - 1].low == "of":
            whole = next((o for o in reversed(self.here[:at]) if o.things and o.mention.kind == slot.mention.kind), None)
            slot.part_of = -1 if whole is None else whole.number  # "85,000 homes, of which 60,000 have been reconnected"
        if slot.partitive and slot.part_of < 0:
            tail = {words[k].low for k in range(slot.last + 1, min(slot.last + 3, len(words)))}
            if tail & {"them", "the", "those", "these", "whom", "which"}:
                pronoun = bool(tail & {"them", "whom", "which"})  # "16 people, eleven of them away fans"
                keys = frozenset(key for key in slot.thing_keys() if key[0] != "^" and not pronoun)
                for other in reversed([*self.earlier[-6:], *self.here[:at]]):
                    if (
                        other.mention.kind in ("card", "range", "mag")
                        and other.mention.unit is None
                        and other.things
                        and not (
                            other.mention.value is not None and slot.mention.value is not None and other.mention.value < slot.mention.value
                        )
                        and (not keys or keys & other.thing_keys())
                        and not other.is_label
                    ):
                        slot.part_of = other.number
                        break

    def _include(self, at: int, slot: Slot) -> None:
        """ "58 people, including 11 students": the second number is inside the first."""
        opener = next(
            (
                k
                for k in range(slot.first - 1, max(-1, slot.first - 4), -1)
                if self.words[k].low in ("including", "among") or self.taken[k] != -1
            ),
            -1,
        )
        if opener < 0 or self.taken[opener] != -1:
            return
        low = self.words[opener].low
        if low == "among" and not (self.words[opener + 1].low in ("them", "whom") and slot.first - opener >= 2):
            return
        for other in reversed(self.here[:at]):
            if other.is_total and any(s.part_of == other.number and s.partitive for s in self.here[:at]):
                continue  # "26 of the 40 hostages, including 11 women": of the 26
            counted = other.mention.kind in ("card", "quantifier") and other.mention.unit is None
            if counted and (other.part_of < 0 or other.partitive) and other.last < opener:
                mine, whole = slot.mention.value, other.mention.value
                if other.things and mine is not None and whole is not None and mine <= whole:
                    slot.part_of, slot.included = other.number, True
                return

    def _takes_of(self, opener: int) -> bool:
        """The verb before takes "of", whatever stands between: "convicted Marrow, 46, of eleven counts"."""
        verb = next((k for k in range(opener - 1, -1, -1) if self.words[k].pos == "VERB" or self.place[k] != self.place[opener]), -1)
        return verb >= 0 and self.lexicon.has("take_of", self.words[verb].low)
