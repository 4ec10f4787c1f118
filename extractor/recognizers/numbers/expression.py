"""Read a whole numeric expression: a quantity, then its partner in a range, its compound part or its age word (M12-M14, M20)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from extractor.core.mention import Amount
from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.lexical import read_in_of
from extractor.recognizers.numbers.lexicon import Lexicon
from extractor.recognizers.numbers.ones import is_pronoun_one
from extractor.recognizers.numbers.quantity import Quantity, find_tail, read_quantity
from extractor.recognizers.numbers.tokens import HYPHENS, Tokens
from extractor.recognizers.numbers.units import as_amount, convert, dimension

_MAX_AGE = 120
_SIGNS = frozenset("-\u2212\u2013")


def read_expression(t: Tokens, i: int, lexicon: Lexicon, dollar: str) -> Draft | None:
    """Read the expression whose first numeral starts at token `i`; None when the words there are no numeral."""
    between = t.low(i - 1) == "between" or (t.low(i - 2) == "between" and t.low(i - 1) in lexicon.currency_signs)
    q = read_quantity(t, i, lexicon, dollar, join_and=not between)
    if q is None:
        return None
    if q.kind == "ord":
        return _ordinal(t, q, lexicon)
    if is_pronoun_one(t, q, lexicon):
        return None
    span = _range(t, q, lexicon, dollar, between=between)
    if span is not None:
        return span
    ratio = read_in_of(t, q.numeral, lexicon) if q.kind == "card" else None
    if ratio is not None:
        return Draft(q.first, ratio[1], "frac", "M7", value=as_amount(ratio[0]), core=(q.first, ratio[1]))
    draft = _single(t, q)
    _compound(t, draft, q, lexicon, dollar)
    _as_age(t, draft, q, lexicon)
    _times(t, draft, q, lexicon)
    return _negative(t, draft)


def _single(t: Tokens, q: Quantity) -> Draft:
    first = q.first
    n = q.numeral
    if t.low(first - 1) in ("a", "an") and t.near(first) and not n.digits and t.low(first) not in ("one", "zero") and (n.value >= 12 and n.rule in ("M2", "M3", "M4")):
        word = t.low(first)
        if word in ("hundred", "thousand", "million", "billion", "trillion", "dozen", "lakh", "crore"):
            first -= 1
    rule = "M4" if t.lows[n.stop - 1].startswith("dozen") and q.kind == "card" else q.rule
    draft = Draft(first, q.stop, q.kind, rule, value=q.value, unit=q.unit, core=(n.first, n.stop))
    if q.other is not None:
        draft.readings.append(Draft(first, q.stop, "card", "M3", value=q.other, core=(n.first, n.stop)))
    return draft


def _ordinal(t: Tokens, q: Quantity, lexicon: Lexicon) -> Draft | None:
    """third, 21st; "a third of" is a fraction, "every third" one in three."""
    n = q.numeral
    article = t.low(q.first - 1) in ("a", "an") and t.near(q.first)
    follows = t.low(q.stop)
    if article and not n.digits and n.value > 2 and q.stop == q.first + 1 and (follows in lexicon.sets["guards.fraction_followers"] or not t.is_word(q.stop)) and follows not in HYPHENS:
        return Draft(q.first - 1, q.stop, "frac", "M7", value=Fraction(1, int(n.value)), core=(q.first - 1, q.stop))
    if not n.digits and follows == "of" and t.low(q.stop + 1) in ("a", "an") and n.value > 2 and t.low(q.first - 1) != "the":
        found = lexicon.tails.get(t.low(q.stop + 2), ())
        if found:
            tail = found[0]
            return Draft(q.first, q.stop + 3, tail.kind, "M7", value=Fraction(1, int(n.value)), unit=tail.unit, core=(q.first, q.stop))
    return Draft(q.first, q.stop, "ord", "M19", value=n.value, core=(q.first, n.stop))


def _range(t: Tokens, q: Quantity, lexicon: Lexicon, dollar: str, *, between: bool) -> Draft | None:
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
    if not _joins(t, q, other, sign, low, high):
        return None
    kind_source = other if other.unit is not None else q
    kind = "age" if _age_follows(t, other) else "range"
    stop = other.stop + 2 if kind == "age" else other.stop
    draft = Draft(q.first, stop, kind, "M20" if kind == "age" else "M13", low=low, high=high, unit=kind_source.unit, core=(q.numeral.first, other.numeral.stop))
    return draft


def _joiner(t: Tokens, q: Quantity, *, between: bool) -> tuple[str, int] | None:
    j = q.stop
    if not t.near(j):
        return None
    low = t.lows[j]
    if low in HYPHENS or low == "~":
        tight = t.glued(j) and t.glued(j + 1)
        spaced = not t.glued(j) and not t.glued(j + 1) and q.numeral.digits
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


def _joins(t: Tokens, q: Quantity, other: Quantity, sign: str, low: Amount, high: Amount) -> bool:
    if q.unit is not None and other.unit is not None and q.unit != other.unit:
        return False
    if q.unit is not None and other.unit is None and not q.prefix and sign != "-" and q.kind != "pct":
        return False
    if sign == "or":
        plain = q.value == q.numeral.value
        return plain and q.unit is None and 0 < other.numeral.value - q.numeral.value <= max(1, q.numeral.value // 2) and q.numeral.value <= 60
    if sign == "-" and not q.numeral.digits and q.numeral.value >= high:
        return False
    if sign == "to" and (low == high or (other.numeral.digits is False and other.numeral.value == 1)):
        return False
    return low < high or (sign in ("and", "-") and low != high and t.low(q.first - 1) == "between")


def _age_follows(t: Tokens, other: Quantity) -> bool:
    return other.kind == "dur" and t.low(other.stop) == "old"


def _compound(t: Tokens, d: Draft, q: Quantity, lexicon: Lexicon, dollar: str) -> None:
    """M12: 5 feet 4 inches, 5-foot-11, 1 hour and 30 minutes, 20 dollars 43 cents: one amount in the smaller unit."""
    if d.unit is None or q.prefix or d.value is None or d.kind not in ("meas", "dur", "cur"):
        return
    for _ in range(3):
        j = d.stop
        if t.low(j) in ("and", ",") or (t.low(j) in HYPHENS and t.glued(j) and t.glued(j + 1)):
            j += 1
        if j >= t.n or not t.near(j) or not (t.is_digits(j) or t.low(j) in lexicon.words):
            return
        part = read_quantity(t, j, lexicon, dollar)
        if part is None or part.prefix or part.first != j or not _adds(t, d, part, j):
            return


def _adds(t: Tokens, d: Draft, part: Quantity, j: int) -> bool:
    unit, value = d.unit, d.value
    if unit is None or value is None:
        return False
    bare = part.unit is None and part.kind == "card" and part.numeral.digits and unit == "foot" and t.low(j - 1) in HYPHENS and part.value < 12
    other = "inch" if bare else part.unit
    if other is None:
        return False
    if d.kind == "cur":
        if part.kind != "cur" or part.factor >= 1 or part.value >= 1:
            return False
        d.value, d.stop = as_amount(Fraction(value) + Fraction(part.value)), part.stop
        return True
    if dimension(other) != dimension(unit) or other == unit:
        return False
    converted = convert(value, unit, other)
    if converted is None or Fraction(converted) <= Fraction(value) or Fraction(part.value) * 1 >= Fraction(converted):
        return False
    d.value, d.unit, d.stop = as_amount(Fraction(converted) + Fraction(part.value)), other, part.stop
    return True


def _as_age(t: Tokens, d: Draft, q: Quantity, lexicon: Lexicon) -> None:
    """M20: 52-year-old, ten months old, 3 years of age, aged 66, Mary Lee, 38, ..."""
    j = d.stop
    low = t.low(j)
    if d.kind == "dur":
        k = j + 1 if low in HYPHENS and t.glued(j) and t.glued(j + 1) else j
        if t.low(k) in ("old", "olds"):
            d.kind, d.rule, d.stop = "age", "M20", k + 1
        elif low == "of" and t.low(j + 1) == "age":
            d.kind, d.rule, d.stop = "age", "M20", j + 2
        return
    if d.kind != "card" or d.value is None or not 0 < d.value <= _MAX_AGE or d.value != int(d.value):
        return
    if t.low(j) == "s" and t.glued(j):
        _decade_of_life(t, d, j)
    elif _stated_age(t, d.first, lexicon) or (q.numeral.digits and _age_in_commas(t, d, lexicon)):
        d.kind, d.rule, d.unit = "age", "M20", "year"


def _stated_age(t: Tokens, first: int, lexicon: Lexicon) -> bool:
    before = t.low(first - 1)
    if before in ("aged", "age") and t.near(first):
        return True
    if before == "of" and t.low(first - 2) in ("age", "ages"):
        return True
    return before in ("is", "was", "both", "turned", "turns", "turning") and before in ("turned", "turns", "turning", "both") and t.low(first + 1) in ("", ",", ".", ")", "on", "in", "this", "and", "when")


def _age_in_commas(t: Tokens, d: Draft, lexicon: Lexicon) -> bool:
    """Tell the age in "Mary Lee, 38, said" and "a girl, 9, spent", "Lee (38)"."""
    before, after = t.low(d.first - 1), t.low(d.stop)
    pair = (before == "," and after in (",", ".", ";", ")", "")) or (before == "(" and after == ")")
    holder = d.first - 2
    if not pair or not t.is_word(holder) or not t.near(d.first):
        return False
    if after in (",", ";", ".") and (t.is_digits(d.stop + 1) and before == ","):
        return False
    low = t.low(holder)
    if low in lexicon.sets["dates.months"] or low in lexicon.sets["dates.weekdays"]:
        return False
    if low in lexicon.sets["people.nouns"]:
        return True
    return t.is_capital(holder) and t.is_capital(holder - 1) and t.is_word(holder - 1) and low not in lexicon.sets["labels.any_case"]


def _decade_of_life(t: Tokens, d: Draft, j: int) -> None:
    value = d.value
    if value is None or value % 10 or not 20 <= value <= 100:
        return
    before = d.first - 1
    if t.low(before) in ("early", "mid", "late"):
        before -= 1
    elif t.low(before) in HYPHENS and t.low(before - 1) == "mid":
        before -= 2
    if t.low(before) in ("his", "her", "their", "my", "our", "your"):
        d.kind, d.rule, d.unit, d.low, d.high, d.value, d.stop = "age", "M20", "year", value, value + 9, None, j + 1
    else:
        d.kind, d.rule, d.stop = "date", "M23", j + 1


def _times(t: Tokens, d: Draft, q: Quantity, lexicon: Lexicon) -> None:
    """M8: three times as many, five-fold."""
    j = d.stop
    if d.kind not in ("card", "frac") or not t.near(j):
        return
    if t.low(j) == "times" and t.low(j + 1) in lexicon.sets["guards.comparisons"]:
        d.kind, d.rule, d.stop = "mult", "M8", j + 1
    elif t.low(j) in HYPHENS and t.low(j + 1) == "fold":
        d.kind, d.rule, d.stop = "mult", "M8", j + 2
    elif t.low(j) == "fold":
        d.kind, d.rule, d.stop = "mult", "M8", j + 1


def _negative(t: Tokens, d: Draft) -> Draft:
    """-5C, minus five percent, -$3m, 2 degrees below zero."""
    if d.value is None:
        return d
    j = d.first - 1
    sign = t.low(j)
    if sign in ("minus", "negative") and t.near(d.first):
        d.first, d.value = j, -d.value
    elif sign in _SIGNS and t.glued(d.first) and not t.glued(j):
        d.first, d.value = j, -d.value
    elif sign in _SIGNS and d.unit in ("celsius", "fahrenheit", "degree") and not t.glued(j) and t.same_line(d.first):
        d.first, d.value = j, -d.value
    elif d.unit in ("celsius", "fahrenheit", "degree") and t.low(d.stop) == "below" and t.low(d.stop + 1) in ("zero", "freezing") and d.unit != "fahrenheit":
        d.value, d.stop = -d.value, d.stop + 2
    return d


__all__ = ["Decimal", "find_tail", "read_expression"]
