"""What a claim's words say against a number's sentence: with or without, part of them, which one, planned and refused."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from extractor.checks.counts.ask import Ask
from extractor.checks.counts.ask_head import is_predicate
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import QUANTITIES, Index, Slot
from extractor.checks.counts.slots.tokens import is_year
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import Words, load_words

_HAS = re.compile(
    r"\b(?:(?P<no>without|lacking|lacks?|lacked|(?:with|having|ha(?:ve|s|d)) no)|(?:with|having|(?:that|who|which) ha(?:ve|s|d)))"
    r"(?: (?:a|an|the|any|its|their|his|her))? (?P<thing>[a-z][a-z'-]*(?: [a-z][a-z'-]*){0,2})"
)
_REMOVAL = re.compile(r"\bto (?:be (?:withdrawn|closed|scrapped|retired|removed|cut|axed|shed|eliminated|grounded|lost)|go|close)$")
_LACK = vocabulary("lack")
_NOT = vocabulary("not")
_SOME = vocabulary("shares")
_THEM = vocabulary("them")
ORDINALS = vocabulary("ordinals")
MADE_FOR = frozenset("build design licenc licens approv equip certif intend suit plan meant".split()) | {
    "=build",
    "=plan",
    "=licence",
    "=approve",
}
"""Keys of what is said of a thing with the number it is for: "built for 120 passengers"."""
EXCESS = re.compile(
    r"\b(?:above|over|beyond|exceeding|in excess of|more than) (?:the |its |their |official |legal |maximum )*"
    r"(?:capacity|limit|target|quota|maximum|ceiling)\b"
)
"""What is asked for is how far a limit is exceeded."""
_REFUSING_PARTICLES = {"throw": "out", "turn": "down", "vote": "against"}


@lru_cache(maxsize=4096)
def had(of: str) -> tuple[bool, frozenset[str]]:
    """Whether the things a claim counts have something, and the keys of what they have or lack.

    >>> had("villages without a doctor")[0], "doctor" in had("villages with no doctor")[1], had("villages")[1]
    (False, True, frozenset())
    """
    words = load_words()
    found = _HAS.search(of.lower())
    if found is None:
        return True, frozenset()
    thing = found.group("thing").split()
    if re.match(r"(?:that|who|which) ha", found.group(0)) and is_predicate(thing[0], words):
        return True, frozenset()  # "players who have left the club" have nothing
    while len(thing) > 1 and any(w in words.lists["function"] for w in thing):
        thing.pop()
    keys = frozenset() if thing[-1] in words.lists["function"] else frozenset(k for k in words.claim_keys(thing[-1]) if k[0] != "^")
    return found.group("no") is None, keys


def possession(slot: Slot, of: str | None, index: Index) -> tuple[bool, bool] | None:
    """(claimed to have, has) when the sentence says of the number's things that they have or lack what the claim names."""
    wanted, keys = had(of or "")
    if not keys:
        return None
    segments, place = segments_of(slot.line)
    words = slot.words
    line = index.same_line(slot)
    after = (s for s in line if s.number > slot.number and s.number != slot.part_of)
    high = next((s.first for s in after if s.mention.kind in QUANTITIES and s.mention.kind != "zero"), len(words))
    if slot.mention.kind == "zero":
        high = len(words)
    for k in range(slot.last + 1, high):
        if not words[k].keys & keys or place[k] not in (slot.segment, *slot.attached):
            continue
        before = [words[i].low for i in segments[place[k]].words if i < k]
        denied = slot.mention.kind != "zero" and place[k] == slot.segment and bool(_NOT & set(before))
        lacks = denied or bool(_LACK & set(before[-4:]))
        return wanted, not lacks
    return None


def possession_clash(slot: Slot, of: str | None, index: Index) -> str | None:
    """N1 for a claim with "with" of a number said to lack it; B2 for a total whose part has or lacks it."""
    if slot.is_total:
        for n in index.by_line[slot.line.number]:
            part = index.slots[n]
            if part.part_of == slot.number and (said := possession(part, of, index)) is not None:
                if part.mention.kind == "zero" or part.value == 0:
                    return "N1" if said[0] else None
                return "B2"
        if slot.first and any(w.low in ("none", "neither") for w in slot.words[max(0, slot.first - 4) : slot.first]):
            wanted, keys = had(of or "")
            return "N1" if wanted and keys & slot.weights.keys() else None
    said = possession(slot, of, index)
    if said is not None and said[0] and not said[1] and slot.mention.kind != "zero":
        return "N1"
    return None


def some_only(slot: Slot, ask: Ask, index: Index) -> bool:
    """B8: what the claim says is said of most, many or some of them: "640 readings, most of them for children"."""
    words = slot.words
    for k in range(slot.last + 1, min(len(words) - 2, slot.last + 14)):
        if words[k].low == ";":
            return False
        if words[k].low in _SOME and words[k + 1].low == "of" and words[k + 2].low in _THEM:
            break
    else:
        return False
    end = next((i for i in range(k + 3, len(words)) if words[i].low in (",", ";", ".")), len(words))
    inside = {key for w in words[k + 3 : end] for key in w.keys}
    outside = {key for i, w in enumerate(words) if not k <= i < end for key in w.keys}
    for item in ask.items:
        if item.part in ("change", "contrast", "measure") or not item.keys & inside or item.keys & outside:
            continue
        if not any(item.keys & keys for n, keys in enumerate(index.line_keys) if n != slot.line.number):
            return True
        if item.part != "head" and slot.things:
            return True
    return False


