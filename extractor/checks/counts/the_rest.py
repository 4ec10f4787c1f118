"""Who has the rest of a whole whose other shares are told: "the state will pay 60 percent and the county the rest" (D8)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from extractor.checks.counts.scope import Derived, Scope, exact, joint, number_of, show
from extractor.checks.counts.share_words import of_rest_holder
from extractor.checks.counts.slots import Slot


def the_rest(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """What the shares before leave of a hundred, for the one who has the rest."""
    shares = [s for s in scope.same_line(slot) if s.mention.kind == "pct" and not s.role]
    if scope.wanted.unit != "percent" or scope.ask.negated or not shares or shares[0] is not slot or not of_rest_holder(slot, scope.ask):
        return
    values = [number_of(s) for s in shares]
    hedges = joint(against=tuple(s.mention.hedge for s in shares))
    left = 100 - sum((v for v in values if v is not None), Fraction(0))
    if hedges is not None and None not in values and 0 < left < 100:
        formula = " - ".join(("100", *(show(v) for v in values)))
        yield Derived(exact(left, "percent", hedges[0]), "D8", formula, tuple(shares), scope.covered(*shares, head=True))
