"""Which way a number's change goes, and of what (B6)."""

from __future__ import annotations

from extractor.checks.counts.ask import Ask
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.words import Words


def undergone(slot: Slot, ask: Ask, index: Index, words: Words) -> bool:
    """The claim counts the things that were added or lost, and the number counts them: "15,000 jobs have gone"."""
    head = ask.head
    if head is None or not head.keys & slot.thing_keys() or slot.mention.unit is not None:
        return False
    said = {k for i in ask.items if i.part == "change" for k in i.keys}
    near = [s for s in index.slots[max(0, slot.number - 6) : slot.number + 7] if s is not slot and s.mention.unit is None]
    if any((s.role and s.mention.kind == "card") or said & s.predicates for s in near):
        return False  # the change is told by another number
    verbs = {slot.words[k].low for n in (slot.segment, *slot.attached) for k in segments_of(slot.line)[0][n].verbs}
    return not any(words.has({"up": "down", "down": "up"}.get(ask.change or "", "down"), verb) for verb in verbs)


def wrong_way(slot: Slot, change: str | None) -> bool:
    """The claim speaks of a fall, and the number is said of a rise, or the other way round."""
    before = {w.low for w in slot.words[max(0, slot.first - 3) : slot.first]}
    behind = slot.words[slot.last + 1].keys if slot.last + 1 < len(slot.words) else frozenset()
    if behind & {"=increase", "=decrease"}:  # "after a 3.5% gain"
        return ("=increase" not in behind) if change == "up" else ("=decrease" not in behind and change == "down")
    up = "up" in before or ("=increase" in slot.predicates and "=decrease" not in slot.predicates)
    down = "down" in before or ("=decrease" in slot.predicates and "=increase" not in slot.predicates)
    return (change == "down" and up and not down) or (change == "up" and down and not up)


def changes_other(slot: Slot, ask: Ask, index: Index) -> bool:
    """The change is of another clause: none of the claim's things is near it, and all are near another change."""
    things = [i for i in ask.items if i.part not in ("change", "contrast", "measure")]
    if not things or any(slot.weights.get(k, 0.0) >= 0.6 for i in things for k in i.keys):
        return False
    line = index.same_line(slot)
    return any(s is not slot and s.role and all(s.weight(i.keys) >= 0.8 for i in things) for s in line)
