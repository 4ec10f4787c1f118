"""Numbers that rival the one a claim would be supported by: another source's, or one that fits as well (B7, B9)."""

from __future__ import annotations

from extractor.checks.counts.ask import Ask
from extractor.checks.counts.compare import Quantity
from extractor.checks.counts.contrary import MADE_FOR
from extractor.checks.counts.judged import Judged
from extractor.checks.counts.sources import gives, source_of
from extractor.core.finding import Verdict

MARGIN = 0.09
"""How much better another number must fit before it takes the claim away."""
_EMPLOYED = frozenset(("=employ", "=own", "=hire"))


def other_source(chosen: Judged, judged: list[Judged], ask: Ask) -> Judged | None:
    """B7: another source gives another figure for the same slot, and the claim names neither."""
    mine = source_of(chosen.slot)
    if mine is None:
        return None
    named = {key for item in ask.items for key in item.keys} | ask.sources
    if mine & named:
        return None
    for other in judged:
        if other.slot is chosen.slot or other.supports:
            continue
        given = other.slot.line is chosen.slot.line and gives(other.slot) and chosen.slot.mention.unit is None
        if not given and (other.fit.clash is not None or other.fit.score < chosen.fit.score - 0.2):
            continue
        theirs = source_of(other.slot)
        if theirs is not None and not theirs & mine and other.slot.mention.unit == chosen.slot.mention.unit:
            return other
    return None


def equal_rival(chosen: Judged, judged: list[Judged], ask: Ask) -> Judged | None:
    """Another number of the same thing fits as well, and the claim says more than either has: nothing tells them apart."""
    slot = chosen.slot
    if not slot.things or slot.is_total or slot.mention.unit is not None:
        return None
    more = [i for i in ask.items if i.part in ("modifier", "name") and i.weight >= 1]
    said = {i: slot.weight(i.keys) for i in more}
    if all(near >= 0.5 for near in said.values()):
        return None
    for j in judged:
        if j.slot.first and j.slot.words[j.slot.first - 1].low == "for" and j.slot.predicates & MADE_FOR:
            continue  # "built for 120 passengers"
        if slot.predicates & _EMPLOYED and not j.slot.predicates <= slot.predicates:
            continue  # "employs 7,600 people" against "380 workers will lose their jobs"
        alike = j.slot.things and j.slot.mention.unit is None and j.slot.keys & slot.keys
        if any(j.slot.weight(i.keys) < near - 0.2 for i, near in said.items()):
            continue
        if (
            j.slot is not slot
            and j.slot.number != slot.part_of
            and alike
            and not j.supports
            and j.fit.clash is None
            and j.fit.score >= chosen.fit.score - 0.03
        ):
            return j
    return None


def outdone(judged: Judged, all_judged: list[Judged], wanted: Quantity) -> bool:
    """V2: a bound is not read off another number when the claim's own number, or one that fits as well, stands in the text."""
    nominal = judged.slot.value
    if wanted.nominal is None or nominal is None or nominal == wanted.nominal or judged.relation.verdict is not Verdict.APPROXIMATE:
        return False
    for j in all_judged:
        if j.slot is judged.slot or j.slot.mention.unit != judged.slot.mention.unit:
            continue
        if j.slot.value == wanted.nominal and j.fit.score >= judged.fit.score - MARGIN:
            return True
        if (
            judged.relation.rule != "H3"
            and not j.supports
            and j.fit.clash is None
            and j.fit.score >= judged.fit.score - MARGIN
            and j.slot.mention.kind != "score"
        ):
            return True
    return False
