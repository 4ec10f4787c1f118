"""The reply cache: nothing is paid twice, nothing secret is kept, nothing breaks when the file does."""

from __future__ import annotations

import asyncio
import multiprocessing
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

from extractor.core.article import Article
from extractor.engines.llm import LLMEngine
from extractor.engines.llm.cache import Cached, ReplyCache, default_path
from extractor.engines.llm.transport import Request
from extractor.schemas.news import NewsRecord
from tests.llm.setting import BAD, GOOD, KEY, fill, options, run


def test_hit_costs_no_request(serve: Any, article: Article, tmp_path: Path) -> None:
    """The same question is answered from the file: same record, same count of what it took, no request."""
    server = serve([{"content": BAD}, {"content": GOOD}])
    given = {"cache": True, "cache_path": tmp_path / "c.db"}
    first = fill(server.url, article, NewsRecord, **given)
    second = fill(server.url, article, NewsRecord, **given)
    assert len(server.bodies) == 2
    assert second.record == first.record
    assert (first.provenance["cached"], second.provenance["cached"]) == (False, True)
    assert {**first.provenance, "cached": True} == second.provenance


def test_spent_counts_money_once(serve: Any, article: Article, tmp_path: Path) -> None:
    """`spent` tells what this engine itself cost, which hits do not add to."""
    server = serve([{"content": GOOD}])

    async def work() -> None:
        async with LLMEngine(options(server.url, cache=True, cache_path=tmp_path / "c.db")) as engine:
            await engine.fill(article, NewsRecord)
            await engine.fill(article, NewsRecord)
            assert (engine.spent.requests, engine.spent.usage["total_tokens"]) == (1, 120)

    run(work())


DIFFERENT: dict[str, dict[str, Any]] = {
    "model": {"model": "openai/n"},
    "temperature": {"temperature": 0.1},
    "seed": {"seed": 1},
    "max_tokens": {"max_tokens": 5000},
    "mode": {"mode": "tools"},
}


@pytest.mark.parametrize("change", DIFFERENT.values(), ids=DIFFERENT)
def test_other_parameters_are_other_questions(change: dict[str, Any], serve: Any, article: Article, tmp_path: Path) -> None:
    """A hit needs the same model and parameters."""
    server = serve([{"content": GOOD}])
    given = {"cache": True, "cache_path": tmp_path / "c.db"}
    fill(server.url, article, NewsRecord, **given)
    fill(server.url, article, NewsRecord, **{**given, **change})
    assert len(server.bodies) == 2


def test_other_article_prompt_schema_server(serve: Any, article: Article, tmp_path: Path) -> None:
    """A hit needs the same article (its day too), prompt, schema and server."""
    from pydantic import BaseModel

    class Other(BaseModel):
        counts: list[dict[str, Any]] = []

    prompt = tmp_path / "mine.v1.md"
    prompt.write_text("Read this:\n$article\n", encoding="utf-8")
    server, second = serve([{"content": GOOD}]), serve([{"content": GOOD}])
    given = {"cache": True, "cache_path": tmp_path / "c.db"}
    fill(server.url, article, NewsRecord, **given)
    fill(server.url, Article(article.text + " "), NewsRecord, **given)
    import datetime

    fill(server.url, Article(article.text, published=datetime.date(2021, 10, 7)), NewsRecord, **given)
    fill(server.url, article, Other, **given)
    fill(server.url, article, NewsRecord, **given, prompt=str(prompt))
    fill(second.url, article, NewsRecord, **given)
    assert (len(server.bodies), len(second.bodies)) == (5, 1)


def test_refresh_replaces(serve: Any, article: Article, tmp_path: Path) -> None:
    """--refresh asks anew and keeps the new reply; --no-cache neither reads nor writes."""
    server = serve([{"content": GOOD}, {"content": GOOD.replace("8", "9")}])
    given = {"cache": True, "cache_path": tmp_path / "c.db"}
    fill(server.url, article, NewsRecord, **given)
    fill(server.url, article, NewsRecord, **given, refresh=True)
    assert fill(server.url, article, NewsRecord, **given).record.counts[0].value == 9
    assert len(server.bodies) == 2
    fill(server.url, article, NewsRecord, cache=False)
    assert len(server.bodies) == 3


