"""Every fault a provider has in store, over real HTTP: each with its named outcome, its requests and its tokens counted."""

from __future__ import annotations

import json
import socket
import time
from dataclasses import dataclass
from typing import Any

import pytest

from extractor.core.article import Article
from extractor.errors import EngineError
from extractor.schemas.news import NewsRecord
from tests.llm.setting import BAD, GOOD, KEY, fill

ACTORS = json.dumps({"actors": [{"name": f"A{i}"} for i in range(3)]})


@dataclass(frozen=True)
class Fault:
    """A script of the server and what must come of it."""

    name: str
    script: tuple[dict[str, Any], ...]
    kind: str | None
    """Kind of the error; None when a record is had."""
    requests: int = 1
    tokens: int = 120
    says: str = ""
    """Words the message must hold."""
    given: tuple[tuple[str, Any], ...] = ()
    retry_after: float | None = None
    why: str = ""


def error(status: int, text: Any = "no", **headers: str) -> dict[str, Any]:
    return {"status": status, "error": text, "headers": {name.replace("_", "-"): value for name, value in headers.items()}}


ok = {"content": GOOD}
HTML = b"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
FAULTS = [
    # the network
    Fault(
        "slow trickle", ({**ok, "trickle": 0.03},), "timeout", tokens=0, given=(("timeout_s", 0.3),), why="bytes keep coming, the end never"
    ),
    Fault("silence", ({**ok, "latency": 5},), "timeout", tokens=0, given=(("timeout_s", 0.2),)),
    Fault("silence, then a reply", ({**ok, "latency": 1}, ok), None, 2, given=(("timeout_s", 0.3), ("http_retries", 1))),
    Fault("cut mid-body", ({**ok, "cut": True},), "connection", tokens=0, says="broke off"),
    Fault("cut mid-body, then whole", ({**ok, "cut": True}, ok), None, 2, given=(("http_retries", 1),)),
    # statuses
    Fault("400", (error(400, "temperature is out of range"),), "bad_request", tokens=0, says="temperature is out of range"),
    Fault("400 context", (error(400, "maximum context length is 4096 tokens"),), "too_large", tokens=0),
    Fault("400 content filter", (error(400, {"message": "flagged", "code": "content_filter"}),), "content_filter", tokens=0),
    Fault(
        "401", (error(401, f"Incorrect API key provided: {KEY}"),), "auth", tokens=0, says="OPENAI_API_KEY", given=(("http_retries", 2),)
    ),
    Fault("403", (error(403, "country not supported"),), "forbidden", tokens=0, given=(("http_retries", 2),)),
    Fault("404 model", (error(404, "The model `m` does not exist"),), "not_found", tokens=0, says="after the slash"),
    Fault("408", (error(408),), "timeout", 3, 0, given=(("http_retries", 2),)),
    Fault("408, then a reply", (error(408), ok), None, 2, given=(("http_retries", 1),)),
    Fault("409", (error(409),), "conflict", 2, 0, given=(("http_retries", 1),)),
    Fault("413", (error(413),), "too_large", tokens=0),
    Fault("422", (error(422, "seed must be positive"),), "bad_request", tokens=0),
    Fault("429 alone", (error(429),), "rate_limit", 3, 0, given=(("http_retries", 2),)),
    Fault("429 with Retry-After", (error(429, retry_after="0.05"), ok), None, 2, given=(("http_retries", 1),)),
    Fault(
        "429 for an hour",
        (error(429, retry_after="3600"),),
        "rate_limit",
        1,
        0,
        "3600 s",
        (("http_retries", 2),),
        3600.0,
        "no wait so long",
    ),
    Fault("429 in milliseconds", (error(429, retry_after_ms="20"), ok), None, 2, given=(("http_retries", 1),)),
    Fault("429 with nonsense", (error(429, retry_after="soon"),), "rate_limit", 2, 0, given=(("http_retries", 1),)),
    Fault("429 with a date gone by", (error(429, retry_after="Wed, 21 Oct 2015 07:28:00 GMT"), ok), None, 2, given=(("http_retries", 1),)),
    Fault("307", (error(307, location="http://127.0.0.1:1/v1"),), "bad_request", tokens=0, says="redirects to http://127.0.0.1:1/v1"),
    Fault("lone surrogate", ({"content": '{"actors": [{"name": "\\ud800"}]}'}, ok), None, 2, 240),
    Fault("429 quota", (error(429, {"message": "x", "code": "insufficient_quota"}),), "quota", 1, 0, given=(("http_retries", 2),)),
    Fault("500", (error(500),), "server", 2, 0, given=(("http_retries", 1),)),
    Fault("502", (error(502),), "server", 2, 0, given=(("http_retries", 1),)),
    Fault("503, then a reply", (error(503), ok), None, 2, given=(("http_retries", 1),)),
    Fault("error body in a 200", ({"raw": b'{"error": {"message": "overloaded"}}'},), "server", tokens=0, says="overloaded"),
    # what is no completion
    Fault("HTML page", ({"raw": HTML, "content_type": "text/html"},), "not_json", tokens=0, says="502 Bad Gateway"),
    Fault("HTML error page", ({"status": 502, "raw": HTML, "content_type": "text/html"},), "server", tokens=0),
    Fault("not JSON", ({"raw": b"upstream said hello"},), "not_json", tokens=0, says="upstream said hello"),
    Fault("nothing", ({"raw": b""},), "not_json", tokens=0),
    Fault("binary", ({"raw": bytes(range(256))},), "not_json", tokens=0),
    Fault("a hundred thousand brackets", ({"raw": b"[" * 100_000},), "not_json", tokens=0),
    Fault("500 with brackets", ({"status": 500, "raw": b'{"error":' * 50_000},), "server", tokens=0),
    Fault("429 with a date that is none", (error(429, retry_after="Wed, 99 Oct 99999 99:99:99 GMT"),), "rate_limit", tokens=0),
    Fault("JSON list", ({"raw": b"[1, 2]"},), "not_json", tokens=0),
    Fault("JSON of another kind", ({"raw": b'{"hello": 1}'},), "empty", tokens=0),
    Fault("broken choices", ({"choices": [None]},), "empty"),
    Fault("empty choices", ({"choices": []},), "empty", 2, 240, given=(("http_retries", 1),)),
    Fault("empty choices, then a reply", ({"choices": []}, ok), None, 2, 240, given=(("http_retries", 1),)),
    Fault("broken choices, then a reply", ({"choices": [None]}, ok), None, 2, 240, given=(("http_retries", 1),)),
    Fault("broken message, then a reply", ({"choices": [{"message": "hello"}]}, ok), None, 2, 240, given=(("http_retries", 1),)),
    Fault("broken tool calls", ({"choices": [{"message": {"tool_calls": "abc"}}]},), "empty", given=(("mode", "tools"),)),
    Fault("empty content", ({"content": "  \n"},), "empty"),
    Fault("content None", ({"content": None},), "empty"),
    # what the model will not say
    Fault("refusal", ({"refusal": "I cannot help with that"},), "refused", says="I cannot help with that", given=(("http_retries", 2),)),
    Fault("refusal in a tool's place", ({"refusal": "no"},), "refused", given=(("mode", "tools"),)),
    Fault("content filter", ({"content": None, "finish_reason": "content_filter"},), "content_filter", given=(("http_retries", 2),)),
    Fault(
        "truncated",
        ({"content": GOOD[:20], "finish_reason": "length"},),
        "truncated",
        says="--max-tokens",
        why="asking again would end there too",
    ),
    Fault("bad, then truncated", ({"content": BAD}, {"content": "{", "finish_reason": "length"}), "truncated", 2, 240),
    Fault("bad, then refused", ({"content": BAD}, {"refusal": "no"}), "refused", 2, 240),
    Fault("bad, then 500", ({"content": BAD}, error(500)), "server", 2, 120, why="tokens of the first reply were paid"),
    # tools
    Fault("no tool called", ({**ok, "as_text": True},), "invalid", 3, 360, "no tool was called", (("mode", "tools"),)),
    Fault("no tool called, then called", ({**ok, "as_text": True}, ok), None, 2, 240, given=(("mode", "tools"),)),
    Fault("wrong tool", ({**ok, "tool_name": "search"},), "invalid", 3, 360, "search", (("mode", "tools"),)),
    Fault("wrong tool, then the right one", ({**ok, "tool_name": "search"}, ok), None, 2, 240, given=(("mode", "tools"),)),
    Fault("tool with broken arguments", ({"tool_args": '{"counts": ['}, {"tool_args": GOOD}), None, 2, 240, given=(("mode", "tools"),)),
    # JSON as models write it
    Fault("code fence", ({"content": f"```json\n{GOOD}\n```"},), None, why="nothing is wrong with the record"),
    Fault("thoughts first", ({"content": f"<think>eight? yes</think>\n{GOOD}"},), None),
    Fault("prose", ({"content": "Here is your record!"},), "not_json", 3, 360, "not JSON"),
    Fault("prose, then JSON", ({"content": "Sure!"}, ok), None, 2, 240),
    Fault("half a record", ({"content": GOOD[:25]}, ok), None, 2, 240),
    Fault("NaN", ({"content": '{"counts": [{"value": NaN}]}'},), "invalid", 3, 360, "NaN is not a number"),
    Fault("Infinity", ({"content": '{"counts": [{"value": -Infinity}]}'}, ok), None, 2, 240),
    Fault("duplicate keys", ({"content": '{"counts": [{"value": 8, "value": 9}]}'},), "invalid", 3, 360, "stands twice"),
    Fault("huge integer", ({"content": '{"counts": [{"value": 1%s}]}' % ("0" * 400)},), "invalid", 3, 360, "60 digits"),
    Fault("5,000 digits", ({"content": '{"counts": [{"value": %s}]}' % ("7" * 5000)}, ok), None, 2, 240),
    Fault(
        "huge exponent", ({"content": '{"counts": [{"value": 1e999999999}]}'},), "invalid", 3, 360, why="written out it fills the memory"
    ),
    Fault("deep nesting", ({"content": '{"a":' * 5000 + "1" + "}" * 5000}, ok), None, 2, 240),
    Fault("list in place of a record", ({"content": "[1]"}, ok), None, 2, 240),
    Fault("wrong type", ({"content": BAD},), "invalid", 3, 360, '/counts/0/value: Input should be a valid decimal (got "many")'),
    Fault("wrong type, then right", ({"content": BAD}, ok), None, 2, 240),
    Fault("extra field", ({"content": '{"mood": "grim"}'},), "invalid", 3, 360, "/mood"),
    Fault("missing field", ({"content": '{"quotes": [{"cue": "said"}]}'},), "invalid", 3, 360, "/quotes/0/text"),
    Fault("no re-asks allowed", ({"content": BAD}, ok), "invalid", 1, 120, given=(("retries", 0),)),
    Fault("usage not reported", ({**ok, "usage": None},), None, tokens=0),
    Fault("usage of nonsense", ({**ok, "usage": {"prompt_tokens": "many", "total_tokens": None}},), None, tokens=0),
    Fault("braces everywhere", ({"content": json.dumps({"actors": [{"name": "{{ 7*7 }} {% raw %} $article"}]})},), None),
    Fault("line separators and NUL", ({"content": json.dumps({"actors": [{"name": "a\u2028b\x00c"}]})},), None),
]


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_outcome_is_named_and_counted(fault: Fault, serve: Any, article: Article) -> None:
    """Each fault ends in its kind of error or in a record, after the expected requests, with all tokens counted, soon."""
    server = serve(fault.script)
    start = time.monotonic()
    if fault.kind is None:
        draft = fill(server.url, article, NewsRecord, **dict(fault.given))
        assert isinstance(draft.record, NewsRecord)
        assert draft.provenance["attempts"] == fault.requests
        usage = draft.provenance["usage"]
    else:
        with pytest.raises(EngineError) as caught:
            fill(server.url, article, NewsRecord, **dict(fault.given))
        assert caught.value.kind == fault.kind
        assert caught.value.exit_code == 3
        assert caught.value.attempts == fault.requests
        assert caught.value.retry_after_s == fault.retry_after
        assert fault.says in str(caught.value)
        assert "openai/m" in str(caught.value)
        assert "nato-1" in str(caught.value)
        usage = caught.value.usage
    assert len(server.bodies) == fault.requests
    assert usage.get("total_tokens", 0) == fault.tokens
    assert time.monotonic() - start < 4


