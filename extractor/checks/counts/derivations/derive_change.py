"""Values from one change: its two ends, what lies between them, and which of these a claim asks for (D4, D5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from extractor.checks.counts.ask import Item
from extractor.checks.counts.derivations.scope import Derived, Scope, exact, joint, number_of, show
from extractor.checks.counts.figures.change_asked import asks_after, asks_before, asks_change
from extractor.checks.counts.figures.change_steps import Step, steps
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Slot
from extractor.checks.counts.slots.tokens import is_year
from extractor.checks.counts.vocabulary import vocabulary

_THEN = vocabulary("gone_by")
"""Words of a time gone by behind a figure of comparison."""
_BEING = vocabulary("being")
_COMPARING = vocabulary("comparing")
_STEP_TO_LEVEL = 4
"""Nobody says "by 10 to 40" of one step: a second number so much larger is the level reached."""
_BETWEEN = re.compile(r"\bbetween (?P<one>.+?) and (?P<two>.+)$|^(?:how many )?(?:more|fewer) (?P<three>.+?) than (?P<four>.+)$")
_LEADS = vocabulary("leads")


@dataclass(frozen=True, slots=True)
class Change:
    """The value before and the value after; each is a number of the text or follows from the other and the step between them."""

    old: Fraction
    new: Fraction
    unit: str | None
    terms: tuple[Slot, ...]
    level: Slot
    """The end that the text gives; of two, the one after."""
    old_hedges: tuple[str | None]
    new_hedges: tuple[str | None]
    old_from: str | None = None
    """How the value before was computed; None when the text gives it."""
    new_from: str | None = None
    step: Step | None = None


def change(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D4 and D5: whichever of before, after and difference a claim asks for and the text does not write."""
    for made in _changes(scope, slot):
        if not _fits(scope, made):
            continue
        score = scope.covered(*made.terms)
        way = asks_change(scope)
        if way is not None:
            yield from _difference(scope, made, way, score)
            if scope.ask.end is None:
                continue
        if made.old_from is not None and asks_before(scope, made.level, made.step):
            rule = "D5" if made.step is not None and made.step.factor is not None else "D4"
            yield Derived(exact(made.old, made.unit, made.old_hedges[0]), rule, made.old_from, made.terms, score, _spans(made))
        if made.new_from is not None and asks_after(scope):
            rule = "D6" if made.step is not None and made.step.factor is not None else "D4"
            yield Derived(exact(made.new, made.unit, made.new_hedges[0]), rule, made.new_from, made.terms, score, _spans(made))


def _spans(made: Change) -> tuple[tuple[int, int], ...]:
    return made.step.spans if made.step is not None else ()


def _difference(scope: Scope, made: Change, way: str, score: float) -> Iterator[Derived]:
    """What lies between the ends: an amount, points between percentages, a percentage or a factor of the value before."""
    by = made.new - made.old
    if (way == "up" and by < 0) or (way == "down" and by > 0) or by == 0:
        return
    old, new, wanted = show(made.old), show(made.new), scope.wanted.unit
    if made.step is not None and made.step.factor is not None and wanted in ("percent", "factor"):
        return  # the text states it, of whatever it is: nothing follows
    negative = scope.wanted.nominal is not None and scope.wanted.nominal < 0
    size = by if negative and by < 0 else abs(by)
    hedges = joint(made.new_hedges[0], against=made.old_hedges)
    if hedges is None:
        return

    def result(value: Fraction, unit: str | None, formula: str) -> Derived:
        return Derived(exact(value, unit, hedges[0]), "D4", formula, made.terms, score, _spans(made))

    if made.unit == "percent":
        if wanted in ("percentage_point", "basis_point"):
            yield result(size * (100 if wanted == "basis_point" else 1), wanted, f"{new} - {old}")
    elif wanted == "percent":
        if made.old > 0:
            yield result(size / made.old * 100, "percent", f"({new} - {old}) / {old}")
    elif wanted == "factor":
        if made.old > 0:
            yield result(made.new / made.old, "factor", f"{new} / {old}")
    else:
        yield result(size, made.unit, f"{show(max(made.new, made.old))} - {show(min(made.new, made.old))}")


def _changes(scope: Scope, slot: Slot) -> Iterator[Change]:
    pair = _pair(scope, slot)
    if pair is not None:
        old, new = number_of(pair[0]), number_of(pair[1])
        if old is not None and new is not None and scope.usable(pair[1]):
            yield Change(old, new, slot.mention.unit, pair, pair[1], (pair[0].mention.hedge,), (pair[1].mention.hedge,))
    if slot.mention.kind == "range":
        yield from _misread(slot)
    level = number_of(slot)
    if level is None or slot.role == "change" or slot.mention.kind in ("mult", "frac", "pp", "bp", "ord", "date", "time", "age"):
        return
    for step in steps(scope, slot):
        back = slot.role != "from"
        value, formula = step.before(level) if back else step.after(level)
        hedges = joint(slot.mention.hedge, against=(step.hedge,)) if back == (step.way >= 0) else joint(slot.mention.hedge, step.hedge)
        if hedges is None or value is None:
            continue
        terms, unit = (slot, *step.terms), step.unit or slot.mention.unit
        if back:
            yield Change(value, level, unit, terms, slot, hedges, (slot.mention.hedge,), formula, None, step)
        else:
            yield Change(level, value, unit, terms, slot, (slot.mention.hedge,), hedges, None, formula, step)


