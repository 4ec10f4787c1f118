"""JSON lines in, JSON lines out: one answer a line, in order, going on after a bad line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import click

from extractor.errors import ExtractorError, RecordError

Answer = dict[str, Any]


def read_lines() -> Iterator[tuple[Any, Mapping[str, Any] | ExtractorError]]:
    """Yield (id, object) for every non-empty line of standard input; a line that is no JSON object yields its error."""
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        if not raw.strip():
            continue
        try:
            value = json.loads(raw.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            yield number, RecordError(f"line {number} is not JSON: {error}. Give one JSON object a line, in UTF-8.")
            continue
        if not isinstance(value, dict):
            yield number, RecordError(f'line {number} holds no JSON object. Give {{"id": ..., "text": ...}}.')
            continue
        yield value.get("id", number), value


def answer_lines(answer: Callable[[Mapping[str, Any]], tuple[Answer, bool]]) -> bool:
    """Answer every line; `answer` gives the object and whether all is well. True when every line went well."""
    well = True
    for key, value in read_lines():
        try:
            if isinstance(value, ExtractorError):
                raise value
            body, fine = answer(value)
        except ExtractorError as error:
            body, fine = {"error": str(error)}, False
        emit({"id": key, **body})
        well = well and fine
    return well


def emit(value: Answer) -> None:
    """Print one compact JSON line on standard output and flush it."""
    click.echo(to_json(value))


def to_json(value: Any, *, indent: int | None = None) -> str:
    """JSON as the project writes it: UTF-8 text, keys in their own order, no NaN.

    A lone surrogate cannot be UTF-8; it is written as its JSON escape.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, ensure_ascii=True, indent=indent, allow_nan=False)
    return text
