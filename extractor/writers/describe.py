"""One claim as one line for a person: a `Claim` in, plain words out. The same words stand in the terminal and on the page."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from extractor.core.claim import ActionClaim, ActorClaim, Claim, CountClaim, DateClaim, EventRef, Party, QuoteClaim

HEDGES = {
    "about": "about",
    "nearly": "nearly",
    "over": "over",
    "just_over": "just over",
    "under": "under",
    "at_least": "at least",
    "at_most": "at most",
}
_NO_PLURAL = frozenset({"percent", "factor", "hertz", "kmh", "mph"})
HEADINGS = {
    "actor": "Actors",
    "action": "Actions",
    "count": "Counts",
    "quote": "Quotations",
    "date": "Dates",
    "text": "Words of the article",
}
"""Kinds of claims in the order they are shown."""


def describe(claim: Claim) -> str:
    """Say in one line what a claim claims.

    >>> describe(CountClaim("/counts/0", value=Decimal(8), of="members expelled", mod="at_least"))
    'at least 8 - members expelled'
    """
    if isinstance(claim, CountClaim):
        return _count(claim)
    if isinstance(claim, QuoteClaim):
        return _quote(claim)
    if isinstance(claim, DateClaim):
        return _date(claim)
    if isinstance(claim, ActionClaim):
        return _action(claim)
    if isinstance(claim, ActorClaim):
        return _actor(claim.party)
    return claim.text


def amount(value: Decimal | Fraction | None) -> str:
    """A number as a person writes it: thousands separated, no trailing zeros.

    >>> amount(Decimal("20000")), amount(Decimal("2.50")), amount(Fraction(1, 3))
    ('20,000', '2.5', '1/3')
    """
    if value is None:
        return "?"
    if isinstance(value, Fraction) and value.denominator != 1:
        return str(value)
    whole = Decimal(int(value)) if value == int(value) else Decimal(str(value)).normalize()
    return f"{whole:,f}"


def _count(c: CountClaim) -> str:
    figure = amount(c.value) if c.value is not None else f"{amount(c.low)} to {amount(c.high)}"
    words = [HEDGES.get(c.mod or "", c.mod or ""), figure, _unit(c), f"per {c.per}" if c.per else ""]
    tail = [c.of or "", f"by {c.actor.name}" if c.actor else "", _event(c.action), f"[{c.role}]" if c.role else ""]
    return _joined(words, tail)


def _unit(c: CountClaim) -> str:
    """The unit in words, in the plural of units that have one ("18 months", but "5 percent", "3 USD")."""
    unit = (c.unit or "").replace("_", " ")
    if c.value == 1 or not unit.islower() or unit.endswith("s") or unit in _NO_PLURAL or len(unit) < 3:
        return unit
    return {"foot": "feet", "inch": "inches"}.get(unit, unit + "s")


def _quote(c: QuoteClaim) -> str:
    who = c.speaker.name if c.speaker else ""
    said = " ".join(part for part in (who, c.cue or "", c.addressee or "") if part)
    marks = ("", "") if c.form == "indirect" else ("“", "”")
    return _joined([f"{marks[0]}{c.text}{marks[1]}"], [said])


def _date(c: DateClaim) -> str:
    words = f' ("{c.text}")' if c.text else ""
    return _joined([f"{c.value}{words}"], [c.event or _event(c.action)])


def _action(c: ActionClaim) -> str:
    words = [c.actor.name if c.actor else "(nobody named)", c.verb, c.object or (c.target.name if c.target else "")]
    place = f"in {c.place}" if c.place and not c.place.lower().startswith(("in ", "at ", "on ", "near ")) else (c.place or "")
    tail = [c.status or "", c.date or "", place, f"according to {c.source.name}" if c.source else ""]
    return _joined(words, [", ".join(part for part in tail if part)])


def _actor(party: Party) -> str:
    belongs = party.affiliation if party.affiliation and party.affiliation not in (party.role or "") else ""
    about = ", ".join(part for part in (party.kind or "", party.role or "", belongs) if part)
    also = "; ".join(party.aliases)
    return _joined([party.name], [", ".join(part for part in (about, f"also {also}" if also else "") if part)])


def _event(event: EventRef | None) -> str:
    return f"({event.verb})" if event else ""


def _joined(head: list[str], tail: list[str]) -> str:
    left = " ".join(part for part in head if part)
    right = " ".join(part for part in tail if part)
    return f"{left} - {right}" if right else left
