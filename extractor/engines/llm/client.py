"""The one module that imports openai and instructor, and only when a request is made: both cost seconds of start-up.

Two ways lead to a model. The first request of every question takes the short one: the openai client's `post` with a body that is
already written, over aiohttp, and no building of response objects; instructor's `create` costs several times the processor time
of that, which is what limits how many requests one process keeps in flight (docs/llm.md has the figures). A reply that does not
fit its schema goes the long way: instructor runs the re-ask, with its own words and its own handling of tool messages, on top of
the same client. Providers without an OpenAI-compatible interface are asked through instructor's adapters from the start.

The article is never given to instructor as `context`: that would render it as a Jinja template.
"""

from __future__ import annotations

import asyncio
import email.utils
import inspect
import json
import logging
import math
import socket
import time
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from extractor.engines.llm.options import EngineOptions, Provider, sent_with_each
from extractor.engines.llm.reply import ReplyProblem
from extractor.engines.llm.transport import Request, TransportFailure

_MODE_WORDS = ("response_format", "json_schema", "json_object", "tool", "function call", "grammar")
_CONTEXT_WORDS = ("context_length", "context length", "context window", "maximum context", "too many tokens", "exceed context")
_STATUS = {
    400: "bad_request",
    401: "auth",
    402: "quota",
    403: "forbidden",
    404: "not_found",
    408: "timeout",
    409: "conflict",
    413: "too_large",
    429: "rate_limit",
}
_RETRIED = (408, 409, 429)
_NO_KEY = "none"
"""What servers without keys are sent; the client insists on one."""
_PROBLEM: ContextVar[ReplyProblem | None] = ContextVar("problem", default=None)


class HttpTransport:
    """An OpenAI-compatible server."""

    def __init__(self, provider: Provider, settings: EngineOptions) -> None:
        self._provider = provider
        self._settings = settings
        self._client: Any = None
        self._cast_to: Any = None

    async def send(self, request: Request) -> dict[str, Any]:
        """Send once; raises `TransportFailure`."""
        import openai

        failure: TransportFailure
        try:
            client = self._open()
            async with asyncio.timeout(self._settings["timeout_s"]):
                response = await client.post(
                    "/chat/completions", cast_to=self._cast_to, content=request.content, options={"max_retries": 0}
                )
            return _completion(self._without_key(response.content))
        except (TimeoutError, openai.APITimeoutError) as error:
            # the aiohttp transport calls a refused connection and an unknown name a timeout too
            failure = _connection_failure(error, sure=False) or TransportFailure(
                "timeout", f"no whole reply within {self._settings['timeout_s']:g} s", retry=True
            )
        except openai.APIStatusError as error:
            failure = _status_failure(error.response.status_code, error.response.text, error.response.headers)
        except openai.APIConnectionError as error:
            failure = _connection_failure(error) or TransportFailure("connection", str(error), retry=True)
        except (openai.OpenAIError, UnicodeError) as error:
            failure = TransportFailure("connection", f"{type(error).__name__}: {error}")
        raise failure  # outside the handler: the client's own errors carry requests, which no traceback should show

    def _without_key(self, content: bytes) -> bytes:
        """A server that quotes the key must not bring it into records, caches or recordings."""
        return content.replace(self._provider.key.encode(), b"***") if self._provider.key else content

    async def aclose(self) -> None:
        if self._client is not None:
            client, self._client = self._client, None
            await client.close()

    def _open(self) -> Any:
        if self._client is None:
            import httpx2
            import openai

            limit = self._settings["concurrency"] + 8
            limits = httpx2.Limits(max_connections=limit, max_keepalive_connections=limit)
            try:
                http: Any = openai.DefaultAioHttpClient(limits=limits, timeout=self._settings["timeout_s"], follow_redirects=False)
            except RuntimeError:  # aiohttp is not installed
                http = openai.DefaultAsyncHttpxClient(limits=limits, timeout=self._settings["timeout_s"], follow_redirects=False)
            self._cast_to = httpx2.Response
            self._client = openai.AsyncOpenAI(
                base_url=self._provider.base_url,
                api_key=self._provider.key or _NO_KEY,
                max_retries=0,
                timeout=self._settings["timeout_s"],
                http_client=http,
            )
        return self._client


