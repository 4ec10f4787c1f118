"""How near each word of a sentence is to a number: in its own phrase, in its clause, or with another number (B1-B5)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.checks.counts.agents import agent_words
from extractor.checks.counts.slots.slot import QUANTITIES, Slot
from extractor.checks.counts.slots.slot_roles import RoleReader
from extractor.checks.counts.slots.slot_sums import shared_tail
from extractor.checks.counts.slots.tokens import HYPHENS
from extractor.checks.counts.vocabulary import vocabulary

_CALENDAR = frozenset("=year =month =week =day =hour last this next".split())
COORDINATORS = frozenset(("and", "or", "but", ",", "while", ";", "plus", "nor"))
_COMPOUND = re.compile(r"-[a-z]")
_SAME = frozenset(("rate", "figure", "proportion", "share", "number", "percentage"))
_LEFT_OVER = frozenset(("remaining", "outstanding"))
_WHEN = vocabulary("when")


class WeightReader(RoleReader):
    """Weighs the words of one sentence for each of its numbers."""

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
                ends = slot.mention.role is not None and other.mention.role is not None
                step = slot.role == "to" and other.role == "change" and other.number == slot.number - 1  # "fell 2.4 points to 61.3%"
                paired = (ends or step) and slot.segment == other.segment
                first = other.first if paired else other.local[0]  # both ends of a change share what stands before the first
                last = other.last + 1 if self._described_by(other) else min(other.local[1], len(self.words))
                for k in range(first, last):
                    shared = self.place[k] == slot.segment and self.words[k].pos == "VERB" and k in self.segments[slot.segment].verbs
                    if self.place[k] in own and not shared:
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
            _raise(weights, word.keys, weight)
        if slot.role == "from" and slot.first >= 2 and self.words[slot.first - 2].low in ("up", "down"):
            level = next((o for o in reversed(self.here) if o.number < slot.number and o.mention.unit == slot.mention.unit), None)
            for k in range(*level.local) if level is not None else ():
                if self.words[k].pos in ("NOUN", "VERB", "ADJ") and not self.words[k].keys & _CALENDAR:
                    _raise(weights, self.words[k].keys, 0.8)  # what the new level is of, the old one is of
        left_out = next((o for o in reversed(self.here) if o.number < slot.number and o.things), None) if not slot.things else None
        if left_out is not None and slot.antecedents and left_out.thing_keys() == slot.antecedents[0]:
            common = [k for k in left_out.phrase if self.words[k].pos != "PROPN"]
            for k in common:  # the noun left out has its modifiers, but a place of its own
                _raise(weights, self.words[k].keys, 0.75)
        whole = next((o for o in reversed(self.earlier) if o.number == slot.part_of), None)
        if whole is not None and slot.partitive:
            _raise(weights, whole.predicates, 0.75)  # "will close 18 branches. Eleven of them are in Wendshire"
        told = self._same_rate(slot)
        if told is not None:
            slot.predicates |= told.predicates
            for k in (*told.phrase, *range(*told.local)):
                if k < len(told.words):
                    _raise(weights, told.words[k].keys, 0.75)
        before = self._restated(slot)
        if before is not None:
            near = 0.75 if before.mention.unit == slot.mention.unit else 0.9
            for k in range(*before.local):
                _raise(weights, self.words[k].keys, near)  # "paid 310,000 in compensation, an average of 350 per animal"
        for k in shared_tail(slot, self.here):
            if self.place[k] == slot.segment:
                _raise(weights, self.words[k].keys, 0.9)  # "left 22 rebels and seven soldiers dead on Saturday"
        for k in self._fronted(slot):
            _raise(weights, self.words[k].keys, 0.95)  # "At 61.3%, turnout was up"
        if slot.compared[1]:
            weights |= dict.fromkeys(slot.predicates & {"=decrease", "=increase"}, 1.0)
        slot.weights = weights
        slot.foreign = frozenset(key for key in foreign if weights.get(key, 0.0) < 0.6)

    def _described_by(self, other: Slot) -> bool:
        """What follows is not its own: a duration that says when ("in the six months"), a compound before a noun ("three-hour")."""
        before = self.words[other.first - 1].low if other.first else ""
        opener = self.words[other.first - 2].low if other.first > 1 else ""
        when = other.mention.kind == "dur" and (before in _WHEN or (before in ("the", "its", "his", "her", "their") and opener in _WHEN))
        if other.last + 1 < len(self.words) and self.words[other.last + 1].low in HYPHENS:
            return True  # "a two-room flat"
        behind = self.words[other.last + 1] if other.last + 1 < len(self.words) else None
        if (
            other.mention.kind == "pct"
            and before in ("a", "an")
            and opener in ("for", "of", "in", "with")
            and behind is not None
            and behind.nominal
        ):
            return True  # "for a 30% stake in the field"
        return when or (other.mention.unit is not None and _COMPOUND.search(other.mention.text) is not None)

    def _gap(self, slot: Slot) -> tuple[int, int]:
        """The subject of the clause, when the number has one of its own after "and": "Lopez won 52 percent and Diaz 39"."""
        low = slot.local[0]
        own = range(low, slot.first)
        words = self.words
        if low < 1 or words[low - 1].low not in COORDINATORS or not any(words[k].nominal for k in own):
            return (0, 0)
        verb = any(words[k].pos in ("VERB", "AUX") and words[k].low not in _LEFT_OVER for k in own)
        lead = any(words[k].pos == "ADP" and not (words[k].low in ("at", "for") or self._of_name(k)) for k in own)
        if verb or lead:
            return (0, 0)
        segment = self.segments[slot.segment]
        if not segment.verbs or segment.verbs[0] > low:
            return (0, 0)
        return (segment.words[0], segment.verbs[0])

    def _same_rate(self, slot: Slot) -> Slot | None:
        """The share before, when "the rate" or "the figure" stands for what it says: "among boys the rate is 19 percent"."""
        segment = self.segments[slot.segment]
        if slot.mention.kind not in ("pct", "frac") or slot.things or not segment.verbs:
            return None
        subject = next((k for k in range(segment.verbs[0] - 1, segment.words[0], -1) if self.words[k].nominal), -1)
        if subject < 1 or self.words[subject].low not in _SAME or self.words[subject - 1].low != "the" or segment.verbs[0] != subject + 1:
            return None
        shares = [
            s for s in (*self.earlier[-6:], *self.here) if (s.number < slot.number and s.segment != slot.segment) or s.line is not self.line
        ]
        return next((s for s in reversed(shares) if s.mention.kind in ("pct", "frac") and s.number < slot.number), None)

    def _of_name(self, k: int) -> bool:
        """ "The city of Dorn"."""
        return self.words[k].low == "of" and k + 1 < len(self.words) and self.words[k + 1].pos == "PROPN"

    def _fronted(self, slot: Slot) -> range:
        """The subject behind a figure that opens the clause: "At 61.3%, turnout", "At 84 metres the mast"."""
        words, first = self.words, slot.first - 1
        opens = first == 0 or (first > 0 and (words[first - 1].low in COORDINATORS or words[first - 1].pos == "PUNCT"))
        if not opens or words[first].low != "at":
            return range(0)
        start = slot.last + 1 + (slot.last + 1 < len(words) and words[slot.last + 1].low == ",")
        end = start
        while end < len(words) and (words[end].nominal or words[end].pos in ("DET", "ADJ", "PRON")) and self.taken[end] == -1:
            end += 1
        return range(start, end)

    def _restated(self, slot: Slot) -> Slot | None:
        """The amount that this one puts another way: "631 points, or 5.7%", "310,000 in all, an average of 350 per animal"."""
        words, k = self.words, slot.first - 1
        line = [o for o in self.here if o.number < slot.number and o.mention.kind in QUANTITIES]
        if not line or k < 1:
            return None
        while k > line[-1].last and (words[k].pos in ("DET", "ADV", "ADJ", "SYM") or words[k].low in ("average", "total", "of", "than")):
            k -= 1
        average = any(w.low == "average" for w in words[k : slot.first])
        if words[k].low == "or" and line[-1].mention.unit != slot.mention.unit:
            return line[-1]
        return line[-1] if average and words[k].low in (",", "or", "–", "—") and line[-1].mention.unit == slot.mention.unit else None

    def _above(self, segment: int) -> set[int]:
        """A clause and those it hangs on."""
        found = {segment}
        while (segment := self.segments[segment].parent) >= 0:
            found.add(segment)
        return found


def _raise(weights: dict[str, float], keys: Iterable[str], weight: float) -> None:
    """Keys are at least so close."""
    for key in keys:
        if weights.get(key, 0.0) < weight:
            weights[key] = weight
