"""Resolve dates named by the calendar: year, month, day, weekday in, EDTF out (D20-D22)."""

from __future__ import annotations

from extractor.core.edtf import day_number, days_in_month, interval
from extractor.recognizers.dates.context import NO_ANCHOR, NO_REFERENCE, Context, Node, Reading
from extractor.recognizers.dates.values import (
    date_value,
    day_value,
    month_value,
    parts_of,
    weekday_of,
    year_value,
)


def calendar_node(
    stop: int,
    *,
    year: int | None = None,
    month: int | None = None,
    day: int | None = None,
    weekday: int | None = None,
) -> Node:
    """A node for the given fields of the calendar."""
    grain = "day" if day is not None or (weekday is not None and month is None) else "month" if month is not None else "year"
    node = Node(stop, lambda ctx: _resolve(node, ctx), grain=grain, year=year, month=month, day=day, weekday=weekday, is_calendar=True)
    if weekday is not None and day is None and month is None:
        node.rule = "D21"
    return node


def _resolve(node: Node, ctx: Context) -> Reading:
    if node.month is None and node.year is not None:
        return Reading(year_value(node.year), "D20")
    if node.month is None and node.day is None:
        return _bare_weekday(node, ctx)
    if node.month is None:
        return _bare_day(node, ctx)
    year, base = node.year, None
    if year is None:
        until = node.until
        end = until if until is not None and until.month is not None else node
        found = ctx.year_for(end.month or node.month, end.day, end.weekday)
        if found is None:
            return Reading(reason=NO_ANCHOR)
        year, base = found
        if end is not node and (node.month, node.day or 1) > (end.month or 12, end.day or 31):
            year -= 1
    anchor = day_value(base) if base is not None else None
    if node.day is None:
        return Reading(month_value(year, node.month), "D20", resolved=base is not None, anchor=anchor)
    value = date_value(year, node.month, node.day)
    if value is None:
        return Reading(reason="there is no such day")
    spelled = interval(value)
    if node.weekday is not None and spelled and spelled.first is not None and weekday_of(spelled.first) != node.weekday:
        return Reading(reason=f"{value} is no such weekday")
    return Reading(value, "D20", resolved=base is not None, anchor=anchor)


def _bare_weekday(node: Node, ctx: Context) -> Reading:
    assert node.weekday is not None
    base = ctx.anchor
    if ctx.is_narrative and ctx.reference and len(ctx.reference) >= 10:
        spoken = ctx.spoken()
        if spoken is not None:
            return ctx.relative(day_value(spoken + (node.weekday - weekday_of(spoken)) % 7), spoken, "D21")
    if base is None:
        return Reading(reason=NO_ANCHOR, rule="D21")
    if ctx.tense() == "future":
        return ctx.relative(day_value(base + ((node.weekday - weekday_of(base) - 1) % 7) + 1), base, "D22")
    return ctx.relative(day_value(base - (weekday_of(base) - node.weekday) % 7), base, "D21")


def _bare_day(node: Node, ctx: Context) -> Reading:
    """ "the 13th", of the month spoken of."""
    spoken, base = ctx.spoken(), ctx.anchor
    if spoken is not None and len((ctx.reference or "").split("/")[0]) >= 7 and (ctx.is_narrative or ctx.same_sentence()):
        base = spoken
    if base is None or node.day is None:
        return Reading(reason=NO_REFERENCE)
    year, month, day = parts_of(base)
    if base != spoken:
        tense = ctx.tense()
        if node.weekday is not None:
            near = [month_value(year, month + k) for k in (0, 1, -1, 2, -2)]
            for value in near:
                y, m = int(value[:4]), int(value[5:7])
                if node.day <= days_in_month(y, m) and weekday_of(_ordinal(y, m, node.day)) == node.weekday:
                    return ctx.relative(f"{value}-{node.day:02d}", base, "D20")
        if tense == "past" and node.day > day:
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        elif tense != "past" and node.day < day:
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    value2 = date_value(year, month, node.day)
    return ctx.relative(value2, base, "D20") if value2 else Reading(reason="there is no such day")


def _ordinal(year: int, month: int, day: int) -> int:
    return day_number(year, month, day)
