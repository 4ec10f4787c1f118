"""Read a whole numeric expression: a quantity with its partner in a range, its compound part, its age word or its sign."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from extractor.recognizers.numbers.ages import settle_age
from extractor.recognizers.numbers.compound import add_parts
from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.lexical import read_in_of
from extractor.recognizers.numbers.lexicon import Lexicon
from extractor.recognizers.numbers.ones import is_pronoun_one
from extractor.recognizers.numbers.quantity import Quantity, read_quantity
from extractor.recognizers.numbers.ranges import read_range
from extractor.recognizers.numbers.tokens import HYPHENS, Tokens
from extractor.recognizers.numbers.units import as_amount

_BEFORE_SIGN = frozenset("(<>=~[\u2248\u2264\u2265")
_MOST_FIGURES = 12
_SIGNS = frozenset("-\u2212\u2013")


def read_expression(t: Tokens, i: int, lexicon: Lexicon, dollar: str) -> Draft | None:
    """Read the expression whose first numeral starts at token `i`; None when the words there are no numeral."""
    between = t.low(i - 1) == "between" or (t.low(i - 2) == "between" and t.low(i - 1) in lexicon.currency_signs)
    between = between or (t.low(i - 1) == "of" and t.low(i - 2) == "ages" and t.low(i - 4) == "between")
    q = read_quantity(t, i, lexicon, dollar, join_and=not between)
    if q is None:
        return None
    if q.kind == "ord":
        return _ordinal(t, q, lexicon)
    if _is_not_one(t, q, lexicon):
        return Draft(i - 1, i + 1, "zero", "M18", value=Decimal(0), core=(i - 1, i + 1))
    if is_pronoun_one(t, q, lexicon):
        return None
    span = read_range(t, q, lexicon, dollar, between=between)
    if span is not None:
        return span
    ratio = read_in_of(t, q.numeral, lexicon) if q.kind == "card" else None
    if ratio is not None:
        return Draft(q.first, ratio[1], "frac", "M7", value=as_amount(ratio[0]), core=(q.first, ratio[1]))
    if q.kind == "card" and q.value == 0 and not q.numeral.digits and q.stop == q.first + 1:
        return Draft(q.first, q.stop, "zero", "M18", value=q.value, core=(q.first, q.stop))
    if q.kind == "card" and t.low(q.stop) in HYPHENS and t.low(q.stop + 1) in ("figure", "figures", "digit"):
        size = _figures(t, q)
        if size is not None:
            return size
    draft = _single(t, q)
    if not q.prefix:
        add_parts(t, draft, lexicon, dollar)
    settle_age(t, draft, q, lexicon)
    _times(t, draft, lexicon)
    return _negative(t, draft)


def _figures(t: Tokens, q: Quantity) -> Draft | None:
    """Read "a six-figure sum": from 100,000 to 999,999 (M6)."""
    if not (t.glued(q.stop) and t.glued(q.stop + 1)) or not 2 <= q.value <= _MOST_FIGURES:
        return None
    low = Decimal(10) ** (int(q.value) - 1)
    return Draft(q.first, q.stop + 2, "mag", "M6", low=low, high=10 * low - 1, core=(q.first, q.stop))


def _is_not_one(t: Tokens, q: Quantity, lexicon: Lexicon) -> bool:
    """Tell "not one house burned" (none did) from "he is not one of them" and "not one but two"."""
    if t.low(q.first) != "one" or t.low(q.first - 1) != "not" or q.stop != q.first + 1 or not t.near(q.first):
        return False
    return t.low(q.stop) not in ("but", "to", "or") and t.low(q.first - 2) not in lexicon.sets["zero.auxiliaries"]


def _single(t: Tokens, q: Quantity) -> Draft:
    first = q.first
    n = q.numeral
    if t.low(first - 1) in ("a", "an") and t.near(first) and not n.digits and t.low(first) not in ("one", "zero") and n.value >= 12:
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
    if not n.digits and n.value > 2 and q.stop == q.first + 1:
        part = _part_of_unit(t, q, lexicon) or _part_with_article(t, q, lexicon)
        if part is not None:
            return part
    return Draft(q.first, q.stop, "ord", "M19", value=n.value, core=(q.first, n.stop))


def _part_with_article(t: Tokens, q: Quantity, lexicon: Lexicon) -> Draft | None:
    """Read "a third of", "a fifth more"; before a noun ("a third man") it stays an ordinal."""
    follows = t.low(q.stop)
    fraction = follows in lexicon.sets["guards.fraction_followers"] or (
        not t.is_word(q.stop) and follows not in HYPHENS and follows not in lexicon.currency_signs
    )
    if t.low(q.first - 1) not in ("a", "an") or not t.near(q.first) or not fraction:
        return None
    return Draft(q.first - 1, q.stop, "frac", "M7", value=Fraction(1, int(q.value)), core=(q.first - 1, q.stop))


def _part_of_unit(t: Tokens, q: Quantity, lexicon: Lexicon) -> Draft | None:
    """Read "a tenth of a second", "third of a mile"."""
    before = t.low(q.first - 1)
    if t.low(q.stop) != "of" or t.low(q.stop + 1) not in ("a", "an") or before == "the":
        return None
    tail = next((row for row in lexicon.tails.get(t.low(q.stop + 2), ()) if len(row.phrase) == 1 and row.kind in ("meas", "dur")), None)
    if tail is None:
        return None
    first = q.first - 1 if before in ("a", "an") else q.first
    return Draft(first, q.stop + 3, tail.kind, "M7", value=as_amount(Fraction(1, int(q.value))), unit=tail.unit, core=(first, q.stop))


def _times(t: Tokens, d: Draft, lexicon: Lexicon) -> None:
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
    """-5C, minus five percent, -$3m, $-3, 2 degrees below zero."""
    if d.value is None:
        return d
    j = d.first - 1
    sign = t.low(j)
    temperature = d.unit in ("celsius", "fahrenheit", "degree")
    if sign in _SIGNS:
        opens = not t.glued(j) or t.low(j - 1) in _BEFORE_SIGN
        bullet = j > 0 and t.opens_line(j) and d.unit is None
        tight = t.glued(d.first) and opens and not t.is_digits(j - 1) and not bullet
        if tight or (temperature and not t.glued(j) and t.same_line(d.first)):
            d.first, d.value = j, -d.value
    elif sign in ("minus", "negative") and t.near(d.first):
        d.first, d.value = j, -d.value
    elif temperature and t.low(d.stop) == "below" and t.low(d.stop + 1) in ("zero", "freezing") and d.unit != "fahrenheit":
        d.value, d.stop = -d.value, d.stop + 2
    elif d.kind == "cur" and d.core is not None and d.core[0] > d.first and t.low(d.core[0] - 1) in _SIGNS:
        d.value = -d.value
    return d
