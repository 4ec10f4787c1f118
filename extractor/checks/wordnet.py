"""What WordNet says of a word: its base form in, groups of words of one meaning and kinds of things out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from extractor.recognizers.syntax.lemma import rule_lemma

_FILE = Path(__file__).parent / "lexicons" / "wordnet" / "words.en.txt"
"""A word a line with its relations, made by training/wordnet.py."""


@dataclass(frozen=True, slots=True)
class Relations:
    """What a word shares with others."""

    groups: frozenset[str]
    """Groups of synonyms and of words made from one another; words that share one can say the same."""
    kinds: frozenset[str]
    """Kinds of things the word is one of: a ferry is a boat, a vessel, a vehicle."""
    names: frozenset[str]
    """Kinds the word names itself."""


_NONE = Relations(frozenset(), frozenset(), frozenset())


@cache
def _table() -> dict[str, str]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines)


@lru_cache(maxsize=20_000)
def relations(word: str, irregular: str | None = None) -> Relations:
    """Relations of a word in any form; `irregular` is its base form where no ending tells it. Empty when WordNet does not have it.

    >>> bool(relations("purchased").groups & relations("buys").groups), sorted(relations("ferries").kinds)
    (True, ['boat', 'craft', 'vehicle', 'vessel'])
    """
    table = _table()
    low = word.lower()
    bases = dict.fromkeys(form for form in (low, irregular, rule_lemma(low, "NOUN"), rule_lemma(low, "VERB")) if form)
    found = [mark for base in bases for mark in table.get(base, "").split()]
    if not found:
        return _NONE
    return Relations(
        frozenset(mark for mark in found if mark[0].isdigit()),
        frozenset(mark[1:] for mark in found if mark[0] == "^"),
        frozenset(mark[1:] for mark in found if mark[0] == "@"),
    )
