"""A claim against the scores of an article: whose points, by how much, how many together (M21, D11)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from extractor.checks.counts.ask import read_of
from extractor.checks.counts.compare import Quantity, relate
from extractor.checks.counts.derivations.scope import exact, show
from extractor.checks.counts.scoring.contests import Contest, contests_of
from extractor.checks.counts.scoring.score_asked import ScoreAsk, read_score_claim, scored_stems
from extractor.checks.counts.scoring.sides import Side, name_keys
from extractor.checks.counts.slots.slots import QUANTITIES, Index, Slot
from extractor.checks.counts.words import load_words
from extractor.core.annotations import Annotations
from extractor.core.claim import CountClaim
from extractor.core.clause import Entity
from extractor.core.finding import Verdict
from extractor.recognizers.entities import entities_of

_TIE = 0.05
_MOST = 60
_NAMED, _BOTH_NAMED, _GUESSED = 0.25, 0.5, 0.15
"""What it counts that the sentence names the claim's side, both sides, or only the other one."""


@dataclass(frozen=True, slots=True)
class ScoreVerdict:
    """What the scores of an article say to a claim."""

    verdict: Verdict
    rule: str
    slots: tuple[Slot, ...]
    formula: str | None = None
    quantity: Quantity | None = None
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class _Option:
    contest: Contest
    score: float
    value: Fraction | None
    """What the claim should be; None when the article does not say whose the parts are."""
    sure: bool
    """Each side is named, or the claim asks for no side."""


