"""Which end of a change a claim asks for, and which end a number is (B6)."""

from __future__ import annotations

import re

from extractor.checks.counts.ask import Ask
from extractor.checks.counts.contrary import since_year
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.slots.tokens import is_year
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.words import check_words

_TIMES = vocabulary("earlier")


def _is_day(word: str) -> bool:
    """The name of a weekday or month."""
    return word in check_words().weekdays or word in check_words().months


def by_itself(slot: Slot, ask: Ask, index: Index) -> bool:
    """The claim counts what was lost or gained, another number is that, and this one the level: "fell 54.97 points to 1,807.99"."""
    moved = any(i.part == "predicate" and i.keys & {"=increase", "=decrease", "=lose"} for i in ask.items)
    line = index.same_line(slot)
    return moved and any(s.number < slot.number and s.things and s.keys & slot.keys and s.role != "to" for s in line)


def newer(slot: Slot, index: Index) -> bool:
    """The old level follows: "3,860 people last week, up from 2,950"."""
    line = index.same_line(slot)
    return any(s.role == "from" and s.number == slot.number + 1 and s.mention.unit == slot.mention.unit for s in line)


def before_named(slot: Slot, index: Index) -> bool:
    """A difference beside the number is measured against the earlier time: "88,400 cars, 12% fewer than a year earlier"."""
    line = index.same_line(slot)
    times = {"earlier", "before", "ago", "previous", "previously"}
    return any(s is not slot and s.compared[1] and any(w.low in times for w in s.words[slice(*s.compared)]) for s in line)


def dated(slot: Slot, ask: Ask) -> bool:
    """The claim names the day or year that stands beside this end of a change: "down from 57 on Monday"."""
    local = {w.low for w in slot.own_words}
    return any(i.part == "name" and i.word in local and (_is_day(i.word) or i.word.isdigit()) for i in ask.items)


def _times(slot: Slot, index: Index) -> set[str]:
    """Words of time that stand behind one end of a change."""
    line = index.same_line(slot)
    stop = next((s.first for s in line if s.number > slot.number and s.role), slot.last + 8)
    behind = slot.words[slot.last + 1 : min(stop, slot.last + 8)]
    marks = next((k for k, w in enumerate(behind) if w.low in (",", ";", "to", "and")), len(behind))
    return {w.low for w in behind[:marks] if w.low in _TIMES or _is_day(w.low) or is_year(w.low)}


def end_by_time(slot: Slot, of: str | None, index: Index) -> str | None:
    """The end of a change that the claim asks for by its month, or by "a year earlier"."""
    if slot.role not in ("from", "to"):
        return None
    asked = {w for w in re.findall(r"\w+", (of or "").lower()) if w in _TIMES or _is_day(w) or is_year(w)}
    partner = "to" if slot.role == "from" else "from"
    other = next((s for s in index.same_line(slot) if s.role == partner), None)
    mine, theirs = asked & _times(slot, index), asked & _times(other, index) if other is not None else set()
    if bool(mine) == bool(theirs):
        return None
    return "before" if bool(mine) == (slot.role == "from") else "after"


def named_span(slot: Slot, ask: Ask) -> bool:
    """The claim names both years of the time that stands beside this end: "dropped to 15% between 2005 and 2007"."""
    years = {i.word for i in ask.items if is_year(i.word)}
    return len(years) > 1 and years <= {w.low for w in slot.own_words}


def end_by_year(slot: Slot, ask: Ask) -> str | None:
    """The end of a change that a claim asks for by its year: "rose from 9 to 11 between 2011 and 2021"."""
    if slot.role not in ("from", "to"):
        return None
    years = [i.word for i in ask.items if is_year(i.word)]
    spans = [w.low for w in slot.words if is_year(w.low)]
    if slot.role == "to" and since_year(ask, slot):
        return "before"
    if len(years) == 1 and len(spans) == 2 and spans[0] != spans[1] and years[0] in spans:
        return "before" if years[0] == min(spans) else "after"
    return None
