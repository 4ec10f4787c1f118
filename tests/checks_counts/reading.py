"""Reads a text and a claim for the tests of the count checks."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from extractor.core.annotations import Annotations
from extractor.core.article import Article
from extractor.core.claim import CountClaim, EventRef, Party
from extractor.recognizers.annotate import annotate_article
from extractor.recognizers.numbers import find_numbers


@lru_cache(maxsize=512)
def read(text: str) -> Annotations:
    """The article as the reader sees it, trees included."""
    return annotate_article(Article(text))


def read_bare(text: str) -> Annotations:
    """The article without trees, names and quotations."""
    return Annotations(Article(text), numbers=find_numbers(text))


def claim(fields: Mapping[str, object]) -> CountClaim:
    """A claim from plain fields."""

    def number(key: str) -> Decimal | None:
        return None if fields.get(key) is None else Decimal(str(fields[key]))

    def words(key: str) -> str | None:
        return None if fields.get(key) is None else str(fields[key])

    actor, action = words("actor"), words("action")
    return CountClaim(
        "/counts/0",
        value=number("value"),
        low=number("low"),
        high=number("high"),
        unit=words("unit"),
        mod=words("mod"),
        per=words("per"),
        of=words("of"),
        actor=Party(actor, actor) if actor else None,
        action=EventRef(action, action) if action else None,
        role=words("role"),
    )
