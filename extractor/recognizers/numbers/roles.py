"""Mark the two halves of a change, "from 20 down to 10"; drafts in order in, their roles set (M14)."""

from __future__ import annotations

from itertools import pairwise

from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.lexicon import Lexicon
from extractor.recognizers.numbers.tokens import HYPHENS, Tokens

_REACH = 12
"""Tokens between a verb of change, "from" and "to"; further apart they belong to other phrases."""
_COMPARABLE = frozenset(("card", "pct", "cur", "frac", "meas", "dur", "mag", "range", "age"))
_SHARE_UNIT = frozenset(("card", "cur", "pct", "meas", "dur"))


def join_change_pairs(t: Tokens, drafts: list[Draft], lexicon: Lexicon) -> None:
    """Set the roles from and to, and split ranges that follow a verb of change into their two ends."""
    verbs = lexicon.sets["change_verbs.verbs"]
    _split_ranges(t, drafts, verbs)
    for k, d in enumerate(drafts):
        if d.kind not in _COMPARABLE:
            continue
        if d.kind == "dur" and t.low(d.first + 1) in HYPHENS:
            continue
        word = t.low(d.opening - 1)
        if word == "from" and (_changes(t, d.opening - 1, verbs) or _pairs_forward(t, drafts, k)):
            d.role = "from"
        elif word == "to" and (
            t.low(d.opening - 2) in ("down", "up", "back") or _changes(t, d.opening - 1, verbs) or _pairs_back(d, drafts, k)
        ):
            d.role = "to"
        if d.role == "from" and k and d.per is None and t.low(d.opening - 2) in ("down", "up") and d.kind == drafts[k - 1].kind:
            d.per = drafts[k - 1].per  # "30 patients a day, up from 18"
    _drop_lone_roles(t, drafts, lexicon.sets["change_verbs.loose"])
    for one, two in pairwise(drafts):
        if (
            {one.role, two.role} == {"from", "to"}
            and one.unit is None
            and two.unit is not None
            and one.kind == "card"
            and two.kind in _SHARE_UNIT
            and two.first - one.stop <= 3
        ):
            one.unit, one.kind = two.unit, two.kind
        elif {one.role, two.role} == {"from", "to"} and one.kind == "dur" and two.kind == "card" and two.unit is None:
            two.unit, two.kind = one.unit, one.kind  # "from nine years to six"
        if {one.role, two.role} == {"from", "to"} and one.unit == two.unit and bool(one.per) != bool(two.per):
            one.per = two.per = one.per or two.per  # "from $17.40 an hour to $18.10"


def _drop_lone_roles(t: Tokens, drafts: list[Draft], loose: frozenset[str]) -> None:
    """Keep the role of a half without its partner only after a verb that always changes a size: "rose to 40", not "moved to 40"."""
    roles = ["", *(d.role or "" for d in drafts), ""]
    for k, d in enumerate(drafts):
        if d.role is None:
            continue
        paired = bool({roles[k], roles[k + 2]} & ({"from", "to"} - {d.role}))
        if not paired and _nearest_verb(t, d.opening - 1, loose):
            d.role = None
        else:
            d.rule = "M14"


def _nearest_verb(t: Tokens, at: int, verbs: frozenset[str]) -> bool:
    return any(low in verbs for low in t.lows[max(0, at - 4) : at])


def _pairs_forward(t: Tokens, drafts: list[Draft], k: int) -> bool:
    """Tell whether the next number stands after "down to" or "up to" close behind."""
    if k + 1 >= len(drafts) or drafts[k + 1].kind not in _COMPARABLE:
        return False
    opening = drafts[k + 1].opening
    return opening - drafts[k].stop <= 5 and t.low(opening - 1) == "to" and t.low(opening - 2) in ("down", "up")


def _pairs_back(d: Draft, drafts: list[Draft], k: int) -> bool:
    """Tell whether the number just before is the first half: "from nine years to six"."""
    return k > 0 and drafts[k - 1].role == "from" and d.opening - drafts[k - 1].stop <= 2


def _changes(t: Tokens, at: int, verbs: frozenset[str]) -> bool:
    """Tell whether a verb of change stands before token `at` in its clause."""
    for j in range(at - 1, max(-1, at - 1 - _REACH), -1):
        low = t.lows[j]
        if low in ".!?;" or not t.near(j + 1):
            return False
        if low in verbs:
            return True
    return False


def _split_ranges(t: Tokens, drafts: list[Draft], verbs: frozenset[str]) -> None:
    k = 0
    while k < len(drafts):
        d = drafts[k]
        if d.kind == "range" and t.low(d.opening - 1) == "from" and _changes(t, d.opening - 1, verbs):
            split = _ends(t, d)
            if split is not None:
                drafts[k : k + 1] = split
                k += 1
        k += 1


def _ends(t: Tokens, d: Draft) -> list[Draft] | None:
    """Cut "10 to 20 percent" at its "to"; both ends keep the unit."""
    cut = next((j for j in range(d.first, d.stop) if t.lows[j] == "to"), None)
    if cut is None or d.core is None:
        return None
    kind = {"percent": "pct", "percentage_point": "pp"}.get(d.unit or "", "card")
    if d.unit is not None and kind == "card":
        kind = "cur" if d.unit.isupper() else "meas"
    one = Draft(
        d.first, cut, kind, "M14", value=d.low, unit=d.unit, hedge=d.hedge, polarity=d.polarity, core=(d.core[0], cut), context=d.context
    )
    two = Draft(cut + 1, d.stop, kind, "M14", value=d.high, unit=d.unit, per=d.per, polarity=d.polarity, core=(cut + 1, d.core[1]))
    return [one, two]
