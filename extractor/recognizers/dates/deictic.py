"""Read dates seen from another day: yesterday, last week, the following year, that same day, next summer (D23-D25)."""

from __future__ import annotations

from extractor.recognizers.dates.context import NO_ANCHOR, NO_REFERENCE, Context, Node, Reading
from extractor.recognizers.dates.lexicon import Lexicon
from extractor.recognizers.dates.tokens import Tokens, read_cardinal
from extractor.recognizers.dates.values import (
    day_value,
    days,
    month_value,
    parts_of,
    season_near,
    shifted,
    span_value,
    unit_value,
    weekday_of,
    year_value,
)


def day_word(t: Tokens, i: int, lexicon: Lexicon) -> Node | None:
    """yesterday; tonight; the day before yesterday; this morning; last night."""
    word, j = t.low(i), i
    if word == "the" and t.low(i + 1) == "day":
        j = i + 1
    if t.low(j) == "day" and t.low(j + 1) in ("before", "after") and t.low(j + 2) in ("yesterday", "tomorrow"):
        far = -2 if t.low(j + 1) == "before" else 2
        if (t.low(j + 2) == "yesterday") == (far < 0):
            return Node(j + 3, lambda ctx: _by_days(ctx, far), rule="D24")
    offset = lexicon.relative_days.get(word)
    if offset is not None:
        if t.is_capital(i) and (t.is_capital(i - 1) or t.is_capital(i + 1)):
            return None
        stop = i + 2 if t.low(i + 1) in lexicon.sets["day_parts.words"] else i + 1
        return Node(stop, lambda ctx: _by_days(ctx, offset), rule="D24")
    if (
        word in ("this", "last")
        and t.low(i + 1) in lexicon.sets["day_parts.words"]
        and t.low(i + 1) not in ("noon", "midnight", "dawn", "dusk")
    ):
        step = -1 if word == "last" else 0
        return Node(i + 2, lambda ctx: _by_days(ctx, step), rule="D24")
    return None


def _by_days(ctx: Context, offset: int) -> Reading:
    base = ctx.anchor
    if base is None:
        return Reading(reason=NO_ANCHOR)
    return ctx.relative(day_value(base + offset), base, "D24", keeps=True)


def modified(t: Tokens, i: int, lexicon: Lexicon) -> Node | None:
    """last week, the following year, that same day, this past Friday, next summer, last May, the past 30 days."""
    has_the = t.low(i) in ("the", "these", "those")
    j = i + 1 if has_the else i
    word = t.low(j)
    step = lexicon.modifiers.get(word)
    if step is None and has_the and word in ("day", "week", "month", "year"):
        return _unit_beside(t, j, lexicon)
    if step is None:
        return None
    j += 1
    second = t.low(j)
    if word in ("this", "that", "the", "next") and second in ("same", "past", "coming", "following", "very", "current", "upcoming"):
        word = second if second != "very" else word
        step = lexicon.modifiers.get(word, step)
        j += 1
    head = t.low(j)
    spoken = word in lexicon.sets["anaphoric.words"] or (has_the and word == "next")
    if head in ("calendar", "fiscal", "financial", "business", "school", "whole", "full") and t.low(j + 1) in lexicon.units:
        if head not in ("calendar", "whole", "full"):
            undefined = Reading(reason=f"a {head} year the text does not define", keeps=True)
            return Node(j + 2, lambda ctx: undefined, rule="D30", grain="other") if t.low(j + 1) == "year" else None
        j += 1
        head = t.low(j)
    if head in lexicon.units and not (t.low(j + 1) == "old" and t.glued(j + 1)):
        if head.endswith("s"):
            return None
        return _unit(t, j, word, step, lexicon, spoken)
    if head in lexicon.weekdays and (head.endswith("day") or t.is_capital(j)):
        return _weekday(t, j, word, step, lexicon)
    if head in lexicon.seasons:
        return _season(t, j, step, lexicon, spoken)
    if head in lexicon.months and (t.is_capital(j) or head not in ("may", "march")) and not (word == "that" and not t.is_capital(j)):
        return _month(t, j, word, step, lexicon)
    if word == "same":
        return None
    number = read_cardinal(t, j, lexicon)
    if number is not None and word not in ("this", "that", "current"):
        k = number[1]
        if t.low(k) in ("of", "business", "calendar", "full", "consecutive", "straight", "more"):
            k += 1
        if t.low(k) in lexicon.units and (t.low(k).endswith("s") or number[0] == 1):
            return run_of(t, k, step, number[0], lexicon, spoken=spoken)
    return None


