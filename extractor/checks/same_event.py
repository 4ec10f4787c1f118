"""Which words can tell of one event: a word or a set phrase in, the classes of the news it belongs to out; and which exclude each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractor.checks.wordnet import relations
from extractor.checks.words import base_forms, check_words, keys
from extractor.text.lexicon import read_lexicon

_FILE = Path(__file__).parent / "lexicons" / "events.en.toml"
_GAP = 3
"""Words that may stand inside a set phrase: "put the vote off", "found the nurse guilty"."""
_CLASS = re.compile(r"class\d+")
WIDE = "≈"
"""First letter of the keys that only say that two words can tell of one event."""


@dataclass(frozen=True, slots=True)
class _Table:
    classes: dict[str, frozenset[str]]
    """Base form -> the classes it is in."""
    phrases: dict[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]]
    """First word, in its base form -> the words behind it and the classes of the phrase."""
    sides: dict[str, frozenset[tuple[int, bool]]]
    """Base form -> number of a pair of opposites and which of the two it is."""


@lru_cache(maxsize=1)
def _table() -> _Table:
    table = read_lexicon(_FILE)
    classes: dict[str, set[str]] = {}
    for number, line in enumerate(table["same_event"].strip().splitlines()):
        for word in line.split():
            classes.setdefault(word, set()).add(f"{WIDE}{number}")
    phrases: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for phrase in [word for word in classes if "_" in word]:
        first, *rest = phrase.split("_")
        phrases.setdefault(first, []).append((tuple(rest), frozenset(classes.pop(phrase))))
    sides: dict[str, set[tuple[int, bool]]] = {}
    for number, line in enumerate(table["opposites"].strip().splitlines()):
        left, right = line.split("|")
        for word in left.split():
            sides.setdefault(word, set()).add((number, False))
        for word in right.split():
            sides.setdefault(word, set()).add((number, True))
    return _Table(
        {word: frozenset(names) for word, names in classes.items()},
        {first: tuple(found) for first, found in phrases.items()},
        {word: frozenset(found) for word, found in sides.items()},
    )


@lru_cache(maxsize=50_000)
def event_keys(word: str) -> frozenset[str]:
    """Everything two words may share that lets them tell of one event: the keys of the word, classes of the news and of WordNet.

    >>> bool(event_keys("ouster") & event_keys("dismissed")), bool(event_keys("ouster") & event_keys("hired"))
    (True, False)
    """
    classes, forms = _table().classes, base_forms(word)
    named = {name for form in forms for name in classes.get(form, ())}
    return keys(word) | named | {f"{WIDE}w{group}" for group in relations(word, check_words().irregular.get(word.lower())).groups}


@lru_cache(maxsize=50_000)
def literal_keys(word: str) -> frozenset[str]:
    """The keys of a word and of the forms made from it, without its synonyms."""
    return frozenset(key for key in keys(word) if not _CLASS.fullmatch(key))


def is_of_events(word: str) -> bool:
    """Whether a word is one of those by which the news names events."""
    return not base_forms(word).isdisjoint(_table().classes)


def phrase_keys(words: Sequence[str], at: int) -> frozenset[str]:
    """Classes of the set phrases that begin with the word at a place, in lower case: "stepped down", "went on trial".

    >>> bool(phrase_keys(["she", "stepped", "down"], 1) & event_keys("resignation")), phrase_keys(["she", "stepped", "in"], 1)
    (True, frozenset())
    """
    phrases = _table().phrases
    found: set[str] = set()
    for base in base_forms(words[at]) & phrases.keys():
        for rest, names in phrases[base]:
            if _follow(rest, words[at + 1 : at + 1 + len(rest) + _GAP]):
                found |= names
    return frozenset(found)


def _follow(rest: tuple[str, ...], words: Sequence[str]) -> bool:
    """Whether the words of a phrase stand in order, with few others in between: "called the strike off"."""
    behind = iter(words)
    return all(word in behind for word in rest)


def are_opposed(word: str, other: str) -> bool:
    """Whether two words are opposites that cannot tell of one event.

    >>> are_opposed("reopening", "closed"), are_opposed("opening", "opened"), are_opposed("opening", "bought")
    (True, False, False)
    """
    sides = _table().sides
    mine = {side for form in base_forms(word) for side in sides.get(form, ())}
    theirs = {side for form in base_forms(other) for side in sides.get(form, ())}
    return any((number, not which) in theirs for number, which in mine) and event_keys(word).isdisjoint(event_keys(other))
