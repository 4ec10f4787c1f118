"""Fill, check, ask again, keep the best: an article and an engine in, the best checked `Draft` out.

    fill -> check -> repair ... -> complete

The engine does not know that it is checked and the checks do not know who filled the record; they meet here. An attempt counts as
better with more supported claims, then fewer refuted ones, then fewer undecided ones: an attempt that drops true claims to get rid
of a false one is worse. A repair that fails, or makes the record worse, changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from extractor.core.annotations import Annotations
from extractor.core.article import Article
from extractor.core.draft import Draft
from extractor.core.extraction import Unused
from extractor.core.finding import Finding
from extractor.core.options import options_for
from extractor.errors import CatalogError, EngineError, unknown
from extractor.job import fill_offline

if TYPE_CHECKING:
    from pydantic import BaseModel

    from extractor.engines.llm import LLMEngine, Recorder
    from extractor.engines.llm.transport import Transport
    from extractor.job import Engine, Job

Check = Callable[[Any], tuple[Finding, ...]]
"""Judges the claims of a record."""
FindUnused = Callable[[Any, tuple[Finding, ...]], tuple[Unused, ...]]
"""Lists what the article holds and a record lacks."""


class AskingEngine(Protocol):
    """An engine that can be asked again; each of these raises `EngineError`."""

    async def fill(self, article: Article, schema: type[BaseModel], *, retries: int | None = None) -> Draft[Any]: ...

    async def repair(
        self, article: Article, schema: type[BaseModel], draft: Draft[Any], findings: Sequence[Finding], *, retries: int = 0
    ) -> Draft[Any]: ...

    async def complete(
        self, article: Article, schema: type[BaseModel], draft: Draft[Any], unused: Sequence[Unused], *, retries: int = 0
    ) -> Draft[Any]: ...


@dataclass(frozen=True)
class Checked:
    """A draft with the findings about it."""

    draft: Draft[Any]
    findings: tuple[Finding, ...]

    @property
    def doubtful(self) -> tuple[Finding, ...]:
        """What is refuted or undecided."""
        return tuple(finding for finding in self.findings if not finding.verdict.supported)

    @property
    def score(self) -> tuple[int, int, int]:
        """Smaller is better: supported (negative), refuted, undecided. What is refuted is held anyway, so what counts is what is left."""
        refuted = sum(finding.verdict.refuted for finding in self.findings)
        supported = sum(finding.verdict.supported for finding in self.findings)
        return -supported, refuted, len(self.findings) - refuted - supported


async def fill_and_check(
    engine: AskingEngine,
    article: Article,
    schema: type[BaseModel],
    *,
    retries: int,
    complete: bool,
    check: Check,
    unused: FindUnused,
) -> Checked:
    """Fill a record and let the engine mend it, with `retries` further questions at most, schema errors and findings together.

    `complete` allows one more question, about what the article holds and the record lacks; of what comes back, only what makes
    no finding worse is taken. Raises `EngineError` when no record could be had at all.
    """
    draft = await engine.fill(article, schema, retries=retries)
    best = Checked(draft, check(draft.record))
    left = retries - int(draft.provenance.get("reasks", 0))
    while left > 0 and best.doubtful:
        try:
            mended = await engine.repair(article, schema, best.draft, best.doubtful, retries=left - 1)
        except EngineError as error:
            if error.kind == "stale_recording":
                raise
            best = replace(best, draft=_noted(best.draft, "repair", error))
            break
        left -= 1 + int(mended.provenance.get("reasks", 0)) - int(best.draft.provenance.get("reasks", 0))
        best = _better(best, Checked(mended, check(mended.record)), "repairs")
    if complete and (gaps := unused(best.draft.record, best.findings)):
        try:
            more = await engine.complete(article, schema, best.draft, gaps)
        except EngineError as error:
            if error.kind == "stale_recording":
                raise
            return replace(best, draft=_noted(best.draft, "complete", error))
        best = _better(best, Checked(more, check(more.record)), "completions")
    return best


def _better(old: Checked, new: Checked, count: str) -> Checked:
    """The better of two; what the newer one took is told either way, and whether it was taken."""
    taken = new.score < old.score
    provenance = dict(new.draft.provenance)
    provenance[count] = int(old.draft.provenance.get(count, 0)) + 1
    if not taken:
        provenance[f"{count}_refused"] = int(old.draft.provenance.get(f"{count}_refused", 0)) + 1
    kept = new if taken else old
    return replace(kept, draft=replace(kept.draft, provenance=provenance))


def _noted(draft: Draft[Any], what: str, error: EngineError) -> Draft[Any]:
    """The draft with a word on the question that failed, and its tokens counted."""
    from extractor.engines.llm.prices import cost

    usage = dict(draft.provenance.get("usage") or {})
    for key, value in error.usage.items():
        usage[key] = usage.get(key, 0) + value
    provenance: dict[str, Any] = {
        **draft.provenance,
        f"{what}_failed": error.kind,
        "attempts": int(draft.provenance.get("attempts", 0)) + error.attempts,
        "usage": usage,
    }
    if draft.provenance.get("cost", "unknown") != "unknown":
        dollars = cost(str(draft.provenance["model"]), usage)
        provenance["cost"] = float(dollars) if dollars is not None else "unknown"
    return replace(draft, provenance=provenance)


class OfflineJobEngine:
    """The embedded engine behind the interface of a job."""

    async def __aenter__(self) -> OfflineJobEngine:
        return self

    async def __aexit__(self, *details: object) -> None:
        return None

    async def draft(self, article: Article, annotations: Annotations, job: Job) -> Draft[Any]:
        return fill_offline(article, annotations, job)

    def request(self, article: Article, schema: type[BaseModel]) -> dict[str, Any]:
        raise CatalogError("The offline engine sends no request. Name a model to see one: --model openai/NAME --dry-run.")


class ModelJobEngine:
    """A language model behind the interface of a job (`extractor.job.Engine`)."""

    def __init__(self, engine: LLMEngine) -> None:
        self.engine = engine

    async def __aenter__(self) -> ModelJobEngine:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.engine.aclose()

    async def draft(self, article: Article, annotations: Annotations, job: Job) -> Draft[Any]:
        """Fill a record, ask again as often as the job allows, and hand over the best."""
        from extractor.checks import find_unused, run_checks

        checked = await fill_and_check(
            self.engine,
            article,
            job.record_class,
            retries=job.options["retries"],
            complete=job.options["complete"],
            check=lambda record: tuple(run_checks(record, annotations)),
            unused=lambda record, findings: tuple(find_unused(record, annotations, findings)),
        )
        return checked.draft

    def request(self, article: Article, schema: type[BaseModel]) -> dict[str, Any]:
        """The exact request that would be sent, without any key."""
        return self.engine.request(article, schema)


def engine_for(job: Job) -> Engine:
    """The engine a job names, as an async context manager; raises `CatalogError` for a model nobody provides."""
    if job.offline:
        return OfflineJobEngine()
    if "/" not in job.model and ":" not in job.model:
        raise unknown("model", job.model, ["offline"], "A language model is named PROVIDER/NAME, for example openai/gpt-5-mini.")
    return model_engine(job)


def model_engine(job: Job, *, transport: Transport | None = None, record: Recorder | None = None) -> ModelJobEngine:
    """The model a job names; `transport` and `record` as `LLMEngine` takes them, else from the job's own files."""
    from extractor.engines.llm import LLMEngine, LLMOptions, Recorder, Replay
    from extractor.engines.llm.options import EngineOptions, address_when_recorded

    if transport is None and job.options["replay"] is not None:
        transport = Replay(job.options["replay"])
    if record is None and job.options["record"] is not None:
        record = Recorder(job.options["record"])
    given = options_for(EngineOptions, job.options)
    if isinstance(transport, Replay):
        given["backoff_s"] = 0.0
        if given["base_url"] is None:
            given["base_url"] = address_when_recorded(job.model, transport.own_address)
    options = LLMOptions(job.model, **given)
    return ModelJobEngine(LLMEngine(options, transport=transport, record=record))
