"""An entity while its mentions are being gathered."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class EntityDraft:
    """Grows mention by mention; becomes a frozen `Entity`."""

    name: str
    kind: str
    named: bool = True
    mentions: set[tuple[int, int]] = field(default_factory=set)
    surfaces: dict[str, int] = field(default_factory=dict)
    """Surface form -> where it first stands; pronouns are left out."""
    role: str | None = None
    affiliation: str | None = None
    gender: str | None = None
    called: set[str] = field(default_factory=set)
    """Common nouns that say what a named body is: "the engineering union IGW", "turbine maker Norlund Engines"."""
    head: str = ""
    """Lemma of the head noun of somebody unnamed."""
    plural: bool = False

    def add(self, start: int, end: int, text: str | None) -> None:
        """Add a mention; `text` None for a pronoun."""
        self.mentions.add((start, end))
        if text is not None:
            known = self.surfaces.get(text)
            if known is None or start < known:
                self.surfaces[text] = start

    @property
    def first(self) -> int:
        return min(self.mentions)[0] if self.mentions else 0
