"""The engine: an article and a schema in, a `Draft` out, filled by a language model. It knows nothing of the cross-check."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from extractor.core.article import Article
from extractor.core.draft import Draft
from extractor.core.extraction import Unused
from extractor.core.finding import Finding
from extractor.engines.llm import merge, parts, prompts, telling
from extractor.engines.llm.asking import Asker, Question
from extractor.engines.llm.client import adapters
from extractor.engines.llm.failures import engine_error
from extractor.engines.llm.meter import Meter
from extractor.engines.llm.options import LLMOptions, Provider, resolve, sent_with_each
from extractor.engines.llm.recording import Recorder
from extractor.engines.llm.reply import ReplyProblem, record_from
from extractor.engines.llm.shape import Shape, part_of, shape_of
from extractor.engines.llm.transport import Transport, TransportFailure, encode
from extractor.errors import EngineError

if TYPE_CHECKING:
    from pydantic import BaseModel


class LLMEngine:
    """Fills records with a language model; use it as an async context manager, or close it with `aclose`.

    Used from one event loop at a time; close it before another loop takes over. `transport` replaces the network (a `Replay`);
    `record` keeps every request and reply (a `Recorder`). Either switches the reply cache off.
    """

    def __init__(self, options: LLMOptions, *, transport: Transport | None = None, record: Recorder | None = None) -> None:
        self.options = options
        self.settings = options.settings
        self.provider: Provider = resolve(options, adapters=adapters)
        self._asker = Asker(self.settings, self.provider, transport, record)
        self._templates: dict[tuple[str, str, str], prompts.Template] = {}

    @property
    def spent(self) -> Meter:
        """What this engine itself has spent since it was made; answers from the cache cost nothing."""
        return self._asker.spent

    async def __aenter__(self) -> LLMEngine:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close every connection; the engine can be used again afterwards."""
        await self._asker.aclose()

    def request(self, article: Article, schema: type[BaseModel]) -> dict[str, Any]:
        """The exact request that `fill` would send first, without key; for a long article one a part."""
        shape = shape_of(schema)
        template = self._template(self.settings["prompt"], "fill", shape.label)
        pieces = self._pieces(article, shape, template)
        if len(pieces) > 1:
            shape = shape_of(part_of(schema))
        bodies = []
        for number, text in enumerate(pieces, 1):
            values = self._values(article, shape, text, (number, len(pieces)))
            question = Question(article, shape, template, "fill", values, self.settings["retries"], Meter())
            bodies.append(self._asker.build(question, self._asker.modes()[0], []).body)
        out: dict[str, Any] = {"method": "POST", "url": f"{self.provider.shown_url}/chat/completions"}
        if self.provider.native:
            out = {"provider": self.provider.name}
        return {**out, "body": bodies[0]} if len(bodies) == 1 else {**out, "bodies": bodies}

    async def fill(self, article: Article, schema: type[BaseModel], *, retries: int | None = None) -> Draft[Any]:
        """Ask for a record. A reply that does not fit the schema is asked again, `retries` times at most.

        Raises `EngineError` with a kind, the attempts and the tokens when no record could be had.
        """
        shape = shape_of(schema)
        template = self._template(self.settings["prompt"], "fill", shape.label)
        meter = Meter()
        left = self.settings["retries"] if retries is None else retries
        pieces = self._pieces(article, shape, template)
        with self._named(article, meter):
            if len(pieces) == 1:
                question = self._question(article, shape, template, "fill", left, meter, text=pieces[0])
                record, mode, count = await self._piece(question, pieces[0], schema)
            else:
                record, mode, count = await self._fill_parts(article, schema, template, pieces, left, meter)
            if isinstance(record, dict):
                record = _validated(record, schema)
        return Draft(record, provenance=self._provenance(template, shape, mode, meter, count))

    async def repair(
        self, article: Article, schema: type[BaseModel], draft: Draft[Any], findings: Sequence[Finding], *, retries: int = 0
    ) -> Draft[Any]:
        """Ask again about what the cross-check found: the finding and the words of the article, never the expected value.

        Items that no finding is about stay as they are. Raises `EngineError`.
        """
        told = telling.tell_findings(findings, draft.record, article)
        record = await self._once_more(article, schema, draft, "repair", told, retries)
        old = draft.record.model_dump(mode="json")
        mended = merge.mend(old, record[0].model_dump(mode="json"), [finding.path for finding in findings])
        return self._revised(article, schema, draft, mended, record[1])

    async def complete(
        self, article: Article, schema: type[BaseModel], draft: Draft[Any], unused: Sequence[Unused], *, retries: int = 0
    ) -> Draft[Any]:
        """Ask once for what the article holds and the record lacks, and add it. Raises `EngineError`."""
        told = telling.tell_unused(unused, article)
        record = await self._once_more(article, part_of(schema), draft, "complete", told, retries)
        both = [draft.record.model_dump(mode="json"), record[0].model_dump(mode="json")]
        return self._revised(article, schema, draft, merge.merge(schema, both), record[1])

    # the parts of a question

    async def _once_more(
        self, article: Article, schema: type[BaseModel], draft: Draft[Any], purpose: str, told: telling.Told, retries: int
    ) -> tuple[BaseModel, Meter]:
        shape = shape_of(schema)
        ref = self.settings["repair_prompt"] if purpose == "repair" else self.settings["complete_prompt"]
        template = self._template(ref, purpose, shape.label)
        meter = Meter()
        room = self._room(shape, template)
        text = telling.around(article, told.spans, room)
        question = self._question(article, shape, template, purpose, retries, meter, text=text)
        so_far = merge.pruned(draft.record.model_dump(mode="json"))
        question.values["findings" if purpose == "repair" else "unused"] = told.text
        question.values["record"] = json.dumps(so_far, ensure_ascii=False)
        with self._named(article, meter):
            record = await self._asker.ask(question)
        return record, meter

    def _revised(self, article: Article, schema: type[BaseModel], draft: Draft[Any], data: merge.Data, meter: Meter) -> Draft[Any]:
        with self._named(article, meter):
            record = _validated(data, schema)
        return Draft(record, draft.empty, telling.summed(draft.provenance, meter, self.provider.label))

    def _template(self, ref: str, purpose: str, label: str) -> prompts.Template:
        """A prompt, read once for the life of the engine."""
        key = (ref, purpose, label)
        if key not in self._templates:
            self._templates[key] = prompts.template(ref, purpose, label)
        return self._templates[key]

    def _question(
        self, article: Article, shape: Shape, template: prompts.Template, purpose: str, retries: int, meter: Meter, *, text: str
    ) -> Question:
        return Question(article, shape, template, purpose, self._values(article, shape, text, (1, 1)), retries, meter)

    def _values(self, article: Article, shape: Shape, text: str, part: tuple[int, int]) -> dict[str, str]:
        about = prompts.article_values(article, text, part)
        return {**about, "schema": shape.text, "schema_name": shape.name}

    def _room(self, shape: Shape, template: prompts.Template) -> int:
        fixed = len(shape.text) + sum(len(piece) for _, piece in template.pieces)
        return parts.part_characters(self.provider.context_tokens, fixed, self.settings["max_tokens"])

    def _pieces(self, article: Article, shape: Shape, template: prompts.Template) -> list[str]:
        return parts.split(article.text, self._room(shape, template))

    async def _fill_parts(
        self, article: Article, schema: type[BaseModel], template: prompts.Template, pieces: list[str], retries: int, meter: Meter
    ) -> tuple[merge.Data, str, int]:
        part_schema = part_of(schema)
        shape = shape_of(part_schema)
        tasks: list[asyncio.Future[Any]] = []
        for number, text in enumerate(pieces, 1):
            values = self._values(article, shape, text, (number, len(pieces)))
            question = Question(article, shape, template, "fill", values, retries, meter)
            tasks.append(asyncio.ensure_future(self._piece(question, text, part_schema)))
        answers = await _all(tasks)
        records = [answer[0] if isinstance(answer[0], dict) else answer[0].model_dump(mode="json") for answer in answers]
        return merge.merge(schema, records), answers[0][1], sum(answer[2] for answer in answers)

    async def _piece(self, question: Question, text: str, schema: type[BaseModel]) -> tuple[BaseModel | merge.Data, str, int]:
        """Fill from one text; when it proves too long for the model, from its halves."""
        try:
            return await self._asker.ask(question), question.mode, 1
        except (TransportFailure, ReplyProblem) as problem:
            halves = parts.split(text, max(len(text) * 3 // 5, parts.LEAST_CHARACTERS))  # 3/5: room to cut at a paragraph
            if problem.kind not in ("too_large", "truncated") or len(halves) < 2:
                raise
        return await self._fill_parts(question.article, schema, question.template, halves, question.retries, question.meter)

    def _provenance(self, template: prompts.Template, shape: Shape, mode: str, meter: Meter, count: int) -> dict[str, Any]:
        out: dict[str, Any] = {"engine": "llm", "model": self.provider.label}
        if not self.provider.own_address:
            out["server"] = self.provider.shown_url
        out |= {"prompt": template.prompt.name, "prompt_sha256": template.prompt.sha256, "schema_sha256": shape.sha256, "mode": mode}
        out |= sent_with_each(self.settings)
        if count > 1:
            out["parts"] = count
        return {**out, **meter.told(self.provider.label)}

    @contextmanager
    def _named(self, article: Article, meter: Meter) -> Iterator[None]:
        """Turn a failure into an `EngineError` that knows what was spent; nothing of the request hangs on it."""
        try:
            yield
            return
        except (TransportFailure, ReplyProblem) as problem:
            error = engine_error(problem, self.provider, article, meter)
            problem.detail = ""  # it may quote the key, and a debugger shows the context of an error
            problem.args = ()
        except EngineError as known:
            known.attempts, known.usage = known.attempts or meter.requests, known.usage or dict(meter.usage)
            raise
        raise error from None


def _validated(data: merge.Data, schema: type[BaseModel]) -> BaseModel:
    return record_from(encode(data).decode(), schema)


async def _all(tasks: list[asyncio.Future[Any]]) -> list[Any]:
    """Results of all tasks; when one fails or this is cancelled, none is left running."""
    try:
        return list(await asyncio.gather(*tasks))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
