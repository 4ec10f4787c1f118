"""Which of an article's durations a claim means: claim and article in, the numbers it is and is not of out (B1, B3, B5, B6)."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from extractor.checks.counts.compare import Quantity, unit_id
from extractor.checks.counts.derivations.scope import Derived, exact, show
from extractor.checks.counts.durations.ages import ages_meant, ages_of
from extractor.checks.counts.durations.elapsed import Elapsed, elapsed, planned
from extractor.checks.counts.durations.span import Span
from extractor.checks.counts.durations.span_asked import Asked, SpanAsk, read_span_claim
from extractor.checks.counts.durations.spans import spans_of
from extractor.checks.counts.match import Fit
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.words import check_words
from extractor.core.annotations import Annotations
from extractor.core.claim import CountClaim
from extractor.core.mention import Amount
from extractor.recognizers.numbers.units import convert, dimension

_MOST = 40
"""Durations of an article that are weighed; of more, those whose sentence has a word of the claim."""
_SURE, _PLAIN, _APART = 0.55, 0.45, 0.1
"""How well a duration must fit to be meant, to be a rival, and how much better than another."""
_POOR = 0.3
"""All words of the claim are in the text, and none of them for this duration."""
_NEVER = 0.2
"""A role that cannot be what the claim asks, whatever the words."""
_UNSAID = 0.3
"""Weight of a word that the article has nowhere."""
_NEAR_LINES = ((-1, 0.4), (1, 0.3), (-2, 0.3))
_NAME_NEAR = 0.2
_THERE, _COMMON, _DONE = 0.8, 0.5, 1.3
"""A word that several durations have tells less between them."""
_MEANT = 0.7
"""A name of the sentence that a pronoun beside the duration may mean."""
_IT = 0.5
"""The same for a noun."""
_FOREIGN = 0.25
"""A name at or below this is another duration's."""
_COUNTED = re.compile(r"\b(?:after|before|since|until)\b")
_PARTING = frozenset((";", "while", "but"))
_CALENDAR = frozenset(check_words().months) | frozenset(check_words().weekdays)
_PLACES = vocabulary("place_leads")
_BESIDE = 0.5
"""What a time is counted from or to is not what lasted."""
_CROSSED = 0.45
"""A word of the one end found at the other."""
_FITTING: dict[str, dict[str, float]] = {
    "for": {
        "for": 1.0, "noun": 0.9, "ended": 0.95, "in": 0.85, "past": 0.85, "within": 0.7, "after": 0.4, "before": 0.4, "later": 0.35,
        "earlier": 0.25, "into": 0.35, "ago": 0.35, "ahead": 0.35, "late": 0.15, "early": 0.15, "more": 0.2, "every": 0.2,
    },
    "between": {
        "after": 1.0, "before": 1.0, "later": 1.0, "earlier": 0.9, "into": 1.0, "ago": 0.9, "ahead": 0.9, "ended": 0.75, "in": 0.75,
        "within": 0.8, "for": 0.6, "noun": 0.5, "past": 0.4, "late": 0.15, "early": 0.15, "more": 0.2, "every": 0.2,
    },
    "shift": {
        "late": 1.0, "early": 1.0, "more": 0.8, "later": 0.75, "earlier": 0.75, "noun": 0.5, "for": 0.45, "after": 0.35, "before": 0.35,
    },
    "more": {"more": 1.0, "late": 0.8, "early": 0.8, "for": 0.45, "later": 0.4, "earlier": 0.4},
    "limit": {
        "within": 1.0, "noun": 0.85, "for": 0.8, "in": 0.8, "ahead": 0.75, "after": 0.7, "before": 0.6, "ended": 0.35, "past": 0.2,
        "later": 0.25, "earlier": 0.2, "late": 0.15, "early": 0.15, "more": 0.2, "every": 0.2, "ago": 0.2,
    },
    "every": {"every": 1.0, "for": 0.4, "noun": 0.4},
    "past": {"past": 1.0, "for": 0.8, "in": 0.85, "noun": 0.6, "ago": 0.4, "after": 0.4, "before": 0.3, "later": 0.3},
}  # fmt: skip
_NO_LENGTH = frozenset(("ahead", "later", "earlier", "ago", "late", "early", "more", "every", "into", "after", "before"))
_ELSE, _OTHER_NOUN = 0.3, 0.6


