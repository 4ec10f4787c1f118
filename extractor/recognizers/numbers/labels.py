"""Read numbered names: Article 8, Boeing 777, CTF 50, Chapter one (M24); tokens in, a draft out."""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal

from extractor.recognizers.numbers.digits import digits_value
from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.lexicon import Lexicon
from extractor.recognizers.numbers.marks import label_draft
from extractor.recognizers.numbers.tokens import HYPHENS, Tokens

_HEADLINE = 150
"""Characters after which a line is no headline."""
_NAME = 3
"""Words of a brand or title before its number."""
_ARTICLES = frozenset(("the", "a", "an"))
_PLACING = frozenset(("in", "at", "to", "of", "from", "told", "near", "on", "by", "for", "with"))
_TITLE = 9
"""Tokens of a title that holds a number, with its marks."""
_OPENING_MARKS = frozenset(('"', "\u201c", "\u2018", "\u00ab"))
_CLOSING_MARKS = frozenset(('"', "\u201d", "\u2019", "\u00bb"))
_JOINERS = frozenset(("and", "or", "to", "through", "-", "\u2013", ","))
_UNITS_AFTER_LABEL = frozenset(
    (
        "%",
        "percent",
        "per",
        "million",
        "billion",
        "thousand",
        "hundred",
        "km",
        "miles",
        "years",
        "days",
        "hours",
        "weeks",
        "months",
        "minutes",
    )
)


