"""What an engine hands over: a record that nobody has checked yet, and how it came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

RecordT = TypeVar("RecordT")


@dataclass(frozen=True, slots=True)
class Draft(Generic[RecordT]):
    """A filled record before the cross-check."""

    record: RecordT
    empty: tuple[str, ...] = ()
    """JSON Pointers of marked fields of the schema the engine could not fill."""
    provenance: Mapping[str, Any] = field(default_factory=dict)
    """engine, model, prompt, attempts, usage, cost ...: what the document tells about how the record was made."""
