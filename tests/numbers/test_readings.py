"""Sentences of news and every number in them, in order, as `number_reading` prints it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.core.mention import DateMention
from extractor.recognizers.numbers import find_numbers
from extractor.writers.annotations import number_reading

ROWS = [json.loads(line) for line in (Path(__file__).parent / "readings.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['id']}: {row['why']}")
def test_reading(row: dict[str, object]) -> None:
    """All numbers of the sentence are read, with value, unit, hedge, base, role and polarity, and nothing else is."""
    assert [number_reading(m) for m in find_numbers(str(row["text"]))] == row["expect"]


def test_core_is_the_bare_numeral() -> None:
    """The core of a mention is the numeral without currency and unit."""
    text = "It cost $1.2bn and took 20 minutes."
    assert [text[m.core_start : m.core_end] for m in find_numbers(text)] == ["1.2bn", "20"]


def test_number_inside_a_date_is_no_count() -> None:
    """A numeral inside a date that was read before comes back as a date; a duration inside it stays one."""
    text = "It opened on 7 October, over 18 months ago."
    start, later = text.index("7"), text.index("over")
    taken = (
        DateMention(start, start + 9, "7 October", "date", "2021-10-07"),
        DateMention(later, len(text) - 1, text[later:-1], "date", "../2020-04-07"),
    )
    assert [number_reading(m) for m in find_numbers(text, taken=taken)] == ["7 (date)", "over 18 month (dur)"]


def test_home_dollar() -> None:
    """A bare dollar is the one other dollar the text speaks of, else the US dollar."""
    assert [m.unit for m in find_numbers("The Australian dollar fell. It cost $5.")] == ["AUD"]
    assert [m.unit for m in find_numbers("A$5 and C$4 are more than $3.")] == ["AUD", "CAD", "USD"]


def test_unknown_language() -> None:
    """A language without a lexicon is an error, not an empty answer."""
    with pytest.raises(FileNotFoundError):
        find_numbers("drei", lang="xx")
