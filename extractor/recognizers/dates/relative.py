"""Read dates counted from another day: three months ago, two weeks before Christmas, a year later, in two years (D27, D28)."""

from __future__ import annotations

from collections.abc import Callable

from extractor.core.edtf import interval
from extractor.recognizers.dates.context import NO_ANCHOR, NO_REFERENCE, Context, Node, Reading
from extractor.recognizers.dates.deictic import run_of
from extractor.recognizers.dates.lexicon import Lexicon
from extractor.recognizers.dates.tokens import Tokens, read_cardinal
from extractor.recognizers.dates.values import (
    GRAIN_DAYS,
    day_value,
    shifted,
    unit_value,
    weekday_of,
)

NOT_TOLD = "the text does not say how many"
Inner = Callable[[Tokens, int], Node | None]


def counted(t: Tokens, i: int, lexicon: Lexicon, inner: Inner) -> Node | None:
    """three days ago, over 18 months ago, two weeks before Christmas, in two years, a year later; else a duration."""
    j, hedge = i, None
    if t.low(i) == "in" or t.low(i) == "within":
        j = i + 1
    if t.low(j) in ("more", "less") and t.low(j + 1) == "than":
        hedge, j = lexicon.hedges[t.low(j)], j + 2
    elif t.low(j) in lexicon.hedges and t.low(j) not in ("more", "less"):
        hedge, j = lexicon.hedges[t.low(j)], j + 1
        if hedge == "about" and t.low(j) in ("over", "under"):
            hedge, j = {"over": "over", "under": "under"}[t.low(j)], j + 1
    is_single = t.low(i) == "the" and t.low(i + 1) in ("day", "week", "month", "year") and t.low(i + 2) in ("before", "after")
    if t.low(i) == "the" and not is_single:
        return None
    number = (1, i + 1) if is_single else read_cardinal(t, j, lexicon)
    amount: int | None
    if number is None:
        if t.low(j) not in lexicon.units or not t.low(j).endswith("s") or t.low(j + 1) not in ("ago", "later", "earlier"):
            return None
        amount, k = None, j
    else:
        amount, k = number
    if t.low(k) == "]" and t.low(i - 1) == "[":
        k += 1
    if t.low(k) in ("of", "more", "full", "long", "whole", "short") and t.low(k + 1) in lexicon.units:
        k += 1
    if t.low(k) in lexicon.weekdays or t.low(k).removesuffix("s") in lexicon.weekdays:
        return _weekdays_from(t, k, amount, lexicon)
    if amount is not None and t.low(k) in lexicon.modifiers and t.low(k) not in ("this", "that", "same", "current"):
        step = lexicon.modifiers[t.low(k)]
        return (
            run_of(t, k + 1, step, amount, lexicon, spoken=False) if t.low(k + 1).endswith("s") and t.low(k + 1) in lexicon.units else None
        )
    if t.low(k) == "-" and t.low(k + 1) in lexicon.units:
        return None
    if t.low(k) not in lexicon.units or (t.low(k + 1) in ("-", "old") and t.glued(k + 1)) or t.low(k + 1) in ("old", "'", "'s"):
        return None
    grain, size = lexicon.units[t.low(k)]
    after = t.low(k + 1)
    if t.low(i) in ("in", "within"):
        coming = after in ("", ".", ",", ";", "time", "'", "to") and t.low(i) == "in" and grain != "hour"
        if not coming or (t.low(k).endswith("s") and after == "to"):
            return None
        alone = t.n - (k + 1 - i) <= 1
        return Node(k + 1, lambda ctx: _in_time(ctx, amount, size, grain, alone=alone), rule="D27", grain=grain)
    if after in ("ago", "back") and (after == "ago" or t.low(k + 2) in (".", ",", "", "and")):
        return Node(
            k + 2, lambda ctx: _ago(ctx, amount, size, grain, hedge), rule="D28" if hedge in ("over", "under") else "D27", grain=grain
        )
    if after in ("later", "earlier", "afterwards", "afterward", "beforehand", "previously"):
        sign = -1 if after in ("earlier", "beforehand", "previously") else 1
        kind = "time" if grain == "hour" else "date"
        return Node(k + 2, lambda ctx: _on_from(ctx, amount, size, grain, sign), kind=kind, rule="D27", grain=grain)
    if after == "hence" or (after == "from" and t.low(k + 2) in ("now", "today")):
        return Node(k + (2 if after == "hence" else 3), lambda ctx: _ahead(ctx, amount, size, grain, hedge), rule="D27", grain=grain)
    if after in ("before", "after", "from", "since", "prior", "following") and amount is not None:
        start = k + 3 if after == "prior" and t.low(k + 2) == "to" else k + 2
        node = inner(t, start)
        if node is not None:
            sign = -1 if after in ("before", "prior") else 1
            return Node(node.stop, lambda ctx: _from_node(ctx, node, amount * size * sign, grain), rule="D27", grain=grain)
        if not is_single and after in ("before", "after") and t.low(k + 2) in (".", ",", ";", ""):
            sign = -1 if after == "before" else 1
            kind = "time" if grain == "hour" else "date"
            return Node(k + 2, lambda ctx: _on_from(ctx, amount, size, grain, sign), kind=kind, rule="D27", grain=grain)
    if is_single or grain == "weekend" or (t.low(i) in ("a", "an", "one") and t.low(i - 1) not in lexicon.sets["supports.before_length"]):
        return None
    return Node(k + 1, lambda ctx: Reading(reason="a length of time", keeps=True), kind="duration", rule="D27")


