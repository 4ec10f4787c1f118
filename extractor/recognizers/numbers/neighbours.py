"""Read what only the numbers beside a number tell: points after a percentage, items of a list; drafts in, drafts changed (M10, M29)."""

from __future__ import annotations

from itertools import pairwise

from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.lexicon import Lexicon
from extractor.recognizers.numbers.tokens import Tokens

_REACH = 40
"""Tokens between a percentage and the points that speak of it: a sentence or two."""
_MOST_POINTS = 100
_ITEM = 4
"""Tokens between two items of a list: "four young women and three men"."""
_PERSONS = 14
"""Tokens from one age to the next in a row of people."""
_OLDEST = 110
_ENDS = frozenset(".!?;")
_SHARES = frozenset(("pct", "pp", "bp"))
_COUNTS = frozenset(("M1", "M2", "M17"))
_NUMERALS = frozenset(("M1", "M2"))


def mark_points(t: Tokens, drafts: list[Draft], lexicon: Lexicon) -> None:
    """Make "2 points" percentage points where a percentage stands before it, or right after it behind "to" (M10)."""
    games = lexicon.sets["scores.games"]
    for k, d in enumerate(drafts):
        if d.kind not in ("card", "range", "frac") or d.unit is not None or t.low(d.stop) not in ("point", "points"):
            continue
        before = next((e for e in reversed(drafts[max(0, k - 4) : k]) if e.kind in _SHARES or e.unit == "percent"), None)
        after = drafts[k + 1] if k + 1 < len(drafts) else None
        follows = before is not None and d.first - before.stop <= _REACH
        leads = after is not None and after.kind == "pct" and after.first - d.stop <= _ITEM and t.low(after.opening - 1) == "to"
        small = (d.value if d.value is not None else d.high or 0) <= _MOST_POINTS
        if (follows or leads) and small and games.isdisjoint(t.lows[max(0, d.first - _REACH) : d.stop + _ITEM]):
            d.kind, d.unit, d.rule, d.stop = ("range" if d.kind == "range" else "pp"), "percentage_point", "M10", d.stop + 1


def mark_lists(t: Tokens, drafts: list[Draft]) -> None:
    """Mark the items of a list of groups, "four women and three men": each is a count of its own (M29)."""
    for one, two in pairwise(drafts):
        if one.kind == two.kind == "card" and two.rule in _COUNTS and one.rule in {*_COUNTS, "M29"} and _is_next_item(t, one, two):
            one.rule = two.rule = "M29"


def mark_ages(t: Tokens, drafts: list[Draft], lexicon: Lexicon) -> None:
    """Make the second number of "aged 5 and 7" an age too (M20)."""
    for one, two in pairwise(drafts):
        joined = t.lows[one.stop : two.first] in (["and"], ["or"], [","], [",", "and"])
        if one.kind == "age" and two.kind == "card" and _of_the_other(t, one, two):
            two.kind, two.unit, two.rule = "age", "year", "M20"
        if one.kind != "age" or two.kind != "card" or two.rule not in _NUMERALS:
            continue
        if (joined and _shares_age(t, one, two, lexicon)) or _next_person(t, one, two, lexicon):
            two.kind, two.unit, two.rule = "age", "year", "M20"


def _of_the_other(t: Tokens, one: Draft, two: Draft) -> bool:
    """Read the second age of "one aged 24 and the other 22"."""
    near = 0 < two.first - one.stop <= _PERSONS and two.value is not None and 0 < two.value <= _OLDEST
    return near and t.low(two.first - 1) == "other" and t.low(two.stop) in (",", ".", ";", "")


def mark_sides(t: Tokens, drafts: list[Draft]) -> None:
    """Give the first side of "32 by 3 metres" the unit of the second (M12)."""
    for one, two in pairwise(drafts):
        plain = one.kind == "card" and one.unit is None and one.rule in _NUMERALS and two.kind == "meas" and two.unit is not None
        if plain and t.lows[one.stop : two.first] in (["by"], ["x"], ["×"]) and t.lows[two.first].replace(",", "") == str(two.value):
            one.kind, one.unit, one.rule = "meas", two.unit, "M12"


def _next_person(t: Tokens, one: Draft, two: Draft, lexicon: Lexicon) -> bool:
    """Read the second age of "The gunman, 19, shot Lopez, 52, and Reyes, 47"."""
    between = t.lows[one.stop : two.first]
    alike = t.low(one.first - 1) == t.low(two.first - 1) == "," and t.low(two.stop) in (",", ".", ";") and not t.is_digits(two.stop + 1)
    aged = two.value is not None and 0 < two.value <= _OLDEST and t.is_digits(two.first)
    name = t.is_capital(two.first - 2) and t.low(two.first - 3) not in lexicon.sets["people.places_before"]
    return alike and aged and name and 3 < len(between) <= _PERSONS and _ENDS.isdisjoint(between)


def _shares_age(t: Tokens, one: Draft, two: Draft, lexicon: Lexicon) -> bool:
    following = t.low(two.stop)
    if t.low(one.first - 1) not in ("aged", "ages"):
        return one.core == (one.first, one.stop) and following in lexicon.sets["people.after_age"]
    noun = following.endswith("s") and following not in lexicon.sets["guards.no_nouns"]
    return not noun and following not in lexicon.sets["years.counted_nouns"]


def _is_next_item(t: Tokens, one: Draft, two: Draft) -> bool:
    gap = t.lows[one.stop : two.opening]
    joined = 2 <= len(gap) <= _ITEM and gap[-1] in ("and", ",") and t.is_word(two.stop)
    return joined and all(low.isalpha() for low in gap[:-1]) and gap[0] not in ("of", "in", "to", "and", "or", "at", "on", "by", "for")