class Scores:
    """The scores of an article for one claim."""

    def __init__(self, claim: CountClaim, wanted: Quantity, index: Index, annotations: Annotations) -> None:
        self.wanted, self.index, self.annotations = wanted, index, annotations
        self.refused: set[int] = set()
        """Numbers of the slots whose contest the claim does not mean."""
        ask = read_of(claim.of, None, claim.role)
        self.unreal = ask.hypothetical or ask.future or ask.denied or ask.alleged
        plain = claim.unit is None and claim.per is None and claim.of is not None
        self.asked = read_score_claim(claim.of or "", claim.actor.name if claim.actor else None) if plain else None
        self.contests = self._at_hand(contests_of(index, annotations)) if self.asked is not None else ()

    def verdict(self) -> ScoreVerdict | None:
        """The verdict when a score of the article is what the claim asks for; None when none is."""
        if self.asked is None or not self.contests:
            return None
        if self.asked.rejecting and any(c.vote == "for" for c in self.contests):
            return None  # "ruled 6-3 that the law was unconstitutional": the text does not say what the vote was on
        options = []
        for contest in self.contests:
            option = self._option(contest, self.asked)
            if option is None:
                self.refused.add(contest.slot.number)
            else:
                options.append(option)
        meant = {o.contest.slot.number for o in options}
        self.refused -= meant
        if not options:
            return None
        best = max(o.score for o in options)
        chosen = [o for o in options if o.score >= best - _TIE]
        made = [self._real(o.contest, self._weigh(o, self.asked)) for o in chosen]
        good = [m for m in made if m is not None and m.verdict.supported]
        if good and (len(good) == len(made) or all(m is None for m in made if m not in good)):
            return good[0]
        if good:
            return ScoreVerdict(Verdict.AMBIGUOUS, "B9", good[0].slots)
        first = next((m for m in made if m is not None), None)
        own = any(
            (o.sure or o.contest.unreal) and self.wanted.nominal in (o.contest.low, o.contest.high) and not o.contest.margin for o in chosen
        )
        if first is None or (first.verdict is not Verdict.AMBIGUOUS and not first.verdict.supported and not own and self._told_otherwise()):
            self.refused |= {c.slot.number for c in self.contests}
            return None
        return first

    def _real(self, c: Contest, made: ScoreVerdict | None) -> ScoreVerdict | None:
        """N2, N4: a score that is denied or may only be supports no claim of a fact."""
        if made is None or not made.verdict.supported or not c.unreal or self.unreal:
            return made
        return ScoreVerdict(Verdict.MISATTRIBUTED, c.unreal, (c.slot,))

    def _at_hand(self, contests: tuple[Contest, ...]) -> tuple[Contest, ...]:
        """All of a few; of many the first whose sentences have a word of the claim."""
        asked = self.asked
        if len(contests) <= _MOST or asked is None:
            return contests
        keys = asked.side | asked.rival | frozenset().union(*asked.words)
        return tuple(islice((c for c in contests if keys & c.wider or keys & c.ahead or keys & c.behind), _MOST))

    # -- which contest

    def _option(self, c: Contest, asked: ScoreAsk) -> _Option | None:
        if not self._alike(c, asked):
            return None
        score = self._context(c, asked)
        if score is None:
            return None
        if asked.camp and c.vote:
            return _Option(c, score, c.high if asked.camp in (c.vote, "majority") else c.low, sure=True)
        if asked.what in ("total", "each"):
            return self._of_both(c, asked, score)
        if asked.what == "margin" and c.vote and not (_same(asked.side, c.ahead) or _same(asked.side, c.behind)):
            return None if asked.failed and c.vote == "for" else _Option(c, score, self._difference(c), sure=True)
        if not asked.side:
            return self._of_nobody(c, asked, score)
        who = self._who(c, asked)
        if who is None:
            return None
        way, named = who
        if asked.what == "margin":
            wanted = asked.outcome or 1
            if way == 0 and not c.level and (c.ahead or c.behind or self._entities(asked.side)):
                return _Option(c, score, None, sure=False)
            return _Option(c, score + named, self._difference(c), sure=True) if way in (wanted, 0) else None
        if way == 0 and not c.level:
            return _Option(c, score, None, sure=False)
        turned = asked.flip != (asked.camp == "against")  # votes against a side are those for the other one
        return _Option(c, score + named, c.high if (way == 1) != turned else c.low, sure=named >= _NAMED)

    @staticmethod
    def _of_both(c: Contest, asked: ScoreAsk, score: float) -> _Option | None:
        """The sum of both parts, or the part that each side has in a draw."""
        if c.margin or (asked.what == "each" and not c.level):
            return None
        named = asked.side | asked.rival
        met = bool(_same(named, c.ahead) or _same(named, c.behind))
        if named and asked.what == "total" and not c.vote and c.ahead and c.behind and not met:
            return None
        return _Option(c, score + (_NAMED if met else 0.0), c.low + c.high if asked.what == "total" else c.low, sure=True)

    def _of_nobody(self, c: Contest, asked: ScoreAsk, score: float) -> _Option | None:
        """A claim that names no side, or only the other one: "margin of the defeat by Marsh"."""
        met = bool(_same(asked.rival, c.ahead) or _same(asked.rival, c.behind))
        if asked.rival and c.ahead and c.behind and not met:
            return None
        score += _NAMED if met else 0.0
        if asked.what == "margin":
            return _Option(c, score, self._difference(c), sure=True)
        return _Option(c, score, c.low if c.level else None, sure=c.level)

    @staticmethod
    def _difference(c: Contest) -> Fraction:
        return c.high if c.margin else c.high - c.low

    def _alike(self, c: Contest, asked: ScoreAsk) -> bool:
        """The contest counts what the claim counts."""
        if c.margin and asked.what != "margin":
            return False
        if asked.persons and not c.vote:
            return False
        if c.series and asked.noun in (load_words().stem("set"), load_words().stem("match")):
            return False
        if c.ordinals and asked.noun and asked.noun == load_words().stem(c.part):
            return False  # the points of a set are no sets
        own = self._own_noun(c)
        if own and asked.noun and not asked.persons and asked.noun not in own:
            return False
        return not (c.vote and asked.noun in (load_words().stem("point"), load_words().stem("goal")))

    @staticmethod
    def _own_noun(c: Contest) -> set[str]:
        """What the score itself says it is of: sets, of "3 sets to 1"."""
        stop = c.slot.last + (4 if c.margin else 2)
        return {load_words().stem(w.low) for w in c.slot.words[c.slot.first : stop] if w.nominal} & scored_stems()

    def _context(self, c: Contest, asked: ScoreAsk) -> float | None:
        """How well the words of the claim that say which contest is meant fit; None when they speak of another."""
        score = 0.0
        if asked.ordinals:
            if c.ordinals and not asked.ordinals & c.ordinals:
                return None
            score += 0.5 if c.ordinals else -0.3
        elif c.ordinals:
            score -= 0.2
        if asked.half_time != c.half_time:
            if asked.half_time:
                return None
            score -= 0.2
        score -= 0.3 if c.unreal and not self.unreal else 0.0
        if c.running and asked.final:
            return None
        said = [keys for keys in asked.words if keys & self.index.text_keys or any(w in keys for w in c.near)]
        if said:
            score += 0.8 * sum(bool(keys & (c.near - c.ordinals)) for keys in said) / len(said)
            score += 0.2 * sum(bool(keys & c.wider) for keys in said) / len(said)
        if c.running and not any(keys & c.near for keys in said) and not asked.half_time and not asked.ordinals & c.ordinals:
            score -= 0.25
        if asked.noun and asked.noun in c.near:
            score += 0.1
        if asked.noun and self._own_noun(c) == {asked.noun}:
            score += 0.3
        motion = asked.side if asked.camp or c.vote else frozenset()
        if motion:
            near = {load_words().stem(k) for k in c.near}
            score += 0.3 * len(motion & near) / len(motion)
        return score

    # -- whose part

    def _who(self, c: Contest, asked: ScoreAsk) -> tuple[int, float] | None:
        """1 the side ahead, -1 the other, 0 untold, with what that counts; None when another contest is meant."""
        side, rival = asked.side, asked.rival
        ahead, behind = _same(side, c.ahead), _same(side, c.behind)
        against_ahead, against_behind = _same(rival, c.ahead), _same(rival, c.behind)
        if ahead > behind:
            if rival and c.behind and not against_behind:
                return None
            return 1, _BOTH_NAMED if against_behind else _NAMED
        if behind > ahead:
            if rival and c.ahead and not against_ahead:
                return None
            return -1, _BOTH_NAMED if against_ahead else _NAMED
        if c.ahead and c.behind:
            return None
        if not c.ahead and not c.behind:
            return (0, 0.0) if self._near(side, c) else None
        if c.level and side & {load_words().stem(k) for k in c.near}:
            return 1, _NAMED
        if not self._opponent(side, c):
            return (0, 0.0) if self._around(side, c) and not rival else None
        if rival and not (against_ahead or against_behind):
            return None
        return (-1 if c.ahead else 1), (_NAMED if rival else _GUESSED)

    def _near(self, side: Side, c: Contest) -> bool:
        return bool(side & {load_words().stem(k) for k in c.wider}) or bool(self._entities(side))

    def _around(self, names: Side, c: Contest) -> bool:
        return bool(names & {load_words().stem(k) for k in c.wider})

    def _entities(self, side: Side) -> list[Entity]:
        return [e for e in entities_of(self.annotations) if e.named and any(_same(side, name_keys(n)) >= 1 for n in (e.name, *e.aliases))]

    def _opponent(self, side: Side, c: Contest) -> bool:
        """The side is named elsewhere in the article, and nobody else may be the one that the sentence leaves out."""
        known = c.ahead or c.behind
        told = [p for o in self.contests if self._together(o, c) for p in (o.ahead, o.behind) if p and not _same(p, known)]
        if told:
            return any(_same(side, party) for party in told)
        entities = entities_of(self.annotations)
        own = [e for e in entities if _same(known, name_keys(e.name))]
        persons = bool(own) and all(_person(e) for e in own)
        team = bool(own) and not persons
        beaten = {k for other in self.contests if other is not c for k in self._met(known, other)}
        line, text = c.slot.line, self.annotations.article.text
        counts: dict[Side, int] = {}
        here: set[Side] = set()
        for e in entities:
            keys = name_keys(e.name)
            if not e.named or _same(keys, known) or keys & beaten or (team and _person(e)) or (persons and e.kind != "person"):
                continue
            if e.kind == "group" and not _capital(e.name):
                continue
            counts[keys] = counts.get(keys, 0) + len(e.mentions)
            if any(line.start <= a < line.end and text[a].isupper() for a, _ in e.mentions):
                here.add(keys)
        if not any(_same(side, keys) for keys in counts):
            counts[side] = self._written(side)
        mine = max(((n, keys not in here) for keys, n in counts.items() if _same(side, keys)), default=(0, False))
        return mine[0] > 0 and all((n, keys not in here) < mine or _same(side, keys) for keys, n in counts.items())

    def _written(self, side: Side) -> int:
        """How often a name that is no known entity stands in the article with a capital letter: "Rovers"."""
        text = self.annotations.article.text
        lines = [line for line, keys in zip(self.index.lines, self.index.line_keys, strict=True) if side & keys]
        return sum(text[w.start].isupper() and bool(side & w.keys) for line in lines for w in line.words)

    @staticmethod
    def _together(one: Contest, other: Contest) -> bool:
        """Two scores of one sentence, with no semicolon between: two stages of one match, if neither has other sides."""
        a, b = sorted((one.slot.last, other.slot.first))
        return one is not other and one.slot.line is other.slot.line and not any(w.low == ";" for w in one.slot.words[a:b])

    @staticmethod
    def _met(known: Side, other: Contest) -> Side:
        """Whom the same side meets in another contest of the article, where both are named."""
        if _same(known, other.ahead) and other.behind:
            return other.behind
        return other.ahead if _same(known, other.behind) and other.ahead else frozenset()

    # -- the verdict

    def _weigh(self, option: _Option, asked: ScoreAsk) -> ScoreVerdict | None:
        c, wanted = option.contest, self.wanted
        if wanted.nominal is None:
            same = (wanted.low, wanted.high) == (c.low, c.high)
            return ScoreVerdict(Verdict.MODIFIER_MISMATCH, "M21", (c.slot,)) if same and not c.margin else None
        if option.value is None:
            return ScoreVerdict(Verdict.AMBIGUOUS, "B9", (c.slot,)) if wanted.nominal in (c.low, c.high) else None
        computed = asked.what == "total" or (asked.what == "margin" and not c.margin)
        told = " to " in c.slot.mention.text or c.margin
        hedge = c.slot.mention.hedge if c.margin else None
        made = relate(exact(option.value, None, hedge), wanted, converted=not told)
        if made.verdict is None:
            return self._refuse(c, show(option.value))
        if made.verdict.supported and computed and made.verdict is not Verdict.APPROXIMATE:
            sign = "+" if asked.what == "total" else "-"
            formula = f"{show(c.high)} {sign} {show(c.low)}"
            return ScoreVerdict(Verdict.DERIVED, "D11", (c.slot,), formula, exact(option.value, None))
        return ScoreVerdict(made.verdict, "M21" if not c.margin else "B1", (c.slot,))

    def _refuse(self, c: Contest, expected: str) -> ScoreVerdict:
        nominal = self.wanted.nominal
        told = next(
            (
                s
                for s in self.index.slots
                if s.value == nominal or (s.mention.kind == "score" and nominal in (s.mention.low, s.mention.high))
            ),
            None,
        )
        if nominal in (c.low, c.high) and not c.margin:
            told = c.slot
        if told is None:
            return ScoreVerdict(Verdict.CONTRADICTED, "M21", (c.slot,), expected=expected)
        return ScoreVerdict(Verdict.MISATTRIBUTED, "M21", (told,), expected=expected)

    def _told_otherwise(self) -> bool:
        """The claimed value stands in the article as a number of its own, which may be what the claim means."""
        scores = {c.slot.number for c in self.contests}
        return any(s.value == self.wanted.nominal and s.number not in scores and s.mention.kind in QUANTITIES for s in self.index.slots)


def _same(one: Side, other: Side) -> float:
    """How much of the shorter of two names is in the other."""
    common = one & other
    return len(common) / min(len(one), len(other)) if common else 0.0


def _person(entity: Entity) -> bool:
    """Surely a person: the place or club of one word may be taken for one."""
    return entity.kind == "person" and any(" " in name for name in (entity.name, *entity.aliases))


def _capital(name: str) -> bool:
    return any(w[:1].isupper() for w in name.removeprefix("the ").removeprefix("The ").split())
