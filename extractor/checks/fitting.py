"""Which place of an article tells of an event: words of an event and a place in, how well they belong together out.

A place is read by its clause: the predicate a word hangs on, the words of that clause, then the rest of the sentence and
its neighbours. Nearness in characters proves nothing (B1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.checks.events import EventIndex, Place
from extractor.checks.same_event import are_opposed, event_keys, is_of_events, literal_keys
from extractor.checks.words import base_forms, check_words, is_event_noun, keys, words_of
from extractor.core.syntax import Sentence

# What a matched word counts by where it stands: as the predicate, in the clause, in its sentence, in the sentence before or after.
_PREDICATE, _BESIDE, _CLAUSE, _SENTENCE, _NEIGHBOUR = 1.5, 1.2, 1.0, 0.45, 0.15
_NEARLY, _RELATED = 0.95, 0.9
"""What a near-synonym counts, and a word that only may tell of the same event, beside the word itself."""
_FIGURE = 2.0
"""What a figure in the description of an event counts, beside its words: "14 deaths"."""
_BESIDE_REACH = 8
"""Tokens between a verb and a time phrase that may hang on it although the tree says otherwise."""
PICTURE = frozenset({"photo", "photograph", "picture", "image"})
_ASIDE = frozenset("after before following since despite amid over until ahead prior due because pending".split())
"""Prepositions whose phrase tells of an event of its own: "resigned on Monday over a trip to Malta"."""
_HOURS = frozenset("noon midnight dawn dusk daybreak nightfall sunrise sunset hour hours minute minutes time weekend".split())
_TEMPORAL = frozenset("after before since until once when while as because although though if".split())
_SHORT = 2
"""Words of a description that name a thing of its own: "peak of the ozone hole"."""
_EDGES = frozenset("onset outbreak commencement conclusion completion".split())
"""Nouns that say which step of an event is meant and not what happened."""
_ASPECTS = frozenset("begin start continue stop cease come go".split())
_OBJECTS = frozenset("the a an its his her their this that these those all some two three four five six seven eight nine ten to".split())
"""Words behind a verb with an object, which a noun phrase with a participle ("people killed in the fire") does not have."""
_LINKS = re.compile(r"\b(?:of|in|at|on|by|for|from|to|with|against|between|near|over|during|after|before|under)\b")


@dataclass(frozen=True, slots=True)
class Fit:
    """How well an event belongs to a place."""

    score: float
    """Share of the event's words found, weighted by rarity and by where they stand; above 1 when the predicate is among them."""
    predicate: bool
    """The event's own verb or noun is the predicate the place hangs on."""
    head: float | None = None
    """Where the word that says what happened stands, as the scores above have it; None when the description has no such word."""
    near: int = 0
    """Tokens between the date and the nearest of the event's words in its sentence, those that say what happened first; 0 for none."""
    share: float = 1.0
    """1 where that word itself stands there, less where only one of its relatives does."""
    foreign: bool = False
    """The place tells of something else that the news has its own words for."""
    clash: bool = False
    """The place tells of the opposite: "closed in 2021" and not the reopening."""

    @property
    def tells(self) -> bool:
        """Whether the clause of the place says that it happened."""
        return self.head is not None and self.head >= _CLAUSE

    @property
    def silent(self) -> bool:
        """Whether the clause of the place tells of something else that happened."""
        return self.head is not None and self.head < _CLAUSE


def event_heads(text: str | None, index: EventIndex) -> frozenset[str]:
    """The words of a description that say what happened: nouns of events and verbs the article has, before the first preposition."""
    if not text:
        return frozenset()
    words, known = check_words(), index.predicates
    told = _told(words_of(text), index)
    if told:
        return frozenset({told})
    plain: list[str] = []
    for part in _LINKS.split(text, maxsplit=2)[:2]:
        first = words_of(part)
        plain = [w for i, w in enumerate(first) if (w[:1].islower() or i == 0) and w.lower() not in words.function | words.frame | _EDGES]
        if plain:
            break  # "start of the evacuation": the evacuation
    if plain and plain[-1] == first[-1] and is_event_noun(plain[-1]):
        return frozenset(plain[-1:])  # "retirement announcement": the announcement
    telling = frozenset(w for w in plain if is_event_noun(w) or is_of_events(w) or base_forms(w) & known)
    return telling or frozenset(w for w in plain[-1:] if w[:1].islower() and len(plain) <= _SHORT)


