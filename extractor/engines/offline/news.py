"""Fill the news record: facts in, actors, actions, counts, quotations and dates with their ids out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from extractor.core.clause import Entity
from extractor.engines.offline.facts import ActionFact, Facts, Span
from extractor.recognizers.clauses.words import clause_words
from extractor.recognizers.entities import entities_of
from extractor.recognizers.gazetteer import load_gazetteer

if TYPE_CHECKING:
    from pydantic import BaseModel

    RecordT = TypeVar("RecordT", bound=BaseModel)

_ANYBODY = frozenset(
    "dozens hundreds thousands people person persons "
    "others member members man men woman women individual individuals some many someone user users side sides".split()
)
"""Words that name nobody in particular; listed only when they speak."""
_REAL = frozenset({"happened", "ongoing", "alleged", "negated", "denied"})
"""Who only might act is an actor only if the article speaks of him again."""
_HOLDING = frozenset("include contain comprise consist number total belong exist remain".split())
"""Verbs that say what there is, not what somebody does."""
_FIRST = frozenset("i we me us my our".split())
_PRONOUNS = frozenset("he she it they him her them his hers its their theirs who whom whose which that".split())
_LONG_ROLE = 6
"""Roles with more words are descriptions."""
_LISTS = {
    "actors": {"id", "name", "evidence"},
    "actions": {"id", "actor", "verb", "target", "evidence"},
    "counts": {"id", "value", "low", "high", "of", "evidence"},
    "quotes": {"id", "text", "speaker", "evidence"},
    "dates": {"id", "value", "event", "evidence"},
}


def is_news(schema: type[BaseModel]) -> bool:
    """Whether a schema is the news record or a copy of it that a user extends.

    >>> from extractor.schemas.news import NewsRecord
    >>> is_news(NewsRecord)
    True
    """
    return schema.__name__ == "NewsRecord" and set(_LISTS) <= set(schema.model_fields)


def fill_news(facts: Facts, schema: type[RecordT]) -> RecordT:
    """The whole record; every list in order of the text, ids a1, x1, c1, q1, d1 ..."""
    writer = _Writer(facts)
    data = writer.data()
    fields = {name: _item_fields(schema, name) for name in _LISTS}
    kept = {name: [{k: v for k, v in item.items() if k in fields[name]} for item in items] for name, items in data.items()}
    return schema.model_validate(kept)


def _item_fields(schema: type[BaseModel], name: str) -> set[str]:
    from typing import get_args

    for item in get_args(schema.model_fields[name].annotation):
        if hasattr(item, "model_fields"):
            return set(item.model_fields)
    return _LISTS[name]


def _repeats(alias: str, role: str | None) -> bool:
    """Whether an alias only says a long role again; a short one ("the Foreign Secretary") is a name others use."""
    return role is not None and len(role.split()) > _LONG_ROLE and alias.lower().removeprefix("the ") == role.lower().removeprefix("the ")


def _is_full(name: str) -> bool:
    """Whether a body's name says enough to list it though it does nothing: "Joint Council for Welfare", not "Russian Mission"."""
    words = name.split()
    return len(words) > 2 or (len(words) == 2 and words[0] not in load_gazetteer().demonyms)


