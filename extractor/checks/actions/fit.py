"""Compare an action with one clause: what agrees, what is turned round, what stays open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extractor.checks.parties.identity import Match, PartyIndex, compare_names, match_party
from extractor.checks.words import base_forms, check_words, content_words, keys, words_of
from extractor.core.claim import ActionClaim, Party
from extractor.core.clause import Clause, Phrase

REAL = frozenset({"happened", "ongoing", "alleged"})
UNREAL = frozenset({"negated", "denied"})
OPEN = frozenset({"planned", "conditional"})


@dataclass(frozen=True, slots=True)
class ClauseFit:
    """What one clause says to a claimed action; True agrees, False disagrees, None leaves open."""

    clause: Clause
    same_verb: bool
    """The verb itself; False for a near-synonym."""
    actor: bool | None
    target: bool | None
    object: bool | None
    turned: bool
    """Actor and target have changed places."""
    source: bool | None
    status: str

    @property
    def score(self) -> float:
        """Higher for the clause a reader would point to."""
        parts = sum(2.0 if p else -1.5 if p is False else 0.0 for p in (self.actor, self.target, self.object, self.source))
        return parts - (3.0 if self.turned else 0.0) + (0.5 if self.same_verb else 0.0) + (0.25 if self.status in REAL else 0.0)


@lru_cache(maxsize=4_096)
def verb_heads(verb: str) -> tuple[str, ...]:
    """The words of a claimed verb that name an event: "attempted to remove" has two."""
    skip = check_words().function
    return tuple(w for w in words_of(verb) if w.lower() not in skip) or words_of(verb)[:1]


@lru_cache(maxsize=100_000)
def same_event(verb: str, lemma: str) -> bool | None:
    """True for the verb itself, False for a near-synonym of it, None for another event.

    >>> same_event("expelled", "expel"), same_event("killing", "die"), same_event("expel", "invite")
    (True, False, None)
    """
    lemma = lemma.partition(" ")[0]
    for head in verb_heads(verb):
        if base_forms(head) & base_forms(lemma):
            return True
        if keys(head) & keys(lemma):
            return False
    return None


def fit_clause(claim: ActionClaim, clause: Clause, index: PartyIndex) -> ClauseFit | None:
    """Compare; None when the clause tells of another event."""
    same = same_event(claim.verb, clause.lemma)
    if same is None:
        return None
    others = [*clause.patients, *clause.recipients, *(p for _, p in clause.obliques)]
    actor = _party(claim.actor, clause.agents, index)
    target = _party(claim.target, others, index)
    if target is not True and claim.target is not None and (clause.patients or clause.recipients) and target is None:
        target = None
    swapped_actor = (
        claim.actor is not None
        and actor is not True
        and _party(claim.actor, [*clause.patients, *clause.recipients], index, strict=True) is True
    )
    swapped_target = claim.target is not None and target is not True and _party(claim.target, clause.agents, index, strict=True) is True
    return ClauseFit(
        clause=clause,
        same_verb=same,
        actor=actor,
        target=target if target is True or (clause.patients or clause.recipients) else None,
        object=_object(claim.object, others, clause),
        turned=swapped_actor or swapped_target,
        source=_source(claim.source, clause, index),
        status=clause.status,
    )


def _party(party: Party | None, phrases: Iterable[Phrase], index: PartyIndex, *, strict: bool = False) -> bool | None:
    if party is None:
        return None
    found = list(phrases)
    if not found:
        return None
    for phrase in found:
        relation = match_party(party, phrase.text, index, (phrase.start, phrase.end))
        if relation is Match.SAME or (relation is Match.LINKED and not strict):
            return True
    return None if any(_is_open(phrase) for phrase in found) and not strict else False


def _is_open(phrase: Phrase) -> bool:
    """A pronoun nobody resolved may be anybody."""
    return phrase.text.strip().lower() in {
        "he",
        "she",
        "it",
        "they",
        "who",
        "which",
        "that",
        "we",
        "i",
        "this",
        "these",
        "them",
        "him",
        "her",
        "one",
        "some",
        "those",
    }


def _object(stated: str | None, phrases: list[Phrase], clause: Clause) -> bool | None:
    if not stated:
        return None
    words = [w for w in content_words(stated) if not w.isdigit()]
    there = {key for phrase in phrases for word in content_words(phrase.text) for key in keys(word)}
    if not words or not there:
        return None
    return True if any(keys(word) & there for word in words) else None


def _source(source: Party | None, clause: Clause, index: PartyIndex) -> bool | None:
    if source is None or not clause.sources:
        return None
    return any(match_party(source, phrase.text, index, (phrase.start, phrase.end)) is not Match.DIFFERENT for phrase in clause.sources)


def status_agrees(claimed: str | None, there: str) -> bool | None:
    """Whether a claimed status goes with the clause's; None for a shade the text leaves open.

    >>> status_agrees("happened", "negated"), status_agrees("alleged", "happened"), status_agrees("happened", "planned")
    (False, True, False)
    """
    if claimed is None:
        return there not in UNREAL
    if (
        claimed == there
        or (claimed in REAL and there in REAL)
        or (claimed in UNREAL and there in UNREAL)
        or (claimed in OPEN and there in OPEN)
    ):
        return True
    if "ongoing" in (claimed, there) and (claimed in OPEN or there in OPEN):
        return None
    return False


def same_party(left: Party, right: Party) -> bool:
    """Whether two claimed parties are one."""
    return any(compare_names(a, b) is Match.SAME for a in left.names for b in right.names)
