"""Whose figure an amount, a share or a change is: the subject of its own clause against that of another one (B3, B5).

"Shares in Orvall fell 14 percent after it said profit would halve": a fall in profit is not those 14 percent, although the word
stands in the sentence. A word of a claim that is the subject of another clause with a figure of its own decides, unless the
number's own clause has it too, or its own subject is in the claim.
"""

from __future__ import annotations

from extractor.checks.counts.ask import Ask, Item
from extractor.checks.counts.heads import measures
from extractor.checks.counts.slots.segments import Segment, segments_of
from extractor.checks.counts.slots.slot_reader import TABLE
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.slots.tokens import Line, Word
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import load_words

_FIGURES = frozenset(("cur", "pct", "pp", "bp", "frac", "mult"))
_GENERAL = vocabulary("general_measures")
_MOVES = frozenset(("=increase", "=decrease"))
_JOINED = frozenset(("coord", "main", "sub", "comp"))
_THEM = frozenset(("them", "him", "her", "it", "us", "they"))
_ORDERING = frozenset(load_words().stem(verb) for verb in vocabulary("object_control"))
_LONGEST = 14
_IMPLIED = frozenset(("price", "prices", "cost", "costs", "worth", "proceeds"))
"""Measures that an amount of money is of without a word: "shares plunged from $42 to four cents"."""
_SENTENCES = 3
_NAMING = ("measure", "head", "modifier", "name")
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
        if word.nominal or word.pos == "X" or (word.pos == "VERB" and word.low in measures()):
            head = k
        elif head >= 0 and (word.pos in ("ADP", "PUNCT", "CCONJ") or word.low == "'s"):
            if word.low in ("'s", "-"):
                continue
            break
    return phrase[0] if head < 0 and len(phrase) == 1 and line.words[phrase[0]].pos == "VERB" else head


def of_another_subject(slot: Slot, ask: Ask, index: Index) -> bool:
    """A word of the claim is the subject of another clause of the sentence, and this number's clause has its own."""
    if (slot.mention.kind not in _FIGURES and not slot.role) or len(index.by_line[slot.line.number]) > TABLE:
        return False
    line = slot.line
    segments, place = segments_of(line)
    own = _own_subject(slot)
    head = head_of_subject(line, own)
    if _compared_owner(slot, ask, index, own) or _other_topic(slot, ask, index, own):
        return True
    if head < 0 or line.words[head].low in _GENERAL or slot.last in own or "=say" in line.words[_verb(segments[slot.segment])].keys:
        return False
    asked = [i for i in ask.items if i.part not in ("change", "contrast", "predicate") and i.word not in _GENERAL]
    if any(i.keys & line.words[head].keys for i in asked):
        return False
    around = {k for k, n in enumerate(place) if n in (slot.segment, *slot.attached)} | set(range(*slot.local))
    around -= _others_gapped(slot, index)
    if any(line.words[k].low in _THEM for k in around):
        return False  # "the government promised them 75 million euros"
    mine = frozenset(key for k in (*own, *around) if k < len(line.words) for key in line.words[k].keys)
    return any(_subject_elsewhere(slot, item, index) for item in asked if not item.keys & mine)


def _compared_owner(slot: Slot, ask: Ask, index: Index, own: tuple[int, ...]) -> bool:
    """ "90,000 a week, twice as much as the captain": the captain has another sum."""
    words = slot.words
    mine = frozenset(key for k in own for key in words[k].keys)
    for other in index.same_line(slot):
        if other.mention.kind not in ("mult", "frac", "pct") or other.number != slot.number + 1:
            continue
        behind = [w.low for w in words[other.last + 1 : other.last + 5]]
        start = next((other.last + 2 + k for k, w in enumerate(behind) if w == "than" or (w == "as" and k == 2)), -1)
        start = other.last + 4 if other.mention.kind == "mult" and behind[:1] == ["the"] and behind[2:3] == ["of"] else start
        start = other.last + 3 if behind[:2] == ["that", "of"] else start  # "half that of similar charities"
        if start < 0 or other.compared[1]:
            continue
        end = next((k for k in range(start, len(words)) if words[k].pos in ("PUNCT", "CCONJ", "VERB", "AUX")), len(words))
        keys = frozenset(key for w in words[start:end] if w.nominal for key in w.keys)
        if any(i.keys & keys and not i.keys & mine and i.part in ("name", "modifier") for i in ask.items):
            return True
    return False


