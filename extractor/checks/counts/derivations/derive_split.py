"""A total and the parts of it that the text tells in any words: what is left, shares and coordinated parts (D1, D2, D3, D6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from extractor.checks.counts.ask import Item
from extractor.checks.counts.denial import asks_left, negated_clause
from extractor.checks.counts.derivations.derive_sides import left_to, rest_clause
from extractor.checks.counts.derivations.scope import Derived, Scope, exact, joint, negative_keys, number_of, show
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Slot
from extractor.checks.counts.vocabulary import vocabulary

_NEGATED = re.compile(
    r"\b(?:not|never|without|except(?: for)?|excluding|other than|apart from|outside|"
    r"(?:yet|still) to(?: be)?|(?:a)?waiting(?: for)?|non)\b"
)
"""Words of a claim that deny what follows them."""
_FAILING = vocabulary("failing")
"""Words of the text that deny what follows them."""
_COMPARING = vocabulary("contrasting")
_THEM = vocabulary("them")
_OWNERS = vocabulary("owners")
_SMALL = frozenset(("ADP", "DET", "PRON", "SCONJ", "CCONJ", "AUX", "PUNCT", "NUM", "SYM", "PART"))
_SUMS = vocabulary("sums")
_BACK = 2
"""Sentences between a part and the total it is of."""
_DISTINCT = 100
"""From here on a value hits a formula by chance so seldom that the claim may use words the text does not have."""


@dataclass(frozen=True, slots=True)
class Split:
    """A part, its total, and what the text says of this part alone."""

    part: Slot
    total: Slot
    own: frozenset[str]
    shared: frozenset[str]
    """Keys of what is said of the total."""
    denied: bool
    """The text says of the part that something does not hold."""


def split(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D2, D3 and D6: the part or what is left of the total, for whichever of the two the claim's words stand."""
    made = split_of(scope, slot)
    if made is None or scope.ask.change:
        return
    side = _side(scope, made)
    if side is None or (side == "left" and slot.summed) or not _compatible(scope, made, left=side == "left"):
        return
    whole, part = number_of(made.total), number_of(slot)
    assert whole is not None and part is not None
    if slot.mention.kind in ("pct", "frac"):
        yield from _share_of(scope, made, whole, part, side)
        return
    gone = [made]
    if side == "left":
        gone = _gone(scope, made)
        if not gone or gone[0] is not made:
            return
    parts = [g.part for g in gone]
    taken = sum((number_of(p) or Fraction(0) for p in parts), Fraction(0))
    count = whole - taken if side == "left" else part
    against = tuple(p.mention.hedge for p in parts)
    hedges = (
        joint(made.total.mention.hedge, against=against)
        if side == "left"
        else joint(slot.mention.hedge, against=(made.total.mention.hedge,))
    )
    if hedges is None or not 0 < count < whole:
        return
    text = " - ".join((show(whole), *(show(number_of(p)) for p in parts))) if side == "left" else show(part)
    if scope.wanted.unit == "percent":
        if scope.ask.dimension == "percent":
            text = f"({text}) / {show(whole)}" if side == "left" else f"{text} / {show(whole)}"
            yield Derived(exact(count / whole * 100, "percent", hedges[0]), "D3", text, (*parts, made.total), 1.0)
    elif side == "left" and scope.wanted.unit == made.total.mention.unit:
        yield Derived(exact(count, made.total.mention.unit, hedges[0]), "D2", text, (made.total, *parts), 1.0)


def _share_of(scope: Scope, made: Split, whole: Fraction, part: Fraction, side: str) -> Iterator[Derived]:
    """D6: "30% of the sum" of an amount told before."""
    ratio = part / 100 if made.part.mention.kind == "pct" else part
    ratio = 1 - ratio if side == "left" else ratio
    hedges = joint(made.part.mention.hedge, made.total.mention.hedge)
    if 0 < ratio < 1 and hedges is not None and scope.wanted.unit == made.total.mention.unit:
        text = f"{show(ratio)} * {show(whole)}"
        yield Derived(exact(ratio * whole, made.total.mention.unit, hedges[0]), "D6", text, (made.part, made.total), 1.0)


def split_of(scope: Scope, slot: Slot) -> Split | None:
    """The split a number makes in a total; None when it is no part of one."""
    if slot.number not in scope.memo:
        total = _total(scope, slot)
        scope.memo[slot.number] = None if total is None else _told(slot, total)
    made = scope.memo[slot.number]
    assert made is None or isinstance(made, Split)
    return made


