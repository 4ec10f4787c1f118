"""Read dates written in figures: 2021-10-06, 06.10.2021, 5/6/2021, 2019-Q1 (D20, D31)."""

from __future__ import annotations

import re

from extractor.core.edtf import days_in_month
from extractor.recognizers.dates.calendar import calendar_node
from extractor.recognizers.dates.context import Context, Node, Reading
from extractor.recognizers.dates.lexicon import Lexicon
from extractor.recognizers.dates.tokens import Tokens
from extractor.recognizers.dates.values import (
    date_value,
    half_value,
    quarter_value,
)
from extractor.recognizers.dates.years import two_digit_year

_NUMERIC = re.compile(
    r"(?P<iso>(?P<y1>\d{4})(?P<s1>[-/.])(?P<m1>\d{1,2}|[A-Za-z]{3})(?P=s1)(?P<d1>\d{1,2}))(?!\d|[-/]\d)(?:T(?P<clock>\d\d:\d\d(?::\d\d)?)(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
    r"|(?P<a>\d{1,2})(?P<s2>[-/.])(?P<b>\d{1,2}|[A-Za-z]{3,9})(?P=s2)(?P<y2>\d{4}|\d{2})(?![\d%]|[-/.]\d)"
    r"|(?P<yq>\d{4})-(?:[Qq](?P<q>[1-4])|[Hh](?P<h>[12]))(?!\w)"
    r"|(?P<ym>(?:1[5-9]|20)\d\d)-(?P<mm>0[1-9]|1[0-2])(?![\d-])"
    r"|(?P<my>0?[1-9]|1[0-2])[/-](?P<my_year>(?:19|20)\d\d)(?![\d/-])"
    r"|(?P<c>\d{1,2})/(?P<e>\d{1,2})(?![\d%/])"
)


def numeric(t: Tokens, i: int, lexicon: Lexicon) -> Node | None:
    """2021-10-06; 06.10.2021; 5/6/2021; 2019-Q1; 4/25 after a preposition."""
    match = _NUMERIC.match(t.text, t.starts[i])
    if match is None or (t.glued(i) and t.low(i - 1) in "$€£.,/" and t.low(i - 1)):
        return None
    stop = t.at(match.end(), i)
    if match["iso"]:
        month = int(match["m1"]) if match["m1"].isdigit() else lexicon.months.get(match["m1"].lower(), 0)
        value = date_value(int(match["y1"]), month, int(match["d1"]))
        if value is None:
            return None
        if match["clock"]:
            clock = match["clock"] if match["clock"].count(":") == 2 else match["clock"] + ":00"
            stamp = f"{value}T{clock}{match['zone'] or ''}"
            return Node(stop, lambda ctx: Reading(stamp, "D33"))
        return calendar_node(stop, year=int(match["y1"]), month=month, day=int(match["d1"]))
    if match["a"]:
        return _three_part(match, stop, lexicon)
    if match["yq"]:
        year = int(match["yq"])
        quarter = quarter_value(year, int(match["q"])) if match["q"] else half_value(year, int(match["h"]))
        return Node(stop, lambda ctx: Reading(quarter, "D30"), grain="quarter", rule="D30")
    if match["ym"]:
        if int(match["mm"]) == (int(match["ym"]) + 1) % 100:
            return None
        return calendar_node(stop, year=int(match["ym"]), month=int(match["mm"]))
    if match["my"]:
        return calendar_node(stop, year=int(match["my_year"]), month=int(match["my"]))
    first, second = int(match["c"]), int(match["e"])
    if t.low(i - 1) not in ("on", "by", "until", "from", "before", "after") and not (i == 0 and stop - i == t.n):
        return None
    if second > 12 and 1 <= first <= 12 and second <= days_in_month(2000, first):
        return calendar_node(stop, month=first, day=second)
    if first > 12 and 1 <= second <= 12 and first <= days_in_month(2000, second):
        return calendar_node(stop, month=second, day=first)
    return None


def _three_part(match: re.Match[str], stop: int, lexicon: Lexicon) -> Node | None:
    year_text, first = match["y2"], int(match["a"])
    if len(year_text) == 2 and match["s2"] == ".":
        return None
    if match["b"].isalpha():
        month = lexicon.months.get(match["b"].lower())
        if month is None:
            return None
        return _numeric_node(stop, year_text, month, first)
    second = int(match["b"])
    if match["s2"] == "." and second <= 12:
        return _numeric_node(stop, year_text, second, first)
    if first > 12 or second > 12 or first == second:
        month, day = (second, first) if first > 12 else (first, second)
        return _numeric_node(stop, year_text, month, day)
    return Node(stop, lambda ctx: _ambiguous(ctx, year_text, first, second), rule="D31")


def _numeric_node(stop: int, year_text: str, month: int, day: int) -> Node | None:
    if not 1 <= month <= 12 or not 1 <= day <= days_in_month(2000, month):
        return None
    if len(year_text) == 4:
        return calendar_node(stop, year=int(year_text), month=month, day=day)

    def resolve(ctx: Context) -> Reading:
        value = date_value(two_digit_year(int(year_text), ctx.anchor), month, day)
        return Reading(value, "D20", reason=None if value else "there is no such day")

    return Node(stop, resolve)


def _ambiguous(ctx: Context, year_text: str, first: int, second: int) -> Reading:
    year = int(year_text) if len(year_text) == 4 else two_digit_year(int(year_text), ctx.anchor)
    month_day, day_month = date_value(year, first, second), date_value(year, second, first)
    if month_day is None or day_month is None:
        return Reading(reason="there is no such day", rule="D31")
    if ctx.country_order is not None:
        return Reading(month_day if ctx.country_order == "month" else day_month, "D31")
    return Reading(None, "D31", alternatives=(day_month, month_day), reason="day and month may change places")
