"""Long articles: cut between paragraphs, filled in parts, put together without doubles."""

from __future__ import annotations

import json
import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from extractor.core.article import Article
from extractor.engines.llm import LLMEngine
from extractor.engines.llm.parts import part_characters, split
from extractor.engines.llm.telling import around
from extractor.errors import EngineError
from extractor.schemas.news import NewsRecord
from tests.llm.setting import fill, options

PARAGRAPH = (
    "Town {n} counted {n} injured people after the storm, mayor Ana Ruiz said. “We are still counting in town {n},” Ruiz told reporters. "
    "The national weather service had warned of gusts since Monday, and schools stayed closed in most of the region.\n\n"
)


def long_article(characters: int) -> Article:
    paragraphs, size, n = [], 0, 100
    while size < characters:
        paragraphs.append(PARAGRAPH.format(n=n))
        size += len(paragraphs[-1])
        n += 1
    return Article("".join(paragraphs), id="long")


def answer(body: dict[str, Any], _: int) -> dict[str, Any]:
    """A model that reads: one count and one quotation a town, Ana Ruiz in every part, ids from 1 in every part."""
    text = body["messages"][1]["content"]
    towns = [int(n) for n in re.findall(r"Town (\d+) counted", text)]
    record = {
        "actors": [{"id": "a1", "name": "Ana Ruiz", "role": "mayor", "aliases": ["Ruiz"]}],
        "counts": [{"id": f"c{i}", "value": n, "of": "injured people", "actor": "a1"} for i, n in enumerate(towns, 1)],
        "quotes": [
            {"id": f"q{i}", "text": f"We are still counting in town {n}", "speaker": "a1", "addressee": "reporters"}
            for i, n in enumerate(towns, 1)
        ],
        "dates": [{"id": "d1", "text": "Monday", "value": "2021-10-04", "event": "warned of gusts"}],
    }
    return {"content": json.dumps(record)}


def test_200_kilobytes(serve: Any) -> None:
    """An article of 200 kB is filled in parts, at once: each town once, Ana Ruiz once, ids unique, references whole."""
    article = long_article(200_000)
    towns = re.findall(r"Town (\d+) counted", article.text)
    server = serve(lambda body, n: {**answer(body, n), "latency": 0.1})
    start = time.monotonic()
    draft = fill(server.url, article, NewsRecord)
    record = draft.record
    assert isinstance(record, NewsRecord)
    assert draft.provenance["parts"] == len(server.bodies) > 4
    assert server.peak > 2
    assert time.monotonic() - start < 10
    assert [str(count.value) for count in record.counts] == towns
    assert len(record.quotes) == len(towns)
    assert [actor.name for actor in record.actors] == ["Ana Ruiz"]
    assert len(record.dates) == 1
    ids = [item.id for item in (*record.actors, *record.counts, *record.quotes, *record.dates)]
    assert len(set(ids)) == len(ids)
    assert {quote.speaker for quote in record.quotes} == {record.actors[0].id}
    assert draft.provenance["usage"]["total_tokens"] == 120 * len(server.bodies)
    parts = [body["messages"][1]["content"] for body in server.bodies]
    assert all(f"of {len(parts)} of the article" in part for part in parts)


def test_one_part_fails(serve: Any) -> None:
    """When a part cannot be had the article fails: a record with a silent hole is worse than none. All tokens are counted."""
    server = serve(lambda body, n: {"refusal": "no", "latency": 0.2} if "part 3 of" in body["messages"][1]["content"] else answer(body, n))
    with pytest.raises(EngineError) as caught:
        fill(server.url, long_article(120_000), NewsRecord)
    assert caught.value.kind == "refused"
    assert caught.value.usage["total_tokens"] == 120 * len(server.bodies)


@pytest.mark.parametrize("limit", ["400", "413", "length"])
def test_too_long_for_this_server(limit: str, serve: Any) -> None:
    """A server that holds less than was assumed: the text is halved until it fits, and nothing is lost."""
    replies = {
        "400": {"status": 400, "error": "This model's maximum context length is 8192 tokens"},
        "413": {"status": 413},
        "length": {"content": '{"counts": [', "finish_reason": "length"},
    }
    article = long_article(24_000)
    server = serve(lambda body, n: replies[limit] if len(body["messages"][1]["content"]) > 9_000 else answer(body, n))
    draft = fill(server.url, article, NewsRecord, context_tokens=100_000)
    assert [str(count.value) for count in draft.record.counts] == re.findall(r"Town (\d+) counted", article.text)
    assert len(server.bodies) == 1 + 2 + 4
    assert draft.provenance["parts"] == 4


