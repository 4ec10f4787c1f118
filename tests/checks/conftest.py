"""Reads the articles of the cases, each once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache

import pytest

from extractor.core.annotations import Annotations
from extractor.core.article import Article


@lru_cache(maxsize=512)
def _read(text: str, published: str | None) -> Annotations:
    from extractor.recognizers.annotate import annotate_article

    return annotate_article(Article(text, dt.date.fromisoformat(published) if published else None))


@pytest.fixture(scope="session")
def read() -> Callable[[str, str | None], Annotations]:
    """Text and publication day in, annotations out."""
    return _read
