"""Read codes and names that hold digits: telephone numbers, coordinates, MiG-29, G20 (M24, M25)."""

from __future__ import annotations

import re

from extractor.recognizers.numbers.digits import digits_value
from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.lexicon import Lexicon
from extractor.recognizers.numbers.marks import label_draft
from extractor.recognizers.numbers.tokens import HYPHENS, Tokens

FIRST_YEAR, LAST_YEAR = 1500, 2099  # rule M23
_EMERGENCY = frozenset(("911", "999", "112", "000", "111", "101", "110", "119", "118", "988"))
_GLUED_ENDINGS = frozenset(("st", "nd", "rd", "th", "ths", "m", "c", "p", "f", "x", "e", "musd", "ish", "odd", "a", "us", "per", "degrees"))
_CLOCK_WORDS = frozenset(("utc", "gmt", "hours", "hrs", "bst", "cet", "zulu", "local"))
_LIST = 5
"""Groups of digits, glued by commas, from which on they are a code."""
_COORDINATE = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]{1,12})?\u00b0\s?(?:[0-9]{1,2}(?:\.[0-9]{1,9})?['\u2032\u2019]\s?)?(?:[0-9]{1,2}(?:\.[0-9]{1,9})?[\"\u2033\u201d]\s?)?[NSEW]\b"
)


def read_coordinate(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """M25: 33\u00b030\u203221\u2033N, 36.27\u00b0E."""
    if t.low(i + 1) != "\u00b0":
        return None
    found = _COORDINATE.match(t.text, t.starts[i])
    if found is None:
        return None
    stop = i + 1
    while stop < t.n and t.ends[stop] <= found.end():
        stop += 1
    return label_draft(t, i, stop, "name", "M25", i)


def read_telephone(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """M25, M24: 0800 123 456, +44 20 7946 0958, (202) 555-0143; "call 911"."""
    word, before = t.words[i], t.low(i - 1)
    if word in _EMERGENCY and (before in lexicon.sets["labels.calling"] or t.low(i + 1) in lexicon.sets["labels.called"]):
        return label_draft(t, i, i + 1, "name", "M24", i)
    plus = before == "+" and t.glued(i)
    bracket = before == "(" and t.low(i + 1) == ")" and len(word) > 2
    trunk = len(word) > 2 and word[0] == "0" and word.isdigit()
    clock = len(word) == 4 and t.low(i + 1) in _CLOCK_WORDS
    if clock or not (plus or bracket or trunk):
        return None
    stop = i + 2 if bracket else i + 1
    groups = 0
    while (
        groups < 5
        and t.same_line(stop)
        and (t.words[stop].isdigit() or (t.lows[stop] in HYPHENS and t.glued(stop) and t.is_digits(stop + 1)))
    ):
        groups += t.words[stop].isdigit()
        stop += 1
    if not trunk and groups < 2:
        return None
    return label_draft(t, i - 1 if plus or bracket else i, stop, "name", "M25", i)


def read_code(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """M25: telephone numbers, addresses of machines, versions: three or more groups of digits with one sign between."""
    sign = t.low(i + 1)
    if sign == "," and t.glued(i + 1):
        return _digit_list(t, i)
    if sign not in (".", "-", "\u2013", "/", "\u2011") or not t.glued(i + 1):
        return None
    j, groups = i, 1
    while t.low(j + 1) in (".", "-", "\u2013", "/", ":", "\u2011") and t.is_digits(j + 2) and t.glued(j + 1) and t.glued(j + 2):
        j, groups = j + 2, groups + 1
    dotted = groups == 2 and sign == "." and "." in t.words[i] + t.words[i + 2]
    local = groups == 2 and len(t.words[i]) == 3 and len(t.words[j]) == 4 and sign == "-" and t.low(i - 1) != "$"
    if groups < 3 and not dotted and not local:
        return None
    if groups == 2 and not dotted and (t.low(i - 1) in ("from", "between", "range", "is", "about") or int(t.words[i]) < int(t.words[j])):
        return None
    first = i - 1 if t.low(i - 1) == "+" and t.glued(i) else i
    date = groups == 3 and sign in "-/." and sum(len(t.words[x]) == 4 for x in (i, i + 2, i + 4)) == 1
    return label_draft(t, first, j + 1, "date" if date else "name", "M23" if date else "M25", i)


def read_street(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """M25: 10 Downing Street, 1600 Pennsylvania Avenue."""
    if not t.words[i].isdigit() or not t.is_capital(i + 1) or not t.same_line(i + 1):
        return None
    for k in range(i + 2, i + 5):
        if not t.is_capital(k) or not t.same_line(k):
            return None
        if t.lows[k] in lexicon.sets["labels.streets"]:
            return label_draft(t, i, k + 1, "name", "M25", i)
    return None


def _digit_list(t: Tokens, i: int) -> Draft | None:
    """M25: 4,8,15,16,23: a run without spaces that is no grouped number."""
    j, groups = i, 1
    while t.low(j + 1) == "," and t.glued(j + 1) and t.glued(j + 2) and t.is_digits(j + 2):
        j, groups = j + 2, groups + 1
    return label_draft(t, i, j + 1, "name", "M25", i) if groups >= _LIST else None


def read_glued_name(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """M24: letters and digits written together: MiG-29, G20, COVID-19, 5G, 747s, 9/11."""
    if t.glued(i) and i:
        before = t.lows[i - 1]
        if before in HYPHENS and t.glued(i - 1) and t.is_digits(i - 2) and t.glued(i - 2) and t.is_word(i - 3):
            return label_draft(t, i - 3, i + 1, "name", "M24", i)
        if before in HYPHENS and t.glued(i - 1) and t.is_word(i - 2) and t.lows[i - 2] not in lexicon.words:
            if t.lows[i - 2] in lexicon.sets["clock.after"]:
                return None
            if (
                t.lows[i - 2] in ("mid", "pre", "post", "early", "late", "and", "or", "to")
                or t.lows[i - 2] in lexicon.currency_prefixes
                or t.words[i - 2] in lexicon.codes
            ):
                return None
            stop = i + 2 if t.glued(i + 1) and t.is_word(i + 1) and len(t.words[i + 1]) < 3 else i + 1
            return label_draft(t, i - 2, stop, "name", "M24", i)
        if t.is_word(i - 1) and not _is_currency(t, i - 1, lexicon) and before not in lexicon.words:
            return label_draft(t, i - 1, i + 1, "name", "M24", i)
        if before in "#@_/" and not (before == "/" and t.glued(i - 1) and t.is_digits(i - 2)):
            return label_draft(t, i - 1, i + 1, "name", "M25", i)
    if t.words[i] == "9" and t.low(i + 1) == "/" and t.low(i + 2) == "11" and t.glued(i + 2):
        return label_draft(t, i, i + 3, "name", "M24", i)
    if t.low(i + 1) == "/" and t.glued(i + 1) and t.glued(i + 2) and t.is_digits(i + 2) and t.low(i + 3) in lexicon.sets["labels.attacks"]:
        return label_draft(t, i, i + 3, "name", "M24", i)
    if t.words[i] == "24" and t.low(i + 1) == "/" and t.low(i + 2) == "7" and t.glued(i + 2):
        return label_draft(t, i, i + 3, "name", "M24", i)
    if t.low(i + 1) == "(" and t.glued(i + 1) and t.is_word(i + 2) and len(t.words[i + 2]) == 1 and t.low(i + 3) == ")" and t.glued(i + 2):
        return label_draft(t, i, i + 4, "name", "M24", i)
    if t.low(i + 1) in HYPHENS and t.glued(i + 1) and t.glued(i + 2) and t.is_capital(i + 2) and t.lows[i + 2] in lexicon.words:
        return label_draft(t, i, i + 3, "name", "M24", i)
    if t.glued(i + 1) and t.is_word(i + 1):
        return _glued_letters(t, i, lexicon)
    return None


def _is_currency(t: Tokens, j: int, lexicon: Lexicon) -> bool:
    return (
        (t.words[j].upper() in lexicon.codes and (t.words[j].isupper() or t.words[j].islower()))
        or t.lows[j] in lexicon.currency_prefixes
        or t.lows[j] in lexicon.currency_signs
    )


def _glued_letters(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """Digits with letters behind them that are no scale, unit, ordinal or decade: 5G, 3D, 4x4, 747s."""
    word, low = t.words[i + 1], t.lows[i + 1]
    if low == "x" and len(t.words[i]) == 1 and t.is_digits(i + 2) and t.glued(i + 2):
        stop = i + 4 if t.low(i + 3) == "m" else i + 3
        if t.low(stop) in ("relay", "metres", "hurdles") or (
            stop == i + 3 and len(t.words[i + 2]) == 1 and t.low(stop) not in lexicon.tails
        ):
            return label_draft(t, i, stop, "name", "M24", i)
    known = (
        low in lexicon.scale_signs
        or word in lexicon.signs
        or low in _GLUED_ENDINGS
        or any(len(tail.phrase) == 1 or tail.unit.startswith("square") for tail in lexicon.tails.get(low, ()))
        or low in lexicon.sets["clock.after"]
        or low in lexicon.words
    )
    if low == "s" and t.words[i].isdigit():
        if len(t.words[i]) == 4 and t.words[i].endswith("0") and FIRST_YEAR <= int(t.words[i]) <= LAST_YEAR + 1:
            return Draft(i, i + 2, "date", "M23", value=digits_value(t.words[i]), core=(i, i + 1))
        if len(t.words[i]) == 2 and t.words[i].endswith("0"):
            return None
        return label_draft(t, i, i + 2, "name", "M24", i)
    return None if known else label_draft(t, i, i + 2, "name", "M24", i)
