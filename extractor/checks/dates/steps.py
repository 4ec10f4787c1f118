"""Which step of an event a date is of: its start or end, the first or second of several (B5)."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache

from extractor.checks.dates.binding import Candidate
from extractor.checks.events import EventIndex
from extractor.checks.fitting import Fit

_STARTS = frozenset("begin|start|open|commence|launch|break out|kick off|erupt|set off|flare up|set in|open up|start out".split("|"))
_ENDS = frozenset(
    "end|close|finish|conclude|stop|cease|expire|call off|put out|die down|wind up|break up|extinguish|contain|halt|end up|close down|"
    "wrap up".split("|")
)
_EDGE = re.compile(
    r"(?<!\bto )\b(?:(?P<start>start|started|begin|began|beginning|outbreak|opening|broke out|onset)"
    r"|(?P<end>end|ended|ending|close|closing|finish|conclusion|expiry|expiration|lapse))\b"
    r"(?! (?:the|a|an|its|his|her|their|two|three|four|five|six|seven|eight|nine|ten|\d\S*|hours?)\b)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b(?![-–]| (?:day|half|quarter|week|month)s?\b)", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![\w.,-])\d[\d.,]*(?<![.,])(?![\w-])")
_PARTED = re.compile(r"[.;:,\n](?!\d)|\d|\b(?:and|but|from|to)\b")
_OWNED = re.compile(r"\b(?:in|on|at|for|during|by) (?:\w+ )?\S|\b(?:last|this|next)\b|\byesterday\b")
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_FIRST = re.compile(
    r"\b(?:first|only|most|least|worst|best|(?!\w*(?:rest|quest|test|nest|guest|west|fest|chest)\b)[a-z]{3,}est)\b[^.;:]*$", re.IGNORECASE
)
_TOLD = re.compile(r",? (?:when|in which|on which)\b")
"""What follows a date whose own event is told: "the deadliest since 2018, when 23 were killed"."""
_BEFORE = re.compile(r"\b(?:previous|earlier|prior|preceding|last)\b", re.IGNORECASE)
_REACH = 60
"""Characters between an ordinal and the date of what it counts."""
_SMALL = re.compile(r"[ ,]*(?:and |then |again )?(?:on|in|at|by|from|since)?(?: the)? ?", re.IGNORECASE)
_STOP = re.compile(r"[.;:\n]")
_HALT = re.compile(r"[.,;:\n]|\band\b")
_NOWHERE = Fit(0.0, False)
_UNCOUNTED = 0.7
"""What is left to a date without an ordinal beside one that has the right one."""


def by_step(event: str | None, found: list[Candidate], index: EventIndex, text: str) -> list[Candidate]:
    """The candidates, where the article sets a date beside another step of the event without any tie to this one."""
    if not event:
        return found
    edge = _EDGE.search(event)
    if edge is not None:
        found = _by_edge(edge.lastgroup == "start", found, index)
    found = _by_figure(event, _by_turn(event, found, text), index, text)
    ordinal = _ORDINAL.search(event)
    if ordinal is not None:
        found = _by_ordinal(ordinal.group(1).lower(), found, index, text)
    return found


def _by_edge(start: bool, found: list[Candidate], index: EventIndex) -> list[Candidate]:
    """ "began on Friday and was called off on Sunday": the start is of the first day."""
    wanted = _STARTS if start else _ENDS
    lemmas = [_lemmas(c, index) if c.derived is None else set[str]() for c in found]
    side = "start" if start else "end"
    told = {
        index.sentence_at(c.reading.mention.start)
        for c, there in zip(found, lemmas, strict=True)
        if not wanted.isdisjoint(there) or c.reading.edge == side
    }
    return [
        replace(c, fit=_NOWHERE)
        if there
        and c.reading.edge != side
        and wanted.isdisjoint(there)
        and "/" not in c.reading.value
        and index.sentence_at(c.reading.mention.start) in told
        else c
        for c, there in zip(found, lemmas, strict=True)
    ]


def _lemmas(candidate: Candidate, index: EventIndex) -> set[str]:
    """The verb a date hangs on, and the one above it that shares its subject: "started evacuating on Sunday"."""
    mention = candidate.reading.mention
    number = index.sentence_at(mention.start)
    token = index.sentences[number].index_at(mention.start) if number >= 0 else -1
    home = index.clause_of_token(number, token) if token >= 0 else -1
    if home < 0:
        return set()
    clause = index.clauses[home]
    above = index.clauses[clause.within].lemma if clause.relation == "xcomp" and clause.within >= 0 else clause.lemma
    return {clause.lemma, above}


def _by_turn(event: str, found: list[Candidate], text: str) -> list[Candidate]:
    """ "the first increase since July 2022": in July 2022 was the one before, and not this one."""
    if _SINCE.search(event):
        return found
    turns = [
        c.derived is None
        and c.reading.mention.text[:5].lower() == "since"
        and not _TOLD.match(text, c.reading.mention.end)
        and _FIRST.search(text, max(0, c.reading.mention.start - _REACH), c.reading.mention.start)
        for c in found
    ]
    if not any(turns):
        return found
    before = _BEFORE.search(event) is not None
    return [c if bool(turn) == before else replace(c, fit=_NOWHERE) for c, turn in zip(found, turns, strict=True)]


def _by_figure(event: str, found: list[Candidate], index: EventIndex, text: str) -> list[Candidate]:
    """ "3.1 percent in February from 3.4 percent in January": each figure has a date of its own."""
    for figure in _NUMBER.findall(event):
        said = re.compile(rf"(?<![\d.,]){re.escape(figure)}(?![\d]|[.,]\d)")
        spans = {c.reading.mention.start: c.reading.mention.end for c in found if c.derived is None}
        for match in said.finditer(text):
            if any(a <= match.start() < b for a, b in spans.items()):
                continue
            owner = min((at for at in spans if match.end() <= at <= match.end() + _REACH), default=None)
            if owner is None or _PARTED.search(text, match.end(), owner):
                continue
            number = index.sentence_at(owner)
            others = [c for c in found if c.reading.mention.start != owner and index.sentence_at(c.reading.mention.start) == number]
            if len({c.reading.mention.start for c in others if c.fit.tells or not c.fit.silent}) and _OWNED.search(
                text, match.end(), owner + 1
            ):
                lost = {id(c) for c in others}
                return [replace(c, fit=_NOWHERE) if id(c) in lost else c for c in found]
    return found


def _by_ordinal(wanted: str, found: list[Candidate], index: EventIndex, text: str) -> list[Candidate]:
    """ "first, in March, when Lind left, and second, in July": each ordinal has a date of its own."""
    numbers = [_counted(c, text) if c.derived is None else None for c in found]
    breaks = _line_breaks(text)
    lines = [bisect_left(breaks, c.reading.mention.start) for c in found]
    telling = {line for line in set(lines) if wanted in {n for n, at in zip(numbers, lines, strict=True) if n and at == line}}
    if not telling:
        return [replace(c, fit=_NOWHERE) if number else c for c, number in zip(found, numbers, strict=True)]
    best = {line: max((c.fit for c, at in zip(found, lines, strict=True) if at == line), key=lambda fit: fit.score) for line in telling}
    out = []
    for c, number, line in zip(found, numbers, lines, strict=True):
        if line in telling:
            uncounted = replace(c.fit, score=_UNCOUNTED * c.fit.score) if c.verdict is not None and c.verdict.supported else c.fit
            c = replace(c, fit=best[line] if number == wanted else _NOWHERE if number else uncounted)
        out.append(c)
    return out


@lru_cache(maxsize=2)
def _line_breaks(text: str) -> list[int]:
    """Where the lines of an article end."""
    return [i for i, char in enumerate(text) if char == "\n"]


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
