"""Bad input: a clear error in three parts, the right exit code, no traceback, nothing half-written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from extractor import checks, extract
from extractor.cli.main import main
from extractor.errors import InputError
from extractor.text.load import MAX_CHARACTERS

SENTENCE = "NATO expelled eight members of Russia's mission."


def run(*arguments: str | Path, stdin: bytes | str | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


def article(folder: Path, raw: bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def refused(result: Result, *words: str, code: int = 2) -> None:
    """The command ended with a sentence and the code, not with a traceback."""
    assert result.exit_code == code, result.output
    assert isinstance(result.exception, (SystemExit, type(None))), result.exception
    assert "Traceback" not in result.output
    for word in words:
        assert word in result.stderr, result.stderr


def test_missing_file(tmp_path: Path) -> None:
    """A path that does not exist is named."""
    refused(run("extract", tmp_path / "none.txt"), "none.txt does not exist", "Check the path")


def test_directory(tmp_path: Path) -> None:
    """A folder is no article."""
    refused(run("extract", tmp_path), "is a directory")


@pytest.mark.parametrize("raw", [b"", b"  \n\t \n"], ids=["no bytes", "white space"])
def test_empty_file(tmp_path: Path, raw: bytes) -> None:
    """An empty file is said to be empty."""
    refused(run("extract", article(tmp_path, raw)), "is empty")


@pytest.mark.parametrize(("value", "words"), [("", "no words"), (" \n", "no words"), (None, "no NoneType"), (b"It rained.", "no bytes")])
def test_what_is_no_text_in_python(value: Any, words: str) -> None:
    """The Python functions say the same of an article that is none."""
    with pytest.raises(InputError, match=words):
        extract(value)


def test_html_needs_a_file(tmp_path: Path) -> None:
    """A page on standard output would stand in the JSON."""
    refused(run("extract", article(tmp_path, SENTENCE.encode()), "--html", "-"), "--html writes a file")


def test_binary(tmp_path: Path) -> None:
    """Binary data is told from text."""
    refused(run("extract", article(tmp_path, bytes(range(256)) * 20)), "is not text")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32"])
def test_marked_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    """Text with a byte-order mark is read in its own encoding."""
    result = run("extract", article(tmp_path, SENTENCE.encode(encoding)))
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["article"]["characters"] == len(SENTENCE)


def test_latin_1_is_read(tmp_path: Path) -> None:
    """Western text without a mark is read by what its bytes look like."""
    text = "Le président Émile Lefèvre a déclaré à Besançon que l'été dernier fut très chaud. Eight members were expelled from the café."
    result = run("annotate", article(tmp_path, text.encode("latin-1")))
    assert result.exit_code == 0, result.stderr
    assert any(number["text"] == "Eight" for number in json.loads(result.stdout)["numbers"])


def test_nul_bytes_survive(tmp_path: Path) -> None:
    """A stray NUL in a text does not stop the reader."""
    result = run("extract", article(tmp_path, ("Two men died.\0 " + SENTENCE * 8).encode()))
    assert result.exit_code in (0, 1), result.stderr
    assert json.loads(result.stdout)["record"]["counts"]


def test_too_large(tmp_path: Path) -> None:
    """A file beyond the limit is refused before it is read."""
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(60_000_000)
    refused(run("extract", path), "at most 50,000,000")


@pytest.mark.parametrize(("name", "nearest"), [("newz", "news"), ("neews", "news")])
def test_unknown_schema(tmp_path: Path, name: str, nearest: str) -> None:
    """An unknown schema lists the known ones and the nearest."""
    refused(run("extract", article(tmp_path, SENTENCE.encode()), "--schema", name), f'No schema "{name}"', f"Did you mean {nearest}?")


def test_unknown_model(tmp_path: Path) -> None:
    """A model name without provider is explained."""
    refused(
        run("extract", article(tmp_path, SENTENCE.encode()), "--model", "ofline"),
        'No model "ofline"',
        "Did you mean offline?",
        "PROVIDER/NAME",
    )


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import nothing_of_that_name", ("does not import", "nothing_of_that_name")),
        ("x = 1", ("no Pydantic class",)),
        ("class A(:", ("does not import", "SyntaxError")),
        ("raise SystemExit(3)", ("does not import",)),
    ],
    ids=["missing import", "no class", "syntax error", "exits"],
)
def test_schema_file_that_does_not_load(tmp_path: Path, code: str, words: tuple[str, ...]) -> None:
    """A schema file that does not import is named with the reason."""
    schema = tmp_path / "mine.py"
    schema.write_text(code, encoding="utf-8")
    refused(run("extract", article(tmp_path, SENTENCE.encode()), "--schema", schema), "mine.py", *words)


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("not json", ("is not JSON",)),
        ("[1]", ("holds a JSON list",)),
        ('{"counts": [{"of": "x"}]}', ("/counts/0", "needs value")),
        ('{"numbers": []}', ("/numbers", "Extra inputs")),
        ('{"counts": [{"value": NaN}]}', ("NaN",)),
        ("[" * 5000, ("is not JSON",)),
    ],
    ids=["text", "list", "count without value", "unknown field", "NaN", "nested too deep"],
)
def test_record_that_is_none(tmp_path: Path, record: str, words: tuple[str, ...]) -> None:
    """A record that does not fit is refused with the place that does not fit."""
    path = tmp_path / "r.json"
    path.write_text(record, encoding="utf-8")
    refused(run("check", path, "--article", article(tmp_path, SENTENCE.encode())), *words)


@pytest.mark.parametrize("command", ["extract", "check"])
def test_unwritable_output(tmp_path: Path, command: str) -> None:
    """An output that cannot be written is found out first, and nothing is left behind."""
    source = article(tmp_path, SENTENCE.encode())
    record = tmp_path / "r.json"
    record.write_text("{}", encoding="utf-8")
    arguments = ["extract", source] if command == "extract" else ["check", record, "--article", source]
    before = sorted(tmp_path.iterdir())
    refused(run(*arguments, "-o", tmp_path / "none" / "out.json"), "does not exist")
    refused(run(*arguments, "-o", tmp_path), "is a directory")
    assert sorted(tmp_path.iterdir()) == before


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When writing fails half-way the old output stands and no part is left."""
    source, target = article(tmp_path, SENTENCE.encode()), tmp_path / "out.json"
    target.write_text("old", encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    refused(run("extract", source, "-o", target), "No space left")
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == ["a.txt", "out.json"]


def test_published_that_is_no_day(tmp_path: Path) -> None:
    """A publication day that is none is quoted."""
    refused(run("extract", article(tmp_path, SENTENCE.encode()), "--published", "yesterday"), '"yesterday" is no day', "YYYY-MM-DD")


def test_unknown_command_and_rule() -> None:
    """Unknown commands and rules suggest the nearest."""
    refused(run("extrakt"), "Did you mean extract?")
    refused(run("explain", "B66"), 'No rule "B66"')


def test_bad_lines_do_not_stop_a_stream() -> None:
    """A stream answers every line, also after a bad one, in order."""
    lines = ["{", '{"id": "b"}', json.dumps({"id": "c", "text": SENTENCE}), '"text"']
    result = run("annotate", "--jsonl", stdin="\n".join(lines))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [a["id"] for a in answers] == [1, "b", "c", 4]
    assert ["error" in a for a in answers] == [True, True, False, True]
    assert result.exit_code == 1


@pytest.fixture(scope="module")
def ten_megabytes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten megabytes of news prose."""
    prose = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(Path("fixtures/news").glob("*/article.txt")))
    path = tmp_path_factory.mktemp("long") / "long.txt"
    path.write_text((prose * (10_000_000 // len(prose) + 1))[:10_000_000], encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("command", "piped"), [("extract", False), ("extract", True), ("annotate", False), ("annotate", True), ("check", False)]
)
def test_ten_megabytes_of_prose(tmp_path: Path, ten_megabytes: Path, command: str, piped: bool) -> None:
    """A text that is no article is refused by the real command within seconds: what, where, what to do; nothing is written."""
    record, out = tmp_path / "r.json", tmp_path / "out.json"
    record.write_text("{}", encoding="utf-8")
    if command == "check":
        arguments = [str(record), "--article", str(ten_megabytes), "-o", str(out)]
    else:
        arguments = ["-" if piped else str(ten_megabytes), *(["-o", str(out)] if command == "extract" else [])]
    with ten_megabytes.open("rb") as text:
        done = subprocess.run(
            [sys.executable, "-c", "from extractor.cli.main import main; main()", command, *arguments],
            stdin=text if piped else subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("Error: ") and "Traceback" not in done.stderr
    for words in ("10,000,000 characters", f"at most {MAX_CHARACTERS:,}", "Split it", *(() if piped else ("long.txt",))):
        assert words in done.stderr
    assert done.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["r.json"]


@pytest.mark.parametrize("command", ["extract", "annotate", "check"])
def test_long_lines_do_not_stop_a_stream(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """A line with too long a text, and a line too long to be read at all, each get an error; the others get their answers."""
    monkeypatch.setattr("extractor.cli.stream.MAX_BYTES", 3_000_000)
    texts = [SENTENCE, "word " * 300_000, SENTENCE, "x" * 7_000_000, SENTENCE]
    lines = [json.dumps({"id": letter, "text": text, "record": {}}) for letter, text in zip("abcde", texts, strict=True)]
    result = run(command, "--jsonl", stdin="\n".join(lines))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [a["id"] for a in answers] == ["a", "b", "c", 4, "e"]
    assert ["error" in a for a in answers] == [False, True, False, True, False]
    assert "1,500,000 characters" in answers[1]["error"] and "3,000,000 bytes" in answers[3]["error"]
    assert result.exit_code == 1


@pytest.mark.parametrize("command", ["extract", "annotate", "check"])
def test_help_states_the_limit(command: str) -> None:
    """How long an article may be stands in the help."""
    assert f"{MAX_CHARACTERS:,} characters" in " ".join(run(command, "--help").stdout.split())


def test_ten_megabytes_of_numbers() -> None:
    """The number reader, which has no limit of its own, reads ten megabytes to the end."""
    from extractor.recognizers.numbers import find_numbers

    text = (SENTENCE + "\n") * (10_000_000 // (len(SENTENCE) + 1))
    found = find_numbers(text)
    assert len(found) == text.count("eight")
    assert text[found[-1].start : found[-1].end] == "eight"


@pytest.mark.parametrize("command", ["extract", "check"])
def test_a_fault_in_one_line_costs_no_other(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error nobody foresaw gets an error line that says what and where; the lines behind it are answered."""
    real = checks.run_checks

    def faulty(record: Any, annotations: Any) -> Any:
        if "nine" in annotations.article.text:
            raise IndexError("list index out of range")
        return real(record, annotations)

    monkeypatch.setattr(checks, "run_checks", faulty)
    record = {"counts": [{"id": "c1", "value": 8, "of": "members expelled"}]}
    lines = [{"id": n, "text": text, "record": record} for n, text in enumerate((SENTENCE, "It expelled nine.", SENTENCE))]
    result = run(command, "--jsonl", stdin="\n".join(map(json.dumps, lines)))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert [answer["id"] for answer in answers] == [0, 1, 2]
    assert ["error" in answer for answer in answers] == [False, True, False]
    assert "IndexError: list index out of range (test_bad_input.py, line " in answers[1]["error"]
