"""The share of those to whom something does not apply, as what the share of the others leaves of a hundred (D8)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extractor.checks.counts.compare import Quantity
from extractor.checks.counts.derivations.scope import show
from extractor.checks.counts.messages import Evidence, message
from extractor.core.annotations import Annotations
from extractor.core.claim import CountClaim
from extractor.core.finding import Finding, Verdict

_DENIALS = (
    (re.compile(r"\b(who|that|which|[a-z]+s) (?:do|does|did) not (?:yet )?(?=[a-z])"), r"\1 "),
    (
        re.compile(r"\b(who|that|which)?(?:(?<=\w) )?(has|have|had|is|are|was|were|will|would|can|could|may) (?:not|never)(?: yet)?\b"),
        r"\1 \2",
    ),
    (re.compile(r"\b(?:not|never)(?: yet)? (?=[a-z])"), ""),
    (re.compile(r"\bwithout (?:an? |any )?(?=[a-z])"), "with "),
)
"""Words of a claim that deny what follows them, and what it says without them."""
_NO_DENIALS = re.compile(r"\bnot (?:only|just|more|less)\b|\bwhether or not\b")
_FLIPPED = {"over": "under", "under": "over", "at_least": "at_most", "at_most": "at_least", "about": "about", None: None}
_TOLD = (Verdict.EXACT, Verdict.EQUIVALENT)


def affirmed(of: str) -> str | None:
    """The claim without its one negation; None when it has none or two.

    >>> affirmed("voters who did not vote"), affirmed("land that has not been retaken"), affirmed("land retaken")
    ('voters who vote', 'land that has been retaken', None)
    """
    if _NO_DENIALS.search(of):
        return None
    for denial, said in _DENIALS:
        if denial.search(of):
            made = " ".join(denial.sub(said, of, count=1).split())
            return made if affirmed(made) is None else None
    return None


def by_complement(
    claim: CountClaim, wanted: Quantity, annotations: Annotations, check: Callable[[CountClaim, Annotations], Finding]
) -> Finding | None:
    """The finding that supports a negated share, when the article states the share of the others; None when it does not."""
    if wanted.unit != "percent" or wanted.nominal is None or claim.value is None or claim.of is None or not 0 < claim.value < 100:
        return None
    of = affirmed(claim.of)
    if of is None or claim.mod not in _FLIPPED:
        return None
    told = check(replace(claim, of=of, value=100 - claim.value, mod=_FLIPPED[claim.mod]), annotations)
    if told.verdict not in _TOLD:
        return None
    formula = f"100 - {show(100 - wanted.nominal)}"
    evidence = Evidence(claim, annotations.article.text, (), None, formula, told.spans)
    text = message(evidence, Verdict.DERIVED, "D8")
    return replace(told, verdict=Verdict.DERIVED, rule="D8", message=text, reading=formula, formula=formula, claimed=evidence.claimed)
