"""Groups that a text counts without writing their number: "neither driver" are two, "a fourth raid" after three makes four (D1, D9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from extractor.checks.counts.ask import Ask
from extractor.checks.counts.derivations.scope import NEAR, Derived, Scope, exact, joint, number_of, show
from extractor.checks.counts.match import Fit
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.slots.tokens import Line
from extractor.checks.counts.vocabulary import vocabulary

_BACK = 2
"""Sentences between a number and the one that goes on counting."""
_IN_ALL = re.compile(r"\b(?:in (?:all|total)|so far|altogether|overall|to date|(?:death )?toll|total)\b", re.IGNORECASE)
_MORE = frozenset(("further", "another", "additional", "more", "others"))
_NEW = frozenset(("a", "an", "another", "other", "others"))
_RIGHT = 0.25
_WHOLE = frozenset(("all", "its", "the", "their", "'s", "both"))
_HURT = frozenset(("=injure", "^injury"))
_TOTALS = vocabulary("tolls_so_far")


def one_more(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """ "Three raids on Sunday. A fourth, on Monday, ...": four raids; "two men were held and a third fled": three men."""
    rank = rank_of(slot)
    if rank is None or scope.ask.change or scope.ask.negated or scope.wanted.unit is not None:
        return
    for other in reversed(scope.index.slots[max(0, slot.number - 6) : slot.number]):
        if other.line.paragraph != slot.line.paragraph or slot.line.number - other.line.number > _BACK:
            return
        last = number_of(other) == rank and slot.words[slot.last - 1].low == "the"  # "three of the four are held; the fourth is abroad"
        if other.mention.kind != "card" or other.mention.unit is not None or not other.things:
            continue
        if last and scope.wanted.nominal == 1 and scope.head_fits(other) and scope.usable(other) and _all_of(scope, slot):
            yield Derived(exact(Fraction(1), None), "M28", f"the {slot.mention.text} = 1", (slot,), scope.covered(slot, head=True))
            return
        if last or number_of(other) != rank - 1 or slot.words[slot.last - 1].low == "the":
            continue
        if not scope.head_fits(other) or not scope.usable(other) or other.is_total:
            continue
        if _of_one(scope, other, slot):
            if scope.wanted.nominal == 1 and not _of_one(scope, slot, other, only=True):
                yield Derived(exact(Fraction(1), None), "M28", f"{slot.mention.text} = 1", (slot,), scope.covered(slot, head=True))
            continue
        formula = f"{show(rank - 1)} + 1"
        yield Derived(exact(rank, None), "D1", formula, (other, slot), scope.covered(other, slot, head=True))
        return


def rank_of(slot: Slot) -> Fraction | None:
    """The rank of one more of what was counted: "a fourth", taken for a fraction where no noun follows."""
    value, words = number_of(slot), slot.words
    if value is None or slot.last + 1 >= len(words) or words[slot.last + 1].low == "of":
        return None
    article = words[slot.first].low in ("a", "another") or (slot.first > 0 and words[slot.first - 1].low in ("a", "another", "the"))
    if not article:
        return None
    if slot.mention.kind == "ord":
        return value
    return 1 / value if slot.mention.kind == "frac" and value.numerator == 1 and value.denominator > 2 else None


def _all_of(scope: Scope, slot: Slot) -> bool:
    """All that the claim says, and something, is said of this one."""
    others = [i for i in scope.ask.items if i is not scope.ask.head]
    return bool(others) and all(i.keys & slot.predicates or slot.weight(i.keys) >= NEAR for i in others)


def _of_one(scope: Scope, one: Slot, other: Slot, *, only: bool = False) -> bool:
    """The claim has a word that belongs to one of the two alone: "men held on Thursday"; `only`: to the second alone."""
    for item in scope.ask.items:
        if item.part in ("head", "measure", "change"):
            continue
        if item.part == "predicate":
            if item.keys & scope.index.text_keys and not item.keys & one.predicates:
                return True
            continue
        mine, theirs = one.weight(item.keys) >= NEAR, other.weight(item.keys) >= NEAR
        if mine != theirs and (theirs or not only):
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


def unhurt(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """ "Its 96 passengers got out unhurt": none of them was hurt."""
    whole = slot.first > 0 and slot.words[slot.first - 1].low in _WHOLE
    said = any(i.keys & _HURT for i in scope.ask.items) and not scope.ask.negated
    if not whole or not said or scope.wanted.nominal != 0 or not scope.head_fits(slot) or "=unhurt" not in _ends(slot):
        return
    value = show(number_of(slot))
    yield Derived(exact(Fraction(0), None), "D2", f"{value} - {value}", (slot,), scope.covered(slot))


def _ends(slot: Slot) -> frozenset[str]:
    """Keys of the clause of the number behind it."""
    return frozenset(k for w in slot.words[slot.last + 1 : slot.local[1]] for k in w.keys)


def done_by_another(slot: Slot, ask: Ask, index: Index) -> bool:
    """The next sentence says of somebody new what the claim says of these: "Five ships took part. A frigate stayed in port"."""
    for item in ask.items:
        plain = {k for k in item.keys if k[0] not in "=^"}
        if item.part != "predicate" or plain & index.line_keys[slot.line.number]:
            continue
        for n in (slot.line.number - 1, slot.line.number + 1):
            if 0 <= n < len(index.lines) and index.lines[n].paragraph == slot.line.paragraph and _by_somebody_new(index.lines[n], plain):
                return True
    return False


def _by_somebody_new(line: Line, keys: set[str]) -> bool:
    """A clause of the sentence has the verb, and its subject is new: "a frigate", "another 78"."""
    segments, place = segments_of(line)
    for k, word in enumerate(line.words):
        if word.pos == "VERB" and word.keys & keys:
            agent = [i for i in segments[place[k]].words if i < k]
            if agent and (line.words[agent[0]].low in _NEW or line.words[0].low in _NEW):
                return True
    return False


def to_be(slot: Slot) -> bool:
    """ "Another 78 are to be released"."""
    return [w.low for w in slot.words[slot.last + 1 : slot.last + 6] if w.low in ("is", "are", "to", "be")][-2:] == ["to", "be"]


def added(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """ "Seven soldiers died on Saturday. On Sunday a further five soldiers were killed": twelve soldiers."""
    around = {w.low for w in slot.words[max(0, slot.first - 1) : slot.first] + slot.words[slot.last + 1 : slot.last + 2]}
    value = number_of(slot)
    if (
        not around & _MORE
        or value is None
        or slot.mention.kind != "card"
        or scope.ask.change
        or scope.ask.negated
        or not scope.usable(slot)
    ):
        return
    for other in reversed(scope.index.slots[max(0, slot.number - 4) : slot.number]):
        before = number_of(other)
        if other.line is slot.line or other.line.paragraph != slot.line.paragraph or slot.line.number - other.line.number > 1:
            continue
        if (
            other.mention.kind != "card"
            or other.mention.unit != slot.mention.unit
            or before is None
            or not other.things
            or other.part_of >= 0
        ):
            continue
        if not scope.head_fits(other) or not scope.head_fits(slot) or other.is_total or not scope.usable(other):
            continue
        said = [i for i in scope.ask.items if i is not scope.ask.head and i.keys & scope.index.text_keys]
        hedges = joint(other.mention.hedge, slot.mention.hedge)
        if hedges is not None and all(i.keys & s.predicates or s.weight(i.keys) >= NEAR for i in said for s in (other, slot)):
            formula = f"{show(before)} + {show(value)}"
            yield Derived(
                exact(before + value, slot.mention.unit, hedges[0]), "D1", formula, (other, slot), scope.covered(other, slot, head=True)
            )
        return
