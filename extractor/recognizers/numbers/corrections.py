"""Mark the figures that a text takes back over one or more clauses; drafts in, polarity `retracted` set on some (rule N3).

A former statement ("an earlier report said 53", "first put at 53") and its correction ("the true number is 35", "later lowered to 35")
stand in one paragraph. The figure of the statement that is nearest in size to the corrected one is taken back.
"""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction

from extractor.core.mention import Amount
from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.lexicon import Lexicon
from extractor.recognizers.numbers.tokens import Tokens

_SAYING = 7
"""Tokens from the words that call a statement old to its verb of saying."""
_STATEMENT = 30
"""Tokens of the old statement behind its cue."""
_CORRECTION = 60
"""Tokens from the old statement to its correction: the next sentence or the one after."""
_FIGURE = 12
"""Tokens from the words of correction to the corrected figure."""
_KINDS = frozenset(("card", "cur", "pct", "meas", "dur"))
_ENDS = frozenset(".!?")
_MOST_SENTENCES = 3
_AGAIN = 3


def mark_retractions(t: Tokens, drafts: list[Draft], lexicon: Lexicon) -> None:
    """Give polarity `retracted` to the figures that the text corrects itself (N3)."""
    figures = [d for d in drafts if d.kind in _KINDS and d.value is not None]
    cues = t.positions("corrections", lexicon.sets["corrections.cues"]) if figures else []
    if not cues:
        return
    firsts = [d.first for d in figures]
    for cue in cues:
        found = _former_statement(t, cue, lexicon)
        if found is None:
            continue
        opening, strong = found
        given = t.lows[opening - 1] in ("gave", "given") and not strong
        stated = [d for d in _between(figures, firsts, opening, _sentence_end(t, opening)) if _is_stated(t, d, given=given)]
        if not stated:
            continue
        corrected = _corrected(t, figures, firsts, stated, lexicon, strong=strong)
        if corrected is not None:
            by, firm = corrected
            same = [d for d in stated if d.first < by.first and d.kind == by.kind and d.unit == by.unit and d.value != by.value]
            if same and (strong or firm or same[0].polarity == "asserted"):
                nearest = min(same, key=lambda d: _distance(d.value, by.value))
                if nearest.role is None:
                    nearest.polarity = "retracted"
        elif strong and _stands_alone(t, cue, stated, lexicon):
            stated[0].polarity = "retracted"


def _between(figures: list[Draft], firsts: list[int], low: int, high: int) -> list[Draft]:
    return figures[bisect_left(firsts, low) : bisect_left(firsts, high)]


def _sentence_end(t: Tokens, j: int) -> int:
    """Find the end of the clause from token `j` on, at most one statement away."""
    return next((k for k in range(j, min(j + _STATEMENT, t.n)) if t.lows[k] in _ENDS or t.lows[k] == ";"), min(j + _STATEMENT, t.n))


def _is_stated(t: Tokens, d: Draft, *, given: bool) -> bool:
    """Tell "gave the toll as 53" from "gave $500", and "overstated as 9" from "overstated by 9"."""
    before = t.low(d.opening - 1)
    return before != "by" and (not given or before in ("as", "at"))


def _distance(one: Amount | None, two: Amount | None) -> Fraction:
    """How many times the larger figure holds the smaller one."""
    a, b = sorted((abs(Fraction(one or 0)), abs(Fraction(two or 0))))
    return b / a if a else b + 1


def _former_statement(t: Tokens, cue: int, lexicon: Lexicon) -> tuple[int, bool] | None:
    """Read the words that call a statement old: the token behind them, and whether they alone say that it was wrong."""
    sets = lexicon.sets
    low, following = t.lows[cue], t.low(cue + 1)
    if low in sets["corrections.misstated"]:
        return cue + 1, True
    if low in sets["corrections.old"] and following in sets["corrections.statements"]:
        return _old_version(t, cue, lexicon)
    if low in sets["corrections.adverbs"] or low in sets["corrections.wrongly"]:
        said = _saying(t, cue + 1, _AGAIN, lexicon)
        if said is None and t.low(cue - 1) in sets["corrections.said"]:
            said = cue
        if said is None:
            return None
        ours = not sets["corrections.texts"].isdisjoint(t.lows[max(0, cue - _AGAIN) : cue])
        return said + 1, ours or low in sets["corrections.wrongly"]
    if low in sets["corrections.notes"] and (following == ":" or t.low(cue - 1) in ("been", "was")):
        said = _saying(t, cue + 1, _STATEMENT, lexicon)
        ours = said is not None and t.low(said - 1) in ("we", "it", "had", "story", "article", "report")
        return (said + 1, True) if said is not None and ours else None
    return None