def _told(slot: Slot, total: Slot) -> Split:
    clause = _content(slot, max(slot.local[0], slot.first - 12), slot.local[1]) | {k for k in slot.predicates if k[0] != "^"}
    _, place = segments_of(slot.line)
    if slot.mention.kind in ("pct", "frac"):  # who gets the share stands before it: "Lawyers will receive 30% of the sum"
        inside = [k for k, n in enumerate(place) if n == slot.segment]
        clause |= _content(slot, inside[0], inside[-1] + 1) if inside else frozenset()
    about = _content(total, total.local[0], total.local[1]) | total.predicates | total.thing_keys()
    if slot.line is total.line and slot.segment == total.segment and slot.part_of < 0:
        about -= slot.predicates - total.predicates
    rest = rest_clause(slot)
    own = clause - (rest - slot.predicates) - total.thing_keys() - (about if slot.part_of < 0 or slot.included else frozenset())
    lead = [w.low for k, w in enumerate(slot.words[: slot.last + 9]) if place[k] == slot.segment and k >= slot.first - 6]
    return Split(slot, total, frozenset(own), frozenset(about), negated_clause(slot) or bool(_FAILING & set(lead)))


def _content(slot: Slot, low: int, high: int) -> frozenset[str]:
    return frozenset(
        k for i, w in enumerate(slot.words[low:high], low) if w.pos not in _SMALL or i in slot.things for k in w.keys if k[0] != "^"
    )


def _total(scope: Scope, slot: Slot) -> Slot | None:
    if slot.excepted:
        return None
    if slot.part_of >= 0:
        total = scope.index.slots[slot.part_of]
        return total if _holds(scope, slot, total) else None
    if slot.is_total or slot.role or slot.is_label or not scope.usable(slot):
        return None
    behind = [w.low for w in slot.words[slot.last + 1 : slot.last + 4]]
    if slot.mention.kind in ("pct", "frac"):
        return _amount_before(scope, slot, behind)
    if slot.mention.kind != "card" or slot.mention.unit is not None or slot.mention.role or slot.each or slot.mention.per:
        return None
    ahead = [w.low for w in slot.words[max(0, slot.first - 2) : slot.first]]
    pronoun = (behind[:1] == ["of"] and bool(set(behind[1:2]) & _THEM)) or (ahead[:1] == ["of"] and bool(set(ahead[1:]) & _THEM))
    definite = behind[:1] == ["of"] and bool(set(behind[1:2]) & _OWNERS)
    bare = not slot.things and not set(ahead[-1:]) & _COMPARING
    if not pronoun and not definite and not bare:
        return None
    for other in _before(scope, slot):
        if other.mention.kind != "card" or other.mention.unit is not None or not _holds(scope, slot, other):
            if other.mention.kind == "card" and other.mention.unit is None and bare and not pronoun and other.things:
                return None  # the nearest counted things are fewer: no part of them
            continue
        if definite and not slot.thing_keys() & (other.thing_keys() | _content(other, max(0, other.first - 4), other.local[1])):
            continue
        if not other.things and pronoun and other.line is slot.line and other.number == slot.number - 1:
            return other  # "A further 140 were hurt, 22 of them critically"
        if not other.things:
            if pronoun or definite or not bare:
                continue
            if _NEGATED.search(scope.main) and any(
                i.keys & other.predicates for i in scope.ask.items if i.part in ("modifier", "predicate")
            ):
                return other  # "412 have been tested and three were positive", asked for the tested who were not
            outer = split_of(scope, other)
            if outer is not None:
                return outer.total  # "killing 13 of them and injuring 29"
            continue
        if bare and not pronoun and slot.antecedents and other.line is slot.line and not _follows(slot, other):
            return None
        return other
    return None


def _follows(slot: Slot, other: Slot) -> bool:
    """A bare number of the same sentence stands for the things of the one before."""
    return any(other.thing_keys() & keys for keys in slot.antecedents[:1])


def _amount_before(scope: Scope, slot: Slot, behind: list[str]) -> Slot | None:
    """The amount a share is of: "30% of the sum", "40% of the profit" of a profit of 90 million euros."""
    if behind[:1] != ["of"] or not set(behind[1:2]) & _OWNERS or len(behind) < 3:
        return None
    noun = slot.words[slot.last + 3]
    for other in _before(scope, slot):
        if other.mention.kind not in ("cur", "meas") or not scope.usable(other):
            continue
        named = any(w.keys & noun.keys for w in other.words[max(0, other.first - 4) : other.first])
        if named or noun.low in _SUMS:
            return other if other.value else None
    return None


def _before(scope: Scope, slot: Slot) -> Iterator[Slot]:
    for other in reversed(scope.index.slots[max(0, slot.number - 8) : slot.number]):
        if other.line.paragraph != slot.line.paragraph or other.line.number < slot.line.number - _BACK:
            return
        yield other


def _holds(scope: Scope, slot: Slot, total: Slot) -> bool:
    whole, part = number_of(total), number_of(slot)
    return (
        whole is not None
        and part is not None
        and (whole > part or slot.mention.kind in ("pct", "frac"))
        and whole > 0
        and scope.usable(total)
    )


