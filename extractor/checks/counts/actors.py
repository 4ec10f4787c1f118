"""Whose action a number belongs to: the action and actor of a claim against the clauses above a number (rule B4)."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.checks.counts.agents import agent_words, preds_of
from extractor.checks.counts.ask_head import NUMBER_WORDS, is_predicate
from extractor.checks.counts.cast import LITTLE, cast_of
from extractor.checks.counts.contrary import ORDINALS
from extractor.checks.counts.slots.segments import Segment, segments_of
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.slots.tokens import Line
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import Words, load_words
from extractor.checks.words import check_words
from extractor.core.annotations import Annotations
from extractor.core.claim import CountClaim, Party

_WORD = re.compile(r"[^\W_]+(?:[.\-][^\W_]+)*")
_OWNERS = vocabulary("possessives")
_PRONOUNS = vocabulary("subject_pronouns")
_THESE = frozenset(("these", "those", "this", "such"))
_CLOCK = vocabulary("times_of_day")
"""Words behind a "by" that says when, beside those of the calendar: "reconnected by dawn"."""


def actor_fits(slot: Slot, claim: CountClaim, annotations: Annotations, index: Index) -> tuple[float, str | None]:
    """(nearness, rule of the clash or None) of the claim's action and actor to the clauses of a number."""
    words = load_words()
    line = slot.line
    segments, _ = segments_of(line)
    verbs: list[frozenset[str]] = []
    if claim.action is not None:
        verbs = [
            frozenset(key for key in words.claim_keys(w) if key[0] != "^")
            for w in _WORD.findall(claim.action.verb)
            if w.lower() not in words.lists["function"]
        ]
    chain = [segments[n] for n in (slot.reach if verbs else slot.chain)]
    following = [segments[n] for n in slot.attached if segments[n].kind in ("rel", "red") and n not in slot.chain]
    if slot.things and segments[slot.segment].verbs and slot.first < segments[slot.segment].verbs[0]:
        following += [s for s in segments if s.kind == "inf" and s.parent == slot.segment]  # "40 athletes are due to compete"
    if slot.is_total:
        chain = following + chain[1:] if following else chain
    candidates = chain + following
    score = 1.0
    if verbs:
        matching = [s for s in candidates if _says(line, s, verbs, words)]
        if not matching and any(keys & _phrase_keys(slot) for keys in verbs):
            matching = [segments[slot.segment]]
        if not matching:
            return 0.0, "B3"
        candidates = matching
        score = 1.0 if matching[0].number == slot.segment or matching[0] in following else 0.85
    party = claim.actor
    if party is None:
        return score, None
    names = names_of(party)
    if _counts_itself(slot, names, candidates):
        return score, None
    held = following if claim.action is None else []
    if any(_is_agent(line, agent_words(line, s), names, annotations, index, s) is True for s in held):
        return score, None  # "the six percent that the government holds"
    nobody = True
    for segment in candidates:
        agent = _own_by(slot, segment) or agent_words(line, segment)
        if slot.first in agent and claim.action is None and not set(agent) & set(slot.things):
            continue
        verdict = _is_agent(line, agent, names, annotations, index, segment)
        if verdict is True:
            return score, None
        if claim.action is None and verdict is False and _measure_of(line, agent, claim):
            return score, None  # "Net profit fell to $220 million, the company said"
        thing = bool(agent) and not _may_act(line, agent)
        if verdict is False and thing and (claim.action is None or segment.kind == "rel"):
            continue  # "the beginning of the year marked an increase", "a plan which would close five plants": whose, others tell
        if agent and verdict is False and not _transparent(line, segment, agent):
            return 0.0, "B4"
        nobody = nobody and not agent
    if nobody and _of_deed_before(line, agent_words(line, candidates[0]), names, annotations, index):
        return score * 0.85, None
    if any(_is_agent(line, agent_words(line, s), names, annotations, index, s) is True for s in _above(candidates, segments, chain)):
        return score * 0.6, None  # "GM has submitted a plan which would close five plants"
    here = [w.keys for w in line.words]
    if nobody and any(all(any(keys & k for k in here) for keys in name) for name in names):
        return score * 0.6, None  # the clause has no subject of its own, and the sentence names the actor
    return score * 0.3, "B4"


