"""Which step of an event a date is of: its start or end, the first or second of several (B5)."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache

from extractor.checks.dates.binding import Candidate
from extractor.checks.dates.compare import Reading
from extractor.checks.events import EventIndex, event_words
from extractor.checks.fitting import Fit
from extractor.checks.same_event import literal_keys
from extractor.core.mention import DateMention

_STARTS = frozenset("begin|start|open|commence|launch|break out|kick off|erupt|set off|flare up|set in|open up|start out".split("|"))
_ENDS = frozenset(
    "end|close|finish|conclude|stop|cease|expire|call off|put out|die down|wind up|break up|extinguish|contain|halt|end up|close down|"
    "wrap up|go back|return|lapse|run out|lift|settle".split("|")
)
_EDGE = re.compile(
    r"(?<!\bto )\b(?:(?P<start>start|started|begin|began|beginning|outbreak|opening|broke out|onset)"
    r"|(?P<end>end|ended|ending|close|closing|finish|conclusion|expiry|expiration|lapse))\b"
    r"(?! (?:the|a|an|its|his|her|their|two|three|four|five|six|seven|eight|nine|ten|\d\S*|hours?)\b)",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"^(?:the |its |their )?(?:(?:target|horizon|baseline|reference|base|goal|benchmark)(?: (?:year|date|day|period|month))? for"
    r"|(?:horizon|baseline|(?:reference|base) (?:year|period)|period|time) (?:of|over which|in which)) (?:the )?",
    re.IGNORECASE,
)
_FIRST_PLAN = re.compile(r"\b(?:original\w*|initial\w*|at first|first planned|earlier plan|old (?:plan|date|schedule))\b", re.IGNORECASE)
_BASE = re.compile(r"\b(?:base|baseline|reference|benchmark|compar\w+)\b", re.IGNORECASE)
_COMPARED = re.compile(r" (?:levels|prices)\b")
_FROM = re.compile(r"\b(?:from|beginning|starting|effective|as of)\s+(?:the\s+)?$", re.IGNORECASE)
_PREPOSITION = 16
"""Characters that hold the preposition of a date."""
_ORDINAL = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b(?![-–]| (?:day|half|quarter|week|month)s?\b)", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![\w.,-])\d[\d.,]*(?<![.,])(?![\w-])")
_NAME = re.compile(r"\b[A-Z][\w-]+")
_PARTED = re.compile(r"[.;:,\n](?!\d)|\d|\b(?:and|but|from|to)\b")
_OWNED = re.compile(r"\b(?:in|on|at|for|during|by) (?:\w+ )?\S|\b(?:last|this|next)\b|\byesterday\b")
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_FIRST = re.compile(
    r"\b(?:first|only|most|least|worst|best|(?!\w*(?:rest|quest|test|nest|guest|west|fest|chest)\b)[a-z]{3,}est)\b[^.;:]*$", re.IGNORECASE
)
_TOLD = re.compile(r",? (?:when|in which|on which)\b")
"""What follows a date whose own event is told: "the deadliest since 2018, when 23 were killed"."""
_BEFORE = re.compile(r"\b(?:previous|earlier|prior|preceding|last|old|former|existing)\b", re.IGNORECASE)
_LEVEL = re.compile(
    r"\b(?:lows?|highs?|levels?|peaks?|heights?|depths?) (?:[\w’'-]+ ){0,3}?(?:not|never|last|unseen|unmatched|unequalled)\b[^.;:]*$",
    re.IGNORECASE,
)
"""What stands before the date of the last time: "lows not reached since February", "a level last seen in March"."""
_RECORD = re.compile(
    r"\b(?:br(?:eak\w*|oke)|beat\w*|surpass\w*|eclips\w*|exceed\w*|topp\w*|better\w*|above|over|previous|old|former|earlier|existing)\b"
    r"(?: [\w.,’'-]+){0,4}? (?:record|mark|high|best)\b(?:[^.;:\n]|(?<=\d)\.(?=\d)){0,30}?,?"
    r" (?:set|from|dating|established|reached|recorded|in|of)\b[^.;:,\n]{0,12}$",
    re.IGNORECASE,
)
"""What stands before the date of a record that fell: "above the previous record, set in 2003"."""
_REACH = 60
"""Characters between an ordinal and the date of what it counts."""
_ITS_EDGE = re.compile(r",? (?:which|that) (?:(?P<start>began|begins|started|starts)|ended|ends|closed|closes)(?: on| in)? ")
"""Between a stretch of time and the day it starts or ends: "the last quarter, which ended December 30"."""
_NOUN = re.compile(r"(?: (?!(?:in|on|at|by|of|from|came|was|were|is|took|will|and|then|to|since|for)\b)[\w’'-]+){1,4}")
_SMALL = re.compile(r"[ ,]*(?:and |then |again )?(?:on|in|at|by|from|since)?(?: the)? ?", re.IGNORECASE)
_SET_FOR = re.compile(
    r"(?: (?:in|at|of) [\w ]{1,20})?,? (?:(?:which|that) (?:is|are) )?"
    r"(?:to be held|to take place|to (?:start|begin|open)"
    r"|(?:scheduled|planned|due|set|slated|billed) (?:for|to (?:start|begin|open|take place)))"
    r"(?: (?:on|in|at|from|by))?(?: the)? ",
    re.IGNORECASE,
)
"""Between an event and the day it is set for."""
_ANNOUNCED = 0.35
"""What is left to the date an event was announced on, beside the one it is set for."""
_STOP = re.compile(r"[.;:\n]")
_HALT = re.compile(r"[.,;:\n]|\band\b")
_NOWHERE = Fit(0.0, False)
_UNNAMED = 0.5
"""What is left to a date whose clause lacks a name that another date of the sentence has in its own."""
_UNCOUNTED = 0.7
"""What is left to a date without an ordinal beside one that has the right one."""


def unframed(event: str | None) -> str:
    """The event whose date is given, without the noun that says what the date is to it.

    >>> unframed("target for ending the losses"), unframed("reference year for crop yields"), unframed("target of the raid")
    ('ending the losses', 'crop yields', 'target of the raid')
    """
    return _FRAME.sub("", event or "", count=1)


def names_edge(event: str | None, reading: Reading, text: str) -> bool:
    """Whether the preposition of a date says that the event starts or ends then: "free until 30 June" for the end of it."""
    edge = _EDGE.search(event or "")
    if edge is None or "/" in reading.value:
        return False
    if reading.edge is not None:
        return reading.edge == edge.lastgroup
    at = reading.mention.start
    return edge.lastgroup == "start" and _FROM.search(text, max(0, at - _PREPOSITION), at) is not None


def by_step(event: str | None, found: list[Candidate], index: EventIndex, text: str) -> list[Candidate]:
    """The candidates, where the article sets a date beside another step of the event without any tie to this one."""
    if not event:
        return found
    found = _by_appointment(event, _by_plan(event, _by_base(event, found, text)), text)
    edge = _EDGE.search(event)
    if edge is not None:
        found = _by_edge(edge.lastgroup == "start", found, index, text)
    found = _by_name(event, _by_figure(event, _by_turn(event, found, text), index, text), index)
    ordinal = _ORDINAL.search(event)
    if ordinal is not None:
        found = _by_ordinal(ordinal.group(1).lower(), event, found, text)
    return found


def _by_appointment(event: str, found: list[Candidate], text: str) -> list[Candidate]:
    """ "announced on Monday a meeting to be held on May 12": the meeting is of the day it is set for."""
    things = frozenset(key for word in event_words(event) for key in literal_keys(word))
    ends = [c.reading.mention.end for c in found if c.derived is None and _is_set_for(c.reading.mention, things, text)]
    if not ends:
        return found
    out = []
    for c in found:
        mention = c.reading.mention
        told = any(mention.end < end and _STOP.search(text, mention.end, end) is None for end in ends)
        if told and mention.end not in ends:
            head = None if c.fit.head is None else _ANNOUNCED * c.fit.head
            c = replace(c, fit=replace(c.fit, score=_ANNOUNCED * c.fit.score, head=head))
        out.append(c)
    return out


def _is_set_for(mention: DateMention, things: frozenset[str], text: str) -> bool:
    """Whether one of the event's words stands before the date with nothing between but that it is set for then."""
    low = max(0, mention.start - _REACH)
    words = re.finditer(r"\w+", text[low : mention.start])
    return any(
        _SET_FOR.fullmatch(text, low + m.end(), mention.start) is not None for m in words if not things.isdisjoint(literal_keys(m.group()))
    )


