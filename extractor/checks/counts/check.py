"""The verdict on one count: a claim and an annotated article in, one finding out (V1, V2)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from extractor.checks.counts.ask import Ask, read_of
from extractor.checks.counts.compare import Quantity, Relation, claim_quantity, compare, decimals_of, relate, rounds_to, unit_id
from extractor.checks.counts.derive import Derived, Scope, derive, listed, ratio_of
from extractor.checks.counts.match import Fit, fit
from extractor.checks.counts.messages import Evidence, message, reading_of, spans_of
from extractor.checks.counts.slots import QUANTITIES, Index, Slot, index_of
from extractor.checks.counts.trees import opinion
from extractor.checks.counts.words import Words, load_words
from extractor.core.annotations import Annotations
from extractor.core.claim import CountClaim
from extractor.recognizers.numbers.units import convert, dimension
from extractor.core.finding import Finding, Verdict

ENOUGH = 0.45
"""Share of a claim's words that a slot must cover before its number can support the claim."""
DOUBTFUL = 0.38
MARGIN = 0.09
"""How much better another number must fit before it takes the claim away."""
OTHER_KIND = 0.3
"""The same for a number of another kind (a count beside a share or an amount)."""
import os
READING = os.environ.get("READING", "rules")
_RANK = {Verdict.EXACT: 0, Verdict.EQUIVALENT: 1, Verdict.DERIVED: 2, Verdict.APPROXIMATE: 3}
_SHARP = (Verdict.UNIT_MISMATCH, Verdict.OVERPRECISE, Verdict.MODIFIER_MISMATCH)
_MOST_NEAR = 24


@dataclass(frozen=True, slots=True)
class Judged:
    """A slot with its fit and its value against the claim's."""

    slot: Slot
    fit: Fit
    relation: Relation

    @property
    def supports(self) -> bool:
        return self.relation.verdict is not None and self.relation.verdict.supported


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
    wanted = claim_quantity(claim)
    if wanted is None:
        return Finding(claim.path, "count", Verdict.AMBIGUOUS, "V1", f"{claim.path} states no value, so there is nothing to look up", _whole(annotations))
    return _Judge(claim, wanted, annotations).judge()


def _whole(annotations: Annotations) -> tuple[tuple[int, int], ...]:
    end = min(len(annotations.article.text), 1)
    return ((0, end),) if end else ()


