"""The steps of a change: how much, by what share or how many times a number of the text has changed (M8, M10, M14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from extractor.checks.counts.compare import scaled
from extractor.checks.counts.derivations.scope import Scope, number_of, show
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Slot
from extractor.checks.counts.vocabulary import vocabulary

_FACTORS = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4, "quintuple": 5}
_LESS = vocabulary("less")
_BESIDE = {"below": -1, "under": -1, "short": -1, "above": 1, "over": 1}
_MOVES = frozenset(("=increase", "=decrease", "=lose", "=win", "=hire"))
_BRINGING = vocabulary("bringing")
_LEVELS = ("card", "cur", "meas", "pct", "dur")


@dataclass(frozen=True, slots=True)
class Step:
    """An amount added to the value before (negative: taken away), or a factor it was multiplied by."""

    amount: Fraction | None
    factor: Fraction | None
    way: int
    hedge: str | None
    terms: tuple[Slot, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    base: frozenset[str] = frozenset()
    """Keys of what the text names as the value before: "than in May", "on the last survey", "doubling the present rate"."""
    unit: str | None = None
    """The unit of both ends where the level leaves it out: "fallen by 200,000 barrels to 1.6 million"."""
    compared: bool = False
    """The text compares two things and says nothing of a change: "twice the depth of the old one"."""

    def before(self, after: Fraction) -> tuple[Fraction | None, str]:
        if self.factor is not None:
            return (after / self.factor if self.factor > 0 else None), f"{show(after)} / {show(self.factor)}"
        assert self.amount is not None
        return after - self.amount, f"{show(after)} {'-' if self.amount > 0 else '+'} {show(abs(self.amount))}"

    def after(self, before: Fraction) -> tuple[Fraction | None, str]:
        if self.factor is not None:
            return before * self.factor, f"{show(before)} * {show(self.factor)}"
        assert self.amount is not None
        return before + self.amount, f"{show(before)} {'+' if self.amount > 0 else '-'} {show(abs(self.amount))}"


def steps(scope: Scope, level: Slot) -> Iterator[Step]:
    """Every step of the sentence that belongs to a level."""
    if level.mention.kind not in _LEVELS or level.is_label:
        return
    for other in scope.same_line(level):
        step = number_of(other)
        if other is level or step is None or not scope.usable(other) or _level_of(scope, other) is not level:
            continue
        beside = _beside(other)
        if beside is not None and other.role is None:
            for made in _amount(level, other, step, beside[0]):
                yield replace(made, base=beside[1], compared=True)
        elif other.mention.kind == "mult" or (other.mention.kind == "frac" and other.role != "change"):
            base, compared = _likened(other)
            if step > 0 and (other.mention.kind == "mult" or base):
                way = 1 if step > 1 else -1
                yield Step(None, step, way, other.mention.hedge, (other,), base=base or _since(other), compared=compared)
        elif _is_step(scope, other):
            yield from _amount(level, other, step)
    yield from _verbs(scope, level)


def _amount(level: Slot, other: Slot, step: Fraction, way: int = 0) -> Iterator[Step]:
    way, base = way or direction(other), _since(other)
    if not way:
        return
    kind, unit, target = other.mention.kind, other.mention.unit, level.mention.unit
    if unit in ("percentage_point", "basis_point"):
        if target == "percent":
            yield Step(way * step / (100 if unit == "basis_point" else 1), None, way, other.mention.hedge, (other,), base=base)
    elif kind in ("pct", "frac"):
        ratio = step / 100 if kind == "pct" else step
        if target != "percent" and 1 + way * ratio > 0:
            yield Step(None, 1 + way * ratio, way, other.mention.hedge, (other,), base=base)
    elif unit == target or (unit is None and other.compared[1] and not other.things):  # "36 euros, nine more than before"
        yield Step(way * step, None, way, other.mention.hedge, (other,), base=base)
    elif target is None and unit is not None and level.role == "to" and not level.things:
        yield Step(way * step, None, way, other.mention.hedge, (other,), base=base, unit=unit)
    elif other.quantity is not None and target is not None:
        made = scaled(other.quantity, target)
        if made is not None and made.nominal is not None:
            yield Step(way * made.nominal, None, way, other.mention.hedge, (other,), base=base)


def _is_step(scope: Scope, slot: Slot) -> bool:
    """A number by which something changed: by its role, or right behind "up" or "down"."""
    if slot.role == "change" or (slot.role is None and slot.first > 0 and slot.words[slot.first - 1].low in ("up", "down")):
        return True
    return slot.role is None and _gained(slot) and any(_arrived(s, slot) for s in scope.same_line(slot))


def _gained(slot: Slot) -> bool:
    """The verb right before says that so many came or went: "lost 12 seats", "will add 35 km"."""
    k = slot.first - 1
    while k > 0 and slot.words[k].pos in ("ADV", "DET", "ADJ", "SYM"):
        k -= 1
    return k >= 0 and slot.words[k].pos == "VERB" and bool(slot.words[k].keys & _MOVES)


def _arrived(level: Slot, step: Slot) -> bool:
    """The sentence goes on to say what that came to: "and now holds 104", "bringing the network to 120 km"."""
    if level.number <= step.number or level.mention.kind not in _LEVELS:
        return False
    segments, _ = segments_of(level.line)
    own = [level.words[k] for k in segments[level.segment].words if k < level.first]
    return any(w.low == "now" for w in own) or (level.words[level.first - 1].low == "to" and any(w.low in _BRINGING for w in own))


def _verbs(scope: Scope, level: Slot) -> Iterator[Step]:
    """Verbs that multiply and are no number themselves: "will double to 12 euros", "triple the subsidy to 9,000"."""
    taken = {k for s in scope.same_line(level) for k in range(s.first, s.last + 1)}
    segments, place = segments_of(level.line)
    for k, word in enumerate(level.words):
        factor = _FACTORS.get(word.low.rstrip("s"))
        if factor is None or k in taken or not (word.pos == "VERB" or (k and level.words[k - 1].pos in ("AUX", "PART"))):
            continue
        near = place[k] == level.segment or place[k] in level.chain or segments[place[k]].parent == level.segment
        if near and k < level.first and level.role == "to":
            yield Step(None, Fraction(factor), 1, None, (), ((word.start, word.end),))


def _level_of(scope: Scope, step: Slot) -> Slot | None:
    """The level a step belongs to; looked for once, since every level of the sentence asks."""
    known = step.line._extra.setdefault("levels", {})
    assert isinstance(known, dict)
    if step.number not in known:
        known[step.number] = _nearest_level(scope, step)
    level: Slot | None = known[step.number]
    return level


def _nearest_level(scope: Scope, step: Slot) -> Slot | None:
    """In the clause of the step, else in one that hangs on it or that it hangs on; the nearest of them, ends first."""
    line = [
        s
        for s in scope.same_line(step)
        if s is not step
        and s.mention.kind in _LEVELS
        and not _is_step(scope, s)
        and not s.is_label
        and not s.is_total
        and number_of(s) is not None
        and s.mention.rule != "M28"
        and (not _is_step(scope, step) or any(_amount(s, step, Fraction(1, 2))))
    ]
    if step.compared[1] or _likened(step)[1] or _beside(step) is not None:
        line = [s for s in line if s.number < step.number]
        return line[-1] if line else None
    own = [s for s in line if s.segment == step.segment] or [s for s in line if one_clause(s, step)]
    ends = [s for s in own if s.role in ("to", "from") or s.mention.role in ("to", "from")] or own
    return min(ends, key=lambda s: (s.role == "from", abs(s.number - step.number)), default=None)


def _beside(slot: Slot) -> tuple[int, frozenset[str]] | None:
    """(way, keys of the level) of a number that says how far another lies from a third: "three million tonnes below last year's"."""
    k = slot.last + 1
    if k + 1 >= len(slot.words) or slot.words[k].low not in _BESIDE or slot.mention.kind in ("mult", "frac", "date", "time"):
        return None
    end = next((i for i in range(k + 1, min(len(slot.words), k + 8)) if slot.words[i].pos in ("PUNCT", "CCONJ")), k + 8)
    keys = _content(slot, k + 1, min(end, len(slot.words)))
    return (_BESIDE[slot.words[k].low], keys) if keys else None


def one_clause(slot: Slot, other: Slot) -> bool:
    """A verb of change speaks of the number in its own clause or in one that hangs on it or shares its subject."""
    segments, _ = segments_of(slot.line)
    one, two = segments[slot.segment], segments[other.segment]
    if "sub" in (one.kind, two.kind) and one is not two:
        return False
    return one is two or one.number in other.chain or two.number in slot.chain or two.before == one.number or one.before == two.number


def direction(slot: Slot) -> int:
    """+1 for a rise, -1 for a fall, by the word of change before the number."""
    if slot.compared[1]:
        return -1 if slot.words[slot.compared[0] - 2].low in _LESS else 1
    _, place = segments_of(slot.line)
    for k in range(slot.first - 1, max(-1, slot.first - 17), -1):
        if k < slot.first - 8 and place[k] != slot.segment:
            break
        word = slot.words[k]
        if "=increase" in word.keys and word.low != "more":
            return 1
        if word.keys & {"=decrease", "=lose"}:
            return -1
        if word.pos == "VERB" and word.keys & {"=win", "=hire"}:
            return 1
    return 0


def _since(slot: Slot) -> frozenset[str]:
    """Keys of what a step is measured against: "more than in 2018", "up 3 points on the last survey", "has halved since 2015"."""
    if slot.compared[1]:
        return _content(slot, slot.compared[0], slot.compared[1])
    words = slot.words
    for k in range(slot.last + 1, min(len(words), slot.last + 3)):
        if words[k].low in ("on", "from", "compared", "since", "over", "the"):
            end = next((i for i in range(k, min(len(words), k + 8)) if words[i].pos in ("PUNCT", "CCONJ") or words[i].low == "to"), k + 6)
            return _content(slot, k, min(end, len(words)))
    return frozenset()


def _content(slot: Slot, low: int, high: int) -> frozenset[str]:
    return frozenset(key for w in slot.words[low:high] if w.pos not in ("ADP", "DET", "PRON", "SCONJ") for key in w.keys)


def _likened(slot: Slot) -> tuple[frozenset[str], bool]:
    """Keys of the second "as" or of what follows "of what" and "the": "half as much as in 2019", "twice the depth of the old one"."""
    words = slot.words
    tail = range(slot.last + 1, min(len(words), slot.last + 10))
    places = [k for k in tail if words[k].low == "as"]
    if len(places) < 2 and slot.last + 2 < len(words) and words[slot.last + 1].low == "of" and words[slot.last + 2].low in ("what", "that"):
        places = [slot.last, slot.last + 2]  # "half of what he earned in 2021"
    if len(places) >= 2:
        return _content(slot, places[1] + 1, min(len(words), places[1] + 8)), True
    if (
        slot.mention.kind == "mult"
        and slot.words[slot.last].pos != "VERB"
        and slot.last + 1 < len(words)
        and words[slot.last + 1].low == "the"
    ):
        return _content(slot, slot.last + 2, min(len(words), slot.last + 8)), True
    return frozenset(), False