def other_vote(slot: Slot, of: str | None) -> bool:
    """B3: the number's own words say how they voted, and the claim says the other way: "20 against and 18 in favour"."""
    asked = _vote((of or "").lower().replace(",", " ").split())
    stop = next((k for k in range(slot.last + 1, slot.local[1]) if slot.words[k].low in (",", ";")), slot.local[1])
    said = _vote([w.low for w in slot.words[slot.last + 1 : stop]])
    return asked is not None and said is not None and asked != said


def _vote(words: list[str]) -> bool | None:
    """True for those in favour, False for those against, None where the words say neither or both."""
    near = set(words)
    voted = any(a.startswith("vot") and b == "for" for a, b in pairwise(words))
    yes, no = voted or bool(near & {"favour", "favor", "yes"}), bool(near & {"against", "no", "opposed"})
    return None if yes == no else yes


def other_ordinal(slot: Slot, ask: Ask, index: Index) -> bool:
    """B1: "the first bomb killed 4, the second 11", and the claim speaks of the other one."""
    asked = [i.word for i in ask.items if i.word in ORDINALS and i.part != "head"]
    if len(asked) != 1:
        return False
    own = {w.low for w in slot.words[slot.last + 1 : slot.local[1]]} & ORDINALS
    if asked[0] not in index.text_keys:
        return bool(own - {"last"}) and asked[0] not in own and asked[0] != "last"
    taken = {
        k
        for n in index.by_line[slot.line.number]
        for k in range(index.slots[n].first, index.slots[n].last + 1)
        if index.slots[n] is not slot and index.slots[n].mention.kind in QUANTITIES
    }
    mine: set[str] = set()
    for k in range(slot.first - 1, max(-1, slot.first - 20), -1):
        if k in taken or slot.words[k].low == ";":
            break
        if slot.words[k].low in ORDINALS:
            mine.add(slot.words[k].low)
            break
    mine |= {w.low for w in slot.words[slot.last + 1 : slot.local[1]]} & ORDINALS
    return bool(mine) and asked[0] not in mine


def refused(slot: Slot, words: Words) -> bool:
    """N4: the number stands in a plan that somebody turned down: "rejected a proposal to build 300 homes"."""
    segments, _ = segments_of(slot.line)
    for n in slot.chain:
        segment = segments[n]
        if segment.kind != "inf" or not segment.words:
            continue
        start = segment.words[0]
        noun = next((k for k in range(start - 1, max(-1, start - 4), -1) if words.has("plans", slot.words[k].low)), -1)
        if noun < 0:
            continue
        for k in (*range(noun - 1, max(-1, noun - 7), -1), *range(slot.last + 1, min(len(slot.words), slot.last + 14))):
            stem = words.stem(slot.words[k].low)
            if slot.words[k].pos != "VERB" or not words.has("refusals", slot.words[k].low):
                continue
            particle = _REFUSING_PARTICLES.get(stem)
            if particle is None or particle in [w.low for w in slot.words[k + 1 : k + 4]]:
                return True
    return False


def failed(slot: Slot, ask: Ask, words: Words) -> bool:
    """N1: what the claim says was not done: "1,150 of them failed to finish"."""
    line = slot.words
    for k in range(slot.last + 1, min(len(line) - 2, slot.local[1] - 2)):
        if words.has("failing", line[k].low) and line[k + 1].low == "to":
            done = any(i.part == "predicate" and i.keys & line[k + 2].keys for i in ask.items)
            return done and not ask.negated and not any(i.keys & line[k].keys for i in ask.items)
    return False


def without_it(slot: Slot, ask: Ask) -> bool:
    """N1: what the claim says happened, the text says they are without: "released without charge"."""
    if any(i.word == "without" for i in ask.items) or ask.negated:
        return False
    line = slot.words
    lacked = {
        key
        for k in range(slot.last + 1, min(len(line) - 1, slot.local[1] - 1))
        if line[k].low == "without"
        for w in line[k + 1 : k + 3]
        if w.nominal
        for key in w.keys
    }
    return any(i.part == "predicate" and i.keys & lacked and not i.keys & slot.predicates for i in ask.items)


def no_excess(slot: Slot, of: str | None) -> bool:
    """B6: the claim asks how far a limit is exceeded, and the number's own words do not say that it is that."""
    own = {w.low for w in slot.own_words}
    return of is not None and EXCESS.search(of.lower()) is not None and not own & {"above", "over", "beyond", "excess", "exceeding", "than"}


def removal(of: str | None) -> bool:
    """The claim counts those that are to go: "planes to be withdrawn" of a fleet cut from 64 to 48."""
    return of is not None and _REMOVAL.search(of.lower()) is not None


def since_year(ask: Ask, slot: Slot) -> bool:
    """The claim names the year since which something changed: "has halved since 2015 to 42,000"."""
    years = {i.word for i in ask.items if is_year(i.word) and i.lead != "since"}
    return bool(years) and any(a.low == "since" and b.low in years for a, b in zip(slot.words, slot.words[1:], strict=False))
