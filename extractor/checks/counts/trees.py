"""The same questions as the clause rules, answered by the dependency trees: which clause a number stands in, and who acts there."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.checks.counts.actors import names_of, verb_keys
from extractor.checks.counts.ask import Ask
from extractor.checks.counts.cast import spoken_of
from extractor.checks.counts.slots.slots import Slot, index_of
from extractor.checks.counts.words import Words, load_words
from extractor.core.annotations import Annotations
from extractor.core.claim import CountClaim
from extractor.core.clause import Clause


@dataclass(frozen=True, slots=True)
class TreeView:
    """What the tree says of a number's clause."""

    predicates: frozenset[str]
    outer: frozenset[str]
    elsewhere: frozenset[str]
    """Predicates of the other clauses of the sentence."""
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

    known = annotations._memo.get("counts.clauses")
    clauses = clauses_of(annotations)
    by_sentence: dict[int, list[int]] = known if isinstance(known, dict) else {}
    if not isinstance(known, dict):
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
    rest = frozenset(key for n in here if n not in own and n not in above for key in _keys(clauses[n], words))
    return TreeView(frozenset(predicates), frozenset(outer), rest, tuple(clauses[n] for n in (*own, *above)))


def _keys(clause: Clause, words: Words) -> frozenset[str]:
    return frozenset(key for part in clause.lemma.split() for key in words.text_keys(part))


def opinion(slot: Slot, ask: Ask, claim: CountClaim, annotations: Annotations) -> bool | None:
    """Whether the tree lets a number have the predicates, action and actor of a claim; None when it cannot tell.

    False needs evidence: what the claim says stands in the sentence as another clause that does not govern the number,
    or the clause has another agent.
    """
    view = tree_view(slot, annotations)
    if view is None or not view.clauses:
        return None
    wanted = [item.keys for item in ask.items if item.part == "predicate"]
    reach = view.predicates | view.outer
    said = 0
    for keys in wanted:
        if keys & reach or any(keys & slot.words[i].keys for i in slot.phrase):
            said += 1
        elif keys & view.elsewhere:
            return False
    if claim.action is not None:
        keys = verb_keys(claim.action.verb)
        if not keys & reach:
            return False if keys & view.elsewhere or not view.outer else None
        said += 1
    if claim.actor is not None:
        names = names_of(claim.actor)
        verbs = frozenset() if claim.action is None else verb_keys(claim.action.verb)
        acting = [c for c in view.clauses if not verbs or verbs & _keys(c, load_words())]
        agents = [p for c in acting[:1] for p in c.agents]
        if agents:
            held = {
                key for p in agents for k in range(len(slot.words)) if p.start <= slot.words[k].start < p.end for key in slot.words[k].keys
            }
            if any(all(keys & held for keys in name) for name in names):
                return True
            named = any(
                slot.words[k].pos == "PROPN" for p in agents for k in range(len(slot.words)) if p.start <= slot.words[k].start < p.end
            )
            return False if named else None
        if not spoken_of(names, slot.line.number, index_of(annotations), annotations):
            return None  # "14 plants will be closed" does not say that it is a man named elsewhere who closes them
    return True if said else None
