"""Amounts told as a multiple or a fraction of another: "and Sweden three times that", "about half the 88 million it earned" (D6)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from extractor.checks.counts.derivations.scope import Derived, Scope, exact, joint, number_of, show
from extractor.checks.counts.figures.subjects import subject_of
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Slot

_LEVELS = ("cur", "meas", "card")
_LITTLE = frozenset("the its his her their some about of £ $ € ¥ a an what".split())
_LIKE = frozenset(("that", "this"))
_AMOUNTS = frozenset(("amount", "sum", "figure", "number", "total", "much", "many"))


def multiple(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """The amount that a factor or a fraction makes of the one it names."""
    factor = number_of(slot)
    if factor is None or factor <= 0 or slot.mention.kind not in ("mult", "frac") or scope.ask.negated or scope.ask.change:
        return
    base = _named(scope, slot) or _before(scope, slot)
    value = None if base is None else number_of(base)
    if base is None or value is None or base.mention.unit != scope.wanted.unit or not scope.usable(base):
        return
    hedges = joint(slot.mention.hedge, base.mention.hedge)
    if hedges is None or not _of_it(scope, slot, base):
        return
    formula = f"{show(factor)} * {show(value)}"
    yield Derived(exact(factor * value, base.mention.unit, hedges[0]), "D6", formula, (slot, base), max(scope.covered(slot, base), 0.5))


def base_of(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D5: the amount that another is so many times of: "an overhead of 9 percent, half that of similar charities"."""
    words, factor = slot.words, number_of(slot)
    behind = [w.low for w in words[slot.last + 1 : slot.last + 4]]
    likened = behind[:2] == ["that", "of"] or (slot.mention.kind == "mult" and behind[:1] == ["the"] and behind[2:] == ["of"])
    if slot.mention.kind not in ("mult", "frac") or not likened or not factor or scope.ask.negated or scope.ask.change:
        return
    level = next((s for s in reversed(scope.same_line(slot)) if s.number < slot.number and s.mention.kind in (*_LEVELS, "pct")), None)
    value = None if level is None else number_of(level)
    end = next((k for k in range(slot.last + 4, len(words)) if words[k].pos in ("PUNCT", "CCONJ", "VERB", "AUX")), len(words))
    keys = {key for w in words[slot.last + 3 : end] if w.nominal for key in w.keys}
    named = any(i.keys & keys for i in scope.ask.items if i.part in ("name", "modifier"))
    if level is None or value is None or not named or level.mention.unit != scope.wanted.unit or not scope.usable(level):
        return
    hedges = joint(level.mention.hedge, against=(slot.mention.hedge,))
    if hedges is not None:
        formula = f"{show(value)} / {show(factor)}"
        yield Derived(exact(value / factor, level.mention.unit, hedges[0]), "D5", formula, (level, slot), scope.covered(slot, level))


def _named(scope: Scope, slot: Slot) -> Slot | None:
    """The amount right behind: "half the 88 million", "twice the 45 million euros"."""
    other = next((s for s in scope.same_line(slot) if s.number == slot.number + 1), None)
    if other is None or other.mention.kind not in _LEVELS:
        return None
    between = slot.words[slot.last + 1 : other.first]
    if not 0 < len(between) <= 4 or not all(w.low in _LITTLE for w in between):
        return None
    before = slot.words[max(0, slot.first - 3) : slot.first]
    return None if any(w.low in (",", "(") for w in before) else other  # "45,000, less than half the 120,000" says nothing new


def _before(scope: Scope, slot: Slot) -> Slot | None:
    """The amount before, for "as much", "that" and "that amount" behind the factor."""
    behind = [w.low for w in slot.words[slot.last + 1 : slot.last + 4]]
    alike = behind[:2] in (["as", "much"], ["as", "many"]) and behind[2:3] != ["as"]
    that = behind[:1] and behind[0] in _LIKE and (len(behind) < 2 or not slot.words[slot.last + 2].nominal or behind[1] in _AMOUNTS)
    if not (alike or that):
        return None
    for other in reversed(scope.index.slots[max(0, slot.number - 4) : slot.number]):
        if other.line.paragraph != slot.line.paragraph or other.line.number < slot.line.number - 1:
            return None
        if other.mention.kind in _LEVELS:
            return other
    return None


def _of_it(scope: Scope, slot: Slot, base: Slot) -> bool:
    """The claim names the one who has the multiple, and not the one who has the base."""
    phrase = range(*slot.subject) if slot.subject[1] else subject_of(slot.line, segments_of(slot.line)[0][slot.segment])
    mine = {key for k in phrase for key in slot.words[k].keys}
    items = [i for i in scope.ask.items if i.part in ("name", "modifier", "measure", "head") and i.keys & scope.index.text_keys]
    return bool(mine) and any(i.keys & mine for i in items if i.word not in _AMOUNTS) and _enough(scope, slot, base)


def _enough(scope: Scope, slot: Slot, base: Slot) -> bool:
    return not scope.elsewhere((slot, base), ("name", "predicate")) and Fraction(0) != (number_of(base) or 0)
