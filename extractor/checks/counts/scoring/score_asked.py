"""What a claim asks of a score: the words of the claim in, whose part, margin or sum out (M21, D11)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extractor.checks.counts.scoring.sides import Side, name_keys
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import load_words

_TOKEN = re.compile(r"[^\W_]+(?:[.'’\-][^\W_]+)*(?:(?<=s)['’](?!\w))?|,")
_WINNING, _LOSING = vocabulary("winning") | vocabulary("won_nouns"), vocabulary("losing") | vocabulary("lost_nouns")
_PASSING, _FAILING = vocabulary("passing"), vocabulary("failing_votes")
_FOR, _AGAINST, _TOGETHER, _MARGIN = (vocabulary(n) for n in ("for_words", "against_words", "together", "by_how_much"))
_CONTEST, _PARTS, _HALF_TIMES, _ORDINALS = (vocabulary(n) for n in ("contest_nouns", "contest_parts", "half_times", "ordinals"))
_SCORING, _CONCEDING, _CIRCUMSTANCES = vocabulary("scoring"), vocabulary("conceding"), vocabulary("circumstances")
_OTHER_SIDE, _AT_THE_END, _OWNERS = vocabulary("other_side"), vocabulary("at_the_end"), vocabulary("owners")
_MINORITY = vocabulary("minority")
_RIVAL = frozenset(("against", "over", "versus", "v", "vs", "past"))
_TWO_NAMES = re.compile(r"\b[A-Z][\w-]+ and (?:the )?[A-Z]")
_ARTICLES = frozenset(("the", "a", "an"))
_WHOSE = frozenset(("by", "of", "for"))
_VERSIONS = frozenset(("each", "either", "apiece"))
_FILLERS = frozenset(
    ("was", "were", "is", "are", "be", "been", "had", "has", "who", "that", "it", "they", "only", "just", "one", "between", "on", "and")
)
_STAGES = frozenset(("early", "late", "behind", "ahead"))
_BROAD = frozenset(
    ("match", "game", "final", "tie", "meeting", "contest", "encounter", "ballot", "election", "referendum", "vote", "derby", "draw")
)
"""Contests whose two parts together a claim may count."""


@dataclass(frozen=True, slots=True)
class ScoreAsk:
    """A claim of points, goals, sets, votes or of a margin."""

    noun: str
    """Stem of what is counted; empty for a bare margin."""
    what: str
    """side, margin, total or each."""
    side: Side
    rival: Side
    camp: str
    """for, against, majority or minority, in a vote."""
    flip: bool
    """It asks for the part of whom the named side met: "goals conceded by City"."""
    outcome: int
    """1 the named side won, -1 it lost, 0 the claim says neither."""
    failed: bool
    """The claim says that a motion failed."""
    words: tuple[frozenset[str], ...]
    """Keys of the words that say which contest or which stage of it is meant."""
    ordinals: frozenset[str]
    half_time: bool
    final: bool
    persons: bool
    """It counts those who voted."""
    rejecting: bool
    """It speaks of a vote to reject something: "senators who voted to reject the bill"."""


def scored_stems() -> frozenset[str]:
    return frozenset(load_words().stem(w) for w in (*vocabulary("scored"), "penalty", "wicket", "length", "shot", "stroke"))


@lru_cache(maxsize=4096)
def read_score_claim(of: str, actor: str | None) -> ScoreAsk | None:
    """Read a claim's words; None when it asks for nothing that a score tells.

    >>> asked = read_score_claim("points scored by Noosa against University", None)
    >>> asked.what, sorted(asked.side), sorted(asked.rival)
    ('side', ['noosa'], ['universit'])
    """
    raw = [t.group() for t in _TOKEN.finditer(of)]
    lows = [_bare(t) for t in raw]
    stems = [load_words().stem(low) for low in lows]
    scored, voters = scored_stems(), vocabulary("voters")
    head = next((i for i, s in enumerate(stems) if s in scored or s in voters or lows[i] in _MARGIN or lows[i] == "majority"), -1)
    if head < 0:
        return None
    persons = (stems[head] in voters and stems[head] not in ("judg",)) or lows[head] in ("judges", "justices", "judge")
    margin = lows[head] in _MARGIN or (lows[head] == "majority" and (head == 0 or lows[head - 1] not in ("the", "in")))
    noun = "" if margin else stems[head]
    if head + 1 < len(lows) and not margin:
        following = lows[head + 1]
        if following in _MARGIN or following == "majority":
            margin, head = True, head + 1
        elif not _may_follow(raw[head + 1], following):
            return None
    made = _Reader(raw, lows, head, votes=persons or noun == load_words().stem("vote"), persons=persons)
    made.what = "margin" if margin else "side"
    made.read()
    if persons and not made.camp and "panel" not in lows and "voted" not in lows:
        return None
    ordinals = frozenset(low for i, low in enumerate(lows) if low in _ORDINALS and low != "last" and (low in _PARTS or _of_part(lows, i)))
    half = any(low in _HALF_TIMES - {"half"} for low in lows) or re.search(r"\b(?:in)?to the second half\b", of) is not None
    side, rival = name_keys(" ".join(made.side)), name_keys(" ".join(made.rival))
    if not side and actor and not made.camp and made.what in ("side", "margin"):
        side = name_keys(actor)
    if "together" in lows and _TWO_NAMES.search(of) is not None:
        what = "total"
    elif made.camp and re.search(r"\bfor (?:and|or|plus) against\b", of):
        made.camp, made.side, side = "", [], frozenset()
        what = "total"
    else:
        what = _what(made, lows, head)
    if what == "total" and "both" in lows:
        made.camp, side = "", frozenset()
    words = tuple(
        load_words().claim_keys(w) | {w} for w in made.around if w not in _TOGETHER | _FILLERS | ordinals and not (ordinals and w in _PARTS)
    )
    return ScoreAsk(
        noun, what, side, rival, made.camp, made.flip, made.outcome, made.failed, words, ordinals, half,
        any(low in _AT_THE_END and not _of_part(lows, i) for i, low in enumerate(lows)), persons, made.rejecting,
    )  # fmt: skip


def _what(made: _Reader, lows: list[str], head: int) -> str:
    """Whether the claim asks for one part, for what each side has, for the difference, or for both parts together."""
    if made.what == "margin":
        return "each" if set(lows) & _VERSIONS else "margin"
    if set(lows) & _VERSIONS:
        return "each"
    broad = any(low in _BROAD or low == "panel" for low in lows)
    joined = any(low in _TOGETHER for i, low in enumerate(lows) if i != head)
    if made.persons and not made.camp:
        return "total"
    if "both" in lows or (not made.camp and ((joined and (broad or not made.side or "cast" in lows)) or (not made.side and broad))):
        return "total"
    return "side"


def _bare(token: str) -> str:
    low = token.lower().replace("’", "'")
    return low.removesuffix("'s").rstrip("'")


def _may_follow(raw: str, low: str) -> bool:
    """A word behind the noun that makes no other thing of it: "points scored", not "point guard"."""
    return raw[0].isupper() or low in (
        _SCORING | _CONCEDING | _CIRCUMSTANCES | _WHOSE | _RIVAL | _TOGETHER | _FILLERS | _VERSIONS | _FOR | _AGAINST | _LOSING
        | {"to", ",", "the", "its", "their", "he", "she", "it", "they", "which", "per", "needed", "whose"}
    )  # fmt: skip


def _of_part(lows: list[str], i: int) -> bool:
    return i + 1 < len(lows) and (lows[i + 1] in _PARTS or load_words().stem(lows[i + 1]) in _PARTS)


class _Reader:
    """Goes through the words of a claim, each of which belongs to a side, to the other one, or to what says which contest is meant."""

    def __init__(self, raw: list[str], lows: list[str], head: int, *, votes: bool, persons: bool) -> None:
        self.raw, self.lows, self.head, self.votes, self.persons = raw, lows, head, votes, persons
        self.side: list[str] = []
        self.rival: list[str] = []
        self.around: list[str] = []
        self.camp, self.what, self.state = "", "side", "before"
        self.flip = self.failed = self.rejecting = False
        self.outcome = 0

    def read(self) -> None:
        for i, low in enumerate(self.lows):
            if i == self.head:
                self.state = "behind"
            elif low in _ARTICLES or low in _OWNERS:
                continue
            elif self.state == "before":
                self._before(i, low)
            elif low == ",":
                self.state = "around"
            elif not (self.votes and self._of_vote(i, low)) and not self._of_grammar(i, low):
                self._of_content(i, low)

    def _capital(self, i: int) -> bool:
        return self.raw[i][0].isupper() and (i > 0 or _owned(self.raw[i]))

    def _before(self, i: int, low: str) -> None:
        """A word before what is counted: "Canada's points", "dissenting judges"."""
        capital = self._capital(i)
        if self.votes and low in _FOR | _AGAINST | _MINORITY:
            self.camp = "for" if low in _FOR else "against" if low in _AGAINST else "minority"
        elif capital or _owned(self.raw[i]) or (self.side and _owned(self.raw[i - 1])):
            self.side.append(self.raw[i] if capital else low)
        else:
            self.around.append(low)

    def _of_vote(self, i: int, low: str) -> bool:
        """Which camp of a vote is meant: "votes for the bill", "senators who voted to reject it"."""
        lows, camp, state = self.lows, "", self.state
        if low == "in" and lows[i + 1 : i + 2] in (["favour"], ["favor"]):
            return True
        if state in ("behind", "motion") and low in _FOR and self.what == "side" and not self.camp:
            camp = "for"
        elif state in ("behind", "motion") and low in _AGAINST and not self.side:
            camp = "against"
        elif low in _MINORITY or (self.persons and low == "majority"):
            camp = "minority" if low in _MINORITY else "majority"
        elif (low == "with" and lows[i - 1] == "sided") or (
            low == "to" and state in ("behind", "side") and i + 1 < len(lows) and self.raw[i + 1][0].islower()
        ):
            camp = "for"
        elif state == "motion" and low in _FAILING and (lows[i - 1] == "to" or low.endswith("ing")):
            camp, self.rejecting = "against" if self.camp == "for" else "for", True
        if camp:
            self.camp, self.state = camp, "motion"
        return bool(camp)

    def _of_grammar(self, i: int, low: str) -> bool:
        """A word that says what the words behind it are."""
        state = self.state
        if low == "which" and self.lows[i - 1] == "by":
            self.what, self.state = "margin", "which"
        elif low == "by" and state == "rival" and self.outcome < 0 and not self.side:
            return True  # "the defeat by Marsh"
        elif low in _WHOSE and state in ("behind", "around", "rival"):
            self.state = "around" if self.side else "side"
        elif low in _RIVAL or (low == "to" and state in ("rival", "side") and self.what == "margin"):
            self.state = "rival"
        elif low in _CONCEDING and state == "behind":
            self.flip = True
        elif low in _SCORING and state == "behind":
            return True
        elif low in _MARGIN and state == "side" and self.side:
            self.what, self.outcome, self.state = "margin", 1, "rival"
        elif low in _WINNING | _LOSING and state in ("which", "side") and self.what == "margin":
            self.outcome = -1 if low in (_LOSING if state == "side" else _LOSING - _WINNING) else 1
            self.state = "rival"
        elif low in _FAILING | _PASSING and state == "which":
            self.failed, self.state = low in _FAILING, "around"
        elif low in _CIRCUMSTANCES:
            self.state = "around"
            self.around += [low] if low in _STAGES else []
        elif low in _OTHER_SIDE and state == "side" and self.side:
            self.flip = True
        else:
            return False
        return True

    def _of_content(self, i: int, low: str) -> None:
        capital = self._capital(i)
        shown = self.raw[i] if capital else low
        if low in _CONTEST and not capital:
            self.around.append(low)
        elif self.state in ("side", "motion", "which") or (self.state == "behind" and capital):
            self.side.append(shown)
            self.state = "side" if self.state == "behind" else self.state
        elif self.state == "rival":
            self.rival.append(shown)
        else:
            self.around.append(low)


def _owned(token: str) -> bool:
    return token.replace("’", "'").endswith(("'s", "s'"))
