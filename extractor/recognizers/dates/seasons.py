"""Read seasons and centuries: summer 1943, the spring of 1862, the fall, the 4th century BC (D30)."""

from __future__ import annotations

from extractor.recognizers.dates.context import NO_ANCHOR, NO_REFERENCE, Context, Node, Reading
from extractor.recognizers.dates.lexicon import Lexicon
from extractor.recognizers.dates.tokens import HYPHENS, Tokens, read_ordinal
from extractor.recognizers.dates.values import (
    century_value,
    day_value,
    days,
    parts_of,
    season_near,
    year_value,
)
from extractor.recognizers.dates.years import read_era, read_year


def season(t: Tokens, i: int, lexicon: Lexicon) -> Node | None:
    """summer 1943, the spring of 1862, the fall, in winter; a bare "fall" or "spring" may be a verb and is left alone."""
    j = i + 1 if t.low(i) == "the" else i
    code = lexicon.seasons.get(t.low(j))
    if code is None:
        return _year_and_season(t, i, lexicon)
    return _season_of_year(t, j, code, lexicon) or _season_alone(t, i, j, code, lexicon)


def _year_and_season(t: Tokens, i: int, lexicon: Lexicon) -> Node | None:
    """2014 summer; not the name of an event ("2014 Winter Olympics")."""
    if not t.plain_digits(i, 4) or len(t.low(i)) != 4 or t.low(i + 1) not in lexicon.seasons or not 1500 <= int(t.low(i)) <= 2099:
        return None
    if t.is_capital(i + 2) or t.low(i + 2).endswith("s"):
        return None
    value = f"{t.low(i)}-{lexicon.seasons[t.low(i + 1)]}"
    return Node(i + 2, lambda ctx: Reading(value, "D30"), rule="D30", grain="season")


def _season_of_year(t: Tokens, j: int, code: int, lexicon: Lexicon) -> Node | None:
    """The season at token `j` with its year: summer 1943, winter 1943-44, spring of that year."""
    k = j + 1
    if t.low(k) == "of" or (t.low(k) == "," and t.is_digits(k + 1) and len(t.low(k + 1)) == 4):
        k += 1
    year = read_year(t, k, lexicon)
    if year is not None:
        second = t.low(year[1]) in ("-", "–", "/") and t.glued(year[1]) and t.is_digits(year[1] + 1) and t.glued(year[1] + 1)
        value = f"{year_value(year[0])}-{code}"
        return Node(year[1] + 2 if second else year[1], lambda ctx: Reading(value, "D30"), rule="D30", grain="season")
    if (
        t.low(k - 1) == "of"
        and t.low(k) in ("that", "the", "last", "this", "next")
        and t.low(k + 1) in ("year", "same", "following", "previous")
    ):
        stop = k + 3 if t.low(k + 2) == "year" else k + 2
        step = {"last": -1, "next": 1, "following": 1, "previous": -1}.get(t.low(stop - 2), 0)
        return Node(stop, lambda ctx: _season_in(ctx, code, step), rule="D30", grain="season")
    return None


def _season_alone(t: Tokens, i: int, j: int, code: int, lexicon: Lexicon) -> Node | None:
    """The season at token `j` without year, where the word before shows that a time is meant."""
    before, after = t.low(i - 1), t.low(j + 1)
    if after in lexicon.sets["supports.no_season_before"] or after in lexicon.units:
        return None
    if t.is_capital(j) and (t.is_capital(j + 1) or j > i):
        return None
    if j > i:
        meant = before == "" or before in lexicon.sets["supports.before_the_season"]
    else:
        meant = before in lexicon.sets["supports.before_season"] and not (before == "by" and t.low(j) in ("fall", "spring"))
    return Node(j + 1, lambda ctx: _season_by_tense(ctx, code), rule="D30", grain="season") if meant else None


def _season_in(ctx: Context, code: int, step: int) -> Reading:
    base = ctx.anaphoric()
    if base is None:
        return Reading(reason=NO_REFERENCE)
    return ctx.relative(f"{year_value(parts_of(base)[0] + step)}-{code}", base, "D30")


def _season_by_tense(ctx: Context, code: int) -> Reading:
    if ctx.is_narrative:
        base = ctx.spoken()
        if base is None:
            return Reading(reason=NO_REFERENCE)
        year, month, _ = parts_of(base)
        if code == 24 and len((ctx.reference or "").split("/")[0]) > 5 and month < 6:
            year -= 1
        return ctx.relative(f"{year_value(year)}-{code}", base, "D30")
    if ctx.anchor is None:
        return Reading(reason=NO_ANCHOR)
    near = season_near(ctx.anchor, code, {"past": -1, "future": 1}.get(ctx.tense() or "", 0))
    this = season_near(ctx.anchor, code, 0)
    inside = days(this).first is not None and days(this).contains(days(day_value(ctx.anchor)))
    return ctx.relative(this if inside else near, ctx.anchor, "D30")


def any_season(t: Tokens, k: int, lexicon: Lexicon) -> Node | None:
    """A season alone, with or without "the"; None when token `k` begins none."""
    j = k + 1 if t.low(k) == "the" else k
    code = lexicon.seasons.get(t.low(j))
    return Node(j + 1, lambda ctx: _season_by_tense(ctx, code), rule="D30", grain="season") if code else None


def century(t: Tokens, i: int, lexicon: Lexicon) -> Node | None:
    """the 20th century, the fourth century BC, 17th-century."""
    j = i + 1 if t.low(i) == "the" else i
    ordinal = read_ordinal(t, j, lexicon)
    if ordinal is None:
        return None
    number, k = ordinal
    if t.low(k) in HYPHENS and t.glued(k):
        k += 1
    if t.low(k) != "century" or not 1 <= number <= 22:
        return None
    era = read_era(t, k + 1)
    if era is not None and era[0]:
        value = century_value(-(number - 1)) if number > 1 else f"{year_value(-99)}/{year_value(0)}"
    else:
        value = century_value(number - 1)
    return Node(era[1] if era else k + 1, lambda ctx: Reading(value, "D30"), rule="D30", grain="century")
