"""Day arithmetic over EDTF: ordinals, months and years in, EDTF values out. Works below the year 1."""

from __future__ import annotations

import datetime

from extractor.core.edtf import DayInterval, day_number, days_in_month, interval

GRAIN_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


def year_value(year: int) -> str:
    """EDTF of a year: year_value(-489) is "-0489"."""
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def month_value(year: int, month: int) -> str:
    """EDTF of a month; a month outside 1-12 carries into the year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{year_value(year)}-{month:02d}"


def date_value(year: int, month: int, day: int) -> str | None:
    """EDTF of a day; None when there is no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= days_in_month(year, month) or not -9999 <= year <= 9999:
        return None
    return f"{year_value(year)}-{month:02d}-{day:02d}"


def parts_of(number: int) -> tuple[int, int, int]:
    """Year, month and day of an ordinal.

    >>> parts_of(day_number(2021, 10, 6)), parts_of(day_number(-489, 9, 12))
    ((2021, 10, 6), (-489, 9, 12))
    """
    cycles, rest = divmod(number - 1, 146097)
    day = datetime.date.fromordinal(rest + 1)
    return day.year + 400 * cycles, day.month, day.day


def day_value(number: int) -> str:
    """EDTF of an ordinal."""
    year, month, day = parts_of(number)
    return f"{year_value(year)}-{month:02d}-{day:02d}"


def weekday_of(number: int) -> int:
    """Monday is 0."""
    return (number - 1) % 7


def span_value(first: int, last: int) -> str:
    """EDTF of an interval of days; one day when both are the same."""
    return day_value(first) if first == last else f"{day_value(first)}/{day_value(last)}"


def days(value: str) -> DayInterval:
    """The days of a value this package has made; an unreadable one counts as open on both sides."""
    return interval(value) or DayInterval(None, None)


def shift_months(number: int, months: int) -> int:
    """The ordinal that many months on; the end of a shorter month stands in for a missing day."""
    year, month, day = parts_of(number)
    total = year * 12 + month - 1 + months
    year, month = total // 12, total % 12 + 1
    return day_number(year, month, min(day, days_in_month(year, month)))


