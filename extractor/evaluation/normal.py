"""Bring a document into a form two runs can be compared in: ids give way to what they stand for, findings join their items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, get_args

from extractor.checks.shape import shape_of
from extractor.core.pointer import pointer, steps_of

if TYPE_CHECKING:
    from pydantic import BaseModel

_LABELS = ("name", "verb", "text", "value", "low")
"""Fields that name an item for a person, first that is there."""
_QUIET = ("id", "evidence")
"""Fields that never name an item."""
FINDINGS = "@findings"
"""Key that holds the verdicts of an item after `normal`; no field of a record can be called that."""


def normal(document: Mapping[str, Any], text: str, *, keep_ids: bool = False, apart: bool = True) -> dict[str, Any]:
    """The comparable part of a document: record, held, coverage; with verdict, rule and evidence words at each item.

    Ids of list items are dropped, and a reference to an item becomes the label of that item, so that renumbering is no
    difference; `keep_ids` keeps them, for schemas whose ids are words of the article. A label that stands for several items is
    told with more of the item, so that they stay apart; `apart=False` leaves it short. Evidence is compared by its words,
    not by where they stand.
    """
    record = document.get("record")
    held = list(document.get("held", ()))
    names = {} if keep_ids else _names([record, [h["item"] for h in held]], apart)
    out: dict[str, Any] = {
        "record": _renamed(record, names, keep_ids),
        "held": [{"path": _place_of(h["path"]), "item": _renamed([h["item"]], names, keep_ids)[0]} for h in held],
        "coverage": [{"kind": u["kind"], "text": u["text"], "reading": u["reading"]} for u in document.get("coverage", ())],
    }
    if document.get("empty"):
        out["empty"] = list(document["empty"])
    gone = [steps_of(h["path"]) for h in held]
    for finding in document.get("findings", ()):
        evidence = sorted({" ".join(text[a:b].split()) for a, b in finding["spans"]})
        target, field = _target(out, steps_of(finding["path"]), gone)
        short = {"verdict": finding["verdict"], "rule": finding["rule"], "evidence": evidence}
        target.setdefault(FINDINGS, []).append({"field": field, **short} if field else short)
    return out


@lru_cache(maxsize=64)
def ids_are_words(schema: type[BaseModel]) -> bool:
    """Whether a class of the schema marks its field `id`: then it is stated by the article, no label of the record."""
    return any(field.name == "id" and field.markers for model in _models(schema, set()) for field in shape_of(model).fields)


def label(item: Any) -> str:
    """A short name of an item for a message; empty when it has none.

    >>> label({"verb": "expel", "actor": "NATO"}), label({"id": "s1", "title": "Fire"}), label({"parts": []})
    ('expel', 'Fire', '')
    """
    if not isinstance(item, Mapping):
        return str(item)[:50]
    value = item.get("value")  # a date is its EDTF value, not the words the article happens to use for it
    words = value if isinstance(value, str) else next((str(item[key]) for key in _LABELS if _is_plain(item.get(key))), None)
    if words is None:
        words = next((str(value) for key, value in item.items() if key not in _QUIET and _is_plain(value)), "")
    return words if len(words) <= 50 else words[:47] + "..."


def _is_plain(value: Any) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def _names(value: Any, apart: bool) -> dict[str, str]:
    """What each id stands for: the label of its item, and `apart` more of the item where a label stands for several."""
    items = dict(_items(value))
    labels = {ident: label(item) or ident for ident, item in items.items()}
    times = Counter(labels.values())

    def full(ident: str) -> str:
        name = labels[ident]
        if times[name] == 1 or not apart:
            return name
        rest = [v for key, v in items[ident].items() if key not in _QUIET and _is_plain(v) and str(v) != name]
        return f"{name} ({', '.join(labels.get(str(v), str(v)) for v in rest)})"

    return {ident: full(ident) for ident in items}


def _items(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """(id, item) of every list item that has an id."""
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _items(part)
    elif isinstance(value, list):
        for part in value:
            if isinstance(part, Mapping) and isinstance(part.get("id"), str):
                yield part["id"], part
            yield from _items(part)


def _renamed(value: Any, names: Mapping[str, str], keep_ids: bool) -> Any:
    if isinstance(value, Mapping):
        if "text" in value and {"start", "end"} >= set(value) - {"text"} != set():
            return {"text": value["text"]}  # a citation: an article that grew at its start cites the same words elsewhere
        return {key: _renamed(item, names, keep_ids) for key, item in value.items()}
    if isinstance(value, list):
        shown = [_renamed(item, names, keep_ids) for item in value]
        if keep_ids:
            return shown
        return [{key: part for key, part in item.items() if key != "id"} if isinstance(item, Mapping) else item for item in shown]
    return names.get(value, value) if isinstance(value, str) else value


def _target(out: dict[str, Any], steps: tuple[str, ...], gone: list[tuple[str, ...]]) -> tuple[dict[str, Any], str]:
    """Where a finding hangs, and the names of the fields below that it is about; what has no item stands at the top."""
    for number, held in enumerate(gone):
        if steps[: len(held)] == held:
            return out["held"][number], _fields(steps[len(held) :])
    node: Any = out["record"]
    deepest, depth = (node if isinstance(node, dict) else out), 0
    for at, step in enumerate(steps):
        if isinstance(node, list) and step.isdigit():
            index = int(step) - sum(_before(held, steps[:at], int(step)) for held in gone)
            node = node[index] if 0 <= index < len(node) else None
        elif isinstance(node, dict):
            node = node.get(step)
        else:
            break
        if isinstance(node, dict):
            deepest, depth = node, at + 1
    return deepest, _fields(steps[depth:])


def _before(held: tuple[str, ...], prefix: tuple[str, ...], index: int) -> bool:
    return bool(held) and held[:-1] == prefix and held[-1].isdigit() and int(held[-1]) < index


def _fields(steps: tuple[str, ...]) -> str:
    return "/".join(step for step in steps if not step.isdigit())


def _place_of(path: str) -> str:
    """Where a held item came from, without the numbers: "/counts/3" -> "/counts", "/parts/0/counts/3" -> "/parts/*/counts"."""
    steps = steps_of(path)
    if steps and steps[-1].isdigit():
        steps = steps[:-1]
    return pointer(tuple("*" if step.isdigit() else step for step in steps))


def _models(model: Any, seen: set[Any]) -> set[Any]:
    """A record class and all classes its fields hold."""
    from pydantic import BaseModel

    if isinstance(model, type) and not get_args(model) and issubclass(model, BaseModel):
        if model not in seen:
            seen.add(model)
            for field in model.model_fields.values():
                _models(field.annotation, seen)
        return seen
    for part in get_args(model):
        _models(part, seen)
    return seen
