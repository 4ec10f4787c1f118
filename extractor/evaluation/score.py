"""Score records against gold: two records in, precision, recall and F1 of every list and every field out.

Items are aligned by content. An item is right when its key parts agree: the name of an actor, or any alias that the two
records list; verb and actor of an action;
value, unit and thing of a count; words and speaker of a quotation; value of a date. Texts agree when they share half of the
content words of the shorter one (by base form), quoted words when they share four fifths of all words; numbers and EDTF
values agree when equal. Lists of plain values are scored value by value; a record inside the record field by field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

from extractor.fields import Event, Mention, Quantity, Verbatim, When

if TYPE_CHECKING:
    from pydantic import BaseModel

_KEY_PARTS: dict[type, tuple[str, ...]] = {
    Mention: ("name",),
    Event: ("verb", "actor"),
    Quantity: ("value", "low", "high", "unit", "of"),
    Verbatim: ("text", "speaker"),
    When: ("value",),
}
_NAMING = frozenset(("name", "actor", "target", "speaker", "addressee", "source"))
"""Parts that say who it is."""
_LOOSE = 0.5
_WORDS_SAID = 0.8
_SAME = 0.03
"""What the same words add to the agreement of two items: "the Home Office" goes to "Home Office", not to the Home Secretary."""
_SMALL = frozenset(
    "the a an of in on at to for by with from and or as is was were be been are has have had that this its his her their who which".split()
)


@dataclass
class Tally:
    """How many there are in gold, how many were given, how many of them are right."""

    gold: int = 0
    given: int = 0
    right: int = 0
    held: int = 0
    """Of what was given, how many claims the cross-check refused."""
    of_item: bool = False
    """True for a field of items that were found: then gold counts only those items."""

    @property
    def precision(self) -> float | None:
        """Percent; None when nothing was given."""
        return 100 * self.right / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        """Percent; None when gold has nothing."""
        return 100 * self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Percent; None when there is nothing on either side."""
        both = self.gold + self.given
        return 200 * self.right / both if both else None


def score_record(
    gold: Mapping[str, Any], found: Mapping[str, Any] | None, schema: type[BaseModel], tallies: dict[str, Tally], *, within: str = ""
) -> None:
    """Add the figures of one article to `tallies`; records are in normal form (ids replaced by what they stand for).

    `within` is the field of the record that the two stand in.
    """
    markers, given = _markers(schema), found or {}
    for name, field in schema.model_fields.items():
        if name not in markers:
            continue
        wanted, said, called = gold.get(name), given.get(name), f"{within}{name}"
        model, many = _content(field.annotation)
        if model is not None and many:
            _score_list(called, _listed(wanted), _listed(said), model, tallies)
        elif model is not None:
            score_record(wanted or {}, said or {}, model, tallies, within=f"{called}.")
        elif many:
            _score_values(tallies.setdefault(called, Tally()), _listed(wanted), _listed(said), markers[name])
        else:
            tally = tallies.setdefault(called, Tally())
            tally.gold += wanted is not None
            tally.given += said is not None
            tally.right += wanted is not None and agrees(wanted, said, markers[name])


def with_aliases(record: Mapping[str, Any] | None, schema: type[BaseModel]) -> dict[str, Any] | None:
    """The record with every name of somebody it lists as all the names he goes by there, so that any of them may agree."""
    if record is None:
        return None
    names: dict[str, list[str]] = {}
    for field, info in schema.model_fields.items():
        model, many = _content(info.annotation)
        parts = {m.part: key for key, m in _markers(model).items() if isinstance(m, Mention)} if model is not None and many else {}
        for item in _listed(record.get(field)) if {"name", "aliases"} <= parts.keys() else ():
            if item.get(parts["name"]):
                names[item[parts["name"]]] = [item[parts["name"]], *(item.get(parts["aliases"]) or ())]
    return {key: _spelled(value, names, schema.model_fields[key].annotation) for key, value in record.items() if key in schema.model_fields}


def _spelled(value: Any, names: Mapping[str, list[str]], annotation: Any) -> Any:
    """A value with the fields below it that name somebody spelled in every way."""
    model, _ = _content(annotation)
    if isinstance(value, list):
        return [_spelled(part, names, annotation) for part in value]
    if model is None or not isinstance(value, Mapping):
        return value
    markers = _markers(model)
    out = {}
    for key, part in value.items():
        if getattr(markers.get(key), "part", None) in _NAMING and isinstance(part, str):
            out[key] = names.get(part, part)
        else:
            out[key] = _spelled(part, names, model.model_fields[key].annotation) if key in model.model_fields else part
    return out


def agrees(gold: Any, found: Any, marker: object = None) -> bool:
    """Whether two stated values say the same, by the measure of the module.

    >>> agrees("people killed in the crane collapse", "people killed"), agrees(8, 9)
    (True, False)
    """
    if isinstance(gold, bool) or isinstance(found, bool) or gold is None or found is None:
        return bool(gold == found)
    if isinstance(gold, list) or isinstance(found, list):
        gold, found = ([value] if isinstance(value, str) else _listed(value) for value in (gold, found))
        return bool(gold) == bool(found) and (not gold or any(agrees(a, b, marker) for a in gold for b in found))
    if isinstance(gold, (int, float)) or isinstance(found, (int, float)) or (isinstance(marker, When) and marker.part == "value"):
        return str(gold) == str(found) or gold == found
    a, b = _words(str(gold)), _words(str(found))
    if not a or not b:
        return str(gold).strip().lower() == str(found).strip().lower()
    if isinstance(marker, Verbatim) and marker.part == "text":
        return len(a & b) >= _WORDS_SAID * len(a | b)
    return len(a & b) >= _LOOSE * min(len(a), len(b))


