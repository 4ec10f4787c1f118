"""The fillable fields of a user's schema: a Pydantic class in, its fields with marker, type and place for nested models out."""

from __future__ import annotations

import datetime as dt
import types
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from extractor.fields import Citation, Marker, Quantity, When


@dataclass(frozen=True, slots=True)
class FieldShape:
    """One field of a schema."""

    name: str
    key: str
    """What the data must call it: the alias, if there is one."""
    marker: Marker | None
    model: type[BaseModel] | None
    """The nested model, alone or in a list."""
    many: bool
    required: bool
    base: Any
    """The plain type: int, str, date ..."""
    words: str
    """Name and description, for matching."""


@lru_cache(maxsize=512)
def shape_of(model: type[BaseModel]) -> tuple[FieldShape, ...]:
    """The fields of a model in order; numbers and days without a marker count as marked by their type."""
    return tuple(_field(name, info) for name, info in model.model_fields.items())


def _field(name: str, info: FieldInfo) -> FieldShape:
    base, many, markers = _unwrap(info.annotation)
    markers = [m for m in info.metadata if isinstance(m, Marker)] + markers
    marker: Marker | None = markers[0] if markers else None
    model = base if isinstance(base, type) and issubclass(base, BaseModel) and not issubclass(base, Citation) else None
    if marker is None and isinstance(base, type) and not name.endswith(("_id", "_index")) and name not in ("id", "index"):
        if base in (int, float, Decimal):
            marker = Quantity()
        elif base in (dt.date, dt.datetime):
            marker = When()
    words = f"{name} {info.description or ''}"
    alias = info.validation_alias if isinstance(info.validation_alias, str) else info.alias
    return FieldShape(name, alias or name, marker, model, many, info.is_required(), base, words)


def _unwrap(annotation: Any) -> tuple[Any, bool, list[Marker]]:
    """Plain type, whether it stands in a list, and the markers on the way."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *extra = get_args(annotation)
        base, many, markers = _unwrap(inner)
        return base, many, [m for m in extra if isinstance(m, Marker)] + markers
    if origin in (Union, types.UnionType):
        parts = [part for part in get_args(annotation) if part is not type(None)]
        return _unwrap(parts[0]) if parts else (annotation, False, [])
    if origin in (list, tuple, set, frozenset):
        parts = [part for part in get_args(annotation) if part is not Ellipsis]
        base, _, markers = _unwrap(parts[0]) if parts else (str, False, [])
        return base, True, markers
    return annotation, False, []
