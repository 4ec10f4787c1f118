"""Amounts that are no facts of what they are amounts of: estimated, sought, offered or promised (N4), and of another time (B6)."""

from __future__ import annotations

import re

from extractor.checks.counts.ask import Ask
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slot_reader import TABLE
from extractor.checks.counts.slots.slots import QUANTITIES, Index, Slot
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import load_words

_ESTIMATES = vocabulary("estimate_nouns")
_SOUGHT = vocabulary("sought")
_PAST = vocabulary("time_ago")
_THIS = frozenset(("current", "currently", "now", "latest", "this", "new"))
_OF_THEN = frozenset("previous previously before earlier originally original initially old former first instead".split())
_RATE = re.compile(r"\b(?:per|for each|for every|a) (share|barrel|litre|liter|gallon|ounce|hour|tonne|ton|head|ticket|kilo|unit)s?\b")
_PAID = frozenset("paid given gave delivered disbursed spent handed transferred".split())
_PROMISED = frozenset("promised pledged offered promise pledge offer promises pledges offers pledging promising offering".split())
_FORESEEN = frozenset(("expected", "predicted"))
_TO_COME = frozenset(("to", "will", "would", "must", "yet"))
_EXPECTING = frozenset(load_words().stem(verb) for verb in vocabulary("expecting"))
_AHEAD = frozenset(("expected", "forecast", "projected", "predicted", "planned", "target"))


def no_fact(slot: Slot, ask: Ask, index: Index, of: str | None) -> bool:
    """The number is an estimate or was sought, the claim says neither, and another amount of the sentence is told as a fact."""
    if slot.mention.kind not in ("cur", "pct") or len(index.by_line[slot.line.number]) > TABLE:
        return False
    said = set((of or "").lower().replace("-", " ").split())
    words, k = slot.words, slot.first - 1
    while k > 0 and words[k].pos in ("SYM", "ADV", "DET", "ADJ"):
        k -= 1
    noun = words[k - 1].low if k > 0 and words[k].low == "of" else ""
    line = [s for s in index.same_line(slot) if s is not slot and s.mention.unit == slot.mention.unit]
    verbs = _said_of(slot)
    if said & _PAID and not said & (_PROMISED | _TO_COME):
        told = verbs or {v for s in line if s.segment == slot.segment for v in _said_of(s)}
        if told & _PROMISED and not told & _PAID:
            return True
    if not line:
        return False
    if noun in _ESTIMATES:
        return not said & _ESTIMATES
    if verbs & _SOUGHT:
        keys = {key for w in words if w.low in verbs & _SOUGHT for key in w.keys}
        return not said & (_SOUGHT | _ESTIMATES) and not any(i.keys & keys for i in ask.items)
    fact = slot.mention.polarity == "asserted" and not _EXPECTING & (slot.predicates | slot.outer)
    return bool(said & _FORESEEN) and fact and any(_sought_there(s) for s in line)


def _said_of(slot: Slot) -> set[str]:
    """The verbs of the number's clause, and of a relative clause right behind it that is not about a part of it."""
    words, (segments, _) = slot.words, segments_of(slot.line)
    close = (segments[n] for n in slot.attached if segments[n].words[0] <= slot.last + 3)
    behind = {words[v].low for s in close if words[s.words[0] - 1].low != "of" for v in s.verbs}
    return behind | {words[v].low for v in segments[slot.segment].verbs}


def _sought_there(slot: Slot) -> bool:
    """The number stands right before "expected", "forecast" or "predicted"."""
    return any(w.low in _FORESEEN for w in slot.words[slot.last + 1 : slot.last + 4])


def of_other_time(slot: Slot, index: Index, of: str | None, *, ask_after: bool) -> bool:
    """The number's own words say "a year ago", and the claim speaks of now or of what is expected."""
    if slot.mention.kind not in ("cur", "pct", "card", "meas") or len(index.by_line[slot.line.number]) > TABLE:
        return False
    said = set((of or "").lower().replace("-", " ").split())
    stop = next((s.first for s in index.same_line(slot) if s.number > slot.number and s.mention.kind in QUANTITIES), len(slot.words))
    own = {w.low for w in slot.words[slot.last + 1 : min(stop, slot.local[1])]}
    own |= {"earlier" for k in range(max(0, slot.first - 5), slot.first) if _former(slot, k)}
    before = [w.low for w in slot.words[max(0, slot.first - 4) : slot.first] if w.pos not in ("SYM", "DET", "ADJ")]
    if before[-2:] in (["instead", "of"], ["rather", "than"]) and not said & _OF_THEN:
        return True  # "to grow 1.9 percent instead of 2.4 percent"
    if said & {"after"} and ask_after and _level_before(slot, index):
        return True
    return bool(own & _PAST) and not said & (_PAST | {"previous", "before", "previously", "last"}) and bool(said & (_THIS | _AHEAD))


def _level_before(slot: Slot, index: Index) -> bool:
    """ "The tax, 15 cents since 2002, was raised to 22 cents": an aside between commas is the level before."""
    aside = slot.first > 1 and (slot.words[slot.first - 1].low == "," or slot.words[slot.first - 2].low == ",")
    later = (s for s in index.same_line(slot) if s.number > slot.number and s.role == "to" and s.mention.unit == slot.mention.unit)
    return aside and slot.role is None and any(later)


def _former(slot: Slot, k: int) -> bool:
    """ "An earlier offer of $21"."""
    between = slot.words[k + 1 : slot.first]
    return (
        slot.words[k].low in ("earlier", "previous", "former")
        and any(w.low == "of" for w in between)
        and all(w.nominal or w.low == "of" or w.pos in ("ADJ", "SYM") for w in between)
    )


def no_rate(slot: Slot, index: Index, of: str | None) -> bool:
    """ "Price per share" is no total, when another amount close by is one for each share."""
    found = _RATE.search((of or "").lower())
    if found is None or slot.mention.kind != "cur" or slot.per or slot.each:
        return False
    near = index.slots[max(0, slot.number - 4) : slot.number + 5]
    return any(s.mention.unit == slot.mention.unit and (s.each or (s.per or "").startswith(found.group(1))) for s in near if s is not slot)
