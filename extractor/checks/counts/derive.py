"""Values the article does not write but states: sums, rests, shares, changes (D1-D14). At most two steps, one scope, units alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from extractor.checks.counts.ask import Ask
from extractor.checks.counts.compare import Quantity, scaled
from extractor.checks.counts.match import Fit
from extractor.checks.counts.slots import Index, Slot
from extractor.checks.counts.words import Words
from extractor.core.claim import CountClaim

PLAIN = frozenset(("card", "zero", "quantifier"))
_SERIES = ("in a row", "straight", "consecutive", "running", "successive", "this year", "this season", "this month", "this week", "so far", "of the year", "of the season", "since", "in as many", "this century", "this decade", "today")


@dataclass(frozen=True, slots=True)
class Derived:
    """A computed value: what it is, how, from which numbers, and how well the claim's words fit."""

    quantity: Quantity
    rule: str
    formula: str
    terms: tuple[Slot, ...]
    score: float
    spans: tuple[tuple[int, int], ...] = ()
    equivalent: bool = False
    """True when the text as good as states it (D13)."""


Fits = dict[int, Fit]


@dataclass(frozen=True)
class Scope:
    """What a derivation may look at."""

    claim: CountClaim
    ask: Ask
    wanted: Quantity
    index: Index
    words: Words
    fits: Fits

    def usable(self, slot: Slot) -> bool:
        """Ages, ordinals, names, clock times, denied and retracted numbers are never terms."""
        return slot.mention.polarity in ("asserted", "negated") and not slot.is_label or slot.mention.polarity == "hypothetical" and self.ask.hypothetical

    def same_line(self, slot: Slot) -> list[Slot]:
        return [self.index.slots[n] for n in self.index.by_line[slot.line.number]]

    def head_fits(self, slot: Slot) -> bool:
        """The claimed thing is the slot's thing, a class it belongs to, or what its left-out noun stands for."""
        head = self.ask.head
        if head is None:
            return True
        return bool(head.keys & slot.thing_keys()) or not slot.things and any(head.keys & keys for keys in slot.antecedents)

    def covered(self, slot: Slot) -> float:
        """Share of the claim's words, its negated predicate aside, that the slot's sentence has."""
        total = got = 0.0
        for item in self.ask.items:
            if item.part in ("predicate", "change", "contrast", "measure"):
                continue
            total += item.weight
            known = self.fits.get(slot.number)
            if item.keys & slot.weights.keys() or item.part == "head" and known is not None and known.head >= 0.8:
                got += item.weight
            elif item.keys & self.index.text_keys:
                got += item.weight * 0.4
        return got / total if total else 1.0

    def denies(self, slot: Slot) -> bool:
        """The claim speaks of those to whom the slot's predicate does not apply."""
        items = [i for i in self.ask.items if i.part == "predicate"]
        if self.ask.wants_rest:
            return True
        for item in self.ask.items:
            if item.word in self.words.lists["negative_heads"]:
                bare = self.words.text_keys(item.word[2:])
                if bare & slot.predicates or "=unhurt" in item.keys and slot.predicates & {"=injure"}:
                    return True
        if self.ask.negated:
            return any(i.keys & slot.predicates for i in (*items, *self.ask.items))
        return any(i.keys & slot.opposed for i in self.ask.items if i.part != "name")


def derive(scope: Scope, near: list[Slot]) -> Iterator[Derived]:
    """Every derivation that the neighbourhood allows for the claim, best-founded first."""
    for made in _ALL:
        for slot in near:
            if scope.usable(slot):
                yield from made(scope, slot)


def _number(slot: Slot) -> Fraction | None:
    return slot.value


def show(value: Fraction | None) -> str:
    """A value as a person writes it.

    >>> show(Fraction(7, 2)), show(Fraction(1, 3))
    ('3.5', '1/3')
    """
    if value is None:
        return "?"
    if value.denominator == 1:
        return str(value.numerator)
    decimal = format(float(value), ".6f").rstrip("0")
    return decimal.rstrip(".") if Fraction(decimal) == value else f"{value.numerator}/{value.denominator}"


def _exact(value: Fraction, unit: str | None, hedge: str | None = None) -> Quantity:
    return Quantity(value, value, value, hedge, unit)


