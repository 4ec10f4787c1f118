"""Counts of an article: number mentions bound to what they count, who did it and in which event."""

from __future__ import annotations

import re

from extractor.engines.offline.bind import Binder
from extractor.engines.offline.content import Content
from extractor.engines.offline.facts import ActionFact, CountFact
from extractor.recognizers.entities.words import entity_words
from extractor.recognizers.numbers.units import dimension

_BRACKET = re.compile(r" [a-z][\w ]{0,24}\((?:or |about |around |some |roughly |nearly )?")
"""What a conversion in brackets is measured of, before the bracket."""
_NO_COUNT = frozenset({"name", "time", "list", "date", "ord", "age", "score"})
_NO_POLARITY = frozenset({"denied", "retracted", "negated"})
_MEMORY = 24
"""Counts of one value that a restatement is looked for in, the latest first in mind."""


def gather_counts(content: Content, actions: list[ActionFact]) -> list[CountFact]:
    """Counts in order of the text; restatements of one figure are one count."""
    by_clause: dict[int, ActionFact] = {}
    for action in actions:
        by_clause.setdefault(action.clause, action)
    out: list[CountFact] = []
    seen: dict[tuple[object, ...], list[CountFact]] = {}
    last: tuple[int, CountFact] | None = None
    for mention in content.annotations.numbers:
        if (
            mention.kind in _NO_COUNT
            or content.in_name(mention.core_start if mention.kind == "cur" and mention.core_start >= 0 else mention.start)  # "US $5"
            or mention.polarity in _NO_POLARITY
            or not content.is_content(mention.start)
        ):
            continue
        number = content.sentence_at(mention.start)
        if number < 0:
            continue
        before = last[1] if last is not None and last[0] == number else None
        fact = Binder(content, by_clause, mention, number, before).bind()
        if fact is None:
            continue
        if out and _converts(content.text, fact, out[-1]):
            like = out[-1]
            fact.of, fact.things, fact.thing, fact.argument = like.of, like.things, like.thing, like.argument
            fact.actor, fact.action, fact.role = like.actor, like.action, like.role
        if fact.thing:
            last = (number, fact)
        key = (fact.value, fact.low, fact.high, fact.unit)
        same = next((known for known in seen.get(key, [])[-_MEMORY:] if _restates(content, fact, known)), None)
        if same is not None:
            same.evidence += fact.evidence
            continue
        seen.setdefault(key, []).append(fact)
        out.append(fact)
    return out


def _converts(text: str, new: CountFact, old: CountFact) -> bool:
    """ "500 billion rubles (US$19.7 billion)": the same money or measure again, in brackets."""
    gap = text[old.mention.end : new.mention.start]
    if new.mention.kind != old.mention.kind or new.mention.kind not in ("cur", "meas") or new.unit == old.unit:
        return False
    if new.mention.kind == "meas" and _BRACKET.fullmatch(gap) and dimension(new.unit or "") == dimension(old.unit or ""):
        return True  # "140 mph winds (about 225 kph)"
    again = gap.strip() in (",", "/", "or") and text[max(0, old.mention.start - 2) : old.mention.start].strip() == "("
    return again or gap.strip() in ("(", "(about", "(around", "(some") or (gap.strip() == "/" and new.mention.kind == "cur")


def _restates(content: Content, new: CountFact, old: CountFact) -> bool:
    """Whether a count only says again what one before said: "the twelve activists", or the same thing in the same event."""
    if new.role != old.role:
        return False
    before = content.text[max(0, new.mention.start - 6) : new.mention.start].lower().split()
    people = entity_words().is_person(new.thing) and entity_words().is_person(old.thing)
    if new.unit is None and new.value is not None and before and before[-1] in ("the", "these", "those"):
        return people or new.thing in ("", old.thing)
    verbs = {fact.action.verb for fact in (new, old) if fact.action is not None}
    return bool(new.thing) and new.thing == old.thing and len(verbs) < 2
