"""Judge a date: a `DateClaim` and the annotations in, a `Finding` out. The days must fit, and they must be this event's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import replace
from itertools import islice

from extractor.checks.dates.binding import (
    ALONE,
    FAR,
    TIED,
    Candidate,
    beats,
    clearly_above,
    dated_place,
    is_anothers,
    is_placed,
    is_untold,
    same_mention,
)
from extractor.checks.dates.compare import Reading, bounded, compare, joined, readings_of
from extractor.checks.dates.derive import Derived, counted_on, derived_dates
from extractor.checks.dates.steps import by_step, names_edge, unframed
from extractor.checks.events import EventIndex, event_index, event_words
from extractor.checks.fitting import PICTURE, Fit, event_heads, fit
from extractor.checks.phrasing import finding, place, shown
from extractor.checks.same_event import event_keys, literal_keys
from extractor.checks.words import content_words
from extractor.core.annotations import Annotations
from extractor.core.claim import DateClaim
from extractor.core.edtf import interval
from extractor.core.finding import Finding, Verdict
from extractor.core.mention import DateMention
from extractor.grounding import folded_article, ground_in

_MEMO = "checks.dates"
_Read = tuple[DateMention, list[Reading], bool]
_MOST = 150
"""Dates a claim is held against, of those beside its event and of those that meet its days."""
_EDGE = re.compile(
    r"\b(?:(?P<start>start|begin|beginning|opening|opens?|first day)|(?P<end>end|ends|ending|close|closing|closes|finish|last day))\b",
    re.IGNORECASE,
)
_BOTH_ENDS = re.compile(r"\b(?:to|through|until|till|and)\b|[-–—]")
_LIMIT = re.compile(
    r"\b(?:deadline|end|ending|expir\w+|lapse|limit|cut-?off|last day|until|re(?:open|start|sum|turn)\w*|lift\w*|conclusion|completion)\b",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(r"(?:\b(?:not|no|never|shut|closed|suspended|grounded|cancelled|canceled|halted)|n['’]t)\b[^.;:]*$", re.IGNORECASE)
_NEGATED = 60
"""Characters before "until" that can hold the negation."""
_USED = ("date", "range", "time")


def check_date(claim: DateClaim, annotations: Annotations) -> Finding:
    """Say whether the article dates this event so.

    >>> from extractor.core.article import Article
    >>> mention = DateMention(13, 17, "2014", "date", "2014")
    >>> found = check_date(DateClaim("/dates/0", "2014-05-02"), Annotations(Article("It closed in 2014."), dates=(mention,)))
    >>> str(found.verdict), found.expected
    ('overprecise', '2014')
    """
    if interval(claim.value) is None:
        message = (
            f"{claim.path} is {shown(claim.value)}, which is no date in EDTF (2021-10-06, 2021-10, 199X, ../2020-04-07), "
            "so it cannot be looked up."
        )
        return finding(claim, Verdict.ABSENT, "P1", message, claimed=claim.value)
    index = event_index(annotations)
    words = _event_words(claim)
    found = _candidates(claim, annotations, index, words)
    stated = _stated(claim, annotations)
    if stated is not None:
        if not stated:
            message = f"{claim.path} cites {shown(claim.text or '')}, which does not stand in the article."
            return finding(claim, Verdict.ABSENT, "D45", message, claimed=claim.value)
        cited = [c for c in found if any(a < s and r < b for a, b in stated for r, s in c.spans)]
        found = cited or found
    return _decide(claim, found, bool(words), annotations)


def _event_words(claim: DateClaim) -> list[str]:
    action = claim.action
    if claim.event:
        return event_words(unframed(claim.event))
    if action is None:
        return []
    parties = [p.name for p in (action.actor, action.target) if p is not None]
    return event_words(action.verb, action.object, *parties)


def _stated(claim: DateClaim, annotations: Annotations) -> tuple[tuple[int, int], ...] | None:
    return ground_in(claim.text, folded_article(annotations)).spans if claim.text else None


def _candidates(claim: DateClaim, annotations: Annotations, index: EventIndex, words: list[str]) -> list[Candidate]:
    heads = event_heads(unframed(claim.event), index)
    if not claim.event and claim.action is not None:
        heads = frozenset(event_words(claim.action.verb))
    near, nowhere = _near(words, index), Fit(0.0, False, 0.0 if heads else None)
    out: list[Candidate] = []
    edge = _EDGE.search(claim.event or "") is not None
    for mention, readings, aside in _likely(claim, _readings(annotations), near, index):
        far = near is not None and index.sentence_at(mention.start) not in near
        bound = nowhere if far or (aside and words) else fit(words, mention.start, mention.end, index, heads)
        for reading in readings:
            verdict = (at_the_edge(claim, reading) if edge else None) or compare(claim.value, reading)
            if (
                verdict is not None
                and verdict.supported
                and reading.edge == "end"
                and not _is_limit(claim, mention, annotations.article.text)
            ):
                verdict = Verdict.OVERPRECISE
            told = reading.edge == "end" and bound.clash  # "shut until October": reopened then
            told |= bound.silent and bound.score >= ALONE and names_edge(claim.event, reading, annotations.article.text)
            out.append(Candidate(reading, verdict, replace(bound, head=1.0, clash=False) if told else bound))
    for derived, said in _derived(annotations, index):
        days = interval(derived.value)
        if days is None:
            continue
        reading = Reading(derived.value, derived.base, True, days)
        verdict = compare(claim.value, reading)
        if verdict in (Verdict.EXACT, Verdict.EQUIVALENT):
            verdict = Verdict.DERIVED
        out.append(
            Candidate(reading, verdict, _fit_phrase(words, said, heads, index.word_keys(index.sentence_at(derived.start)).keys()), derived)
        )
    return by_step(claim.event, out, index, annotations.article.text)


def _likely(claim: DateClaim, dates: list[_Read], near: set[int] | None, index: EventIndex) -> list[_Read]:
    """All dates of an article; of one with very many, those beside the words of the event and those that meet the claimed days."""
    days = interval(claim.value)
    if len(dates) <= _MOST or days is None:
        return dates
    beside = islice((k for k, d in enumerate(dates) if near is None or index.sentence_at(d[0].start) in near), _MOST)
    meeting = islice((k for k, d in enumerate(dates) if any(r.days.overlaps(days) for r in d[1])), _MOST)
    return [dates[k] for k in sorted({*beside, *meeting})]


def _near(words: list[str], index: EventIndex) -> set[int] | None:
    """Sentences in or beside which a word of the event stands, the only ones that can tell of it; None for all."""
    wanted = {key for word in words for key in event_keys(word)}
    if wanted & PICTURE:
        return None  # a caption tells of its picture without the word
    there = index.sentences_with(wanted)
    return {number + step for number in there for step in (-1, 0, 1)}


def _is_limit(claim: DateClaim, mention: DateMention, text: str) -> bool:
    """Whether "until May 3" dates an event on May 3: the end of something, or what does not happen before."""
    return (
        _LIMIT.search(claim.event or "") is not None
        or _NOT_BEFORE.search(text, max(0, mention.start - _NEGATED), mention.start) is not None
    )


def at_the_edge(claim: DateClaim, reading: Reading) -> Verdict | None:
    """The start or end of a stretch of time, when that is what the record dates: "end of the exhibition"."""
    days, edge = interval(claim.value), _EDGE.search(claim.event or "")
    if days is None or edge is None or "/" not in reading.value or not _BOTH_ENDS.search(reading.mention.text):
        return None
    first, last = reading.value.split("/")
    wanted = interval(first if edge.lastgroup == "start" else last)
    if wanted is None:
        return None
    return Verdict.EQUIVALENT if wanted == days else Verdict.APPROXIMATE if days.contains(wanted) and "/" not in claim.value else None


def _readings(annotations: Annotations) -> list[_Read]:
    """The dates of an article with what they may mean, and whether they stand aside of its story (dateline, byline)."""
    found = annotations._memo.get(_MEMO)
    if not isinstance(found, list):
        text = annotations.article.text
        dates = counted_on(joined(text, [m for m in annotations.dates if m.kind in _USED]), text)
        margins = [(b.start, b.end) for b in annotations.blocks if b.kind in ("dateline", "byline", "boilerplate")]
        asides = [any(a <= m.start < b for a, b in margins) for m in dates]
        found = annotations._memo[_MEMO] = [(m, bounded(text, m, readings_of(m)), aside) for m, aside in zip(dates, asides, strict=True)]
    return found


def _derived(annotations: Annotations, index: EventIndex) -> list[tuple[Derived, frozenset[str]]]:
    """The dates that can be computed, each with the keys of the words beside it."""
    found = annotations._memo.get(_MEMO + ".derived")
    if not isinstance(found, list):
        found = annotations._memo[_MEMO + ".derived"] = [(d, _said_beside(index, d)) for d in derived_dates(annotations, index)]
    return found


def _fit_phrase(words: list[str], said: frozenset[str], heads: frozenset[str], sentence: Set[str]) -> Fit:
    """A computed date belongs to the event its own words name, and to no other."""
    if not words:
        return Fit(0.0, False)
    there = [
        word
        for word in words
        if not literal_keys(word).isdisjoint(said) or (not event_keys(word).isdisjoint(said) and sentence.isdisjoint(literal_keys(word)))
    ]
    if not there:
        return Fit(0.0, False, 0.0 if heads else None)
    head = None if not heads else 1.5 if not heads.isdisjoint(there) else 0.0
    return Fit(1.5 * len(there) / len(words), True, head)


def _said_beside(index: EventIndex, derived: Derived) -> frozenset[str]:
    """Keys of the words that name the event of a computed date."""
    number = index.sentence_at(derived.start)
    tokens = index.sentences[number].tokens
    inside = {i for i, t in enumerate(tokens) if derived.start <= t.start < derived.end and content_words(t.text)}
    return frozenset(key for key, at in index.word_keys(number).items() if not at.isdisjoint(inside))


def _is_told(claim: DateClaim, annotations: Annotations) -> bool:
    """Whether any sentence has a word for what is said to have happened."""
    index = event_index(annotations)
    heads = event_heads(unframed(claim.event), index)
    return bool(index.sentences_with(key for word in heads for key in event_keys(word)))


def _decide(claim: DateClaim, found: list[Candidate], bound: bool, annotations: Annotations) -> Finding:
    text = annotations.article.text
    support = [c for c in found if c.verdict is not None and c.verdict.supported and not c.reading.open]
    best = _best(c for c in support if not c.fit.clash)
    rivals = [c for c in found if (c.verdict is None or not c.verdict.supported) and not c.fit.clash and not same_mention(c, best)]
    rival = _best(rivals)
    if best is not None and best.fit.silent:
        rival = _best(r for r in rivals if r.fit.tells) or rival
    if best is not None and (
        not bound or (best.fit.score >= TIED and (not beats(rival, best, text) or is_placed(claim, best, rival, text)))
    ):
        nearer = dated_place(claim, best, rivals, text) if bound else None
        if nearer is not None:
            return _misattributed(claim, best, nearer, annotations)
        if bound and (
            is_anothers(claim, best, annotations) or is_untold(claim, best, rivals, text, elsewhere=_is_told(claim, annotations))
        ):
            return _untold(claim, best)
        return _supported(claim, best)
    open_reading = _best(c for c in found if c.reading.open and c.verdict is not None and c.verdict.supported)
    if (
        open_reading is not None
        and (not bound or open_reading.fit.score >= TIED)
        and not beats(_best(c for c in rivals if not c.reading.open), open_reading, text)
    ):
        return _open(claim, open_reading)
    sharper = _best(
        c
        for c in rivals
        if c.verdict is Verdict.OVERPRECISE and (not bound or c.fit.score >= TIED) and (best is None or ".." not in c.reading.value)
    )
    if sharper is not None and (rival is None or not beats(rival, sharper, text)):
        value = sharper.reading.value
        message = f"{claim.path} dates {_what(claim)} {claim.value}; the article only says {_said(sharper, annotations)}, which is {value}."
        return finding(claim, Verdict.OVERPRECISE, "D41", message, sharper.spans, reading=value, expected=value, claimed=claim.value)
    if best is not None:
        if bound and best.fit.score < TIED and (rival is None or rival.fit.score < TIED):
            return _untold(claim, best)
        return _misattributed(claim, best, rival, annotations)
    clashing = _best(c for c in support if c.fit.clash)
    if clashing is not None:
        return _misattributed(claim, clashing, rival, annotations)
    return _refused(claim, rival, bound, annotations)


def _best(candidates: Iterable[Candidate]) -> Candidate | None:
    order = (Verdict.EXACT, Verdict.EQUIVALENT, Verdict.DERIVED, Verdict.APPROXIMATE)
    return max(
        candidates,
        key=lambda c: (
            round(c.fit.score, 3),
            -order.index(c.verdict) if c.verdict in order else -9,
            -(c.fit.near or FAR),
            -c.reading.mention.start,
        ),
        default=None,
    )


def _supported(claim: DateClaim, best: Candidate) -> Finding:
    value, mention = best.reading.value, best.reading.mention
    assert best.verdict is not None
    if best.derived is not None:
        message = (
            f"{claim.path} dates {_what(claim)} {claim.value}; that follows from the article: {best.derived.formula} {place(best.spans)}."
        )
        return finding(claim, best.verdict, "D10", message, best.spans, reading=value, formula=best.derived.formula, claimed=claim.value)
    how = f", counted from {mention.anchor}" if best.reading.resolved and mention.anchor else ""
    message = f"{claim.path} dates {_what(claim)} {claim.value}; the article says {shown(mention.text)} {place(best.spans)}{how}."
    rule = "D42" if best.verdict is Verdict.APPROXIMATE else mention.rule
    return finding(claim, best.verdict, rule, message, best.spans, reading=value, claimed=claim.value)


def _untold(claim: DateClaim, best: Candidate) -> Finding:
    """Those who take part stand beside the date, but what happened stands nowhere near it."""
    message = (
        f"{claim.path} dates {_what(claim)} {claim.value}; the article has {shown(best.reading.mention.text)} {place(best.spans)} "
        "for something that those concerned do or undergo, but does not say that it is this."
    )
    return finding(claim, Verdict.AMBIGUOUS, "B5", message, best.spans, reading=best.reading.value, claimed=claim.value)


def _open(claim: DateClaim, best: Candidate) -> Finding:
    mention = best.reading.mention
    either = " or ".join(mention.alternatives)
    message = (
        f"{claim.path} dates {_what(claim)} {claim.value}; {shown(mention.text)} {place(best.spans)} may be {either}, "
        "and the article does not settle it."
    )
    return finding(claim, Verdict.AMBIGUOUS, mention.rule, message, best.spans, reading=either, claimed=claim.value)


def _misattributed(claim: DateClaim, best: Candidate, rival: Candidate | None, annotations: Annotations) -> Finding:
    if rival is not None and rival.fit.score >= TIED:
        value = rival.reading.value
        message = (
            f"{claim.path} dates {_what(claim)} {claim.value}; the article has that date for another event {place(best.spans)} "
            f"and dates this one {value} ({_said(rival, annotations)})."
        )
        spans = [*best.spans, *rival.spans]
        return finding(claim, Verdict.MISATTRIBUTED, "B5", message, spans, reading=value, expected=value, claimed=claim.value)
    message = f"{claim.path} dates {_what(claim)} {claim.value}; the article has that date {place(best.spans)}, but not for this event."
    return finding(claim, Verdict.MISATTRIBUTED, "B5", message, best.spans, claimed=claim.value)


def _refused(claim: DateClaim, rival: Candidate | None, bound: bool, annotations: Annotations) -> Finding:
    unread = _unread(claim, annotations)
    if rival is None or (bound and rival.fit.score < TIED):
        if unread is not None:
            return _unresolved(claim, unread)
        message = f"{claim.path} dates {_what(claim)} {claim.value}; the article does not give that date."
        return finding(claim, Verdict.ABSENT, "D44", message, claimed=claim.value)
    if unread is not None and bound:
        index = event_index(annotations)
        if clearly_above(fit(_event_words(claim), unread.start, unread.end, index), rival.fit):
            return _unresolved(claim, unread)
    value = rival.reading.value
    rule = "D10" if rival.derived is not None else "D43"
    verdict = Verdict.CONTRADICTED if bound else Verdict.ABSENT
    message = f"{claim.path} dates {_what(claim)} {claim.value}; the article says {_said(rival, annotations)}, which is {value}."
    if not bound:
        return finding(claim, verdict, "D44", f"{claim.path} is {claim.value}; the article does not give that date.", claimed=claim.value)
    return finding(claim, verdict, rule, message, rival.spans, reading=value, expected=value, claimed=claim.value)


def _unresolved(claim: DateClaim, unread: DateMention) -> Finding:
    spans = [(unread.start, unread.end)]
    message = f"{claim.path} dates {_what(claim)} {claim.value}; {shown(unread.text)} {place(spans)} cannot be resolved: {unread.reason}."
    return finding(claim, Verdict.AMBIGUOUS, unread.rule, message, spans, claimed=claim.value)


def _unread(claim: DateClaim, annotations: Annotations) -> DateMention | None:
    """A date expression without a value because nothing says what day it hangs on."""
    missing = [m for m in annotations.dates if m.kind in _USED and m.value is None and not m.alternatives and m.reason]
    if not missing:
        return None
    words, index = _event_words(claim), event_index(annotations)
    ranked = [(fit(words, m.start, m.end, index).score, -m.start, m) for m in missing]
    score, _, mention = max(ranked, key=lambda r: (r[0], r[1]))
    return mention if not words or score >= TIED else None


def _what(claim: DateClaim) -> str:
    if claim.event:
        return shown(claim.event)
    return shown(claim.action.verb) if claim.action is not None else "it"


def _said(candidate: Candidate, annotations: Annotations) -> str:
    if candidate.derived is not None:
        return f"{candidate.derived.formula} {place(candidate.spans)}"
    mention = candidate.reading.mention
    return f"{shown(mention.text)} {place([(mention.start, mention.end)])}"
