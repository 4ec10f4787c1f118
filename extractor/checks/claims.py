"""Read the claims off a record of any Pydantic class: markers first, then numbers and dates by type; record in, claims out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import BaseModel

from extractor.checks.references import References, date_text, part_value, party_of, plain_text, references_of, walk
from extractor.checks.shape import FieldShape, Group, ModelShape, is_sequence, items_of, shape_of
from extractor.core.claim import ActionClaim, ActorClaim, Claim, CountClaim, DateClaim, Party, QuoteClaim, TextClaim
from extractor.core.pointer import Step, pointer
from extractor.fields import Citation, Event, Mention, Quantity, Verbatim, When, writable

UNREADABLE = Decimal("NaN")
"""Stands for a number that cannot be read; its claim gets a finding (P1), never silence."""
Path = tuple[Step, ...]


def claims_of(record: BaseModel) -> tuple[Claim, ...]:
    """Every checkable claim of a record, in record order.

    The path of a claim is the JSON Pointer of the item when the item is one claim (an actor, a count), else of its field.

    >>> from extractor.schemas.news import NewsRecord
    >>> record = NewsRecord.model_validate({"counts": [{"value": 8, "of": "members expelled"}]})
    >>> [(claim.path, claim.kind, str(claim.value)) for claim in claims_of(record)]
    [('/counts/0', 'count', '8')]
    """
    known = references_of(record)
    out: list[Claim] = []
    for path, item in walk(record):
        out += _claims_of_item(path, item, known)
    return tuple(out)


def citations_of(record: BaseModel) -> tuple[TextClaim, ...]:
    """The citations of a record's items, each at its own path."""
    out: list[TextClaim] = []
    for path, item in walk(record):
        for name in shape_of(type(item)).evidence:
            value = getattr(item, name, None)
            for number, one in enumerate(items_of(value)):
                text = _citation_text(one)
                if text is not None:
                    steps = (*path, name, number) if is_sequence(value) else (*path, name)
                    out.append(TextClaim(pointer(steps), text))
    return tuple(out)


def _claims_of_item(path: Path, item: BaseModel, known: References) -> Iterator[Claim]:
    shape = shape_of(type(item))
    evidence = tuple(text for name in shape.evidence for text in _citation_texts(getattr(item, name, None)))
    for field in shape.fields:
        for group in shape.leads.get(field.name, ()):
            yield from _claims_of_group(path, item, shape, group, known, evidence)
        if field.plain:
            yield from _typed(path, item, field)


def _claims_of_group(
    path: Path, item: BaseModel, shape: ModelShape, group: Group, known: References, evidence: tuple[str, ...]
) -> Iterator[Claim]:
    main = group.main
    value = getattr(item, main, None)
    if is_sequence(value):
        for number, one in enumerate(items_of(value)):
            yield from _one(pointer((*path, main, number)), item, group, one, known, evidence)
        return
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _one(pointer((*path, main, str(key))), item, group, one, known, evidence)
        return
    where = path if path and shape.composite else (*path, main)
    yield from _one(pointer(where), item, group, value, known, evidence)


