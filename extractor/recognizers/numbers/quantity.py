"""Read a numeral with its currency, unit or percent sign; tokens in, one end of a quantity out (rules M9-M12, M3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from extractor.core.mention import Amount
from extractor.recognizers.numbers.digits import Numeral
from extractor.recognizers.numbers.lexicon import Lexicon, Tail
from extractor.recognizers.numbers.numeral import read_numeral
from extractor.recognizers.numbers.tokens import HYPHENS, Tokens
from extractor.recognizers.numbers.units import as_amount, times

_RULES = {"pct": "M9", "pp": "M10", "bp": "M10", "cur": "M11", "minor": "M11", "meas": "M12", "dur": "M22", "age": "M20"}
_SPACED_ONLY_IN_MEASURES = frozenset(
    ("in", "pt", "bar", "Ma", "MP", "s", "h", "t", "g", "l", "W", "V", "A", "J", "'", '"', "hr", "min", "MW")
)
_DIMENSION_WORDS = frozenset(
    ("thick", "long", "wide", "tall", "high", "deep", "diameter", "x", "by", "screen", "tv", "display", "television")
)
_KNOWN_CODES = frozenset("USD EUR GBP JPY CNY CAD AUD CHF INR RUB".split())
"""Codes of currencies no abbreviation before a capital is taken for."""
_SPACED_DOLLARS = frozenset(("US", "C", "A", "us", "c"))
_SOLDIERS = frozenset(("soldiers", "soldier", "patrol", "patrols", "traffic", "bridge"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A numeral and what stands with it: tokens `first` to `stop` (exclusive)."""

    first: int
    stop: int
    numeral: Numeral
    value: Amount
    kind: str
    rule: str
    unit: str | None = None
    factor: Fraction = Fraction(1)
    """From the written unit to `unit` (cents to dollars); already applied to `value`."""
    other: Amount | None = None
    """The value of the second reading of a bare "m" (million)."""
    prefix: bool = False
    """The currency stands before the numeral."""


def read_quantity(t: Tokens, i: int, lexicon: Lexicon, dollar: str, *, join_and: bool = True) -> Quantity | None:
    """Read the quantity whose numeral starts at token `i`; `dollar` is what a bare "$" means here. None when there is none."""
    numeral = read_numeral(t, i, lexicon, join_and=join_and)
    if numeral is None:
        return None
    if numeral.form == "ord":
        return Quantity(i, numeral.stop, numeral, numeral.value, "ord", "M19")
    prefix = _currency_before(t, i, lexicon, dollar)
    if prefix is not None:
        return _prefixed_money(t, numeral, prefix, lexicon)
    plain = Quantity(i, numeral.stop, numeral, numeral.value, numeral.form, numeral.rule)
    tail = find_tail(t, numeral, lexicon, dollar)
    if tail is None:
        return _bare_sign(t, plain, lexicon) or plain
    found, stop = tail
    kind = "cur" if found.kind == "minor" else found.kind
    value = numeral.value if found.factor == 1 else as_amount(Fraction(numeral.value) * found.factor)
    scale = lexicon.words.get(t.low(stop))
    if (
        kind == "cur"
        and scale is not None
        and scale.kind == "scale"
        and not scale.plural
        and numeral.digits
        and t.words[stop - 1].isupper()
    ):
        value, stop = times(value, int(scale.value)), stop + 1
    return Quantity(i, stop, numeral, value, kind, _RULES[found.kind], found.unit, found.factor)


def _currency_before(t: Tokens, i: int, lexicon: Lexicon, dollar: str) -> tuple[int, str] | None:
    """Find a currency that ends right before token `i`: its first token and unit."""
    j = i - 1
    if j >= 0 and t.lows[j] in HYPHENS and t.glued(j + 1) and j and t.words[j - 1] in lexicon.currency_signs and t.glued(j):
        j -= 1
    if j < 0 or not t.same_line(j + 1):
        return None
    low, word = t.lows[j], t.words[j]
    if low in lexicon.currency_signs:
        if low != "$":
            return j, lexicon.currency_signs[low]
        if t.low(j - 1) in lexicon.dollar_prefixes and (t.glued(j) or t.words[j - 1] in _SPACED_DOLLARS) and _starts_word(t, j - 1):
            return j - 1, lexicon.dollar_prefixes[t.low(j - 1)]
        if t.low(j - 1) == "." and t.low(j - 2) == "s" and t.low(j - 4) == "u":
            return j - 4, "USD"
        return j, dollar
    if t.is_digits(j - 1) and word.isalpha() and t.same_line(j):
        return None
    if word.isupper() and word in lexicon.codes and (low not in lexicon.sets["guards.common_currencies"] or t.glued(i)):
        return j, word
    if low == "." and t.low(j - 1) == "rs" and t.same_line(j):
        return j - 1, "rupee"
    if low in lexicon.currency_prefixes and (len(low) > 1 or t.glued(i)) and (word[0].isupper() or low in ("kr", "rs")):
        return j, lexicon.currency_prefixes[low]
    return _currency_name_before(t, i, lexicon)


