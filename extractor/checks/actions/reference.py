"""Who an open subject stands for: "it", "both countries", "groups such as X"; a party and a clause in, yes or no out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.checks.events import EventIndex
from extractor.checks.parties.identity import Match, PartyIndex, match_party
from extractor.core.claim import Party
from extractor.core.clause import Clause, Phrase
from extractor.recognizers.clauses.words import clause_words
from extractor.recognizers.entities.words import entity_words

_PRONOUNS = frozenset("he she it they who which that we i you this these them him her one some those both".split())
_THINGS = frozenset({"it", "they"})
_SPEAKER = frozenset({"we", "i"})
_BOTH = re.compile(
    r"(?:both|the two) (?:\w+ )?"
    r"(?:countries|nations|states|sides|parties|companies|firms|clubs|teams|men|women|leaders|cities|governments)$",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(r"\b(?:such as|like|including|among them) ")


def among(party: Party | None, phrases: Sequence[Phrase], parties: PartyIndex, *, strict: bool = False) -> bool | None:
    """Whether one of the phrases is the party; None when there is nothing to compare."""
    if party is None or not phrases:
        return None
    least = Match.SAME if strict else Match.LINKED
    if any(match_party(party, phrase.text, parties, (phrase.start, phrase.end)) >= least for phrase in phrases):
        return True
    return None if not strict and any(is_pronoun(phrase) for phrase in phrases) else False


def is_pronoun(phrase: Phrase) -> bool:
    return phrase.text.strip().lower() in _PRONOUNS


def among_examples(party: Party, clause: Clause, parties: PartyIndex, events: EventIndex) -> bool:
    """Whether the subject gives the party as one of those it speaks of: "newsgroups such as X, which posted ..."."""
    tokens = events.sentences[clause.sentence].tokens
    for phrase in clause.agents:
        if phrase.end > clause.start or phrase.sentence != clause.sentence:
            continue
        words = [t for t in tokens if phrase.start <= t.start < clause.start]
        told = " ".join(t.text for t in words)
        found = _EXAMPLES.search(told)
        if found and any(name.lower() in told[found.end() :].lower() for name in party.names):
            return True
    return False


def is_one_of_both(party: Party, clause: Clause, parties: PartyIndex, events: EventIndex) -> bool:
    """Whether the subject is "both countries" and the party one of the two that a sentence just before names together."""
    if not any(_BOTH.match(phrase.text) for phrase in clause.agents):
        return False
    for number in range(clause.sentence, max(-1, clause.sentence - 3), -1):
        pairs = [_joined(p, events) for k in events.of_sentence(number) for p in _phrases(events.clauses[k]) if p.start < clause.start]
        named = [pair for pair in pairs if len(pair) == 2]
        if named:
            return any(match_party(party, text, parties, span) is Match.SAME for text, span in named[-1])
        clauses = [events.clauses[k] for k in events.of_sentence(number) if events.clauses[k].start < clause.start]
        agents = [
            p for c in clauses for p in (*c.agents, *c.patients) if not is_pronoun(p) and p.text[:1].isupper() and not _BOTH.match(p.text)
        ]
        if len({p.text for p in agents}) == 2:
            return any(match_party(party, p.text, parties, (p.start, p.end)) is Match.SAME for p in agents)
    return False


def _phrases(clause: Clause) -> tuple[Phrase, ...]:
    return (*clause.agents, *clause.patients, *clause.recipients, *(phrase for _, phrase in clause.obliques))


def _joined(phrase: Phrase, events: EventIndex) -> list[tuple[str, tuple[int, int]]]:
    """The two names of "Norland and Estmark" """
    tokens = [t for t in events.sentences[phrase.sentence].tokens if phrase.start <= t.start < phrase.end]
    cut = [i for i, token in enumerate(tokens) if token.text.lower() in ("and", "&")]
    if len(cut) != 1 or not 0 < cut[0] < len(tokens) - 1 or any(t.text == "," for t in tokens):
        return []
    parts = (tokens[: cut[0]], tokens[cut[0] + 1 :])
    if not all(part[-1].upos == "PROPN" for part in parts):
        return []
    return [(" ".join(t.text for t in part), (part[0].start, part[-1].end)) for part in parts]


def by_pronoun(party: Party, clause: Clause, parties: PartyIndex, events: EventIndex) -> bool:
    """Whether an open pronoun can be read as the party: the speaker for "we", else the subject just before it."""
    if any(phrase.text.lower() in _SPEAKER for phrase in clause.agents):
        return bool(among(party, clause.sources, parties))
    things = any(phrase.text.lower() in _THINGS for phrase in clause.agents)
    single = any(phrase.text.lower() == "it" for phrase in clause.agents)
    if single and is_somebody(party, parties):
        return False
    while clause.within >= 0 and clause.relation == "xcomp":
        clause = events.clauses[clause.within]  # "said they would keep hosting"
    if things and clause.within >= 0 and clause.relation == "ccomp":
        saying = events.clauses[clause.within]
        if saying.agents and not any(map(is_pronoun, saying.agents)):  # "North Korea said it would attack"
            return bool(among(party, saying.agents, parties) or among_examples(party, saying, parties, events))
    near = [*events.of_sentence(clause.sentence - 1), *events.of_sentence(clause.sentence)]
    before = [events.clauses[k] for k in near if events.clauses[k].start < clause.start]
    if clause.lemma in clause_words().reporting and all(c.passive and not c.agents for c in before):
        before = [events.clauses[k] for k in events.of_sentence(clause.sentence - 2)]  # what something was done to says nothing
    subjects = [p for c in before for p in (c.agents or c.patients) if not is_pronoun(p)]
    if subjects and not single and things and _is_met(party, clause, parties, events):
        return True
    if party_kind(party, parties) != "other":
        return bool(subjects) and bool(among(party, subjects, parties))
    alone = len({(p.sentence, p.head) for p in subjects}) == 1
    return single and alone and bool(among(party, subjects, parties, strict=True))


def _is_met(party: Party, clause: Clause, parties: PartyIndex, events: EventIndex) -> bool:
    """Whether "they" are whom one thing befalls in the clause above: "snow hampered rescuers as they searched the slope"."""
    above = events.clauses[clause.within] if clause.within >= 0 and clause.relation == "advcl" else None
    if above is None or above.passive or not above.agents:
        return False
    tokens = events.sentences[clause.sentence].tokens
    heads = [tokens[p.head] for p in above.agents if p.sentence == clause.sentence]
    things = len(heads) == len(above.agents) and all(
        head.upos == "NOUN" and head.xpos == "NN" and not entity_words().kind_of(head.text, head.lemma) for head in heads
    )
    return things and bool(among(party, above.patients, parties, strict=True))


def is_somebody(party: Party, parties: PartyIndex) -> bool:
    """Whether a party is one person, whom nobody calls "it"."""
    noun = party.name.partition(" of ")[0].rpartition(" ")[2]
    known = any(parties.entities[i].kind == "person" and parties.entities[i].gender is not None for i in parties.of(party))
    return party.kind == "person" or (party.kind is None and known) or (noun.islower() and entity_words().is_person(noun))


def is_topic(party: Party, clause: Clause, parties: PartyIndex, events: EventIndex) -> bool:
    """Whether the main clause just before has the party as its subject: whose "its goal" is."""
    for number in (clause.sentence, clause.sentence - 1):
        main = [events.clauses[k] for k in events.of_sentence(number) if events.clauses[k].start < clause.start]
        subjects = [c.agents or c.patients for c in main if c.relation in ("root", "conj") and (c.agents or c.patients)]
        named = [found for found in subjects if not any(map(is_pronoun, found))]
        if named:
            return bool(among(party, named[-1], parties, strict=True))
    return False


def party_kind(party: Party, parties: PartyIndex) -> str:
    """Kind of a party, as the record or the article has it; "other" when neither says."""
    return party.kind or next((parties.entities[i].kind for i in sorted(parties.of(party))), "other")