def _side(scope: Scope, made: Split) -> str | None:
    """part or left: whom the claim's words stand for; None when they stand for neither for sure."""
    items = [i for i in scope.ask.items if i.part not in ("measure", "change") and i.word in scope.main]
    said = [i for i in items if i.keys & made.own and not (i.part == "head" and i.keys & made.total.thing_keys())]
    rest = rest_clause(made.part, scope.index) - made.own - made.shared
    if any(i.keys & rest for i in items if i.part != "head"):
        return "left" if not scope.ask.negated and all(i.keys & made.shared or i.part == "predicate" for i in said) else None
    found = _NEGATED.search(scope.main)
    if found is not None:
        behind = set(re.findall(r"[^\W_]+(?:[.'’\-][^\W_]+)*", scope.main[found.end() :]))
        denied = [i for i in items if i.word in behind and i.keys & scope.index.text_keys]
        if not any(i.keys & made.own for i in denied):
            return "left" if _lacks_what_the_total_lacks(scope, made, said) else None
        if any(i not in denied and not i.keys & made.shared for i in said):
            return None
        return "part" if made.denied else "left"
    if any(negative_keys(i.word, scope.words) & made.own for i in items if not i.keys & made.own):
        return None if made.denied else "left"
    opposed = scope.words.opposed(made.own)
    against = [i for i in items if i.keys & opposed and not i.keys & (made.own | made.shared)]
    if made.denied:
        failing = any(i.word in _FAILING for i in items)
        positive = [i for i in said if i.part == "predicate"]
        return ("part" if failing else "left") if positive else None
    if against:
        return "left" if not [i for i in said if not i.keys & made.shared] else None
    if asks_left(scope):
        return "left" if not said or all(i.keys & made.shared for i in said) else None
    return "part" if said and not asks_left(scope) else None


def _lacks_what_the_total_lacks(scope: Scope, made: Split, said: list[Item]) -> bool:
    """ "Still without power" of 85,000 homes that lost it and 60,000 that have it again."""
    return "still" in scope.main.split() and not [i for i in said if not i.keys & made.shared]


def _compatible(scope: Scope, made: Split, *, left: bool) -> bool:
    """The claim counts the total's things, and no word of it belongs to something else than the total and its part."""
    head, total = scope.ask.head, made.total
    things = total.thing_keys() | made.part.thing_keys() | frozenset().union(*made.part.antecedents[:1])
    near = made.own | made.shared | things | _content(total, 0, len(total.words)) | _content(made.part, 0, len(made.part.words))
    if (
        head is not None
        and total.mention.unit is None
        and not head.keys & things
        and not ("^person" in scope.words.text_keys(head.word) and "^person" in things)
    ):
        return False
    large = scope.wanted.nominal is not None and abs(scope.wanted.nominal) >= _DISTINCT
    for item in scope.ask.items:
        if item.part in ("measure", "change") or item is head or item.word not in scope.main or item.keys & near:
            continue
        if item.part == "name" or item.keys & scope.index.text_keys:
            return False
        if left or large:
            continue
        return False
    others = [s for s in scope.index.slots if s.line is made.part.line and s not in (made.part, total)]
    for item in scope.ask.items:
        if item.part not in ("name", "modifier", "predicate") or item.keys & (made.own | made.shared) or item.word not in scope.main:
            continue
        if any(item.keys & _content(s, s.first, s.local[1]) for s in others if s.mention.kind in ("card", "cur", "pct")):
            other = [s for s in others if item.keys & _content(s, s.first, s.local[1])]
            if not all(_same_total(scope, s, made) for s in other):
                return False
    return True


def _same_total(scope: Scope, slot: Slot, made: Split) -> bool:
    other = split_of(scope, slot)
    return other is not None and (other.total is made.total or other.total is made.part)


def _gone(scope: Scope, made: Split) -> list[Split]:
    """All parts that a rest is without: every one told, or those that a negated claim speaks of; the first of them first."""
    found = [made]
    for slot in scope.index.slots[made.total.number + 1 : made.total.number + 9]:
        if slot is made.part or slot.mention.kind != made.part.mention.kind or slot.line.number > made.total.line.number + _BACK:
            continue
        other = split_of(scope, slot)
        if other is None:
            more = slot.line.number <= made.part.line.number and slot.number == made.part.number + 1 and _further(slot)
            if not more or not scope.usable(slot):
                continue
            other = _told(slot, made.total)
        elif other.total is not made.total:
            continue
        found.append(other)
    if _NEGATED.search(scope.main) is not None and not asks_left(scope):
        items = [i for i in scope.ask.items if i.part not in ("measure", "change", "head")]
        found = [f for f in found if f is made or any(i.keys & f.own - f.shared for i in items)]
    elif len(found) > 1 and not asks_left(scope) and not left_to(scope, made.part):
        return []
    return sorted(found, key=lambda f: f.part.number)


def _further(slot: Slot) -> bool:
    around = slot.words[max(0, slot.first - 1) : slot.first] + slot.words[slot.last + 1 : slot.last + 2]
    return any(w.low in ("other", "others", "another", "more", "further") for w in around)