class _Judge:
    def __init__(self, claim: CountClaim, wanted: Quantity, annotations: Annotations) -> None:
        self.claim, self.wanted, self.annotations = claim, wanted, annotations
        self.index: Index = index_of(annotations)
        self.words: Words = load_words()
        self.ask: Ask = read_of(claim.of, unit_id(claim.unit), claim.role)
        self.fits: dict[int, Fit] = {}
        self.says_change = self.ask.change is not None or any(self.words.has(kind, item.word) for item in self.ask.items for kind in ("up", "down", "change"))

    def judge(self) -> Finding:
        judged = [self._judge(slot) for slot in self._candidates()]
        best = self._best(judged)
        pair = self._pair_as_range(judged)
        if pair is not None and not any(j.supports and j.slot.mention.value is None and self._accepted(j, best) for j in judged):
            return self._finding(Verdict.MODIFIER_MISMATCH, "M14", pair)
        supporting = [j for j in judged if j.supports and self._accepted(j, best) and not self._outdone(j, judged)]
        derived = self._derived(judged)
        chosen = min(supporting, key=lambda j: (_RANK[j.relation.verdict or Verdict.APPROXIMATE], -j.fit.score, j.slot.number), default=None)
        if chosen is not None and (derived is None or _RANK[chosen.relation.verdict or Verdict.APPROXIMATE] <= _RANK[Verdict.DERIVED]):
            rival = self._rival_source(chosen, judged)
            if rival is not None:
                return self._finding(Verdict.AMBIGUOUS, "B7", (chosen.slot, rival.slot))
            if READING != "rules" and opinion(chosen.slot, self.ask, self.claim, self.annotations) is False:
                return self._finding(Verdict.AMBIGUOUS, "B3", (chosen.slot,))
            return self._finding(chosen.relation.verdict or Verdict.EXACT, self._rule(chosen), (chosen.slot,))
        if chosen is None and derived is None:
            single = self._article_as_one()
            if single is not None:
                return single
        if derived is not None:
            terms = derived.terms
            verdict = Verdict.EQUIVALENT if derived.equivalent else Verdict.DERIVED
            return self._finding(verdict, derived.rule, terms, formula=derived.formula, extra=derived.spans, value=derived.quantity)
        return self._refuse(judged, best)

    # -- candidates

    def _candidates(self) -> list[Slot]:
        """Slots that share a word with the claim, or have its value; all of them in a short article."""
        slots = self.index.slots
        usable = [s for s in slots if s.mention.kind in QUANTITIES or s.mention.kind == "ord" and ratio_of(s) is not None]
        if len(usable) <= 60 or not self.ask.items:
            return usable
        keys = {key for item in self.ask.items if item.part in ("head", "predicate", "name") or len(self.ask.items) < 3 for key in item.keys}
        counted: dict[int, int] = {}
        for key in keys:
            found = self.index.by_key.get(key, ())
            if len(found) <= 400:
                for n in found:
                    counted[n] = counted.get(n, 0) + 1
        chosen = sorted(counted, key=lambda n: (-counted[n], n))[:120]
        return [slots[n] for n in sorted(set(chosen) | self._same_value(usable)) if slots[n].mention.kind in QUANTITIES]

    def _same_value(self, usable: list[Slot]) -> set[int]:
        values = self.annotations._memo.get("counts.values")
        if not isinstance(values, dict):
            values = {}
            for slot in usable:
                for v in (slot.mention.value, slot.mention.low, slot.mention.high):
                    if v is not None:
                        values.setdefault(Fraction(v), []).append(slot.number)
            self.annotations._memo["counts.values"] = values
        out: set[int] = set()
        for v in (self.wanted.nominal, self.wanted.low, self.wanted.high):
            out |= set(values.get(v, ())[:60])
        return out

    def _judge(self, slot: Slot) -> Judged:
        made = fit(slot, self.ask, self.claim, self.index, self.annotations, self.words)
        relation = self._relate(slot)
        if READING == "tree":
            made = self._by_tree(made, slot)
        clash = made.clash or self._slot_clash(slot, relation)
        if clash != made.clash:
            made = Fit(made.score, clash, made.of_clash or clash, made.head, made.predicate, made.action)
        if self.ask.sources and (_source(slot) or frozenset()) & self.ask.sources:
            made = Fit(made.score + 0.25, made.clash, made.of_clash, made.head, made.predicate, made.action)
        self.fits[slot.number] = made
        return Judged(slot, made, relation)

    def _by_tree(self, made: Fit, slot: Slot) -> Fit:
        said = opinion(slot, self.ask, self.claim, self.annotations)
        if said is None and (self.claim.action is not None or self.claim.actor is not None):
            said = False
        if made.clash in ("B3", "B4") and said is not False:
            return Fit(made.score, None, None, made.head, made.predicate, 1.0)
        if said is False and made.clash is None:
            return Fit(made.score, "B3", "B3", made.head, made.predicate, made.action)
        return made

    def _relate(self, slot: Slot) -> Relation:
        mention, claim = slot.mention, self.claim
        if mention.kind == "score":
            return self._score(slot)
        ratio = ratio_of(slot) if mention.kind == "ord" else None
        if ratio is not None:
            if self.wanted.unit != "percent" or self.wanted.nominal is None:
                return Relation(None, "M7")
            near = rounds_to(ratio * 100, self.wanted.nominal, decimals_of(claim.value))
            return Relation(Verdict.EQUIVALENT if near else None, "M7")
        noun = unit_id(slot.words[slot.things[0]].low) if slot.things and mention.unit is None else None
        if noun is not None and slot.things and slot.things[0] and slot.words[slot.things[0] - 1].low == "working":
            noun = f"working_{noun}"
        head = self.ask.head_word
        counts_unit = head is not None and mention.unit is not None and unit_id(head) == mention.unit
        if mention.polarity == "negated" and mention.kind != "zero":
            return compare(mention, claim, self.wanted, slot.quantity, noun_unit=noun, of_change=self.ask.change is not None, counts_unit=counts_unit)
        made = compare(mention, claim, self.wanted, slot.quantity, noun_unit=noun, of_change=self.says_change, counts_unit=counts_unit)
        if made.verdict is None and self._minor(slot):
            return Relation(Verdict.UNIT_MISMATCH, "U1")
        if made.verdict is Verdict.EXACT and self._coin(slot):
            made = Relation(Verdict.EQUIVALENT, "M11")
        if made.verdict is not None and made.verdict.supported:
            return self._rate(slot, made)
        if made.verdict is Verdict.OVERPRECISE and claim.nominal:
            return Relation(Verdict.APPROXIMATE, "P3")
        return made

    def _minor(self, slot: Slot) -> bool:
        """The figure stands in the text, but of a smaller coin: "95p" is not 95 pounds."""
        m = slot.mention
        if m.kind != "cur" or m.core_start < 0 or self.wanted.nominal is None or self.wanted.unit != m.unit:
            return False
        digits = self.annotations.article.text[m.core_start : m.core_end].replace(",", "")
        return digits.isdigit() and Fraction(int(digits)) == self.wanted.nominal and m.value is not None and Fraction(m.value) == self.wanted.nominal / 100

    def _coin(self, slot: Slot) -> bool:
        """The text counts smaller coins: "95p" for 0.95 pounds."""
        m = slot.mention
        digits = self.annotations.article.text[m.core_start : m.core_end].replace(",", "") if m.kind == "cur" and m.core_start >= 0 else ""
        return digits.isdigit() and m.value is not None and Fraction(int(digits)) == 100 * Fraction(m.value) != 0

    def _score(self, slot: Slot) -> Relation:
        m, nominal = slot.mention, self.wanted.nominal
        if m.low is None or m.high is None:
            return Relation(None, "M21")
        low, high = Fraction(m.low), Fraction(m.high)
        if nominal is None:
            same = (self.wanted.low, self.wanted.high) == (low, high)
            return Relation(Verdict.MODIFIER_MISMATCH if same else None, "M21")
        if nominal not in (low, high) or self.wanted.unit is not None:
            return Relation(None, "M21")
        lost = any("=defeat" in w.keys and "=win" not in w.keys for w in slot.words if w.pos == "VERB")
        names = [i for i in self.ask.items if i.part == "name"]
        front = {key for w in slot.words[: slot.first] for key in w.keys}
        first = not names or all(i.keys & front for i in names)
        winner = first != lost
        if low == high:
            return Relation(Verdict.EQUIVALENT, "M21")
        return Relation(Verdict.EQUIVALENT if (nominal == high) == winner else None, "M21")

    def _rate(self, slot: Slot, made: Relation) -> Relation:
        """Rate bases (M27): "30 a day" is no total, and "each" is not all."""
        per, mine = self.claim.per, slot.mention.per
        of = {i.word for i in self.ask.items}
        if per is None and mine is not None and not (self.words.text_keys(mine.split()[-1]) & {k for i in self.ask.items for k in i.keys}) and not ({"rate", "daily", "average", "pace", "hourly", "weekly", "monthly", "annual", "yearly"} & of):
            return Relation(Verdict.UNIT_MISMATCH, "M27")
        if per is not None:
            have = {k for word in (slot.per or "").replace("_", " ").split() for k in self.words.text_keys(word)}
            have |= {w.low for w in slot.words if w.low in ("each", "apiece")} and {k for w in slot.words for k in w.keys}
            parts = [p for p in per.replace("_", " ").lower().split() if p not in ("and", "per", "a", "an", "each")]
            if not all(self.words.claim_keys(p) & have or p[0].isdigit() and p.replace(",", "") in "".join((slot.per or "").split(",")) for p in parts):
                return Relation(Verdict.UNIT_MISMATCH, "M27")
        if slot.each and self.ask.wants_all:
            return Relation(Verdict.UNIT_MISMATCH, "M27")
        return made

    def _slot_clash(self, slot: Slot, relation: Relation) -> str | None:
        """Roles of a change pair (B6), totals and parts (B2, B8), and polarity (N2-N4)."""
        ask, mention = self.ask, slot.mention
        if mention.polarity == "retracted":
            return "N3"
        if mention.polarity == "denied" and not ask.alleged and not (self.claim.action is not None and self.claim.action.status in ("alleged", "denied")):
            return "N2"
        if mention.polarity == "hypothetical" and mention.kind not in ("dur", "meas") and not ask.hypothetical and any(i.part == "predicate" for i in ask.items):
            planned = self.claim.action is not None and self.claim.action.status in ("planned", "alleged", "conditional", "ongoing", None)
            if not (self.claim.action is not None and planned):
                return "N4"
        if ask.dimension == "time" and ask.head is None and self.wanted.unit is not None and (self.wanted.unit == "factor" or dimension(self.wanted.unit) in ("percent", "point")):
            return "U1"
        if mention.kind == "age":
            listed_ages = self.words.lists["dimension.time"]
            if self.wanted.unit is None or not (any("=age" in i.keys for i in ask.items) or ask.dimension == "time" and (self.claim.of or "").lower().startswith("age")) and listed_ages:
                return "M20"
        if mention.kind in ("mult",) and self.wanted.unit is None and slot.mention.rule == "M8" and not (self.wanted.nominal is not None and any(i.word in ("times", "time") for i in ask.items) or (self.claim.of or "").lower().startswith(("time", "occasion"))):
            return "M8"
        if slot.role == "change" and ask.change is None and self.claim.role != "change":
            return None if self.says_change else "B6"
        end = self._end_by_year(slot) or ask.end
        if slot.role == "from" and end != "before":
            return "B6"
        if slot.role == "to" and (end == "before" or ask.change is not None and mention.kind not in ("mult", "frac")):
            return "B6"
        if ask.end == "before" and slot.role is None and mention.kind not in ("mult",):
            late = [i for i in ask.items if i.part == "contrast"]
            if late and not any(slot.weights.get(k, 0) >= 0.75 for i in late for k in i.keys):
                return "B6"
        if ask.change is not None and slot.role is None and not any(i.part == "change" and i.keys & slot.predicates for i in ask.items) and mention.kind in ("card", "cur", "meas", "frac") and not any(slot.weights.get(k, 0) >= 0.9 for k in ("=increase", "=decrease", "=change")):
            return "B6"
        if ask.negated and mention.kind != "zero" and mention.polarity != "negated" and not self._negated_there(slot):
            return "N1"
        return None

    def _end_by_year(self, slot: Slot) -> str | None:
        """The end of a change that a claim asks for by its year: "rose from 9 to 11 between 2011 and 2021"."""
        if slot.role not in ("from", "to"):
            return None
        years = [i.word for i in self.ask.items if len(i.word) == 4 and i.word.isdigit()]
        spans = [w.low for w in slot.words if len(w.low) == 4 and w.low.isdigit() and w.low[0] in "12"]
        if len(years) == 1 and len(spans) == 2 and spans[0] != spans[1] and years[0] in spans:
            return "before" if years[0] == min(spans) else "after"
        return None

    def _negated_there(self, slot: Slot) -> bool:
        low, high = slot.local
        return any(w.low in self.words.lists["negations"] or w.low.startswith("un") for w in slot.words[low:high]) or any(
            i.word in self.words.lists["negative_heads"] and i.keys & slot.weights.keys() for i in self.ask.items
        )

    # -- acceptance

    def _best(self, judged: list[Judged]) -> float:
        """The score that a supporting number must come near: the best of its kind, or well below the best of another kind."""
        same = other = 0.0
        for j in judged:
            if j.fit.of_clash is None or self.ask.change and j.fit.of_clash == "B6" and j.slot.mention.role:
                alike = _kind(j.slot.mention.unit) == _kind(self.wanted.unit) or j.relation.verdict is not None
                if alike:
                    same = max(same, j.fit.score)
                else:
                    other = max(other, j.fit.score)
        return max(same, other - OTHER_KIND)

    def _accepted(self, judged: Judged, best: float) -> bool:
        made = judged.fit
        if made.clash is not None or made.head < 0.25:
            return False
        if not self.ask.items and self.claim.action is None and self.claim.actor is None:
            return True
        return made.score >= ENOUGH and made.score >= best - MARGIN and not self._part_only(judged)

    def _outdone(self, judged: Judged, all_judged: list[Judged]) -> bool:
        """V2: a bound is not read off another number when the claim's own number stands in the text for the same thing."""
        nominal = judged.slot.value
        if self.wanted.nominal is None or nominal is None or nominal == self.wanted.nominal or judged.relation.verdict is not Verdict.APPROXIMATE:
            return False
        return any(
            j.slot.value == self.wanted.nominal and j.fit.score >= judged.fit.score - MARGIN and j.slot.mention.unit == judged.slot.mention.unit
            for j in all_judged
        )

    def _part_only(self, judged: Judged) -> bool:
        """B8: the claim names a class, and the number is one of several members added by "and"."""
        head, slot = self.ask.head, judged.slot
        if head is None or not any(k[0] == "^" for k in head.keys) or any(k in slot.thing_keys() for k in head.keys if k[0] != "^"):
            return False
        if not slot.things and slot.mention.rule != "M5":
            return False
        for n in self.index.by_line[slot.line.number]:
            other = self.index.slots[n]
            made = self.fits.get(n)
            if other is slot or made is None or made.clash is not None or other.segment != slot.segment or other.mention.kind not in ("card", "quantifier") or other.part_of >= 0 or slot.part_of >= 0:
                continue
            one, two = (slot, other) if slot.number < other.number else (other, slot)
            joined = {w.low for w in slot.words[one.last + 1 : two.first]}
            if joined & {"and", ","} and (head.keys & other.thing_keys() or other.mention.rule == "M5") and not joined & self.words.lists["exclusive_parts"]:
                return True
        return False

    def _rival_source(self, chosen: Judged, judged: list[Judged]) -> Judged | None:
        """B7: another source gives another figure for the same slot, and the claim names neither."""
        mine = _source(chosen.slot)
        if mine is None:
            return None
        named = {key for item in self.ask.items for key in item.keys} | self.ask.sources
        if mine & named:
            return None
        for other in judged:
            if other.slot is chosen.slot or other.supports or other.fit.clash is not None or other.fit.score < chosen.fit.score - 0.2:
                continue
            theirs = _source(other.slot)
            if theirs is not None and not theirs & mine and other.slot.mention.unit == chosen.slot.mention.unit:
                return other
        return None

    def _derived(self, judged: list[Judged]) -> Derived | None:
        if self.claim.of is None:
            return None
        near = sorted(judged, key=lambda j: (-j.fit.score, j.slot.number))[:_MOST_NEAR]
        lines = {j.slot.line.number for j in near if j.fit.score > 0.2}
        lines |= self._lines()
        slots = [self.index.slots[n] for line in sorted(lines) for n in self.index.by_line[line]]
        scope = Scope(self.claim, self.ask, self.wanted, self.index, self.words, self.fits)
        decimals = decimals_of(self.claim.value)
        for made in (*derive(scope, slots), *listed(scope)):
            if made.quantity.unit != self.wanted.unit or made.score < ENOUGH:
                continue
            if made.rule in ("M13", "D12", "D13") and made.score < self._best(judged) - MARGIN:
                continue
            if (made.quantity.nominal is None) != (self.wanted.nominal is None):
                continue
            related = relate(made.quantity, self.wanted, converted=False, decimals=decimals, repeating=True)
            if related.verdict is not None and related.verdict.supported and self._actor_of(made):
                return made
        return None

    def _lines(self) -> set[int]:
        """Sentences with a number of any kind and most words of the claim."""
        counted: dict[int, float] = {}
        whole = 0.0
        for item in self.ask.items:
            whole += item.weight
            seen: set[int] = set()
            for key in item.keys:
                for n in self.index.by_key.get(key, ())[:400]:
                    line = self.index.slots[n].line.number
                    if line not in seen and key in self.index.line_keys[line]:
                        seen.add(line)
                        counted[line] = counted.get(line, 0.0) + item.weight
        return set(sorted((n for n, weight in counted.items() if 2 * weight >= whole), key=lambda n: (-counted[n], n))[:8])

    def _actor_of(self, made: Derived) -> bool:
        if self.claim.actor is None and self.claim.action is None:
            return True
        return all(self.fits.get(t.number) is None or self.fits[t.number].action > 0.25 for t in made.terms) and any(t.number in self.fits for t in made.terms)

    def _rule(self, judged: Judged) -> str:
        if judged.relation.rule not in ("U2",):
            return judged.relation.rule
        if judged.slot.mention.rule in ("M4", "M5", "M6", "M7", "M8", "M18", "M21", "M28"):
            return judged.slot.mention.rule
        return "B2" if judged.slot.part_of >= 0 or not judged.slot.things and judged.slot.mention.unit is None else "B1"

    def _article_as_one(self) -> Finding | None:
        """M28: "a Boeing" or "another hour" supports a claim of 1, and nothing else."""
        if self.wanted.nominal is None or self.wanted.hedge not in (None, "at_least", "about") or not self.ask.items or self.claim.actor is not None:
            return None
        unit, head = self.wanted.unit, self.ask.head
        if unit is None and self.wanted.nominal != 1 or unit is not None and not dimension(unit):
            return None
        if head is None and unit is None:
            return None
        for line in self.index.lines:
            have = self.index.line_keys[line.number]
            if head is not None and unit is None and not head.keys & have:
                continue
            others = [i for i in self.ask.items if i is not head]
            got = sum(i.weight for i in others if i.keys & have)
            if got < 0.6 * sum(i.weight for i in others):
                continue
            for k, word in enumerate(line.words):
                if word.low in ("a", "an", "another"):
                    for m in range(k + 1, min(k + 4, len(line.words))):
                        noun = line.words[m]
                        if noun.pos not in ("NOUN", "PROPN", "ADJ"):
                            break
                        if self._is_one(noun.low, noun.keys) and not (m + 1 < len(line.words) and line.words[m + 1].pos in ("NOUN", "PROPN")):
                            verdict = Verdict.APPROXIMATE if self.wanted.hedge else Verdict.EQUIVALENT
                            return self._finding(verdict, "M28", (), extra=((word.start, noun.end),), formula=f"{word.low} {noun.low} = 1")
        return None

    def _is_one(self, low: str, keys: frozenset[str]) -> bool:
        """Whether one of this noun is the claimed quantity: one crane, or an hour for 60 minutes."""
        wanted = self.wanted
        if wanted.unit is None:
            return self.ask.head is not None and bool(keys & self.ask.head.keys)
        unit = unit_id(low)
        one = None if unit is None or not dimension(unit) else convert(1, unit, wanted.unit)  # type: ignore[arg-type]
        return one is not None and Fraction(one) == wanted.nominal

    # -- refusal

    def _refuse(self, judged: list[Judged], best: float) -> Finding:
        right = [j for j in judged if j.fit.clash is None and j.fit.score >= max(DOUBTFUL, best - MARGIN) and j.fit.head >= 0.25]
        right.sort(key=lambda j: (-j.fit.score, j.slot.number))
        for verdict in _SHARP:
            for j in right:
                if j.relation.verdict is verdict:
                    return self._finding(verdict, j.relation.rule, (j.slot,), expected=reading_of(j.slot.mention))
        expected = right[0] if right else None
        others = [j for j in judged if j.supports or j.relation.verdict in _SHARP and j.relation.verdict is not Verdict.UNIT_MISMATCH]
        doubtful = [j for j in others if not self._part_only(j) and j.supports and j.fit.clash is None and j.fit.head >= 0.25 and j.fit.score >= DOUBTFUL and j.fit.score >= best - MARGIN]
        if doubtful:
            return self._finding(Verdict.AMBIGUOUS, "B9", (doubtful[0].slot,))
        strict = [j for j in others if j.supports] or others
        if strict:
            j = max(strict, key=lambda j: (j.fit.score, -j.slot.number))
            return self._finding(Verdict.MISATTRIBUTED, j.fit.clash or ("B8" if self._part_only(j) else "B9"), (j.slot,), expected=self._expected(expected), right=expected)
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

    def _pair_as_range(self, judged: list[Judged]) -> tuple[Slot, Slot] | None:
        if self.wanted.nominal is not None:
            return None
        ends = {(j.slot.line.number, j.slot.mention.role): j.slot for j in judged if j.slot.mention.role and j.slot.mention.value is not None}
        for (line, role), one in ends.items():
            other = ends.get((line, "to")) if role == "from" else None
            if other is not None and one.mention.value is not None and other.mention.value is not None:
                values = sorted((Fraction(one.mention.value), Fraction(other.mention.value)))
                if values == [self.wanted.low, self.wanted.high]:
                    return one, other
        return None

    def _occurs(self) -> Slot | None:
        """The claimed value anywhere in the text, as any kind of mention."""
        nominal = self.wanted.nominal
        for slot in self.index.slots:
            m = slot.mention
            if nominal is None:
                if m.low is not None and m.high is not None and (Fraction(m.low), Fraction(m.high)) == (self.wanted.low, self.wanted.high):
                    return slot
            elif slot.value == abs(nominal) or m.value is None and nominal in (m.low, m.high):
                return slot
        return None

    def _finding(
        self, verdict: Verdict, rule: str, slots: tuple[Slot, ...], *, formula: str | None = None, expected: str | None = None,
        right: Judged | None = None, extra: tuple[tuple[int, int], ...] = (), value: Quantity | None = None,
    ) -> Finding:
        evidence = Evidence(self.claim, self.annotations.article.text, slots, None if right is None else right.slot, formula, extra)
        shown = right.slot if right is not None and verdict is Verdict.CONTRADICTED else slots[0] if slots else None
        reading = None if shown is None else reading_of(shown.mention)
        return Finding(
            self.claim.path, "count", verdict, rule, message(evidence, verdict, rule), spans_of(evidence),
            reading=reading if value is None or not slots else formula or reading, formula=formula,
            expected=None if verdict.supported else expected, claimed=evidence.claimed,
        )


