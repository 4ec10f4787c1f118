"""Values from a change: the difference of its ends, the size before, the whole from a share (D4, D5)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from extractor.checks.counts.compare import scaled
from extractor.checks.counts.contrary import removal, since_year
from extractor.checks.counts.scope import Derived, Scope, exact, number_of, ratio_of, show
from extractor.checks.counts.segments import segments_of
from extractor.checks.counts.slots import QUANTITIES, Slot

_THEN = frozenset("before earlier ago last previous year month week in".split())
"""Words of a time gone by behind a figure of comparison."""


def _pair(scope: Scope, slot: Slot) -> tuple[Slot, Slot] | None:
    line = scope.same_line(slot)
    if slot.mention.role is None and slot.role is None:
        return _set_against(slot, line)
    if slot.mention.role != "from":
        return None
    close = [
        o
        for o in line
        if (o.mention.role == "to" and o.mention.kind == slot.mention.kind)
        or (o.mention.role == "to" and o.mention.unit == slot.mention.unit)
    ]
    if not close:
        close = [
            o
            for o in line
            if o is not slot
            and o.mention.role is None
            and o.role is None
            and o.mention.unit == slot.mention.unit
            and o.mention.kind == slot.mention.kind
            and abs(o.number - slot.number) <= 2
        ]
    lead = slot.words[max(0, slot.first - 3) : slot.first]
    if any(w.low in ("up", "down") for w in lead) and not any(o.mention.role == "to" for o in close):
        close = [o for o in close if o.number < slot.number] or close  # "85p, up from 76p"
    after = [o for o in close if o.number > slot.number] or close
    return (slot, min(after, key=lambda o: abs(o.number - slot.number))) if after else None


def _set_against(slot: Slot, line: list[Slot]) -> tuple[Slot, Slot] | None:
    """The number before, when this one is what it is compared with: "9,400 on Saturday against 7,100 the Saturday before"."""
    before = next((o for o in reversed(line) if o.number < slot.number), None)
    if before is None or before.mention.unit != slot.mention.unit or before.mention.kind != slot.mention.kind or before.mention.role:
        return None
    between = [w.low for w in slot.words[before.last + 1 : slot.first]]
    tail = {w.low for w in slot.words[slot.last + 1 : slot.last + 6]}
    compared = "against" in between or "compared" in between
    return (slot, before) if compared and len(between) <= 8 and tail & _THEN else None


def change(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D4 with both ends given."""
    pair = _pair(scope, slot)
    if pair is None or not (scope.ask.change or removal(scope.claim.of)):
        return
    old, new = number_of(pair[0]), number_of(pair[1])
    if old is None or new is None or pair[0].mention.unit != pair[1].mention.unit:
        return
    fit = scope.fits.get(slot.number)
    score = max(scope.covered(slot), scope.covered(pair[1]))
    if (fit is not None and fit.clash == "B4") or not _change_fits(scope, *pair, new - old):
        return
    sign = _sign(scope, new - old)
    unit = slot.mention.unit
    if unit == "percent":
        for made in ("percentage_point", "basis_point"):
            if scope.wanted.unit == made:
                factor = 100 if made == "basis_point" else 1
                yield Derived(exact(sign * abs(new - old) * factor, made), "D4", f"{show(new)} - {show(old)}", pair, score)
        return
    if scope.wanted.unit == "percent" and old != 0:
        yield Derived(
            exact(sign * abs(new - old) / abs(old) * 100, "percent"), "D4", f"({show(new)} - {show(old)}) / {show(old)}", pair, score
        )
    elif scope.wanted.unit == "factor" and old != 0:
        yield Derived(exact(new / old, "factor"), "D4", f"{show(new)} / {show(old)}", pair, score)
    else:
        yield Derived(exact(sign * abs(new - old), unit), "D4", f"{show(max(new, old))} - {show(min(new, old))}", pair, score)


def _sign(scope: Scope, difference: Fraction) -> int:
    negative = scope.wanted.nominal is not None and scope.wanted.nominal < 0
    return -1 if negative and difference < 0 else 1


