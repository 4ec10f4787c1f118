"""Times that two moments, or a duration and its delay, tell: claim and article in, values and how well they fit out (D4, D10)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from extractor.checks.counts.durations.span import Span
from extractor.checks.counts.durations.span_asked import Asked, SpanAsk
from extractor.checks.counts.durations.spans import readings
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.slots.tokens import is_year
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.words import check_words
from extractor.core.annotations import Annotations

_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?(?:\s*([ap])\.?\s?m\b\.?)?", re.IGNORECASE)
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b(?!\d)")
_YEAR = re.compile(r"\b([12]\d{3})\b")
_NOON = {"noon": 720, "midday": 720, "midnight": 0}
_ENDING = vocabulary("ending_events")
_LINKED = frozenset((("from", "to"), ("from", "until"), ("from", "till"), ("between", "and"), ("from", "–"), ("from", "-")))
_MOST, _REACH = 24, 2
"""Dates of an article that are looked at, and sentences between two of them."""
_SURE, _CLEAR = 0.55, 0.1
_HALF, _TOLD = 0.4, 0.9
_PLANNED = re.compile(
    r"\b(?:originally|initially|first) (?:planned|scheduled|announced|expected|intended|thought|estimated)\b"
    r"|\bas (?:planned|scheduled|announced)\b"
)
Share = Callable[[tuple[Asked, ...], Span], float]


@dataclass(frozen=True)
class Elapsed:
    """A computed time."""

    value: Fraction
    unit: str
    rule: str
    formula: str
    terms: tuple[Slot, ...]
    score: float


@dataclass(frozen=True)
class _Point:
    """A moment: its precision, its value in that, and what happened then."""

    kind: str
    value: int
    span: Span


def points_of(index: Index, annotations: Annotations) -> tuple[_Point, ...]:
    """The dates, years and clock times of an article with what happened then, told once."""
    memo = annotations._memo.get("counts.points")
    if isinstance(memo, tuple):
        return memo
    made = tuple(
        _Point(*told, span)
        for span in readings(index, lambda s: s.mention.kind in ("date", "time"))
        if (told := _moment(span.slot)) is not None
    )
    annotations._memo["counts.points"] = made
    return made


def elapsed(asked: SpanAsk, index: Index, annotations: Annotations, share: Share) -> Iterator[Elapsed]:
    """The times between two moments that the claim's words may mean."""
    points = points_of(index, annotations)
    if len(points) < 2:
        return
    if len(points) > _MOST:
        keys = frozenset(key for one in asked.words for key in one.keys)
        points = tuple(p for p in points if keys & index.line_keys[p.span.slot.line.number])[:_MOST]
        if len(points) < 2:
            return
    if asked.role == "between" and asked.first and asked.second:
        yield from _between(asked, points, share)
    for one, two in pairwise(points):
        if _joined(one, two) or (_ends(two) and _near(one, two)):
            score = max(share(asked.words, one.span), share(asked.words, two.span))
            if _joined(one, two) or asked.role in ("for", "limit"):
                whole = (score + share(asked.words, two.span) + share(asked.words, one.span)) / 3
                yield from _difference(one, two, score if _joined(one, two) else whole)


def _between(asked: SpanAsk, points: tuple[_Point, ...], share: Share) -> Iterator[Elapsed]:
    first = sorted(((share(asked.first, p.span), n) for n, p in enumerate(points)), reverse=True)
    second = sorted(((share(asked.second, p.span), n) for n, p in enumerate(points)), reverse=True)
    together = [
        (x, y)
        for x in first
        for y in second
        if min(x[0], y[0]) >= _SURE
        and x[0] >= first[0][0] - _CLEAR
        and y[0] >= second[0][0] - _CLEAR
        and points[x[1]].span.slot.line is points[y[1]].span.slot.line
        and x[1] != y[1]
    ]
    if len(together) == 1:
        yield from _difference(points[together[0][0][1]], points[together[0][1][1]], (together[0][0][0] + together[0][1][0]) / 2)
        return
    (one, a), (two, b) = first[0], second[0]
    if a == b or min(one, two) < _SURE or not _near(points[a], points[b]):
        return
    doubt = any(s >= one - _CLEAR and n != a for s, n in first) or any(s >= two - _CLEAR and n != b for s, n in second)
    if not doubt:
        yield from _difference(points[a], points[b], (one + two) / 2)


