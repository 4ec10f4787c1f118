"""A duration and what its sentence says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from extractor.checks.counts.slots.slots import Slot


@dataclass(frozen=True)
class Span:
    """A duration and whose it is."""

    slot: Slot
    role: str
    """for, noun, ended, in, within, after, before, later, earlier, into, ago, ahead, late, early, more, every, past."""
    main: dict[str, float]
    """Keys of what lasted or happened, by how surely they are meant."""
    anchor: dict[str, float] = field(default_factory=dict)
    """Keys of what it is counted from or to."""
    named: frozenset[str] = frozenset()
    """Keys of the noun it measures: "an 11-day strike"."""
    compared: bool = False
    """It stands behind "against" or "compared with"."""
    pronoun: bool = False
    """Its own words have a pronoun, which may mean a name said before."""
    unit: str = ""
    """Its unit, which it may leave out: "20 months, eight more than planned"."""
    one: Fraction | None = None
    """The value of "a week later", "a decade after"."""
    against: frozenset[str] = frozenset()
    """Keys of what it is compared with, and of nothing else."""
