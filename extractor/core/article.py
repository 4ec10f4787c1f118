"""The article: its text, which never changes, and what is known about it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Article:
    """A news article. Every offset anywhere counts code points of `text`.

    >>> Article("NATO expelled eight members.").characters
    28
    """

    text: str
    """The text as loaded; no stage edits it."""
    published: dt.date | None = None
    """Day of publication; None when unknown."""
    title: str | None = None
    source: str | None = None
    """Where it came from (a path, an address, a name), as the user gave it."""
    language: str = "en"
    id: str | None = None

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the UTF-8 text (lone surrogates kept), so two runs can be told apart."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def characters(self) -> int:
        return len(self.text)
