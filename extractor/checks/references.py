"""Who and what the items of a record refer to: ids and plain names in, parties, events and dates out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from extractor.checks.shape import SINGLE, Group, ModelShape, is_sequence, items_of, shape_of
from extractor.core.claim import EventRef, Party
from extractor.core.pointer import Step
from extractor.fields import Event, Mention, When
from extractor.text.fold import fold_text

DEEPEST = 64
"""Levels of nesting a record is read to."""
_HOLDERS = (BaseModel, dict)


def walk(value: Any, steps: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], BaseModel]]:
    """Every model of a record with its path, outermost first, in record order."""
    if len(steps) > DEEPEST:
        return
    if isinstance(value, BaseModel):
        yield steps, value
        for name in type(value).model_fields:
            inner = getattr(value, name, None)
            if type(inner) not in SINGLE and (isinstance(inner, _HOLDERS) or is_sequence(inner)):
                yield from walk(inner, (*steps, name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from walk(inner, (*steps, str(key)))
    elif is_sequence(value):
        for number, inner in enumerate(items_of(value)):
            if type(inner) not in SINGLE and (isinstance(inner, _HOLDERS) or is_sequence(inner)):
                yield from walk(inner, (*steps, number))


@dataclass
class References:
    """The items of one record that others can name."""

    parties: dict[str, Party] = field(default_factory=dict)
    names: dict[str, list[Party]] = field(default_factory=dict)
    events: dict[str, tuple[BaseModel, Group]] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)

    def party(self, ref: Any) -> Party | None:
        """The party of an id or a name; a name that one listed party carries is that party."""
        text = plain_text(ref)
        if text is None:
            return None
        if text in self.parties:
            return self.parties[text]
        carriers = self.names.get(_key(text), [])
        if len(carriers) == 1:
            return carriers[0]
        return Party(text, text)

    def event(self, ref: Any, depth: int = 0) -> EventRef | None:
        """The event of an action id or a plain verb."""
        text = plain_text(ref)
        if text is None:
            return None
        found = self.events.get(text)
        if found is None or depth:
            return EventRef(text, text)
        item, group = found
        part = {name: part_value(item, group, name) for name in ("verb", "actor", "object", "target", "status", "source", "place")}
        return EventRef(
            ref=text,
            verb=plain_text(part["verb"]) or text,
            actor=self.party(part["actor"]),
            object=plain_text(part["object"]),
            target=self.party(part["target"]),
            status=plain_text(part["status"]),
            source=self.party(part["source"]),
            place=plain_text(part["place"]),
        )

    def date(self, ref: Any) -> str | None:
        """The EDTF value of a date id, or the text itself."""
        text = plain_text(ref)
        return self.dates.get(text, text) if text is not None else None


def references_of(record: BaseModel) -> References:
    """Collect what the items of a record may refer to."""
    found = References()
    later: list[tuple[str, str]] = []
    for _, item in walk(record):
        shape = shape_of(type(item))
        ident = plain_text(getattr(item, shape.key, None)) if shape.key else None
        for group in shape.groups:
            if group.family is Mention:
                _add_party(found, later, item, shape, group, ident)
            elif group.family is Event and ident is not None:
                found.events.setdefault(ident, (item, group))
            elif group.family is When and ident is not None:
                value = part_value(item, group, "value")
                if value is not None:
                    found.dates.setdefault(ident, date_text(value))
    for ref, affiliation in later:
        party = found.parties.get(affiliation)
        if party is not None and ref in found.parties:
            _replace_affiliation(found, ref, party.name)
    return found


def _add_party(
    found: References, later: list[tuple[str, str]], item: BaseModel, shape: ModelShape, group: Group, ident: str | None
) -> None:
    party = party_of(item, group, ident)
    if party is None:
        return
    if ident is not None and ident not in found.parties:
        found.parties[ident] = party
        if party.affiliation:
            later.append((ident, party.affiliation))
    for key in dict.fromkeys(map(_key, party.names)):
        found.names.setdefault(key, []).append(party)


def party_of(item: BaseModel, group: Group, ident: str | None) -> Party | None:
    """The party one item states; None when it has no name."""
    name = plain_text(part_value(item, group, "name"))
    if name is None:
        return None
    aliases = part_value(item, group, "aliases")
    listed = [plain_text(a) for a in aliases] if is_sequence(aliases) else [plain_text(aliases)]
    return Party(
        ref=ident if ident is not None else name,
        name=name,
        aliases=tuple(a for a in listed if a is not None),
        kind=plain_text(part_value(item, group, "kind")),
        role=plain_text(part_value(item, group, "role")),
        affiliation=plain_text(part_value(item, group, "affiliation")),
        listed=True,
    )


def _replace_affiliation(found: References, ref: str, name: str) -> None:
    from dataclasses import replace

    old = found.parties[ref]
    new = found.parties[ref] = replace(old, affiliation=name)
    for carriers in found.names.values():
        carriers[:] = [new if party is old else party for party in carriers]


def part_value(item: BaseModel, group: Group, part: str) -> Any:
    """What an item states for a part of a claim; None when the class has no field for it."""
    found = group.of_part(part)
    return getattr(item, found[0], None) if found else None


def plain_text(value: Any) -> str | None:
    """A value as text, without surrounding white space; None for nothing."""
    if type(value) is str:
        return value.strip() or None
    if value is None or isinstance(value, _HOLDERS) or is_sequence(value):
        return None
    text = str(getattr(value, "value", value)).strip()
    return text or None


def date_text(value: Any) -> str:
    """A date as EDTF; a moment at midnight is a day."""
    import datetime as dt

    if isinstance(value, dt.datetime):
        if value.time() == dt.time():
            return value.date().isoformat()
        return value.isoformat(timespec="minutes")
    return value.isoformat() if isinstance(value, dt.date) else str(value).strip()


def _key(name: str) -> str:
    folded = fold_text(name).lower()
    return folded.removeprefix("the ").strip()
