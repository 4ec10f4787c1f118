"""The thing a claim counts against the thing a number counts (B1)."""

from __future__ import annotations

from functools import cache

from extractor.checks.counts.agents import agent_words
from extractor.checks.counts.ask import Ask, Item
from extractor.checks.counts.compare import unit_id
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.slots.tokens import HYPHENS
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import Words, load_words

_MODEL = 0.6
"""How well a head fits things that are called by their model alone: "six A350s" for six jets."""
_TIMES = frozenset(("=time", "time"))
_GENERAL = vocabulary("anybody")
_NO_MEN = vocabulary("no_men")
_BODIES = vocabulary("bodies")
_ALIVE = frozenset(("survivor", "survivors"))
_CAMPS = vocabulary("camps")
_GATHERED = vocabulary("gathered")
_TOLLS = vocabulary("tolls")
_SCORED = vocabulary("scored")
"""What a score counts."""
_ACTS = ("tions", "sions", "ures", "als", "ments", "delays", "recalls", "launches")
"""Endings of nouns for acts, of which there are as many as things they are done to."""
_BEFALLS = frozenset(("=kill", "=injure"))
_ERGATIVE = frozenset(("=close", "=open"))
_AGENTIVE = ("ers", "ors", "ories", "ants", "ents")
"""Endings of words for those who do something."""


def head_fits(slot: Slot, ask: Ask, item: Item, index: Index, near: float, words: Words, claim_unit: bool) -> tuple[float, str | None]:
    """Rule B1: the thing a claim counts against the thing the number counts."""
    mention = slot.mention
    things = slot.thing_keys()
    if slot.things and all(not slot.words[i].low.isalpha() for i in slot.things) and "^person" not in item.keys and item.word.isalpha():
        return _MODEL, None
    if (
        item.keys & things
        and "^person" not in item.keys
        and "^person" in things
        and not {k for k in item.keys & things if k[0] not in "=^"}
        and _counted_there(slot, item, index)
    ):
        return 0.0, "B1"  # "22 rebels and seven soldiers": no soldier is a rebel
    if item.keys & things or (slot.container >= 0 and item.keys & slot.words[slot.container].keys):
        return 1.0, None
    if "^person" in item.keys and any(slot.words[k].low in _BODIES for k in slot.things) and item.word not in _NO_MEN | _ALIVE:
        return 0.9, None  # "four bodies were found"
    if item.word in _ALIVE and slot.predicates & {"=kill"} and not slot.is_total:
        return 0.0, "B3"  # those who died are no survivors
    if _called(slot, item, words):
        return 0.8, None
    if _of_that_class(slot, item, index, words):
        return 0.7, None
    if _of_these(slot, item) and (len(ask.items) < 3 or any(i.part == "modifier" and i.keys & things for i in ask.items)):
        return 0.9, None
    if mention.kind == "cur" and claim_unit and "^person" in words.text_keys(item.word):
        return 0.0, "B1"  # money for people is no number of them
    measured = mention.unit is not None and mention.kind in ("dur", "cur", "meas", "age")
    if measured and not claim_unit and item.word not in measures() and unit_id(item.word) != mention.unit:
        return 0.0, "B1"
    if claim_unit and slot.things and mention.unit is None and mention.kind == "card" and not item.keys & slot.predicates and near < 1.0:
        return 0.0, "B1"
    if things & _TIMES and item.keys & slot.predicates:
        return 0.95, None  # "inspected the shaft 16 times" are 16 inspections
    if item.keys & slot.predicates and (not slot.things or item.keys & slot.predicates & words.happenings):
        return 1.0, None  # "107 killed" are 107 deaths
    if item.word.endswith(_ACTS) and item.keys & slot.predicates and "^person" not in things and _undergoes(slot, item):
        return 0.95, None  # "cancelled 40 flights" are 40 cancellations
    if item.word.endswith(_AGENTIVE) and item.keys & slot.predicates and "^person" in things and _acts(slot):
        return 0.95, None  # "70 lawmakers signed" are 70 signatories
    if mention.kind == "score" and item.word.rstrip("s") in _SCORED:
        return 1.0, None
    if mention.kind == "score" and "^person" in words.text_keys(item.word) and any(i.word in _CAMPS for i in ask.items):
        return 1.0, None
    if ask.of_times:
        return (1.0, None) if mention.kind == "mult" or item.keys & things else (0.0, "B1")
    if mention.kind in ("meas", "cur") and not item.keys & index.text_keys and claim_unit and not ask.dimension:
        others = [i for i in ask.items if i.part in ("modifier", "name")]
        near_all = [slot.weight(i.keys) >= 0.9 for i in others]
        if any(near_all) and (mention.kind == "meas" or all(near_all)):
            return 0.45, None  # "holds 90 million litres" for the water in the reservoir
    if not slot.things:
        if _does_it(slot, item, words):
            return 0.0, "B1"  # "road accidents killed 8,600" are no 8,600 accidents
        for rank, keys in enumerate(slot.antecedents):
            if item.keys & keys:
                if rank and _other_persons(slot, item, keys, words):
                    return 0.0, "B1"
                return (0.95, 0.85, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5)[rank], None
        if (
            "^person" in item.keys
            and (not slot.antecedents or mention.kind == "pct")
            and mention.kind in ("pct", "card", "mag", "frac")
            and slot.last + 1 < len(slot.words)
            and slot.words[slot.last + 1].pos in ("VERB", "AUX", "PUNCT", "ADV")
            and slot.predicates
        ):
            return 0.85, None
        if "^person" in item.keys and slot.predicates & words.happenings:
            return 0.9, None
        if mention.kind in ("age", "score", "name", "ord", "dur", "cur", "meas", "pct", "pp", "bp", "mult", "frac"):
            return near, "B1" if near < 0.5 and item.keys & index.text_keys and claim_unit else None
        if near >= 0.9 and slot.part_of >= 0 and _one_of_its_own(slot, item):
            return 0.0, "B1"  # "14 shoppers, two of them seriously, and a guard"
        if near >= 0.9:
            return near, None
        if "^person" in words.text_keys(item.word) and any(slot.words[k].low in _GATHERED for k in _clause(slot)):
            return 0.85, None  # "organisers put attendance at 120,000"
        if "^person" in words.text_keys(item.word) and any(slot.words[k].low in _TOLLS for k in _clause(slot) if k < slot.first):
            return 0.85, None  # "the death toll has reached 318"
        if (
            "^person" in words.text_keys(item.word)
            and any("^person" in keys for keys in slot.antecedents[:1])
            and not _counted(item, index)
            and not _told_beside(slot, item, index)
        ):
            return 0.6, None  # "412 residents, 37 of whom": another name for the same people
        if slot.antecedents and not item.keys & index.text_keys:
            return 0.3, None
        return near * 0.5, "B1" if slot.antecedents and item.keys & index.text_keys else None
    if mention.unit is not None:
        return near, "B1" if near < 0.5 and item.keys & index.text_keys else None
    head_opposites = words.opposed(item.keys)
    if head_opposites & things:
        return 0.0, "B1"
    said = bool(item.keys & index.text_keys)
    if things & _GENERAL and item.word not in _NO_MEN and "^person" in words.text_keys(item.word) and (near >= 0.3 or not said):
        return 0.6, None
    phrase = {key for i in slot.phrase for key in slot.words[i].keys}
    if item.keys & phrase and near >= 0.9:
        return 0.7, None if slot.mention.kind in ("mag", "frac", "mult") or _compound(slot, item) else "B1"
    if _kind_of_those(slot, ask, item, index):
        return 0.75, None
    if item.keys & index.text_keys:
        if item.keys & slot.weights.keys() and near >= 0.9 and slot.mention.kind in ("mult",):
            return near, None
        return 0.0, "B1"
    return 0.25, None


