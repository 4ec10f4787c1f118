"""An article as a number: "a crane", "another hour" (M28)."""

from __future__ import annotations

from fractions import Fraction

from extractor.checks.counts.actors import acts_at
from extractor.checks.counts.ask import Ask
from extractor.checks.counts.compare import Quantity, unit_id
from extractor.checks.counts.slots.slots import Index
from extractor.checks.counts.slots.tokens import Line
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.wordnet import relations
from extractor.core.annotations import Annotations
from extractor.core.claim import CountClaim
from extractor.recognizers.numbers.units import convert, dimension

_NEGATORS = vocabulary("negators")
_MOST = 0.6
"""Share of the claim's other words that the sentence must have."""


def single_thing(
    ask: Ask, claim: CountClaim, wanted: Quantity, index: Index, annotations: Annotations
) -> tuple[tuple[int, int], str] | None:
    """Span and reading of "a bus" for a claim of one bus, or of "an hour" for 60 minutes; None when there is none.

    A claim's actor must be the agent of the clause the noun stands in, or of one above it.
    """
    unit, head = wanted.unit, ask.head
    if wanted.nominal is None or wanted.hedge not in (None, "at_least", "about") or not ask.items:
        return None
    if (unit is None and (wanted.nominal != 1 or head is None)) or (unit is not None and not dimension(unit)):
        return None
    others = [i for i in ask.items if i is not head]
    needed = _MOST * sum(i.weight for i in others)
    for line in index.lines:
        have = index.line_keys[line.number]
        if head is not None and unit is None and (not head.keys & have or _counted(line, index, head.keys)):
            continue
        if sum(i.weight for i in others if i.keys & have) >= needed:
            found = _in_line(line, ask, wanted)
            if found is not None and (claim.actor is None or acts_at(line, found[0], claim.actor, annotations, index)):
                return found
    return None


def _counted(line: Line, index: Index, keys: frozenset[str]) -> bool:
    """The sentence has a number of the claimed things, which decides."""
    slots = (index.slots[n] for n in index.by_line[line.number])
    return any(s.mention.kind == "card" and s.mention.unit is None and s.thing_keys() & keys for s in slots)


def _in_line(line: Line, ask: Ask, wanted: Quantity) -> tuple[tuple[int, int], str] | None:
    words = line.words
    for k, word in enumerate(words):
        if word.low not in ("a", "an", "another") or _negated(line, k):
            continue
        for m in range(k + 1, min(k + 4, len(words))):
            noun = words[m]
            if noun.pos not in ("NOUN", "PROPN", "ADJ"):
                break
            if _is_one(noun.low, noun.keys, ask, wanted) and not (m + 1 < len(words) and words[m + 1].nominal):
                return (word.start, noun.end), f"{word.low} {noun.low} = 1"
    return None


def _negated(line: Line, k: int) -> bool:
    """A negation stands before the article with no verb between: "without a trace or a witness", "not a single"."""
    if k + 1 < len(line.words) and line.words[k + 1].low in ("single", "lone") and k and line.words[k - 1].low in _NEGATORS:
        return True
    for word in reversed(line.words[max(0, k - 8) : k]):
        if word.low in _NEGATORS:
            return True
        if word.pos in ("VERB", "AUX") or word.low in (".", ";", ":", "but"):
            return False
    return False


def _person(low: str, keys: frozenset[str]) -> bool:
    """A claim of people, and the noun is one: "a nurse"; "a bakery" is none."""
    return "^person" in keys and "person" in relations(low).kinds


def _is_one(low: str, keys: frozenset[str], ask: Ask, wanted: Quantity) -> bool:
    """Whether one of this noun is the claimed quantity: one crane, or an hour for 60 minutes."""
    if wanted.unit is None:
        return ask.head is not None and bool({k for k in keys & ask.head.keys if k[0] != "^"} or _person(low, ask.head.keys))
    unit = unit_id(low)
    one = None if unit is None or not dimension(unit) else convert(Fraction(1), unit, wanted.unit)
    return one is not None and Fraction(one) == wanted.nominal
