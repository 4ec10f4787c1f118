"""The word classes that decide whose deed a clause tells of, loaded once from the lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractor.text.lexicon import read_lexicon

_FILE = Path(__file__).parents[1] / "lexicons" / "actions.en.toml"


@dataclass(frozen=True, slots=True)
class ActionWords:
    """Sets of base forms; the lexicon says what each is for."""

    plans: frozenset[str]
    proposing: frozenset[str]
    editions: frozenset[str]
    changing: frozenset[str]
    together: frozenset[str]
    bodies: frozenset[str]
    deciding: frozenset[str]
    decisions: frozenset[str]
    sides: frozenset[str]
    undergone: frozenset[str]
    papers: frozenset[str]
    adopting: frozenset[str]
    paper_deeds: frozenset[str]
    contacting: frozenset[str]
    holding: frozenset[str]
    occasions: frozenset[str]
    gathering: frozenset[str]
    saying: frozenset[str]
    celebrating: frozenset[str]
    protesting: frozenset[str]


@lru_cache(maxsize=1)
def action_words() -> ActionWords:
    """The English classes.

    >>> "goal" in action_words().plans, "goal" in action_words().editions
    (True, False)
    """
    table = read_lexicon(_FILE)
    return ActionWords(**{name: frozenset(words.split()) for name, words in table.items()})