def unit_value(grain: str, number: int, offset: int = 0) -> str:
    """The calendar unit that holds a day, moved by `offset` units.

    >>> unit_value("week", day_number(2021, 10, 7)), unit_value("month", day_number(2021, 10, 7), -1)
    ('2021-10-04/2021-10-10', '2021-09')
    """
    year, month, _ = parts_of(number)
    if grain == "day":
        return day_value(number + offset)
    if grain in ("week", "weekend"):
        monday = number - weekday_of(number) + 7 * offset
        return span_value(monday + (5 if grain == "weekend" else 0), monday + 6)
    if grain == "month":
        return month_value(year, month + offset)
    if grain == "quarter":
        return quarter_value(year + ((month - 1) // 3 + offset) // 4, ((month - 1) // 3 + offset) % 4 + 1)
    if grain == "decade":
        return decade_value(year // 10 * 10 + 10 * offset)
    if grain == "century":
        return century_value(year // 100 + offset)
    return year_value(year + offset)


def weekend_value(number: int) -> str:
    """The weekend nearest to a day."""
    saturday = number - (weekday_of(number) - 5) % 7
    return span_value(saturday, saturday + 1) if number - saturday <= 3 else span_value(saturday + 7, saturday + 8)


def quarter_value(year: int, quarter: int) -> str:
    """Three months as an interval: quarter_value(2022, 3) is "2022-07/2022-09"."""
    return f"{month_value(year, 3 * quarter - 2)}/{month_value(year, 3 * quarter)}"


def half_value(year: int, half: int) -> str:
    """Six months as an interval: half_value(2022, 2) is "2022-07/2022-12"."""
    return f"{month_value(year, 6 * half - 5)}/{month_value(year, 6 * half)}"


def decade_value(year: int) -> str:
    """1990 gives 199X; a decade before our era counts away from it, so -470 gives -047X."""
    return f"-{-year // 10:03d}X" if year < 0 else f"{year // 10:03d}X"


def century_value(hundred: int) -> str:
    """19 gives 19XX (the twentieth century), -4 gives -04XX."""
    return f"-{-hundred:02d}XX" if hundred < 0 else f"{hundred:02d}XX"


def part_value(value: str, part: str) -> str:
    """First, middle or last third, or the last day (D26, D29).

    >>> part_value("2019", "early"), part_value("2021-10", "end"), part_value("198X", "late")
    ('2019-01/2019-04', '2021-10-31', '1987/1989')
    """
    whole = days(value)
    if whole.first is None or whole.last is None or "T" in value:
        return value
    if part == "end":
        return day_value(whole.last)
    length = whole.last - whole.first + 1
    year, month, _ = parts_of(whole.first)
    third = {"early": 0, "mid": 1, "late": 2}[part]
    if length > 20000:
        low, high = ((0, 33), (34, 66), (67, 99))[third]
        return f"{year_value(year + low)}/{year_value(year + high)}"
    if length > 2000:
        low, high = ((0, 3), (4, 6), (7, 9))[third]
        return f"{year_value(year + low)}/{year_value(year + high)}"
    if length > 80:
        step = max(1, round(length / 91.3))
        low = month + third * step
        if step == 1:
            return month_value(year, low)
        return f"{month_value(year, low)}/{month_value(year, low + step - 1)}"
    if length > 20:
        low, high = ((0, 9), (10, 19), (20, length - 1))[third]
        return span_value(whole.first + low, whole.first + high)
    if length == 7:
        low, high = ((0, 2), (2, 4), (4, 6))[third]
        return span_value(whole.first + low, whole.first + high)
    return value


def range_value(left: str, right: str) -> str | None:
    """From the first day of one value to the last of the other; None when they run backwards."""
    a, b = left.split("/")[0], right.split("/")[-1]
    value = f"{_bare(a)}/{_bare(b)}"
    return value if interval(value) is not None else None


def _bare(end: str) -> str:
    """An end of an interval without a clock time."""
    return end.split("T")[0]


def easter(year: int, *, orthodox: bool = False) -> int:
    """Easter Sunday as an ordinal (Meeus, Astronomical Algorithms, chapter 8).

    >>> parts_of(easter(2021)), parts_of(easter(2018, orthodox=True))
    ((2021, 4, 4), (2018, 4, 8))
    """
    if orthodox:
        d = (19 * (year % 19) + 15) % 30
        e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return day_number(year, month, day + 1) + year // 100 - year // 400 - 2
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    ell = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + ell - 7 * ((a + 11 * h + 22 * ell) // 451) + 114, 31)
    return day_number(year, month, day + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> int | None:
    """The nth such weekday of a month, counted from the end when negative; None when there is none."""
    if nth < 0:
        last = day_number(year, month, days_in_month(year, month))
        return last - (weekday_of(last) - weekday) % 7 + 7 * (nth + 1)
    first = day_number(year, month, 1)
    found = first + (weekday - weekday_of(first)) % 7 + 7 * (nth - 1)
    return found if parts_of(found)[1] == month else None


def season_near(base: int, code: int, step: int) -> str:
    """The season before (-1), of the year of (0) or after (1) a day; winter is named by the year it begins in."""
    year, month, _ = parts_of(base)
    if step == 0:
        return f"{year_value(year - 1 if code == 24 and month < 3 else year)}-{code}"
    first_month = {21: 3, 22: 6, 23: 9, 24: 12}[code]
    if step < 0:
        ended = month >= first_month + 3 if code != 24 else False
        year = year if ended else year - 1
        if code == 24 and month < 3:
            year -= 1
    elif month >= first_month:
        year += 1
    return f"{year_value(year)}-{code}"


def shifted(base: int, grain: str, amount: int) -> int:
    """The day `amount` units from `base`."""
    if grain == "day":
        return base + amount
    if grain == "week":
        return base + 7 * amount
    return shift_months(base, amount * {"month": 1, "quarter": 3}.get(grain, 12))
