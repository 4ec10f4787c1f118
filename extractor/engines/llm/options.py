"""What a user may say about a model, and the provider it names: `LLMOptions` in, `Provider` out."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Unpack
from urllib.parse import SplitResult, urlsplit, urlunsplit

from extractor.core.options import MODES, ModelOptions, Option, checked_options, options_of
from extractor.errors import CatalogError, unknown


class EngineOptions(ModelOptions, total=False):
    """What the engine takes beside what a job says of its model."""

    repair_prompt: Annotated[str, Option("repair.v1", "Prompt that tells what the cross-check found.")]
    complete_prompt: Annotated[str, Option("complete.v1", "Prompt that asks for what the record lacks.")]
    cache_path: Annotated[str | Path | None, Option(None, "The cache file; None: EXTRACTOR_CACHE, else the user's cache folder.")]
    context_tokens: Annotated[
        int | None, Option(None, "Tokens the model holds, prompt and reply together; None: the table in providers.toml.", least=1000)
    ]
    http_retries: Annotated[int, Option(2, "How often one request is sent again after a failure of the network or the server.", least=0)]
    backoff_s: Annotated[
        float, Option(0.5, "Seconds of the first pause before that; it doubles each time. A server's Retry-After counts instead.", least=0)
    ]
    max_wait_s: Annotated[float, Option(60.0, "Longest pause in seconds; a server that asks for more gets no second request.", least=0)]


class LLMOptions:
    """The model of one engine, and how it is asked."""

    def __init__(self, model: str, *, api_key: str | None = None, **settings: Unpack[EngineOptions]) -> None:
        """Check the settings, and put defaults in place of those not given.

        `model` is PROVIDER/NAME; "provider:name" is taken too. Without `api_key` the variable of the provider's table is read.
        Raises `CatalogError` for a value that cannot be.
        """
        self.model = model
        self.api_key = api_key
        self.settings = checked_options(EngineOptions, settings)

    def __repr__(self) -> str:
        return f"LLMOptions({self.model!r}, **{self.settings!r})"


@dataclass(frozen=True)
class Provider:
    """Where and how a model is reached."""

    name: str
    model: str
    """The name the server knows it by."""
    base_url: str = ""
    key: str | None = field(default=None, repr=False)
    key_env: str | None = None
    modes: tuple[str, ...] = MODES
    strict: bool = False
    max_tokens_field: str = "max_tokens"
    context_tokens: int = 16000
    own_address: bool = True
    """False when the user named the server."""
    native: bool = False
    """True when instructor reaches it through the provider's own SDK."""

    @property
    def label(self) -> str:
        return f"{self.name}/{self.model}"

    @property
    def shown_url(self) -> str:
        """The address without user name, password or query, fit for messages and documents."""
        parts = urlsplit(self.base_url)
        place = parts.netloc.rpartition("@")[2]
        return urlunsplit((parts.scheme, place, parts.path, "", ""))


def sent_with_each(settings: EngineOptions) -> dict[str, Any]:
    """The options that are members of a request, by name; those that are None are left to the provider."""
    values: dict[str, Any] = {**settings}
    return {name: values[name] for name, option in options_of(EngineOptions).items() if option.sent and values[name] is not None}


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "providers.toml").read_text(encoding="utf-8"))


def split_model(model: str) -> tuple[str, str]:
    """Part PROVIDER/NAME (or PROVIDER:NAME) at its first separator.

    >>> split_model("openai/ft:gpt-4o:org"), split_model("ollama:llama3:8b")
    (('openai', 'ft:gpt-4o:org'), ('ollama', 'llama3:8b'))
    """
    at = min((model.find(mark) for mark in "/:" if mark in model), default=-1)
    provider, name = model[:at].strip(), model[at + 1 :].strip()
    if at < 0 or not provider or not name:
        known = ", ".join(sorted(_tables()["providers"]))
        raise CatalogError(
            f'"{model}" names no model. Write PROVIDER/NAME, for example openai/gpt-5-mini. '
            f"Providers: {known}, and those that instructor has adapters for."
        )
    return provider, name


def resolve(
    options: LLMOptions, environ: Mapping[str, str] | None = None, adapters: Callable[[], Collection[str]] = frozenset[str]
) -> Provider:
    """Find the provider, its address and its key; raises `CatalogError` for one nobody knows. No key is not an error here.

    `adapters` names the providers that are reached through their own SDK; it is asked only for one that the table does not have.

    >>> resolve(LLMOptions("ollama/llama3"), {}).base_url
    'http://localhost:11434/v1'
    """
    env = os.environ if environ is None else environ
    tables, settings = _tables(), options.settings
    name, model = split_model(options.model)
    table = tables["providers"].get(name)
    if table is None and settings["base_url"] is None:
        native = adapters()
        if name not in native:
            raise unknown("provider", name, {*tables["providers"], *native}, "Any other server: add --base-url.")
        context = settings["context_tokens"] or tables["native"]["context_tokens"]
        return Provider(name, model, key=options.api_key, context_tokens=context, native=True)
    table = table or {}
    address = settings["base_url"] or env.get(table.get("base_url_env", ""), "") or table.get("base_url", "")
    parts = _parts(address)
    if "@" in parts.netloc:
        place = table.get("key_env") or "a variable"
        raise CatalogError(f"The address at {parts.hostname} holds a user name or password. Leave them out; a key goes into {place}.")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise CatalogError(f'"{address}" is no address of a model server. Give one like http://127.0.0.1:8000/v1 with --base-url.')
    own = address.rstrip("/") == table.get("base_url")
    row = table if own else {**table, **tables["custom"], "strict": False, "max_tokens_field": "max_tokens"}
    key_env = table.get("key_env")
    return Provider(
        name=name,
        model=model,
        base_url=address.rstrip("/"),
        key=options.api_key or (env.get(key_env, "").strip() or None if key_env else None),
        key_env=key_env,
        modes=tuple(row["modes"]),
        strict=row.get("strict", False),
        max_tokens_field=row.get("max_tokens_field", "max_tokens"),
        context_tokens=settings["context_tokens"] or _context(model, row, tables["context"] if own else {}),
        own_address=own,
    )


def address_when_recorded(model: str, own: bool | None) -> str | None:
    """An address that makes requests what they were when recorded, whatever the environment names now; None when none is known.

    >>> address_when_recorded("openai/gpt-5-mini", True)
    'https://api.openai.com/v1'
    """
    table = _tables()["providers"].get(split_model(model)[0])
    if own is None or table is None:
        return None
    return str(table["base_url"]) if own else "http://recorded.invalid/v1"


def _parts(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", "", "", "")


def _context(model: str, row: Mapping[str, Any], by_name: Mapping[str, int]) -> int:
    fitting = [start for start in by_name if model.startswith(start)]
    return by_name[max(fitting, key=len)] if fitting else int(row["context_tokens"])
