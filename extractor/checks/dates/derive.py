"""Dates the article lets one compute (D10): "moved in March 2011, six years before the fire" puts the fire into 2017."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache

from extractor.checks.events import EventIndex, event_words
from extractor.checks.fitting import fit
from extractor.core.annotations import Annotations
from extractor.core.edtf import interval
from extractor.core.mention import DateMention
from extractor.core.syntax import Sentence
from extractor.recognizers.dates.values import shifted

_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
).split()
_PATTERN = re.compile(
    r"\b(?P<number>\d{1,3}|a|an|"
    + "|".join(_NUMBERS)
    + r")[ -](?P<unit>day|week|month|year|decade)s?\s+(?P<way>before|after|ahead of|prior to|following)\s",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"(?:just |only )?(?P<number>\d{1,3}|a|an|" + "|".join(_NUMBERS) + r") (?P<unit>day|week|month|year|decade)s? (?P<way>later|earlier)",
    re.IGNORECASE,
)
_THAN = re.compile(
    _LATER.pattern + r" than (?:(?:had|was|were|it|they|been|have) ){0,3}(?:originally |initially |first |previously )?"
    r"(?:planned|scheduled|expected|intended|announced|hoped|promised|foreseen|forecast|due|billed)\b",
    re.IGNORECASE,
)
_BESIDE = 40
"""Characters between a date and how far it is from the day first planned."""
_HEDGED = re.compile(
    r"(?:more than|over|nearly|almost|about|around|less than|under|some|at least|up to|roughly|approximately)\s+(?:just\s+)?$",
    re.IGNORECASE,
)
_BOUNDS = {"more than": "over", "over": "over", "less than": "under", "under": "under", "nearly": "under", "almost": "under"}
_SUBJECT = 0.35
"""Share of the starting event's words a date must stand with to be its date."""
_MONTHS = {"month": 1, "year": 12, "decade": 120}
_DAYS = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Derived:
    """A computed date, and the event it is the date of."""

    value: str
    start: int
    """Where the words for the event start; they end with `end`."""
    end: int
    base: DateMention
    spans: tuple[tuple[int, int], ...]
    formula: str
    planned: bool = False
    """The date the event of `base` was to have at first: "on November 11, three days later than planned"."""


def derived_dates(annotations: Annotations, index: EventIndex) -> list[Derived]:
    """Every date that follows from a stated date and a stated distance in the same sentence."""
    text = annotations.article.text
    dates = [m for m in annotations.dates if m.kind in ("date", "range") and m.value is not None]
    out: list[Derived] = []
    for match in _PATTERN.finditer(text):
        hedge = _HEDGED.search(text[max(0, match.start() - 20) : match.start()])
        bound = _BOUNDS.get(" ".join(hedge.group(0).lower().split())) if hedge is not None else None
        if hedge is not None and bound is None:
            continue
        number = index.sentence_at(match.start())
        if number < 0:
            continue
        sentence = index.sentences[number]
        inside = [m for m in dates if sentence.start <= m.start < sentence.end and not (m.start < match.end() and match.start() < m.end)]
        base = min(inside, key=lambda m: abs(m.start - match.start()), default=None) or _of_subject(
            text[sentence.start : match.start()], dates, index, sentence
        )
        if (
            base is None
            or base.value is None
            or any(m.start >= match.end() and m is base and "," not in text[match.end() : m.start] for m in inside)
        ):
            continue
        sign = 1 if match.group("way").lower() in ("before", "ahead of", "prior to") else -1
        amount = _amount(match.group("number"))
        unit = match.group("unit").lower()
        value = _shift(base.value, sign * amount, unit) if bound is None else _open(base.value, sign * amount, unit, bound == "over")
        if value is not None:
            stop = _phrase_end(text, match.end(), sentence.end)
            formula = f"{base.value} {'+' if sign > 0 else '-'} {amount} {match.group('unit').lower()}{'s' if amount != 1 else ''}"
            out.append(Derived(value, match.end(), stop, base, ((base.start, base.end), (match.start(), stop)), formula))
    return out + _first_planned(text, dates)


def _first_planned(text: str, dates: list[DateMention]) -> list[Derived]:
    """The days that were planned first, from how much later or earlier they became."""
    out = []
    ends = [m.end for m in dates]
    for match in _THAN.finditer(text):
        k = bisect_right(ends, match.start()) - 1
        between = text[dates[k].end : match.start()] if k >= 0 else "\n"
        if len(between) > _BESIDE or re.search(r"[.;\n]", between) or _HEDGED.search(text[max(0, match.start() - 20) : match.start()]):
            continue
        base = dates[k]
        sign = -1 if match.group("way").lower() == "later" else 1
        amount, unit = _amount(match.group("number")), match.group("unit").lower()
        value = _shift(base.value or "", sign * amount, unit)
        if value is not None:
            formula = f"{base.value} {'+' if sign > 0 else '-'} {amount} {unit}{'s' if amount != 1 else ''}"
            out.append(Derived(value, match.start(), match.end(), base, ((base.start, base.end), match.span()), formula, planned=True))
    return out