def _misread(slot: Slot) -> Iterator[Change]:
    """Two numbers that read as a range but are ends or a step: "places from 300 to 340" behind "will rise", "cut it by 450 to 2,350"."""
    low, high, unit = slot.mention.low, slot.mention.high, slot.mention.unit
    way = bool(slot.predicates & {"=increase"}) - bool(slot.predicates & {"=decrease"})
    opener = slot.words[slot.first - 1].low if slot.first else ""
    if low is None or high is None or not way or slot.mention.hedge:
        return
    one, two = Fraction(low), Fraction(high)
    if opener == "from" and way > 0:
        yield Change(one, two, unit, (slot,), slot, (None,), (None,))
    elif opener == "by" and two >= _STEP_TO_LEVEL * one:
        old = two - way * one
        yield Change(old, two, unit, (slot,), slot, (None,), (None,), f"{show(two)} {'-' if way > 0 else '+'} {show(one)}")


def _pair(scope: Scope, slot: Slot) -> tuple[Slot, Slot] | None:
    """(before, after) when the slot is what a change started from, or what the other number is compared with."""
    line = [
        o for o in scope.same_line(slot) if o is not slot and o.mention.unit == slot.mention.unit and o.mention.kind == slot.mention.kind
    ]
    ends = [o for o in line if o.mention.role == "to" or o.role == "to"]
    if slot.role is None and slot.mention.role is None:
        return _set_against(slot, line) or _dated(slot, ends) or _elided(slot, line) or _once(scope, slot)
    if slot.mention.role != "from" and slot.role != "from":
        return None
    lead = slot.words[max(0, slot.first - 3) : slot.first]
    close = ends
    own = scope.index.line_keys[slot.line.number]
    if all(i.keys & own for i in scope.ask.items if i.part == "name"):
        line = [o for o in line if not o.is_total]  # "58 of the 120 seats, down from 71"
    if not close:
        close = [o for o in line if o.mention.role is None and o.role is None and abs(o.number - slot.number) <= 2]
    if any(w.low in ("up", "down") for w in lead):
        close = [o for o in close if o.number < slot.number] or close  # "85p, up from 76p"
    after = [o for o in close if o.number > slot.number] or close
    return (slot, min(after, key=lambda o: abs(o.number - slot.number))) if after else None


def _set_against(slot: Slot, line: list[Slot]) -> tuple[Slot, Slot] | None:
    """The number before, when this one is what it is compared with: "9,400 on Saturday against 7,100 the Saturday before"."""
    before = next((o for o in reversed(line) if o.number < slot.number), None)
    if before is None or before.mention.role or before.part_of == slot.number or slot.part_of == before.number:
        return None
    between = [w.low for w in slot.words[before.last + 1 : slot.first]]
    at = max((k for k, w in enumerate(between) if w in _COMPARING), default=-1)
    compared = at >= 0 and len(between) - at <= 6 and len(between) <= 16
    timed = any(w.low in _THEN for w in slot.words[slot.last + 1 : slot.last + 8])
    return (slot, before) if compared and timed else None


def _once(scope: Scope, slot: Slot) -> tuple[Slot, Slot] | None:
    """The number of an earlier time in a clause of its own: "it now shelters 84 rhinos; five years ago there were 60"."""
    segments, _ = segments_of(slot.line)
    if not any(slot.words[k].low in ("ago", "earlier", "previously") for k in segments[slot.segment].words if k < slot.first):
        return None
    before = next(
        (o for o in reversed(scope.index.slots[max(0, slot.number - 4) : slot.number]) if o.mention.kind == slot.mention.kind), None
    )
    if before is None or before.line.number < slot.line.number - 1 or before.mention.unit != slot.mention.unit or before.role:
        return None
    same = before.thing_keys() & (slot.thing_keys() or frozenset().union(*slot.antecedents[:1]))
    said = {k for v in segments[slot.segment].verbs for k in slot.words[v].keys if slot.words[v].low not in _BEING}
    return (slot, before) if same and (not said or said & before.predicates) else None


def _dated(slot: Slot, ends: list[Slot]) -> tuple[Slot, Slot] | None:
    """A number of an earlier year beside what it has come to: "its population, 88,000 in 2010, has fallen to 79,200"."""
    tail = slot.words[slot.last + 1 : slot.last + 3]
    dated = len(tail) == 2 and tail[0].low == "in" and is_year(tail[1].low)
    later = [o for o in ends if o.number > slot.number]
    return (slot, later[0]) if dated and later and not slot.things else None


