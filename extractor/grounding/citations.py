"""Put offsets to the citations of a record: record and article in, a copy of the record with start and end filled out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel

from extractor.core.article import Article
from extractor.fields import Citation
from extractor.grounding.find import FoldedArticle, fold_article, ground_in

_PLAIN = frozenset((type(None), str, bool, int, float, Decimal))
"""Types of most fields, which hold no citation."""
RecordT = TypeVar("RecordT", bound=BaseModel)


def ground_citations(record: RecordT, article: Article, folded: FoldedArticle | None = None) -> RecordT:
    """Fill the offsets of every `Citation` that stands in the article, and take its words from there.

    `folded` is the article folded, where that has been done. Of several places the first is taken. A citation that stands
    nowhere keeps its words and has no offsets. The record given is not changed.

    >>> from extractor.fields import Citations
    >>> class Toll(BaseModel):
    ...     evidence: Citations
    >>> ground_citations(Toll(evidence=["two  MEN"]), Article("The fall of two men.")).evidence
    [Citation(text='two men', start=12, end=19)]
    """
    made = _grounded(record, folded or fold_article(article.text))
    assert isinstance(made, type(record))
    return made


def _grounded(value: Any, article: FoldedArticle) -> Any:
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Citation):
        found = ground_in(value.text, article)
        if not found:
            return Citation(text=value.text)
        start, end = found.spans[0]
        return Citation(text=article.text[start:end], start=start, end=end)
    if isinstance(value, BaseModel):
        changed = {}
        for name in type(value).model_fields:
            before = getattr(value, name)
            after = _grounded(before, article)
            if after is not before:
                changed[name] = after
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, list | tuple):
        items = [_grounded(item, article) for item in value]
        if all(a is b for a, b in zip(items, value, strict=True)):
            return value
        return items if isinstance(value, list) else tuple(items)
    if isinstance(value, dict):
        pairs = {key: _grounded(item, article) for key, item in value.items()}
        return value if all(pairs[key] is value[key] for key in value) else pairs
    return value