def _starts_word(t: Tokens, j: int) -> bool:
    return not t.glued(j) or not (t.is_word(j - 1) or t.is_digits(j - 1))


def _currency_name_before(t: Tokens, i: int, lexicon: Lexicon) -> tuple[int, str] | None:
    """Read "ringgit 42", "dollar 22.5 million": the name of a currency and then digits, where no number stands before the name."""
    if not t.is_digits(i):
        return None
    for length in (2, 1):
        j = i - length
        if j < 0 or (j > 0 and (t.is_digits(j - 1) or t.low(j - 1) in lexicon.words or t.lows[j - 1] in lexicon.currency_signs)):
            continue
        for tail in lexicon.tails.get(t.lows[j], ()):
            named = tail.kind == "cur" and len(tail.phrase) == length and t.matches(j, tail.phrase)
            common = tail.phrase[0] in lexicon.sets["guards.common_currencies"]
            if named and not common and (t.words[j].isupper() or t.lows[j].upper() not in lexicon.codes):
                return j, tail.unit
    return None


def _prefixed_money(t: Tokens, numeral: Numeral, prefix: tuple[int, str], lexicon: Lexicon) -> Quantity:
    first, unit = prefix
    value, stop = numeral.value, numeral.stop
    numeral = _money_scale(t, numeral, lexicon)
    value, stop = numeral.value, numeral.stop
    low = t.low(stop)
    if t.near(stop) and (low in ("dollars", "euros", "pounds") or (t.words[stop : stop + 1] == [unit])):
        stop += 1
    elif low in HYPHENS and t.low(stop + 1) in ("dollar", "euro", "pound") and t.glued(stop):
        stop += 2
    return Quantity(first, stop, numeral, value, "cur", "M11", unit, prefix=True)


def _money_scale(t: Tokens, numeral: Numeral, lexicon: Lexicon) -> Numeral:
    """Read the scale signs that only a currency makes certain: £3m, $2.174T, $10 m, $5b."""
    j = numeral.stop
    low = t.low(j)
    if low in HYPHENS and t.glued(j) and t.glued(j + 1):
        word = lexicon.words.get(t.low(j + 1))
        if word is not None and word.kind == "scale":
            return replace(numeral, stop=j + 2, value=times(numeral.value, int(word.value)), digits=False, scale=int(word.value), rule="M3")
    factor = 1000000 if low == "m" else lexicon.scale_signs.get(low)
    if factor is None or not numeral.digits or not (t.glued(j) or (low in ("m", "b", "mm") and t.same_line(j))):
        return numeral
    return replace(numeral, stop=j + 1, value=times(numeral.value, factor), digits=False, scale=factor, rule="M3")


def find_tail(t: Tokens, numeral: Numeral, lexicon: Lexicon, dollar: str) -> tuple[Tail, int] | None:
    """Find the unit, currency or percent sign after a numeral, and the token after it; None when there is none."""
    j = numeral.stop
    if not t.near(j):
        return None
    hyphen = t.lows[j] in HYPHENS and t.glued(j) and t.glued(j + 1)
    k = j + 1 if hyphen else j
    bracket = t.lows[k] in "([{<" and not t.is_digits(k + 1) and t.low(k + 2) in (")", "]", "}", ">")
    k += bracket
    if not 0 <= k < t.n:
        return None
    found = _longer(_sign_tail(t, k, j, numeral, lexicon), _word_tail(t, k, numeral, lexicon, dollar))
    if found is None:
        return _behind_adjective(t, k, lexicon) if k == j else None
    return (found[0], found[1] + 1) if bracket else found


def _longer(sign: tuple[Tail, int] | None, word: tuple[Tail, int] | None) -> tuple[Tail, int] | None:
    if sign is None or word is None:
        return sign or word
    return word if word[1] > sign[1] else sign


def _behind_adjective(t: Tokens, k: int, lexicon: Lexicon) -> tuple[Tail, int] | None:
    """Find the unit of "two more years", "five straight days"; only time is counted so."""
    if t.lows[k] not in lexicon.sets["guards.between_number_and_time"] or not t.near(k + 1):
        return None
    return next(((tail, k + 2) for tail in lexicon.tails.get(t.low(k + 1), ()) if tail.kind == "dur" and len(tail.phrase) == 1), None)


