"""One claim against one slot: value, unit, rate, role and polarity (U1, M21, M27, B6, N1-N4)."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

from extractor.checks.counts.ask import Ask, read_of
from extractor.checks.counts.compare import Quantity, Relation, compare, decimals_of, rounds_to, unit_id
from extractor.checks.counts.contrary import (
    failed,
    no_excess,
    other_ordinal,
    other_vote,
    possession_clash,
    refused,
    removal,
    some_only,
    without_it,
)
from extractor.checks.counts.derivations.groups import to_be
from extractor.checks.counts.derivations.scope import NEAR, negative_keys, ratio_of
from extractor.checks.counts.durations.ages import died_at
from extractor.checks.counts.durations.spans import left_out_unit
from extractor.checks.counts.figures.change_end import end_by_words, of_now
from extractor.checks.counts.figures.changes import changes_other, undergone, wrong_way
from extractor.checks.counts.figures.ends import before_named, by_itself, dated, end_by_time, end_by_year, named_span, newer
from extractor.checks.counts.figures.set_apart import no_fact, no_rate, of_other_time
from extractor.checks.counts.match import Fit
from extractor.checks.counts.rates import CLOCK, CLOCK_KEYS, rated
from extractor.checks.counts.scoring.score_parts import score_relation
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Index, Slot, index_of
from extractor.checks.counts.sources import kind_of, source_of
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import Words, load_words
from extractor.core.annotations import Annotations
from extractor.core.claim import CountClaim
from extractor.core.finding import Verdict

_HAVING = vocabulary("having")
_BEFORE = re.compile(r"\b(?:before|earlier|previous|previously|until|prior)\b", re.IGNORECASE)
_ESTIMATED = re.compile(r"\bestimate[ds]?\b", re.IGNORECASE)
"""A claim that says itself that its figure is an estimate."""
_SAID = 0.5
"""Weight of a word that the number's sentence has anywhere."""
_NOW = vocabulary("now")
_BE = vocabulary("be")
_KEPT_FROM = vocabulary("kept_from")
_AMOUNTS = vocabulary("amounts")
_EXPECTING = frozenset(load_words().stem(verb) for verb in vocabulary("expecting"))
_HE_OR_SHE = vocabulary("persons")
# What may measure a thing whose head names a measure; "length" is one of time and of space.
_KINDS = {
    "time": frozenset(("time", "nights", "length", "working_day")),
    "money": frozenset(("money", "share")),
    "mass": frozenset(("mass", "share")),
}


def _ahead(slot: Slot) -> bool:
    """The clause of the number speaks of the future: "will hire 30 judges"."""
    segments, _ = segments_of(slot.line)
    return any(slot.words[v].low in ("will", "would", "'ll") for v in segments[slot.segment].verbs)


def _expected(slot: Slot) -> bool:
    """Somebody expects or forecasts the number: "analysts had expected sales of $3.6 billion"."""
    return bool(_EXPECTING & (slot.predicates | slot.outer))


