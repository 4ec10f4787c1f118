"""Quotations of an article with their speakers; the parts of a split or running quotation joined as they were said."""

from __future__ import annotations

from collections import defaultdict

from extractor.core.clause import Entity
from extractor.core.mention import QuotationMention
from extractor.engines.offline.content import Content
from extractor.engines.offline.facts import QuoteFact
from extractor.recognizers.entities import entity_at

_SPEECH = ("direct", "mixed", "indirect")


def gather_quotes(content: Content) -> list[QuoteFact]:
    """One fact a quotation group, in order of the text; titles and scare quotes say nothing."""
    groups: dict[int, list[QuotationMention]] = defaultdict(list)
    for quotation in content.annotations.quotations:
        if quotation.kind in _SPEECH and content.is_content(quotation.start):
            groups[quotation.group].append(quotation)
    out: list[QuoteFact] = []
    for parts in groups.values():
        for run in _runs(content.text, parts):
            out.append(_fact(content, run))
    out.sort(key=lambda quote: quote.start)
    return out


def _runs(text: str, parts: list[QuotationMention]) -> list[list[QuotationMention]]:
    """The parts of one group that may be joined; two whole quotations are two items, even of one speaker in one paragraph."""
    runs: list[list[QuotationMention]] = []
    for q in parts:
        if runs and q.kind != "indirect" and runs[-1][-1].kind != "indirect" and _goes_on(text, runs[-1][-1], q):
            runs[-1].append(q)
        else:
            runs.append([q])
    return runs


def _goes_on(text: str, left: QuotationMention, right: QuotationMention) -> bool:
    """Whether two parts are one quotation: paragraphs of a running one, or one sentence split by the attribution (Q6, Q7)."""
    gap = text[left.end : right.start]
    if not gap.strip("\"“”‘’'«»„ \n\r\t"):
        return "\n" in gap
    return len(gap) < 200 and not any(mark in gap.strip("\"“”‘’' ") for mark in ".!?;\n") and left.text.rstrip()[-1:] not in ".!?"


def _fact(content: Content, parts: list[QuotationMention]) -> QuoteFact:
    named = next((q for q in parts if q.speaker is not None), parts[0])
    speaker = _speaker(content, named)
    cue = next((q.cue for q in parts if q.cue), None)
    addressee = next((q.addressee for q in parts if q.addressee), None)
    spans = []
    for q in parts:
        start, end = (q.outer_start, q.outer_end) if q.outer_start >= 0 else (q.start, q.end)
        spans.append((start, end))
    kind = "direct" if any(q.kind == "direct" for q in parts) else parts[0].kind
    text = " ".join(q.text.strip() for q in parts).rstrip(",")  # the comma before "he said" is the writer's
    listener = content.named(addressee) if addressee else None
    return QuoteFact(text, speaker, named.speaker, cue, addressee, listener, kind, parts[0].start, spans)


def _speaker(content: Content, quotation: QuotationMention) -> Entity | None:
    """The party that the recogniser named, found by the words beside the quotation first, then by name."""
    name = quotation.speaker
    if name is None and quotation.speaker_start is not None and quotation.speaker_end is not None:
        return entity_at(content.annotations, quotation.speaker_start, quotation.speaker_end)  # "it said": whoever it is
    if name is None:
        return None
    beside: Entity | None = None
    if quotation.speaker_start is not None and quotation.speaker_end is not None:
        beside = entity_at(content.annotations, quotation.speaker_start, quotation.speaker_end)
        if beside is not None and (name == beside.name or name in beside.aliases):
            return beside
        if beside is None:
            beside = _holder(content, quotation.speaker_start, quotation.speaker_end)
    return content.named(name) or beside


def _holder(content: Content, start: int, end: int) -> Entity | None:
    """ "[Education minister] Hana Kral said": the person whose office the words are."""
    first = content.text[start:end].split()[0]
    found = entity_at(content.annotations, start, start + len(first))
    return found if found is not None and found.kind == "person" and found.role == content.text[start:end] else None
