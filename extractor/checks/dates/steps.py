"""Which step of an event a date is of: its start or end, the first or second of several (B5)."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.checks.dates.binding import Candidate
from extractor.checks.events import EventIndex, Fit

_STARTS = frozenset("begin|start|open|commence|launch|break out|kick off|erupt|set off|flare up|set in|open up|start out".split("|"))
_ENDS = frozenset(
    "end|close|finish|conclude|stop|cease|expire|call off|put out|die down|wind up|break up|extinguish|contain|halt|end up|close down|"
    "wrap up".split("|")
)
_EDGE = re.compile(
    r"\b(?:(?P<start>start|started|begin|began|beginning|outbreak|opening|broke out|onset)"
    r"|(?P<end>end|ended|ending|close|closing|finish|conclusion))\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b(?![-–]| (?:day|half|quarter|week|month)s?\b)", re.IGNORECASE
)
_REACH = 60
"""Characters between an ordinal and the date of what it counts."""
_SMALL = re.compile(r"[ ,]*(?:and |then |again )?(?:on|in|at|by|from|since)?(?: the)? ?", re.IGNORECASE)
_STOP = re.compile(r"[.;:\n]")
_HALT = re.compile(r"[.,;:\n]|\band\b")
_NOWHERE = Fit(0.0, False)


def by_step(event: str | None, found: list[Candidate], index: EventIndex, text: str) -> list[Candidate]:
    """The candidates, where the article sets a date beside another step of the event without any tie to this one."""
    if not event or len(found) < 2:
        return found
    edge = _EDGE.search(event)
    if edge is not None:
        found = _by_edge(edge.lastgroup == "start", found, index)
    ordinal = _ORDINAL.search(event)
    if ordinal is not None:
        found = _by_ordinal(ordinal.group(1).lower(), found, index, text)
    return found


def _by_edge(start: bool, found: list[Candidate], index: EventIndex) -> list[Candidate]:
    """ "began on Friday and was called off on Sunday": the start is of the first day."""
    wanted = _STARTS if start else _ENDS
    lemmas = [_lemma(c, index) for c in found]
    told = {index.sentence_at(c.reading.mention.start) for c, lemma in zip(found, lemmas, strict=True) if lemma in wanted}
    return [
        replace(c, fit=_NOWHERE)
        if lemma and lemma not in wanted and "/" not in c.reading.value and index.sentence_at(c.reading.mention.start) in told
        else c
        for c, lemma in zip(found, lemmas, strict=True)
    ]


def _lemma(candidate: Candidate, index: EventIndex) -> str:
    """The verb a date hangs on."""
    mention = candidate.reading.mention
    number = index.sentence_at(mention.start)
    token = index.sentences[number].index_at(mention.start) if number >= 0 else -1
    home = index.clause_of_token(number, token) if token >= 0 else -1
    return index.clauses[home].lemma if home >= 0 else ""


def _by_ordinal(wanted: str, found: list[Candidate], index: EventIndex, text: str) -> list[Candidate]:
    """ "first, in March, when Lind left, and second, in July": each ordinal has a date of its own."""
    numbers = [_counted(c, text) for c in found]
    lines = [text.count("\n", 0, c.reading.mention.start) for c in found]
    telling = {
        line
        for line in set(lines)
        if wanted in (there := {n for n, at in zip(numbers, lines, strict=True) if n and at == line}) and len(there) > 1
    }
    if not telling:
        return found
    best = {line: max((c.fit for c, at in zip(found, lines, strict=True) if at == line), key=lambda fit: fit.score) for line in telling}
    return [
        c if line not in telling or not number else replace(c, fit=best[line] if number == wanted else _NOWHERE)
        for c, number, line in zip(found, numbers, lines, strict=True)
    ]


def _counted(candidate: Candidate, text: str) -> str | None:
    """The ordinal that a date belongs to: the one behind it when the date opens its part of the sentence, else the last before it."""
    mention = candidate.reading.mention
    halt = _HALT.search(text, mention.end)
    behind = _ORDINAL.search(text, mention.end, min(halt.start() if halt else len(text), mention.end + _REACH))
    before = text[max(0, mention.start - _REACH) : mention.start]
    part = _HALT.split(before)[-1]
    if behind is not None and _SMALL.fullmatch(part):
        return behind.group(1).lower()
    matches = list(_ORDINAL.finditer(_STOP.split(before)[-1]))
    return matches[-1].group(1).lower() if matches else None
