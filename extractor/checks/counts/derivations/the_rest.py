"""Who has the rest of a whole whose other shares are told: "the state will pay 60 percent and the county the rest" (D8)."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.checks.counts.derivations.derive_named import left_of_hundred
from extractor.checks.counts.derivations.scope import Derived, Scope
from extractor.checks.counts.figures.share_words import of_rest_holder
from extractor.checks.counts.slots.slots import Slot


def the_rest(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """What the shares before leave of a hundred, for the one who has the rest."""
    shares = [s for s in scope.same_line(slot) if s.mention.kind == "pct" and not s.role]
    if scope.wanted.unit != "percent" or scope.ask.negated or not shares or shares[0] is not slot or not of_rest_holder(slot, scope.ask):
        return
    yield from left_of_hundred(scope, shares)
