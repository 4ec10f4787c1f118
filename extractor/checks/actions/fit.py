"""Compare an action with one clause: what agrees, what is turned round, what stays open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.checks.actions.clauses import as_active, as_passive, verb_heads, with_names
from extractor.checks.actions.companions import companions
from extractor.checks.actions.own import does_by_own, done_in_name
from extractor.checks.actions.reality import CONTROLLED, OPEN, claimed_status
from extractor.checks.actions.reference import among, among_examples, by_pronoun, is_one_of_both, is_pronoun, is_topic, party_kind
from extractor.checks.actions.words import action_words
from extractor.checks.events import EventIndex
from extractor.checks.parties.identity import PREPOSITIONS, RIVALS, SPEAKING_FOR, Match, PartyIndex, compare_names, match_party, name_words
from extractor.checks.words import base_forms, check_words, content_words, keys, words_of
from extractor.core.claim import ActionClaim, Party
from extractor.core.clause import Clause, Phrase
from extractor.recognizers.clauses.words import clause_words
from extractor.recognizers.entities.words import entity_words

_ANYBODY = frozenset(
    "people person persons men women man woman others everybody everyone all victims group crowd passengers residents".split()
)
_SIDES = frozenset({"for", "against"})
_OWN = ("his ", "her ", "its ", "their ", "our ", "my ")


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
    status: bool | None
    named: bool
    """The sentence names the claimed actor."""

    @property
    def score(self) -> float:
        """Higher for the clause a reader would point to."""
        parts = sum(2.0 if p else -1.5 if p is False else 0.0 for p in (self.actor, self.target, self.object, self.source))
        parts += 1.0 if self.actor or (self.actor is None and self.named) else 0.0
        shade = 0.5 if self.status else -0.5 if self.status is False else 0.0
        return parts + shade - (3.0 if self.turned else 0.0) + (0.75 if self.same_verb else 0.0)


def full_score(claim: ActionClaim) -> float:
    """The score of a clause that agrees in everything the claim states."""
    stated = sum(part is not None for part in (claim.actor, claim.target, claim.source)) + bool(claim.object)
    return 2.0 * stated + (1.0 if claim.actor is not None else 0.0) + 0.5 + 0.75


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


def fit_clause(claim: ActionClaim, clause: Clause, parties: PartyIndex, events: EventIndex) -> ClauseFit | None:
    """Compare; None when the clause tells of another event."""
    same = same_event(claim.verb, clause.lemma)
    if same is None:
        return None
    if _takes_other_side(claim, clause):
        return None
    clause = with_names(as_active(as_passive(clause, events), claim.verb, events), events)
    direct = [*clause.patients, *clause.recipients]
    others = [*direct, *(p for _, p in clause.obliques)]
    actor = _actor(claim, clause, parties, events)
    target = among(claim.target, others, parties)
    clear = clause.relation != "nominal" or bool(clause.agents)
    whole = [p for p in direct if claim.actor is None or _heads(claim.actor, p, parties, events)]
    turned_actor = actor is not True and clear and among(claim.actor, whole, parties, strict=True) is True
    turned_target = target is not True and among(claim.target, clause.agents, parties, strict=True) is True
    turned_target = turned_target and not (actor is True and _is_mutual(clause))
    return ClauseFit(
        clause=clause,
        same_verb=same,
        actor=actor,
        target=target if target is True or any(_names_somebody(p, clause, parties) for p in direct) else None,
        object=_object(claim.object, others, whole=not same) or _by_complement(claim.object, clause, events),
        turned=turned_actor or turned_target,
        source=_source(claim.source, clause, parties),
        status=claimed_status(claim, clause, events),
        named=claim.actor is not None and named_in(claim.actor, clause.sentence, parties, events),
    )


def _by_complement(stated: str | None, clause: Clause, events: EventIndex) -> bool | None:
    """Whether the object is told as a verb: "wants [to support it]" for "to support the browser"."""
    words = content_words(stated or "")[:1]
    if not words or not (stated or "").lower().startswith("to "):
        return None
    for k in events.of_sentence(clause.sentence):
        below = events.clauses[k]
        governed = below.within >= 0 and below.relation in CONTROLLED and events.clauses[below.within].verb == clause.verb
        if governed and base_forms(words[0]) & base_forms(below.lemma.partition(" ")[0]):
            return True
    return None


def _takes_other_side(claim: ActionClaim, clause: Clause) -> bool:
    """Whether one of claim and clause is for it, the other against it: "voted against the bill", "voted for the bill"."""
    if clause.lemma.partition(" ")[0] not in action_words().sides:
        return False
    stated = {w.lower() for w in (*words_of(claim.verb)[1:], *words_of(claim.object or "")[:1])} & _SIDES
    there = {word for case, p in clause.obliques for word in (case or p.text.partition(" ")[0],)} & _SIDES
    there |= {word for _, p in clause.obliques for word in p.text.split() if word == "against"}
    return bool(stated and there and not stated & there)


def _may_be(party: Party, phrase: Phrase, parties: PartyIndex, events: EventIndex) -> bool:
    """Whether a subject is the party, or somebody who acts for it: not "a dispute over Birk", not "critics of the firm"."""
    match = match_party(party, phrase.text, parties, (phrase.start, phrase.end))
    if match is Match.DIFFERENT or is_pronoun(phrase) or _heads(party, phrase, parties, events):
        return match is not Match.DIFFERENT
    before = _before_names(party, phrase, parties)
    if any(not words or words[-1].lower() not in PREPOSITIONS | {"the", "a", "an"} for words, ends in before if ends):
        return True  # "the group Civic Passion's Wong", whatever the tree calls its head
    kind = party_kind(party, parties)
    placing = _PLACING if kind in ("organization", "group") else _PLACING | {"at", "from"}
    if before and all({word.lower() for word in words[-2:]} & placing for words, _ in before):
        return False  # "the embassy in Manila" is not Manila
    head = events.sentences[phrase.sentence].tokens[phrase.head].lemma.lower()
    if head in RIVALS:
        return False
    words = check_words()
    speaks = head in words.offices | words.writings | SPEAKING_FOR
    if party.name.islower() and kind in ("person", "other") and not speaks and entity_words().is_person(head):
        return False  # "the bus driver" is not the bus
    return kind != "person" or speaks


def _before_names(party: Party, phrase: Phrase, parties: PartyIndex) -> list[tuple[list[str], bool]]:
    """The words of a phrase before each mention of the party in it, and whether the phrase ends there."""
    spans = [span for i in sorted(parties.of(party)) for span in parties.spans_between(i, phrase.start, phrase.end)]
    return [(phrase.text[: start - phrase.start].split(), end >= phrase.end) for start, end in spans]


def _heads(party: Party, phrase: Phrase, parties: PartyIndex, events: EventIndex) -> bool:
    """Whether a phrase is about the party, not about a thing of his: "the Commission", not "a Commission review"."""
    token = events.sentences[phrase.sentence].tokens[phrase.head]
    if any(parties.covers(i, token.start) for i in parties.of(party)):
        return True
    last = name_words(token.text)
    return any(set(last) & set(name_words(name)) for name in party.names)


def _is_mutual(clause: Clause) -> bool:
    """Whether several do it to each other: "North and South Korea exchanged fire"."""
    return len(clause.agents) > 1 or any(" and " in phrase.text for phrase in clause.agents)


def _names_somebody(phrase: Phrase, clause: Clause, parties: PartyIndex) -> bool:
    """Whether a phrase can refute a claimed target: not what is said, and not people without a name or a description."""
    if clause.lemma.partition(" ")[0] in clause_words().reporting and phrase not in clause.recipients:
        return False
    words = [w for w in phrase.text.lower().split() if w not in ("the", "a", "an", "some", "many", "these", "those", "of")]
    return not is_pronoun(phrase) and any(word not in _ANYBODY and not word.isdigit() for word in words)


def _actor(claim: ActionClaim, clause: Clause, parties: PartyIndex, events: EventIndex) -> bool | None:
    """Whether the clause's agent is the claimed actor; None when the article leaves it open."""
    party = claim.actor
    if party is None:
        return None
    if not clause.agents or not clause.patients:
        by = by_phrase(clause)
        if by is not None and compare_all(party, by, parties):
            return True
        if by is not None and not clause.agents:
            return False if any(word[:1].isupper() for word in by.split()) else None
    if not clause.agents:
        told = clause.passive and _is_by(party, clause, parties, events)
        return True if told or done_in_name(claim, clause, parties, events) else None
    meant = [p for p in clause.agents if _may_be(party, p, parties, events)]
    if meant:
        return None if all(is_narrower(party, phrase, parties) for phrase in meant) else True
    if among_examples(party, clause, parties, events) or is_one_of_both(party, clause, parties, events):
        return True
    if among(party, companions(clause, events), parties, strict=True) or does_by_own(claim, clause, parties, events):
        return True
    if any(is_pronoun(phrase) for phrase in clause.agents):
        return True if by_pronoun(party, clause, parties, events) else None
    his = [phrase for phrase in clause.agents if phrase.text.lower().startswith(_OWN)]
    if his:
        heads = {events.sentences[p.sentence].tokens[p.head].lemma for p in his}
        planned = clause.status in OPEN and heads <= action_words().plans
        return True if planned and is_topic(party, clause, parties, events) else None
    named = named_in(party, clause.sentence, parties, events)
    if named and clause.relation in CONTROLLED and not _own_subject(clause, events):
        return None
    if not clause.patients and not clause.passive and _object(claim.object, clause.agents):
        return None  # "the broadcasts will continue": what the record has as object is the grammatical subject
    return False if named or any(_is_known(phrase, parties) for phrase in clause.agents) else None


