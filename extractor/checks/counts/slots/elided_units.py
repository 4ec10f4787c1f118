"""Units that a sentence leaves out because the number before it has them: "190 million euros from 230 million"."""

from __future__ import annotations

from dataclasses import replace

from extractor.checks.counts.slots.slot import Slot
from extractor.checks.counts.vocabulary import vocabulary
from extractor.core.mention import NumberMention

_SCALES = vocabulary("scales")
_NO_NOUN = frozenset(("PUNCT", "ADP", "CCONJ", "SCONJ", "ADV", "PART"))


def fill_units(here: list[Slot], earlier: list[Slot]) -> None:
    """ "190 million euros from 230 million": the currency of the amount before holds for a bare million after it."""
    line = here[0].line
    before = [s for s in earlier[-4:] if line.number - s.line.number == 1 and s.line.paragraph == line.paragraph]
    unit = next((s.mention.unit for s in reversed(before) if s.mention.kind == "cur"), None)
    span: str | None = None
    for slot in here:
        mention = slot.mention
        after = slot.words[slot.last + 1] if slot.last + 1 < len(slot.words) else None
        if mention.kind == "cur":
            unit = mention.unit
        elif mention.unit == "pound" and unit == "GBP" and not (after is not None and (after.low == "of" or after.nominal)):
            slot.mention = replace(mention, kind="cur", unit=unit)  # "now 6.70 pounds an hour, will go up to 7.20 pounds"
        elif mention.kind == "card" and mention.unit is None:
            scaled = slot.words[slot.last].low in _SCALES
            bare = scaled and (after is None or after.pos in _NO_NOUN or after.low in ("more", "less"))
            told = after is not None and after.pos == "VERB" and slot.first > 0 and slot.words[slot.first - 1].low == "the"
            bare = bare or (scaled and (told or _of_then(slot) or _of_which(slot)))  # "the 88 million expected by analysts"
            if not bare and after is not None and after.nominal:
                unit = None
            elif unit is not None and bare and (after is None or after.low != "of"):
                slot.mention = replace(mention, kind="cur", unit=unit)
            elif _second_end(slot, here) is not None:
                other = _second_end(slot, here)
                slot.mention = replace(mention, kind=other.kind, unit=other.unit) if other is not None else mention
            elif _set_against(slot, here) is not None:
                other = _set_against(slot, here)
                slot.mention = replace(mention, kind=other.kind, unit=other.unit) if other is not None else mention
            elif span is not None and _bare_span(slot):
                slot.mention = replace(mention, kind="dur", unit=span)
        if mention.kind == "dur":
            span = mention.unit


def _of_then(slot: Slot) -> bool:
    """ "Against 363 million a year ago"."""
    behind = [w.low for w in slot.words[slot.last + 1 : slot.last + 4]]
    return len(behind) == 3 and behind[0] in ("a", "one") and behind[2] in ("ago", "earlier", "before")


def _of_which(slot: Slot) -> bool:
    """ "Of which 1.9 billion is due this year"."""
    return [w.low for w in slot.words[max(0, slot.first - 2) : slot.first]] == ["of", "which"]


def _second_end(slot: Slot, here: list[Slot]) -> NumberMention | None:
    """The other end of a change, whose unit holds for this one too: "from 2,400 megawatts to 1,350"."""
    after = slot.words[slot.last + 1] if slot.last + 1 < len(slot.words) else None
    bare = after is None or after.pos in _NO_NOUN
    if slot.mention.role != "to" or not bare:
        return None
    line = [o.mention for o in here if o.number < slot.number and o.mention.role == "from"]
    return line[-1] if line and line[-1].unit is not None and line[-1].kind in ("meas", "dur", "cur", "pct") else None


def _set_against(slot: Slot, here: list[Slot]) -> NumberMention | None:
    """What the number is compared with, whose unit holds for it too: "19 weeks, compared with 11 before the war"."""
    before = [w.low for w in slot.words[max(0, slot.first - 2) : slot.first]]
    after = slot.words[slot.last + 1] if slot.last + 1 < len(slot.words) else None
    bare = after is None or after.pos in _NO_NOUN or after.low in ("before", "earlier", "last")
    if before[-1:] not in (["against"], ["versus"]) and before not in (["compared", "with"], ["compared", "to"]):
        return None
    line = [o.mention for o in here if o.number < slot.number and o.mention.kind in ("dur", "meas", "cur", "pct", "card")]
    return line[-1] if bare and line and line[-1].unit is not None else None


def _bare_span(slot: Slot) -> bool:
    """A number at the end of its clause behind "for": "within five years, and banned her for 15"."""
    after = slot.words[slot.last + 1] if slot.last + 1 < len(slot.words) else None
    return slot.first > 0 and slot.words[slot.first - 1].low == "for" and (after is None or after.pos == "PUNCT")
