"""Read the words that are numbers without being numerals: dozens, several, a couple, halved, no, twins (rules M4-M8, M18, M20, M28)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from extractor.recognizers.numbers.compound import add_parts
from extractor.recognizers.numbers.digits import Numeral
from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.lexicon import Lexicon, Word
from extractor.recognizers.numbers.modifiers import is_rate_base
from extractor.recognizers.numbers.numeral import read_numeral
from extractor.recognizers.numbers.quantity import find_tail
from extractor.recognizers.numbers.tokens import HYPHENS, Tokens
from extractor.recognizers.numbers.units import as_amount

_LOW_FACTOR = 2  # rule M6: "hundreds" starts at two of them
_FEW = (3, 9)  # rule M6: several, a few, a handful
_DENIED = 6
"""Tokens back to a negation that makes "a penny" nothing at all."""
_FEW_DOZEN = (3, 5)  # rule M6: a few dozen is 36 to 60


def read_lexical(t: Tokens, i: int, word: Word, lexicon: Lexicon, dollar: str) -> Draft | None:
    """Read the trigger word at token `i`; None when it is no number here."""
    reader = _READERS.get(word.kind)
    return reader(t, i, word, lexicon, dollar) if reader is not None else None


def _back_to_article(t: Tokens, i: int) -> int:
    return i - 1 if t.low(i - 1) in ("a", "an") and t.near(i) else i


def _magnitude(t: Tokens, i: int, word: Word, lexicon: Lexicon, dollar: str) -> Draft | None:
    """dozens, hundreds, tens of thousands, hundreds of millions; "a score of people" is twenty."""
    if not word.plural:
        counted = t.low(i - 1) == "a" and t.low(i + 1) == "of" and not t.is_digits(i + 2)
        return Draft(i - 1, i + 1, "card", "M4", value=Decimal(int(word.value)), core=(i - 1, i + 1)) if counted else None
    unit = int(word.value)
    stop = i + 1
    if t.low(stop) == "of" and t.near(stop + 1):
        inner = lexicon.words.get(t.low(stop + 1))
        if inner is not None and inner.kind == "scale" and inner.plural and inner.value >= unit:
            unit, stop = unit * int(inner.value), stop + 2
    low, high = _magnitude_ends(unit, 10 * unit if unit != 12 else 100)
    if unit == 20:
        low, high = 40, 199
    elif unit >= 1000000 and stop == i + 1:
        high = 99 * unit // 10
    return _with_tail(t, Draft(i, stop, "mag", "M6", low=Decimal(low), high=Decimal(high), core=(i, stop)), lexicon, dollar)


def _magnitude_ends(unit: int, limit: int) -> tuple[int, int]:
    return _LOW_FACTOR * unit, limit - 1


def _tens(t: Tokens, i: int, word: Word, lexicon: Lexicon, dollar: str) -> Draft | None:
    """tens of thousands, tens of people, scores of people; "test scores" and "scores of 80" are none."""
    inner = lexicon.words.get(t.low(i + 2))
    if t.low(i + 1) == "of" and inner is not None and inner.kind == "scale" and inner.plural:
        unit = int(word.value) * int(inner.value)
        draft = Draft(i, i + 3, "mag", "M6", low=Decimal(2 * unit), high=Decimal(10 * unit - 1), core=(i, i + 3))
        return _with_tail(t, draft, lexicon, dollar)
    counts = t.low(i + 1) in ("of", "more") and not t.is_digits(i + 2) and t.is_word(i + 2)
    people, result = lexicon.sets["scores.people"], lexicon.sets["scores.results"]
    done = t.low(i + 2) if t.low(i + 1) in lexicon.sets["zero.auxiliaries"] | {"remain"} else t.low(i + 1)
    counts = counts or (word.value == 20 and (done in people or t.low(i + 3) in people) and done not in result)
    if not (counts or t.low(i - 1) in lexicon.sets["years.counting_verbs"]) or t.low(i - 1) in lexicon.sets["scores.kinds"]:
        return None
    return Draft(i, i + 1, "mag", "M6", low=Decimal(2 * int(word.value)), high=Decimal(10 * int(word.value) - 1), core=(i, i + 1))


def _with_tail(t: Tokens, d: Draft, lexicon: Lexicon, dollar: str) -> Draft:
    """Add the unit of "millions of dollars", "several hundred miles"."""
    j = d.stop + 1 if t.low(d.stop) == "of" else d.stop
    found = find_tail(t, Numeral(d.first, j, d.high or Decimal(1), scale=1000000), lexicon, dollar)
    if found is not None and t.low(j) not in HYPHENS:
        d.unit, d.stop = found[0].unit, found[1]
        for name in ("low", "high"):
            value = getattr(d, name)
            if value is not None and found[0].factor != 1:
                setattr(d, name, as_amount(Fraction(value) * found[0].factor))
    return d


def _quantifier(t: Tokens, i: int, word: Word, lexicon: Lexicon, dollar: str) -> Draft | None:
    """several [3, 9]; several hundred [300, 900]; both 2."""
    if word.value == word.high:
        if not _is_both(t, i, lexicon):
            return None
        return Draft(i, i + 1, "quantifier", "M4", value=Decimal(int(word.value)), core=(i, i + 1))
    return _few_of(t, i, i + 1, lexicon, dollar, bare="quantifier")


def _is_both(t: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Tell "both countries" from "have both criticised" and "both for X and for Y"."""
    following = t.low(i + 1)
    if t.low(i - 1) in lexicon.sets["zero.auxiliaries"] and t.is_word(i + 1) and following != "of":
        return False
    joined = t.low(i + 2) == "and" and t.is_word(i + 1)
    return not joined and following not in lexicon.sets["per.stops"] - {"of", "in", "on", "at", "over", "last"}