def _unit_beside(t: Tokens, j: int, lexicon: Lexicon) -> Node | None:
    """the year before, the day after, the day following: beside the date spoken of."""
    after, end = t.low(j + 1), t.low(j + 2)
    if after == "following" or (after in ("before", "after") and end in (".", ",", ";", "", ")")):
        return _unit(t, j, after, -1 if after == "before" else 1, lexicon, True, stop=j + 2)
    return None


def _unit(t: Tokens, j: int, word: str, step: int, lexicon: Lexicon, spoken: bool, *, stop: int = 0) -> Node | None:
    grain, size = lexicon.units[t.low(j)]
    grain = {10: "decade", 100: "century"}.get(size, grain) if grain == "year" else grain
    if grain == "hour" or size == 2:
        return None
    if (
        word == "that"
        and grain == "day"
        and t.low(j + 1) not in ("", ".", ",", ";", "and", "the", "in", "at", "to", "by", ")", "when", "of")
    ):
        return None
    if word == "last" and grain == "day" and t.low(j - 2) != "the":
        return None
    if grain == "day" and (word == "past" or (word == "this" and t.low(j - 2) == "to")):
        return None
    stop = stop or j + 1

    def resolve(ctx: Context) -> Reading:
        base = ctx.anaphoric() if spoken else ctx.anchor if ctx.anchor is not None else ctx.deictic()
        if base is None:
            return Reading(reason=NO_REFERENCE if spoken else NO_ANCHOR)
        told = ctx.day_told() if spoken and grain == "day" and step else None
        if told is not None and (ctx.told_at > ctx.reference_at or _grain_of(ctx.reference or "") not in ("day", "clock")):
            return ctx.relative(unit_value(grain, told, step), told, "D25")
        if spoken and ctx.reference is None and (step == 0 or stop > j + 1 or (grain == "day" and ctx.tense() == "past")):
            return Reading(reason=NO_REFERENCE, keeps=True)
        if spoken and grain == "day" and ctx.reference and _grain_of(ctx.reference) not in ("day", "clock"):
            return Reading(reason=NO_REFERENCE, keeps=True)
        if spoken and grain == "day":
            last = days(ctx.reference).last if ctx.reference else None
            base = last if last is not None and step > 0 else base
        return ctx.relative(unit_value(grain, base, step), base, "D25", keeps=not spoken or grain not in ("day", "month"))

    return Node(stop, resolve, rule="D25", grain=grain)


def _grain_of(value: str) -> str:
    if "T" in value:
        return "clock"
    return {4: "year", 7: "month", 10: "day"}.get(len(value.lstrip("-")), "day" if len(value) > 16 else "year")


