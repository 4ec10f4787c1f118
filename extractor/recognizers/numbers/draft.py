"""A mention while it is being read: mutable, in tokens; `finish` turns it into the frozen `NumberMention`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from extractor.core.mention import Amount, NumberMention
from extractor.recognizers.numbers.tokens import Tokens


@dataclass(slots=True)
class Draft:
    """Tokens `first` to `stop` (exclusive) and what is known of them so far."""

    first: int
    stop: int
    kind: str
    rule: str
    value: Amount | None = None
    low: Amount | None = None
    high: Amount | None = None
    unit: str | None = None
    hedge: str | None = None
    per: str | None = None
    polarity: str = "asserted"
    role: str | None = None
    core: tuple[int, int] | None = None
    """Tokens of the bare numeral."""
    end: int = -1
    """Character where the span ends, when inside its last token."""
    context: int = -1
    """First token of the expression with its hedge; -1 when the same as `first`."""
    readings: list[Draft] = field(default_factory=list)

    @property
    def opening(self) -> int:
        """First token of the expression together with the words that hedge it."""
        return self.first if self.context < 0 else self.context

    def finish(self, t: Tokens) -> NumberMention:
        """Give the frozen mention with character offsets."""
        start = t.starts[self.first]
        end = self.end if self.end >= 0 else t.ends[self.stop - 1]
        core = (t.starts[self.core[0]], t.ends[self.core[1] - 1]) if self.core else (-1, -1)
        mention = NumberMention(
            start, end, t.text[start:end], self.kind, self.value, self.low, self.high, self.unit, self.hedge, self.per,
            self.polarity, self.role, self.rule, core[0], core[1],
        )  # fmt: skip
        if not self.readings:
            return mention
        return replace(mention, readings=tuple(reading.finish(t) for reading in self.readings))
