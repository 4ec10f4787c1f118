"""Words of a claim that the sentence has for another number, name or time than the one that is judged (B5)."""

from __future__ import annotations

from itertools import pairwise

from extractor.checks.counts.agents import agent_words
from extractor.checks.counts.ask import Ask, Item
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import QUANTITIES, Index, Slot
from extractor.checks.counts.slots.tokens import is_year
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.words import check_words

_COMPASS = vocabulary("compass")
_WHOSE = vocabulary("possessives")
_AT = vocabulary("in_places")
_OF_WHOM = frozenset(("of", "the", "in", "for", "by", ""))


def owned(slot: Slot, item: Item, ask: Ask, index: Index) -> bool:
    """The name stands beside another number of the same kind in the sentence, for which the claim would hold too."""
    if _meant_by_pronoun(slot, item):
        return False
    for n in index.by_line[slot.line.number]:
        other = index.slots[n]
        if other is slot or other.mention.kind not in QUANTITIES or other.is_label or other.mention.kind == "score":
            continue
        if other.mention.unit != slot.mention.unit and (other.mention.unit or other.things or other.mention.kind != "card"):
            continue
        if _shared_place(slot, other, item) or _shared_time(slot, other, item) or slot.weight(item.keys) >= 0.9:
            continue  # "two were hurt and one killed in the Akhnoor sector"
        if other.weight(item.keys) < 0.9 or other.part_of == slot.number or slot.part_of == other.number:
            continue
        if ((other.mention.role or slot.mention.role) and other.segment == slot.segment) or other.role == "change":
            continue
        head = ask.head
        if not slot.things and slot.antecedents and other.thing_keys() == slot.antecedents[0] and not slot.subject[1]:
            behind = range(other.last + 1, other.local[1])
            if any(slot.words[k].keys & item.keys for k in behind):
                continue  # the noun left out has its modifiers: "appoint three members of the board, and the other will appoint six"
        if (
            not other.things
            and not other.antecedents
            and other.first
            and slot.words[other.first - 1].low in ("all", "both", "these", "the")
        ):
            continue  # "all three" are what was named before
        if head is not None and not other.things and other.antecedents and not head.keys & other.antecedents[0]:
            continue  # it counts something else: "five wickets as they dismissed Calder for 164"
        if head is None or not other.things or head.keys & other.thing_keys() or other.thing_keys() & slot.thing_keys():
            return True
    return False


def _shared_place(slot: Slot, other: Slot, item: Item) -> bool:
    """The place stands behind two joined clauses, and the number's own has none: both happened there."""
    segments, place = segments_of(slot.line)
    joined = segments[other.segment].before == slot.segment and other.segment != slot.segment
    if not joined or item.lead not in _AT:
        return False
    own = segments[slot.segment].words
    return not any(
        slot.words[k].low in _AT and slot.words[k + 1].pos in ("PROPN", "DET")
        for k in own
        if k + 1 < len(slot.words) and place[k + 1] == slot.segment
    )


def _shared_time(slot: Slot, other: Slot, item: Item) -> bool:
    """The month, day or year stands in an earlier clause, and the number's own has none: "exports in July were ..., and imports ..." """
    low, words = item.word, check_words()
    if not (low in words.months or low in words.weekdays or is_year(low)) or other.first > slot.first or other.segment == slot.segment:
        return False
    if segments_of(slot.line)[0][slot.segment].kind not in ("coord", "sub"):
        return False
    own = {w.low for w in slot.own_words}
    return not any(w in words.months or w in words.weekdays or is_year(w) or w in ("earlier", "ago", "before") for w in own)


def of_another_name(slot: Slot, ask: Ask) -> bool:
    """A measure of somebody by name, and the number's clause has another name for its subject: "the FTSE lost 11%"."""
    names = [i for i in ask.items if i.part == "name" and i.word[0].isalpha() and len(i.word) > 1 and i.lead in _OF_WHOM]
    if ask.head is not None or not names or any(i.keys & w.keys for i in names for w in slot.words):
        return False
    segments, _ = segments_of(slot.line)
    own = next((segments[n] for n in slot.chain if segments[n].verbs), None)
    if own is None or any("=say" in slot.words[v].keys for v in own.verbs):
        return False
    subject = [slot.words[k] for k in agent_words(slot.line, own) if k < own.verbs[0]]
    return bool(subject) and any(w.pos == "PROPN" for w in subject) and not any(w.pos == "PRON" and w.low not in _WHOSE for w in subject)


