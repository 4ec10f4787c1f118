"""A chat completion in, the record it holds out; or the named problem with it. Strict where JSON readers are lax."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError

_FENCE = re.compile(r"\A\s*```[a-zA-Z]*[ \t]*\n(.*?)\n?[ \t]*```\s*\Z", re.DOTALL)
_THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_MOST_DIGITS = 60
"""No number of a news article is longer; an exponent beyond it would fill the memory when it is written out."""
_TOKENS = ("prompt_tokens", "completion_tokens", "total_tokens")


class ReplyProblem(Exception):
    """Why a completion gives no record; `kind` is a kind of `EngineError`, `reask` says whether asking again may help."""

    def __init__(self, kind: str, detail: str, *, reask: bool = False) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.reask = reask


def usage_of(raw: Mapping[str, Any]) -> dict[str, int]:
    """Tokens as the server counted them; empty when it does not say."""
    usage = raw.get("usage")
    if not isinstance(usage, Mapping):
        return {}
    counts = {key: usage[key] for key in _TOKENS if isinstance(usage.get(key), int) and not isinstance(usage[key], bool)}
    return {key: value for key, value in counts.items() if value >= 0}


def content_of(raw: Mapping[str, Any], tool: str | None) -> str:
    """The text that should be the record: the message's content, or the arguments of the tool `tool`.

    Raises `ReplyProblem` for a reply that is empty, refused, filtered or cut off.
    """
    choices = raw.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, Mapping) else None
    if not isinstance(choice, Mapping) or not isinstance(message, Mapping):
        raise ReplyProblem("empty", "it holds no choices")
    if refusal := message.get("refusal"):
        raise ReplyProblem("refused", str(refusal))
    finish = choice.get("finish_reason")
    if finish == "content_filter":
        raise ReplyProblem("content_filter", "")
    if finish == "length":
        raise ReplyProblem("truncated", "")
    content = message.get("content")
    if isinstance(content, list):
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, Mapping))
    if tool is not None:
        return _arguments(message, tool, content)
    if not isinstance(content, str) or not content.strip():
        raise ReplyProblem("empty", "")
    return content


def _arguments(message: Mapping[str, Any], tool: str, content: Any) -> str:
    calls = message.get("tool_calls")
    call = calls[0] if isinstance(calls, list) and calls else None
    function = call.get("function") if isinstance(call, Mapping) else None
    if not isinstance(function, Mapping):
        if isinstance(content, str) and content.strip():
            raise ReplyProblem("invalid", f"no tool was called; call {tool} with the record", reask=True)
        raise ReplyProblem("empty", "")
    if function.get("name") != tool:
        raise ReplyProblem("invalid", f"the tool {function.get('name')!r} was called; call {tool} with the record", reask=True)
    arguments = function.get("arguments")
    return arguments if isinstance(arguments, str) else json.dumps(arguments)


def record_from(text: str, schema: type[BaseModel]) -> BaseModel:
    """Read a record; raises `ReplyProblem` (not_json, invalid) with the places that do not fit.

    A code fence around the JSON is taken off. Refused although some readers let them pass: NaN and Infinity, a key that
    stands twice, numbers of more than 60 digits.
    """
    from pydantic import ValidationError

    bare = bare_json(text)
    scan(bare)
    try:
        return schema.model_validate_json(bare)
    except ValidationError as error:
        raise ReplyProblem("invalid", _misfits(error), reask=True) from None


def bare_json(text: str) -> str:
    """The text without thoughts before it and a code fence around it.

    >>> bare_json('```json\\n{"a": 1}\\n```')
    '{"a": 1}'
    """
    if text.lstrip().startswith("<think>"):
        text = _THOUGHT.sub("", text, count=1)
    fenced = _FENCE.match(text)
    return (fenced.group(1) if fenced else text).strip()


def scan(text: str) -> None:
    """Refuse what is not exact JSON; raises `ReplyProblem`."""
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_constant, parse_float=_number, parse_int=_number)
    except _Inexact as error:
        raise ReplyProblem("invalid", str(error), reask=True) from None
    except RecursionError:
        raise ReplyProblem("invalid", "the JSON is nested too deeply", reask=True) from None
    except ValueError as error:
        raise ReplyProblem("not_json", f"the reply is not JSON ({error})", reask=True) from None
    if not isinstance(value, dict):
        raise ReplyProblem("invalid", f"the reply is a JSON {type(value).__name__}, not an object", reask=True)


class _Inexact(ValueError):
    """JSON that readers understand differently."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    out = dict(pairs)
    if len(out) != len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise _Inexact(f'the key "{twice[:60]}" stands twice in one object')
    return out


def _constant(text: str) -> None:
    raise _Inexact(f"{text} is not a number")


def _number(text: str) -> int:
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > _MOST_DIGITS or len(exponent) > 3 or abs(int(exponent or 0)) > _MOST_DIGITS:
        raise _Inexact(f"the number {text[:20]}... is longer than {_MOST_DIGITS} digits")
    return 0


def _misfits(error: ValidationError) -> str:
    """What does not fit, one place after the other, the first five."""
    problems = error.errors(include_url=False, include_context=False)
    lines = []
    for problem in problems[:5]:
        place = "/" + "/".join(map(str, problem["loc"]))
        given = problem.get("input")
        shown = f" (got {_short(given)})" if isinstance(given, (str, int, float, bool, Decimal)) or given is None else ""
        lines.append(f"{place}: {problem['msg']}{shown}")
    more = f"; and {len(problems) - 5} more" if len(problems) > 5 else ""
    return "; ".join(lines) + more


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."
