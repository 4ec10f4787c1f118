"""Values from parts and totals: sums, rests, shares, products (D1, D2, D3, D6, D7, D8, D14)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from extractor.checks.counts.lists import mixed_of
from extractor.checks.counts.scope import PLAIN, Derived, Scope, exact, flip, number_of, ratio_of, show
from extractor.checks.counts.slots import Slot


def total_of_parts(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D1."""
    ask = scope.ask
    if ask.change or ask.negated or slot.is_total or slot.part_of >= 0 or slot.mention.kind not in (*PLAIN, "cur", "meas", "dur"):
        return
    if ask.head is not None and mixed_of(scope.index, slot.line, ask.head.keys):
        return  # "three farmers and a priest": the list is added as a whole
    line = scope.same_line(slot)
    parts = [slot]
    closed = False
    for other in line:
        if other.number <= slot.number or other.mention.kind in ("age", "ord", "date", "name", "time"):
            continue
        if (
            other.mention.unit != slot.mention.unit
            or other.mention.kind not in (*PLAIN, "cur", "meas", "dur")
            or other.part_of >= 0
            or other.is_total
            or not scope.usable(other)
        ):
            break
        between = {w.low for w in slot.words[parts[-1].last + 1 : other.first]}
        joined = between & {"and", ",", "plus", ";", "while", "but"}
        if not joined or between & (scope.words.lists["exclusive_parts"] - {"those", "them"}) or slot.mention.role or other.mention.role:
            break
        if not _addable(scope, parts[-1], other):
            break
        if closed and "and" not in between and not joined & {"but", ";", "while"}:
            break
        parts.append(other)
        closed = bool(joined - {","})
        later = scope.index.slots[other.number + 1] if other.number + 1 < len(scope.index.slots) else None
        if not closed and later is not None and later.line is slot.line and _follows(scope, parts[0], other, later):
            continue  # the list goes on
        values = [number_of(p) for p in parts]
        if None in values:
            return
        hedges = {p.mention.hedge for p in parts} - {None}
        if len(hedges) > 1:
            return
        total = sum((v for v in values if v is not None), Fraction(0))
        yield Derived(
            exact(total, slot.mention.unit, next(iter(hedges), None)),
            "D1",
            " + ".join(show(v) for v in values),
            tuple(parts),
            scope.covered(slot),
        )


def _follows(scope: Scope, first: Slot, last: Slot, later: Slot) -> bool:
    """The next number is one more member of the list."""
    between = {w.low for w in last.words[last.last + 1 : later.first]}
    return (
        bool(between & {"and", ",", "plus"})
        and later.mention.unit == first.mention.unit
        and later.mention.kind in (*PLAIN, "cur", "meas", "dur")
        and later.part_of < 0
        and _addable(scope, last, later)
    )


def _addable(scope: Scope, one: Slot, other: Slot) -> bool:
    head = scope.ask.head
    predicates = [i for i in scope.ask.items if i.part == "predicate"]
    for slot in (one, other):
        if (
            head is not None
            and not head.keys & (slot.thing_keys() | (slot.predicates if not slot.things or "^casualty" in head.keys else frozenset()))
            and not (slot.mention.rule in ("M4", "M5") and not slot.things and "^person" in head.keys)
            and not (
                not slot.things
                and any(head.keys & k for k in slot.antecedents[:1])
                and slot.mention.unit is None
                and (scope.ask.more or _placed(slot))
            )
        ):
            return False
        if any(not item.keys & (slot.predicates | slot.outer) for item in predicates) and not (
            len(predicates) > 1 and any(item.keys & slot.predicates for item in predicates)
        ):
            return False
    if one.segment == other.segment and _placed(other) and not other.things:
        return True
    if not one.things and not other.things and one.mention.unit is None:
        return len({one.segment, other.segment}) > 1 and head is not None and "^casualty" in head.keys
    return (
        one.segment == other.segment
        or bool(one.predicates & other.predicates)
        or len(predicates) > 1
        or (head is not None and "^casualty" in head.keys)
    )


def _parts(scope: Scope, slot: Slot) -> Slot | None:
    return scope.index.slots[slot.part_of] if slot.part_of >= 0 else None


def _placed(slot: Slot) -> bool:
    """A number without its noun that has a place of its own: "and 12 in Benna"."""
    k = slot.last + 1
    k += k < len(slot.words) and slot.words[k].low in ("more", "others", "further")
    after = slot.words[k].low if k < len(slot.words) else ""
    return after in ("in", "at", "near", "on", "from")


