"""Values of two states a claim names together: "dead or missing", "neither dead nor missing" (D1, D2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.checks.counts.ask import Item
from extractor.checks.counts.derivations.scope import Derived, Scope, exact, joint, number_of, show
from extractor.checks.counts.slots.slots import Slot

_PAIR = re.compile(r"\b(neither )?([\w-]+),? (or|and|nor) ([\w-]+)")
_NEITHER = re.compile(r"\b(?:neither|not|nor|never)\b")


def both_states(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """The sum of those in the one state and those in the other; of a total, those in neither."""
    states = _states(scope)
    if states is None or slot.mention.unit is not None or slot.is_total or not scope.head_fits(slot):
        return
    one = number_of(slot)
    for other in scope.same_line(slot):
        two = number_of(other)
        if other.number <= slot.number or one is None or two is None or other.part_of == slot.number or not _same_things(slot, other):
            continue
        if not _each_its_own(slot, other, *states) or not scope.usable(other):
            continue
        hedges = joint(slot.mention.hedge, other.mention.hedge)
        if hedges is None:
            continue
        both = f"{show(one)} + {show(two)}"
        if _NEITHER.search(scope.main) is None:
            yield Derived(exact(one + two, None, hedges[0]), "D1", both, (slot, other), scope.covered(slot, other))
            continue
        whole = next((s for s in scope.same_line(slot) if s.number in (slot.part_of, other.part_of) and s.mention.hedge is None), None)
        value = None if whole is None else number_of(whole)
        if whole is not None and value is not None and value > one + two and hedges[0] is None:
            yield Derived(
                exact(value - one - two, None), "D2", f"{show(value)} - ({both})", (whole, slot, other), scope.covered(slot, other)
            )


def _states(scope: Scope) -> tuple[Item, Item] | None:
    """The two states a claim joins, each a word for what happened or how they are."""
    found = _PAIR.search(scope.main)
    if found is None:
        return None
    items = {item.word: item for item in scope.ask.items if item.part in ("predicate", "modifier")}
    one, two = items.get(found.group(2)), items.get(found.group(4))
    return None if one is None or two is None or one.keys & two.keys else (one, two)


def _each_its_own(slot: Slot, other: Slot, one: Item, two: Item) -> bool:
    """One number is of the first state alone, the other of the second."""
    for said in (_beside, _predicates):
        first = [bool(item.keys & said(slot)) for item in (one, two)]
        second = [bool(item.keys & said(other)) for item in (one, two)]
        if sorted((first, second)) == [[False, True], [True, False]]:
            return True
    return False


def _beside(slot: Slot) -> frozenset[str]:
    """Keys of the number's own words: "17 villagers dead"."""
    return frozenset(key for word in slot.own_words for key in word.keys)


def _predicates(slot: Slot) -> frozenset[str]:
    return frozenset(slot.predicates)


def _same_things(slot: Slot, other: Slot) -> bool:
    """The second number leaves its noun out, or both have the same."""
    return other.mention.unit is None and other.mention.kind == "card" and (not other.things or bool(slot.keys & other.thing_keys()))
