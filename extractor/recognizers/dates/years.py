"""Read years, eras, decades: 1940 (M23), 490 BC, the 1960s, 2013 to the present (D20, D30)."""

from __future__ import annotations

from extractor.recognizers.dates.calendar import calendar_node
from extractor.recognizers.dates.context import Context, Node, Reading
from extractor.recognizers.dates.lexicon import Lexicon
from extractor.recognizers.dates.tokens import HYPHENS, Tokens, read_year_words
from extractor.recognizers.dates.values import (
    century_value,
    decade_value,
    parts_of,
    year_value,
)

_DECADE_OPENERS = frozenset({"the", "early", "late", "mid", "-", "in"})
_ANCIENT_OPENERS = frozenset({"in", "since", "until", "by", "about", "around", "before", "after", "from"})
_CENTURY_PIVOT = 20
"""Two-digit years up to this far past the anchor are read as coming, the others as gone."""


def read_year(t: Tokens, i: int, lexicon: Lexicon, *, strict: bool = False) -> tuple[int, int] | None:
    """A year after a month or a part of a date: "1940", "'87", "490 BC", "two thousand ten"; the year and the token after."""
    if t.plain_digits(i, 4):
        number, j = int(t.low(i)), i + 1
        era = read_era(t, j)
        if era is not None:
            return (1 - number if era[0] else number), era[1]
        if len(t.low(i)) == 4 and 1000 <= number <= 2199 and t.low(j) not in ("%", "°"):
            return number, j
        if len(t.low(i)) == 3 and not t.low(j)[:1].isalnum() and t.low(j) not in ("%", "°", "$", "€", "£"):
            return number, j
        return None
    if t.low(i) in ("'", "\u2019", "\u2018") and t.is_digits(i + 1, 2) and len(t.low(i + 1)) == 2 and t.glued(i + 1):
        return two_digit_year(int(t.low(i + 1)), None), i + 2
    if not strict and t.low(i) in ("ad", "a") and t.is_capital(i) and t.is_digits(i + 1, 4):
        return int(t.low(i + 1)), i + 2
    return read_year_words(t, i, lexicon)


def read_era(t: Tokens, j: int) -> tuple[bool, int] | None:
    """ "BC", "B.C.", "BCE", "AD", "CE" at token `j`: whether it is before our era, and the token after."""
    word = t.low(j)
    if not t.is_capital(j) or (t.glued(j) and word not in ("bc", "bce")):
        return None
    if word in ("bc", "bce"):
        return True, j + 1
    if word in ("ad", "ce"):
        return False, j + 1
    if word in ("b", "a") and t.low(j + 1) == "." and t.low(j + 2) == ("c" if word == "b" else "d") and t.glued(j + 2):
        return word == "b", j + 4 if t.low(j + 3) == "." and t.glued(j + 3) and not ends_sentence(t, j + 3) else j + 3
    return None


def ends_sentence(t: Tokens, j: int) -> bool:
    """Whether the full stop at token `j` ends a sentence: a capital or nothing follows."""
    return t.is_capital(j + 1) or j + 1 >= t.n


def two_digit_year(year: int, anchor: int | None) -> int:
    """The year of 1900 to 2099 meant by two digits."""
    pivot = (parts_of(anchor)[0] if anchor is not None else 2025) + _CENTURY_PIVOT
    return 2000 + year if 2000 + year <= pivot else 1900 + year


def year_node(t: Tokens, i: int, lexicon: Lexicon) -> Node | None:
    """A year on its own (M23), the 1960s, 490 BC, 2018-19."""
    word = t.low(i)
    if not t.plain_digits(i, 4):
        return None
    number = int(word)
    if t.glued(i + 1) and (t.low(i + 1) == "s" or (t.low(i + 1) == "'s" and t.low(i - 1) in _DECADE_OPENERS)):
        return _decade_or_century(t, i, i + 2, number)
    era = read_era(t, i + 1)
    if era is not None:
        return calendar_node(era[1], year=1 - number if era[0] else number)
    shared = _shared_era(t, i + 1)
    if shared:
        return calendar_node(i + 1, year=1 - number)
    if len(word) == 3 and t.is_ancient and _is_ancient_year(t, i):
        return calendar_node(i + 1, year=number)
    if len(word) != 4:
        return None
    if word[0] == "1" and 1000 <= number < 1500 and t.low(i - 1) == "(" and t.low(i + 1) == ")":
        return calendar_node(i + 1, year=number)
    if not 1500 <= number <= 2099 and not (1000 <= number < 1500 and t.low(i - 1) in ("in", "since", "until", "by", "circa")):
        return None
    if not _is_year(t, i, number, lexicon):
        return None
    if t.low(i + 1) in HYPHENS and t.low(i + 2) in ("present", "today", "now"):
        ongoing = f"{year_value(number)}/.."
        return Node(i + 3, lambda ctx: Reading(ongoing, "D20"), kind="range", grain="open", year=number)
    if t.low(i + 1) == "/" and t.glued(i + 1) and t.glued(i + 2) and len(t.low(i + 2)) == 2 and t.low(i + 2) == f"{(number + 1) % 100:02d}":
        season = f"{year_value(number)}/{year_value(number + 1)}"
        return Node(i + 3, lambda ctx: Reading(season, "D20"), kind="range", grain="year")
    if t.low(i + 1) in HYPHENS and t.glued(i + 1) and t.is_digits(i + 2, 2) and len(t.low(i + 2)) == 2 and t.glued(i + 2):
        last = number // 100 * 100 + int(t.low(i + 2))
        if last <= number and number % 100 == 99:
            last += 100
        if last > number and not (t.low(i + 3) in HYPHENS and t.glued(i + 3)):
            value = f"{year_value(number)}/{year_value(last)}"
            return Node(i + 3, lambda ctx: Reading(value, "D20"), kind="range", grain="year")
    return calendar_node(i + 1, year=number)