def _by_edge(start: bool, found: list[Candidate], index: EventIndex, text: str) -> list[Candidate]:
    """ "began on Friday and was called off on Sunday": the start is of the first day."""
    wanted = _STARTS if start else _ENDS
    found = _with_its_edge(start, found, text)
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


def _with_its_edge(start: bool, found: list[Candidate], text: str) -> list[Candidate]:
    """ "the last quarter, which ended December 30": the end of the quarter is that day."""
    out = list(found)
    owner = -1
    for k, c in enumerate(found):
        at = c.reading.mention.start
        if k and found[k - 1].reading.mention.end <= at:
            owner = k - 1  # the readings of one date follow each other
        match = _ITS_EDGE.fullmatch(text, found[owner].reading.mention.end, at) if owner >= 0 and c.derived is None else None
        if match is not None and bool(match.group("start")) == start:
            out[k] = replace(c, fit=found[owner].fit)
            out[owner] = replace(found[owner], fit=_NOWHERE)
    return out


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
    meant = [*_NUMBER.findall(event), *_NAME.findall(event)]
    turns = [c.fit.score > 0.0 and c.derived is None and _is_turn(c.reading.mention, meant, text) for c in found]
    if not any(turns):
        return found
    before = _BEFORE.search(event) is not None
    return [c if turn == before else replace(c, fit=_NOWHERE) for c, turn in zip(found, turns, strict=True)]


