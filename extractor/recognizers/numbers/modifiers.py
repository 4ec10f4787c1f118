"""Hedges, rate bases and polarity around a number; tokens and a draft in, the fields of CROSSCHECK M15-M17, M27, N1-N4 out."""

from __future__ import annotations

from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.lexicon import Lexicon
from extractor.recognizers.numbers.tokens import HYPHENS, Tokens

_DETERMINERS = frozenset(("the", "a", "an", "these", "those", "his", "her", "its", "their", "another", "other", "additional", "further", "just", "only", "all"))
_REACH = 14
"""Tokens back to a cue of polarity; a clause of news is rarely longer."""


def hedge_before(t: Tokens, first: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """Find the hedge whose words end before token `first`: its id and first token; None when there is none."""
    j = first - 1
    if j >= 0 and t.lows[j] in _DETERMINERS:
        found = _hedge_at(t, j, lexicon)
        if found is not None:
            return found
        j -= 1
    return _hedge_at(t, j, lexicon) if j >= 0 and t.near(j + 1) else None


def _hedge_at(t: Tokens, j: int, lexicon: Lexicon) -> tuple[str, int] | None:
    rows = lexicon.hedges_before.get(t.low(j))
    if rows is None:
        return None
    for phrase, hedge in rows:
        start = j - len(phrase) + 1
        if start >= 0 and (len(phrase) == 1 or t.matches(start, phrase)):
            return hedge, start
    return None


def hedge_after(t: Tokens, stop: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """Find the hedge whose words start at token `stop` (or behind a hyphen there): its id and the token after it."""
    if not t.near(stop):
        return None
    j = stop + 1 if t.lows[stop] in HYPHENS and t.glued(stop) and t.glued(stop + 1) else stop
    for phrase, hedge in lexicon.hedges_after.get(t.low(j), ()):
        if phrase in (("odd",), ("ish",), ("+",), ("plus",)) and not t.glued(j):
            continue
        if phrase in (("minimum",), ("maximum",), ("tops",), ("approximately",)) and t.low(j + 1) not in ("", ".", ",", ";", ")"):
            continue
        if t.matches(j, phrase) and not _compares(t, j + len(phrase), phrase):
            return hedge, j + len(phrase)
    return None


def _compares(t: Tokens, j: int, phrase: tuple[str, ...]) -> bool:
    """Tell "5 or more than 4": the words belong to the next number."""
    return phrase[-1] in ("more", "less", "fewer", "greater") and t.low(j) in ("than", "or") or (phrase[-1] == "than" and t.is_digits(j)) or (phrase in (("at", "least"), ("at", "most")) and t.is_digits(j))


def find_per(t: Tokens, d: Draft, lexicon: Lexicon) -> tuple[str, int] | None:
    """Find the base of a rate after the draft (M27): what it is per, and the token after it."""
    j = d.stop
    if not t.near(j):
        return None
    low = t.lows[j]
    if low in HYPHENS and t.glued(j) and t.low(j + 1) == "a" and t.low(j + 2) in HYPHENS:
        return _base(t, j + 3, lexicon, strict=True)
    if low == "/" and t.is_word(j + 1):
        return _base(t, j + 1, lexicon, strict=True) or (t.lows[j + 1], j + 2)
    if low == "per":
        return _base(t, j + 1, lexicon, strict=False)
    if low in ("a", "an", "every", "each"):
        strict = low in ("a", "an") or d.kind in ("card",)
        found = _base(t, j + 1, lexicon, strict=strict)
        if found is not None:
            return found
        return ("each", j + 1) if low == "each" else None
    if low in lexicon.per_adverbs and d.kind in ("card", "cur", "meas"):
        return lexicon.per_adverbs[low], j + 1
    if low == "apiece":
        return "each", j + 1
    return _per_behind_noun(t, j, d, lexicon)


def _per_behind_noun(t: Tokens, j: int, d: Draft, lexicon: Lexicon) -> tuple[str, int] | None:
    """Read "30 patients a day": a rate behind the counted noun; the noun stays outside the span."""
    for k in range(j, min(j + 4, t.n)):
        if not t.is_word(k) or not t.near(k):
            return None
        low, following = t.low(k), t.low(k + 1)
        if low in ("a", "an", "in", "on", "at", "of", "and", "to", "for", "by", "from", "with", "after", "before"):
            return None
        if following in ("a", "an", "per", "every", "each") and t.near(k + 1):
            found = _base(t, k + 2, lexicon, strict=following != "per")
            if found is not None and t.low(found[1]) not in ("ago", "later", "earlier"):
                return found[0], d.stop
            return None
        if following == "each" or following == "apiece":
            return "each", d.stop
    return None


def _base(t: Tokens, j: int, lexicon: Lexicon, *, strict: bool) -> tuple[str, int] | None:
    """Read what follows "per": "day", "100,000 people"; with `strict` only the usual bases."""
    if not t.near(j):
        return None
    low = t.lows[j]
    if t.is_digits(j) and t.is_word(j + 1):
        return f"{t.words[j].replace(',', '')} {t.lows[j + 1]}", j + 2
    if low in lexicon.sets["per.units"]:
        return low, j + 1
    if strict or not t.is_word(j) or low in ("cent", "se"):
        return None
    return ("year" if low == "annum" else low), j + 1


def find_polarity(t: Tokens, d: Draft, lexicon: Lexicon) -> str:
    """Read the polarity of a number from the cues before it in its clause."""
    denied, negated = lexicon.sets["polarity.denied"], lexicon.sets["polarity.negated"]
    hypothetical, ends = lexicon.sets["polarity.hypothetical"], lexicon.sets["polarity.clause_ends"]
    opening = d.opening
    if t.low(opening - 1) == "not" and t.low(opening) != "only":
        return "retracted" if _is_retraction(t, d, lexicon) else "negated"
    distance = 0
    for j in range(opening - 1, max(-1, opening - 1 - _REACH), -1):
        low = t.lows[j]
        distance += 1
        if low in ".!?;:" or low in ends or not t.near(j + 1):
            return "asserted"
        if low == "," and t.low(j + 1) in ("he", "she", "it", "they", "and", "who", "which", "saying"):
            return "asserted"
        if low in denied:
            return "denied"
        if low in hypothetical and not (low == "may" and t.words[j] == "May") and (distance <= 8 or low in ("if", "unless", "whether")):
            return "hypothetical"
        if distance <= 5 and (low in negated or low.endswith(("n't", "n\u2019t"))) and t.low(j + 1) != "only":
            return "negated"
    return "asserted"


def _is_retraction(t: Tokens, d: Draft, lexicon: Lexicon) -> bool:
    after = t.lows[d.stop : d.stop + 6]
    cues = lexicon.sets["polarity.retraction_after"]
    return any(low in cues for low in after) or any(low in ("correction", "corrected") for low in t.lows[max(0, d.first - 40) : d.first])
