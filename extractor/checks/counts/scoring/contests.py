"""The contests and votes an article tells of, with their scores: an article in, who has which part of each score out (M21)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from extractor.checks.counts.cast import cast_of
from extractor.checks.counts.scoring.differences import margin_of, side_by_side
from extractor.checks.counts.scoring.sides import MISTAGGED, Parties, Side, words_between
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.vocabulary import vocabulary
from extractor.core.annotations import Annotations
from extractor.recognizers.entities import entities_of

_WINNING, _IF_NEAR = vocabulary("winning"), vocabulary("winning_if_near")
_LOSING, _LEADING, _TRAILING, _LEVELLING = (vocabulary(n) for n in ("losing", "leading", "trailing", "levelling"))
_IN_FRONT, _AT_THE_BACK = vocabulary("in_front"), vocabulary("at_the_back")
_WON, _LOST, _LEVEL = vocabulary("won_nouns"), vocabulary("lost_nouns"), vocabulary("level_nouns")
_AWARDING, _SUFFERING, _INFLICTING = vocabulary("awarding"), vocabulary("suffering"), vocabulary("inflicting")
_PASSING, _FAILING, _MOTIONS = vocabulary("passing"), vocabulary("failing_votes"), vocabulary("motions")
_PARTS = vocabulary("contest_parts")
_DRAWING = vocabulary("drawing")
_ORDINALS, _CONTRA = vocabulary("ordinals"), vocabulary("against_words")
_CUTS = frozenset(("before", "after", "but", "while", "when", "then", "and", ";", "until"))
_SAME = frozenset(("score", "scoreline", "total", "result", "margin"))
_OPPOSED = {1: frozenset(("against", "over", "past")), -1: frozenset(("to", "against", "by")), 0: frozenset(("with", "against"))}
_HALF_TIME = re.compile(
    r"\b(?:at|by|before) (?:the )?(?:half[- ]?time|interval|break)\b|\b(?:in)?to the second half\b|\bhalf-time (?:lead|score)\b"
)
_ENDED = vocabulary("at_the_end")
_POSSIBLE = vocabulary("modals") | {"if", "unless", "should", "wo"}
_DENIED = vocabulary("not")
_MOST_BACK = 20
"""Scores that "the same score" is looked for among."""
_RUNNING = _LEADING | _TRAILING | (_LEVELLING - _DRAWING) | _IN_FRONT | _AT_THE_BACK | {"advantage"}
_FAR = 5
"""Words between a verb that has other meanings and the score it is of."""


@dataclass(frozen=True, slots=True)
class Contest:
    """One score, and whose its parts are."""

    slot: Slot
    low: Fraction
    high: Fraction
    ahead: Side
    """Words of who has the higher part; empty when the sentence does not say it."""
    behind: Side
    vote: str
    """ "for" or "against": those who have the higher part of a vote; empty for any other contest."""
    margin: bool
    """Only the difference is told, as `high`: "won by eight points"."""
    running: bool
    """A score on the way, not the final one."""
    near: frozenset[str]
    wider: frozenset[str]
    """Keys of its own words, and of its sentence."""
    ordinals: frozenset[str]
    """Which set, half or round it is of: first, second."""
    part: str
    """Of what these ordinals are: set, half, round; empty where the text leaves it out."""
    half_time: bool
    unreal: str
    """N4 where it may only be ("would win 3-1"), N2 where it is denied ("did not win 3-1"); empty for a fact."""
    series: bool
    """One of several side by side, each of a set or a round: "won 6-3 4-6 6-4"."""
    winner: Side
    loser: Side
    """Of the whole series."""

    @property
    def level(self) -> bool:
        return self.low == self.high and not self.margin


def contests_of(index: Index, annotations: Annotations) -> tuple[Contest, ...]:
    """All scores of an article, told once."""
    memo = annotations._memo.get("counts.contests")
    if isinstance(memo, tuple):
        return memo
    made = tuple(_Reader(index, annotations).read())
    annotations._memo["counts.contests"] = made
    return made


class _Reader:
    def __init__(self, index: Index, annotations: Annotations) -> None:
        self.index, self.annotations = index, annotations
        self.text = annotations.article.text

    def read(self) -> list[Contest]:
        slots = [s for s in self.index.slots if s.mention.kind == "score" or margin_of(s)]
        if not slots:
            return []
        cast, entities = cast_of(self.annotations, self.index), entities_of(self.annotations)
        out: list[Contest] = []
        last_line, ordinals, part, paragraph = -1, frozenset[str](), "", -1
        by_line: dict[int, list[Slot]] = {}
        for slot in slots:
            by_line.setdefault(slot.line.number, []).append(slot)
        lines = sorted({*by_line, *(n + 1 for n in by_line if n + 1 < len(self.index.lines))})
        for number in lines:
            line = self.index.lines[number]
            here = by_line.get(number, [])
            if line.paragraph != paragraph or number > last_line + 2:
                ordinals = frozenset()
            last_line, paragraph = number, line.paragraph
            parties = Parties(line, self.text, cast, entities)
            for slot in here:
                contest = _One(slot, here, parties, out).contest()
                if contest.ordinals or not contest.running:
                    ordinals, part = contest.ordinals, contest.part
                out.append(replace(contest, ordinals=ordinals, part=part))
            again = _same_again(parties, out)
            if again is not None:
                out.append(again)
        return out


def _same_again(parties: Parties, told: list[Contest]) -> Contest | None:
    """ "... and overcame Truro by the same score": the last score over, of another contest."""
    words = parties.words
    at = next((k for k, w in enumerate(words[:-1]) if w.low == "same" and words[k + 1].low in _SAME), -1)
    before = next((c for c in reversed(told[-_MOST_BACK:]) if not c.margin and (c.slot.line is not parties.line or c.slot.last < at)), None)
    if at < 0 or before is None:
        return None
    one = _One(before.slot, [], parties, told, at=at)
    made = one.contest()
    return replace(made, margin=words[at + 1].low == "margin", high=made.high - made.low if words[at + 1].low == "margin" else made.high)


class _One:
    """One score in its sentence."""

    def __init__(self, slot: Slot, here: list[Slot], parties: Parties, told: list[Contest], at: int = -1) -> None:
        self.slot, self.parties, self.told, self.words = slot, parties, told, parties.words
        self.first, self.last = (slot.first, slot.last) if at < 0 else (at, at + 1)
        left = max((s.last + 1 for s in here if s.last < self.first), default=0)
        self.floor = max((s.last + 1 for s in here if s.last < self.first and s.mention.kind == "score"), default=0)
        """Where the words of this score begin: behind the last one, and behind the last score or difference."""
        self.left, self.right = left, min((s.first for s in here if s.first > self.last), default=len(self.words))
        self.before = (
            next((c for c in reversed(told[-_MOST_BACK:]) if c.slot.line is parties.line and not c.margin), None) if self.floor else None
        )
        m = slot.mention
        self.margin = m.kind != "score"
        self.series = not self.margin and any(side_by_side(s, slot) for s in here if s.mention.kind == "score")
        if m.kind == "score":
            self.low, self.high = Fraction(m.low or 0), Fraction(m.high or 0)
        else:
            self.low, self.high = Fraction(0), slot.value or Fraction(0)

    def contest(self) -> Contest:
        words = self.words
        k, way, vote = self._result()
        near_from, near_to = self._cut(k)
        near = words_between(words, near_from, self.first) | words_between(words, self.last + 1, near_to)
        subject: Side = frozenset()
        other: Side = frozenset()
        if k >= 0:
            subject, other, way = self._parties(k, way)
        if vote and not (self._is_vote() and (words[k].low not in _WINNING or not self._two_parties(subject, other))):
            vote = ""
        if self.series and (k >= 0 or self.before is not None) and not vote:
            winner = subject if k >= 0 and way == 1 else self.before.winner if self.before is not None else frozenset()
            loser = other if k >= 0 and way == 1 else self.before.loser if self.before is not None else frozenset()
            subject, other, way = winner, loser, 1 if self._falls() else -1
        elif k < 0 and not vote and not self.margin:
            verb = next((i for i in range(self.first - 1, self.floor - 1, -1) if words[i].pos == "VERB"), -1)
            subject = self.parties.subject(verb) if verb >= 0 else frozenset()
            way = 1 if self._falls() else -1
        if vote and words[k].low != "majority":
            subject = other = frozenset()  # the sides of a vote are camps
        ahead, behind = (subject, other) if way >= 0 else (other, subject)
        running = (words[k].low in _RUNNING and words[k - 1].low not in _ENDED) if k >= 0 else not vote
        ordinals, part = self._ordinals(near_from, near_to)
        half = self._half_time(near_from, near_to)
        wider = frozenset().union(*(w.keys for w in words)) if len(words) < 400 else near
        unreal = self._unreal(k)
        whole: tuple[Side, Side] = (subject, other) if self.series else (frozenset(), frozenset())
        return Contest(
            self.slot, self.low, self.high, ahead, behind, vote, self.margin, running or half, near, wider, ordinals, part, half,
            unreal, self.series, *whole,
        )  # fmt: skip

    def _unreal(self, k: int) -> str:
        before = {w.low for w in self.words[max(0, k - 3) : k]} if k >= 0 else set()
        return "N4" if before & _POSSIBLE else "N2" if before & _DENIED else ""

    def _falls(self) -> bool:
        """The higher part is written first."""
        text = self.slot.mention.text.replace(",", "")
        return not text[0].isdigit() or text.startswith(str(self.high))

    def _cut(self, result: int) -> tuple[int, int]:
        """The words that speak of this score and of no other of the sentence."""
        start, stop = self.left, self.right
        if stop < len(self.words):
            stop = self._joint(self.last + 1, stop)
        if start:
            start = self._joint(start, self.first)
            start = min(start, result) if result >= self.floor else start
        return start, stop

    def _joint(self, start: int, stop: int) -> int:
        """Where the words between two scores part: at the last comma, else at a conjunction."""
        comma = next((k for k in range(stop - 1, start - 1, -1) if self.words[k].low in (",", ";")), -1)
        return comma if comma >= 0 else next((k for k in range(start, stop) if self.words[k].low in _CUTS), stop)

    # -- the word of the result

    def _result(self) -> tuple[int, int, str]:
        """Its place, who has the higher part by it (1 its subject, -1 the other, 0 nobody), and for a vote which camp has."""
        words = self.words
        for k in range(self.last + 1, min(self.last + 5, self.right)):
            if words[k].pos == "PUNCT" and words[k].low not in ("-",):
                break
            if words[k].nominal and words[k].low in _WON | _LOST | _LEVEL:
                return k, 1 if words[k].low in _WON else -1 if words[k].low in _LOST else 0, "for" if words[k].low == "majority" else ""
        for k in range(self.last + 1, min(self.last + 3, self.right)):
            if words[k].low in _IN_FRONT | _AT_THE_BACK:
                return k, 1 if words[k].low in _IN_FRONT else -1, ""
        for k in range(self.first - 1, self.floor - 1, -1):
            low = words[k].low
            if low == ";":
                break
            found = self._told_by(k, low)
            if found is not None:
                return k, found, ""
            vote = self._voted(k, low)
            if vote:
                return k, 1, vote
        if not self.floor and not any(w.pos in ("VERB", "AUX") for w in words[: self.first]):
            for k in range(self.last + 1, self.right):
                vote = self._voted(k, words[k].low) if words[k].pos == "VERB" else ""
                if vote or (words[k].pos == "VERB" and words[k].low in (_WINNING - _IF_NEAR) | _LOSING):
                    return k, 1 if vote or words[k].low in _WINNING else -1, vote
        if self.before is not None:
            return -1, 0, self._elided()
        return -1, 0, self._elided()

    def _told_by(self, k: int, low: str) -> int | None:
        words = self.words
        if low == "down" and k and words[k - 1].low in ("went", "go", "going", "goes", "gone"):
            return -1
        if low == "level":
            return 0 if self.low == self.high else None
        if low in ("up", "down") and (words[k].pos != "VERB" or low == "up"):
            return (1 if low == "up" else -1) if k + 1 == self.first else None
        if low in _IN_FRONT | _AT_THE_BACK and self.first - k <= _FAR:
            return 1 if low in _IN_FRONT else -1
        if words[k].nominal and low not in MISTAGGED and not self._leads(k):
            return 1 if low in _WON else -1 if low in _LOST else 0 if low in _LEVEL else None
        if words[k].pos not in ("VERB", "ADJ") and low not in MISTAGGED and not self._leads(k):
            return None
        if low in _LEVELLING:
            return 0 if self.low == self.high else None
        if low in _WINNING and self._motion(k):
            return None
        if low in _WINNING | _LEADING:
            return 1 if low not in _IF_NEAR or self.first - k <= _FAR else None
        return -1 if low in _LOSING | _TRAILING else None

    def _leads(self, k: int) -> bool:
        """ "Otago lead 14-9": a noun without an article behind a name is a verb."""
        return self.words[k].low in ("lead", "draw") and k > 0 and (self.words[k - 1].pos == "PROPN" or (k == 1 and self.words[0].nominal))

    def _voted(self, k: int, low: str) -> str:
        if self.words[k].pos not in ("VERB", "NOUN", "ADJ") or low not in _PASSING | _FAILING:
            return ""
        turned = low in ("turn", "turned", "throw", "threw", "thrown", "strike", "struck")
        if turned and not any(w.low in ("down", "out") for w in self.words[k + 1 : k + 3]):
            return ""
        if low in _FAILING:
            return "against"
        return "against" if self._contra() else "for"

    def _contra(self) -> bool:
        """ "8-5 against a new car park", "voted 7-2 to reject it"."""
        return any(w.low in _CONTRA for w in self.words[self.last + 1 : min(self.last + 4, self.right)])

    def _elided(self) -> str:
        """The vote of the clause before goes on: "cleared the lower house 88-31 and the upper house 24-9"."""
        if self.before is None:
            return ""
        return (
            "against"
            if self._contra()
            else "for"
            if self.before.vote and not self._contra() and not self._said_against()
            else self.before.vote
        )

    def _said_against(self) -> bool:
        """The camp of the score before is told by its verb, which is left out here."""
        return (
            self.before is not None
            and self.before.vote == "against"
            and not any(w.low in _CONTRA for w in self.words[self.before.slot.last + 1 : self.before.slot.last + 4])
        )

    def _motion(self, verb: int) -> bool:
        """A motion is defeated, not a side: "the bill was defeated 60-40"."""
        around = self.words[max(0, verb - 6) : self.first]
        return any(w.low in _MOTIONS for w in around)

    def _is_vote(self) -> bool:
        return self.slot.mention.kind == "score" or any(w.low in ("vote", "votes") for w in self.words[self.first : self.last + 3])

    @staticmethod
    def _two_parties(one: Side, other: Side) -> bool:
        return bool(one and other)

    # -- the parties

    def _parties(self, k: int, way: int) -> tuple[Side, Side, int]:
        words, told = self.words, self.parties
        stop = self.right
        cut = next((i for i in range(self.last + 1, stop) if words[i].low in _CUTS and words[i].low != "and"), stop)
        if words[k].nominal and words[k].low not in MISTAGGED and not self._leads(k):
            return self._of_noun(k, way, cut)
        verb = (
            k
            if words[k].pos == "VERB" or words[k].low in MISTAGGED or self._leads(k)
            else next((i for i in range(min(k, self.first) - 1, self.floor - 1, -1) if words[i].pos in ("VERB", "AUX")), k)
        )
        passive = words[verb].low in _WINNING and told.passive(verb)
        if passive:
            return told.subject(verb), told.behind(verb + 1, cut, frozenset(("by",))), -1
        subject = told.subject(verb)
        other: Side = frozenset()
        if way >= 0 or words[k].low in _TRAILING:
            other = told.object_of(verb, self.first) if verb == k else frozenset()
        leads = _OPPOSED[way] | {"of"} if words[k].low in _IN_FRONT | _AT_THE_BACK else _OPPOSED[way]
        other = other or told.behind(k + 1, cut, leads)
        if not subject and self.before is not None:
            subject = self.before.ahead
        return subject, other, way

    def _of_noun(self, k: int, way: int, cut: int) -> tuple[Side, Side, int]:
        words, told = self.words, self.parties
        start = max(k, self.last) + 1 if k > self.last else k + 1
        other = told.behind(start, cut, _OPPOSED[way])
        if way == -1 and not other:
            beaten = told.behind(start, cut, frozenset(("of",)))
            if beaten:
                return told.owner(k), beaten, 1
        owner = told.owner(min(k, self.first)) or told.owner(k)
        if not owner:
            owner = told.behind(start, cut, frozenset(("for",)))
        verb = next((i for i in range(min(k, self.first) - 1, max(self.floor - 1, -1), -1) if words[i].pos == "VERB"), -1)
        if not owner and verb >= 0:
            if words[verb].low in _INFLICTING and way == -1:
                return told.subject(verb), told.behind(start, cut, frozenset(("on", "upon"))), 1
            given = told.object_of(verb, min(k, self.first)) if words[verb].low in _AWARDING else frozenset()
            if words[verb].low in ("held", "hold", "holding") and way == 0:
                other = told.object_of(verb, min(k, self.first)) or other
            owner = given or told.subject(verb)
            if words[verb].low in _SUFFERING:
                way = -1
        if not owner and verb < 0 and self.before is not None:
            owner = self.before.ahead
        return owner, other, way

    # -- which part of the contest

    def _ordinals(self, start: int, stop: int) -> tuple[frozenset[str], str]:
        """ "first" of "the first set 25-12"; of "the second 25-22" after a set."""
        words = self.words
        for k in (*range(self.first - 1, start - 1, -1), *range(self.last + 1, stop)):
            if words[k].low in _ORDINALS and words[k].low != "last":
                following = words[k + 1].low if k + 1 < len(words) else ""
                if following in _PARTS or k + 1 == self.first:
                    return frozenset((words[k].low,)), following if following in _PARTS else ""
        return frozenset(), ""

    def _half_time(self, start: int, stop: int) -> bool:
        """ "at half-time", "into the second half"; not "after the break"."""
        if start >= stop:
            return False
        return _HALF_TIME.search(self.parties.text[self.words[start].start : self.words[stop - 1].end].lower()) is not None
