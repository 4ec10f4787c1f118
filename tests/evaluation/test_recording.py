"""A user's project with a model: record against a server, green without it, red with a reason for whatever changed, green again."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from extractor.cli.main import main
from extractor.engines.llm import asking
from tests.llm.scripted_server import ScriptedServer

KEY = "sk-test-of-a-recording-0123456789"
CASE = Path("fixtures/outage/storm")
SCHEMA = '''"""A power cut as a news article reports it."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from extractor.fields import Quantity, Verbatim, When


class OutageRecord(BaseModel):
    """One power cut."""

    homes: Annotated[int | None, Quantity(of="homes without power")] = Field(None, description="How many homes had no power.")
    day: Annotated[date | None, When()] = Field(None, description="The day it happened.")
    words: Annotated[str | None, Verbatim(quoted=True)] = Field(None, description="What was said about it, verbatim.")
'''
ARTICLE = 'A storm left 8,400 homes without power on Tuesday.\n\n"Crews work through the night," grid operator Ann Moss said.\n'
PROMPT = "Read the article with care.\nLeave out what it does not say.\n\n$article\n"
TRUE = {"homes": 8400, "day": "2024-05-14", "words": "Crews work through the night"}
FALSE = {**TRUE, "homes": 8500}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project after init, with a schema, a prompt and a case for a model of its own; nothing recorded yet."""
    root = tmp_path / "project"
    root.mkdir()
    monkeypatch.chdir(root)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    asking._MODES.clear()
    assert run("init").exit_code == 0
    (root / "schemas/outage.py").write_text(SCHEMA, encoding="utf-8")
    (root / "prompts/outage.v1.md").write_text(PROMPT, encoding="utf-8")
    (root / CASE).mkdir(parents=True)
    (root / CASE / "article.txt").write_text(ARTICLE, encoding="utf-8")
    settle()
    yield root
    for path in root.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), f"a key is in {path}"


def settle(**settings: Any) -> None:
    """Write article.json of the case; `base_url` is where nobody listens unless given."""
    case = {"model": "openai/scripted", "base_url": "http://127.0.0.1:1/v1", "prompt": "outage.v1", "retries": 1, **settings}
    about = {"published": "2024-05-15", "case": {key: value for key, value in case.items() if value is not None}}
    (CASE / "article.json").write_text(json.dumps(about), encoding="utf-8")


def record(*replies: Any, **settings: Any) -> ScriptedServer:
    """Record the case against a server that gives these replies and is gone afterwards."""
    with ScriptedServer([reply if "status" in reply else {"content": json.dumps(reply)} for reply in replies]) as server:
        settle(**{"base_url": server.url, **settings})
        result = run("test", "--record", "--only", "outage")
        assert result.exit_code == 0, result.output
        assert "recorded outage/storm" in result.stdout
    return server


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def edit_prompt() -> None:
    edit(Path("prompts/outage.v1.md"), "Leave out what", "Leave out all that")


def edit_schema() -> None:
    edit(Path("schemas/outage.py"), "How many homes had no power.", "Homes without power, as a whole number.")


def edit_temperature() -> None:
    edit(CASE / "article.json", '"retries": 1', '"retries": 1, "temperature": 0.7')


def edit_model() -> None:
    edit(CASE / "article.json", "openai/scripted", "openai/another")


def edit_article() -> None:
    edit(CASE / "article.txt", "8,400", "8,600")


CHANGES: dict[str, tuple[Callable[[], None], list[str]]] = {
    "prompt": (edit_prompt, ["(prompt)", "-Leave out what it does not say.", "+Leave out all that it does not say."]),
    "schema": (edit_schema, ["(schema)", "How many homes had no power.", "Homes without power, as a whole number."]),
    "parameter": (edit_temperature, ["(parameters)", '"temperature": 0.7']),
    "model": (edit_model, ["(model)", '"model": "another"']),
    "article": (edit_article, ["(article)", "+A storm left 8,600 homes", "/record/homes is missing: expected 8400", "contradicted"]),
}


def test_recording_holds_request_and_reply(project: Path) -> None:
    """What was sent and what came back is in reply.json, made_by model; the expected result is written beside it."""
    server = record(TRUE)
    kept = json.loads((CASE / "reply.json").read_text(encoding="utf-8"))
    assert kept["made_by"] == "model"
    assert [entry["request"] for entry in kept["entries"]] == server.bodies
    assert KEY in server.headers[0]["authorization"]
    expected = json.loads((CASE / "expected.json").read_text(encoding="utf-8"))
    assert expected["record"] == TRUE and not expected["held"]
    assert not list(CASE.glob("*.new"))


def test_green_without_server_key_or_folder(project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Afterwards the case passes with the server gone, without a key, and from another folder."""
    record(TRUE)
    monkeypatch.delenv("OPENAI_API_KEY")
    result = run("test")
    assert result.exit_code == 0 and "2 passed" in result.stderr, result.output
    monkeypatch.chdir(tmp_path)
    assert run("test", "project/fixtures").exit_code == 0


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_red_with_a_reason_and_recording_makes_it_green(change: str, project: Path) -> None:
    """A changed request is shown as a difference, never as a failure to connect; --update alone cannot accept it, --record does."""
    edit_it, words = CHANGES[change]
    record(TRUE)
    edit_it()
    red = run("test")
    assert red.exit_code == 1 and "failed   outage/storm" in red.stdout
    assert "passed   incident/harbour-fire" in red.stdout
    for word in words:
        assert word in red.stdout, red.stdout
    assert "connect" not in red.stdout.lower()
    before = (CASE / "expected.json").read_bytes()
    assert run("test", "--update", "--only", "outage").exit_code == 1
    assert (CASE / "expected.json").read_bytes() == before
    settings = json.loads((CASE / "article.json").read_text(encoding="utf-8"))["case"]
    record({**TRUE, "homes": 8600} if change == "article" else TRUE, **{k: v for k, v in settings.items() if k != "base_url"})
    assert run("test").exit_code == 0


def test_what_the_settings_do_not_send_is_no_change(project: Path) -> None:
    """The address of the server and the time to wait for it are no part of a request."""
    record(TRUE)
    for settings in ({"base_url": "http://127.0.0.1:2/v1"}, {"timeout_s": 5}):
        settle(**settings)
        assert run("test").exit_code == 0


def test_the_environment_of_the_recording_does_not_matter_later(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case recorded through OPENAI_BASE_URL passes where the variable is not set, and the other way round."""
    with ScriptedServer([{"content": json.dumps(TRUE)}]) as server:
        settle(base_url=None)
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        assert run("test", "--record").exit_code == 0
    monkeypatch.delenv("OPENAI_BASE_URL")
    assert run("test").exit_code == 0
    kept = json.loads((CASE / "reply.json").read_text(encoding="utf-8"))
    assert kept["own_address"] is False and server.url not in (CASE / "reply.json").read_text(encoding="utf-8")


def test_repair_rounds_are_recorded(project: Path) -> None:
    """A finding that led to another question is replayed with its answer; a changed finding shows in that request."""
    server = record(FALSE, TRUE)
    kept = json.loads((CASE / "reply.json").read_text(encoding="utf-8"))
    assert [entry["purpose"] for entry in kept["entries"]] == ["fill", "repair"] and len(server.bodies) == 2
    assert json.loads((CASE / "expected.json").read_text(encoding="utf-8"))["record"] == TRUE
    assert run("test").exit_code == 0
    entries = kept["entries"]
    entries[1]["request"]["messages"][-1]["content"] += "\nMind the units."
    (CASE / "reply.json").write_text(json.dumps(kept), encoding="utf-8")
    red = run("test")
    assert red.exit_code == 1 and "(request to repair)" in red.stdout and "-Mind the units." in red.stdout
    del entries[1]
    (CASE / "reply.json").write_text(json.dumps(kept), encoding="utf-8")
    red = run("test")
    assert red.exit_code == 1 and "no reply left" in red.stdout


def test_a_repair_that_changes_nothing_is_held(project: Path) -> None:
    """When the model insists, the refused value is part of what the case expects."""
    record(FALSE, FALSE)
    expected = json.loads((CASE / "expected.json").read_text(encoding="utf-8"))
    assert "homes" not in expected["record"] and expected["held"][0]["item"] == 8500
    assert run("test").exit_code == 0


def test_replies_that_do_not_fit_are_recorded(project: Path) -> None:
    """A reply that broke the schema and the one to the re-ask are both replayed."""
    record({"homes": "many"}, TRUE)
    assert run("test").exit_code == 0
    assert len(json.loads((CASE / "reply.json").read_text(encoding="utf-8"))["entries"]) == 2


def test_an_article_too_long_for_the_model_is_recorded_in_parts(project: Path) -> None:
    """That the server refused the whole article is part of the recording, so that the same parts are asked about later."""
    filler = "The storm came from the west and moved on to the east in the evening. " * 12
    (CASE / "article.txt").write_text(ARTICLE + "".join(f"\n{filler}\n" for _ in range(12)), encoding="utf-8")

    def answer(body: dict[str, Any], _: int) -> dict[str, Any]:
        text = body["messages"][0]["content"]
        if len(text) > 7000:
            return {"status": 400, "error": "This model's maximum context length is 2000 tokens."}
        return {"content": json.dumps(TRUE if "8,400" in text else {})}

    with ScriptedServer(answer) as server:
        settle(base_url=server.url)
        result = run("test", "--record", "--only", "outage")
        assert result.exit_code == 0, result.output
    entries = json.loads((CASE / "reply.json").read_text(encoding="utf-8"))["entries"]
    assert [entry.get("failure") for entry in entries] == ["too_large", None, None]
    assert json.loads((CASE / "expected.json").read_text(encoding="utf-8"))["record"] == TRUE
    assert run("test").exit_code == 0


@pytest.mark.parametrize(
    "replies", [[{"status": 401}], [TRUE | {"homes": 8500}, {"status": 401}]], ids=["no record", "no answer to the repair"]
)
def test_a_failed_recording_keeps_the_old_one(replies: list[Any], project: Path) -> None:
    """A model that fails while it is recorded leaves everything as it was, and the exit code is 3."""
    record(TRUE)
    before = {path.name: path.read_bytes() for path in CASE.iterdir()}
    with ScriptedServer([reply if "status" in reply else {"content": json.dumps(reply)} for reply in replies]) as server:
        edit(CASE / "article.json", json.loads((CASE / "article.json").read_text())["case"]["base_url"], server.url)
        result = run("test", "--record")
    assert result.exit_code == 3 and "error    outage/storm" in result.stdout
    after = {path.name: path.read_bytes() for path in CASE.iterdir()}
    assert {**after, "article.json": b""} == {**before, "article.json": b""}


def test_record_leaves_other_cases_alone(project: Path) -> None:
    """--record asks models; offline cases and replies that a person wrote are run, not rewritten."""
    (CASE / "reply.json").write_text(json.dumps({"made_by": "person", "entries": [{"reply": TRUE}]}), encoding="utf-8")
    assert run("test", "--update").exit_code == 0
    edit(Path("fixtures/incident/harbour-fire/expected.json"), '"injured": 14', '"injured": 15')
    before = (CASE / "reply.json").read_bytes()
    result = run("test", "--record")
    assert result.exit_code == 1 and "/record/injured is 14, expected 15" in result.stdout
    assert "passed   outage/storm (replies written by a person)" in result.stdout
    assert (CASE / "reply.json").read_bytes() == before


def test_replies_by_hand_say_what_they_were_written_for(project: Path) -> None:
    """Hashes that a person states in the header are compared; what is not stated is not."""
    by_hand: dict[str, Any] = {"made_by": "person", "entries": [{"reply": TRUE}]}
    (CASE / "reply.json").write_text(json.dumps(by_hand), encoding="utf-8")
    assert run("test", "--update").exit_code == 0
    edit_prompt()
    assert run("test").exit_code == 0
    (CASE / "reply.json").write_text(json.dumps({**by_hand, "prompt_sha256": "0" * 64}), encoding="utf-8")
    red = run("test")
    assert red.exit_code == 1 and "The prompt changed since" in red.stdout
    stated = red.stdout.split("prompt_sha256 is now ")[1].split(")")[0]
    (CASE / "reply.json").write_text(json.dumps({**by_hand, "prompt_sha256": stated}), encoding="utf-8")
    assert run("test").exit_code == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "Record it anew"), ("{", "cannot be read"), ('{"entries": 3}', "entries")],
    ids=["none", "broken", "other"],
)
def test_a_missing_or_broken_recording_is_an_error(content: str | None, words: str, project: Path) -> None:
    """Without a recording the case is an error that says what to do; nothing is sent."""
    if content is not None:
        (CASE / "reply.json").write_text(content, encoding="utf-8")
    (CASE / "expected.json").write_text('{"record": {}}', encoding="utf-8")
    result = run("test")
    assert result.exit_code == 1 and "error    outage/storm" in result.stdout
    assert words in result.stdout and "reply.json" in result.stdout


def test_pytest_runs_recorded_cases(project: Path, pytester: pytest.Pytester) -> None:
    """`pytest --extractor fixtures` replays, and shows the changed line of a prompt."""
    os.chdir(project)
    record(TRUE)
    pytester.runpytest_subprocess("--extractor", "fixtures", "-q").assert_outcomes(passed=2)
    edit_prompt()
    red = pytester.runpytest_subprocess("--extractor", "fixtures", "-q")
    red.assert_outcomes(passed=1, failed=1)
    red.stdout.fnmatch_lines(["*The request changed*(prompt)*", "*+Leave out all that*"])
    red.stdout.no_fnmatch_line("*Traceback*")
