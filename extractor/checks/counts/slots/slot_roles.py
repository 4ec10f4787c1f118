"""Whether a number is one end of a change, the change itself, or neither: its words before and after (B6)."""

from __future__ import annotations

from extractor.checks.counts.slots.slot import QUANTITIES, Slot
from extractor.checks.counts.slots.slot_parts import PartReader
from extractor.checks.counts.slots.tokens import Word
from extractor.checks.counts.vocabulary import vocabulary

_COMPARATIVES = vocabulary("comparatives")
_CHANGES = frozenset(("=increase", "=decrease", "=lose"))
_LEVELS = vocabulary("levels")
"""Nouns between "to" and the level that something changed to."""


class RoleReader(PartReader):
    """Reads the roles of the numbers of one sentence."""

    def _role(self, at: int, slot: Slot) -> None:
        words, mention = self.words, slot.mention
        if mention.role:
            slot.role = mention.role
            return
        if mention.kind == "mult" or mention.kind not in QUANTITIES:
            return
        i = slot.first - 1
        while (
            i >= 0
            and words[i].low not in ("up", "down", "by")
            and (words[i].pos in ("ADV", "DET", "ADJ") or words[i].low in ("some", "about", "than", "another", "between", "$", "£", "€"))
        ):
            i -= 1
        if i >= 0 and words[i].low == "at" and words[i + 1].low in ("least", "most"):
            i -= 1
        if i >= 2 and words[i].low == "of" and words[i - 1].low in _LEVELS:
            i -= 2  # "to an average of 1,140 euros"
            while i >= 0 and words[i].pos in ("DET", "ADJ"):
                i -= 1
        before = words[i] if i >= 0 else None
        pair = any(o.mention.role or o.role for o in self.here if o is not slot and self.place[o.first] == slot.segment)
        change = any(
            words[k].keys & _CHANGES and (words[k].pos in ("VERB", "ADV", "NOUN", "ADP"))
            for k in range(max(0, i - 6), i + 1)
            if self.place[k] == slot.segment
        )
        against = self._difference(slot)
        if against[1]:
            slot.role, slot.compared = "change", against
            return
        if before is None:
            return
        if before.low in ("by", "to", "from") and not change:
            change = self._changing(i, slot)
        if before.low == "from" and i and words[i - 1].low in ("up", "down") and mention.kind != "dur":
            slot.role = "from"
            return
        if before.low == "from" and pair and change and not slot.things and mention.kind != "dur":
            slot.role = "from"
            return
        particle = i >= 1 and words[i - 1].pos == "VERB" and not words[i - 1].keys & {"=increase", "=decrease"}
        if before.low == "to" and change and mention.kind != "dur" and (not slot.things or self._level(slot)):
            slot.role = "to"
        elif (
            (before.low in ("up", "down") and not particle)
            or (before.low == "by" and change)
            or (change and pair and not slot.things and mention.kind in ("card", "pct", "pp", "bp", "cur", "meas", "range"))
            or (mention.kind in ("pp", "bp") and change)
        ):
            slot.role = "change"
        elif before.low == "at" and (change or self._settled(i)) and mention.kind != "dur" and not slot.things:
            slot.role = "to"
        elif (
            mention.kind in ("pct", "pp", "bp", "frac")
            and before.keys & {"=increase", "=decrease"}
            and not particle
            and not self._polled(before)
        ):
            slot.role = "change"

    def _polled(self, verb: Word) -> bool:
        """ "Labour gained 39.3%" in a vote is its share, and no growth."""
        return verb.low.startswith("gain") and any("=vote" in word.keys for word in self.words)

    def _level(self, slot: Slot) -> bool:
        """The number counts the same points as the change before it: "fell 54.97 points to 1,807.99 points"."""
        same = (o for o in self.here if o.number < slot.number and o.things and self.place[o.first] == slot.segment)
        return any(self.words[o.things[0]].low == self.words[slot.things[0]].low for o in same)

    def _settled(self, i: int) -> bool:
        """A change ends at the number: "fell 678 points, closing at 8,579"."""
        return i > 0 and self.lexicon.has("settling", self.words[i - 1].low) and any(o.role or o.things for o in self.here if o.first < i)

    def _changing(self, i: int, slot: Slot) -> bool:
        """The verb of the clause before "by" or "to", however far its object goes, is one of change."""
        for k in range(i - 1, max(-1, i - 20), -1):
            if self.place[k] != slot.segment:
                if self.segments[self.place[k]].kind == "paren":
                    continue
                return False
            if self.words[k].pos == "VERB" and self.words[k].tag in ("VB", "VBP", "NN") and self.words[k - 1].nominal:
                continue  # a noun that a tagger takes for a verb: "its full-year profit forecast"
            if self.words[k].pos == "VERB":
                return bool(self.words[k].keys & _CHANGES)
        return False

    def _difference(self, slot: Slot) -> tuple[int, int]:
        """Words after "than" when the number is a difference: "15 cents more than in May"."""
        words, k = self.words, slot.last + 1
        while k < len(words) and k <= slot.last + 3 and words[k].pos in ("NOUN", "SYM") and words[k].low not in _COMPARATIVES:
            k += 1
        if k + 2 < len(words) and words[k].low in _COMPARATIVES and words[k + 1].low == "than" and self._then(k + 2):
            end = k + 2
            while end < len(words) and end < k + 10 and words[end].low not in (",", ";", "and", "but"):
                end += 1
            return (k + 2, end)
        return (0, 0)

    def _then(self, k: int) -> bool:
        """No number follows, or one that says when: "than a year earlier"."""
        other = next((s for s in self.here if s.number == self.taken[k]), None)
        if other is None:
            return True
        after = self.words[other.last + 1].low if other.last + 1 < len(self.words) else ""
        return other.mention.kind == "date" or (other.mention.kind == "dur" and after in ("ago", "earlier", "before"))