class ClaimReader:
    """A claim with its article, and the questions that need one slot only."""

    def __init__(self, claim: CountClaim, wanted: Quantity, annotations: Annotations) -> None:
        self.claim, self.wanted, self.annotations = claim, wanted, annotations
        self.index: Index = index_of(annotations)
        self.words: Words = load_words()
        self.ask: Ask = read_of(claim.of, unit_id(claim.unit), claim.role)
        self.fits: dict[int, Fit] = {}
        self.refused: set[int] = set()
        """Numbers of the scores that the claim does not mean."""
        self._says_before = _BEFORE.search(claim.of or "") is not None
        self.says_change = self.ask.change is not None or any(
            self.words.has(kind, item.word) for item in self.ask.items for kind in ("up", "down", "change")
        )

    def relation_to(self, slot: Slot) -> Relation:
        mention, claim = slot.mention, self.claim
        if mention.kind == "score":
            return score_relation(slot, self.claim, self.wanted, self.ask)
        ratio = ratio_of(slot) if mention.kind == "ord" else None
        if ratio is not None:
            if self.wanted.unit != "percent" or self.wanted.nominal is None:
                return Relation(None, "M7")
            near = rounds_to(ratio * 100, self.wanted.nominal, decimals_of(claim.value))
            return Relation(Verdict.EQUIVALENT if near else None, "M7")
        noun = unit_id(slot.words[slot.things[0]].low) if slot.things and mention.unit is None else None
        if noun is not None and slot.things and slot.things[0] and slot.words[slot.things[0] - 1].low == "working":
            noun = f"working_{noun}"
        if noun is None and mention.unit is None and slot.role in ("from", "to") and not slot.things and self.wanted.unit in CLOCK:
            above = frozenset().union(*slot.antecedents[:2]) | {k for w in slot.words[: slot.first] if w.pos == "NOUN" for k in w.keys}
            noun = self.wanted.unit if f"={self.wanted.unit}" in above else None  # "opening hours will rise from 32 to 38 a week"
        if (
            noun is None
            and mention.unit is None
            and self.wanted.unit == "year"
            and (slot.weights.get("=age", 0.0) >= 0.8 or self._age(slot))
        ):
            noun = "year"  # "raise the retirement age from 62 to 64"
        noun = noun or left_out_unit(slot, self.index, self.annotations)
        level = (self.claim.unit or "").lower().rstrip("s") == "point" and not slot.things and slot.mention.kind == "card"
        if noun is None and mention.unit is None and level:
            noun = self.wanted.unit  # "closed at 9,776"
        head = self.ask.head_word
        counts_unit = head is not None and mention.unit is not None and unit_id(head) == mention.unit
        if mention.polarity == "negated" and mention.kind != "zero":
            return compare(
                mention, claim, self.wanted, slot.quantity, noun_unit=noun, of_change=self.ask.change is not None, counts_unit=counts_unit
            )
        made = compare(mention, claim, self.wanted, slot.quantity, noun_unit=noun, of_change=self.says_change, counts_unit=counts_unit)
        if made.verdict is None and self._minor(slot):
            return Relation(Verdict.UNIT_MISMATCH, "U1")
        if made.verdict is Verdict.EXACT and self._coin(slot):
            made = Relation(Verdict.EQUIVALENT, "M11")
        if made.verdict is not None and made.verdict.supported:
            return rated(slot, made, self.claim, self.ask)
        if made.verdict is Verdict.OVERPRECISE and claim.nominal:
            return Relation(Verdict.APPROXIMATE, "P3")
        if made.verdict is Verdict.OVERPRECISE and mention.hedge == "about" and _ESTIMATED.search(claim.of or ""):
            return Relation(Verdict.APPROXIMATE, "H2")  # "as estimated by the airline"
        return made

    def _age(self, slot: Slot) -> bool:
        """A claim of an age, and somebody was so much: "when she was six"."""
        before = [w.low for w in slot.words[max(0, slot.first - 2) : slot.first]]
        aged = any("=age" in i.keys for i in self.ask.items) and not slot.things and slot.mention.kind == "card"
        return (aged and died_at(slot)) or (aged and len(before) == 2 and before[0] in _HE_OR_SHE and before[1] in _BE)

    def _minor(self, slot: Slot) -> bool:
        """The figure stands in the text, but of a smaller coin: "95p" is not 95 pounds."""
        m = slot.mention
        if m.kind != "cur" or m.core_start < 0 or self.wanted.nominal is None or self.wanted.unit != m.unit:
            return False
        digits = self.annotations.article.text[m.core_start : m.core_end].replace(",", "")
        return (
            digits.isdigit()
            and Fraction(int(digits)) == self.wanted.nominal
            and m.value is not None
            and Fraction(m.value) == self.wanted.nominal / 100
        )

    def _coin(self, slot: Slot) -> bool:
        """The text counts smaller coins: "95p" for 0.95 pounds."""
        m = slot.mention
        digits = self.annotations.article.text[m.core_start : m.core_end].replace(",", "") if m.kind == "cur" and m.core_start >= 0 else ""
        return digits.isdigit() and m.value is not None and Fraction(int(digits)) == 100 * Fraction(m.value) != 0

    def slot_clash(self, slot: Slot, relation: Relation) -> str | None:
        """Roles of a change pair (B6), totals and parts (B2, B8), and polarity (N2-N4)."""
        ask, mention = self.ask, slot.mention
        if mention.polarity == "retracted":
            return "N3"
        if slot.commanded and not ask.alleged:
            return "N4"
        if _ahead(slot) and not ask.hypothetical and {"last", "yesterday"} & {i.word for i in ask.items}:
            return "N4"
        current = of_now(slot, ask, self.claim.of)
        if (_ahead(slot) or _expected(slot)) and not ask.hypothetical and not current and _NOW & {i.word for i in ask.items}:
            return "N4"
        if not ask.hypothetical and not ask.sources and _expected(slot) and self._told_elsewhere(slot):
            return "N4"
        if ask.future and mention.polarity == "asserted" and not self._of_plan(slot) and self._planned_elsewhere(slot):
            return "N4"
        if ask.sources and self._other_source(slot):
            return "B7"
        if no_excess(slot, self.claim.of):
            return "B6"
        if self._lacks(slot) or failed(slot, ask, self.words) or without_it(slot, ask):
            return "N1"
        held = possession_clash(slot, self.claim.of, self.index)
        if held is not None:
            return held
        if some_only(slot, ask, self.index):
            return "B8"
        if other_vote(slot, self.claim.of):
            return "B3"
        if other_ordinal(slot, ask, self.index):
            return "B1"
        if self._not_done(slot):
            return "N4"
        own = {k for w in slot.words[slot.last + 1 : slot.local[1]] for k in w.keys} | slot.predicates
        own -= {k for a, b in pairwise(slot.words[slot.last : slot.local[1]]) if a.low in ("without", "no", "not", "never") for k in b.keys}
        if any(
            i.part in ("modifier", "predicate") and not i.keys & own and negative_keys(i.word, self.words) & own and mention.kind != "zero"
            for i in ask.items
        ):
            return "N1"
        if (
            mention.polarity == "denied"
            and not ask.alleged
            and not (self.claim.action is not None and self.claim.action.status in ("alleged", "denied"))
        ):
            return "N2"
        if (
            mention.polarity == "hypothetical"
            and mention.kind not in ("dur", "meas")
            and not ask.hypothetical
            and not of_now(slot, ask, self.claim.of)
            and any(i.part == "predicate" and not i.keys & self._described(slot) for i in ask.items)
        ):
            planned = self.claim.action is not None and self.claim.action.status in ("planned", "alleged", "conditional", "ongoing", None)
            if not (self.claim.action is not None and planned):
                return "N4"
        if ask.change is not None and ask.head is None and kind_of(self.wanted.unit) == "time":
            times = self.words.lists["dimension.time"]
            if not any(i.word in times or i.keys & CLOCK_KEYS for i in ask.items):
                return "U1"  # a rise in pay is no number of days
        # "A £6.4m gap": the number's own words name the measure, whatever it measures elsewhere.
        named = any(i.part == "measure" and slot.weight(i.keys) >= 1.0 for i in ask.items)
        if ask.head is None and ask.dimension in _KINDS and not (named and relation.verdict is not None):
            kind = kind_of(self.wanted.unit)
            if kind is not None and kind not in _KINDS[ask.dimension]:
                return "U1"
            if self.wanted.unit is None and mention.unit is None and slot.things:
                return "B1"
        aged = slot.weights.get("=age", 0.0)
        other_age = any(s.mention.kind == "age" for s in self.index.same_line(slot))
        asks_age = any("=age" in i.keys and i.part in ("head", "measure") for i in ask.items)
        if mention.kind == "dur" and asks_age and (aged < NEAR or (aged < 1.0 and other_age)):
            return "M20"  # no age, or the sentence gives the age by another number
        if self.wanted.unit == "percent" and ask.change is None and any(i.part == "measure" and i.word in _AMOUNTS for i in ask.items):
            return "U1"  # a share is no price
        if mention.kind == "age":
            listed_ages = self.words.lists["dimension.time"]
            if self.wanted.unit is None or (
                not (
                    any("=age" in i.keys for i in ask.items)
                    or (ask.dimension == "time" and (self.claim.of or "").lower().startswith("age"))
                )
                and listed_ages
            ):
                return "M20"
        if (
            mention.kind in ("mult",)
            and self.wanted.unit is None
            and slot.mention.rule == "M8"
            and not (
                (self.wanted.nominal is not None and any(i.word in ("times", "time") for i in ask.items))
                or (self.claim.of or "").lower().startswith(("time", "occasion"))
                or (ask.head is not None and "=score" in ask.head.keys & slot.predicates)  # "scored twice"
            )
        ):
            return "M8"
        if slot.role == "change" and ask.change is not None and (changes_other(slot, ask, self.index) or wrong_way(slot, ask.change)):
            return "B6"
        if slot.role == "change" and ask.change is None and self.claim.role != "change":
            return None if self.says_change and ask.end is None else "B6"
        end = end_by_year(slot, ask) or end_by_time(slot, self.claim.of, self.index)
        end = end or end_by_words(slot, ask, self.claim.of, self.index) or ask.end
        if no_fact(slot, ask, self.index, self.claim.of):
            return "N4"
        if of_other_time(slot, self.index, self.claim.of, ask_after=ask.end == "after") or no_rate(slot, self.index, self.claim.of):
            return "B6"
        if slot.role == "from" and end != "before" and not self._says_before and not dated(slot, ask):
            return "B6"
        asks_change = ask.change is not None and mention.kind not in ("mult", "frac")
        if slot.role == "to" and (removal(self.claim.of) or (end == "before" and not named_span(slot, ask)) or asks_change):
            return "B6"
        if slot.role == "to" and ask.end is None and by_itself(slot, ask, self.index):
            return "B6"
        if slot.role in ("from", "to") and ask.more and ask.end is None and ask.change is None:
            return "B6"  # "41,500 additional seats" of a capacity that rose to 41,500
        if self._says_before and slot.role is None and before_named(slot, self.index):
            return "B6"
        if ask.end == "before" and slot.role is None and newer(slot, self.index):
            return "B6"
        if ask.end == "before" and slot.role is None and mention.kind not in ("mult",):
            late = [i for i in ask.items if i.part == "contrast"]
            if late and not any(slot.weights.get(k, 0) >= (_SAID if i.word == "ago" else NEAR) for i in late for k in i.keys):
                return "B6"
        noun = slot.words[slot.things[0]].low if slot.things else None
        if (
            ask.change is not None
            and slot.role is None
            and not any(i.part == "change" and i.keys & slot.predicates for i in ask.items)
            and mention.kind in ("card", "cur", "meas", "frac")
            and not any(slot.weights.get(k, 0) >= 0.9 for k in ("=increase", "=decrease", "=change"))
            and not (ask.change == "down" and "=lose" in slot.predicates and unit_id(noun) in ("point", "percentage_point"))
            and not undergone(slot, ask, self.index, self.words)
            and not (slot.first and slot.words[slot.first - 1].low in ("extra", "additional", "further") and ask.change != "down")
        ):
            return "B6"
        said = any(i.keys & self.index.text_keys for i in [i for i in ask.items if i.part == "predicate"] or ask.items)
        if said and ask.negated and not ask.denied:
            said = self._positive(slot)
        if (
            ask.negated
            and said
            and not slot.excepted
            and mention.kind != "zero"
            and mention.polarity != "negated"
            and not self._negated_there(slot)
        ):
            return "N1"
        return None

    def _of_plan(self, slot: Slot) -> bool:
        """The number is of a plan, or a part of one that is: "will close 18 branches. Eleven of them are in Wendshire"."""
        whole = self.index.slots[slot.part_of] if slot.part_of >= 0 else slot
        return _ahead(slot) or whole.mention.polarity == "hypothetical" or _ahead(whole)

    def _positive(self, slot: Slot) -> bool:
        """The sentence says "paid" where the claim says "unpaid"; "out of work" says "unemployed"."""
        positive = frozenset().union(*(negative_keys(i.word, self.words) for i in self.ask.items))
        triples = zip(slot.words, slot.words[1:], slot.words[2:], strict=False)
        lacked = {key for a, b, c in triples if (a.low, b.low) == ("out", "of") for key in c.keys}
        return bool(positive & (slot.weights.keys() - lacked))

    def _described(self, slot: Slot) -> set[str]:
        """What relative and reduced clauses say of the things, whatever is to happen to them: "would inspect all 16 dams owned by"."""
        segments, _ = segments_of(slot.line)
        attached = (segments[n] for n in slot.attached if segments[n].kind in ("rel", "red"))
        return {k for s in attached for v in s.verbs for k in slot.words[v].keys}

    def _not_done(self, slot: Slot) -> bool:
        """The claim says that it happened, and the text that the plan for it was turned down."""
        done = any(i.part in ("predicate", "change") and i.keys & slot.predicates for i in self.ask.items)
        return done and not self.ask.hypothetical and refused(slot, self.words)

    def _lacks(self, slot: Slot) -> bool:
        """The claim counts those without something, and the number those that have it."""
        without = next((i for i in self.ask.items if i.word == "without"), None)
        segments, _ = segments_of(slot.line)
        own = {slot.words[k].low for k in segments[slot.segment].words}
        if without is None or not own & _HAVING or slot.weight(without.keys) >= 0.5 or self._negated_there(slot):
            return False
        others = [i for i in self.ask.items if i.part not in ("head", "name") and i is not without]
        return any(slot.weights.get(k, 0.0) >= 0.9 for i in others for k in i.keys)

    def _planned_elsewhere(self, slot: Slot) -> bool:
        """Another number of the same thing is planned or possible, so this one is not what the claim means."""
        wanted = {k for i in self.ask.items if i.part in ("predicate", "change") for k in i.keys}
        head = self.ask.head
        return any(
            s is not slot
            and s.mention.unit == slot.mention.unit
            and (s.mention.polarity == "hypothetical" or _ahead(s) or to_be(s))
            and bool(wanted & (s.predicates | s.outer))
            and (head is None or not s.things or bool(head.keys & s.thing_keys()))
            for s in self.index.slots[max(0, slot.number - 12) : slot.number + 12]
        )

    def _told_elsewhere(self, slot: Slot) -> bool:
        """Another number of the same measure or thing is told as a fact close by."""
        items = [i for i in self.ask.items if i.part in ("head", "measure") and i.keys & slot.weights.keys()]
        near = self.index.slots[max(0, slot.number - 6) : slot.number + 7]
        return bool(items) and any(
            s is not slot
            and s.mention.unit == slot.mention.unit
            and s.mention.kind == slot.mention.kind
            and not _expected(s)
            and s.mention.polarity == "asserted"
            and all(s.weight(i.keys) >= 0.9 for i in items)
            for s in near
        )

    def _other_source(self, slot: Slot) -> bool:
        """B7: the number has a source of its own, and another number has the one that the claim names."""
        mine = source_of(slot)
        if mine is None or mine & self.ask.sources:
            return False
        near = self.index.slots[max(0, slot.number - 12) : slot.number + 12]
        return any(s is not slot and (source_of(s) or frozenset()) & self.ask.sources for s in near)

    def _negated_there(self, slot: Slot) -> bool:
        low, high = slot.local[0], slot.local[1] + 1  # "47 percent foresaw | no change"
        return any(
            w.low in self.words.lists["negations"] or w.low in _KEPT_FROM or w.low.startswith("un") for w in slot.words[low:high]
        ) or any(i.word in self.words.lists["negative_heads"] and i.keys & slot.weights.keys() for i in self.ask.items)