def _told(said: Sequence[str], index: EventIndex) -> str:
    """The word that says what happened in a description that is a sentence: "the bank discovered the thefts"; "" for any other."""
    for i in range(1, len(said) - 1):
        word, following = said[i], said[i + 1].lower()
        past = word.islower() and (word.endswith("ed") or check_words().irregular.get(word, word) != word)
        if not past or said[i - 1].lower() in check_words().function or not base_forms(word) & index.predicates:
            continue
        if following == "to" and base_forms(word) & _ASPECTS:
            return next((w for w in said[i + 2 : i + 3]), "")  # "began to use the library"
        if following not in _OBJECTS and not following.isdigit():
            return ""
        if base_forms(word) & check_words().taking_place or word in ("took", "made", "gave"):
            return next((w for w in said[i + 1 :] if is_event_noun(w) or is_of_events(w)), word)  # "held a one-day strike"
        return word
    return ""


def fit(words: list[str], start: int, end: int, index: EventIndex, heads: frozenset[str] = frozenset()) -> Fit:
    """How well an event, by its words, belongs to the place [start, end); `heads` are those that say what happened."""
    number = index.sentence_at(start)
    if number < 0 or not words:
        return Fit(0.0, False)
    place = _place(number, start, end, index)
    total = gained = 0.0
    hit_predicate = False
    head: float | None = None
    literal = 0.0
    for word in words:
        weight = index.rarity(word) * (_FIGURE if word.isdigit() else 1.0)
        where, share = _best_place(word, place, index)
        if word in heads:
            head = max(head or 0.0, where)
            literal = max(literal, share) if where >= _CLAUSE else literal
        total += weight
        gained += weight * where * share
        hit_predicate |= where == _PREDICATE
    clash = head is not None and head < (_CLAUSE if literal == 1.0 else _PREDICATE) and _is_opposed(heads, place, index)
    near = _distance(heads or words, place, index)
    return Fit(
        gained / total if total else 0.0,
        hit_predicate,
        0.0 if clash else head,
        near,
        literal or 1.0,
        not clash and head == 0.0 and _is_foreign(heads, place, index),
        clash,
    )


def _is_opposed(heads: frozenset[str], place: Place, index: EventIndex) -> bool:
    """Whether the predicate a place hangs on is the opposite of what is said to have happened."""
    tokens = index.sentences[place.number].tokens
    return any(are_opposed(word, tokens[k].text) for word in heads for k in place.predicates | place.beside)


def _is_foreign(heads: frozenset[str], place: Place, index: EventIndex) -> bool:
    """Whether the predicate of a place and what is said to have happened are both events the news has words for, and not the same."""
    tokens = index.sentences[place.number].tokens
    verbs = [tokens[k].text for k in place.predicates]
    return bool(verbs) and all(map(is_of_events, verbs)) and any(map(is_of_events, heads))


def _distance(words: Iterable[str], place: Place, index: EventIndex) -> int:
    """Tokens from a place to the nearest of some words in its sentence; 0 when none of them stands there."""
    here = index.word_keys(place.number)
    at = {i for word in words for key in event_keys(word) for i in here.get(key, ())} - place.inside
    return min((abs(i - k) for i in at for k in (min(place.inside), max(place.inside))), default=0) if place.inside else 0


def _place(number: int, start: int, end: int, index: EventIndex) -> Place:
    made = index.places.get((start, end))
    if made is not None:
        return made
    sentence = index.sentences[number]
    inside = [i for i, token in enumerate(sentence.tokens) if token.start < end and start < token.end]
    heads = [i for i in inside if sentence.tokens[i].head not in inside]
    home = {index.clause_of_token(number, i) for i in heads or inside[:1]} - {-1}
    home |= _governing(home, index)
    told = _told_of(sentence, inside)
    if told >= 0:  # "since 2018, when 23 villagers were killed": the clause tells of the date
        home = {index.clause_of_token(number, told)} - {-1} or home
    opened = _opened(number, inside, home, index)
    home = {opened} if opened >= 0 else home
    own = _clause_tokens(number, home, index) if home else set(range(len(sentence.tokens)))
    if opened >= 0:
        own = {i for i in own if i >= inside[0]}
    predicates = {index.clauses[k].verb for k in home}
    aside = _asides(sentence)
    around = min((phrase for phrase in aside if not phrase.isdisjoint(inside)), key=len, default=None)
    if around is not None:  # "after an engine failure a day earlier": the day is that of the failure
        predicates, own = {k for k in predicates if k in around}, set(around)
    else:
        own = own.difference(*aside)
    described = _apposed(sentence, heads)
    if described >= 0:  # "the champion in 2019": the year is the title's
        noun = sentence.tokens[described].head
        predicates, own = {described}, {*sentence.subtree(described), noun, *sentence.children(noun, "flat", "compound")}
    noun = _noun_above(sentence, heads)
    if noun >= 0:
        if noun > inside[-1]:  # "the 2014 protests": the year belongs to its noun, not to the sentence
            predicates, own = set(), set(sentence.subtree(noun))
        predicates.add(noun)
    made = index.places[start, end] = Place(
        number,
        frozenset(inside),
        frozenset(predicates),
        frozenset(_verb_beside(sentence, inside)),
        frozenset(own),
        any(a <= start < b for a, b in index.captions),
    )
    return made


