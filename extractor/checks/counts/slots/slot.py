"""A number's slot: whose number it is, as far as its sentence says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from extractor.checks.counts.compare import Quantity
from extractor.checks.counts.slots.tokens import Line, Word
from extractor.core.mention import NumberMention

COUNTED = frozenset(("card", "mag", "zero", "frac", "range", "quantifier", "mult", "pct", "ord", "list"))
QUANTITIES = frozenset(
    ("card", "mag", "zero", "frac", "range", "quantifier", "mult", "pct", "pp", "bp", "cur", "meas", "dur", "age", "score")
)


@dataclass(slots=True)
class Slot:
    """A number mention and everything the clause rules say about whose it is."""

    mention: NumberMention
    number: int
    line: Line
    first: int
    last: int
    segment: int
    things: tuple[int, ...] = ()
    """Indexes of the head nouns of what is counted; empty when the noun is left out."""
    phrase: tuple[int, ...] = ()
    """All words of that noun phrase."""
    antecedents: tuple[frozenset[str], ...] = ()
    """Keys of the nouns that a left-out noun may stand for, nearest first."""
    container: int = -1
    """Index of the noun that holds the things: "cases" of "318 cases of measles"; -1 when there is none."""
    partitive: bool = False
    """"nine of ..." and the like."""
    part_of: int = -1
    """Number of the slot that is its total ("nine of 36", "Of the 22 miners, 8")."""
    is_total: bool = False
    included: bool = False
    """Its total says all that it says, and it says more: "58 people, including 11 students"."""
    summed: bool = False
    """It is one of several parts that add up to their total: "ten people, eight from Lima and two from Cusco"."""
    compared: tuple[int, int] = (0, 0)
    """Words of what a difference is measured against: "120 more than in 2018"."""
    commanded: bool = False
    """It stands below an order to say something, which asserts nothing."""
    local: tuple[int, int] = (0, 0)
    """Words that belong to this number alone, [from, to)."""
    chain: tuple[int, ...] = ()
    """Clauses from its own outwards."""
    predicates: frozenset[str] = frozenset()
    """Keys of what its own clause says."""
    reach: tuple[int, ...] = ()
    """The clauses of the chain whose argument it is in: no adverbial clause lies between."""
    excepted: bool = False
    """"all but 300": what is said holds for the others."""
    outer: frozenset[str] = frozenset()
    """Keys of what the clauses above say."""
    weights: dict[str, float] = field(default_factory=dict)
    """How close each key of the sentence is: 1 in its own phrase, .9 in its clause, less outside."""
    foreign: frozenset[str] = frozenset()
    """Keys that stand in the phrase of another number of the same sentence."""
    role: str | None = None
    """from, to, change, or None."""
    subject: tuple[int, int] = (0, 0)
    """Words of a subject of its own whose verb is left out: "the Greens" of "Lopez won 52 percent and the Greens 39"."""
    is_label: bool = False
    """A number that names ("posts 542 and 543")."""
    attached: tuple[int, ...] = ()
    """Relative and reduced clauses that hang on its phrase."""
    per: str | None = None
    each: bool = False
    value: Fraction | None = None
    """The nominal value, exact."""
    quantity: Quantity | None = None
    opposed: frozenset[str] = frozenset()
    """Keys of what its predicates exclude."""
    keys: frozenset[str] = frozenset()
    """Keys of its things."""

    @property
    def words(self) -> tuple[Word, ...]:
        return self.line.words

    @property
    def own_words(self) -> tuple[Word, ...]:
        """The words that belong to this number alone."""
        return self.line.words[self.local[0] : self.local[1]]

    def weight(self, keys: Iterable[str]) -> float:
        """How close the closest of some keys is; 0 when the sentence has none of them."""
        return max((self.weights.get(key, 0.0) for key in keys), default=0.0)

    def thing_keys(self) -> frozenset[str]:
        if self.keys or not self.things:
            return self.keys
        out: set[str] = set()
        for i in self.things:
            out |= self.words[i].keys
        return frozenset(out)
