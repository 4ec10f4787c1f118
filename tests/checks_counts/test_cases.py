"""Sentences with claims and their verdicts: every class of figure, supported and refused side by side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor.checks.counts import check_count

from .reading import claim, read

_FILES = ("cases.jsonl", "elsewhere.jsonl", "scores.jsonl", "figures.jsonl", "small_counts.jsonl", "durations.jsonl")
_ROWS = [json.loads(line) for name in _FILES for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()]
_CASES = [
    pytest.param(row["text"], fields, verdict, id=f"{n}.{k}: {why}")
    for n, row in enumerate(_ROWS)
    for k, (fields, verdict, why) in enumerate(row["claims"])
]


@pytest.mark.parametrize(("text", "fields", "verdict"), _CASES)
def test_verdict(text: str, fields: dict[str, object], verdict: str) -> None:
    """A claim gets the verdict that the text gives it."""
    finding = check_count(claim(fields), read(text))
    assert finding.verdict == verdict, finding.message


@pytest.mark.parametrize(("text", "fields", "verdict"), _CASES)
def test_evidence_slices(text: str, fields: dict[str, object], verdict: str) -> None:
    """Every span lies in the text, and only an absent value has none."""
    finding = check_count(claim(fields), read(text))
    assert all(0 <= start < end <= len(text) for start, end in finding.spans)
    assert finding.spans or finding.verdict == "absent"
    assert finding.message.startswith("/counts/0 is ")
