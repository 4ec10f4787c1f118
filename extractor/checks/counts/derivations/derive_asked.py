"""Values from two numbers close by, where the claim itself says which sum is meant: what is left, the change, both together (D1-D6, D8).

The other derivations read from the sentence how two numbers hang together. These ask the claim, so they hold for sentences
read badly; in turn the value must be one that no two numbers hit by chance, and the words of the claim must stand with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from extractor.checks.counts.denial import asks_left
from extractor.checks.counts.derivations.scope import Derived, Scope, exact, joint, negative_keys, number_of, ratio_of, show
from extractor.checks.counts.figures.change_asked import asks_change
from extractor.checks.counts.slots.slots import Slot
from extractor.checks.counts.vocabulary import vocabulary

_KINDS = ("card", "cur", "meas", "dur", "pct", "mag", "pp", "frac")
_BACK = 2
"""Sentences between the two numbers."""
_DISTINCT = 20
"""A smaller whole number is hit by chance too often, unless the sentence links the two."""
_ENOUGH = 0.7
"""Share of the claim's words that must stand with the two numbers."""
_UNSAID = 0.25
"""Weight of a word that the article has nowhere."""
_LEADS = vocabulary("leads")
_TOGETHER = re.compile(r"\b(?:together|combined|altogether|in all|overall|in total|all told|both)\b")
_OUTSIDE = re.compile(r"\b(?:outside|not|never|no longer|without|other than|excluding|except|non)\b")
_SINCE = re.compile(r"\b(?:since|still|yet|left|remaining|rest|others?)\b")
_BEFORE = re.compile(r"\b(?:before|earlier|previous(?:ly)?|former(?:ly)?|original(?:ly)?|initial(?:ly)?|last|prior)\b")
_OF_THEM = vocabulary("them") | {"it"}