def _few_of(t: Tokens, first: int, j: int, lexicon: Lexicon, dollar: str, *, bare: str) -> Draft:
    low, high = _FEW
    scale = lexicon.words.get(t.low(j)) if t.near(j) else None
    if scale is not None and scale.kind in ("scale", "collective") and not (scale.plural and scale.kind == "collective"):
        if scale.value == 12 and t.lows[first] != "several":
            low, high = _FEW_DOZEN
        unit, stop = int(scale.value), j + 1
        further = lexicon.words.get(t.low(stop))
        if further is not None and further.kind == "scale" and further.value > unit:
            unit, stop = unit * int(further.value), stop + 1
        d = Draft(first, stop, "mag", "M6", low=Decimal(low * unit), high=Decimal(high * unit), core=(first, stop))
        return _with_tail(t, d, lexicon, dollar)
    d = Draft(first, j, bare, "M6", low=Decimal(low), high=Decimal(high), core=(first, j))
    return _with_tail(t, d, lexicon, dollar)


def _few(t: Tokens, i: int, word: Word, lexicon: Lexicon, dollar: str) -> Draft | None:
    """a few, a couple (of), a handful of."""
    first = _back_to_article(t, i)
    low = t.lows[i]
    if low == "aged":
        return None
    if low == "couple":
        if first == i:
            return None
        loose = t.low(i + 1) in ("of", "more")
        scaled = _couple_of(t, first, i + 2 if t.low(i + 1) == "of" else i + 1, lexicon, dollar)
        if scaled is not None:
            return scaled
        d = Draft(
            first,
            i + 2 if t.low(i + 1) == "of" else i + 1,
            "card",
            "M5",
            value=Decimal(2),
            hedge="about" if loose else None,
            core=(first, i + 1),
        )
        return _pair_of(t, d, lexicon, dollar)
    if low == "handful":
        return (
            Draft(first, i + 1, "mag", "M6", low=Decimal(3), high=Decimal(9), core=(first, i + 1))
            if first < i and t.low(i + 1) == "of"
            else None
        )
    if first == i and t.low(i - 1) not in ("past", "last", "next", "first", "these", "those", "the"):
        return None
    if first == i and lexicon.words.get(t.low(i + 1)) is None:
        return None
    if first < i and t.low(first - 1) in ("quite", "not") and lexicon.words.get(t.low(i + 1)) is None:
        return None
    return _few_of(t, first, i + 1, lexicon, dollar, bare="quantifier")


