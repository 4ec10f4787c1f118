"""Read one numeral, in digits or words, from a token on; tokens in, a value with its place out (rules M1-M3, M7, M19)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from extractor.core.mention import Amount
from extractor.recognizers.numbers.digits import MAX_DIGITS, SLASHES, VULGAR, Numeral, digits_value, read_fraction_sign
from extractor.recognizers.numbers.lexicon import Lexicon, Word
from extractor.recognizers.numbers.tokens import HYPHENS, Tokens
from extractor.recognizers.numbers.units import as_amount, times, whole

_CONTINUING = frozenset(("and", "point", "x", "\u00d7", "*", *VULGAR))
"""What may continue digits behind a space: "two point five", "5 and a half"."""


def read_numeral(t: Tokens, i: int, lexicon: Lexicon, *, join_and: bool = True) -> Numeral | None:
    """Read the longest numeral that starts at token `i`; None when there is none.

    `join_and=False` stops at "and" ("between one hundred and two thousand").
    """
    if t.is_digits(i) and _stands_alone(t, i, lexicon):
        value = digits_value(t.words[i], decimal_comma=t.decimal_comma if "." in t.words[i] else False)
        return None if value is None else Numeral(i, i + 1, value, digits=True)
    whole = read_fraction_sign(t, i)
    if whole is not None:
        return _scaled_fraction(t, whole, lexicon)
    cardinal = _read_cardinal(t, i, lexicon, join_and=join_and)
    if cardinal is None:
        return _read_ordinal_word(t, i, lexicon)
    return _finish(t, cardinal, lexicon, join_and=join_and)


def _stands_alone(t: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Tell digits that nothing behind them can continue: most numerals of a text."""
    following = t.low(i + 1)
    if t.glued(i + 1) or following in lexicon.words or following in lexicon.scale_signs or following in _CONTINUING:
        return False
    return t.low(i + 2) not in SLASHES


class _Parts:
    """The terms of a cardinal read so far: values that get smaller, each with the grain the next must stay below."""

    __slots__ = ("cuts", "digits", "grains", "scale", "values")

    def __init__(self) -> None:
        self.values: list[Decimal] = []
        self.grains: list[int] = []
        self.cuts: list[int] = []
        self.scale = 0
        self.digits = False

    def add(self, value: Decimal, grain: int, cut: int) -> bool:
        """Take a term; False when it cannot follow the term before it."""
        if self.values and not 0 < value < self.grains[-1]:
            return False
        self.values.append(value)
        self.grains.append(grain)
        self.cuts.append(cut)
        return True

    def multiply(self, factor: int, cut: int) -> int | None:
        """Apply a scale word to the terms below it; on conflict give the token to cut at, else None."""
        below = len(self.values)
        while below and self.values[below - 1] < factor:
            below -= 1
        tail = self.values[below:]
        first_cut = self.cuts[below] if tail else cut
        product = whole(sum(tail, Decimal(0)) * factor) if tail else Decimal(factor)
        if below and not product < self.grains[below - 1]:
            return first_cut
        del self.values[below:], self.grains[below:], self.cuts[below:]
        self.values.append(product)
        self.grains.append(factor)
        self.cuts.append(first_cut)
        if factor >= 1000:
            self.scale = factor
        return None

    def drop_from(self, cut: int) -> None:
        while self.cuts and self.cuts[-1] >= cut:
            for terms in (self.values, self.grains, self.cuts):
                terms.pop()


def _read_cardinal(t: Tokens, i: int, lexicon: Lexicon, *, join_and: bool) -> Numeral | None:
    parts = _Parts()
    stop, j, cut = i, i, i
    while j < t.n:
        step = _take_term(t, j, cut, parts, lexicon)
        if step is None:
            break
        if step < 0:
            parts.drop_from(-step)
            stop = -step
            break
        j = stop = step
        cut = j
        j = _skip_joiner(t, j, parts, lexicon, join_and=join_and)
        if j < 0:
            break
    if not parts.values:
        return None
    value = sum(parts.values, Decimal(0))
    only_digits = parts.digits and stop == i + 1 and not parts.scale
    rule = "M1" if only_digits else ("M3" if parts.scale else "M2")
    return Numeral(i, stop, value, "card", rule, only_digits, parts.scale)


