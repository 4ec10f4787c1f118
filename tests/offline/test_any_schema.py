"""The offline engine on schemas of users: marked fields are filled from the article, the rest is named."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field

from extractor.core.article import Article
from extractor.core.draft import Draft
from extractor.engines.offline import OfflineEngine
from extractor.engines.offline.matching import key_of, score
from extractor.errors import EngineError
from extractor.fields import Citations, Event, Mention, Number, Quantity, Verbatim, When
from extractor.recognizers.annotate import annotate_article

TEXT = (
    "Norway expelled eight diplomats on Wednesday. Police arrested nearly 300 protesters in Oslo. "
    "“The talks have failed,” Foreign Minister Anna Berg said. The blast killed three soldiers and wounded nine."
)


def filled(schema: type[BaseModel], text: str = TEXT) -> Draft[Any]:
    """The draft the engine makes for a schema."""
    article = Article(text, published=dt.date(2021, 10, 7))
    return OfflineEngine().fill(article, annotate_article(article), schema)


class Toll(BaseModel):
    killed: Annotated[int | None, Quantity(of="people killed")] = None
    wounded: Annotated[int | None, Quantity(of="people injured")] = None
    missing: Annotated[int | None, Quantity(of="people missing")] = None


def test_each_quantity_finds_its_own_event() -> None:
    """Killed and wounded are told apart by synonyms; what the article does not say stays empty and is named."""
    draft = filled(Toll)
    assert draft.record == Toll(killed=3, wounded=9)
    assert draft.empty == ("/missing",)


class Arrests(BaseModel):
    exact: Annotated[int | None, Quantity(of="protesters arrested")] = None


class HedgedArrests(BaseModel):
    number: Annotated[Number | None, Quantity(of="protesters arrested")] = None
    hedge: Annotated[str | None, Quantity("mod")] = None


def test_a_hedged_number_needs_a_place_for_its_hedge() -> None:
    """ "Nearly 300" is not 300: without a field for the hedge the number is left out."""
    assert filled(Arrests).record.exact is None
    assert filled(HedgedArrests).record == HedgedArrests(number=300, hedge="nearly")


class Reported(BaseModel):
    words: Annotated[str, Verbatim(quoted=True)]
    kind: Annotated[str | None, Verbatim("kind")] = None


class Quoted(BaseModel):
    first: Annotated[str | None, Verbatim(quoted=True)] = None
    words: list[Annotated[str, Verbatim(quoted=True)]] = []
    items: list[Reported] = []


def test_an_indirect_statement_is_no_quotation() -> None:
    """Quoted words stand between marks; what was only reported is taken where the item tells which kind it is."""
    record = filled(Quoted, "The road is closed until May, Anna Berg said. “The talks have failed,” Tom Lund said.").record
    assert (record.first, record.words) == ("The talks have failed", ["The talks have failed"])
    assert [(item.words, item.kind) for item in record.items] == [
        ("The road is closed until May", "indirect"),
        ("The talks have failed", "direct"),
    ]


class Statement(BaseModel):
    words: Annotated[str, Verbatim(quoted=True)]
    speaker: Annotated[str | None, Verbatim("speaker")] = None
    evidence: Citations = Field(default_factory=list)


class Report(BaseModel):
    expelled_on: Annotated[dt.date | None, When(event="the expulsion")] = None
    minister: Annotated[str | None, Mention()] = Field(None, description="The minister who speaks.")
    statements: list[Statement] = Field(default_factory=list)


def test_nested_models_dates_and_names() -> None:
    """Lists of models have one item a fact, with its own evidence; events match their nouns; people match their office."""
    record = filled(Report).record
    assert record.expelled_on == dt.date(2021, 10, 6)
    assert record.minister == "Anna Berg"
    assert [(s.words.rstrip(","), s.speaker) for s in record.statements] == [("The talks have failed", "Anna Berg")]
    assert record.statements[0].evidence[0].text.startswith("“The talks")


class Deed(BaseModel):
    verb: Annotated[str, Event()]
    who: Annotated[str | None, Event("actor")] = None
    number: Annotated[Number | None, Quantity(group="n")] = None


class Deeds(BaseModel):
    deeds: list[Deed] = Field(default_factory=list)


def test_items_take_what_belongs_to_their_event() -> None:
    """A number beside a verb in one item is the number of that event."""
    deeds = {d.verb: (d.who, d.number) for d in filled(Deeds).record.deeds}
    assert deeds["expel"] == ("Norway", 8)
    assert deeds["say"] == ("Anna Berg", None)


class Required(BaseModel):
    price: Annotated[Number, Quantity(unit="USD", of="the price paid")]
    note: str = ""


def test_required_fields_that_stay_empty_are_an_error() -> None:
    """The error names the field and what to do; nothing is invented."""
    with pytest.raises(EngineError, match="/price") as caught:
        filled(Required)
    assert caught.value.kind == "unfillable"


class Plain(BaseModel):
    killed: int | None = None
    comment: str = "none"


def test_plain_numbers_are_matched_by_their_name() -> None:
    """A number without a marker is filled by its type and name; plain text is left alone."""
    draft = filled(Plain)
    assert draft.record == Plain(killed=3)
    assert draft.empty == ()


class Node(BaseModel):
    name: Annotated[str | None, Mention()] = None
    child: Node | None = None


def test_a_schema_within_itself_ends() -> None:
    """Recursive schemas are filled to a depth and no further."""
    assert isinstance(filled(Node).record, Node)


def test_empty_text_names_every_field() -> None:
    """An article that says nothing leaves everything empty."""
    draft = filled(Report, "")
    assert draft.record == Report()
    assert draft.empty == ("/expelled_on", "/minister", "/statements")


@pytest.mark.parametrize(
    ("one", "other", "same"), [("killed", "deaths", True), ("expulsion", "expelled", True), ("killed", "wounded", False)]
)
def test_words_of_one_event_share_a_key(one: str, other: str, same: bool) -> None:
    """Forms and near-synonyms of an event match, other events do not."""
    assert (key_of(one) == key_of(other)) is same
    assert (score(frozenset([key_of(one)]), frozenset([key_of(other)])) > 0) is same
