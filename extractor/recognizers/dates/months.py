"""Read days, months and weekdays by name: May 3, 2019; the third of March; Friday the 13th (D20-D22)."""

from __future__ import annotations

from extractor.core.edtf import days_in_month
from extractor.recognizers.dates.calendar import calendar_node
from extractor.recognizers.dates.context import Node, Reading
from extractor.recognizers.dates.lexicon import Lexicon
from extractor.recognizers.dates.numeric import numeric
from extractor.recognizers.dates.tokens import HYPHENS, Tokens, read_ordinal, read_year_words
from extractor.recognizers.dates.years import ends_sentence, read_year, two_digit_year


def month_first(t: Tokens, i: int, lexicon: Lexicon) -> Node | None:
    """March; March 2019; March 3; March 3, 2019; March 3rd of 2019; May 2-5, 2019."""
    month = lexicon.months.get(t.low(i))
    if month is None:
        return None
    j = i + 1
    abbreviated = len(t.low(i)) <= 4 and t.low(i) not in ("may", "june", "july")
    if (t.low(j) == "." and t.glued(j) and abbreviated) or (t.low(j) in HYPHENS and t.glued(j) and t.is_digits(j + 1, 4)):
        j += 1
    day, k = _day_after(t, j, lexicon)
    is_bare_figure = day is not None and not t.is_capital(i) and t.low(k - 1).isdigit() and t.n > 4
    if is_bare_figure and t.low(i) in ("may", "march", "mar") and t.low(i - 1) not in ("on", "from", "until", "since", "by"):
        return None
    if day is not None:
        year = _year_after(t, k, lexicon)
        if year is None and f"{month}-{day}" in lexicon.sets["supports.named_days"] and t.low(k) in lexicon.sets["tense.past_events"]:
            return Node(k, lambda ctx: Reading(reason="the name of an event", keeps=True))
        if year is not None:
            return calendar_node(year[1], year=year[0], month=month, day=day)
        return calendar_node(k, month=month, day=day)
    year = _year_after(t, j, lexicon)
    if year is not None:
        return calendar_node(year[1], year=year[0], month=month)
    if not _supported_month(t, i, abbreviated, lexicon):
        return None
    return calendar_node(j if j > i + 1 and t.low(j - 1) == "." and not ends_sentence(t, j - 1) else i + 1, month=month)


def _supported_month(t: Tokens, i: int, abbreviated: bool, lexicon: Lexicon) -> bool:
    """Whether a month without day and year is a month and no verb or name."""
    word, before, after = t.low(i), t.low(i - 1), t.low(i + 1)
    before_ok = before in lexicon.sets["supports.before_month"]
    if before == "the" and after in ("of",) and word in ("march", "may"):
        return False
    if abbreviated:
        return before_ok and t.is_capital(i) and before not in ("to", "(", "and", "or", "-") and word not in ("mar", "sun")
    if word in ("may", "march"):
        if not t.is_capital(i):
            return word == "march" and before in ("in", "early", "late", "mid", "last", "next") and after in (".", ",", "", ")")
        name = t.is_capital(i + 1) and t.low(i + 1) not in lexicon.months
        return (
            (before_ok and before not in ("(", "that", "each", "for", "to", "-", "and", "by", "or", "about", "on", "—", "–") and not name)
            or (
                before in ("to", "and", "by", "-", "–", "for", "or")
                and word == "may"
                and not name
                and after in (".", ",", "", ")", ";", "of", "and")
            )
            or (before in ("to", "and", "by", "-", "–", "or") and word == "march" and not name)
            or (i == 0 and after in ("", "in", "next"))
        )
    if not t.is_capital(i):
        return before_ok or t.n <= 3 or word not in ("august", "april", "june")
    if word in ("april", "june", "august") and not before_ok:
        return not t.is_capital(i + 1) and not (t.is_capital(i - 1) and i > 0)
    return before_ok or not t.is_capital(i + 1) or t.low(i + 1) in lexicon.weekdays


