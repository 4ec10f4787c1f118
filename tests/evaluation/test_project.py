"""A user's project from start to green: init, test, change, red with a reason, update, green; and the pytest plugin."""

from __future__ import annotations

import json
import os
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from extractor.cli.main import main

CASE = Path("fixtures/incident/harbour-fire")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder after `extractor init`."""
    monkeypatch.chdir(tmp_path)
    result = run("init")
    assert result.exit_code == 0, result.output
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_init_makes_a_project_that_passes(project: Path) -> None:
    """Schema, prompt and case are there, and the case passes without network."""
    for name in ("extractor.toml", "schemas/incident.py", "prompts/incident.v1.md", CASE / "article.txt", CASE / "expected.json"):
        assert (project / name).is_file(), name
    result = run("test")
    assert result.exit_code == 0, result.output
    assert "1 passed" in result.stderr
    record = json.loads((project / CASE / "expected.json").read_text(encoding="utf-8"))["record"]
    assert (record["killed"], record["injured"], record["day"]) == (2, 14, "2024-05-13")


def test_init_leaves_what_is_there(project: Path) -> None:
    """A second init changes nothing."""
    schema = project / "schemas/incident.py"
    schema.write_text(schema.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    assert run("init").exit_code == 0
    assert schema.read_text(encoding="utf-8").endswith("# mine\n")


def test_changed_article_is_red_with_the_field_named_and_update_makes_it_green(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed article fails at the field it changes; --update accepts it."""
    article = project / CASE / "article.txt"
    article.write_text(article.read_text(encoding="utf-8").replace("injured 14", "injured 15"), encoding="utf-8")
    red = run("test", "--junit", "report.xml", "--json", "report.json")
    assert red.exit_code == 1
    assert "/record/injured" in red.stdout and "expected 14" in red.stdout
    assert ElementTree.parse(project / "report.xml").find(".//failure") is not None
    differences = json.loads((project / "report.json").read_text(encoding="utf-8"))["cases"][0]["differences"]
    assert any(d["path"] == "/record/injured" and d["found"] == 15 for d in differences)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert "::error file=fixtures/incident/harbour-fire/expected.json" in run("test").stdout
    assert run("test", "--update").exit_code == 0
    assert run("test").exit_code == 0


def test_only_picks_cases(project: Path) -> None:
    """--only keeps the cases that match and says so when none does."""
    assert run("test", "--only", "harbour").exit_code == 0
    none = run("test", "--only", "nothing")
    assert none.exit_code == 2 and "nothing" in none.stderr


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"published": "soon"}, "is no day"),
        ({"extra": 1}, "unknown key extra"),
        ({"case": {"modle": "offline"}}, "unknown key modle"),
        ({"case": {"tolerance": {"/killed": "much"}}}, "Check the keys"),
    ],
    ids=["no day", "unknown key", "unknown setting", "tolerance that is no number"],
)
def test_a_broken_case_is_an_error_that_names_it(project: Path, change: dict[str, object], words: str) -> None:
    """A case that cannot be read is an error, not a pass."""
    about = project / CASE / "article.json"
    about.write_text(json.dumps({"published": "2024-05-15", **change}), encoding="utf-8")
    result = run("test")
    assert result.exit_code == 1 and words in result.stdout and "article.json" in result.stdout


def test_a_case_without_expectation_is_an_error(project: Path) -> None:
    """A missing expected.json never passes."""
    (project / CASE / "expected.json").unlink()
    result = run("test")
    assert result.exit_code == 1 and "--update" in result.stdout


def test_no_cases_is_a_usage_error(tmp_path: Path) -> None:
    """A folder without cases is an error: a green run of nothing would be a lie."""
    result = run("test", str(tmp_path))
    assert result.exit_code == 2 and "extractor init" in result.stderr


def test_many_cases_in_processes(project: Path) -> None:
    """Many cases run in several processes and come back in order."""
    source = project / CASE
    for number in range(30):
        copy = project / f"fixtures/incident/copy-{number:02d}"
        copy.mkdir()
        for name in ("article.txt", "article.json", "expected.json"):
            (copy / name).write_bytes((source / name).read_bytes())
    result = run("test", "--jobs", "2")
    assert result.exit_code == 0, result.output
    names = [line.split("incident/")[1] for line in result.stdout.splitlines()]
    assert len(names) == 31 and names == sorted(names)


def test_plugin_runs_cases_only_when_asked(project: Path, pytester: pytest.Pytester) -> None:
    """`pytest --extractor fixtures` collects the cases; plain pytest collects none."""
    os.chdir(project)
    asked = pytester.runpytest_subprocess("--extractor", str(project / "fixtures"), str(project / "fixtures"), "-q")
    asked.assert_outcomes(passed=1)
    silent = pytester.runpytest_subprocess(str(project / "fixtures"), "-q")
    silent.assert_outcomes()


def test_plugin_shows_the_difference(project: Path, pytester: pytest.Pytester) -> None:
    """A failing case prints its fields, not a traceback."""
    article = project / CASE / "article.txt"
    article.write_text(article.read_text(encoding="utf-8").replace("killed two", "killed three"), encoding="utf-8")
    os.chdir(project)
    done = pytester.runpytest_subprocess("--extractor", str(project / "fixtures"), str(project / "fixtures"), "-q")
    done.assert_outcomes(failed=1)
    done.stdout.fnmatch_lines(["*/record/killed*is 3, expected 2*"])
    done.stdout.no_fnmatch_line("*Traceback*")
