"""Read parts and places in a calendar unit: late 2019, the end of the month, first Monday in May (D26, D29)."""

from __future__ import annotations

from extractor.recognizers.dates.calendar import calendar_node
from extractor.recognizers.dates.context import NO_ANCHOR, Context, Node, Reading
from extractor.recognizers.dates.lexicon import Lexicon
from extractor.recognizers.dates.quarters import Inner, current, half, the_unit
from extractor.recognizers.dates.seasons import any_season
from extractor.recognizers.dates.tokens import HYPHENS, Tokens, read_ordinal
from extractor.recognizers.dates.values import (
    date_value,
    day_value,
    days,
    month_value,
    nth_weekday,
    part_value,
    parts_of,
    shifted,
    span_value,
    weekday_of,
)
from extractor.recognizers.dates.years import year_node


def part_of(t: Tokens, i: int, lexicon: Lexicon, inner: Inner) -> Node | None:
    """early October; mid-2014; the end of the month; late in 1943; the first half of 2019; year-end; later this year."""
    j = i + 1 if t.low(i) == "the" else i
    word = t.low(j)
    if word in ("very",):
        j, word = j + 1, t.low(j + 1)
    part = lexicon.parts.get(word)
    if word in ("later", "earlier") or (word in ("early", "late") and t.low(j + 1) in ("this", "that", "last", "next", "the")):
        k = j + 2 if t.low(j + 1) == "in" else j + 1
        node = inner(t, k)
        if node is None and t.low(k) == "the":
            node = the_unit(t, k, lexicon)
        if node is None or node.kind not in ("date", "range"):
            return None
        if word in ("early", "late") and node.grain in ("day",):
            return Node(node.stop, node.resolve, rule=node.rule, grain=node.grain)
        if word in ("later", "earlier"):
            return (
                Node(node.stop, node.resolve, rule=node.rule, grain=node.grain)
                if node.grain != "day" or t.low(k) in ("that", "the")
                else None
            )
    elif (word in ("month", "year", "week") and t.low(j + 1) in ("'s", "-") and t.low(j + 2) == "end") or (
        word == "year" and t.low(j + 1) == "end"
    ):
        stop = j + 2 if t.low(j + 1) == "end" else j + 3
        grain = lexicon.units[word][0]
        return Node(stop, lambda ctx: _end_of_unit(ctx, grain), rule="D26", grain="day")
    elif word in ("eom", "eoy", "eow"):
        grain = {"m": "month", "y": "year", "w": "week"}[word[-1]]
        return Node(j + 1, lambda ctx: _end_of_unit(ctx, grain), rule="D26", grain="day")
    elif part is None:
        return half(t, j, lexicon, inner)
    else:
        node = _part_head(t, j, word, lexicon, inner)
    if (
        node is None
        or node.kind not in ("date", "range")
        or node.grain not in ("month", "year", "decade", "century", "week", "season", "quarter", "weekend")
    ):
        return None
    found, which = node, part or "late"
    rule = "D26" if which == "end" else "D29"
    return Node(found.stop, lambda ctx: _apply(ctx, found, which, rule), rule=rule, grain="part", year=found.year, month=found.month)


def _part_head(t: Tokens, j: int, word: str, lexicon: Lexicon, inner: Inner) -> Node | None:
    """The unit after "early", "mid-", "the end of", "late in"."""
    k = j + 1
    if word in ("early", "late", "mid", "midway"):
        if t.low(k) == "in" or (t.low(k) in ("through", "to") and word == "midway"):
            k += 1
        elif t.low(k) == "part" and t.low(k + 1) == "of":
            k += 2
        elif t.low(k) in HYPHENS or (t.low(k) == "to" and t.low(k + 1) in ("-", "mid")):
            k += 1
            if t.low(k) == "to":
                return None
    elif t.low(k) == "of":
        k += 1
    elif word != "middle" and not (t.low(k) in ("this", "last", "next") or t.low(k) in lexicon.months):
        return None
    node = inner(t, k) or the_unit(t, k, lexicon) or any_season(t, k, lexicon)
    if node is None and t.plain_digits(k, 4) and len(t.low(k)) == 4 and 1000 <= int(t.low(k)) <= 2099:
        node = calendar_node(k + 1, year=int(t.low(k)))
    if (
        node is None
        and t.low(k) in lexicon.months
        and not (word in ("start", "close", "end") and t.low(k) in ("may", "march") and not t.is_capital(k))
    ):
        node = calendar_node(k + 1, month=lexicon.months[t.low(k)])
    return node