def counted_on(dates: list[DateMention], text: str) -> list[DateMention]:
    """The dates, with "a day later" counted from the last plain date before it where the reader found another date in between.

    >>> plain = DateMention(3, 13, "2024-03-09", "date", "2024-03-09")
    >>> later = DateMention(15, 28, "two days later", "date", None, rule="D27")
    >>> counted_on([plain, later], "On 2024-03-09. Two days later")[1].value
    '2024-03-11'
    """
    out: list[DateMention] = []
    base: DateMention | None = None
    for mention in dates:
        match = _LATER.fullmatch(mention.text) if mention.value is None and not mention.alternatives else None
        if match and base is not None and base.value is not None and "\n" not in text[base.end : mention.start]:
            amount = _amount(match.group("number")) * (1 if match.group("way").lower() == "later" else -1)
            value = (
                None
                if _HEDGED.search(text[max(0, mention.start - 20) : mention.start])
                else _shift(base.value, amount, match.group("unit").lower())
            )
            mention = replace(mention, value=value, resolved=True, anchor=base.value) if value is not None else mention
        if mention.kind == "date" and mention.value is not None and (interval(mention.value) is not None) and "/" not in mention.value:
            base = mention
        out.append(mention)
    return out


def _of_subject(before: str, dates: list[DateMention], index: EventIndex, sentence: Sentence) -> DateMention | None:
    """The date another sentence gives to what this one starts from: "The accident comes ten days before the feast"."""
    words = event_words(before)
    ranked = [(fit(words, m.start, m.end, index).score, -m.start, m) for m in dates if not sentence.start <= m.start < sentence.end]
    score, _, mention = max(ranked, key=lambda r: r[:2], default=(0.0, 0, None))
    return mention if score >= _SUBJECT and len(words) <= 6 else None


@lru_cache(maxsize=256)
def _amount(word: str) -> int:
    low = word.lower()
    return int(low) if low.isdigit() else 1 if low in ("a", "an") else _NUMBERS.index(low) + 1


def _phrase_end(text: str, start: int, stop: int) -> int:
    """End of the words that name the event: the next comma, semicolon, "and" or the end of the sentence."""
    match = re.compile(r"[,;:.)]|\band\b|\bbut\b").search(text, start, stop)
    return match.start() if match and match.start() > start else stop


def _shift(value: str, amount: int, unit: str) -> str | None:
    """Move an EDTF day, month or year by whole units; the result is as precise as the coarser of both.

    >>> _shift("2011-03", 6, "year"), _shift("2023-07-04", -4, "day"), _shift("2011-03", 3, "day")
    ('2017', '2023-06-30', None)
    """
    days = interval(value)
    if days is None or days.first is None or days.last is None:
        return None
    single = days.first == days.last
    if unit in _DAYS:
        return _iso(days.first + amount * _DAYS[unit]) if single else None
    if not re.fullmatch(r"\d{4}(-\d\d)?(-\d\d)?", value):
        return None
    year, month = int(value[:4]), int(value[5:7]) if len(value) >= 7 else None
    if unit == "month":
        if month is None or month > 12:
            return None
        total = year * 12 + month - 1 + amount
        return f"{total // 12:04d}-{total % 12 + 1:02d}"
    return f"{year + amount * _MONTHS[unit] // 12:04d}"


def _open(value: str, amount: int, unit: str, beyond: bool) -> str | None:
    """The open interval that "more than two years before" leaves, from a single day (D28).

    >>> _open("2025-01-21", -4, "year", True), _open("2025-01-21", 2, "week", True), _open("2025-01", -4, "year", True)
    ('../2021-01-21', '2025-02-04/..', None)
    """
    days = interval(value)
    if days is None or days.first is None or days.first != days.last:
        return None
    if unit in _DAYS:
        day = _iso(days.first + amount * _DAYS[unit])
    else:
        day = _iso(shifted(days.first, "month", amount * _MONTHS[unit]))
    if day is None:
        return None
    return f"../{day}" if (amount < 0) == beyond else f"{day}/.."


def _iso(day: int) -> str | None:
    import datetime as dt

    return dt.date.fromordinal(day).isoformat() if 1 <= day <= dt.date.max.toordinal() else None
