"""The date reader on written cases: each line of cases.jsonl says why it stands there."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from extractor.core.annotations import Block
from extractor.core.edtf import interval
from extractor.recognizers.dates import anchor_of, find_dates, joined_ranges
from extractor.recognizers.dates.rules import RULES

CASES = [json.loads(line) for line in (Path(__file__).parent / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
PUBLISHED = datetime.date(2021, 10, 7)


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_case(case: dict) -> None:
    """A text gives exactly these expressions with these values."""
    found = find_dates(case["text"], published=_day(case["published"]))
    assert [[m.text, m.value] for m in found] == case["expect"]
    assert all(m.value or m.reason for m in found)


EXAMPLES = [(rule.id, example) for rule in RULES for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{rule}: {example.text}" for rule, example in EXAMPLES])
def test_rule_example(rule: str, example) -> None:
    """A rule reads its own examples, and nothing is found in its negative ones."""
    found = find_dates(example.text, published=_day(example.published))
    if not example.expect:
        assert found == ()
        return
    assert example.expect in [m.value or " | ".join(m.alternatives) or "unresolved" for m in found if m.rule == rule]


def test_rules_are_complete() -> None:
    """D20 to D33 each stand once, with two to five examples and one that finds nothing."""
    assert [rule.id for rule in RULES] == [f"D{n}" for n in range(20, 34)]
    for rule in RULES:
        assert 2 <= len(rule.examples) <= 5
        assert any(not example.expect for example in rule.examples)


ANCHORS = [
    ("Fire\n\nSaturday, September 12, 2015\n\nIt burned.", "2015-09-20", "2015-09-12", "a line that is a day"),
    ("Ants heal themselves Tuesday, September 1, 2015\n\nThey do.", None, "2015-09-01", "a headline that runs into the day"),
    ("LONDON, March 3 (Reuters) - Shares fell.", "2021-03-04", "2021-03-03", "agency dateline without year"),
    ("BERLIN, Dec. 31 (AP) - Fireworks.", "2022-01-01", "2021-12-31", "the year that fits the publication day"),
    ("LONDON, March 3 (Reuters) - Shares fell.", None, None, "no year and nothing to take it from"),
    ("Shares fell on March 3, 2020, and rose again.", "2021-03-04", "2021-03-04", "a date in a sentence is no dateline"),
    ("Shares fell.", None, None, "nothing at all"),
]


@pytest.mark.parametrize(("text", "published", "expected", "why"), ANCHORS, ids=[row[3] for row in ANCHORS])
def test_anchor(text: str, published: str | None, expected: str | None, why: str) -> None:
    """The dateline comes first, then the day of publication."""
    assert anchor_of(text, _day(published), ()) == _day(expected)


def test_anchor_from_block() -> None:
    """A block of kind dateline is read even far below the top."""
    head = "Filler line.\n" * 30
    text = head + "3 March 2021\nIt burned."
    block = Block(len(head), len(head) + 12, "dateline")
    assert anchor_of(text, None, (block,)) == datetime.date(2021, 3, 3)
    assert anchor_of(text, None, ()) is None


def test_anchored_mentions_say_so() -> None:
    """A computed value names its anchor and the tense, a written one does not."""
    computed, written = find_dates("They left on Wednesday after arriving on 2 May 2019.", published=PUBLISHED)
    assert (computed.resolved, computed.anchor, computed.tense, computed.rule) == (True, "2021-10-07", "past", "D21")
    assert (written.resolved, written.anchor) == (False, None)


def test_joined_ranges() -> None:
    """Two complete dates with to or a dash between them give a range, with and none."""
    text = "He ruled from 2004 to 2009 and wrote in 2011 and 2012 (8 February 1700 – 17 March 1782)."
    assert [m.value for m in joined_ranges(text, find_dates(text))] == ["2004/2009", "1700-02-08/1782-03-17"]


def test_values_of_a_long_history_are_edtf() -> None:
    """Every value is EDTF that names real days."""
    text = " ".join(case["text"] for case in CASES)
    values = [m.value for m in find_dates(text, published=PUBLISHED) if m.value]
    assert len(values) > 50
    assert all(interval(value) is not None for value in values)
