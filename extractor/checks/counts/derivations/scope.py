"""What a derivation may look at, and what it gives back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from extractor.checks.counts.ask import Ask
from extractor.checks.counts.compare import Quantity
from extractor.checks.counts.match import Fit
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import Words
from extractor.core.claim import CountClaim

_ADJECTIVES = ("able", "ible", "al", "ent", "ant", "ate", "ful", "ive", "id", "ete", "ect", "ous", "ular", "ure")
"""Endings of words that "in-" and "dis-" negate: "income" is no opposite of "come"."""
_ASIDE = re.compile(r"\b(?:after|before|despite|following|because|when|once)\b.*$")
_PERIODS = vocabulary("periods")
NEAR = 0.6
"""Weight of a word that belongs to a number: less is another number's or another clause's."""
PLAIN = frozenset(("card", "zero", "quantifier"))


@dataclass(frozen=True, slots=True)
class Derived:
    """A computed value: what it is, how, from which numbers, and how well the claim's words fit."""

    quantity: Quantity
    rule: str
    formula: str
    terms: tuple[Slot, ...]
    score: float
    spans: tuple[tuple[int, int], ...] = ()
    equivalent: bool = False
    """True when the text as good as states it (D13)."""


Fits = dict[int, Fit]


@dataclass(frozen=True)
class Scope:
    """What a derivation may look at."""

    claim: CountClaim
    ask: Ask
    wanted: Quantity
    index: Index
    words: Words
    fits: Fits
    memo: dict[int, object] = field(default_factory=dict)
    """What was found for a slot, by its number."""

    def usable(self, slot: Slot) -> bool:
        """Ages, ordinals, names, clock times, denied and retracted numbers are never terms; a plan only of a claim that is no past fact."""
        if slot.is_label or slot.commanded or slot.mention.polarity not in ("asserted", "negated", "hypothetical"):
            return False
        return slot.mention.polarity != "hypothetical" or self.ask.hypothetical or not self.past

    @cached_property
    def past(self) -> bool:
        """The claim says that something happened."""
        return any(i.part == "predicate" and i.word.endswith("ed") for i in self.ask.items)

    @cached_property
    def main(self) -> str:
        """The claim without what it says of a time: "gravestones left intact after the raid" speaks of gravestones left intact."""
        return _ASIDE.sub("", (self.claim.of or "").lower())

    def same_line(self, slot: Slot) -> list[Slot]:
        return self.index.same_line(slot)

    def head_fits(self, slot: Slot) -> bool:
        """The claimed thing is the slot's thing, a class it belongs to, or what its left-out noun stands for."""
        head = self.ask.head
        if head is None:
            return True
        return bool(head.keys & slot.thing_keys()) or (not slot.things and any(head.keys & keys for keys in slot.antecedents))

    def covered(self, *terms: Slot, head: bool = False) -> float:
        """Share of the claim's words, its negated predicate aside, that the terms' sentences have; `head`: the head is known to fit."""
        total = got = 0.0
        for item in self.ask.items:
            if item.part in ("predicate", "change", "contrast", "measure"):
                continue
            if item.part == "modifier" and not item.keys & self.index.text_keys and (self.ask.end or item.word.rstrip("s") in _PERIODS):
                continue  # "the year before" asks for an end of a change
            total += item.weight
            known = [f for t in terms if (f := self.fits.get(t.number)) is not None]
            if any(k in t.weights for t in terms for k in item.keys) or (
                item.part == "head" and (head or any(f.head >= 0.8 for f in known))
            ):
                got += item.weight
            elif item.keys & self.index.text_keys:
                got += item.weight * 0.4
        return got / total if total else 1.0

    def elsewhere(self, terms: tuple[Slot, ...], parts: tuple[str, ...], *, beyond: bool = False) -> bool:
        """A word of the claim stands in the terms' sentences, but with another number or in another clause than all of them.

        `beyond`: or only in another sentence, with a number of the claimed thing that is none of the terms.
        """
        rates = {  # "the levy on a litre of spirits will double to 12 euros": one litre is no number beside the amount
            key
            for t in terms
            for s in self.same_line(t)
            if s.mention.rule == "M28" and s.segment == t.segment
            for key, weight in s.weights.items()
            if weight >= 0.9
        }
        for item in self.ask.items:
            if (
                item.part not in parts
                or item.word.rstrip("s") in _PERIODS
                or item.word not in self.main
                or item.keys & rates
                or any(t.weights.get(k, 0.0) >= NEAR for t in terms for k in item.keys)
            ):
                continue
            if any(item.keys & (self.index.line_keys[t.line.number] - t.thing_keys()) for t in terms):
                return True
            if beyond and any(self._with_number(n) for n, keys in enumerate(self.index.line_keys) if item.keys & keys):
                return True
        return False

    def _with_number(self, line: int) -> bool:
        """A sentence has a number of the claimed thing."""
        return any(self.index.slots[n].things and self.head_fits(self.index.slots[n]) for n in self.index.by_line[line])


def negative_keys(word: str, words: Words) -> frozenset[str]:
    """Keys of the word that a prefix negates: "invalid", "illegal"; empty for a word without one.

    >>> from extractor.checks.counts.words import load_words
    >>> words = load_words()
    >>> negative_keys("illegal", words) == words.text_keys("legal"), negative_keys("income", words)
    (True, frozenset())
    """
    for prefix in ("non-", "non", "dis", "un", "in", "im", "il", "ir"):
        bare = word[len(prefix) :]
        if word.startswith(prefix) and len(bare) >= 4:
            sure = prefix in ("non-", "non") or (prefix == "un" and not bare.startswith(("i", "der")))
            return words.text_keys(bare) if sure or bare.endswith(_ADJECTIVES) else frozenset()
    return frozenset()


def number_of(slot: Slot) -> Fraction | None:
    return slot.value


def show(value: Fraction | None) -> str:
    """A value as a person writes it.

    >>> show(Fraction(7, 2)), show(Fraction(1, 3))
    ('3.5', '1/3')
    """
    if value is None:
        return "?"
    if value.denominator == 1:
        return str(value.numerator)
    decimal = format(float(value), ".6f").rstrip("0")
    return decimal.rstrip(".") if Fraction(decimal) == value else f"{value.numerator}/{value.denominator}"


def exact(value: Fraction, unit: str | None, hedge: str | None = None) -> Quantity:
    return Quantity(value, value, value, hedge, unit)


def flip(hedge: str) -> str:
    return {"over": "under", "under": "over", "at_least": "at_most", "at_most": "at_least"}.get(hedge, "about")


def joint(*hedges: str | None, against: tuple[str | None, ...] = ()) -> tuple[str | None] | None:
    """The hedge of a value made of hedged terms, those in `against` taken away or divided by; None when they pull both ways.

    >>> joint("over", None), joint(None, against=("over",)), joint("over", "under")
    (('over',), ('under',), None)
    """
    found = {h for h in hedges if h} | {flip(h) for h in against if h}
    return (next(iter(found), None),) if len(found) <= 1 else None


def ratio_of(slot: Slot) -> Fraction | None:
    """The share a slot states: "a third", "every third", "25%"."""
    value = number_of(slot)
    if value is None:
        return None
    if slot.mention.kind == "frac":
        return value
    if slot.mention.kind == "pct":
        return value / 100
    if slot.mention.kind == "ord" and value > 1 and slot.first and slot.words[slot.first - 1].low == "every":
        return 1 / value
    return None
