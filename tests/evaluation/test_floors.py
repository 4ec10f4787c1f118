"""Floors are never lowered silently, and only hold for the data they were measured on."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import InputError
from extractor.evaluation.floors import Floors, as_toml, breaches, load_floors, raised

OLD = Floors("d1", {"counts.f1": 60.0, "dates.f1": 80.0})


@pytest.mark.parametrize(
    ("figures", "fingerprint", "n"),
    [
        ({"counts.f1": 60.0, "dates.f1": 80.0}, "d1", 0),
        ({"counts.f1": 61.0, "dates.f1": 79.96}, "d1", 0),
        ({"counts.f1": 59.9, "dates.f1": 80.0}, "d1", 1),
        ({"counts.f1": 60.0}, "d1", 1),
        ({"counts.f1": 99.0, "dates.f1": 99.0}, "d2", 1),
    ],
    ids=["same", "rounding", "fell", "no longer measured", "other data"],
)
def test_breaches(figures: dict[str, float], fingerprint: str, n: int) -> None:
    """A figure below its floor, a figure gone, and other data are each said."""
    assert len(breaches(OLD, figures, fingerprint)) == n


def test_raising_needs_no_reason() -> None:
    """Better figures become the floors."""
    new = raised(OLD, {"counts.f1": 62.0, "dates.f1": 80.0}, "d1", None)
    assert new.figures == {"counts.f1": 62.0, "dates.f1": 80.0} and not new.lowered


@pytest.mark.parametrize(
    ("figures", "fingerprint"), [({"counts.f1": 50.0, "dates.f1": 80.0}, "d1"), (dict(OLD.figures), "d2")], ids=["lower", "other data"]
)
def test_lowering_needs_a_reason_and_keeps_it(figures: dict[str, float], fingerprint: str, tmp_path: Path) -> None:
    """Without a reason nothing changes; with one the file says so for good."""
    with pytest.raises(InputError, match="not lowered silently"):
        raised(OLD, figures, fingerprint, None)
    path = tmp_path / "floors.toml"
    path.write_text(as_toml(raised(OLD, figures, fingerprint, 'the "old" cases were wrong')), encoding="utf-8")
    kept = load_floors(path)
    assert kept.figures == figures
    assert 'the "old" cases were wrong' in kept.lowered[0]["reason"]


def test_a_broken_file_is_an_error(tmp_path: Path) -> None:
    """A floors file that is none says how to make one."""
    path = tmp_path / "floors.toml"
    path.write_text("floors = 3", encoding="utf-8")
    with pytest.raises(InputError, match="--set-floors"):
        load_floors(path)
