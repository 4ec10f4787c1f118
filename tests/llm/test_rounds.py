"""Fill, check, ask again, keep the best: with a check that is known, over real HTTP."""

from __future__ import annotations

import json
from typing import Any

import pytest

from extractor.core.article import Article
from extractor.core.extraction import Unused
from extractor.core.finding import Finding, Verdict
from extractor.engines.llm import LLMEngine
from extractor.errors import EngineError
from extractor.rounds import fill_and_check
from extractor.schemas.news import NewsRecord
from tests.llm.setting import BAD, TEXT, options, run

TRUE = {8: Verdict.EXACT, 20: Verdict.EXACT, 5: Verdict.AMBIGUOUS}


def check(record: Any) -> tuple[Finding, ...]:
    """8 and 20 are true, 5 is undecided, every other number is false; the expected value is 1234."""
    return tuple(
        Finding(f"/counts/{i}", "count", verdict, "M1", "expected 1234", ((5, 28),), "1234", None, "1234", str(count.value))
        for i, count in enumerate(record.counts)
        for verdict in [TRUE.get(int(count.value), Verdict.CONTRADICTED)]
    )


def unused(record: Any, _: Any) -> tuple[Unused, ...]:
    return () if any(count.value == 20 for count in record.counts) else (Unused("number", 14, 19, "eight", "20"),)


def counts(*values: int) -> dict[str, str]:
    return {"content": json.dumps({"counts": [{"id": f"c{i}", "value": value} for i, value in enumerate(values, 1)]})}


def go(url: str, *, retries: int = 2, complete: bool = False, **given: Any) -> Any:
    async def work() -> Any:
        async with LLMEngine(options(url, **given)) as engine:
            return await fill_and_check(engine, Article(TEXT), NewsRecord, retries=retries, complete=complete, check=check, unused=unused)

    return run(work())


def values(checked: Any) -> list[int]:
    return [int(count.value) for count in checked.draft.record.counts]


ROUNDS: list[tuple[str, list[dict[str, Any]], list[int], int, dict[str, Any]]] = [
    ("all true at once", [counts(8, 20)], [8, 20], 1, {}),
    ("mended at once", [counts(8, 9), counts(8, 20)], [8, 20], 2, {"repairs": 1}),
    ("mended the second time", [counts(8, 9), counts(8, 7), counts(8, 20)], [8, 20], 3, {"repairs": 2, "repairs_refused": 1}),
    ("never mended", [counts(8, 9), counts(8, 7), counts(8, 6)], [8, 9], 3, {"repairs": 2, "repairs_refused": 2}),
    ("undecided is asked too, and better than false", [counts(8, 9), counts(8, 5), counts(8, 5)], [8, 5], 3, {"repairs": 2}),
    ("what was good is not lost", [counts(8, 9), {"content": "{}"}], [8], 2, {"repairs": 1}),
    ("what was good is not changed", [counts(8, 9), counts(7, 20)], [8, 20], 2, {"repairs": 1}),
    ("repair that is no JSON", [counts(8, 9), {"content": "Sorry!"}], [8, 9], 3, {"repair_failed": "not_json"}),
    ("repair refused", [counts(8, 9), {"refusal": "no"}], [8, 9], 2, {"repair_failed": "refused"}),
    ("repair meets a 500", [counts(8, 9), {"status": 500}], [8, 9], 2, {"repair_failed": "server"}),
    ("re-asks and repairs share the retries", [{"content": BAD}, counts(8, 9), counts(8, 7)], [8, 9], 3, {"reasks": 1, "repairs": 1}),
]


@pytest.mark.parametrize(("script", "left", "requests", "told"), [case[1:] for case in ROUNDS], ids=[case[0] for case in ROUNDS])
def test_best_attempt_is_kept(script: list[dict[str, Any]], left: list[int], requests: int, told: dict[str, Any], serve: Any) -> None:
    """The record with the fewest false claims wins, whatever happens afterwards; every attempt is counted."""
    server = serve(script)
    checked = go(server.url)
    assert values(checked) == left
    assert len(server.bodies) == requests
    provenance = checked.draft.provenance
    assert provenance["attempts"] == requests
    paid = sum("content" in reply or "refusal" in reply for reply in (script + script[-1:] * 3)[:requests])
    assert provenance["usage"]["total_tokens"] == 120 * paid
    assert {key: provenance[key] for key in told} == told
    assert checked.findings == check(checked.draft.record)


def test_no_retries(serve: Any) -> None:
    """--retries 0 asks once."""
    server = serve([counts(9), counts(8)])
    assert values(go(server.url, retries=0)) == [9]


def test_nothing_could_be_had(serve: Any) -> None:
    """Without a first record there is an error."""
    with pytest.raises(EngineError):
        go(serve([{"status": 500}]).url)


def test_repair_tells_the_finding_and_never_the_answer(serve: Any) -> None:
    """The repair request holds the claim, what is wrong and the article's words; not the expected value, reading or message."""
    server = serve([counts(8, 9), counts(8, 20)])
    go(server.url)
    sent = json.dumps(server.bodies[1])
    assert "/counts/1 claims: 9" in sent
    assert "The article says otherwise." in sent
    assert "expelled eight members" in sent
    assert "1234" not in sent
    assert "/counts/0 claims" not in sent


@pytest.mark.parametrize(
    ("more", "left", "told"),
    [
        (counts(20), [8, 20], {"completions": 1}),
        (counts(8, 20), [8, 20], {"completions": 1}),
        (counts(99), [8], {"completions": 1, "completions_refused": 1}),
        ({"content": "{}"}, [8], {"completions": 1, "completions_refused": 1}),
        ({"status": 500}, [8], {"complete_failed": "server"}),
    ],
    ids=["adds", "adds without doubling", "false addition", "nothing to add", "fails"],
)
def test_complete_asks_once(more: dict[str, Any], left: list[int], told: dict[str, Any], serve: Any) -> None:
    """--complete asks once for what is missing and takes what holds; the gaps are told with their words."""
    server = serve([counts(8), more])
    checked = go(server.url, complete=True)
    assert values(checked) == left
    assert len(server.bodies) == 2
    assert "1. number: eight" in server.bodies[1]["messages"][1]["content"]
    assert {key: checked.draft.provenance[key] for key in told} == told


def test_complete_is_not_asked_for_nothing(serve: Any) -> None:
    """Without gaps there is no further request."""
    server = serve([counts(8, 20)])
    go(server.url, complete=True)
    assert len(server.bodies) == 1


def test_rounds_come_from_the_cache(serve: Any, tmp_path: Any) -> None:
    """A second run of the same rounds costs no request and gives the same record."""
    server = serve([counts(8, 9), counts(8, 20)])
    given = {"cache": True, "cache_path": tmp_path / "c.db"}
    first, second = go(server.url, **given), go(server.url, **given)
    assert values(first) == values(second) == [8, 20]
    assert len(server.bodies) == 2
    assert second.draft.provenance == {**first.draft.provenance, "cached": True}
