"""Cross-check a record: record and annotations in, one finding per claim out, in record order. Pure: no clock, no network, no model."""

from __future__ import annotations

from dataclasses import replace

from pydantic import BaseModel

from extractor.checks.actions import check_action
from extractor.checks.claims import citations_of, claims_of
from extractor.checks.dates import check_date
from extractor.checks.parties.check import check_actor
from extractor.checks.phrasing import finding, place, shown
from extractor.checks.quotes import check_quote
from extractor.core.annotations import Annotations
from extractor.core.claim import ActionClaim, ActorClaim, Claim, CountClaim, DateClaim, QuoteClaim, TextClaim
from extractor.core.finding import Finding, Verdict
from extractor.core.pointer import steps_of
from extractor.grounding import Alignment, folded_article, ground_in


def run_checks(record: BaseModel, annotations: Annotations) -> tuple[Finding, ...]:
    """One finding for every claim of the record, and one more for each citation that does not stand in the article.

    >>> from extractor.core.article import Article
    >>> from extractor.schemas.news import NewsRecord
    >>> record = NewsRecord.model_validate({"actors": [{"name": "Norway"}]})
    >>> [str(found.verdict) for found in run_checks(record, Annotations(Article("Norway won.")))]
    ['exact']
    """
    claims = claims_of(record)
    out = [check_claim(claim, annotations) for claim in claims]
    false = [made for claim in citations_of(record) if (made := _text(claim, annotations, "P1")).verdict.refuted]
    if not false:
        return tuple(out)
    return tuple(_in_order(out, false))


def check_claim(claim: Claim, annotations: Annotations) -> Finding:
    """The finding for one claim."""
    if isinstance(claim, CountClaim):
        return _count(claim, annotations)
    if isinstance(claim, QuoteClaim):
        return check_quote(claim, annotations)
    if isinstance(claim, DateClaim):
        return check_date(claim, annotations)
    if isinstance(claim, ActorClaim):
        return check_actor(claim, annotations)
    if isinstance(claim, ActionClaim):
        return check_action(claim, annotations)
    return _text(claim, annotations, "Q1")


def _count(claim: CountClaim, annotations: Annotations) -> Finding:
    if any(value is not None and value.is_nan() for value in (claim.value, claim.low, claim.high) if not hasattr(value, "numerator")):
        return finding(claim, Verdict.ABSENT, "P1", f"{claim.path} holds no number that can be read, so it cannot be looked up.")
    if not claim.by_type:
        from extractor.checks.counts import check_count  # loads the number reader's tables, which only counts need

        return check_count(claim, annotations)
    return _bare_number(claim, annotations)


def _bare_number(claim: CountClaim, annotations: Annotations) -> Finding:
    """A number of an unmarked field states no unit and no rate: it is looked up in every one the article has it in."""
    from extractor.checks.counts import check_count

    there = [(m.unit, m.per) for m in annotations.numbers if claim.value in (m.value, m.low, m.high)]
    made: list[Finding] = []
    for unit, per in dict.fromkeys([(None, None), *there]):
        found = check_count(replace(claim, unit=unit, per=per), annotations)
        if found.verdict.supported:
            return found
        made.append(found)
    best = next((f for f in made if f.verdict is Verdict.OVERPRECISE), made[0])
    return replace(best, rule="P3") if best.verdict is Verdict.OVERPRECISE else best


def _text(claim: TextClaim, annotations: Annotations, rule: str) -> Finding:
    """Words that must stand in the article, letter for letter after folding."""
    found = ground_in(claim.text, folded_article(annotations))
    if not found:
        message = f"{claim.path} cites {shown(claim.text)}, which does not stand in the article."
        return finding(claim, Verdict.ABSENT, rule, message, claimed=claim.text)
    verdict = Verdict.EXACT if found.alignment is Alignment.EXACT else Verdict.EQUIVALENT
    message = f"{claim.path} cites {shown(claim.text)}, which stands in the article {place(found.spans[:3])}."
    return finding(claim, verdict, rule, message, found.spans[:3], claimed=claim.text)


def _in_order(findings: list[Finding], citations: list[Finding]) -> list[Finding]:
    """Put the findings of citations right after those of the items they stand in."""
    out = list(findings)
    for extra in citations:
        steps = steps_of(extra.path)
        best = -1
        for place_, found in enumerate(out):
            mine = steps_of(found.path)
            if mine == steps[: len(mine)]:
                best = place_
        out.insert(best + 1 if best >= 0 else len(out), extra)
    return out
