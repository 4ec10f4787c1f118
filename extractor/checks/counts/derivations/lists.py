"""Lists of things with and without numbers ("five nurses, two doctors and a driver"): what they add up to (D1, D14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from extractor.checks.counts.derivations.scope import Derived, Scope, exact, number_of, show
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.slots.tokens import Line, Word
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.wordnet import relations
from extractor.recognizers.gazetteer import load_gazetteer

_ARTICLES = vocabulary("articles")
_THINGS = vocabulary("anything")
"""Words of a claim for things of any kind: "items stolen"."""
_ANY = "^any"
_DEFINITE = frozenset(("the", "his", "her", "its", "their"))
_LONGEST = 8
"""Words between an article and its noun."""


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a list: a number with its noun, or an article with its noun."""

    first: int
    last: int
    slot: Slot | None


def mixed_of(index: Index, line: Line, keys: frozenset[str]) -> tuple[tuple[Member, ...], ...]:
    """The closed lists of a sentence that join numbers and articles, each member of the claimed class."""
    return tuple(run for run in lists_of(index, line, keys) if any(m.slot for m in run) and not all(m.slot for m in run))


def lists_of(index: Index, line: Line, keys: frozenset[str]) -> tuple[tuple[Member, ...], ...]:
    """The closed lists of a sentence, by commas and a last "and"; memoised by sentence and class."""
    classes = frozenset((_ANY,)) if keys & _THINGS else frozenset(k for k in keys if k[0] == "^")
    if not classes:
        return ()
    memo = line._extra.setdefault("lists", {})
    assert isinstance(memo, dict)
    if classes not in memo:
        memo[classes] = tuple(_runs(index, line, classes))
    made: tuple[tuple[Member, ...], ...] = memo[classes]
    return made


def _runs(index: Index, line: Line, keys: frozenset[str]) -> Iterator[tuple[Member, ...]]:
    starts = {
        s.first: s
        for s in (index.slots[n] for n in index.by_line[line.number])
        if s.mention.kind in ("card", "quantifier") and s.mention.unit is None and s.part_of < 0 and s.value is not None
    }
    ages = {k for s in (index.slots[n] for n in index.by_line[line.number]) if s.mention.kind == "age" for k in range(s.first, s.last + 1)}
    segments, place = segments_of(line)
    # "wounding three men and a girl before he was shot": the clause rules take "and a girl" for a clause that has no verb yet
    place = tuple(segments[n - 1].number if n and segments[n].kind == "coord" and not segments[n].verbs else n for n in place)
    run: list[Member] = []
    i = 0
    while i < len(line.words):
        member = _member(line, i, starts.get(i), keys)
        if member is None:
            i += 1
            continue
        joined = _joined(line, run[-1].last + 1, i, ages) if run and place[i] == place[run[0].first] else ""
        if run and joined:
            run.append(member)
            if joined == "and":
                yield tuple(run)
                run = []
        else:
            run = [member]
        i = member.last + 1


def _member(line: Line, i: int, slot: Slot | None, keys: frozenset[str]) -> Member | None:
    words = line.words
    if slot is not None:
        of_class = keys & slot.thing_keys() or any(_is_person(words[k], keys) for k in slot.things)
        fits = slot.things and not slot.is_label and of_class
        return Member(i, max(slot.last, *slot.things), slot) if fits else None
    if words[i].low not in _ARTICLES and not (words[i].low in _DEFINITE and "^person" in keys):
        return None
    for k in range(i + 1, min(len(words), i + _LONGEST)):
        noun = words[k]
        listed = bool(noun.keys & keys) or _is_person(noun, keys) or (_ANY in keys and "^person" not in noun.keys)
        if noun.pos == "NOUN" and listed and not (k + 1 < len(words) and words[k + 1].nominal):
            return Member(i, k, None) if words[i].low in _ARTICLES or _one_person(noun) else None
        if noun.pos in ("VERB", "AUX", "ADP") or noun.low in (",", "and", "or"):
            return None
    return None


