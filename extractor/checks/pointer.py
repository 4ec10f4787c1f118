"""What a JSON Pointer points to in a record; None when nothing is there."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from extractor.checks.shape import is_sequence, items_of
from extractor.core.pointer import steps_of


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
