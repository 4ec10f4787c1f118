"""What the article holds and the record does not use: numbers, quotations and dates no supported finding rests on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from pydantic import BaseModel

from extractor.core.annotations import Annotations
from extractor.core.extraction import Unused
from extractor.core.finding import Finding
from extractor.core.mention import Amount, DateMention, NumberMention

_NO_QUANTITY = frozenset({"name", "list", "time", "date", "ord"})
_SPOKEN = frozenset({"direct", "mixed"})
_MARGIN = frozenset({"dateline", "byline", "boilerplate"})


def find_unused(record: BaseModel | None, annotations: Annotations, findings: Iterable[Finding]) -> tuple[Unused, ...]:
    """Numbers, quotations and dates of the article's content that no supported finding rests on, in order of the text.

    Names, clock times, list marks, ordinals and numbers inside dates are no content of their own; neither is the dateline.

    >>> from extractor.core.article import Article
    >>> eight = NumberMention(5, 10, "eight", "card")
    >>> [(u.kind, u.text) for u in find_unused(None, Annotations(Article("NATO eight"), numbers=(eight,)), ())]
    [('number', 'eight')]
    """
    used = _Spans(span for finding in findings if finding.verdict.supported for span in finding.spans)
    margins = _Spans((block.start, block.end) for block in annotations.blocks if block.kind in _MARGIN)
    dates = _Spans((m.start, m.end) for m in annotations.dates if m.kind != "duration")
    out: list[Unused] = []
    for m in annotations.numbers:
        if m.kind not in _NO_QUANTITY and not (dates.meet(m.start, m.end) or margins.meet(m.start, m.end) or used.meet(m.start, m.end)):
            out.append(Unused("number", m.start, m.end, m.text, reading_of_number(m)))
    for q in annotations.quotations:
        if q.kind in _SPOKEN and not used.meet(q.start, q.end):
            out.append(Unused("quotation", q.start, q.end, q.text, q.speaker or "no speaker named"))
    for d in annotations.dates:
        if d.kind in ("date", "range") and not margins.meet(d.start, d.end) and not used.meet(d.start, d.end):
            out.append(Unused("date", d.start, d.end, d.text, reading_of_date(d)))
    return tuple(sorted(out, key=lambda u: (u.start, u.end, u.kind)))


class _Spans:
    """Spans that can be asked whether one of them meets another span; merged, so that a question costs one search."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for a, b in sorted(spans):
            if self._ends and a <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], b)
            else:
                self._starts.append(a)
                self._ends.append(b)

    def meet(self, start: int, end: int) -> bool:
        k = bisect_left(self._starts, end) - 1
        return k >= 0 and self._ends[k] > start


def reading_of_number(m: NumberMention) -> str:
    """A number as it is read: "at_least 40", "[20000, 99999]", "62 percent"."""
    if m.value is not None:
        value = amount_text(m.value)
    elif m.low is not None or m.high is not None:
        value = f"[{amount_text(m.low) if m.low is not None else '..'}, {amount_text(m.high) if m.high is not None else '..'}]"
    else:
        value = m.text
    parts = [m.hedge, value, m.unit, f"per {m.per}" if m.per else None]
    return " ".join(part for part in parts if part)


def reading_of_date(d: DateMention) -> str:
    """A date as it is read: its EDTF value, or its readings."""
    return d.value if d.value is not None else " or ".join(d.alternatives) or d.reason or "unresolved"


def amount_text(value: Amount) -> str:
    """A value without trailing zeros: 8, 2.5, 1/3.

    >>> from decimal import Decimal
    >>> amount_text(Decimal("8.0")), amount_text(Decimal("2E+6"))
    ('8', '2000000')
    """
    if not hasattr(value, "normalize"):
        return str(value)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