def _weekdays_from(t: Tokens, k: int, amount: int | None, lexicon: Lexicon) -> Node | None:
    """3 Fridays from now, two Thursdays ago."""
    weekday = lexicon.weekdays[t.low(k) if t.low(k) in lexicon.weekdays else t.low(k).removesuffix("s")]
    future = t.low(k + 1) == "from" and t.low(k + 2) in ("now", "today")
    if amount is None or not (future or t.low(k + 1) == "ago"):
        return None
    count = amount

    def resolve(ctx: Context) -> Reading:
        if ctx.anchor is None:
            return Reading(reason=NO_ANCHOR)
        if future:
            day = ctx.anchor + ((weekday - weekday_of(ctx.anchor) - 1) % 7 + 1) + 7 * (count - 1)
        else:
            day = ctx.anchor - ((weekday_of(ctx.anchor) - weekday - 1) % 7 + 1) - 7 * (count - 1)
        return ctx.relative(day_value(day), ctx.anchor, "D27")

    return Node(k + (3 if future else 2), resolve, rule="D27")


def _in_time(ctx: Context, amount: int | None, size: int, grain: str, *, alone: bool) -> Reading:
    """ "in two years": counted from the anchor when the clause looks ahead, else a length of time."""
    if ctx.tense() != "future" and not alone:
        return Reading(reason="a length of time", keeps=True)
    return _ahead(ctx, amount, size, grain, None)


def _ahead(ctx: Context, amount: int | None, size: int, grain: str, hedge: str | None) -> Reading:
    if amount is None:
        return Reading(reason=NOT_TOLD)
    return _ago(ctx, -amount, size, grain, hedge if hedge == "about" else None)


def _ago(ctx: Context, amount: int | None, size: int, grain: str, hedge: str | None) -> Reading:
    base = ctx.anchor
    if base is None:
        return Reading(reason=NO_ANCHOR)
    if amount is None:
        return ctx.relative(f"../{day_value(base)}", base, "D28", keeps=True)
    if grain == "hour":
        if amount % 24:
            return Reading(reason="a clock time that is not told")
        amount, grain = amount // 24, "day"
    day = shifted(base, grain, -amount * size)
    if hedge in ("over", "under"):
        value = f"../{day_value(day)}" if hedge == "over" else f"{day_value(day)}/.."
        return ctx.relative(value, base, "D28", keeps=True)
    return ctx.relative(at_precision(day, grain, size), base, "D27", keeps=True)


def at_precision(day: int, grain: str, size: int) -> str:
    """A counted day at the precision of its unit: months give a month, weeks and days a day, years and decades a year."""
    if grain in ("month", "quarter"):
        return unit_value("month", day)
    if grain == "year":
        return unit_value("year", day)
    return day_value(day)


def _on_from(ctx: Context, amount: int | None, size: int, grain: str, sign: int) -> Reading:
    """ "three days later": counted from the date spoken of."""
    spoken = ctx.reference
    if amount is None:
        return Reading(reason=NOT_TOLD, keeps=True)
    if spoken is None:
        return (
            Reading(reason=NO_REFERENCE)
            if ctx.anchor is None or sign > 0
            else _from_value(ctx, day_value(ctx.anchor), sign * amount * size, grain)
        )
    return _from_value(ctx, spoken, sign * amount * size, grain)


def _from_node(ctx: Context, node: Node, amount: int, grain: str) -> Reading:
    reading = node.resolve(ctx)
    if reading.value is None:
        return reading
    return _from_value(ctx, reading.value, amount, grain)


def _from_value(ctx: Context, value: str, amount: int, grain: str) -> Reading:
    whole = interval(value)
    if whole is None or whole.first is None:
        return Reading(reason=NO_REFERENCE)
    if grain == "hour":
        return Reading(reason="a clock time that is not told", keeps=True)
    length = (whole.last - whole.first + 1) if whole.last is not None else 1
    if length > 1.5 * GRAIN_DAYS.get(grain, 365):
        return Reading(reason="the date counted from is not known that closely", keeps=True)
    base = whole.first
    return ctx.relative(at_precision(shifted(base, grain, amount), grain, 1), base, "D27")
