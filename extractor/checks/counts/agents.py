"""What a clause says and who does it: a clause by rule in, its predicate words and the words of its agent out."""

from __future__ import annotations

from extractor.checks.counts.slots.segments import BREAKS, RELATIVE, SUBORDINATE, Segment, segments_of
from extractor.checks.counts.slots.tokens import Line, Word
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import load_words

_BE = vocabulary("be_alone")
_BLAMING = frozenset(
    "convict =convict accuse charge =charge sentence jail =jail acquit suspect fine =fine blame arrest =arrest clear punish try".split()
)
_OBJECT_CONTROL = vocabulary("object_control")


def preds_of(line: Line, segment: Segment) -> list[int]:
    """The words that say what happens in a clause: verbs with their particle, or what follows a copula."""
    words = line.words
    full = [v for v in segment.verbs if words[v].pos == "VERB"]
    if full:
        return full
    if not segment.verbs:
        events = load_words().happenings
        return [
            k for k in segment.words if words[k].pos in ("ADJ", "VERB", "NOUN") and words[k].low.endswith("ed") and words[k].keys & events
        ]
    if segment.verbs:
        after = [k for k in segment.words if k > segment.verbs[-1] and _says(words[k])]
        return after[:3]
    return []


def _says(word: Word) -> bool:
    """A word that can be what a copula says of its subject: "were without power"."""
    return word.pos in ("ADJ", "NOUN", "ADV", "VERB") or word.low == "without"


def agent_words(line: Line, segment: Segment, depth: int = 0) -> list[int]:
    """Words of the phrase that does what a clause says: subject, by-phrase, or the one that controls it."""
    segments, _ = segments_of(line)
    words = line.words
    if depth > 4:
        return []
    first = segment.verbs[0] if segment.verbs else -1
    last = segment.verbs[-1] if segment.verbs else -1
    passive = (
        last >= 0
        and words[last].tag in ("VBN", "_")
        and words[last].pos == "VERB"
        and (segment.kind in ("red", "part") or any(words[v].low in _BE for v in segment.verbs[:-1]))
    )
    if passive:
        by = next((k for k in segment.words if k > last and words[k].low == "by"), -1)
        out: list[int] = []
        for k in segment.words if by >= 0 else ():
            if k > by:
                if (
                    words[k].low in (",", "and", "but", "after", "before", "over")
                    and out
                    and not (words[k].low == "and" and k + 1 < len(words) and words[k + 1].pos == "PROPN")
                ):
                    break
                out.append(k)
        return out
    own = [
        k
        for k in segment.words
        if k < first
        and words[k].pos in ("NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "ADP", "PART", "X")
        and words[k].low not in SUBORDINATE
    ]
    if segment.kind == "rel":
        pronoun_only = not any(words[k].low in ("he", "she", "it", "they", "we", "i", "you") for k in own) and not _has_subject(line, own)
        if pronoun_only:
            return _phrase_before(line, segment)
        own = [k for k in own if words[k].low not in RELATIVE]
    absolute = segment.kind == "part" and bool(segment.words) and words[segment.words[0]].low == "with"
    if own and (absolute or segment.kind not in ("inf", "part", "red", "vp")):
        return own  # "with the index losing 400 points"
    if segment.kind == "vp" and segment.before >= 0:
        return agent_words(line, segments[segment.before], depth + 1)
    if segment.parent >= 0:
        parent = segments[segment.parent]
        while segment.kind == "inf" and parent.kind == "sub" and not parent.verbs and parent.parent >= 0:
            parent = segments[parent.parent]  # "has until May to restructure"
        if segment.kind == "red":
            return _phrase_before(line, segment)
        if segment.kind == "inf":
            verbs = [v for v in parent.verbs if v < segment.words[0]]
            if verbs and not any(words[v].pos == "VERB" for v in verbs):
                return [*_phrase_before(line, segment), *agent_words(line, parent, depth + 1)]
            governed = [k for k in parent.words if verbs and verbs[-1] < k < segment.words[0] and words[k].nominal]
            if not verbs or (governed and words[verbs[-1]].keys & _OBJECT_CONTROL):
                return _phrase_before(line, segment)
            possessor = _phrase_before(line, segment)
            if any(words[k].low == "'s" for k in possessor):
                return possessor
        if segment.kind == "part" and words[segment.words[0] - 1].low in ("of", "for", "with"):
            accused = _accused(line, segment, parent)
            if accused:
                return accused
        if segment.kind in ("inf", "part", "paren", "sub"):
            return agent_words(line, parent, depth + 1)
    return own


def _accused(line: Line, segment: Segment, parent: Segment) -> list[int]:
    """Who did what somebody is tried or blamed for: "convicted six men of smuggling", "was fined for dumping"."""
    words = line.words
    verb = next((v for v in reversed(parent.verbs) if v < segment.words[0]), -1)
    if verb < 0 or not words[verb].keys & _BLAMING:
        return []
    objects = [k for k in parent.words if verb < k < segment.words[0] and (words[k].nominal or words[k].pos in ("NUM", "PRON", "DET"))]
    first = next((i for i, k in enumerate(objects) if i and words[k - 1].pos in ("ADP", "SCONJ")), len(objects))
    if objects[:first]:
        return objects[:first]
    return [k for k in parent.words if k < parent.verbs[0] and words[k].nominal]


def _has_subject(line: Line, own: list[int]) -> bool:
    """A noun outside prepositional phrases stands among the words before a verb."""
    governed = False
    for k in own:
        word = line.words[k]
        if word.pos == "ADP":
            governed = word.low != "of"
        elif word.nominal and not governed:
            return True
    return False


def _phrase_before(line: Line, segment: Segment) -> list[int]:
    """The noun phrase that stands just before a clause, with its of-phrases and possessor."""
    words = line.words
    k = segment.words[0] - 1
    out: list[int] = []
    while k >= 0 and len(out) < 16:
        word = words[k]
        if word.pos in ("VERB", "AUX", "CCONJ", "SCONJ") and not (word.pos == "CCONJ" and word.low == "and"):
            break
        if word.low in BREAKS or (word.low == "," and len(out) > 4) or word.low == "by":
            break
        if word.pos == "ADP" and word.low not in ("of", "in", "at", "from", "for"):
            break
        out.append(k)
        k -= 1
    return out[::-1]