def _end_of_unit(ctx: Context, grain: str) -> Reading:
    reading = current(ctx, grain)
    return Reading(part_value(reading.value, "end"), "D26", resolved=True, anchor=reading.anchor) if reading.value else reading


def _apply(ctx: Context, node: Node, part: str, rule: str) -> Reading:
    reading = node.resolve(ctx)
    if reading.value is None:
        return reading
    return Reading(part_value(reading.value, part), rule, resolved=reading.resolved, anchor=reading.anchor)


def nth_in(t: Tokens, i: int, lexicon: Lexicon, inner: Inner) -> Node | None:
    """first Monday in May; last day of October 2015; the second week of 2021; the 20th of next month; week 27 of last year."""
    j = i + 1 if t.low(i) == "the" else i
    if t.low(j) == "week" and t.is_digits(j + 1, 2) and 1 <= int(t.low(j + 1)) <= 53:
        number, k, head = int(t.low(j + 1)), j + 2, "week"
    else:
        found = _rank(t, j, lexicon)
        if found is None:
            return None
        number, k = found
        head = t.low(k)
        if head == "of" or ((head == "day" and t.low(k + 1) in ("of",)) and number > 1):
            return _day_of(t, k + 1 if head == "of" else k + 2, number, lexicon, inner) if 1 <= number <= 31 else None
        k += 1
        if head in lexicon.weekdays and t.low(k) in lexicon.sets["day_parts.words"]:
            k += 1
    if head not in lexicon.weekdays and head not in ("day", "week", "month", "weekend", "days", "weeks", "months"):
        return _last_run(t, k - 1, number, lexicon, inner)
    if t.low(k) not in ("of", "in"):
        return None
    node = inner(t, k + 1) or the_unit(t, k + 1, lexicon)
    if node is None and t.low(k + 1) in lexicon.months:
        node = calendar_node(k + 2, month=lexicon.months[t.low(k + 1)])
    if node is None or node.grain not in ("month", "year", "quarter", "season", "week"):
        return None
    if head.startswith("month") and node.grain in ("month", "week"):
        return None  # "for a third month in August"
    outer, count = node, number
    grain = "day" if head in lexicon.weekdays or head.startswith("day") else head.removesuffix("s")
    return Node(outer.stop, lambda ctx: _nth(ctx, outer, count, head, lexicon), rule="D20", grain=grain)


