"""Named outcomes: what went wrong in, an `EngineError` in three parts out. No key survives in its text."""

from __future__ import annotations

import re

from extractor.core.article import Article
from extractor.engines.llm.meter import Meter
from extractor.engines.llm.options import Provider
from extractor.engines.llm.reply import ReplyProblem
from extractor.engines.llm.transport import TransportFailure
from extractor.errors import EngineError

_KEYLIKE = re.compile(r"\b(?:sk|gsk|xai|pk|rk)-[A-Za-z0-9_\-*.]{4,}|(?i:bearer)\s+[A-Za-z0-9_\-.=+/*]{4,}")
_TAG = re.compile(r"<[^<>]{0,500}>")
_SPACE = re.compile(r"\s+")
_SHOWN = 300

KINDS = {
    "timeout": ("The model server did not finish in time", "Raise --timeout, or try again when the server is less busy."),
    "connection": ("The model server could not be reached, or broke off", "Check that it runs, and the address (--base-url)."),
    "dns": ("The model server's name could not be found", "Check the address (--base-url) and the network."),
    "auth": ("The model server refused the key", "Set a valid key in {key_env}."),
    "forbidden": ("The model server refuses this key the model", "Ask for access, or name another model."),
    "quota": ("The account's quota is used up", "Add credit at the provider, or name another model."),
    "not_found": ("The model server does not know the model", "Check the name after the slash in --model, and --base-url."),
    "bad_request": ("The model server refused the request", "See the reason above; --dry-run prints the request, --mode changes its form."),
    "conflict": ("The model server reported a conflict", "Try again in a moment."),
    "too_large": ("The article and its prompt are too long for the model", "Name a model with a longer context, or lower --max-tokens."),
    "rate_limit": ("The model server asks for fewer requests", "Try again later, or lower --concurrency."),
    "server": ("The model server failed", "Try again; if it stays so, see the provider's status page."),
    "refused": ("The model refused to answer", "Name another model, or use --model offline."),
    "content_filter": (
        "The provider's content filter stopped the reply",
        "Name another model, or use --model offline.",
    ),
    "truncated": ("The reply was cut off at the token limit", "Raise --max-tokens, or name a model with longer replies."),
    "empty": ("The model gave an empty reply", "Try again, or choose another --mode."),
    "not_json": ("The reply is not JSON", "Choose another --mode, or a model that can write JSON."),
    "invalid": ("The reply never fitted the schema", "Raise --retries, choose another --mode, or name a more capable model."),
    "not_installed": (
        "The provider's own package is not installed",
        "Install it, or name an OpenAI-compatible --base-url.",
    ),
}
"""For each kind: what happened, and what to do now."""


def scrub(text: str, *keys: str | None) -> str:
    """Text of a server made fit for a message: no key, no tags, one line, not long.

    >>> scrub("<h1>Bad</h1> key sk-abcdef123456", None)
    'Bad key ***'
    """
    for key in keys:
        if key:
            text = text.replace(key, "***")
    text = _KEYLIKE.sub("***", text)
    text = _SPACE.sub(" ", _TAG.sub(" ", text)).strip()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def engine_error(problem: TransportFailure | ReplyProblem, provider: Provider, article: Article, meter: Meter) -> EngineError:
    """The error a user sees, with what was spent until then."""
    what, advice = KINDS[problem.kind]
    detail = scrub(problem.detail, provider.key)
    status = f" (HTTP {problem.status})" if isinstance(problem, TransportFailure) and problem.status else ""
    retry_after = problem.retry_after_s if isinstance(problem, TransportFailure) else None
    wait = f" It names a pause of {retry_after:g} s." if retry_after is not None else ""
    where = f"{provider.label} at {provider.shown_url}" if provider.base_url else provider.label
    about = article.id or article.source
    place = f"Model {where}" + (f", article {about}" if about else "")
    tries = f", after {meter.requests} requests" if meter.requests > 1 else ""
    reason = f": {detail.rstrip(chr(46))}" if detail else ""
    advice = advice.format(key_env=provider.key_env or "the provider's variable")
    return EngineError(
        f"{what}{status}{tries}{reason}.{wait} {place}. {advice}",
        kind=problem.kind,
        attempts=meter.requests,
        usage=dict(meter.usage),
        retry_after_s=retry_after,
    )
