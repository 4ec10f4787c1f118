"""Say who the clauses of a story name: units in, for each the one they fix or those they can mean; one name for everybody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from extractor.recognizers.quotations.exchange import Gap, Scene, Unit
from extractor.recognizers.quotations.lexicon import quotation_words
from extractor.recognizers.quotations.naming import HONORIFICS, is_described, name_gender
from extractor.recognizers.quotations.people import NARRATOR, People
from extractor.recognizers.quotations.person import wanted_by
from extractor.recognizers.quotations.phrases import Phrase
from extractor.recognizers.quotations.resolve import Voice, named

_DEFINITE = frozenset("the that this his her my their our".split())
_NAME_GIVEN = re.compile(r"\b([Mm]y|[Hh]is|[Hh]er) (?:first |full |real )?name (?:was|is) ([A-Z][\w’'-]+)")
MOST = 6
"""So many people are weighed for one unit."""
_TWICE = 2
"""The narrator, and one who bears a name that speaks elsewhere, is called by it so often before the name is his."""

# Weights of this module, `options` and `conversation`: what is added for a reading of the speakers. They are set on half of the
# public stories with gold and flat around these values: a change by a third moves the share of right speakers by about a hundredth.
_FIT = 0.6
"""What one point of a pronoun's fit is worth."""
_SURE = 1.5
"""Fit that the best one needs, unless the words or the text tell his gender, to count as a full match."""
_FOREMOST = 1.0
"""How far the person the story is about stands behind the worst fit when nothing near the pronoun means him."""
_MET, _UNMET = 1.0, 0.2
"""What speaks for a description to be a person of its own, introduced before or not."""


@dataclass(frozen=True, slots=True)
class Option:
    """Somebody who may speak a unit, and what speaks for it."""

    name: str
    score: float
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """What the clause of a unit says of its speaker."""

    voice: Voice | None = None
    """The one it fixes."""
    options: tuple[Option, ...] = ()
    """Else those its pronoun or description can mean, the best first."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of a story, each under one name."""

    scene: Scene
    roles: tuple[Role, ...]
    narrator: str


def read_cast(scene: Scene, people: People) -> Cast:
    """The roles of all units, everybody under one name."""
    cast = Cast(scene, tuple(_role(scene, unit, people) for unit in scene.units), people.narrator)
    cast = _renamed(cast, _short_forms(cast))
    return _renamed(cast, _called(cast, people))


def meant_by(pronoun: str, at: int, people: People) -> tuple[Option, ...]:
    """Whom a pronoun at an offset of the narration can mean, the best first."""
    best: dict[str, float] = {}
    known: set[str] = set()
    for score, person in people.fits(at, pronoun):
        best[person.name] = max(score, best.get(person.name, score))
        known |= {person.name} if person.gender is not None else set()
    foremost = people.foremost(at, pronoun)
    if foremost is not None and foremost not in best:
        known.add(foremost)
        best[foremost] = min(best.values(), default=0.0) - _FOREMOST
    top = max(best.values(), default=0.0)
    if not any(score == top and name in known for name, score in best.items()):
        top = max(top, _SURE)
    ranked = sorted(best.items(), key=lambda pair: -pair[1])[:MOST]
    return tuple(Option(name, _FIT * (score - top)) for name, score in ranked)


# --- roles


def _role(scene: Scene, unit: Unit, people: People) -> Role:
    phrase = unit.phrase
    if phrase is None:
        return Role()
    first = phrase.words[0].low
    if len(phrase.words) == 1 and first in quotation_words().pronouns:
        if first == "i":
            return Role(Voice(people.narrator, phrase.start, phrase.end))
        if wanted_by(first) is None or first == "we":
            return Role(Voice(None, phrase.start, phrase.end))
        return Role(None, meant_by(first, min(phrase.start, scene.turns[unit.turns[0]].quoted.outer_start), people))
    voice = named(scene.text, phrase, people)
    if voice.name is not None and is_described(voice.name):
        voice = replace(voice, name=f"{voice.name[0].lower()}{voice.name[1:]}")
    if voice.name is None or not _is_loose(voice.name):
        return Role(voice)
    return Role(None, (_described(voice.name, phrase, people),))


