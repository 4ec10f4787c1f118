"""The time to read a text grows with its length, whatever the text is made of."""

from __future__ import annotations

from time import process_time

import pytest

from extractor.recognizers.numbers import find_numbers

UNITS = (
    '9,|99,|999,|9,9,99,|thousand |1|A|AB |"|“5 |1-|1.|1:|1/|a |one and |hundred and |5 pounds |from 5 to |5 or |'
    "(5|5% 5 points |33°|5'|a@|www.|"
    "\n|5   |twenty-|rupees 9,99,|not 5 |no "
).split("|")
SIZE = 12_000
GROWTH = 4
SLACK = 3.0
"""Quadratic time would grow sixteenfold; a loaded machine must not fail a linear reader."""


def seconds(text: str) -> float:
    began = process_time()
    find_numbers(text)
    return process_time() - began


@pytest.mark.parametrize("unit", UNITS)
def test_linear(unit: str) -> None:
    """Four times the text takes about four times as long, not sixteen."""
    find_numbers(unit)
    short, long = (unit * (n // len(unit) + 1) for n in (SIZE, GROWTH * SIZE))
    floor = 0.02  # below it the clock measures noise
    assert min(seconds(long) for _ in range(2)) < GROWTH * SLACK * max(min(seconds(short) for _ in range(2)), floor)