def test_connection_refused(article: Article) -> None:
    """A server that is not there is a connection error that names the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    with pytest.raises(EngineError) as caught:
        fill(url, article, NewsRecord, http_retries=1)
    assert (caught.value.kind, caught.value.attempts) == ("connection", 2)
    assert url in str(caught.value)


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a" * 64 + ".invalid"])
def test_name_without_address(host: str, article: Article) -> None:
    """A name that DNS does not know, or cannot, is a dns error."""
    with pytest.raises(EngineError) as caught:
        fill(f"http://{host}/v1", article, NewsRecord)
    assert caught.value.kind == "dns"
    assert host in str(caught.value)


def test_key_missing(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a key the provider's own address is not asked; the message names the variable."""
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(EngineError, match="OPENAI_API_KEY") as caught:
        fill(None, article, NewsRecord)  # type: ignore[arg-type]
    assert (caught.value.kind, caught.value.attempts) == ("auth", 0)


def test_one_pause_is_for_all(serve: Any, article: Article) -> None:
    """When a server asks for a pause, requests that have not been sent yet wait for it too."""
    import asyncio

    from extractor.engines.llm import LLMEngine
    from tests.llm.setting import options, run

    times: list[float] = []

    def script(_: dict[str, Any], number: int) -> dict[str, Any]:
        times.append(time.monotonic())
        return error(429, retry_after="0.3") if number == 0 else ok

    server = serve(script)

    async def work() -> None:
        async with LLMEngine(options(server.url, concurrency=1, http_retries=1)) as engine:
            await asyncio.gather(*(engine.fill(Article(f"{article.text} {i}"), NewsRecord) for i in range(3)))

    run(work())
    assert len(times) == 4
    assert all(later - times[0] > 0.28 for later in times[1:])
