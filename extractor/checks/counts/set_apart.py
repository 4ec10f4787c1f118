"""Amounts that are no facts of what they are amounts of: estimated, sought, offered or promised (N4), and of another time (B6)."""

from __future__ import annotations

from extractor.checks.counts.ask import Ask
from extractor.checks.counts.segments import segments_of
from extractor.checks.counts.slots import QUANTITIES, Index, Slot
from extractor.checks.counts.vocabulary import vocabulary

_ESTIMATES = vocabulary("estimate_nouns")
_SOUGHT = vocabulary("sought")
_PAST = frozenset(("ago", "earlier"))
_THIS = frozenset(("current", "currently", "now", "latest", "this"))
_AHEAD = frozenset(("expected", "forecast", "projected", "predicted", "planned", "target"))


def no_fact(slot: Slot, ask: Ask, index: Index, of: str | None) -> bool:
    """The number is an estimate or was sought, the claim says neither, and another amount of the sentence is told as a fact."""
    if slot.mention.kind not in ("cur", "pct"):
        return False
    said = set((of or "").lower().replace("-", " ").split())
    words, k = slot.words, slot.first - 1
    while k > 0 and words[k].pos in ("SYM", "ADV", "DET", "ADJ"):
        k -= 1
    noun = words[k - 1].low if k > 0 and words[k].low == "of" else ""
    segments, _ = segments_of(slot.line)
    verbs = {words[v].low for v in segments[slot.segment].verbs} | {
        words[v].low for n in slot.attached for v in segments[n].verbs if segments[n].words[0] <= slot.last + 3
    }
    if noun in _ESTIMATES:
        apart = not said & _ESTIMATES
    elif verbs & _SOUGHT:
        keys = {key for v in verbs & _SOUGHT for w in words if w.low == v for key in w.keys}
        apart = not said & (_SOUGHT | _ESTIMATES) and not any(i.keys & keys for i in ask.items)
    else:
        return False
    return apart and any(s is not slot and s.mention.unit == slot.mention.unit for s in index.same_line(slot))


def of_other_time(slot: Slot, index: Index, of: str | None) -> bool:
    """The number's own words say "a year ago", and the claim speaks of now or of what is expected."""
    if slot.mention.kind not in ("cur", "pct", "card", "meas"):
        return False
    said = set((of or "").lower().replace("-", " ").split())
    stop = next((s.first for s in index.same_line(slot) if s.number > slot.number and s.mention.kind in QUANTITIES), len(slot.words))
    own = {w.low for w in slot.words[slot.last + 1 : min(stop, slot.local[1])]}
    return bool(own & _PAST) and not said & (_PAST | {"previous", "before", "previously", "last"}) and bool(said & (_THIS | _AHEAD))
