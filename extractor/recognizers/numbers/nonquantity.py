"""Tell numerals that are no amount: names, codes, clock times, dates and years, list marks, scores (rules M21-M26)."""

from __future__ import annotations

from decimal import Decimal

from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.lexicon import Lexicon
from extractor.recognizers.numbers.numeral import digits_value
from extractor.recognizers.numbers.tokens import HYPHENS, Tokens

FIRST_YEAR, LAST_YEAR = 1500, 2099  # CROSSCHECK M23
_SENTENCE_ENDS = frozenset(".!?;")
_UNITS_AFTER_LABEL = frozenset(("%", "percent", "per", "million", "billion", "thousand", "hundred", "km", "miles", "years", "days", "hours", "weeks", "months", "minutes"))


def read_nonquantity(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """Read the digits at token `i` as something that is no amount; None when they may be one."""
    for reader in (_code, _glued_name, _clock, _list_mark, _score, _calendar, _label):
        draft = reader(t, i, lexicon)
        if draft is not None:
            return draft
    return None


def _draft(t: Tokens, first: int, stop: int, kind: str, rule: str, i: int) -> Draft:
    return Draft(first, stop, kind, rule, value=digits_value(t.words[i]), core=(i, i + 1))


def _code(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """M25: telephone numbers, addresses of machines, versions: three or more groups of digits with one sign between."""
    sign = t.low(i + 1)
    if sign not in (".", "-", "\u2013", "/", ":", "\u2011") or not t.glued(i + 1):
        return None
    j, groups = i, 1
    while t.low(j + 1) in (".", "-", "\u2013", "/", ":", "\u2011") and t.is_digits(j + 2) and t.glued(j + 1) and t.glued(j + 2):
        j, groups = j + 2, groups + 1
    dotted = groups == 2 and sign == "." and "." in t.words[i] + t.words[i + 2]
    if sign == ":" or (groups < 3 and not dotted and not (groups == 2 and len(t.words[i]) == 3 and len(t.words[j]) == 4 and sign == "-" and t.low(i - 1) != "$")):
        return None
    if groups == 2 and not dotted and (t.low(i - 1) in ("from", "between", "range", "is", "about") or int(t.words[i]) < int(t.words[j])):
        return None
    first = i - 1 if t.low(i - 1) == "+" and t.glued(i) else i
    date = groups == 3 and sign in "-/." and sum(len(t.words[x]) == 4 for x in (i, i + 2, i + 4)) == 1
    return _draft(t, first, j + 1, "date" if date else "name", "M23" if date else "M25", i)


def _glued_name(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """M24: letters and digits written together: MiG-29, G20, COVID-19, 5G, 747s, 9/11."""
    if t.glued(i) and i:
        before = t.lows[i - 1]
        if before in HYPHENS and t.glued(i - 1) and t.is_word(i - 2) and t.lows[i - 2] not in lexicon.words:
            if t.lows[i - 2] in ("mid", "pre", "post", "early", "late", "and", "or", "to") or t.lows[i - 2] in lexicon.currency_prefixes or t.words[i - 2] in lexicon.codes:
                return None
            stop = i + 2 if t.glued(i + 1) and t.is_word(i + 1) and len(t.words[i + 1]) < 3 else i + 1
            return _draft(t, i - 2, stop, "name", "M24", i)
        if t.is_word(i - 1) and not _is_currency(t, i - 1, lexicon) and before not in lexicon.words:
            return _draft(t, i - 1, i + 1, "name", "M24", i)
        if before in "#@_/" and not (before == "/" and t.glued(i - 1) and t.is_digits(i - 2)):
            return _draft(t, i - 1, i + 1, "name", "M25", i)
    if t.words[i] == "9" and t.low(i + 1) == "/" and t.low(i + 2) == "11" and t.glued(i + 2):
        return _draft(t, i, i + 3, "name", "M24", i)
    if t.words[i] == "24" and t.low(i + 1) == "/" and t.low(i + 2) == "7" and t.glued(i + 2):
        return _draft(t, i, i + 3, "name", "M24", i)
    if t.glued(i + 1) and t.is_word(i + 1):
        return _glued_letters(t, i, lexicon)
    return None


def _is_currency(t: Tokens, j: int, lexicon: Lexicon) -> bool:
    return t.words[j].upper() in lexicon.codes and (t.words[j].isupper() or t.words[j].islower()) or t.lows[j] in lexicon.currency_prefixes or t.lows[j] in lexicon.currency_signs


def _glued_letters(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """Digits with letters behind them that are no scale, unit, ordinal or decade: 5G, 3D, 747s."""
    word, low = t.words[i + 1], t.lows[i + 1]
    known = (
        low in lexicon.scale_signs or word in lexicon.signs or low in ("st", "nd", "rd", "th", "ths", "m", "c", "p", "f", "x", "e") or low in lexicon.tails
        or low in lexicon.sets["clock.after"] or low in lexicon.words or low in ("musd", "ish", "odd")
    )  # fmt: skip
    if low == "s" and t.words[i].isdigit():
        if len(t.words[i]) == 4 and t.words[i].endswith("0") and FIRST_YEAR <= int(t.words[i]) <= LAST_YEAR + 1:
            return Draft(i, i + 2, "date", "M23", value=digits_value(t.words[i]), core=(i, i + 1))
        if len(t.words[i]) == 2 and t.words[i].endswith("0"):
            return None
        return _draft(t, i, i + 2, "name", "M24", i)
    return None if known else _draft(t, i, i + 2, "name", "M24", i)


def _clock(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """M22: 8:40 a.m., 17:00, 5 pm; 3:58:01 with hours, minutes and seconds is a duration unless it stands after "at"."""
    after = lexicon.sets["clock.after"]
    word = t.words[i]
    if t.low(i + 1) == ":" and t.glued(i + 1) and t.is_digits(i + 2) and t.glued(i + 2) and word.isdigit() and len(word) <= 2:
        if not (t.words[i + 2][:2].isdigit() and len(t.words[i + 2].split(".")[0]) == 2):
            return None
        stop = i + 3
        if t.low(stop) == ":" and t.glued(stop) and t.is_digits(stop + 1) and t.glued(stop + 1) and len(t.words[stop + 1].split(".")[0]) == 2:
            stop += 2
            if t.low(i - 1) not in ("at", "by", "around", "about", "until", "from") and t.low(stop) not in after:
                seconds = int(word) * 3600 + int(t.words[i + 2][:2]) * 60 + Decimal(t.words[stop - 1])
                return Draft(i, stop, "dur", "M22", value=seconds, unit="second")
        return _draft(t, i, _clock_end(t, stop, lexicon), "time", "M22", i)
    if word.replace(".", "").isdigit() and t.near(i + 1) and len(word) <= 5:
        stop = _clock_end(t, i + 1, lexicon)
        if stop > i + 1 and t.lows[i + 1] not in ("est", "noon", "midnight", "hrs", "gmt", "utc") and Decimal(word) < 13:
            return _draft(t, i, stop, "time", "M22", i)
        if len(word) == 4 and t.lows[i + 1] in ("gmt", "utc", "hrs", "hours", "bst", "cet") and word.isdigit() and int(word[2:]) < 60 and word < "2400":
            return _draft(t, i, i + 2, "time", "M22", i)
    return None


def _clock_end(t: Tokens, stop: int, lexicon: Lexicon) -> int:
    """Skip "a.m.", "pm", "o'clock", "GMT" after a clock time."""
    if t.low(stop) in ("a", "p") and t.low(stop + 1) == "." and t.low(stop + 2) == "m" and t.glued(stop + 2):
        return stop + 4 if t.low(stop + 3) == "." and t.glued(stop + 3) else stop + 3
    if t.low(stop) in lexicon.sets["clock.after"] and t.near(stop):
        if t.low(stop) == "am" and t.words[stop] == "AM" and False:
            return stop
        return stop + 1
    return stop


def _list_mark(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """M26: "1." or "2)" that opens a line, "(2)" that opens a line, sentence or item, "[3]" anywhere."""
    word = t.words[i]
    if len(word) > 3 or not word.isdigit():
        return None
    following, before = t.low(i + 1), t.low(i - 1)
    if before == "[" and following == "]":
        return _draft(t, i - 1, i + 2, "list", "M26", i)
    if t.opens_line(i) and following in (".", ")") and t.glued(i + 1) and i + 2 < t.n and not t.glued(i + 2):
        return _draft(t, i, i + 2, "list", "M26", i)
    if before == "(" and following == ")" and t.glued(i) and t.glued(i + 1) and len(word) < 3 and not (t.is_word(i - 2) and t.near(i - 1) and t.is_capital(i - 2)):
        opens = t.opens_sentence(i - 1) or t.low(i - 2) in (",", "and", "or")
        return _draft(t, i - 1, i + 2, "list", "M26", i) if opens or t.is_word(i + 2) else None
    return None


def _score(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """M21: won 4-2, a 7-4 split; not a range."""
    if t.low(i + 1) not in ("-", "\u2013", "\u2011") or not (t.glued(i + 1) and t.glued(i + 2)) or not t.is_digits(i + 2):
        return None
    one, two = t.words[i], t.words[i + 2]
    if not (one.isdigit() and two.isdigit() and len(one) <= 3 and len(two) <= 3) or t.low(i - 1) in lexicon.currency_signs:
        return None
    if t.low(i + 3) in HYPHENS and t.glued(i + 3) and t.low(i + 4) in ("year", "day", "month", "week", "hour", "minute"):
        return None
    following = t.low(i + 3)
    if following in lexicon.tails and t.near(i + 3) or following in lexicon.sets["years.counted_nouns"]:
        return None
    cues = lexicon.sets["scores.cues"]
    near = [low for low in t.lows[max(0, i - 5) : i] if low not in _SENTENCE_ENDS] + t.lows[i + 3 : i + 6]
    falling = int(one) > int(two) or one == two == "0"
    if not any(low in cues for low in near) and not (falling and following in ("", ".", ",", ")", "in", "at", "on", "to", "against", "over")):
        return None
    low, high = sorted((Decimal(one), Decimal(two)))
    return Draft(i, i + 3, "score", "M21", low=low, high=high, core=(i, i + 3))


def _calendar(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """M23: a day beside a month, a year, a season such as 2018-19, and a decade."""
    word = t.words[i]
    months = lexicon.sets["dates.months"]
    if not word.isdigit():
        return None
    if len(word) <= 2 and 0 < int(word) <= 31:
        j = i + 2 if t.glued(i + 1) and t.low(i + 1) in ("st", "nd", "rd", "th") else i + 1
        k = j + 1 if t.low(j) == "of" else j
        if t.low(i - 1) in months and t.is_capital(i - 1) and t.near(i) and t.low(j) not in ("people", "percent"):
            return _draft(t, i, j, "date", "M23", i)
        if t.low(i - 1) == "." and t.low(i - 2) in months and t.is_capital(i - 2) and t.glued(i - 1) and len(t.words[i - 2]) < 5:
            return _draft(t, i, j, "date", "M23", i)
        if t.low(k) in months and t.is_capital(k) and t.near(k) and not (t.words[k] == "May" and k == j and t.low(k + 1) in ("be", "have", "not")):
            return _draft(t, i, k + 1, "date", "M23", i)
        if t.low(j) in HYPHENS and t.glued(j) and t.is_digits(j + 1) and t.low(j + 2) in months and t.is_capital(j + 2):
            return _draft(t, i, j + 2, "date", "M23", i)
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
        season = len(later) == 2 and int(word[2:]) < int(later) or len(later) == 4 and FIRST_YEAR <= int(later) <= LAST_YEAR
        return _draft(t, i, i + 3, "date", "M23", i) if season else None
    if _is_counted(t, i, lexicon):
        return None
    return _draft(t, i, i + 1, "date", "M23", i)


def _is_counted(t: Tokens, i: int, lexicon: Lexicon) -> bool:
    before, following = t.low(i - 1), t.low(i + 1)
    near = t.near(i + 1)
    word = lexicon.words.get(following)
    if near and (word is not None and word.kind in ("scale", "collective") or following == "%"):
        return True
    prepositions = lexicon.sets["years.prepositions"]
    if t.is_capital(i - 1) and before in lexicon.sets["dates.months"]:
        return False
    if near and following in lexicon.tails and t.is_word(i + 1) and not t.is_capital(i + 1) and any(x.kind in ("meas", "dur", "pct", "pp") for x in lexicon.tails[following] if len(x.phrase) == 1):
        return following != "second"
    if near and following in lexicon.tails and not t.is_capital(i + 1) and before not in prepositions and any(len(x.phrase) == 1 and x.kind == "cur" and not x.unit.lower() == following for x in lexicon.tails[following]):
        return True
    if t.glued(i + 1) and t.words[i + 1] in lexicon.signs:
        return True
    if before in lexicon.sets["years.counting_verbs"] and t.near(i):
        return near and t.is_word(i + 1) and not t.is_capital(i + 1) and following not in prepositions and following not in ("and", "or", "when", "as", "at", "with", "was", "were", "is", "but", "that", "it")
    return near and following in lexicon.sets["years.counted_nouns"] and before not in prepositions - {"the", "and", "for", "of", "to"}


def _label(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """M24: Article 8, Boeing 777, No. 10, Internet Explorer 6."""
    j = i - 1
    if j < 0 or not t.same_line(i):
        return None
    low = t.lows[j]
    if low == "." and t.glued(j) and t.low(j - 1) in lexicon.sets["labels.number_signs"] | lexicon.sets["labels.any_case"] and t.low(j - 1) != "#":
        return _draft(t, j - 1, i + 1, "name", "M24", i)
    if low in ("no", "nos") and t.is_capital(j) and not t.opens_sentence(j):
        return _draft(t, j, i + 1, "name", "M24", i)
    if low in lexicon.sets["labels.any_case"] and _label_stands(t, i, lexicon):
        return _draft(t, j, i + 1, "name", "M24", i)
    if not t.is_capital(j) or not t.is_word(j):
        return None
    if t.words[j] in lexicon.sets["labels.capitalized"]:
        return _draft(t, j, i + 1, "name", "M24", i) if _label_stands(t, i, lexicon) else None
    return None


def _label_stands(t: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Tell a label from a subject with its count: "Section 8 says", but "the bus 40 people took"."""
    following = t.low(i + 1)
    if following in _UNITS_AFTER_LABEL or following in lexicon.sets["years.counted_nouns"]:
        return False
    return "," not in t.words[i]
