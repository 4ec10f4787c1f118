"""Records as plain data put together: parts of one article merged, a repair taken over, additions joined. Any schema.

Items of a list are the same when they say the same: the same name or alias, the same words quoted, the same number of the same
thing, the same day of the same event, the same deed; without markers, the same content. Ids are kept where they are free and
counted on where not, and every reference follows its item.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args, get_origin

from extractor.core.pointer import steps_of
from extractor.fields import Event, Evidence, Quantity, Verbatim, When, markers_of

if TYPE_CHECKING:
    from pydantic import BaseModel

Data = dict[str, Any]
_ID = re.compile(r"([A-Za-z]+[-_]?)(\d+)")
_SPACE = re.compile(r"\s+")
_KEYS: dict[type, tuple[str, ...]] = {
    Quantity: ("value", "low", "high", "unit", "mod", "per", "of", "role"),
    Verbatim: ("text",),
    When: ("value", "event"),
    Event: ("verb", "actor", "object", "target", "status"),
}
"""Parts of a claim that say which claim it is."""


def merge(schema: type[BaseModel], records: Sequence[Data]) -> Data:
    """Put records of one schema together; of values that exist once, the first counts.

    >>> from extractor.schemas.news import NewsRecord
    >>> one = {"actors": [{"id": "a1", "name": "NATO"}]}
    >>> two = {"actors": [{"id": "a1", "name": "Russia"}, {"id": "a2", "name": "Nato"}], "quotes": [{"text": "No", "speaker": "a2"}]}
    >>> both = merge(NewsRecord, [one, two])
    >>> [actor["name"] for actor in both["actors"]], both["quotes"][0]["speaker"]
    (['NATO', 'Russia'], 'a1')
    """
    return _Merge().records(schema, [copy.deepcopy(record) for record in records])


def mend(old: Data, new: Data, flagged: Iterable[str]) -> Data:
    """Take from a repaired record what answers the findings at `flagged` (JSON Pointers), and leave all else as it was.

    A flagged item is replaced by the item with its id, else by the new item most like it, and goes when there is none.
    New items that a replacement refers to come along.
    """
    out = copy.deepcopy(old)
    gone: list[tuple[str, int]] = []
    replaced: list[Any] = []
    for field, index in dict.fromkeys(_top(path) for path in flagged):
        if field not in old and field not in new:
            continue
        if index is None or not isinstance(old.get(field), list):
            out[field] = new.get(field)
            replaced.append(out[field])
            continue
        if index >= len(old[field]):
            continue
        match = _counterpart(old[field], index, new.get(field) or [])
        if match is None:
            gone.append((field, index))
        else:
            out[field][index] = copy.deepcopy(match)
            replaced.append(match)
    for field, index in sorted(gone, reverse=True):
        del out[field][index]
    _bring_along(out, new, replaced)
    return out


def _top(path: str) -> tuple[str, int | None]:
    steps = steps_of(path)
    field = steps[0] if steps else ""
    return field, int(steps[1]) if len(steps) > 1 and steps[1].isdigit() else None


def _counterpart(old: list[Any], index: int, new: list[Any]) -> Any:
    item = old[index]
    if isinstance(item, dict) and item.get("id") is not None:
        return next((other for other in new if isinstance(other, dict) and other.get("id") == item["id"]), None)
    kept = [json.dumps(other, sort_keys=True) for i, other in enumerate(old) if i != index]
    free = [other for other in new if json.dumps(other, sort_keys=True) not in kept]
    if not isinstance(item, dict):
        return free[0] if free else None
    alike = [
        (sum(value is not None and other.get(key) == value for key, value in item.items()), other)
        for other in free
        if isinstance(other, dict)
    ]
    best = max(alike, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] > 0 else None


def _bring_along(out: Data, new: Data, replaced: list[Any]) -> None:
    known = {item["id"] for item in _items(out) if item.get("id")}
    fresh = {
        item["id"]: (field, item)
        for field, items in new.items()
        if isinstance(items, list)
        for item in items
        if isinstance(item, dict) and item.get("id")
    }
    waiting = list(replaced)
    while waiting:
        for text in _strings(waiting.pop()):
            if text in fresh and text not in known:
                field, item = fresh[text]
                known.add(text)
                out.setdefault(field, [])
                if isinstance(out[field], list):
                    out[field].append(copy.deepcopy(item))
                    waiting.append(item)


def _items(value: Any) -> Iterator[Data]:
    """Every object inside, outermost first."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _items(item)
    elif isinstance(value, list):
        for item in value:
            yield from _items(item)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


class _Ref(str):
    """An id that an item of one part refers to."""

    part: int


