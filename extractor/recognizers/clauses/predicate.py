"""A predicate while its clause is being read."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.core.clause import Phrase


@dataclass(slots=True)
class Predicate:
    """Filled step by step by the reader of one sentence; becomes a frozen `Clause`."""

    sentence: int
    verb: int
    lemma: str
    start: int
    end: int
    passive: bool = False
    relation: str = "root"
    governor: int = -1
    """Token of the predicate it hangs on, in the same sentence."""
    agents: list[Phrase] = field(default_factory=list)
    patients: list[Phrase] = field(default_factory=list)
    recipients: list[Phrase] = field(default_factory=list)
    obliques: list[tuple[str, Phrase]] = field(default_factory=list)
    status: str = "happened"
    negated: bool = False
    hearsay: bool = False
    copula: bool = False

    @property
    def surface(self) -> list[Phrase]:
        """What a reader takes as the subject: what a subordinate or coordinate predicate without its own inherits."""
        return self.patients[:] if self.passive and self.patients else self.agents[:]
