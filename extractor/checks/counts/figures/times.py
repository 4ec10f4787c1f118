"""When a figure holds: the days, months, years and "last year" beside it, against those of a claim (B5)."""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.checks.counts.ask import Ask
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slot_reader import TABLE
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.slots.tokens import is_year
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.words import check_words

_FIGURES = frozenset(("cur", "pct", "pp", "bp", "frac", "meas"))
_DAYS, _WHICH, _SPANS, _THEN = (vocabulary(name) for name in ("days", "which_span", "spans", "time_ago"))
_NOW = frozenset(("now", "currently"))
_WORD = re.compile(r"[^\W_]+")
_STOPS = frozenset((";", "(", ")", "while", "but"))
_SENTENCES = 2


def times_in(words: list[str]) -> frozenset[str]:
    """Days, months and years by name, "last year" and "earlier"; a month with its year is the year's.

    >>> sorted(times_in("profit in May 2010".split())), sorted(times_in("loss last year".split()))
    (['2010', 'may'], ['last year'])
    """
    known = check_words()
    lows = [w.lower() for w in words]
    out = {w for w, raw in zip(lows, words, strict=True) if is_year(w) or w in known.weekdays or (w in known.months and raw != "may")}
    out |= {f"{a} {b}" for a, b in pairwise(lows) if a in _WHICH and b in _SPANS}
    out |= {"ago" for w in lows if w in _THEN}
    return frozenset(out | ({"now"} if _NOW & set(lows) else set()))


def of_another_time(slot: Slot, index: Index, of: str | None) -> bool:
    """The number's own words name one time and another number's the one that the claim names."""
    if len(index.by_line[slot.line.number]) > TABLE or (slot.mention.kind not in _FIGURES and not slot.role) or slot.mention.per in _SPANS:
        return False
    asked = times_in(_WORD.findall(of or ""))
    mine = _times(slot)
    if not asked or asked & mine or slot.role == "change":
        return False
    if not mine:  # "four in five have been vaccinated, up from half in January"
        before = (s for s in index.same_line(slot) if s.role == "from" and s.number > slot.number and slot.role is None)
        return any(asked <= _times(s) and s.mention.kind in _FIGURES for s in before)
    near = index.slots[max(0, slot.number - 5) : slot.number + 6]
    alike = (s for s in near if s is not slot and s.mention.unit == slot.mention.unit and s.mention.kind == slot.mention.kind)
    close = (s for s in alike if s.line.paragraph == slot.line.paragraph and abs(s.line.number - slot.line.number) < _SENTENCES)
    return any(asked <= _times(s) for s in close if s.role != "change")


def of_another_day(slot: Slot, ask: Ask) -> bool:
    """ "Yesterday's rise", where the number's own words say "this year"."""
    asked = {item.word.removesuffix("'s") for item in ask.items} & _DAYS
    own = [word.low for word in slot.own_words]
    if not asked or asked & set(own):
        return False
    return any(a in _WHICH and b in _SPANS for a, b in pairwise(own)) or bool(_DAYS & set(own))


def _times(slot: Slot) -> frozenset[str]:
    """The times behind a number up to the next figure, and those that open its clause."""
    words = slot.words
    stop = next((k for k in range(slot.last + 1, slot.local[1]) if words[k].low in _STOPS), slot.local[1])
    behind = times_in([w.low for w in words[slot.last + 1 : min(stop, len(words))]])
    if behind:
        return behind
    inside = segments_of(slot.line)[0][slot.segment].words
    before = times_in([words[k].low for k in range(slot.local[0], slot.first)])
    return before or times_in([words[k].low for k in inside[:5] if k < slot.first])
