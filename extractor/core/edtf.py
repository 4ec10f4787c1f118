"""EDTF values (levels 0 and 1, ISO 8601-2:2019) as intervals of days: text in, first and last day out.

Days are proleptic Gregorian ordinals as `datetime.date.toordinal` counts them, continued below the year 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_YEAR = re.compile(r"(-?\d{4})")
_MONTH = re.compile(r"(-?\d{4})-(\d\d)")
_DAY = re.compile(r"(-?\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_MASK = re.compile(r"(-?)(\d{2,3})(X{1,2})")
_MASKED_PART = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-XX){1,2}")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}
"""Months of spring, summer, autumn and winter (21-24); winter runs into the next year."""


@dataclass(frozen=True, slots=True)
class DayInterval:
    """First and last day, both inside; None is an open side."""

    first: int | None
    last: int | None

    def contains(self, other: DayInterval) -> bool:
        """Whether every day of `other` lies in this interval."""
        low = self.first is None or (other.first is not None and other.first >= self.first)
        high = self.last is None or (other.last is not None and other.last <= self.last)
        return low and high

    def overlaps(self, other: DayInterval) -> bool:
        return (self.first is None or other.last is None or self.first <= other.last) and (
            self.last is None or other.first is None or other.first <= self.last
        )


def day_number(year: int, month: int, day: int) -> int:
    """Ordinal of a proleptic Gregorian day; 1 is 0001-01-01. Works for the year 0 and before.

    >>> import datetime
    >>> day_number(2021, 10, 6) == datetime.date(2021, 10, 6).toordinal()
    True
    """
    y = year - (month <= 2)
    era, yoe = divmod(y, 400)
    doy = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + yoe * 365 + yoe // 4 - yoe // 100 + doy - 305


def days_in_month(year: int, month: int) -> int:
    """Length of a month, leap years counted."""
    return day_number(year + month // 12, month % 12 + 1, 1) - day_number(year, month, 1)


@lru_cache(maxsize=10_000)
def interval(value: str) -> DayInterval | None:
    """The days an EDTF value covers; None when it is no EDTF of levels 0-1 or names no real day.

    >>> interval("2021-02") == DayInterval(day_number(2021, 2, 1), day_number(2021, 2, 28))
    True
    >>> interval("../2020-04-07").first is None, interval("2021-02-30")
    (True, None)
    """
    text = re.sub(r"[?~%]", "", value.strip())
    if "/" in text:
        left, _, right = text.partition("/")
        a = None if left in ("..", "") else _single(left)
        b = None if right in ("..", "") else _single(right)
        if (left not in ("..", "") and a is None) or (right not in ("..", "") and b is None) or (a is None and b is None):
            return None
        first, last = (a.first if a else None), (b.last if b else None)
        if first is not None and last is not None and first > last:
            return None
        return DayInterval(first, last)
    return _single(text)


def _single(text: str) -> DayInterval | None:
    if match := _DAY.fullmatch(text):
        year, month, day = map(int, match.groups())
        if not 1 <= month <= 12 or not 1 <= day <= days_in_month(year, month):
            return None
        number = day_number(year, month, day)
        return DayInterval(number, number)
    if match := _MONTH.fullmatch(text):
        year, month = map(int, match.groups())
        if 1 <= month <= 12:
            return _months(year, month, month)
        return _months(year, *_SEASONS[month]) if month in _SEASONS else None
    if match := _YEAR.fullmatch(text):
        return _months(int(text), 1, 12)
    if match := _MASKED_PART.fullmatch(text):
        return _single(match.group(1) + (f"-{match.group(2)}" if match.group(2) else ""))
    if match := _MASK.fullmatch(text):
        sign, digits, unknown = match.groups()
        if len(digits) + len(unknown) != 4:
            return None
        width = 10 ** len(unknown)
        low, high = int(digits) * width, int(digits) * width + width - 1
        if sign:
            low, high = -high, -low
        return DayInterval(day_number(low, 1, 1), day_number(high, 12, 31))
    return None


def _months(year: int, first: int, last: int) -> DayInterval:
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return DayInterval(day_number(year, first, 1), day_number(end_year, end_month, days_in_month(end_year, end_month)))
