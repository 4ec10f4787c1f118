"""One question to a model: from the cache, or through the modes the server takes, sent again and asked again as allowed."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractor.core.article import Article
from extractor.engines.llm import prompts
from extractor.engines.llm.cache import Cached, ReplyCache, key_of
from extractor.engines.llm.meter import Meter
from extractor.engines.llm.options import EngineOptions, Provider
from extractor.engines.llm.recording import Recorder
from extractor.engines.llm.reply import ReplyProblem, bare_json, content_of, record_from, usage_of
from extractor.engines.llm.shape import Shape, parameters
from extractor.engines.llm.transport import Request, Transport, TransportFailure, encode
from extractor.errors import EngineError

if TYPE_CHECKING:
    from pydantic import BaseModel

_MODES: dict[tuple[str, str], str] = {}
"""The mode each server last took for each model, for this process; the cache file keeps it for the next."""


@dataclass
class Question:
    """One question about one text, and what answering it takes."""

    article: Article
    shape: Shape
    template: prompts.Template
    purpose: str
    values: dict[str, str]
    retries: int
    meter: Meter
    mode: str = ""
    """The mode in which it was answered."""


class Asker:
    """Asks questions over one transport, at most `concurrency` requests at once."""

    def __init__(self, settings: EngineOptions, provider: Provider, transport: Transport | None, record: Recorder | None) -> None:
        self.settings = settings
        self.provider = provider
        self.spent = Meter()
        self._given = transport
        self._record = record
        self._transport: Transport | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._gate = asyncio.Semaphore(settings["concurrency"])
        self._not_before = 0.0
        self._written: dict[tuple[object, ...], bytes] = {}
        self._cache = ReplyCache(settings["cache_path"]) if settings["cache"] and transport is None and record is None else None

    async def aclose(self) -> None:
        """Close every connection; what is asked afterwards opens new ones."""
        transport, self._transport = self._transport, None
        if transport is not None:
            await transport.aclose()
        if self._cache is not None:
            self._cache.close()

    async def ask(self, question: Question) -> BaseModel:
        """Put one question: from the cache, or through the modes the server takes, with re-asks."""
        spent = Meter(asked=1)
        try:
            modes = self.modes()
            for mode in modes:
                request = self.build(question, mode, [])
                question.mode = mode
                if (known := self._cached(request, question.shape)) is not None:
                    spent.add(Meter(known[1].requests, known[1].reasks, dict(known[1].usage), 0 if known[1].usage else 1, 0, 1))
                    return known[0]
                try:
                    raw = await self._exchange(request, spent)
                except TransportFailure as failure:
                    if not failure.mode_refused or mode == modes[-1]:
                        raise
                    continue
                self._remember(mode)
                record, text = await self._read_or_reask(question, request, raw, spent)
                if self._cache is not None:
                    self._cache.put(
                        key_of(request, self.provider.shown_url), request, Cached(text, spent.requests, spent.reasks, dict(spent.usage))
                    )
                return record
            raise AssertionError("no mode")  # pragma: no cover - the last mode returns or raises
        finally:
            question.meter.add(spent)
            if not spent.hits:
                self.spent.add(spent)

    async def _read_or_reask(self, question: Question, request: Request, raw: dict[str, Any], spent: Meter) -> tuple[BaseModel, str]:
        tool = question.shape.name if request.mode == "tools" and not self.provider.native else None

        def read(raw: dict[str, Any]) -> tuple[BaseModel, str]:
            text = content_of(raw, tool)
            return record_from(text, question.shape.schema), bare_json(text)

        async def ask(added: list[dict[str, Any]]) -> dict[str, Any]:
            spent.reasks += 1
            return await self._exchange(self.build(question, request.mode, added), spent)

        try:
            return read(raw)
        except ReplyProblem as problem:
            if not problem.reask or question.retries < 1 or self.provider.native:
                raise
        from extractor.engines.llm.client import ask_again

        answer: tuple[BaseModel, str] = await ask_again(raw, request.mode, question.retries, ask, read)
        return answer

    def build(self, question: Question, mode: str, added: list[dict[str, Any]]) -> Request:
        shape, template = question.shape, question.template
        messages = [self._message(question, mode, i) for i in range(len(template.pieces))]
        content = b'{%s,"messages":[%s]}' % (self._parameters(shape, mode), b",".join([*messages, *map(encode, added)]))
        return Request(
            content=content,
            purpose=question.purpose,
            model=self.provider.label,
            mode=mode,
            prompt=template.prompt.name,
            prompt_sha256=template.prompt.sha256,
            schema_sha256=shape.sha256,
            article_sha256=question.article.sha256,
            schema=shape.schema,
            own_address=self.provider.own_address,
            reasks=question.retries,
        )

    def _parameters(self, shape: Shape, mode: str) -> bytes:
        """All members of a request but its messages, without the braces; written once per schema and mode."""
        key = (shape.schema, mode)
        if key not in self._written:
            self._written[key] = encode(parameters(shape, self.provider, self.settings, mode))[1:-1]
        return self._written[key]

    def _message(self, question: Question, mode: str, number: int) -> bytes:
        """One message as JSON; one that is the same for every article is written once."""
        shape, template = question.shape, question.template
        key = (template, shape.schema, mode, number)
        if key in self._written:
            return self._written[key]
        message = prompts.message(template, number, question.values)
        if mode == "json" and number == 0 and "schema" not in template.names:
            message["content"] += f"\n\nAnswer with one JSON object of this JSON Schema:\n{shape.text}"
        content = encode(message)
        if not template.varies(number):
            self._written[key] = content
        return content

    async def _exchange(self, request: Request, spent: Meter) -> dict[str, Any]:
        """Send a request until a completion with something in it comes back, or the retries are used up."""
        transport = self._open()
        for attempt in range(self.settings["http_retries"] + 1):
            last = attempt == self.settings["http_retries"]
            wait = self.settings["backoff_s"] * 2**attempt
            async with self._gate:
                if (pause := self._not_before - time.monotonic()) > 0:
                    await asyncio.sleep(pause)
                spent.requests += 1
                try:
                    raw = await transport.send(request)
                except TransportFailure as failure:
                    spent.requests += failure.requests - 1
                    for usage in failure.usage:
                        spent.completion(usage)
                    asked = failure.retry_after_s
                    if last or not failure.retry or (asked or 0) > self.settings["max_wait_s"]:
                        raise
                    wait = min(wait if asked is None else asked, self.settings["max_wait_s"])
                    if asked is not None:  # the server speaks to all of us
                        self._not_before = max(self._not_before, time.monotonic() + asked)
                else:
                    if self.provider.native:
                        spent.requests += raw.get("requests", 1) - 1
                        spent.reasks += raw.get("requests", 1) - 1
                    spent.completion(usage_of(raw))
                    if last or not _is_empty(raw):
                        return raw
            await asyncio.sleep(wait)
        raise AssertionError("no attempt")  # pragma: no cover - the last attempt returns or raises

    # what is remembered

    def _cached(self, request: Request, shape: Shape) -> tuple[BaseModel, Cached] | None:
        if self._cache is None or self.settings["refresh"]:
            return None
        found = self._cache.get(key_of(request, self.provider.shown_url))
        if found is None:
            return None
        try:
            return record_from(found.content, shape.schema), found
        except ReplyProblem:
            return None

    def modes(self) -> tuple[str, ...]:
        """The modes to try, in order: the one asked for; else the one this server took last, and those behind it."""
        if self.provider.native:
            return ("instructor",)
        if self.settings["mode"] != "auto":
            return (self.settings["mode"],)
        known = getattr(self._given, "mode", None) or _MODES.get(self._server)
        if known is None and self._cache is not None and (known := self._cache.mode(*self._server)):
            _MODES[self._server] = known
        modes = self.provider.modes
        return modes[modes.index(known) :] if known in modes else modes

    def _remember(self, mode: str) -> None:
        if self.settings["mode"] == "auto" and self._given is None and _MODES.get(self._server) != mode:
            _MODES[self._server] = mode
            if self._cache is not None:
                self._cache.remember_mode(*self._server, mode)

    @property
    def _server(self) -> tuple[str, str]:
        return self.provider.shown_url, self.provider.label

    def _open(self) -> Transport:
        if self._given is not None:
            return self._given
        loop = asyncio.get_running_loop()
        if self._transport is None or self._loop is not loop:
            from extractor.engines.llm.client import HttpTransport, NativeTransport

            self._need_key()
            inner: Transport = (
                NativeTransport(self.provider, self.settings) if self.provider.native else HttpTransport(self.provider, self.settings)
            )
            if self._record is not None:
                self._record.inner, inner = inner, self._record
            self._transport, self._loop = inner, loop
            self._gate = asyncio.Semaphore(self.settings["concurrency"])
        return self._transport

    def _need_key(self) -> None:
        provider = self.provider
        if provider.key_env and not provider.key and provider.own_address:
            message = f"{provider.label} needs a key, and {provider.key_env} is not set. Set it, or use --model offline."
            raise EngineError(message, kind="auth")


def _is_empty(raw: dict[str, Any]) -> bool:
    """Whether a completion holds neither words nor a call of a tool."""
    try:
        content_of(raw, None)
    except ReplyProblem as problem:
        if problem.kind != "empty":
            return False
        choices = raw.get("choices")
        choice = choices[0] if isinstance(choices, list) and choices else None
        message = choice.get("message") if isinstance(choice, dict) else None
        return not (isinstance(message, dict) and message.get("tool_calls"))
    return False
