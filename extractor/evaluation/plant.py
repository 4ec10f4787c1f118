"""Plant errors into a true record: a record and a seed in, copies with one claim made false each out.

Fields are found by their markers, so any schema can be tried. The planted value never is what another item of the record
truly says of the same thing.
"""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import TYPE_CHECKING, Any

from extractor.checks.references import walk
from extractor.checks.shape import shape_of
from extractor.core.pointer import Step, pointer
from extractor.fields import Event, Mention, Quantity, Verbatim, When

if TYPE_CHECKING:
    from pydantic import BaseModel

_OTHER_HEDGE = {None: "over", "about": "over", "over": "under", "under": "over", "at_least": "at_most", "at_most": "at_least"}


@dataclass(frozen=True, slots=True)
class Planted:
    """A copy of the record, plain data, with one error."""

    operator: str
    path: str
    """JSON Pointer of the claim that is false now."""
    record: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Slot:
    """A field that belongs to a claim of one item."""

    path: str
    """Pointer of the claim, as findings name it."""
    item: tuple[Step, ...]
    key: Step
    marker: Any
    value: Any


def plant(record: BaseModel, *, seed: int = 7, per_operator: int = 10) -> Iterator[Planted]:
    """Yield corrupted copies, at most `per_operator` of each kind, all of them valid records; the same seed gives the same copies."""
    plain = record.model_dump(mode="json", exclude_none=True)
    slots = list(_slots(record, plain))
    rng = random.Random(seed)
    for name, operator in _OPERATORS.items():
        made = [(slot, value) for slot in slots for value in operator(slot, slots, rng)]
        rng.shuffle(made)
        copies = (Planted(name, slot.path, _changed(plain, slot, value)) for slot, value in made)
        yield from islice((planted for planted in copies if _is_valid(planted.record, type(record))), per_operator)


def _slots(record: BaseModel, plain: dict[str, Any]) -> Iterator[_Slot]:
    for place, item in walk(record):
        shape, data = shape_of(type(item)), _at(plain, place)
        for group in shape.groups:
            where = place if place and shape.composite else (*place, group.main)
            for name, marker in group.fields:
                value = data.get(name)
                if not isinstance(value, (list, dict)):
                    yield _Slot(pointer(where), place, name, marker, value)
                elif name == group.main and isinstance(value, list):
                    for number, one in enumerate(value):
                        yield _Slot(pointer((*place, name, number)), (*place, name), number, marker, one)
        for field in shape.fields:
            if field.plain and not isinstance(data.get(field.name), (list, dict)):
                marker = Quantity() if field.plain == "number" else When()
                yield _Slot(pointer((*place, field.name)), place, field.name, marker, data.get(field.name))


