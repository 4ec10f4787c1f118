"""Groups that a text counts without writing their number: "neither driver" are two, "a fourth raid" after three makes four (D1, D9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from extractor.checks.counts.match import Fit
from extractor.checks.counts.scope import NEAR, Derived, Scope, exact, number_of, show
from extractor.checks.counts.slots import Index, Slot
from extractor.checks.counts.vocabulary import vocabulary

_BACK = 2
"""Sentences between a number and the one that goes on counting."""
_IN_ALL = re.compile(r"\b(?:in (?:all|total)|so far|altogether|overall|to date|(?:death )?toll|total)\b", re.IGNORECASE)
_RIGHT = 0.25
_TOTALS = vocabulary("tolls_so_far")


def one_more(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """ "Three raids on Sunday. A fourth, on Monday, ...": four raids; "two men were held and a third fled": three men."""
    rank = rank_of(slot)
    if rank is None or scope.ask.change or scope.ask.negated or scope.wanted.unit is not None:
        return
    for other in reversed(scope.index.slots[max(0, slot.number - 6) : slot.number]):
        if other.line.paragraph != slot.line.paragraph or slot.line.number - other.line.number > _BACK:
            return
        if other.mention.kind != "card" or other.mention.unit is not None or number_of(other) != rank - 1 or not other.things:
            continue
        if not scope.head_fits(other) or not scope.usable(other) or other.is_total or _of_one(scope, other, slot):
            continue
        formula = f"{show(rank - 1)} + 1"
        yield Derived(exact(rank, None), "D1", formula, (other, slot), scope.covered(other, slot, head=True))
        return


def rank_of(slot: Slot) -> Fraction | None:
    """The rank of one more of what was counted: "a fourth", taken for a fraction where no noun follows."""
    value, words = number_of(slot), slot.words
    if value is None or slot.last + 1 >= len(words) or words[slot.last + 1].low == "of":
        return None
    article = words[slot.first].low in ("a", "another") or (slot.first > 0 and words[slot.first - 1].low in ("a", "another"))
    if not article:
        return None
    if slot.mention.kind == "ord":
        return value
    return 1 / value if slot.mention.kind == "frac" and value.numerator == 1 and value.denominator > 2 else None


def _of_one(scope: Scope, one: Slot, other: Slot) -> bool:
    """The claim has a word that belongs to one of the two alone: "men held on Thursday"."""
    for item in scope.ask.items:
        if item.part in ("head", "measure", "change"):
            continue
        if item.part == "predicate":
            if item.keys & scope.index.text_keys and not item.keys & one.predicates:
                return True
            continue
        if (one.weight(item.keys) >= NEAR) != (other.weight(item.keys) >= NEAR):
            return True
    return False


def neither(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """ "Neither driver was hurt": two drivers, of whom nothing was said, and two who were not hurt."""
    if slot.mention.kind != "zero" or slot.mention.text.lower() != "neither" or scope.ask.change or not scope.head_fits(slot):
        return
    said = [i for i in scope.ask.items if i.part == "predicate"]
    if (len(scope.ask.items) > 1 and not scope.ask.negated) or any(
        not i.keys & (slot.predicates | slot.weights.keys()) for i in scope.ask.items
    ):
        return
    yield Derived(exact(Fraction(2), None), "D2", "2 - 0" if said else "neither of 2", (slot,), scope.covered(slot))


def before_toll(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """The toll without those who came to it: "eight more have died, bringing the toll to 53", asked for those before."""
    if scope.ask.end != "before" and " before " not in f" {(scope.claim.of or '').lower()} ":
        return
    total, gained = number_of(slot), None
    if total is None or not brings_toll(slot):
        return
    for other in reversed(scope.same_line(slot)):
        if other.number < slot.number and other.things and other.mention.unit is None and other.mention.hedge is None:
            gained = other
            break
    part = None if gained is None else number_of(gained)
    fit = scope.fits.get(slot.number)
    if gained is None or part is None or part >= total or fit is None or fit.head < 0.7 or slot.mention.hedge is not None:
        return
    yield Derived(exact(total - part, None), "D4", f"{show(total)} - {show(part)}", (slot, gained), scope.covered(slot, gained))


def brings_toll(slot: Slot) -> bool:
    """ "Bringing the toll to 53": the number is of all who died so far."""
    before = [w.low for w in slot.words[max(0, slot.first - 8) : slot.first]]
    return not slot.things and "to" in before[-3:] and bool(_TOTALS & set(before))


def in_all(made: Fit, slot: Slot, of: str | None, index: Index) -> Fit:
    """A claim of all so far means the toll that the sentence says the new ones bring, not those."""
    if not _IN_ALL.search(of or ""):
        return made
    if brings_toll(slot):
        return replace(made, score=made.score + _RIGHT, clash=None if made.clash == "B3" else made.clash, of_clash=None, unsaid=False)
    if made.clash is None and any(brings_toll(s) for s in index.same_line(slot) if s.number > slot.number):
        return replace(made, clash="B2", of_clash="B2")
    return made
