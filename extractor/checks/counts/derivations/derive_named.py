"""Values from two numbers that a claim names side by side, or sets against a limit (D1, D2, D6, D8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from extractor.checks.counts.contrary import EXCESS, MADE_FOR
from extractor.checks.counts.derivations.derive_sides import CHECKED, left_to, rest_clause
from extractor.checks.counts.derivations.scope import NEAR, Derived, Scope, exact, joint, number_of, ratio_of, show
from extractor.checks.counts.slots.slots import Slot
from extractor.checks.counts.vocabulary import vocabulary

_PAIR = re.compile(
    r"\b(?P<one>[^\W\d_]+(?:['’-][^\W\d_]+)*),? and (?:the |its |their )?(?:[a-z]+ed )?(?P<two>[^\W\d_]+(?:['’-][^\W\d_]+)*)"
)
_LIMITS = vocabulary("limits")
_KINDS = ("card", "cur", "meas", "dur")
_CHECKED = CHECKED | {"=ask"}


def both_named(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D1: the claim names two things or two people, and each has a number: "primary schools and nurseries", "points by Vint and Ley"."""
    found = _PAIR.search(scope.claim.of or "")
    if found is None or scope.ask.change or scope.ask.negated or number_of(slot) is None or slot.mention.kind not in _KINDS:
        return
    keys = [scope.words.claim_keys(found[name].removesuffix("'s")) for name in ("one", "two")]
    for other in scope.same_line(slot):
        if other.number <= slot.number or other.mention.unit != slot.mention.unit or other.mention.kind != slot.mention.kind:
            continue
        if slot.part_of == other.number or other.part_of == slot.number or other.is_total or slot.is_total or not scope.usable(other):
            continue
        if not any(_owns(slot, other, a) and _owns(other, slot, b) for a, b in (keys, keys[::-1])) or not _alike(scope, slot, other):
            continue
        one, two, hedges = number_of(slot), number_of(other), joint(slot.mention.hedge, other.mention.hedge)
        if one is not None and two is not None and hedges is not None:
            score = scope.covered(slot, other, head=True)
            yield Derived(exact(one + two, slot.mention.unit, hedges[0]), "D1", f"{show(one)} + {show(two)}", (slot, other), score)
        return


def _owns(slot: Slot, other: Slot, keys: frozenset[str]) -> bool:
    """The word belongs to this number and not to the other."""
    plain = {k for k in keys if k[0] != "^"}
    mine = slot.weight(plain)
    return mine >= NEAR and other.weight(plain) < mine


def _alike(scope: Scope, one: Slot, other: Slot) -> bool:
    """What the claim says happened is said of both."""
    said = [i for i in scope.ask.items if i.part == "predicate"]
    return all(
        any(i.keys & (s.predicates | s.outer) or s.weight(i.keys) >= 0.9 for s in (one, other)) for i in said
    ) and not scope.elsewhere((one, other), ("modifier", "name", "predicate"))


def excess(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D2: how far a number lies above the limit that the sentence sets: "built for 450 inmates, holds 630"."""
    if EXCESS.search((scope.claim.of or "").lower()) is None or not _limit(slot):
        return
    for other in scope.same_line(slot):
        if other.number != slot.number + 1 and other.number != slot.number - 1:
            continue
        same = other.mention.unit == slot.mention.unit and other.mention.kind == slot.mention.kind
        counted = not other.things or not slot.things or bool(other.thing_keys() & slot.thing_keys())
        one, two = number_of(other), number_of(slot)
        if same and counted and not _limit(other) and scope.usable(other) and one is not None and two is not None and one > two:
            hedges = joint(other.mention.hedge, against=(slot.mention.hedge,))
            if hedges is not None:
                formula = f"{show(one)} - {show(two)}"
                yield Derived(exact(one - two, slot.mention.unit, hedges[0]), "D2", formula, (other, slot), scope.covered(slot, other))
                return


def _limit(slot: Slot) -> bool:
    """The number is what something is made or allowed for."""
    before = slot.words[max(0, slot.first - 5) : slot.first]
    made = bool(before) and before[-1].low == "for" and any(w.keys & MADE_FOR for w in before)
    return made or any(w.low in _LIMITS for w in before)


def left_of_hundred(scope: Scope, shares: list[Slot]) -> Iterator[Derived]:
    """What shares of one whole leave of a hundred; nothing where their hedges do not add up (D8)."""
    values = [number_of(s) for s in shares]
    hedges = joint(against=tuple(s.mention.hedge for s in shares))
    left = 100 - sum((v for v in values if v is not None), Fraction(0))
    if hedges is not None and None not in values and 0 < left < 100:
        formula = " - ".join(("100", *(show(v) for v in values)))
        yield Derived(exact(left, "percent", hedges[0]), "D8", formula, tuple(shares), scope.covered(*shares, head=True))


def rest_of_shares(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D8: what several shares of one whole leave: "62 percent back it and 21 percent oppose it; the rest are undecided"."""
    shares = [s for s in scope.same_line(slot) if s.mention.kind == "pct" and not s.role and s.mention.unit == "percent"]
    if scope.wanted.unit != "percent" or len(shares) < 2 or shares[0] is not slot or not rest_clause(slot) or not left_to(scope, slot):
        return
    yield from left_of_hundred(scope, shares)


def share_of_checked(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D6: a share of those that were looked at: "tested 640 pumps and found that one in eight leaks"; a fine, "half of it suspended"."""
    ratio = ratio_of(slot)
    if ratio is None or not 0 < ratio < 1 or slot.role or slot.part_of >= 0 or scope.wanted.unit == "percent":
        return
    before = next(
        (s for s in reversed(scope.same_line(slot)) if s.number < slot.number and s.mention.kind in ("card", "cur", "meas")), None
    )
    whole = None if before is None else number_of(before)
    if before is None or whole is None or before.mention.unit != scope.wanted.unit or not scope.usable(before):
        return
    behind = [w.low for w in slot.words[slot.last + 1 : slot.last + 3]]
    told = behind[:1] == ["of"] and behind[1:2] in (["it"], ["them"], ["that"], ["which"])
    checked = bool(before.predicates & _CHECKED) and before.segment != slot.segment and before.mention.kind == "card"
    items = [i for i in scope.ask.items if i.part in ("predicate", "modifier")]
    said = [i for i in items if slot.weight(i.keys) >= 0.9 and before.weight(i.keys) < 0.9]
    if not (told or checked) or not said or scope.ask.negated:
        return
    hedges = joint(slot.mention.hedge, before.mention.hedge)
    if hedges is not None:
        formula = f"{show(ratio)} * {show(whole)}"
        yield Derived(exact(ratio * whole, before.mention.unit, hedges[0]), "D6", formula, (slot, before), scope.covered(slot, before))