class _Merge:
    """One merge: the ids given out, and where references lead."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.moved: list[dict[str, str]] = []
        self._highest: dict[str, int] = {}

    def records(self, schema: type[BaseModel], records: list[Data]) -> Data:
        self.moved = [{} for _ in records]
        ids = [{item["id"] for item in _items(record) if isinstance(item.get("id"), str)} for record in records]
        self.taken.update(*ids[:1])
        parts = [{name: _tag(value, ids[i], i) for name, value in record.items()} for i, record in enumerate(records)]
        classes = {name: _item_class(info.annotation) for name, info in schema.model_fields.items()}
        lists = [name for name in classes if any(isinstance(part.get(name), list) for part in parts)]
        # names first: the other items refer to them
        lists.sort(key=lambda name: 0 if "mention" in _families(classes[name]) else 1)
        merged: Data = {}
        for name in lists:
            merged[name] = self._list(classes[name], [part.get(name) or [] for part in parts])
        for part in parts:
            for name, value in part.items():
                if name not in lists and merged.get(name) in (None, "", {}, []):
                    merged[name] = value
        names = [*schema.model_fields, *(name for part in parts for name in part)]
        return {name: self._resolved(merged[name]) for name in dict.fromkeys(names) if name in merged}

    def _list(self, cls: type[BaseModel] | None, parts: list[list[Any]]) -> list[Any]:
        out: list[Any] = []
        places: dict[str, int] = {}
        for number, items in enumerate(parts):
            for item in items:
                keys = self._keys(cls, item)
                at = next((places[key] for key in keys if key in places), None)
                if at is None:
                    at = len(out)
                    out.append(self._numbered(item, number))
                elif isinstance(item, dict):
                    self._join(out[at], item, number, cls)
                for key in keys:
                    places.setdefault(key, at)
        return out

    def _numbered(self, item: Any, number: int) -> Any:
        if not isinstance(item, dict) or not isinstance(item.get("id"), str):
            return item
        old = item["id"]
        new = old
        if number > 0 and new in self.taken:
            match = _ID.fullmatch(old)
            prefix = match.group(1) if match else f"{old}-"
            count = max(int(match.group(2)) if match else 0, self._highest.get(prefix, 0))
            while new in self.taken:
                count += 1
                new = f"{prefix}{count}"
            self._highest[prefix] = count
        self.taken.add(new)
        self.moved[number][old] = new
        return {**item, "id": new}

    def _join(self, kept: Data, item: Data, number: int, cls: type[BaseModel] | None) -> None:
        if isinstance(item.get("id"), str):
            if isinstance(kept.get("id"), str):
                self.moved[number][item["id"]] = kept["id"]
            else:
                kept["id"] = self._numbered(item, number)["id"]
        if "mention" in _families(cls):
            names = [item.get("name"), *(item.get("aliases") or [])]
            kept["aliases"] = _union(kept.get("aliases") or [], names, besides=kept.get("name"))
        for key, value in item.items():
            if kept.get(key) in (None, "", []):
                kept[key] = value
            elif isinstance(value, list) and isinstance(kept[key], list) and key != "aliases":
                kept[key] = _union(kept[key], value)

    def _keys(self, cls: type[BaseModel] | None, item: Any) -> list[str]:
        if not isinstance(item, dict):
            return [_folded(item)]
        if _families(cls) == {"mention"}:
            names = [item.get("name"), *(item.get("aliases") or [])]
            return [f"name:{_folded(name)}" for name in names if isinstance(name, str) and name.strip()]
        fields = _key_fields(cls) or [key for key in item if key not in ("id", "evidence")]
        return [json.dumps([_folded(self._resolved(item.get(field))) for field in fields], ensure_ascii=False)]

    def _resolved(self, value: Any) -> Any:
        """Let references follow their items."""
        if isinstance(value, _Ref):
            return self.moved[value.part].get(value, str(value))
        if isinstance(value, dict):
            return {key: self._resolved(item) for key, item in value.items()}
        return [self._resolved(item) for item in value] if isinstance(value, list) else value


def _tag(value: Any, ids: set[str], number: int) -> Any:
    """Mark every string that is an id of its own record; an item's own id and citations are none."""
    if isinstance(value, str) and value in ids:
        ref = _Ref(value)
        ref.part = number
        return ref
    if isinstance(value, dict):
        return {key: item if key in ("id", "evidence") else _tag(item, ids, number) for key, item in value.items()}
    return [_tag(item, ids, number) for item in value] if isinstance(value, list) else value


def _union(first: list[Any], second: list[Any], besides: Any = None) -> list[Any]:
    seen = {_folded(value) for value in first} | {_folded(besides)}
    out = list(first)
    for value in second:
        if value is not None and _folded(value) not in seen:
            seen.add(_folded(value))
            out.append(value)
    return out


def _folded(value: Any) -> str:
    """The value for comparing: case, spaces and the two ways to write a whole number make no difference."""
    if isinstance(value, str):
        return _SPACE.sub(" ", value).strip().casefold()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _item_class(annotation: Any) -> type[BaseModel] | None:
    from pydantic import BaseModel

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _item_class(part)) is not None), None)


def _markers(cls: type[BaseModel] | None) -> Iterator[tuple[str, Any]]:
    """(field, marker) of the fields that hold one value; what an item lists does not say which item it is."""
    for name, info in (cls.model_fields if cls is not None else {}).items():
        if any(get_origin(part) in (list, tuple, set, frozenset) for part in (info.annotation, *get_args(info.annotation))):
            continue
        for marker in markers_of(info):
            if not isinstance(marker, Evidence):
                yield name, marker


def _families(cls: type[BaseModel] | None) -> set[str]:
    return {type(marker).__name__.lower() for _, marker in _markers(cls)}


def _key_fields(cls: type[BaseModel] | None) -> list[str]:
    """Fields that tell an item's identity; empty when its markers do not say (none, or several kinds)."""
    marked = list(_markers(cls))
    kinds = {type(marker) for _, marker in marked}
    groups = {marker.group for _, marker in marked}
    if len(kinds) != 1 or len(groups) != 1 or (kind := kinds.pop()) not in _KEYS:
        return []
    return [name for name, marker in marked if marker.part in _KEYS[kind]]


def pruned(value: Mapping[str, Any]) -> Data:
    """A record without the fields nobody stated, short enough for a prompt."""
    out: Data = json.loads(json.dumps(value, ensure_ascii=False))
    return {key: _pruned(item) for key, item in out.items() if item is not None}


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _pruned(item) for key, item in value.items() if item not in (None, [])}
    return [_pruned(item) for item in value] if isinstance(value, list) else value
