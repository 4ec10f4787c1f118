"""Read ages: 52-year-old, aged 66, Mary Lee, 38, in his 60s; a draft in, turned into an age where it is one (M20)."""

from __future__ import annotations

from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.lexicon import Lexicon
from extractor.recognizers.numbers.quantity import Quantity
from extractor.recognizers.numbers.tokens import HYPHENS, Tokens

_PERSON = ("er", "or", "ist", "ian", "man", "woman", "ee")
"""Endings of nouns for people: "the striker, 24, said"."""
_PLACES = frozenset(("early", "mid", "late", "low", "lower", "high", "upper"))
_READING = 12
"""Tokens back to the word that says what is measured: "temperatures climbed into the 40s"."""
_GROWN = 14
"""Below it a number behind an unknown name is rather a count of points or medals."""
_SHORTEST = 2
_MAX_AGE = 120
"""The oldest person on record reached 122."""


def settle_age(t: Tokens, d: Draft, q: Quantity, lexicon: Lexicon) -> None:
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
        _decade_of_life(t, d, j, lexicon)
    elif _stated_age(t, d.first, lexicon) or (q.numeral.digits and (_age_in_commas(t, d, lexicon) or _ages_of_several(t, d, lexicon))):
        d.kind, d.rule, d.unit = "age", "M20", "year"


def _stated_age(t: Tokens, first: int, lexicon: Lexicon) -> bool:
    before = t.low(first - 1)
    if before in ("aged", "age") and t.near(first):
        return True
    if before == "of" and t.low(first - 2) in ("age", "ages"):
        return True
    if before == "as" and t.low(first - 2) in ("young", "old") and t.low(first - 3) == "as":
        return not t.is_word(first + 1) or t.low(first + 1) in lexicon.sets["people.after_young_as"]  # "children as young as 10"
    if before in ("now", "then") and t.low(first - 2) == "," and t.low(first + 1) == ",":
        return t.is_capital(first - 3) or t.low(first - 3) in lexicon.sets["people.nouns"]
    said = before in ("turned", "turns", "turning", "both") or (before in ("is", "was") and t.low(first - 2) in ("he", "she", "who"))
    return said and t.low(first + 1) in lexicon.sets["people.after_age"]


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
    named = t.is_capital(holder) and not t.opens_sentence(holder)
    if before == "," and not named and low.endswith(_PERSON) and low not in lexicon.sets["people.not_nouns"] and t.low(d.stop) == ",":
        return True
    if not t.is_capital(holder) or low in lexicon.sets["labels.any_case"]:
        return False
    first = t.is_capital(holder - 1) and t.is_word(holder - 1) and t.low(holder - 1) not in lexicon.sets["people.no_first_names"]
    return first or (before == "," and _is_bare_surname(t, holder, d, lexicon))


def _is_bare_surname(t: Tokens, holder: int, d: Draft, lexicon: Lexicon) -> bool:
    """Tell "Arce, 63, had accepted" from "in Boston, 26", "Spain, 12, Italy, 9" and the points of a player."""
    sets = lexicon.sets
    after = t.low(d.stop + 1)
    known = not t.first_names.get(t.words[holder], set()) <= sets["people.no_first_names"]
    scored = not sets["scores.games"].isdisjoint(t.lows[max(0, holder - _READING) : d.stop + _READING])
    if t.low(holder - 1) in sets["people.places_before"] or not t.is_word(holder) or len(t.words[holder]) < _SHORTEST:
        return False
    if t.low(d.stop) == "," and t.same_line(d.stop + 1):
        goes_on = after in sets["people.after_apposed"] or (after.endswith("ed") and after not in sets["people.not_apposed"])
        grown = d.value is not None and d.value >= _GROWN
        if goes_on and (known or grown):
            return known or not scored
    return known and not scored and not t.is_capital(d.stop + 1)


def _ages_of_several(t: Tokens, d: Draft, lexicon: Lexicon) -> bool:
    """Tell the first age in "her daughters, 9, 12 and 15, live" and "the suspects, 31 and 34, were"."""
    j, holder = d.stop, t.low(d.first - 2)
    persons = lexicon.sets["people.plurals"]
    if t.low(d.first - 1) != "," or not (holder in persons or (holder.endswith("s") and holder[:-1] in lexicon.sets["people.nouns"])):
        return False
    while t.low(j) == "," and t.is_digits(j + 1) and j < d.stop + _READING:
        j += 2
    return t.low(j) == "and" and t.is_digits(j + 1) and t.low(j + 2) in (",", ".", ";")


def _decade_of_life(t: Tokens, d: Draft, j: int, lexicon: Lexicon) -> None:
    value = d.value
    if value is None or value % 10 or not 20 <= value <= 100:
        return
    before = d.first - 1
    place = t.low(before)
    if place in HYPHENS and t.low(before - 1) in _PLACES:
        before, place = before - 1, t.low(before - 1)
    if place in _PLACES:
        before -= 1
    if t.low(before) in ("his", "her", "their", "my", "our", "your"):
        d.kind, d.rule, d.unit, d.low, d.high, d.value, d.stop = "age", "M20", "year", value, value + 9, None, j + 1
    elif place in ("low", "lower", "high", "upper") or _is_measured(t, d, j, lexicon):
        d.kind, d.rule, d.low, d.high, d.value, d.stop = "range", "M13", value, value + 9, None, j + 1
        unit = lexicon.tails.get(t.low(j + 1), ())
        if unit and len(unit[-1].phrase) == 1 and unit[-1].kind in ("meas", "pct"):
            d.unit, d.stop = unit[-1].unit, j + 2
    else:
        d.kind, d.rule, d.stop = "date", "M23", j + 1


def _is_measured(t: Tokens, d: Draft, j: int, lexicon: Lexicon) -> bool:
    """Tell "temperatures in the mid-30s", "the 40s Celsius" from the decade."""
    words = lexicon.sets["contexts.readings"]
    return t.low(j + 1) in words or not words.isdisjoint(t.lows[max(0, d.first - _READING) : d.first])
