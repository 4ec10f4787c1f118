"""What happens with a verdict (section 9): a draft, its findings and a policy in; the record, what is held back, the findings out.

Nothing is lost (P2): what stays and what is held is always the whole draft. A refuted value that its field cannot do without
takes with it the smallest list item or optional field it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError

from extractor.checks.pointer import at, child
from extractor.checks.references import plain_text, walk
from extractor.checks.shape import is_sequence, shape_of
from extractor.core.extraction import Held
from extractor.core.finding import Finding
from extractor.core.pointer import pointer, steps_of
from extractor.core.policy import Policy
from extractor.fields import Event, Mention, Quantity, Verbatim, When, json_number, writable

_REFERRING: dict[type, frozenset[str]] = {
    Quantity: frozenset({"actor", "action"}),
    Verbatim: frozenset({"speaker"}),
    When: frozenset({"action"}),
    Mention: frozenset({"affiliation"}),
    Event: frozenset({"actor", "target", "date", "source"}),
}
_GONE = object()


@dataclass(frozen=True, slots=True)
class Settled:
    """A draft after the policy."""

    record: Any
    """The record as the policy leaves it; None when it had to be held whole."""
    held: tuple[Held, ...] = ()
    findings: tuple[Finding, ...] = ()
    """The findings, in order; those of held items name who refers to them."""


def settle(record: BaseModel, findings: Iterable[Finding], policy: Policy | str) -> Settled:
    """Part a draft into what stays and what is held.

    "quarantine" takes refuted items out; "annotate" and "strict" move nothing: under "strict" the caller writes the record
    only when every finding supports it.

    >>> from extractor.core.finding import Verdict
    >>> from extractor.schemas.news import NewsRecord
    >>> draft = NewsRecord.model_validate({"counts": [{"value": 9}, {"value": 8}]})
    >>> bad = Finding("/counts/0", "count", Verdict.ABSENT, "N1", "There is no 9.")
    >>> settled = settle(draft, [bad], "quarantine")
    >>> [int(c.value) for c in settled.record.counts], settled.held[0].path, settled.held[0].item
    ([8], '/counts/0', {'value': 9})
    """
    given = tuple(findings)
    refuted = [f for f in given if f.verdict.refuted]
    if policy != "quarantine" or not refuted:
        return Settled(record, (), given)
    holds, rest = _part(record, refuted)
    final, held = _with_references(record, rest, holds, given)
    return Settled(rest, held, final)


@dataclass
class _Cut:
    """The places of a record that are to be taken out, as a tree of steps."""

    whole: bool = False
    below: dict[str, _Cut] = field(default_factory=dict)


def _part(record: BaseModel, refuted: list[Finding]) -> tuple[dict[str, list[Finding]], Any]:
    """Pointer of each held place -> its findings, and the record without them (None when all of it is held)."""
    start = {f.path: _enclosing(record, steps_of(f.path)) for f in refuted}
    while True:
        places = _outermost(start.values())
        rest = _without(record, places)
        if rest is _GONE:
            return {"": refuted}, None
        problem = _misfit(rest)
        if problem is None:
            break
        wider = {path: _wider(record, where) if _touches(problem, where) else where for path, where in start.items()}
        if wider == start:
            wider = {path: _wider(record, where) for path, where in start.items()}
        start = wider
    holds: dict[str, list[Finding]] = {}
    for finding in refuted:
        where = next(p for p in places if start[finding.path][: len(p)] == p)
        holds.setdefault(pointer(where), []).append(finding)
    return holds, rest


def _enclosing(record: BaseModel, steps: tuple[str, ...]) -> tuple[str, ...]:
    """The smallest place around a path that can be taken out; () when there is none but the record."""
    while steps and not _removable(record, steps):
        steps = steps[:-1]
    return steps


def _removable(record: BaseModel, steps: tuple[str, ...]) -> bool:
    parent = at(record, pointer(steps[:-1]))
    if isinstance(parent, list | dict):
        return True
    if not isinstance(parent, BaseModel):
        return False
    shape = next((f for f in shape_of(type(parent)).fields if f.name == steps[-1]), None)
    return shape is not None and shape.nullable


def _wider(record: BaseModel, steps: tuple[str, ...]) -> tuple[str, ...]:
    return _enclosing(record, steps[:-1]) if steps else steps


def _outermost(places: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    out: list[tuple[str, ...]] = []
    for steps in sorted(set(places), key=lambda s: (len(s), s)):
        if not any(steps[: len(o)] == o for o in out):
            out.append(steps)
    return out


def _without(record: BaseModel, places: list[tuple[str, ...]]) -> Any:
    """A copy of the record without some of its places; `_GONE` when the record itself is one of them."""
    root = _Cut()
    for steps in places:
        node = root
        for step in steps:
            node = node.below.setdefault(step, _Cut())
        node.whole = True
    return _cut(record, root)


def _cut(value: Any, cut: _Cut) -> Any:
    if cut.whole:
        return _GONE
    if not cut.below:
        return value
    if isinstance(value, BaseModel):
        changed = {name: _cut(getattr(value, name), sub) for name, sub in cut.below.items()}
        kept = {name: None if new is _GONE else new for name, new in changed.items()}
        return value.model_copy(update=kept)
    if isinstance(value, dict):
        new = {key: _cut(item, cut.below[str(key)]) if str(key) in cut.below else item for key, item in value.items()}
        return {key: item for key, item in new.items() if item is not _GONE}
    if isinstance(value, list | tuple):
        items = [_cut(item, cut.below[str(i)]) if str(i) in cut.below else item for i, item in enumerate(value)]
        kept_items = [item for item in items if item is not _GONE]
        return kept_items if isinstance(value, list) else tuple(kept_items)
    return value


def _misfit(record: BaseModel) -> tuple[str, ...] | None:
    """Where a cut record breaks a rule of its own class; None when it is whole."""
    try:
        type(record).model_validate(record.model_dump(by_alias=True))
    except ValidationError as error:
        place = error.errors(include_url=False)[0]["loc"]
        return tuple(str(step) for step in place)
    except (TypeError, ValueError):
        return ()
    return None


def _touches(problem: tuple[str, ...], where: tuple[str, ...]) -> bool:
    """Whether a broken rule may come from a cut: it stands at it or around it, list positions aside."""
    names = [step for step in problem if not step.isdigit()]
    mine = [step for step in where if not step.isdigit()]
    return all(a == b for a, b in zip(names, mine, strict=False))


def _with_references(
    record: BaseModel, rest: Any, holds: dict[str, list[Finding]], given: tuple[Finding, ...]
) -> tuple[tuple[Finding, ...], tuple[Held, ...]]:
    """Name, at each held item and its findings, the items left in the record that refer to it."""
    by_ref = _referring(rest) if rest is not None else {}
    referred: dict[int, tuple[str, ...]] = {}
    pointers: dict[str, tuple[str, ...]] = {}
    for where, found in holds.items():
        idents = {plain_text(getattr(item, "id", None)) for _, item in walk(at(record, where)) if "id" in type(item).model_fields}
        names = tuple(dict.fromkeys(p for ident in idents - {None} for p in by_ref.get(ident or "", ())))
        pointers[where] = names
        referred.update({id(f): names for f in found if names})
    final = tuple(replace(f, referred_by=referred[id(f)]) if id(f) in referred else f for f in given)
    swapped = {id(old): new for old, new in zip(given, final, strict=True)}
    held = []
    for where in sorted(holds, key=lambda p: _order(record, steps_of(p))):
        item = at(record, where) if where else record
        held.append(Held(where, plain(item), tuple(swapped[id(f)] for f in holds[where]), pointers[where]))
    return final, tuple(held)


def _referring(record: BaseModel) -> dict[str, list[str]]:
    """Reference -> pointers of the fields of a record that hold it."""
    out: dict[str, list[str]] = {}
    for path, item in walk(record):
        for shape in shape_of(type(item)).fields:
            for marker in shape.markers:
                if getattr(marker, "part", None) in _REFERRING.get(type(marker), ()):
                    ref = plain_text(getattr(item, shape.name, None))
                    if ref is not None:
                        out.setdefault(ref, []).append(pointer((*path, shape.name)))
    return out


def _order(record: BaseModel, steps: tuple[str, ...]) -> tuple[int, ...]:
    """Sort key that follows the record: fields in order of the class, items by number."""
    out: list[int] = []
    value: Any = record
    for step in steps:
        if isinstance(value, BaseModel):
            out.append(list(type(value).model_fields).index(step) if step in type(value).model_fields else 0)
        elif isinstance(value, dict):
            out.append([str(key) for key in value].index(step))
        else:
            out.append(int(step) if step.isdigit() else 0)
        value = child(value, step)
    return tuple(out)


def plain(value: Any) -> Any:
    """An item as plain JSON data, without the fields nobody stated."""
    if isinstance(value, BaseModel):
        return _stated(value.model_dump(mode="json"))
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if is_sequence(value):
        return [plain(item) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Decimal) and value.is_finite() and writable(value):
        return json_number(value)
    from pydantic_core import to_jsonable_python

    return to_jsonable_python(value)


def _stated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _stated(item) for key, item in value.items() if item is not None and item != []}
    return [_stated(item) for item in value] if isinstance(value, list) else value
