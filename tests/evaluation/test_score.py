"""Scoring against gold: lists of items, plain lists, records in records, fields of the record itself."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from pydantic import BaseModel

from extractor.evaluation.plant import plant
from extractor.evaluation.score import Tally, score_record, with_aliases
from extractor.fields import Mention, Number, Quantity, Verbatim, When
from extractor.schemas.news import NewsRecord


class Damage(BaseModel):
    amount: Annotated[Number | None, Quantity(unit="USD")] = None
    note: str | None = None


class Statement(BaseModel):
    text: Annotated[str, Verbatim(quoted=True)]
    speaker: Annotated[str | None, Verbatim("speaker")] = None
    damage: Damage | None = None


class Plain(BaseModel):
    title: str
    pages: int | None = None


class Report(BaseModel):
    id: str | None = None
    killed: Annotated[int | None, Quantity(of="people killed")] = None
    day: Annotated[str | None, When()] = None
    parties: list[Annotated[str, Mention()]] = []
    statements: list[Statement] | None = None
    damage: Damage | None = None
    books: tuple[Plain, ...] = ()


LEE = {"text": "We will not sell", "speaker": "Lee"}
CASES: dict[str, tuple[dict[str, Any], dict[str, Any] | None, str, tuple[int, int, int]]] = {
    "a field of the record": ({"killed": 2}, {"killed": 2}, "killed", (1, 1, 1)),
    "a wrong field of the record": ({"killed": 2}, {"killed": 3}, "killed", (1, 1, 0)),
    "a field gold leaves open is given": ({}, {"killed": 3}, "killed", (0, 1, 0)),
    "no record at all": ({"killed": 2, "parties": ["NATO"]}, None, "parties", (1, 0, 0)),
    "plain values in any order": (
        {"parties": ["NATO", "the coast guard"]},
        {"parties": ["coast guard", "TASS", "NATO"]},
        "parties",
        (2, 3, 2),
    ),
    "a value is found once": ({"parties": ["NATO", "NATO"]}, {"parties": ["NATO"]}, "parties", (2, 1, 1)),
    "items of an optional list": ({"statements": [LEE]}, {"statements": [LEE, {"text": "No"}]}, "statements", (1, 2, 1)),
    "an item with a wrong key part": ({"statements": [LEE]}, {"statements": [{**LEE, "speaker": "Park"}]}, "statements", (1, 1, 0)),
    "a field of a found item": ({"statements": [LEE]}, {"statements": [{**LEE, "speaker": "Park"}]}, "statements.speaker", (1, 1, 0)),
    "a record in the record": ({"damage": {"amount": 5}}, {"damage": {"amount": 5}}, "damage.amount", (1, 1, 1)),
    "a record in the record is missing": ({"damage": {"amount": 5}}, {}, "damage.amount", (1, 0, 0)),
    "items without markers": (
        {"books": [{"title": "War and Peace"}]},
        {"books": [{"title": "War and Peace", "pages": 3}]},
        "books",
        (1, 1, 1),
    ),
    "unmarked items that differ": ({"books": [{"title": "War and Peace"}]}, {"books": [{"title": "Emma"}]}, "books", (1, 1, 0)),
    "zero is a value": ({"killed": 0}, {"killed": 0}, "killed", (1, 1, 1)),
}


@pytest.mark.parametrize("case", CASES)
def test_score(case: str) -> None:
    """Gold, given and right are counted for the field the case names."""
    gold, found, name, figures = CASES[case]
    tallies: dict[str, Tally] = {}
    score_record(gold, found, Report, tallies)
    tally = tallies[name]
    assert (tally.gold, tally.given, tally.right) == figures
    assert "id" not in tallies


TRUE = Report.model_validate(
    {
        "killed": 2,
        "day": "2024-05-13",
        "parties": ["NATO", "TASS"],
        "statements": [{**LEE, "text": "We will not sell the old harbour", "damage": {"amount": 5.5}}, {"text": "No", "speaker": "Park"}],
        "damage": {"amount": 40},
        "books": [{"title": "War and Peace", "pages": 1200}],
    }
)


@pytest.mark.parametrize(
    ("operator", "paths"),
    [
        ("another figure", {"/killed", "/statements/0/damage", "/damage", "/books/0/pages"}),
        ("quotation altered", {"/statements/0"}),
        ("speaker swapped", {"/statements/0", "/statements/1"}),
        ("year moved", {"/day"}),
        ("name misspelt", {"/parties/0", "/parties/1"}),
    ],
)
def test_errors_are_planted_into_any_schema(operator: str, paths: set[str]) -> None:
    """Fields of the record, of nested records and of lists are reached; the path is the one a finding about it has."""
    assert {bad.path for bad in plant(TRUE, per_operator=50) if bad.operator == operator} == paths


def test_the_paths_are_those_of_findings() -> None:
    """Every planted error names a claim that the cross-check gives a finding on."""
    from extractor.checks.claims import claims_of

    assert {bad.path for bad in plant(TRUE, per_operator=50)} <= {claim.path for claim in claims_of(TRUE)}


def test_planted_records_are_valid() -> None:
    """What the schema refuses by itself is not planted: it would never reach the cross-check."""
    for bad in plant(TRUE, per_operator=50):
        assert Report.model_validate(bad.record) != TRUE


def test_a_name_agrees_with_an_alias() -> None:
    """Whoever is listed under his short name is the one whom gold lists under the long one, and so is a speaker."""
    long = {
        "actors": [{"name": "Korean Central News Agency", "aliases": ["KCNA"]}],
        "quotes": [{"text": "No comment now", "speaker": "KCNA"}],
    }
    short = {"actors": [{"name": "KCNA", "aliases": []}], "quotes": [{"text": "No comment now", "speaker": "KCNA"}]}
    other = {"actors": [{"name": "TASS", "aliases": []}], "quotes": [{"text": "No comment now", "speaker": "TASS"}]}
    for record, right in ((short, 1), (other, 0)):
        tallies: dict[str, Tally] = {}
        gold = {**long, "quotes": [{"text": "No comment now", "speaker": "Korean Central News Agency"}]}
        score_record(with_aliases(gold, NewsRecord) or {}, with_aliases(record, NewsRecord), NewsRecord, tallies)
        assert (tallies["actors"].right, tallies["quotes"].right) == (right, right)


def test_the_same_words_go_to_each_other() -> None:
    """An item goes to the one in the same words before one that only shares some; "told" and "tell" are one verb."""
    gold = {
        "actors": [{"name": "Home Secretary Suella Braverman", "aliases": []}, {"name": "Home Office", "aliases": []}],
        "actions": [{"verb": "told", "actor": "Home Office"}],
    }
    found = {
        "actors": [{"name": "the Home Office", "aliases": []}, {"name": "Suella Braverman", "aliases": []}],
        "actions": [{"verb": "tell", "actor": "the Home Office"}],
    }
    tallies: dict[str, Tally] = {}
    score_record(with_aliases(gold, NewsRecord) or {}, with_aliases(found, NewsRecord), NewsRecord, tallies)
    assert (tallies["actors"].right, tallies["actions"].right) == (2, 1)
