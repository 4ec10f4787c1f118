"""Units of measure: a unit id in, its dimension and exact conversions out.

Ids are the canonical ones of the records: metre, km, hour, percent, percentage_point, basis_point, celsius, ISO 4217 codes.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache

from extractor.core.mention import Amount
from extractor.recognizers.numbers.lexicon import load_lexicon

_ABSOLUTE_ZERO = Fraction("273.15")  # 0 degrees Celsius in kelvin, exact by definition
_FAHRENHEIT_ZERO = Fraction("459.67")  # 0 degrees Fahrenheit in degrees Rankine, exact by definition
_RATIOS: dict[str, Fraction] = {"percentage_point": Fraction(1), "basis_point": Fraction(1, 100)}  # rule U1
_TEMPERATURES = frozenset(("celsius", "fahrenheit", "kelvin"))


@cache
def dimension(unit: str) -> str | None:
    """Name the dimension of a unit ("length", "time"); a currency is its own dimension; None for an unknown unit.

    >>> dimension("km"), dimension("EUR"), dimension("furball")
    ('length', 'EUR', None)
    """
    if unit in _TEMPERATURES:
        return "temperature"
    if unit in _RATIOS:
        return "point"
    if unit == "percent":
        return "percent"
    lexicon = load_lexicon()
    if unit in lexicon.units:
        return lexicon.units[unit].dimension
    return unit if unit in lexicon.currencies else None


@cache
def is_kind_of_money(code: str, name: str) -> bool:
    """Tell whether a currency is one of those that a bare name may mean: the rupee of India, the peso of Mexico.

    >>> is_kind_of_money("INR", "rupee"), is_kind_of_money("EUR", "rupee"), is_kind_of_money("USD", "USD")
    (True, False, False)
    """
    names = load_lexicon().currency_forms.get(code, ())
    return any(form.split()[-1] == name for form in names)


def same_dimension(one: str, other: str) -> bool:
    """Tell whether two units measure the same kind of thing, so that `convert` can compare them.

    >>> same_dimension("km", "mile"), same_dimension("percent", "percentage_point")
    (True, False)
    """
    return dimension(one) is not None and dimension(one) == dimension(other)


def convert(value: Amount, from_unit: str, to_unit: str) -> Amount | None:
    """Convert a value exactly; None when the units are unknown or measure different things.

    Days and months do not convert into each other, nor does one currency into another. The result is a Decimal when it
    has a finite decimal form, else a Fraction.

    >>> convert(Decimal("90"), "minute", "hour")
    Decimal('1.5')
    >>> convert(Decimal("1"), "percent", "percentage_point") is None
    True
    """
    if from_unit == to_unit:
        return value if dimension(from_unit) else None
    if not same_dimension(from_unit, to_unit):
        return None
    exact = Fraction(value)
    if from_unit in _TEMPERATURES:
        return as_amount(_from_kelvin(_to_kelvin(exact, from_unit), to_unit))
    return as_amount(exact * _factor(from_unit) / _factor(to_unit))


def as_amount(exact: Fraction) -> Amount:
    """Give a ratio as a Decimal when it has a finite decimal form of at most 28 digits, else as it is."""
    denominator = exact.denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    if denominator != 1:
        return exact
    quotient = Decimal(exact.numerator) / Decimal(exact.denominator)
    return quotient if Fraction(quotient) == exact else exact


def times(value: Amount, factor: int) -> Amount:
    """Multiply by a whole factor; a whole product carries no decimals.

    >>> times(Decimal("1.2"), 1000)
    Decimal('1200')
    """
    product = value * factor
    return whole(product) if isinstance(product, Decimal) else product


def whole(value: Decimal) -> Decimal:
    """Write a whole value without decimals: 1200.0 as 1200; others stay as they are.

    >>> whole(Decimal("1200.0")), whole(Decimal("1.50"))
    (Decimal('1200'), Decimal('1.50'))
    """
    return Decimal(int(value)) if value == value.to_integral_value() else value


def _factor(unit: str) -> Fraction:
    if unit in _RATIOS:
        return _RATIOS[unit]
    return load_lexicon().units[unit].factor


def _to_kelvin(value: Fraction, unit: str) -> Fraction:
    if unit == "celsius":
        return value + _ABSOLUTE_ZERO
    return (value + _FAHRENHEIT_ZERO) * Fraction(5, 9) if unit == "fahrenheit" else value


def _from_kelvin(value: Fraction, unit: str) -> Fraction:
    if unit == "celsius":
        return value - _ABSOLUTE_ZERO
    return value * Fraction(9, 5) - _FAHRENHEIT_ZERO if unit == "fahrenheit" else value