def _score_list(name: str, gold: list[Any], found: list[Any], item: type[BaseModel], tallies: dict[str, Tally]) -> None:
    markers = _markers(item)
    marked = [key for key, marker in markers.items() if marker is not None]
    keys = [key for key in marked if markers[key].part in _KEY_PARTS[type(markers[key])]] or list(markers)
    total = tallies.setdefault(name, Tally())
    total.gold += len(gold)
    total.given += len(found)
    scored = sorted(
        ((_likeness(gold[i], found[j], markers, keys), -abs(i - j), i, j) for i in range(len(gold)) for j in range(len(found))),
        reverse=True,
    )
    left, right = set(range(len(gold))), set(range(len(found)))
    for score, _, i, j in scored:
        if score <= 0 or i not in left or j not in right:
            continue
        left.discard(i)
        right.discard(j)
        stated = [key for key in keys if gold[i].get(key) is not None]
        total.right += all(agrees(gold[i].get(key), found[j].get(key), markers[key]) for key in stated)
        for key in marked or keys:
            _count(tallies.setdefault(f"{name}.{key}", Tally(of_item=True)), gold[i].get(key), found[j].get(key), markers[key])


def _score_values(tally: Tally, gold: list[Any], found: list[Any], marker: object) -> None:
    """Each value of gold is found once at most."""
    tally.gold += len(gold)
    tally.given += len(found)
    left = list(found)
    for wanted in gold:
        said = next((value for value in left if value == wanted), None) or next((v for v in left if agrees(wanted, v, marker)), None)
        if said is not None:
            left.remove(said)
            tally.right += 1


def _likeness(gold: Mapping[str, Any], found: Mapping[str, Any], markers: Mapping[str, Any], keys: Iterable[str]) -> float:
    """Agreeing key parts count most, those in the same words more, agreeing others a little; 0 when no stated key part agrees."""
    stated = [key for key in keys if gold.get(key) is not None]
    hits = [agrees(gold[key], found.get(key), markers[key]) for key in stated]
    if not hits or not any(hits):
        return 0.0
    others = sum(
        agrees(value, found.get(key), markers[key]) for key, value in gold.items() if markers.get(key) is not None and key not in stated
    )
    same = sum(_same_words(gold[key], found.get(key)) for key in stated)
    return sum(hits) / len(hits) + _SAME * same / len(hits) + 0.01 * others


def _same_words(gold: Any, found: Any) -> bool:
    """Whether two texts, or any two of the ways two names are spelled, are the same but for case and article."""
    sides = [
        {" ".join(str(text).casefold().removeprefix("the ").split()) for text in (side if isinstance(side, list) else [side])}
        for side in (gold, found)
    ]
    return bool(sides[0] & sides[1])


def _count(tally: Tally, gold: Any, found: Any, marker: object) -> None:
    wanted, given = gold not in (None, []), found not in (None, [])
    tally.gold += wanted
    tally.given += given and wanted  # a field of an item that gold leaves open is not judged
    tally.right += wanted and given and agrees(gold, found, marker)


def _markers(model: type[BaseModel]) -> dict[str, Any]:
    """Field -> its marker, None for an unmarked one; ids and citations are no part of what is scored."""
    from extractor.checks.shape import shape_of

    shape = shape_of(model)
    found = {field.name: next((m for m in field.markers if type(m) in _KEY_PARTS), None) for field in shape.fields}
    return {name: m for name, m in found.items() if name not in shape.evidence and (m is not None or name != shape.key)}


def _content(annotation: Any) -> tuple[type[BaseModel] | None, bool]:
    """What a field holds: the model (None for plain values), and whether it holds many."""
    from pydantic import BaseModel

    if isinstance(annotation, type) and not get_args(annotation):
        return (annotation, False) if issubclass(annotation, BaseModel) else (None, annotation in (list, tuple, set, frozenset))
    origin = get_origin(annotation)
    parts = get_args(annotation)
    if origin is Literal:
        return None, False
    inner = [_content(part) for part in (parts[:1] if origin is Annotated else parts)]
    model = next((model for model, _ in inner if model is not None), None)
    many = isinstance(origin, type) and issubclass(origin, (list, tuple, set, frozenset, Sequence, Mapping))
    return model, many or any(held for _, held in inner)


def _listed(value: Any) -> list[Any]:
    """The values of a list; those of a mapping in its order; none of nothing."""
    if isinstance(value, Mapping):
        return list(value.values())
    return list(value) if isinstance(value, list) else []


@lru_cache(maxsize=20_000)
def _words(text: str) -> frozenset[str]:
    from extractor.recognizers.syntax.lemma import rule_lemma

    found = [word for word in re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", text.lower())) if word not in _SMALL]
    return frozenset(rule_lemma(rule_lemma(word, "NOUN"), "VERB") for word in found)
