"""Every rule proves itself by its examples."""

from __future__ import annotations

import pytest

from extractor.checks.counts import check_count
from extractor.checks.counts.rules import RULES, claim_of
from extractor.core.finding import Verdict
from extractor.core.rule import Example

from .reading import read

_EXAMPLES = [pytest.param(e, id=f"{rule.id}-{n}") for rule in RULES for n, e in enumerate(rule.examples)]
_IDS = "U1 U2 H1 H2 H3 D1 D2 D3 D4 D5 D6 D7 D8 D9 D10 D11 D12 D13 D14 B1 B2 B3 B4 B5 B6 B7 B8 B9 N1 N2 N3 N4 N5 V1 V2"


@pytest.mark.parametrize("example", _EXAMPLES)
def test_example(example: Example) -> None:
    """The example of a rule gets the verdict it is there to show."""
    finding = check_count(claim_of(example), read(example.text))
    assert finding.verdict == example.expect, finding.message


def test_every_rule_is_there_and_shows_both_sides() -> None:
    """Each rule has an example that supports and one that does not."""
    assert [rule.id for rule in RULES if rule.id[0] != "?"] and {rule.id for rule in RULES} == set(_IDS.split())
    for rule in RULES:
        supported = {Verdict(e.expect).supported for e in rule.examples}
        assert supported == {True, False}, rule.id
