"""The verdict on one count: a claim and an annotated article in, one finding out (V1, V2)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from extractor.checks.counts.candidates import candidates, spoken_lines
from extractor.checks.counts.compare import Quantity, claim_quantity, decimals_of, relate, rounds_to, speed_unit
from extractor.checks.counts.derivations.denied_share import by_complement
from extractor.checks.counts.derivations.derive import Derived, Scope, derive
from extractor.checks.counts.derivations.derive_sides import wrong_side
from extractor.checks.counts.derivations.groups import done_by_another, in_all
from extractor.checks.counts.derivations.names import closed
from extractor.checks.counts.derivations.reworded import in_other_words
from extractor.checks.counts.derivations.single import single_thing
from extractor.checks.counts.durations.lasting import Lasting
from extractor.checks.counts.elsewhere import unheard_of
from extractor.checks.counts.judged import Judged, converted, pair_as_range
from extractor.checks.counts.match import fit
from extractor.checks.counts.messages import Evidence, message, reading_of, spans_of
from extractor.checks.counts.parts_only import part_only
from extractor.checks.counts.reading import ClaimReader
from extractor.checks.counts.rivals import MARGIN, equal_rival, other_source, outdone
from extractor.checks.counts.scoring.scores import Scores
from extractor.checks.counts.slots.slots import Slot
from extractor.checks.counts.sources import kind_of, source_of
from extractor.checks.counts.trees import opinion
from extractor.core.annotations import Annotations
from extractor.core.claim import CountClaim
from extractor.core.finding import Finding, Verdict

ENOUGH = 0.45
"""Share of a claim's words that a slot must cover before its number can support the claim."""
ENOUGH_TIME = 0.4
"""The same for a duration: what lasts has many names, and a text has few durations."""
DOUBTFUL = 0.38
OTHER_KIND = 0.3
"""The same for a number of another kind (a count beside a share or an amount)."""
OTHER_ACTION = 0.12
"""What a number counts less as a rival when the claim's action is not its own."""
_RANK = {Verdict.EXACT: 0, Verdict.EQUIVALENT: 1, Verdict.DERIVED: 2, Verdict.APPROXIMATE: 3}
_SHARP = (Verdict.UNIT_MISMATCH, Verdict.OVERPRECISE, Verdict.MODIFIER_MISMATCH)
_OBJECTS = frozenset(("card", "cur", "meas", "pct", "mag", "quantifier", "frac", "range"))
"""Kinds of numbers that a verb can be said of."""
_MOST_NEAR = 24


def check_count(claim: CountClaim, annotations: Annotations) -> Finding:
    """Judge one count of a record: exactly one finding, whose spans are the characters that prove it.

    >>> from decimal import Decimal
    >>> from extractor.core.article import Article
    >>> from extractor.recognizers.numbers import find_numbers
    >>> text = "The court fined 40 drivers and jailed nine."
    >>> a = Annotations(Article(text), numbers=find_numbers(text))
    >>> check_count(CountClaim("/counts/0", Decimal(40), of="drivers fined"), a).verdict.value
    'exact'
    """
    speed = None if claim.unit is None or claim.per is None else speed_unit(claim.unit, claim.per)
    if speed is not None:
        claim = replace(claim, unit=speed, per=None)
    wanted = claim_quantity(claim)
    if wanted is None:
        return Finding(
            claim.path,
            "count",
            Verdict.AMBIGUOUS,
            "V1",
            f"{claim.path} states no value, so there is nothing to look up",
            _whole(annotations),
        )
    return _Judge(claim, wanted, annotations).judge()


def _whole(annotations: Annotations) -> tuple[tuple[int, int], ...]:
    end = min(len(annotations.article.text), 1)
    return ((0, end),) if end else ()


def _check_plain(claim: CountClaim, annotations: Annotations) -> Finding:
    """The verdict on a claim that was put in other words, and is not once more."""
    wanted = claim_quantity(claim)
    assert wanted is not None
    judge = _Judge(claim, wanted, annotations)
    judge.reworded = True
    return judge.judge()


