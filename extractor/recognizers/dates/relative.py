"""Read dates counted from another day: three months ago, two weeks before Christmas, a year later, in two years (D27, D28)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class _Length:
    """A length of time: three weeks, over a year, months."""

    amount: int | None
    """None when the text does not say how many ("months ago")."""
    size: int
    """How many of `grain` its unit has: 2 weeks for a fortnight."""
    grain: str
    hedge: str | None


def counted(t: Tokens, i: int, lexicon: Lexicon, inner: Inner) -> Node | None:
    """three days ago, over 18 months ago, two weeks before Christmas, in two years, a year later; else a duration."""
    is_single = t.low(i) == "the" and t.low(i + 1) in ("day", "week", "month", "year") and t.low(i + 2) in ("before", "after")
    if t.low(i) == "the" and not is_single:
        return None
    found = (1, i + 1, None) if is_single else _amount(t, i, lexicon)
    if found is None:
        return None
    amount, k, hedge = found
    if t.low(k) == "]" and t.low(i - 1) == "[":
        k += 1
    if t.low(k) in ("of", "more", "full", "long", "whole", "short") and t.low(k + 1) in lexicon.units:
        k += 1
    if t.low(k) in lexicon.weekdays or t.low(k).removesuffix("s") in lexicon.weekdays:
        return _weekdays_from(t, k, amount, lexicon)
    if amount is not None and t.low(k) in lexicon.modifiers and t.low(k) not in ("this", "that", "same", "current"):
        plural = t.low(k + 1).endswith("s") and t.low(k + 1) in lexicon.units
        return run_of(t, k + 1, lexicon.modifiers[t.low(k)], amount, lexicon, spoken=False) if plural else None
    if t.low(k) not in lexicon.units or (t.low(k + 1) in ("-", "old") and t.glued(k + 1)) or t.low(k + 1) in ("old", "'", "'s"):
        return None
    grain, size = lexicon.units[t.low(k)]
    length = _Length(amount, size, grain, hedge)
    if t.low(i) in ("in", "within"):
        return _coming(t, i, k, length)
    if (
        t.low(i) in ("a", "an")
        and t.low(k + 1) == "from"
        and (t.is_digits(i - 1) or t.low(i - 1) in ("hours", "times", "days") or (t.low(i - 1).endswith("s") and t.is_digits(i - 2)))
    ):
        return None  # "rise to 38 a week from April 8": a rate, and then the day it holds from
    node = _from_now(t, k, length) or _from_spoken(t, k, length) or _from_date(t, k, length, inner, is_single, t.low(i - 1) == "for")
    if node is not None:
        return node
    if is_single or grain == "weekend" or (t.low(i) in ("a", "an", "one") and t.low(i - 1) not in lexicon.sets["supports.before_length"]):
        return None
    return Node(k + 1, lambda ctx: Reading(reason="a length of time", keeps=True), kind="duration", rule="D27")


def _amount(t: Tokens, i: int, lexicon: Lexicon) -> tuple[int | None, int, str | None] | None:
    """How many units, the token after it, and the hedge: "more than two" years; None before "ago" for "months ago"."""
    j, hedge = i, None
    if t.low(i) == "in" or t.low(i) == "within":
        j = i + 1
    if t.low(j) in ("more", "less") and t.low(j + 1) == "than":
        hedge, j = lexicon.hedges[t.low(j)], j + 2
    elif t.low(j) in lexicon.hedges and t.low(j) not in ("more", "less"):
        hedge, j = lexicon.hedges[t.low(j)], j + 1
        if hedge == "about" and t.low(j) in ("over", "under"):
            hedge, j = t.low(j), j + 1
    number = read_cardinal(t, j, lexicon)
    if number is not None:
        return (*number, hedge)
    if t.low(j) not in lexicon.units or not t.low(j).endswith("s") or t.low(j + 1) not in ("ago", "later", "earlier"):
        return None
    return None, j, hedge


def _coming(t: Tokens, i: int, k: int, length: _Length) -> Node | None:
    """The length with its unit at token `k` after "in": in two years; None for a length that only says how long."""
    after = t.low(k + 1)
    coming = after in ("", ".", ",", ";", "time", "'", "to") and t.low(i) == "in" and length.grain != "hour"
    if not coming or (t.low(k).endswith("s") and after == "to"):
        return None
    alone = t.n - (k + 1 - i) <= 1
    return Node(k + 1, lambda ctx: _in_time(ctx, length, alone=alone), rule="D27", grain=length.grain)


def _from_now(t: Tokens, k: int, length: _Length) -> Node | None:
    """Counted from the day of writing: two years ago, three days hence, a week from now."""
    after = t.low(k + 1)
    if after == "ago" or (after == "back" and t.low(k + 2) in (".", ",", "", "and")):
        rule = "D28" if length.hedge in ("over", "under") else "D27"
        return Node(k + 2, lambda ctx: _ago(ctx, length), rule=rule, grain=length.grain)
    if after == "hence" or (after == "from" and t.low(k + 2) in ("now", "today")):
        return Node(k + (2 if after == "hence" else 3), lambda ctx: _ahead(ctx, length), rule="D27", grain=length.grain)
    return None


def _from_spoken(t: Tokens, k: int, length: _Length) -> Node | None:
    """Counted from the date spoken of: two years later, a week earlier."""
    after = t.low(k + 1)
    if after not in ("later", "earlier", "afterwards", "afterward", "beforehand", "previously"):
        return None
    if after in ("later", "earlier") and t.low(k + 2) == "than":
        return None  # "three days later than planned": how far two days are apart
    return _on_from(k + 2, length, -1 if after in ("earlier", "beforehand", "previously") else 1)


def _from_date(t: Tokens, k: int, length: _Length, inner: Inner, is_single: bool, lasts: bool) -> Node | None:
    """Counted from a date that follows: two weeks before Christmas; or from the one spoken of: "two weeks before."."""
    after = t.low(k + 1)
    if after not in ("before", "after", "from", "since", "prior", "following") or length.amount is None:
        return None
    if after == "from" and (length.grain == "hour" or lasts):
        return None  # "for two weeks from 6 May": how long, and since when
    days, sign = length.amount * length.size, -1 if after in ("before", "prior") else 1
    node = inner(t, k + 3 if after == "prior" and t.low(k + 2) == "to" else k + 2)
    if node is not None:
        return Node(node.stop, lambda ctx: _from_node(ctx, node, days * sign, length.grain), rule="D27", grain=length.grain)
    if not is_single and after in ("before", "after") and t.low(k + 2) in (".", ",", ";", ""):
        return _on_from(k + 2, length, sign)
    return None


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


def _in_time(ctx: Context, length: _Length, *, alone: bool) -> Reading:
    """ "in two years": counted from the anchor when the clause looks ahead, else a length of time."""
    if ctx.tense() != "future" and not alone:
        return Reading(reason="a length of time", keeps=True)
    return _ahead(ctx, length)


def _ahead(ctx: Context, length: _Length) -> Reading:
    if length.amount is None:
        return Reading(reason=NOT_TOLD)
    return _ago(ctx, replace(length, amount=-length.amount, hedge=None))


def _ago(ctx: Context, length: _Length) -> Reading:
    base, amount, grain = ctx.anchor, length.amount, length.grain
    if base is None:
        return Reading(reason=NO_ANCHOR)
    if amount is None:
        return ctx.relative(f"../{day_value(base)}", base, "D28", keeps=True)
    if grain == "hour":
        if amount % 24:
            return Reading(reason="a clock time that is not told")
        amount, grain = amount // 24, "day"
    day = shifted(base, grain, -amount * length.size)
    if length.hedge in ("over", "under"):
        value = f"../{day_value(day)}" if length.hedge == "over" else f"{day_value(day)}/.."
        return ctx.relative(value, base, "D28", keeps=True)
    return ctx.relative(at_precision(day, grain), base, "D27", keeps=True)


def at_precision(day: int, grain: str) -> str:
    """A counted day at the precision of its unit: months give a month, weeks and days a day, years and decades a year."""
    if grain in ("month", "quarter"):
        return unit_value("month", day)
    if grain == "year":
        return unit_value("year", day)
    return day_value(day)


def _on_from(stop: int, length: _Length, sign: int) -> Node:
    """ "three days later": a node that counts from the date spoken of."""
    kind = "time" if length.grain == "hour" else "date"
    return Node(stop, lambda ctx: _from_reference(ctx, length, sign), kind=kind, rule="D27", grain=length.grain)


def _from_reference(ctx: Context, length: _Length, sign: int) -> Reading:
    if length.amount is None:
        return Reading(reason=NOT_TOLD, keeps=True)
    spoken = ctx.reference
    if spoken is None:
        if ctx.anchor is None or sign > 0:
            return Reading(reason=NO_REFERENCE)
        spoken = day_value(ctx.anchor)
    return _from_value(ctx, spoken, sign * length.amount * length.size, length.grain)


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
    return ctx.relative(at_precision(shifted(base, grain, amount), grain), base, "D27")