def _other_topic(slot: Slot, ask: Ask, index: Index, own: tuple[int, ...]) -> bool:
    """What the claim measures, or all that it names, is the topic of a figure in another sentence, and not all of it is in this one."""
    head = head_of_subject(slot.line, own)
    itself = slot.last in own
    clause = segments_of(slot.line)[0][slot.segment].words
    if (own and head < 0 and not itself) or any(slot.words[k].low in _THEM for k in clause):
        return False  # a pronoun may mean it
    here = index.line_keys[slot.line.number]
    named = [i for i in ask.items if i.part in _NAMING and i.word not in _GENERAL | _IMPLIED and i.keys & index.text_keys]
    missing = [i for i in named if not i.keys & here]
    if not missing:
        return False
    measured = [i for i in missing if i.part in ("measure", "head") and i.word in measures()]
    if own and not itself and slot.words[head].low not in measures():
        measured = []
    for other in index.slots[max(0, slot.number - 5) : slot.number + 6]:
        if other.line is slot.line or abs(other.line.number - slot.line.number) >= _SENTENCES:
            continue
        if not (other.mention.kind in _FIGURES or other.role) or other.line.paragraph != slot.line.paragraph:
            continue
        topic = frozenset(key for w in _topic(other) for key in w.keys)
        if any(i.keys & topic for i in measured) and (own or slot.mention.kind == "cur"):
            return True
        if own and not itself and all(i.keys & topic for i in named):
            return True
    return False


def _topic(slot: Slot) -> list[Word]:
    """The words of what a figure is of: its subject, the object of its verb, the noun before "of"."""
    words, segment = slot.words, segments_of(slot.line)[0][slot.segment]
    start = segment.verbs[-1] + 1 if segment.verbs and segment.verbs[-1] < slot.first else max(segment.words[0], slot.first - 4)
    return [words[k] for k in (*_own_subject(slot), *range(start, slot.first)) if words[k].nominal]


def _own_subject(slot: Slot) -> tuple[int, ...]:
    """Whose the figure is: a subject of its own, whom an infinitive is asked of, or the subject of its clause."""
    if slot.subject[1]:
        return tuple(range(*slot.subject))
    segments, _ = segments_of(slot.line)
    segment = segments[slot.segment]
    if not segment.verbs and segment.kind in ("main", "coord"):
        lead = next((k for k in segment.words if slot.words[k].pos == "ADP" or k >= slot.first), slot.first)
        return tuple(k for k in segment.words if k < lead)  # "fuel now accounts for 36 percent", its verb taken for a noun
    if segment.kind == "inf" and segment.parent >= 0:
        asked = _asked_of(slot.line, segment)
        if asked:
            return asked
    return subject_of(slot.line, segment)


def _asked_of(line: Line, segment: Segment) -> tuple[int, ...]:
    """The object that does what an infinitive says: "ordered the bank to pay 18 million and its former chairman, Otto Reyes, to pay"."""
    words, k = line.words, segment.words[0] - 1
    out: list[int] = []
    while k >= 0 and len(out) < _LONGEST and (words[k].pos not in ("VERB", "AUX", "CCONJ", "ADP", "NUM", "SYM") or words[k].low == "of"):
        out.append(k)
        k -= 1
    named = any(words[i].nominal for i in out)
    return tuple(out[::-1]) if named and k >= 0 and (words[k].pos == "CCONJ" or words[k].keys & _ORDERING) else ()


def _verb(segment: Segment) -> int:
    return segment.verbs[-1] if segment.verbs else 0


def _others_gapped(slot: Slot, index: Index) -> set[int]:
    """Words of the subjects that other numbers of the clause have for themselves: "and Brazil for 9 percent"."""
    line = [s for s in index.same_line(slot) if s is not slot]
    gapped = {k for s in line if s.subject[1] for k in range(*s.local)}
    asked = {k for s in line if segments_of(s.line)[0][s.segment].kind == "inf" for k in _own_subject(s)}
    return (gapped | asked) - set(_own_subject(slot))


def _subject_elsewhere(slot: Slot, item: Item, index: Index) -> bool:
    line = slot.line
    segments, _ = segments_of(line)
    figures = [s for s in index.same_line(slot) if s is not slot and (s.mention.kind in _FIGURES or s.role)]
    for other in figures:
        if other.subject[1] and any(line.words[k].keys & item.keys for k in range(*other.subject)):
            return True
    own = set(_own_subject(slot))
    for other in figures:
        phrase = _own_subject(other)
        if phrase and not own & set(phrase) and any(line.words[k].keys & item.keys for k in phrase):
            return True
    for segment in segments:
        if segment.number == slot.segment or segment.kind not in _JOINED or not any(line.words[v].keys & _MOVES for v in segment.verbs):
            continue
        phrase = subject_of(line, segment)
        if phrase and set(phrase) <= set(segment.words) and any(line.words[k].keys & item.keys for k in phrase):
            return True
    return False