class NativeTransport:
    """A provider that instructor reaches through the provider's own SDK; instructor asks again by itself."""

    def __init__(self, provider: Provider, settings: EngineOptions) -> None:
        self._provider = provider
        self._settings = settings
        self._client: Any = None

    async def send(self, request: Request) -> dict[str, Any]:
        """Have instructor fill the schema and tell its answer as a chat completion; raises `TransportFailure`."""
        from instructor.core import Hooks, IncompleteOutputException, InstructorRetryException

        client = self._open()
        used: list[dict[str, int]] = []
        hooks = Hooks()
        hooks.on("completion:response", lambda raw: used.append(_any_usage(raw)))
        failure: TransportFailure
        try:
            async with asyncio.timeout(self._settings["timeout_s"] * (1 + request.reasks)):
                record = await client.create(
                    response_model=request.schema,
                    messages=request.body["messages"],
                    max_retries=request.reasks,
                    strict=False,
                    hooks=hooks,
                    **sent_with_each(self._settings),
                )
            message = {"role": "assistant", "content": record.model_dump_json(exclude_unset=True)}
            usage = {key: sum(one.get(key, 0) for one in used) for key in (used[0] if used else {})}
            return {"choices": [{"message": message, "finish_reason": "stop"}], "usage": usage, "requests": max(len(used), 1)}
        except TimeoutError:
            failure = TransportFailure("timeout", f"no reply within {self._settings['timeout_s']:g} s", retry=True)
        except IncompleteOutputException:
            failure = TransportFailure("truncated", "")
        except InstructorRetryException as error:
            failure = _native_failure(error)
        failure.requests, failure.usage = max(len(used), 1), tuple(used)
        raise failure

    async def aclose(self) -> None:
        client, self._client = self._client, None
        sdk = getattr(client, "client", None)
        close = getattr(sdk, "aclose", None) or getattr(sdk, "close", None)
        if close is not None and inspect.isawaitable(closing := close()):
            await closing

    def _open(self) -> Any:
        if self._client is None:
            import instructor

            _quiet()
            given: Any = {"api_key": self._provider.key} if self._provider.key else {}
            if self._settings["mode"] != "auto":
                given["mode"] = getattr(instructor.Mode, self._settings["mode"].upper())
            failure: TransportFailure
            try:
                self._client = instructor.from_provider(self._provider.label, async_client=True, **given)
                return self._client
            except ImportError as error:
                failure = TransportFailure("not_installed", str(error))
            except Exception as error:  # every SDK has its own errors for a missing key
                name = type(error).__name__
                absent = name == "ConfigurationError" and "install" in str(error).lower()
                kind = "not_installed" if absent else "bad_request" if name == "ModeError" else "auth"
                failure = TransportFailure(kind, f"{name}: {error}")
            raise failure
        return self._client


def adapters() -> tuple[str, ...]:
    """The providers that instructor has adapters for, as it spells them."""
    from instructor.auto_client import supported_providers

    return tuple(supported_providers)


async def ask_again(
    first: dict[str, Any],
    mode: str,
    retries: int,
    ask: Callable[[list[dict[str, Any]]], Awaitable[dict[str, Any]]],
    read: Callable[[dict[str, Any]], Any],
) -> Any:
    """Let instructor ask until a reply can be read, at most `retries` times; returns what `read` made of it.

    `first` is the completion that could not be read; `ask` sends the messages instructor adds behind the conversation so far.
    Raises the last `ReplyProblem`, or what `ask` raises.
    """
    import instructor
    from instructor.core import InstructorRetryException
    from openai.types.chat import ChatCompletion

    _quiet()
    answers: list[Any] = []
    stopped: list[Exception] = []
    known: list[int] = []

    async def create(*, messages: list[dict[str, Any]], **_: Any) -> Any:
        if not known:
            known.append(len(messages))
            raw = first
        else:
            try:
                raw = await ask(messages[known[0] :])
            except Exception as failure:
                stopped.append(failure)
                raise
        try:
            answers.append(read(raw))
            _PROBLEM.set(None)
        except ReplyProblem as problem:
            stopped.append(problem)
            _PROBLEM.set(problem)
            if not problem.reask:
                raise
        return ChatCompletion.construct(**raw)

    patched: Any = instructor.patch(create=create, mode=getattr(instructor.Mode, mode.upper()))
    try:
        await patched(response_model=_verdict_class(), messages=[{"role": "user", "content": "."}], max_retries=retries, strict=False)
        return answers[-1]
    except InstructorRetryException:
        last = stopped[-1] if stopped else ReplyProblem("invalid", "the reply could not be read")
    raise last


@lru_cache(maxsize=1)
def _verdict_class() -> Any:
    """What instructor validates: not the record, which has been read already, but whether that reading went well."""
    from instructor.core.exceptions import ResponseParsingError
    from pydantic import BaseModel

    class Verdict(BaseModel):
        @classmethod
        def model_validate_json(cls, json_data: Any, **_: Any) -> Any:
            problem = _PROBLEM.get()
            if problem is not None:
                raise ResponseParsingError(problem.detail)
            return cls()

    return Verdict


def _quiet() -> None:
    """Keep instructor from printing every failed attempt on stderr; a program's own log handlers still get it."""
    logger = logging.getLogger("instructor")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())


