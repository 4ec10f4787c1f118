"""Outcomes as text for a person, as JUnit XML, as JSON, and as annotations of a pull request."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as xml

from extractor.evaluation.suite import Outcome

_SHOWN = 20
"""Differences of one case that are printed; the JSON report has all."""


def as_text(outcome: Outcome) -> str:
    """A line for the case, then a line for each difference."""
    who = " (replies written by a person)" if outcome.made_by == "person" else ""
    lines = [f"{outcome.status:<8} {outcome.name}{who}"]
    if outcome.message:
        lines += ["         " + line for line in outcome.message.splitlines()]
    lines += [f"         {difference}" for difference in outcome.differences[:_SHOWN]]
    if len(outcome.differences) > _SHOWN:
        lines.append(f"         ... and {len(outcome.differences) - _SHOWN} more; see --json")
    return "\n".join(lines)


def summary(outcomes: Sequence[Outcome]) -> str:
    """One line: how many cases passed, failed and so on."""
    states = {status: sum(o.status == status for o in outcomes) for status in ("passed", "failed", "error", "updated", "recorded")}
    return ", ".join(f"{count} {status}" for status, count in states.items() if count or status == "passed")


def as_junit(outcomes: Sequence[Outcome]) -> str:
    """JUnit XML with one test case each."""
    failures, errors = sum(o.status == "failed" for o in outcomes), sum(o.status == "error" for o in outcomes)
    total = f"{sum(o.seconds for o in outcomes):.3f}"
    suite = xml.Element("testsuite", name="extractor", tests=str(len(outcomes)), failures=str(failures), errors=str(errors), time=total)
    for outcome in outcomes:
        group, _, name = outcome.name.partition("/")
        case = xml.SubElement(suite, "testcase", classname=group, name=name, time=f"{outcome.seconds:.3f}")
        if outcome.status in ("failed", "error"):
            tag = "failure" if outcome.status == "failed" else "error"
            details = "\n".join([outcome.message, *map(str, outcome.differences)]).strip()
            node = xml.SubElement(case, tag, message=_printable(details.splitlines()[0] if details else outcome.status))
            node.text = _printable(details)
    root = xml.Element("testsuites")
    root.append(suite)
    xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml.tostring(root, encoding="unicode") + "\n"


def as_json(outcomes: Sequence[Outcome]) -> str:
    """All outcomes with all differences."""
    rows: list[dict[str, Any]] = [
        {
            "case": o.name,
            "folder": o.folder,
            "status": o.status,
            "message": o.message,
            "made_by": o.made_by,
            "differences": [
                {"path": d.path, "kind": d.kind, "expected": d.expected, "found": d.found, "item": d.item} for d in o.differences
            ],
        }
        for o in outcomes
    ]
    return json.dumps({"cases": rows, "good": all(o.good for o in outcomes)}, ensure_ascii=False, indent=2) + "\n"


def as_annotations(outcomes: Sequence[Outcome]) -> list[str]:
    """Workflow commands (GitHub's `::error`) for cases that did not pass, one line each.

    They stand at expected.json, where differences show; at article.json when the case could not be compared.
    """
    lines = []
    for outcome in outcomes:
        if not outcome.good:
            details = "\n".join([outcome.message, *map(str, outcome.differences[:_SHOWN])]).strip()
            file = f"{_in_repository(outcome.folder)}/{'expected.json' if outcome.differences else 'article.json'}"
            lines.append(f"::error file={_property(file)},title={_property(outcome.name)}::{_data(details)}")
    return lines


def _in_repository(folder: str) -> str:
    """A folder as the annotations of a pull request name it: from the root of the checkout."""
    root = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    place = Path(folder).resolve()
    return (place.relative_to(root) if place.is_relative_to(root) else place).as_posix()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _printable(text: str) -> str:
    """Text without the characters XML 1.0 forbids."""
    return "".join(c if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c >= "\U00010000" else "\ufffd" for c in text)
