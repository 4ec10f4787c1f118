"""A number weighed against a claim, and what two numbers together say: conversions, pairs, scores (M11, M14, M21)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from extractor.checks.counts.compare import Quantity, Relation
from extractor.checks.counts.match import Fit
from extractor.checks.counts.slots.slots import Slot


@dataclass(frozen=True, slots=True)
class Judged:
    """A slot with its fit and its value against the claim's."""

    slot: Slot
    fit: Fit
    relation: Relation

    @property
    def supports(self) -> bool:
        return self.relation.verdict is not None and self.relation.verdict.supported


def converted(judged: list[Judged]) -> list[Judged]:
    """M11: a bracketed amount of another currency fits as well as the amount it converts."""
    out: list[Judged] = []
    for j in judged:
        before = out[-1] if out else None
        slot = j.slot
        if (
            before is not None
            and before.slot.line is slot.line
            and slot.mention.kind == before.slot.mention.kind == "cur"
            and slot.mention.unit != before.slot.mention.unit
            and any(w.low in ("(", "[") for w in slot.words[before.slot.last : slot.first + 1])
            and slot.first - before.slot.last <= 3
            and before.fit.score > j.fit.score
        ):
            j = Judged(slot, before.fit, j.relation)
        out.append(j)
    return out


def pair_as_range(judged: list[Judged], wanted: Quantity, enough: float) -> tuple[Slot, ...] | None:
    """The two ends of a change, or a score, that the claim takes for a range (M14, M21)."""
    if wanted.nominal is not None:
        return None
    for j in judged:
        m = j.slot.mention
        fits = m.kind == "score" and j.fit.clash is None and j.fit.score >= enough
        if fits and m.low is not None and m.high is not None and (Fraction(m.low), Fraction(m.high)) == (wanted.low, wanted.high):
            return (j.slot,)
    ends = {(j.slot.line.number, j.slot.mention.role): j.slot for j in judged if j.slot.mention.role and j.slot.mention.value is not None}
    for (line, role), one in ends.items():
        other = ends.get((line, "to")) or _level(one, judged) if role == "from" else None
        if other is not None and one.mention.value is not None and other.mention.value is not None:
            values = sorted((Fraction(one.mention.value), Fraction(other.mention.value)))
            if values == [wanted.low, wanted.high]:
                return one, other
    return None


def _level(one: Slot, judged: list[Judged]) -> Slot | None:
    """The new level before "up from 97"."""
    before = one.words[one.first - 2].low if one.first >= 2 else ""
    if before not in ("up", "down"):
        return None
    line = (j.slot for j in judged if j.slot.line is one.line and j.slot.number < one.number)
    return max((s for s in line if s.mention.unit == one.mention.unit), key=lambda s: s.number, default=None)
