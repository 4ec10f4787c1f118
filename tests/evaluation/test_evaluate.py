"""`extractor evaluate` on a small gold folder: the table, the JSON, floors that are set, held, raised and lowered with a reason."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli.main import main
from tests.llm.scripted_server import ScriptedServer

ARTICLES = {
    "nato": ("NATO expelled eight members of Russia's mission on Wednesday.\n", "2021-10-07"),
    "harbour": (
        "A fire in Larvin harbour killed two people.\n\n“The crew did everything right,” Ines Calder told reporters.\n",
        "2024-05-15",
    ),
}
RECORDS = {
    "nato": {"actors": [{"id": "a1", "name": "NATO"}], "counts": [{"value": 8, "of": "members expelled"}]},
    "harbour": {
        "actors": [{"id": "a1", "name": "Ines Calder"}],
        "counts": [{"value": 2, "of": "people killed"}],
        "quotes": [{"text": "The crew did everything right", "speaker": "a1"}],
    },
}
FLOORS = ("--floors", "floors.toml")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["evaluate", "gold", "--per-operator", "2", *arguments])


@pytest.fixture(autouse=True)
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two gold records in a folder of their own."""
    monkeypatch.chdir(tmp_path)
    for name, (text, published) in ARTICLES.items():
        folder = tmp_path / "gold/news" / name
        folder.mkdir(parents=True)
        (folder / "article.txt").write_text(text, encoding="utf-8")
        (folder / "article.json").write_text(json.dumps({"published": published}), encoding="utf-8")
        (folder / "record.json").write_text(json.dumps(RECORDS[name]), encoding="utf-8")
    return tmp_path / "gold"


def raise_a_floor(by: float) -> str:
    """Set the floor of the counts to another figure, as somebody might by hand; returns its name."""
    text = Path("floors.toml").read_text(encoding="utf-8")
    changed = re.sub(r'("counts\.f1" = )([\d.]+)', lambda m: f"{m[1]}{float(m[2]) + by}", text)
    assert changed != text
    Path("floors.toml").write_text(changed, encoding="utf-8")
    return "counts.f1"


def set_higher_floors() -> None:
    """Write floors that the engine cannot reach, sealed as the command would."""
    from extractor.evaluation.floors import Floors, as_toml, load_floors

    old = load_floors("floors.toml")
    figures = {name: 99.9 if name == "counts.f1" else value for name, value in old.figures.items()}
    figures["counts.f1"] = old.figures["counts.f1"] + 1
    Path("floors.toml").write_text(as_toml(Floors(old.fingerprint, figures, old.measured)), encoding="utf-8")


def test_table_and_json_agree() -> None:
    """The table names every field and every planted error; the JSON holds the same figures."""
    result = run("--json", "report.json")
    assert result.exit_code == 0, result.output
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    assert report["articles"] == 2 and len(report["fingerprint"]) == 64 and report["errors"] == []
    rows = {line.split()[0]: line.split()[1:] for line in result.stdout.splitlines() if line.strip()}
    for name, figures in report["fields"].items():
        assert rows[name][:3] == [str(figures[key]) for key in ("gold", "given", "right")]
    assert report["fields"]["counts"]["gold"] == 2
    assert {"own", "held", "true", "flagged"} == set(report["claims"])
    for name, planted in report["planted"].items():
        assert 0 <= planted["caught"] <= planted["n"] and f"\n{name} " in result.stdout
    assert report["planted"]["another figure"]["n"] == 4
    assert min(report["figures"].values()) >= 0 and max(report["figures"].values()) <= 100


def test_the_same_seed_gives_the_same_report() -> None:
    """Two runs print the same bytes."""
    assert run().stdout == run().stdout


def test_floors_hold_what_was_measured() -> None:
    """Floors that were just set hold, and setting them again changes nothing."""
    assert run(*FLOORS, "--set-floors").exit_code == 0
    before = Path("floors.toml").read_bytes()
    assert run(*FLOORS).exit_code == 0
    assert run(*FLOORS, "--set-floors").exit_code == 0
    assert Path("floors.toml").read_bytes() == before


def test_a_fall_is_red_and_is_lowered_with_a_reason_only() -> None:
    """Below a floor: exit 1 with the figure; --set-floors refuses; --lower keeps the reason in the file."""
    run(*FLOORS, "--set-floors")
    set_higher_floors()
    red = run(*FLOORS)
    assert red.exit_code == 1 and "counts.f1 is" in red.stderr and "below its floor" in red.stderr
    refused = run(*FLOORS, "--set-floors")
    assert refused.exit_code == 2 and "not lowered silently: counts.f1" in refused.stderr
    blank = run(*FLOORS, "--set-floors", "--lower", " ")
    assert blank.exit_code == 2 and "Say why" in blank.stderr
    assert run(*FLOORS, "--set-floors", "--lower", 'a "new" reader').exit_code == 0
    assert 'a \\"new\\" reader' in Path("floors.toml").read_text(encoding="utf-8")
    assert run(*FLOORS).exit_code == 0


