"""One quotation on its way from marks to a mention."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.recognizers.quotations.attribution import Attribution
from extractor.recognizers.quotations.marks import Quoted


@dataclass(frozen=True, slots=True)
class Turn:
    """A quoted span, the clause that attributes it, its kind and the start of its paragraph."""

    quoted: Quoted
    found: Attribution | None
    kind: str
    paragraph: int

    @property
    def is_speech(self) -> bool:
        return self.kind in ("direct", "mixed")
