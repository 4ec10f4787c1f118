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
from typing import TYPE_CHECKING, Any

from extractor.fields import Event, Mention, Quantity, Verbatim, When

if TYPE_CHECKING:
    from pydantic import BaseModel

_OTHER_HEDGE = {None: "over", "about": "over", "over": "under", "under": "over", "at_least": "at_most", "at_most": "at_least"}


@dataclass(frozen=True, slots=True)
class Planted:
    """A copy of the record, plain data, with one error."""

    operator: str
    path: str
    """JSON Pointer of the item that is false now."""
    record: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Slot:
    """A marked field of one item."""

    path: str
    """Pointer of the item."""
    item: tuple[str | int, ...]
    key: str
    marker: Any
    value: Any


def plant(record: BaseModel, *, seed: int = 7, per_operator: int = 10) -> Iterator[Planted]:
    """Yield corrupted copies, at most `per_operator` of each kind; the same seed gives the same copies."""
    plain = record.model_dump(mode="json", exclude_none=True)
    slots = list(_slots(record, plain, ()))
    rng = random.Random(seed)
    for name, operator in _OPERATORS.items():
        made = [(slot, value) for slot in slots for value in operator(slot, slots, rng)]
        rng.shuffle(made)
        for slot, value in made[:per_operator]:
            changed = copy.deepcopy(plain)
            _at(changed, slot.item)[slot.key] = value
            yield Planted(name, slot.path, changed)


def _slots(model: BaseModel, plain: Any, place: tuple[str | int, ...]) -> Iterator[_Slot]:
    from pydantic import BaseModel

    for key, field in type(model).model_fields.items():
        value = getattr(model, key)
        marker = next((m for m in field.metadata if isinstance(m, (Quantity, Verbatim, When, Mention, Event))), None)
        if marker is not None:
            path = "/" + "/".join(map(str, place)) if place else f"/{key}"
            yield _Slot(path, place, key, marker, plain.get(key))
        elif isinstance(value, BaseModel):
            yield from _slots(value, plain[key], (*place, key))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from _slots(item, plain[key][index], (*place, key, index))


def _at(plain: Any, place: tuple[str | int, ...]) -> Any:
    for part in place:
        plain = plain[part]
    return plain


def _number(slot: _Slot, slots: list[_Slot], rng: random.Random) -> Iterator[Any]:
    """Another figure that no item of the record gives."""
    if not isinstance(slot.marker, Quantity) or slot.marker.part != "value" or not isinstance(slot.value, (int, float)):
        return
    there = [s.value for s in slots if isinstance(s.marker, Quantity)]
    for value in (slot.value + 1, slot.value * 10, slot.value - 1):
        if value not in there and value >= 0 and value != slot.value:
            yield value


def _swapped_number(slot: _Slot, slots: list[_Slot], rng: random.Random) -> Iterator[Any]:
    """The figure of another item: right in the article, wrong here."""
    if not isinstance(slot.marker, Quantity) or slot.marker.part != "value" or slot.value is None:
        return
    for other in slots:
        same = isinstance(other.marker, Quantity) and other.marker.part == "value" and other.path != slot.path
        if same and isinstance(other.value, (int, float)) and other.value != slot.value:
            yield other.value


def _hedge(slot: _Slot, slots: list[_Slot], rng: random.Random) -> Iterator[Any]:
    if isinstance(slot.marker, Quantity) and slot.marker.part == "mod":
        figure = next((s.value for s in slots if s.item == slot.item and isinstance(s.marker, Quantity) and s.marker.part == "value"), None)
        if figure is not None and slot.value in _OTHER_HEDGE:
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
