"""Every rule of the number reader reads its own examples and leaves its counter-examples alone."""

from __future__ import annotations

import pytest

from extractor.core.rule import Example, Rule
from extractor.recognizers.numbers import find_numbers
from extractor.recognizers.numbers.rules import RULES
from extractor.writers.annotations import number_reading

CASES = [pytest.param(rule, example, id=f"{rule.id}: {example.text}") for rule in RULES for example in rule.examples]


def test_ids_are_complete() -> None:
    """There is one rule for each id from M1 to M29, in order."""
    assert [rule.id for rule in RULES] == [f"M{n}" for n in range(1, 30)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_explains_itself(rule: Rule) -> None:
    """A rule says what it reads and why, and carries two to four examples of which one at least must not be read."""
    assert rule.what.endswith(".")
    assert rule.why.endswith(".")
    assert rule.name == rule.name.lower()
    assert 2 <= len(rule.examples) <= 4
    assert any(not example.expect for example in rule.examples)
    assert any(example.expect for example in rule.examples)
    assert all(example.expect or example.why for example in rule.examples)


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule: Rule, example: Example) -> None:
    """The first number that the rule decides reads as the example says; a counter-example has none."""
    decided = [number_reading(m) for m in find_numbers(example.text) if m.rule == rule.id]
    assert (decided[0] if decided else "") == example.expect
