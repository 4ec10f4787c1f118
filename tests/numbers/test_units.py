"""Units of measure convert exactly, and only within their dimension."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from extractor.recognizers.numbers.units import convert, dimension, same_dimension

EXACT = [
    ("3", "km", "3000", "metre", "metric prefix"),
    ("90", "minute", "1.5", "hour", "time"),
    ("2", "week", "14", "day", "time"),
    ("1", "mile", "1609.344", "metre", "the international mile"),
    ("71", "inch", "1.8034", "metre", "an inch is 0.0254 m"),
    ("1", "stone", "14", "pound", "stones are exact pounds"),
    ("2.5", "tonne", "2500", "kilogram", "mass"),
    ("1", "acre", "4046.8564224", "square_metre", "area"),
    ("100", "hectare", "1", "square_km", "area"),
    ("1", "barrel", "42", "gallon", "an oil barrel is 42 US gallons"),
    ("1", "cubic_metre", "1000", "litre", "volume"),
    ("36", "kph", "10", "mps", "speed"),
    ("1.5", "gigawatt", "1500", "megawatt", "power"),
    ("2", "megawatt_hour", "2000", "kilowatt_hour", "energy"),
    ("3.6", "megajoule", "1", "kilowatt_hour", "energy in joules"),
    ("2", "gigabyte", "2000", "megabyte", "data, decimal prefixes"),
    ("0", "celsius", "32", "fahrenheit", "temperature by rule"),
    ("-40", "fahrenheit", "-40", "celsius", "where the scales meet"),
    ("0", "celsius", "273.15", "kelvin", "temperature by rule"),
    ("1", "decade", "10", "year", "calendar"),
    ("18", "month", "1.5", "year", "calendar"),
    ("50", "basis_point", "0.5", "percentage_point", "the only free conversion of ratios"),
]
APART = [
    ("percent", "percentage_point", "a share and a difference of shares"),
    ("USD", "EUR", "money of two currencies is never converted"),
    ("day", "month", "months differ in length"),
    ("km", "kilogram", "length and mass"),
    ("pound", "GBP", "weight and money"),
    ("furball", "km", "an unknown unit"),
]


@pytest.mark.parametrize(("value", "one", "expected", "other", "why"), EXACT)
def test_converts_exactly(value: str, one: str, expected: str, other: str, why: str) -> None:
    """A value converts exactly, and back to itself."""
    there = convert(Decimal(value), one, other)
    assert there is not None
    assert Fraction(there) == Fraction(expected), why
    back = convert(there, other, one)
    assert back is not None
    assert Fraction(back) == Fraction(value)
    assert same_dimension(one, other)


@pytest.mark.parametrize(("one", "other", "why"), APART)
def test_keeps_dimensions_apart(one: str, other: str, why: str) -> None:
    """Units of different dimensions do not convert."""
    assert convert(Decimal(1), one, other) is None, why
    assert not same_dimension(one, other)


def test_unknown_unit_has_no_dimension() -> None:
    """An unknown unit has no dimension and does not even convert to itself."""
    assert dimension("furball") is None
    assert convert(Decimal(1), "furball", "furball") is None
