"""Which date of an article is the event's: candidates that share its words in, the one that owns it out (B4, B5)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.checks.dates.compare import Reading
from extractor.checks.dates.derive import Derived
from extractor.checks.events import event_index
from extractor.checks.fitting import Fit
from extractor.checks.parties.identity import Match, match_party, party_index
from extractor.checks.words import check_words, content_words, words_of
from extractor.core.annotations import Annotations
from extractor.core.claim import DateClaim, Party
from extractor.core.finding import Verdict
from extractor.core.mention import DateMention

_LINK = re.compile(r"\s*(?:,|and|or|&|,\s*and)\s*(?:also\s+)?(?:on|in|at|from)?\s*(?:the\s+)?")
"""What stands between two dates of one event: "on 3 and 5 May"."""
_IN_PLACE = re.compile(r"\b(?:in|at|near|to|from) ([A-Z][\w'’-]+)")
_THERE = re.compile(r"\b(?:workers|staff|people|residents|police|officials|\w+s) there\b")
_OF_NAME = re.compile(r"\bof ((?:[A-Z][\w’'-]+ ?){1,4})$")
_PRONOUNS = frozenset("he she it they who which that this these those".split())
_STOP = re.compile(r"[.!?][\"”’]?\s|\n")
_REACH = 200
"""Characters between a place and its date."""
# A rival date belongs to the event more clearly than the one that fits: by this factor and this share of its words.
_FACTOR, _CLEARLY = 1.25, 0.05
# A date beside which nothing says what happened: the share of the event's words it needs, and what a rival needs of that share.
ALONE, _AS_GOOD = 0.3, 0.5
_EVEN = 0.02
"""Difference of two shares that says nothing."""
_RELATED = 0.95
"""Share of the word for what happened below which a place has only a word that may be used for it."""
FAR = 10_000
"""Stands for the distance of words that are not in the sentence."""
# Less of an event's words than this in the sentence of a date is no tie between them.
TIED = 0.12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date of the article as seen from one claim."""

    reading: Reading
    verdict: Verdict | None
    fit: Fit
    derived: Derived | None = None

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        if self.derived is not None:
            return self.derived.spans
        return ((self.reading.mention.start, self.reading.mention.end),)


def beats(rival: Candidate | None, best: Candidate, text: str) -> bool:
    """Whether a date that does not fit belongs to the event more clearly than the one that does."""
    if rival is None:
        return False
    if _coordinated(rival, best, text):
        return False
    if rival.fit.tells and best.fit.silent:
        return rival.fit.score >= max(TIED, _AS_GOOD * best.fit.score)  # who takes part is shared; what happened is said of the rival only
    if best.fit.tells and (rival.fit.silent or rival.fit.share < _RELATED <= best.fit.share):
        return False
    if rival.fit.predicate and not best.fit.predicate:
        return rival.fit.score > best.fit.score
    return clearly_above(rival.fit, best.fit)


def clearly_above(rival: Fit, best: Fit) -> bool:
    """Whether one place has so many more of an event's words than another that it decides."""
    return rival.score > _FACTOR * best.score + _CLEARLY


def _coordinated(left: Candidate, right: Candidate, text: str) -> bool:
    """Whether two dates are of one event: "on 3 and 5 May"."""
    a, b = sorted((left.reading.mention, right.reading.mention), key=lambda m: m.start)
    return a.end <= b.start and _LINK.fullmatch(text, a.end, b.start) is not None


def dated_place(claim: DateClaim, best: Candidate, rivals: list[Candidate], text: str) -> Candidate | None:
    """The date of the place the record names, where the fitting one is of the next: "in Lund on 3 May and in Malmo on 8 May"."""
    start = best.reading.mention.start
    if _THERE.search(_sentence(best.reading.mention, text)):
        return None  # "Workers there held a strike last month"
    for name in _IN_PLACE.findall(claim.event or ""):
        near = [r for r in rivals if abs(r.reading.mention.start - start) < _REACH and not _coordinated(r, best, text)]
        owner = next((r for r in near if _stands_beside(name, r.reading.mention, text)), None)
        if owner is not None and not _stands_beside(name, best.reading.mention, text):
            first, last = sorted((start, owner.reading.mention.start))
            if "\n" not in text[first:last]:
                return owner
        elsewhere = next((r for r in near if _told_there(name, best.reading.mention, r.reading.mention, text)), None)
        if elsewhere is not None:
            return elsewhere
        at = text.rfind(name, max(0, start - _REACH), start)
        if at < 0 or not _IN_PLACE.search(text, at + len(name), start) or "\n" in text[at:start]:
            continue
        between = [r for r in rivals if at < r.reading.mention.start < start and not _coordinated(r, best, text)]
        if between:
            return min(between, key=lambda r: r.reading.mention.start)
    return None