def _take_term(t: Tokens, j: int, cut: int, parts: _Parts, lexicon: Lexicon) -> int | None:
    """Take the token `j` as a term: the next token; minus the token to cut at; None when it is no term."""
    if t.is_digits(j):
        return _take_digits(t, j, cut, parts, lexicon)
    word = lexicon.words.get(t.lows[j])
    if word is None:
        return None
    if word.kind in ("card", "tens"):
        taken = parts.add(Decimal(int(word.value)), 10 if word.kind == "tens" else 1, cut)
        return j + 1 if taken and not (len(parts.values) > 1 and word.value == 0) else None
    if word.kind == "scale" or (word.kind == "collective" and _is_multiplier(t, j, parts)):
        if word.plural and not parts.values:
            return None
        conflict = parts.multiply(int(word.value), cut)
        return j + 1 if conflict is None else -conflict
    return None


def _is_multiplier(t: Tokens, j: int, parts: _Parts) -> bool:
    if t.lows[j] in ("score", "gross"):
        return False
    return bool(parts.values) or not t.lows[j].endswith("ns")


def _take_digits(t: Tokens, j: int, cut: int, parts: _Parts, lexicon: Lexicon) -> int | None:
    value = digits_value(t.words[j], decimal_comma=t.decimal_comma if "." in t.words[j] else False)
    if value is None:
        return None
    following = lexicon.words.get(t.low(j + 1))
    if parts.values:
        scaled = following is not None and following.kind == "scale" and value < 1000
        after_hundred = parts.grains[-1] == 100 and parts.digits and t.lows[j - 1] == "and"
        if not (parts.digits and (scaled or after_hundred)):
            return None
    whole = value == value.to_integral_value()
    if not parts.add(value, 1 if whole else 0, cut):
        return None
    parts.digits = parts.digits or len(parts.values) == 1
    return j + 1


def _skip_joiner(t: Tokens, j: int, parts: _Parts, lexicon: Lexicon, *, join_and: bool) -> int:
    """Give the token after an optional hyphen or "and" when a further term can stand there; -1 when none can."""
    if not t.near(j):
        return -1
    low = t.lows[j]
    if low in HYPHENS:
        following = lexicon.words.get(t.low(j + 1))
        tight = t.glued(j) == t.glued(j + 1) and (t.glued(j) or parts.grains[-1] == 10)
        if not tight or following is None or following.kind not in ("card", "tens", "scale", "collective"):
            return -1
        return j + 1
    if low == "and":
        if not join_and or parts.grains[-1] < 100:
            return -1
        following = lexicon.words.get(t.low(j + 1))
        wordy = following is not None and following.kind in ("card", "tens")
        return j + 1 if wordy or (t.is_digits(j + 1) and parts.grains[-1] == 100) else -1
    return j


def _finish(t: Tokens, n: Numeral, lexicon: Lexicon, *, join_and: bool) -> Numeral:
    for reader in (_decimal_point_words, _power_of_ten, _fraction_of_parts, _ordinal_end, _scale_sign):
        read = reader(t, n, lexicon)
        if read is not None:
            return read
    return (_mixed_fraction(t, n, lexicon) if join_and else None) or n


def _decimal_point_words(t: Tokens, n: Numeral, lexicon: Lexicon) -> Numeral | None:
    """one point five, 1 point 1."""
    if t.low(n.stop) != "point" or n.value != int(n.value):
        return None
    places, j = "", n.stop + 1
    while j < t.n and len(places) < MAX_DIGITS and t.near(j):
        word = lexicon.words.get(t.lows[j])
        if t.words[j].isdigit() and len(t.words[j]) < 4:
            places += t.words[j]
        elif word is not None and word.kind == "card" and word.value < 10:
            places += str(word.value)
        else:
            break
        j += 1
    if not places:
        return None
    value, scale = Decimal(f"{int(n.value)}.{places}"), 0
    following = lexicon.words.get(t.low(j))
    if following is not None and following.kind == "scale" and t.near(j):
        scale = int(following.value)
        value, j = value * scale, j + 1
    return Numeral(n.first, j, value, "card", "M2" if scale < 1000 else "M3", False, scale)


