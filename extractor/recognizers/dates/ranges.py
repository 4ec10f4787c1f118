"""Read intervals with two ends or one: 2-5 May, from May to July, between 2010 and 2014, since 2014."""

from __future__ import annotations

from collections.abc import Callable

from extractor.core.edtf import days_in_month
from extractor.recognizers.dates.calendar import calendar_node
from extractor.recognizers.dates.context import Context, Node, Reading
from extractor.recognizers.dates.lexicon import Lexicon
from extractor.recognizers.dates.tokens import Tokens, read_ordinal
from extractor.recognizers.dates.values import range_value
from extractor.recognizers.dates.years import read_year

Inner = Callable[[Tokens, int], Node | None]


def days_of_month(t: Tokens, i: int, lexicon: Lexicon) -> Node | None:
    """22-25 April 1951; from the 13th to the 15th of July; May 2-5, 2019; April 13 to 15."""
    j = i + 1 if t.low(i) in ("from", "between") else i
    first = _day(t, j, lexicon)
    if first is not None:
        k = _connector(t, first[1], lexicon, between=t.low(i) == "between")
        second = _day(t, k, lexicon) if k is not None else None
        if second is None:
            return None
        m = second[1] + 1 if t.low(second[1]) == "of" else second[1]
        month = lexicon.months.get(t.low(m))
        if month is None or not _orderly(first[0], second[0], month) or (t.low(m) == "may" and not t.is_capital(m)):
            return None
        return _range(t, first[0], second[0], month, m + 1, lexicon)
    month = lexicon.months.get(t.low(j))
    if month is None:
        return None
    k2 = j + 2 if t.low(j + 1) == "." else j + 1
    first = _day(t, k2, lexicon)
    k3 = _connector(t, first[1], lexicon, between=t.low(i) == "between") if first is not None else None
    second = _day(t, k3, lexicon) if k3 is not None else None
    if first is None or second is None or t.low(second[1]) in lexicon.months or not _orderly(first[0], second[0], month):
        return None
    if (
        t.low(second[1]) in lexicon.units
        or t.low(second[1]) in ("percent", "%", "a", "p", "am", "pm", "people")
        or t.low(second[1])[:1] == ":"
    ):
        return None
    return _range(t, first[0], second[0], month, second[1], lexicon)


def _range(t: Tokens, first: int, last: int, month: int, stop: int, lexicon: Lexicon) -> Node:
    k = stop + 1 if t.low(stop) in (",", "of", "in") else stop
    year = read_year(t, k, lexicon)
    stop = year[1] if year is not None else stop
    a = calendar_node(stop, year=year[0] if year else None, month=month, day=first)
    b = calendar_node(stop, year=year[0] if year else None, month=month, day=last)
    return _joined(a, b, stop)


def _day(t: Tokens, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    j = i + 1 if t.low(i) == "the" else i
    ordinal = read_ordinal(t, j, lexicon)
    if ordinal is not None:
        return ordinal if ordinal[0] <= 31 else None
    if t.is_digits(j, 2) and 1 <= int(t.low(j)) <= 31 and not (t.low(j + 1) in (":", ".") and t.is_digits(j + 2) and t.glued(j + 2)):
        return int(t.low(j)), j + 1
    return None


def _orderly(first: int, last: int, month: int) -> bool:
    return first < last <= days_in_month(2000, month)


def _connector(t: Tokens, i: int, lexicon: Lexicon, *, between: bool = False) -> int | None:
    """The token after "to", "through", a dash (or "and" after "between")."""
    if t.low(i) in lexicon.sets["range_words.to"] or (between and t.low(i) == "and"):
        return i + 1
    return None


def _joined(a: Node, b: Node, stop: int) -> Node:
    def resolve(ctx: Context) -> Reading:
        right = b.resolve(ctx)
        if a.is_calendar and a.year is None and b.year is not None and a.month is not None:
            a.year = b.year if b.month is None or a.month <= b.month else b.year - 1
        left = a.resolve(ctx)
        if left.value is None or right.value is None:
            return Reading(reason=left.reason or right.reason or "two readings of one end")
        value = range_value(left.value, right.value)
        if value is None and b.year is None and right.value[:4].isdigit():
            value = range_value(
                left.value, f"{int(left.value[:4]) + (b.month or 12) // (b.month or 12) * _wraps(a, b):04d}{right.value[4:]}"
            )
        if value is None:
            return Reading(reason="the end lies before the start")
        return Reading(value, resolved=left.resolved or right.resolved, anchor=left.anchor or right.anchor)

    return Node(stop, resolve, kind="range", rule=b.rule if b.rule != "D21" else "D20", grain="range", year=b.year)


def _wraps(a: Node, b: Node) -> int:
    """1 when the end of a range lies in the year after its start."""
    return int((a.month or 0, a.day or 0) > (b.month or 13, b.day or 32))


def two_ends(t: Tokens, i: int, lexicon: Lexicon, inner: Inner) -> Node | None:
    """between A and B for any two dates; from A to B and A-B for two months, two weekdays or two vague ends.

    Two complete dates ("8 February 1700 – 17 March 1782", "from 2004 to 2009") stay two mentions; `joined_ranges` joins them.
    """
    between = t.low(i) == "between"
    j = i + 1 if between or t.low(i) == "from" else i
    left = inner(t, j)
    if left is None and t.low(j) in lexicon.months and (t.is_capital(j) or t.low(j) not in ("may", "march", "mar")):
        after = j + 2 if t.low(j + 1) == "." else j + 1
        left = calendar_node(after, month=lexicon.months[t.low(j)])
    if left is None or left.kind != "date":
        return None
    k = _connector(t, left.stop, lexicon, between=between)
    if k is None:
        return None
    right = inner(t, k)
    if right is None and t.low(k) in lexicon.months and t.is_capital(k):
        right = calendar_node(k + 1, month=lexicon.months[t.low(k)])
    if right is None or right.kind != "date" or right.grain not in _MATES.get(left.grain, (left.grain,)):
        return None
    if not between and not _shares(left, right, explicit=t.low(i) == "from"):
        return None
    return _joined(left, right, right.stop)


_MATES = {
    "part": ("part", "month", "year", "day", "season"),
    "season": ("season", "part"),
    "month": ("month", "day", "part"),
    "day": ("day", "month", "part"),
}
"""Grains that can end a range that starts with the key."""


def _shares(left: Node, right: Node, *, explicit: bool) -> bool:
    """Whether two ends make one mention without "between": months, weekdays or parts; not two complete dates."""
    if left.grain == "month" and right.grain == "month":
        return left.is_calendar and right.is_calendar and left.year is None
    if left.weekday is not None and left.day is None and right.weekday is not None and right.day is None:
        return True
    return explicit and left.grain == "part" and right.grain == "part"


def one_end(t: Tokens, i: int, inner: Inner) -> Node | None:
    """since 2014, after 3 March: open towards the present; until June, before 1949: open towards the past."""
    node = inner(t, i + 1)
    if node is None or node.kind != "date":
        return None
    start, is_start = node, t.low(i) in ("since", "after")

    def resolve(ctx: Context) -> Reading:
        reading = start.resolve(ctx)
        if reading.value is None:
            return reading
        ends = reading.value.split("/")
        end = (ends[0] if is_start else ends[-1]).split("T")[0]
        value = None if end == ".." else f"{end}/.." if is_start else f"../{end}"
        return Reading(
            value, reading.rule, resolved=reading.resolved, anchor=reading.anchor, reason=None if value else "open on both sides"
        )

    return Node(node.stop, resolve, kind="range", rule=node.rule, grain="open", year=node.year)
