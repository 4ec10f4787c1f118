"""Planted errors: seeded, one claim false each, and found through the markers of any schema."""

from __future__ import annotations

import json

import pytest

from extractor.evaluation.plant import plant
from extractor.schemas.news import NewsRecord

RECORD = NewsRecord.model_validate(
    {
        "actors": [{"id": "a1", "name": "NATO"}, {"id": "a2", "name": "Dmitry Peskov"}],
        "actions": [{"id": "x1", "actor": "a1", "verb": "expel"}, {"id": "x2", "actor": "a2", "verb": "say"}],
        "counts": [{"value": 8, "of": "members expelled"}, {"value": 62, "unit": "percent", "of": "members"}],
        "quotes": [{"text": "There is a glaring discrepancy between words and actions", "speaker": "a2"}, {"text": "No", "speaker": "a1"}],
        "dates": [{"value": "2014", "event": "annexation"}],
    }
)


def test_same_seed_same_errors() -> None:
    """The generator is a function of record and seed."""
    assert list(plant(RECORD, seed=3)) == list(plant(RECORD, seed=3))


def test_one_item_is_false_each() -> None:
    """A copy differs from the record in one field of the item it names."""
    true = RECORD.model_dump(mode="json", exclude_none=True)
    for bad in plant(RECORD):
        changed = [
            (f"/{name}/{i}", key)
            for name, items in true.items()
            for i, item in enumerate(items)
            for key in {*item, *bad.record[name][i]}
            if item.get(key) != bad.record[name][i].get(key)
        ]
        assert len(changed) == 1 and changed[0][0] == bad.path, (bad.operator, changed)


@pytest.mark.parametrize(
    "operator",
    [
        "another figure",
        "figure of another item",
        "hedge changed",
        "unit changed",
        "quotation altered",
        "speaker swapped",
        "agent swapped",
        "year moved",
        "name misspelt",
    ],
)
def test_every_operator_finds_something(operator: str) -> None:
    """Each kind of error is planted where the record has its field, at most as often as asked for."""
    made = [bad for bad in plant(RECORD, per_operator=2) if bad.operator == operator]
    assert 1 <= len(made) <= 2
    assert [json.loads(json.dumps(bad.record)) for bad in made] == [bad.record for bad in made]
