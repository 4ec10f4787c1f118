"""Every rule of the cross-check explains itself, and its cases come out as it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.checks import check_claim, rulebook
from extractor.checks.actions.rules import RULES as ACTIONS
from extractor.checks.dates.rules import RULES as DATES
from extractor.checks.parties.rules import RULES as ACTORS
from extractor.checks.policy_rules import RULES as POLICIES
from extractor.checks.quotes.rules import RULES as QUOTES
from extractor.core.annotations import Annotations
from extractor.core.finding import Verdict
from extractor.core.rule import Example, Rule
from extractor.errors import CatalogError

OWN = (*QUOTES, *DATES, *ACTORS, *ACTIONS, *POLICIES)
CASES = [pytest.param(rule, example, id=f"{rule.id}: {example.why}") for rule, example in rulebook.examples(OWN)]
Read = Callable[[str, str | None], Annotations]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_a_rule_case_gets_its_verdict(rule: Rule, example: Example, read: Read) -> None:
    """The claim of a rule's example gets the verdict the rule states."""
    claim = rulebook.claim_of(example)
    assert claim is not None
    found = check_claim(claim, read(example.text, example.published))
    assert found.verdict.value == example.expect, found.message


@pytest.mark.parametrize("rule", OWN, ids=lambda rule: rule.id)
def test_a_rule_has_a_supporting_and_a_refusing_case(rule: Rule) -> None:
    """Every rule shows a claim that passes and one that does not."""
    verdicts = [Verdict(example.expect) for example in rule.examples]
    assert any(v.supported for v in verdicts)
    assert any(v.refuted for v in verdicts)


def test_rule_ids_are_unique_and_complete() -> None:
    """The rule book holds every own rule, and the ids the semantics page promises for quotations and policies."""
    rules = rulebook.all_rules()
    assert len({rule.id for rule in OWN}) == len(OWN)
    assert {rule.id for rule in OWN} <= set(rules)
    assert {f"Q{n}" for n in range(3, 18)} | {"S4"} | {f"P{n}" for n in range(1, 6)} <= set(rules)


def test_explain_prints_the_rule_with_its_examples() -> None:
    """explain names the rule, why it matters and each example's outcome; case of the id is free."""
    text = rulebook.explain("q14")
    assert text.startswith("Q14 words-of-the-narration")
    assert "not_a_quote" in text
    assert "Why it matters" in text


def test_explain_refuses_an_unknown_rule() -> None:
    """An unknown id is an error that lists what there is."""
    with pytest.raises(CatalogError, match='No rule "Q99"'):
        rulebook.explain("Q99")


def test_the_page_of_rules_is_up_to_date() -> None:
    """docs/checks.md is what the rules say today."""
    page = Path(__file__).parents[2] / "docs" / "checks.md"
    assert page.read_text(encoding="utf-8") == rulebook.markdown()


def test_the_listing_names_every_rule() -> None:
    """The list of rules has a line for each."""
    lines = [line.strip() for line in rulebook.listing().splitlines()]
    assert all(any(line.split()[:1] == [rule_id] for line in lines) for rule_id in rulebook.all_rules())