def acts_at(line: Line, span: tuple[int, int], party: Party, annotations: Annotations, index: Index) -> bool:
    """The party is the agent of the clause at a span of the sentence, or of one above it; of a deed the sentence goes on about, too."""
    segments, place = segments_of(line)
    names = names_of(party)
    at = place[max(line.at(span[0]), 0)]
    for _ in range(len(segments)):
        agent = agent_words(line, segments[at])
        if _is_agent(line, agent, names, annotations, index, segments[at]) is True or _of_deed_before(
            line, agent, names, annotations, index
        ):
            return True
        if segments[at].before >= 0:
            at = segments[at].before
        elif segments[at].parent >= 0 and not (agent and _may_act(line, agent)):
            at = segments[at].parent
        else:
            return False
    return False


def _of_deed_before(line: Line, agent: list[int], names: list[list[frozenset[str]]], annotations: Annotations, index: Index) -> bool:
    """ "The army fired five rockets. These strikes hit three depots": what it did does the rest."""
    if not agent or line.words[agent[0]].low not in _THESE or not line.number:
        return False
    before = index.lines[line.number - 1]
    if before.paragraph != line.paragraph:
        return False
    return any(_is_agent(before, agent_words(before, s), names, annotations, index, s) is True for s in segments_of(before)[0] if s.verbs)


def _above(candidates: list[Segment], segments: tuple[Segment, ...] | list[Segment], chain: list[Segment]) -> list[Segment]:
    """The clauses that a relative clause with a thing for its subject hangs on, outwards."""
    if not candidates or candidates[0].kind != "rel":
        return []
    at = candidates[0].parent
    found: list[Segment] = []
    while at >= 0 and len(found) < len(segments):
        found.append(segments[at])
        at = segments[at].parent
    return found


def _may_act(line: Line, agent: list[int]) -> bool:
    """Somebody with a name, a pronoun, a person or a group is in the phrase: it can be who did it."""
    return any(
        line.words[k].pos in ("PROPN", "PRON") or {"^person", "^organisation"} & line.words[k].keys or "=company" in line.words[k].keys
        for k in agent
    )


def _measure_of(line: Line, agent: list[int], claim: CountClaim) -> bool:
    """The subject is what the claim measures, and nobody: whose it is the sentence leaves open."""
    words = load_words()
    asked = frozenset(k for w in _WORD.findall((claim.of or "").lower()) if w not in words.lists["function"] for k in words.claim_keys(w))
    asked = frozenset(k for k in asked if k[0] not in "=^")  # the measure itself, and no deed like it
    return any(line.words[k].keys & asked for k in agent if line.words[k].nominal) and not any(
        line.words[k].pos == "PROPN" or "^person" in line.words[k].keys for k in agent
    )


def agent_denied(slot: Slot, of: str, annotations: Annotations, index: Index) -> bool:
    """B4 inside `of`: "tanks sold by Estmark", and the clause that says "sold" has another agent."""
    asked = _asked_agent(of)
    if asked is None or not all(keys & index.text_keys for keys in asked[1]):
        return False
    verb, name, last = asked
    line = slot.line
    if (
        not slot.subject[1]
        and any(w.keys & name[-1] and w.pos != "PROPN" and "^person" not in w.keys for w in line.words)
        and not any(w.keys & keys and w.pos == "PROPN" for w in line.words for keys in name[:-1])
    ):
        return False  # an event that the sentence tells: "went on strike, closing 310 schools"
    segments, _ = segments_of(line)
    following = [segments[n] for n in slot.attached if segments[n].kind in ("rel", "red") and n not in slot.chain]
    for segment in [*following, *(segments[n] for n in slot.reach)]:
        if not verb & {key for k in preds_of(line, segment) for key in line.words[k].keys}:
            continue
        agent = _own_by(slot, segment) or agent_words(line, segment)
        comma = next((k for k in range(agent[0], agent[-1]) if line.words[k].low == ","), -1) if agent else -1
        if comma > 0 and line.words[agent[0]].pos == "ADP":
            agent = [k for k in agent if k > comma]  # "In a speech beside Pahl, Orin opened"
        verdict = _is_agent(line, agent, [list(name)], annotations, index, segment)
        if verdict is False and _called_so(line, agent, last):
            return False
        return bool(agent) and verdict is False and not _transparent(line, segment, agent) and not set(agent) & set(slot.things)
    return False


