"""Which place of the article tells of an event: words of an event and a place in, how well they belong together out.

A place is read by its clause: the predicate a word hangs on, the words of that clause, then the rest of the sentence and
its neighbours. Nearness in characters proves nothing (B1).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from extractor.checks.words import base_forms, check_words, content_words, is_event_noun, keys, words_of
from extractor.core.annotations import Annotations
from extractor.core.clause import Clause
from extractor.core.syntax import Sentence
from extractor.recognizers.clauses import clauses_of, sentences_of

_MEMO = "checks.events"
# What a matched word counts by where it stands: as the predicate, in the clause, in its sentence, in the sentence before or after.
_PREDICATE, _BESIDE, _CLAUSE, _SENTENCE, _NEIGHBOUR = 1.5, 1.2, 1.0, 0.45, 0.15
_BESIDE_REACH = 8
"""Tokens between a verb and a time phrase that may hang on it although the tree says otherwise."""
MOST_CLAUSES = 60
"""Clauses a claim is compared with. A verb that a very long article has more often is looked at first where the words of the claim are."""
_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday "
    "saturday sunday day week month year spring summer autumn winter fall morning evening night afternoon last next this early late".split()
)
"""Words that only say when."""
_COMMON = 500
"""A word in more sentences than this tells nothing of where an event is told."""
PICTURE = frozenset({"photo", "photograph", "picture", "image"})


@dataclass(frozen=True, slots=True)
class Fit:
    """How well an event belongs to a place."""

    score: float
    """Share of the event's words found, weighted by rarity and by where they stand; above 1 when the predicate is among them."""
    predicate: bool
    """The event's own verb or noun is the predicate the place hangs on."""
    head: float | None = None
    """Where the word that says what happened stands, as the scores above have it; None when the description has no such word."""

    @property
    def tells(self) -> bool:
        """Whether the clause of the place says that it happened."""
        return self.head is not None and self.head >= _CLAUSE

    @property
    def silent(self) -> bool:
        """Whether the clause of the place tells of something else that happened."""
        return self.head is not None and self.head < _CLAUSE


@dataclass
class EventIndex:
    """The clauses of an article by place, and how rare each word is."""

    sentences: tuple[Sentence, ...]
    clauses: tuple[Clause, ...]
    _starts: list[int] = field(default_factory=list)
    _of_sentence: dict[int, list[int]] = field(default_factory=dict)
    _governor: dict[tuple[int, int], int] = field(default_factory=dict)
    _keys: dict[int, dict[str, set[int]]] = field(default_factory=dict)
    _postings: dict[str, list[int]] = field(default_factory=dict)
    _telling: dict[str, list[int]] = field(default_factory=dict)
    _told: dict[tuple[str, ...], list[int]] = field(default_factory=dict)
    _told_sets: dict[tuple[str, ...], frozenset[int]] = field(default_factory=dict)
    _lower: dict[int, list[str]] = field(default_factory=dict)
    captions: tuple[tuple[int, int], ...] = ()
    places: dict[tuple[int, int], _Place] = field(default_factory=dict)
    dated: set[int] = field(default_factory=set)
    """Clauses with a date of their own."""

    def __post_init__(self) -> None:
        self._starts = [sentence.start for sentence in self.sentences]
        for number, clause in enumerate(self.clauses):
            self._of_sentence.setdefault(clause.sentence, []).append(number)
            for key in keys(clause.lemma.partition(" ")[0]):
                self._telling.setdefault(key, []).append(number)
        for number in range(len(self.sentences)):
            for key in self.word_keys(number):
                self._postings.setdefault(key, []).append(number)

    @cached_property
    def predicates(self) -> frozenset[str]:
        """Base forms of everything that happens in the article."""
        return frozenset(form for clause in self.clauses for form in base_forms(clause.lemma.partition(" ")[0]))

    def word_keys(self, number: int) -> dict[str, set[int]]:
        """Keys of the words of a sentence, with the tokens that have them."""
        found = self._keys.get(number)
        if found is None:
            found = self._keys[number] = {}
            for i, token in enumerate(self.sentences[number].tokens):
                if token.upos != "PUNCT":
                    for key in keys(token.text):
                        found.setdefault(key, set()).add(i)
        return found

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
            if clause.within in home | out and clause.relation in ("xcomp", "advcl", "acl") and not self._finite(clause):
                out.add(number)
        return out

    def _finite(self, clause: Clause) -> bool:
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

    def rarity(self, key: str) -> float:
        """Weight of a word: 1 in one sentence, less the more sentences have it."""
        return 1.0 / math.sqrt(max(1, len(self._postings.get(key, ()))))


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


_LINKS = re.compile(r"\b(?:of|in|at|on|by|for|from|to|with|against|between|near|over|during|after|before|under)\b")


def event_heads(text: str | None, index: EventIndex) -> frozenset[str]:
    """The words of a description that say what happened: nouns of events and verbs the article has, before the first preposition."""
    if not text:
        return frozenset()
    words, known = check_words(), index.predicates
    first = words_of(_LINKS.split(text, maxsplit=1)[0])
    plain = [w for i, w in enumerate(first) if (w[:1].islower() or i == 0) and w.lower() not in words.function | words.frame]
    return frozenset(w for w in plain if is_event_noun(w) or base_forms(w) & known)


