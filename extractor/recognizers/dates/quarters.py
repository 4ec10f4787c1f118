"""Read quarters and halves of a year, and "the month", "the year" spoken of: Q3 2018, the first half of 2019 (D30)."""

from __future__ import annotations

from collections.abc import Callable

from extractor.recognizers.dates.context import NO_ANCHOR, NO_REFERENCE, Context, Node, Reading
from extractor.recognizers.dates.lexicon import Lexicon
from extractor.recognizers.dates.tokens import HYPHENS, Tokens, read_ordinal
from extractor.recognizers.dates.values import (
    days,
    half_value,
    parts_of,
    quarter_value,
    span_value,
    unit_value,
)
from extractor.recognizers.dates.years import read_year

Inner = Callable[[Tokens, int], Node | None]


def half(t: Tokens, j: int, lexicon: Lexicon, inner: Inner) -> Node | None:
    """the first half of 2019, the second half of the year, the first quarter of next year, Q3 2018, the third quarter."""
    word = t.low(j)
    if word in ("q", "h") and t.glued(j + 1) and t.low(j + 1) in ("1", "2", "3", "4")[: 4 if word == "q" else 2]:
        if not t.is_capital(j) and not (t.is_digits(j + 2) or t.low(j + 2) == "of"):
            return None
        return _fiscal(t, j + 2, int(t.low(j + 1)), "quarter" if word == "q" else "half", lexicon, inner)
    ordinal = read_ordinal(t, j, lexicon)
    if ordinal is None:
        return None
    number, k = ordinal
    if t.low(k) == "calendar":
        k += 1
    if t.low(k) in ("quarter", "qtr") and number <= 4:
        return _fiscal(t, k + 1, number, "quarter", lexicon, inner)
    if t.low(k) in ("half",) and number <= 2 and t.low(k + 1) == "of":
        return _fiscal(t, k + 1, number, "half", lexicon, inner)
    return None


def possessed(t: Tokens, outer: Node, lexicon: Lexicon) -> Node | None:
    """next year's first quarter, 2019's second half: `outer` is the year before the "'s"."""
    j = outer.stop + 1
    ordinal = read_ordinal(t, j, lexicon)
    number, k = ordinal if ordinal is not None else (0, j + 1)
    what = "quarter" if t.low(k) in ("quarter", "qtr") else t.low(k)
    if ordinal is None:
        number = {"final": 4 if what == "quarter" else 2, "opening": 1, "closing": 4 if what == "quarter" else 2}.get(t.low(j), 0)
    if what not in ("quarter", "half") or not 1 <= number <= (4 if what == "quarter" else 2):
        return None
    return Node(k + 1, lambda ctx: _share(ctx, outer, number, what), rule="D30", grain="quarter")


def year_quarter(t: Tokens, i: int) -> Node | None:
    """2019 Q1, 2019 H2."""
    what, number = t.low(i + 1), t.low(i + 2)
    if not t.plain_digits(i) or what not in ("q", "h") or not t.glued(i + 2) or number not in ("1", "2", "3", "4"):
        return None
    year, share = int(t.low(i)), int(number)
    if what == "h" and share > 2:
        return None
    value = quarter_value(year, share) if what == "q" else half_value(year, share)
    return Node(i + 3, lambda ctx: Reading(value, "D30"), rule="D30", grain="quarter")


def _fiscal(t: Tokens, k: int, number: int, what: str, lexicon: Lexicon, inner: Inner) -> Node | None:
    j = k + 1 if t.low(k) in ("of", "in") else k
    if t.low(j) in ("fiscal", "financial"):
        return Node(j + 1, lambda ctx: Reading(reason="a fiscal year the text does not define"), rule="D30", grain="quarter")
    year = read_year(t, j, lexicon)
    if year is not None:
        value = quarter_value(year[0], number) if what == "quarter" else half_value(year[0], number)
        return Node(year[1], lambda ctx: Reading(value, "D30"), rule="D30", grain="quarter")
    node = (inner(t, j) or the_unit(t, j, lexicon)) if j > k else None
    if node is not None and node.grain in ("year", "month", "decade", "century", "week"):
        outer = node
        return Node(node.stop, lambda ctx: _share(ctx, outer, number, what), rule="D30", grain="quarter")
    if what == "half" or j > k or (t.low(k) in ("of", "final", "mile")) or t.low(k - 2) in ("final",):
        return None
    return Node(k, lambda ctx: _quarter_near(ctx, number), rule="D30", grain="quarter")


def _share(ctx: Context, outer: Node, number: int, what: str) -> Reading:
    reading = outer.resolve(ctx)
    if reading.value is None:
        return reading
    whole = days(reading.value)
    if whole.first is None or whole.last is None:
        return Reading(reason=NO_REFERENCE)
    if outer.grain == "year":
        year = parts_of(whole.first)[0]
        value = quarter_value(year, number) if what == "quarter" else half_value(year, number)
    else:
        size = (whole.last - whole.first + 1) // (2 if what == "half" else 4)
        first = whole.first + (number - 1) * size
        value = span_value(first, whole.last if number == (2 if what == "half" else 4) else first + size - 1)
    return Reading(value, "D30", resolved=reading.resolved, anchor=reading.anchor)


def _quarter_near(ctx: Context, number: int) -> Reading:
    base = ctx.anaphoric() if ctx.is_narrative else ctx.anchor
    if base is None:
        return Reading(reason=NO_ANCHOR)
    year, month, _ = parts_of(base)
    if ctx.tense() == "past" and 3 * number - 2 > month:
        year -= 1
    elif ctx.tense() == "future" and 3 * number < month:
        year += 1
    return ctx.relative(quarter_value(year, number), base, "D30")


def the_unit(t: Tokens, k: int, lexicon: Lexicon) -> Node | None:
    """ "the month", "the year" after "the end of": the one spoken of or the anchor's."""
    j = k + 1 if t.low(k) == "the" else k
    if t.low(j) in ("month", "year", "week", "decade", "century", "quarter") and not (t.glued(j + 1) and t.low(j + 1) in HYPHENS):
        if j == k and t.low(j + 1) not in ("", ".", ","):
            return None
        grain, size = lexicon.units[t.low(j)]
        grain = {10: "decade", 100: "century"}.get(size, grain)
        return Node(j + 1, lambda ctx: current(ctx, grain), rule="D25", grain=grain)
    return None


def current(ctx: Context, grain: str) -> Reading:
    """The unit of the calendar that the date spoken of stands in, else the anchor's; without either a reading without value."""
    base = ctx.anaphoric() if ctx.is_narrative or ctx.anchor is None else ctx.anchor
    return ctx.relative(unit_value(grain, base), base, "D25", keeps=True) if base is not None else Reading(reason=NO_ANCHOR)