def _day_after(t: Tokens, j: int, lexicon: Lexicon) -> tuple[int | None, int]:
    """The day of the month at token `j`, and the token after it."""
    k = j + 1 if t.low(j) == "the" else j
    ordinal = read_ordinal(t, k, lexicon)
    if ordinal is not None and 1 <= ordinal[0] <= 31:
        written = t.low(k).isdigit() or not t.text[t.starts[k]].isupper()
        if written and (t.low(k).isdigit() or k > j or t.low(ordinal[1]) not in lexicon.units):
            return ordinal
        return None, j
    if (
        k == j
        and t.plain_digits(k, 2)
        and 1 <= int(t.low(k)) <= 31
        and not (t.low(k + 1) in ("%", "percent", "per") or t.low(k + 1) in lexicon.units)
    ):
        return int(t.low(k)), k + 1
    if k == j and t.low(k) in lexicon.cardinals:
        tens, stop = lexicon.cardinals[t.low(k)], k + 1
        if tens >= 20 and 0 < lexicon.cardinals.get(t.low(stop), 0) < 10:
            tens, stop = tens + lexicon.cardinals[t.low(stop)], stop + 1
        if tens <= 31 and read_year_words(t, stop, lexicon) is not None:
            return tens, stop
    return None, j


def _year_after(t: Tokens, k: int, lexicon: Lexicon) -> tuple[int, int] | None:
    j = k
    if t.low(j) in (",", "of", "in") or (t.low(j) in HYPHENS and t.glued(j) and t.is_digits(j + 1) and len(t.low(j + 1)) == 4):
        j += 1
    if t.low(k) == "in" and not t.is_digits(j, 4):
        return None
    year = read_year(t, j, lexicon)
    if year is None and t.low(k) == "of" and t.is_digits(j, 2) and len(t.low(j)) == 2:
        return two_digit_year(int(t.low(j)), None), j + 1
    if year is not None and t.low(k) == "," and t.low(year[1]) in lexicon.sets["supports.counted"]:
        return None
    return year


def further_day(t: Tokens, node: Node, lexicon: Lexicon) -> tuple[int, Node] | None:
    """The second day of "May 4 and 5", its token and node; "May 4 and 5 people died" has none."""
    j = node.stop
    if t.low(j) == "," and t.low(j + 1) in ("and", "or"):
        j += 1
    if t.low(j) not in ("and", "or", "&", ",") or t.low(j - 1) in lexicon.months:
        return None
    k = j + 1
    ordinal = read_ordinal(t, k, lexicon)
    if ordinal is not None and t.low(k).isdigit():
        day, stop = ordinal
    elif t.plain_digits(k, 2):
        day, stop = int(t.low(k)), k + 1
    else:
        return None
    if node.day is None or not node.day < day <= days_in_month(2000, node.month or 1):
        return None
    after = t.low(stop)
    if t.low(j) == "," and not (after in ("and", "or", "&", ",") and t.is_digits(stop + 1, 2)):
        return None
    if (
        after in lexicon.months
        or t.low(stop + 1) in lexicon.months
        or not (after in lexicon.sets["supports.after_day"] or not after[:1].isalnum())
        or after in ("%", "$")
    ):
        return None
    year = _year_after(t, stop, lexicon)
    if year is not None:
        return k, calendar_node(year[1], year=year[0], month=node.month, day=day)
    return k, calendar_node(stop, month=node.month, day=day)


def _shared_month(t: Tokens, i: int, day: int, j: int, lexicon: Lexicon) -> Node | None:
    """The first day of "4 and 5 May 2019"."""
    if t.low(j) not in ("and", "or", "&", ",") or t.low(i - 1) == "between":
        return None
    k = j + 2 if t.low(j + 1) == "the" else j + 1
    if not t.is_digits(k, 2):
        return None
    later = day_first(t, k, lexicon)
    if later is None or later.day is None or not 1 <= day < later.day:
        return None
    if t.low(j) == "," and t.low(later.stop) not in ("and", "or", "&", ","):
        return None
    return calendar_node(j, year=later.year, month=later.month, day=day)


