"""Compare two normal forms field by field; items of a list are aligned by content, not by position."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from extractor.evaluation.normal import FINDINGS, label

_HARDLY_ALIKE = 0.3
"""Items that share less than this part of their stated fields are not the same item changed, but two items."""
_NEAR = 0.6
"""Two different figures are at most this much alike: 8 and 9 may be one figure that changed, 8 and 900 are not."""


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
    out: list[Difference] = []
    _walk(expected, found, "", "", allowed or Comparison({}), out)
    return out


def align(expected: Sequence[Any], found: Sequence[Any]) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pairs of indexes that are the same item, then the indexes without partner on either side.

    Equal items first, then the most alike; an item pairs with at most one other.
    """
    left, right = list(range(len(expected))), list(range(len(found)))
    pairs: list[tuple[int, int]] = []
    by_content: dict[str, list[int]] = {}
    for j in right:
        by_content.setdefault(_key(found[j]), []).append(j)
    for i in list(left):
        same = by_content.get(_key(expected[i]))
        if same:
            j = same.pop(0)
            pairs.append((i, j))
            left.remove(i)
            right.remove(j)
    scored = sorted(((likeness(expected[i], found[j]), -abs(i - j), i, j) for i in left for j in right), reverse=True)
    used_left: set[int] = set()
    used_right: set[int] = set()
    for score, _, i, j in scored:
        if score >= _HARDLY_ALIKE and i not in used_left and j not in used_right:
            pairs.append((i, j))
            used_left.add(i)
            used_right.add(j)
    return sorted(pairs), [i for i in left if i not in used_left], [j for j in right if j not in used_right]


def likeness(one: Any, other: Any) -> float:
    """How much two items share: 1 for equal ones, 0 for ones with nothing in common; verdicts do not count."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        keys = {key for key in (*one, *other) if key not in (FINDINGS, "evidence")}
        total = sum(_weight(key) for key in keys)
        shared = sum(_weight(key) * likeness(one.get(key), other.get(key)) for key in keys if key in one and key in other)
        return shared / total if total else 1.0
    if isinstance(one, str) and isinstance(other, str):
        a, b = set(one.lower().split()), set(other.lower().split())
        return 1.0 if one == other else (len(a & b) / len(a | b) if a | b else 0.0)
    if _is_number(one) and _is_number(other) and one != other:
        return _NEAR * min(abs(one), abs(other)) / max(abs(one), abs(other))
    return float(one == other)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _weight(key: str) -> float:
    return 3.0 if key in ("name", "verb", "text", "of", "item") else 1.0


def _walk(expected: Any, found: Any, path: str, item: str, allowed: Comparison, out: list[Difference]) -> None:
    if any(fnmatch.fnmatchcase(path, pattern) for pattern in allowed.ignore):
        return
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        name = (
            item
            if path.endswith(FINDINGS) or "/" + FINDINGS in path
            else label(found)
            if any(k in found for k in ("name", "verb", "text", "value"))
            else item
        )
        for key in dict.fromkeys((*expected, *found)):
            place = f"{path}/{key}"
            if key not in found:
                _add(out, allowed, Difference(place, "missing", expected[key], None, name))
            elif key not in expected:
                _add(out, allowed, Difference(place, "new", None, found[key], name))
            else:
                _walk(expected[key], found[key], place, name, allowed, out)
    elif isinstance(expected, list) and isinstance(found, list):
        pairs, gone, fresh = align(expected, found)
        for i, j in pairs:
            _walk(expected[i], found[j], f"{path}/{j}", item, allowed, out)
        for i in gone:
            _add(out, allowed, Difference(f"{path}/{i}", "missing", expected[i], None, item))
        for j in fresh:
            _add(out, allowed, Difference(f"{path}/{j}", "new", None, found[j], item))
    elif expected != found and not _within(expected, found, path, allowed):
        _add(out, allowed, Difference(path, "changed", expected, found, item))


def _add(out: list[Difference], allowed: Comparison, difference: Difference) -> None:
    if not any(fnmatch.fnmatchcase(difference.path, pattern) for pattern in allowed.ignore):
        out.append(difference)


def _within(expected: Any, found: Any, path: str, allowed: Comparison) -> bool:
    if isinstance(expected, bool) or not isinstance(expected, (int, float)) or not isinstance(found, (int, float)):
        return False
    for pattern, size in allowed.tolerance.items():
        if fnmatch.fnmatchcase(path, pattern):
            return abs(Decimal(str(expected)) - Decimal(str(found))) <= size
    return False


def _key(value: Any) -> str:
    import json

    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _short(value: Any) -> str:
    import json

    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 160 else text[:157] + "..."