class Storm(BaseModel):
    """A user's own schema with fields that stand once."""

    name: str
    towns: list[str]
    deaths: int | None = None


def test_required_fields_may_stand_in_any_part(serve: Any) -> None:
    """A required field that only one part holds is found there; the parts without it are no failures."""

    def script(body: dict[str, Any], _: int) -> dict[str, Any]:
        text = body["messages"][1]["content"]
        part = body["response_format"]["json_schema"]["schema"]
        assert part.get("required", []) == []
        record: dict[str, Any] = {"towns": re.findall(r"Town \d+", text)}
        if "part 2 of" in text:
            record["name"] = "Xaver"
        return {"content": json.dumps(record)}

    article = long_article(90_000)
    record = fill(serve(script).url, article, Storm).record
    assert isinstance(record, Storm)
    assert record.name == "Xaver"
    assert len(record.towns) == len(re.findall(r"Town \d+", article.text))


def test_required_field_in_no_part(serve: Any) -> None:
    """A required field that no part holds fails with the field's name."""
    with pytest.raises(EngineError, match="/name") as caught:
        fill(serve([{"content": '{"towns": []}'}]).url, long_article(90_000), Storm)
    assert caught.value.kind == "invalid"


def test_dry_run_shows_every_part() -> None:
    """The request of a long article is the list of those of its parts."""
    engine = LLMEngine(options("http://127.0.0.1:1/v1", context_tokens=20_000))
    article = long_article(60_000)
    bodies = engine.request(article, NewsRecord)["bodies"]
    inside = [re.search(r"<article-\w+>\n(.*)\n</article-", body["messages"][1]["content"], re.DOTALL) for body in bodies]
    assert "".join(found.group(1) for found in inside if found) == article.text


@pytest.mark.parametrize("towns", [(150,), (120, 180), ()], ids=str)
def test_a_further_question_about_a_long_article_shows_the_parts_in_question(towns: tuple[int, ...]) -> None:
    """Of an article too long to show again, the start and what the findings rest on go along; a short one goes whole."""
    article = long_article(30_000)
    spans = [(article.text.index(f"Town {n}"), article.text.index(f"Town {n}") + 8) for n in towns]
    shown = around(article, spans, 16_000)
    assert "Town 100 counted" in shown
    assert [n for n in (120, 150, 180) if f"Town {n} counted" in shown] == list(towns)
    assert len(shown) < 17_000
    assert around(article, spans, 40_000) == article.text


@given(st.text(alphabet="ab.\n “”!?", max_size=400), st.integers(1, 80))
def test_split_loses_nothing(text: str, size: int) -> None:
    """Pieces joined are the text; none is longer than asked; none is empty unless the text is."""
    pieces = split(text, size)
    assert "".join(pieces) == text
    assert all(len(piece) <= size for piece in pieces)
    assert all(pieces) or text == ""


@pytest.mark.parametrize(
    ("text", "size", "cuts", "why"),
    [
        ("One one.\n\nTwo two.\n\nThree.", 20, ["One one.\n\n", "Two two.\n\nThree."], "between paragraphs, near the middle"),
        ("A line here.\nB line here.\nC line.", 26, ["A line here.\n", "B line here.\nC line."], "lines when there are no blank ones"),
        ("Went home. Came back. Left.", 16, ["Went home. ", "Came back. Left."], "sentences inside a long paragraph"),
        ("alpha beta gamma", 9, ["alpha ", "beta ", "gamma"], "words inside a long sentence"),
        ("x" * 25, 10, ["x" * 10, "x" * 10, "x" * 5], "anywhere in a long word"),
    ],
)
def test_where_it_is_cut(text: str, size: int, cuts: list[str], why: str) -> None:
    """Paragraphs first, then lines, sentences, words."""
    assert split(text, size) == cuts


@pytest.mark.parametrize("text", ["9,9,9," * 170_000, "\n" * 1_000_000, "“" * 1_000_000, "a " * 500_000, "x" * 1_000_000])
def test_a_megabyte_is_split_in_no_time(text: str) -> None:
    """Splitting takes linear time on anything."""
    start = time.monotonic()
    assert "".join(split(text, 36_000)) == text
    assert time.monotonic() - start < 2


def test_room_for_the_reply() -> None:
    """Half of what prompt and schema leave is for the article, the rest for the reply; never more than a reply can list."""
    assert part_characters(8_000, 6_000, None) == 9_000
    assert part_characters(8_000, 6_000, 4_000) == 6_000
    assert part_characters(1_000_000, 6_000, None) == 36_000
    assert part_characters(1_000, 6_000, None) == 2_000