def _is_loose(name: str) -> bool:
    """Whether a description can mean somebody whom the conversation calls by name: "the other", "his wife", "that gentleman"."""
    low = name.lower()
    owner = low.partition(" ")[0]
    if owner not in _DEFINITE or not is_described(name):
        return False
    gender = name_gender(low)
    if gender is not None and wanted_by(owner) == gender:
        return False  # "her mother" is not the one who is "her"
    return gender is not None or low.rpartition(" ")[2] in quotation_words().companions


def _described(name: str, phrase: Phrase, people: People) -> Option:
    own = people.descriptions.has_met(name, phrase.start) or people.descriptions.is_often(phrase.text)
    return Option(name, _MET if own else _UNMET)


# --- one name for everybody


def _renamed(cast: Cast, names: Mapping[str, str]) -> Cast:
    if not names:
        return cast
    roles: list[Role] = []
    for role in cast.roles:
        voice = replace(role.voice, name=names.get(role.voice.name or "", role.voice.name)) if role.voice is not None else None
        options: dict[str, Option] = {}
        for option in role.options:
            name = names.get(option.name, option.name)
            options.setdefault(name, replace(option, name=name))
        roles.append(Role(voice, tuple(options.values())))
    units = tuple(replace(unit, told=tuple(names.get(name, name) for name in unit.told)) for unit in cast.scene.units)
    return Cast(replace(cast.scene, units=units), tuple(roles), names.get(cast.narrator, cast.narrator))


def _short_forms(cast: Cast) -> dict[str, str]:
    """ "Good" is the only "John Good" of the conversation."""
    names = {role.voice.name for role in cast.roles if role.voice is not None and role.voice.name}
    names |= {option.name for role in cast.roles for option in role.options} | {name for unit in cast.scene.units for name in unit.told}
    longer: dict[str, set[str]] = {}
    for name in names:
        words = name.split()
        if len(words) > 1 and words[0][0].isupper() and words[0].lower().rstrip(".") not in HONORIFICS:
            for word in (words[0], words[-1]):
                longer.setdefault(word, set()).add(name)
    return {word: next(iter(full)) for word, full in longer.items() if len(full) == 1 and word in names}


def _called(cast: Cast, people: People) -> dict[str, str]:
    """The names of those whom the narration only describes, and of the narrator: as told, or as those call them who answer them."""
    out = _introduced(cast.scene.text, people)
    speaking = {role.voice.name for role in cast.roles if role.voice is not None}
    for name, counts in _votes(cast, people).items():
        (called, times), *rest = counts.most_common(2)
        known = name == NARRATOR or called in speaking
        enough = times >= (_TWICE if known else 1) and not (rest and rest[0][1] == times)
        if enough and name not in out and called not in out.values():
            out[name] = called
    return out


def _votes(cast: Cast, people: People) -> dict[str, Counter[str]]:
    """How often a described speaker is answered by somebody who calls him by a name."""
    units, votes = cast.scene.units, dict[str, Counter[str]]()
    speaking = {role.voice.name for role in cast.roles if role.voice is not None}
    pairs = [(k, j) for k in range(len(units)) for j in (k - 1, k + 1) if 0 <= j < len(units)]
    for k, j in pairs:
        name, answer, later = _description(cast, k), units[j], units[max(j, k)]
        if name is None or len(answer.told) != 1 or _description(cast, j) == name or is_described(answer.told[0]):
            continue
        called, gender = answer.told[0], name_gender(name)
        beside = later.gap is Gap.BESIDE or (later.gap is Gap.BEHIND and later.phrase is not None)
        if beside and (gender is None or people.may_be(called, gender)) and not (name == NARRATOR and called in speaking):
            votes.setdefault(name, Counter())[called] += 1
    return votes


def _description(cast: Cast, k: int) -> str | None:
    """The description that names the speaker of a unit, "my brother's wife", or the narrator."""
    role = cast.roles[k]
    if role.voice is not None:
        return NARRATOR if role.voice.name == NARRATOR else None
    return role.options[0].name if cast.scene.units[k].is_described and role.options else None


def _introduced(text: str, people: People) -> dict[str, str]:
    """ "Her name was Duchess", where "she" is only described before; "My name is Jim"."""
    out: dict[str, str] = {}
    for match in _NAME_GIVEN.finditer(text):
        if people.is_quoted(match.start()):
            continue
        if match.group(1).lower() == "my":
            out[NARRATOR] = match.group(2)
        else:
            meant = [person.name for person in people.nearest(match.start(), match.group(1).lower())]
            if len(meant) == 1 and is_described(meant[0]):
                out[meant[0]] = match.group(2)
    return out
