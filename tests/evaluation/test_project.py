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
    expected = json.loads((project / CASE / "expected.json").read_text(encoding="utf-8"))
    record = expected["record"]
    assert (record["killed"], record["injured"], record["day"]) == (2, 14, "2024-05-13")
    assert [statement["text"] for statement in record["statements"]] == ["The crew did everything right"]
    assert expected["held"] == []


def test_init_leaves_what_is_there(project: Path) -> None:
    """A second init changes nothing."""
    schema = project / "schemas/incident.py"
    schema.write_text(schema.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    again = run("init")
    assert (again.exit_code, "none was changed" in again.stdout) == (0, True)
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


def test_words_of_an_article_are_no_commands_to_the_workflow(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On GitHub, commands are switched off while words of an article are printed, with a mark nobody can foresee."""
    article = project / CASE / "article.txt"
    article.write_text(article.read_text(encoding="utf-8").replace("injured 14", "injured 15"), encoding="utf-8")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    seen = set()
    for _ in range(2):
        lines = run("test").stdout.splitlines()
        mark = lines[0].removeprefix("::stop-commands::")
        end = lines.index(f"::{mark}::")
        seen.add(mark)
        assert any("/record/injured" in line for line in lines[1:end])
        assert [line.partition(" ")[0] for line in lines[end + 1 :]] == ["::error"]
    assert len(seen) == 2


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


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"retries": "two"}, "retries is 'two', but takes int"),
        ({"retries": True}, "retries is True"),
        ({"temperature": [0]}, "temperature is"),
        ({"ignore": "/record/killed"}, "ignore is '/record/killed', but takes a list"),
        ({"tolerance": {"/record/killed": -1}}, "tolerance is"),
        ({"tolerance": {"/record/killed": "NaN"}}, "tolerance is"),
        ({"policy": "lenient"}, "Known: annotate, quarantine, strict"),
        ({"replay": "other.json"}, "unknown key replay"),
        ({"cache": True}, "unknown key cache"),
        ({"schema": "incidnet"}, "Did you mean incident?"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_wrong_setting_is_an_error_that_names_it(project: Path, settings: dict[str, object], words: str) -> None:
    """Settings of another type, and settings that a case does not have, are said before anything is run."""
    (project / CASE / "article.json").write_text(json.dumps({"published": "2024-05-15", "case": settings}), encoding="utf-8")
    result = run("test")
    assert result.exit_code == 1 and words in result.stdout


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b"\xff\xfe", b'{"record": {}, "findings": [{}]}', b'{"held": [3]}'],
    ids=["cut", "list", "bytes", "finding", "held"],
)
def test_a_broken_expectation_is_an_error_and_update_mends_it(project: Path, content: bytes) -> None:
    """An expected.json of another shape never passes and never stops the other cases."""
    (project / CASE / "expected.json").write_bytes(content)
    result = run("test")
    assert result.exit_code == 1 and "error    incident/harbour-fire" in result.stdout and "expected.json" in result.stdout
    assert run("test", "--update").exit_code == 0 and run("test").exit_code == 0


def test_a_schema_that_breaks_is_told_and_the_others_run(project: Path) -> None:
    """A user's code that raises is an error of its case alone."""
    (project / "schemas/broken.py").write_text("raise RuntimeError('boom')\n", encoding="utf-8")
    folder = project / "fixtures/broken/one"
    folder.mkdir(parents=True)
    (folder / "article.txt").write_text("It rained.\n", encoding="utf-8")
    (folder / "article.json").write_text("{}", encoding="utf-8")
    (folder / "expected.json").write_text("{}", encoding="utf-8")
    result = run("test")
    assert result.exit_code == 1 and "RuntimeError: boom" in result.stdout and "passed   incident/harbour-fire" in result.stdout


def test_tolerance_and_ignore_of_a_case(project: Path) -> None:
    """A case may let a figure be off or leave a field out of the comparison, and only what it names."""
    edit = project / CASE / "expected.json"
    edit.write_text(edit.read_text(encoding="utf-8").replace('"injured": 14', '"injured": 15'), encoding="utf-8")
    about = project / CASE / "article.json"
    for case, code in (
        ({"tolerance": {"/record/injured": 1}}, 0),
        ({"ignore": ["/record/injured"]}, 0),
        ({"ignore": ["/record/killed"]}, 1),
    ):
        about.write_text(json.dumps({"published": "2024-05-15", "case": case}), encoding="utf-8")
        assert run("test").exit_code == code


@pytest.mark.parametrize("place", ["fixtures/incident/harbour-fire", "fixtures/incident", "."])
def test_a_part_of_the_folder_can_be_run(project: Path, place: str) -> None:
    """The folder of one case, of one schema, or all of the project."""
    result = run("test", place)
    assert result.exit_code == 0 and "passed   incident/harbour-fire" in result.stdout


def test_a_case_is_run_from_within_its_folder(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name and the schema of a case do not depend on where one stands."""
    monkeypatch.chdir(project / CASE)
    result = run("test", ".")
    assert result.exit_code == 0 and "passed   incident/harbour-fire" in result.stdout


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


def test_plugin_reports_to_junit(project: Path, pytester: pytest.Pytester) -> None:
    """pytest's own report names each case once, and can pick one by name."""
    os.chdir(project)
    (project / "test_own.py").write_text("def test_own():\n    pass\n", encoding="utf-8")
    pytester.runpytest_subprocess("--extractor", "fixtures", "--junitxml", "report.xml").assert_outcomes(passed=2)
    names = [case.get("name") for case in ElementTree.parse(project / "report.xml").iter("testcase")]
    assert sorted(str(name) for name in names) == ["harbour-fire", "test_own"]
    pytester.runpytest_subprocess("--extractor", "fixtures", "-k", "harbour").assert_outcomes(passed=1, deselected=1)
    wrong = pytester.runpytest_subprocess("--extractor", "no-such-folder")
    assert wrong.ret == pytest.ExitCode.USAGE_ERROR