def _change_fits(scope: Scope, slot: Slot, partner: Slot, difference: Fraction) -> bool:
    """The direction a claim states is the text's, and the thing is the one that changed."""
    way = scope.ask.change or "down"
    if (way == "up" and difference < 0) or (way == "down" and difference > 0):
        return False
    head = scope.ask.head
    if head is None or head.keys & slot.weights.keys() or any(head.keys & k for k in slot.antecedents):
        own = partner.thing_keys() | {k for k, weight in partner.weights.items() if weight >= 0.9}
        foreign = [i for i in scope.ask.items if i.part in ("head", "name") and i.keys & slot.foreign and not i.keys & own]
        return not foreign
    return False


def before(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D4 and D5: the size before, from the size after and the change or its factor."""
    ask = scope.ask
    level = number_of(slot)
    if level is None or slot.role == "change" or slot.mention.kind in ("mult", "frac", "pp", "bp"):
        return
    end = "before" if since_year(ask, slot) else ask.end
    for other in scope.same_line(slot):
        step = number_of(other)
        if other is slot or step is None or not scope.usable(other) or scope.covered(slot) < 0.5:
            continue
        if other.mention.rule == "M8" and not _one_clause(slot, other):
            continue
        if other.mention.kind in ("mult", "frac") and other.number > slot.number and step > 0 and _compared(scope, other):
            yield Derived(exact(level / step, slot.mention.unit), "D5", f"{show(level)} / {show(step)}", (slot, other), scope.covered(slot))
        against = other.compared[1] > 0 and _measured(scope, other) is slot and _against(scope, other)
        against = against or _on_last(scope, other)
        if end is None and not against:
            continue
        way = _direction(other)
        if other.role == "change" and way and (end == "before" or against) and slot.role != "from":
            quantity = other.quantity
            if other.mention.unit in ("percentage_point", "basis_point") and slot.mention.unit == "percent":
                step = step / 100 if other.mention.unit == "basis_point" else step
            elif other.mention.kind in ("pct", "frac") and slot.mention.kind != "pct":
                ratio = step / 100 if other.mention.kind == "pct" else step
                factor = 1 + way * ratio
                if factor > 0:
                    yield Derived(
                        exact(level / factor, slot.mention.unit),
                        "D5",
                        f"{show(level)} / {show(factor)}",
                        (slot, other),
                        scope.covered(slot),
                    )
                continue
            elif other.mention.unit != slot.mention.unit:
                made = None if quantity is None or slot.mention.unit is None else scaled(quantity, slot.mention.unit)
                if made is None or made.nominal is None:
                    continue
                step = made.nominal
            old = level - way * step
            yield Derived(
                exact(old, slot.mention.unit),
                "D4",
                f"{show(level)} {'-' if way > 0 else '+'} {show(step)}",
                (slot, other),
                scope.covered(slot),
            )
        elif other.mention.kind == "mult" and end == "before" and step > 0 and slot.role != "from":
            yield Derived(exact(level / step, slot.mention.unit), "D5", f"{show(level)} / {show(step)}", (slot, other), scope.covered(slot))
        elif slot.role == "from" and ask.end == "after" and other.mention.kind == "mult":
            yield Derived(exact(level * step, slot.mention.unit), "D6", f"{show(level)} * {show(step)}", (slot, other), scope.covered(slot))
        elif slot.role == "from" and ask.end == "after" and other.role == "change" and way and other.mention.unit == slot.mention.unit:
            yield Derived(
                exact(level + way * step, slot.mention.unit),
                "D4",
                f"{show(level)} {'+' if way > 0 else '-'} {show(step)}",
                (slot, other),
                scope.covered(slot),
            )


def _one_clause(slot: Slot, other: Slot) -> bool:
    """A verb of change speaks of the number in its own clause or in one that hangs on it or shares its subject."""
    segments, _ = segments_of(slot.line)
    one, two = segments[slot.segment], segments[other.segment]
    if "sub" in (one.kind, two.kind) and one is not two:
        return False
    return one is two or one.number in other.chain or two.number in slot.chain or two.before == one.number or one.before == two.number


def _measured(scope: Scope, other: Slot) -> Slot | None:
    """The quantity that a difference belongs to: the one before it."""
    earlier = [s for s in scope.same_line(other) if s.number < other.number and s.mention.kind in QUANTITIES]
    return earlier[-1] if earlier else None


def _against(scope: Scope, slot: Slot) -> bool:
    """The claim speaks of what a difference is measured against: "120 more than in 2018", and the claim of 2018."""
    words = [w for w in slot.words[slot.compared[0] : slot.compared[1]] if w.pos not in ("ADP", "DET", "PRON")]
    rest = {key for w in words for key in w.keys}
    return scope.ask.end == "before" or any(item.keys & rest for item in scope.ask.items if item.part in ("name", "modifier", "contrast"))


def lead(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D4 between two shares or counts set against each other: "48 percent to 41 percent"."""
    if not {i.word for i in scope.ask.items} & {"lead", "margin", "advantage", "gap"} or slot.mention.kind not in ("pct", "card"):
        return
    for other in scope.same_line(slot):
        between = [w.low for w in slot.words[slot.last + 1 : other.first]]
        if other.number != slot.number + 1 or other.mention.kind != slot.mention.kind or len(between) > 8:
            continue
        one, two = number_of(slot), number_of(other)
        if one is None or two is None or one <= two or not set(between) & {"to", "against", "and", "versus", "with", "but"}:
            continue
        first = scope.ask.items[0]
        if first.word.endswith("'s") and any(other.weights.get(k, 0.0) >= 1.0 for k in first.keys):
            continue  # the lead of the one who is behind
        unit = "percentage_point" if slot.mention.unit == "percent" else slot.mention.unit
        yield Derived(exact(one - two, unit), "D4", f"{show(one)} - {show(two)}", (slot, other), max(scope.covered(slot), 0.5))


def _on_last(scope: Scope, slot: Slot) -> bool:
    """ "up 3 points on the last survey", and the claim speaks of that survey."""
    tail = slot.words[slot.last + 1 : slot.last + 6]
    if slot.role != "change" or len(tail) < 2 or tail[0].low not in ("on", "from", "compared"):
        return False
    marks = next((k for k, w in enumerate(tail) if w.pos == "PUNCT"), len(tail))
    rest = {key for w in tail[1:marks] if w.pos not in ("DET", "ADP") for key in w.keys}
    return any(item.keys & rest for item in scope.ask.items if item.part in ("name", "modifier", "contrast"))


def _compared(scope: Scope, slot: Slot) -> bool:
    """ "half as much as in 2019", and the claim speaks of 2019."""
    words = slot.words
    tail = range(slot.last + 1, min(len(words), slot.last + 10))
    places = [k for k in tail if words[k].low == "as"]
    if len(places) < 2 and slot.last + 2 < len(words) and words[slot.last + 1].low == "of" and words[slot.last + 2].low in ("what", "that"):
        places = [slot.last, slot.last + 2]  # "half of what he earned in 2021"
    if len(places) < 2:
        return False
    rest = {key for k in range(places[1] + 1, min(len(words), places[1] + 8)) for key in words[k].keys}
    return any(item.keys & rest for item in scope.ask.items if item.part in ("name", "modifier", "contrast"))


def _direction(slot: Slot) -> int:
    """+1 for a rise, -1 for a fall, by the word of change before the number."""
    _, place = segments_of(slot.line)
    for k in range(slot.first - 1, max(-1, slot.first - 17), -1):
        if k < slot.first - 8 and place[k] != slot.segment:
            break
        word = slot.words[k]
        if slot.compared[1]:
            word = slot.words[slot.compared[0] - 2]
            return -1 if word.low in ("less", "fewer", "lower", "smaller", "cheaper", "shorter") else 1
        if "=increase" in word.keys and word.low != "more":
            return 1
        if "=decrease" in word.keys:
            return -1
    return 0


def whole(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D5: the whole from the size of what is left after a share ("every third is empty, 600 are lived in")."""
    ratio = ratio_of(slot)
    if ratio is None or not 0 < ratio < 1 or scope.ask.negated:
        return
    claimed = [i for i in scope.ask.items if i.part == "predicate"]
    head = scope.ask.head
    if claimed or head is None or not head.keys & slot.thing_keys():
        return
    for other in scope.same_line(slot):
        count = number_of(other)
        if (
            other is slot
            or count is None
            or other.mention.kind != "card"
            or other.part_of >= 0
            or (other.things and not head.keys & other.thing_keys())
        ):
            continue
        share = ratio
        if slot.opposed & other.predicates:
            share = 1 - ratio
        elif not slot.predicates & other.predicates:
            continue
        yield Derived(exact(count / share, None), "D5", f"{show(count)} / {show(share)}", (other, slot), scope.covered(slot))