def _is_person(noun: Word, keys: frozenset[str]) -> bool:
    """A claim of people, and the noun is one: "a tug captain", "two Palestinians"."""
    return "^person" in keys and (
        "person" in relations(noun.low).kinds
        or (noun.pos == "PROPN" and noun.low.endswith("s") and noun.low.capitalize() in load_gazetteer().demonyms)
    )


def _one_person(noun: Word) -> bool:
    """A single person: "the pilot and three passengers"."""
    return noun.tag == "NN" and ("^person" in noun.keys or "person" in relations(noun.low).kinds)


def _joined(line: Line, low: int, high: int, ages: set[int]) -> str:
    """ "and" or "," when only a joint, an age or a place of origin stands between two members."""
    joint = ""
    for k in range(low, high):
        word = line.words[k]
        if word.low in ("and", "plus"):
            joint = "and"
        elif word.low == ",":
            joint = joint or ","
        elif k not in ages and word.pos not in ("DET", "PRON", "ADJ", "ADV", "ADP", "PROPN", "NUM") and word.low != "aged":
            return ""
    return joint


def inside(index: Index, slot: Slot, keys: frozenset[str]) -> bool:
    """The number is one member of a list that also has members without a number."""
    return any(m.slot is slot for run in mixed_of(index, slot.line, keys) for m in run)


def _begun_before(line: Line, first: int) -> bool:
    """A member that is not of the claimed class stands before the list: "a bakery, two cafes and a hotel"."""
    words = line.words
    if first < 3 or words[first - 1].low != "," or words[first - 2].pos != "NOUN":
        return False
    k = first - 3
    while k > 0 and words[k].pos in ("NOUN", "ADJ"):
        k -= 1
    return words[k].low in _ARTICLES


def mixed(scope: Scope, slot: Slot) -> Iterator[Derived]:
    """D1 with D14: "five nurses, two doctors and a driver" are eight people."""
    ask, head = scope.ask, scope.ask.head
    if head is None or ask.change or ask.negated or scope.wanted.unit is not None:
        return
    for run in mixed_of(scope.index, slot.line, head.keys):
        slots = [m.slot for m in run if m.slot is not None]
        if slots[0] is not slot or not all(scope.usable(s) for s in slots) or _begun_before(slot.line, run[0].first):
            continue
        fits = [scope.fits.get(s.number) for s in slots]
        if not any(f is not None and f.of_clash is None for f in fits):
            continue
        hedges = {s.mention.hedge for s in slots} - {None}
        if len(hedges) > 1:
            continue
        total = sum((number_of(s) or Fraction(0) for s in slots), Fraction(len(run) - len(slots)))
        spans = tuple((slot.words[m.first].start, slot.words[m.last].end) for m in run if m.slot is None)
        formula = " + ".join("1" if m.slot is None else show(number_of(m.slot)) for m in run)
        yield Derived(exact(total, None, next(iter(hedges), None)), "D1", formula, tuple(slots), scope.covered(slot), spans)


def listed(scope: Scope) -> Iterator[Derived]:
    """D14: members of an enumeration that closes ("a guide and a girl"), in the sentences that have the claim's words."""
    head, wanted = scope.ask.head, scope.wanted
    if head is None or wanted.unit is not None or wanted.nominal is None or not 2 <= wanted.nominal <= 12:
        return
    others = [i for i in scope.ask.items if i.part != "head"]
    for line in scope.index.lines:
        have = scope.index.line_keys[line.number]
        if not (head.keys & have or head.keys & _THINGS) or not all(i.keys & have for i in others):
            continue
        for run in lists_of(scope.index, line, head.keys):
            if any(m.slot for m in run) or len(run) != wanted.nominal:
                continue
            spans = tuple((line.words[m.first].start, line.words[m.last].end) for m in run)
            names = " + ".join(line.words[m.last].low for m in run)
            yield Derived(exact(Fraction(len(run)), None), "D14", names, (), 0.8, spans)