def _near(one: _Point, two: _Point) -> bool:
    a, b = one.span.slot.line, two.span.slot.line
    return abs(a.number - b.number) <= _REACH


def _joined(one: _Point, two: _Point) -> bool:
    """ "Between 1974 and 1991", "from 9:00 to 17:00"."""
    a, b = one.span.slot, two.span.slot
    if a.line is not b.line or b.first - a.last != 2 or not a.first:
        return False
    return (a.words[a.first - 1].low, a.words[a.last + 1].low) in _LINKED


def _ends(two: _Point) -> bool:
    return bool(_ENDING & two.span.main.keys() and any(two.span.main[k] >= 1.0 for k in _ENDING & two.span.main.keys()))


def _difference(one: _Point, two: _Point, score: float) -> Iterator[Elapsed]:
    a, b = one.span.slot, two.span.slot
    formula = f"{b.mention.text} - {a.mention.text}"
    if one.kind != two.kind:
        years = {"year", "month"}
        if {one.kind, two.kind} == years:
            low, high = (p.value if p.kind == "year" else p.value // 12 for p in (one, two))
            if low < high:
                yield Elapsed(Fraction(high - low), "year", "D10", formula, (a, b), score)
        return
    value = two.value - one.value
    if one.kind == "clock":
        value %= 1440
    if value <= 0:
        return
    unit = {"clock": "minute", "year": "year", "month": "month", "day": "day"}[one.kind]
    yield Elapsed(Fraction(value), unit, "D10", formula, (a, b), score)
    if one.kind == "month":
        yield Elapsed(Fraction(two.value // 12 - one.value // 12), "year", "D10", formula, (a, b), score)


def _moment(slot: Slot) -> tuple[str, int] | None:
    """Precision and value of a moment: a clock time in minutes, a year, a month since the year 0, a day."""
    text = slot.mention.text.lower()
    if slot.mention.kind == "time":
        found = _CLOCK.match(text)
        if found is None:
            return ("clock", _NOON[text]) if text in _NOON else None
        hour = int(found[1]) % 12 + (12 if found[3] == "p" else 0) if found[3] else int(found[1])
        return ("clock", hour * 60 + int(found[2] or 0)) if hour < 24 and (found[2] or found[3]) else None
    if is_year(text):
        return "year", int(text)
    months = _months()
    month = next((months[w] for w in re.findall(r"[a-z]+", text) if w in months), 0)
    if not month:
        return None
    year, day = _YEAR.search(text), _DAY.search(text)
    if day is None:
        return ("month", 12 * int(year[1]) + month - 1) if year is not None else None
    try:
        return "day", date(int(year[1]) if year is not None else _ANY_YEAR, month, int(day[1])).toordinal()
    except ValueError:
        return None


_ANY_YEAR = 2001
"""For dates without a year, which are taken for dates of one and the same."""


def _months() -> dict[str, int]:
    names = "january february march april may june july august september october november december".split()
    known = check_words().months
    return {name: n for n, name in enumerate(names, 1) if name in known} | {name[:3]: n for n, name in enumerate(names, 1)}


def planned(of: str, spans: list[Span], weigh: Callable[[Span], float]) -> Iterator[Elapsed]:
    """What a time was to be, from how long it was and how much it was late: "closed for 20 months, eight more than announced"."""
    if not _PLANNED.search(of.lower()):
        return
    for one, two in ((a, b) for a in spans for b in spans if a.slot.line is b.slot.line and abs(a.slot.number - b.slot.number) == 1):
        if one.role in ("late", "early", "more") or two.role not in ("late", "early", "more") or one.unit != two.unit:
            continue
        whole, part = one.slot.value, two.slot.value
        if whole is None or part is None:
            continue
        less = two.slot.words[two.slot.last + 1].low in ("less", "fewer", "shorter", "faster", "quicker", "younger") or two.role == "early"
        value, sign = (whole + part, "+") if less else (whole - part, "-")
        score = weigh(one)
        if value > 0 and score >= _HALF:
            formula = f"{one.slot.mention.text} {sign} {two.slot.mention.text}"
            yield Elapsed(value, one.unit, "D4", formula, (one.slot, two.slot), max(score, _TOLD))