def _power_of_ten(t: Tokens, n: Numeral, lexicon: Lexicon) -> Numeral | None:
    """1.3x10^6, 2.48×10−5."""
    if not n.digits or t.low(n.stop) not in ("x", "\u00d7", "*") or t.low(n.stop + 1) != "10":
        return None
    j = n.stop + 2
    if t.low(j) == "^":
        j += 1
    negative = t.low(j) in HYPHENS
    j += 1 if negative or t.low(j) == "+" else 0
    if not t.is_digits(j) or not t.glued(j) or not t.words[j].isdigit() or len(t.words[j]) > 2:
        return None
    power = int(t.words[j]) * (-1 if negative else 1)
    return Numeral(n.first, j + 1, Decimal(n.value).scaleb(power) if isinstance(n.value, Decimal) else n.value, "card", "M1", True)


def _part_word(t: Tokens, j: int, lexicon: Lexicon, *, one: bool) -> tuple[int, int] | None:
    """Read a denominator at `j` ("thirds", "quarter", with `one` also "third"): (denominator, next token)."""
    word: Word | None = lexicon.words.get(t.low(j))
    if word is None:
        return None
    if word.kind == "parts":
        return int(word.value), j + 1
    if word.kind == "half" and (one or word.plural):
        return int(word.value), j + 1
    if one and word.kind in ("ord", "tens_ord", "scale_ord") and word.value > 2:
        return int(word.value), j + 1
    if word.kind == "tens":
        k = j + 2 if t.low(j + 1) in HYPHENS else j + 1
        unit = lexicon.words.get(t.low(k))
        if unit is not None and (unit.kind == "parts" or (one and unit.kind == "ord")) and unit.value < 10:
            return int(word.value) + int(unit.value), k + 1
        if t.low(k) in ("firsts", "seconds"):
            return int(word.value) + ("firsts", "seconds").index(t.low(k)) + 1, k + 1
    return None


def _fraction_of_parts(t: Tokens, n: Numeral, lexicon: Lexicon) -> Numeral | None:
    """two thirds, three-quarters, one eighth, five eighths."""
    j = n.stop
    if t.low(j) in HYPHENS and t.glued(j) and t.glued(j + 1):
        j += 1
    if n.value != int(n.value) or not t.near(j):
        return None
    read = _part_word(t, j, lexicon, one=n.value == 1)
    if read is None or (n.digits and t.low(j) in ("quarters", "quarter")):
        return None
    if t.low(j) == "quarters" and n.value != 3:
        return None
    below, stop = read
    return _scaled_fraction(t, Numeral(n.first, stop, Fraction(int(n.value), below), "frac", "M7"), lexicon)


def _scaled_fraction(t: Tokens, n: Numeral, lexicon: Lexicon) -> Numeral:
    """Multiply a fraction by a scale word after it: half a million, three quarters of a million, 2 1/2 million."""
    j = n.stop
    if t.low(j) in HYPHENS and t.glued(j):
        j += 1
    if t.low(j) == "of" and t.low(j + 1) in ("a", "one"):
        j += 2
    elif t.low(j) in ("a", "an"):
        j += 1
    word = lexicon.words.get(t.low(j))
    if word is None or word.kind not in ("scale", "collective") or word.plural or not t.near(j) or t.low(j) in ("score", "gross"):
        return n
    value = Fraction(n.value) * int(word.value)
    exact: Amount = Decimal(int(value)) if value.denominator == 1 else value
    rule = "M4" if word.kind == "collective" else "M3"
    return Numeral(n.first, j + 1, exact, "card", rule, False, int(word.value) if word.value >= 1000 else 0)


