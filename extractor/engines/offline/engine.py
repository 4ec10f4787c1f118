"""Fill a record from the annotations of an article: the whole news record, or the marked fields of any other schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from extractor.core.annotations import Annotations
from extractor.core.article import Article
from extractor.core.draft import Draft
from extractor.engines.offline.gather import gather
from extractor.engines.offline.generic import fill_any
from extractor.engines.offline.news import fill_news, is_news

if TYPE_CHECKING:
    from pydantic import BaseModel

    RecordT = TypeVar("RecordT", bound=BaseModel)

PROVENANCE = {"engine": "offline"}


class OfflineEngine:
    """Fills records with what the reader found; every value is a mention of the article, nothing is made up."""

    name = "offline"

    def fill(self, article: Article, annotations: Annotations, schema: type[RecordT]) -> Draft[RecordT]:
        """Fill a schema; `Draft.empty` names the marked fields nothing was found for.

        Raises `EngineError` of kind "unfillable" when a required field stays empty.

        >>> from extractor.schemas.news import NewsRecord
        >>> OfflineEngine().fill(Article(""), Annotations(Article("")), NewsRecord).record.actors
        []
        """
        facts = gather(annotations)
        if is_news(schema):
            return Draft(fill_news(facts, schema), (), PROVENANCE)
        record, empty = fill_any(facts, schema)
        return Draft(record, empty, PROVENANCE)
