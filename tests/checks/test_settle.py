"""Policies: what is held, what stays, and that both are the whole draft."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, model_validator

from extractor.checks import settle
from extractor.core.finding import Finding, Verdict
from extractor.fields import Number, Quantity
from extractor.schemas.news import NewsRecord


def refuted(path: str) -> Finding:
    return Finding(path, "count", Verdict.CONTRADICTED, "U2", f"{path} is wrong.", ((0, 1),))


def draft() -> NewsRecord:
    return NewsRecord.model_validate(
        {
            "actors": [{"id": "a1", "name": "NATO"}, {"id": "a2", "name": "Norway"}],
            "counts": [{"value": 8, "actor": "a2"}, {"value": 9}, {"value": 10}],
            "quotes": [{"text": "We go", "speaker": "a2"}],
        }
    )


def test_quarantine_takes_refuted_items_out() -> None:
    """Held items keep the pointer they had in the draft; the others move up."""
    settled = settle(draft(), [refuted("/counts/1"), refuted("/counts/0")], "quarantine")
    assert [int(c.value) for c in settled.record.counts] == [10]
    assert [(h.path, h.item["value"]) for h in settled.held] == [("/counts/0", 8), ("/counts/1", 9)]


def test_a_held_actor_names_who_refers_to_it() -> None:
    """References to a held item stay; it and its finding say where they are."""
    settled = settle(draft(), [refuted("/actors/1")], "quarantine")
    assert [c.actor for c in settled.record.counts] == ["a2", None, None]
    assert settled.held[0].referred_by == ("/counts/0/actor", "/quotes/0/speaker")
    assert settled.findings[0].referred_by == settled.held[0].referred_by
    assert settled.held[0].findings[0] is settled.findings[0]


@pytest.mark.parametrize("policy", ["annotate", "strict"])
def test_annotate_and_strict_move_nothing(policy: str) -> None:
    """The draft stays as it is; its findings stand beside it."""
    record = draft()
    settled = settle(record, [refuted("/counts/0")], policy)
    assert settled.record is record
    assert settled.held == ()
    assert len(settled.findings) == 1


def test_undecided_claims_stay_in_the_record() -> None:
    """Ambiguous is no refusal."""
    found = Finding("/counts/0", "count", Verdict.AMBIGUOUS, "B7", "?", ((0, 1),))
    settled = settle(draft(), [found], "quarantine")
    assert len(settled.record.counts) == 3
    assert settled.held == ()


class Part(BaseModel):
    qty: int
    price: Annotated[Number | None, Quantity()] = None


class Order(BaseModel):
    total: int
    main: Part | None = None
    parts: list[Part] = []
    shares: dict[str, float] = {}


def order() -> Order:
    return Order(total=12, main=Part(qty=1), parts=[Part(qty=2, price=Decimal(5)), Part(qty=3)], shares={"a": 0.5, "b": 0.25})


CASES = [
    ("/parts/0/price", "/parts/0/price", 5, "an optional field is held alone"),
    ("/parts/1/qty", "/parts/1", {"qty": 3}, "a required field takes its list item with it"),
    ("/main/qty", "/main", {"qty": 1}, "a required field takes the optional model around it"),
    ("/shares/b", "/shares/b", 0.25, "an entry of a dict is held alone"),
]


@pytest.mark.parametrize(("path", "held", "item", "why"), CASES, ids=[c[3] for c in CASES])
def test_the_smallest_enclosing_place_is_held(path: str, held: str, item: Any, why: str) -> None:
    """P2: what cannot be left out alone takes the smallest thing around it that can."""
    settled = settle(order(), [refuted(path)], "quarantine")
    assert [(h.path, h.item) for h in settled.held] == [(held, item)], why
    assert settled.record.total == 12


def test_a_required_field_of_the_record_holds_it_whole() -> None:
    """When nothing smaller can be left out, the record is held whole."""
    settled = settle(order(), [refuted("/total")], "quarantine")
    assert settled.record is None
    assert settled.held[0].path == ""
    assert settled.held[0].item["parts"] == [{"qty": 2, "price": 5}, {"qty": 3}]


class Checked(BaseModel):
    low: int | None = None
    high: int | None = None

    @model_validator(mode="after")
    def _both(self) -> Checked:
        if (self.low is None) != (self.high is None):
            raise ValueError("low and high go together")
        return self


class Report(BaseModel):
    range: Checked | None = None


def test_a_model_that_forbids_the_gap_is_held_with_it() -> None:
    """A rule of the user's own class is never broken by holding a field: the place around it is held."""
    settled = settle(Report(range=Checked(low=1, high=2)), [refuted("/range/low")], "quarantine")
    assert settled.record.range is None
    assert [(h.path, h.item) for h in settled.held] == [("/range", {"low": 1, "high": 2})]
