"""Records put together: what counts as the same item, where ids and references go, what a repair may change."""

from __future__ import annotations

import copy
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from extractor.engines.llm.merge import mend, merge
from extractor.fields import Mention, Quantity
from extractor.schemas.news import NewsRecord


class Line(BaseModel):
    article: str
    price: float | None = None


class Invoice(BaseModel):
    number: str | None = None
    lines: list[Line] = []
    notes: list[str] = []


SAME: list[tuple[str, str, list[dict[str, Any]], int]] = [
    ("actor by name", "actors", [{"name": "NATO"}, {"name": "nato "}], 1),
    ("actor by alias", "actors", [{"name": "Dmitry Peskov", "aliases": ["Peskov"]}, {"name": "Peskov", "role": "spokesman"}], 1),
    ("two actors", "actors", [{"name": "NATO"}, {"name": "NATO official"}], 2),
    ("count", "counts", [{"value": 8, "of": "members"}, {"value": 8.0, "of": "Members"}], 1),
    ("count of something else", "counts", [{"value": 8, "of": "members"}, {"value": 8, "of": "ships"}], 2),
    ("other hedge", "counts", [{"value": 8, "of": "members"}, {"value": 8, "of": "members", "mod": "about"}], 2),
    ("range", "counts", [{"low": 24, "high": 99, "of": "trucks"}, {"low": 24, "high": 99, "of": "trucks"}], 1),
    ("both ends of a change", "counts", [{"value": 10, "role": "from"}, {"value": 10, "role": "to"}], 2),
    ("quotation", "quotes", [{"text": "We  will not", "cue": "said"}, {"text": "we will not", "speaker": "Lang"}], 1),
    ("two quotations", "quotes", [{"text": "We will not"}, {"text": "We will"}], 2),
    ("date", "dates", [{"value": "2021-10-06", "event": "expelled"}, {"value": "2021-10-06", "event": "Expelled"}], 1),
    ("same day, other event", "dates", [{"value": "2021-10-06", "event": "expelled"}, {"value": "2021-10-06", "event": "met"}], 2),
    ("action", "actions", [{"verb": "expel", "actor": "NATO"}, {"verb": "Expel", "actor": "nato", "place": "Brussels"}], 1),
    ("same verb, other actor", "actions", [{"verb": "say", "actor": "NATO"}, {"verb": "say", "actor": "Russia"}], 2),
]


