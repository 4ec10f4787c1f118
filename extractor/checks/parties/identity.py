"""Compare parties by name, alias, title and coreference: a claimed party and words of the article in, how they relate out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from extractor.checks.words import check_words, words_of
from extractor.core.annotations import Annotations
from extractor.core.claim import Party
from extractor.core.clause import Entity
from extractor.recognizers.entities import entities_of
from extractor.recognizers.gazetteer import load_gazetteer

_MEMO = "checks.parties"
_DISTINCT = frozenset(
    "shadow vice deputy former ex acting assistant under associate junior anti non new "
    "north south east west northern southern eastern western".split()
)
"""Words that make another office, or another side, of the one that follows."""
_FACING = frozenset({"to", "against", "versus"})
"""What stands before somebody on the other side: "a letter to the council", "the ambassador to Russia"."""
RIVALS = frozenset("rival competitor opponent critic challenger adversary foe enemy supplier customer victim accuser impersonator".split())
"""Who stands to somebody in a way that his deeds are not that one's."""
PREPOSITIONS = frozenset("of by in at from for to with against on between near over".split())
_SMALL = PREPOSITIONS | {"the", "a", "an"}
_OF = frozenset({"of", "at", "from", "for", "in", "on", "with", "who", "and"})


_OWNED = re.compile(r"(his|her|its|their|my|our|.{2,80}?(?:['’]s|s['’])) (\S.*)", re.IGNORECASE)
"""Somebody named by whose he is."""
_HEADS = frozenset("chair chairman chairwoman chief director head president leader secretary representative official officer".split())
"""Offices whose holders speak for the body that they are of."""
SPEAKING_FOR = frozenset(
    "spokesman spokeswoman spokesperson office team campaign statement letter message book post tweet account words".split()
)
"""What speaks for a person although it is only his."""


class Match(IntEnum):
    """How a claimed party relates to one of the article, weakest first."""

    DIFFERENT = 0
    LINKED = 1
    """A body and somebody who speaks for it, where the article's own words join them ("a NATO official")."""
    SAME = 2


