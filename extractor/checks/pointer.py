"""JSON Pointers (RFC 6901) into a record: steps in, pointer out, and back."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from extractor.checks.shape import is_sequence, items_of

Step = str | int


def pointer(steps: tuple[Step, ...]) -> str:
    """The pointer of a path; the whole record is the empty pointer.

    >>> pointer(("counts", 0, "a/b"))
    '/counts/0/a~1b'
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def steps_of(path: str) -> tuple[str, ...]:
    """The steps of a pointer, as text.

    >>> steps_of("/counts/0/a~1b")
    ('counts', '0', 'a/b')
    """
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in path.split("/")[1:])


def child(value: Any, step: str) -> Any:
    """What stands one step below a value; None when nothing does."""
    if isinstance(value, BaseModel):
        return getattr(value, step, None) if step in type(value).model_fields else None
    if isinstance(value, dict):
        return next((item for key, item in value.items() if str(key) == step), None)
    if is_sequence(value) and step.isdigit():
        items = items_of(value)
        return items[int(step)] if int(step) < len(items) else None
    return None


def at(value: Any, path: str) -> Any:
    """What a pointer points to; None when nothing is there."""
    for step in steps_of(path):
        value = child(value, step)
    return value
