"""Counts of the offline engine: sentences in, values with what they count out. Cases are data: counts.jsonl."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.core.article import Article
from extractor.engines.offline import OfflineEngine
from extractor.recognizers.annotate import annotate_article
from extractor.schemas.news import NewsRecord

CASES = [json.loads(line) for line in Path(__file__).with_name("counts.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_counts_say_what_they_count(case: dict[str, Any]) -> None:
    """Every number that counts is there with its thing and what befell it; numbers that only name are not."""
    article = Article(case["text"])
    record = OfflineEngine().fill(article, annotate_article(article), NewsRecord).record
    expected = [(None if value is None else Decimal(str(value)), of) for value, of in case["counts"]]
    assert [(count.value, count.of) for count in record.counts] == expected
    if "roles" in case:
        assert [count.role for count in record.counts] == case["roles"]
