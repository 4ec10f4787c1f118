"""Findings in words: verdict and evidence in, one sentence for a desk editor out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from extractor.checks.counts.slots.slots import Slot
from extractor.core.claim import CountClaim
from extractor.core.finding import Verdict
from extractor.core.mention import Amount, NumberMention

_HEDGES = {
    "about": "about ",
    "nearly": "nearly ",
    "over": "more than ",
    "just_over": "just over ",
    "under": "fewer than ",
    "at_least": "at least ",
    "at_most": "at most ",
}
_LONGEST = 70


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a message speaks of."""

    claim: CountClaim
    text: str
    slots: tuple[Slot, ...]
    right: Slot | None
    formula: str | None
    extra: tuple[tuple[int, int], ...] = ()

    @property
    def claimed(self) -> str:
        """The claim in short: "about 20 percent"."""
        c = self.claim
        if c.value is not None:
            number = plain(c.value)
        else:
            number = f"{plain(c.low) if c.low is not None else '…'} to {plain(c.high) if c.high is not None else '…'}"
        unit = f" {c.unit.replace('_', ' ')}" if c.unit else ""
        per = f" per {c.per}" if c.per else ""
        return f"{_HEDGES.get(c.mod or '', '')}{number}{unit}{per}"


def plain(value: Amount | None) -> str:
    """A value as digits with separators.

    >>> plain(Decimal("1350")), plain(Decimal("4.50")), plain(Fraction(1, 3))
    ('1,350', '4.5', '1/3')
    """
    if value is None:
        return "?"
    if isinstance(value, Fraction) and value.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    number = Decimal(value.numerator) if isinstance(value, Fraction) else value
    if number == number.to_integral_value():
        return f"{int(number):,}" if abs(number) < 10**18 else str(number)
    return f"{number.normalize():,f}"


def reading_of(mention: NumberMention) -> str:
    """How a mention was read, with hedge and unit: "at least 40", "[20000, 99999]", "4.1 percent"."""
    if mention.value is not None:
        number = plain(mention.value).replace(",", "")
    elif mention.low is not None and mention.high is not None:
        number = f"[{plain(mention.low)}, {plain(mention.high)}]".replace(",", "").replace(" ", ", ")
    else:
        number = mention.text
    unit = f" {mention.unit.replace('_', ' ')}" if mention.unit else ""
    return f"{_HEDGES.get(mention.hedge or '', '')}{number}{unit}"


def spans_of(evidence: Evidence) -> tuple[tuple[int, int], ...]:
    """The characters that prove a finding, in order, each once."""
    spans = [(s.mention.start, s.mention.end) for s in evidence.slots]
    if evidence.right is not None:
        spans.append((evidence.right.mention.start, evidence.right.mention.end))
    return tuple(sorted({*spans, *evidence.extra}))


def message(evidence: Evidence, verdict: Verdict, rule: str) -> str:
    """Field, claimed, what the article says, where."""
    claim = evidence.claim
    of = f" {claim.of}" if claim.of else ""
    head = f"{claim.path} is {evidence.claimed}{of}"
    seen = "; ".join(_quote(evidence.text, slot) for slot in evidence.slots[:3])
    match verdict:
        case Verdict.EXACT | Verdict.EQUIVALENT if evidence.formula is None:
            return f"{head}; the article says {seen}" + (
                "" if verdict is Verdict.EXACT else f", which is {reading_of(evidence.slots[0].mention)}"
            )
        case Verdict.DERIVED | Verdict.EQUIVALENT:
            where = f", from {seen}" if seen else f", from {_extra(evidence)}"
            return f"{head}; this follows from the article: {evidence.formula}{where}"
        case Verdict.APPROXIMATE:
            return f"{head}; the article says more exactly {seen}"
        case Verdict.UNIT_MISMATCH:
            return f"{head}, but the article gives it in another unit or rate: {seen}"
        case Verdict.OVERPRECISE:
            return f"{head}, but the article is less exact: {seen} ({reading_of(evidence.slots[0].mention)})"
        case Verdict.MODIFIER_MISMATCH:
            return f"{head}, but the article puts it otherwise: {seen} ({', '.join(reading_of(s.mention) for s in evidence.slots[:2])})"
        case Verdict.MISATTRIBUTED:
            instead = (
                f"; for this the article has {_quote(evidence.text, evidence.right)}"
                if evidence.right is not None and evidence.right not in evidence.slots
                else ""
            )
            return f"{head}, but {seen} is {_WHY.get(rule, 'said of something else')}{instead}"
        case Verdict.CONTRADICTED:
            return f"{head}, but the article says {_quote(evidence.text, evidence.right) if evidence.right is not None else seen}"
        case Verdict.AMBIGUOUS:
            return f"{head}; {_UNSURE.get(rule, 'the article can be read for and against it')}: {seen}"
    return f"{head}, but neither this number nor what it counts is in the article"


_WHY = {
    "B1": "the number of something else",
    "B2": "the whole of which only a part is meant, or the part of another whole",
    "B3": "said of another event",
    "B4": "not this actor's",
    "B5": "of another time or place",
    "B6": "the other end of a change, or the change itself",
    "B8": "a part of another group",
    "M8": "a change, not a number",
    "M21": "the other side's part of a score, or of another contest",
    "M19": "a rank, not a number",
    "M20": "an age",
    "M22": "a clock time",
    "M23": "a date",
    "M24": "part of a name",
    "M25": "part of a code",
    "M26": "a list mark",
    "N1": "the number of those of whom it is denied",
    "N2": "a figure that is denied",
    "N3": "a figure that the article takes back",
    "N4": "a possibility, not a fact",
}
_UNSURE = {"B7": "sources disagree", "B9": "the article has the number, but does not say clearly enough of what"}


def _quote(text: str, slot: Slot) -> str:
    """The number with the words around it and its place."""
    words = slot.words
    low, high = slot.local
    start = words[max(low, slot.first - 4)].start if words else slot.mention.start
    start = min(start, slot.mention.start)
    end = slot.mention.end
    for word in words[slot.last + 1 : high]:
        if word.end - start > _LONGEST:
            break
        end = max(end, word.end)
    piece = " ".join(text[start:end].split()).strip(" .,;")
    return f"“{piece}” (at {slot.mention.start})"


def _extra(evidence: Evidence) -> str:
    return "; ".join(f"“{evidence.text[a:b]}” (at {a})" for a, b in evidence.extra)
