"""Values and words of a count: a number mention as decimals, and what is counted without articles, hedges and figures."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from extractor.core.mention import Amount, NumberMention

_LEADING = frozenset(
    "the a an some between about around approximately nearly almost over more than less fewer at least most up "
    "or and to as many much only just another other further total of "
    "roughly estimated exactly under these those all no his her its their our".split()
)
_TRAILING = frozenset("more less fewer of in at on to from by with for and or than about over the a an".split())

_MODEL = re.compile(r"[^\W\d_]+\d")
"""A name such as "A330s"."""


def bare_words(words: str) -> str:
    """Words without articles, hedges and counting nouns at the start."""
    parts = words.split()
    while parts and parts[0].lower() in _LEADING:
        parts = parts[1:]
    if len(parts) > 2 and parts[0].lower() in ("number", "total") and parts[1] == "of":
        parts = parts[2:]
    for k, part in enumerate(parts):
        if k and any(char.isdigit() for char in part) and not _MODEL.match(part) and not parts[k - 1][:1].isupper():
            parts = parts[:k]
            break
    opening = next((k for k, part in enumerate(parts) if k and part.startswith("(")), 0)
    if opening and not any(part.rstrip(",;:").endswith(")") for part in parts[opening:]):
        parts = parts[:opening]  # "crew (all wearing"
    while len(parts) > 1 and parts[-1].lower().strip(",;:") in _TRAILING:
        parts = parts[:-1]
    return " ".join(parts).rstrip(",;: ")


def amounts_of(mention: NumberMention) -> tuple[Decimal | None, Decimal | None, Decimal | None, str | None]:
    """Value or range as decimals, and the unit; a fraction of things is a percentage, a change word a factor."""
    unit = mention.unit
    value, low, high = mention.value, mention.low, mention.high
    if mention.kind == "frac" and unit is None:
        unit = "percent"
        value, low, high = (x if x is None else Fraction(x) * 100 for x in (value, low, high))
    elif mention.kind == "mult" and unit is None:
        unit = "factor"
    if value is not None:
        return _decimal(value), None, None, unit
    if low is None or high is None:
        return None, None, None, unit
    return None, _decimal(low), _decimal(high), unit


def _decimal(value: Amount) -> Decimal:
    """Exact when the value has a finite decimal form, else to one decimal ("a third" is 33.3 percent)."""
    if isinstance(value, Decimal):
        return value
    denominator = value.denominator
    while denominator % 2 == 0:
        denominator //= 2
    while denominator % 5 == 0:
        denominator //= 5
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact if denominator == 1 else exact.quantize(Decimal("0.1"))
