"""Turn a news article into a typed record whose every figure, quotation and date was looked up in the text.

    >>> from extractor import extract
    >>> result = extract("NATO expelled eight members on Wednesday.", published="2021-10-07")
    >>> int(result.record.counts[0].value)
    8

Names load when they are used, so importing the package costs nothing.
"""

from __future__ import annotations

from pathlib import Path as _Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.api import (
        aextract,
        aextract_many,
        annotate,
        check,
        explain,
        extract,
        extract_many,
    )
    from extractor.core.annotations import Annotations
    from extractor.core.article import Article
    from extractor.core.extraction import Extraction
    from extractor.core.finding import Finding, Verdict
    from extractor.core.mention import DateMention, NumberMention, QuotationMention
    from extractor.core.syntax import NameMention
    from extractor.errors import ExtractorError
    from extractor.schemas.news import NewsRecord

_here = _Path(__file__).resolve().parent
if not (_here / "schemas").is_dir() and (_here.parent / "schemas" / "__init__.py").is_file():
    __path__.append(str(_here.parent))  # a checkout without symlinks: extractor.schemas is ../schemas

_PUBLIC = {
    "Annotations": "extractor.core.annotations",
    "Article": "extractor.core.article",
    "DateMention": "extractor.core.mention",
    "Extraction": "extractor.core.extraction",
    "ExtractorError": "extractor.errors",
    "Finding": "extractor.core.finding",
    "NameMention": "extractor.core.syntax",
    "NewsRecord": "extractor.schemas.news",
    "NumberMention": "extractor.core.mention",
    "QuotationMention": "extractor.core.mention",
    "Verdict": "extractor.core.finding",
    "aextract": "extractor.api",
    "aextract_many": "extractor.api",
    "annotate": "extractor.api",
    "check": "extractor.api",
    "explain": "extractor.api",
    "extract": "extractor.api",
    "extract_many": "extractor.api",
}

__all__ = [
    "Annotations",
    "Article",
    "DateMention",
    "Extraction",
    "ExtractorError",
    "Finding",
    "NameMention",
    "NewsRecord",
    "NumberMention",
    "QuotationMention",
    "Verdict",
    "aextract",
    "aextract_many",
    "annotate",
    "check",
    "explain",
    "extract",
    "extract_many",
]


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        from importlib import import_module

        value = getattr(import_module(_PUBLIC[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'extractor' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_PUBLIC})