def _changed(plain: dict[str, Any], slot: _Slot, value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(plain)
    _at(changed, slot.item)[slot.key] = value
    return changed


def _is_valid(plain: dict[str, Any], schema: type[BaseModel]) -> bool:
    """Whether the schema itself lets an error through: what it refuses never reaches the cross-check."""
    from pydantic import ValidationError

    try:
        schema.model_validate(plain)
    except ValidationError:
        return False
    return True


def _at(plain: Any, place: tuple[Step, ...]) -> Any:
    for part in place:
        plain = plain[part]
    return plain


def _figure(value: Any) -> Decimal | None:
    """The number a field states; exact decimals stand as text in JSON."""
    try:
        return Decimal(str(value)) if not isinstance(value, bool) and isinstance(value, (int, float, str)) else None
    except InvalidOperation:
        return None


def _is_value(slot: _Slot) -> bool:
    return isinstance(slot.marker, Quantity) and slot.marker.part == "value" and _figure(slot.value) is not None


def _like(value: Decimal, old: Any) -> Any:
    """A number in the form another one has in JSON."""
    return str(value) if isinstance(old, str) else int(value) if value == value.to_integral_value() else float(value)


def _number(slot: _Slot, slots: list[_Slot], rng: random.Random) -> Iterator[Any]:
    """Another figure that no item of the record gives."""
    figure = _figure(slot.value)
    if not _is_value(slot) or figure is None:
        return
    there = [_figure(s.value) for s in slots if isinstance(s.marker, Quantity)]
    for value in (figure + 1, figure * 10, figure - 1):
        if value not in there and value >= 0:
            yield _like(value, slot.value)


def _swapped_number(slot: _Slot, slots: list[_Slot], rng: random.Random) -> Iterator[Any]:
    """The figure of another item: right in the article, wrong here."""
    if _is_value(slot):
        others = [_figure(s.value) for s in slots if _is_value(s) and s.path != slot.path]
        yield from (_like(other, slot.value) for other in dict.fromkeys(others) if other is not None and other != _figure(slot.value))


def _hedge(slot: _Slot, slots: list[_Slot], rng: random.Random) -> Iterator[Any]:
    hedges = isinstance(slot.marker, Quantity) and slot.marker.part == "mod" and slot.value in _OTHER_HEDGE
    if hedges and any(s.path == slot.path and _is_value(s) for s in slots):
        yield _OTHER_HEDGE[slot.value]


def _unit(slot: _Slot, slots: list[_Slot], rng: random.Random) -> Iterator[Any]:
    if isinstance(slot.marker, Quantity) and slot.marker.part == "unit" and slot.value is not None:
        yield "percentage_point" if slot.value == "percent" else "percent"


def _words(slot: _Slot, slots: list[_Slot], rng: random.Random) -> Iterator[Any]:
    """A word of the quotation left out, or a negation put in."""
    if not isinstance(slot.marker, Verbatim) or slot.marker.part != "text" or not isinstance(slot.value, str):
        return
    words = slot.value.split()
    if len(words) >= 5:
        drop = rng.randrange(1, len(words) - 1)
        yield " ".join(words[:drop] + words[drop + 1 :])
        put = rng.randrange(1, len(words) - 1)
        yield " ".join([*words[:put], "not", *words[put:]])


def _speaker(slot: _Slot, slots: list[_Slot], rng: random.Random) -> Iterator[Any]:
    if isinstance(slot.marker, Verbatim) and slot.marker.part == "speaker" and slot.value is not None:
        yield from _others(slot, slots)


def _agent(slot: _Slot, slots: list[_Slot], rng: random.Random) -> Iterator[Any]:
    if isinstance(slot.marker, Event) and slot.marker.part == "actor" and slot.value is not None:
        yield from _others(slot, slots)


def _others(slot: _Slot, slots: list[_Slot]) -> Iterator[Any]:
    """Values the same field has in other items."""
    same = [s.value for s in slots if type(s.marker) is type(slot.marker) and s.marker.part == slot.marker.part]
    yield from dict.fromkeys(value for value in same if value is not None and value != slot.value)


def _day(slot: _Slot, slots: list[_Slot], rng: random.Random) -> Iterator[Any]:
    if not isinstance(slot.marker, When) or slot.marker.part != "value" or not isinstance(slot.value, str):
        return
    year = re.match(r"\d{4}", slot.value)
    if year:
        there = [s.value for s in slots if isinstance(s.marker, When)]
        moved = f"{int(year.group()) + 1:04d}{slot.value[4:]}"
        if moved not in there and not moved.endswith("02-29"):
            yield moved


def _name(slot: _Slot, slots: list[_Slot], rng: random.Random) -> Iterator[Any]:
    if isinstance(slot.marker, Mention) and slot.marker.part == "name" and isinstance(slot.value, str):
        yield slot.value[:-1] + ("x" if slot.value[-1:] != "x" else "z")


_OPERATORS: dict[str, Callable[[_Slot, list[_Slot], random.Random], Iterator[Any]]] = {
    "another figure": _number,
    "figure of another item": _swapped_number,
    "hedge changed": _hedge,
    "unit changed": _unit,
    "quotation altered": _words,
    "speaker swapped": _speaker,
    "agent swapped": _agent,
    "year moved": _day,
    "name misspelt": _name,
}
