"""What the model is told about its own record: findings and gaps in, plain text with the words of the article out."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from extractor.core.article import Article
from extractor.core.extraction import Unused
from extractor.core.finding import Finding, Verdict
from extractor.core.pointer import steps_of
from extractor.engines.llm import parts
from extractor.engines.llm.meter import Meter

_AROUND = 160
"""Characters of context on each side of the evidence: about one sentence."""
_MOST = 40
"""No more findings or gaps go into one request; a record with more is beyond repair by asking."""

_PLACES = 3
"""Places of one finding that are shown."""

WORDS = {
    Verdict.CONTRADICTED: "The article says otherwise.",
    Verdict.UNIT_MISMATCH: "The article uses another unit or currency.",
    Verdict.MODIFIER_MISMATCH: "The article hedges this differently (about, nearly, over, at least ...).",
    Verdict.OVERPRECISE: "This is more precise than the article.",
    Verdict.MISATTRIBUTED: "The article says this of somebody or something else, or of another event.",
    Verdict.ALTERED: "The words are not those of the article.",
    Verdict.NOT_A_QUOTE: "These words stand in the article, but not as a quotation.",
    Verdict.ABSENT: "The article does not say this.",
    Verdict.AMBIGUOUS: "The article can be read in more than one way here; claim only what it settles.",
}
"""Each verdict for somebody who is to mend it. The expected value is never told: the model has to read again."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the model is told, and where in the article it stands."""

    text: str
    spans: tuple[tuple[int, int], ...]


def tell_findings(findings: Sequence[Finding], record: Any, article: Article) -> Told:
    """Number the findings: place, claim, what is wrong, and the article's words there."""
    data = record.model_dump(mode="json")
    lines: list[str] = []
    spans: list[tuple[int, int]] = []
    for number, finding in enumerate(findings[:_MOST], 1):
        claim = finding.claimed or json.dumps(_at(data, finding.path), ensure_ascii=False)
        lines.append(f"{number}. {finding.path} claims: {claim}\n   {WORDS.get(finding.verdict, 'The article does not support this.')}")
        lines += [f"   The article there: {_quoted(article, start, end)}" for start, end in finding.spans[:_PLACES]]
        spans += finding.spans[:_PLACES]
    return Told("\n".join(lines), tuple(spans))


def tell_unused(unused: Sequence[Unused], article: Article) -> Told:
    """Number what the article holds and the record lacks, each with its sentence."""
    gaps = unused[:_MOST]
    lines = [
        f"{number}. {gap.kind}: {gap.text}\n   The article there: {_quoted(article, gap.start, gap.end)}"
        for number, gap in enumerate(gaps, 1)
    ]
    return Told("\n".join(lines), tuple((gap.start, gap.end) for gap in gaps))


def around(article: Article, spans: Iterable[tuple[int, int]], room: int) -> str:
    """The article, or of one too long for a request its first part and those the spans stand in, as far as there is room."""
    if len(article.text) <= room:
        return article.text
    pieces = parts.split(article.text, max(room // 8, parts.LEAST_CHARACTERS))
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    chosen = {0}
    for start, end in spans:
        chosen.update(range(bisect_right(starts, start) - 1, bisect_left(starts, end)))
    kept: list[str] = []
    size = 0
    for index in sorted(chosen):
        if index < len(pieces) and size + len(pieces[index]) <= room:
            kept.append(pieces[index])
            size += len(pieces[index])
    return "\n[...]\n".join(kept)


def summed(before: Mapping[str, Any], meter: Meter, label: str) -> dict[str, Any]:
    """Provenance of a draft after a further question."""
    usage = dict(before.get("usage") or {})
    total = Meter(
        requests=int(before.get("attempts", 0)),
        reasks=int(before.get("reasks", 0)),
        unreported=usage.pop("unreported_replies", 0),
        usage=usage,
        asked=1,
        hits=1 if before.get("cached") else 0,
    )
    total.add(meter)
    return {**before, **total.told(label)}


def _at(data: Any, path: str) -> Any:
    for step in steps_of(path):
        if isinstance(data, list) and step.isdigit() and int(step) < len(data):
            data = data[int(step)]
        elif isinstance(data, Mapping):
            data = data.get(step)
        else:
            return None
    return float(data) if isinstance(data, Decimal) else data


def _quoted(article: Article, start: int, end: int) -> str:
    """The words at a span with what stands around them, cut at the ends of the line."""
    text = article.text
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    last = text.find("\n", end)
    last = min(len(text) if last < 0 else last, end + _AROUND)
    return f'"{text[first:last].strip()}"'
