"""Read JSON that people and programs give: bytes or a file in, an object out, or a clear `RecordError`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from extractor.errors import InputError, RecordError


def parse_object(raw: bytes, *, name: str) -> dict[str, Any]:
    """The JSON object in some bytes; raises `RecordError` for anything else, also for NaN and Infinity.

    >>> parse_object(b'{"a": 1}', name="x")
    {'a': 1}
    """
    try:
        value = json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"{name} is not JSON: {error}. Give one JSON object in UTF-8.") from error
    if not isinstance(value, dict):
        raise RecordError(f"{name} holds a JSON {type(value).__name__}. Give an object: a record of the schema, or a document.")
    return value


def load_object(path: str | Path) -> dict[str, Any]:
    """The JSON object in a file; raises `InputError` when the file cannot be read, `RecordError` when it is no object."""
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}. Name a JSON file.") from error
    return parse_object(raw, name=str(path))


def _refuse(text: str) -> None:
    raise ValueError(f"{text} is no number")
