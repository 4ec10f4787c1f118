"""Hedges and ranges of text and claim: what follows from what (the table of docs/crosscheck, H2)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from extractor.checks.counts.compare import Quantity, claim_quantity, relate, unit_id
from extractor.core.finding import Verdict

from .reading import claim


def _point(value: float, hedge: str | None = None) -> Quantity:
    x = Fraction(str(value))
    return Quantity(x, x, x, hedge, None)


def _range(low: int, high: int) -> Quantity:
    return Quantity(Fraction(low), Fraction(high), None, None, None)


@pytest.mark.parametrize(
    ("text", "said", "verdict", "why"),
    [
        (_point(8), _point(8, "about"), Verdict.APPROXIMATE, "about is weaker"),
        (_point(8), _point(8, "at_least"), Verdict.APPROXIMATE, "a bound is weaker"),
        (_point(7940), _point(8000, "about"), Verdict.APPROXIMATE, "rounded and hedged"),
        (_point(7940), _point(8000), None, "rounded without a hedge"),
        (_point(8000, "about"), _point(8000, "about"), Verdict.EXACT, "same hedge"),
        (_point(8000, "about"), _point(8000), Verdict.OVERPRECISE, "hedge dropped"),
        (_point(8000, "about"), _point(8000, "at_least"), Verdict.MODIFIER_MISMATCH, "about may be less"),
        (_point(40, "at_least"), _point(39, "over"), Verdict.APPROXIMATE, "forty or more is over 39"),
        (_point(40, "at_least"), _point(40, "at_least"), Verdict.EXACT, "same bound"),
        (_point(40, "at_least"), _point(40), Verdict.OVERPRECISE, "bound dropped"),
        (_point(40, "at_least"), _point(40, "at_most"), Verdict.MODIFIER_MISMATCH, "bound flipped"),
        (_point(40, "at_least"), _point(40, "over"), Verdict.MODIFIER_MISMATCH, "forty itself is allowed"),
        (_point(500, "nearly"), _point(500, "under"), Verdict.APPROXIMATE, "nearly is under"),
        (_point(500, "nearly"), _point(500, "about"), Verdict.APPROXIMATE, "nearly is about"),
        (_point(500, "nearly"), _point(500, "over"), Verdict.MODIFIER_MISMATCH, "nearly is not over"),
        (_point(3000, "at_most"), _point(3000), Verdict.OVERPRECISE, "up to is not exactly"),
        (_range(10, 20), _range(10, 20), Verdict.EXACT, "same range"),
        (_range(10, 20), _point(15), Verdict.OVERPRECISE, "midpoint"),
        (_range(10, 20), _point(20), Verdict.OVERPRECISE, "one end"),
        (_range(10, 20), _point(20, "at_most"), Verdict.APPROXIMATE, "upper bound"),
        (_point(8), _point(8, "over"), Verdict.MODIFIER_MISMATCH, "eight is not over eight"),
        (_point(8), _point(8, "under"), Verdict.MODIFIER_MISMATCH, "eight is not under eight"),
        (_point(8), _point(9), None, "another number"),
    ],
)
def test_entailment(text: Quantity, said: Quantity, verdict: Verdict | None, why: str) -> None:
    """A claim is judged by the sets its hedge and the text's hedge stand for."""
    assert relate(text, said, converted=False).verdict is verdict, why


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("%", "percent"),
        ("per cent", "percent"),
        ("Hours", "hour"),
        ("usd", "USD"),
        ("km", "km"),
        ("percentage points", "percentage_point"),
        (None, None),
        (" ", None),
    ],
)
def test_unit_spellings(written: str | None, unit: str | None) -> None:
    """A record may write a unit in several ways."""
    assert unit_id(written) == unit


def test_a_claim_without_any_value_has_no_quantity() -> None:
    """Nothing to look up."""
    assert claim_quantity(claim({"of": "members"})) is None
