"""Tell the two figures of a score or a vote from ranges and from single numbers (M21): "won 4-2", "33 -- 32", "three sets to one"."""

from __future__ import annotations

from decimal import Decimal

from extractor.core.mention import Amount
from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.lexicon import Lexicon
from extractor.recognizers.numbers.numeral import read_numeral
from extractor.recognizers.numbers.tokens import HYPHENS, Tokens

_SENTENCE_ENDS = frozenset(".!?;")
_STOPS = frozenset(("", ".", ",", ")", ";", ":", "!", "?"))
_DASHES = frozenset("-\u2011\u2013\u2014")
_TIGHT = frozenset("-\u2011\u2013")
_DAY_AND_NIGHT = ("24", "7")
_BEFORE, _BEHIND = 5, 3
"""Words before and behind a pair that may say it is a score."""
_LARGEST = 199
"""A falling pair that nothing else calls a score has no higher part: "747-400" is a model."""


def read_score(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """M21 with digits: won 4-2, a 7-4 split, voted 312 to 288, and in the style of the wires 33 -- 32; not a range."""
    spelled = t.low(i + 1) == "to" and _is_vote(t, i, lexicon)
    second = i + 2 if spelled else _behind_dash(t, i)
    if second < 0 or not t.is_digits(second):
        return None
    one, two = t.words[i], t.words[second]
    if spelled:
        return _pair(i, second + 1, Decimal(one.replace(",", "")), Decimal(two.replace(",", "")))
    if not (one.isdigit() and two.isdigit() and len(one) <= 3 and len(two) <= 3) or t.low(i - 1) in lexicon.currency_signs:
        return None
    stop = second + 1
    if t.low(stop) in HYPHENS and t.glued(stop) and t.low(stop + 1) in ("year", "day", "month", "week", "hour", "minute"):
        return None
    following = t.low(stop)
    if (following in lexicon.tails and t.near(stop)) or following in lexicon.sets["years.counted_nouns"]:
        return None
    return _pair(i, stop, Decimal(one), Decimal(two)) if _is_score(t, i, stop, lexicon) else None


def _behind_dash(t: Tokens, i: int) -> int:
    """The token behind a dash that joins two figures: tight, or with a space on either side; -1 when there is none."""
    if t.low(i + 1) in _TIGHT and t.glued(i + 1) and t.glued(i + 2):
        return i + 2
    if t.low(i + 1) not in _DASHES or not t.same_line(i + 1):
        return -1
    k = i + 2 if not (t.low(i + 1) == t.low(i + 2) == "-" and t.glued(i + 2)) else i + 3
    even = t.glued(i + 1) == t.glued(k)
    double = k == i + 3 or t.low(i + 1) != "-"
    return k if even and double and t.same_line(k) and t.low(k + 1) != "of" else -1


def _is_score(t: Tokens, i: int, stop: int, lexicon: Lexicon) -> bool:
    """Words beside a pair, or the higher part before the lower one, make it a score."""
    sets, following = lexicon.sets, t.low(stop)
    near = [low for low in t.lows[max(0, i - _BEFORE) : i] if low not in _SENTENCE_ENDS] + t.lows[stop : stop + _BEHIND]
    if not sets["scores.cues"].isdisjoint(near):
        return True
    one, two = int(t.words[i]), int(t.words[stop - 1])
    goes_on = following in _STOPS or following in sets["scores.behind"]
    if goes_on and not sets["scores.weak_cues"].isdisjoint(t.lows[max(0, i - _BEFORE) : i]):
        return True
    if one != two and _in_series(t, i, stop):
        return True
    falling = one > two or one == two == 0
    return falling and goes_on and one <= _LARGEST and (t.words[i], t.words[stop - 1]) != _DAY_AND_NIGHT


def _in_series(t: Tokens, i: int, stop: int) -> bool:
    """Another pair stands beside this one, and one of them falls: "6-3 4-6 6-4"; ranges never do."""
    after = stop + 1 if t.low(stop) == "," else stop
    before = i - 4 if t.low(i - 1) == "," else i - 3
    pairs = [(i, stop)]
    for first in (after, before):
        if (
            first >= 0
            and t.is_digits(first)
            and t.low(first + 1) in _TIGHT
            and t.glued(first + 1)
            and t.is_digits(first + 2)
            and t.glued(first + 2)
        ):
            pairs.append((first, first + 3))
    figures = [(t.words[a], t.words[b - 1]) for a, b in pairs]
    if len(pairs) < 2 or not all(x.isdigit() and y.isdigit() and len(x) < 3 and len(y) < 3 for x, y in figures):
        return False
    return any(int(x) > int(y) for x, y in figures)


def _is_vote(t: Tokens, i: int, lexicon: Lexicon) -> bool:
    """Tell "voted 312 to 288" and "approved it 6,020 to 5,433" from "fell from 52 to 48"."""
    one, two = t.words[i].replace(",", ""), t.words[i + 2].replace(",", "") if t.is_digits(i + 2) else ""
    if not (one.isdigit() and two.isdigit() and int(one) > int(two)):
        return False
    near = t.lows[max(0, i - 6) : i]
    grouped = "," in t.words[i] and not lexicon.sets["scores.voters"].isdisjoint(t.lows[max(0, i - 12) : i])
    return t.low(i - 1) not in ("from", "by") and (grouped or not lexicon.sets["scores.votes"].isdisjoint(near))


def read_told_score(t: Tokens, d: Draft, lexicon: Lexicon) -> Draft | None:
    """M21 with words: "3 sets to 1", "two goals to nil", "60 votes to 40", "a 14-all draw", "won two-one"; `d` is the first figure."""
    if d.kind != "card" or d.unit is not None or d.value is None or d.stop >= t.n:
        return None
    sets, stop = lexicon.sets, d.stop
    near = [*t.lows[max(0, d.first - _BEFORE) : d.first], *t.lows[stop : stop + _BEHIND + 2]]
    if t.low(stop) in HYPHENS and t.glued(stop) and t.low(stop + 1) == "all" and t.glued(stop + 1):
        return _pair(d.first, stop + 2, d.value, d.value)
    cued = not sets["scores.cues"].isdisjoint(near)
    if t.low(stop) == "all" and cued and (t.low(stop + 1) in _STOPS or t.low(stop + 1) in sets["scores.behind"]):
        return _pair(d.first, stop + 1, d.value, d.value)
    if t.low(stop) in HYPHENS and t.glued(stop) and t.glued(stop + 1) and cued and t.is_word(d.first) and d.stop == d.first + 1:
        told = _figure(t, stop + 1, lexicon)
        return None if told is None or t.is_digits(stop + 1) else _pair(d.first, told[1], d.value, told[0])
    noun = t.low(stop)
    if noun not in sets["scores.counted"] or t.low(stop + 1) != "to" or t.low(d.first - 1) in ("from", "than"):
        return None
    told = _figure(t, stop + 2, lexicon)
    if told is None or told[0] > d.value or (noun in sets["scores.moved"] and (not cued or t.low(d.first - 1) not in ("by", "won", "win"))):
        return None
    if noun in sets["scores.moved"] and t.low(told[1]) in sets["scores.counted"]:
        return None
    return _pair(d.first, told[1], d.value, told[0])


def _figure(t: Tokens, i: int, lexicon: Lexicon) -> tuple[Amount, int] | None:
    """The plain figure at a token, and the token behind it."""
    if t.low(i) in lexicon.sets["scores.nothing"]:
        return Decimal(0), i + 1
    numeral = read_numeral(t, i, lexicon)
    if numeral is None or numeral.form != "card":
        return None
    return numeral.value, numeral.stop


def _pair(first: int, stop: int, one: Amount, two: Amount) -> Draft:
    low, high = sorted((one, two))
    return Draft(first, stop, "score", "M21", low=low, high=high, core=(first, stop))