class _Judge(ClaimReader):
    """Weighs all slots of an article for one claim."""

    reworded = False

    def judge(self) -> Finding:
        scores = Scores(self.claim, self.wanted, self.index, self.annotations)
        told = scores.verdict()
        self.unheard = unheard_of(self.ask, self.index, self.annotations)
        if told is not None and not (self.unheard and told.verdict.supported):
            return self._finding(told.verdict, told.rule, told.slots, formula=told.formula, value=told.quantity, expected=told.expected)
        self.refused = scores.refused
        self.lasting = Lasting(self.claim, self.wanted, self.index, self.annotations)
        judged = [self._judge(slot) for slot in candidates(self.index, self.ask, self.wanted, self.annotations)]
        judged = [self._uncontested(j, judged) for j in converted(judged)]
        self.fits.update((j.slot.number, j.fit) for j in judged)
        best = self._best(judged)
        pair = pair_as_range(judged, self.wanted, ENOUGH)
        if pair is not None and not any(j.supports and j.slot.mention.value is None and self._accepted(j, best) for j in judged):
            return self._finding(Verdict.MODIFIER_MISMATCH, "M14" if len(pair) > 1 else "M21", pair)
        judged = [self._whole_meant(j, judged) for j in judged]
        supporting = [j for j in judged if j.supports and self._accepted(j, best) and not outdone(j, judged, self.wanted)]
        chosen = min(
            supporting, key=lambda j: (_RANK[j.relation.verdict or Verdict.APPROXIMATE], -j.fit.score, j.slot.number), default=None
        )
        plain = chosen is not None and _RANK[chosen.relation.verdict or Verdict.APPROXIMATE] < _RANK[Verdict.DERIVED]
        derived = None if plain or self.unheard else self._derived(judged)
        if chosen is not None and (derived is None or _RANK[chosen.relation.verdict or Verdict.APPROXIMATE] <= _RANK[Verdict.DERIVED]):
            rival = other_source(chosen, judged, self.ask)
            if rival is not None:
                return self._finding(Verdict.AMBIGUOUS, "B7", (chosen.slot, rival.slot))
            equal = equal_rival(chosen, judged, self.ask)
            if equal is not None:
                return self._finding(Verdict.AMBIGUOUS, "B9", (chosen.slot, equal.slot))
            return self._finding(chosen.relation.verdict or Verdict.EXACT, self._rule(chosen), (chosen.slot,))
        scored = any(j.slot.mention.kind == "score" and j.fit.clash is None and j.fit.score >= ENOUGH for j in judged)
        if chosen is None and derived is None and not scored and not self.lasting.refused:
            single = single_thing(self.ask, self.claim, self.wanted, self.index, self.annotations)
            if single is not None:
                span, formula = single
                verdict = Verdict.APPROXIMATE if self.wanted.hedge else Verdict.EQUIVALENT
                return self._finding(verdict, "M28", (), extra=(span,), formula=formula)
        if derived is not None:
            terms = derived.terms
            verdict = Verdict.EQUIVALENT if derived.equivalent else Verdict.DERIVED
            return self._finding(verdict, derived.rule, terms, formula=derived.formula, extra=derived.spans, value=derived.quantity)
        if self.reworded:
            return self._refuse(judged, best)
        again = in_other_words(self.claim, self.annotations, _check_plain)
        return again or by_complement(self.claim, self.wanted, self.annotations, check_count) or self._refuse(judged, best)

    def _judge(self, slot: Slot) -> Judged:
        made = fit(slot, self.ask, self.claim, self.index, self.annotations, self.words)
        made = in_all(made, slot, self.claim.of, self.index)
        relation = self.relation_to(slot)
        if made.clash == "B4" and made.action > 0 and opinion(slot, self.ask, self.claim, self.annotations):
            made = replace(made, clash=made.of_clash)  # the rules found no agent, the tree did
        made = self.lasting.apply(slot, made)
        clash = self.slot_clash(slot, relation) if made.clash is None or made.unsaid else None
        if clash is not None and not (clash == "U1" and slot.number in self.lasting.meant):
            made = replace(made, clash=clash, of_clash=clash, unsaid=False)
        if (made.clash is None or made.unsaid) and relation.verdict is not None and wrong_side(self._scope(), slot):
            made = replace(made, clash="B2", of_clash="B2", unsaid=False)
        if slot.number in self.refused:
            made = replace(made, clash="M21", of_clash="M21", unsaid=False)
        if self.unheard and made.clash is None:
            made = replace(made, clash="B5", of_clash="B5", unsaid=False)
        if self.ask.sources and (source_of(slot) or frozenset()) & self.ask.sources:
            made = replace(made, score=made.score + 0.25)
        self.fits[slot.number] = made
        return Judged(slot, made, relation)

    def _scope(self) -> Scope:
        return Scope(self.claim, self.ask, self.wanted, self.index, self.words, self.fits)

    def _uncontested(self, judged: Judged, all_judged: list[Judged]) -> Judged:
        """B3 needs a number that has the predicate: where none has it or fits as well, other words were chosen for the same event."""
        made = judged.fit
        if not made.unsaid or not judged.supports or made.head < 0.95:
            return judged
        asked = {key for item in self.ask.items if item.part == "predicate" for key in item.keys}
        if done_by_another(judged.slot, self.ask, self.index):
            return judged
        own = judged.slot.predicates
        for other in all_judged:
            if (
                other.slot is not judged.slot
                and (other.slot.mention.kind in _OBJECTS or (other.slot.mention.kind == "ord" and not other.slot.things))
                and asked & ((other.slot.predicates | other.slot.keys) - own)
                and not self._of_something_else(other.slot)
            ):
                return judged
            alike = kind_of(other.slot.mention.unit) == kind_of(judged.slot.mention.unit)
            least = made.score if alike else made.score + MARGIN
            if other.slot is not judged.slot and other.fit.clash is None and other.fit.score >= least:
                return judged
        return replace(judged, fit=replace(made, clash=None, of_clash=None))

    def _of_something_else(self, slot: Slot) -> bool:
        """It counts another kind of thing than the claim, or has none of the claim's names near: no rival for a predicate."""
        head = self.ask.head
        counted = slot.mention.kind in ("card", "mag") and bool(slot.things)
        if head is not None and counted and not (head.keys | self.words.text_keys(head.word)) & slot.thing_keys():
            return True
        names = [i for i in self.ask.items if i.part == "name" and i.keys & self.index.text_keys]
        return bool(names) and not any(i.keys & self.index.line_keys[slot.line.number] for i in names)

    def _whole_meant(self, judged: Judged, all_judged: list[Judged]) -> Judged:
        """B2: a part has words of its own; a claim without them means the whole: 645 beds, 36 of which are for intensive care."""
        slot, made = judged.slot, judged.fit
        if slot.part_of < 0 or not judged.supports or made.clash is not None or not self.ask.items:
            return judged
        whole = next((j for j in all_judged if j.slot.number == slot.part_of), None)
        if whole is None or whole.fit.clash is not None or whole.slot.mention.kind != slot.mention.kind:
            return judged
        if whole.slot.is_total and (
            not slot.partitive or self.claim.action is not None or any(i.part == "predicate" for i in self.ask.items)
        ):
            return judged
        if not all(i.part == "head" or whole.slot.weight(i.keys) >= min(0.7, max(slot.weight(i.keys), 0.1)) for i in self.ask.items):
            return judged
        return replace(judged, fit=replace(made, clash="B2", of_clash="B2"))

    # -- acceptance

    def _best(self, judged: list[Judged]) -> float:
        """The score that a supporting number must come near: the best of its kind, or well below the best of another kind."""
        same = other = 0.0
        timed = self._asks_time()
        for j in judged:
            if timed and kind_of(j.slot.mention.unit) != "time":
                continue  # how long something took is told by no other number
            if self.claim.role in ("from", "to") and not j.slot.mention.role and not j.slot.role:
                continue  # a number that is no end of a change is no rival of one that is
            if j.slot.role == "to" and self._says_before and self.ask.end is None:
                continue  # the claim asks for the other end of the change
            if j.slot.mention.kind == "age" and j.relation.verdict is None and not any("=age" in i.keys for i in self.ask.items):
                continue  # an age is no rival of a term
            if (self.claim.per is None) != (j.slot.per is None) and j.relation.verdict is None:
                continue  # a total is no rival of a rate, nor a rate of a total
            if j.fit.clash == "B4" and j.fit.of_clash is None:
                continue  # the claim's own actor tells them apart
            score = j.fit.score - (OTHER_ACTION if j.fit.clash == "B3" and j.fit.of_clash is None else 0.0)
            if j.fit.of_clash is None or (self.ask.change and j.fit.of_clash == "B6" and j.slot.mention.role):
                alike = kind_of(j.slot.mention.unit) == kind_of(self.wanted.unit) and j.slot.mention.kind != "score"
                alike = alike or j.relation.verdict is not None
                if alike:
                    same = max(same, score)
                else:
                    other = max(other, score)
        return max(same, other - OTHER_KIND)

    def _accepted(self, judged: Judged, best: float) -> bool:
        made = judged.fit
        if made.clash is not None or made.head < 0.25:
            return False
        if not self.ask.items and self.claim.action is None and self.claim.actor is None:
            return True
        enough = ENOUGH_TIME if self._asks_time() else ENOUGH
        return made.score >= enough and made.score >= best - MARGIN and not self._only_part(judged)

    def _asks_time(self) -> bool:
        """The claim asks how long something takes, and names nothing that is counted."""
        return self.ask.head is None and self.ask.dimension == "time" and self.ask.change is None and kind_of(self.wanted.unit) == "time"

    def _only_part(self, judged: Judged) -> bool:
        return part_only(judged.slot, self.ask, self.index, self.fits, self.words)

    def _derived(self, judged: list[Judged]) -> Derived | None:
        if self.claim.of is None:
            return None
        near = sorted(judged, key=lambda j: (-j.fit.score, j.slot.number))[:_MOST_NEAR]
        lines = {j.slot.line.number for j in near if j.fit.score > 0.2}
        lines |= spoken_lines(self.index, self.ask)
        lines |= {n + 1 for n in lines if self.index.goes_on(n)}
        slots = [self.index.slots[n] for line in sorted(lines) for n in self.index.by_line[line]]
        scope = self._scope()
        decimals = decimals_of(self.claim.value)
        for made in (*self.lasting.derived, *derive(scope, slots), *closed(scope, self.annotations)):
            if made.quantity.unit != self.wanted.unit or made.score < ENOUGH:
                continue
            if made.rule in ("M13", "D12", "D13") and made.score < self._best(judged) - MARGIN:
                continue
            if (made.quantity.nominal is None) != (self.wanted.nominal is None):
                continue
            related = relate(made.quantity, self.wanted, converted=False, decimals=decimals, repeating=True)
            nominal, claimed = made.quantity.nominal, self.wanted.nominal
            close = nominal is None or claimed is None or rounds_to(nominal, claimed, decimals)
            if close and related.verdict is not None and related.verdict.supported and self._actor_of(made):
                return made
        return None

    def _actor_of(self, made: Derived) -> bool:
        if (self.claim.actor is None and self.claim.action is None) or not made.terms:
            return True  # a list has no number whose agent could be looked at: names.closed looks at its clause
        near = any if made.rule in ("D4", "D5", "D6") else all  # who paid a share of it did not cost it; the old level did not rise
        return near(self.fits.get(t.number) is None or self.fits[t.number].action > 0.25 for t in made.terms) and any(
            t.number in self.fits for t in made.terms
        )

    def _rule(self, judged: Judged) -> str:
        if judged.relation.rule not in ("U2",):
            return judged.relation.rule
        if judged.slot.mention.rule in ("M4", "M5", "M6", "M7", "M8", "M18", "M21", "M28"):
            return judged.slot.mention.rule
        return "B2" if judged.slot.part_of >= 0 or (not judged.slot.things and judged.slot.mention.unit is None) else "B1"

    # -- refusal

    def _refuse(self, judged: list[Judged], best: float) -> Finding:
        right = [j for j in judged if j.fit.clash is None and j.fit.score >= max(DOUBTFUL, best - MARGIN) and j.fit.head >= 0.25]
        right.sort(key=lambda j: (-j.fit.score, j.slot.number))
        for verdict in _SHARP:
            for j in right:
                if j.relation.verdict is verdict:
                    return self._finding(verdict, j.relation.rule, (j.slot,), expected=reading_of(j.slot.mention))
        expected = right[0] if right else None
        others = [j for j in judged if j.supports or (j.relation.verdict in _SHARP and j.relation.verdict is not Verdict.UNIT_MISMATCH)]
        doubtful = [
            j
            for j in others
            if not self._only_part(j)
            and j.supports
            and j.fit.clash is None
            and j.fit.head >= 0.25
            and j.fit.score >= DOUBTFUL
            and j.fit.score >= best - MARGIN
        ]
        if doubtful:
            return self._finding(Verdict.AMBIGUOUS, "B9", (doubtful[0].slot,))
        strict = [j for j in others if j.supports] or others
        if strict:
            j = max(strict, key=lambda j: (j.fit.score, -j.slot.number))
            return self._finding(
                Verdict.MISATTRIBUTED,
                j.fit.clash or ("B8" if self._only_part(j) else "B9"),
                (j.slot,),
                expected=self._expected(expected),
                right=expected,
            )
        stray = self._occurs()
        if stray is not None:
            rule = stray.mention.rule if stray.mention.kind in ("name", "ord", "age", "date", "time", "list") else "B9"
            return self._finding(Verdict.MISATTRIBUTED, rule, (stray,), expected=self._expected(expected), right=expected)
        if expected is not None:
            return self._finding(Verdict.CONTRADICTED, "U2", (expected.slot,), expected=self._expected(expected), right=expected)
        close = [j for j in judged if j.fit.score >= 0.35 and j.fit.head >= 0.25]
        if close:
            j = max(close, key=lambda j: (j.fit.score, -j.slot.number))
            return self._finding(Verdict.CONTRADICTED, "U2", (j.slot,), right=j)
        return self._finding(Verdict.ABSENT, "V1", ())

    def _expected(self, judged: Judged | None) -> str | None:
        return None if judged is None or judged.fit.score < ENOUGH else reading_of(judged.slot.mention)

    def _occurs(self) -> Slot | None:
        """The claimed value anywhere in the text, as any kind of mention."""
        nominal = self.wanted.nominal
        for slot in self.index.slots:
            m = slot.mention
            if nominal is None:
                if m.low is not None and m.high is not None and (Fraction(m.low), Fraction(m.high)) == (self.wanted.low, self.wanted.high):
                    return slot
            elif slot.value == abs(nominal) or (m.value is None and nominal in (m.low, m.high)):
                return slot
        return None

    def _finding(
        self,
        verdict: Verdict,
        rule: str,
        slots: tuple[Slot, ...],
        *,
        formula: str | None = None,
        expected: str | None = None,
        right: Judged | None = None,
        extra: tuple[tuple[int, int], ...] = (),
        value: Quantity | None = None,
    ) -> Finding:
        evidence = Evidence(self.claim, self.annotations.article.text, slots, None if right is None else right.slot, formula, extra)
        shown = right.slot if right is not None and verdict is Verdict.CONTRADICTED else slots[0] if slots else None
        reading = None if shown is None else reading_of(shown.mention)
        return Finding(
            self.claim.path,
            "count",
            verdict,
            rule,
            " ".join(message(evidence, verdict, rule).split()),
            spans_of(evidence),
            reading=reading if value is None or not slots else formula or reading,
            formula=formula,
            expected=None if verdict.supported else expected,
            claimed=evidence.claimed,
        )
