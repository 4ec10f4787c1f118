"""Values the article does not write but states (D1-D14): at most two steps, one scope, units alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction

from extractor.checks.counts.compare import Quantity, scaled, unit_id
from extractor.checks.counts.derivations.derive_asked import asked
from extractor.checks.counts.derivations.derive_change import between, change, lead
from extractor.checks.counts.derivations.derive_named import both_named, excess, rest_of_shares, share_of_checked
from extractor.checks.counts.derivations.derive_parts import apart, average, product, total_of_parts
from extractor.checks.counts.derivations.derive_sides import complement, sides, whole
from extractor.checks.counts.derivations.derive_split import split
from extractor.checks.counts.derivations.derive_states import both_states
from extractor.checks.counts.derivations.groups import added, before_toll, neither, one_more, unhurt
from extractor.checks.counts.derivations.lists import mixed
from extractor.checks.counts.derivations.multiples import base_of, multiple
from extractor.checks.counts.derivations.scope import Derived, Scope, exact, number_of, show
from extractor.checks.counts.derivations.the_rest import the_rest
from extractor.checks.counts.slots.slot_reader import TABLE
from extractor.checks.counts.slots.slots import Slot
from extractor.checks.counts.vocabulary import vocabulary

__all__ = ["Derived", "Scope", "derive"]

_SERIES = (
    "in a row",
    "straight",
    "consecutive",
    "running",
    "successive",
    "this year",
    "this season",
    "this month",
    "this week",
    "so far",
    "of the championship",
    "of the tournament",
    "of the campaign",
    "of the year",
    "of the season",
    "since",
    "in as many",
    "in a week",
    "in a month",
    "in a year",
    "in a season",
    "in a decade",
    "this century",
    "this decade",
    "today",
)


_SPAN = re.compile(r" (?:this (?:winter|summer|spring|autumn|term)|in (?:\w+|the (?:last|past) \w+) (?:years|months|weeks|days|seasons))\b")


_SIDE = re.compile(r"\b(?:for|against|in favou?r|to|backing|supporting|opposing|opposed|minority|majority)\b")
"""Words of a claim that ask for one part of a score."""
_MATCHES = vocabulary("contests")
_MATCH = re.compile(r"\b(match|game|final|tie|win|victory|defeat|loss|draw) (?:against|with|over|by|to) \w+")
"""Who was played against says which match it is, not whose goals are counted."""


def derive(scope: Scope, near: list[Slot]) -> Iterator[Derived]:
    """Every derivation that the neighbourhood allows for the claim, best-founded first."""
    terms = [slot for slot in near if scope.usable(slot) and len(scope.index.by_line[slot.line.number]) <= TABLE]
    for made in _ALL:
        for slot in terms:
            for value in made(scope, slot):
                if value.rule == "D4" and any(t.summed or t.part_of in {o.number for o in value.terms} for t in value.terms):
                    continue  # a part is no change of its whole
                yield _counted(scope, value)


def _counted(scope: Scope, made: Derived) -> Derived:
    """A claim that counts the unit itself states none: "barrels produced before the fall"."""
    head, unit = scope.ask.head_word, made.quantity.unit
    if scope.wanted.unit is None and unit is not None and head is not None and unit_id(head) == unit:
        return replace(made, quantity=replace(made.quantity, unit=None))
    other = scaled(made.quantity, scope.wanted.unit) if scope.wanted.unit is not None and unit is not None else None
    return made if other is None else replace(made, quantity=other)


def _series(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D9."""
    value = number_of(slot)
    if slot.mention.kind != "ord" or value is None or not (scope.head_fits(slot) or _occasion(scope, slot)):
        return
    if slot.last + 1 < len(slot.words) and slot.words[slot.last + 1].low == "-":
        return
    tail = " ".join(w.low for w in slot.words[slot.first : min(len(slot.words), slot.last + 12)])
    thing = slot.words[slot.things[0]].low if slot.things else ""
    if (any(f" {mark}" in tail for mark in _SERIES) or _SPAN.search(tail)) and thing not in ("quarter", "half", "day", "floor"):
        yield Derived(exact(value, None), "D9", f"{slot.mention.text} = {show(value)} so far", (slot,), scope.covered(slot))


def _occasion(scope: Scope, slot: Slot) -> bool:
    """The claim counts what happened "for the seventh time": wins, of one who won."""
    head = scope.ask.head
    timed = bool(slot.things) and slot.words[slot.things[0]].low == "time"
    return timed and head is not None and bool(head.keys & (slot.predicates | slot.outer))


