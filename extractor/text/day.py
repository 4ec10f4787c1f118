"""Read a publication day: what people and pages write in, a `datetime.date` out."""

from __future__ import annotations

import datetime as dt

from extractor.errors import InputError


def parse_day(value: dt.date | str | None, *, where: str = "published") -> dt.date | None:
    """Read a publication day: a date, "2021-10-07" or an ISO date and time; None and "" stay None.

    >>> parse_day("2021-10-07T12:30:00Z")
    datetime.date(2021, 10, 7)
    """
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.datetime.fromisoformat(value.strip()).date()
    except ValueError:
        raise InputError(f'{where}: "{value}" is no day. Write the publication day as YYYY-MM-DD, for example 2021-10-07.') from None
