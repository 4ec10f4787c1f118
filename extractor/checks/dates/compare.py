"""Compare a claimed date with one of the article: two EDTF values in, the verdict the days allow out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace

from extractor.core.edtf import DayInterval, interval
from extractor.core.finding import Verdict
from extractor.core.mention import DateMention
from extractor.recognizers.dates import joined_ranges

_CLOCK = re.compile(r"T(\d\d:\d\d(?::\d\d)?)(.*)")
_EDGE = {"D25": 1}
"""Days by which the edges of a week may differ: weeks start on Sunday in some countries."""
_BOUND = re.compile(r"\b(before|after|since|until|till|by)\s+(?:the\s+)?$", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"\s+(?!and\b|but\b|or\b|in\b|at\b|when\b|after\b|to\b|by\b|for\b|the\b|with\b|as\b|on\b|while\b|if\b|is\b|was\b|were\b|has\b)[a-z]"
)
"""What follows a date that describes a noun: "before the 2014 protests" says nothing of the protests' end."""
_OPENS = re.compile(r"(?:since|until|till)\s", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|until|till|through|[-–—])\s*", re.IGNORECASE)
_DASH = re.compile(r"[ \u00a0]?[-–—][ \u00a0]?")
_LAST_DAYS = 3
"""Days that "the end of the month" denotes (D26)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a date of the article."""

    value: str
    mention: DateMention
    resolved: bool
    days: DayInterval
    open: bool = False
    """One of several readings with no rule between them."""
    edge: str | None = None
    """start or end: the one day of "since May 3" or "until May 3"."""


def readings_of(mention: DateMention) -> list[Reading]:
    """The readings of a mention that name days; several when no rule prefers one."""
    values = [mention.value] if mention.value is not None else list(mention.alternatives)
    out = []
    for value in values:
        days = interval(value)
        if days is not None:
            out.append(Reading(value, mention, mention.resolved or (mention.rule in ("D26", "D27", "D29", "D30") and "/" in value), days))
    return [replace(r, open=True) for r in out] if mention.value is None else out


def joined(text: str, dates: list[DateMention]) -> list[DateMention]:
    """The dates, with "from 2004 to 2009" as one interval in place of its two ends."""
    out: list[DateMention] = []
    for mention in dates:
        last = out[-1] if out else None
        value = _range_value(text, last, mention) if last is not None else None
        if last is not None and value is not None:
            out[-1] = replace(last, end=mention.end, text=text[last.start : mention.end], kind="range", value=value)
        else:
            out.append(mention)
    return out


def _range_value(text: str, left: DateMention, right: DateMention) -> str | None:
    """The interval two neighbouring dates are the ends of, if they are: "from 2004 to 2009", "2000 - 2050"."""
    if _DASH.fullmatch(text, left.end, right.start):
        return next((mention.value for mention in joined_ranges(text, (left, right))), None)
    if not left.value or not right.value or "/" in left.value + right.value:
        return None
    if not _TO.fullmatch(text, left.end, right.start) or not _FROM.search(text, max(0, left.start - 14), left.start):
        return None
    value = f"{left.value}/{right.value}"
    return value if interval(value) is not None else None


def bounded(text: str, mention: DateMention, readings: list[Reading]) -> list[Reading]:
    """The readings with the preposition before the mention counted in: "before last summer" ends the day before it begins.

    "since 2014" names the year it began in as well as all the time from then on, so both are readings.
    """
    if mention.text[:7].lower() == "before ":
        return [_ends_before(reading) for reading in readings]
    opens = _OPENS.match(mention.text)
    if opens is not None:
        return [read for reading in readings for read in (_edge_of(reading), reading) if read is not None]
    match = _BOUND.search(text, max(0, mention.start - 12), mention.start)
    if match is None or _ATTRIBUTE.match(text, mention.end):
        return readings
    word = match.group(1).lower()
    out: list[Reading] = []
    for reading in readings:
        first, last = reading.days.first, reading.days.last
        if word == "before" and first is not None:
            out.append(_open_reading(reading, None, first - 1))
        elif word == "after" and last is not None:
            out += [reading, _open_reading(reading, last + 1, None)]
        elif word == "since" and first is not None:
            out += [replace(reading, edge="start"), _open_reading(reading, first, None)]
        elif word in ("until", "till", "by") and last is not None:
            out += [reading if word == "by" else replace(reading, edge="end"), _open_reading(reading, None, last)]
        else:
            out.append(reading)
    return out


