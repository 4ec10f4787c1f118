"""Numbers that are the difference of a score: a number of the text in, whether it is one out (M21)."""

from __future__ import annotations

from extractor.checks.counts.slots.slots import Slot
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import load_words

_RESULTS = vocabulary("winning") | vocabulary("losing") | vocabulary("leading") | vocabulary("trailing")
_VOTES = vocabulary("passing") | vocabulary("failing_votes")
_WON = vocabulary("won_nouns")
_NOUNS = _WON | vocabulary("lost_nouns")
_ONLY = frozenset(("just", "only", "nearly", "about", "around", "almost", "a", "mere"))
_BY_HOW_MUCH = vocabulary("by_how_much")
_FRONT_OR_BACK = frozenset(("ahead", "clear", "adrift", "behind"))
_SINGULAR = vocabulary("scored") | frozenset(("wicket", "point", "shot", "stroke", "length"))
_MARGINS = frozenset(load_words().stem(word) for word in _SINGULAR)


def margin_of(slot: Slot) -> bool:
    """The number is a difference: "won by eight points", "a one point lead", "a 3,864-vote majority"."""
    words, m = slot.words, slot.mention
    if m.kind != "card" or m.unit is not None or slot.first < 1:
        return False
    k = slot.last + 1
    following = words[k].low if k < len(words) else ""
    if words[slot.first - 1].low == "of" and slot.first > 1 and words[slot.first - 2].low in _WON | _BY_HOW_MUCH and not slot.things:
        return True
    if following in _FRONT_OR_BACK and not slot.things:
        return True
    if following == "-":
        k += 1
    counted = k < len(words) and load_words().stem(words[k].low) in _MARGINS
    lead = slot.first - 1
    while lead > 0 and words[lead].low in _ONLY:
        lead -= 1
    if words[lead].low == "by" and (counted or not slot.things):
        before = {w.low for w in words[max(0, slot.first - 8) : slot.first]}
        return bool(before & (_RESULTS | (_VOTES if counted else frozenset())))
    return counted and k + 1 < len(words) and words[k + 1].low in _NOUNS and words[k].low in _SINGULAR


def side_by_side(one: Slot, other: Slot) -> bool:
    """Two scores of one series stand side by side: "6-3 4-6 6-4"."""
    a, b = (one, other) if one.first < other.first else (other, one)
    between = [w.low for w in a.words[a.last + 1 : b.first]]
    return one is not other and between in ([], [","], ["and"], [",", "and"])