def _sign_tail(t: Tokens, k: int, j: int, numeral: Numeral, lexicon: Lexicon) -> tuple[Tail, int] | None:
    """Match a case-sensitive sign: 10kg, 20 MW, 5", 37\u00b0C."""
    word = t.words[k]
    glued = t.glued(k)
    if word == "\u00b0":
        return _degree_sign(t, k)
    if word in ("C", "F") and glued and numeral.digits and _ends_word(t, k) and _is_temperature(t, k, lexicon):
        return Tail((word,), "celsius" if word == "C" else "fahrenheit", "meas"), k + 1
    if word in ("c", "p") and glued and k == j and numeral.digits and _ends_word(t, k):
        return Tail((word,), "USD" if word == "c" else "GBP", "minor", Fraction(1, 100)), k + 1
    if numeral.form == "card" and not (t.is_digits(numeral.stop - 1) or numeral.scale):
        return None
    rows: Iterable[Tail] = lexicon.signs.get(word, ())
    for tail in rows:
        stop = k + len(tail.phrase)
        if t.words[k:stop] != list(tail.phrase) or any(not t.glued(x) for x in range(k + 1, stop)):
            continue
        if word == "in" and not _is_inch(t, k, numeral):
            continue
        if not glued and word in _SPACED_ONLY_IN_MEASURES and t.low(stop) != "/" and word not in ("in", '"', "MW", "hr", "min"):
            continue
        if word in ('"', "'") and not (glued and _is_mark_of_length(t, k, stop)):
            continue
        if (len(word) == 1 and word.isalpha() and t.glued(stop) and t.is_word(stop)) or (word == "s" and "." not in t.words[k - 1]):
            continue
        return tail, stop
    return None


def _ends_word(t: Tokens, k: int) -> bool:
    return not t.glued(k + 1) or not (t.is_word(k + 1) or t.is_digits(k + 1))


def _is_temperature(t: Tokens, k: int, lexicon: Lexicon) -> bool:
    """Tell "31C in the shade" from "the 13F filing": a noun after the letter makes it a label."""
    if not t.is_word(k + 1):
        return t.low(k + 1) != "/"
    return t.low(k + 1) in lexicon.sets["guards.after_temperature"]


def _is_mark_of_length(t: Tokens, k: int, stop: int) -> bool:
    """Tell a sign of feet or inches from a closing quotation mark: 6'2", a 42" screen, or the only mark of the text."""
    if t.is_digits(stop) and t.glued(stop):
        return True
    if not _ends_word(t, k):
        return False
    if t.low(k - 2) == "'":
        return True
    return t.low(stop) in _DIMENSION_WORDS or t.count_of(t.words[k]) == 1


def _is_inch(t: Tokens, k: int, numeral: Numeral) -> bool:
    following = t.low(k + 1)
    return (
        t.glued(k)
        or numeral.form == "frac"
        or following in _DIMENSION_WORDS
        or (
            t.low(numeral.first - 1) in ("ft", "feet", "foot", "is", "above", "over", ",") and following in ("", ".", "x", ",", "more", ")")
        )
    )


def _degree_sign(t: Tokens, k: int) -> tuple[Tail, int]:
    following = t.low(k + 1)
    if following in ("c", "celsius") and (t.glued(k + 1) or t.words[k + 1] != "c"):
        return Tail(("\u00b0",), "celsius", "meas"), k + 2
    if following in ("f", "fahrenheit") and (t.glued(k + 1) or t.words[k + 1] != "f"):
        return Tail(("\u00b0",), "fahrenheit", "meas"), k + 2
    for words, unit in ((("on", "the", "celsius", "scale"), "celsius"), (("on", "the", "fahrenheit", "scale"), "fahrenheit")):
        if t.matches(k + 1, words):
            return Tail(("\u00b0",), unit, "meas"), k + 1
    return Tail(("\u00b0",), "degree", "meas"), k + 1


def _word_tail(t: Tokens, k: int, numeral: Numeral, lexicon: Lexicon, dollar: str) -> tuple[Tail, int] | None:
    if t.low(k + 1) == "$" and t.glued(k + 1) and t.lows[k] in lexicon.dollar_prefixes and t.words[k].isupper():
        return Tail(("$",), lexicon.dollar_prefixes[t.lows[k]], "cur"), k + 2
    for tail in lexicon.tails.get(t.lows[k], ()):
        size = len(tail.phrase)
        if size > 1 and not t.matches(k, tail.phrase):
            continue
        if t.words[k] in lexicon.codes and t.words[k] not in _KNOWN_CODES and t.near(k + 1) and t.is_capital(k + 1):
            continue  # "300 ANG Airmen"
        if tail.kind == "cur":
            checked = _money_tail(t, k, tail, numeral, lexicon, dollar)
            if checked is None:
                continue
            tail = checked
        elif tail.unit == "pound" and _is_money(t, k, numeral, lexicon):
            tail = Tail(tail.phrase, "GBP", "cur")
        elif not _fits(t, k, tail, numeral):
            continue
        elif tail.kind == "minor" and tail.unit == "USD":
            tail = replace(tail, unit=_home_cent(t, dollar))
        return tail, k + size
    return None


