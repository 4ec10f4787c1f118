"""The seam between the engine and whatever answers it: a `Request` in, a chat completion as plain JSON data out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from pydantic import BaseModel


@dataclass(frozen=True)
class Request:
    """One request for a record. `content` is exactly what goes over the wire; no key is in it."""

    content: bytes
    purpose: str
    """fill, repair or complete."""
    model: str
    """PROVIDER/NAME as the user gave it."""
    mode: str
    prompt: str
    prompt_sha256: str
    schema_sha256: str
    article_sha256: str
    schema: type[BaseModel]
    own_address: bool = True
    """False when the user named the server; the way a record is asked for depends on it."""
    reasks: int = 0
    """How often the answer may still be asked again; a provider's own adapter asks by itself."""

    @property
    def body(self) -> dict[str, Any]:
        """The request as plain data."""
        body: dict[str, Any] = json.loads(self.content)
        return body


class TransportFailure(Exception):
    """No completion came back; `kind` is a kind of `EngineError`."""

    def __init__(
        self,
        kind: str,
        detail: str,
        *,
        retry: bool = False,
        status: int | None = None,
        retry_after_s: float | None = None,
        mode_refused: bool = False,
        requests: int = 1,
        usage: Sequence[Mapping[str, int]] = (),
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.retry = retry
        """True when sending the same request again may help."""
        self.status = status
        self.retry_after_s = retry_after_s
        self.mode_refused = mode_refused
        """True when the server does not take the way the shape is asked for."""
        self.requests = requests
        self.usage = tuple(usage)
        """Tokens of completions that came and gave no record: an adapter's own re-asks."""


class Transport(Protocol):
    """Sends requests; the HTTP client, a provider's own adapter, a recorder and a replay are each one."""

    async def send(self, request: Request) -> dict[str, Any]:
        """Answer with a chat completion (`choices`, `usage`); raises `TransportFailure`.

        A completion that took several requests says so in `requests`.
        """
        ...

    async def aclose(self) -> None: ...


def encode(value: Any, *, indent: int | None = None) -> bytes:
    """JSON as UTF-8; text that UTF-8 cannot hold (a lone surrogate) makes the whole of it ASCII escapes."""
    try:
        return json.dumps(value, ensure_ascii=False, indent=indent).encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent).encode()
