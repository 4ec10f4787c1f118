"""Floors: figures that must not fall, in a file that knows which data they were measured on, and how.

fingerprint = "..."
measured = "offline, embedded, seed 7, 10 planted of each kind"
seal = "..."
[floors]
"counts.f1" = 61.4
[[lowered]]
figure = "counts.f1"
...
"""

from __future__ import annotations

import hashlib
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
    """Of the gold data."""
    figures: Mapping[str, float]
    measured: str = ""
    """Engine, parser and seed."""
    lowered: tuple[Mapping[str, Any], ...] = field(default=())
    """Every floor that was lowered on purpose, with the reason given."""
    seal: str | None = field(default=None, compare=False)
    """What `sealed` gave when the file was written; None for floors that are in no file yet."""

    @property
    def sealed(self) -> str:
        """Hash over all of it: a floor that was edited by hand breaks it."""
        whole = json.dumps([self.fingerprint, self.measured, sorted(self.figures.items()), [sorted(note.items()) for note in self.lowered]])
        return hashlib.sha256(whole.encode()).hexdigest()[:16]


def load_floors(path: str | Path) -> Floors:
    """Read a floors file; raises `InputError` when it is missing or broken."""
    try:
        value = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        figures = {name: float(figure) for name, figure in value["floors"].items()}
        return Floors(value["fingerprint"], figures, value["measured"], tuple(value.get("lowered", ())), value["seal"])
    except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError, TypeError, AttributeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise InputError(
            f"{path} is no floors file: {reason}. Make one with: extractor evaluate DIR --floors {path} --set-floors"
        ) from error


def breaches(floors: Floors, figures: Mapping[str, float], fingerprint: str, measured: str = "") -> list[str]:
    """Why the figures do not hold, one sentence each; empty when they do."""
    if floors.seal not in (None, floors.sealed):
        return ["The floors were edited by hand. Undo that, or measure them anew with --set-floors --lower REASON."]
    if floors.fingerprint != fingerprint:
        return [
            "The gold data is not the data the floors were measured on. Look at what changed, then set floors anew with "
            "--set-floors --lower REASON."
        ]
    if floors.measured != measured:
        return [f"The floors hold for another run ({floors.measured}; this one: {measured}). Use the same options, or another floors file."]
    out = []
    for name, floor in floors.figures.items():
        if name not in figures:
            out.append(f"{name} has a floor of {floor} but is not measured any more.")
        elif figures[name] < floor - _SLACK:
            out.append(f"{name} is {figures[name]}, below its floor of {floor}.")
    return out


def raised(old: Floors | None, figures: Mapping[str, float], fingerprint: str, reason: str | None, measured: str = "") -> Floors:
    """New floors from measured figures; a floor falls only with a reason, which the file keeps.

    Raises `InputError` naming the figures that would fall, when no reason is given. Other data, another way to measure, and a
    file edited by hand need a reason too.
    """
    if reason is not None and not reason.strip():
        raise InputError("The reason is empty. Say why the floors fall: --set-floors --lower REASON.")
    if old is None:
        return Floors(fingerprint, dict(figures), measured)
    reasons = {
        "the gold data changed": old.fingerprint != fingerprint,
        f"measured otherwise than before ({old.measured})": old.measured != measured,
        "the file was edited by hand": old.seal not in (None, old.sealed),
    }
    anew = [what for what, is_so in reasons.items() if is_so]
    falling = {name: floor for name, floor in old.figures.items() if figures.get(name, -1.0) < floor - _SLACK}
    if (falling or anew) and reason is None:
        what = "; ".join([*anew, *(f"{name} {floor} -> {figures.get(name, 'gone')}" for name, floor in falling.items())])
        raise InputError(f"Floors are not lowered silently: {what}. Say why: --set-floors --lower REASON.")
    notes: list[Mapping[str, Any]] = list(old.lowered)
    if reason is not None:
        why = "".join(c if c.isprintable() else " " for c in reason).strip()
        notes += [{"figure": name, "from": floor, "to": figures.get(name, 0.0), "reason": why} for name, floor in falling.items()]
        notes += [{"figure": "all", "reason": f"{what}: {why}"} for what in anew]
    return Floors(fingerprint, dict(figures), measured, tuple(notes))


def as_toml(floors: Floors) -> str:
    """The file as text."""
    lines = [
        "# Floors of `extractor evaluate`. Raised with --set-floors; lowered only with a reason, which stays here.",
        f"fingerprint = {json.dumps(floors.fingerprint)}",
        f"measured = {json.dumps(floors.measured, ensure_ascii=False)}",
        f"seal = {json.dumps(floors.sealed)}",
        "",
        "[floors]",
        *(f"{json.dumps(name)} = {value}" for name, value in sorted(floors.figures.items())),
    ]
    for note in floors.lowered:
        lines += ["", "[[lowered]]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in note.items())]
    return "\n".join(lines) + "\n"