def _home_cent(t: Tokens, dollar: str) -> str:
    """Name the currency whose cents a text means: the euro where it speaks of euros and of no dollar."""
    euros = t.count_of("\u20ac") + t.count_of("euro")
    return "EUR" if euros and not t.count_of("$") + t.count_of("dollar") else dollar


def _fits(t: Tokens, k: int, tail: Tail, numeral: Numeral) -> bool:
    word = t.lows[k]
    if word == "second":
        return numeral.value == 1 or t.lows[k - 1] in HYPHENS
    if word in ("foot", "stone", "cup"):
        return t.low(k + 1) not in _SOLDIERS and not (word == "stone" and t.low(k + 1).endswith("s"))
    if tail.unit == "percent" and word == "pc":
        return t.glued(k) or numeral.digits
    if tail.kind == "minor" and t.words[k].istitle():
        return False
    if word == "gs":
        return t.words[k] == "gs"
    if word in ("min", "mins", "sec", "cc", "mi", "deg", "kilo", "bits", "bit"):
        return numeral.digits
    return not (tail.kind == "minor" and word == "sen") or t.words[k] == "sen"


def _money_tail(t: Tokens, k: int, tail: Tail, numeral: Numeral, lexicon: Lexicon, dollar: str) -> Tail | None:
    word = t.words[k]
    low = t.lows[k]
    if len(tail.phrase) == 1 and tail.phrase[0].upper() == tail.unit and not word.isupper():
        return None
    if low in lexicon.sets["guards.common_currencies"] and numeral.value < 1000:
        return None
    if low == "mark" and numeral.value != 1:
        return None
    if low in lexicon.currency_signs and t.is_digits(k + 1) and t.same_line(k + 1) and not t.glued(k):
        return None
    if low == "pound" or low == "pounds":
        return tail if len(tail.phrase) > 1 or _is_money(t, k, numeral, lexicon) else None
    if low == "us" and len(tail.phrase) == 1:
        return None
    if low in ("dollar", "dollars", "$", "buck", "bucks"):
        return replace(tail, unit=dollar)
    return tail


def _is_money(t: Tokens, k: int, numeral: Numeral, lexicon: Lexicon) -> bool:
    """Tell pounds sterling from pounds of weight: by size, words of paying around, a pound sign in the text."""
    if t.count_of("$") and not t.count_of("\u00a3") and t.low(k + 1) != "sterling":
        return False
    if numeral.scale >= 1000000 or t.low(k + 1) in ("sterling", "per", "each") or t.count_of("\u00a3"):
        return t.low(k + 1) != "of" or numeral.scale >= 1000000
    money = lexicon.sets["contexts.money"]
    return any(low in money for low in t.lows[max(0, numeral.first - 6) : k + 5]) and t.low(k + 1) != "of"


def _bare_sign(t: Tokens, plain: Quantity, lexicon: Lexicon) -> Quantity | None:
    """Decide a bare "m", "b" or "t" after digits (M3)."""
    numeral = plain.numeral
    j = numeral.stop
    low = t.low(j)
    if (
        low not in ("b", "m")
        or not numeral.digits
        or not (t.glued(j) or (low == "m" and t.same_line(j) and t.words[j] == "m"))
        or not _ends_word(t, j)
    ):
        return None
    if low == "b" or (low == "m" and t.words[j] == "M"):
        return _scaled(plain, j + 1, 1000000000 if low == "b" else 1000000)
    if low != "m":
        return None
    following = t.low(j + 1)
    for around in (t.lows[j + 1 : j + 3], t.lows[max(0, j - 5) : j - 1]):
        if any(w in lexicon.sets["contexts.length"] for w in around):
            return replace(plain, stop=j + 1, kind="meas", unit="metre", rule="M3")
        if any(w in lexicon.sets["contexts.time"] for w in around):
            return replace(plain, stop=j + 1, kind="dur", unit="minute", rule="M3")
    noun = t.is_word(j + 1) and following.endswith("s") and following not in lexicon.sets["guards.no_nouns"]
    if t.near(j + 1) and (noun or following in lexicon.sets["years.counted_nouns"]):
        return _scaled(plain, j + 1, 1000000)
    return replace(plain, stop=j + 1, kind="meas", unit="metre", rule="M3", other=times(numeral.value, 1000000))


def _scaled(plain: Quantity, stop: int, factor: int) -> Quantity:
    value = times(plain.numeral.value, factor)
    return replace(
        plain, stop=stop, value=value, rule="M3", numeral=replace(plain.numeral, stop=stop, value=value, digits=False, scale=factor)
    )
