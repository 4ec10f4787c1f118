"""Claims: what a record says, read off its fields, in record order; the shapes the checks judge.

A part that the record leaves out is None (or empty) and claims nothing. Values are `Decimal` or `Fraction`, never float.
"""

from __future__ import annotations

from dataclasses import dataclass

from extractor.core.mention import Amount


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody a claim refers to, by id or by name, with every name the record gives."""

    ref: str
    """As the record states it: "a1", or a plain name."""
    name: str
    aliases: tuple[str, ...] = ()
    kind: str | None = None
    role: str | None = None
    affiliation: str | None = None
    """Name of the body or country the party belongs to."""
    listed: bool = False
    """True when `ref` is an actor of the record, False for a plain name."""

    @property
    def names(self) -> tuple[str, ...]:
        """Name and aliases, each once."""
        return tuple(dict.fromkeys((self.name, *self.aliases))) if self.aliases else (self.name,)


@dataclass(frozen=True, slots=True)
class EventRef:
    """An event a claim refers to, by action id or by plain verb."""

    ref: str
    verb: str
    actor: Party | None = None
    object: str | None = None
    target: Party | None = None
    status: str | None = None
    source: Party | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class CountClaim:
    """A number, and what it is said to count or measure."""

    path: str
    value: Amount | None = None
    low: Amount | None = None
    high: Amount | None = None
    unit: str | None = None
    mod: str | None = None
    per: str | None = None
    of: str | None = None
    actor: Party | None = None
    action: EventRef | None = None
    role: str | None = None
    nominal: bool = False
    """The schema takes the nominal value of a hedged number (P3)."""
    by_type: bool = False
    """Read off the type of an unmarked field: states a bare number, in whatever unit the article has it."""
    evidence: tuple[str, ...] = ()
    kind: str = "count"


@dataclass(frozen=True, slots=True)
class QuoteClaim:
    """Words somebody is said to have said."""

    path: str
    text: str
    speaker: Party | None = None
    cue: str | None = None
    addressee: str | None = None
    form: str | None = None
    """direct, mixed or indirect, as the record states it."""
    evidence: tuple[str, ...] = ()
    kind: str = "quote"


@dataclass(frozen=True, slots=True)
class DateClaim:
    """A date, as EDTF, and what is said to have happened then."""

    path: str
    value: str
    text: str | None = None
    event: str | None = None
    action: EventRef | None = None
    evidence: tuple[str, ...] = ()
    kind: str = "date"


@dataclass(frozen=True, slots=True)
class ActorClaim:
    """Somebody the article is said to name."""

    path: str
    party: Party
    evidence: tuple[str, ...] = ()
    kind: str = "actor"


@dataclass(frozen=True, slots=True)
class ActionClaim:
    """Who did what to whom."""

    path: str
    verb: str
    actor: Party | None = None
    object: str | None = None
    target: Party | None = None
    date: str | None = None
    """EDTF value of the date the action refers to."""
    place: str | None = None
    status: str | None = None
    source: Party | None = None
    evidence: tuple[str, ...] = ()
    kind: str = "action"


@dataclass(frozen=True, slots=True)
class TextClaim:
    """Words that must stand in the article (a field marked verbatim, not quoted)."""

    path: str
    text: str
    evidence: tuple[str, ...] = ()
    kind: str = "text"


Claim = CountClaim | QuoteClaim | DateClaim | ActorClaim | ActionClaim | TextClaim