def _counted_there(slot: Slot, item: Item, index: Index) -> bool:
    """Another number of the sentence counts what the claim names, by the same word."""
    plain = {k for k in item.keys if k[0] not in "=^"}
    return any(s is not slot and s.part_of != slot.number != s.number and plain & s.thing_keys() for s in index.same_line(slot))


def _one_of_its_own(slot: Slot, item: Item) -> bool:
    """The word has an article: "a security guard" is counted by it."""
    at = [k for k, w in enumerate(slot.words) if w.nominal and w.keys & item.keys]
    return bool(at) and all(any(slot.words[m].low in ("a", "an", "another") for m in range(max(0, k - 3), k)) for k in at)


def _other_persons(slot: Slot, item: Item, keys: frozenset[str], words: Words) -> bool:
    """The number stands for other persons, counted just before: "killed 22 militants. Three soldiers died and one is missing"."""
    nearest = slot.antecedents[0]
    if slot.role or "^person" in item.keys or "^person" not in nearest or "^person" not in keys:
        return False
    segments, place = segments_of(slot.line)
    counted = any(slot.words[k].keys & nearest and place[k] != slot.segment for k in range(slot.first) if slot.words[k].nominal)
    return counted and segments[slot.segment].kind in ("coord", "vp")


def _clause(slot: Slot) -> list[int]:
    return segments_of(slot.line)[0][slot.segment].words


def _of_these(slot: Slot, item: Item) -> bool:
    """ "The carcasses of 11 elephants" are 11 elephant carcasses."""
    if slot.first < 2 or slot.is_total or slot.words[slot.first - 1].low != "of":
        return False
    return bool(slot.words[slot.first - 2].keys & item.keys)


