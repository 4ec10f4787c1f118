"""Claims are read off any record: by markers, then by type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated

import pytest
from pydantic import BaseModel

from extractor.checks import check_claim, citations_of, claims_of
from extractor.core.annotations import Annotations
from extractor.core.claim import ActionClaim, ActorClaim, CountClaim, DateClaim, QuoteClaim, TextClaim
from extractor.fields import Citations, Mention, Number, Quantity, Verbatim, When
from extractor.schemas.news import NewsRecord

NEWS = {
    "actors": [
        {"id": "a1", "name": "Dmitry Peskov", "aliases": ["Peskov"], "affiliation": "a2", "role": "spokesman"},
        {"id": "a2", "name": "Russia"},
    ],
    "actions": [{"id": "x1", "actor": "a2", "verb": "expel", "target": "the mission", "date": "d1"}],
    "counts": [{"value": 8, "of": "members", "actor": "a2", "action": "x1", "evidence": ["eight members"]}],
    "quotes": [{"text": "We go", "speaker": "Peskov"}],
    "dates": [{"id": "d1", "value": "2021-10-06", "action": "x1"}],
}


def test_a_news_record_gives_one_claim_an_item_in_record_order() -> None:
    """Paths are those of the items, in the order of the record."""
    claims = claims_of(NewsRecord.model_validate(NEWS))
    assert [(c.path, c.kind) for c in claims] == [
        ("/actors/0", "actor"),
        ("/actors/1", "actor"),
        ("/actions/0", "action"),
        ("/counts/0", "count"),
        ("/quotes/0", "quote"),
        ("/dates/0", "date"),
    ]


def test_references_are_resolved_by_id_and_by_name() -> None:
    """An id, an alias and an id of a date become parties, events and dates."""
    actor, _, action, count, quote, date = claims_of(NewsRecord.model_validate(NEWS))
    assert isinstance(actor, ActorClaim)
    assert actor.party.affiliation == "Russia"
    assert isinstance(action, ActionClaim)
    assert (action.actor and action.actor.name, action.date) == ("Russia", "2021-10-06")
    assert action.target is not None
    assert not action.target.listed
    assert isinstance(count, CountClaim)
    assert count.action is not None
    assert (count.action.verb, count.evidence) == ("expel", ("eight members",))
    assert isinstance(quote, QuoteClaim)
    assert quote.speaker is not None
    assert quote.speaker.name == "Dmitry Peskov"
    assert isinstance(date, DateClaim)
    assert date.action is not None
    assert date.action.verb == "expel"


def test_a_dangling_reference_is_a_plain_name() -> None:
    """A reference to nobody stays as it is written, so that it can be refused."""
    (claim,) = claims_of(NewsRecord.model_validate({"quotes": [{"text": "x", "speaker": "a9"}]}))
    assert isinstance(claim, QuoteClaim)
    assert claim.speaker is not None
    assert (claim.speaker.name, claim.speaker.listed) == ("a9", False)


class Line(BaseModel):
    qty: int
    price: Decimal | None = None


class Invoice(BaseModel):
    id: int
    customer_id: int = 4
    paid: bool = True
    total: float
    note: str = "12"
    lines: list[Line] = []
    by_year: dict[str, int] = {}
    due: dt.date | None = None
    at: dt.datetime | None = None


def test_an_unmarked_model_claims_its_numbers_and_dates() -> None:
    """Ids, flags and plain text claim nothing; numbers and dates do, with their path."""
    invoice = Invoice(
        id=7,
        total=12.5,
        lines=[Line(qty=3), Line(qty=9, price=Decimal("4.50"))],
        by_year={"20/21": 5},
        due=dt.date(2021, 10, 6),
        at=dt.datetime(2021, 10, 6, 8, 40),
    )
    claims = claims_of(invoice)
    assert [(c.path, str(c.value)) for c in claims if isinstance(c, CountClaim | DateClaim)] == [
        ("/total", "12.5"),
        ("/by_year/20~121", "5"),
        ("/due", "2021-10-06"),
        ("/at", "2021-10-06T08:40"),
        ("/lines/0/qty", "3"),
        ("/lines/1/qty", "9"),
        ("/lines/1/price", "4.50"),
    ]
    assert all(c.by_type for c in claims if isinstance(c, CountClaim))


class Damage(BaseModel):
    amount: Annotated[Number | None, Quantity(of="damage")] = None
    currency: Annotated[str | None, Quantity("unit")] = None
    dead: Annotated[int | None, Quantity(of="people killed", group="dead")] = None
    when: Annotated[dt.date | None, When(event="the flood")] = None
    said: Annotated[str | None, Verbatim(quoted=True)] = None
    heading: Annotated[str | None, Verbatim(group="heading")] = None
    towns: list[Annotated[str, Mention()]] = []
    proof: Citations = []


def test_markers_of_one_family_and_group_form_one_claim() -> None:
    """Several claims of one model stand at their own fields; what the schema fixes goes into the claim."""
    damage = Damage(
        amount=Decimal(5),
        currency="USD",
        dead=2,
        when=dt.date(2021, 1, 2),
        said="Help",
        heading="Flood",
        towns=["Ash", "Elm"],
        proof=["two men"],
    )
    found = {c.path: c for c in claims_of(damage)}
    assert list(found) == ["/amount", "/dead", "/when", "/said", "/heading", "/towns/0", "/towns/1"]
    amount, dead, when = found["/amount"], found["/dead"], found["/when"]
    assert isinstance(amount, CountClaim)
    assert (amount.unit, amount.of) == ("USD", "damage")
    assert isinstance(dead, CountClaim)
    assert dead.of == "people killed"
    assert isinstance(when, DateClaim)
    assert (when.value, when.event) == ("2021-01-02", "the flood")
    assert isinstance(found["/heading"], TextClaim)
    assert [(c.path, c.text) for c in citations_of(damage)] == [("/proof/0", "two men")]


@pytest.mark.parametrize(("value", "why"), [(float("nan"), "no number"), (float("inf"), "not finite")])
def test_a_number_that_cannot_be_read_is_still_a_claim(value: float, why: str) -> None:
    """An unreadable value is never skipped (P1)."""
    (claim,) = [c for c in claims_of(Invoice(id=1, total=value)) if c.path == "/total"]
    assert isinstance(claim, CountClaim)
    assert claim.value is not None, why
    assert Decimal(str(claim.value)).is_nan()


def test_an_empty_record_claims_nothing() -> None:
    """No items, no claims."""
    assert claims_of(NewsRecord()) == ()


def test_a_listener_may_be_given_by_id(read: Callable[[str, str | None], Annotations]) -> None:
    """The id of an actor in a quotation's listener stands for the actor's name."""
    data = {
        "actors": [{"id": "a1", "name": "Karl Abel"}, {"id": "a2", "name": "Ruth Dahl"}],
        "quotes": [{"text": "The fund is empty", "speaker": "a1", "addressee": "a2", "cue": "boasted"}],
    }
    claim = next(c for c in claims_of(NewsRecord.model_validate(data)) if isinstance(c, QuoteClaim))
    assert claim.addressee == "Ruth Dahl"
    found = check_claim(claim, read("“The fund is empty,” Karl Abel told Ruth Dahl.", None))
    assert found.verdict.supported
    assert "boasted" in found.message and "told" in found.message