def day_first(t: Tokens, i: int, lexicon: Lexicon) -> Node | None:
    """3 March; 3rd of March 2019; the third of March; 15th day of February 2019."""
    ordinal = read_ordinal(t, i, lexicon)
    if ordinal is not None:
        day, j = ordinal
    elif t.plain_digits(i, 2):
        day, j = int(t.low(i)), i + 1
    elif t.low(i) in lexicon.cardinals and t.low(i + 1) in lexicon.months:
        day, j = lexicon.cardinals[t.low(i)], i + 1
    else:
        return None
    if ordinal is not None and t.low(j) == "day" and t.low(j + 1) == "of":
        j += 1
    shared = _shared_month(t, i, day, j, lexicon)
    if shared is not None:
        return shared
    if t.low(j) == "of" or (t.low(j) in HYPHENS and t.glued(j)):
        j += 1
    month = lexicon.months.get(t.low(j))
    if month is None or not 1 <= day <= 31 or (not t.is_capital(j) and t.low(j) == "may" and ordinal is None):
        return None
    if t.low(j) in ("may", "march") and not t.is_capital(j) and t.low(j - 1) != "of" and ordinal is None and not t.is_digits(j + 1, 4):
        return None
    j += 1
    if t.low(j) == "." and t.glued(j) and len(t.low(j - 1)) <= 4 and t.low(j - 1) not in ("may", "june", "july"):
        j = j if ends_sentence(t, j) else j + 1
    year = _year_after(t, j, lexicon)
    if year is not None:
        return calendar_node(year[1], year=year[0], month=month, day=day)
    if t.plain_digits(j, 2) and len(t.low(j)) == 2 and not t.glued(j + 1) and t.low(j + 1) in ("", "."):
        return calendar_node(j + 1, year=two_digit_year(int(t.low(j)), None), month=month, day=day)
    return calendar_node(j, month=month, day=day)


def year_first(t: Tokens, i: int, lexicon: Lexicon) -> Node | None:
    """2017 April."""
    month = lexicon.months.get(t.low(i + 1))
    if not (t.plain_digits(i, 4) and len(t.low(i)) == 4 and month and 1500 <= int(t.low(i)) <= 2099):
        return None
    if "\n" in t.text[t.ends[i] : t.starts[i + 1]]:
        return None  # a headline that ends with a year, and the dateline below it
    if t.plain_digits(i + 2, 2) or not t.is_capital(i + 1):
        day, k = _day_after(t, i + 2, lexicon)
        if day is not None and day <= days_in_month(2000, month):
            return calendar_node(k, year=int(t.low(i)), month=month, day=day)
        if t.is_capital(i + 1):
            return None
    return None if t.low(i + 1) == "may" else calendar_node(i + 2, year=int(t.low(i)), month=month)


_HOURS = frozenset(("at", "from", "until", "till"))
"""Words between a day and its hour: "Monday the twenty seventh at six"."""


def weekday_first(t: Tokens, i: int, lexicon: Lexicon) -> Node | None:
    """Friday; Friday, 3 March 2019; Friday the 13th; Friday morning."""
    weekday = lexicon.weekdays.get(t.low(i))
    if weekday is None:
        return None
    short = not t.low(i).endswith("day")
    j = i + 1
    if short and t.low(j) == "." and t.glued(j):
        j += 1
    part = t.low(j) in lexicon.sets["day_parts.words"]
    k = j + 1 if part else j
    if t.low(k) in (",", "of", "-", "–", "(", "dawn"):
        k += 1
    k2 = k + 1 if t.low(k) == "the" else k
    inner = month_first(t, k2, lexicon) or day_first(t, k2, lexicon) or numeric(t, k2, lexicon)
    if inner is not None and inner.day is not None:
        stop = inner.stop + 1 if t.low(k - 1) == "(" and t.low(inner.stop) == ")" else inner.stop
        return calendar_node(stop, year=inner.year, month=inner.month, day=inner.day, weekday=weekday)
    ordinal = read_ordinal(t, k2, lexicon)
    after = t.low(ordinal[1] if ordinal is not None else k2)
    counts = t.low(k2)[:1].isdigit() or (k2 > k and (not after[:1].isalpha() or after in _HOURS))  # not "Friday, the second such killing"
    if ordinal is not None and ordinal[0] <= 31 and counts:
        return calendar_node(ordinal[1], day=ordinal[0], weekday=weekday)
    if short and not (t.n <= 3 and t.low(i) in ("mon", "tue", "wed", "thu", "fri", "tues", "thurs", "sun", "sat")):
        return None
    if not _is_weekday(t, i, lexicon):
        return None
    stop = j + 1 if part else j
    return calendar_node(stop, weekday=weekday)


def _is_weekday(t: Tokens, i: int, lexicon: Lexicon) -> bool:
    if t.is_capital(i + 1) and t.low(i + 1) in lexicon.sets["supports.name_after_weekday"]:
        return False
    if t.low(i - 1) in ("a", "any", "some"):
        return False
    return not (t.is_capital(i - 1) and t.low(i - 1) in lexicon.sets["supports.name_before_weekday"])