def _old_version(t: Tokens, cue: int, lexicon: Lexicon) -> tuple[int, bool] | None:
    """Read "an earlier version of this story said", "initial reports spoke of", "an initial estimate of"."""
    sets = lexicon.sets
    noun = t.low(cue + 1)
    ours = t.low(cue + 2) == "of" and t.low(cue + 3) in ("this", "the", "our", "that") and t.low(cue + 4) in sets["corrections.texts"]
    said = _saying(t, cue + 2, _SAYING, lexicon)
    if noun in sets["corrections.versions"]:
        return (said + 1, True) if said is not None and (ours or said <= cue + _AGAIN) else None
    if said is not None:
        return said + 1, False
    return (cue + 2, False) if noun in sets["corrections.figures"] and t.low(cue + 2) in ("of", "was", "were") else None


def _saying(t: Tokens, j: int, reach: int, lexicon: Lexicon) -> int | None:
    """Find the verb of saying from token `j` on, in the same sentence or the one after a note."""
    said = lexicon.sets["corrections.said"]
    return next((k for k in range(j, min(j + reach, t.n)) if t.lows[k] in said), None)


def _corrected(
    t: Tokens, figures: list[Draft], firsts: list[int], stated: list[Draft], lexicon: Lexicon, *, strong: bool
) -> tuple[Draft, bool] | None:
    """Find the figure that replaces the stated one, and whether the words before it name a correction."""
    sentences = 0
    kinds = {(d.kind, d.unit) for d in stated}
    for j in range(stated[0].stop, min(stated[0].stop + _CORRECTION, t.n)):
        if not t.near(j):
            return None
        if t.lows[j] in _ENDS:
            sentences += 1
            if sentences == _MOST_SENTENCES:
                return None
        read = _correcting(t, j, lexicon, strong=strong)
        if read is not None:
            opening, firm = read
            stop = min(opening + _FIGURE, _sentence_end(t, opening))
            found = next((d for d in _between(figures, firsts, opening, stop) if (d.kind, d.unit) in kinds), None)
            if found is not None:
                return found, firm
    return None


def _correcting(t: Tokens, j: int, lexicon: Lexicon, *, strong: bool) -> tuple[int, bool] | None:
    """Read the words that bring in the corrected figure: "the true number is", "later lowered to", "in fact"."""
    sets, low = lexicon.sets, t.lows[j]
    if low in sets["corrections.true"] and t.low(j + 1) in sets["corrections.figures"]:
        return j + 2, low != "actual"
    if low in sets["corrections.corrected"] or low in sets["corrections.changed"]:
        ends = [k for k in range(j + 1, j + 5) if t.low(k) in ("to", "at")]
        later = not sets["corrections.later"].isdisjoint(t.lows[max(0, j - 4) : j])
        if ends and (low in sets["corrections.corrected"] or later):
            return ends[0] + 1, low in sets["corrections.corrected"]
    if strong and t.low(j - 1) in (".", ";", ",") and (low in sets["corrections.replaced"] or t.matches(j, ("in", "fact"))):
        return j + 1, True
    if strong and t.low(j - 1) == "the" and low in sets["corrections.figures"] and t.low(j + 1) in ("is", "was"):
        return j + 2, True
    return None


def _stands_alone(t: Tokens, cue: int, stated: list[Draft], lexicon: Lexicon) -> bool:
    """Tell "misstated the toll as 53", "wrongly reported 64 deaths", "An earlier version said 91." from a figure beside the matter."""
    one = stated[0]
    low = t.lows[cue]
    if low in lexicon.sets["corrections.misstated"]:
        return t.low(one.opening - 1) in ("as", "at", "that")
    if low in lexicon.sets["corrections.wrongly"]:
        return True
    return t.low(one.stop) in (".", "") and len(stated) == 1
