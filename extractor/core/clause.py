"""Clauses and entities: who does what to whom in the article's sentences, and who is who over the whole article."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase of one sentence; offsets count characters of the article."""

    sentence: int
    """Index into `Annotations.sentences`."""
    head: int
    """Index of the head token in that sentence."""
    start: int
    end: int
    text: str
    """Without a final clause or apposition: "eight members of Russia's mission"."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate with its arguments; voice, relative clauses, control and coordination are undone."""

    sentence: int
    verb: int
    """Index of the predicate's token; the head noun of a nominal event ("expulsion"), the adjective or noun of a copula."""
    lemma: str
    """Base form, with its particle: "expel", "carry out"."""
    start: int
    end: int
    """Span of the predicate's words."""
    agents: tuple[Phrase, ...] = ()
    """Who does it, also through a passive's by-phrase; several when coordinated."""
    patients: tuple[Phrase, ...] = ()
    """What or whom it is done to, also the subject of a passive."""
    recipients: tuple[Phrase, ...] = ()
    """Indirect objects: "told the Associated Press", "gave it to them"."""
    obliques: tuple[tuple[str, Phrase], ...] = ()
    """Other phrases with their preposition: ("from", ...), ("in", ...)."""
    passive: bool = False
    negated: bool = False
    status: str = "happened"
    """happened, planned, ongoing, alleged, denied, negated or conditional."""
    sources: tuple[Phrase, ...] = ()
    """Who says so, when the clause is reported speech."""
    within: int = -1
    """Index of the clause it is a complement, relative or adverbial part of; -1 for a main clause."""
    relation: str = "root"
    """How it hangs on `within`: ccomp, xcomp, advcl, acl, acl:relcl, conj, parataxis, nominal, or root."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something with all its mentions in the article."""

    name: str
    """The fullest name, or the phrase of somebody unnamed ("a NATO official")."""
    kind: str
    """person, organization, country, group or place."""
    mentions: tuple[tuple[int, int], ...]
    """Spans of names, short forms, descriptions and pronouns, in order."""
    aliases: tuple[str, ...] = ()
    """Other surface forms (no pronouns), each once, in order of the text."""
    role: str | None = None
    """Office or function in the article's words."""
    affiliation: str | None = None
    """Name of the body or country it belongs to, when the article says so."""
    gender: str | None = None
    """male or female, when the article shows it."""
    named: bool = True
