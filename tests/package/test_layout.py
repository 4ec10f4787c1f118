"""The package itself: what imports what, what start-up loads, and how long modules are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import extractor

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "extractor"
HEAVY = ("pydantic", "openai", "instructor", "httpx2", "numpy", "selectolax")
BUDGET = 400


def modules() -> list[Path]:
    return [path for path in PACKAGE.rglob("*.py") if "schemas" not in path.parts[:-1] or "scaffold" in path.parts]


def loaded_after(code: str) -> set[str]:
    script = f"import sys, json\ntry:\n    {code}\nexcept SystemExit:\n    pass\nprint(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in json.loads(done.stderr.strip().splitlines()[-1])}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]], ids=["help", "version"])
def test_start_up_is_light(arguments: list[str]) -> None:
    """Help and version load none of the heavy packages."""
    assert not loaded_after(f"from extractor.cli.main import main; main({arguments!r})") & set(HEAVY)


def test_offline_extraction_never_loads_a_model_client() -> None:
    """The offline engine needs neither openai nor instructor."""
    code = "from extractor import extract; extract('NATO expelled eight members on Wednesday.', published='2021-10-07')"
    assert not loaded_after(code) & {"openai", "instructor", "httpx2"}


def test_public_names_are_there() -> None:
    """Every name of `__all__` can be imported, and is documented."""
    for name in extractor.__all__:
        assert getattr(extractor, name).__doc__, name


def test_imports_go_one_way() -> None:
    """The contracts of pyproject.toml hold."""
    done = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_are_short_and_explain_themselves(path: Path) -> None:
    """A module opens with a docstring and has at most 400 lines."""
    text = path.read_text(encoding="utf-8")
    assert text.startswith(('"""', "'''")), "no docstring in the first line"
    assert len(text.splitlines()) <= BUDGET


def test_model_clients_are_imported_in_one_module() -> None:
    """Exactly one module imports openai or instructor."""
    users = [
        path.name
        for path in modules()
        if any(f"import {name}" in path.read_text() or f"from {name}" in path.read_text() for name in ("openai", "instructor"))
    ]
    assert len(users) == 1, users
