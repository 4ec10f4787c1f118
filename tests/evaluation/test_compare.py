"""Comparing records: items are aligned by content, every difference names its field."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractor.evaluation.compare import Comparison, align, compare
from extractor.evaluation.normal import FINDINGS, normal

EIGHT = {"value": 8, "of": "members expelled"}
TEN = {"value": 10, "of": "members left"}


@pytest.mark.parametrize(
    ("expected", "found", "said"),
    [
        ([EIGHT, TEN], [TEN, EIGHT], []),
        ([EIGHT], [{**EIGHT, "value": 9}], ["/0/value (9) is 9, expected 8"]),
        ([EIGHT, TEN], [TEN], ['/0 is missing: expected {"value": 8, "of": "members expelled"}']),
        ([EIGHT], [EIGHT, TEN], ['/1 is new: {"value": 10, "of": "members left"}']),
        ([EIGHT], [{**EIGHT, "mod": "over"}], ['/0/mod (8) is new: "over"']),
        (
            [{"text": "We will not sell", "speaker": "Lee"}],
            [{"text": "We will sell", "speaker": "Lee"}],
            ['/0/text (We will sell) is "We will sell", expected "We will not sell"'],
        ),
        ({"a": None}, {"a": False}, ["/a is false, expected null"]),
    ],
    ids=["order is no difference", "a value", "an item gone", "an item more", "a field more", "words", "null is not false"],
)
def test_differences(expected: Any, found: Any, said: list[str]) -> None:
    """Each difference is said once, with its place."""
    assert [str(d) for d in compare(expected, found)] == said


def test_items_with_nothing_in_common_are_not_paired() -> None:
    """A new item is not called a changed old one."""
    pairs, gone, fresh = align([{"name": "NATO"}], [{"name": "TASS"}])
    assert (pairs, gone, fresh) == ([], [0], [0])


@pytest.mark.parametrize(("found", "fine"), [(8.4, True), (8.6, False)])
def test_tolerance_is_only_what_the_case_declares(found: float, fine: bool) -> None:
    """A number may be off by the declared size, and not at all elsewhere."""
    allowed = Comparison({"/counts/*/value": Decimal("0.5")})
    assert (compare({"counts": [{"value": 8}]}, {"counts": [{"value": found}]}, allowed) == []) is fine
    assert compare({"shares": [{"value": 8}]}, {"shares": [{"value": found}]}, allowed)


def test_ignored_fields_are_not_compared() -> None:
    """What a case ignores is no difference, whether changed, new or missing."""
    allowed = Comparison({}, ("/actors/*/role",))
    for other in ({"name": "A", "role": "x"}, {"name": "A"}):
        assert compare({"actors": [{"name": "A", "role": "y"}]}, {"actors": [other]}, allowed) == []


def document(*actors: dict[str, Any], findings: Any = (), held: Any = (), **record: Any) -> dict[str, Any]:
    return {"record": {"actors": list(actors), **record}, "held": list(held), "findings": list(findings), "coverage": []}


def test_renumbered_ids_are_no_difference() -> None:
    """References are compared by what they stand for."""
    one = document({"id": "a1", "name": "NATO"}, actions=[{"id": "x1", "actor": "a1", "verb": "expel"}])
    two = document({"id": "a7", "name": "NATO"}, actions=[{"id": "x4", "actor": "a7", "verb": "expel"}])
    three = document({"id": "a1", "name": "TASS"}, actions=[{"id": "x1", "actor": "a1", "verb": "expel"}])
    assert compare(normal(one, ""), normal(two, "")) == []
    assert compare(normal(one, ""), normal(three, ""))


def test_verdicts_and_evidence_belong_to_the_comparison() -> None:
    """The same record with another verdict, rule or evidence is a difference at its item."""
    finding = {"path": "/actors/0", "verdict": "exact", "rule": "A1", "spans": [[0, 4]]}
    text = "NATO met NATO allies"
    one = normal(document({"name": "NATO"}, findings=[finding]), text)
    for change in ({"verdict": "ambiguous"}, {"rule": "A2"}, {"spans": [[9, 20]]}):
        other = normal(document({"name": "NATO"}, findings=[{**finding, **change}]), text)
        assert next(d.path.rpartition(f"/{FINDINGS}")[0] for d in compare(one, other)) == "/record/actors/0"


def test_findings_follow_items_past_held_ones() -> None:
    """A finding's pointer counts items as in the draft, before any was held."""
    findings = [
        {"path": "/actors/0", "verdict": "absent", "rule": "A1", "spans": []},
        {"path": "/actors/1", "verdict": "exact", "rule": "A1", "spans": [[0, 4]]},
    ]
    held = [{"path": "/actors/0", "item": {"name": "ACME"}, "findings": [0], "referred_by": []}]
    form = normal(document({"name": "NATO"}, findings=findings, held=held), "NATO")
    assert form["record"]["actors"][0][FINDINGS][0]["verdict"] == "exact"
    assert form["held"][0][FINDINGS][0]["verdict"] == "absent"
