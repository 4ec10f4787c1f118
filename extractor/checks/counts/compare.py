"""Values against values: a number of the article and a claim in, how they relate out (rules U1, U2, H1, H2)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from extractor.core.claim import CountClaim
from extractor.core.finding import Verdict
from extractor.core.mention import Amount, NumberMention
from extractor.recognizers.numbers.lexicon import load_lexicon
from extractor.recognizers.numbers.units import convert, dimension, is_kind_of_money

INFINITE = Fraction(10) ** 400
_TENTH = Fraction(1, 10)
_RATIO_KINDS = frozenset(("frac", "mult"))
_CONVERTED = frozenset(("M4", "M5", "M6", "M7", "M8", "M18", "M21", "M28"))


@dataclass(frozen=True, slots=True)
class Span:
    """A set of numbers: from low to high, each end open or closed."""

    low: Fraction
    high: Fraction
    open_low: bool = False
    open_high: bool = False

    def inside(self, other: Span) -> bool:
        """Whether every number of this set is in the other one."""
        low = self.low > other.low or (self.low == other.low and (self.open_low or not other.open_low))
        high = self.high < other.high or (self.high == other.high and (self.open_high or not other.open_high))
        return low and high


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a mention or claim says: a set, its nominal value (None for a range), a hedge and a unit."""

    low: Fraction
    high: Fraction
    nominal: Fraction | None
    hedge: str | None
    unit: str | None

    @property
    def span(self) -> Span:
        x = self.nominal
        if x is None:
            return Span(self.low, self.high)
        tenth = abs(x) * _TENTH
        match self.hedge:
            case "over":
                return Span(x, INFINITE, open_low=True)
            case "just_over":
                return Span(x, x + tenth, open_low=True)
            case "at_least":
                return Span(x, INFINITE)
            case "under":
                return Span(-INFINITE, x, open_high=True)
            case "at_most":
                return Span(-INFINITE, x)
            case "nearly":
                return Span(x - tenth, x, open_high=True)
            case "about":
                return Span(x - tenth, x + tenth)
        return Span(x, x)


@dataclass(frozen=True, slots=True)
class Relation:
    """How a mention relates to a claim, binding aside; verdict None: another value."""

    verdict: Verdict | None
    rule: str


def claim_quantity(claim: CountClaim) -> Quantity | None:
    """The claim as a quantity; None when it has no value."""
    unit = unit_id(claim.unit)
    if claim.value is not None:
        x = Fraction(claim.value)
        return Quantity(x, x, x, claim.mod, unit)
    if claim.low is None and claim.high is None:
        return None
    low = Fraction(claim.low) if claim.low is not None else -INFINITE
    high = Fraction(claim.high) if claim.high is not None else INFINITE
    if claim.low is None:
        return Quantity(high, high, high, "at_most", unit)
    if claim.high is None:
        return Quantity(low, low, low, "at_least", unit)
    if low == high:
        return Quantity(low, low, low, claim.mod, unit)
    return Quantity(low, high, None, claim.mod, unit)


def mention_quantity(mention: NumberMention) -> Quantity | None:
    """A mention as a quantity; None when it has no value."""
    if mention.value is not None:
        x = Fraction(mention.value)
        return Quantity(x, x, x, mention.hedge, mention.unit)
    if mention.low is None or mention.high is None:
        return None
    return Quantity(Fraction(mention.low), Fraction(mention.high), None, mention.hedge, mention.unit)


@lru_cache(maxsize=1024)
def unit_id(unit: str | None) -> str | None:
    """The canonical id of a unit as a record may spell it ("%", "km", "Hours", "usd"); None when no unit is stated.

    >>> unit_id("%"), unit_id("hours"), unit_id("usd"), unit_id("working_day")
    ('percent', 'hour', 'USD', 'working_day')
    """
    if unit is None or not unit.strip():
        return None
    name = unit.strip()
    if dimension(name):
        return name
    low = re.sub(r"[\s-]+", "_", name.lower())
    if low in ("%", "per_cent", "pct", "pc", "percentage", "percents"):
        return "percent"
    if low in ("pp", "percentage_points", "point", "points", "pts"):
        return "percentage_point"
    if low in ("bp", "bps", "basis_points"):
        return "basis_point"
    if low in ("x", "times", "fold", "multiple", "factor"):
        return "factor"
    if name.upper() in load_lexicon().currencies:
        return name.upper()
    for candidate in (low, low.rstrip("s"), low[:-2] if low.endswith("es") else low):
        if dimension(candidate):
            return candidate
        tails = load_lexicon().tails.get(candidate)
        if tails:
            exact = next((t for t in tails if t.phrase == (candidate,)), None)
            if exact is not None:
                return exact.unit
    words = tuple(low.replace("kilometer", "kilometre").split("_"))
    for phrase in (words, (*words[:-1], words[-1].rstrip("s"))):
        spelled = next((t for t in load_lexicon().tails.get(phrase[0], ()) if t.phrase == phrase), None)
        if spelled is not None:
            return spelled.unit
    signs = load_lexicon().signs.get(name)
    if signs and signs[0].phrase == (name,):
        return signs[0].unit
    return low.rstrip("s") if len(low) > 3 else low