@lru_cache(maxsize=50_000)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without articles and titles before it and possessive endings.

    >>> name_words("Gen. Suleiman al-Amr's"), name_words("The US State Department")
    (('suleiman', 'al', 'amr'), ('us', 'state', 'department'))
    """
    words = [w.lower().removesuffix("'s").replace(".", "") for w in words_of(name)]
    titles = check_words().titles
    first = 0
    while first < len(words) - 1 and words[first] in titles and words[first + 1] not in PREPOSITIONS:
        first += 1
    return tuple(w for w in words[first:] if w)


@lru_cache(maxsize=50_000)
def compare_names(left: str, right: str) -> Match:
    """Whether two names may be of one party, by their words alone.

    >>> compare_names("Dmitry Peskov", "Peskov"), compare_names("Indonesian navy", "Malaysian navy")
    (<Match.SAME: 2>, <Match.DIFFERENT: 0>)
    >>> compare_names("NATO", "a NATO official"), compare_names("KCNA", "Korean Central News Agency")
    (<Match.LINKED: 1>, <Match.SAME: 2>)
    """
    a, b = name_words(left), name_words(right)
    if not a or not b:
        return Match.DIFFERENT
    by_words = _compare_words(a, b)
    if by_words is not None:
        return by_words
    country = load_gazetteer().demonyms
    for one, other in ((left, right), (right, left)):
        if any(country.get(word) == one.strip() for word in other.split()):
            return Match.LINKED
    return Match.DIFFERENT


def _compare_words(a: tuple[str, ...], b: tuple[str, ...]) -> Match | None:
    """How the words of two names relate; None when only a country and its adjective may still link them."""
    if a == b or _initials(a, b) or _initials(b, a):
        return Match.SAME
    if len(a) != len(b) and not (a[0] in _SMALL and b[0] in _SMALL) and set(a).isdisjoint(b):
        return None  # nearly all pairs: names of different lengths with no word in common
    if _without_prepositions(a) == _without_prepositions(b) and len(a) != len(b):
        return Match.SAME  # "a spokesman for Boeing", "a Boeing spokesman"
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(short) == len(long):
        return Match.SAME if _plural_only(short, long) else Match.DIFFERENT
    if long[-len(short) :] == short:
        before = long[-len(short) - 1]
        return Match.DIFFERENT if before in _DISTINCT | _FACING else Match.LINKED if before in PREPOSITIONS else Match.SAME
    if long[: len(short)] == short and long[len(short)] in _OF:
        return Match.SAME
    if len(short) == 1 and short[0] in check_words().writings:
        return Match.DIFFERENT  # "a message" is no part of "the message board of X"
    places = [i for i in range(len(long) - len(short) + 1) if long[i : i + len(short)] == short]
    if any(i == 0 or not _FACING & set(long[max(0, i - 2) : i] if long[i - 1] == "the" else long[i - 1 : i]) for i in places):
        return Match.LINKED
    if len(short) > 1 and short[0] == long[0] and short[-1] == long[-1] and set(short) <= set(long):
        return Match.SAME  # "Leon Trotsky", "Leon D Trotsky"
    return None


def _initials(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if len(short) != 1 or not 2 <= len(short[0]) <= len(long):
        return False
    letters = "".join(word[0] for word in long if word not in ("of", "the", "for", "and", "in"))
    return short[0] in (letters, "".join(word[0] for word in long))


def _without_prepositions(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(words) - _SMALL


def _plural_only(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return all(x == y or x + "s" == y or y + "s" == x or _men(x) == _men(y) for x, y in zip(a, b, strict=True))


def _men(word: str) -> str:
    return word[:-2] + "an" if word.endswith("men") else word


@dataclass(frozen=True, slots=True)
class _Claimed:
    """What an article has for the names of a claimed party."""

    words: set[tuple[str, ...]]
    """The words of each name."""
    entities: frozenset[int]
    compared: dict[int, bool] = field(default_factory=dict)
    """Whether an entity has such a name, of those asked for."""


@dataclass
class PartyIndex:
    """The entities of one article, findable by name and by place."""

    entities: tuple[Entity, ...]
    _starts: list[int] = field(default_factory=list)
    _spans: list[tuple[int, int, int]] = field(default_factory=list)
    _known: dict[tuple[str, ...], _Claimed] = field(default_factory=dict)
    _at: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    _by_word: dict[str, set[int]] = field(default_factory=dict)
    _by_words: dict[tuple[str, ...], set[int]] = field(default_factory=dict)
    _words: list[set[tuple[str, ...]]] = field(default_factory=list)
    """The words of each name of each entity."""
    _by_name: dict[str, list[int]] = field(default_factory=dict)
    _starts_of: list[list[int]] = field(default_factory=list)
    _ends_of: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._spans = sorted((a, b, i) for i, entity in enumerate(self.entities) for a, b in entity.mentions)
        self._starts = [a for a, _, _ in self._spans]
        self._starts_of = [sorted(a for a, _ in entity.mentions) for entity in self.entities]
        self._ends_of = [[b for _, b in sorted(entity.mentions)] for entity in self.entities]
        for i, entity in enumerate(self.entities):
            self._by_name.setdefault(entity.name, []).append(i)
            self._words.append({name_words(surface) for surface in (entity.name, *entity.aliases)})
            for words in self._words[i]:
                self._by_words.setdefault(words, set()).add(i)
                for word in words:
                    self._by_word.setdefault(word, set()).add(i)

    def of(self, party: Party) -> frozenset[int]:
        """Indexes of the entities a party's names stand for."""
        return self._claimed(party.names).entities

    def carries(self, entity: int, party: Party) -> bool:
        """Whether one name of an entity may be one of a party's."""
        claimed = self._claimed(party.names)
        found = claimed.compared.get(entity)
        if found is None:
            found = claimed.compared[entity] = self._may_be(entity, claimed.words)
        return found

    def _claimed(self, names: tuple[str, ...]) -> _Claimed:
        found = self._known.get(names)
        if found is None:
            claimed = {name_words(name) for name in names}
            near = {i for words in claimed for word in words for i in self._by_word.get(word, ())}
            exact = near & {i for words in claimed for i in self._by_words.get(words, ())}
            found = self._known[names] = _Claimed(claimed, frozenset(exact or {i for i in near if self._may_be(i, claimed)}))
        return found

    def _may_be(self, entity: int, claimed: set[tuple[str, ...]]) -> bool:
        return any(_compare_words(a, b) is Match.SAME for a in claimed if a for b in self._words[entity] if b)

    def named(self, name: str) -> list[int]:
        """Indexes of the entities with exactly this name."""
        return self._by_name.get(name, [])

    def mentioned(self, entity: int, start: int, end: int) -> bool:
        """Whether a mention of the entity begins inside a span."""
        starts = self._starts_of[entity]
        k = bisect_left(starts, start)
        return k < len(starts) and starts[k] < end

    def covers(self, entity: int, offset: int) -> bool:
        """Whether a mention of the entity holds a character."""
        k = bisect_right(self._starts_of[entity], offset) - 1
        return k >= 0 and offset < self._ends_of[entity][k]

    def spans_between(self, entity: int, start: int, end: int) -> list[tuple[int, int]]:
        """The mentions of the entity that begin inside a span."""
        starts, ends = self._starts_of[entity], self._ends_of[entity]
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        return list(zip(starts[first:last], ends[first:last], strict=True))

    def at(self, start: int, end: int) -> list[int]:
        """Indexes of the entities mentioned inside a span or around it, the one that fits it best first."""
        known = self._at.get((start, end))
        if known is None:
            k = bisect_right(self._starts, end - 1)
            found: list[tuple[int, int]] = []
            for a, b, i in self._spans[max(0, k - 12) : k]:
                if b > start:
                    found.append((abs(a - start) + abs(b - end), i))
            known = self._at[start, end] = [i for _, i in sorted(found)]
        return known