def _couple_of(t: Tokens, first: int, j: int, lexicon: Lexicon, dollar: str) -> Draft | None:
    """Read "a couple of hundred thousand", "a couple dozen": about twice the scale."""
    value, stop = 2, j
    while t.near(stop):
        word = lexicon.words.get(t.lows[stop])
        if word is None or word.plural or word.kind not in ("scale", "collective") or t.lows[stop] in ("score", "gross"):
            break
        value, stop = value * int(word.value), stop + 1
    if stop == j:
        return None
    d = Draft(first, stop, "card", "M5", value=Decimal(value), hedge="about", core=(first, stop))
    found = find_tail(t, Numeral(first, stop, d.value or Decimal(1), scale=value), lexicon, dollar)
    if found is not None and t.low(stop) not in HYPHENS:
        d.stop, d.unit, d.kind = found[1], found[0].unit, found[0].kind if found[0].kind != "minor" else "cur"
        d.value = as_amount(Fraction(value) * found[0].factor)
    return d


def _pair_of(t: Tokens, d: Draft, lexicon: Lexicon, dollar: str) -> Draft:
    """Add the unit of "a couple of hours"."""
    found = find_tail(t, Numeral(d.first, d.stop, Decimal(2)), lexicon, dollar)
    if found is None:
        return d
    d.stop, d.unit, d.kind = found[1], found[0].unit, found[0].kind if found[0].kind != "minor" else "cur"
    return d


def _group(t: Tokens, i: int, word: Word, lexicon: Lexicon, dollar: str) -> Draft | None:
    """a pair, twins, a trio, a quartet."""
    first = _back_to_article(t, i)
    if t.lows[i] not in ("twins", "triplets", "quadruplets", "quintuplets") and first == i:
        return None
    if t.lows[i] == "twins" and t.is_capital(i) and not t.opens_sentence(i):
        return None
    return Draft(first, i + 1, "card", "M4", value=Decimal(int(word.value)), core=(first, i + 1))


def _change(t: Tokens, i: int, word: Word, lexicon: Lexicon, dollar: str) -> Draft | None:
    """halved, doubled, tenfold, twice; "twice a week" is a rate of occasions."""
    factor = as_amount(Fraction(word.value))
    if t.lows[i] in ("twice", "thrice"):
        if t.low(i + 1) in ("a", "an", "per", "every", "each", "daily", "weekly", "monthly", "yearly"):
            return Draft(i, i + 1, "mult", "M27", value=factor, core=(i, i + 1))
        return Draft(i, i + 1, "mult", "M8" if t.low(i + 1) in lexicon.sets["guards.comparisons"] else "M4", value=factor, core=(i, i + 1))
    return Draft(i, i + 1, "mult", "M8", value=factor, core=(i, i + 1))


def _age(t: Tokens, i: int, word: Word, lexicon: Lexicon, dollar: str) -> Draft | None:
    return Draft(i, i + 1, "age", "M20", low=Decimal(int(word.value)), high=Decimal(word.high), unit="year", core=(i, i + 1))


def _decade(t: Tokens, i: int, word: Word, lexicon: Lexicon, dollar: str) -> Draft | None:
    """in her sixties: an age; the nineties: a decade."""
    j = i - 1
    if t.low(j) in ("early", "mid", "late", "-") and t.near(i):
        j -= 2 if t.low(j) == "-" else 1
    if t.low(j) in ("his", "her", "their", "my", "our", "your"):
        low = Decimal(int(word.value))
        return Draft(i, i + 1, "age", "M20", low=low, high=Decimal(19) if low == 13 else low + 9, unit="year", core=(i, i + 1))
    if t.low(j) == "the" and word.value != 13:
        return Draft(i, i + 1, "date", "M23", core=(i, i + 1))
    return None


def _zero(t: Tokens, i: int, word: Word, lexicon: Lexicon, dollar: str) -> Draft | None:
    """none, nobody, neither ("neither ... nor" joins clauses and counts nothing)."""
    of_them = t.low(i + 1) == "of" and t.low(i + 2) in ("which", "whom", "them")
    if t.lows[i] == "neither" and ((t.low(i - 1) in (",", "and", "me") and not of_them) or "nor" in t.lows[i + 1 : i + 8]):
        return None
    if t.lows[i] == "none" and t.low(i + 1) in ("other", "the", "too"):
        return None
    return Draft(i, i + 1, "zero", "M18", value=Decimal(0), core=(i, i + 1))