def speed_unit(unit: str, per: str) -> str | None:
    """The unit of speed that a length per time makes; None when it makes none.

    >>> speed_unit("km", "hour"), speed_unit("metre", "second"), speed_unit("EUR", "hour")
    ('kph', 'mps', None)
    """
    length = unit_id(unit)
    if length is None or dimension(length) != "length":
        return None
    for spelled in (length, f"{length}s"):
        phrase = (*spelled.split("_"), "per", per.strip().lower())
        found = next((t for t in load_lexicon().tails.get(phrase[0], ()) if t.phrase == phrase), None)
        if found is not None and dimension(found.unit) == "speed":
            return found.unit
    return None


def scaled(quantity: Quantity, unit: str) -> Quantity | None:
    """The quantity in another unit of the same kind; None when it does not convert."""
    if quantity.unit is None:
        return None
    if quantity.unit == unit:
        return quantity
    ends: list[Fraction | None] = []
    for value in (quantity.low, quantity.high, quantity.nominal):
        made = None if value is None else convert(_amount(value), quantity.unit, unit)
        ends.append(None if made is None else Fraction(made))
    low, high, nominal = ends
    if low is None or high is None:
        return None
    return Quantity(low, high, nominal, quantity.hedge, unit)


def _amount(value: Fraction) -> Amount:
    return value


def rounds_to(exact: Fraction, claimed: Fraction, decimals: int) -> bool:
    """Whether a value rounded to a number of decimals is the claimed one.

    >>> rounds_to(Fraction(100, 3), Fraction("33.3"), 1)
    True
    """
    step = Fraction(1, 10**decimals)
    return abs(exact - claimed) * 2 <= step


def decimals_of(value: Amount | None) -> int:
    """Decimals a claim states: 33.3 has one, 12 none."""
    if isinstance(value, Decimal):
        exponent = value.normalize().as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0
    if value is None:
        return 0
    return 0 if value.denominator == 1 else 9


def rounds_hedged(exact: Fraction, claimed: Fraction) -> bool:
    """Whether an exact number rounds to a claimed one at the claimed one's own significant digits (7,940 to 8,000)."""
    if claimed == 0:
        return exact == 0
    step = Fraction(1)
    if claimed.denominator == 1:
        n = abs(claimed.numerator)
        while n % (step.numerator * 10) == 0:
            step *= 10
    else:
        step = Fraction(1, 10 ** decimals_of(Decimal(claimed.numerator) / Decimal(claimed.denominator)))
    return abs(exact - claimed) * 2 <= step


def _digits(value: Fraction) -> int:
    """Significant digits of a number: 7,940 has three, 290 two."""
    digits = str(value.numerator) if value.denominator == 1 else str(Decimal(value.numerator) / Decimal(value.denominator)).replace(".", "")
    return len(digits.strip("-").strip("0"))


_CLOSE = Fraction(1, 20)
"""How far a claim's bound may lie from a number the text itself only bounds: "over 39" for "at least 40" (H2)."""


def relate(text: Quantity, claim: Quantity, *, converted: bool, decimals: int = 0, repeating: bool = False) -> Relation:
    """Compare two quantities of the same unit (H2); `converted` when units or notation had to be changed first."""
    same = Verdict.EQUIVALENT if converted else Verdict.EXACT
    x, y = text.nominal, claim.nominal
    equal = (
        x is not None
        and y is not None
        and (x == y or (repeating and (claim.unit == "percent" or decimals > 0) and rounds_to(x, y, decimals)))
    )
    if equal:
        if text.hedge == claim.hedge:
            return Relation(same, "H2" if text.hedge else "U2")
        if claim.hedge is None:
            return Relation(Verdict.OVERPRECISE, "H2")
        if text.span.inside(claim.span):
            return Relation(Verdict.APPROXIMATE, "H2")
        return Relation(Verdict.MODIFIER_MISMATCH, "H2")
    if x is None and y is None:
        if (text.low, text.high) == (claim.low, claim.high):
            return Relation(same, "M13") if claim.hedge == text.hedge or claim.hedge is None else Relation(Verdict.APPROXIMATE, "H2")
        if claim.low >= text.low and claim.high <= text.high:
            return Relation(Verdict.OVERPRECISE, "H2")
        return Relation(None, "U2")
    if x is None and y is not None:
        if claim.hedge in ("at_least", "over", "at_most", "under"):
            return Relation(Verdict.APPROXIMATE if text.span.inside(claim.span) else None, "H2")
        if text.low <= y <= text.high:
            return Relation(Verdict.OVERPRECISE, "M6" if text.high >= 2 * text.low else "M13")
        return Relation(None, "U2")
    if y is None and x is not None:
        if text.hedge is None and claim.low <= x <= claim.high:
            return Relation(Verdict.APPROXIMATE, "H2")
        return Relation(None, "U2")
    assert x is not None
    assert y is not None
    close = text.hedge is None or abs(x - y) <= max(1 if text.unit is None else 0, abs(x) * _CLOSE)
    if claim.hedge in ("at_least", "over", "at_most", "under") and text.span.inside(claim.span) and close:
        return Relation(Verdict.APPROXIMATE, "H2")
    if claim.hedge == "about" and text.hedge == "about" and text.span.low < y < text.span.high and rounds_hedged(x, y) and _digits(x) >= 3:
        return Relation(Verdict.APPROXIMATE, "H2")
    if claim.hedge in ("about", "nearly", "just_over") and text.hedge is None and text.span.inside(claim.span) and rounds_hedged(x, y):
        return Relation(Verdict.APPROXIMATE, "H3")
    return Relation(None, "U2")


