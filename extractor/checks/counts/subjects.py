"""Whose figure an amount, a share or a change is: the subject of its own clause against that of another one (B3, B5).

"Shares in Orvall fell 14 percent after it said profit would halve": a fall in profit is not those 14 percent, although the word
stands in the sentence. A word of a claim that is the subject of another clause with a figure of its own decides, unless the
number's own clause has it too, or its own subject is in the claim.
"""

from __future__ import annotations

from extractor.checks.counts.ask import Ask, Item
from extractor.checks.counts.heads import measures
from extractor.checks.counts.segments import Segment, segments_of
from extractor.checks.counts.slots import Index, Slot
from extractor.checks.counts.tokens import Line
from extractor.checks.counts.vocabulary import vocabulary

_FIGURES = frozenset(("cur", "pct", "pp", "bp", "frac", "mult"))
_GENERAL = vocabulary("general_measures")
_MOVES = frozenset(("=increase", "=decrease"))
_JOINED = frozenset(("coord", "main", "sub", "comp"))
_THEM = frozenset(("them", "him", "her", "it", "us", "they"))
_DEEPEST = 6


def subject_of(line: Line, segment: Segment) -> tuple[int, ...]:
    """The words of the phrase before the verb of a clause, or of the clause whose subject it shares; () where it has none."""
    segments, _ = segments_of(line)
    for _ in range(_DEEPEST):
        first = segment.verbs[0] if segment.verbs else -1
        if first < 0 or segment.kind in ("rel", "red"):
            return ()
        own = tuple(k for k in segment.words if k < first)
        if not own and segment.verbs[1:2] == [first + 1] and line.words[first].low in measures():
            own = (first,)  # "costs climbed", both taken for verbs
        if any(line.words[k].nominal or line.words[k].pos == "PRON" for k in own) and segment.kind not in ("inf", "part"):
            return own
        above = segment.before if segment.kind == "vp" and segment.before >= 0 else segment.parent
        if above < 0 or any("=say" in line.words[v].keys for v in segments[above].verbs):
            return ()  # "Repairs could take a week, the operator said, and cost 3 million"
        segment = segments[above]
    return ()


def head_of_subject(line: Line, phrase: tuple[int, ...]) -> int:
    """The head noun: the last noun before the first preposition; -1 for a pronoun and where there is none."""
    head = -1
    for k in phrase:
        word = line.words[k]
        if word.nominal or word.pos == "X":
            head = k
        elif head >= 0 and (word.pos in ("ADP", "PUNCT", "CCONJ") or word.low == "'s"):
            if word.low in ("'s", "-"):
                continue
            break
    return phrase[0] if head < 0 and len(phrase) == 1 and line.words[phrase[0]].pos == "VERB" else head


def of_another_subject(slot: Slot, ask: Ask, index: Index) -> bool:
    """A word of the claim is the subject of another clause of the sentence, and this number's clause has its own."""
    if slot.mention.kind not in _FIGURES and not slot.role:
        return False
    line = slot.line
    segments, place = segments_of(line)
    own = _own_subject(slot)
    head = head_of_subject(line, own)
    if head < 0 or slot.last in own or "=say" in line.words[_verb(segments[slot.segment])].keys:
        return False
    asked = [i for i in ask.items if i.part not in ("change", "contrast", "predicate") and i.word not in _GENERAL]
    if any(i.keys & line.words[head].keys for i in asked):
        return False
    around = {k for k, n in enumerate(place) if n in (slot.segment, *slot.attached)} - _others_gapped(slot, index)
    if any(line.words[k].low in _THEM for k in around):
        return False  # "the government promised them 75 million euros"
    mine = frozenset(key for k in (*own, *around) for key in line.words[k].keys) | frozenset(k for w in slot.own_words for k in w.keys)
    return any(_subject_elsewhere(slot, item, index) for item in asked if not item.keys & mine)


def _own_subject(slot: Slot) -> tuple[int, ...]:
    if slot.subject[1]:
        return tuple(range(*slot.subject))
    return subject_of(slot.line, segments_of(slot.line)[0][slot.segment])


def _verb(segment: Segment) -> int:
    return segment.verbs[-1] if segment.verbs else 0


def _others_gapped(slot: Slot, index: Index) -> set[int]:
    """Words of the subjects that other numbers of the clause have for themselves: "and Brazil for 9 percent"."""
    gapped = {k for s in index.same_line(slot) if s is not slot and s.subject[1] for k in range(*s.local)}
    return gapped - set(range(*slot.local))


def _clauses_of(slot: Slot) -> tuple[int, ...]:
    """The clause of a number, and for an infinitive those it hangs on: "its chief was ordered to pay $400,000"."""
    segments, _ = segments_of(slot.line)
    out = [slot.segment]
    while segments[out[-1]].kind == "inf" and segments[out[-1]].parent >= 0:
        out.append(segments[out[-1]].parent)
    return tuple(out)


def _subject_elsewhere(slot: Slot, item: Item, index: Index) -> bool:
    line = slot.line
    segments, _ = segments_of(line)
    figures = [s for s in index.same_line(slot) if s is not slot and (s.mention.kind in _FIGURES or s.role)]
    for other in figures:
        if other.subject[1] and any(line.words[k].keys & item.keys for k in range(*other.subject)):
            return True
    counted = {n for s in figures for n in _clauses_of(s)} - {slot.segment}
    for segment in segments:
        if segment.number == slot.segment or segment.kind not in _JOINED or not segment.verbs:
            continue
        moved = any(line.words[v].keys & _MOVES for v in segment.verbs)
        if segment.number not in counted and not moved:
            continue
        phrase = subject_of(line, segment)
        if phrase and set(phrase) <= set(segment.words) and any(line.words[k].keys & item.keys for k in phrase):
            return True
    return False
