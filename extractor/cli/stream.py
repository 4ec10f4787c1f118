"""JSON lines in, JSON lines out: one answer a line, in order, going on after a bad line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any

import click

from extractor.cli.output import to_json
from extractor.errors import ExtractorError, RecordError, fault
from extractor.text.load import MAX_BYTES, too_large

Answer = dict[str, Any]


def read_lines() -> Iterator[tuple[Any, Mapping[str, Any] | ExtractorError]]:
    """Yield (id, object) for every non-empty line of standard input; a line that is no JSON object yields its error."""
    for number, raw in enumerate(_bounded_lines(sys.stdin.buffer), start=1):
        if len(raw) > MAX_BYTES:
            yield number, too_large(f"line {number}", f"more than {MAX_BYTES:,}")
            continue
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


def _bounded_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """The lines of a stream; of one that is too long only so much that this can be seen, so that memory stays bounded."""
    while line := stream.readline(MAX_BYTES + 1):
        rest = line
        while len(rest) > MAX_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_BYTES + 1)
        yield line


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
        except Exception as error:  # a fault of ours in one line must not cost the others
            body, fine = {"error": str(fault(error))}, False
        emit({"id": key, **body})
        well = well and fine
    return well


def emit(value: Answer) -> None:
    """Print one compact JSON line on standard output and flush it."""
    click.echo(to_json(value))
