"""What holds for any text: no exception, spans that slice back, no overlaps, and spellings that change no value."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.core.mention import NumberMention
from extractor.recognizers.numbers import find_numbers

PIECES = (
    "1,350|2.4|million|half|a|dozen|dozens of|tens of thousands|$|€|%|per cent|percent|5|15|2014|st|-|–|to|from|and|or|more|than|at least|"
    "no|one|"
    "not|twice|each|per|day|km|m|C|°|N|'|\"|’|“|”|(|)|.|,|:|;|/|\n|\n\n| |\u00a0|May|BC|AD|Rs|lakh|point|points|"
    "year-old|quarter|third|two-thirds|"
    "½|²|x|10|^|+44|0800|123|p.m.|o'clock|Boeing|Chapter|İ|ß|\u200f|\x00|🙂|e\u0301"
).split("|")
ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
TEMPLATES = [
    "Police arrested {} drivers.",
    "At least {} people were hurt, the mayor's office said.",
    "“Nearly {} of them left,” she said, ‘not more’.",
    "The fleet will grow from {} ships.",
    "It took {} days and cost {} dollars.",
    "Officers found {} cartons a day.",
]


def check(text: str) -> tuple[NumberMention, ...]:
    found = find_numbers(text)
    end = 0
    for m in found:
        assert end <= m.start < m.end <= len(text)
        assert text[m.start : m.end] == m.text
        assert m.core_start == m.core_end == -1 or m.start <= m.core_start < m.core_end <= m.end
        end = m.end
    return found


def values(text: str) -> list[tuple[object, ...]]:
    return [(m.kind, m.value, m.low, m.high, m.unit, m.hedge, m.per, m.polarity, m.role) for m in find_numbers(text)]


def in_words(n: int) -> str:
    if n < 10:
        return ONES[n - 1]
    if n < 20:
        return TEENS[n - 10]
    return TENS[n // 10 - 2] + (f"-{ONES[n % 10 - 1]}" if n % 10 else "") if n < 100 else "one hundred"


@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    """Any Unicode text has a result whose spans slice back in order."""
    check(text)


@settings(max_examples=400)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " "])), max_size=14))
def test_any_mix_of_numeral_parts(parts: list[tuple[str, str]]) -> None:
    """Numerals, units, signs and marks in any order have a result whose spans slice back in order."""
    check("".join(piece + gap for piece, gap in parts))


@pytest.mark.parametrize("template", TEMPLATES)
@given(n=st.integers(1000, 999999))
def test_group_separators(template: str, n: int) -> None:
    """1350, 1,350 and 1 350 with a no-break space are one value."""
    if 1500 <= n <= 2099:
        n += 1000
    plain = values(template.replace("{}", str(n)))
    assert plain
    assert values(template.replace("{}", f"{n:,}")) == plain
    assert values(template.replace("{}", f"{n:,}".replace(",", "\u00a0"))) == plain


@pytest.mark.parametrize("template", TEMPLATES)
@given(n=st.integers(2, 100))
def test_digits_and_words(template: str, n: int) -> None:
    """A number up to one hundred is the same in digits and in words."""
    assert values(template.replace("{}", str(n))) == values(template.replace("{}", in_words(n)))


@pytest.mark.parametrize("template", TEMPLATES)
@given(n=st.integers(1, 99999))
def test_straight_and_curly_marks(template: str, n: int) -> None:
    """Straight and curly marks make no difference."""
    curly = template.replace("{}", str(n)).replace("'", "’")
    straight = curly.translate(str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"}))
    assert values(curly) == values(straight)
