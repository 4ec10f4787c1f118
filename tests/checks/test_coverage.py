"""What the article holds and the record does not use."""

from __future__ import annotations

from collections.abc import Callable

from extractor.checks import find_unused, run_checks
from extractor.core.annotations import Annotations
from extractor.schemas.news import NewsRecord

TEXT = 'Lund, 5 May 2023\n\nOn Tuesday the council hired 40 teachers and fired 12 clerks. "We had no choice," Mayor Anna Berg said.'
Read = Callable[[str, str | None], Annotations]


def test_an_empty_record_leaves_everything_unused(read: Read) -> None:
    """Numbers, the quotation and the date of the content are listed in order, with their reading; the dateline is not."""
    annotations = read(TEXT, "2023-05-05")
    unused = find_unused(NewsRecord(), annotations, ())
    found = [(u.kind, u.text) for u in unused if u.kind != "date"]
    assert found == [("number", "40"), ("number", "12"), ("quotation", "We had no choice,")]
    assert "2023-05-02" in [u.reading for u in unused]
    assert all(TEXT[u.start : u.end] == u.text for u in unused)


def test_what_a_supported_claim_rests_on_is_used(read: Read) -> None:
    """A supported count takes its number off the list; a refused one does not."""
    annotations = read(TEXT, "2023-05-05")
    record = NewsRecord.model_validate({"counts": [{"value": 40, "of": "teachers hired"}, {"value": 13, "of": "clerks fired"}]})
    unused = find_unused(record, annotations, run_checks(record, annotations))
    assert [u.text for u in unused if u.kind == "number"] == ["12"]
