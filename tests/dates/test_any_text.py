"""The date reader on any text at all: no exception, spans that slice, linear time."""

from __future__ import annotations

import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.core.edtf import interval
from extractor.recognizers.dates import anchor_of, find_dates, joined_ranges

PIECES = """May march Monday Sunday Friday 2014 1999 2021-10-06 05/06/2021 31 30 29 February 9999 0000 00 3rd 499 BC AD 12:30 a.m. GMT
last next this that the same following previous early late mid end of beginning first second half quarter Q3 day week month year years
days months ago later before after from to until since between and by in at on every over nearly more than a few two twenty Christmas
Easter 2018 2400 century decade 1990s 'sixties summer winter fall yesterday tomorrow night - – , . ( ) / : ' ’s Eid al-Adha Diwali
Passover Hanukkah 16 to noon weekend of İ ß 9999-12-31 today hours ninth thirty""".split()
DAYS = st.none() | st.dates()


def _holds(text: str, published: datetime.date | None) -> None:
    found = find_dates(text, published=published)
    position = 0
    for mention in (*found, *joined_ranges(text, found)):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start < mention.end
        assert mention.value is None or interval(mention.value) is not None
        assert all(interval(value) is not None for value in mention.alternatives)
        assert mention.value is not None or mention.reason
    for mention in found:
        assert mention.start >= position
        position = mention.end
    anchor_of(text, published, ())


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), DAYS)
def test_date_words_in_any_order(text: str, published: datetime.date | None) -> None:
    """Date words in any order give sorted, sliceable mentions with EDTF values."""
    _holds(text, published)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), DAYS)
def test_date_words_without_spaces(text: str, published: datetime.date | None) -> None:
    """The same without spaces."""
    _holds(text, published)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), DAYS)
def test_any_text(text: str, published: datetime.date | None) -> None:
    """Any Unicode text is read without an exception."""
    _holds(text, published)


LONG = [
    "9,9,9,",
    "May ",
    "1234567890",
    "ABC DEF ",
    "1999-",
    "first day of the ",
    "3 days before ",
    "Monday, ",
    "the end of the first half of ",
]


@pytest.mark.parametrize("unit", LONG)
def test_linear_time(unit: str) -> None:
    """Four times the text takes about four times as long."""
    seconds = []
    for size in (8_000, 32_000):
        text = unit * (size // len(unit))
        started = time.process_time()
        find_dates(text, published=datetime.date(2021, 10, 7))
        seconds.append(time.process_time() - started)
    assert seconds[1] < 12 * seconds[0] + 0.1
