"""What stands at the head of a result, in the terminal and on the page: its headline, and how many claims came out how."""

from __future__ import annotations

from collections import Counter
from textwrap import shorten
from typing import Any

from extractor.core.extraction import Extraction
from extractor.core.finding import Finding

STATES = ("refuted", "undecided", "supported")
"""What a verdict comes down to, the worst first."""


def state_of(finding: Finding) -> str:
    """supported, undecided or refuted."""
    if finding.verdict.supported:
        return "supported"
    return "refuted" if finding.verdict.refuted else "undecided"


def headline(result: Extraction[Any]) -> str:
    """The article's title, else its first line, else its source."""
    article = result.article
    line = next((line.strip() for line in article.text.splitlines() if line.strip()), "")
    return article.title or shorten(line, 140, placeholder=" ...") or article.source or "Article"


def totals(result: Extraction[Any]) -> str:
    """Schema, who filled the record, and the claims by state."""
    count = Counter(state_of(finding) for finding in result.findings)
    engine = result.provenance.get("model") or result.provenance.get("engine", "")
    told = f"{count['supported']} supported, {count['undecided']} undecided, {count['refuted']} refused"
    return f"{result.schema}, {engine}: {len(result.findings)} claims checked, {told}"
