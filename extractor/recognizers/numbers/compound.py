"""Add the smaller parts of one amount: 5 feet 4 inches, an hour and a half; a draft in, its value and end moved (M12)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.lexicon import Lexicon
from extractor.recognizers.numbers.quantity import Quantity, read_quantity
from extractor.recognizers.numbers.tokens import HYPHENS, Tokens
from extractor.recognizers.numbers.units import as_amount, convert


def add_parts(t: Tokens, d: Draft, lexicon: Lexicon, dollar: str) -> None:
    """M12: 5 feet 4 inches, 5-foot-11, 1 hour and 30 minutes, 20 dollars 43 cents: one amount in the smaller unit."""
    if d.unit is None or d.value is None or d.kind not in ("meas", "dur", "cur"):
        return
    if _add_half(t, d):
        return
    for _ in range(3):
        j = d.stop
        if t.low(j) in ("and", ",") or (t.low(j) in HYPHENS and t.glued(j) and t.glued(j + 1)):
            j += 1
        if j >= t.n or not t.near(j) or not (t.is_digits(j) or t.low(j) in lexicon.words):
            return
        part = read_quantity(t, j, lexicon, dollar)
        if part is None or part.prefix or part.first != j or not _adds(t, d, part, j, lexicon):
            return


def _adds(t: Tokens, d: Draft, part: Quantity, j: int, lexicon: Lexicon) -> bool:
    unit, value = d.unit, d.value
    if unit is None or value is None:
        return False
    bare = (
        part.unit is None and part.kind == "card" and part.numeral.digits and unit == "foot" and t.low(j - 1) in HYPHENS and part.value < 12
    )
    other = "inch" if bare else part.unit
    if other is None:
        return False
    if d.kind == "cur":
        if part.kind != "cur" or part.factor >= 1 or part.value >= 1 or value < 1:
            return False
        d.value, d.stop = as_amount(Fraction(value) + Fraction(part.value)), part.stop
        return True
    if (unit, other) not in lexicon.compounds:
        return False
    converted, whole = convert(value, unit, other), convert(Decimal(1), unit, other)
    if converted is None or whole is None or not 0 < Fraction(part.value) < Fraction(whole):
        return False
    d.value, d.unit, d.stop = as_amount(Fraction(converted) + Fraction(part.value)), other, part.stop
    return True


def _add_half(t: Tokens, d: Draft) -> bool:
    """Read "an hour and a half", "two miles and a quarter"."""
    j = d.stop
    part = {"half": Fraction(1, 2), "quarter": Fraction(1, 4)}.get(t.low(j + 2))
    if d.kind == "cur" or part is None or d.value is None or t.low(j) != "and" or t.low(j + 1) not in ("a", "one"):
        return False
    if not t.near(j + 2) or t.low(j + 3) in ("of", "dozen", "million", "century"):
        return False
    d.value, d.stop = as_amount(Fraction(d.value) + part), j + 3
    return True
