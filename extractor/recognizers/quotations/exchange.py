"""Cut the quotations of a story into what one person says in one go: turns in, units and what stands between them out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from extractor.recognizers.quotations.attribution import Attribution
from extractor.recognizers.quotations.lexicon import quotation_words
from extractor.recognizers.quotations.naming import name_gender
from extractor.recognizers.quotations.people import People
from extractor.recognizers.quotations.person import wanted_by
from extractor.recognizers.quotations.phrases import Phrase
from extractor.recognizers.quotations.turn import Turn
from extractor.recognizers.quotations.vocatives import vocatives

EXCHANGE = 700
"""A conversation hands the word back and forth over at most this many characters of narration."""
SENTENCE_END = re.compile(r"[.!?](?:\s|$)")
_LINE_ENDS = re.compile(r"[.!?][”\"’']?\n")
_ENDS_INSIDE = re.compile(r"[a-z][.!?] +[A-Z]")
_SAMPLE = 400
"""Quotations that are looked at to see how a text is laid out."""


class Gap(Enum):
    """What stands between two units."""

    FAR = "so much narration that nobody answers"
    BESIDE = "nothing, or a new paragraph after an attribution: somebody else speaks"
    BEHIND = "the attribution of the unit before"
    NARRATED = "narration"


@dataclass(frozen=True, slots=True)
class Unit:
    """What one person says in one go, its parts split only by its own attribution."""

    turns: tuple[int, ...]
    phrase: Phrase | None
    """The words of its clauses that name the speaker, a name before a pronoun."""
    told: tuple[str, ...]
    """Whom it speaks to by name."""
    gap: Gap
    """How it follows the unit before."""
    asked: bool = False
    """It answers: the unit before ends in a question, or it says yes or no."""

    @property
    def is_described(self) -> bool:
        return self.phrase is not None and len(self.phrase.words) > 1

    @property
    def is_other(self) -> bool:
        """ "The other", "his companion": not the one who has just spoken."""
        return self.phrase is not None and self.is_described and self.phrase.words[-1].low in quotation_words().companions


@dataclass(frozen=True, slots=True)
class Scene:
    """All quotations of a story in their units."""

    text: str
    turns: tuple[Turn, ...]
    units: tuple[Unit, ...]
    groups: tuple[int, ...]
    """For each turn the first turn of the quotation it is a part of."""
    lined: bool
    """Every sentence stands on its own line, so that a new line is no new paragraph."""

    def start(self, k: int) -> int:
        """Where a unit begins."""
        return self.turns[self.units[k].turns[0]].quoted.outer_start

    def end(self, k: int) -> int:
        """Where a unit ends; 0 for the one before the first."""
        return self.turns[self.units[k].turns[-1]].quoted.outer_end if k >= 0 else 0


_ANSWER = re.compile(r"(?:Yes|No|Aye|Nay)\b")


def read_scene(text: str, turns: Sequence[Turn], people: People) -> Scene:
    """Units of all speech, in order."""
    lined = _is_lined(text, turns)
    groups = list(range(len(turns)))
    runs: list[list[int]] = []
    for i, turn in enumerate(turns):
        if not turn.is_speech:
            continue
        before = runs[-1][-1] if runs else -1
        if before >= 0 and (turn.quoted.continues or _is_tied(text, turns[before], turn, lined=lined)):
            runs[-1].append(i)
            if turn.quoted.continues or turn.kind == turns[before].kind == "direct":
                groups[i] = groups[before]
        else:
            runs.append([i])
    units: list[Unit] = []
    for k, run in enumerate(runs):
        told = dict.fromkeys(name for i in run for name in vocatives(text, turns[i], people))
        gap = _gap(text, turns[runs[k - 1][-1]], turns[run[0]], lined=lined) if k else Gap.FAR
        asked = k > 0 and text[turns[runs[k - 1][-1]].quoted.end - 1] == "?"
        asked = asked or _ANSWER.match(text, turns[run[0]].quoted.start) is not None
        units.append(Unit(tuple(run), _phrase(turns, run), tuple(told), gap, asked))
    return Scene(text, tuple(turns), tuple(units), tuple(groups), lined)


def _is_lined(text: str, turns: Sequence[Turn]) -> bool:
    """Whether every sentence stands on its own line: quotations run over single line breaks."""
    counts = Counter[str]()
    for turn in turns[:_SAMPLE]:
        words = text[turn.quoted.start : turn.quoted.end]
        if "\n\n" not in words:
            counts["lines"] += len(_LINE_ENDS.findall(words))
            counts["inside"] += len(_ENDS_INSIDE.findall(words))
    return counts["lines"] > counts["inside"]


def _phrase(turns: Sequence[Turn], run: Sequence[int]) -> Phrase | None:
    pronoun: Phrase | None = None
    for i in run:
        found = turns[i].found
        if found is None or found.subject is None:
            continue
        if len(found.subject.words) > 1 or found.subject.words[0].low not in quotation_words().pronouns:
            return found.subject
        pronoun = pronoun or found.subject
    return pronoun


# --- what one person says


def _is_tied(text: str, left: Turn, right: Turn, *, lined: bool) -> bool:
    """Whether two quotations of one line are one person's: only narration of their own stands between."""
    between = text[left.quoted.outer_end : right.quoted.outer_start]
    if "\n" in between or len(between) > EXCHANGE:
        return False
    if not between.strip():
        return not lined
    if _is_split(text, left, between):
        return True
    first, second = left.found, right.found
    if second is not None and second.subject is not None:
        if first is not None and first.subject is not None and first.subject.start == second.subject.start:
            return True
        if second.side == "left":
            return not SENTENCE_END.search(between) and _goes_on(first, second.subject)
        if first is not None and first.subject is not None:
            return False
    return len(SENTENCE_END.findall(between)) <= (0 if lined else 2)


def _is_split(text: str, left: Turn, between: str) -> bool:
    """ "A," said X, "b.": one sentence goes on behind its attribution."""
    if left.found is None or left.found.side != "right" or text[left.quoted.end - 1] in ".!?":
        return False
    between = between.rstrip()
    return between.endswith((",", ";", "--", "—")) and not SENTENCE_END.search(between) and " and " not in between


def _goes_on(first: Attribution | None, second: Phrase) -> bool:
    """ "Said she, and after a moment she went on": the pronoun of the second clause is the subject of the first."""
    if first is None or first.subject is None or len(second.words) > 1 or first.subject.words[0].low == "i":
        return False
    wanted = wanted_by(second.words[0].low)
    given = wanted_by(first.subject.words[0].low) if len(first.subject.words) == 1 else None
    return wanted in ("male", "female") and (given or name_gender(first.subject.text)) in (wanted, None)


# --- what stands between


def _gap(text: str, last: Turn, first: Turn, *, lined: bool) -> Gap:
    start, end = last.quoted.outer_end, first.quoted.outer_start
    if end - start > EXCHANGE:
        return Gap.FAR
    narration = text[start:end]
    if not narration.strip():
        return Gap.BESIDE
    if last.found is not None and last.found.side == "right":
        clause = last.found.cue or last.found.subject
        stop = SENTENCE_END.search(narration, max(0, clause.end - start) if clause else 0)
        if stop is None or not narration[stop.end() :].strip():
            return Gap.BEHIND if lined or "\n" not in narration else Gap.BESIDE
    return Gap.NARRATED
