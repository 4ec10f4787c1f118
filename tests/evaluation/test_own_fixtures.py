"""Our own fixtures: the cases come out as pinned, careless replies are refused claim by claim, figures stay above their floors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.cli.main import main

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SUPPORTED = {"exact", "equivalent", "derived", "approximate"}


def test_every_case_comes_out_as_pinned() -> None:
    """`extractor test fixtures` is green, and no case is missing what it expects."""
    result = CliRunner().invoke(main, ["test", str(FIXTURES)])
    assert result.exit_code == 0, result.output


def test_figures_stay_above_their_floors() -> None:
    """`extractor evaluate fixtures` holds the floors on the data they were measured on."""
    result = CliRunner().invoke(main, ["evaluate", str(FIXTURES), "--floors", str(FIXTURES / "floors.toml")])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("case", "refused"),
    [
        ("nato-reply-good", set()),
        ("nato-reply-repaired", set()),
        ("instruction-obeyed", {"/actions/0", "/counts/0"}),
        (
            "nato-reply-careless",
            {"/actions/0", "/dates/0", "/dates/2", *(f"/counts/{n}" for n in range(5)), *(f"/quotes/{n}" for n in range(4))},
        ),
    ],
)
def test_pinned_verdicts_are_the_right_ones(case: str, refused: set[str]) -> None:
    """What is pinned is what a desk editor would say: careless claims refused, the others supported."""
    findings = json.loads((FIXTURES / "news" / case / "expected.json").read_text(encoding="utf-8"))["findings"]
    assert {f["path"] for f in findings if f["verdict"] not in SUPPORTED} == refused
