"""The durations and ages of an article: annotated sentences in, what each duration is of, from what and to what out."""

from __future__ import annotations

from collections.abc import Callable

from extractor.checks.counts.durations.span import Span
from extractor.checks.counts.durations.span_reader import SpanReader, left_out
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.core.annotations import Annotations

_MOST = 10
"""Durations of a sentence beyond which it is a table, and nothing is said of whose they are."""


def spans_of(index: Index, annotations: Annotations) -> tuple[Span, ...]:
    """All durations of an article, told once."""
    memo = annotations._memo.get("counts.spans")
    if isinstance(memo, tuple):
        return memo
    out = readings(index, _lasts)
    annotations._memo["counts.spans"] = out
    annotations._memo["counts.spans.units"] = {s.slot.number: s.unit for s in out if s.slot.mention.kind == "card"}
    return out


def readings(index: Index, wanted: Callable[[Slot], bool]) -> tuple[Span, ...]:
    """What is told of each number of a kind, in order of the text."""
    made: list[Span] = []
    for number, slots in index.by_line.items():
        here: list[Slot] = []
        for slot in (index.slots[n] for n in slots):
            timed = bool(here) and slot.mention.kind == "date" and here[-1].mention.kind == "dur" and here[-1].last == slot.first - 1
            if not timed and (wanted(slot) or (here and left_out(slot))):  # "nine minutes a year earlier"
                here.append(slot)
        if here and len(here) <= _MOST:
            line = index.lines[number]
            behind = index.lines[number - 1] if number and index.lines[number - 1].paragraph == line.paragraph else None
            made.extend(SpanReader(line, here, behind).read())
    return tuple(sorted(made, key=lambda s: s.slot.number))


def left_out_unit(slot: Slot, index: Index, annotations: Annotations) -> str | None:
    """The unit of time that a bare number has from the duration before it; None for any other number."""
    if not left_out(slot):
        return None
    spans_of(index, annotations)
    units = annotations._memo.get("counts.spans.units")
    return units.get(slot.number) or None if isinstance(units, dict) else None


def _lasts(slot: Slot) -> bool:
    m = slot.mention
    return m.kind == "dur" or (m.kind == "date" and m.value is None and m.text.lower().startswith(("a ", "an ")))
