"""Record model replies to a JSON file and answer from it later, without network and without keys.

    engine = LLMEngine(LLMOptions("openai/NAME"), record=Recorder("case/reply.json"))      # asks the model, stores request and reply
    engine = LLMEngine(LLMOptions("openai/NAME"), transport=Replay("case/reply.json"))     # answers from the file, sends nothing

The file:

    {"made_by": "model" | "person", "model": "openai/NAME", "mode": "json_schema",
     "prompt": "extract.v1", "prompt_sha256": "...", "schema_sha256": "...", "article_sha256": "...", "own_address": true,
     "entries": [{"purpose": "fill", "request": {...}, "reply": {...}}]}

`Recorder` writes all of it after each reply (`made_by` "model"). A file written by hand needs `entries` alone, and an entry only
`reply`: the record as a JSON object, or the raw text of the reply as a string (a broken one, say), or a whole chat completion
(an object with `choices`). `purpose` (fill, repair, complete) is optional there; entries without `request` answer in their order.
`made_by` is then "person" and stays so. What a header does state is compared: when prompt, schema, article, model or the request
itself is not what it was, `Replay` raises `StaleRecording`, whose `changed` names what differs and whose `diff` is a unified
diff of the request. A `Replay` is used for one run; `unused()` tells how many entries nobody asked for.

Cache and replay do not mix: an engine with a replay or a recorder leaves the reply cache alone.
"""

from __future__ import annotations

import difflib
import json
from pathlib import Path
from typing import Any

from extractor.engines.llm.transport import Request, Transport, TransportFailure, encode
from extractor.errors import EngineError, InputError

_HEADER = ("model", "prompt_sha256", "schema_sha256", "article_sha256")
_NAMES = {"model": "model", "prompt_sha256": "prompt", "schema_sha256": "schema", "article_sha256": "article"}
_VOLATILE = ("id", "created", "system_fingerprint", "service_tier", "object")
"""Members of a completion that differ from call to call and say nothing about the answer."""


class StaleRecording(EngineError):
    """The recording no longer answers what is asked; `changed` names why, `diff` shows the request then and now."""

    def __init__(self, message: str, *, changed: tuple[str, ...] = (), diff: str = "") -> None:
        super().__init__(f"{message}\n{diff}" if diff else message, kind="stale_recording")
        self.changed = changed
        self.diff = diff


