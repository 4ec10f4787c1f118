"""Reading a reply: what is taken, what is refused, and with which words."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from extractor.engines.llm.reply import ReplyProblem, bare_json, content_of, record_from, scan, usage_of
from extractor.schemas.news import NewsRecord


class Bill(BaseModel):
    """A bill."""

    model_config = ConfigDict(extra="forbid")
    total: Decimal
    day: dt.date | None = None
    units: int = 1


TAKEN = [
    ('{"total": 12.10}', "12.1", "a JSON number"),
    ('{"total": "12.10"}', "12.10", "numbers as text are what models write"),
    ('{"total": 12, "day": "2021-10-06", "units": 3.0}', "12", "3.0 is the whole number 3"),
    ('```\n{"total": 1}\n```', "1", "a fence without a language"),
    ('```JSON  \n{"total": 1}```', "1", "a fence that ends on the line"),
    ('\n\n {"total": 1} \n', "1", "space around"),
]
REFUSED = [
    ('{"total": 1.5.2}', "not_json", "not JSON", "no number"),
    ("{'total': 1}", "not_json", "not JSON", "Python is not JSON"),
    ('{"total": 1,}', "not_json", "not JSON", "a comma too many"),
    ('```json\n{"total": 1}\n```\nHope this helps!', "not_json", "not JSON", "which of two would count is a guess"),
    ('{"total": 1} {"total": 2}', "not_json", "not JSON", "two records"),
    ('"total"', "invalid", "a JSON str", "no object"),
    ("null", "invalid", "a JSON NoneType", "no object"),
    ('{"total": 1, "units": 1.5}', "invalid", "/units", "half a unit"),
    ('{"day": "2021-02-30", "total": 1}', "invalid", "/day", "no such day"),
    ('{"a": {"b": 1, "b": 1}, "total": 1}', "invalid", "stands twice", "deep inside, and equal"),
    ("{}", "invalid", "/total: Field required", "missing"),
]


@pytest.mark.parametrize(("text", "total", "why"), TAKEN, ids=[case[2] for case in TAKEN])
def test_taken(text: str, total: str, why: str) -> None:
    """Replies that say one thing only are read."""
    record = record_from(text, Bill)
    assert isinstance(record, Bill)
    assert record.total == Decimal(total)


@pytest.mark.parametrize(("text", "kind", "words", "why"), REFUSED, ids=[case[3] for case in REFUSED])
def test_refused(text: str, kind: str, words: str, why: str) -> None:
    """Replies that could be read in two ways, or do not fit, are refused with the place."""
    with pytest.raises(ReplyProblem) as caught:
        record_from(text, Bill)
    assert (caught.value.kind, caught.value.reask) == (kind, True)
    assert words in caught.value.detail


def test_long_lists_of_misfits_are_short() -> None:
    """Five places are told and the rest counted, so that a re-ask does not drown the article."""
    text = json.dumps({"counts": [{"value": "x" * 500}] * 40})
    with pytest.raises(ReplyProblem, match="and 35 more") as caught:
        record_from(text, NewsRecord)
    assert len(caught.value.detail) < 1000


def outcome(read: Callable[[], object]) -> str:
    """What reading ends in: fine, or the kind of problem; any other exception passes through."""
    try:
        read()
    except ReplyProblem as problem:
        return problem.kind
    return "fine"


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text of a model raises anything but `ReplyProblem`."""
    assert outcome(lambda: record_from(text, NewsRecord)) in ("fine", "not_json", "invalid")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["choices", "usage", "error", "x"]), JSON, max_size=4), st.sampled_from([None, "R"]))
def test_any_completion_is_read_or_refused(raw: dict[str, Any], tool: str | None) -> None:
    """No shape of a completion raises anything but `ReplyProblem`."""
    assert all(count >= 0 for count in usage_of(raw).values())
    assert outcome(lambda: content_of(raw, tool)) in ("fine", "empty")


@given(st.fixed_dictionaries({"message": JSON, "finish_reason": JSON}), st.sampled_from([None, "R"]))
def test_any_message_is_read_or_refused(choice: dict[str, Any], tool: str | None) -> None:
    """No shape of a message raises anything but `ReplyProblem`."""
    kinds = ("fine", "empty", "invalid", "refused", "truncated", "content_filter")
    assert outcome(lambda: content_of({"choices": [choice]}, tool)) in kinds


def test_parts_of_content() -> None:
    """Content that comes as a list of parts is joined."""
    message = {"content": [{"type": "text", "text": '{"a":'}, {"type": "text", "text": "1}"}]}
    assert content_of({"choices": [{"message": message}]}, None) == '{"a":1}'


HUGE = ["```json\n" * 50_000, "<think>" * 100_000, "`" * 1_000_000, "{" * 500_000, '{"a":' * 200_000, "[" * 1_000_000]


@pytest.mark.parametrize("text", HUGE, ids=["fences", "thoughts", "ticks", "braces", "nested", "brackets"])
def test_linear_time(text: str) -> None:
    """A megabyte of the same marks is read in no time."""
    start = time.monotonic()
    bare_json(text)
    with pytest.raises(ReplyProblem):
        scan(text)
    assert time.monotonic() - start < 2
