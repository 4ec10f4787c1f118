"""Fill the marked fields of any schema from what the reader found; what nothing was found for is named, never made up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from extractor.engines.offline.candidates import Pools
from extractor.engines.offline.facts import Facts
from extractor.engines.offline.matching import keys_of
from extractor.engines.offline.shape import FieldShape, shape_of
from extractor.errors import EngineError
from extractor.fields import Event, Evidence, Mention, Quantity, Verbatim, When

if TYPE_CHECKING:
    from pydantic import BaseModel

    RecordT = TypeVar("RecordT", bound=BaseModel)

_MAIN = {Quantity: ("value", "low"), Verbatim: ("text",), When: ("value",), Mention: ("name",), Event: ("verb",)}
_SEEDS = (Event, Quantity, Verbatim, When, Mention)
"""What makes the items of a list, in this order: a list of models with a verb has one item an action."""
_DEEPEST = 6
"""Models nested deeper (or within themselves) stay empty."""


def fill_any(facts: Facts, schema: type[RecordT]) -> tuple[RecordT, tuple[str, ...]]:
    """A record of the schema, and the JSON Pointers of its fillable fields that stayed empty.

    Raises `EngineError` of kind "unfillable" that names the required fields nothing was found for.
    """
    filler = _Filler(Pools(facts))
    data = filler.model(schema, frozenset(keys_of(schema.__name__)), "", 0)
    record = _validated(schema, data)
    return record, tuple(filler.empty)


def _validated(schema: type[RecordT], data: dict[str, Any]) -> RecordT:
    """Validate; values that a field refuses are left out and the record is tried again."""
    for _ in range(64):
        try:
            return schema.model_validate(data)
        except ValidationError as error:
            problems = [(problem["loc"], problem["type"]) for problem in error.errors()]
        removed = [loc for loc, kind in problems if kind != "missing" and _remove(data, loc)]
        if not removed:
            missing = ", ".join("/" + "/".join(map(str, loc)) for loc, _ in problems)
            raise EngineError(
                f"The offline engine found nothing in the article for required fields of {schema.__name__}: {missing}. "
                "Make them optional, or name a model with --model.",
                kind="unfillable",
            )
    raise EngineError(f"The offline engine could not fit {schema.__name__}. Name a model with --model.", kind="unfillable")


def _remove(data: Any, loc: tuple[Any, ...]) -> bool:
    """Take the value at an error's place out; the smallest one that is there."""
    for length in range(len(loc), 0, -1):
        node: Any = data
        for step in loc[: length - 1]:
            if (isinstance(node, dict) and step in node) or (isinstance(node, list) and isinstance(step, int) and step < len(node)):
                node = node[step]
            else:
                node = None
                break
        last = loc[length - 1]
        if isinstance(node, dict) and last in node:
            del node[last]
            return True
        if isinstance(node, list) and isinstance(last, int) and last < len(node):
            node.pop(last)
            return True
    return False


class _Filler:
    def __init__(self, pools: Pools) -> None:
        self.pools = pools
        self.empty: list[str] = []

    def model(self, model: type[BaseModel], context: frozenset[str], path: str, depth: int, seed: Any = None) -> dict[str, Any]:
        """Data of one model; `seed` is the fact a list item was made from, and its own fields come from it."""
        fields = shape_of(model)
        chosen: dict[tuple[type, str], Any] = {}
        out: dict[str, Any] = {}
        for field in fields:
            where = f"{path}/{field.name}"
            if field.model is not None:
                value = self._nested(field, context, where, depth, seed)
            elif field.marker is None or isinstance(field.marker, Evidence):
                continue
            else:
                value = self._value(field, fields, chosen, context, seed)
            if value is not None and value != []:
                out[field.key] = value
            elif seed is None and (not field.many or value is None or value == []):
                self.empty.append(where)
        used = [fact for fact in chosen.values() if fact is not None]
        for field in fields:
            if isinstance(field.marker, Evidence) and used:
                cited = self.pools.citations(used)
                out[field.key] = cited if field.many else cited[0]
        return out

    def _nested(self, field: FieldShape, context: frozenset[str], where: str, depth: int, seed: Any) -> Any:
        assert field.model is not None
        if depth >= _DEEPEST:
            return None
        wanted = context | keys_of(field.words)
        if not field.many:
            before = len(self.empty)
            data = self.model(field.model, wanted, where, depth + 1, seed)
            if not data and not field.required:
                del self.empty[before:]
                return None
            return data
        items = []
        for fact in self.pools.seeds(_seed_family(field.model), keys_of(field.words), shape_of(field.model)):
            data = self.model(field.model, wanted, where, depth + 1, fact)
            if data:
                items.append(data)
        return items

    def _value(
        self, field: FieldShape, fields: tuple[FieldShape, ...], chosen: dict[tuple[type, str], Any], context: frozenset[str], seed: Any
    ) -> Any:
        marker = field.marker
        assert marker is not None and not isinstance(marker, Evidence)
        family, group = type(marker), getattr(marker, "group", "")
        part = marker.part
        if field.many and part in ("name", "value", "text", "verb"):
            return self.pools.many(marker, keys_of(field.words), field)
        key = (family, group if _has_main(fields, family, group) else f"{group}\0{field.name}")
        if key not in chosen:
            members = [f for f in fields if f.marker is not None and type(f.marker) is family and getattr(f.marker, "group", "") == group]
            if not _has_main(fields, family, group):
                members = [field]
            main = next((f for f in members if getattr(f.marker, "part", "") in _MAIN[family]), field)
            parts = frozenset(getattr(f.marker, "part", "") for f in members)
            chosen[key] = self.pools.best(main.marker, keys_of(main.words), context, parts, seed, main)
        fact = chosen[key]
        return None if fact is None else self.pools.part(fact, part, field)


def _has_main(fields: tuple[FieldShape, ...], family: type, group: str) -> bool:
    mains = [
        f
        for f in fields
        if type(f.marker) is family and getattr(f.marker, "group", "") == group and getattr(f.marker, "part", "") in _MAIN[family]
    ]
    return len(mains) <= 1 or all(getattr(f.marker, "part", "") == "low" for f in mains[1:])


def _seed_family(model: type[BaseModel]) -> type:
    """The family that makes the items of a list of this model; a fixed `of` or `event` names one thing and makes none."""
    markers = [f.marker for f in shape_of(model) if f.marker is not None and getattr(f.marker, "part", "") in _MAIN.get(type(f.marker), ())]
    for family in _SEEDS:
        for marker in markers:
            if type(marker) is family and not getattr(marker, "of", None) and not getattr(marker, "event", None):
                return family
    return type(markers[0]) if markers else Event
