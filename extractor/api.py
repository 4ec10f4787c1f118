"""The Python API: an article and a schema in, a checked record out.

    >>> from extractor import extract
    >>> [int(count.value) for count in extract("NATO expelled eight members.").record.counts]
    [8]

Every function takes an `Article` or plain text. Errors stand below `extractor.errors.ExtractorError`.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import AsyncIterator, Coroutine, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Unpack, overload

from extractor.core.annotations import Annotations
from extractor.core.article import Article
from extractor.core.extraction import Extraction
from extractor.core.options import Options
from extractor.errors import ExtractorError, InputError, fault
from extractor.job import Job, check_record, finish, read, run_async, run_offline
from extractor.reopen import reopen
from extractor.rounds import engine_for
from extractor.text.load import article_from_mapping

if TYPE_CHECKING:
    from concurrent.futures import Future

    from pydantic import BaseModel

    from extractor.schemas.news import NewsRecord

    RecordT = TypeVar("RecordT", bound=BaseModel)

Text = Article | str
Day = dt.date | str | None


def annotate(article: Text, *, published: Day = None, syntax: str = "embedded") -> Annotations:
    """Read the numbers, dates, quotations, names and trees of an article.

    >>> [m.text for m in annotate("Eight members left in 2014.").numbers if m.kind == "card"]
    ['Eight']
    """
    return read(as_article(article, published), syntax)


def check(
    record: Any,
    article: Text,
    *,
    schema: str | type[BaseModel] = "news",
    published: Day = None,
    policy: str = "quarantine",
    syntax: str = "embedded",
) -> Extraction[Any]:
    """Cross-check a record that anyone or anything made: a model instance, plain data, or a whole document.

    Raises `RecordError` for data that does not fit the schema.

    >>> [str(f.verdict) for f in check({"counts": [{"value": 9, "of": "members expelled"}]}, "NATO expelled eight members.").findings]
    ['contradicted']
    """
    job = Job(schema, {"policy": policy, "syntax": syntax})
    return check_record(record, as_article(article, published), job)


@overload
def extract(
    article: Text, *, schema: Literal["news"] = "news", published: Day = None, **options: Unpack[Options]
) -> Extraction[NewsRecord]: ...


@overload
def extract(article: Text, *, schema: type[RecordT], published: Day = None, **options: Unpack[Options]) -> Extraction[RecordT]: ...


@overload
def extract(article: Text, *, schema: str, published: Day = None, **options: Unpack[Options]) -> Extraction[Any]: ...


def extract(article: Text, *, schema: Any = "news", published: Day = None, **options: Unpack[Options]) -> Extraction[Any]:
    """Fill a record from an article, cross-check every claim of it, and settle what is not supported.

    `options` are the keys of `Options`: `model` ("offline", or "openai/NAME"), `policy`, `retries`, `base_url` and so on.
    Raises `EngineError` when the engine could give no record, `TypeError` for an unknown option.

    >>> result = extract("NATO expelled eight members.")
    >>> result.ok, result.record.actors[0].name
    (True, 'NATO')
    """
    return run(as_article(article, published), Job(schema, options))


async def aextract(article: Text, *, schema: Any = "news", published: Day = None, **options: Unpack[Options]) -> Extraction[Any]:
    """Do what `extract` does, without blocking the event loop while a model is asked; cancelling leaves nothing running."""
    job = Job(schema, options)
    async with engine_for(job) as engine:
        return await run_async(as_article(article, published), job, engine)


def extract_many(
    articles: Iterable[Text | Mapping[str, Any]], *, schema: Any = "news", **options: Unpack[Options]
) -> Iterator[tuple[Article, Extraction[Any] | ExtractorError]]:
    """Extract from many articles, at most `concurrency` at a time; yields (article, result or error) in order of the input.

    An article is an `Article`, its text, or a mapping with text, published, title, source, language, id. One bad article
    never stops the run: its error is yielded in place of a result. Memory does not grow with the number of articles.

    >>> [result.ok for _, result in extract_many(["NATO expelled eight members.", "Two men died."])]
    [True, True]
    """
    job = Job(schema, options)
    for _, article, result in run_many(_keyed(articles), job):
        yield article, result


async def aextract_many(
    articles: Iterable[Text | Mapping[str, Any]], *, schema: Any = "news", **options: Unpack[Options]
) -> AsyncIterator[tuple[Article, Extraction[Any] | ExtractorError]]:
    """Do what `extract_many` does, as an async iterator that yields results as they complete."""
    import asyncio

    job = Job(schema, options)
    async with engine_for(job) as engine:
        waiting: set[asyncio.Task[tuple[Article, Extraction[Any] | ExtractorError]]] = set()
        source = iter(_keyed(articles))
        try:
            while True:
                while len(waiting) < job.options["concurrency"] and (item := next(source, None)) is not None:
                    waiting.add(asyncio.ensure_future(_settled(item[1], job, engine)))
                if not waiting:
                    return
                done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    yield task.result()
        finally:
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)


def run(article: Article, job: Job) -> Extraction[Any]:
    """Run one job on one article; the command line's `extract`."""
    if job.offline:
        return run_offline(article, job)
    return finish(aextract_job(article, job))


