"""Claims asked again in other words that say the same: turnout is the share of those who took part in a vote (B1)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from extractor.core.annotations import Annotations
from extractor.core.claim import CountClaim
from extractor.core.finding import Finding, Verdict

_VOTERS = re.compile(
    r"^(?:(?:share|proportion|percentage) of (?:the )?)?(?:(?:registered|eligible|all) )*"
    r"(?:voters?|electorate|people|citizens|those (?:eligible|entitled)(?: to vote)?)(?: eligible to vote)? (?:who|that) "
    r"(?:voted?|t(?:oo|a)ke? part|participated?|turn(?:ed)? out(?: to vote)?|cast (?:a |their )?(?:ballots?|votes?))(?= |$)"
)
_TURNOUT = re.compile(r"^(?:the |voter )*turnout\b(?: rate)?")
_ELIGIBLE = ("eligible", "registered", "electorate", "entitled")
_WAYS = (
    (_VOTERS, ("turnout",), "turnout"),
    (_TURNOUT, _ELIGIBLE, "eligible voters who voted"),
    (_TURNOUT, _ELIGIBLE, "eligible voters who cast a ballot"),
    (_TURNOUT, _ELIGIBLE, "those eligible who took part"),
)
"""How a claim says it, words of which the article must have one, and how the article may say it."""
_TOLD = (Verdict.EXACT, Verdict.EQUIVALENT, Verdict.APPROXIMATE)


def rewordings(of: str, text: str) -> list[str]:
    """The claim in the words the article may have.

    >>> rewordings("voters who took part in the first round", "Turnout in the first round was 60 percent.")
    ['turnout in the first round']
    """
    words = set(re.findall(r"[^\W_]+", text.lower()))
    return [pattern.sub(said, of, count=1) for pattern, needed, said in _WAYS if pattern.search(of.lower()) and words & set(needed)]


def in_other_words(claim: CountClaim, annotations: Annotations, judge: Callable[[CountClaim, Annotations], Finding]) -> Finding | None:
    """The finding that supports a share of voters in the article's own words; None when none does."""
    if claim.unit not in ("percent", "%") or not claim.of:
        return None
    for of in rewordings(claim.of, annotations.article.text):
        found = judge(replace(claim, of=of), annotations)
        if found.verdict in _TOLD:
            return found
    return None