def _opened(number: int, inside: list[int], home: set[int], index: EventIndex) -> int:
    """The clause that a time phrase opens although the tree hangs it on the one before: "..., then in 2018 it sold them"; -1 for none."""
    tokens = index.sentences[number].tokens
    at = inside[0] - 1 if inside else -1
    if at > 0 and tokens[at].upos == "ADP":
        at -= 1
    if at <= 0 or not (tokens[at].text in (";", "then") or (tokens[at].text in ("and", "but", "while") and tokens[at - 1].text == ",")):
        return -1
    if not home or any(index.clauses[k].verb > at for k in home):
        return -1
    verbs = {index.clauses[k].verb: k for k in index.of_sentence(number)}
    verb = next((i for i in range(inside[-1] + 1, min(len(tokens), inside[-1] + 1 + _BESIDE_REACH)) if i in verbs), -1)
    subject = any(tokens[i].deprel.startswith("nsubj") and tokens[i].head == verb for i in range(inside[-1] + 1, verb))
    return verbs[verb] if subject else -1


def _told_of(sentence: Sentence, inside: list[int]) -> int:
    """The "when" that opens a clause about the date before it; -1 for none."""
    at = inside[-1] + 1 if inside else -1
    words = [token.text.lower() for token in sentence.tokens[at : at + 2]] if at > 0 else []
    if words[:1] == ["when"]:
        return at
    return at + 1 if words == [",", "when"] else -1


def _apposed(sentence: Sentence, heads: list[int]) -> int:
    """The apposition that a time phrase stands in; -1 for none."""
    at = heads[0] if len(heads) == 1 else -1
    while at >= 0 and sentence.tokens[at].upos != "VERB":
        if sentence.tokens[at].deprel == "appos" and sentence.tokens[at].upos in ("NOUN", "ADJ") and at not in heads:
            return at
        at = sentence.tokens[at].head
    return -1


def _governing(home: set[int], index: EventIndex) -> set[int]:
    """Clauses that a date in a clause without tense of its own dates as well: "was last seen leaving a bar on Friday"."""
    out: set[int] = set()
    for k in home:
        clause = index.clauses[k]
        above = clause.within
        if (
            clause.relation not in ("advcl", "xcomp")
            or above < 0
            or above in index.dated
            or index.clauses[above].sentence != clause.sentence
        ):
            continue
        sentence = index.sentences[clause.sentence]
        marks = {sentence.tokens[i].text.lower() for i in sentence.kids[clause.verb]}
        if not index.is_finite(clause) and marks.isdisjoint(_TEMPORAL):
            out.add(above)
    return out


def _asides(sentence: Sentence) -> list[frozenset[int]]:
    """Phrases that tell of an event of their own, as token numbers: "over a trip to Malta", "after the collapse"."""
    out = []
    for token in sentence.tokens:
        if token.deprel == "case" and token.text.lower() in _ASIDE and token.head >= 0:
            noun = sentence.tokens[token.head]
            if (
                noun.deprel.partition(":")[0] in ("obl", "nmod")
                and noun.upos == "NOUN"
                and noun.text.lower() not in _HOURS | check_words().when
            ):
                out.append(frozenset(sentence.subtree(token.head)))
    return out


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


def _best_place(word: str, place: Place, index: EventIndex) -> tuple[float, float]:
    """Where a word of an event stands as seen from a place, and how much of the word is there."""
    same, related = keys(word), event_keys(word)
    if place.caption and same & PICTURE:
        return _CLAUSE, 1.0
    if index.holds(place.number, related):
        here = index.word_keys(place.number)
        for found, share in ((literal_keys(word), 1.0), (same, _NEARLY), (related, _RELATED)):
            tokens = {i for key in found for i in here.get(key, ())}
            if not word.isdigit() and tokens & place.inside:
                return (
                    _CLAUSE if same.isdisjoint(check_words().when) else _BESIDE
                ), share  # "Easter", "Monday's vote": it names its own event
            tokens -= place.inside
            if not tokens:
                continue
            if tokens & place.predicates or (tokens & place.own and _takes_place(tokens, place, index)):
                return _PREDICATE, share
            if tokens & place.beside:
                return _BESIDE, share
            return (_CLAUSE if tokens & place.own else _SENTENCE), share
    for near in (place.number - 1, place.number + 1):
        if 0 <= near < len(index.sentences) and index.holds(near, same):
            return _NEIGHBOUR, 1.0
    return 0.0, 0.0


def _takes_place(tokens: set[int], place: Place, index: EventIndex) -> bool:
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
