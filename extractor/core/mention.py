"""What the reader found: numbers, dates, quotations; each a span of the article with its reading.

Spans are half-open and count code points: `article.text[m.start:m.end] == m.text`. Values are `Decimal` or `Fraction`, never float.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Amount = Decimal | Fraction


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number of the text and how it is read (rules M1-M29 of docs/crosscheck.md)."""

    start: int
    end: int
    text: str
    kind: str
    """card, ord, pct, pp, bp, cur, frac, mult, mag, range, age, score, zero, meas, dur, time, date, name, list, quantifier (several)."""
    value: Amount | None = None
    """The nominal value; None for a range or magnitude."""
    low: Amount | None = None
    high: Amount | None = None
    """Closed ends of a range or magnitude class; a score keeps its two parts here (high first said to win)."""
    unit: str | None = None
    """percent, percentage_point, ISO 4217 code, a unit of the unit table, or None for a plain count."""
    hedge: str | None = None
    """about, nearly, over, just_over, under, at_least, at_most; None when exact."""
    per: str | None = None
    """Base of a rate ("day", "winner", "100000 people"); None when the number is a total."""
    polarity: str = "asserted"
    """asserted, negated, denied, retracted or hypothetical."""
    role: str | None = None
    """from or to, for the two halves of a change pair (M14)."""
    rule: str = "M1"
    """Id of the deciding rule."""
    core_start: int = -1
    core_end: int = -1
    """Span of the bare numeral inside `text` (without hedge, currency and unit); -1 when it is the whole span."""
    readings: tuple[NumberMention, ...] = ()
    """The other readings, when no rule prefers one (M3: a bare "m")."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time expression and the interval it names (rules D20-D33 of docs/crosscheck.md)."""

    start: int
    end: int
    text: str
    kind: str
    """date, range, duration, set, time (a clock time with no day)."""
    value: str | None = None
    """EDTF; None when it cannot be resolved (`reason` says why)."""
    alternatives: tuple[str, ...] = ()
    """EDTF values of the competing readings when no rule prefers one; `value` is then None."""
    resolved: bool = False
    """True when the value was computed from an anchor, False when it is written so."""
    anchor: str | None = None
    """EDTF day the expression hangs on, when `resolved`."""
    reason: str | None = None
    rule: str = "D20"
    tense: str | None = None
    """past or future, when the clause shows it."""


@dataclass(frozen=True, slots=True)
class QuotationMention:
    """Quoted or reported words and who said them (rules Q1-Q9 and S1-S4 of docs/crosscheck.md)."""

    start: int
    end: int
    text: str
    """The words inside the marks (for kind indirect: the reported clause)."""
    kind: str
    """direct, mixed, indirect, title or scare."""
    outer_start: int = -1
    outer_end: int = -1
    """Span with its marks; equals start/end for indirect statements."""
    speaker: str | None = None
    """Resolved name ("Dmitry Peskov"), or the unnamed phrase ("a NATO official"); None when the text names nobody."""
    speaker_start: int | None = None
    speaker_end: int | None = None
    """Surface span of the speaker beside the quotation ("Peskov", "he")."""
    candidates: tuple[str, ...] = ()
    """Competing speakers when no rule prefers one; `speaker` is then None."""
    cue: str | None = None
    """The verb or phrase of attribution as it stands ("told", "according to")."""
    cue_start: int | None = None
    cue_end: int | None = None
    addressee: str | None = None
    """Who was told ("the Associated Press"); never the speaker."""
    group: int = 0
    """Parts of one running or split quotation share a group number, counted from 0 in order of the text."""
    rule: str = "S1"