def test_failures_are_not_kept(serve: Any, article: Article, tmp_path: Path) -> None:
    """A reply that never fitted is asked for again the next time."""
    from extractor.errors import EngineError

    server = serve([{"content": BAD}, {"content": GOOD}])
    given = {"cache": True, "cache_path": tmp_path / "c.db"}
    with pytest.raises(EngineError):
        fill(server.url, article, NewsRecord, **given, retries=0)
    assert fill(server.url, article, NewsRecord, **given, retries=0).record.counts


def test_no_key_in_the_file(serve: Any, article: Article, tmp_path: Path) -> None:
    """The key is in no byte of the cache."""
    server = serve([{"content": GOOD}])
    fill(server.url, article, NewsRecord, cache=True, cache_path=tmp_path / "c.db")
    files = list(tmp_path.iterdir())
    assert files
    assert all(KEY.encode() not in file.read_bytes() for file in files)


@pytest.mark.parametrize("broken", ["garbage", "folder", "newer"])
def test_unusable_file_is_left_out(broken: str, serve: Any, article: Article, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A cache that cannot be used is told in the log, and the extraction goes on."""
    path = tmp_path / "c.db"
    if broken == "garbage":
        path.write_bytes(b"this is no database" * 100)
    elif broken == "folder":
        path.mkdir()
    else:
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA user_version = 99")
    server = serve([{"content": GOOD}])
    assert fill(server.url, article, NewsRecord, cache=True, cache_path=path).record.counts
    assert "Going on without it" in caplog.text


def _request(number: int) -> Request:
    return Request(str(number).encode(), "fill", "openai/m", "tools", "extract.v1", "p", "s", "a", NewsRecord)


def _write(path: Path, start: int) -> None:
    cache = ReplyCache(path)
    for i in range(start, start + 50):
        cache.put(f"k{i}", _request(i), Cached(f"reply {i}", 1, 0, {"total_tokens": i}))
    cache.close()


def test_threads_and_processes_share_it(tmp_path: Path) -> None:
    """Several threads and processes write at once, and every reply is there afterwards."""
    path = tmp_path / "c.db"
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_write, args=(path, 1000 * i)) for i in (1, 2)]
    shared = ReplyCache(path)
    for process in processes:
        process.start()

    def work(start: int) -> None:
        for i in range(start, start + 50):
            shared.put(f"k{i}", _request(i), Cached(f"reply {i}", 1, 0))
            assert shared.get(f"k{i}") is not None

    threads = [threading.Thread(target=work, args=(10_000 * i,)) for i in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for worker in (*threads, *processes):
        worker.join(60)
    expected = [start + i for start in (1000, 2000, 10_000, 20_000, 30_000) for i in range(50)]
    assert [i for i in expected if (found := shared.get(f"k{i}")) is None or found.content != f"reply {i}"] == []
    shared.close()


def test_where_it_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """EXTRACTOR_CACHE names a file or a folder; else it is the platform's folder for caches."""
    monkeypatch.setenv("EXTRACTOR_CACHE", str(tmp_path / "mine.db"))
    assert default_path() == tmp_path / "mine.db"
    monkeypatch.setenv("EXTRACTOR_CACHE", str(tmp_path))
    assert default_path() == tmp_path / "replies.sqlite3"
    monkeypatch.delenv("EXTRACTOR_CACHE")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "x"))
    assert default_path() == tmp_path / "x" / "extractor" / "replies.sqlite3"


def test_sync_and_async_use(serve: Any, article: Article, tmp_path: Path) -> None:
    """One engine serves two event loops one after the other."""
    server = serve([{"content": GOOD}])
    engine = LLMEngine(options(server.url))

    async def once() -> Any:
        try:
            return await engine.fill(article, NewsRecord)
        finally:
            await engine.aclose()

    assert asyncio.run(once()).record == asyncio.run(once()).record
