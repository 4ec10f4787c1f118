"""Markers that tell the engine and the checks how a field of a Pydantic model relates to the article.

Put a marker into `Annotated[...]`. Fields of one model with markers of the same family and `group` form one claim:

    class Damage(BaseModel):
        amount: Annotated[Number, Quantity()]
        currency: Annotated[str | None, Quantity("unit")] = None
        what: Annotated[str | None, Quantity("of")] = None

A part that a record leaves out claims nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainSerializer, WithJsonSchema, model_validator
from pydantic.fields import FieldInfo


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of the article, or a part of what is said about it."""

    part: Literal["value", "low", "high", "unit", "mod", "per", "of", "actor", "action", "role"] = "value"
    of: str | None = None
    """What is counted, when the schema says so and not the record: Quantity(of="people killed")."""
    unit: str | None = None
    """The unit, when the schema fixes it: Quantity(unit="USD")."""
    nominal: bool = False
    """Take the nominal value of a hedged number; the hedge is then told in the finding (P3)."""
    group: str = ""
    """Keeps several quantities of one model apart."""


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Words of the article."""

    part: Literal["text", "speaker", "cue", "addressee", "kind"] = "text"
    quoted: bool = False
    """True: the words must stand between quotation marks (or be an indirect statement when the kind part says so)."""
    group: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """A date of the article, as EDTF text or a `datetime.date`."""

    part: Literal["value", "event", "text", "action"] = "value"
    event: str | None = None
    """What happened then, when the schema says so: When(event="the vote")."""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or something the article names."""

    part: Literal["name", "kind", "role", "affiliation", "aliases"] = "name"
    group: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom."""

    part: Literal["verb", "actor", "object", "target", "date", "place", "status", "source"] = "verb"
    group: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The field holds citations: words of the article that show the item."""


Marker = Quantity | Verbatim | When | Mention | Event | Evidence


def markers_of(field: FieldInfo) -> tuple[Marker, ...]:
    """Every marker of a field: those of the field itself, then those inside its type (a union, a list); empty when it has none.

    >>> class Toll(BaseModel):
    ...     killed: Annotated[int, Quantity(of="people killed")] | None = None
    >>> [marker.of for marker in markers_of(Toll.model_fields["killed"])]
    ['people killed']
    """
    return tuple(m for m in field.metadata if isinstance(m, Marker)) + _markers_in(field.annotation)


def _markers_in(annotation: Any) -> tuple[Marker, ...]:
    """Markers inside an annotation; those of a nested model belong to its own fields."""
    if get_origin(annotation) is Literal:
        return ()
    inner, *extra = get_args(annotation) or (None,)
    if get_origin(annotation) is Annotated:
        return tuple(m for m in extra if isinstance(m, Marker)) + _markers_in(inner)
    return tuple(marker for part in get_args(annotation) for marker in _markers_in(part))


MOST_DIGITS = 1_100
"""Digits a number may have, written out; an article's own numbers (up to 1e999) have fewer, and 1e999999999 would fill the memory."""


def writable(value: Decimal) -> bool:
    """Whether a finite number can be written out in at most `MOST_DIGITS` digits.

    >>> writable(Decimal("1350")), writable(Decimal("1e999999"))
    (True, False)
    """
    return abs(value.adjusted()) < MOST_DIGITS and len(value.as_tuple().digits) <= MOST_DIGITS


def json_number(value: Decimal) -> int | float:
    """A finite number in JSON: whole numbers stay integers, others become the nearest double.

    >>> json_number(Decimal("8.0")), json_number(Decimal("0.25"))
    (8, 0.25)
    """
    if value == value.to_integral_value():
        return int(value)
    near = float(value)
    return near if isfinite(near) else int(value)


def _bounded(value: Decimal) -> Decimal:
    if not writable(value):
        raise ValueError(f"a number may have at most {MOST_DIGITS:,} digits")
    return value


Number = Annotated[
    Decimal,
    AfterValidator(_bounded),
    PlainSerializer(json_number, return_type=int | float, when_used="json"),
    WithJsonSchema({"type": "number"}),
]
"""An exact decimal that is a plain number in JSON."""


class Citation(BaseModel):
    """Verbatim words of the article; code finds the offsets, nobody is asked for them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    start: int | None = None
    end: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value


Citations = Annotated[
    list[Annotated[Citation, WithJsonSchema({"type": "string"}, mode="validation")]],
    Evidence(),
]
"""A list of citations; a model is asked for plain strings."""
