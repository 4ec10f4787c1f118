"""Parts of a count that the text tells one by one, and what else it calls the counted (D1, B8)."""

from __future__ import annotations

from fractions import Fraction

from extractor.checks.counts.slots.slot import Slot
from extractor.checks.counts.slots.tokens import Line
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import Words

_BODIES = vocabulary("bodies")
_EACH_ALL = frozenset(("all", "both"))
_DEFINITE = frozenset(("the", "remaining", "other"))
_TIMES = frozenset(("=year", "=month", "=week", "=day", "=hour"))
_OPENING = 4
"""Place in its sentence up to which a number without a noun goes on about the sentence before."""
_NEAR = 6
"""Numbers before a sentence that it may go on about."""
_WIDEST = 8
"""Words of an apposition."""


def told_apart(here: list[Slot], earlier: list[Slot], line: Line) -> None:
    """Mark the numbers without a noun that add up to a count before them as its parts: "sold four; two went to Osaka and two to Lima"."""
    for at, slot in enumerate(here):
        previous = here[at - 1] if at else None
        whole = previous if previous is not None else (earlier[-1] if earlier else None)
        if whole is not None and whole.is_total:
            before = [s for s in (*earlier[-_NEAR:], *here[:at]) if s.part_of == whole.number and s.number < whole.number]
            whole = before[-1] if before else whole
        if whole is None or slot.things or not _part(slot, whole) or not _whole(whole, line):
            continue
        total, parts = 0, []
        for part in here[at:]:
            if not _part(part, whole):
                break
            total += int(part.mention.value or 0)
            parts.append(part)
            if total == whole.mention.value and len(parts) > 1:
                for one in parts:
                    one.part_of, one.included, one.summed = whole.number, True, True
                return
            if whole.mention.value is None or total > whole.mention.value:
                break


def _part(slot: Slot, whole: Slot) -> bool:
    plain = slot.mention.kind == "card" and slot.mention.unit is None and slot.mention.hedge is None and not slot.role
    return plain and slot.part_of in (-1, whole.number) and not slot.is_total and not slot.is_label and slot.mention.value is not None


def _whole(slot: Slot, line: Line) -> bool:
    """A count with its noun, in the same sentence or the one before."""
    plain = slot.mention.kind == "card" and slot.mention.unit is None and slot.mention.hedge is None and not slot.role
    near = slot.line is line or (slot.line.paragraph == line.paragraph and line.number - slot.line.number == 1)
    return plain and bool(slot.things) and near and not slot.is_label


def called_too(slot: Slot) -> frozenset[str]:
    """Keys of what the counted are called behind their noun: "four occupants, all Croatian nationals,"."""
    words = slot.words
    k = max((slot.last, *slot.things)) + 1
    if k + 2 >= len(words) or words[k].low != "," or words[k + 1].low not in _EACH_ALL:
        return frozenset()
    out: set[str] = set()
    for word in words[k + 2 : k + 2 + _WIDEST]:
        if word.nominal or word.pos == "ADJ":
            out |= word.keys
        else:
            return frozenset(out) if word.pos == "PUNCT" or word.low in ("in", "from", "of") else frozenset()
    return frozenset()


def dead_bodies(slot: Slot, lexicon: Words) -> frozenset[str]:
    """Keys of what has befallen those whose bodies are counted."""
    bodies = any(slot.words[k].low in _BODIES for k in slot.things)
    return (lexicon.text_keys("dead") | lexicon.text_keys("killed")) if bodies else frozenset()


def plurals_before(before: Line | None, slot: Slot) -> list[frozenset[str]]:
    """Keys of the plural nouns of the sentence before that a number without a noun may count: "Only two of the three are profitable"."""
    words = slot.words
    alone = slot.last + 1 < len(words) and (words[slot.last + 1].pos in ("AUX", "VERB") or words[slot.last + 1].low in ("of", "more"))
    if before is None or before.paragraph != slot.line.paragraph or not alone or slot.first > _OPENING:
        return []
    return [w.keys for w in reversed(before.words) if w.pos == "NOUN" and w.tag == "NNS" and not w.keys & _TIMES][:4]


def left_over(slot: Slot, here: list[Slot], earlier: list[Slot]) -> frozenset[str]:
    """Keys of the things of a whole without its part, of which a definite number is: "lost three of five elephants. The two survivors"."""
    before = {slot.words[k].low for k in range(max(0, slot.first - 2), slot.first)}
    value = slot.mention.value
    if value is None or slot.mention.unit is not None or slot.mention.kind != "card" or not slot.things or not before & _DEFINITE:
        return frozenset()
    known = {s.number: s for s in (*earlier[-_NEAR:], *here) if s.number < slot.number}
    for part in known.values():
        whole = known.get(part.part_of)
        if whole is None or whole.mention.value is None or part.mention.value is None or part.mention.unit is not None:
            continue
        if Fraction(whole.mention.value) - Fraction(part.mention.value) == Fraction(value):
            return whole.thing_keys() - {"^person"}
    return frozenset()


def shared_tail(slot: Slot, here: list[Slot]) -> range:
    """The words behind the last of several counted nouns joined by "and", which are said of all of them."""
    last = slot
    for other in here:
        if other.number != last.number + 1 or not last.things or not other.things or other.segment != slot.segment:
            continue
        between = [w.low for w in slot.words[max(last.things) + 1 : other.first]]
        if other.mention.kind != "card" or other.mention.unit is not None or between not in (["and"], [","], [",", "and"]):
            break
        last = other
    return range(max(last.things) + 1, last.local[1]) if last is not slot else range(0)