_CIRCUMSTANCES = frozenset(
    {"despite", "because of", "amid", "after", "before", "over", "under", "following", "due to", "without", "against"}
)
"""Cases of what a deed is done in spite of, because of or after: "resigned despite pressure by the board" is no deed of the board."""
_PLACING = frozenset("in into near over about on against around outside between".split())
"""Prepositions that make a name the place or the matter of somebody else."""
_NAME = re.compile(r"\b[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)+")
_BY = re.compile(r"\bby ((?:the |a |an |its |their )?[^,;]+)$")


def by_phrase(clause: Clause) -> str | None:
    """Who did it, where the reader left the phrase inside another: "the arrest [of the treasurer by Swiss police]"."""
    if clause.passive:
        return None
    phrases = [*clause.patients] if clause.relation == "nominal" else []
    phrases += [phrase for case, phrase in clause.obliques if case != "by" and case not in _CIRCUMSTANCES]
    found = next((match for phrase in phrases if (match := _BY.search(phrase.text))), None)
    if found is not None:
        return found.group(1)
    return next((phrase.text for case, phrase in clause.obliques if case == "by"), None)


def compare_all(party: Party, surface: str, parties: PartyIndex) -> bool:
    """Whether words without a place of their own name the party."""
    return match_party(party, surface, parties) is Match.SAME