class Recorder:
    """Stands between the engine and its transport and keeps every request with its reply."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self.inner: Transport | None = None
        self._entries: list[dict[str, Any]] = []
        self._header: dict[str, Any] = {}

    async def send(self, request: Request) -> dict[str, Any]:
        """Pass the request on and store what came back."""
        if self.inner is None:
            raise RuntimeError("give a Recorder to LLMEngine(record=...), which knows where to send")
        try:
            raw = await self.inner.send(request)
        except TransportFailure as failure:
            if failure.kind == "too_large":  # not the end of it: the article is then asked about in parts
                self._keep(request, {"failure": failure.kind})
            raise
        reply = {key: value for key, value in raw.items() if key not in _VOLATILE}
        self._keep(request, {"reply": reply})
        return raw

    async def aclose(self) -> None:
        if self.inner is not None:
            await self.inner.aclose()

    def _keep(self, request: Request, answer: dict[str, Any]) -> None:
        if not self._header or request.purpose == "fill":
            self._header = {"made_by": "model", **header_of(request)}
        self._entries.append({"purpose": request.purpose, "request": request.body, **answer})
        data = encode({**self._header, "entries": self._entries}, indent=1)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_bytes(data + b"\n")


class Replay:
    """Answers from a recording."""

    def __init__(self, path: str | Path, *, exact: bool = True) -> None:
        """Read a recording; without `exact` its replies answer whatever is asked, in their order."""
        self.path = Path(path)
        self._header, self._entries = _load(self.path)
        if not exact:
            self._header = {key: value for key, value in self._header.items() if key in ("made_by", "mode", "own_address")}
            self._entries = [{key: value for key, value in entry.items() if key != "request"} for entry in self._entries]
        self._left = list(range(len(self._entries)))

    @property
    def made_by(self) -> str:
        """model or person."""
        return str(self._header.get("made_by", "person"))

    @property
    def mode(self) -> str | None:
        """The mode it was recorded in; None when the file does not say."""
        return self._header.get("mode")

    @property
    def own_address(self) -> bool | None:
        """Whether it was recorded at the provider's own address; None when the file does not say."""
        return self._header.get("own_address")

    @property
    def purposes(self) -> tuple[str, ...]:
        """What its entries answer: fill, repair, complete."""
        return tuple(entry.get("purpose", "fill") for entry in self._entries)

    def unused(self) -> int:
        """Entries nobody has asked for yet."""
        return len(self._left)

    async def send(self, request: Request) -> dict[str, Any]:
        """Answer from the file; raises `StaleRecording`."""
        self._compare_header(request)
        body = request.body
        for i in self._left:
            entry = self._entries[i]
            recorded = entry.get("request")
            fits = recorded == body if recorded is not None else entry.get("purpose", request.purpose) == request.purpose
            if fits:
                self._left.remove(i)
                if "failure" in entry:
                    raise TransportFailure(entry["failure"], "as recorded")
                return _completion(entry, body)
        raise self._stale(request, _canonical(body))

    async def aclose(self) -> None:
        return None

    def _compare_header(self, request: Request) -> None:
        changed = self._changed(request)
        if changed and all(entry.get("request") is None for entry in self._entries):
            now = header_of(request)
            states = "; ".join(f"{key} is now {now[key]}" for key in _HEADER if _NAMES[key] in changed)
            raise StaleRecording(
                f"The {' and '.join(changed)} changed since {self.path} was made. Look at its replies again and correct the header "
                f"({states}), or record it anew.",
                changed=changed,
            )

    def _changed(self, request: Request) -> tuple[str, ...]:
        """What the header states and the request contradicts; the prompt it states is the one to fill."""
        now = header_of(request)
        same = [key for key in _HEADER if key != "prompt_sha256" or request.purpose == "fill"]
        return tuple(_NAMES[key] for key in same if self._header.get(key) not in (None, now[key]))

    def _stale(self, request: Request, wanted: str) -> StaleRecording:
        changed = self._changed(request)
        asked = [self._entries[i] for i in self._left if self._entries[i].get("request") is not None]
        left = [_canonical(entry["request"]) for entry in asked if entry.get("purpose") == request.purpose]
        if not left:
            return StaleRecording(
                f"{self.path} has no reply left for a further request ({request.purpose}). Record it anew.", changed=("requests",)
            )
        near = max(left, key=lambda text: difflib.SequenceMatcher(None, text, wanted, autojunk=False).quick_ratio())
        lines = difflib.unified_diff(_readable(near), _readable(wanted), "recorded", "sent now", lineterm="", n=1)
        changed = changed or (("parameters",) if request.purpose == "fill" else (f"request to {request.purpose}",))
        return StaleRecording(
            f"The request changed since {self.path} was recorded ({' and '.join(changed)}). Record it anew, or undo the change.",
            changed=changed,
            diff="\n".join(lines),
        )


def header_of(request: Request) -> dict[str, Any]:
    """What the head of a recording states about a request."""
    return {
        "model": request.model,
        "mode": request.mode,
        "prompt": request.prompt,
        "prompt_sha256": request.prompt_sha256,
        "schema_sha256": request.schema_sha256,
        "article_sha256": request.article_sha256,
        "own_address": request.own_address,
    }


def _load(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"The recording {path} cannot be read: {error}. Record it anew.") from error
    entries = data.get("entries") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) and ("reply" in entry or "failure" in entry) for entry in entries):
        raise InputError(f'The recording {path} has no list "entries" whose items hold a "reply". See docs/llm.md for its shape.')
    return {key: value for key, value in data.items() if key != "entries"}, entries


def _completion(entry: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """A whole completion from what an entry holds; content is told the way the request asked for it."""
    reply = entry["reply"]
    if isinstance(reply, dict) and "choices" in reply:
        return reply
    text = reply if isinstance(reply, str) else json.dumps(reply, ensure_ascii=False)
    message: dict[str, Any] = {"role": "assistant", "content": text}
    if tools := body.get("tools"):
        call = {"id": "call_1", "type": "function", "function": {"name": tools[0]["function"]["name"], "arguments": text}}
        message = {"role": "assistant", "content": None, "tool_calls": [call]}
    completion: dict[str, Any] = {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}
    if "usage" in entry:
        completion["usage"] = entry["usage"]
    return completion


def _canonical(body: Any) -> str:
    return json.dumps(body, sort_keys=True, ensure_ascii=False, indent=1)


def _readable(text: str) -> list[str]:
    """Lines of a request with the line breaks of its messages shown as such, so that a diff points at the changed line."""
    return text.replace("\\n", "\n").split("\n")