def _completion(content: bytes) -> dict[str, Any]:
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError):
        text = content[:2000].decode("utf-8", "replace").strip()
        if text[:1] == "<":
            raise TransportFailure("not_json", f"an HTML page came back: {text}") from None
        raise TransportFailure("not_json", f"this came back: {text[:120]}" if text else "nothing came back") from None
    if not isinstance(raw, dict):
        raise TransportFailure("not_json", f"a JSON {type(raw).__name__} came back, not a chat completion")
    if isinstance(raw.get("error"), Mapping) and not raw.get("choices"):
        raise TransportFailure("server", _reason(json.dumps(raw)))
    return raw


def _status_failure(status: int, text: str, headers: Mapping[str, str]) -> TransportFailure:
    lower = text[:20000].lower()
    reason = _reason(text)
    if 300 <= status < 400:  # not followed: the article goes to the server the user named and to no other
        return TransportFailure("bad_request", f"it redirects to {headers.get('location', 'another address')}", status=status)
    if status in (400, 404, 422, 500, 501) and any(word in lower for word in _MODE_WORDS) and "does not exist" not in lower:
        return TransportFailure("bad_request", reason, status=status, mode_refused=True)
    kind = _STATUS.get(status) or ("server" if status >= 500 else "bad_request")
    if status in (400, 413, 422, 500) and any(word in lower for word in _CONTEXT_WORDS):
        kind = "too_large"
    elif status == 400 and "content_filter" in lower:
        kind = "content_filter"
    elif status == 429 and "insufficient_quota" in lower:
        kind = "quota"
    again = kind in ("timeout", "conflict", "rate_limit", "server") and (status in _RETRIED or status >= 500)
    return TransportFailure(kind, reason, retry=again, status=status, retry_after_s=_retry_after(headers))


def _reason(text: str) -> str:
    """The sentence in a server's error body."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text[:2000]
    for _ in range(3):
        if isinstance(value, list) and value:
            value = value[0]
        if not isinstance(value, Mapping):
            break
        inner = value.get("error", value.get("message", value.get("detail")))
        if inner is None:
            break
        value = inner
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[:2000]


def _connection_failure(error: BaseException, *, sure: bool = True) -> TransportFailure | None:
    """What broke a connection; None when nothing below the error says so and `sure` is false."""
    seen: BaseException | None = error
    reasons = []
    for _ in range(8):
        if seen is None:
            break
        reasons.append(seen)
        if isinstance(seen, socket.gaierror) or "DNS" in type(seen).__name__:
            again = isinstance(seen, socket.gaierror) and seen.errno == socket.EAI_AGAIN
            return TransportFailure("dns", "its name has no address", retry=again)
        seen = seen.__cause__ or seen.__context__
    if not sure and not any(isinstance(reason, OSError) and not isinstance(reason, TimeoutError) for reason in reasons):
        return None
    inner = reasons[-1] if isinstance(reasons[-1], OSError) else reasons[min(1, len(reasons) - 1)]
    if isinstance(inner, UnicodeError):
        return TransportFailure("dns", "its name has no address")
    return TransportFailure("connection", f"{type(inner).__name__}: {inner}" if str(inner) else type(inner).__name__, retry=True)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds from Retry-After (seconds or a date) or retry-after-ms; None when the server names no pause."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        text = headers.get(name)
        if text is None:
            continue
        try:
            value = float(text) * unit
        except ValueError:
            try:
                parsed = email.utils.parsedate_tz(text)
                value = email.utils.mktime_tz(parsed) - time.time() if parsed else math.nan
            except (ValueError, OverflowError, TypeError):  # a date that is none
                continue
        if math.isfinite(value):
            return max(value, 0.0)
    return None


def _any_usage(raw: Any) -> dict[str, int]:
    """Tokens of a completion of any provider."""
    usage = getattr(raw, "usage", None) or getattr(raw, "usage_metadata", None)
    prompt, completion = 0, 0
    for name in ("prompt_tokens", "input_tokens", "prompt_token_count"):
        prompt = prompt or int(getattr(usage, name, 0) or 0)
    for name in ("completion_tokens", "output_tokens", "candidates_token_count"):
        completion = completion or int(getattr(usage, name, 0) or 0)
    total = prompt + completion
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": total} if total else {}


def _native_failure(error: Any) -> TransportFailure:
    cause = error.__cause__
    status = getattr(cause, "status_code", None) or getattr(cause, "code", None)
    name = type(cause).__name__
    if isinstance(status, int) and status >= 400:
        return _status_failure(status, str(cause), getattr(getattr(cause, "response", None), "headers", {}))
    if "Timeout" in name:
        return TransportFailure("timeout", str(cause), retry=True)
    if "Connection" in name:
        return TransportFailure("connection", str(cause), retry=True)
    if isinstance(cause, AssertionError):
        return TransportFailure("refused", str(cause))
    return TransportFailure("invalid", str(cause).split("\n\n")[0])