@pytest.mark.parametrize(("field", "items", "left"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_same_items_become_one(field: str, items: list[dict[str, Any]], left: int) -> None:
    """Two parts that say the same give one item; ones that differ stay two; the later one adds what the first lacks."""
    merged = merge(NewsRecord, [{field: [items[0]]}, {field: [items[1]]}])[field]
    assert len(merged) == left
    if left == 1:
        assert {key for item in items for key in item} - {"aliases"} <= merged[0].keys()


class Toll(BaseModel):
    killed: Annotated[int, Quantity(of="people killed")] | None = None
    place: str | None = None
    sources: list[Annotated[str, Mention()]] = []


class Tolls(BaseModel):
    tolls: list[Toll] = []


@pytest.mark.parametrize(("second", "left"), [({"killed": 3, "place": "Arle", "sources": ["police"]}, 1), ({"killed": 4}, 2)], ids=str)
def test_markers_inside_a_type_say_what_is_the_same(second: dict[str, Any], left: int) -> None:
    """A marker inside a union tells the identity of an item; values that an item lists do not."""
    assert len(merge(Tolls, [{"tolls": [{"killed": 3}]}, {"tolls": [second]}])["tolls"]) == left


def test_references_follow_their_items() -> None:
    """Ids of a later part are counted on, and what refers to them goes along, also to items that became one, also backwards."""
    one = {
        "actors": [{"id": "a1", "name": "NATO"}, {"id": "a2", "name": "Peskov", "affiliation": "a3"}, {"id": "a3", "name": "Russia"}],
        "actions": [{"id": "x1", "verb": "expel", "actor": "a1", "target": "a3"}],
    }
    two = {
        "actors": [{"id": "a1", "name": "Slutsky", "affiliation": "a2"}, {"id": "a2", "name": "Duma"}, {"id": "a3", "name": "NATO"}],
        "actions": [{"id": "x1", "verb": "dismiss", "actor": "a1", "source": "a1"}],
        "counts": [{"id": "c1", "value": 8, "actor": "a3", "action": "x1"}],
        "quotes": [{"id": "q1", "text": "a1", "speaker": "a1", "evidence": [{"text": "a1"}]}],
    }
    before = copy.deepcopy([one, two])
    merged = merge(NewsRecord, [one, two])
    assert [one, two] == before
    assert [(a["id"], a["name"], a.get("affiliation")) for a in merged["actors"]] == [
        ("a1", "NATO", None),
        ("a2", "Peskov", "a3"),
        ("a3", "Russia", None),
        ("a4", "Slutsky", "a5"),
        ("a5", "Duma", None),
    ]
    assert merged["actions"][1] == {"id": "x2", "verb": "dismiss", "actor": "a4", "source": "a4"}
    assert merged["counts"] == [{"id": "c1", "value": 8, "actor": "a1", "action": "x2"}]
    assert merged["quotes"][0]["speaker"] == "a4"
    assert merged["quotes"][0]["evidence"] == [{"text": "a1"}]


def test_any_schema() -> None:
    """Without markers items are the same when their content is; what stands once comes from the first part that has it."""
    parts = [
        {"number": None, "lines": [{"article": "Nut", "price": 1.0}], "notes": ["paid"]},
        {"number": "7", "lines": [{"article": "nut", "price": 1}, {"article": "Nut", "price": 2.0}], "notes": ["Paid", "late"]},
        {"number": "8", "lines": [], "notes": []},
    ]
    assert merge(Invoice, parts) == {
        "number": "7",
        "lines": [{"article": "Nut", "price": 1.0}, {"article": "Nut", "price": 2.0}],
        "notes": ["paid", "late"],
    }


RECORDS = st.fixed_dictionaries(
    {
        "actors": st.lists(st.fixed_dictionaries({"id": st.sampled_from(["a1", "a2", "a3"]), "name": st.sampled_from("ABCD")}), max_size=3),
        "quotes": st.lists(
            st.fixed_dictionaries({"text": st.sampled_from("uvw"), "speaker": st.sampled_from(["a1", "a2", "X"])}), max_size=3
        ),
    }
)


@given(st.lists(RECORDS, min_size=1, max_size=4))
def test_merging_is_sound(records: list[dict[str, Any]]) -> None:
    """Every name and quotation is there once, the result is a record, and merging it with itself adds nothing."""
    merged = merge(NewsRecord, records)
    NewsRecord.model_validate(merged)
    names = [actor["name"] for actor in merged["actors"]]
    assert len(names) == len(set(names))
    assert {actor["name"] for record in records for actor in record["actors"]} == set(names)
    assert {quote["text"] for record in records for quote in record["quotes"]} == {quote["text"] for quote in merged["quotes"]}
    again = merge(NewsRecord, [merged, merged])
    assert [actor["name"] for actor in again["actors"]] == names


OLD: dict[str, Any] = {
    "actors": [{"id": "a1", "name": "NATO"}],
    "counts": [
        {"id": "c1", "value": 8, "of": "members"},
        {"id": "c2", "value": 21, "of": "mission members", "actor": "a1"},
        {"id": "c3", "value": 18, "unit": "month"},
    ],
}
MENDED: list[tuple[str, dict[str, Any], list[str], list[Any]]] = [
    ("the flagged item is replaced", {"counts": [{"id": "c2", "value": 20}]}, ["/counts/1"], [8, 20, 18]),
    ("others stay as they are", {"counts": [{"id": "c1", "value": 9}, {"id": "c2", "value": 20}]}, ["/counts/1"], [8, 20, 18]),
    ("an item left out goes", {"counts": [{"id": "c1", "value": 8}]}, ["/counts/1/actor"], [8, 18]),
    ("an empty reply takes only the flagged", {}, ["/counts/0", "/counts/2"], [21]),
    ("a finding about nothing changes nothing", {"counts": []}, ["/counts/7", "/nowhere/1"], [8, 21, 18]),
    (
        "an unasked item is not taken",
        {"counts": [{"id": "c2", "value": 20}, {"id": "c9", "value": 99}]},
        ["/counts/1"],
        [8, 20, 18],
    ),
]


@pytest.mark.parametrize(("new", "flagged", "values"), [case[1:] for case in MENDED], ids=[case[0] for case in MENDED])
def test_repair_touches_what_was_flagged(new: dict[str, Any], flagged: list[str], values: list[Any]) -> None:
    """A repaired record changes the items with findings and no other."""
    assert [count["value"] for count in mend(OLD, new, flagged)["counts"]] == values


def test_repair_brings_along_what_it_refers_to() -> None:
    """A mended item that refers to a new actor brings that actor, and whom that one refers to."""
    new = {
        "actors": [{"id": "a2", "name": "Peskov", "affiliation": "a3"}, {"id": "a3", "name": "Russia"}, {"id": "a4", "name": "Nobody"}],
        "counts": [{"id": "c2", "value": 21, "actor": "a2"}],
    }
    assert [actor["name"] for actor in mend(OLD, new, ["/counts/1/actor"])["actors"]] == ["NATO", "Peskov", "Russia"]


def test_repair_without_ids() -> None:
    """Items without ids are matched by what they have in common; a value that stands once is taken over."""
    old = {"total": 5, "lines": [{"article": "Nut", "price": 1}, {"article": "Bolt", "price": 2}]}
    new = {"total": 4, "lines": [{"article": "Bolt", "price": 3}, {"article": "Nut", "price": 1}]}
    assert mend(old, new, ["/lines/1/price", "/total"]) == {
        "total": 4,
        "lines": [{"article": "Nut", "price": 1}, {"article": "Bolt", "price": 3}],
    }