def _no(t: Tokens, i: int, word: Word, lexicon: Lexicon, dollar: str) -> Draft | None:
    """no injuries; "no longer", "No. 5", "no matter" and answers are none."""
    if t.low(i + 1) == "one" and t.near(i + 1):
        return Draft(i, i + 2, "zero", "M18", value=Decimal(0), core=(i, i + 2))
    following = t.low(i + 1)
    if not t.near(i + 1) or not t.is_word(i + 1) or following in lexicon.sets["zero.no_idioms"] or following.endswith("er"):
        return None
    if t.words[i] == "No" and t.is_capital(i + 1) and not t.opens_sentence(i):
        return None
    return Draft(i, i + 1, "zero", "M18", value=Decimal(0), core=(i, i + 1))


def _single(t: Tokens, i: int, word: Word, lexicon: Lexicon, dollar: str) -> Draft | None:
    """without a single, not a single: zero; "a single day": one (M2)."""
    if t.low(i - 1) in ("a", "any") and t.low(i - 2) in ("without", "not") and t.near(i):
        return Draft(i - 2, i + 1, "zero", "M18", value=Decimal(0), core=(i - 2, i + 1))
    return None


def _half(t: Tokens, i: int, word: Word, lexicon: Lexicon, dollar: str) -> Draft | None:
    """half, half of, half a million, half an hour, a quarter of, quarter million."""
    first = _back_to_article(t, i)
    before = t.low(first - 1)
    quarter = word.value == 4
    if word.plural or before in lexicon.sets["guards.periods"] or before in ("st", "nd", "rd", "th"):
        return None
    fraction = Numeral(i, i + 1, Fraction(1, int(word.value)), "frac", "M7")
    scaled = _scaled(t, fraction, lexicon)
    if scaled is not None:
        exact = as_amount(Fraction(1, int(word.value)) * scaled[1])
        d = Draft(first, scaled[0], "card", scaled[2], value=exact, core=(first, scaled[0]))
        return _with_unit(t, d, scaled[0], lexicon, dollar, scale=scaled[1])
    j = i + 1
    hyphen = t.low(j) in HYPHENS and t.glued(j)
    if t.low(j) == "of" and t.low(j + 1) in ("a", "an"):
        j += 2
    elif t.low(j) in ("a", "an"):
        j += 1
    d = Draft(first, i + 1, "frac", "M7", value=as_amount(Fraction(1, int(word.value))), core=(first, i + 1))
    united = _with_unit(t, d, j, lexicon, dollar, scale=0)
    if united.unit is not None:
        return united
    if hyphen or t.low(i - 1) in HYPHENS:
        return None
    following = t.low(i + 1)
    if quarter and not (
        following == "of" or (first < i and (following in lexicon.sets["guards.fraction_followers"] or not t.is_word(i + 1)))
    ):
        return None
    if not quarter and following in ("time", "past", "way", "brother", "sister", "back", "century", "term", "board", "turn"):
        return None
    return d


def _scaled(t: Tokens, n: Numeral, lexicon: Lexicon) -> tuple[int, int, str] | None:
    j = n.stop + 1 if t.low(n.stop) in ("a", "an", "-") else n.stop
    if t.low(n.stop) == "of" and t.low(n.stop + 1) == "a":
        j = n.stop + 2
    word = lexicon.words.get(t.low(j))
    if word is None or word.plural or word.kind not in ("scale", "collective") or t.low(j) in ("score", "gross") or not t.near(j):
        return None
    return j + 1, int(word.value), "M4" if word.kind == "collective" else "M3"


def _with_unit(t: Tokens, d: Draft, j: int, lexicon: Lexicon, dollar: str, *, scale: int) -> Draft:
    found = find_tail(t, Numeral(d.first, j, d.value or Decimal(1), "frac", scale=scale), lexicon, dollar)
    if found is None or (found[0].unit == "quarter"):
        return d
    d.stop, d.unit = found[1], found[0].unit
    d.kind = "cur" if found[0].kind == "minor" else found[0].kind
    if found[0].factor != 1 and d.value is not None:
        d.value = as_amount(Fraction(d.value) * found[0].factor)
    return d


