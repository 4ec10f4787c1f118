"""What the reader found, arranged for filling: actions with their phrases, counts with what they count, quotations, dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from extractor.core.annotations import Annotations
from extractor.core.clause import Entity
from extractor.core.mention import DateMention, NumberMention
from extractor.engines.offline.content import Content

Span = tuple[int, int]


@dataclass(slots=True, eq=False)
class ActionFact:
    """One verb with who, whom, when and where; entities stand beside the words that mean them."""

    clause: int
    """Index into the clauses."""
    verb: str
    actor: Entity | None
    actor_text: str | None
    target: Entity | None
    target_text: str | None
    object: str | None
    place: str | None
    status: str
    source: Entity | None
    source_text: str | None
    evidence: list[Span]
    date: DateFact | None = None


@dataclass(slots=True, eq=False)
class CountFact:
    """A number and what it counts."""

    mention: NumberMention
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    of: str | None
    things: str
    """Words for what is counted, without what happened to it."""
    thing: str
    """Lemma of the noun that is counted; "" when there is none."""
    argument: str
    """What the counted things are in their clause: agent, patient, inside one of them, or other."""
    clause: int
    """Index into the clauses; -1 outside of them."""
    actor: Entity | None
    action: ActionFact | None
    role: str | None
    evidence: list[Span]


@dataclass(slots=True, eq=False)
class QuoteFact:
    """A quotation, its parts joined."""

    text: str
    speaker: Entity | None
    speaker_text: str | None
    cue: str | None
    addressee: str | None
    listener: Entity | None
    kind: str
    start: int
    evidence: list[Span]


@dataclass(slots=True, eq=False)
class DateFact:
    """A resolved date and what happened then."""

    mention: DateMention
    event: str | None
    action: ActionFact | None
    evidence: list[Span]


@dataclass(slots=True)
class Facts:
    """Everything a filler draws on, in order of the text."""

    content: Content
    actions: list[ActionFact] = field(default_factory=list)
    counts: list[CountFact] = field(default_factory=list)
    quotes: list[QuoteFact] = field(default_factory=list)
    dates: list[DateFact] = field(default_factory=list)

    @property
    def annotations(self) -> Annotations:
        return self.content.annotations