def _score(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D11."""
    mention, fit = slot.mention, scope.fits.get(slot.number)
    if mention.kind != "score" or mention.low is None or mention.high is None or (fit is not None and fit.clash == "M21"):
        return
    low, high = Fraction(mention.low), Fraction(mention.high)
    of = _MATCH.sub(r"\1", (scope.claim.of or "").lower())
    lows = {i.word for i in scope.ask.items}
    if scope.elsewhere((slot,), ("name",)):
        return  # another match of the sentence
    if lows & {"margin", "difference", "lead", "majority"}:
        yield Derived(exact(high - low, None), "D11", f"{show(high)} - {show(low)}", (slot,), 0.8)
    elif fit is None or fit.head < 0.75 or _SIDE.search(of) or any(i.part == "name" and i.word in of for i in scope.ask.items):
        return  # no number of what is scored, or that of one side
    elif scope.ask.wants_all or lows & _MATCHES:
        yield Derived(exact(high + low, None), "D11", f"{show(high)} + {show(low)}", (slot,), 0.8)


def _margin(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D12."""
    centre = number_of(slot)
    fit = scope.fits.get(slot.number)
    if slot.mention.kind not in ("pct", "card") or centre is None or fit is None or fit.clash is not None:
        return
    text = [w.low for w in slot.words]
    for other in scope.same_line(slot):
        if other.number <= slot.number or other.mention.kind not in ("pct", "pp", "card"):
            continue
        before = " ".join(text[max(0, other.first - 8) : other.last + 1])
        value = number_of(other)
        value = None if value is None else abs(value)
        if value is not None and any(mark in before for mark in ("plus or minus", "give or take", "margin of error", "±", "+/-", "+ / -")):
            yield Derived(
                Quantity(centre - value, centre + value, None, None, slot.mention.unit),
                "D12",
                f"{show(centre)} ± {show(value)}",
                (slot, other),
                fit.score,
            )


def _bounds(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D13, and two alternatives joined by "or" as one range (M13)."""
    value = number_of(slot)
    if value is None or slot.mention.kind not in ("card", "dur", "meas", "cur", "pct"):
        return
    fit = scope.fits.get(slot.number)
    for other in scope.same_line(slot):
        if other.number != slot.number + 1 or other.mention.unit != slot.mention.unit:
            continue
        second = number_of(other)
        between = {w.low for w in slot.words[slot.last + 1 : other.first]}
        if second is None or other.segment != slot.segment:
            continue
        low, high = min(value, second), max(value, second)
        hedges = (slot.mention.hedge, other.mention.hedge)
        bounded = hedges in (("at_least", "at_most"), ("at_most", "at_least"))
        either = "or" in between and hedges == (None, None) and len(between) <= 4
        other_fit = scope.fits.get(other.number)
        if (bounded or either) and low < high and any(f is not None and f.clash is None for f in (fit, other_fit)):
            score = max(f.score for f in (fit, other_fit) if f is not None)
            yield Derived(
                Quantity(low, high, None, None, slot.mention.unit),
                "D13" if bounded else "M13",
                f"{show(low)} to {show(high)}",
                (slot, other),
                score,
                equivalent=True,
            )


def _time(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D10: the time between two clock times or two years of one span."""
    if scope.wanted.unit is None or slot.mention.kind not in ("time", "date"):
        return
    for other in scope.same_line(slot):
        if other.number != slot.number + 1 or other.mention.kind != slot.mention.kind:
            continue
        between = [w.low for w in slot.words[slot.last + 1 : other.first]]
        before = slot.words[slot.first - 1].low if slot.first else ""
        linked = before in ("from", "between") and between in (["to"], ["until"], ["till"], ["and"], ["-"], ["–"])
        one, two = number_of(slot), number_of(other)
        if not linked or one is None or two is None or scope.elsewhere((slot, other), ("head", "name", "predicate", "modifier")):
            continue
        if slot.mention.kind == "date" and 1000 <= one < two <= 2200:
            yield Derived(exact(two - one, "year"), "D10", f"{show(two)} - {show(one)}", (slot, other), scope.covered(slot))
        elif slot.mention.kind == "time" and one != two:
            hours = (two - one) % 24
            yield Derived(exact(hours, "hour"), "D10", f"{other.mention.text} - {slot.mention.text}", (slot, other), scope.covered(slot))


_ALL: tuple[Callable[[Scope, Slot], Iterator[Derived]], ...] = (
    _bounds,
    mixed,
    total_of_parts,
    sides,
    change,
    lead,
    between,
    apart,
    whole,
    product,
    average,
    complement,
    _series,
    _score,
    _margin,
    _time,
    both_states,
    split,
    both_named,
    excess,
    rest_of_shares,
    share_of_checked,
    multiple,
    base_of,
    the_rest,
    one_more,
    neither,
    before_toll,
    unhurt,
    added,
    asked,
)