def is_placed(claim: DateClaim, best: Candidate, rival: Candidate | None, text: str) -> bool:
    """Whether the place the record names stands directly beside the date that fits and not beside its rival: "in Japan last month"."""
    names = _IN_PLACE.findall(claim.event or "")
    return rival is not None and any(
        _stands_beside(name, best.reading.mention, text) and not _stands_beside(name, rival.reading.mention, text) for name in names
    )


def _told_there(name: str, mention: DateMention, rival: DateMention, text: str) -> bool:
    """Whether the sentence of a date is set in another place, and that of a rival in the one the record names."""
    here, there = _sentence(mention, text), _sentence(rival, text)
    places = {place.lower() for place in _IN_PLACE.findall(here)} - check_words().when
    return here != there and bool(places) and name not in here and name in _IN_PLACE.findall(there)


def _sentence(mention: DateMention, text: str) -> str:
    """The words around a date up to the full stops or line ends beside it, within reach."""
    before, after = text[max(0, mention.start - _REACH) : mention.start], text[mention.end : mention.end + _REACH]
    return _STOP.split(before)[-1] + text[mention.start : mention.end] + _STOP.split(after)[0]


def _stands_beside(name: str, mention: DateMention, text: str) -> bool:
    """Whether a place follows or precedes a date directly: "on 3 May in Lund"."""
    return bool(
        re.compile(rf"\s+(?:in|at|near|to|from) {re.escape(name)}\b").match(text, mention.end)
        or re.compile(rf"\b{re.escape(name)} (?:(?:on|in) )?$").search(text, max(0, mention.start - len(name) - 6), mention.start)
    )


def is_anothers(claim: DateClaim, best: Candidate, annotations: Annotations) -> bool:
    """Whether the date's clause says of somebody else what the record says of a name: "her predecessor resigned in May"."""
    named = _OF_NAME.search(claim.event or "")
    if named is None or not best.fit.predicate or best.derived is not None:
        return False
    index, parties, party = event_index(annotations), party_index(annotations), Party(named.group(1), named.group(1))
    number = index.sentence_at(best.reading.mention.start)
    sentence = index.sentences[number]
    token = sentence.index_at(best.reading.mention.start)
    home = index.clause_of_token(number, token) if token >= 0 else -1
    if home < 0 or not set(map(str.lower, words_of(named.group(1)))).isdisjoint(index.lower_words(number)):
        return False
    clause = index.clauses[home]
    phrases = (*clause.agents, *clause.patients)
    return bool(phrases) and not any(
        phrase.text.lower() in _PRONOUNS or match_party(party, phrase.text, parties, (phrase.start, phrase.end)) is not Match.DIFFERENT
        for phrase in phrases
    )


def same_mention(candidate: Candidate, best: Candidate | None) -> bool:
    """Whether two candidates are readings of one date of the article."""
    return best is not None and candidate.derived is None and best.derived is None and candidate.reading.mention is best.reading.mention


def is_untold(claim: DateClaim, best: Candidate, rivals: list[Candidate], text: str, *, elsewhere: bool) -> bool:
    """Whether the words of the event leave open which of two dates it has.

    A word that is merely missing proves nothing: it takes another date that has as good a claim, or another place of the article
    that tells of the event (`elsewhere`). One of the same sentence that stands nearer to what is said to have happened has a better one.
    """
    if check_words().any_event & {word.lower() for word in content_words(claim.event or "")}:
        return False
    others = [r for r in rivals if not _coordinated(r, best, text)]
    if best.fit.head == 0.0:
        return (
            best.fit.score < ALONE
            or (best.fit.foreign and elsewhere and bool(others))
            or any(r.fit.score >= _AS_GOOD * best.fit.score for r in others)
        )
    if best.fit.tells:
        return False
    same = [r for r in others if r.fit.tells == best.fit.tells and abs(r.fit.score - best.fit.score) <= _EVEN]
    return best.fit.near > 0 and any(0 < r.fit.near < best.fit.near for r in same)
