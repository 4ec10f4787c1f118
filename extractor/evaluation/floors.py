"""Floors: figures that must not fall, in a file that knows which data they were measured on.

fingerprint = "..."
[floors]
"counts.f1" = 61.4
[[lowered]]
figure = "counts.f1"
...
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extractor.errors import InputError

_SLACK = 0.05
"""Figures are kept with one decimal; half of its last digit is rounding, not a fall."""


@dataclass(frozen=True)
class Floors:
    """What the file holds."""

    fingerprint: str
    figures: Mapping[str, float]
    lowered: tuple[Mapping[str, Any], ...] = field(default=())
    """Every floor that was lowered on purpose, with the reason given."""


def load_floors(path: str | Path) -> Floors:
    """Read a floors file; raises `InputError` when it is missing or broken."""
    try:
        value = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        return Floors(value["fingerprint"], {k: float(v) for k, v in value["floors"].items()}, tuple(value.get("lowered", ())))
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError, AttributeError) as error:
        raise InputError(
            f"{path} is no floors file: {error}. Make one with: extractor evaluate DIR --floors {path} --set-floors"
        ) from error


def breaches(floors: Floors, figures: Mapping[str, float], fingerprint: str) -> list[str]:
    """Why the figures do not hold, one sentence each; empty when they do."""
    if floors.fingerprint != fingerprint:
        return ["The gold data is not the data the floors were measured on. Look at what changed, then set floors anew with --set-floors."]
    out = []
    for name, floor in floors.figures.items():
        if name not in figures:
            out.append(f"{name} has a floor of {floor} but is not measured any more.")
        elif figures[name] < floor - _SLACK:
            out.append(f"{name} is {figures[name]}, below its floor of {floor}.")
    return out


def raised(old: Floors | None, figures: Mapping[str, float], fingerprint: str, reason: str | None) -> Floors:
    """New floors from measured figures; a floor falls only with a reason, which the file keeps.

    Raises `InputError` naming the figures that would fall, when no reason is given. On other data every floor is set anew,
    and that needs a reason too when floors existed.
    """
    before = dict(old.figures) if old is not None else {}
    changed = old is not None and old.fingerprint != fingerprint
    falling = {name: floor for name, floor in before.items() if figures.get(name, -1.0) < floor - _SLACK}
    if (falling or changed) and reason is None:
        what = "; ".join(f"{name} {floor} -> {figures.get(name, 'gone')}" for name, floor in falling.items()) or "the gold data changed"
        raise InputError(f"Floors are not lowered silently: {what}. Say why: --set-floors --lower REASON.")
    notes = [*(old.lowered if old is not None else ())]
    if reason is not None:
        notes += [{"figure": name, "from": floor, "to": figures.get(name, 0.0), "reason": reason} for name, floor in falling.items()]
        if changed:
            notes.append({"figure": "all", "reason": f"other gold data: {reason}"})
    return Floors(fingerprint, dict(figures), tuple(notes))


def as_toml(floors: Floors) -> str:
    """The file as text."""
    lines = [
        "# Floors of `extractor evaluate`. Raised with --set-floors; lowered only with a reason, which stays here.",
        f"fingerprint = {json.dumps(floors.fingerprint)}",
        "",
        "[floors]",
        *(f"{json.dumps(name)} = {value}" for name, value in sorted(floors.figures.items())),
    ]
    for note in floors.lowered:
        lines += ["", "[[lowered]]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in note.items())]
    return "\n".join(lines) + "\n"