def _one_money(one: str | None, other: str | None) -> bool:
    """The text says "rupees" and the record which ones, or the other way round."""
    return bool(one and other) and (is_kind_of_money(one or "", other or "") or is_kind_of_money(other or "", one or ""))


def compare(
    mention: NumberMention,
    claim: CountClaim,
    wanted: Quantity,
    text: Quantity | None,
    *,
    noun_unit: str | None = None,
    of_change: bool = False,
    counts_unit: bool = False,
) -> Relation:
    """How a mention relates to a claim in value, unit and hedge (U1 first).

    `noun_unit` is the counted noun as a unit ("three nights"); `of_change` when the claim speaks of an increase or
    decrease; `counts_unit` when its head is the unit itself ("2 quarters of falling sales").
    """
    if text is None:
        return Relation(None, "U2")
    if mention.kind == "cur" and _one_money(text.unit, wanted.unit):
        text = replace(text, unit=wanted.unit)
    if (
        text.unit == wanted.unit
        and mention.kind not in _RATIO_KINDS
        and text.nominal is not None
        and text.nominal != wanted.nominal
        and text.hedge is None
        and claim.mod is None
        and wanted.nominal is not None
    ):
        return Relation(None, "U2")
    decimals = decimals_of(claim.value)
    converted = mention.rule in _CONVERTED or mention.kind in ("zero", "mag")
    repeating = isinstance(mention.value, Fraction) and mention.value.denominator not in (1,)
    if mention.kind in _RATIO_KINDS:
        for unit, made in _ratios(mention, text, of_change):
            if unit == wanted.unit:
                related = relate(made, wanted, converted=True, decimals=decimals, repeating=repeating)
                if related.verdict is not None:
                    return Relation(related.verdict, "M8" if mention.kind == "mult" else "M7")
        if wanted.unit not in (None, "factor") or (
            mention.kind == "frac" and text.nominal == wanted.nominal and text.nominal is not None and text.nominal >= 1
        ):
            return Relation(None, "U1")
    if text.unit == wanted.unit:
        return relate(text, wanted, converted=converted, decimals=decimals, repeating=repeating)
    if wanted.unit is None:
        if counts_unit:
            return relate(Quantity(text.low, text.high, text.nominal, text.hedge, None), wanted, converted=converted)
        return _mismatch(text, wanted)
    if text.unit is None:
        if noun_unit is not None and noun_unit == wanted.unit:
            return relate(Quantity(text.low, text.high, text.nominal, text.hedge, wanted.unit), wanted, converted=converted)
        if noun_unit is not None and dimension(noun_unit) and dimension(noun_unit) == dimension(wanted.unit):
            made_or = scaled(Quantity(text.low, text.high, text.nominal, text.hedge, noun_unit), wanted.unit)
            if made_or is not None:
                related = relate(made_or, wanted, converted=True)
                return related if related.verdict is not None else _mismatch(text, wanted)
        return _mismatch(text, wanted)
    other = scaled(text, wanted.unit)
    if other is not None and (text.nominal is None or text.nominal != wanted.nominal):
        related = relate(other, wanted, converted=True, decimals=decimals)
        if related.verdict is not None:
            return related
    return _mismatch(text, wanted)


def _ratios(mention: NumberMention, text: Quantity, of_change: bool) -> list[tuple[str | None, Quantity]]:
    out: list[tuple[str | None, Quantity]] = []

    def times(factor: Fraction, shift: Fraction, unit: str | None) -> None:
        nominal = None if text.nominal is None else text.nominal * factor + shift
        out.append((unit, Quantity(text.low * factor + shift, text.high * factor + shift, nominal, text.hedge, unit)))

    if mention.kind == "mult" and (of_change or mention.rule == "M8"):
        times(Fraction(100), Fraction(-100), "percent")
    if mention.kind == "frac":
        times(Fraction(100), Fraction(0), "percent")
        if of_change:
            times(Fraction(-100), Fraction(0), "percent")
    times(Fraction(1), Fraction(0), "factor")
    times(Fraction(1), Fraction(0), None)
    return out


def _mismatch(text: Quantity, wanted: Quantity) -> Relation:
    """Same numbers under another unit are a unit mismatch; anything else is another value."""
    equal = (text.nominal is not None and text.nominal == wanted.nominal) or (
        text.nominal is None and wanted.nominal is None and (text.low, text.high) == (wanted.low, wanted.high)
    )
    return Relation(Verdict.UNIT_MISMATCH if equal else None, "U1")
