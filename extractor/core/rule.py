"""A rule that explains itself: what it reads or refuses, why, and examples that the tests run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what the rule makes of it."""

    text: str
    expect: str
    """A reading ("8", "[20000, 99999]", "2021-10-06") or a verdict ("misattributed"); "" when the rule must say nothing."""
    claim: Mapping[str, object] | None = None
    """For checks: a claim of the shape {"kind": "count", "value": 9, "of": "members expelled"}."""
    published: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the reader or of the cross-check."""

    id: str
    name: str
    """Reads well after "allow": role-of-a-change-pair."""
    what: str
    """What it reads or refuses, in one or two sentences."""
    why: str
    """Why it matters to somebody who publishes the figure."""
    examples: tuple[Example, ...]
    limits: str = ""
