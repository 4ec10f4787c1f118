"""Which numbers of an article a claim is held against: all of a short one, the likely ones of a long one."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction

from extractor.checks.counts.ask import Ask
from extractor.checks.counts.compare import Quantity
from extractor.checks.counts.derivations.scope import ratio_of
from extractor.checks.counts.slots.slots import QUANTITIES, Index, Slot
from extractor.core.annotations import Annotations

_SHORT = 60
"""Up to so many numbers all are looked at."""
_COMMON = 400
"""A word beside more numbers than this tells nothing."""
_MOST = 120
_MOST_LINES = 8
_SAME = 60


def candidates(index: Index, ask: Ask, wanted: Quantity, annotations: Annotations) -> list[Slot]:
    """Slots that share a word with the claim or have its value, in order of the text."""
    slots = index.slots
    usable = _usable(slots, annotations)
    if len(usable) <= _SHORT:
        return usable
    if not ask.items:
        return [slots[n] for n in sorted(_nearest(wanted, usable, annotations))]
    keys = {key for item in ask.items if item.part in ("head", "predicate", "name") or len(ask.items) < 3 for key in item.keys}
    counted: dict[int, int] = {}
    for key in keys:
        found = index.by_key.get(key, ())
        if len(found) <= _COMMON:
            for n in found:
                counted[n] = counted.get(n, 0) + 1
    chosen = sorted(counted, key=lambda n: (-counted[n], n))[:_MOST]
    return [slots[n] for n in sorted(set(chosen) | _same_value(wanted, usable, annotations)) if slots[n].mention.kind in QUANTITIES]


def spoken_lines(index: Index, ask: Ask) -> set[int]:
    """Sentences with a number of any kind and most words of the claim."""
    counted: dict[int, float] = {}
    whole = 0.0
    for item in ask.items:
        whole += item.weight
        seen: set[int] = set()
        for key in item.keys:
            for n in index.by_key.get(key, ())[:_COMMON]:
                line = index.slots[n].line.number
                if line not in seen and key in index.line_keys[line]:
                    seen.add(line)
                    counted[line] = counted.get(line, 0.0) + item.weight
    return set(sorted((n for n, weight in counted.items() if 2 * weight >= whole), key=lambda n: (-counted[n], n))[:_MOST_LINES])


def _usable(slots: tuple[Slot, ...], annotations: Annotations) -> list[Slot]:
    """The slots a claim may be of; told once an article."""
    known = annotations._memo.get("counts.usable")
    found: list[Slot] = known if isinstance(known, list) else []
    if not isinstance(known, list):
        found = [s for s in slots if s.mention.kind in QUANTITIES or (s.mention.kind == "ord" and ratio_of(s) is not None)]
        annotations._memo["counts.usable"] = found
    return found


def _same_value(wanted: Quantity, usable: list[Slot], annotations: Annotations) -> set[int]:
    values = _by_value(usable, annotations)
    return {n for v in (wanted.nominal, wanted.low, wanted.high) if v is not None for n in values.get(v, ())[:_SAME]}


def _nearest(wanted: Quantity, usable: list[Slot], annotations: Annotations) -> set[int]:
    """For a claim without words: the numbers of about its value."""
    values = _by_value(usable, annotations)
    known = annotations._memo.get("counts.sorted")
    order: list[Fraction] = known if isinstance(known, list) else sorted(values)
    annotations._memo["counts.sorted"] = order
    out: set[int] = set()
    for point in (wanted.nominal, wanted.low, wanted.high):
        if point is not None:
            k = bisect_left(order, point)
            for v in sorted(order[max(0, k - _SAME) : k + _SAME], key=lambda v: abs(v - point)):
                out.update(values[v][: max(0, _MOST - len(out))])
    return out


def _by_value(usable: list[Slot], annotations: Annotations) -> dict[Fraction, list[int]]:
    known = annotations._memo.get("counts.values")
    values: dict[Fraction, list[int]] = known if isinstance(known, dict) else {}
    if not isinstance(known, dict):
        for slot in usable:
            for v in (slot.mention.value, slot.mention.low, slot.mention.high):
                if v is not None:
                    values.setdefault(Fraction(v), []).append(slot.number)
        annotations._memo["counts.values"] = values
    return values
