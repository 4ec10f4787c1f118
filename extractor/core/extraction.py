"""The result of one article: the record, what was held back, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from extractor.core.article import Article
from extractor.core.finding import Finding

RecordT = TypeVar("RecordT")


@dataclass(frozen=True, slots=True)
class Held:
    """An item taken out of the record because a claim of it was refuted."""

    path: str
    """JSON Pointer into the draft, as it was before anything was taken out."""
    item: Any
    """The item as plain data; nothing of it is lost."""
    findings: tuple[Finding, ...]
    referred_by: tuple[str, ...] = ()
    """Pointers of items left in the record that refer to this one by its id."""


@dataclass(frozen=True, slots=True)
class Unused:
    """A number, quotation or date of the article that the record does not use."""

    kind: str
    """number, quotation or date."""
    start: int
    end: int
    text: str
    reading: str


@dataclass(frozen=True)
class Extraction(Generic[RecordT]):
    """What came out of one article."""

    article: Article
    schema: str
    """Short name of the schema."""
    record: RecordT | None
    """The record as the policy leaves it; None when it had to be held whole."""
    held: tuple[Held, ...] = ()
    findings: tuple[Finding, ...] = ()
    coverage: tuple[Unused, ...] = ()
    provenance: Mapping[str, Any] = field(default_factory=dict)
    empty: tuple[str, ...] = ()
    """Fields the offline engine could not fill."""

    @property
    def ok(self) -> bool:
        """True when every claim is supported and nothing is held."""
        return self.record is not None and not self.held and all(f.verdict.supported for f in self.findings)