def run_of(t: Tokens, k: int, step: int, number: int | None, lexicon: Lexicon, *, spoken: bool) -> Node | None:
    """the past 30 days, the next two years, recent weeks as "the past few days"."""
    grain, size = lexicon.units[t.low(k)]
    if step == 0 or grain in ("hour", "weekend"):
        return None
    if number == 1 and not t.low(k).endswith("s"):
        return _unit(t, k, "last" if step < 0 else "next", step, lexicon, spoken)

    def resolve(ctx: Context) -> Reading:
        base = ctx.anaphoric() if spoken and ctx.is_narrative else ctx.anchor
        if base is None:
            return Reading(reason=NO_ANCHOR)
        if number is None:
            value = f"../{day_value(base)}" if step < 0 else f"{day_value(base)}/.."
            return ctx.relative(value, base, "D25", keeps=True)
        if spoken and ctx.is_narrative and grain == "year":
            year = parts_of(base)[0]
            ends = (year, year + number * size) if step > 0 else (year - number * size, year)
            return ctx.relative(f"{year_value(ends[0])}/{year_value(ends[1])}", base, "D25", keeps=True)
        if grain in ("year", "quarter"):
            first, last = (number * size, 1) if step < 0 else (-1, -number * size)
            value = f"{unit_value(grain, base, -first)}/{unit_value(grain, base, -last)}"
            value = f"{value.split('/')[0]}/{value.split('/')[-1]}"
            return ctx.relative(value, base, "D25", keeps=True)
        far = shifted(base, grain, step * number * size)
        value = span_value(far, base - 1) if step < 0 else span_value(base + 1, far)
        return ctx.relative(value, base, "D25", keeps=True)

    return Node(k + 1, resolve, kind="range", rule="D25", grain=grain)


def _weekday(t: Tokens, j: int, word: str, step: int, lexicon: Lexicon) -> Node:
    weekday = lexicon.weekdays[t.low(j)]
    stop = j + 2 if t.low(j + 1) in lexicon.sets["day_parts.words"] else j + 1

    def resolve(ctx: Context) -> Reading:
        rule = "D23" if step < 0 else "D22"
        base = ctx.anchor if word not in lexicon.sets["anaphoric.words"] or ctx.anchor is not None else ctx.anaphoric()
        if word == "following" and ctx.spoken() is not None:
            base = ctx.spoken()
        if base is None:
            return Reading(reason=NO_ANCHOR, rule=rule)
        before = base - ((weekday_of(base) - weekday - 1) % 7 + 1)
        after = base + ((weekday - weekday_of(base) - 1) % 7 + 1)
        monday = base - weekday_of(base)
        if step < 0 and word in ("last", "past"):
            if word == "last" and before >= monday:
                return Reading(None, rule, (day_value(before - 7), day_value(before)), reason="of this week or of the week before")
            return ctx.relative(day_value(before), base, rule)
        if step < 0:
            return ctx.relative(day_value(before), base, rule)
        if step == 0:
            return ctx.relative(day_value(monday + weekday), base, "D25")
        if word == "next" and after <= monday + 6:
            return Reading(None, rule, (day_value(after), day_value(after + 7)), reason="of this week or of the week after")
        return ctx.relative(day_value(after), base, rule)

    return Node(stop, resolve, rule="D23" if step < 0 else "D22")


def _season(t: Tokens, j: int, step: int, lexicon: Lexicon, spoken: bool) -> Node:
    code = lexicon.seasons[t.low(j)]

    def resolve(ctx: Context) -> Reading:
        base = ctx.anaphoric() if spoken else ctx.anchor if ctx.anchor is not None else ctx.deictic()
        if base is None:
            return Reading(reason=NO_REFERENCE if spoken else NO_ANCHOR, rule="D30")
        return ctx.relative(season_near(base, code, step), base, "D30", keeps=False)

    return Node(j + 1, resolve, rule="D30", grain="season")


def _month(t: Tokens, j: int, word: str, step: int, lexicon: Lexicon) -> Node:
    month = lexicon.months[t.low(j)]

    def resolve(ctx: Context) -> Reading:
        base = ctx.anchor if ctx.anchor is not None else ctx.deictic()
        if word in ("following", "that") and ctx.spoken() is not None:
            base = ctx.spoken()
        if base is None:
            return Reading(reason=NO_ANCHOR)
        year, now, _ = parts_of(base)
        if step < 0:
            year = year if month < now else year - 1
        elif step > 0:
            year = year if month > now else year + 1
        return ctx.relative(month_value(year, month), base, "D20")

    return Node(j + 1, resolve, grain="month")