def run_many(
    articles: Iterable[tuple[Any, Article | ExtractorError]], job: Job
) -> Iterator[tuple[Any, Article, Extraction[Any] | ExtractorError]]:
    """Run a job over (key, article or error) pairs; yields (key, article, result or error) in order of the input."""
    if job.offline:
        for key, article in articles:
            yield (key, *_outcome(article, job))
        return
    yield from _many_asked(articles, job)


def _many_asked(
    articles: Iterable[tuple[Any, Article | ExtractorError]], job: Job
) -> Iterator[tuple[Any, Article, Extraction[Any] | ExtractorError]]:
    """Keep `concurrency` articles in flight on an event loop of its own thread, so that a notebook's loop does not matter."""
    import asyncio
    import threading

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="extractor", daemon=True)
    thread.start()

    def start(work: Coroutine[Any, Any, Any]) -> Future[Any]:
        return asyncio.run_coroutine_threadsafe(work, loop)

    engine = engine_for(job)
    waiting: deque[tuple[Any, Future[Any]]] = deque()
    source = iter(articles)
    try:
        start(engine.__aenter__()).result()
        while True:
            while len(waiting) < job.options["concurrency"] and (item := next(source, None)) is not None:
                waiting.append((item[0], start(_settled(item[1], job, engine))))
            if not waiting:
                return
            key, work = waiting.popleft()
            yield (key, *work.result())
    finally:
        for _, work in waiting:
            work.cancel()
        start(engine.__aexit__(None, None, None)).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def aextract_job(article: Article, job: Job) -> Extraction[Any]:
    """Run one job on one article inside an event loop."""
    async with engine_for(job) as engine:
        return await run_async(article, job, engine)


def dry_run(article: Article, job: Job) -> dict[str, Any]:
    """The exact request that would be sent, without the key; nothing is sent.

    Raises `CatalogError` for the offline engine, which sends none.
    """
    return engine_for(job).request(article, job.record_class)


def explain(rule: str | None = None) -> str:
    """The text of one rule with its examples, or the list of all rules; raises `CatalogError` for an unknown one."""
    from extractor.checks import rulebook

    return rulebook.explain(rule) if rule is not None else rulebook.listing()


def as_article(article: Text, published: Day = None) -> Article:
    """An `Article` from text; `published` is kept when given. Raises `InputError` for empty text or a day that is none."""
    from dataclasses import replace

    from extractor.text.day import parse_day

    if isinstance(article, Article):
        return article if published is None else replace(article, published=parse_day(published))
    if not isinstance(article, str):
        raise InputError(f"An article is text or an Article, no {type(article).__name__}. Read a file or a page into text first.")
    if not article.strip():
        raise InputError("The text has no words. An article needs at least one sentence.")
    return article_from_mapping({"text": article, "published": published}, name="text")


def _keyed(articles: Iterable[Text | Mapping[str, Any]]) -> Iterator[tuple[int, Article | ExtractorError]]:
    for number, item in enumerate(articles):
        try:
            if isinstance(item, Mapping):
                yield number, article_from_mapping(item, name=f"article {number}")
            else:
                yield number, as_article(item)
        except ExtractorError as error:
            yield number, error


def _outcome(article: Article | ExtractorError, job: Job) -> tuple[Article, Extraction[Any] | ExtractorError]:
    if isinstance(article, ExtractorError):
        return Article(""), article
    try:
        return article, run_offline(article, job)
    except ExtractorError as error:
        return article, error
    except Exception as error:  # a fault of ours in one article must not cost the others
        return article, fault(error)


async def _settled(article: Article | ExtractorError, job: Job, engine: Any) -> tuple[Article, Extraction[Any] | ExtractorError]:
    if isinstance(article, ExtractorError):
        return Article(""), article
    try:
        return article, await run_async(article, job, engine)
    except ExtractorError as error:
        return article, error
    except Exception as error:  # a fault of ours in one article must not cost the others
        return article, fault(error)


__all__ = [
    "Job",
    "aextract",
    "aextract_many",
    "annotate",
    "check",
    "dry_run",
    "explain",
    "extract",
    "extract_many",
    "reopen",
    "run",
    "run_many",
]
