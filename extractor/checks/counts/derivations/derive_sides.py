"""The two sides of a total: the part the text counts, and what is left of the total without it (D2, D3, D6, D8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.checks.counts.contrary import possession
from extractor.checks.counts.denial import asks_left, denies, negated_clause
from extractor.checks.counts.derivations.scope import NEAR, PLAIN, Derived, Scope, exact, flip, joint, number_of, ratio_of, show
from extractor.checks.counts.figures.change_steps import one_clause
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.vocabulary import vocabulary

_SHARE = re.compile(r"\b(?:share|proportion|fraction|part|portion|ratio|rate)\b")
CHECKED = frozenset(("=inspect", "=test", "=investigate", "=study", "examin", "screen", "interview", "survey", "review", "audit"))
"""What is done to a group before something is said of some of it: "doctors examined 510 children; 68 had swollen glands"."""
_AGAIN = frozenset(", ( or about nearly almost some just under over more than roughly — –".split())
_AGAINST = re.compile(r"\b(?:against|oppos|reject|refus|declin)")
_THEM = vocabulary("them")
_REST = vocabulary("rest")
_SAMPLES = vocabulary("samples")


def sides(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D2, D3 and D6: the part or the rest, whichever the claim speaks of, as a count or as a share of the total."""
    total = total_of(scope, slot)
    whole, part, fit = (None if total is None else number_of(total)), number_of(slot), scope.fits.get(slot.number)
    if total is None or whole is None or part is None or whole == 0 or not scope.usable(total) or _unsure(scope, slot, total):
        return
    among = _among(scope, total)
    fits = scope.head_fits(slot) or scope.head_fits(total) or among or _mentions(scope, total)
    other = fits and (denies(scope, slot) or left_to(scope, slot))
    if other and (slot.summed or _of_another(scope, slot, total) or (slot.excepted and _AGAINST.search(scope.main))):
        return
    held = possession(slot, scope.claim.of, scope.index)
    astray = held is None and _said_of_another(scope, slot, total)
    agrees = (fit is not None and fit.clash is None and not astray) or (held is not None and held[0] == held[1])
    if not other and not agrees:
        return
    told = [s for s in scope.same_line(slot) if s.part_of == total.number]
    all_gone = other and left_to(scope, slot) and len(told) > 1
    if all_gone and (slot is not told[-1] or not rest_clause(slot, scope.index)):
        return  # the rest is without all parts, not this one alone
    unit, wanted = total.mention.unit, scope.wanted
    score = scope.covered(slot, head=fits) if other or fit is None else max(fit.score, 0.5)
    if slot.mention.kind in (*PLAIN, "cur", "meas") and slot.mention.unit == unit and part <= whole:
        gone = told if all_gone else [slot, *_gone_too(scope, slot)] if other and asks_left(scope) else [slot]
        count = whole - sum(number_of(s) or 0 for s in gone) if other else part
        hedges = _hedges(slot, total, other=other)
        if hedges is None:
            return
        text = " - ".join((show(whole), *(show(number_of(s)) for s in gone))) if other else show(part)
        if wanted.unit == "percent" or (wanted.nominal is not None and 0 < wanted.nominal < 1 and _SHARE.search(scope.main)):
            if not _measured(scope, slot):
                return
            ratio = count / whole * (100 if wanted.unit == "percent" else 1)
            text = f"({text}) / {show(whole)}" if other else f"{text} / {show(whole)}"
            yield Derived(exact(ratio, wanted.unit, hedges[0]), "D3", text, (*gone, total), score)
        elif other:
            yield Derived(exact(count, unit, hedges[0]), "D2", text, (total, *gone), score)
    elif slot.mention.kind in ("frac", "pct") and wanted.unit == unit:
        ratio = part / 100 if slot.mention.kind == "pct" else part
        hedges = _hedges(slot, total, other=other)
        ratio = 1 - ratio if other else ratio
        if hedges is not None and 0 <= ratio <= 1:
            yield Derived(exact(ratio * whole, unit, hedges[0]), "D6", f"{show(ratio)} * {show(whole)}", (slot, total), max(score, 0.5))


def _gone_too(scope: Scope, slot: Slot) -> list[Slot]:
    """Further parts of the same total: "27 of the 40 hostages were freed, while three others died"."""
    out = []
    for other in scope.same_line(slot):
        around = slot.words[max(0, other.first - 1) : other.first] + slot.words[other.last + 1 : other.last + 2]
        more = any(w.low in ("other", "others", "another", "more", "further") for w in around)
        same = not other.things or bool(other.thing_keys() & slot.thing_keys())
        if other.number > slot.number and more and same and other.mention.kind == "card" and other.mention.unit is None and not other.role:
            out.append(other)
    return out


