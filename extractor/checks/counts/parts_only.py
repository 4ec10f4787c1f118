"""A claim of a class, and the number of one of its members only (B8)."""

from __future__ import annotations

from extractor.checks.counts.ask import Ask
from extractor.checks.counts.derivations.lists import inside
from extractor.checks.counts.match import Fit
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.words import Words


def part_only(slot: Slot, ask: Ask, index: Index, fits: dict[int, Fit], words: Words) -> bool:
    """B8: the claim names a class, and the number is one of several members added by "and"."""
    head = ask.head
    if head is None or not any(k[0] == "^" for k in head.keys) or any(k in slot.thing_keys() for k in head.keys if k[0] != "^"):
        return False
    if not slot.things and slot.mention.rule != "M5":
        return False
    if inside(index, slot, head.keys):
        return True
    if any(w.low == "including" for w in slot.words[max(0, slot.first - 3) : slot.first]):
        return True
    for n in index.by_line[slot.line.number]:
        other = index.slots[n]
        made = fits.get(n)
        if (
            other is slot
            or made is None
            or made.clash is not None
            or other.segment != slot.segment
            or other.mention.kind not in ("card", "quantifier")
            or other.part_of >= 0
            or slot.part_of >= 0
        ):
            continue
        one, two = (slot, other) if slot.number < other.number else (other, slot)
        joined = {w.low for w in slot.words[one.last + 1 : two.first]}
        if (
            joined & {"and", ","}
            and (head.keys & other.thing_keys() or other.mention.rule == "M5")
            and not joined & words.lists["exclusive_parts"]
        ):
            return True
    return False
