"""Read years, days beside a month, seasons and eras (M23); tokens in, a draft out."""

from __future__ import annotations

from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.lexicon import Lexicon
from extractor.recognizers.numbers.marks import label_draft
from extractor.recognizers.numbers.tokens import HYPHENS, Tokens

FIRST_YEAR, LAST_YEAR = 1500, 2099  # rule M23


def read_era(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """M23: 575 B.C., 70 AD, AD 70."""
    if t.words[i].replace(",", "").isdigit():
        if i + 1 < t.n and t.words[i + 1] in ("BC", "BCE", "AD", "CE"):
            return label_draft(t, i, i + 2, "date", "M23", i)
        dotted = (
            t.low(i + 2) == "." and t.words[i + 1 : i + 2] in (["B"], ["A"]) and t.words[i + 3 : i + 4] in (["C"], ["D"]) and t.glued(i + 2)
        )
        if dotted:
            return label_draft(t, i, i + 4, "date", "M23", i)
        if i and t.words[i - 1] == "AD":
            return label_draft(t, i - 1, i + 1, "date", "M23", i)
    return None


def read_calendar(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """M23: a day beside a month, a year, a season such as 2018-19, and a decade."""
    word = t.words[i]
    months = lexicon.sets["dates.months"]
    if not word.isdigit():
        return None
    if len(word) <= 2 and 0 < int(word) <= 31:
        j = i + 2 if t.glued(i + 1) and t.low(i + 1) in ("st", "nd", "rd", "th") else i + 1
        k = j + 1 if t.low(j) == "of" else j
        if t.low(i - 1) in months and t.is_capital(i - 1) and t.near(i) and t.low(j) not in ("people", "percent"):
            return label_draft(t, i, j, "date", "M23", i)
        if t.low(i - 1) == "." and t.low(i - 2) in months and t.is_capital(i - 2) and t.glued(i - 1) and len(t.words[i - 2]) < 5:
            return label_draft(t, i, j, "date", "M23", i)
        if (
            t.low(k) in months
            and t.is_capital(k)
            and t.near(k)
            and not (t.words[k] == "May" and k == j and t.low(k + 1) in ("be", "have", "not"))
        ):
            return label_draft(t, i, k + 1, "date", "M23", i)
        if t.low(j) in HYPHENS and t.glued(j) and t.is_digits(j + 1) and t.low(j + 2) in months and t.is_capital(j + 2):
            return label_draft(t, i, j + 2, "date", "M23", i)
    quoted = t.low(i - 1) in ("'", "\u2019") and t.glued(i) and not t.glued(i - 1)
    if len(word) == 2 and quoted and t.low(i - 2) in lexicon.sets["years.prepositions"]:
        return label_draft(t, i, i + 1, "date", "M23", i)
    return _year(t, i, lexicon)


def _year(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    word = t.words[i]
    if len(word) != 4 or not FIRST_YEAR <= int(word) <= LAST_YEAR or t.low(i - 1) in lexicon.currency_signs:
        return None
    before, following = t.low(i - 1), t.low(i + 1)
    if before in HYPHENS and t.glued(i) and t.glued(i - 1) and t.is_digits(i - 2) and len(t.words[i - 2]) != 4:
        return None
    if following in HYPHENS and t.glued(i + 1) and t.glued(i + 2) and t.is_digits(i + 2):
        later = t.words[i + 2]
        season = (len(later) == 2 and int(word[2:]) < int(later)) or (len(later) == 4 and FIRST_YEAR <= int(later) <= LAST_YEAR)
        return label_draft(t, i, i + 3, "date", "M23", i) if season else None
    if following == "s" and t.glued(i + 1) and word[3] == "0":
        return label_draft(t, i, i + 2, "date", "M23", i)
    if _is_counted(t, i, lexicon):
        return None
    return label_draft(t, i, i + 1, "date", "M23", i)


def _is_counted(t: Tokens, i: int, lexicon: Lexicon) -> bool:
    before, following = t.low(i - 1), t.low(i + 1)
    if following in ("'", "\u2019") and t.glued(i + 1) and t.low(i + 2) == "s":
        return False
    near = t.near(i + 1)
    word = lexicon.words.get(following)
    if near and ((word is not None and word.kind in ("scale", "collective")) or following == "%"):
        return True
    prepositions = lexicon.sets["years.prepositions"]
    if t.is_capital(i - 1) and before in lexicon.sets["dates.months"]:
        return False
    if (
        near
        and following in lexicon.tails
        and t.is_word(i + 1)
        and not t.is_capital(i + 1)
        and any(x.kind in ("meas", "dur", "pct", "pp") for x in lexicon.tails[following] if len(x.phrase) == 1)
    ):
        return following != "second"
    if (
        near
        and following in lexicon.tails
        and not t.is_capital(i + 1)
        and before not in prepositions
        and any(len(x.phrase) == 1 and x.kind == "cur" and x.unit.lower() != following for x in lexicon.tails[following])
    ):
        return True
    if t.glued(i + 1) and t.words[i + 1] in lexicon.signs:
        return True
    if before in lexicon.sets["years.counting_verbs"] and t.near(i):
        return (
            near
            and t.is_word(i + 1)
            and not t.is_capital(i + 1)
            and following not in prepositions
            and following not in ("and", "or", "when", "as", "at", "with", "was", "were", "is", "but", "that", "it")
        )
    return near and following in lexicon.sets["years.counted_nouns"] and before not in prepositions - {"the", "and", "for", "of", "to"}
