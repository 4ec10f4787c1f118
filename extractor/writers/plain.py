"""A record as text for a person: an `Extraction` in, lines for a terminal out; problems stand first."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Mapping
from typing import Any

from extractor.core.extraction import Extraction
from extractor.core.finding import Finding
from extractor.writers.describe import HEADINGS, describe
from extractor.writers.overview import headline, totals
from extractor.writers.restore import claims_by_path, is_held

_MARKS = {True: "+", False: "!"}


def render(result: Extraction[Any], *, width: int | None = None) -> str:
    """The whole result: a line of totals, what is held or undecided, the record by kind, and what it does not use.

    `width` is the number of columns; the terminal's own (at most 120) when absent.
    """
    columns = width or min(120, shutil.get_terminal_size().columns)
    day = f" ({result.article.published})" if result.article.published else ""
    lines = [textwrap.shorten(headline(result), 100, placeholder=" ...") + day, totals(result), ""]
    lines += _problems(result, columns)
    lines += _record(result, columns)
    if result.coverage:
        lines.append("In the article, not in the record")
        for unused in result.coverage:
            lines += _wrapped(f"{unused.kind} at {unused.start:,}: {' '.join(unused.text.split())} ({unused.reading})", columns)
        lines.append("")
    if result.empty:
        lines += ["Left empty by the offline engine: " + ", ".join(result.empty), ""]
    return "\n".join(lines).rstrip()


def render_usage(provenance: Mapping[str, Any]) -> str:
    """Requests, tokens and cost of one extraction; says so when no model was asked."""
    usage = provenance.get("usage")
    if not usage:
        return "usage: no model was asked"
    tokens = ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in usage.items() if isinstance(count, int))
    cost = provenance.get("cost")
    price = f"{cost} USD" if isinstance(cost, (int, float, str)) and cost != "unknown" else "cost unknown (no price for this model)"
    return f"usage: attempts {provenance.get('attempts', '?')}; {tokens}; {price}"


def _problems(result: Extraction[Any], columns: int) -> list[str]:
    bad = [finding for finding in result.findings if not finding.verdict.supported]
    if not bad:
        return []
    lines = ["Problems"]
    for finding in bad:
        place = "held" if is_held(result, finding.path) else "kept"
        lines += _wrapped(f"! {finding.path} {finding.verdict} [{finding.rule}] {finding.message} ({place})", columns)
    return [*lines, ""]


def _record(result: Extraction[Any], columns: int) -> list[str]:
    if result.record is None:
        return ["The record is held whole.", ""]
    verdicts = _by_path(result)
    lines: list[str] = []
    claims = [claim for path, claim in claims_by_path(result).items() if not is_held(result, path)]
    for kind, heading in HEADINGS.items():
        chosen = [claim for claim in claims if claim.kind == kind]
        if not chosen:
            continue
        lines.append(heading)
        for claim in chosen:
            finding = verdicts.get(claim.path)
            tail = f"  [{finding.verdict}, {finding.rule}]" if finding else ""
            mark = _MARKS[finding is None or finding.verdict.supported]
            lines += _wrapped(f"{mark} {describe(claim)}{tail}", columns)
        lines.append("")
    return lines


def _by_path(result: Extraction[Any]) -> dict[str, Finding]:
    """The finding that speaks for each path: the worst one, if several do."""
    out: dict[str, Finding] = {}
    for finding in result.findings:
        before = out.get(finding.path)
        if before is None or before.verdict.supported:
            out[finding.path] = finding
    return out


def _wrapped(text: str, columns: int) -> list[str]:
    return textwrap.wrap(text, columns, initial_indent="  ", subsequent_indent="      ", break_long_words=False) or [""]