def fit(words: list[str], start: int, end: int, index: EventIndex, heads: frozenset[str] = frozenset()) -> Fit:
    """How well an event, by its words, belongs to the place [start, end); `heads` are those that say what happened."""
    number = index.sentence_at(start)
    if number < 0 or not words:
        return Fit(0.0, False)
    place = _place(number, start, end, index)
    total = gained = 0.0
    hit_predicate = False
    head: float | None = None
    for word in words:
        weight, where = _best_place(word, place, index)
        if word in heads:
            head = max(head or 0.0, where)
        total += weight
        gained += weight * where
        hit_predicate |= where == _PREDICATE
    return Fit(gained / total if total else 0.0, hit_predicate, head)


@dataclass(frozen=True, slots=True)
class _Place:
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


def _place(number: int, start: int, end: int, index: EventIndex) -> _Place:
    made = index.places.get((start, end))
    if made is not None:
        return made
    sentence = index.sentences[number]
    inside = [i for i, token in enumerate(sentence.tokens) if token.start < end and start < token.end]
    heads = [i for i in inside if sentence.tokens[i].head not in inside]
    home = {index.clause_of_token(number, i) for i in heads or inside[:1]} - {-1}
    own = _clause_tokens(number, home, index) if home else set(range(len(sentence.tokens)))
    predicates = {index.clauses[k].verb for k in home}
    noun = _noun_above(sentence, heads)
    if noun >= 0:
        if noun > inside[-1]:  # "the 2014 protests": the year belongs to its noun, not to the sentence
            predicates, own = set(), set(sentence.subtree(noun))
        predicates.add(noun)
    made = index.places[start, end] = _Place(
        number,
        frozenset(inside),
        frozenset(predicates),
        frozenset(_verb_beside(sentence, inside)),
        frozenset(own),
        any(a <= start < b for a, b in index.captions),
    )
    return made


def _noun_above(sentence: Sentence, heads: list[int]) -> int:
    """The noun a time phrase modifies directly: "death in 1987", "the 1969 film"; -1 for none."""
    if len(heads) != 1:
        return -1
    above = sentence.tokens[heads[0]].head
    modifies = sentence.tokens[heads[0]].deprel.partition(":")[0] in ("nmod", "amod", "nummod", "compound")
    return above if above >= 0 and modifies and sentence.tokens[above].upos in ("NOUN", "PROPN") else -1


def _verb_beside(sentence: Sentence, inside: list[int]) -> list[int]:
    """The nearest verb before a time phrase, or after it when the phrase opens its clause."""
    if not inside:
        return []
    tokens = sentence.tokens
    for k in range(inside[0] - 1, max(-1, inside[0] - 1 - _BESIDE_REACH), -1):
        if tokens[k].text in (",", ";", ":", "(", ")", "“", "”", '"'):
            break
        if tokens[k].upos == "VERB":
            return [k]
    if inside[0] == 0 or tokens[inside[0] - 1].text in (",", ";", "On", "In", "By", "Since", "on", "in"):
        for k in range(inside[-1] + 1, min(len(tokens), inside[-1] + 1 + _BESIDE_REACH)):
            if tokens[k].upos == "VERB":
                return [k]
    return []


def _best_place(word: str, place: _Place, index: EventIndex) -> tuple[float, float]:
    found = keys(word)
    weight = max(index.rarity(key) for key in found)
    if place.caption and found & PICTURE:
        return weight, _CLAUSE
    here = index.word_keys(place.number)
    tokens = {i for key in found for i in here.get(key, ())}
    if not found & _CALENDAR and not word.isdigit() and tokens & place.inside:
        return weight, _CLAUSE  # "Easter", "the holiday": a feast names its own event
    tokens -= place.inside
    if tokens:
        if tokens & place.predicates or (tokens & place.own and _takes_place(tokens, place, index)):
            return weight, _PREDICATE
        if tokens & place.beside:
            return weight, _BESIDE
        return weight, _CLAUSE if tokens & place.own else _SENTENCE
    for near in (place.number - 1, place.number + 1):
        if 0 <= near < len(index.sentences) and any(key in index.word_keys(near) for key in found):
            return weight, _NEIGHBOUR
    return weight, 0.0


def _takes_place(tokens: set[int], place: _Place, index: EventIndex) -> bool:
    """Whether a word is the subject of a light verb: "the burial took place", "the vote was held"."""
    sentence, light = index.sentences[place.number], check_words().taking_place
    return any(
        sentence.tokens[i].deprel.startswith("nsubj")
        and sentence.tokens[i].head in place.predicates
        and sentence.tokens[sentence.tokens[i].head].lemma in light
        for i in tokens
    )


def _clause_tokens(number: int, home: set[int], index: EventIndex) -> set[int]:
    """Tokens of the clauses at a place, their arguments' whole phrases and what is shared through relative clauses."""
    tokens = index.sentences[number].tokens
    wide = home | index.complements(home)
    out = {i for i in range(len(tokens)) if index.clause_of_token(number, i) in wide}
    for k in wide:
        clause = index.clauses[k]
        for phrase in (*clause.agents, *clause.patients, *clause.recipients, *(p for _, p in clause.obliques)):
            if phrase.sentence == number:
                out.update(i for i, t in enumerate(tokens) if phrase.start <= t.start < phrase.end)
    return out