def compared_with(slot: Slot, item: Item, index: Index) -> bool:
    """The year is that of the other side of a difference: "1,064 teachers, 137 fewer than in 2019"."""
    line = index.same_line(slot)
    return any(s is not slot and s.compared[1] and any(w.keys & item.keys for w in s.words[slice(*s.compared)]) for s in line)


def of_whole(slot: Slot, item: Item, index: Index) -> bool:
    """The word names what the number is only a share of: "vaccinated 5,400 children, three-quarters of the target"."""
    line = index.same_line(slot)
    shares = (s for s in line if s is not slot and s.mention.kind in ("frac", "pct") and s.first > slot.last and s.things)
    own = any(w.keys & item.keys for w in slot.own_words)
    return not own and any(s.keys & item.keys and s.words[s.first - 1].low in (",", "or", "–") for s in shares)


def of_other_kind(slot: Slot, item: Item, head: Item) -> bool:
    """The clause has one kind of the thing and another clause the claimed one: "cod landings fell, herring landings doubled"."""
    segments, _ = segments_of(slot.line)
    own = {k for n in slot.chain for k in segments[n].words}
    pairs = [(k, a) for k, (a, b) in enumerate(zip(slot.words, slot.words[1:], strict=False)) if b.keys & head.keys]
    there = any(a.keys & item.keys for k, a in pairs if k not in own)
    return there and any((a.nominal or a.pos in ("ADJ", "VERB")) and not a.keys & item.keys for k, a in pairs if k in own)


def of_other_one(slot: Slot, item: Item) -> bool:
    """The word tells another thing of the same kind: "At 2.4 km the tunnel is half as long as the northern one"."""
    pairs = zip(slot.words, slot.words[1:], strict=False)
    return any(b.low in ("one", "ones") and a.keys & item.keys for a, b in pairs)


def _meant_by_pronoun(slot: Slot, item: Item) -> bool:
    """The number's own words have a pronoun for the only name before it: "cleared him of three others"."""
    if not any(w.low in ("him", "he", "her", "she") for w in slot.own_words):
        return False
    names = [w for w in slot.words[: slot.local[0]] if w.pos == "PROPN"]
    return bool(names) and bool(names[-1].keys & item.keys)


def _before_verb(slot: Slot) -> frozenset[str]:
    """The words before the verb that the number's clause has, or shares: "A fourth raid, on Monday, hit a bridge and killed six"."""
    segments, _ = segments_of(slot.line)
    own = segments[slot.segment]
    own = segments[own.before] if own.kind == "vp" and own.before >= 0 else own
    verb = own.verbs[0] if own.verbs else -1
    return frozenset(slot.words[k].low for k in own.words if k < min(verb, slot.first))


def rival(slot: Slot, item: Item) -> bool:
    """Rule B5: the claim names a day, month, year or direction, and the number has another one of its own."""
    low = item.word.lower()
    if low[:4].isdigit() and len(low) == 4:
        years = {w.low for w in slot.own_words if is_year(w.low)}
        return bool(years) and low not in years
    for group in (check_words().weekdays, check_words().months, _COMPASS):
        if low in group:
            here = {w.low for w in slot.own_words} & group or _before_verb(slot) & group
            if not here and group is check_words().weekdays and low not in {w.low for w in slot.words}:
                return any(a.low in ("since", "in") and is_year(b.low) for a, b in pairwise(slot.own_words))  # "killed since 2001"
            if group is _COMPASS and not here:
                opening = segments_of(slot.line)[0][slot.segment].words
                here = {slot.words[k].low for k in opening if k < slot.first} & group  # "in the northern provinces 71 percent"
            return bool(here) and low not in here and not any(low[:4] == h[:4] for h in here)
    return False