def test_a_floor_edited_by_hand_is_found() -> None:
    """Lowering a figure in the file breaks its seal."""
    run(*FLOORS, "--set-floors")
    raise_a_floor(-5)
    red = run(*FLOORS)
    assert red.exit_code == 1 and "edited by hand" in red.stderr
    assert run(*FLOORS, "--set-floors").exit_code == 2
    assert run(*FLOORS, "--set-floors", "--lower", "merged two branches").exit_code == 0
    assert run(*FLOORS).exit_code == 0


@pytest.mark.parametrize("file", ["article.txt", "article.json", "record.json", "a new record"])
def test_changed_data_is_red(file: str, gold: Path) -> None:
    """Floors hold for the data they were measured on: another article, day or record is said, and needs a reason."""
    run(*FLOORS, "--set-floors")
    if file == "a new record":
        folder = gold / "news/third"
        folder.mkdir()
        for path in (gold / "news/nato").iterdir():
            (folder / path.name).write_bytes(path.read_bytes())
    else:
        path = gold / "news/nato" / file
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    red = run(*FLOORS)
    assert red.exit_code == 1 and "gold data" in red.stderr
    assert run(*FLOORS, "--set-floors").exit_code == 2
    assert run(*FLOORS, "--set-floors", "--lower", "one article more").exit_code == 0
    assert "other" not in run(*FLOORS).stderr and run(*FLOORS).exit_code == 0


def test_files_that_are_not_gold_do_not_count(gold: Path) -> None:
    """An expected result beside a gold record is no gold data."""
    run(*FLOORS, "--set-floors")
    (gold / "news/nato/expected.json").write_text("{}", encoding="utf-8")
    assert run(*FLOORS).exit_code == 0


def test_another_seed_is_another_measurement() -> None:
    """Figures of other planted errors are not held to these floors."""
    run(*FLOORS, "--set-floors")
    red = run(*FLOORS, "--seed", "8")
    assert red.exit_code == 1 and "seed 7" in red.stderr and "seed 8" in red.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--set-floors",), "need --floors"),
        (("--floors", "f.toml", "--lower", "x"), "needs --set-floors"),
        (("--floors", "f.toml"), "no floors file"),
        (("--json", "no/such/folder.json"), "does not exist"),
    ],
    ids=["floors without file", "reason without setting", "no file yet", "report into nowhere"],
)
def test_usage(arguments: tuple[str, ...], words: str) -> None:
    """What cannot be meant ends with exit code 2 and says why."""
    result = run(*arguments)
    assert result.exit_code == 2 and words in result.stderr


def test_broken_gold_is_named(gold: Path) -> None:
    """A record that is not of its schema, and a folder without gold, end with exit code 2."""
    (gold / "news/nato/record.json").write_text('{"counts": [{"value": "many"}]}', encoding="utf-8")
    broken = run()
    assert broken.exit_code == 2 and "/counts/0/value" in broken.stderr and "record.json" in broken.stderr
    for path in gold.rglob("record.json"):
        path.unlink()
    assert "no gold record" in run().stderr


def test_an_engine_that_fails_sets_no_floors(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that refuses every article ends with exit code 3: figures of such a run are nobody's floors."""
    with ScriptedServer([{"status": 401}]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
        failed = run("--model", "openai/any", *FLOORS, "--set-floors")
    assert failed.exit_code == 3 and not Path("floors.toml").exists()
    assert "error: news/harbour" in failed.stdout and "error: news/nato" in failed.stdout


def test_a_model_is_scored_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answers of a model are scored like the embedded engine's: here one that always says what is true of the first article."""
    with ScriptedServer([{"content": json.dumps(RECORDS["harbour"])}]) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
        assert run("--model", "openai/any", "--json", "report.json").exit_code == 0
    fields = json.loads(Path("report.json").read_text(encoding="utf-8"))["fields"]
    assert fields["quotes"] == {"gold": 1, "given": 1, "right": 1, "held": 1}
    assert (fields["counts"]["gold"], fields["counts"]["given"], fields["counts"]["right"]) == (2, 1, 1)


def test_an_unknown_model_is_a_usage_error() -> None:
    """A model nobody provides ends with exit code 2 before anything is scored."""
    assert run("--model", "nowhere/any").exit_code == 2
