"""Bring a document into a form two runs can be compared in: ids give way to what they stand for, findings join their items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_LABELS = ("name", "verb", "text", "value", "low")
"""Fields that name an item for a person, first that is there."""
FINDINGS = "findings"
"""Key that holds the verdicts of an item after `normal`."""


def normal(document: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The comparable part of a document: record, held, coverage; with verdict, rule and evidence words at each item.

    Ids are dropped, and a reference to an item becomes the label of that item, so that renumbering is no difference.
    """
    record = document.get("record")
    held = [{"path": _list_of(h["path"]), "item": h["item"]} for h in document.get("held", ())]
    names = dict(_labels([record, [h["item"] for h in held]]))
    out: dict[str, Any] = {
        "record": _without_ids(record, names),
        "held": [{**h, "item": _without_ids(h["item"], names)} for h in held],
        "coverage": [{"kind": u["kind"], "text": u["text"], "reading": u["reading"]} for u in document.get("coverage", ())],
    }
    if document.get("empty"):
        out["empty"] = list(document["empty"])
    _attach(out, document, text)
    return out


def label(item: Any) -> str:
    """A short name of an item for a message.

    >>> label({"verb": "expel", "actor": "NATO"})
    'expel'
    """
    if isinstance(item, Mapping):
        for key in _LABELS:
            if item.get(key) is not None:
                words = str(item[key])
                return words if len(words) <= 50 else words[:47] + "..."
    return str(item)[:50]


def _labels(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        if isinstance(value.get("id"), str):
            yield value["id"], label(value)
        for item in value.values():
            yield from _labels(item)
    elif isinstance(value, list):
        for item in value:
            yield from _labels(item)


def _without_ids(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_ids(item, names) for key, item in value.items() if key != "id"}
    if isinstance(value, list):
        return [_without_ids(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value


def _attach(out: dict[str, Any], document: Mapping[str, Any], text: str) -> None:
    """Hang every finding on the item it judges; what judges the record itself stands at the top."""
    gone = [h["path"] for h in document.get("held", ())]
    for finding in document.get("findings", ()):
        short = {
            "verdict": finding["verdict"],
            "rule": finding["rule"],
            "evidence": sorted({" ".join(text[a:b].split()) for a, b in finding["spans"]}),
        }
        target = _target(out, finding["path"], gone)
        target.setdefault(FINDINGS, []).append(short)


def _target(out: dict[str, Any], path: str, gone: list[str]) -> dict[str, Any]:
    for index, held in enumerate(gone):
        if path == held or path.startswith(held + "/"):
            entry: dict[str, Any] = out["held"][index]
            return entry
    node: Any = out["record"]
    deepest: dict[str, Any] = node if isinstance(node, dict) else out
    walked = ""
    for part in path.split("/")[1:]:
        if isinstance(node, list) and part.isdigit():
            index = int(part) - sum(_before(g, walked, int(part)) for g in gone)
            node = node[index] if 0 <= index < len(node) else None
        elif isinstance(node, dict):
            node = node.get(part)
        else:
            break
        walked += "/" + part
        if isinstance(node, dict):
            deepest = node
    return deepest


def _before(held: str, prefix: str, index: int) -> bool:
    head, _, tail = held.rpartition("/")
    return head == prefix and tail.isdigit() and int(tail) < index


def _list_of(path: str) -> str:
    """ "/counts/3" -> "/counts": where a held item came from, not its number."""
    head, _, tail = path.rpartition("/")
    return head if tail.isdigit() else path
