"""Records of the offline engine: short articles in, who acts, what is done and what is counted out. Cases are data: records.jsonl."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.core.article import Article
from extractor.engines.offline import OfflineEngine
from extractor.recognizers.annotate import annotate_article
from extractor.schemas.news import NewsRecord

CASES = [json.loads(line) for line in Path(__file__).with_name("records.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_records_say_what_the_article_says(case: dict[str, Any]) -> None:
    """`actors` are all there are but for the `optional`, `counts` all in order; `never` are no verbs, `aliases` of nobody."""
    article = Article(case["text"])
    record = OfflineEngine().fill(article, annotate_article(article), NewsRecord).record
    name = {actor.id: actor.name for actor in record.actors}
    listed = set(name.values())
    if "actors" in case:
        assert listed - set(case.get("optional", ())) == set(case["actors"]) - set(case.get("optional", ()))
    assert listed >= set(case.get("has", ()))
    assert not listed & set(case.get("absent", ()))
    done = [[name.get(action.actor or "", action.actor), action.verb, action.object] for action in record.actions]
    assert all(wanted in done for wanted in case.get("does", ())), done
    assert not {action.verb for action in record.actions} & set(case.get("never", ()))
    aliases = [[actor.name, alias] for actor in record.actors for alias in actor.aliases]
    assert not [pair for pair in case.get("aliases", ()) if pair in aliases]
    if "counts" in case:
        assert [[count.value, count.of] for count in record.counts] == case["counts"]
    if "speakers" in case:
        assert [name.get(quote.speaker or "", quote.speaker) for quote in record.quotes] == case["speakers"]