@lru_cache(maxsize=4096)
def _asked_agent(of: str) -> tuple[frozenset[str], tuple[frozenset[str], ...], str] | None:
    """Verb, agent and last word of the agent in a claim's words: "tanks sold by Estmark"; None without "by" behind a verb."""
    words = load_words()
    raw = _WORD.findall(of)
    lows = [w.lower() for w in raw]
    for i, low in enumerate(lows[1:-1], 1):
        if low != "by" or not is_predicate(lows[i - 1], words) or lows[i + 1] in _CLOCK | check_words().when or lows[i + 1][0].isdigit():
            continue
        name: list[frozenset[str]] = []
        last = ""
        for k in range(i + 1, len(lows)):
            if (lows[k] in ("the", "a", "an") or lows[k] in ORDINALS) and not name:
                continue
            if lows[k] in words.lists["function"] or lows[k][0].isdigit() or (is_predicate(lows[k], words) and raw[k].islower()):
                break
            if name and raw[k].islower() and (raw[k - 1][0].isupper() or lows[k] in NUMBER_WORDS):
                break  # "won by the Civic Alliance four years ago"
            name.append(words.claim_keys(lows[k]))
            last = lows[k]
        verb = frozenset(key for key in words.claim_keys(lows[i - 1]) if key[0] != "^")
        return (verb, tuple(name), last) if name else None
    return None


def _called_so(line: Line, agent: list[int], noun: str) -> bool:
    """The agent is the claimed one, called by its kind: "the animals" for turtles."""
    words = load_words()
    kinds = {key for key in words.text_keys(noun) if key[0] == "^"}
    return any(line.words[k].low in ("the", "these", "those") for k in agent) and any(
        kinds & {key for key in words.claim_keys(line.words[k].low) if key[0] == "^"} for k in agent
    )


def _own_by(slot: Slot, segment: Segment) -> list[int]:
    """The agent of a number whose verb is left out: "and seven by Sudria", "and the Greens 39"."""
    if segment.number == slot.segment and slot.subject[1]:
        return list(range(*slot.subject))
    if segment.number != slot.segment or slot.things:
        return []
    low, high = slot.local
    by = next((k for k in range(slot.last + 1, high) if slot.words[k].low == "by"), -1)
    return list(range(by + 1, high)) if by >= 0 and not any(low <= v < by for v in segment.verbs) else []


def _phrase_keys(slot: Slot) -> frozenset[str]:
    return frozenset(key for i in slot.phrase if slot.words[i].pos in ("VERB", "ADJ") for key in slot.words[i].keys)


def _says(line: Line, segment: Segment, verb_keys: list[frozenset[str]], words: Words) -> bool:
    said = [line.words[k].keys for k in (*preds_of(line, segment), *segment.verbs)]
    flat: set[str] = set().union(*said) if said else set()
    nouns: set[str] = set()
    light = words.lists["light"]
    for k in segment.words if all(line.words[v].keys & light or line.words[v].pos == "AUX" for v in segment.verbs) else ():
        if line.words[k].pos == "NOUN":
            nouns |= line.words[k].keys
    first, *rest = verb_keys
    return (
        bool(first & flat)
        or (bool(rest) and any(keys & flat for keys in rest))
        or bool(first & nouns and not first & flat and segment.kind != "rel")
    )


def verb_keys(verb: str) -> frozenset[str]:
    """Keys of an action's verb, all its words together."""
    words = load_words()
    return frozenset(
        key for w in _WORD.findall(verb) if w.lower() not in words.lists["function"] for key in words.claim_keys(w) if key[0] != "^"
    )