def _one(path: str, item: BaseModel, group: Group, value: Any, known: References, evidence: tuple[str, ...]) -> Iterator[Claim]:
    def text(part: str) -> str | None:
        return plain_text(part_value(item, group, part))

    def party(part: str) -> Party | None:
        return known.party(part_value(item, group, part))

    if group.family is Quantity:
        yield from _count(path, item, group, value, known, evidence)
    elif group.family is Verbatim:
        words = plain_text(value)
        if words is None:
            return
        found = group.of_part("text")
        if found is not None and isinstance(found[1], Verbatim) and found[1].quoted:
            told = party("addressee")
            yield QuoteClaim(path, words, party("speaker"), text("cue"), told.name if told else None, text("kind"), evidence)
        else:
            yield TextClaim(path, words, evidence)
    elif group.family is When:
        if value is None or not date_text(value):
            return
        marker = group.of_part("value")
        stated = marker[1].event if marker is not None and isinstance(marker[1], When) else None
        action = known.event(part_value(item, group, "action"))
        yield DateClaim(path, date_text(value), text("text"), text("event") or stated, action, evidence)
    elif group.family is Mention:
        if is_sequence(getattr(item, group.main, None)) or isinstance(getattr(item, group.main, None), dict):
            name = plain_text(value)
            if name is not None:
                yield ActorClaim(path, Party(name, name, listed=True), evidence)
            return
        key = shape_of(type(item)).key
        stated_party = party_of(item, group, plain_text(getattr(item, key, None)) if key else None)
        if stated_party is not None:
            listed = known.parties.get(stated_party.ref)
            yield ActorClaim(path, listed if listed is not None and listed.name == stated_party.name else stated_party, evidence)
    elif group.family is Event:
        verb = plain_text(value)
        if verb is None:
            return
        yield ActionClaim(
            path,
            verb,
            actor=party("actor"),
            object=text("object"),
            target=party("target"),
            date=known.date(part_value(item, group, "date")),
            place=text("place"),
            status=text("status"),
            source=party("source"),
            evidence=evidence,
        )


def _count(path: str, item: BaseModel, group: Group, value: Any, known: References, evidence: tuple[str, ...]) -> Iterator[Claim]:
    parts = {part: part_value(item, group, part) for part in ("low", "high", "unit", "mod", "per", "of", "actor", "action", "role")}
    if group.of_part("value") is None:
        value = None
    low, high = number_of(parts["low"]), number_of(parts["high"])
    nominal = number_of(value)
    if nominal is None and low is None and high is None:
        return
    markers = [marker for _, marker in group.fields if isinstance(marker, Quantity)]
    yield CountClaim(
        path,
        value=nominal,
        low=low,
        high=high,
        unit=plain_text(parts["unit"]) or next((m.unit for m in markers if m.unit), None),
        mod=plain_text(parts["mod"]),
        per=plain_text(parts["per"]),
        of=plain_text(parts["of"]) or next((m.of for m in markers if m.of), None),
        actor=known.party(parts["actor"]),
        action=known.event(parts["action"]),
        role=plain_text(parts["role"]),
        nominal=any(m.nominal for m in markers),
        evidence=evidence,
    )


def _typed(path: Path, item: BaseModel, field: FieldShape) -> Iterator[Claim]:
    """Claims of an unmarked field of a numeric or date type, also inside lists and dicts."""
    stack: list[tuple[Path, Any]] = [((*path, field.name), getattr(item, field.name, None))]
    while stack:
        where, value = stack.pop()
        if isinstance(value, dict):
            stack += reversed([((*where, str(key)), one) for key, one in value.items()])
        elif is_sequence(value):
            stack += reversed([((*where, number), one) for number, one in enumerate(items_of(value))])
        elif value is None or isinstance(value, bool | str | bytes | BaseModel):
            continue
        elif isinstance(value, int | float | Decimal):
            yield CountClaim(pointer(where), value=number_of(value), by_type=True)
        elif hasattr(value, "isoformat") and hasattr(value, "year"):
            yield DateClaim(pointer(where), date_text(value))


def number_of(value: Any) -> Decimal | None:
    """A stated number as an exact decimal: None for nothing, NaN for what is no finite number.

    >>> number_of(0.1), number_of("1,350"), number_of(float("inf"))
    (Decimal('0.1'), Decimal('1350'), Decimal('NaN'))
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool | BaseModel | dict) or is_sequence(value):
        return UNREADABLE
    try:
        made = value if isinstance(value, Decimal) else Decimal(str(value).strip().replace(",", "").replace("_", ""))
    except InvalidOperation:
        return UNREADABLE
    return made if made.is_finite() and writable(made) else UNREADABLE


def _citation_text(value: Any) -> str | None:
    return value.text.strip() or None if isinstance(value, Citation) else plain_text(value)


def _citation_texts(value: Any) -> tuple[str, ...]:
    found = [_citation_text(one) for one in items_of(value)]
    return tuple(text for text in found if text)
