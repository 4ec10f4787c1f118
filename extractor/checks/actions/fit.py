"""Compare an action with one clause: what agrees, what is turned round, what stays open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractor.checks.actions.clauses import as_passive, verb_heads, with_names
from extractor.checks.events import EventIndex
from extractor.checks.parties.identity import Match, PartyIndex, compare_names, match_party, name_words
from extractor.checks.words import base_forms, content_words, keys, words_of
from extractor.core.claim import ActionClaim, Party
from extractor.core.clause import Clause, Phrase
from extractor.recognizers.clauses.words import clause_words

REAL = frozenset({"happened", "ongoing", "alleged"})
UNREAL = frozenset({"negated", "denied"})
OPEN = frozenset({"planned", "conditional"})
_PRONOUNS = frozenset("he she it they who which that we i this these them him her one some those both".split())
_ANYBODY = frozenset(
    "people person persons men women man woman others everybody everyone all victims group crowd passengers residents".split()
)
_THINGS = frozenset({"it", "they"})
_SPEAKER = frozenset({"we", "i"})
_OWN = ("his ", "her ", "its ", "their ", "our ", "my ")
# A participle or infinitive without subject of its own: whose deed it is, is for the reader to work out.
_CONTROLLED = frozenset({"acl", "advcl", "xcomp", "ccomp"})


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
    clause = with_names(as_passive(clause, events), events)
    direct = [*clause.patients, *clause.recipients]
    others = [*direct, *(p for _, p in clause.obliques)]
    actor = _actor(claim, clause, parties, events)
    target = _among(claim.target, others, parties)
    clear = clause.relation != "nominal" or bool(clause.agents)
    turned_actor = actor is not True and clear and _among(claim.actor, direct, parties, strict=True) is True
    turned_target = target is not True and _among(claim.target, clause.agents, parties, strict=True) is True
    turned_target = turned_target and not (actor is True and _is_mutual(clause))
    return ClauseFit(
        clause=clause,
        same_verb=same,
        actor=actor,
        target=target if target is True or any(_names_somebody(p, clause, parties) for p in direct) else None,
        object=_object(claim.object, others, whole=not same),
        turned=turned_actor or turned_target,
        source=_source(claim.source, clause, parties),
        status=status_agrees(claim.status, clause),
        named=claim.actor is not None and named_in(claim.actor, clause.sentence, parties, events),
    )


def _is_mutual(clause: Clause) -> bool:
    """Whether several do it to each other: "North and South Korea exchanged fire"."""
    return len(clause.agents) > 1 or any(" and " in phrase.text for phrase in clause.agents)


def _names_somebody(phrase: Phrase, clause: Clause, parties: PartyIndex) -> bool:
    """Whether a phrase can refute a claimed target: not what is said, and not people without a name or a description."""
    if clause.lemma.partition(" ")[0] in clause_words().reporting and phrase not in clause.recipients:
        return False
    words = [w for w in phrase.text.lower().split() if w not in ("the", "a", "an", "some", "many", "these", "those", "of")]
    return not _is_pronoun(phrase) and any(word not in _ANYBODY and not word.isdigit() for word in words)


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
        return True if clause.passive and _is_by(party, clause, parties, events) else None
    if _among(party, clause.agents, parties):
        meant = [p for p in clause.agents if match_party(party, p.text, parties, (p.start, p.end)) is not Match.DIFFERENT]
        return None if all(is_narrower(party, phrase, parties) for phrase in meant) else True
    if _among_examples(party, clause, parties, events) or _one_of_both(party, clause, parties, events):
        return True
    if any(_is_pronoun(phrase) for phrase in clause.agents):
        return True if _by_pronoun(party, clause, parties, events) else None
    if any(phrase.text.lower().startswith(_OWN) for phrase in clause.agents):
        return None
    named = named_in(party, clause.sentence, parties, events)
    if named and clause.relation in _CONTROLLED and not _own_subject(clause, events):
        return None
    if not clause.patients and not clause.passive and _object(claim.object, clause.agents):
        return None  # "the broadcasts will continue": what the record has as object is the grammatical subject
    return False if named or any(_is_known(phrase, parties) for phrase in clause.agents) else None


_NAME = re.compile(r"\b[A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)+")
_BY = re.compile(r"\bby ((?:the |a |an |its |their )?[^,;]+)$")
_BOTH = re.compile(
    r"(?:both|the two) (?:\w+ )?"
    r"(?:countries|nations|states|sides|parties|companies|firms|clubs|teams|men|women|leaders|cities|governments)$",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(r"\b(?:such as|like|including|among them) ")


def by_phrase(clause: Clause) -> str | None:
    """Who did it, where the reader left the phrase inside another: "the arrest [of the treasurer by Swiss police]"."""
    if clause.passive:
        return None
    phrases = [*clause.patients] if clause.relation == "nominal" else []
    phrases += [phrase for case, phrase in clause.obliques if case != "by"]
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
        if tokens[i].upos in ("VERB", "AUX") or tokens[i].text in (";", ":"):
            return False
        if tokens[i].text.lower() == "by" and tokens[i].head >= 0:
            stop = next((k for k in range(i + 1, len(tokens)) if tokens[k].text in (",", ";", ".", "and")), len(tokens))
            return compare_all(party, " ".join(t.text for t in tokens[i + 1 : stop]), parties)
    return False


def _among_examples(party: Party, clause: Clause, parties: PartyIndex, events: EventIndex) -> bool:
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


def _one_of_both(party: Party, clause: Clause, parties: PartyIndex, events: EventIndex) -> bool:
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
            p for c in clauses for p in (*c.agents, *c.patients) if not _is_pronoun(p) and p.text[:1].isupper() and not _BOTH.match(p.text)
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


def _by_pronoun(party: Party, clause: Clause, parties: PartyIndex, events: EventIndex) -> bool:
    """Whether an open pronoun can be read as the party: the speaker for "we", else the subject just before it."""
    if any(phrase.text.lower() in _SPEAKER for phrase in clause.agents):
        return bool(_among(party, clause.sources, parties))
    things = any(phrase.text.lower() in _THINGS for phrase in clause.agents)
    while clause.within >= 0 and clause.relation == "xcomp":
        clause = events.clauses[clause.within]  # "said they would keep hosting"
    if things and clause.within >= 0 and clause.relation == "ccomp":
        saying = events.clauses[clause.within]
        if saying.agents and not any(map(_is_pronoun, saying.agents)):  # "North Korea said it would attack"
            return bool(_among(party, saying.agents, parties) or _among_examples(party, saying, parties, events))
    near = [*events.of_sentence(clause.sentence - 1), *events.of_sentence(clause.sentence)]
    before = [events.clauses[k] for k in near if events.clauses[k].start < clause.start]
    subjects = [p for c in before for p in (c.agents or c.patients) if not _is_pronoun(p)]
    return bool(subjects) and bool(_among(party, subjects, parties)) and party_kind(party, parties) != "other"


def party_kind(party: Party, parties: PartyIndex) -> str:
    """Kind of a party, as the record or the article has it; "other" when neither says."""
    return party.kind or next((parties.entities[i].kind for i in sorted(parties.of(party))), "other")


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


def _is_pronoun(phrase: Phrase) -> bool:
    return phrase.text.strip().lower() in _PRONOUNS


def _among(party: Party | None, phrases: Sequence[Phrase], parties: PartyIndex, *, strict: bool = False) -> bool | None:
    """Whether one of the phrases is the party; None when there is nothing to compare."""
    if party is None or not phrases:
        return None
    least = Match.SAME if strict else Match.LINKED
    if any(match_party(party, phrase.text, parties, (phrase.start, phrase.end)) >= least for phrase in phrases):
        return True
    return None if not strict and any(_is_pronoun(phrase) for phrase in phrases) else False


def _object(stated: str | None, phrases: Sequence[Phrase], *, whole: bool = False) -> bool | None:
    """Whether the phrases hold a word of the object; with `whole` half of its words, as a near-synonym of the verb needs."""
    if not stated:
        return None
    names = _NAME.findall(stated)
    if names and not any(_has_name(name, phrase.text) for name in names for phrase in phrases):
        stated = _NAME.sub(" ", stated)  # "told GB News" is not "told BBC News"
    words = [w for w in content_words(stated) if not w.isdigit()]
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


def status_agrees(claimed: str | None, clause: Clause) -> bool | None:
    """Whether a claimed status goes with the clause's; None for a shade the article leaves open.

    >>> past = Clause(0, 0, "go", 0, 4)
    >>> status_agrees("alleged", past), status_agrees("denied", past), status_agrees(None, past)
    (True, False, True)
    """
    there = clause.status
    if claimed is None:
        return there not in UNREAL
    if claimed == there or any({claimed, there} <= group for group in (REAL, UNREAL, OPEN)):
        return True
    if claimed == "alleged" and there in OPEN:
        return None
    if claimed in OPEN and there in REAL and clause.relation in ("acl", "xcomp", "advcl", "nominal"):
        return None  # "laws banning it are expected": a participle asserts nothing by itself
    return None if {claimed, there} in ({"denied", "alleged"}, {"ongoing", "planned"}) else False
