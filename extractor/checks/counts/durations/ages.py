"""Whose age a claim asks for, and at what moment: claim and article in, the ages it is and is not out (M20, B4, B5)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.checks.counts.agents import agent_words
from extractor.checks.counts.durations.span_asked import Asked, all_keys, words_of
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.slots.tokens import Word
from extractor.checks.counts.vocabulary import vocabulary
from extractor.core.annotations import Annotations

_MOMENT = (
    r"(?P<moment>(?:when|upon|as of|at (?:the (?:time|start|end|beginning)|(?:his|her|their|its) \w+|death|marriage)"
    r"|on (?:\w+ )?\w+ing)\b.*)"
)
_AGE = re.compile(rf"^(?:the )?(?:average )?age (?:of|that) (?P<who>.+?)(?:,? {_MOMENT})?$")
_WHOSE = re.compile(r"^(?P<who>.+?)(?:'s|’s|s'|s’)? age(?:,? (?:when|at|on|upon) (?P<moment>.+))?$")
_REST = re.compile(r"\s(?:who|whom|that|in|at|from|with|on|for|aboard|\w+(?:ed|wn|elt|ught))\b")
_WHEN = re.compile(r"^(?:the )?age (?:at which|when|on|at) (?P<both>.+)$")
_PRONOUNS = frozenset("he she they who it".split())
_BE = vocabulary("be_alone") | {"turned", "turning"}
_DYING = frozenset(("=kill", "=die"))
_OLDEST = 120
_NEAR_LINES, _MOST, _LONGEST = 2, 40, 400
_OWN, _PRONOUN, _OTHER_WORD, _LINE, _TEXT, _UNSAID = 1.0, 0.8, 0.5, 0.3, 0.2, 0.3
"""How near a word of whose age it is: his own, meant by a pronoun, maybe another name of his, in the sentence, in the text."""
_OTHER_HEAD = 0.75
_SURE, _PLAIN, _APART, _NOBODY = 0.55, 0.5, 0.1, 0.4


@dataclass(frozen=True)
class Age:
    """An age and whose it is."""

    slot: Slot
    owner: frozenset[str]
    head: frozenset[str]
    named: bool
    pronoun: bool
    moment: frozenset[str] | None
    """Keys of what happened at this age; None for the age at the time of the article."""


@dataclass(frozen=True, slots=True)
class _AgeAsk:
    who: tuple[Asked, ...]
    moment: tuple[Asked, ...]
    rest: tuple[Asked, ...] = ()
    """What tells him from others: "the man arrested at the airport"."""
    both: bool = False
    """ "Age at which the coach would retire": whose and when in one."""


def ages_meant(of: str, wanted: frozenset[object], index: Index, annotations: Annotations) -> tuple[frozenset[int], frozenset[int]]:
    """Numbers of the slots a claim of an age means, and of those it does not, among the ones of its value."""
    asked = _asked(of)
    if asked is None or not asked.who:
        return frozenset(), frozenset()
    ages = ages_of(index, annotations)
    if len(ages) > _MOST:
        keys = all_keys(asked.who)
        ages = tuple(a for a in ages if keys & index.line_keys[a.slot.line.number])[:_MOST]
    weighed = [(_weigh(asked, a, index), a) for a in ages]
    same = [(w, a) for w, a in weighed if a.slot.value in wanted or a.slot.mention.low in wanted]
    rival = max((w for w, a in weighed if a.slot.value not in wanted), default=0.0)
    if not same:
        return frozenset(), frozenset()
    best = max(w for w, _ in same)
    numbers = frozenset(a.slot.number for _, a in same)
    told = all(one.keys & index.text_keys for one in asked.who)
    told = told and 2 * sum(bool(one.keys & index.text_keys) for one in asked.moment) >= len(asked.moment)
    if (rival >= _PLAIN and rival >= best + _APART) or (best <= _NOBODY and told):
        return frozenset(), numbers
    if best >= _SURE and best >= rival + _APART:
        meant = frozenset(a.slot.number for w, a in same if w >= best - _APART)
        return meant, numbers - meant
    return frozenset(), frozenset()


def _asked(of: str) -> _AgeAsk | None:
    text = " ".join(of[:_LONGEST].split())
    found = _WHEN.match(text)
    if found is not None:
        return _AgeAsk(words_of(found["both"]), (), both=True)
    found = _AGE.match(text) or _WHOSE.match(text)
    if found is None:
        return None
    who = found["who"]
    cut = _REST.search(who, 3)
    head, rest = (who[: cut.start()], who[cut.start() :]) if cut is not None else (who, "")
    made = words_of("of " + head)
    return _AgeAsk(made or words_of("of " + who), words_of("of " + (found["moment"] or "")), words_of("of " + rest) if made else ())


def _weigh(asked: _AgeAsk, age: Age, index: Index) -> float:
    if asked.both:
        there = age.owner | (age.moment or frozenset())
        share = _share(asked.who, lambda one: _OWN if one.keys & there else _owner(one, age, index), index)
        return share * (1.0 if age.moment is not None else 0.5)
    share = _share(asked.who, lambda one: _owner(one, age, index), index)
    if asked.rest:
        beside = _share(asked.rest, lambda one: _owner(one, age, index) if not one.keys & _line_of(age, index) else _PRONOUN, index)
        share = (2 * share + beside) / 3
    if age.head and not any(one.keys & age.head for one in asked.who) and any(one.keys & age.owner for one in asked.who) and not age.named:
        share *= _OTHER_HEAD  # "Marsh's father" is not Marsh
    if not asked.moment:
        then = age.moment is not None and not age.moment & _DYING
        return share * (0.45 if then else 0.8 if age.moment is not None else 1.0)
    if age.moment is None:
        line = index.line_keys[age.slot.line.number]
        return share * (0.35 + 0.3 * _share(asked.moment, lambda one: _OWN if one.keys & line else 0.0, index))
    moment = age.moment
    return share * (0.4 + 0.6 * _share(asked.moment, lambda one: _OWN if one.keys & moment else 0.0, index))


def _line_of(age: Age, index: Index) -> frozenset[str]:
    return index.line_keys[age.slot.line.number]


def _owner(one: Asked, age: Age, index: Index) -> float:
    """How surely a word of the claim names whose age it is."""
    if one.keys & age.owner:
        return _OWN
    n = age.slot.line.number
    near = any(
        one.keys & index.line_keys[k]
        for k in range(max(0, n - _NEAR_LINES), min(len(index.lines), n + _NEAR_LINES + 1))
        if index.lines[k].paragraph == age.slot.line.paragraph
    )
    if age.pronoun and near:
        return _PRONOUN
    if near and one.name != age.named:
        return _OTHER_WORD
    return _LINE if near else _TEXT if one.keys & index.text_keys else 0.0


def _share(words: Iterable[Asked], near: object, index: Index) -> float:
    total = got = 0.0
    for one in words:
        weight = one.weight if one.keys & index.text_keys else one.weight * _UNSAID
        total += weight
        got += weight * near(one)  # type: ignore[operator]
    return got / total if total else 0.5


# -- the ages of the text


def ages_of(index: Index, annotations: Annotations) -> tuple[Age, ...]:
    """All ages of an article, told once."""
    memo = annotations._memo.get("counts.ages")
    if isinstance(memo, tuple):
        return memo
    made: list[Age] = []
    for slot in index.slots:
        told = _told(slot, made)
        if told is not None:
            made.append(told)
    annotations._memo["counts.ages"] = tuple(made)
    return tuple(made)


def died_at(slot: Slot) -> bool:
    """A bare number of an age: "died at 88", "was 17 when he fled"."""
    words, k = slot.words, slot.first
    if when_it_was(slot) or _is_so_old(slot):
        return True
    if slot.mention.kind != "card" or slot.mention.unit is not None or slot.things or k < 2 or words[k - 1].low != "at":
        return False
    value = slot.value
    behind = words[slot.last + 1] if slot.last + 1 < len(words) else None
    alone = behind is None or behind.pos in ("PUNCT", "ADP", "SCONJ", "CCONJ", "PART")
    return value is not None and 0 < value < _OLDEST and alone and bool(segments_of(slot.line)[0][slot.segment].verbs)


def _is_so_old(slot: Slot) -> bool:
    """ "Ines Calvo was 68." """
    words, k, value = slot.words, slot.first, slot.value
    named = k > 1 and words[k - 2].pos == "PROPN" and words[k - 1].low in _BE
    alone = slot.last + 1 >= len(words) or words[slot.last + 1].low in (".", ",", ";")
    return named and alone and not slot.things and slot.mention.kind == "card" and value is not None and 0 < value < _OLDEST


def when_it_was(slot: Slot) -> bool:
    """ "Was 17 when he fled and 52 when he came back"."""
    words, k, value = slot.words, slot.first, slot.value
    if slot.mention.kind not in ("card", "age") or slot.things or k < 1 or value is None or not 0 < value < _OLDEST:
        return False
    before = words[k - 1].low in _BE or (words[k - 1].low in ("and", "but", ",") and any(w.low == "when" for w in words[:k]))
    return before and slot.last + 1 < len(words) and words[slot.last + 1].low in ("when", "at")


def _when(slot: Slot) -> Age:
    """The moment behind "when", and the subject of the sentence."""
    words, start = slot.words, slot.last + 2
    number = (n for n in range(start, len(words)) if words[n].pos == "NUM" or words[n].low in (",", ";"))
    stop = next(number, len(words))
    who = agent_words(slot.line, segments_of(slot.line)[0][slot.segment]) or agent_words(slot.line, segments_of(slot.line)[0][0])
    moment = frozenset(key for word in words[start:stop] for key in word.keys)
    return _made(slot, who, pronoun=not any(words[i].pos == "PROPN" for i in who), moment=moment)


def _told(slot: Slot, made: list[Age]) -> Age | None:
    words, first = slot.words, slot.first
    before = words[first - 1].low if first else ""
    was = before in _BE and first > 1 and words[first - 2].low in _PRONOUNS
    if slot.mention.kind != "age" and not died_at(slot) and not (was and slot.mention.kind == "card" and not slot.things):
        return None
    if when_it_was(slot):
        return _when(slot)
    text = slot.mention.text.lower()
    if "-old" in text or (text.endswith(" old") and before in ("a", "the", "an")):
        phrase = _behind(words, slot.last + 1)
        if first > 1 and before in ("a", "the", "an") and words[first - 2].low == ",":
            phrase = [*_ending_at(words, first - 3), *phrase]  # "the driver of the minibus, a 58-year-old woman"
        return _made(slot, phrase, pronoun=not phrase)
    last = made[-1] if made else None
    if last is not None and last.slot.line is slot.line and last.slot.last == first - 2 and before in ("and", "or", ","):
        return Age(slot, last.owner, last.head, last.named, last.pronoun, last.moment)
    at_age = before in ("age", "aged") and first > 1 and words[first - 2].low == "at"
    joined = before in ("at", "of", "until", "till", "by") or before in _BE or at_age
    if joined:
        return _at_moment(slot, before)
    k = first - 1
    while k >= 0 and words[k].low in ("aged", ",", "(", "each", "both", "now", "age"):
        k -= 1
    phrase = _ending_at(words, k)
    between = {w.low for w in words[k + 1 : first]}
    if between & {"each", "both"} and phrase and words[phrase[0] - 1].low == "and":
        phrase = [*_ending_at(words, phrase[0] - 2), *phrase]
    thing = phrase and not any("^person" in words[i].keys for i in phrase if words[i].nominal)
    if between == {"aged"} and thing and any(v < k for v in segments_of(slot.line)[0][slot.segment].verbs):
        return _at_moment(slot, "aged")  # "joined the church aged 14"
    if not phrase:
        comma = slot.last + 1
        phrase = _behind(words, comma + 1) if comma < len(words) and words[comma].low == "," else []
    return _made(slot, phrase, pronoun=not phrase)


def _at_moment(slot: Slot, before: str) -> Age:
    """ "Joined the firm at 19", "when she was six", "at the age of 51", "is 34"."""
    segments, place = segments_of(slot.line)
    own = segments[slot.segment]
    who = agent_words(slot.line, own)
    words = slot.words
    if before in _BE and own.kind != "sub":
        return _made(slot, who, pronoun=not any(words[i].nominal for i in who))
    top = own
    while top.kind in ("sub", "part", "inf") and top.parent >= 0:
        top = segments[top.parent]
    inside = {slot.segment, top.number, *slot.chain}
    if own.kind == "sub" and not segments[own.parent].verbs and segments[own.parent].before >= 0:
        inside.add(segments[own.parent].before)
    stop = next((s for s in range(slot.first - 1, -1, -1) if words[s].low in ("and",) and place[s] == slot.segment), -1)
    keys = frozenset(
        key
        for i, word in enumerate(words)
        if place[i] in inside and i not in who and not (before != "was" and i < stop and place[i] == slot.segment)
        for key in word.keys
    )
    return _made(slot, who, pronoun=not any(words[i].pos == "PROPN" for i in who), moment=keys)


def _made(slot: Slot, phrase: list[int], *, pronoun: bool, moment: frozenset[str] | None = None) -> Age:
    nouns = [i for i in phrase if slot.words[i].nominal or slot.words[i].pos == "ADJ"]
    nouns = nouns if any(slot.words[i].nominal for i in nouns) else []
    head = slot.words[nouns[-1]].keys if nouns else frozenset()
    owner = frozenset(key for i in nouns for key in slot.words[i].keys)
    named = any(slot.words[i].pos == "PROPN" for i in nouns) and not (nouns and slot.words[nouns[-1]].pos == "NOUN")
    return Age(slot, owner, head, named, pronoun or not nouns, moment)


def _ending_at(words: tuple[Word, ...], k: int) -> list[int]:
    """The noun phrase that ends at a word, with an apposition before it: "the mayor, Ana Ruiz, 44"."""
    out: list[int] = []
    while k >= 0 and len(out) < 12:
        word = words[k]
        named = bool(out) and word.low == "," and words[out[-1]].pos == "PROPN" and k and words[k - 1].pos == "NOUN"
        if not (word.nominal or word.pos in ("ADJ", "DET", "NUM", "PRON", "X") or word.low in ("'s", "'", "of") or named):
            break
        if word.pos == "PRON" and word.low not in ("her", "his", "their", "its", "my", "our"):
            break
        out.append(k)
        k -= 1
    return out[::-1]


def _behind(words: tuple[Word, ...], k: int) -> list[int]:
    """The noun phrase that begins at a word."""
    out: list[int] = []
    while k < len(words) and len(out) < 8 and (words[k].nominal or words[k].pos in ("ADJ", "DET", "NUM")):
        out.append(k)
        k += 1
    return out if any(words[i].nominal for i in out) else []
