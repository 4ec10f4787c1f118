"""Give every quotation of a story its speaker: the likeliest sequence of speakers, clauses and forms of address fixing some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.recognizers.quotations.cast import Cast, Option, read_cast
from extractor.recognizers.quotations.exchange import Gap, Unit, read_scene
from extractor.recognizers.quotations.options import SOMEBODY, options_of
from extractor.recognizers.quotations.people import People
from extractor.recognizers.quotations.resolve import Voice
from extractor.recognizers.quotations.turn import Turn

_BEAM = 8
"""Readings of a conversation that are followed at a time."""

# Weights; see `cast`.
_AGAIN_BESIDE, _BACK_BESIDE = -2.0, 1.2
"""A new paragraph without narration: the same speaker, and the one before the last."""
_AGAIN_ASKED, _BACK_ASKED = -1.2, 1.0
"""Behind an attribution, for an answer and for a quotation with a clause of its own."""
_AGAIN_BEHIND = 1.5
"""Behind an attribution, a quotation without a clause goes on with the speaker."""
_NARRATED = 0.3
"""After narration, for either of the two who speak."""
_PRONOUN_AGAIN, _PRONOUN_BACK = 0.3, 0.6
"""A pronoun means one of the two who speak, the other rather."""
_FIXED = 0.4
"""What the return to the speaker before the last is worth where a clause fixes the speaker anyhow."""
_NOT_THE_OTHER = -4.0
_STAYS = -0.45
"""For one of the two who speak where nothing beside a quotation names them."""


@dataclass(frozen=True, slots=True)
class _State:
    """One reading of the speakers so far."""

    score: float
    last: str
    other: str
    before: _State | None = field(default=None, repr=False)


def converse(text: str, turns: Sequence[Turn], people: People) -> tuple[list[Voice | None], list[int]]:
    """Voices of all turns of a story, and for each the first turn of the quotation it is a part of."""
    cast = read_cast(read_scene(text, turns, people), people)
    options = options_of(cast, people)
    voices: list[Voice | None] = [None] * len(turns)
    for k, name in enumerate(_likeliest(cast, options)):
        voice = cast.roles[k].voice or _voice(cast.scene.units[k], name, options[k])
        for n, i in enumerate(cast.scene.units[k].turns):
            voices[i] = voice if not n else Voice(voice.name, voice.start, voice.end, rule="S2", implied=voice.implied)
    return voices, list(cast.scene.groups)


def _voice(unit: Unit, name: str, options: Sequence[Option]) -> Voice:
    """The chosen speaker of a unit whose clause fixes nobody."""
    if unit.phrase is not None:
        return Voice(name or None, unit.phrase.start, unit.phrase.end, rule="S1" if name == unit.phrase.text else "S3")
    chosen = next((option for option in options if option.name == name), Option(name, 0.0))
    return Voice(name or None, chosen.start, chosen.end, rule="S2", implied=True)


def _likeliest(cast: Cast, options: Sequence[Sequence[Option]]) -> list[str]:
    """The best sequence of speakers, one a unit."""
    beam = [_State(0.0, SOMEBODY, SOMEBODY)]
    for k, choices in enumerate(options):
        unit, fixed = cast.scene.units[k], cast.roles[k].voice is not None
        best: dict[tuple[str, str], _State] = {}
        for state in beam:
            for option in (*choices, *_staying(state, choices, unit)):
                score = state.score + option.score + _step(state, option.name, unit, fixed=fixed)
                other = state.last if option.name != state.last else state.other
                key = (option.name, other)
                if key not in best or best[key].score < score:
                    best[key] = _State(score, option.name, other, state)
        beam = sorted(best.values(), key=lambda state: -state.score)[:_BEAM]
    out: list[str] = []
    at = beam[0]
    while at.before is not None:
        out.append(at.last)
        at = at.before
    return out[::-1]


def _staying(state: _State, choices: Sequence[Option], unit: Unit) -> list[Option]:
    """The two who speak with one another."""
    if unit.phrase is not None:
        return []
    known = {option.name for option in choices} | {SOMEBODY, *unit.told}
    return [Option(name, _STAYS) for name in dict.fromkeys((state.last, state.other)) if name not in known]


def _step(state: _State, name: str, unit: Unit, *, fixed: bool) -> float:
    """How well a speaker follows the one before."""
    again = name == state.last
    if again and unit.is_other:
        return _NOT_THE_OTHER
    back = (_FIXED if fixed else 1.0) * (name == state.other and name != SOMEBODY)
    score = (_PRONOUN_AGAIN * again + _PRONOUN_BACK * back) if unit.phrase is not None and not fixed else 0.0
    if unit.gap is Gap.BESIDE:
        return score + (_AGAIN_BESIDE if again else _BACK_BESIDE * back)
    if unit.gap is Gap.BEHIND and (unit.phrase is not None or unit.asked):
        return score + (_AGAIN_ASKED if again else _BACK_ASKED * back)
    if unit.gap is Gap.BEHIND:
        return score + (_AGAIN_BEHIND if again else 0.0)
    return score + (_NARRATED * (again + back) if unit.gap is Gap.NARRATED else 0.0)
