"""Requests in flight: as many as allowed and no more; cancelling leaves nothing running; the key leaks nowhere."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import re
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import Any

import pytest

from extractor.core.article import Article
from extractor.engines.llm import LLMEngine
from extractor.errors import EngineError
from extractor.schemas.news import NewsRecord
from tests.llm.setting import BAD, GOOD, KEY, TEXT, fill, options, run

ROOT = Path(__file__).resolve().parents[2]


def test_concurrency_is_reached_and_kept(serve: Any) -> None:
    """40 articles with 8 allowed in flight: the server sees 8 at once, never more."""
    server = serve([{"content": GOOD, "latency": 0.05}])

    async def work() -> None:
        async with LLMEngine(options(server.url, concurrency=8)) as engine:
            await asyncio.gather(*(engine.fill(Article(f"{TEXT} {i}"), NewsRecord) for i in range(40)))

    run(work())
    assert (len(server.bodies), server.peak) == (40, 8)


def test_re_asks_side_by_side_do_not_mix(serve: Any) -> None:
    """32 articles whose first reply does not fit are asked again at once, and each gets its own answer."""

    def script(body: dict[str, Any], _: int) -> dict[str, Any]:
        number = re.search(r"article number (\d+)", json.dumps(body["messages"]))
        assert number
        value = number.group(1) if len(body["messages"]) > 2 else '"many"'
        return {"content": f'{{"counts": [{{"value": {value}}}]}}', "latency": 0.02}

    server = serve(script)

    async def work() -> list[Any]:
        async with LLMEngine(options(server.url, concurrency=32)) as engine:
            return await asyncio.gather(*(engine.fill(Article(f"article number {i}"), NewsRecord) for i in range(32)))

    drafts = run(work())
    assert [int(draft.record.counts[0].value) for draft in drafts] == list(range(32))
    assert len(server.bodies) == 64


def test_many_in_flight_do_not_queue(serve: Any) -> None:
    """128 replies of one second, all in flight, take little more than one second."""
    server = serve([{"content": GOOD, "latency": 1.0}])

    async def work() -> float:
        async with LLMEngine(options(server.url, concurrency=128, timeout_s=30)) as engine:
            await engine.fill(Article(TEXT), NewsRecord)
            start = time.monotonic()
            await asyncio.gather(*(engine.fill(Article(f"{TEXT} {i}"), NewsRecord) for i in range(128)))
            return time.monotonic() - start

    assert run(work()) < 3.5  # one second on an idle machine; one after the other it would be 128
    assert server.peak == 128


@pytest.mark.parametrize("state", ["waiting for a reply", "asking again", "pausing", "in parts"])
def test_cancelling_leaves_nothing_running(state: str, serve: Any) -> None:
    """A cancelled extraction stops where it stands: no task, no connection, no further request."""
    slow = {"content": GOOD, "latency": 30}
    scripts: dict[str, list[dict[str, Any]]] = {
        "waiting for a reply": [slow],
        "asking again": [{"content": BAD}, slow],
        "pausing": [{"status": 429, "headers": {"retry-after": "30"}}],
        "in parts": [slow],
    }
    server = serve(scripts[state])
    text = "\n\n".join(f"{TEXT} {i}" for i in range(400)) if state == "in parts" else TEXT

    async def work() -> None:
        async with LLMEngine(options(server.url, http_retries=2, timeout_s=60, context_tokens=10_000)) as engine:
            task = asyncio.create_task(engine.fill(Article(text), NewsRecord))
            wanted = {"asking again": 2, "in parts": 3}.get(state, 1)
            for _ in range(300):
                await asyncio.sleep(0.01)
                if len(server.bodies) >= wanted:
                    break
            await asyncio.sleep(0.05)
            task.cancel()
            start = time.monotonic()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            assert task.cancelled()
            assert time.monotonic() - start < 1

    run(work())
    seen = len(server.bodies)
    time.sleep(0.1)
    assert len(server.bodies) == seen


LEAKS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("401 that quotes the key", {"status": 401, "error": f"Incorrect API key provided: {KEY}."}, {}),
    ("500 that quotes the header", {"status": 500, "error": f"Authorization: Bearer {KEY}"}, {}),
    ("HTML that quotes the key", {"raw": f"<html>{KEY}</html>".encode()}, {}),
    ("refusal that quotes the key", {"refusal": f"your key {KEY} is not welcome"}, {}),
    ("silence", {"content": GOOD, "latency": 5}, {"timeout_s": 0.2}),
    ("cut", {"content": GOOD, "cut": True}, {}),
    ("schema error", {"content": BAD}, {"retries": 1}),
]


@pytest.mark.parametrize(("reply", "given"), [leak[1:] for leak in LEAKS], ids=[leak[0] for leak in LEAKS])
def test_key_shows_up_nowhere(
    reply: dict[str, Any], given: dict[str, Any], serve: Any, article: Article, caplog: pytest.LogCaptureFixture, capfd: Any
) -> None:
    """The key is in no log at any level, on no stream, in no error, its cause or its traceback."""
    server = serve([reply])
    with caplog.at_level(logging.DEBUG), pytest.raises(EngineError) as caught:
        fill(server.url, article, NewsRecord, **given)
    error = caught.value
    assert error.__cause__ is None
    told = [str(error), repr(error), repr(vars(error)), "".join(traceback.format_exception(error)), caplog.text, *capfd.readouterr()]
    assert [text for text in told if KEY in text] == []
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"


def test_key_in_a_reply_is_taken_out(serve: Any, article: Article, tmp_path: Path) -> None:
    """A reply that quotes the key gives a record, a cache and a recording without it."""
    from extractor.engines.llm import Recorder

    script = [{"content": json.dumps({"actors": [{"name": f"me {KEY}"}]})}]
    draft = fill(serve(script).url, article, NewsRecord, cache=True, cache_path=tmp_path / "c.db")
    assert draft.record.actors[0].name == "me ***"

    async def work() -> None:
        async with LLMEngine(options(serve(script).url), record=Recorder(tmp_path / "reply.json")) as engine:
            await engine.fill(article, NewsRecord)

    run(work())
    assert [file for file in tmp_path.iterdir() if file.is_file() and KEY.encode() in file.read_bytes()] == []


def test_key_is_in_no_repr() -> None:
    """Options, provider and engine can be printed."""
    engine = LLMEngine(options("http://127.0.0.1:1/v1", api_key=KEY))
    assert all(KEY not in repr(value) for value in (engine, engine.options, engine.provider))


def test_redirects_are_not_followed(serve: Any, article: Article) -> None:
    """A server that points elsewhere gets an error; the article and the key do not travel on."""
    other = serve([{"content": GOOD}])
    server = serve([{"status": 307, "headers": {"location": f"{other.url}/chat/completions"}}])
    with pytest.raises(EngineError, match="redirects"):
        fill(server.url, article, NewsRecord)
    assert other.bodies == []


def test_text_that_utf8_cannot_hold(serve: Any) -> None:
    """A lone surrogate in an article is sent as a JSON escape and arrives."""
    server = serve([{"content": GOOD}])
    fill(server.url, Article("a\ud800b"), NewsRecord)
    assert "a\ud800b" in server.bodies[0]["messages"][1]["content"]


def test_failures_print_nothing(serve: Any, article: Article, capfd: Any) -> None:
    """Re-asks and failures are silent on both streams; telling is the caller's business."""
    server = serve([{"content": BAD}])
    with pytest.raises(EngineError):
        fill(server.url, article, NewsRecord)
    assert capfd.readouterr() == ("", "")


def test_import_is_light() -> None:
    """Importing the engine and printing a request import neither openai nor instructor nor an HTTP client."""
    code = (
        "import sys; from extractor.engines.llm import LLMEngine, LLMOptions; from extractor.core.article import Article\n"
        "from extractor.schemas.news import NewsRecord\n"
        "LLMEngine(LLMOptions('openai/m')).request(Article('It rained.'), NewsRecord)\n"
        "print(sorted({'openai', 'instructor', 'httpx2', 'aiohttp', 'tenacity', 'jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_one_module_imports_the_sdks() -> None:
    """openai and instructor are imported in one module of the package."""
    pattern = re.compile(r"^\s*(?:import|from) (?:openai|instructor)\b", re.MULTILINE)
    files = (ROOT / "extractor").rglob("*.py")
    assert {file.name for file in files if pattern.search(file.read_text(encoding="utf-8"))} == {"client.py"}