def _of_another(scope: Scope, slot: Slot, total: Slot) -> bool:
    """What the claim says happened is said of a third number alone: "eight were charged and two fined. Another 14 were released"."""
    near = scope.index.slots[max(0, total.number - 3) : slot.number + 4]
    others = [s for s in near if s not in (slot, total) and s.part_of != total.number and s.mention.kind == "card" and not s.things]
    rest = rest_clause(slot, scope.index)
    for item in scope.ask.items:
        if item.part != "predicate" or item.keys & rest or slot.weight(item.keys) >= NEAR or total.weight(item.keys) >= NEAR:
            continue
        if any(item.keys & s.predicates for s in others):
            return True
    return False


def _hedges(slot: Slot, total: Slot, *, other: bool) -> tuple[str | None] | None:
    if other:
        return joint(total.mention.hedge, against=(slot.mention.hedge,))
    return joint(slot.mention.hedge, total.mention.hedge)


def total_of(scope: Scope, slot: Slot) -> Slot | None:
    """The total of a part: as the clause says it ("nine of 36"), or the number before when the text speaks of a sample or of the others."""
    if slot.part_of >= 0:
        return scope.index.slots[slot.part_of]
    if slot.role or slot.is_total:
        return None
    if slot.mention.kind in ("pct", "frac"):
        return _measured_whole(scope, slot)
    if slot.things or slot.mention.kind != "card" or slot.mention.unit is not None:
        return None
    line = [s for s in reversed(scope.same_line(slot)) if s.number < slot.number and s.mention.kind == "card"]
    shared = {s.part_of for s in line if s.part_of >= 0}
    whole = next((s for s in line if s.number in shared), line[0] if line else None)  # "Nine of the 15 backed it, two were absent"
    value, part = (None if whole is None else number_of(whole)), number_of(slot)
    if whole is None or value is None or part is None or value <= part or not whole.things or whole.part_of >= 0:
        return None
    if not any(whole.thing_keys() & keys for keys in slot.antecedents[:1]):
        return None
    opener = [w.low for w in whole.words[max(0, whole.first - 5) : whole.first]]
    fronted = "of" in opener and (whole.first - 5 <= 0 or opener[0] == ",") and opener.index("of") <= 1
    checked = whole.predicates & CHECKED and slot.segment != whole.segment
    told = whole.number in shared
    return whole if set(opener[-3:]) & _SAMPLES or fronted or checked or told or rest_clause(slot, scope.index) else None


def _measured_whole(scope: Scope, slot: Slot) -> Slot | None:
    """The amount that a share is of: "60 percent of the club's income of 240,000 euros"."""
    other = next((s for s in scope.same_line(slot) if s.number == slot.number + 1), None)
    if other is None or other.mention.unit is None or other.segment != slot.segment or not slot.partitive:
        return None
    between = slot.words[slot.last + 1 : other.first]
    plain = all(w.pos in ("ADP", "DET", "PRON", "NOUN", "PROPN", "ADJ", "PART") for w in between)
    return other if plain and len(between) >= 3 and between[0].low == between[-1].low == "of" else None


def rest_clause(slot: Slot, index: Index | None = None) -> frozenset[str]:
    """Keys of the clause behind a number that speaks of the others: "19 reached the city and the others turned back".

    With the index, of one that opens the next sentence, too: "The rest were feared dead".
    """
    _, place = segments_of(slot.line)
    words = slot.words
    for k in range(slot.last + 1, len(words)):
        if words[k].low in _REST and words[k - 1].pos == "DET" and (words[k].low != "other" or words[k + 1 : k + 2]):
            joint = max((i for i in range(slot.last + 1, k) if words[i].low in ("and", "but", ",", ";")), default=slot.last)
            return frozenset(key for i, w in enumerate(words) if place[i] == place[k] and i > joint for key in w.keys)
    if index is None or not index.goes_on(slot.line.number) or index.by_line[slot.line.number][-1] != slot.number:
        return frozenset()
    line = index.lines[slot.line.number + 1]
    opens = len(line.words) > 2 and line.words[0].low == "the" and line.words[1].low in _REST and not line.words[2].nominal
    _, place = segments_of(line)
    return frozenset(key for i, w in enumerate(line.words) if place[i] == place[0] for key in w.keys) if opens else frozenset()


def left_to(scope: Scope, slot: Slot) -> bool:
    """The claim speaks of what the text says of the others."""
    keys = rest_clause(slot, scope.index)
    if not keys:
        return False
    items = [i for i in scope.ask.items if i.part in ("predicate", "name", "modifier") and i.keys & scope.index.text_keys]
    said = [i for i in items if i.keys & keys and not i.keys & (slot.predicates | slot.thing_keys())]
    return bool(said) and all(i.keys & keys or i.part == "modifier" for i in items)


def _among(scope: Scope, total: Slot) -> bool:
    """The claim counts a class that the total's thing takes in: adults among people."""
    head = scope.ask.head
    named = {k for i in total.things for k in scope.words.claim_keys(total.words[i].low) if k[0] == "^"}
    return head is not None and bool({k for k in scope.words.text_keys(head.word) if k[0] == "^"} & named)


