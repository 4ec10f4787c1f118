"""The docs say what is true: examples run, generated pages are up to date, links lead somewhere, nothing is left out."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

import extractor
from extractor.cli.main import _COMMANDS
from extractor.errors import ExtractorError

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def test_readme_examples_run() -> None:
    """Every Python example of the README gives the output that stands there."""
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL))
    runner.run(parser.get_doctest(code, {}, "README.md", "README.md", 0))
    assert runner.summarize(verbose=False).failed == 0


def test_generated_pages_are_up_to_date() -> None:
    """docs/checks.md, docs/cli.md, the JSON Schema and the README's output are what the code gives now."""
    done = subprocess.run([sys.executable, ROOT / "docs" / "generate.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Links to files of the repository name files that exist."""
    for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("command", list(_COMMANDS))
def test_commands_are_in_the_readme(command: str) -> None:
    """The README's table names every command."""
    assert f"`{command}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_example_of_a_schema_in_the_docs_is_valid() -> None:
    """Python blocks of docs/own-schemas.md are Python that runs."""
    text = (ROOT / "docs" / "own-schemas.md").read_text(encoding="utf-8")
    for number, code in enumerate(re.findall(r"```python\n(.*?)```", text, re.DOTALL)):
        exec(compile(code, f"own-schemas.md block {number}", "exec"), {"__name__": f"own_schema_{number}"})


def test_the_example_of_the_offline_engine_prints_what_stands_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    """The Python block of docs/offline-engine.md runs, and its comment is its output."""
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "offline-engine.md").read_text(encoding="utf-8"), re.DOTALL)
    exec(compile(code, "offline-engine.md", "exec"), {"__name__": "offline_engine"})
    assert capsys.readouterr().out.strip() == code.rpartition("#")[2].strip()


def test_errors_are_drawn_in_their_tree() -> None:
    """The docstring of errors.py names every error with its exit code."""

    def below(kind: type[ExtractorError]) -> list[type[ExtractorError]]:
        return [kind, *(deeper for sub in kind.__subclasses__() if sub.__module__ == "extractor.errors" for deeper in below(sub))]

    from extractor import errors

    for kind in below(ExtractorError):
        assert re.search(rf"{kind.__name__}\s+{kind.exit_code}\b", errors.__doc__ or ""), kind


def test_public_functions_have_an_example() -> None:
    """What the package exports as a function of one article shows a call that runs."""
    for name in ("annotate", "check", "extract", "extract_many"):
        assert ">>>" in (getattr(extractor, name).__doc__ or ""), name
