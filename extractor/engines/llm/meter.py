"""What an answer took: requests, tokens, cost; summed over every attempt, failed ones too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from extractor.engines.llm.prices import cost


@dataclass
class Meter:
    """A running count; the one mutable thing of the engine."""

    requests: int = 0
    reasks: int = 0
    usage: dict[str, int] = field(default_factory=dict)
    unreported: int = 0
    """Completions whose server did not count tokens."""
    asked: int = 0
    """Questions put, each of which took one request or more, or none when its answer was cached."""
    hits: int = 0
    """Questions answered from the cache; their requests and tokens count as those of the time they were paid."""

    def completion(self, usage: Mapping[str, int]) -> None:
        """Count the tokens of one completion."""
        if not usage:
            self.unreported += 1
        for key, value in usage.items():
            self.usage[key] = self.usage.get(key, 0) + value

    def add(self, other: Meter) -> None:
        self.requests += other.requests
        self.reasks += other.reasks
        self.unreported += other.unreported
        self.asked += other.asked
        self.hits += other.hits
        for key, value in other.usage.items():
            self.usage[key] = self.usage.get(key, 0) + value

    @property
    def tokens(self) -> dict[str, int]:
        """Tokens by name; `unreported_replies` counts replies whose tokens the server kept to itself."""
        return {**dict(sorted(self.usage.items())), **({"unreported_replies": self.unreported} if self.unreported else {})}

    def told(self, label: str) -> dict[str, Any]:
        """The part of a document's provenance that says what the record took."""
        dollars = cost(label, self.usage) if not self.unreported else None
        return {
            "attempts": self.requests,
            "reasks": self.reasks,
            "usage": self.tokens,
            "cost": float(dollars) if dollars is not None else "unknown",
            "cached": self.asked > 0 and self.hits == self.asked,
        }