def _shared_era(t: Tokens, j: int) -> bool:
    """Whether "499" takes its BC from the end of "499-493 BC"."""
    if t.low(j) not in HYPHENS and t.low(j) not in ("to", "and", "or"):
        return False
    if not t.is_digits(j + 1, 4):
        return False
    era = read_era(t, j + 2)
    return era is not None and era[0]


def _is_ancient_year(t: Tokens, i: int) -> bool:
    """Whether three digits are a year: "c. 314", "(348)", "about 360 - 366", "In 348 Pachomius died"."""
    first = i - 2 if t.low(i - 1) in HYPHENS and t.is_digits(i - 2, 3) else i
    before = t.low(first - 1)
    if before == "circa" or (before == "." and t.low(first - 2) in ("c", "ca")):
        return True
    after = t.low(i + 1)
    if first < i or (after in HYPHENS and t.is_digits(i + 2, 3)):
        return before in ("about", "(") and len(t.low(first)) == 3
    return before in _ANCIENT_OPENERS and (not after[:1].isalnum() or t.is_capital(i + 1) or after in ("when", "he", "she", "the", "and"))


def _decade_or_century(t: Tokens, i: int, j: int, number: int) -> Node | None:
    digits = len(t.low(i))
    if number % 10:
        return None
    era = read_era(t, j)
    if era is not None:
        value = decade_value(-number if era[0] else number)
        return Node(era[1], lambda ctx: Reading(value, "D30"), rule="D30", grain="decade")
    if digits == 4 and 1000 <= number <= 2090:
        value = century_value(number // 100) if number % 100 == 0 and number < 2000 else decade_value(number)
        return Node(j, lambda ctx: Reading(value, "D30"), rule="D30", grain="decade")
    if digits == 2 and number >= 20 and (t.low(i - 1) in ("the", "early", "late", "mid", "'") or t.low(i - 1) in HYPHENS):
        return Node(j, lambda ctx: _short_decade(ctx, number), rule="D30", grain="decade")
    return None


def _short_decade(ctx: Context, number: int) -> Reading:
    spoken = ctx.spoken() if ctx.is_narrative else None
    base = spoken if spoken is not None else ctx.anchor
    if base is None:
        return Reading(decade_value(1900 + number), "D30")
    century = parts_of(base)[0] // 100 * 100
    return Reading(decade_value(century + number if century + number <= parts_of(base)[0] else century - 100 + number), "D30")


def decade_word(t: Tokens, i: int, lexicon: Lexicon) -> Node | None:
    """the sixties, the nineteen sixties."""
    number = lexicon.decades.get(t.low(i))
    if number is not None:
        if t.low(i - 1) in ("his", "her", "their", "my", "your", "our") or t.low(i - 2) in ("his", "her", "their"):
            return None
        if t.low(i - 1) not in ("the", "early", "late", "mid", "in") and t.low(i - 1) not in HYPHENS:
            return None
        return Node(i + 1, lambda ctx: _short_decade(ctx, number), rule="D30", grain="decade")
    return None


def _is_year(t: Tokens, i: int, number: int, lexicon: Lexicon) -> bool:
    """The conditions of M23 for a bare four-digit number."""
    before, after = t.low(i - 1), t.low(i + 1)
    sets = lexicon.sets
    if before in sets["supports.labels"] or (before == "." and t.low(i - 2) in sets["supports.labels"]):
        return False
    if before in "$€£¥₹#@+=&_*" and before and t.glued(i):
        return False
    if t.glued(i + 1) and (after in "%:°_@" or after.isalpha()) and after:
        return False
    if (
        t.glued(i)
        and (t.low(i - 1)[-1:].isalpha() or t.low(i - 1) in ("-", "/", ".", ":"))
        and not (t.is_digits(i - 2) and len(t.low(i - 2)) == 4)
    ):
        return t.low(i - 1) in ("-", "–") and t.low(i - 2) in ("mid", "pre", "post", "late", "early")
    strong = before in sets["supports.before_year"] and not (before in ("from", "before", "after") and after in sets["supports.counted"])
    if after in sets["supports.counted"]:
        return False
    if after in sets["supports.compared"] and before in sets["supports.before_compared"]:
        return True
    if strong:
        return True
    if before in sets["supports.counts_only"] or (before == "than" and t.low(i - 2) in ("more", "fewer", "less")):
        return False
    if before in sets["supports.counting_verbs"] and after[-1:] == "s":
        return False
    if after in HYPHENS and t.glued(i + 1) and not t.is_digits(i + 2, 4):
        return t.is_digits(i + 2, 4)
    plural = after.endswith("s") and len(after) > 3 and not t.is_capital(i + 1) and after not in sets["supports.not_plural"]
    if (
        plural
        and not (before in ("and", "or") and t.is_digits(i - 2) and len(t.low(i - 2)) == 4)
        and before not in ("the", "a", "its", "his", "her", "their", "our", "this", "'s")
        and not before.endswith("'s")
    ):
        return False
    return not (1500 <= number < 1700 and before in sets["supports.counting_verbs"])