def _said_of_another(scope: Scope, slot: Slot, total: Slot) -> bool:
    """A word of the claim belongs to another part of the same total: "30 are women and 12 are under 30"."""
    siblings = [s for s in scope.same_line(slot) if s.part_of == total.number and s is not slot]
    return any(
        any(s.weights.get(k, 0.0) >= 0.9 for s in siblings for k in i.keys) and all(slot.weights.get(k, 0.0) < NEAR for k in i.keys)
        for i in scope.ask.items
        if i.part in ("modifier", "predicate", "name")
    )


def _mentions(scope: Scope, total: Slot) -> bool:
    """The claim has the total's own noun: "men among the candidates"."""
    own = {k for k in total.thing_keys() if k[0] not in "=^"}
    return any(i.keys & own for i in scope.ask.items)


def _unsure(scope: Scope, slot: Slot, total: Slot) -> bool:
    """It may be part of a part ("8 were hurt, 3 seriously") or of a nearer number, or the same again ("500, or half of the staff")."""
    between = [s for s in scope.index.slots[total.number + 1 : slot.number] if s.mention.kind == "card" and s.mention.unit is None]
    if _apposed(total, slot):
        return True
    segments, _ = segments_of(slot.line)
    for other in between:
        if other.part_of == total.number and (other.segment == slot.segment or not segments[slot.segment].verbs):
            return True
        if other.part_of < 0 and not other.things and not other.role and total.number < slot.number:
            return True
    return False


def _measured(scope: Scope, slot: Slot) -> bool:
    """What the claim measures in percent is a share, or a measure that the part's own clause names: no turnout of seats won."""
    measures = [i for i in scope.ask.items if i.part == "measure" and i.word not in scope.words.lists["generic_measures"]]
    return all(any(slot.weights.get(k, 0.0) >= NEAR for k in i.keys) for i in measures)


def whole(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D5: the whole from a share and what it comes to, or from what is left of it ("every third is empty, 600 are lived in")."""
    ratio, asked = ratio_of(slot), [i for i in scope.ask.items if i.part in ("head", "measure")]
    if ratio is None or not 0 < ratio < 1 or scope.ask.negated or not asked or not all(i.keys & slot.thing_keys() for i in asked):
        return
    if any(i.part == "predicate" and not i.keys & slot.thing_keys() for i in scope.ask.items):
        return
    for other in scope.same_line(slot):
        count, unit = number_of(other), other.mention.unit
        plain = other.mention.kind in ("card", "cur", "meas") and other.part_of < 0
        if other is slot or count is None or not plain or not scope.usable(other):
            continue
        between = [w.low for w in slot.words[slot.last + 1 : other.first]]
        part = ratio
        if not (_apposed(other, slot) and slot.partitive) and not (other.number == slot.number + 1 and between[-2:] == [",", "or"]):
            if slot.part_of >= 0 or unit is not None or (other.things and not asked[0].keys & other.thing_keys()):
                continue
            if slot.opposed & other.predicates:
                part = 1 - ratio
            elif not slot.predicates & other.predicates or not one_clause(slot, other):
                continue
        hedges = joint(other.mention.hedge, against=(slot.mention.hedge,))
        if hedges is not None:
            yield Derived(exact(count / part, unit, hedges[0]), "D5", f"{show(count)} / {show(part)}", (other, slot), scope.covered(slot))


def _apposed(count: Slot, share: Slot) -> bool:
    """The share says a count again: "1,200 jobs, 15 percent of its workforce"."""
    after = [w.low for w in share.words[share.last + 1 : share.last + 3]]
    if count.line is not share.line or count.number >= share.number or share.mention.kind not in ("pct", "frac") or set(after) & _THEM:
        return False
    between = share.words[max((count.last, *count.things)) + 1 : share.first]
    return bool(between) and all(w.low in _AGAIN for w in between)


def complement(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D8."""
    ratio = ratio_of(slot)
    if ratio is None or slot.role is not None or scope.wanted.unit not in ("percent", None) or not 0 <= ratio <= 1:
        return
    fit = scope.fits.get(slot.number)
    if not denies(scope, slot, opposites=False) or not (scope.head_fits(slot) or (fit is not None and fit.head >= 0.75)):
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


def wrong_side(scope: Scope, slot: Slot) -> bool:
    """The claim speaks of the side of a total that this number does not count: "claims still open" of 7,400 settled ones."""
    if total_of(scope, slot) is None:
        return False
    if scope.ask.negated and (negated_clause(slot) or not _negated_words(scope) & scope.index.text_keys):
        return False  # "never crossed" of "did not cross", "stood still" of "not running"
    return denies(scope, slot) or left_to(scope, slot)


def _negated_words(scope: Scope) -> frozenset[str]:
    """Keys of what a negated claim denies."""
    return frozenset(k for i in scope.ask.items if i.part == "predicate" for k in i.keys)