def _sum(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D1."""
    ask = scope.ask
    if ask.change or ask.negated or slot.is_total or slot.part_of >= 0 or slot.mention.kind not in (*PLAIN, "cur", "meas", "dur"):
        return
    line = scope.same_line(slot)
    parts = [slot]
    for other in line:
        if other.number <= slot.number or other.mention.kind in ("age", "ord", "date", "name", "time"):
            continue
        if other.mention.unit != slot.mention.unit or other.mention.kind not in (*PLAIN, "cur", "meas", "dur") or other.part_of >= 0 or other.is_total or not scope.usable(other):
            break
        between = {w.low for w in slot.words[parts[-1].last + 1 : other.first]}
        joined = between & {"and", ",", "plus", ";", "while", "but"}
        if not joined or between & (scope.words.lists["exclusive_parts"] - {"those", "them"}) or slot.mention.role or other.mention.role:
            break
        if not _addable(scope, parts[-1], other):
            break
        parts.append(other)
        values = [_number(p) for p in parts]
        if None in values:
            return
        hedges = {p.mention.hedge for p in parts} - {None}
        if len(hedges) > 1:
            return
        total = sum((v for v in values if v is not None), Fraction(0))
        yield Derived(_exact(total, slot.mention.unit, next(iter(hedges), None)), "D1", " + ".join(show(v) for v in values), tuple(parts), scope.covered(slot))


def _addable(scope: Scope, one: Slot, other: Slot) -> bool:
    head = scope.ask.head
    predicates = [i for i in scope.ask.items if i.part == "predicate"]
    for slot in (one, other):
        if head is not None and not head.keys & (slot.thing_keys() | (slot.predicates if not slot.things or "^casualty" in head.keys else frozenset())) and not (
            slot.mention.rule == "M5" and "^person" in head.keys
        ) and not (not slot.things and any(head.keys & k for k in slot.antecedents[:1]) and slot.mention.unit is None and (scope.ask.more or _placed(slot))):
            return False
        if any(not item.keys & (slot.predicates | slot.outer) for item in predicates) and not (
            len(predicates) > 1 and any(item.keys & slot.predicates for item in predicates)
        ):
            return False
    if one.segment == other.segment and _placed(other) and not other.things:
        return True
    if not one.things and not other.things and one.mention.unit is None:
        return len({one.segment, other.segment}) > 1 and head is not None and "^casualty" in head.keys
    return one.segment == other.segment or bool(one.predicates & other.predicates) or len(predicates) > 1 or head is not None and "^casualty" in head.keys


def _parts(scope: Scope, slot: Slot) -> Slot | None:
    return scope.index.slots[slot.part_of] if slot.part_of >= 0 else None


def _placed(slot: Slot) -> bool:
    """A number without its noun that has a place of its own: "and 12 in Benna"."""
    after = slot.words[slot.last + 1].low if slot.last + 1 < len(slot.words) else ""
    return after in ("in", "at", "near", "on", "from")


def _rest(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D2."""
    total = _parts(scope, slot)
    whole, part = (None if total is None else _number(total)), _number(slot)
    if total is None or whole is None or part is None or slot.mention.kind not in PLAIN or whole < part or not scope.usable(total):
        return
    if slot.excepted and any(i.part == "predicate" and i.keys & slot.predicates for i in scope.ask.items) or scope.denies(slot) and (scope.head_fits(slot) or scope.head_fits(total)):
        yield Derived(_exact(whole - part, None, slot.mention.hedge and _flip(slot.mention.hedge)), "D2", f"{show(whole)} - {show(part)}", (total, slot), scope.covered(slot))


def _flip(hedge: str) -> str:
    return {"over": "under", "under": "over", "at_least": "at_most", "at_most": "at_least"}.get(hedge, "about")


def _share(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D3, and the product of a fraction with its total (D6)."""
    total = _parts(scope, slot)
    if total is None:
        return
    whole, part = _number(total), _number(slot)
    fit = scope.fits.get(slot.number)
    if whole is None or part is None or whole == 0 or fit is None or not scope.usable(total):
        return
    if slot.mention.kind in PLAIN:
        if scope.wanted.unit == "percent" or scope.wanted.nominal is not None and 0 < scope.wanted.nominal < 1:
            ratio = part / whole * (100 if scope.wanted.unit == "percent" else 1)
            if fit.clash is None and not scope.denies(slot):
                yield Derived(_exact(ratio, scope.wanted.unit, slot.mention.hedge), "D3", f"{show(part)} / {show(whole)}", (slot, total), max(fit.score, 0.5))
            elif scope.denies(slot):
                yield Derived(_exact((100 if scope.wanted.unit else 1) - ratio, scope.wanted.unit), "D3", f"({show(whole)} - {show(part)}) / {show(whole)}", (total, slot), scope.covered(slot))
    elif slot.mention.kind in ("frac", "pct") and scope.wanted.unit == total.mention.unit:
        ratio = part / 100 if slot.mention.kind == "pct" else part
        if scope.denies(slot):
            ratio = 1 - ratio
        elif fit.clash is not None:
            return
        yield Derived(_exact(ratio * whole, total.mention.unit, slot.mention.hedge or total.mention.hedge), "D6", f"{show(ratio)} * {show(whole)}", (slot, total), max(fit.score, 0.5))


def _pair(scope: Scope, slot: Slot) -> tuple[Slot, Slot] | None:
    if slot.mention.role != "from":
        return None
    line = scope.same_line(slot)
    close = [o for o in line if o.mention.role == "to" and o.mention.kind == slot.mention.kind or o.mention.role == "to" and o.mention.unit == slot.mention.unit]
    if not close:
        close = [o for o in line if o is not slot and o.mention.role is None and o.role is None and o.mention.unit == slot.mention.unit and o.mention.kind == slot.mention.kind and abs(o.number - slot.number) <= 2]
    after = [o for o in close if o.number > slot.number] or close
    return (slot, min(after, key=lambda o: abs(o.number - slot.number))) if after else None


def _change(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D4 with both ends given."""
    pair = _pair(scope, slot)
    if pair is None or not scope.ask.change:
        return
    old, new = _number(pair[0]), _number(pair[1])
    if old is None or new is None or pair[0].mention.unit != pair[1].mention.unit:
        return
    fit = scope.fits.get(slot.number)
    score = max(scope.covered(slot), scope.covered(pair[1]))
    if fit is not None and fit.clash == "B4" or not _change_fits(scope, slot, new - old):
        return
    sign = _sign(scope, new - old)
    unit = slot.mention.unit
    if unit == "percent":
        for made in ("percentage_point", "basis_point"):
            if scope.wanted.unit == made:
                factor = 100 if made == "basis_point" else 1
                yield Derived(_exact(sign * abs(new - old) * factor, made), "D4", f"{show(new)} - {show(old)}", pair, score)
        return
    if scope.wanted.unit == "percent" and old != 0:
        yield Derived(_exact(sign * abs(new - old) / abs(old) * 100, "percent"), "D4", f"({show(new)} - {show(old)}) / {show(old)}", pair, score)
    elif scope.wanted.unit == "factor" and old != 0:
        yield Derived(_exact(new / old, "factor"), "D4", f"{show(new)} / {show(old)}", pair, score)
    else:
        yield Derived(_exact(sign * abs(new - old), unit), "D4", f"{show(max(new, old))} - {show(min(new, old))}", pair, score)


def _sign(scope: Scope, difference: Fraction) -> int:
    negative = scope.wanted.nominal is not None and scope.wanted.nominal < 0
    return -1 if negative and difference < 0 else 1


def _change_fits(scope: Scope, slot: Slot, difference: Fraction) -> bool:
    """The direction a claim states is the text's, and the thing is the one that changed."""
    way = scope.ask.change
    if way == "up" and difference < 0 or way == "down" and difference > 0:
        return False
    head = scope.ask.head
    if head is None or head.keys & slot.weights.keys() or any(head.keys & k for k in slot.antecedents):
        foreign = [i for i in scope.ask.items if i.part in ("head", "name") and i.keys & slot.foreign]
        return not foreign
    return False


def _before(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D4 and D5: the size before, from the size after and the change or its factor."""
    ask = scope.ask
    level = _number(slot)
    if level is None or slot.role == "change" or slot.mention.kind in ("mult", "frac", "pp", "bp"):
        return
    for other in scope.same_line(slot):
        step = _number(other)
        if other is slot or step is None or not scope.usable(other) or scope.covered(slot) < 0.5:
            continue
        if other.mention.kind in ("mult", "frac") and other.number > slot.number and step > 0 and _compared(scope, other):
            yield Derived(_exact(level / step, slot.mention.unit), "D5", f"{show(level)} / {show(step)}", (slot, other), scope.covered(slot))
        if ask.end is None:
            continue
        way = _direction(other)
        if other.role == "change" and way and ask.end == "before" and slot.role != "from":
            quantity = other.quantity
            if other.mention.unit in ("percentage_point", "basis_point") and slot.mention.unit == "percent":
                step = step / 100 if other.mention.unit == "basis_point" else step
            elif other.mention.kind in ("pct", "frac") and slot.mention.kind != "pct":
                ratio = step / 100 if other.mention.kind == "pct" else step
                factor = 1 + way * ratio
                if factor > 0:
                    yield Derived(_exact(level / factor, slot.mention.unit), "D5", f"{show(level)} / {show(factor)}", (slot, other), scope.covered(slot))
                continue
            elif other.mention.unit != slot.mention.unit:
                made = None if quantity is None or slot.mention.unit is None else scaled(quantity, slot.mention.unit)
                if made is None or made.nominal is None:
                    continue
                step = made.nominal
            old = level - way * step
            yield Derived(_exact(old, slot.mention.unit), "D4", f"{show(level)} {'-' if way > 0 else '+'} {show(step)}", (slot, other), scope.covered(slot))
        elif other.mention.kind == "mult" and ask.end == "before" and step > 0 and slot.role != "from":
            yield Derived(_exact(level / step, slot.mention.unit), "D5", f"{show(level)} / {show(step)}", (slot, other), scope.covered(slot))
        elif slot.role == "from" and ask.end == "after" and other.mention.kind == "mult":
            yield Derived(_exact(level * step, slot.mention.unit), "D6", f"{show(level)} * {show(step)}", (slot, other), scope.covered(slot))
        elif slot.role == "from" and ask.end == "after" and other.role == "change" and way and other.mention.unit == slot.mention.unit:
            yield Derived(_exact(level + way * step, slot.mention.unit), "D4", f"{show(level)} {'+' if way > 0 else '-'} {show(step)}", (slot, other), scope.covered(slot))


def _compared(scope: Scope, slot: Slot) -> bool:
    """"half as much as in 2019", and the claim speaks of 2019."""
    words = slot.words
    tail = range(slot.last + 1, min(len(words), slot.last + 10))
    places = [k for k in tail if words[k].low == "as"]
    if len(places) < 2:
        return False
    rest = {key for k in range(places[1] + 1, min(len(words), places[1] + 8)) for key in words[k].keys}
    return any(item.keys & rest for item in scope.ask.items if item.part in ("name", "modifier", "contrast"))


def _direction(slot: Slot) -> int:
    """+1 for a rise, -1 for a fall, by the word of change before the number."""
    for k in range(slot.first - 1, max(-1, slot.first - 9), -1):
        word = slot.words[k]
        if "=increase" in word.keys and word.low != "more":
            return 1
        if "=decrease" in word.keys:
            return -1
    return 0


def _whole(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D5: the whole from the size of what is left after a share ("every third is empty, 600 are lived in")."""
    ratio = ratio_of(slot)
    if ratio is None or not 0 < ratio < 1 or scope.ask.negated:
        return
    claimed = [i for i in scope.ask.items if i.part == "predicate"]
    head = scope.ask.head
    if claimed or head is None or not head.keys & slot.thing_keys():
        return
    for other in scope.same_line(slot):
        count = _number(other)
        if other is slot or count is None or other.mention.kind != "card" or other.part_of >= 0 or other.things and not head.keys & other.thing_keys():
            continue
        share = ratio
        if slot.opposed & other.predicates:
            share = 1 - ratio
        elif not slot.predicates & other.predicates:
            continue
        yield Derived(_exact(count / share, None), "D5", f"{show(count)} / {show(share)}", (other, slot), scope.covered(slot))


def ratio_of(slot: Slot) -> Fraction | None:
    """The share a slot states: "a third", "every third", "25%"."""
    value = _number(slot)
    if value is None:
        return None
    if slot.mention.kind == "frac":
        return value
    if slot.mention.kind == "pct":
        return value / 100
    if slot.mention.kind == "ord" and value > 1 and slot.first and slot.words[slot.first - 1].low == "every":
        return 1 / value
    return None


def _product(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D6: each times number, and rate times time."""
    rate = _number(slot)
    if rate is None or not (slot.each or slot.mention.per):
        return
    fit = scope.fits.get(slot.number)
    if fit is None or fit.clash not in (None, "M27") or not (scope.ask.wants_all or not scope.claim.per):
        return
    per = slot.mention.per or ""
    for other in scope.same_line(slot):
        count = _number(other)
        if other is slot or count is None or not scope.usable(other):
            continue
        base = scope.words.text_keys(per.split(" and ")[0]) if per else frozenset()
        if slot.each and other.things and other.mention.kind == "card" and not scope.head_fits(other):
            left = scope.claim.per
            if per and not left:
                continue
            yield Derived(_exact(rate * count, slot.mention.unit), "D6", f"{show(count)} * {show(rate)}", (other, slot), max(fit.score, 0.5))
        elif base and not scope.claim.per and (base & other.thing_keys() or other.mention.unit and other.mention.unit in per):
            yield Derived(_exact(rate * count, slot.mention.unit), "D6", f"{show(count)} * {show(rate)}", (other, slot), max(fit.score, 0.5))


def _average(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D7."""
    total = _number(slot)
    fit = scope.fits.get(slot.number)
    if total is None or not scope.claim.per or slot.mention.per or fit is None or fit.clash is not None:
        return
    base = scope.words.claim_keys(scope.claim.per.split()[-1])
    for other in scope.same_line(slot):
        count = _number(other)
        if other is not slot and count and (base & other.thing_keys() or other.mention.unit is not None and base & scope.words.text_keys(other.mention.unit)):
            yield Derived(_exact(total / count, slot.mention.unit), "D7", f"{show(total)} / {show(count)}", (slot, other), fit.score)


def _complement(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D8."""
    ratio = ratio_of(slot)
    if ratio is None or slot.role == "change" or scope.wanted.unit not in ("percent", None) or not 0 <= ratio <= 1 or not scope.denies(slot):
        return
    if scope.wanted.unit == "percent":
        yield Derived(_exact(100 - ratio * 100, "percent", slot.mention.hedge and _flip(slot.mention.hedge)), "D8", f"100 - {show(ratio * 100)}", (slot,), scope.covered(slot))
    elif scope.wanted.nominal is not None and scope.wanted.nominal < 1:
        yield Derived(_exact(1 - ratio, None), "D8", f"1 - {show(ratio)}", (slot,), scope.covered(slot))


def _series(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D9."""
    value = _number(slot)
    if slot.mention.kind != "ord" or value is None or not slot.things or not scope.head_fits(slot):
        return
    if slot.last + 1 < len(slot.words) and slot.words[slot.last + 1].low == "-":
        return
    tail = " ".join(w.low for w in slot.words[slot.first : min(len(slot.words), slot.last + 12)])
    if any(f" {mark}" in tail for mark in _SERIES) and slot.words[slot.things[0]].low not in ("quarter", "half", "day", "time", "floor"):
        yield Derived(_exact(value, None), "D9", f"{slot.mention.text} = {show(value)} so far", (slot,), scope.covered(slot))


def _score(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D11."""
    mention = slot.mention
    if mention.kind != "score" or mention.low is None or mention.high is None:
        return
    low, high = Fraction(mention.low), Fraction(mention.high)
    lows = {i.word for i in scope.ask.items}
    if lows & {"margin", "difference", "lead", "majority"}:
        yield Derived(_exact(high - low, None), "D11", f"{show(high)} - {show(low)}", (slot,), 0.8)
    elif scope.ask.wants_all or lows & {"match", "game", "final", "both", "votes", "judges", "justices", "panel", "meeting", "tie"}:
        names = [i for i in scope.ask.items if i.part == "name"]
        if not names:
            yield Derived(_exact(high + low, None), "D11", f"{show(high)} + {show(low)}", (slot,), 0.8)


def _margin(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D12."""
    centre = _number(slot)
    fit = scope.fits.get(slot.number)
    if slot.mention.kind not in ("pct", "card") or centre is None or fit is None or fit.clash is not None:
        return
    text = [w.low for w in slot.words]
    for other in scope.same_line(slot):
        if other.number <= slot.number or other.mention.kind not in ("pct", "pp", "card"):
            continue
        before = " ".join(text[max(0, other.first - 8) : other.last + 1])
        value = _number(other)
        value = None if value is None else abs(value)
        if value is not None and any(mark in before for mark in ("plus or minus", "give or take", "margin of error", "±", "+/-", "+ / -")):
            yield Derived(Quantity(centre - value, centre + value, None, None, slot.mention.unit), "D12", f"{show(centre)} ± {show(value)}", (slot, other), fit.score)


def _bounds(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D13, and two alternatives joined by "or" as one range (M13)."""
    value = _number(slot)
    if value is None or slot.mention.kind not in ("card", "dur", "meas", "cur", "pct"):
        return
    fit = scope.fits.get(slot.number)
    for other in scope.same_line(slot):
        if other.number != slot.number + 1 or other.mention.unit != slot.mention.unit:
            continue
        second = _number(other)
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
            yield Derived(Quantity(low, high, None, None, slot.mention.unit), "D13" if bounded else "M13", f"{show(low)} to {show(high)}", (slot, other), score, equivalent=True)


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
        one, two = _number(slot), _number(other)
        if not linked or one is None or two is None:
            continue
        if slot.mention.kind == "date" and 1000 <= one < two <= 2200:
            yield Derived(_exact(two - one, "year"), "D10", f"{show(two)} - {show(one)}", (slot, other), scope.covered(slot))
        elif slot.mention.kind == "time" and one != two:
            hours = (two - one) % 24
            yield Derived(_exact(hours, "hour"), "D10", f"{other.mention.text} - {slot.mention.text}", (slot, other), scope.covered(slot))


_ALL: tuple[Callable[[Scope, Slot], Iterator[Derived]], ...] = (
    _bounds, _sum, _rest, _share, _change, _before, _whole, _product, _average, _complement, _series, _score, _margin, _time,
)


def listed(scope: Scope) -> Iterator[Derived]:
    """D14: members of an enumeration that closes ("a guide and a girl"), in the sentences that have the claim's words."""
    head = scope.ask.head
    wanted = scope.wanted
    if head is None or wanted.unit is not None or wanted.nominal is None or not 2 <= wanted.nominal <= 12 or not any(k.startswith("^") for k in head.keys):
        return
    for line in scope.index.lines:
        if not head.keys & scope.index.line_keys[line.number]:
            continue
        found = _enumeration(line.words, head.keys)
        if found is None or len(found) != wanted.nominal:
            continue
        others = [i for i in scope.ask.items if i.part != "head"]
        have = sum(1 for i in others if i.keys & scope.index.line_keys[line.number])
        if have == len(others):
            spans = tuple((line.words[a].start, line.words[b].end) for a, b in found)
            names = " + ".join(line.words[b].low for _, b in found)
            yield Derived(_exact(Fraction(len(found)), None), "D14", names, (), 0.8, spans)
        return


def _enumeration(words, keys: frozenset[str]) -> list[tuple[int, int]] | None:  # type: ignore[no-untyped-def]
    """Spans of "a guide", "a girl": each with its own article, joined by commas and a last "and", before a verb."""
    items: list[tuple[int, int]] = []
    i, joined = 0, False
    while i < len(words):
        if words[i].low in ("a", "an", "another") and (not items or joined or words[i - 1].low in (",", "and")):
            k = i + 1
            while k < len(words) and k - i < 8 and not (words[k].pos == "NOUN" and words[k].keys & keys):
                if words[k].pos in ("VERB", "AUX", "ADP") or words[k].low in (",", "and", "or"):
                    break
                k += 1
            if k < len(words) and words[k].keys & keys and words[k].pos == "NOUN":
                items.append((i, k))
                i, joined = k + 1, False
                continue
        if items and words[i].low == "and":
            joined = True
        if items and words[i].pos in ("VERB", "AUX"):
            break
        i += 1
    closes = len(items) >= 2 and any(w.low == "and" for w in words[items[-2][1] : items[-1][0]])
    return items if closes else None
