"""The JSON document obeys its published JSON Schema, and the same input gives the same bytes."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from extractor import NewsRecord, check, extract
from extractor.core.extraction import Extraction
from extractor.writers.document import document, document_schema

SCHEMA = document_schema(NewsRecord)
TEXT = "NATO expelled eight members on Wednesday. “No,” Ann Lee said. It cost $3.5m, or 0.1 percent."


def results() -> dict[str, Extraction[Any]]:
    wrong = {"actors": [{"id": "a1", "name": "ACME"}], "counts": [{"value": 9, "of": "members expelled", "actor": "a1"}]}
    return {
        "offline": extract(TEXT, published="2021-10-07"),
        "nothing found": extract("Rain."),
        "held": check(wrong, TEXT),
        "annotated": check(wrong, TEXT, policy="annotate"),
    }


@pytest.mark.parametrize("name", ["offline", "nothing found", "held", "annotated"])
def test_document_obeys_its_schema(name: str) -> None:
    """Documents of every kind are valid; so is the schema itself."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(json.loads(json.dumps(document(results()[name]))), SCHEMA)


def test_schema_refuses_what_is_no_document() -> None:
    """An unknown key or verdict does not pass."""
    good = json.loads(json.dumps(document(results()["held"])))
    for bad in ({**good, "extra": 1}, {**good, "findings": [{**good["findings"][0], "verdict": "fine"}]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(bad, SCHEMA)


def test_same_input_same_bytes() -> None:
    """Two runs write the same document."""
    one, two = (json.dumps(document(extract(TEXT, published="2021-10-07"))) for _ in range(2))
    assert one == two


def test_held_items_point_to_their_findings() -> None:
    """What is held keeps its place, its content and the findings that refuse it."""
    value = document(results()["held"])
    held = {entry["path"]: entry for entry in value["held"]}
    assert "/counts/0" in held and held["/counts/0"]["item"]["value"] == 9
    for entry in held.values():
        assert entry["findings"] and all(value["findings"][i]["verdict"] != "exact" for i in entry["findings"])