def _told_beside(slot: Slot, item: Item, index: Index) -> bool:
    """Somebody else is called so beside them: "two Palestinians and a soldier were killed. Fourteen others were hurt"."""
    words = [w for n in (slot.line.number - 1, slot.line.number) if n >= 0 for w in index.lines[n].words]
    plain = {k for k in item.keys if k[0] not in "=^"}
    return any(a.low in ("a", "an") and any(w.keys & plain for w in words[k + 1 : k + 4]) for k, a in enumerate(words))


def _counted(item: Item, index: Index) -> bool:
    """Some number of the article counts what the word names."""
    return any(item.keys & s.thing_keys() for s in index.slots if s.things)


def _kind_of_those(slot: Slot, ask: Ask, item: Item, index: Index) -> bool:
    """The number counts one kind of what was counted just before: "eight lynx, five females and three males"."""
    told = any(i.part == "modifier" and {k for k in i.keys if k[0] != "^"} & slot.thing_keys() for i in ask.items)
    line = index.same_line(slot)
    return told and any(s.number < slot.number <= s.number + 3 and item.keys & s.thing_keys() for s in line)


def _acts(slot: Slot) -> bool:
    """The counted persons are the agent of their clause, and it is active."""
    segments, _ = segments_of(slot.line)
    own = segments[slot.segment]
    return bool(own.verbs) and set(slot.things) <= set(agent_words(slot.line, own)) and own.verbs[0] > slot.last


def _undergoes(slot: Slot, item: Item) -> bool:
    """The act is done to the counted things: they are its object, the subject of its passive, or close and open by themselves."""
    segments, _ = segments_of(slot.line)
    for n in (slot.segment, *slot.attached):
        segment = segments[n]
        if not segment.verbs or not slot.words[segment.verbs[-1]].keys & item.keys:
            continue
        last = segment.verbs[-1]
        if n == slot.segment and slot.first > last:
            return not any(slot.words[k].pos in ("ADP", "SCONJ", "NOUN", "PROPN", "PRON") for k in range(last + 1, slot.first))
        if slot.first < segment.verbs[0]:
            done_by_it = n == slot.segment and bool(set(slot.things) & set(agent_words(slot.line, segment)))
            behind = last + 1 < len(slot.words) and (slot.words[last + 1].nominal or slot.words[last + 1].pos in ("DET", "ADJ", "NUM"))
            alone = bool(item.keys & _ERGATIVE) and not behind
            return not done_by_it or alone
    return False


def _called(slot: Slot, item: Item, words: Words) -> bool:
    """The text calls the thing by its class: "2.9 tonnes of the drug" for cocaine."""
    classes = {key for key in words.text_keys(item.word) if key[0] == "^"}
    if not classes or any(key[0] == "^" for key in item.keys):
        return False
    after = slot.words[slot.last + 1 : slot.last + 4]
    return any(w.low in ("the", "these", "those") for w in after[:2]) and any(
        w.nominal and words.claim_keys(w.low) & classes for w in after
    )


def _of_that_class(slot: Slot, item: Item, index: Index, words: Words) -> bool:
    """The text counted the thing just before and now calls it by its class: "1,046 whales ... up to 15 animals a year"."""
    classes = {key for key in words.text_keys(item.word) if key[0] == "^" and key != "^person"}
    classes -= {key for key in item.keys if key[0] == "^"}
    named = {key for i in slot.things for key in words.claim_keys(slot.words[i].low) if key[0] == "^"}
    if not classes & named:
        return False
    before = [s for s in index.slots[max(0, slot.number - 6) : slot.number] if s.things and slot.line.number - s.line.number <= 2]
    kinds = [s for s in before if s.thing_keys() & classes & named]
    return bool(kinds) and all(item.keys & s.thing_keys() for s in kinds)


@cache
def measures() -> frozenset[str]:
    return frozenset().union(*(listed for name, listed in load_words().lists.items() if name.startswith("dimension.")))


def _does_it(slot: Slot, item: Item, words: Words) -> bool:
    """The claimed noun is what befell so many people: the subject, no person itself, of a verb said of people."""
    if slot.mention.kind != "card" or "^person" in words.text_keys(item.word) or not slot.predicates & _BEFALLS:
        return False
    own = segments_of(slot.line)[0][slot.segment]
    verbs = [v for v in own.verbs if v < slot.first and slot.words[v].keys & _BEFALLS]
    return bool(verbs) and any(slot.words[k].keys & item.keys for k in agent_words(slot.line, own) if k < verbs[0])


def _compound(slot: Slot, item: Item) -> bool:
    """The claimed noun modifies the counted one directly: "police" for "police officers"."""
    head = slot.things[0] if slot.things else -1
    joined = slot.words[slot.last + 1].low in HYPHENS if slot.last + 1 < len(slot.words) else False
    if joined and head >= 0 and head + 1 < len(slot.words) and item.keys & slot.words[head + 1].keys:
        return True  # "a 3,864-vote majority"
    return head > 0 and bool(item.keys & slot.words[head - 1].keys) and head - 1 in slot.phrase
