"""How findings are worded: claim and evidence in, `Finding` with one plain sentence out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.core.claim import Claim
from extractor.core.finding import Finding, Verdict

LONGEST = 160
"""Characters of the article or of a claim shown in a message."""


def shown(text: str) -> str:
    """Words in quotation marks, in one line, shortened in the middle when long.

    >>> shown("a  fair" + chr(10) + "deal")
    '"a fair deal"'
    """
    words = " ".join(text.split())
    if len(words) > LONGEST:
        words = words[: LONGEST // 2].rstrip() + " … " + words[-LONGEST // 3 :].lstrip()
    return f'"{words}"'


def place(spans: Iterable[tuple[int, int]]) -> str:
    """Where evidence stands, for a person.

    >>> place([(31, 40)]), place([(1022, 1040), (2000, 2004)]), place([])
    ('(characters 31–40)', '(characters 1,022–1,040 and 2,000–2,004)', '')
    """
    parts = [f"{a:,}–{b:,}" for a, b in spans]
    if not parts:
        return ""
    more = f" and {len(parts) - 3} more places" if len(parts) > 3 else ""
    return f"(characters {' and '.join(parts[:3])}{more})"


def finding(
    claim: Claim,
    verdict: Verdict,
    rule: str,
    message: str,
    spans: Sequence[tuple[int, int]] = (),
    *,
    reading: str | None = None,
    expected: str | None = None,
    formula: str | None = None,
    claimed: str | None = None,
) -> Finding:
    """A finding for a claim; spans are sorted, each once, and `absent` has none."""
    kept = () if verdict is Verdict.ABSENT else tuple(sorted({(a, b) for a, b in spans if a < b}))
    return Finding(
        path=claim.path,
        kind=claim.kind,
        verdict=verdict,
        rule=rule,
        message=" ".join(message.split()),
        spans=kept,
        reading=reading,
        formula=formula,
        expected=expected,
        claimed=claimed,
    )
