"""Everything the reader found in one article, in order of the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.core.article import Article
from extractor.core.mention import DateMention, NumberMention, QuotationMention
from extractor.core.syntax import NameMention, Sentence


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like part of the article."""

    start: int
    end: int
    kind: str
    """headline, dateline, byline, caption, body or boilerplate."""


@dataclass(frozen=True)
class Annotations:
    """The reader's result. Tuples are sorted by start; mentions of one tuple never overlap."""

    article: Article
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    numbers: tuple[NumberMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    quotations: tuple[QuotationMention, ...] = ()
    names: tuple[NameMention, ...] = ()
    anchor: str | None = None
    """ISO day relative dates hang on: the dateline's, else the publication day, else None."""
    _memo: dict[str, object] = field(default_factory=dict, compare=False, repr=False)
    """Indexes that later stages derive once per article; never part of the value."""