def _is_by(party: Party, clause: Clause, parties: PartyIndex, events: EventIndex) -> bool:
    """Whether the passive's agent stands behind what comes in between: "were flown to the capital, Bamako, by the army"."""
    tokens = events.sentences[clause.sentence].tokens
    for i in range(clause.verb + 1, len(tokens)):
        noun = tokens[i].text.endswith("ing") and tokens[i - 1].upos in ("DET", "ADJ", "NOUN")  # "in a firing by the army"
        if (tokens[i].upos in ("VERB", "AUX") and not noun) or tokens[i].text in (";", ":"):
            return False
        if tokens[i].text.lower() == "by" and tokens[i].head >= 0:
            stop = next((k for k in range(i + 1, len(tokens)) if tokens[k].text in (",", ";", ".", "and")), len(tokens))
            return compare_all(party, " ".join(t.text for t in tokens[i + 1 : stop]), parties)
    return False


def named_in(party: Party, number: int, parties: PartyIndex, events: EventIndex) -> bool:
    """Whether a sentence names the party by any of its names."""
    sentence = events.sentences[number]
    if any(parties.mentioned(i, sentence.start, sentence.end) for i in parties.of(party)):
        return True
    words = events.lower_words(number)
    for name in party.names:
        wanted = [w.lower() for w in words_of(name)]
        if wanted and wanted[0] in words and any(words[i : i + len(wanted)] == wanted for i in range(len(words) - len(wanted) + 1)):
            return True
    return False


def _own_subject(clause: Clause, events: EventIndex) -> bool:
    sentence = events.sentences[clause.sentence]
    return any(sentence.tokens[k].deprel.startswith("nsubj") for k in sentence.kids[clause.verb])


def _is_known(phrase: Phrase, parties: PartyIndex) -> bool:
    """Whether a phrase names somebody: a proper name, or an entity of the article; else it may describe anybody."""
    return any(word[:1].isupper() for word in phrase.text.split()[1:]) or bool(parties.at(phrase.start, phrase.end))


def _object(stated: str | None, phrases: Sequence[Phrase], *, whole: bool = False) -> bool | None:
    """Whether the phrases hold a word of the object; with `whole` half of its words, as a near-synonym of the verb needs."""
    if not stated:
        return None
    names = _NAME.findall(stated)
    if names and not any(_has_name(name, phrase.text) for name in names for phrase in phrases):
        stated = _NAME.sub(" ", stated)  # "told GB News" is not "told BBC News"
    words = [w for w in content_words(stated) if not w.isdigit()] or list(content_words(stated))  # "killed 8,600"
    there = [_keys_in(phrase.text) for phrase in phrases]
    hits = sum(any(not keys(word).isdisjoint(found) for found in there) for word in words)
    return True if hits and (not whole or 2 * hits >= len(words)) else None


def _has_name(name: str, text: str) -> bool:
    """Whether a phrase has all words of a name."""
    return set(name_words(name)) <= set(name_words(text))


@lru_cache(maxsize=20_000)
def _keys_in(text: str) -> frozenset[str]:
    return frozenset().union(*map(keys, content_words(text)))


def is_narrower(party: Party, phrase: Phrase, parties: PartyIndex) -> bool:
    """Whether a claimed party is only a part of, or somebody in, the body the article names: its deed is not yet theirs."""
    if match_party(party, phrase.text, parties, (phrase.start, phrase.end)) is not Match.LINKED:
        return False
    if set(name_words(party.name)) <= set(name_words(phrase.text)):
        return False  # "Gary Fan of the Neo Democrats" names him
    over = [party.affiliation, *(parties.entities[i].affiliation for i in parties.of(party))]
    whole = [phrase.text, *(parties.entities[i].name for i in parties.at(phrase.start, phrase.end)[:1])]
    if any(body and compare_names(body, name) is Match.SAME for body in over for name in whole):
        return True
    return len(name_words(party.name)) > len(name_words(phrase.text))


def _source(source: Party | None, clause: Clause, parties: PartyIndex) -> bool | None:
    if source is None or not clause.sources:
        return None
    return any(match_party(source, p.text, parties, (p.start, p.end)) is not Match.DIFFERENT for p in clause.sources)