def _is_turn(mention: DateMention, meant: list[str], text: str) -> bool:
    """Whether a date is that of the one before: the last time it was so, or the record that fell."""
    before = text[max(0, mention.start - _REACH) : mention.start]
    if mention.text[:5].lower() == "since" and _FIRST.search(before):
        return _TOLD.match(text, mention.end) is None
    if _LEVEL.search(before) is not None:
        return True
    return _RECORD.search(before) is not None and not any(word in before for word in meant)  # not the record of that figure or holder


def _by_plan(event: str, found: list[Candidate]) -> list[Candidate]:
    """ "on November 11, three days later than planned": an event as first planned has the day before, any other the day it got."""
    plans = {c.derived.base.start for c in found if c.derived is not None and c.derived.planned}
    if not plans:
        return found
    if _FIRST_PLAN.search(event) is None:
        return [replace(c, fit=_NOWHERE) if c.derived is not None and c.derived.planned else c for c in found]
    owner = {c.reading.mention.start: c.fit for c in found if c.derived is None and c.reading.mention.start in plans}
    out = []
    for c in found:
        if c.derived is not None and c.derived.planned:
            c = replace(c, fit=owner.get(c.derived.base.start, c.fit))
        elif c.derived is None and c.reading.mention.start in plans:
            c = replace(c, fit=_NOWHERE)
        out.append(c)
    return out


def _by_base(event: str, found: list[Candidate], text: str) -> list[Candidate]:
    """ "by 2030 to 55 percent of 1990 levels": 1990 is what others are held against, and nothing else."""
    compared = _compared(text)
    bases = [c.derived is None and c.reading.mention.end in compared for c in found] if compared else []
    if True not in bases:
        return found
    wanted = _BASE.search(event) is not None
    told = max((c.fit for c in found), key=lambda fit: fit.score)
    return [
        (replace(c, fit=told) if wanted else c) if base == wanted else replace(c, fit=_NOWHERE)
        for c, base in zip(found, bases, strict=True)
    ]


