"""The wheel, installed outside the checkout: it works there and takes no name that belongs to users."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel made from the sdist, as an index would hold it."""
    out = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment of its own with the wheel; the dependencies come from the locked one, the checkout does not."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=False, symlinks=True)
    site = next(place.glob("lib/python*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(place / "bin" / "python"),
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        str(wheel),
    ]
    done = subprocess.run(install, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return place


def run_there(installed: Path, folder: Path, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program of that environment outside the checkout."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(folder)}
    return subprocess.run([installed / "bin" / program, *arguments], cwd=folder, capture_output=True, text=True, env=environment)


def test_wheel_holds_what_it_needs_and_no_more(wheel: Path) -> None:
    """Schemas, prompts, lexicons, the model with its licence, the page and the scaffold ship; a top-level schemas does not."""
    names = set(zipfile.ZipFile(wheel).namelist())
    for needed in (
        "extractor/schemas/news.py",
        "extractor/prompts/extract.v1.md",
        "extractor/prompts/repair.v1.md",
        "extractor/models/en/weights.npz",
        "extractor/models/en/LICENSE",
        "extractor/models/en/SOURCES",
        "extractor/recognizers/lexicons/numbers.en.toml",
        "extractor/writers/page/page.css",
        "extractor/scaffold/extractor.toml",
        "extractor/py.typed",
    ):
        assert needed in names, needed
    tops = {name.partition("/")[0] for name in names}
    assert tops == {"extractor", next(top for top in tops if top.endswith(".dist-info"))}


def test_wheel_works_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    """The command line runs from the wheel and extracts an article."""
    (tmp_path / "a.txt").write_text("NATO expelled eight members of the mission.", encoding="utf-8")
    where = run_there(installed, tmp_path, "python", "-c", "import extractor; print(extractor.__file__)")
    assert where.stdout.startswith(str(installed)), where.stderr
    done = run_there(installed, tmp_path, "extractor", "extract", "a.txt")
    assert done.returncode == 0, done.stderr
    assert '"value": 8' in done.stdout


def test_no_top_level_schemas(installed: Path, tmp_path: Path) -> None:
    """`import schemas` fails: the name belongs to users."""
    done = run_there(installed, tmp_path, "python", "-c", "import schemas")
    assert "ModuleNotFoundError" in done.stderr
