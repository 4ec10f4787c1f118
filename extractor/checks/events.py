"""The clauses and sentences of an article by the words they hold: annotations in, one index for all claims out."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from extractor.checks.same_event import event_keys, phrase_keys
from extractor.checks.words import base_forms, content_words, keys
from extractor.core.annotations import Annotations
from extractor.core.clause import Clause
from extractor.core.syntax import Sentence
from extractor.recognizers.clauses import clauses_of, sentences_of

_MEMO = "checks.events"
MOST_CLAUSES = 60
"""Clauses a claim is compared with. A verb that a very long article has more often is looked at first where the words of the claim are."""
_COMMON = 500
"""A word in more sentences than this tells nothing of where an event is told."""


@dataclass(frozen=True, slots=True)
class Place:
    """The surroundings of a time phrase in its sentence, as token numbers."""

    number: int
    inside: frozenset[int]
    predicates: frozenset[int]
    """Predicates it hangs on by the tree."""
    beside: frozenset[int]
    """The verb next to it in the order of words."""
    own: frozenset[int]
    """Words of its clause; of the whole sentence when that has no clause."""
    caption: bool


@dataclass
class EventIndex:
    """The clauses of an article by place, and how rare each word is."""

    sentences: tuple[Sentence, ...]
    clauses: tuple[Clause, ...]
    _starts: list[int] = field(default_factory=list)
    _of_sentence: dict[int, list[int]] = field(default_factory=dict)
    _governor: dict[tuple[int, int], int] = field(default_factory=dict)
    _keys: dict[int, dict[str, set[int]]] = field(default_factory=dict)
    _held: list[frozenset[str]] = field(default_factory=list)
    _weights: dict[str, float] = field(default_factory=dict)
    _postings: dict[str, list[int]] = field(default_factory=dict)
    _telling: dict[str, list[int]] = field(default_factory=dict)
    _told: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    _told_sets: dict[tuple[str, ...], frozenset[int]] = field(default_factory=dict)
    _lower: dict[int, list[str]] = field(default_factory=dict)
    captions: tuple[tuple[int, int], ...] = ()
    places: dict[tuple[int, int], Place] = field(default_factory=dict)
    dated: set[int] = field(default_factory=set)
    """Clauses with a date of their own."""

    def __post_init__(self) -> None:
        self._starts = [sentence.start for sentence in self.sentences]
        for number, clause in enumerate(self.clauses):
            self._of_sentence.setdefault(clause.sentence, []).append(number)
            for key in keys(clause.lemma.partition(" ")[0]):
                self._telling.setdefault(key, []).append(number)
        for number, sentence in enumerate(self.sentences):
            words = {token.text for token in sentence.tokens if token.upos != "PUNCT"}
            phrases = (found for _, found in self._phrases(number))
            self._held.append(frozenset().union(*map(event_keys, words), *phrases))
            for key in self._held[number]:
                self._postings.setdefault(key, []).append(number)

    @cached_property
    def predicates(self) -> frozenset[str]:
        """Base forms of everything that happens in the article."""
        return frozenset(form for clause in self.clauses for form in base_forms(clause.lemma.partition(" ")[0]))

    @cached_property
    def sourced(self) -> tuple[Clause, ...]:
        """The clauses that stand on somebody's word."""
        return tuple(clause for clause in self.clauses if clause.sources)

    def word_keys(self, number: int) -> dict[str, set[int]]:
        """Keys of the words of a sentence, with the tokens that have them."""
        found = self._keys.get(number)
        if found is None:
            found = self._keys[number] = {}
            for i, token in enumerate(self.sentences[number].tokens):
                if token.upos != "PUNCT":
                    for key in event_keys(token.text):
                        found.setdefault(key, set()).add(i)
            for i, classes in self._phrases(number):
                for key in classes:
                    found.setdefault(key, set()).add(i)
        return found

    def _phrases(self, number: int) -> list[tuple[int, frozenset[str]]]:
        """The set phrases of a sentence by their first words: "stepped down", "went on trial"."""
        words = self.lower_words(number)
        return [(i, found) for i in range(len(words)) if (found := phrase_keys(words, i))]

    def holds(self, number: int, wanted: frozenset[str]) -> bool:
        """Whether a sentence has a word with one of the keys."""
        return not wanted.isdisjoint(self._held[number])

    def lower_words(self, number: int) -> list[str]:
        """The words of a sentence in lower case."""
        found = self._lower.get(number)
        if found is None:
            found = self._lower[number] = [token.text.lower() for token in self.sentences[number].tokens]
        return found

    def sentences_with(self, wanted: Iterable[str]) -> set[int]:
        """Numbers of the sentences that hold a word with one of the keys."""
        return {number for key in wanted for number in self._postings.get(key, ())}

    def clauses_with(self, heads: tuple[str, ...]) -> list[int]:
        """Numbers of the clauses whose predicate shares a key with one of the words, in order."""
        found = self._told.get(heads)
        if found is None:
            wanted = {key for head in heads for key in keys(head)}
            found = self._told[heads] = sorted({k for key in wanted for k in self._telling.get(key, ())})
        return found

    def likeliest(self, heads: tuple[str, ...], words: Iterable[str]) -> list[Clause]:
        """The clauses that may tell of an event; of a verb that is everywhere, those in or after sentences with most of the words."""
        told = self.clauses_with(heads)
        if len(told) > MOST_CLAUSES:
            hits: dict[int, int] = {}
            for key in {key for word in words for key in keys(word)}:
                there = self._postings.get(key, ())
                for number in there if len(there) <= _COMMON else ():
                    hits[number] = hits.get(number, 0) + 2
                    hits[number + 1] = hits.get(number + 1, 0) + 1
            ranked = sorted(hits, key=lambda number: (-hits[number], number))[:MOST_CLAUSES]
            near = {k for number in ranked for k in self.of_sentence(number)}
            known = self._told_sets.setdefault(heads, frozenset(told))
            told = sorted([*told[: MOST_CLAUSES // 2], *(near & known - set(told[: MOST_CLAUSES // 2]))])
        return [self.clauses[k] for k in told]

    def of_sentence(self, number: int) -> list[int]:
        """Numbers of the clauses of a sentence."""
        return self._of_sentence.get(number, [])

    def sentence_at(self, offset: int) -> int:
        """Number of the sentence a character stands in or after; -1 before the first."""
        return bisect_right(self._starts, offset) - 1

    def clause_of_token(self, number: int, token: int) -> int:
        """Number of the clause whose predicate governs a token; -1 for none."""
        found = self._governor.get((number, token))
        if found is None:
            found = self._governor[number, token] = self._climb(number, token)
        return found

    def complements(self, home: set[int]) -> set[int]:
        """Clauses without tense of their own below the given ones: "caused a crane [to fall]", "[killing 107]"."""
        out: set[int] = set()
        if not home:
            return out
        for number in self._of_sentence.get(self.clauses[min(home)].sentence, ()):
            clause = self.clauses[number]
            if number in self.dated:
                continue
            if clause.within in home | out and clause.relation in ("xcomp", "advcl", "acl") and not self.is_finite(clause):
                out.add(number)
        return out

    def is_finite(self, clause: Clause) -> bool:
        """Whether a clause has a subject of its own."""
        sentence = self.sentences[clause.sentence]
        return any(sentence.tokens[k].deprel.startswith(("nsubj", "csubj")) for k in sentence.kids[clause.verb])

    def _climb(self, number: int, token: int) -> int:
        verbs = {self.clauses[k].verb: k for k in self._of_sentence.get(number, ())}
        tokens = self.sentences[number].tokens
        k, steps = token, 0
        while k >= 0 and steps <= len(tokens):
            if k in verbs and not (self.clauses[verbs[k]].relation == "nominal" and k != token and not self._time_of(number, token, k)):
                return verbs[k]
            k, steps = tokens[k].head, steps + 1
        return -1

    def _time_of(self, number: int, token: int, noun: int) -> bool:
        """Whether a place inside the phrase of an event noun belongs to that noun: "the vote on Tuesday"."""
        return self.sentences[number].tokens[token].head == noun or token < noun

    def rarity(self, word: str) -> float:
        """Weight of a word: 1 in one sentence, less the more sentences have it in the rarest of its keys."""
        found = self._weights.get(word)
        if found is None:
            told = [len(self._postings.get(key, ())) for key in keys(word)]
            found = self._weights[word] = 1.0 / math.sqrt(max(1, min(told)))
        return found


def event_index(annotations: Annotations) -> EventIndex:
    """The index of an article, made once."""
    found = annotations._memo.get(_MEMO)
    if not isinstance(found, EventIndex):
        captions = tuple((b.start, b.end) for b in annotations.blocks if b.kind == "caption")
        found = annotations._memo[_MEMO] = EventIndex(sentences_of(annotations), clauses_of(annotations), captions=captions)
        for mention in annotations.dates:
            number = found.sentence_at(mention.start)
            token = found.sentences[number].index_at(mention.start) if number >= 0 else -1
            if token >= 0:
                found.dated.add(found.clause_of_token(number, token))
    return found


def event_words(*texts: str | None) -> list[str]:
    """The words of an event's description, each once."""
    return list(dict.fromkeys(word for text in texts if text for word in content_words(text)))