def party_index(annotations: Annotations) -> PartyIndex:
    """The index of an article, made once."""
    found = annotations._memo.get(_MEMO)
    if not isinstance(found, PartyIndex):
        found = annotations._memo[_MEMO] = PartyIndex(tuple(entities_of(annotations)))
    return found


def match_party(party: Party, surface: str, index: PartyIndex, span: tuple[int, int] | None = None, *, whole: bool = True) -> Match:
    """How a claimed party relates to words of the article at a span.

    `whole` says that the words are one phrase for one party; else the best of the entities inside counts.
    """
    if any(_is_rival_of(name, surface) for name in party.names):
        return Match.DIFFERENT
    best = _best(party.names, surface)
    if best is Match.SAME or not surface:
        return best
    claimed = index.of(party)
    owned = _OWNED.match(surface)
    if owned is not None:  # "his wife" and "Holt's lawyer" are neither him nor Holt
        if set(name_words(owned.group(2))[-1:]) & SPEAKING_FOR:
            best = max(best, min(Match.LINKED, _best(party.names, owned.group(1))))
        elif best is Match.LINKED and _is_person(party, claimed, index):
            best = Match.DIFFERENT
        span = (span[0] + owned.start(2), span[1]) if span and span[1] - span[0] > owned.start(2) else span
    there = index.at(*span) if span else []
    named = index.named(surface) if not there else []
    for rank, i in enumerate([*there, *named]):
        if i in claimed:
            if rank == 0 or not whole:
                return Match.SAME
            best = max(best, Match.LINKED)
        if rank == 0:
            if index.carries(i, party):
                return Match.SAME
            best = max(best, _linked(party, index.entities[i], index))
    if best is Match.DIFFERENT and party.affiliation and compare_names(party.affiliation, surface) is Match.SAME:
        best = Match.LINKED
    return best