@lru_cache(maxsize=2)
def _compared(text: str) -> frozenset[int]:
    """Where "levels" or "prices" of a year may begin."""
    return frozenset(match.start() for match in _COMPARED.finditer(text))


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
            others = [c for c in others if not _ITS_EDGE.fullmatch(text[spans[owner] : c.reading.mention.start][:_REACH])]
            if len({c.reading.mention.start for c in others if c.fit.tells or not c.fit.silent}) and _OWNED.search(
                text, match.end(), owner + 1
            ):
                lost = {id(c) for c in others}
                return [replace(c, fit=_NOWHERE) if id(c) in lost else c for c in found]
    return found


def _by_name(event: str, found: list[Candidate], index: EventIndex) -> list[Candidate]:
    """ "eight B9 jets from 2026 to 2028, ten C4 jets between 2029 and 2031": what is named in one date's clause alone is not of the other.

    A name may be left out where it is understood, so it counts only beside a date whose clause tells of the event; a code counts anyway.
    """
    names = {word: any(map(str.isdigit, word)) for word in event_words(event) if word[:1].isupper() or any(map(str.isdigit, word))}
    sentences: dict[int, list[Candidate]] = {}
    for c in found if names else ():
        if c.fit.score > 0.0 and c.derived is None:
            sentences.setdefault(index.sentence_at(c.reading.mention.start), []).append(c)
    lost: dict[int, bool] = {}
    for number, here in sentences.items():
        places = {m.start: index.places.get((m.start, m.end)) for m in (c.reading.mention for c in here)}
        for name, is_code in names.items() if len(places) > 1 else ():
            tokens = _tokens_of(name, index.word_keys(number))
            owners = {at for at, place in places.items() if place is not None and not tokens.isdisjoint(place.own)}
            if len(owners) == 1 and (is_code or any(c.fit.tells for c in here if c.reading.mention.start in owners)):
                for c in here:
                    if c.reading.mention.start not in owners:
                        lost[id(c)] = is_code or lost.get(id(c), False)
    if not lost:
        return found
    return [replace(c, fit=_without(c.fit, lost[id(c)])) if id(c) in lost else c for c in found]


def _without(bound: Fit, is_code: bool) -> Fit:
    """What is left to a date without a name of the event; without its code nothing is said of the event there."""
    head = min(bound.head, _UNNAMED) if is_code and bound.head is not None else bound.head
    return replace(bound, score=_UNNAMED * bound.score, head=head)


def _tokens_of(name: str, here: dict[str, set[int]]) -> set[int]:
    return {token for key in literal_keys(name) for token in here.get(key, ())}


def _by_ordinal(wanted: str, event: str, found: list[Candidate], text: str) -> list[Candidate]:
    """ "first, in March, when Lind left, and second, in July": each ordinal has a date of its own."""
    things = frozenset(key for word in event_words(event) for key in literal_keys(word))
    numbers = [_counted(c, text, things) if c.derived is None else None for c in found]
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


def _counted(candidate: Candidate, text: str, things: frozenset[str]) -> str | None:
    """The ordinal that a date belongs to: the one behind it when the date opens its part of the sentence, else the last before it.

    One that counts something else than the event's `things` is passed over: "the first company to fly it, in July".
    """
    mention = candidate.reading.mention
    halt = _HALT.search(text, mention.end)
    behind = _ORDINAL.search(text, mention.end, min(halt.start() if halt else len(text), mention.end + _REACH))
    before = text[max(0, mention.start - _REACH) : mention.start]
    part = _HALT.split(before)[-1]
    if behind is not None and _SMALL.fullmatch(part):
        return behind.group(1).lower()
    own = _STOP.split(before)[-1]
    matches = [m for m in _ORDINAL.finditer(own) if _counts_these(own[m.end() :], things)]
    return matches[-1].group(1).lower() if matches else None


def _counts_these(behind: str, things: frozenset[str]) -> bool:
    """Whether an ordinal is followed by one of the things, or by no noun at all: "first, in March", "the second came in May"."""
    noun = _NOUN.match(behind)
    return noun is None or not things.isdisjoint(key for word in noun.group().split() for key in literal_keys(word))
