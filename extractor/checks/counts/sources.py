"""Who gives a figure, and of what kind it is."""

from __future__ import annotations

from extractor.checks.counts.agents import agent_words
from extractor.checks.counts.slots.segments import Segment, segments_of
from extractor.checks.counts.slots.slots import Slot
from extractor.checks.counts.words import load_words
from extractor.recognizers.numbers.units import dimension


def kind_of(unit: str | None) -> str | None:
    """What a unit measures: shares, points and factors are one kind, all money is one."""
    if unit is None:
        return None
    kind = dimension(unit)
    if kind in ("percent", "point") or unit == "factor":
        return "share"
    return "money" if kind == unit else "time" if kind == "calendar" else kind


def _gives(slot: Slot, segment: Segment) -> bool:
    """The clause gives a figure: "management put the number at 700"."""
    words = slot.words
    if slot.first < 1 or words[slot.first - 1].low != "at" or not segment.verbs:
        return False
    inside = [k for k in segment.words if segment.verbs[-1] < k < slot.first and words[k].nominal]
    return any(words[k].low in load_words().lists["figures_given"] for k in inside)


def _speaks_of(slot: Slot, segment: Segment) -> bool:
    """The clause speaks of a figure: "police spoke of 22,000"."""
    behind = slot.first > 1 and slot.words[slot.first - 1].low == "of" and slot.first - 2 in segment.verbs
    return behind and "=speak" in slot.words[slot.first - 2].keys


def _put(slot: Slot, segment: Segment) -> bool:
    """ "Turnout was put at 71 percent by the government and 39 percent by the opposition"."""
    words = slot.words
    by = slot.last + 1 < len(words) and words[slot.last + 1].low == "by"
    return by and any(words[v].low in ("put", "estimated", "placed", "reckoned") for v in segment.verbs)


def gives(slot: Slot) -> bool:
    """The number is a figure that somebody gives: "organisers put the crowd at 85,000"."""
    return _gives(slot, segments_of(slot.line)[0][slot.segment])


def source_of(slot: Slot) -> frozenset[str] | None:
    """Keys of who gives a figure: the subject of the clause of saying above it or beside it, or "according to"."""
    segments, _ = segments_of(slot.line)
    words = slot.words
    if slot.subject[1] and _gives(slot, segments[slot.segment]):  # "the union put it at 900, the company at 350"
        return frozenset(key for k in range(*slot.subject) if words[k].nominal for key in words[k].keys)
    if _put(slot, segments[slot.segment]):
        return frozenset(key for k in range(slot.last + 2, min(slot.local[1], slot.last + 7)) if words[k].nominal for key in words[k].keys)
    beside = [
        s
        for s in segments
        if s.number not in slot.chain and (s.before == slot.segment or s.parent == slot.segment or abs(s.number - slot.segment) == 1)
    ]
    for segment in [*(segments[n] for n in slot.chain), *beside]:
        told = any("=say" in words[v].keys for v in segment.verbs) or _speaks_of(slot, segment)
        if told or (segment.number == slot.segment and _gives(slot, segment)):
            if segment.number > slot.segment and any(w.low in (";",) for w in words[slot.last : segment.words[0] + 1]):
                continue
            agent = [k for k in agent_words(slot.line, segment) if words[k].nominal]
            if agent:
                return frozenset(key for k in agent for key in words[k].keys)
    low, high = slot.local
    for k in range(low, high - 2):
        if words[k].low == "according" and words[k + 1].low == "to":
            return frozenset(key for i in range(k + 2, min(high, k + 8)) if words[i].nominal for key in words[i].keys)
    return None
