"""The real command in a real shell: broken pipes, full disks, odd names, other locales, Ctrl-C. Never a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SENTENCE = "NATO expelled eight members of Russia’s mission, “a clear signal”, its spokesman Émile Žižek said."
COMMAND = [str(Path(sys.executable).with_name("extractor"))]
C_LOCALE = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A short article in a file whose name has spaces, quotes and letters of other alphabets."""
    path = tmp_path / "an “article” ünïcode 記事.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    return path


def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command to its end; a traceback fails the test whatever the exit code."""
    done = subprocess.run([*COMMAND, *map(str, arguments)], capture_output="stdout" not in options, timeout=60, **options)  # type: ignore[call-overload]
    assert b"Traceback" not in (done.stderr or b"")
    return done


def shell(line: str, *values: str | Path) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell with the command as $0 and the values as $1, $2 ..."""
    done = subprocess.run(["bash", "-o", "pipefail", "-c", line, *COMMAND, *map(str, values)], capture_output=True, timeout=60)
    assert b"Traceback" not in done.stderr
    return done


def test_standard_input_and_odd_file_names_give_the_same(article: Path) -> None:
    """`-` reads the article from a pipe; a name with spaces and marks is a name like any other."""
    named, piped = run("annotate", article), run("annotate", "-", input=SENTENCE.encode())
    assert (named.returncode, piped.returncode) == (0, 0)
    assert named.stdout == piped.stdout


def test_file_name_that_is_no_utf_8(tmp_path: Path) -> None:
    """A file name of raw bytes is read, and written to."""
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(path)).write_text("Two men died.", encoding="utf-8")
    done = subprocess.run([*COMMAND, "extract", path, "-o", path + b".json"], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(Path(os.fsdecode(path + b".json")).read_bytes())["article"]["characters"] == 13


def test_broken_pipe_is_quiet(article: Path) -> None:
    """A reader that has seen enough ends the command without a word."""
    done = shell('"$0" extract "$1" | head -c 1', article)
    assert (done.stdout, done.stderr) == (b"{", b"")


@pytest.mark.parametrize("command", ["extract", "annotate"])
def test_full_disk_is_said(article: Path, command: str) -> None:
    """Output that finds no room is an error with a sentence, exit code 2."""
    done = shell(f'"$0" {command} "$1" > /dev/full', article)
    assert done.returncode == 2
    assert b"cannot be written" in done.stderr


@pytest.mark.parametrize("closed", [">&-", "<&- >&-"], ids=["output", "input and output"])
def test_closed_streams(article: Path, closed: str) -> None:
    """A closed standard stream is no crash."""
    assert shell(f'"$0" annotate "$1" {closed}', article).returncode == 0


def test_closed_input_is_said() -> None:
    """Nothing named and nothing to read from is a usage error."""
    assert shell('"$0" annotate <&-').returncode == 2


@pytest.mark.parametrize("arguments", [("extract", "--summary"), ("annotate",), ("annotate", "--explain")], ids=" ".join)
def test_plain_locale(article: Path, arguments: tuple[str, ...]) -> None:
    """With LC_ALL=C the JSON is the same UTF-8, and the words for people do not stop it."""
    plain = run(*arguments, article, env=C_LOCALE)
    assert plain.returncode == 0, plain.stderr
    assert json.loads(plain.stdout.decode("utf-8")) == json.loads(run(*arguments, article).stdout.decode("utf-8"))


def test_terminal_that_knows_only_ascii(article: Path) -> None:
    """Letters that an output encoding lacks are no crash."""
    done = run("explain", "B6", env={**C_LOCALE, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr
    done = run("annotate", article, env={**C_LOCALE, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("target", ["/proc/none/out.json", "/dev/null/out.json"])
def test_place_that_cannot_be_written(article: Path, target: str) -> None:
    """A target below what is no folder is refused before any work."""
    done = run("extract", article, "-o", target)
    assert done.returncode == 2
    assert b"Error: " in done.stderr


def test_path_below_a_file(article: Path) -> None:
    """A path through a file cannot be read, and says so."""
    done = run("annotate", article / "more.txt")
    assert done.returncode == 2
    assert b"cannot be read" in done.stderr


def test_interrupt_ends_with_130(tmp_path: Path) -> None:
    """Ctrl-C ends the command at once, with the exit code shells expect, and leaves no file."""
    path = tmp_path / "long.txt"
    path.write_text((SENTENCE + "\n\n") * 4_000, encoding="utf-8")
    child = subprocess.Popen(
        [*COMMAND, "extract", str(path), "-o", str(tmp_path / "out.json")],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # a shell's background jobs inherit it ignored
    )
    time.sleep(1.5)
    child.send_signal(signal.SIGINT)
    _, said = child.communicate(timeout=30)
    assert child.returncode == 130, said
    assert "Traceback" not in said
    assert [p.name for p in tmp_path.iterdir()] == ["long.txt"]