class Lasting:
    """The durations of an article for one claim."""

    def __init__(self, claim: CountClaim, wanted: Quantity, index: Index, annotations: Annotations) -> None:
        self.index, self.wanted, self.annotations, self.of = index, wanted, annotations, claim.of or ""
        self.derived: tuple[Derived, ...] = ()
        """What the claim asks for, computed (D4, D10) or told by an article (M28)."""
        self.refused: frozenset[int] = frozenset()
        """Numbers of the slots that are of another time than the claim asks for."""
        self.meant: frozenset[int] = frozenset()
        self.others: frozenset[int] = frozenset()
        """Numbers of the other times where one is meant: no rivals of it."""
        self.spread: dict[Asked, int] = {}
        """How many durations have a word of the claim for their own."""
        unit = unit_id(claim.unit)
        timed = unit is not None and dimension(unit) in ("time", "calendar") and claim.of is not None and claim.per is None
        if timed and re.search(r"\bage\b", self.of):
            asked_for = frozenset(v for v in (wanted.nominal, wanted.low) if v is not None)
            self.meant, self.refused = ages_meant(self.of, asked_for, index, annotations)
            self.others = frozenset(a.slot.number for a in ages_of(index, annotations)) - self.meant if self.meant else frozenset()
            return
        asked = read_span_claim(self.of) if timed and claim.role is None else None
        if asked is not None:
            self._decide(asked, self._at_hand(spans_of(index, annotations), asked))

    def apply(self, slot: Slot, fit: Fit) -> Fit:
        """What the durations say of a slot, put over what its words do."""
        if slot.number in self.refused:
            return replace(fit, clash=fit.clash or "B5", of_clash=fit.of_clash or "B5", unsaid=False)
        if slot.number not in self.meant:
            return replace(fit, clash=fit.clash or "B5", of_clash=fit.of_clash or "B5", unsaid=False) if slot.number in self.others else fit
        of_clash = fit.of_clash if fit.of_clash in ("B7", "M24") else None
        clash = fit.clash if fit.clash not in (None, fit.of_clash) else of_clash
        return replace(fit, score=max(fit.score, 0.7), head=max(fit.head, 0.7), clash=clash, of_clash=of_clash, unsaid=False)

    def _at_hand(self, spans: tuple[Span, ...], asked: SpanAsk) -> list[Span]:
        if len(spans) <= _MOST:
            return list(spans)
        keys = frozenset(key for one in asked.words for key in one.keys)
        return [s for s in spans if keys & self.index.line_keys[s.slot.line.number]][:_MOST]

    def _decide(self, asked: SpanAsk, spans: list[Span]) -> None:
        self.spread = {one: sum(max(_in(one, s.main), _in(one, s.anchor)) >= _THERE for s in spans) for one in asked.words}
        weighed = [(self.weigh(asked, s), s) for s in spans]
        made = self._computed(asked, spans)
        same = [(w, s) for w, s in weighed if self._same(s)]
        best = max((w for w, _ in same), default=0.0)
        told = max((e.score for e in made if self._equal(e.value, e.unit)), default=0.0)
        rival = max((w for w, s in weighed if not self._same(s)), default=0.0)
        other = max((e.score for e in made if not self._equal(e.value, e.unit)), default=0.0)
        refused = {s.slot.number for w, s in same if _fitting(asked, s) <= _NEVER}
        if asked.role in ("for", "limit"):
            refused |= {s.slot.number for w, s in same if any(one.keys & s.against for one in asked.words)}
        if asked.strict:
            refused |= {s.slot.number for w, s in same if self._only_beside(asked, s)}
        if asked.role == "for" and same and all(self._elsewhere(asked, s) for _, s in same):
            refused |= {s.slot.number for w, s in same}
        if best <= _POOR and asked.role == "for" and all(one.keys & self.index.text_keys for one in asked.words):
            refused |= {s.slot.number for w, s in same}
        if (rival >= _PLAIN and rival >= best + _APART) or (other >= _SURE and other >= best + _APART):
            refused |= {s.slot.number for w, s in same}
        elif best >= _SURE and best >= max(rival, other) + _APART:
            self.meant = frozenset(s.slot.number for w, s in same if w >= best - _APART and not self._foreign(asked, s)) - refused
        self.refused = frozenset(refused)
        self.others = frozenset(s.slot.number for s in spans) - self.meant if self.meant else frozenset()
        if told >= _SURE and told >= rival and told >= other:
            self.derived = tuple(
                Derived(self._exact(e.value, e.unit), e.rule, e.formula, e.terms, e.score)
                for e in made
                if e.score == told and self._equal(e.value, e.unit)
            )[:1]
        elif best >= _SURE and best >= rival + _APART:
            self.derived = tuple(
                Derived(self._exact(s.one, s.unit), "M28", f"{s.slot.mention.text} = {show(s.one)} {s.unit}", (s.slot,), w, equivalent=True)
                for w, s in same
                if w == best and s.one is not None
            )[:1]

    def _computed(self, asked: SpanAsk, spans: list[Span]) -> list[Elapsed]:
        def share(words: tuple[Asked, ...], span: Span) -> float:
            return self._share(words, span, span.main, {}, 1.0)

        made = list(elapsed(asked, self.index, self.annotations, share))
        return [*made, *planned(self.of, spans, lambda span: share(asked.words, span))]

    def _elsewhere(self, asked: SpanAsk, span: Span) -> bool:
        """All words of the claim are said in another clause of the sentence, parted by a semicolon or "while"."""
        words, slot = span.slot.words, span.slot
        if span.pronoun or any(max(_in(one, span.main), _in(one, span.anchor)) >= _IT or one.keys & span.named for one in asked.words):
            return False
        marks = [n for n, w in enumerate(words) if w.low in _PARTING]
        places = [next((n for n, w in enumerate(words) if w.keys & one.keys), -1) for one in asked.words]
        return all(n >= 0 and any(min(n, slot.first) < m < max(n, slot.last) for m in marks) for n in places)

    def _only_beside(self, asked: SpanAsk, span: Span) -> bool:
        """ "For two weeks before the exercise" is not how long the exercise took."""
        told = [one for one in asked.words if one.keys & span.anchor.keys() and _in(one, span.main) < _THERE]
        return 2 * len(told) >= len(asked.words) and bool(told) and _COUNTED.search(self.of) is None

    @staticmethod
    def _placed(one: Asked, span: Span) -> bool:
        """It names a time, or the sentence has it for a place: no pronoun means it."""
        if one.word in _CALENDAR or one.word.isdigit():
            return True
        words = span.slot.words
        return one.name and any(b.keys & one.keys and a.low in _PLACES for a, b in pairwise(words))

    def _foreign(self, asked: SpanAsk, span: Span) -> bool:
        """A name or year of the claim stands in the sentence, and with another duration or thing."""
        here = self.index.line_keys[span.slot.line.number]
        return any(
            (one.name or one.word.isdigit())
            and one.keys & here
            and max(_in(one, span.main), _in(one, span.anchor)) < _FOREIGN
            and (not span.pronoun or self._placed(one, span))
            for one in asked.words
        )

    def _same(self, span: Span) -> bool:
        """The claimed value, in whatever unit."""
        m = span.slot.mention
        values = [span.one] if span.one is not None else [m.value, m.low, m.high]
        return any(self._equal(v, span.unit) for v in values if v is not None)

    def _equal(self, value: Amount, unit: str) -> bool:
        to = self.wanted.unit
        asked = {v for v in (self.wanted.nominal, self.wanted.low, self.wanted.high) if v is not None}
        return bool(unit) and to is not None and self._in(value, unit, to) in asked

    def _exact(self, value: Fraction, unit: str) -> Quantity:
        """A computed value in the claim's unit."""
        to = self.wanted.unit or unit
        return exact(self._in(value, unit, to) or value, to)

    @staticmethod
    def _in(value: Amount, unit: str, to: str) -> Fraction | None:
        made = convert(value, unit, to)
        return None if made is None else Fraction(made)

    # -- weights

    def weigh(self, asked: SpanAsk, span: Span) -> float:
        """How well a duration fits a claim: its role times the share of the words that are its own."""
        if asked.role == "between" and (asked.first or asked.second):
            share = self._of_ends(asked, span)
        else:
            share = self._share(asked.words, span, span.main, span.anchor, _BESIDE)
        made = _fitting(asked, span) * (0.15 + 0.85 * share)
        if span.compared and not any(one.keys & _own(span) for one in asked.words):
            made *= 0.7
        return made

    def _of_ends(self, asked: SpanAsk, span: Span) -> float:
        if not span.anchor:
            return self._share((*asked.first, *asked.second), span, span.main, {}, 1.0)
        backwards = span.role in ("before", "earlier")
        from_, to = (span.main, span.anchor) if backwards else (span.anchor, span.main)
        parts = []
        for words, here, there in ((asked.first, from_, to), (asked.second, to, from_)):
            if words:
                parts.append(self._share(words, span, here, there, _CROSSED))
        return sum(parts) / len(parts)

    def _share(self, words: tuple[Asked, ...], span: Span, here: dict[str, float], there: dict[str, float], crossed: float) -> float:
        total = got = 0.0
        for one in words:
            weight = one.weight if one.keys & self.index.text_keys else one.weight * _UNSAID
            if self.spread.get(one, 0) > 1:
                weight *= _COMMON
            elif any(w.pos == "VERB" and w.keys & one.keys for w in span.slot.words):
                weight *= _DONE
            total += weight
            got += weight * self._near(one, span, max(_in(one, here), crossed * _in(one, there)))
        return got / total if total else 0.5

    def _near(self, one: Asked, span: Span, near: float) -> float:
        """How near a word is, also one that a pronoun beside the duration means."""
        if one.keys & span.named:
            return 1.0
        if span.pronoun and not self._placed(one, span):
            before = [w for w in span.slot.words[: span.slot.first] if w.keys & one.keys and (one.name or w.nominal)]
            near = max(near, (_MEANT if one.name else _IT) if before else 0.0)
        return near or self._around(one, span)

    def _around(self, one: Asked, span: Span) -> float:
        """What a word counts that only a neighbouring sentence has."""
        n, best = span.slot.line.number, 0.0
        for offset, weight in _NEAR_LINES:
            k = n + offset
            if 0 <= k < len(self.index.lines) and one.keys & self.index.line_keys[k]:
                near = self.index.lines[k].paragraph == span.slot.line.paragraph
                meant = (
                    span.pronoun
                    and offset == -1
                    and one.word not in _CALENDAR
                    and any(w.nominal and w.keys & one.keys for w in self.index.lines[k].words)
                )
                told = _MEANT if meant else weight + (_NAME_NEAR if one.name else 0.0)
                best = max(best, told * (1.0 if near else 0.7))
        return best or (0.2 if one.keys & self.index.text_keys else 0.0)


def _in(one: Asked, weights: dict[str, float]) -> float:
    return max((weights.get(key, 0.0) for key in one.keys), default=0.0)


def _own(span: Span) -> frozenset[str]:
    return frozenset(k for k, w in span.main.items() if w >= 1.0)


def _fitting(asked: SpanAsk, span: Span) -> float:
    if asked.role == "shift" and span.role in ("early", "late") and (span.role == "early") != asked.early:
        return 0.05
    if any(one.keys & span.named for one in asked.words):
        return 1.0
    if asked.strict and span.role in _NO_LENGTH:
        return _NEVER
    if span.role == "noun" and span.named and asked.role == "for":
        return _OTHER_NOUN  # "a 12-year jail term" is no absence
    return _FITTING[asked.role].get(span.role, _ELSE)
