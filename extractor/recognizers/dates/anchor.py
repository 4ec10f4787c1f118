"""Find the day relative dates hang on: the dateline's if the text has one, else the day of publication."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import cache

from extractor.core.annotations import Block
from extractor.recognizers.dates.lexicon import load_lexicon

_HEAD_CHARACTERS = 2500
_HEAD_LINES = 10
_NEAR = 190
"""A dateline without a year lies at most this many days from the day of publication."""


@cache
def _patterns(lang: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    lexicon = load_lexicon(lang)
    month = "|".join(sorted(lexicon.months, key=len, reverse=True))
    weekday = "|".join(sorted(lexicon.weekdays, key=len, reverse=True))
    date = (
        rf"(?P<weekday>(?:{weekday})\.?,?\s+)?(?:(?P<m>{month})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y>\d{{4}}))?"
        rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m2>{month})\.?(?:,?\s+(?P<y2>\d{{4}}))?"
        r"|(?P<y3>\d{4})-(?P<m3>\d\d)-(?P<d3>\d\d))"
    )
    alone = re.compile(
        r"\W*(?:(?:published|posted|updated|last updated|date|on)\W{1,3}(?:on\s+)?)?" + date + r"(?:\W{1,3}\d\d?:\d\d.{0,20})?\W*", re.I
    )
    place = r"\s*(?P<city>[A-Z][\w.'\u2019/ -]{1,40}(?:,\s[A-Z][\w. ]{1,25})?),?\s+"
    city = re.compile(place + date + r"\s*(?:\([^)\n]{1,40}\))?\s*(?:[-\u2013\u2014:]|\()", re.I)
    return alone, city


def anchor_of(text: str, published: datetime.date | None, blocks: Sequence[Block] = ()) -> datetime.date | None:
    """The dateline's day, else `published`, else None.

    >>> anchor_of("Fire in port\\n\\nSaturday, September 12, 2015\\n\\nIt burned.", None, ())
    datetime.date(2015, 9, 12)
    >>> anchor_of("LONDON, March 3 (Reuters) - Shares fell.", datetime.date(2021, 3, 4), ())
    datetime.date(2021, 3, 3)
    """
    dateline = dateline_of(text, published, blocks)
    return dateline if dateline is not None else published


def dateline_of(text: str, published: datetime.date | None, blocks: Sequence[Block] = (), lang: str = "en") -> datetime.date | None:
    """The day the text's own dateline names; None when it has none."""
    alone, city = _patterns(lang)
    for block in blocks:
        if block.kind == "dateline":
            part = text[block.start : block.end]
            for line in part.splitlines():
                match = alone.fullmatch(line[:200]) or city.match(line[:200]) or _weekday_tail(line, alone)
                found = _day(match, published) if match else None
                if found is not None:
                    return found
    lines = [line for line in text[:_HEAD_CHARACTERS].splitlines() if line.strip()][:_HEAD_LINES]
    for line in lines:
        match = alone.fullmatch(line) if len(line) < 90 else None
        if match is None and _starts_upper(line):
            match = city.match(line[:200])
        found = _day(match, published) if match else None
        if found is not None:
            return found
    for line in lines[:3]:
        match = _weekday_tail(line, alone)
        found = _day(match, published) if match else None
        if found is not None:
            return found
    return None


def _starts_upper(line: str) -> bool:
    """A dateline's place is written in capitals, or the agency stands in brackets."""
    head = re.split(r"[,\d(]", line.lstrip()[:60], maxsplit=1)[0].strip()
    return len(head) > 1 and (head.isupper() or bool(re.match(r"[^.\n]{3,70}\([A-Z][A-Za-z. ]{1,30}\)\s*[-\u2013\u2014]", line.lstrip())))


def _weekday_tail(line: str, alone: re.Pattern[str]) -> re.Match[str] | None:
    """A headline that runs into the line of the day: "... ants Tuesday, September 1, 2015"."""
    tail = line.rstrip()[-60:]
    for at in range(len(tail)):
        if at and tail[at - 1] == " " and tail[at].isupper():
            match = alone.fullmatch(tail[at:])
            if match and match["weekday"] and (match["y"] or match["y2"]):
                return match
    return None


def _day(match: re.Match[str] | None, published: datetime.date | None) -> datetime.date | None:
    if match is None:
        return None
    months = load_lexicon("en").months
    day = int(match["d"] or match["d2"] or match["d3"])
    month = int(match["m3"]) if match["m3"] else months[(match["m"] or match["m2"]).lower()]
    year = match["y"] or match["y2"] or match["y3"]
    try:
        if year:
            return datetime.date(int(year), month, day)
        if published is None:
            return None
        near = [datetime.date(published.year + k, month, day) for k in (-1, 0, 1)]
    except ValueError:
        return None
    best = min(near, key=lambda d: abs((d - published).days))
    return best if abs((best - published).days) <= _NEAR else None
