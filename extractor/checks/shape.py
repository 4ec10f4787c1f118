"""Read how the fields of a record class relate to the article: a Pydantic class in, its marked and typed fields out, once per class."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from extractor.fields import Citation, Evidence, Marker, markers_of

_PLAIN: dict[type, str] = {int: "number", float: "number", Decimal: "number", dt.date: "date", dt.datetime: "date"}
_SEQUENCES = (Sequence, set, frozenset)
_TEXTS = (str, bytes)
SINGLE = frozenset((type(None), str, int, float, bool, Decimal, dt.date, dt.datetime, bytes))
"""The types of nearly all values that hold no items; asking for these first is what makes reading a record cheap."""
_VALUE_PARTS = ("value", "text", "verb", "name", "low", "high")


@dataclass(frozen=True, slots=True)
class FieldShape:
    """One field of a record class."""

    name: str
    markers: tuple[Marker, ...]
    plain: str | None
    """number or date, when the type of an unmarked field says so."""
    nullable: bool
    """None is a value of the field."""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields of one class that form one claim: markers of one family and group."""

    family: type
    fields: tuple[tuple[str, Marker], ...]
    parts: Mapping[str, tuple[str, Marker]] = field(init=False, compare=False, repr=False)
    main: str = field(init=False, compare=False)
    """The field that holds the value the claim stands or falls with."""

    def __post_init__(self) -> None:
        parts = {part: (name, marker) for name, marker in reversed(self.fields) if (part := getattr(marker, "part", None)) is not None}
        object.__setattr__(self, "parts", parts)
        object.__setattr__(self, "main", next((parts[part][0] for part in _VALUE_PARTS if part in parts), self.fields[0][0]))

    def of_part(self, part: str) -> tuple[str, Marker] | None:
        """Name and marker of the field with a part."""
        return self.parts.get(part)


@dataclass(frozen=True, slots=True)
class ModelShape:
    """What the checks know of a record class."""

    fields: tuple[FieldShape, ...]
    groups: tuple[Group, ...]
    evidence: tuple[str, ...]
    key: str | None
    """The field other items refer to."""
    leads: Mapping[str, tuple[Group, ...]]
    """First field of groups -> the groups: claims come in order of the fields."""

    @property
    def composite(self) -> bool:
        """An item that is one claim: its findings stand at the item, not at a field of it."""
        return len(self.groups) == 1 and not any(f.plain for f in self.fields)


@lru_cache(maxsize=512)
def shape_of(model: type[BaseModel]) -> ModelShape:
    """The shape of a record class.

    >>> from extractor.schemas.news import Count
    >>> shape_of(Count).composite, shape_of(Count).groups[0].main, shape_of(Count).evidence
    (True, 'value', ('evidence',))
    """
    fields: list[FieldShape] = []
    groups: dict[tuple[type, str], list[tuple[str, Marker]]] = {}
    evidence: list[str] = []
    if issubclass(model, Citation):
        return ModelShape((), (), (), None, {})
    for name, info in model.model_fields.items():
        found = markers_of(info)
        for marker in found:
            if isinstance(marker, Evidence):
                evidence.append(name)
            else:
                groups.setdefault((type(marker), marker.group), []).append((name, marker))
        plain = None if found or _is_key(name) else _plain_type(info.annotation)
        fields.append(FieldShape(name, found, plain, _nullable(info.annotation)))
    made = tuple(Group(family, tuple(parts)) for (family, _), parts in groups.items())
    key = "id" if "id" in model.model_fields else None
    leads: dict[str, tuple[Group, ...]] = {}
    for group in made:
        first = group.fields[0][0]
        leads[first] = (*leads.get(first, ()), group)
    return ModelShape(tuple(fields), made, tuple(evidence), key, leads)


def _is_key(name: str) -> bool:
    """An id or index is a label of the record, no figure of the article."""
    return name == "id" or name.endswith(("_id", "_index")) or name == "index"


def _plain_type(annotation: Any) -> str | None:
    """number or date for a type that holds one, also in an optional, a union, a list or the values of a dict."""
    if annotation is bool:
        return None
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        return next((kind for base, kind in _PLAIN.items() if annotation is base), None)
    origin = get_origin(annotation)
    if origin is Literal:
        return None
    parts = [part for part in get_args(annotation) if part not in (type(None), Ellipsis)]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        parts = parts[1:]
    if origin is Annotated:
        parts = parts[:1]
    return next((kind for part in parts if (kind := _plain_type(part))), None)


def _nullable(annotation: Any) -> bool:
    if annotation is None or annotation is type(None) or annotation is Any:
        return True
    origin = get_origin(annotation)
    if origin is Annotated:
        return _nullable(get_args(annotation)[0])
    return origin in (Union, types.UnionType) and any(_nullable(part) for part in get_args(annotation))


def is_sequence(value: Any) -> bool:
    """Whether a value is a list-like holder of items."""
    if type(value) in SINGLE:
        return False
    return isinstance(value, _SEQUENCES) and not isinstance(value, _TEXTS)


def items_of(value: Any) -> list[Any]:
    """The items of a list-like value, those of a set in a fixed order; a single value is a list of one."""
    if isinstance(value, set | frozenset):
        return sorted(value, key=repr)
    return list(value) if is_sequence(value) else [value]
