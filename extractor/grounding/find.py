"""Locate words in an article: exactly, else folded (marks, dashes, spaces, case); every place they stand at.

Words that are only nearly the article's are not found: nearness is no evidence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from extractor.core.annotations import Annotations
from extractor.core.article import Article
from extractor.text.fold import Folded, fold

_MEMO = "grounding.folded"
MOST_PLACES = 64
"""Places kept of words that stand in the article more often; a citation that common proves nothing by itself."""


class Alignment(StrEnum):
    """How words were found."""

    EXACT = "exact"
    FOLDED = "folded"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Grounded:
    """Where words stand in the article; no span when they do not."""

    spans: tuple[tuple[int, int], ...]
    alignment: Alignment

    def __bool__(self) -> bool:
        return bool(self.spans)


@dataclass(frozen=True, slots=True)
class FoldedArticle:
    """The article folded once, with and without case."""

    text: str
    folded: Folded
    lower: str
    found: dict[str, Grounded] = field(default_factory=dict, compare=False, repr=False)
    """What has been looked up: a citation is asked for when it is placed, and again when it is checked."""


def fold_article(text: str) -> FoldedArticle:
    """Fold a text for any number of look-ups; lower case keeps the length, so offsets agree."""
    folded = fold(text)
    return FoldedArticle(text, folded, _lower(folded.text))


def folded_article(annotations: Annotations) -> FoldedArticle:
    """The folded article of a reading, made once."""
    found = annotations._memo.get(_MEMO)
    if not isinstance(found, FoldedArticle):
        found = annotations._memo[_MEMO] = fold_article(annotations.article.text)
    return found


def ground(text: str, article: Article | str) -> Grounded:
    """Every place where words stand in an article, in order; whole words only.

    >>> ground("five million", "It cost five  million. Five million!").spans
    ((8, 21), (23, 35))
    >>> ground("four million", "It cost five million.").alignment
    <Alignment.NONE: 'none'>
    """
    return ground_in(text, fold_article(article if isinstance(article, str) else article.text))


def ground_in(text: str, article: FoldedArticle) -> Grounded:
    """Like `ground`, in an article that is folded already."""
    known = article.found.get(text)
    if known is None:
        known = article.found[text] = _ground(text, article)
    return known


def _ground(text: str, article: FoldedArticle) -> Grounded:
    words = text.strip()
    if not words:
        return Grounded((), Alignment.NONE)
    exact = _places(words, article.text)
    if exact:
        return Grounded(tuple((a, a + len(words)) for a in exact), Alignment.EXACT)
    needle = _lower(fold(words).text.strip())
    if not needle:
        return Grounded((), Alignment.NONE)
    spans = tuple(article.folded.span(a, a + len(needle)) for a in _places(needle, article.lower))
    return Grounded(spans, Alignment.FOLDED if spans else Alignment.NONE)


def _places(needle: str, hay: str) -> list[int]:
    """Starts of the places where the needle stands and cuts no word."""
    out: list[int] = []
    left, right = needle[0].isalnum(), needle[-1].isalnum()
    at = hay.find(needle)
    while at >= 0 and len(out) < MOST_PLACES:
        end = at + len(needle)
        if not ((left and at and hay[at - 1].isalnum()) or (right and end < len(hay) and hay[end].isalnum())):
            out.append(at)
        at = hay.find(needle, at + len(needle))
    return out


def _lower(text: str) -> str:
    """Lower case that never changes the length (a few letters grow: they stay as they are)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
