"""Read feast days and holidays: fixed dates, nth weekdays and the days around Easter (D32)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from extractor.core.edtf import day_number
from extractor.recognizers.dates.context import NO_ANCHOR, Context, Node, Reading
from extractor.recognizers.dates.lexicon import Lexicon, load_lexicon
from extractor.recognizers.dates.tokens import Tokens, read_cardinal
from extractor.recognizers.dates.values import day_value, days, easter, nth_weekday, parts_of, span_value, weekday_of, weekend_value
from extractor.recognizers.dates.years import read_year

_LONGEST = 6


@cache
def _by_first(lang: str) -> dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    table: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for name, how in load_lexicon(lang).holidays.items():
        t = Tokens(name, 0, len(name))
        words = tuple(t.lows[: t.n])
        table.setdefault(words[0], []).append((words, how))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()}


def first_words(lang: str) -> frozenset[str]:
    """The words a holiday's name can begin with."""
    return frozenset(_by_first(lang))


def holiday(t: Tokens, i: int, lexicon: Lexicon, lang: str = "en") -> Node | None:
    """Christmas, Easter 2010, last Halloween, the day after Thanksgiving (the last by `counted`)."""
    step, j = None, i
    if t.low(i) in lexicon.modifiers and t.low(i) not in ("that", "same"):
        step, j = lexicon.modifiers[t.low(i)], i + 1
    for words, how in _by_first(lang).get(t.low(j), ()):
        n = len(words)
        if tuple(t.lows[j : j + n]) == words and (t.n <= n + 2 or _is_name(t, j, words, lexicon)):
            stop = j + n
            if t.low(stop) == "day" and words[-1] != "day":
                stop += 1
            return _node(t, stop, how, step, lexicon)
    return None


def _is_name(t: Tokens, j: int, words: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Names that are common words too must be written as names."""
    return t.is_capital(j) or " ".join(words) not in lexicon.sets["supports.capital_holidays"]


def _node(t: Tokens, stop: int, how: tuple[str, ...], step: int | None, lexicon: Lexicon) -> Node:
    year = None
    is_weekend = t.low(stop) == "weekend"
    stop += is_weekend
    k = stop
    if t.low(k) in (",", "of", "in"):
        k += 1
    found = read_year(t, k, lexicon, strict=True)
    if found is not None:
        year, stop = found
    elif t.low(k) in ("last", "next", "this") and t.low(k + 1) == "year":
        step, stop = {"last": -10, "next": 10, "this": 0}[t.low(k)], k + 2
    elif t.low(stop) == "in" and (count := read_cardinal(t, stop + 1, lexicon)) and count[0] and t.low(count[1]) in ("years", "year"):
        step, stop = 100 + count[0], count[1] + 1
    if t.low(stop) in lexicon.sets["day_parts.words"]:
        stop += 1
    if is_weekend:
        return Node(stop, lambda ctx: weekend_of(_resolve(ctx, how, year, step)), rule="D32", grain="weekend")
    return Node(stop, lambda ctx: _resolve(ctx, how, year, step), rule="D32", grain="day")


def weekend_of(reading: Reading) -> Reading:
    """The weekend nearest to the day read."""
    first = days(reading.value).first if reading.value else None
    return reading if first is None else replace(reading, value=weekend_value(first))


def _resolve(ctx: Context, how: tuple[str, ...], year: int | None, step: int | None) -> Reading:
    if year is not None:
        value = _value(how, year)
        return Reading(value, "D32", reason=None if value else "the day of that year is not in the table")
    spoken = ctx.spoken() if ctx.is_narrative else None
    base = spoken if spoken is not None else ctx.anchor
    if base is None:
        return Reading(reason=NO_ANCHOR)
    this = parts_of(base)[0]
    if step is not None and abs(step) >= 10:
        target = this + (step - 100 if step > 50 else step // 10)
        return _checked(ctx, _value(how, target), base)
    candidates = [(y, day) for y in (this - 1, this, this + 1) if (day := _day(how, y)) is not None]
    if not candidates:
        return Reading(reason="the day of that year is not in the table")
    tense = {-1: "past", 1: "future"}.get(step) if step is not None else ctx.tense()
    if step == 0 or spoken is not None:
        chosen = [y for y, _ in candidates if y == this]
    elif tense == "past":
        chosen = [y for y, day in candidates if day < base or (day == base and step is None)][-1:]
    elif tense == "future":
        chosen = [y for y, day in candidates if day > base or (day == base and step is None)][:1]
    else:
        chosen = [min(candidates, key=lambda c: abs(c[1] - base))[0]]
    return _checked(ctx, _value(how, chosen[0]) if chosen else None, base)


def _checked(ctx: Context, value: str | None, base: int) -> Reading:
    if value is None:
        return Reading(reason="the day of that year is not in the table")
    return ctx.relative(value, base, "D32")


def _value(how: tuple[str, ...], year: int) -> str | None:
    first = _day(how, year)
    if first is None:
        return None
    if how[0] == "islamic":
        return f"{day_value(first)}~"
    length = int(how[-1][1:]) if how[-1].startswith("+") else 1
    return span_value(first, first + length - 1)


def _day(how: tuple[str, ...], year: int) -> int | None:
    """First day of a holiday in a year."""
    kind, *rest = how
    numbers = [int(x) for x in rest if x.lstrip("-").isdigit()]
    if kind == "islamic":
        return _islamic(year, numbers[0], numbers[1])
    if kind == "fixed":
        return day_number(year, numbers[0], numbers[1])
    if kind == "easter":
        return easter(year) + numbers[0]
    if kind == "orthodox":
        return easter(year, orthodox=True) + numbers[0]
    if kind == "nth":
        nth, weekday, month, plus = numbers
        found = nth_weekday(year, month, weekday, nth)
        return None if found is None else found + plus
    if kind == "before":
        month, day, weekday = numbers
        limit = day_number(year, month, day)
        return limit - (weekday_of(limit) - weekday) % 7
    if kind == "passover":
        return _passover(year) + numbers[0]
    if kind == "hanukkah":
        hebrew = year + 3761
        return _new_year(hebrew) + (84 if (_new_year(hebrew + 1) - _new_year(hebrew)) % 10 == 5 else 83)
    if kind == "table":
        rows = load_lexicon("en").moving[rest[0]]
        written = rows.get(str(year))
        if written is None:
            return None
        first, _, second = written.partition("-")
        return day_number(year, int(first), int(second)) + int(rest[1])
    return None


def _islamic(year: int, month: int, day: int) -> int | None:
    """The last such day of the tabular Islamic calendar in a year of ours; the sighted moon may differ by a day, hence "~"."""
    last = day_number(year, 12, 31)
    for hijri in range((year - 621) * 33 // 32 + 1, (year - 623) * 33 // 32 - 1, -1):
        found = 227013 + 354 * (hijri - 1) + (3 + 11 * hijri) // 30 + 29 * (month - 1) + month // 2 + day
        if day_number(year, 1, 1) <= found <= last:
            return found
    return None


def _passover(year: int) -> int:
    """15 Nisan as an ordinal, 163 days before the Hebrew new year (Dershowitz and Reingold, Calendrical Calculations, chapter 8).

    >>> parts_of(_passover(2018))
    (2018, 3, 31)
    """
    return _new_year(year + 3761) - 163


def _new_year(hebrew: int) -> int:
    before, this, after = _elapsed(hebrew - 1), _elapsed(hebrew), _elapsed(hebrew + 1)
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return -1373427 + this + delay


def _elapsed(hebrew: int) -> int:
    months = (235 * hebrew - 234) // 19
    day = 29 * months + (12084 + 13753 * months) // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day
