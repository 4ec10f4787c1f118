"""Recorded replies: made once over HTTP, answered later without network; whatever changed since is named and shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.core.article import Article
from extractor.engines.llm import LLMEngine, LLMOptions, Recorder, Replay, StaleRecording
from extractor.errors import EngineError, InputError
from extractor.schemas.news import NewsRecord
from tests.llm.setting import BAD, GOOD, KEY, options, run


def record(url: str, path: Path, article: Article, **given: Any) -> Any:
    async def work() -> Any:
        async with LLMEngine(options(url, **given), record=Recorder(path)) as engine:
            return await engine.fill(article, NewsRecord)

    return run(work())


def replay(path: Path, article: Article, schema: Any = NewsRecord, **given: Any) -> Any:
    """Replay with a server address where nobody listens."""

    async def work() -> Any:
        base: dict[str, Any] = {"model": "openai/m", "base_url": "http://127.0.0.1:1/v1"}
        async with LLMEngine(LLMOptions(**{**base, **given}), transport=Replay(path)) as engine:
            return await engine.fill(article, schema)

    return run(work())


def by_hand(path: Path, *entries: Any, **header: Any) -> Path:
    path.write_text(json.dumps({**header, "entries": list(entries)}), encoding="utf-8")
    return path


@pytest.mark.parametrize("mode", ["auto", "tools", "json"])
def test_round_trip(mode: str, serve: Any, article: Article, tmp_path: Path) -> None:
    """What was recorded, re-ask included, is replayed with the same record and tokens; no key is in the file."""
    path = tmp_path / "case" / "reply.json"
    server = serve([{"content": BAD}, {"content": GOOD}])
    first = record(server.url, path, article, mode=mode)
    second = replay(path, article, mode=mode)
    assert second.record == first.record
    assert {**second.provenance, "server": ""} == {**first.provenance, "server": ""}
    data = json.loads(path.read_text(encoding="utf-8"))
    assert data["made_by"] == "model"
    assert [entry["purpose"] for entry in data["entries"]] == ["fill", "fill"]
    assert data["entries"][0]["request"] == server.bodies[0]
    assert KEY not in path.read_text(encoding="utf-8")
    assert "created" not in data["entries"][0]["reply"]


def test_mode_of_the_recording_counts(serve: Any, article: Article, tmp_path: Path) -> None:
    """A recording made after a fall-back to tools is replayed in tools at once."""
    path = tmp_path / "reply.json"
    server = serve(lambda body, _: {"content": GOOD} if body.get("tools") else {"status": 400, "error": "no response_format here"})
    record(server.url, path, article)
    assert replay(path, article).provenance["mode"] == "tools"


CHANGES: dict[str, tuple[dict[str, Any], str]] = {
    "parameters": ({"temperature": 0.7}, '+ "temperature": 0.7'),
    "model": ({"model": "openai/n"}, '+ "model": "n"'),
}


@pytest.mark.parametrize("what", CHANGES)
def test_changed_options_are_shown(what: str, serve: Any, article: Article, tmp_path: Path) -> None:
    """Another parameter or model fails with its line in a unified diff."""
    given, line = CHANGES[what]
    path = tmp_path / "reply.json"
    record(serve([{"content": GOOD}]).url, path, article)
    with pytest.raises(StaleRecording) as caught:
        replay(path, article, **given)
    assert caught.value.changed == (what,)
    assert line in str(caught.value).replace("+  ", "+ ")
    assert caught.value.kind == "stale_recording"


def test_changed_prompt_is_shown(serve: Any, article: Article, tmp_path: Path) -> None:
    """An edited prompt fails with the edited line, and nothing else, in the diff."""
    prompt = tmp_path / "mine.v1.md"
    prompt.write_text("Read it well.\nTake numbers.\n\n$article\n", encoding="utf-8")
    path = tmp_path / "reply.json"
    record(serve([{"content": GOOD}]).url, path, article, prompt=str(prompt))
    prompt.write_text("Read it well.\nTake all numbers.\n\n$article\n", encoding="utf-8")
    with pytest.raises(StaleRecording) as caught:
        replay(path, article, prompt=str(prompt))
    assert caught.value.changed == ("prompt",)
    changed = [line for line in caught.value.diff.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert changed == ["-Take numbers.", "+Take all numbers."]


def test_changed_article_and_schema_are_named(serve: Any, article: Article, tmp_path: Path) -> None:
    """Another article or schema is named as what changed."""
    from pydantic import BaseModel

    class Other(BaseModel):
        counts: list[int] = []

    path = tmp_path / "reply.json"
    record(serve([{"content": GOOD}]).url, path, article)
    with pytest.raises(StaleRecording, match="nine members") as caught:
        replay(path, Article(article.text.replace("eight", "nine")))
    assert caught.value.changed == ("article",)
    with pytest.raises(StaleRecording) as caught:
        replay(path, article, Other)
    assert caught.value.changed == ("schema",)


def test_further_request(article: Article, tmp_path: Path) -> None:
    """A request more than was recorded says so: here the reply does not fit and the re-ask has no answer."""
    path = by_hand(tmp_path / "reply.json", {"reply": BAD})
    with pytest.raises(StaleRecording, match="no reply left"):
        replay(path, article)


@pytest.mark.parametrize("mode", ["auto", "tools", "json"])
def test_reply_by_hand(mode: str, article: Article, tmp_path: Path) -> None:
    """A hand-written file needs a record alone and fits every mode."""
    path = by_hand(tmp_path / "reply.json", {"reply": json.loads(GOOD)})
    assert replay(path, article, mode=mode).record.counts[0].value == 8
    assert Replay(path).made_by == "person"


def test_broken_reply_by_hand(article: Article, tmp_path: Path) -> None:
    """Text in place of a record is the reply as it stands; the next entry answers the re-ask; tokens can be told."""
    usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
    path = by_hand(tmp_path / "reply.json", {"reply": "Sure!", "usage": usage}, {"reply": json.loads(GOOD), "usage": usage})
    draft = replay(path, article)
    assert draft.provenance["reasks"] == 1
    assert draft.provenance["usage"]["total_tokens"] == 30


def test_whole_completion_by_hand(article: Article, tmp_path: Path) -> None:
    """An entry may hold a whole completion, for a refusal say."""
    reply = {"choices": [{"message": {"refusal": "no"}, "finish_reason": "stop"}]}
    with pytest.raises(EngineError) as caught:
        replay(by_hand(tmp_path / "reply.json", {"reply": reply}), article)
    assert caught.value.kind == "refused"


def test_header_by_hand_is_compared(article: Article, tmp_path: Path) -> None:
    """What the header of a hand-written file states must still be so."""
    path = by_hand(tmp_path / "reply.json", {"reply": json.loads(GOOD)}, made_by="person", article_sha256="0" * 64)
    with pytest.raises(StaleRecording, match="The article changed") as caught:
        replay(path, article)
    assert caught.value.changed == ("article",)
    by_hand(path, {"reply": json.loads(GOOD)}, made_by="person", article_sha256=article.sha256)
    assert replay(path, article).record.counts


def test_purposes(article: Article, tmp_path: Path) -> None:
    """Entries for fill, repair and complete answer their own questions, whatever their order."""
    path = by_hand(
        tmp_path / "reply.json",
        {"purpose": "complete", "reply": {"counts": [{"id": "c1", "value": 2}]}},
        {"purpose": "repair", "reply": {"counts": [{"id": "c1", "value": 7}]}},
        {"purpose": "fill", "reply": json.loads(GOOD)},
    )
    source = Replay(path)

    async def work() -> Any:
        from extractor.core.extraction import Unused
        from extractor.core.finding import Finding, Verdict

        async with LLMEngine(LLMOptions("openai/m"), transport=source) as engine:
            one = await engine.fill(article, NewsRecord)
            two = await engine.repair(article, NewsRecord, one, [Finding("/counts/0", "count", Verdict.CONTRADICTED, "M1", "m", ((0, 4),))])
            return await engine.complete(article, NewsRecord, two, [Unused("number", 0, 4, "NATO", "2")])

    assert [count.value for count in run(work()).record.counts] == [7, 2]
    assert source.unused() == 0


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"entries": [1]}', '{"entries": [{"request": {}}]}'])
def test_file_that_is_no_recording(content: str, tmp_path: Path) -> None:
    """A file of another shape is an input error that names it."""
    path = tmp_path / "reply.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"reply\.json"):
        Replay(path)


def test_no_cache_beside_a_recording(article: Article, tmp_path: Path) -> None:
    """A replay neither reads nor fills the reply cache."""
    path = by_hand(tmp_path / "reply.json", {"reply": json.loads(GOOD)})
    replay(path, article, cache=True, cache_path=tmp_path / "c.db")
    assert not (tmp_path / "c.db").exists()
