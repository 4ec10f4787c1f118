"""Quotations, dates, actors and actions: cases as data, each with its verdict and the reason for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor.checks import check_claim, rulebook
from extractor.core.annotations import Annotations
from extractor.core.finding import Verdict
from extractor.core.rule import Example

FILES = sorted((Path(__file__).parent / "cases").glob("*.jsonl"))
CASES = [json.loads(line) for file in FILES for line in file.read_text(encoding="utf-8").splitlines()]
Read = Callable[[str, str | None], Annotations]


@pytest.mark.parametrize("case", CASES, ids=[f"{c['id']}: {c['why']}" for c in CASES])
def test_a_case_gets_its_verdict(case: dict[str, Any], read: Read) -> None:
    """The verdict is the one the case states, and its spans lie in the article."""
    claim = rulebook.claim_of(Example(case["text"], case["expect"], case["claim"]))
    assert claim is not None
    found = check_claim(claim, read(case["text"], case["published"]))
    assert found.verdict.value == case["expect"], found.message
    assert bool(found.spans) != (found.verdict is Verdict.ABSENT)
    assert all(0 <= a < b <= len(case["text"]) for a, b in found.spans)
    assert found.path in found.message


def _stated(claim: dict[str, Any]) -> str | None:
    """The words of a claim that an unrelated sentence may hold; None where its mere presence is what is claimed."""
    if claim["kind"] == "date":
        return str(claim["value"]).replace("../", "").replace("/..", "") if "event" in claim else None
    return claim.get("text", claim.get("verb"))


REFUSED = [c for c in CASES if not Verdict(c["expect"]).supported and _stated(c["claim"])]


@pytest.mark.parametrize("case", REFUSED, ids=[f"{c['id']}: {c['why']}" for c in REFUSED])
def test_an_unrelated_sentence_never_supports_a_refused_claim(case: dict[str, Any], read: Read) -> None:
    """The claimed words or date in a sentence about something else change no refusal into support."""
    text = f"{case['text']}\n\nA clerk in Oulu wrote the note 7 to 4 and cited {_stated(case['claim'])} in a letter about fishing."
    claim = rulebook.claim_of(Example(text, case["expect"], case["claim"]))
    assert claim is not None
    assert not check_claim(claim, read(text, case["published"])).verdict.supported
