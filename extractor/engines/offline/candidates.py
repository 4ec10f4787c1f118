"""What the reader found, offered to the fields of a schema: the best fact for a field, and the parts of a fact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, get_args

from extractor.core.clause import Entity
from extractor.engines.offline.facts import ActionFact, CountFact, DateFact, Facts, QuoteFact, Span
from extractor.engines.offline.matching import keys_of, score
from extractor.engines.offline.shape import FieldShape
from extractor.fields import Event, Marker, Mention, Quantity, Verbatim, When
from extractor.recognizers.entities import entities_of

Fact = ActionFact | CountFact | QuoteFact | DateFact | Entity

_KINDS = (
    dict.fromkeys(("person", "speaker", "minister", "spokesman", "leader", "player"), "person")
    | dict.fromkeys(("company", "agency", "party"), "organization")
    | {"country": "country", "group": "group", "place": "place", "where": "place"}
)
"""Key of a word in a field's name or description -> kind of the entities meant."""


class Pools:
    """The facts of an article by family, with the words that stand for them."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.text = facts.content.text
        self.acting = {id(e) for a in facts.actions for e in (a.actor, a.source) if e is not None} | {
            id(q.speaker) for q in facts.quotes if q.speaker
        }
        self.entities = [e for e in entities_of(facts.annotations) if any(facts.content.is_content(a) for a, _ in e.mentions)]
        self._keys: dict[int, frozenset[str]] = {}

    def pool(self, family: type) -> list[Any]:
        if family is Event:
            return list(self.facts.actions)
        if family is Quantity:
            return list(self.facts.counts)
        if family is Verbatim:
            return list(self.facts.quotes)
        if family is When:
            return list(self.facts.dates)
        return list(self.entities)

    def keys(self, fact: Fact) -> frozenset[str]:
        """Keys of the words that say what a fact is about."""
        made = self._keys.get(id(fact))
        if made is None:
            made = self._keys[id(fact)] = self._read_keys(fact)
        return made

    def _read_keys(self, fact: Fact) -> frozenset[str]:
        if isinstance(fact, CountFact):
            verb = (
                (fact.action.verb, fact.action.object if fact.action.object and len(fact.action.object) < 60 else None)
                if fact.action
                else ()
            )
            return keys_of(fact.of, fact.thing, *verb)
        if isinstance(fact, DateFact):
            return keys_of(fact.event, fact.action.verb if fact.action else None)
        if isinstance(fact, ActionFact):
            return keys_of(fact.verb, fact.object)
        if isinstance(fact, QuoteFact):
            return keys_of(fact.speaker.role if fact.speaker else None, fact.speaker_text, fact.speaker.name if fact.speaker else None)
        verbs = [a.verb for a in self.facts.actions if a.actor is fact]
        return keys_of(fact.role, fact.name, fact.kind, *verbs[:8])

    def best(
        self, marker: Marker | None, wanted: frozenset[str], context: frozenset[str], parts: frozenset[str], seed: Any, field: FieldShape
    ) -> Fact | None:
        """The fact that fits a field best; None when none fits. Ties go to the earlier one."""
        family = type(marker)
        if seed is not None:
            linked = self._linked(seed, family)
            if linked is not None or self._owns(seed, family):
                return linked
        fixed = keys_of(getattr(marker, "of", None), getattr(marker, "event", None))
        best: tuple[float, Fact] | None = None
        for fact in self.pool(family):
            points = self._points(fact, marker, wanted, fixed, context, parts, field)
            if points > 0 and (best is None or points > best[0]):
                best = (points, fact)
        return best[1] if best else None

    @staticmethod
    def _owns(seed: Any, family: type) -> bool:
        return isinstance(
            seed, {Event: ActionFact, Quantity: CountFact, Verbatim: QuoteFact, When: DateFact, Mention: Entity}.get(family, ())
        )

    def _linked(self, seed: Any, family: type) -> Fact | None:
        """The fact of a family that belongs to the one an item was made from."""
        if self._owns(seed, family):
            owned: Fact = seed
            return owned
        action: ActionFact | None = seed if isinstance(seed, ActionFact) else getattr(seed, "action", None)
        if family is Mention:
            return getattr(seed, "speaker", None) or getattr(seed, "actor", None) or (action.actor if action else None)
        if action is None:
            return None
        if family is Event:
            return action
        if family is When:
            return action.date
        if family is Quantity:
            return next((count for count in self.facts.counts if count.action is action), None)
        return None

    def _points(
        self,
        fact: Fact,
        marker: Marker | None,
        wanted: frozenset[str],
        fixed: frozenset[str],
        context: frozenset[str],
        parts: frozenset[str],
        field: FieldShape,
    ) -> float:
        if isinstance(fact, CountFact) and isinstance(marker, Quantity):
            if not _fits_quantity(fact, marker, parts, field):
                return 0.0
            if fixed:
                verbs = fixed - keys_of("people persons men women children victims")
                return score(fixed, self.keys(fact)) if not verbs or verbs & self.keys(fact) else 0.0
            unit = 0.5 if marker.unit is not None and fact.unit == marker.unit else 0.0
            return score(wanted, self.keys(fact)) + unit
        if isinstance(fact, DateFact):
            if field.base in (dt.date, dt.datetime) and (fact.mention.value is None or len(fact.mention.value) != 10):
                return 0.0
            return score(fixed or wanted | context, self.keys(fact))
        if isinstance(fact, Entity):
            return self._entity_points(fact, wanted)
        if isinstance(fact, QuoteFact):
            if not (isinstance(marker, Verbatim) and marker.quoted and _fits_words(fact, marker, parts)):
                return 0.0
            return 0.1 + score(wanted, self.keys(fact))
        return score(wanted | context, self.keys(fact))

    def _entity_points(self, entity: Entity, wanted: frozenset[str]) -> float:
        kinds = {kind for key, kind in _KINDS.items() if key in wanted}
        if kinds and entity.kind not in kinds:
            return 0.0
        points = score(wanted, self.keys(entity))
        if kinds:
            points += 0.4 + (0.2 if id(entity) in self.acting else 0.0)
        return points if entity.named or points >= 1 else 0.0

    def seeds(self, family: type, wanted: frozenset[str], fields: tuple[FieldShape, ...]) -> Iterable[Fact]:
        """The facts that become items of a list of models with these fields, in order of the text."""
        pool = self.pool(family)
        if family is Verbatim:
            markers = [field.marker for field in fields if isinstance(field.marker, Verbatim)]
            parts = frozenset(marker.part for marker in markers)
            return [fact for fact in pool if all(_fits_words(fact, marker, parts) for marker in markers)]
        if family is Mention:
            kinds = {kind for key, kind in _KINDS.items() if key in wanted}
            return [e for e in pool if (id(e) in self.acting or e.named) and (not kinds or e.kind in kinds)]
        return pool

    def many(self, marker: Marker, wanted: frozenset[str], field: FieldShape) -> list[Any]:
        """Values of a list of plain values: every fact of the family, for names those of the kind the field asks for."""
        out: list[Any] = []
        for fact in self.seeds(type(marker), wanted, (field,)):
            if (
                isinstance(fact, CountFact)
                and isinstance(marker, Quantity)
                and not (_fits_quantity(fact, marker, frozenset(), field) and (score(wanted, self.keys(fact)) or marker.unit))
            ):
                continue
            if isinstance(fact, QuoteFact) and isinstance(marker, Verbatim) and not marker.quoted:
                continue
            value = self.part(fact, getattr(marker, "part", "value"), field)
            if value is not None and value not in out:
                out.append(value)
        return out

    def part(self, fact: Fact, part: str, field: FieldShape) -> Any:
        """One part of a fact as a field wants it; None when the fact does not say it."""
        if isinstance(fact, CountFact):
            value = self._count_part(fact, part)
            return str(value) if isinstance(value, Decimal) and field.base is str else value
        if isinstance(fact, DateFact):
            return {
                "value": fact.mention.value,
                "text": fact.mention.text,
                "event": fact.event,
                "action": fact.action.verb if fact.action else None,
            }.get(part)
        if isinstance(fact, QuoteFact):
            return {
                "text": fact.text,
                "speaker": fact.speaker.name if fact.speaker else fact.speaker_text,
                "cue": fact.cue,
                "addressee": fact.addressee,
                "kind": fact.kind,
            }.get(part)
        if isinstance(fact, ActionFact):
            return self._action_part(fact, part)
        value = {
            "name": fact.name,
            "kind": fact.kind,
            "role": fact.role,
            "affiliation": fact.affiliation,
            "aliases": list(fact.aliases),
        }.get(part)
        if part == "kind" and value not in (get_args(field.base) or (value,)):
            return None
        return value

    @staticmethod
    def _count_part(fact: CountFact, part: str) -> Any:
        return {
            "value": fact.value,
            "low": fact.low,
            "high": fact.high,
            "unit": fact.unit,
            "mod": fact.mention.hedge,
            "per": fact.mention.per,
            "of": fact.of,
            "actor": fact.actor.name if fact.actor else None,
            "action": fact.action.verb if fact.action else None,
            "role": fact.role,
        }.get(part)

    @staticmethod
    def _action_part(fact: ActionFact, part: str) -> Any:
        return {
            "verb": fact.verb,
            "actor": fact.actor.name if fact.actor else fact.actor_text,
            "object": fact.object,
            "target": fact.target.name if fact.target else fact.target_text,
            "date": fact.date.mention.value if fact.date else None,
            "place": fact.place,
            "status": fact.status,
            "source": fact.source.name if fact.source else fact.source_text,
        }.get(part)

    def citations(self, facts: list[Any]) -> list[str]:
        """Words of the article that show the facts."""
        spans: list[Span] = []
        for fact in facts:
            spans += [fact.mentions[0]] if isinstance(fact, Entity) else fact.evidence
        return [self.text[a:b] for a, b in sorted(set(spans))]


def _fits_words(fact: Fact, marker: Verbatim, parts: frozenset[str]) -> bool:
    """Whether words can stand in the field: an indirect statement is no quotation, unless the record tells its kind."""
    return not (isinstance(fact, QuoteFact) and fact.kind == "indirect" and marker.quoted and "kind" not in parts)


def _fits_quantity(fact: CountFact, marker: Quantity, parts: frozenset[str], field: FieldShape) -> bool:
    """Whether a count can be told truly in the fields there are: its unit, its range and its hedge need a place."""
    if fact.value is None and not {"low", "high"} <= parts:
        return False
    if fact.mention.hedge is not None and "mod" not in parts and not marker.nominal:
        return False
    if marker.unit is not None and fact.unit != marker.unit:
        return False
    if fact.unit is not None and marker.unit is None and "unit" not in parts and marker.of is None and field.base is int:
        return False
    if fact.mention.per is not None and "per" not in parts:
        return False
    return not (field.base is int and fact.value is not None and fact.value != fact.value.to_integral_value())
