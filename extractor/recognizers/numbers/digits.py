"""A numeral and the simplest of its forms: digits with their value, fractions in signs (M1, M7); tokens in, a numeral out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from extractor.core.mention import Amount
from extractor.recognizers.numbers.tokens import Tokens

SLASHES = ("/", "\u2044")
MAX_DIGITS = 40
"""Longer digit strings are identifiers, not amounts."""
VULGAR = {
    "\u00bc": (1, 4), "\u00bd": (1, 2), "\u00be": (3, 4), "\u2150": (1, 7), "\u2151": (1, 9), "\u2152": (1, 10), "\u2153": (1, 3),
    "\u2154": (2, 3), "\u2155": (1, 5), "\u2156": (2, 5), "\u2157": (3, 5), "\u2158": (4, 5), "\u2159": (1, 6), "\u215a": (5, 6),
    "\u215b": (1, 8), "\u215c": (3, 8), "\u215d": (5, 8), "\u215e": (7, 8), "\u2189": (0, 3),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral: tokens `first` to `stop` (exclusive) and what they say."""

    first: int
    stop: int
    value: Amount
    form: str = "card"
    """card, ord or frac."""
    rule: str = "M1"
    digits: bool = False
    """Written in digits alone, without scale word."""
    scale: int = 0
    """The last scale word or sign (thousand and up), for the ends of a range that share it."""


def read_fraction_sign(t: Tokens, i: int) -> Numeral | None:
    """Read a fraction in signs: 1/4, 2 1/4, a vulgar fraction alone or after an integer."""
    if t.words[i] in VULGAR:
        return Numeral(i, i + 1, Fraction(*VULGAR[t.words[i]]), "frac", "M7")
    if not t.words[i].isdigit():
        return None
    if t.low(i + 1) in VULGAR and t.same_line(i + 1):
        return Numeral(i, i + 2, int(t.words[i]) + Fraction(*VULGAR[t.words[i + 1]]), "frac", "M7")
    plain = _slash(t, i)
    if plain is not None:
        return Numeral(i, i + 3, plain, "frac", "M7")
    if t.is_digits(i + 1) and t.same_line(i + 1) and len(t.words[i]) < 5:
        part = _slash(t, i + 1)
        if part is not None and part < 1:
            return Numeral(i, i + 4, int(t.words[i]) + part, "frac", "M7")
    return None


def _slash(t: Tokens, i: int) -> Fraction | None:
    if t.low(i + 1) not in SLASHES or not t.is_digits(i + 2) or t.low(i + 3) == "/":
        return None
    if not (t.glued(i + 1) and t.glued(i + 2) and t.words[i].isdigit() and t.words[i + 2].isdigit()):
        return None
    above, below = t.words[i], t.words[i + 2]
    if len(above) > 4 or len(below) > 4 or int(below) == 0:
        return None
    return None if above == below else Fraction(int(above), int(below))


def digits_value(word: str, *, decimal_comma: bool = False) -> Decimal | None:
    """Give the value of a numeral in digits; None when it has more digits than any amount."""
    if len(word) > MAX_DIGITS:
        return None
    if word[-2:-1] == "," or word[-3:-2] == ",":
        return Decimal(word.replace(",", "."))
    plain = word.replace("\u00a0", "").replace("\u2009", "").replace("\u202f", "").replace(",", "")
    if decimal_comma and "." in plain and len(plain) - plain.index(".") == 4:
        plain = plain.replace(".", "")
    return Decimal(plain)