def _unit_word(t: Tokens, i: int, word: Word, lexicon: Lexicon, dollar: str) -> Draft | None:
    """a year, an hour, a dollar: one of it (M28); a decade, a century, a fortnight (M4)."""
    if t.low(i - 1) not in ("a", "an") or not t.near(i) or t.low(i - 2) in ("such", "what", "quite", "half", "quarter", "many"):
        return None
    before = lexicon.words.get(t.low(i - 2))
    if (before is not None and before.kind in ("change",)) or (t.low(i - 2) in ("once", "times", "of") and t.low(i - 2) != "of"):
        return None
    found = find_tail(t, Numeral(i - 1, i, Decimal(1), scale=1), lexicon, dollar)
    if found is None or t.low(i + 1) in HYPHENS:
        return None
    if found[0].kind == "minor" and not lexicon.sets["zero.deniers"].isdisjoint(t.lows[max(0, i - _DENIED) : i - 1]):
        return None
    kind = "cur" if found[0].kind == "minor" else found[0].kind
    if kind == "dur" and t.low(found[1]) in lexicon.sets["dates.shifts"]:
        return Draft(i - 1, found[1], "date", "M23", core=(i - 1, i))
    rule = "M4" if t.lows[i] in ("decade", "century", "fortnight") else "M28"
    if kind == "meas" and t.low(i + 1) == "of" and t.lows[i] in ("ton",):
        return None
    draft = Draft(i - 1, found[1], kind, rule, value=as_amount(found[0].factor), unit=found[0].unit, core=(i - 1, i))
    add_parts(t, draft, lexicon, dollar)
    return draft


_NO_SHARERS = frozenset("of in person goal win victory defeat loss more other day week month year match game hour minute".split())
"""Words behind "one" that make "one win in five" a record and no share."""
_SHARES_END = frozenset("is are was were has have had does do did will would can could lives live said says there of".split())


def _one_noun_in(t: Tokens, k: int, lexicon: Lexicon) -> tuple[Fraction, int] | None:
    """Read the rest of "one child in five": the share and the token after it; None where a counted noun or a year follows."""
    if not t.near(k) or not (t.is_digits(k) or t.low(k) in lexicon.words):
        return None
    second = read_numeral(t, k, lexicon)
    if second is None or second.form != "card" or not 1 < second.value <= 1000:
        return None
    after = t.low(second.stop)
    ends = not t.is_word(second.stop) or after in _SHARES_END
    return (Fraction(1) / Fraction(second.value), second.stop) if ends else None


def read_in_of(t: Tokens, first: Numeral, lexicon: Lexicon) -> tuple[Fraction, int] | None:
    """Read "one in six", "two out of five hundred", "two of every seven" (M7): the ratio and the token after it."""
    j = first.stop
    if t.low(j) in HYPHENS and t.low(j + 1) == "in" and t.low(j + 2) in HYPHENS:
        second = read_numeral(t, j + 3, lexicon) if t.glued(j + 3) and (t.is_digits(j + 3) or t.low(j + 3) in lexicon.words) else None
        ratio = second is not None and second.form == first.form == "card" and 0 < first.value < second.value
        return (Fraction(first.value) / Fraction(second.value), second.stop) if second is not None and ratio else None
    if first.value == 1 and first.form == "card" and t.is_word(j) and t.low(j + 1) == "in" and t.low(j) not in _NO_SHARERS:
        found = _one_noun_in(t, j + 2, lexicon)
        if found is not None:
            return found
    low = t.low(j)
    if low == "in" or (low == "of" and t.low(j + 1) == "every"):
        k = j + 2 if t.low(j + 1) == "every" else j + 1
    elif (low == "out" and t.low(j + 1) == "of") or (low == "person" and t.low(j + 1) in ("in", "of") and first.value == 1):
        k = j + 3 if t.low(j + 2) == "every" else j + 2
    else:
        return None
    if not t.near(k) or not (t.is_digits(k) or t.low(k) in lexicon.words) or (low == "in" and first.value > 9):
        return None
    second = read_numeral(t, k, lexicon)
    if second is None or second.form != "card" or first.form != "card" or not 0 < first.value < second.value:
        return None
    if is_rate_base(t, first.value, second, lexicon):
        return None
    year = second.digits and 1500 <= second.value <= 2099
    tail = find_tail(t, second, lexicon, "USD")
    if year or (low == "in" and (tail is not None or t.lows[j - 1] == "," or t.low(second.stop) in HYPHENS)):
        return None
    return Fraction(first.value) / Fraction(second.value), second.stop


_READERS = {
    "quantifier": _quantifier, "few": _few, "group": _group, "change": _change, "age": _age, "decade": _decade, "zero": _zero, "no": _no,
    "single": _single, "half": _half, "unit": _unit_word, "scale": _magnitude, "collective": _magnitude, "tens_word": _tens,
}  # fmt: skip