def _kind(unit: str | None) -> str | None:
    """What a unit measures: shares, points and factors are one kind, all money is one."""
    if unit is None:
        return None
    kind = dimension(unit)
    if kind in ("percent", "point") or unit == "factor":
        return "share"
    return "money" if kind == unit else "time" if kind == "calendar" else kind


def _source(slot: Slot) -> frozenset[str] | None:
    """Keys of who gives a figure: the subject of the clause of saying above it or beside it, or "according to"."""
    from extractor.checks.counts.segments import agent_words, segments_of

    segments, _ = segments_of(slot.line)
    words = slot.words
    beside = [s for s in segments if s.number not in slot.chain and (s.before == slot.segment or s.parent == slot.segment or abs(s.number - slot.segment) == 1)]
    for segment in [*(segments[n] for n in slot.chain), *beside]:
        if any("=say" in words[v].keys for v in segment.verbs):
            if segment.number > slot.segment and any(w.low in (";",) for w in words[slot.last : segment.words[0] + 1]):
                continue
            agent = [k for k in agent_words(slot.line, segment) if words[k].nominal]
            if agent:
                return frozenset(key for k in agent for key in words[k].keys)
    low, high = slot.local
    for k in range(low, high - 2):
        if words[k].low == "according" and words[k + 1].low == "to":
            return frozenset(key for i in range(k + 2, min(high, k + 8)) if words[i].nominal for key in words[i].keys)
    return None