def read_label(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """M24: Article 8, Boeing 777, No. 10, Internet Explorer 6."""
    j = i - 1
    if j < 0 or not t.same_line(i):
        return None
    low = t.lows[j]
    if (
        low == "."
        and t.glued(j)
        and t.low(j - 1) in lexicon.sets["labels.number_signs"] | lexicon.sets["labels.any_case"]
        and t.low(j - 1) != "#"
    ):
        return label_draft(t, j - 1, i + 1, "name", "M24", i)
    if low in ("no", "nos") and t.is_capital(j) and not t.opens_sentence(j):
        return label_draft(t, j, i + 1, "name", "M24", i)
    if _is_label(low, lexicon) and _label_stands(t, i, lexicon):
        return label_draft(t, j, i + 1, "name", "M24", i)
    if (
        low in _JOINERS
        and t.is_digits(j - 1)
        and t.low(j - 2).endswith("s")
        and (_is_label(t.low(j - 2), lexicon) or (t.is_capital(j - 2) and t.low(j - 2)[:-1] in lexicon.sets["labels.places"]))
        and _label_stands(t, i, lexicon)
    ):
        return label_draft(t, i, i + 1, "name", "M24", i)
    if _is_airliner(t, i, lexicon) or _is_index(t, j):
        return label_draft(t, i, i + 1, "name", "M24", i)
    if not t.is_capital(j) or not t.is_word(j):
        return None
    if _is_acronym_label(t, i, lexicon):
        return label_draft(t, j, i + 1, "name", "M24", i)
    if t.words[j] in lexicon.sets["labels.capitalized"]:
        return label_draft(t, j, i + 1, "name", "M24", i) if _label_stands(t, i, lexicon) else None
    pair = low.endswith("s") and low[:-1] in lexicon.sets["labels.places"] and t.low(i + 1) in _JOINERS and t.is_digits(i + 2)
    named = low in lexicon.sets["labels.places"] or pair or _is_brand(t, j, lexicon)
    if named and t.words[i].isdigit() and len(t.words[i]) < 5 and _label_stands(t, i, lexicon) and not _is_counting(t, i, lexicon):
        return label_draft(t, j, i + 1, "name", "M24", i)
    return None


def read_counted_title(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """Read a title that opens with its number: "starred in 127 Hours", "12 Years a Slave" (M24); headlines have none."""
    unit = t.low(i + 1)
    if not (t.is_capital(i + 1) and unit in lexicon.sets["labels.title_units"] and t.same_line(i + 1) and t.same_line(i)):
        return None
    if not t.is_word(i - 1) or t.is_capital(i - 1) or "," in t.words[i] or t.words[i + 1].isupper() or _in_headline(t, i):
        return None
    return label_draft(t, i, i + 2, "name", "M24", i)


def _is_brand(t: Tokens, j: int, lexicon: Lexicon) -> bool:
    """Tell "the Mate 9", "the sequel Toy Story 3": a name with a capital letter behind an article or a word for a work or a make."""
    if t.words[j].isupper() or t.lows[j] in lexicon.sets["dates.weekdays"] or t.lows[j] in lexicon.sets["dates.months"]:
        return False
    k = j
    while k > 0 and j - k < _NAME and t.is_word(k - 1) and t.is_capital(k - 1) and t.lows[k - 1] not in _ARTICLES and t.same_line(k):
        k -= 1
    before = t.low(k - 1)
    if before in lexicon.sets["labels.works"]:
        return True
    return before in _ARTICLES and t.low(j + 2) in lexicon.sets["labels.after_brand"] and t.low(k - 2) not in _PLACING


def _is_counting(t: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Tell a number that counts the noun behind it: "Police 30 officers", "the Guardian 12 men"."""
    following = t.low(i + 1)
    if not t.is_word(i + 1) or not t.same_line(i + 1):
        return t.glued(i + 1) and (following in HYPHENS or following in "%\u00b0/")
    if t.glued(i + 1) or following in ("strong", "or"):
        return True
    plural = following.endswith("s") and not following.endswith("ss")
    if plural and following not in lexicon.sets["guards.no_nouns"]:
        return following not in lexicon.sets["labels.after_brand"]
    return following in lexicon.words


def _is_airliner(t: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Tell "five new 737 aircraft" and, in a text about Boeing, "the 787", from a count of 737."""
    word, following = t.words[i], t.low(i + 1)
    if len(word) != 3 or word[0] != "7" or word[2] != "7" or not word.isdigit():
        return False
    if following in lexicon.sets["labels.aircraft"]:
        return True
    return t.count_of("Boeing") > 0 and following not in lexicon.sets["years.counted_nouns"] and following not in _UNITS_AFTER_LABEL


def _is_index(t: Tokens, j: int) -> bool:
    """Tell the number of a share index: S&P 500, Standard & Poor's 500."""
    if t.words[j] == "P":
        return t.low(j - 1) == "&"
    return t.lows[j] == "s" and t.low(j - 2) == "poor" and t.glued(j)


def _is_label(low: str, lexicon: Lexicon) -> bool:
    labels = lexicon.sets["labels.any_case"]
    return low in labels or (low.endswith("s") and low[:-1] in labels)


def _is_acronym_label(t: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Tell "CTF 50 is", "(DDG 70)" from "by the EU 27 states" and from a headline in capitals."""
    word, low = t.words[i - 1], t.lows[i - 1]
    bracketed = t.low(i - 2) == "(" and t.low(i + 1) == ")"
    if (
        not (word.isupper() and word.isascii() and (2 if not bracketed else 1) <= len(word) <= 5)
        or low in lexicon.sets["labels.capital_words"]
        or not t.words[i].isdigit()
    ):
        return False
    if t.words[i - 1] in lexicon.codes or low in lexicon.currency_prefixes or low in lexicon.sets["dates.months"]:
        return False
    shouted = t.is_word(i - 2) and t.words[i - 2].isupper() and len(t.words[i - 2]) > 1
    following = t.low(i + 1)
    ends = not t.is_word(i + 1) or following in lexicon.sets["labels.after_acronym"]
    return not shouted and ends and following not in ("%", "-", "$") and following not in lexicon.currency_signs


def read_spelled_label(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """Read a number word as a label: "Chapter one", "Phase Two", "the Big Five", "Group of Seven" (M24)."""
    j = i - 1
    if j < 0 or not t.same_line(i) or t.low(i + 1) in HYPHENS:
        return None
    low, value = t.lows[j], Decimal(int(lexicon.words[t.lows[i]].value))
    if t.is_capital(i):
        if t.is_capital(i + 1) and t.is_word(j) and not t.is_capital(j) and t.same_line(i + 1) and not _in_headline(t, i):
            return Draft(i, i + 1, "name", "M24", value=value, core=(i, i + 1))
        if low == "of" and t.words[i - 2 : i - 1] == ["Group"]:
            return Draft(i - 2, i + 1, "name", "M24", value=value, core=(i, i + 1))
        if t.words[j] == "Big" or (
            t.is_capital(j) and (t.words[j] in lexicon.sets["labels.capitalized"] or low in lexicon.sets["labels.spelled"])
        ):
            return Draft(j, i + 1, "name", "M24", value=value, core=(i, i + 1))
        return None
    plural = t.is_word(i + 1) and t.lows[i + 1].endswith("s") and t.lows[i + 1] not in lexicon.sets["guards.no_nouns"]
    if low in lexicon.sets["labels.spelled"] and not (plural and not t.is_capital(j)) and t.low(i + 1) not in _UNITS_AFTER_LABEL:
        return Draft(j, i + 1, "name", "M24", value=value, core=(i, i + 1))
    return None


def _in_headline(t: Tokens, i: int) -> bool:
    """Tell a line of capitalised words without a final mark: "Death of Two Men Probed"."""
    stop = t.text.find("\n", t.starts[i], t.starts[i] + _HEADLINE)
    line_end = len(t.text) if stop < 0 and len(t.text) - t.starts[i] <= _HEADLINE else stop
    return line_end >= 0 and t.text[t.starts[i] : line_end].rstrip()[-1:] not in tuple(".!?\"\u201d\u2019')")


def read_title(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """Read a number inside a title in quotation marks: "Seven", "12 Years a Slave" (M24, N5); direct speech is none."""
    marks = t.positions("opening marks", _OPENING_MARKS)
    if not marks:
        return None
    k = bisect_left(marks, i) - 1
    opening = marks[k] if k >= 0 and marks[k] > i - _TITLE else None
    if opening is None or not t.glued(opening + 1) or (opening and t.glued(opening) and t.is_word(opening - 1)):
        return None
    ends = t.positions("closing marks", _CLOSING_MARKS)
    k = bisect_left(ends, i + 1)
    closing = ends[k] if k < len(ends) and ends[k] < opening + _TITLE else None
    if closing is None or not t.glued(closing):
        return None
    if closing == opening + 2:
        if not (t.is_digits(i) or t.is_capital(i)):
            return None
        value = digits_value(t.words[i]) if t.is_digits(i) else Decimal(int(lexicon.words[t.lows[i]].value))
        return Draft(i, i + 1, "name", "M24", value=value, core=(i, i + 1))
    inside = range(opening + 1, closing)
    small = lexicon.sets["labels.title_words"]
    named = all(not t.is_word(j) or t.is_capital(j) or t.lows[j] in small or j == i for j in inside)
    capitals = sum(t.is_capital(j) for j in inside)
    if not named or capitals < 2 or t.low(closing - 1) in (".", ",", "!", "?", ";"):
        return None
    value = digits_value(t.words[i]) if t.is_digits(i) else Decimal(int(lexicon.words[t.lows[i]].value))
    return Draft(i, i + 1, "name", "M24", value=value, core=(i, i + 1))


def _label_stands(t: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Tell a label from a subject with its count: "Section 8 says", but "the bus 40 people took"."""
    following = t.low(i + 1)
    if following in _UNITS_AFTER_LABEL or following in lexicon.sets["years.counted_nouns"]:
        return False
    return "," not in t.words[i]