class _Writer:
    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.text = facts.content.text
        self.used: set[int] = set()
        self.ids: dict[int, str] = {}
        self.entities = entities_of(facts.annotations)
        self.action_ids: dict[int, str] = {}
        self.date_ids: dict[int, str] = {}

    def data(self) -> dict[str, list[dict[str, Any]]]:
        self._choose_actors()
        for k, action in enumerate(self.facts.actions):
            self.action_ids[id(action)] = f"x{k + 1}"
        for k, date in enumerate(self.facts.dates):
            self.date_ids[id(date)] = f"d{k + 1}"
        return {
            "actors": self._actors(),
            "actions": [self._action(action) for action in self.facts.actions],
            "counts": self._counts(),
            "quotes": self._quotes(),
            "dates": self._dates(),
        }

    def _choose_actors(self) -> None:
        """Everybody who acts, speaks, is spoken to or is acted on; affiliations that the text names come with them."""
        chosen: dict[int, Entity] = {}
        by_name = {entity.name: entity for entity in self.entities if entity.named}

        def take(entity: Entity | None, how: str) -> None:
            if entity is None or id(entity) in chosen:
                return
            if not entity.named and how != "speaks":
                bare = entity.name.lower().removeprefix("the ")
                generic = bare in _ANYBODY or (how == "target" and bare.startswith("people in "))
                first, *rest = entity.name.split()
                specific = first.endswith(("'s", "’s")) or any(word[:1].isupper() for word in rest)
                if (generic and how != "hits") or self.facts.content.only_quoted(entity):
                    return
                if how == "target" and len(entity.mentions) < 2 and not specific:
                    return
            if how == "target" and entity.kind == "place":
                return
            chosen[id(entity)] = entity
            body = by_name.get(entity.affiliation) if entity.affiliation else None
            if body is not None and body.kind == "organization":
                chosen.setdefault(id(body), body)

        for quote in self.facts.quotes:
            take(quote.speaker, "speaks")
            take(quote.listener, "target")
        for action in self.facts.actions:
            take(action.source, "speaks")
            speaks = action.verb in clause_words().reporting and action.status not in ("planned", "conditional")
            acts = action.status in _REAL and (action.verb not in _HOLDING or action.actor is None or action.actor.named)
            if action.actor is not None and action.actor.kind == "place" and action.target is None:
                acts = False  # "Moscow expelled the envoy"; "the Grand Hotel collapsed" is no act
            hard = acts and action.object is not None and action.verb in clause_words().happenings | clause_words().harming
            take(action.actor, "speaks" if speaks else "hits" if hard else "acts" if acts else "target")
            for entity in self.facts.content.examples(action.clause):
                take(entity, "acts" if acts else "target")
            take(action.target, "target")
        for count in self.facts.counts:
            take(count.actor, "acts")
        for entity in self.facts.content.listeners:
            take(entity, "target")
        for entity in self.entities:  # people and bodies the article names belong to the story, whatever the parser made of their verbs
            full = entity.kind == "person" or (entity.kind == "organization" and _is_full(entity.name))
            if entity.named and full and self.facts.content.is_told_of(entity):
                chosen.setdefault(id(entity), entity)
        ordered = [entity for entity in self.entities if id(entity) in chosen]
        for k, entity in enumerate(ordered):
            self.ids[id(entity)] = f"a{k + 1}"
        self.chosen = ordered

    def _ref(self, entity: Entity | None, words: str | None = None) -> str | None:
        """The id of a listed actor; else the words that stand at the place, or the name where those are a pronoun."""
        if entity is None:
            return words
        if words is None or words.lower() in _PRONOUNS:
            words = entity.name
        return self.ids.get(id(entity)) or words

    def _cite(self, spans: list[Span]) -> list[dict[str, Any]]:
        return [{"text": self.text[a:b], "start": a, "end": b} for a, b in dict.fromkeys(spans)]

    def _actors(self) -> list[dict[str, Any]]:
        by_name = {entity.name: entity for entity in self.entities}
        out = []
        for entity in self.chosen:
            affiliation = by_name.get(entity.affiliation) if entity.affiliation else None
            out.append(
                {
                    "id": self.ids[id(entity)],
                    "name": entity.name,
                    "kind": entity.kind,
                    "role": entity.role,
                    "affiliation": self._ref(affiliation, entity.affiliation),
                    "aliases": [alias for alias in entity.aliases if alias != entity.name and not _repeats(alias, entity.role)],
                    "evidence": self._cite([self._first_mention(entity)]),
                }
            )
        return out

    def _first_mention(self, entity: Entity) -> Span:
        """Where the name stands first, in the body if it stands there."""
        content = self.facts.content
        spans = [span for span in entity.mentions if content.is_content(span[0])] or list(entity.mentions)
        named = next((span for span in spans if self.text[span[0] : span[1]] == entity.name), None)
        return named or next((span for span in spans if self.text[span[0] : span[1]].lower() not in _FIRST | _PRONOUNS), spans[0])

    def _action(self, action: ActionFact) -> dict[str, Any]:
        return {
            "id": self.action_ids[id(action)],
            "actor": self._ref(action.actor, action.actor_text),
            "verb": action.verb,
            "object": action.object,
            "target": self._ref(action.target, action.target_text),
            "date": self.date_ids.get(id(action.date)) if action.date is not None else None,
            "place": action.place,
            "status": action.status,
            "source": self._ref(action.source, action.source_text),
            "evidence": self._cite(action.evidence),
        }

    def _counts(self) -> list[dict[str, Any]]:
        return [
            {
                "id": f"c{k + 1}",
                "value": count.value,
                "low": count.low,
                "high": count.high,
                "unit": count.unit,
                "mod": count.mention.hedge,
                "per": count.mention.per,
                "of": count.of,
                "actor": self._ref(count.actor),
                "action": self.action_ids[id(count.action)] if count.action is not None else None,
                "role": count.role,
                "evidence": self._cite(count.evidence),
            }
            for k, count in enumerate(self.facts.counts)
        ]

    def _quotes(self) -> list[dict[str, Any]]:
        return [
            {
                "id": f"q{k + 1}",
                "text": quote.text,
                "speaker": self._ref(quote.speaker, quote.speaker_text),
                "cue": quote.cue,
                "addressee": quote.addressee,
                "kind": quote.kind,
                "evidence": self._cite(quote.evidence),
            }
            for k, quote in enumerate(self.facts.quotes)
        ]

    def _dates(self) -> list[dict[str, Any]]:
        return [
            {
                "id": self.date_ids[id(date)],
                "text": date.mention.text,
                "value": date.mention.value,
                "event": date.event,
                "action": self.action_ids[id(date.action)] if date.action is not None else None,
                "evidence": self._cite(date.evidence),
            }
            for date in self.facts.dates
        ]
