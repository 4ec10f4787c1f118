"""Many cases at once: offline and replayed ones together, in order, over several processes, each failure at its own case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.cases import make_cases
from extractor.evaluation.case import find_cases
from extractor.evaluation.suite import run_suite


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty cases, every second one with a model's reply, as they come out now."""
    root = tmp_path_factory.mktemp("cases")
    make_cases(root, 60)
    assert {outcome.status for outcome in run_suite(find_cases(root), update=True, jobs=2)} == {"updated"}
    return root


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_order_and_drift(cases: Path, jobs: int) -> None:
    """However many processes, outcomes come in order, and the three cases that were changed are the three that fail."""
    folders = find_cases(cases)
    changed = {folders[i]: (folders[i] / "expected.json").read_bytes() for i in (0, 31, 59)}
    for folder, before in changed.items():
        expected = json.loads(before)
        expected["record"]["counts"][0]["value"] += 1
        (folder / "expected.json").write_text(json.dumps(expected), encoding="utf-8")
    try:
        outcomes = list(run_suite(folders, jobs=jobs))
    finally:
        for folder, before in changed.items():
            (folder / "expected.json").write_bytes(before)
    assert [Path(outcome.folder) for outcome in outcomes] == folders
    assert [outcome.folder for outcome in outcomes if not outcome.good] == [folder.as_posix() for folder in changed]
    assert all(d.path.startswith("/record/counts/") for outcome in outcomes for d in outcome.differences)
    assert [outcome.made_by for outcome in outcomes[:2]] == [None, "person"]


def test_the_cases_are_no_empty_ones(cases: Path) -> None:
    """They hold counts and quotations, some of them held: the figures in the docs are about real work."""
    results = [json.loads((folder / "expected.json").read_text(encoding="utf-8")) for folder in find_cases(cases)]
    assert all(result["record"]["counts"] and result["findings"] for result in results)
    assert any(result["held"] for result in results) and not all(result["held"] for result in results)


def test_only(cases: Path) -> None:
    """A pattern or a part of the name picks cases."""
    assert len(find_cases(cases, "news/case-000*")) == 10
    assert len(find_cases(cases, "case-0059")) == 1
    assert find_cases(cases, "nothing") == []
