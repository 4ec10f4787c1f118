"""The same questions as the clause rules, answered by the dependency trees: which clause a number stands in, and who acts there."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.checks.counts.slots import Slot
from extractor.checks.counts.words import load_words
from extractor.core.annotations import Annotations
from extractor.core.clause import Clause


@dataclass(frozen=True, slots=True)
class TreeView:
    """What the tree says of a number's clause."""

    predicates: frozenset[str]
    outer: frozenset[str]
    clauses: tuple[Clause, ...]
    """The clause whose argument the number is, then those above it."""


def tree_view(slot: Slot, annotations: Annotations) -> TreeView | None:
    """The clauses above a number by its sentence's tree; None without trees or when the tree gives no clause."""
    if slot.line.tree is None:
        return None
    known = annotations._memo.setdefault("counts.trees", {})
    assert isinstance(known, dict)
    if slot.number not in known:
        known[slot.number] = _view(slot, annotations)
    found = known[slot.number]
    return found if isinstance(found, TreeView) else None


def _view(slot: Slot, annotations: Annotations) -> TreeView | None:
    from extractor.recognizers.clauses import clauses_of

    by_sentence = annotations._memo.get("counts.clauses")
    clauses = clauses_of(annotations)
    if not isinstance(by_sentence, dict):
        by_sentence = {}
        for n, clause in enumerate(clauses):
            by_sentence.setdefault(clause.sentence, []).append(n)
        annotations._memo["counts.clauses"] = by_sentence
    here = by_sentence.get(slot.line.number, [])
    start, end = slot.mention.start, slot.mention.end
    holding: list[tuple[int, int]] = []
    for n in here:
        clause = clauses[n]
        for phrase in (*clause.patients, *clause.agents, *clause.recipients, *(p for _, p in clause.obliques)):
            if phrase.start < end and start < phrase.end:
                holding.append((phrase.end - phrase.start, n))
    if not holding:
        return None
    shortest = min(size for size, _ in holding)
    own = [n for size, n in holding if size == shortest]
    words = load_words()
    predicates = {key for n in own for key in _keys(clauses[n], words)}
    above: list[int] = []
    frontier = [clauses[n].within for n in own]
    while frontier and len(above) < 8:
        n = frontier.pop()
        if n >= 0 and n not in above and n not in own:
            above.append(n)
            frontier.append(clauses[n].within)
    outer = {key for n in above for key in _keys(clauses[n], words)}
    return TreeView(frozenset(predicates), frozenset(outer), tuple(clauses[n] for n in (*own, *above)))


def _keys(clause: Clause, words) -> frozenset[str]:  # type: ignore[no-untyped-def]
    return frozenset(key for part in clause.lemma.split() for key in words.text_keys(part))
