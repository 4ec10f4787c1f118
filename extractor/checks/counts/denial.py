"""Whether a claim speaks of those a number's predicate does not hold for: the side of a total that the text leaves unsaid (D2, D3, D8)."""

from __future__ import annotations

import re

from extractor.checks.counts.agents import agent_words
from extractor.checks.counts.ask import Item
from extractor.checks.counts.contrary import possession
from extractor.checks.counts.derivations.scope import Scope, negative_keys
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Slot

_LEFT = re.compile(
    r"(?<!have )(?<!has )(?<!had )(?<!who )(?<!that )(?<!which )\bleft\b(?! (?:the|home|their|for)\b)|"
    r"\b(?:remain(?:ing|s|ed)?|still|intact|spared|unaffected|outstanding|ke(?:ep|eps|pt)|retain(?:ed|s)?|stay(?:ing|s|ed)?|rest|others?)\b"
)
"""Words that ask for what a part takes away from its total: "libraries left", "gravestones still standing"."""
_YET = re.compile(r"\b(?:still|yet) to\b")
_OUTSIDE = re.compile(r"\b(?:before|outside|other than|except|apart from|beyond)\b (.+)$")
"""Words of a claim that turn what follows them into what is not so: "members who joined before this year"."""
_BEING = frozenset(("=continue", "=hold", "=stage", "=own"))
"""Families of verbs that say too little to be the predicate both sides share."""


def denies(scope: Scope, slot: Slot, *, opposites: bool = True) -> bool:
    """The claim speaks of those to whom the slot's predicate does not apply; without `opposites` only where it negates that predicate."""
    ask, words = scope.ask, scope.words
    held = possession(slot, scope.claim.of, scope.index)
    if held is not None:
        return held[0] != held[1]
    main = scope.main
    items = [i for i in ask.items if i.part not in ("measure", "change") and i.word in main]
    own = distinct(scope, slot)
    shared = own if slot.included else slot.predicates
    said = [i for i in items if i.part != "head" and i.keys & (own if i.part == "predicate" else shared)]
    negative = _prefixed(scope, slot, items, own)
    if slot.excepted:
        return any(i.keys & own for i in items) and not (negative or ask.negated)
    if negative or (opposites and _outside(scope, slot)):
        return True
    if ask.negated or _YET.search(main):
        return any(i.keys & own for i in items)
    if "without" in main.split():
        return bool(said)
    lacked = _lacked(slot)
    if any(i.keys & lacked for i in items):
        return True
    if not opposites:
        return not said and asks_left(scope)
    if _other_agent(scope, slot, items):
        return True
    if any(not i.keys & _BEING for i in said):
        return False
    segments, _ = segments_of(slot.line)
    stays = any(slot.words[k].low == "still" for k in segments[slot.segment].words)
    sides = slot.thing_keys() if slot.included else own | slot.predicates | ({"remain"} if stays else set())
    opposed = words.opposed(frozenset(sides))
    counted = slot.thing_keys()
    if any(i.keys & opposed and not i.keys & own for i in items if i.part != "name" and (i.part != "head" or not i.keys & counted)):
        return True
    return not said and asks_left(scope)


def negated_clause(slot: Slot) -> bool:
    """The number's own clause is negated: "53 of them never crossed the sea"."""
    segments, _ = segments_of(slot.line)
    own = segments[slot.segment]
    return any(slot.words[k].low in ("never", "not", "n't", "no") for k in own.words if k > slot.last)


def asks_left(scope: Scope) -> bool:
    """The claim asks for what is left, whatever took the others away."""
    return _LEFT.search(scope.main) is not None


def _outside(scope: Scope, slot: Slot) -> bool:
    """The claim speaks of another time or place than the number's own: "before this year" of 17 who joined this year."""
    found = _OUTSIDE.search((scope.claim.of or "").lower())
    behind = slot.words[slot.last + 1 : min(slot.local[1], len(slot.words))]
    if found is None or scope.ask.end is not None or any(w.low == found.group(0).split()[0] for w in behind):
        return False  # the text says it with the same word: "22 died before winter"
    total = scope.index.slots[slot.part_of] if slot.part_of >= 0 else None
    own = {k for w in slot.words[slot.last + 1 : min(slot.local[1], len(slot.words))] if w.nominal for k in w.keys}
    own -= frozenset() if total is None else total.thing_keys()
    named = [k for w in found.group(1).split() for k in scope.words.claim_keys(w) if not scope.words.has("function", w)]
    return any(k in own for k in named)


def _lacked(slot: Slot) -> frozenset[str]:
    """Keys of what the number's things are said to be without: "41 routes without service"."""
    low, high = slot.last + 1, min(slot.local[1], len(slot.words))
    out: set[str] = set()
    for k in range(low, high - 1):
        if slot.words[k].low in ("without", "lacking"):
            out |= slot.words[k + 1].keys
    return frozenset(out)


def _prefixed(scope: Scope, slot: Slot, items: list[Item], own: frozenset[str]) -> bool:
    """A prefix or a word of the lexicon negates the predicate: "unhurt", "invalid"."""
    for item in items:
        if item.word in scope.words.lists["negative_heads"]:
            bare = scope.words.text_keys(item.word[2:])
            if bare & slot.predicates or ("=unhurt" in item.keys and "=injure" in slot.predicates):
                return True
    return any(negative_keys(i.word, scope.words) & own for i in items if not i.keys & own)


def _other_agent(scope: Scope, slot: Slot, items: list[Item]) -> bool:
    """The other side does it: "seats held by men" where women hold 48 of 160."""
    segments, _ = segments_of(slot.line)
    agent = frozenset(k for i in agent_words(slot.line, segments[slot.segment]) for k in slot.words[i].keys)
    opposed = scope.words.opposed(agent)
    return any(i.keys & opposed and not i.keys & agent for i in items if i.part != "name")


def distinct(scope: Scope, slot: Slot) -> frozenset[str]:
    """Keys of what sets a part apart from its total: its predicates, or its own words where the total shares them."""
    total = scope.index.slots[slot.part_of] if slot.part_of >= 0 else None
    if total is None:
        return slot.predicates
    low, high = slot.last + 1, min(slot.local[1], len(slot.words))
    own = {k for w in slot.words[low:high] if w.pos not in ("ADP", "DET", "PRON") for k in w.keys}
    own -= total.thing_keys()
    return frozenset(own) if slot.included else slot.predicates | own
