"""What a derivation may look at, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from extractor.checks.counts.ask import Ask
from extractor.checks.counts.compare import Quantity
from extractor.checks.counts.contrary import possession
from extractor.checks.counts.match import Fit
from extractor.checks.counts.slots import Index, Slot
from extractor.checks.counts.words import Words
from extractor.core.claim import CountClaim

_ADJECTIVES = ("able", "ible", "al", "ent", "ant", "ate", "ful", "ive", "id", "ete", "ect", "ous", "ular", "ure")
"""Endings of words that "in-" and "dis-" negate: "income" is no opposite of "come"."""
_PERIODS = frozenset("year month week quarter day season".split())
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

    def usable(self, slot: Slot) -> bool:
        """Ages, ordinals, names, clock times, denied and retracted numbers are never terms; a plan only of a claim that is no past fact."""
        if slot.is_label or slot.commanded or slot.mention.polarity not in ("asserted", "negated", "hypothetical"):
            return False
        return slot.mention.polarity != "hypothetical" or self.ask.hypothetical or not self.past

    @cached_property
    def past(self) -> bool:
        """The claim says that something happened."""
        return any(i.part == "predicate" and i.word.endswith("ed") for i in self.ask.items)

    def same_line(self, slot: Slot) -> list[Slot]:
        return [self.index.slots[n] for n in self.index.by_line[slot.line.number]]

    def head_fits(self, slot: Slot) -> bool:
        """The claimed thing is the slot's thing, a class it belongs to, or what its left-out noun stands for."""
        head = self.ask.head
        if head is None:
            return True
        return bool(head.keys & slot.thing_keys()) or (not slot.things and any(head.keys & keys for keys in slot.antecedents))

    def covered(self, slot: Slot, *, head: bool = False) -> float:
        """Share of the claim's words, its negated predicate aside, that the slot's sentence has; `head`: the head is known to fit."""
        total = got = 0.0
        for item in self.ask.items:
            if item.part in ("predicate", "change", "contrast", "measure"):
                continue
            if item.part == "modifier" and not item.keys & self.index.text_keys and (self.ask.end or item.word in _PERIODS):
                continue  # "the year before" asks for an end of a change
            total += item.weight
            known = self.fits.get(slot.number)
            if any(k in slot.weights for k in item.keys) or (item.part == "head" and (head or (known is not None and known.head >= 0.8))):
                got += item.weight
            elif item.keys & self.index.text_keys:
                got += item.weight * 0.4
        return got / total if total else 1.0

    def denies(self, slot: Slot) -> bool:
        """The claim speaks of those to whom the slot's predicate does not apply."""
        items = [i for i in self.ask.items if i.part == "predicate"]
        held = possession(slot, self.claim.of, self.index)
        if held is not None:
            return held[0] != held[1]
        if self.ask.wants_rest:
            return True
        for item in self.ask.items:
            if item.word in self.words.lists["negative_heads"]:
                bare = self.words.text_keys(item.word[2:])
                if bare & slot.predicates or ("=unhurt" in item.keys and slot.predicates & {"=injure"}):
                    return True
        own = self.distinct(slot)
        if any(negative_keys(i.word, self.words) & own for i in self.ask.items if not i.keys & own):
            return True
        if self.ask.negated:
            return any(i.keys & own for i in (*items, *self.ask.items))
        if any(i.word == "without" for i in self.ask.items):
            return any(i.keys & own for i in self.ask.items if i.part != "head")
        opposed = self.words.opposed(slot.thing_keys()) if slot.included else slot.opposed
        return any(i.keys & opposed for i in self.ask.items if i.part != "name")

    def distinct(self, slot: Slot) -> frozenset[str]:
        """Keys of what sets a part apart from its total: its predicates, or its own words where the total shares them."""
        total = self.index.slots[slot.part_of] if slot.part_of >= 0 else None
        if total is None:
            return slot.predicates
        low, high = slot.last + 1, min(slot.local[1], len(slot.words))
        own = {k for w in slot.words[low:high] if w.pos not in ("ADP", "DET", "PRON") for k in w.keys}
        own -= total.thing_keys()
        return frozenset(own) if slot.included else slot.predicates | own


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
