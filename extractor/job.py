"""One job: how an article is filled, checked and settled; `Article` in, `Extraction` out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, Unpack

from extractor.core.annotations import Annotations
from extractor.core.article import Article
from extractor.core.draft import Draft
from extractor.core.extraction import Extraction
from extractor.core.options import Options, checked_options
from extractor.errors import RecordError
from extractor.text.load import check_length
from extractor.version import __version__

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

T = TypeVar("T")


class Engine(Protocol):
    """What a job asks of an engine; the offline engine and the model engine both are one."""

    async def __aenter__(self) -> Engine: ...

    async def __aexit__(self, *details: object) -> None: ...

    async def draft(self, article: Article, annotations: Annotations, job: Job) -> Draft[Any]:
        """Fill a record, ask again as often as the job allows, and hand over the best."""
        ...

    def request(self, article: Article, schema: type[BaseModel]) -> dict[str, Any]:
        """The exact request that would be sent, without any key."""
        ...


@dataclass(frozen=True)
class Job:
    """Everything that decides how articles are extracted."""

    schema: str | type[BaseModel] = "news"
    """A Pydantic class, the name of a schema, or path/to/file.py:Class."""
    options: Options = field(default_factory=Options)
    """All options; those not given have their defaults here. Raises `CatalogError` for a value that cannot be."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "options", checked_options(Options, self.options))

    def changed(self, **options: Unpack[Options]) -> Job:
        """The same job with other options."""
        return Job(self.schema, {**self.options, **options})

    @property
    def model(self) -> str:
        return self.options["model"]

    @cached_property
    def record_class(self) -> type[BaseModel]:
        from extractor.catalog import load_schema

        return load_schema(self.schema)

    @property
    def offline(self) -> bool:
        return self.model == "offline"


def read(article: Article, syntax: str = "embedded") -> Annotations:
    """Annotate an article; the last few texts are remembered, so that checking many records of one article reads it once.

    Raises `InputError` for a text that is longer than an article may be.
    """
    check_length(article.text, article.source or "The text")
    found = _read(article.text, article.published, article.language, syntax)
    return replace(found, article=article)


@lru_cache(maxsize=8)
def _read(text: str, published: dt.date | None, language: str, syntax: str) -> Annotations:
    from extractor.recognizers.annotate import annotate_article

    return annotate_article(Article(text, published=published, language=language), syntax=syntax)


def fill_offline(article: Article, annotations: Annotations, job: Job) -> Draft[Any]:
    """Fill a record with the embedded engine."""
    from extractor.engines.offline import OfflineEngine

    return OfflineEngine().fill(article, annotations, job.record_class)


def run_offline(article: Article, job: Job) -> Extraction[Any]:
    """Fill, check and settle one article with the embedded engine; no event loop is started."""
    annotations = read(article, job.options["syntax"])
    return settle_draft(fill_offline(article, annotations, job), annotations, job)


async def run_async(article: Article, job: Job, engine: Engine) -> Extraction[Any]:
    """Fill, check and settle one article."""
    annotations = read(article, job.options["syntax"])
    draft = await engine.draft(article, annotations, job)
    return settle_draft(draft, annotations, job)


def settle_draft(draft: Draft[Any], annotations: Annotations, job: Job) -> Extraction[Any]:
    """Find the place of every citation, cross-check the draft, and part what is supported from what is held."""
    from extractor.catalog import schema_label, schema_sha256
    from extractor.checks import find_unused, run_checks, settle
    from extractor.grounding import folded_article, ground_citations

    record = ground_citations(draft.record, annotations.article, folded_article(annotations))
    findings = run_checks(record, annotations)
    settled = settle(record, findings, job.options["policy"])
    provenance = {
        **draft.provenance,
        "schema_sha256": schema_sha256(job.record_class),
        "syntax": job.options["syntax"],
        "policy": job.options["policy"],
        "version": __version__,
    }
    return Extraction(
        article=annotations.article,
        schema=schema_label(job.record_class),
        record=settled.record,
        held=settled.held,
        findings=settled.findings,
        coverage=find_unused(record, annotations, findings),
        provenance=provenance,
        empty=draft.empty,
    )


def check_record(record: Any, article: Article, job: Job) -> Extraction[Any]:
    """Cross-check a record that came from elsewhere."""
    draft = Draft(as_record(record, job.record_class), provenance={"engine": "given"})
    return settle_draft(draft, read(article, job.options["syntax"]), job)


def as_record(value: Any, schema: type[BaseModel]) -> BaseModel:
    """A record of the schema from an instance, plain data, or a document that `extract` wrote.

    Raises `RecordError` naming the fields that do not fit.
    """
    from pydantic import BaseModel, ValidationError

    if isinstance(value, BaseModel):
        if isinstance(value, schema):
            return value
        value = value.model_dump()
    if isinstance(value, Mapping) and "record" in value and "findings" in value and "record" not in schema.model_fields:
        value = value["record"]
        if value is None:
            raise RecordError("The document holds no record (it was held whole). Check the draft it was made from instead.")
    try:
        return schema.model_validate(value)
    except ValidationError as error:
        raise RecordError(_misfit(error, schema)) from error


def _misfit(error: ValidationError, schema: type[BaseModel]) -> str:
    problems = [f"/{'/'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_url=False)]
    more = f" (and {len(problems) - 3} more)" if len(problems) > 3 else ""
    return f"The record is no {schema.__name__}: {'; '.join(problems[:3])}{more}. See the fields with: extractor schemas."


def finish(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end, also when the caller's thread already runs an event loop (a notebook)."""
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
