"""What the reader found, as plain data for programs or as a table for people."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from extractor import fields
from extractor.core.annotations import Annotations
from extractor.core.mention import DateMention, NumberMention, QuotationMention


def json_number(value: Decimal | Fraction | None) -> int | float | None:
    """A JSON number: whole values stay integers, others become the nearest double; None stays None.

    >>> json_number(Decimal("8.0")), json_number(Fraction(1, 4))
    (8, 0.25)
    """
    if value is None:
        return None
    if isinstance(value, Decimal):
        return fields.json_number(value)
    return int(value) if value.denominator == 1 else value.numerator / value.denominator


def annotations_as_dict(found: Annotations, *, explain: bool = False) -> dict[str, Any]:
    """The contract of `annotate`: numbers, dates, quotes and names with offsets; with `explain` also rules."""
    numbers = [_number(m, explain) for m in found.numbers]
    dates = [_date(m, explain) for m in found.dates]
    quotes = [_quote(m, explain) for m in found.quotations]
    names = [{"start": n.start, "end": n.end, "text": n.text, "kind": n.kind} for n in found.names]
    return {"numbers": numbers, "dates": dates, "quotes": quotes, "names": names}


def _number(m: NumberMention, explain: bool) -> dict[str, Any]:
    out: dict[str, Any] = {
        "start": m.start,
        "end": m.end,
        "text": m.text,
        "kind": m.kind,
        "value": json_number(m.value),
        "low": json_number(m.low),
        "high": json_number(m.high),
        "unit": m.unit,
        "hedge": m.hedge,
        "per": m.per,
        "polarity": m.polarity,
    }
    if m.role:
        out["role"] = m.role
    if m.readings:
        out["readings"] = [_number(r, explain) for r in m.readings]
    if explain:
        out["rule"] = m.rule
    return out


def _date(m: DateMention, explain: bool) -> dict[str, Any]:
    out: dict[str, Any] = {"start": m.start, "end": m.end, "text": m.text, "value": m.value, "kind": m.kind}
    if m.alternatives:
        out["alternatives"] = list(m.alternatives)
    if m.reason:
        out["reason"] = m.reason
    if explain:
        out.update(rule=m.rule, resolved=m.resolved, anchor=m.anchor, tense=m.tense)
    return out


def _quote(m: QuotationMention, explain: bool) -> dict[str, Any]:
    out: dict[str, Any] = {
        "start": m.start,
        "end": m.end,
        "text": m.text,
        "speaker": m.speaker,
        "speaker_start": m.speaker_start,
        "speaker_end": m.speaker_end,
        "cue": m.cue,
        "kind": m.kind,
        "addressee": m.addressee,
        "group": m.group,
    }
    if m.candidates:
        out["candidates"] = list(m.candidates)
    if explain:
        out["rule"] = m.rule
    return out


def annotations_as_table(found: Annotations, *, explain: bool = False) -> str:
    """Four blocks of lines, one mention a line: offset, words, reading; `explain` adds the rule id."""
    blocks = [
        ("numbers", [(m.start, m.text, number_reading(m), m.rule) for m in found.numbers]),
        ("dates", [(m.start, m.text, date_reading(m), m.rule) for m in found.dates]),
        ("quotations", [(m.start, m.text, quote_reading(m), m.rule) for m in found.quotations]),
        ("names", [(n.start, n.text, n.kind, "") for n in found.names]),
    ]
    lines: list[str] = []
    for title, rows in blocks:
        lines.append(f"{title} ({len(rows)})")
        for start, text, reading, rule in rows:
            tail = f"  [{rule}]" if explain and rule else ""
            lines.append(f"  {start:>7,}  {shorten(text, 44):<44}  {reading}{tail}")
        lines.append("")
    return "\n".join(lines).rstrip()


def number_reading(m: NumberMention) -> str:
    """How a number is read, in words a person checks at a glance: "at_least 107", "[20000, 99999]", "0.5 percent"."""
    if m.value is not None:
        core = str(json_number(m.value))
    elif m.low is not None or m.high is not None:
        core = f"[{json_number(m.low)}, {json_number(m.high)}]"
    else:
        core = "?"
    parts = [m.hedge, core, m.unit, f"per {m.per}" if m.per else None, f"({m.kind})"]
    if m.role:
        parts.append(m.role)
    if m.polarity != "asserted":
        parts.append(m.polarity)
    if m.readings:
        parts.append("or " + " or ".join(number_reading(r) for r in m.readings))
    return " ".join(p for p in parts if p)


def date_reading(m: DateMention) -> str:
    """The EDTF value, the competing values, or the reason there is none."""
    if m.value is not None:
        return f"{m.value} ({m.kind})"
    if m.alternatives:
        return "ambiguous: " + " or ".join(m.alternatives)
    return f"unresolved: {m.reason or 'no value'}"


def quote_reading(m: QuotationMention) -> str:
    """Speaker, cue and addressee of a quotation."""
    who = m.speaker or ("? " + " or ".join(m.candidates) if m.candidates else "nobody named")
    cue = f", {m.cue}" if m.cue else ""
    to = f" {m.addressee}" if m.addressee else ""
    return f"{m.kind}: {who}{cue}{to}"


def shorten(text: str, width: int) -> str:
    """One line of at most `width` characters, the middle left out.

    >>> shorten("a long quotation that goes on", 15)
    'a long … oes on'
    """
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    head = (width - 2) // 2
    return f"{line[:head].rstrip()} … {line[len(line) - (width - head - 3) :].lstrip()}"
