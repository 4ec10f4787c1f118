"""Comparing records: items are aligned by content, every difference names its field."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import BaseModel

from extractor.evaluation.compare import Comparison, align, compare
from extractor.evaluation.normal import FINDINGS, ids_are_words, normal
from extractor.fields import Verbatim
from extractor.schemas.news import NewsRecord

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
        ({"a": 1}, {"a": True}, ["/a is true, expected 1"]),
        ({"a": 8}, {"a": 8.0}, []),
        ([EIGHT, EIGHT], [EIGHT], ['/1 is missing: expected {"value": 8, "of": "members expelled"}']),
        ([8, 1000], [1001, 8], ["/0 is 1001, expected 1000"]),
        ({"a": -8}, {"a": 8}, ["/a is 8, expected -8"]),
        (["the coast guard", "Ines Calder"], ["Ines Calder", "the coast guard"], []),
        ({"by": {"a/b": 1}}, {"by": {"a/b": 2}}, ["/by/a~1b is 2, expected 1"]),
        ([{"title": "Fire", "n": 2}], [{"title": "Fire", "n": 3}], ["/0/n (Fire) is 3, expected 2"]),
        (
            [{"text": "Go", "detail": {"cue": "told"}}],
            [{"text": "Go", "detail": {"cue": "said"}}],
            ['/0/detail/cue (Go) is "said", expected "told"'],
        ),
        ({"record": None}, {"record": {"killed": 2}}, ['/record is {"killed": 2}, expected null']),
        ({}, {}, []),
    ],
    ids=[
        "order is no difference",
        "a value",
        "an item gone",
        "an item more",
        "a field more",
        "words",
        "null is not false",
        "true is not 1",
        "8 is 8.0",
        "one of two equal items gone",
        "a list of numbers",
        "the sign counts",
        "order of plain values",
        "a key with a slash is escaped",
        "an item of another schema has a name too",
        "a model within an item",
        "a record that was held whole",
        "nothing",
    ],
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


def test_tolerance_of_exact_decimals() -> None:
    """Decimals that JSON holds as text can be given a tolerance too; text that is no number cannot."""
    allowed = Comparison({"/*": Decimal("0.05")})
    assert compare({"price": "9.95", "share": 1}, {"price": "10.00", "share": 1.05}, allowed) == []
    assert compare({"price": "9.90"}, {"price": "10.00"}, allowed)
    assert compare({"price": "ten"}, {"price": "10"}, allowed)
    assert compare({"price": True}, {"price": 1}, allowed)


@pytest.mark.parametrize("turned", [False, True])
def test_near_equal_items_keep_their_partners(turned: bool) -> None:
    """Of two items that differ in one field each, only the changed one is reported, in whatever order they come."""
    was = [{"value": 20, "of": "mission members", "role": "from"}, {"value": 10, "of": "mission members", "role": "to"}]
    now = [{"value": 20, "of": "mission members", "role": "from"}, {"value": 12, "of": "mission members", "role": "to"}]
    assert [str(d).split(" ", 1)[1] for d in compare(was, now[::-1] if turned else now)] == ["(12) is 12, expected 10"]


def test_long_lists_are_aligned_too() -> None:
    """Hundreds of changed items are paired with what they were, in a moment."""
    was = [{"text": f"word {i}", "kind": "number"} for i in range(600)]
    now = [{"text": f"word {i}", "kind": "date"} for i in range(600)]
    assert {d.path.rpartition("/")[2] for d in compare(was, now)} == {"kind"}


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


def test_words_that_moved_are_no_difference() -> None:
    """A sentence put before the article moves all evidence, and changes none of it; other words are other evidence."""
    text = "NATO met."
    longer = f"It rained. {text}"

    def at(start: int, words: str, source: str) -> dict[str, Any]:
        actor = {"name": "NATO", "evidence": [{"text": words, "start": start, "end": start + len(words)}]}
        finding = {"path": "/actors/0", "verdict": "exact", "rule": "A1", "spans": [[start, start + len(words)]]}
        return normal(document(actor, findings=[finding]), source)

    assert compare(at(0, "NATO", text), at(11, "NATO", longer)) == []
    assert len(compare(at(0, "NATO", text), at(11, "NATO met", longer))) == 2


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


def test_references_to_items_of_one_name_are_told_apart() -> None:
    """Two actions "say" are two actions: a count that moved from one to the other is a difference."""
    says = [{"id": "x1", "verb": "say", "object": "yes"}, {"id": "x2", "verb": "say", "object": "no"}]
    one = normal(document(actions=says, counts=[{"value": 8, "action": "x1"}]), "")
    two = normal(document(actions=says, counts=[{"value": 8, "action": "x2"}]), "")
    (difference,) = compare(one, two)
    assert str(difference) == '/record/counts/0/action (8) is "say (no)", expected "say (yes)"'


def test_ids_that_are_words_of_the_article_stay() -> None:
    """A schema that marks its id takes it from the article: another id is then another value; labels of items are not."""

    class Invoice(BaseModel):
        id: Annotated[str, Verbatim()]

    class Invoices(BaseModel):
        id: str | None = None
        invoices: list[Invoice] = []

    assert ids_are_words(Invoices) and not ids_are_words(NewsRecord)
    one, two = ({"record": {"invoices": [{"id": ident}]}} for ident in ("INV-1", "INV-2"))
    assert compare(normal(one, "", keep_ids=True), normal(two, "", keep_ids=True))
    assert compare(normal(one, ""), normal(two, "")) == []
    of_record = ({"record": {"id": ident}} for ident in ("INV-1", "INV-2"))
    assert compare(*(normal(form, "") for form in of_record)), "the id of the record itself is nobody's label"


def test_findings_of_other_schemas() -> None:
    """Findings about fields of the record stand at the record with the field named; below a nested item they stand there."""
    record = {"killed": 2, "parts": [{"place": "Larvin", "damage": {"cost": 5}}], "findings": ["a field of that name"]}
    findings = [
        {"path": "/killed", "verdict": "exact", "rule": "B1", "spans": []},
        {"path": "/parts/0/damage/cost", "verdict": "exact", "rule": "B1", "spans": []},
    ]
    form = normal({"record": record, "findings": findings}, "")["record"]
    assert form[FINDINGS] == [{"field": "killed", "verdict": "exact", "rule": "B1", "evidence": []}]
    assert form["parts"][0]["damage"][FINDINGS] == [{"field": "cost", "verdict": "exact", "rule": "B1", "evidence": []}]
    assert form["findings"] == ["a field of that name"]
    worse = normal({"record": record, "findings": [{**findings[0], "verdict": "absent", "rule": "N1"}, findings[1]]}, "")["record"]
    assert [str(d) for d in compare(form, worse)] == [
        f'/{FINDINGS}/0/verdict (killed) is "absent", expected "exact"',
        f'/{FINDINGS}/0/rule (killed) is "N1", expected "B1"',
    ]


@pytest.mark.parametrize("path", ["", "/parts", "/parts/0/counts/1", "/killed"])
def test_held_items_take_their_findings_along(path: str) -> None:
    """Whatever is held, the whole record included, holds its findings, and the rest of the record is numbered without it."""
    held = [{"path": path, "item": {"value": 9}, "findings": [0], "referred_by": []}]
    finding = {"path": f"{path}/value", "verdict": "absent", "rule": "N1", "spans": []}
    record = None if not path else {"parts": [{"counts": [{"value": 8}, {"value": 7}]}]}
    form = normal({"record": record, "held": held, "findings": [finding]}, "")
    assert form["held"][0][FINDINGS] == [{"field": "value", "verdict": "absent", "rule": "N1", "evidence": []}]
    assert form["held"][0]["item"] == {"value": 9}


def test_findings_after_a_held_item_of_a_nested_list() -> None:
    """Positions are counted within the list the held item was in, and in no other."""
    held = [{"path": "/parts/0/counts/0", "item": {"value": 9}}]
    record = {"parts": [{"counts": [{"value": 8}]}, {"counts": [{"value": 5}, {"value": 6}]}]}
    findings = [
        {"path": f"/parts/{i}/counts/{j}", "verdict": "exact", "rule": rule, "spans": []} for i, j, rule in ((0, 1, "R1"), (1, 1, "R2"))
    ]
    parts = normal({"record": record, "held": held, "findings": findings}, "")["record"]["parts"]
    assert parts[0]["counts"][0][FINDINGS][0]["rule"] == "R1"
    assert parts[1]["counts"][1][FINDINGS][0]["rule"] == "R2"
    assert FINDINGS not in parts[1]["counts"][0]


def test_a_finding_about_nothing_that_is_there_is_kept() -> None:
    """A pointer into what is gone does not get lost: it stands at the top."""
    finding = {"path": "/counts/3", "verdict": "absent", "rule": "N1", "spans": []}
    assert normal({"record": None, "findings": [finding]}, "")[FINDINGS][0]["rule"] == "N1"