def _ordinal_end(t: Tokens, n: Numeral, lexicon: Lexicon) -> Numeral | None:
    """twenty-first, one hundred twenty fifth, 21st, two thousandth."""
    low = t.low(n.stop)
    if n.digits and low in ("st", "nd", "rd", "th", "ths") and t.glued(n.stop):
        return Numeral(n.first, n.stop + 1, n.value, "ord", "M19", True)
    if n.digits or t.is_digits(n.first):
        return None
    j = n.stop
    if (low in HYPHENS and t.glued(j) and t.glued(j + 1)) or (low == "and" and n.value >= 100):
        j += 1
    word = lexicon.words.get(t.low(j))
    if word is None or not t.near(j) or n.value != int(n.value):
        return None
    value = int(n.value)
    if word.kind == "scale_ord" and value > 1:
        return Numeral(n.first, j + 1, Decimal(value * int(word.value)), "ord", "M19")
    grain = 10 if value % 100 > 0 and value % 10 == 0 and value % 100 != 10 else (100 if value % 100 == 0 and value else 0)
    if word.kind in ("ord", "tens_ord") and 0 < word.value < grain:
        return Numeral(n.first, j + 1, Decimal(value + int(word.value)), "ord", "M19")
    return None


def _read_ordinal_word(t: Tokens, i: int, lexicon: Lexicon) -> Numeral | None:
    word = lexicon.words.get(t.lows[i])
    if word is None or word.kind not in ("ord", "tens_ord", "scale_ord"):
        return None
    if word.kind == "tens_ord" and t.near(i + 1):
        unit = lexicon.words.get(t.low(i + 1))
        if unit is not None and unit.kind == "ord" and 0 < unit.value < 10:
            return Numeral(i, i + 2, Decimal(int(word.value) + int(unit.value)), "ord", "M19")
    return Numeral(i, i + 1, Decimal(int(word.value)), "ord", "M19")


def _scale_sign(t: Tokens, n: Numeral, lexicon: Lexicon) -> Numeral | None:
    """300k, 1.2bn, 3 mn; bare m, b and t are left to the reader of units, which knows the currency."""
    if not n.digits:
        return None
    low = t.low(n.stop)
    glued = t.glued(n.stop)
    factor = lexicon.scale_signs.get(low)
    if factor is None or low in ("t", "b", "mm") or (not glued and not (t.same_line(n.stop) and low not in ("k", "mil"))):
        return None
    return Numeral(n.first, n.stop + 1, times(n.value, factor), "card", "M3", False, factor)


def _tight_hyphen(t: Tokens, j: int) -> bool:
    return t.low(j) in HYPHENS and t.glued(j) and t.glued(j + 1)


def _mixed_fraction(t: Tokens, n: Numeral, lexicon: Lexicon) -> Numeral | None:
    """two and a half, five and a half million, one million and a half, three and one fourth."""
    joint = n.stop + 1 if _tight_hyphen(t, n.stop) else n.stop
    if t.low(joint) != "and" or not t.near(n.stop) or n.value != int(n.value):
        return None
    hyphened = joint > n.stop
    if hyphened and not _tight_hyphen(t, joint + 1):
        return None
    j = joint + 2 if hyphened else joint + 1
    article = t.low(j) in ("a", "an", "one")
    above = lexicon.words.get(t.low(j))
    count = int(above.value) if above is not None and above.kind == "card" else 1
    if article or (above is not None and above.kind == "card"):
        j += 1
    if hyphened and _tight_hyphen(t, j):
        j += 1
    read = _part_word(t, j, lexicon, one=count == 1)
    if read is None:
        return None
    below, stop = read
    word = lexicon.words.get(t.low(stop))
    spoken_quarter = below in (2, 4)
    if not spoken_quarter and t.low(stop) not in ("", "of", ".", ",", ")") and word is None:
        return None
    part = Fraction(count, below)
    if word is not None and word.kind == "scale" and not word.plural:
        base = Fraction(n.value) if n.scale > word.value else Fraction(n.value) * int(word.value)
        return Numeral(n.first, stop + 1, as_amount(base + part * int(word.value)), "card", "M3", False, int(word.value))
    grown = part * n.scale if spoken_quarter and n.scale and count == 1 else part
    return Numeral(n.first, stop, as_amount(Fraction(n.value) + grown), "card", "M7", False, n.scale)