def asked(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """What the claim asks for of this number and one close by; the larger or later one first."""
    one = number_of(slot)
    if one is None or slot.mention.kind not in _KINDS or slot.mention.per != scope.claim.per or scope.wanted.nominal is None:
        return
    for other in _close(scope, slot):
        two = number_of(other)
        if two is None or other.mention.kind not in _KINDS or not scope.usable(other) or not _said(scope, slot, other):
            continue
        for value, unit, rule, formula, hedges in _values(scope, slot, other, one, two):
            small = abs(value) < _DISTINCT and value.denominator == 1
            if hedges is not None and value > 0 and not (small and not _linked(slot, other)):
                yield Derived(exact(value, unit, hedges[0]), rule, formula, (other, slot), _ENOUGH)


Value = tuple[Fraction, str | None, str, str, tuple[str | None] | None]


def _values(scope: Scope, slot: Slot, other: Slot, one: Fraction, two: Fraction) -> Iterator[Value]:
    """`slot` (one) stands behind `other` (two)."""
    ask, main, unit = scope.ask, scope.main, slot.mention.unit or (other.mention.unit if _bare(slot) else None)
    alike = unit == (other.mention.unit or (unit if _bare(other) else None))
    hedges = joint(slot.mention.hedge, other.mention.hedge)
    apart = joint(other.mention.hedge, against=(slot.mention.hedge,))
    levels = alike and slot.role != "change" and other.role != "change" and slot.mention.role != "change"
    if (
        levels
        and one != two
        and _one_measure(scope, slot, other)
        and (_changes(scope, slot, other) or {i.word for i in ask.items} & _LEADS)
        and not ask.negated
    ):
        high, low = max(one, two), min(one, two)
        said = f"{show(high)} - {show(low)}"
        if unit == "percent" and scope.wanted.unit == "percentage_point":
            yield high - low, "percentage_point", "D4", said, _about(hedges)
        elif unit != "percent" and scope.wanted.unit == "percent":
            first = low if asks_change(scope) != "down" else high
            yield (high - low) / first * 100, "percent", "D4", f"({said}) / {show(first)}", _about(hedges)
        elif unit != "percent":
            yield high - low, unit, "D4", said, _about(hedges)
    if _BEFORE.search(main) and not ask.change:
        yield from _before(scope, slot, other, one, two)
    if alike and _asks_rest(scope, slot) and one < two and slot.mention.kind not in ("pct",) and _part(slot, other):
        yield two - one, unit, "D2", f"{show(two)} - {show(one)}", apart
    ratio = ratio_of(slot)
    if ratio is not None and 0 < ratio < 1 and other.mention.kind in ("cur", "card", "meas") and _of_it(slot) and not ask.negated:
        yield ratio * two, other.mention.unit, "D6", f"{show(ratio)} * {show(two)}", hedges
    dealt = slot.each or other.each
    if (
        levels
        and not dealt
        and slot.mention.kind != "pct"
        and _TOGETHER.search((scope.claim.of or "").lower())
        and _counts_alike(scope, slot, other)
    ):
        yield one + two, unit, "D1", f"{show(two)} + {show(one)}", hedges


def _changes(scope: Scope, slot: Slot, other: Slot) -> bool:
    """The claim is a change, and no number of those who did something about one: "members who voted against the increase"."""
    if {"who", "that", "which"} & set(scope.main.split()):
        return False
    ends = slot.role in ("from", "to") or other.role in ("from", "to")
    return scope.ask.change is not None or (ends and asks_change(scope) is not None)


def _before(scope: Scope, slot: Slot, other: Slot, one: Fraction, two: Fraction) -> Iterator[Value]:
    """The level before, from the level now and the step that led to it, in either order."""
    for level, step, value, by in ((slot, other, one, two), (other, slot, two, one)):
        direction = _direction(step) or _direction(level)
        if not direction or level.role == "change" or level.line is not step.line or abs(level.number - step.number) != 1:
            continue
        hedges = _about(joint(level.mention.hedge, step.mention.hedge))
        ratio = ratio_of(step)
        if step.mention.unit == "percentage_point" and level.mention.unit == "percent":
            yield value - direction * by, "percent", "D5", f"{show(value)} {'-' if direction > 0 else '+'} {show(by)}", hedges
        elif ratio is not None and level.mention.unit not in ("percent", None) and 0 < ratio < 1:
            yield value / (1 + direction * ratio), level.mention.unit, "D5", f"{show(value)} / {show(1 + direction * ratio)}", hedges


def _bare(slot: Slot) -> bool:
    """An end of a change that leaves its unit out: "up from 15,900"."""
    return slot.mention.unit is None and slot.role in ("from", "to") and not slot.things


def _one_measure(scope: Scope, slot: Slot, other: Slot) -> bool:
    """Two numbers of the same thing or measure, side by side; the two ends of a change belong to each other."""
    ends = {slot.role, other.role} & {"from", "to"}
    counted, head = _counted(slot) | _counted(other), scope.ask.head
    if head is not None and counted and not head.keys & counted:
        return False
    between = scope.index.slots[other.number + 1 : slot.number]
    if any(s.mention.unit == slot.mention.unit and s.mention.kind == slot.mention.kind for s in between) and ends:
        return False
    if len(between) > 1 or slot.line.number - other.line.number > 1:
        return False
    if slot.mention.unit is not None or other.mention.unit is not None:
        return slot.line is other.line
    return bool(_counted(slot) & _counted(other))


def _counted(slot: Slot) -> frozenset[str]:
    """Keys of the thing, the one that a left-out noun stands for among them; classes aside."""
    keys = slot.thing_keys() or frozenset().union(*slot.antecedents[:1])
    return frozenset(k for k in keys if k[0] != "^")


def _of_it(slot: Slot) -> bool:
    """ "A third of it"."""
    behind = [w.low for w in slot.words[slot.last + 1 : slot.last + 3]]
    return behind[:1] == ["of"] and bool(set(behind[1:]) & _OF_THEM)


def _direction(slot: Slot) -> int:
    """1 for a rise, -1 for a fall, 0 when the clause says neither or both."""
    return ("=increase" in slot.predicates) - ("=decrease" in slot.predicates)


def _about(hedges: tuple[str | None] | None) -> tuple[str | None] | None:
    """A difference of hedged values is no sharper than they are."""
    return hedges if hedges is None or hedges[0] is None else ("about",)


def _asks_rest(scope: Scope, slot: Slot) -> bool:
    """The claim speaks of those to whom the part's own words do not apply."""
    own = slot.predicates | {k for w in slot.own_words for k in w.keys}
    opposed = scope.words.opposed(frozenset(own))
    if any(i.keys & opposed and not i.keys & own for i in scope.ask.items if i.part in ("predicate", "modifier")):
        return True
    if any(negative_keys(i.word, scope.words) & own for i in scope.ask.items if not i.keys & own):
        return True
    denied = _OUTSIDE.search(scope.main) is not None
    return denied or (bool(_SINCE.search(scope.main)) and (asks_left(scope) or scope.ask.wants_rest))


def _part(slot: Slot, other: Slot) -> bool:
    """The later number is a part of the earlier one: of them, or of its things."""
    if slot.part_of == other.number:
        return True
    ahead = [w.low for w in slot.words[max(0, slot.first - 3) : slot.first]]
    of_which = "of" in ahead and bool(set(ahead[ahead.index("of") + 1 :]) & _OF_THEM)
    if of_which or _of_it(slot):
        return slot.number - other.number <= 2
    if slot.role or other.role or slot.is_total:
        return False
    behind = slot.words[slot.last + 1 : slot.last + 5]
    things = (other.thing_keys() | other.predicates) - {"^person"}
    return bool(behind) and behind[0].low == "of" and any(w.nominal and w.keys & things for w in behind[1:])


def _linked(slot: Slot, other: Slot) -> bool:
    """The text says that the two belong together."""
    return slot.number - other.number <= 2 and (_part(slot, other) or slot.line is other.line)


def _counts_alike(scope: Scope, slot: Slot, other: Slot) -> bool:
    """Both count what the claim counts, and neither is a part of the other."""
    head = scope.ask.head
    if head is None or slot.part_of == other.number or other.part_of == slot.number or slot.is_total or other.is_total:
        return False
    return all(bool(head.keys & s.thing_keys()) or (not s.things and any(head.keys & k for k in s.antecedents[:1])) for s in (slot, other))


def _said(scope: Scope, slot: Slot, other: Slot) -> bool:
    """Enough of the claim's words stand with the two numbers, and none of its names stands elsewhere only."""
    if scope.elsewhere((slot, other), ("head", "name", "predicate", "modifier")):
        return False
    index = scope.index
    lines = {slot.line.number, other.line.number}
    lines |= {n - 1 for n in lines if n and index.lines[n - 1].paragraph == index.lines[n].paragraph}
    near = frozenset().union(*(index.line_keys[n] for n in lines))
    total = got = 0.0
    for item in scope.ask.items:
        if item.part in ("change", "contrast", "measure") or item.word in _LEADS:
            continue
        there = bool(item.keys & near)
        if not there and item.part == "name" and item.keys & index.text_keys:
            return False
        weight = item.weight if item.keys & index.text_keys else _UNSAID * item.weight
        total += weight
        got += weight * there
    return total == 0 or got >= _ENOUGH * total


def _close(scope: Scope, slot: Slot) -> Iterator[Slot]:
    """Numbers before it in its sentence and the sentences just before."""
    for other in reversed(scope.index.slots[max(0, slot.number - 6) : slot.number]):
        if other.line.paragraph != slot.line.paragraph or slot.line.number - other.line.number > _BACK:
            return
        yield other