def _elided(slot: Slot, line: list[Slot]) -> tuple[Slot, Slot] | None:
    """A second pair that leaves out its verb: "and flights from 31,000 to 26,500"."""
    after = next((o for o in line if o.number == slot.number + 1), None)
    if after is None or not slot.first or slot.words[slot.first - 1].low != "from" or slot.things or slot.segment != after.segment:
        return None
    return (slot, after) if [w.low for w in slot.words[slot.last + 1 : after.first]][-1:] == ["to"] else None


def _fits(scope: Scope, made: Change) -> bool:
    """The thing whose change is claimed is the one that changed."""
    head = scope.ask.head
    ends = [t for t in made.terms if t.role != "change"] or list(made.terms)
    if head is not None and head.word not in _LEADS:
        near = any(t.weights.get(k, 0.0) >= 0.4 for t in made.terms for k in head.keys)
        if not near and not any(head.keys & k for t in ends for k in (t.thing_keys(), *t.antecedents)):
            return False
    fits = [scope.fits.get(t.number) for t in ends]
    if any(f is not None and f.clash == "B4" for f in fits):
        return False
    first = min(made.terms, key=lambda t: t.number)
    own = first.words[first.local[0] : first.first]
    joined = first.local[0] > 0 and first.words[first.local[0] - 1].low in ("and", ",", "while")
    subject = frozenset(k for w in own if w.nominal for k in w.keys)
    if joined and subject and not any(i.keys & subject for i in scope.ask.items):
        return False  # "and flights from 31,000 to 26,500" is no change of the passengers before
    return not scope.elsewhere(made.terms, ("head", "name", "modifier"))


def lead(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D4 between two shares or counts set against each other: "48 percent to 41 percent"."""
    if not {i.word for i in scope.ask.items} & _LEADS or _BETWEEN.search(scope.main) or slot.mention.kind not in ("pct", "card"):
        return
    for other in scope.same_line(slot):
        between = [w.low for w in slot.words[slot.last + 1 : other.first]]
        elided = other.mention.kind == "card" and not other.things and between == ["to"]  # "by 51 percent to 46"
        if other.number != slot.number + 1 or not (other.mention.kind == slot.mention.kind or elided) or len(between) > 8:
            continue
        one, two = number_of(slot), number_of(other)
        if one is None or two is None or one <= two or not set(between) & {"to", "against", "and", "versus", "with", "but"}:
            continue
        if scope.elsewhere((slot, other), ("name", "predicate", "modifier")):
            continue
        first = scope.ask.items[0]
        if first.word.endswith("'s") and other.weight(first.keys) >= 1.0:
            continue  # the lead of the one who is behind
        unit = "percentage_point" if slot.mention.unit == "percent" else slot.mention.unit
        yield Derived(exact(one - two, unit), "D4", f"{show(one)} - {show(two)}", (slot, other), max(scope.covered(slot), 0.5))


def between(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D4 and D10: what lies between two numbers or clock times that the claim names by their own words."""
    found = _BETWEEN.search((scope.claim.of or "").lower())
    if found is None:
        return
    compared = found["three"] is not None
    way = scope.ask.change or ("any" if scope.ask.head is None or scope.ask.head.word in _LEADS or compared else None)
    halves = [[i for i in scope.ask.items if i.word in half.split()] for half in found.groups() if half is not None]
    for other in _later(scope, slot):
        pair = next(((a, b) for a, b in ((slot, other), (other, slot)) if _names(halves[0], a, b) and _names(halves[1], b, a)), None)
        if pair is None or scope.elsewhere(pair, ("head", "name", "predicate", "modifier")):
            continue
        one, two = number_of(pair[0]), number_of(pair[1])
        if one is None or two is None or one == two:
            return
        score = scope.covered(*pair)
        if slot.mention.kind == "time":
            yield Derived(exact((two - one) % 24, "hour"), "D10", f"{pair[1].mention.text} - {pair[0].mention.text}", pair, score)
        elif way is not None:
            ends = ((pair[0].mention.hedge,), (pair[1].mention.hedge,))
            yield from _difference(scope, Change(one, two, slot.mention.unit, pair, pair[1], *ends), way, score)
        return


def _later(scope: Scope, slot: Slot) -> Iterator[Slot]:
    """The next numbers of the same kind in this sentence and the two that follow it in its paragraph."""
    for other in scope.index.slots[slot.number + 1 : slot.number + 9]:
        if other.mention.kind == "date":
            continue
        near = other.line.paragraph == slot.line.paragraph and other.line.number <= slot.line.number + 2
        alike = other.mention.kind == slot.mention.kind and other.mention.unit == slot.mention.unit
        known = scope.fits.get(other.number)
        if near and alike and scope.usable(other) and (slot.mention.kind != "card" or (known is not None and known.head >= 0.75)):
            yield other


def _names(items: list[Item], slot: Slot, other: Slot) -> bool:
    """The half of the claim has a word of this number's own that the other number has not."""
    return any(slot.weights.get(k, 0.0) >= 0.9 and other.weights.get(k, 0.0) < 0.9 for i in items for k in i.keys)