def _rank(t: Tokens, j: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """ "first", "3rd", "last", "2nd last": a rank from the end is negative."""
    if t.low(j) in ("last", "final"):
        return -1, j + 1
    ordinal = read_ordinal(t, j, lexicon)
    if ordinal is not None:
        return (-ordinal[0], ordinal[1] + 1) if t.low(ordinal[1]) == "last" else ordinal
    if t.plain_digits(j, 2) and 1 <= int(t.low(j)) <= 31 and t.low(j + 1) in ("of", "day"):
        return int(t.low(j)), j + 1
    return None


def _day_of(t: Tokens, k: int, number: int, lexicon: Lexicon, inner: Inner) -> Node | None:
    """ "the 20th of next month", "the 28th of that month"."""
    node = inner(t, k) or (the_unit(t, k, lexicon) if t.low(k) == "the" else None)
    if node is None or node.grain != "month" or node.is_calendar:
        return None
    outer = node

    def resolve(ctx: Context) -> Reading:
        reading = outer.resolve(ctx)
        if reading.value is None:
            return reading
        year, month, _ = parts_of(days(reading.value).first or 1)
        value = date_value(year, month, number)
        return Reading(value, "D20", resolved=True, anchor=reading.anchor, reason=None if value else "there is no such day")

    return Node(outer.stop, resolve)


def _last_run(t: Tokens, k: int, rank: int, lexicon: Lexicon, inner: Inner) -> Node | None:
    """the last four months of 2021, first ten days of last year."""
    count = lexicon.cardinals.get(t.low(k), int(t.low(k)) if t.is_digits(k, 2) else 0)
    grain = t.low(k + 1).removesuffix("s")
    if not count or abs(rank) != 1 or grain not in ("day", "week", "month", "year") or t.low(k + 2) != "of":
        return None
    node = inner(t, k + 3) or the_unit(t, k + 3, lexicon)
    if node is None or node.grain not in ("month", "year", "decade", "century", "season", "week"):
        return None
    outer = node

    def resolve(ctx: Context) -> Reading:
        reading = outer.resolve(ctx)
        whole = days(reading.value) if reading.value else None
        if whole is None or whole.first is None or whole.last is None:
            return reading

        if rank > 0:
            value = span_value(whole.first, shifted(whole.first, grain, count) - 1)
        else:
            value = span_value(shifted(whole.last + 1, grain, -count), whole.last)
        return Reading(value, "D20", resolved=reading.resolved, anchor=reading.anchor)

    return Node(outer.stop, resolve, kind="range", grain="part")


def _nth(ctx: Context, outer: Node, number: int, head: str, lexicon: Lexicon) -> Reading:
    reading = outer.resolve(ctx)
    whole = days(reading.value) if reading.value else None
    if whole is None or whole.first is None or whole.last is None:
        return reading
    first, last = whole.first, whole.last
    year, month, _ = parts_of(first)
    value: str | None = None
    if head in lexicon.weekdays:
        weekday = lexicon.weekdays[head]
        if outer.grain == "month":
            found = nth_weekday(year, month, weekday, number)
        elif number > 0:
            found = first + (weekday - weekday_of(first)) % 7 + 7 * (number - 1)
        else:
            found = last - (weekday_of(last) - weekday) % 7 + 7 * (number + 1)
        value = day_value(found) if found is not None and first <= found <= last else None
    elif head == "day":
        found = first + number - 1 if number > 0 else last + number + 1
        value = day_value(found) if first <= found <= last else None
    elif head == "month":
        value = month_value(year, month + number - 1) if number > 0 else month_value(*parts_of(last)[:2])
    elif head == "week":
        thursday = first + (3 - weekday_of(first)) % 7
        final = last - (weekday_of(last) - 3) % 7
        middle = thursday + 7 * (number - 1) if number > 0 else final + 7 * (number + 1)
        value = span_value(middle - 3, middle + 3)
    elif head == "weekend":
        saturday = first + (5 - weekday_of(first)) % 7 + 7 * (number - 1)
        value = span_value(saturday, saturday + 1)
    return Reading(value, "D20", resolved=reading.resolved, anchor=reading.anchor, reason=None if value else "there is no such day")


def weekday_of_week(t: Tokens, i: int, lexicon: Lexicon) -> Node | None:
    """Wednesday of next week; next week Wednesday; last week's Sunday; next week on Tuesday."""
    if t.low(i) in lexicon.weekdays and (t.low(i + 1) in ("of", "next", "last", "this") or t.low(i + 1) == ""):
        k = i + 2 if t.low(i + 1) == "of" else i + 1
        weekday, stop = lexicon.weekdays[t.low(i)], k + 2
    elif t.low(i) in ("next", "last", "this") and t.low(i + 1) in ("week", "week's"):
        k = i
        j = i + 3 if t.low(i + 2) in ("on", "'s") else i + 2
        if t.low(j) not in lexicon.weekdays:
            return None
        weekday, stop = lexicon.weekdays[t.low(j)], j + 1
    else:
        return None
    step = {"next": 1, "last": -1, "this": 0}.get(t.low(k))
    if step is None or t.low(k + 1) not in ("week", "week's"):
        return None

    def resolve(ctx: Context) -> Reading:
        if ctx.anchor is None:
            return Reading(reason=NO_ANCHOR)
        monday = ctx.anchor - weekday_of(ctx.anchor) + 7 * step
        return ctx.relative(day_value(monday + weekday), ctx.anchor, "D25")

    return Node(stop, resolve, rule="D25")


def bare_year(t: Tokens, i: int, lexicon: Lexicon) -> Node | None:
    """A year, a decade, or "the year 2019"."""
    if t.low(i) == "the" and t.low(i + 1) == "year" and t.is_digits(i + 2, 4):
        i += 2
    return year_node(t, i, lexicon)
