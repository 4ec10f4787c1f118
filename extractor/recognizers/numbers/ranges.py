"""Read the two ends of a range: 10-20, between 10 and 20, $10-15bn, 7 or 8; a quantity in, a draft out (M13)."""

from __future__ import annotations

from fractions import Fraction

from extractor.core.mention import Amount
from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.lexicon import Lexicon
from extractor.recognizers.numbers.quantity import Quantity, read_quantity
from extractor.recognizers.numbers.tokens import HYPHENS, Tokens
from extractor.recognizers.numbers.units import as_amount

_CHANGE = 3
"""A second number this many times the first, behind a verb of change, is the new size and no end of a range."""
_MAX_AGE = 120
_MAX_EITHER = 60
"""Above it "or" joins two different numbers, not the ends of a guess such as "7 or 8"."""


def read_range(t: Tokens, q: Quantity, lexicon: Lexicon, dollar: str, *, between: bool) -> Draft | None:
    """M13: 10-20, 10 to 20, between 10 and 20, 7 or 8, $10-15bn."""
    joiner = _joiner(t, q, between=between)
    if joiner is None:
        return None
    sign, k = joiner
    k = _skip_currency(t, k, lexicon)
    if k >= t.n or not (t.is_digits(k) or t.low(k) in lexicon.words):
        return None
    other = read_quantity(t, k, lexicon, dollar)
    if other is None or other.kind == "ord" or other.first < joiner[1]:
        return None
    low, high = _share(q, other)
    if not _joins(t, q, other, sign, low, high, lexicon):
        return None
    kind_source = other if other.unit is not None else q
    age_end = _age_end(t, other)
    aged = kind_source.unit is None and high <= _MAX_AGE and _stands_behind_aged(t, q.first, between=between)
    kind, stop = ("age" if aged else "range", other.stop) if age_end is None else ("age", age_end)
    draft = Draft(
        q.first,
        stop,
        kind,
        "M20" if kind == "age" else "M13",
        low=low,
        high=high,
        unit="year" if aged else kind_source.unit,
        core=(q.numeral.first, other.numeral.stop),
    )
    return draft


def _joiner(t: Tokens, q: Quantity, *, between: bool) -> tuple[str, int] | None:
    j = q.stop
    if not t.near(j):
        return None
    low = t.lows[j]
    if low in HYPHENS and t.glued(j) and not t.glued(j + 1) and t.low(j + 1) in ("to", "or") and q.unit is None:
        return t.low(j + 1), j + 2
    if low in HYPHENS or low == "~":
        tight = t.glued(j) and t.glued(j + 1)
        spaced = not t.glued(j) and t.is_digits(j + 1) and q.numeral.digits and (not t.glued(j + 1) or q.unit is None)
        return ("-", j + 1) if tight or spaced else None
    if low in ("to", "till", "through"):
        return "to", j + 1
    if low == "or":
        return "or", j + 1
    if low == "and" and (between or (t.low(q.first - 1) == "from" and q.unit is not None)):
        return "and", j + 1
    return None


def _skip_currency(t: Tokens, k: int, lexicon: Lexicon) -> int:
    if t.low(k) in lexicon.currency_signs:
        return k + 1
    if t.low(k + 1) == "$" and t.low(k) in lexicon.dollar_prefixes:
        return k + 2
    if k < t.n and t.words[k] in lexicon.codes and t.is_digits(k + 1):
        return k + 1
    return k


def _share(q: Quantity, other: Quantity) -> tuple[Amount, Amount]:
    """Give both ends; a scale or minor unit written once counts for both."""
    low, high = q.value, other.value
    scale = other.numeral.scale
    if scale >= 1000 and q.numeral.scale == 0 and low < 1000 and low * scale < high:
        low = low * scale
    elif q.unit is None and other.factor != 1:
        low = as_amount(Fraction(low) * other.factor)
    elif q.prefix and q.numeral.scale >= 1000 and not other.numeral.scale and high < 1000:
        high = high * q.numeral.scale
    return low, high


def _joins(t: Tokens, q: Quantity, other: Quantity, sign: str, low: Amount, high: Amount, lexicon: Lexicon) -> bool:
    if q.unit is not None and other.unit is not None and q.unit != other.unit:
        return False
    if (
        q.unit is not None
        and other.unit is None
        and not q.prefix
        and (q.kind != "pct" or sign == "to")
        and (sign != "-" or q.kind in ("meas", "dur"))
    ):
        return False
    if sign == "or":
        step = Fraction(other.numeral.value) - Fraction(q.numeral.value)
        near = 0 < step <= max(1, int(q.numeral.value) // 2) and q.numeral.value <= _MAX_EITHER
        return near and q.value == q.numeral.value and q.unit is None
    if sign == "-" and not q.numeral.digits and q.numeral.value >= high:
        return False
    if sign == "to" and _is_change(t, q, low, high, lexicon):
        return False
    if sign == "to" and (low == high or (not other.numeral.digits and other.numeral.value == 1)):
        return False
    return low < high or (sign in ("and", "-") and low != high and t.low(q.first - 1) == "between")


def _is_change(t: Tokens, q: Quantity, low: Amount, high: Amount, lexicon: Lexicon) -> bool:
    """Tell "rose $2 to $45.60" (by so much, to so much) from "fell 5 to 10 percent"."""
    at = q.first - 2 if t.low(q.first - 1) == "by" else q.first - 1
    return t.low(at) in lexicon.sets["change_verbs.verbs"] and high > _CHANGE * low


def _stands_behind_aged(t: Tokens, first: int, *, between: bool) -> bool:
    """Tell "aged 20 to 31", "aged between 5 and 7", "the ages of 20 to 31"."""
    j = first - 2 if between or t.low(first - 1) == "from" else first - 1
    return t.low(j) in ("aged", "ages") or (t.low(j) == "of" and t.low(j - 1) == "ages")


def _age_end(t: Tokens, other: Quantity) -> int | None:
    """Give the token after "old" or "-olds" behind a duration; None when it is no age."""
    k = other.stop + 1 if t.low(other.stop) in HYPHENS and t.glued(other.stop) else other.stop
    return k + 1 if other.kind == "dur" and t.low(k) in ("old", "olds") else None
