"""Values from numbers put together: sums of parts, products and averages (D1, D4, D6, D7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from extractor.checks.counts.ask import Item
from extractor.checks.counts.derivations.lists import mixed_of
from extractor.checks.counts.derivations.scope import PLAIN, Derived, Scope, exact, joint, number_of, show
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Slot
from extractor.checks.counts.sources import source_of

_ONE = re.compile(r"\b(?:one|an?|each|every|per|single) (\w+)")
_EACH = re.compile(r"\b(?:for each|for every|per) (\w+)")
_BOTH = re.compile(r"\b(?:both|all|the (?:two|three|four)|together|combined|altogether|total)\b")
_SUMMED = (*PLAIN, "cur", "meas", "dur")


def total_of_parts(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D1."""
    ask = scope.ask
    if ask.change or ask.negated or " than " in f"{scope.claim.of} " or slot.is_total or slot.part_of >= 0 or slot.mention.role:
        return
    if not _member(scope, slot, None):
        return
    if ask.head is not None and mixed_of(scope.index, slot.line, ask.head.keys):
        return  # "three farmers and a priest": the list is added as a whole
    before = next((o for o in reversed(scope.same_line(slot)) if o.number < slot.number and o.mention.kind in _SUMMED), None)
    if before is not None and not before.is_total and before.part_of < 0 and _member(scope, before, None) and _joins(scope, before, slot):
        return  # the list begins before this number
    parts = [slot]
    closed = False
    for other in scope.same_line(slot):
        if other.number <= slot.number or other.mention.kind in ("age", "ord", "date", "name", "time"):
            continue
        between = {w.low for w in slot.words[parts[-1].last + 1 : other.first]}
        if not _joins(scope, parts[-1], other) or (closed and "and" not in between and not between & {"but", ";", "while"}):
            break
        parts.append(other)
        closed = bool(between & {"and", "plus", ";", "while", "but"})
        later = scope.index.slots[other.number + 1] if other.number + 1 < len(scope.index.slots) else None
        if not closed and later is not None and later.line is slot.line and _joins(scope, other, later):
            continue  # the list goes on
        named = _named(scope, parts)
        values = [number_of(p) for p in named]
        hedges = joint(*(p.mention.hedge for p in named))
        if (
            hedges is None
            or len(named) < 2
            or not closed
            or _of_one_kind(scope, named)
            or scope.elsewhere(tuple(named), ("modifier", "predicate"), beyond=True)
        ):
            continue
        total = sum((v for v in values if v is not None), Fraction(0))
        formula = " + ".join(show(v) for v in values)
        yield Derived(exact(total, slot.mention.unit, hedges[0]), "D1", formula, tuple(named), scope.covered(*named))


def _of_one_kind(scope: Scope, parts: list[Slot]) -> bool:
    """The claim asks for a kind that only some of the parts are: "short-haul aircraft" of short-haul and long-haul ones."""
    kinds = [i for i in scope.ask.items if i.part in ("modifier", "name")]
    phrases = [frozenset(k for n in (*p.phrase, *p.things) for k in p.words[n].keys if k[0] != "^") for p in parts if p.things]
    asked = [[_said(i, phrase) and not all(_said(i, other) for other in phrases) for i in kinds] for phrase in phrases]
    return any(map(any, asked)) and not all(map(any, asked))


def _said(item: Item, phrase: frozenset[str]) -> bool:
    return all(keys & phrase for keys in item.parts or (item.keys,))