def rest(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D2."""
    total = _parts(scope, slot)
    whole, part = (None if total is None else number_of(total)), number_of(slot)
    if total is None or whole is None or part is None or whole < part or not scope.usable(total):
        return
    unit = slot.mention.unit
    if slot.mention.kind not in (*PLAIN, "cur", "meas") or total.mention.unit != unit:
        return
    if (slot.excepted and any(i.part == "predicate" and i.keys & slot.predicates for i in scope.ask.items)) or (
        scope.denies(slot) and (scope.head_fits(slot) or scope.head_fits(total) or _among(scope, total))
    ):
        yield Derived(
            exact(whole - part, unit, slot.mention.hedge and flip(slot.mention.hedge)),
            "D2",
            f"{show(whole)} - {show(part)}",
            (total, slot),
            scope.covered(slot, head=_among(scope, total)),
        )


def _among(scope: Scope, total: Slot) -> bool:
    """The claim counts a class that the total's thing takes in: adults among people."""
    head = scope.ask.head
    return head is not None and bool({k for k in scope.words.text_keys(head.word) if k[0] == "^"} & total.thing_keys())


def share(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D3, and the product of a fraction with its total (D6)."""
    total = _parts(scope, slot)
    if total is None:
        return
    whole, part = number_of(total), number_of(slot)
    fit = scope.fits.get(slot.number)
    if whole is None or part is None or whole == 0 or fit is None or not scope.usable(total):
        return
    if slot.mention.kind in (*PLAIN, "cur", "meas") and slot.mention.unit == total.mention.unit:
        if scope.wanted.unit == "percent" or (scope.wanted.nominal is not None and 0 < scope.wanted.nominal < 1):
            ratio = part / whole * (100 if scope.wanted.unit == "percent" else 1)
            if fit.clash is None and not scope.denies(slot):
                yield Derived(
                    exact(ratio, scope.wanted.unit, slot.mention.hedge),
                    "D3",
                    f"{show(part)} / {show(whole)}",
                    (slot, total),
                    max(fit.score, 0.5),
                )
            elif scope.denies(slot):
                yield Derived(
                    exact((100 if scope.wanted.unit else 1) - ratio, scope.wanted.unit),
                    "D3",
                    f"({show(whole)} - {show(part)}) / {show(whole)}",
                    (total, slot),
                    scope.covered(slot),
                )
    elif slot.mention.kind in ("frac", "pct") and scope.wanted.unit == total.mention.unit:
        ratio = part / 100 if slot.mention.kind == "pct" else part
        if scope.denies(slot):
            ratio = 1 - ratio
        elif fit.clash is not None:
            return
        yield Derived(
            exact(ratio * whole, total.mention.unit, slot.mention.hedge or total.mention.hedge),
            "D6",
            f"{show(ratio)} * {show(whole)}",
            (slot, total),
            max(fit.score, 0.5),
        )


def product(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D6: each times number, and rate times time."""
    rate = number_of(slot)
    if rate is None or not (slot.each or slot.mention.per):
        return
    fit = scope.fits.get(slot.number)
    if fit is None or fit.clash not in (None, "M27") or not (scope.ask.wants_all or not scope.claim.per):
        return
    per = slot.mention.per or ""
    for other in scope.same_line(slot):
        count = number_of(other)
        if other is slot or count is None or not scope.usable(other):
            continue
        base = scope.words.text_keys(per.split(" and ")[0]) if per else frozenset()
        if slot.each and other.things and other.mention.kind == "card" and not scope.head_fits(other):
            left = scope.claim.per
            if per and not left:
                continue
            yield Derived(exact(rate * count, slot.mention.unit), "D6", f"{show(count)} * {show(rate)}", (other, slot), max(fit.score, 0.5))
        elif base and not scope.claim.per and (base & other.thing_keys() or (other.mention.unit and other.mention.unit in per)):
            yield Derived(exact(rate * count, slot.mention.unit), "D6", f"{show(count)} * {show(rate)}", (other, slot), max(fit.score, 0.5))


def average(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D7."""
    total = number_of(slot)
    fit = scope.fits.get(slot.number)
    if total is None or not scope.claim.per or slot.mention.per or fit is None or fit.clash is not None:
        return
    base = scope.words.claim_keys(scope.claim.per.split()[-1])
    for other in scope.same_line(slot):
        count = number_of(other)
        if (
            other is not slot
            and count
            and (base & other.thing_keys() or (other.mention.unit is not None and base & scope.words.text_keys(other.mention.unit)))
        ):
            yield Derived(exact(total / count, slot.mention.unit), "D7", f"{show(total)} / {show(count)}", (slot, other), fit.score)


def complement(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D8."""
    ratio = ratio_of(slot)
    if (
        ratio is None
        or not (scope.ask.negated or scope.ask.wants_rest or any(i.word in scope.words.lists["negative_heads"] for i in scope.ask.items))
        or slot.role == "change"
        or scope.wanted.unit not in ("percent", None)
        or not 0 <= ratio <= 1
        or not scope.denies(slot)
    ):
        return
    if scope.wanted.unit == "percent":
        yield Derived(
            exact(100 - ratio * 100, "percent", slot.mention.hedge and flip(slot.mention.hedge)),
            "D8",
            f"100 - {show(ratio * 100)}",
            (slot,),
            scope.covered(slot),
        )
    elif scope.wanted.nominal is not None and scope.wanted.nominal < 1:
        yield Derived(exact(1 - ratio, None), "D8", f"1 - {show(ratio)}", (slot,), scope.covered(slot))