@lru_cache(maxsize=50_000)
def _is_rival_of(name: str, surface: str) -> bool:
    """Whether words name somebody by whose rival he is: "Aer Lingus rival Ryanair" for Aer Lingus.

    >>> _is_rival_of("Aer Lingus", "Aer Lingus rival Ryanair"), _is_rival_of("Ryanair", "Aer Lingus rival Ryanair")
    (True, False)
    """
    long = name_words(surface)
    if RIVALS.isdisjoint(long):
        return False
    short = name_words(name)
    return any(long[i : i + len(short)] == short and long[i + len(short)] in RIVALS for i in range(len(long) - len(short)))


def _is_person(party: Party, claimed: frozenset[int], index: PartyIndex) -> bool:
    return _kind(party, claimed, index) == "person"


def _kind(party: Party, claimed: frozenset[int], index: PartyIndex) -> str:
    return party.kind or next((index.entities[i].kind for i in sorted(claimed)), "")


def _linked(party: Party, entity: Entity, index: PartyIndex) -> Match:
    """Whether the article itself says that the entity belongs to the claimed body, or the other way round."""
    role, person = entity.role, _kind(party, index.of(party), index) in ("person", "")
    if role and any(_holds_role(name, role) and not (person and _only_owns(name, role)) for name in party.names):
        return Match.LINKED
    if entity.affiliation and any(compare_names(name, entity.affiliation) is Match.SAME for name in party.names):
        return Match.LINKED
    for i in index.of(party):
        body = index.entities[i].affiliation
        if body and compare_names(body, entity.name) is Match.SAME:
            return Match.LINKED
    return Match.DIFFERENT


@lru_cache(maxsize=20_000)
def _only_owns(name: str, role: str) -> bool:
    """Whether a name only says whose description it is: "Pavel Sorin's sister", "lawyer of Ann Lee".

    Who speaks for her is another matter: "spokesman for Ann Lee".

    >>> _only_owns("Ann Lee", "Ann Lee's lawyer"), _only_owns("Ann Lee", "spokesman for Ann Lee"), _only_owns("mayor", "Leeds mayor")
    (True, False, False)
    """
    a, b = _all_words(name), _all_words(role)
    if not a or len(a) >= len(b) or (b[-len(a) :] == a and b[-len(a) - 1] not in PREPOSITIONS):
        return False
    first = next((i for i, word in enumerate(b) if word in PREPOSITIONS and i), len(b))
    return b[first - 1] not in SPEAKING_FOR | _HEADS and (b[: len(a)] == a or b[-len(a) :] == a)


@lru_cache(maxsize=20_000)
def _holds_role(name: str, role: str) -> bool:
    """Whether a name is the office itself ("Malaysia's Prime Minister"), or the body the office is held in.

    >>> _holds_role("the Indonesian military", "spokesman for the Indonesian military")
    True
    >>> _holds_role("Shadow Home Secretary", "Home Secretary")
    False
    """
    a, b = _all_words(name), _all_words(role)
    if not a or not b:
        return False
    if len(b) <= len(a):
        return a == b or (len(b) > 1 and a[-len(b) :] == b and a[-len(b) - 1] not in _DISTINCT)
    if any(b[i : i + len(a)] == a for i in range(len(b) - len(a) + 1)):
        before = b[len(b) - len(a) - 1]
        return not (b[-len(a) :] == a and before in _DISTINCT) and not set(a) <= check_words().offices
    return any(load_gazetteer().demonyms.get(word) == name.strip() for word in role.split())


def _all_words(text: str) -> tuple[str, ...]:
    return tuple(w.lower().removesuffix("'s") for w in words_of(text) if w.lower() not in ("the", "a", "an"))


def _best(names: Iterable[str], surface: str) -> Match:
    return max((compare_names(name, surface) for name in names), default=Match.DIFFERENT)
