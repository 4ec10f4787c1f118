"""Which part of a change a claim asks for: the value before, the value after, or what lies between (B6, D4, D5)."""

from __future__ import annotations

import re

from extractor.checks.counts.contrary import removal, since_year
from extractor.checks.counts.derivations.scope import Scope
from extractor.checks.counts.figures.change_steps import Step
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Slot
from extractor.checks.counts.vocabulary import vocabulary

_BEFORE = re.compile(
    r"\b(?:before|earlier|ago|previous(?:ly)?|former(?:ly)?|"
    r"original(?:ly)?|initial(?:ly)?|prior|(?:the )?year before|at the (?:start|beginning) of)\b"
)
_NOW = re.compile(r"\b(?:current(?:ly)?|present(?:ly)?|now|today|existing|so far)\b")
_MORE = re.compile(r"^(?:number of )?(?:additional|extra)\b|\bto be (?:added|hired|recruited|created)$")
_NOUN = re.compile(r"\b(?:pay|price|rent|fare|tax|wage|fee|share|rate|salary|cost|job) (rise|increase|hike|cut|fall|drop|reduction|loss)\b")
_THAN = re.compile(r"^(?:how many )?(?:more|fewer)\b.* than ")
_AHEAD = vocabulary("ahead")


def asks_change(scope: Scope) -> str | None:
    """up, down or any when the claim speaks of what was added or taken away."""
    ask, words = scope.ask, scope.words
    if ask.change is not None:
        return ask.change
    of = (scope.claim.of or "").lower()
    if removal(of):
        return "down"
    if _MORE.search(of):
        return "up"
    if (found := _NOUN.search(of)) is not None and ask.end is None:
        return "up" if words.has("up", found.group(1)) else "down"
    if _THAN.search(of):
        return "any"
    for item in ask.items:
        if item.part == "predicate" and item.word not in ("left", "remaining") and ask.end is None:
            if words.has("up", item.word):
                return "up"
            if words.has("down", item.word):
                return "down"
    return None


def asks_before(scope: Scope, level: Slot, step: Step | None) -> bool:
    """The claim asks for the value before: by a word of time, or by naming what the text measures the step against."""
    ask, of = scope.ask, (scope.claim.of or "").lower()
    named = step is not None and any(
        {k for k in i.keys if k[0] not in "=^"} & step.base
        for i in ask.items
        if i.part in ("name", "modifier", "contrast", "predicate", "head") and not i.keys & _shared(level)
    )
    if step is not None and step.compared:
        return named
    if _NOW.search(of):
        return _future(level)
    return named or ask.end == "before" or since_year(ask, level) or _BEFORE.search(of) is not None


def asks_after(scope: Scope) -> bool:
    return scope.ask.end == "after"


def _shared(level: Slot) -> frozenset[str]:
    """Keys that belong to the value after as well, and so cannot tell the two apart."""
    return frozenset(k for i in (*level.phrase, *level.things) for k in level.words[i].keys)


def _future(level: Slot) -> bool:
    """The change is still to come, so what holds now is the value before it."""
    segments, _ = segments_of(level.line)
    if level.mention.polarity == "hypothetical":
        return True
    return any(level.words[v].low in _AHEAD for n in level.chain for v in segments[n].verbs)
