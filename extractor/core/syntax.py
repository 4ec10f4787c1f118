"""Sentences, tokens with their place in the dependency tree, and names; offsets count code points of the article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Token:
    """One syntactic word (Universal Dependencies v2)."""

    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    head: int
    """Index of the head token in the same sentence; -1 for the root."""
    deprel: str


@dataclass(frozen=True)
class Sentence:
    """A sentence of the article and its tree."""

    start: int
    end: int
    tokens: tuple[Token, ...]

    @cached_property
    def kids(self) -> tuple[tuple[int, ...], ...]:
        """For each token the indexes of its dependents, in order of the text."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head >= 0:
                below[token.head].append(i)
        return tuple(map(tuple, below))

    @cached_property
    def root(self) -> int:
        """Index of the root; -1 in a sentence without tokens."""
        return next((i for i, token in enumerate(self.tokens) if token.head < 0), -1)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def children(self, index: int, *relations: str) -> Iterator[int]:
        """Indexes of the dependents of a token, in order; only those with one of `relations`, if any are named.

        A relation also matches its subtypes: "nsubj" gives "nsubj:pass" too.
        """
        for i in self.kids[index]:
            relation = self.tokens[i].deprel
            if not relations or relation in relations or relation.partition(":")[0] in relations:
                yield i

    def subtree(self, index: int) -> list[int]:
        """Indexes of a token and everything below it, in order of the text."""
        inside = [index]
        for i in inside:
            inside.extend(self.kids[i])
        return sorted(inside)

    def index_at(self, offset: int) -> int:
        """Index of the token that covers a character of the article; -1 when none does."""
        i = bisect_right(self._starts, offset) - 1
        return i if i >= 0 and offset < self.tokens[i].end else -1


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name of the text."""

    start: int
    end: int
    text: str
    kind: str
    """person, organization, place, country, or group (a nationality or another named group of people)."""
