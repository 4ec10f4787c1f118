"""The verdict on one claim of a record, with the rule that gave it and the characters that prove it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """The verdicts of docs/crosscheck.md: supported, refuted, and `ambiguous`, which is neither."""

    EXACT = "exact"
    EQUIVALENT = "equivalent"
    DERIVED = "derived"
    APPROXIMATE = "approximate"
    CONTRADICTED = "contradicted"
    UNIT_MISMATCH = "unit_mismatch"
    MODIFIER_MISMATCH = "modifier_mismatch"
    OVERPRECISE = "overprecise"
    MISATTRIBUTED = "misattributed"
    ALTERED = "altered"
    NOT_A_QUOTE = "not_a_quote"
    ABSENT = "absent"
    AMBIGUOUS = "ambiguous"

    @property
    def supported(self) -> bool:
        return self in _SUPPORTED

    @property
    def refuted(self) -> bool:
        return not self.supported and self is not Verdict.AMBIGUOUS


_SUPPORTED = frozenset({Verdict.EXACT, Verdict.EQUIVALENT, Verdict.DERIVED, Verdict.APPROXIMATE})


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding per claim, in record order."""

    path: str
    """JSON Pointer of the claim: "/counts/2", "/counts/2/actor"."""
    kind: str
    """count, quote, date, actor, action or text."""
    verdict: Verdict
    rule: str
    """Id of the deciding rule: "M6", "B4", "Q10", "D21"."""
    message: str
    """One plain sentence: field, claimed, what the article says, where."""
    spans: tuple[tuple[int, int], ...] = ()
    """Evidence, half-open code-point offsets into the article; empty for `absent`, and for `ambiguous` where no place decides."""
    reading: str | None = None
    """How the evidence was read: "8", "[20000, 99999]", "2021-10-06"."""
    formula: str | None = None
    """For derived values: "20 - 10"."""
    expected: str | None = None
    """For a refused claim: the value the text gives for that slot, if there is exactly one."""
    claimed: str | None = None
    referred_by: tuple[str, ...] = ()
    """Pointers of items that refer to this one, when it is held."""
