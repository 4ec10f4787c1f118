"""Which end of a change a claim's own words ask for: now or then, planned or current, and words that only one end has (B6)."""

from __future__ import annotations

import re

from extractor.checks.counts.ask import Ask
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.vocabulary import vocabulary

_NOW = re.compile(r"\b(?:current(?:ly)?|present(?:ly)?|existing)\b")
_THEN = re.compile(r"\b(?:\w+ )?(?:years?|months?|weeks?|days?|quarters?|decades?) (?:ago|earlier|before|previously)\b")
_AHEAD = vocabulary("ahead")
_PLANNING = vocabulary("planning")
_STOPS = vocabulary("stops")


def planned(slot: Slot) -> bool:
    """The change is still to come: "will rise to", "plans to raise", "is expected to fall"."""
    if slot.mention.polarity == "hypothetical":
        return True
    segments, _ = segments_of(slot.line)
    return any(slot.words[v].low in _AHEAD | _PLANNING for n in slot.chain for v in segments[n].verbs)


def end_by_words(slot: Slot, ask: Ask, of: str | None, index: Index) -> str | None:
    """before or after, when the claim's words tell; None when they do not."""
    partner = _partner(slot, index)
    if slot.role not in ("from", "to") or of is None:
        return None
    low = of.lower()
    if _THEN.search(low):
        return "before"
    if _NOW.search(low):
        return "before" if planned(slot) or (partner is not None and planned(partner)) else "after"
    if partner is None or ask.end is not None:
        return None
    mine, theirs = _tail(slot), _tail(partner)
    asked = [i for i in ask.items if i.part in ("modifier", "name") and not i.parts and i.keys & (mine | theirs)]
    here = [i for i in asked if i.keys & mine and not i.keys & theirs]
    there = [i for i in asked if i.keys & theirs and not i.keys & mine]
    if bool(here) == bool(there) or not mine or not theirs:
        return None
    return "before" if bool(here) == (slot.role == "from") else "after"


def of_now(slot: Slot, ask: Ask, of: str | None) -> bool:
    """ "Current price": the level that a planned change starts from is no plan itself."""
    return slot.role == "from" and bool(_NOW.search((of or "").lower())) and not ask.future


def _partner(slot: Slot, index: Index) -> Slot | None:
    """The other end of the same change: with the other role, or the level before "down from"."""
    wanted = "to" if slot.role == "from" else "from"
    line = [s for s in index.same_line(slot) if s is not slot and s.mention.unit == slot.mention.unit and s.segment == slot.segment]
    ends = [s for s in line if s.role == wanted]
    if not ends and slot.role == "from":
        ends = [s for s in line if s.role is None and s.number < slot.number][-1:]
    return min(ends, key=lambda s: abs(s.number - slot.number), default=None)


def _tail(slot: Slot) -> frozenset[str]:
    """Keys of the words behind one end, up to the next pause; before "down from" those of the level's subject are shared."""
    out: set[str] = set()
    for k in range(slot.last + 1, min(slot.local[1], len(slot.words))):
        if slot.words[k].low in _STOPS:
            break
        if slot.words[k].pos not in ("ADP", "DET", "SCONJ", "CCONJ"):
            out |= slot.words[k].keys
    if slot.role is None:
        inside = segments_of(slot.line)[0][slot.segment].words
        out |= {key for k in inside if k < slot.first for key in slot.words[k].keys}
    return frozenset(k for k in out if k[0] != "^")
