"""Compare two normal forms field by field; items of a list are aligned by content, not by position."""

from __future__ import annotations

import fnmatch
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from extractor.core.pointer import pointer
from extractor.evaluation.normal import FINDINGS, label

_HARDLY_ALIKE = 0.3
"""Items that share less than this part of their stated fields are not the same item changed, but two items."""
_NEAR = 0.6
"""Two different figures are at most this much alike: 8 and 9 may be one figure that changed, 8 and 900 are not."""
_ALL_PAIRS = 40_000
"""Lists with more pairs of unlike items than this are aligned within a band around their positions only."""
_BAND = 100


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is not as expected."""

    path: str
    """JSON Pointer in what came out (in what was expected, when it is missing)."""
    kind: str
    """changed, missing or new."""
    expected: Any
    found: Any
    item: str = ""
    """Label of the item the field belongs to."""

    def __str__(self) -> str:
        of = f" ({self.item})" if self.item else ""
        if self.kind == "missing":
            return f"{self.path}{of} is missing: expected {_short(self.expected)}"
        if self.kind == "new":
            return f"{self.path}{of} is new: {_short(self.found)}"
        return f"{self.path}{of} is {_short(self.found)}, expected {_short(self.expected)}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a case allows: pointer patterns with tolerances, and pointers that are not compared."""

    tolerance: Mapping[str, Decimal]
    ignore: tuple[str, ...] = ()


def compare(expected: Any, found: Any, allowed: Comparison | None = None) -> list[Difference]:
    """All differences, in order of the expected form; empty when the two agree.

    >>> [str(d) for d in compare({"counts": [{"value": 8}]}, {"counts": [{"value": 9}]})]
    ['/counts/0/value (9) is 9, expected 8']
    """
    allowed = allowed or Comparison({})
    return [d for d in _walk(expected, found, (), "", allowed) if not _matches(d.path, allowed.ignore)]


def align(expected: Sequence[Any], found: Sequence[Any]) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pairs of indexes that are the same item, then the indexes without partner on either side.

    Equal items first, then the most alike; an item pairs with at most one other.
    """
    pairs: list[tuple[int, int]] = []
    equal: dict[str, list[int]] = {}
    for j in reversed(range(len(found))):
        equal.setdefault(_key(found[j]), []).append(j)
    left: list[int] = []
    for i, item in enumerate(expected):
        same = equal.get(_key(item))
        if same:
            pairs.append((i, same.pop()))
        else:
            left.append(i)
    right = sorted(j for places in equal.values() for j in places)
    band = _BAND if len(left) * len(right) > _ALL_PAIRS else max(len(left), len(right))
    scored = sorted(
        (-likeness(expected[i], found[j]), abs(i - j), i, j) for at, i in enumerate(left) for j in right[max(0, at - band) : at + band + 1]
    )
    gone, fresh = set(left), set(right)
    for score, _, i, j in scored:
        if -score >= _HARDLY_ALIKE and i in gone and j in fresh:
            pairs.append((i, j))
            gone.discard(i)
            fresh.discard(j)
    return sorted(pairs), sorted(gone), sorted(fresh)


def likeness(one: Any, other: Any) -> float:
    """How much two items share: 1 for equal ones, 0 for ones with nothing in common; verdicts do not count."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        keys = {key for key in (*one, *other) if key not in (FINDINGS, "evidence")}
        total = sum(_weight(key) for key in keys)
        shared = sum(_weight(key) * likeness(one[key], other[key]) for key in keys if key in one and key in other)
        return shared / total if total else 1.0
    if isinstance(one, list) and isinstance(other, list):
        mine, theirs = {_key(item) for item in one}, {_key(item) for item in other}
        return len(mine & theirs) / len(mine | theirs) if mine | theirs else 1.0
    if isinstance(one, str) and isinstance(other, str):
        a, b = set(one.lower().split()), set(other.lower().split())
        return 1.0 if one == other else (len(a & b) / len(a | b) if a | b else 0.0)
    if _is_number(one) and _is_number(other) and one != other:
        return _NEAR * min(abs(one), abs(other)) / max(abs(one), abs(other)) if one * other > 0 else 0.0
    return float(_same(one, other))


def _walk(expected: Any, found: Any, steps: tuple[str | int, ...], item: str, allowed: Comparison) -> Iterator[Difference]:
    path = pointer(steps)
    if _matches(path, allowed.ignore):
        return
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        name = _name(found, item, steps)
        for key in dict.fromkeys((*expected, *found)):
            place = (*steps, key)
            if key not in found:
                yield Difference(pointer(place), "missing", expected[key], None, name)
            elif key not in expected:
                yield Difference(pointer(place), "new", None, found[key], name)
            else:
                yield from _walk(expected[key], found[key], place, name, allowed)
    elif isinstance(expected, list) and isinstance(found, list):
        pairs, gone, fresh = align(expected, found)
        for i, j in pairs:
            yield from _walk(expected[i], found[j], (*steps, j), item, allowed)
        for i in gone:
            yield Difference(pointer((*steps, i)), "missing", expected[i], None, item)
        for j in fresh:
            yield Difference(pointer((*steps, j)), "new", None, found[j], item)
    elif not _same(expected, found) and not _within(expected, found, path, allowed):
        yield Difference(path, "changed", expected, found, item)


def _name(found: Mapping[str, Any], item: str, steps: tuple[str | int, ...]) -> str:
    """What the messages call a part: list items by their label, a finding by the item and field it judges, all else by what holds it."""
    if FINDINGS in steps:
        return str(found.get("field", item))
    if steps and isinstance(steps[-1], int):
        return label(found.get("item") if steps[0] == "held" and len(steps) == 2 else found) or item
    return item


def _matches(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns)


def _same(one: Any, other: Any) -> bool:
    """Equality that tells true from 1, and takes what is no number for itself."""
    if isinstance(one, bool) is not isinstance(other, bool):
        return False
    return bool(one == other) or (one != one and other != other)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _weight(key: str) -> float:
    return 3.0 if key in ("name", "verb", "text", "of", "item", "field") else 1.0


def _within(expected: Any, found: Any, path: str, allowed: Comparison) -> bool:
    """Whether a declared tolerance covers two figures; exact decimals stand as text in JSON."""
    sizes = [size for pattern, size in allowed.tolerance.items() if fnmatch.fnmatchcase(path, pattern)]
    if not sizes or isinstance(expected, bool) or isinstance(found, bool):
        return False
    try:
        return abs(Decimal(str(expected)) - Decimal(str(found))) <= max(sizes)
    except InvalidOperation:
        return False


def _key(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False).encode(errors="replace").decode()  # no terminal prints half a surrogate pair
    return text if len(text) <= 160 else text[:157] + "..."