def apart(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D4 between two numbers of one kind side by side: "900 trucks in the first quarter and 1,100 in the second"."""
    of = (scope.claim.of or "").lower()
    way = scope.ask.change or ("any" if "difference" in of or "gap" in of else None)
    if way is None or " between " not in f" {of} " or slot.is_total or slot.part_of >= 0 or not _member(scope, slot, None):
        return
    for other in scope.same_line(slot):
        if other.number > slot.number and other.mention.kind == slot.mention.kind:
            one, two = number_of(slot), number_of(other)
            if (
                one is not None
                and two is not None
                and one != two
                and _joins(scope, slot, other)
                and way in ("any", "up" if two > one else "down")
            ):
                high, low = max(one, two), min(one, two)
                yield Derived(
                    exact(high - low, slot.mention.unit), "D4", f"{show(high)} - {show(low)}", (slot, other), scope.covered(slot, other)
                )
            return


def _joins(scope: Scope, one: Slot, other: Slot) -> bool:
    """The next number of the sentence is one more disjoint part of the same sum."""
    if other.mention.unit != one.mention.unit or 0 <= other.part_of < other.number or other.is_total or other.mention.role:
        return False
    if not scope.usable(other):
        return False
    between = {w.low for w in one.words[one.last + 1 : other.first]}
    if not between & {"and", ",", "plus", ";", "while", "but"} or between & (scope.words.lists["exclusive_parts"] - {"those", "them"}):
        return False
    if other.mention.polarity != one.mention.polarity or (not other.things and other.words[other.first - 1].low == "at"):
        return False
    if _can(one) != _can(other):
        return False  # "it can carry 450 but had 610 on board"
    mine, theirs = source_of(one), source_of(other)
    if mine is not None and theirs is not None and not mine & theirs:
        return False  # "villagers said 30 were missing, the district office put the number at 12"
    return _member(scope, other, one) and _together(scope, one, other)


def _modifier_only(before: Slot, slot: Slot) -> bool:
    """A number whose noun is left out and only its modifier said: "12 gold medals, nine silver and 16 bronze"."""
    if len(slot.things) != 1 or slot.mention.unit is not None or not before.things or slot.mention.kind != "card":
        return False
    noun = slot.words[slot.things[0]].low
    modified = len(before.phrase) >= 2 or (len(before.things) == 1 and not slot.words[before.things[0]].low.endswith("s"))
    return modified and not noun.endswith(("s", "men", "people")) and not slot.words[slot.things[0]].keys & {"^person"} and slot.value != 1


def _can(slot: Slot) -> bool:
    segments, _ = segments_of(slot.line)
    return any(slot.words[v].low in ("can", "could", "may", "might", "would", "should") for v in segments[slot.segment].verbs)


def _member(scope: Scope, slot: Slot, before: Slot | None) -> bool:
    """The number counts what the claim counts, of whom its predicates hold; one that leaves out its noun does what the one before does."""
    shared = slot.each or slot.mention.per == "each"
    if slot.mention.kind not in _SUMMED or number_of(slot) is None or slot.role in ("from", "change") or shared:
        return False
    if slot.role == "to" and any(o.role in ("from", "change") for o in scope.same_line(slot)):
        return False
    head, fit = scope.ask.head, scope.fits.get(slot.number)
    if before is not None and before.segment == slot.segment and _modifier_only(before, slot):
        return True
    if before is not None and not slot.things and slot.mention.unit is None and before.segment == slot.segment and _placed(slot):
        return True
    if head is not None and not (
        head.keys & slot.thing_keys()
        or (head.keys & slot.predicates and (not slot.things or "^casualty" in head.keys))
        or (fit is not None and fit.head >= (0.9 if slot.mention.unit else 0.95) and fit.clash != "B1")
        or (slot.mention.rule in ("M4", "M5") and not slot.things and "^person" in head.keys)
        or (
            not slot.things
            and slot.mention.unit is None
            and any(head.keys & k for k in slot.antecedents[:1])
            and (scope.ask.more or _placed(slot))
        )
    ):
        return False
    predicates = [i for i in scope.ask.items if i.part == "predicate"]
    said = [bool(i.keys & (slot.predicates | slot.outer)) or slot.weight(i.keys) >= 1.0 for i in predicates]
    return all(said) or (len(predicates) > 1 and any(i.keys & slot.predicates for i in predicates))


def _together(scope: Scope, one: Slot, other: Slot) -> bool:
    """Both numbers stand in one event: one clause, one predicate, or the two that the claim names."""
    head = scope.ask.head
    casualties = head is not None and "^casualty" in head.keys
    if one.segment == other.segment and _placed(other) and not other.things:
        return True
    if not one.things and not other.things and one.mention.unit is None:
        return one.segment != other.segment and casualties
    named = len([i for i in scope.ask.items if i.part == "predicate"]) > 1
    if not named and not other.things and other.mention.unit is None and one.segment != other.segment:
        segments, _ = segments_of(other.line)
        verbs = [other.words[v] for v in segments[other.segment].verbs if other.words[v].pos == "VERB"]
        if verbs and not any(v.keys & one.predicates for v in verbs) and not casualties:
            return False  # "doctors examined 510 children; 68 had swollen glands"
    apart = any(w.pos == "VERB" for w in one.words[one.last + 1 : other.first]) and not one.predicates & other.predicates
    return (one.segment == other.segment and not apart) or bool(one.predicates & other.predicates) or named or casualties


def _named(scope: Scope, parts: list[Slot]) -> list[Slot]:
    """The parts a claim names where each has a place, time or recipient of its own: "money given to the hospice and the school"."""
    phrases = [_phrases(p) for p in parts]
    shared = set.intersection(*(set(p) for p in phrases))
    if not shared or _BOTH.search((scope.claim.of or "").lower()):
        return parts
    tails = [frozenset(k for lead in shared for k in p[lead]) for p in phrases]
    items = [i for i in scope.ask.items if i.part in ("name", "modifier")]
    own = [any(i.keys & tail and not all(i.keys & t for t in tails) for i in items) for tail in tails]
    return [p for p, mine in zip(parts, own, strict=True) if mine] if any(own) else parts


def _phrases(slot: Slot) -> dict[str, frozenset[str]]:
    """Keys of the prepositional phrases behind a counted thing that belong to this number alone, by preposition."""
    low = max((slot.last, *slot.things)) + 1
    while low < slot.local[1] and slot.words[low].pos == "ADJ":
        low += 1
    out: dict[str, frozenset[str]] = {}
    lead = ""
    for word in slot.words[low : slot.local[1]]:
        if word.pos == "ADP":
            lead = word.low
            out[lead] = frozenset()  # the last one counts: "52 wolves in the park in 2018"
        elif lead and (word.nominal or word.pos == "NUM"):
            out[lead] |= word.keys
    return out


def _placed(slot: Slot) -> bool:
    """A number without its noun that has a place of its own: "and 12 in Benna"."""
    k = slot.last + 1
    k += k < len(slot.words) and slot.words[k].low in ("more", "others", "further")
    after = slot.words[k].low if k < len(slot.words) else ""
    return after in ("in", "at", "near", "on", "from")


def product(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D6: so much for each times their number, and rate times time."""
    rate, unit = number_of(slot), slot.mention.unit
    per = "" if slot.mention.per in (None, "each") else slot.mention.per or ""
    fit = scope.fits.get(slot.number)
    each = slot.mention.per == "each" or (slot.each and not any(o.mention.per == "each" for o in scope.same_line(slot)))
    if rate is None or not (each or per) or fit is None or fit.clash not in (None, "M27") or scope.ask.wants_each:
        return
    base = scope.words.text_keys(per.split(" and ")[0]) if per else frozenset()
    for other in _nearest(scope, slot):
        count = number_of(other)
        if count is None or not scope.usable(other):
            continue
        timed = bool(base) and other.mention.per == scope.claim.per  # "1,200 a day, six days a week", asked for a week
        holders = other.things and other.mention.kind == "card" and other.mention.unit is None
        if holders and _one_of(scope, other):
            continue
        held = each and holders and (unit is not None or not scope.head_fits(other)) and per == (scope.claim.per or "")
        if held or (timed and (base & other.thing_keys() or (other.mention.unit and other.mention.unit in per))):
            hedges = joint(slot.mention.hedge, other.mention.hedge)
            if hedges is not None:
                formula = f"{show(count)} * {show(rate)}"
                yield Derived(exact(rate * count, unit, hedges[0]), "D6", formula, (other, slot), max(fit.score, 0.5))
            if held:
                return


def _one_of(scope: Scope, holders: Slot) -> bool:
    """The claim speaks of one of those who get so much each: "compensation paid to one family"."""
    found = _ONE.finditer((scope.claim.of or "").lower())
    return any(scope.words.claim_keys(m.group(1)) & holders.thing_keys() for m in found)


def _nearest(scope: Scope, slot: Slot) -> list[Slot]:
    return sorted((o for o in scope.same_line(slot) if o is not slot), key=lambda o: (abs(o.number - slot.number), o.number))


def average(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D7."""
    total, fit = number_of(slot), scope.fits.get(slot.number)
    each = _EACH.search((scope.claim.of or "").lower())
    per = scope.claim.per or (each.group(1) if each is not None else None)
    if total is None or not per or slot.mention.per or fit is None or fit.clash not in (None, "B3"):
        return
    base = scope.words.claim_keys(per.split()[-1])
    for other in scope.same_line(slot):
        count, unit = number_of(other), other.mention.unit
        dealt = other.first > 0 and other.words[other.first - 1].low in ("among", "between", "by")
        if other is slot or not count or not scope.usable(other) or (fit.clash is not None and not dealt):
            continue
        if base & other.thing_keys() or (unit is not None and base & scope.words.text_keys(unit)):
            hedges = joint(slot.mention.hedge, against=(other.mention.hedge,))
            if hedges is not None:
                formula = f"{show(total)} / {show(count)}"
                yield Derived(exact(total / count, slot.mention.unit, hedges[0]), "D7", formula, (slot, other), fit.score)