def names_of(party: Party) -> list[list[frozenset[str]]]:
    """Each name of a party as the keys of its words."""
    words = load_words()
    out = []
    for name in party.names:
        for spelling in dict.fromkeys((name, name.replace("-", " "))):  # a text's hyphens are words, but for prefixes
            keys = [frozenset((words.stem(w),)) for w in _WORD.findall(spelling) if w.lower() not in LITTLE]
            if keys:
                out.append(keys)
    return out


def _counts_itself(slot: Slot, names: list[list[frozenset[str]]], candidates: list[Segment]) -> bool:
    """The actors are the ones counted, and they act: "several municipalities have started"."""
    acting = set(agent_words(slot.line, candidates[0])) if candidates else set()
    if slot.things and acting and not acting & set(slot.things):
        return False
    phrase = [slot.words[i].keys for i in (*slot.phrase, *slot.things)]
    heads = [slot.words[i].keys for i in slot.things]
    return any(
        any(keys & head for head in heads for keys in name[-1:]) and all(any(keys & p for p in phrase) for keys in name) for name in names
    )


def _is_agent(
    line: Line,
    agent: list[int],
    names: list[list[frozenset[str]]],
    annotations: Annotations,
    index: Index,
    segment: Segment,
    depth: int = 0,
) -> bool | None:
    """True when the agent phrase is one of the names, False when it is somebody else, None when it says nothing."""
    if not agent:
        return None
    present = [line.words[k].keys for k in agent]
    for name in names:
        if all(any(keys & p for p in present) for keys in name):
            return True
    owner = next((k for k in agent if line.words[k].low in _OWNERS), -1)
    own_thing = owner >= 0 and not _may_act(line, [k for k in agent if k != owner])
    if own_thing and _antecedent(line, owner, names, annotations, index, segment, depth) is True:
        return True  # "its net profit", "its goal"
    lows = {line.words[k].low for k in agent}
    content = [k for k in agent if line.words[k].pos in ("NOUN", "PROPN", "PRON", "NUM")]
    if lows & _PRONOUNS and len(content) <= 1 and depth < 3:
        return _antecedent(line, agent[0], names, annotations, index, segment, depth)
    known = cast_of(annotations, index)
    there = known.on_line.get(line.number)
    if there:
        meant = known.named(names)
        for a, b, entity in there:
            if entity in meant and any(line.words[k].start <= a < line.words[k].end or a <= line.words[k].start < b for k in agent[:4]):
                return True
    return False if content else None


def _antecedent(
    line: Line, at: int, names: list[list[frozenset[str]]], annotations: Annotations, index: Index, segment: Segment, depth: int
) -> bool | None:
    """What a pronoun stands for: by the article's coreference, else the subject of the clause or sentence before."""
    word = line.words[at]
    known = cast_of(annotations, index)
    there = [entity for a, b, entity in known.on_line.get(line.number, ()) if a <= word.start < b]
    if there and not known.named(names).isdisjoint(there):
        return True
    segments, _ = segments_of(line)
    for other in reversed(segments[: segment.number]):
        if other.words and other.verbs and other is not segment:
            agent = [k for k in agent_words(line, other) if k < at]
            if agent and _may_stand_for(line, agent, word.low):
                return _is_agent(line, agent, names, annotations, index, other, depth + 1)
    if line.number and index.lines[line.number - 1].paragraph == line.paragraph:
        before = index.lines[line.number - 1]
        main, _ = segments_of(before)
        for other in main:
            agent = agent_words(before, other)
            if agent and _may_stand_for(before, agent, word.low):
                return _is_agent(before, agent, names, annotations, index, other, depth + 1)
    return None


def _may_stand_for(line: Line, agent: list[int], pronoun: str) -> bool:
    """ "He" and "she" stand for a person only."""
    return pronoun not in ("he", "she") or any(line.words[k].pos in ("PROPN", "PRON") or "^person" in line.words[k].keys for k in agent)


def _transparent(line: Line, segment: Segment, agent: list[int]) -> bool:
    """A subject that is the event or thing itself does not shut out whoever stands above ("a petition which has ...")."""
    words = [line.words[k] for k in agent]
    return segment.kind in ("rel", "red", "part", "inf") and not any(w.pos == "PROPN" or "^person" in w.keys for w in words)