def _edge_of(reading: Reading) -> Reading | None:
    """The unit that "since May 3" or "until May 3" names."""
    left, _, right = reading.value.partition("/")
    edge, unit = ("end", right) if left == ".." else ("start", left)
    days = interval(unit) if unit and unit != ".." else None
    return replace(reading, value=unit, days=days, edge=edge) if days is not None else None


def _ends_before(reading: Reading) -> Reading:
    """ "before last summer", read as an interval that ends with the summer: it ends before it."""
    left, _, right = reading.value.partition("/")
    unit = interval(right)
    if left != ".." or unit is None or unit.first is None or unit.first == unit.last:
        return reading
    return _open_reading(reading, None, unit.first - 1)


def _open_reading(reading: Reading, first: int | None, last: int | None) -> Reading:
    value = f"{iso_day(first) if first is not None else '..'}/{iso_day(last) if last is not None else '..'}"
    return replace(reading, value=value, resolved=True, days=DayInterval(first, last))


def iso_day(number: int) -> str:
    """An ordinal as an ISO day, also outside the years 1 to 9999 (clamped)."""
    return dt.date.fromordinal(min(max(number, 1), dt.date.max.toordinal())).isoformat()


def compare(claimed: str, reading: Reading) -> Verdict | None:
    """The verdict the days allow: a supporting one, `overprecise`, or None when the two do not go together.

    >>> mention = DateMention(0, 4, "2014", "date", "2014")
    >>> str(compare("2014-03-01", readings_of(mention)[0])), str(compare("201X", readings_of(mention)[0]))
    ('overprecise', 'approximate')
    """
    claim = interval(claimed)
    there = reading.days
    if claim is None:
        return None
    if claim == there:
        return _same(claimed, reading)
    rule = reading.mention.rule
    if rule == "D26" and there.first is not None and _near_end(claim, there):
        return Verdict.EQUIVALENT if claim.first == claim.last == there.last else Verdict.OVERPRECISE
    slack = _EDGE.get(rule, 0) if claim.first != claim.last else 0
    if slack and _within(claim.first, there.first, slack) and _within(claim.last, there.last, slack):
        return Verdict.EQUIVALENT
    if claim.contains(there) and _is_unit(claimed):
        return Verdict.APPROXIMATE
    if there.contains(claim):
        return Verdict.OVERPRECISE
    return None


def _is_unit(value: str) -> bool:
    """One calendar unit, or an interval with an open side; a closed interval is its own statement."""
    return "/" not in value or ".." in value or value.startswith("/") or value.endswith("/")


def _same(claimed: str, reading: Reading) -> Verdict | None:
    mine, theirs = _CLOCK.search(claimed), _CLOCK.search(reading.value)
    if mine and not theirs:
        return Verdict.OVERPRECISE
    if theirs and not mine:
        return Verdict.APPROXIMATE
    if mine and theirs and (_moment(mine) != _moment(theirs)):
        return None
    return Verdict.EQUIVALENT if reading.resolved else Verdict.EXACT


def _moment(match: re.Match[str]) -> tuple[str, str]:
    clock, zone = match.groups()
    clock = clock[:5] if clock.endswith(":00") and len(clock) == 8 else clock
    return clock, {"+00:00": "Z", "": ""}.get(zone, zone)


def _near_end(claim: DayInterval, there: DayInterval) -> bool:
    """Whether a claim names the last days of the unit the article says the end of."""
    if claim.first is None or claim.last is None or there.last is None or claim.last - claim.first >= _LAST_DAYS:
        return False
    return claim.last <= there.last and claim.first > there.last - _LAST_DAYS


def _within(a: int | None, b: int | None, slack: int) -> bool:
    return a is not None and b is not None and abs(a - b) <= slack
