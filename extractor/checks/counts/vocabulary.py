"""Closed lists of the count rules: the name of a list in, its words out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from extractor.text.lexicon import read_lexicon

_FILE = Path(__file__).with_name("vocabulary.en.toml")


def vocabulary(name: str) -> frozenset[str]:
    """The words of a list of `vocabulary.en.toml`, in small letters. Raises KeyError where there is no such list.

    >>> sorted(vocabulary("scales"))
    ['billion', 'million', 'trillion']
    """
    return _lists()[name]


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in read_lexicon(_FILE).items()}
