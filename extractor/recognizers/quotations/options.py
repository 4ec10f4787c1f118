"""Say who may speak each unit of a story and what speaks for each: by clauses, acts, forms of address and the exchange around."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.recognizers.quotations.cast import MOST, Cast, Option, meant_by
from extractor.recognizers.quotations.exchange import EXCHANGE, Gap, Unit
from extractor.recognizers.quotations.naming import is_described, name_gender
from extractor.recognizers.quotations.people import People
from extractor.recognizers.quotations.person import wanted_by
from extractor.recognizers.quotations.phrases import first_phrase, read_words

SOMEBODY = ""
"""A person of the exchange whom nothing names."""
_BACK, _AHEAD = 6, 3
"""Units in which the people of an exchange are looked for."""
_BEFORE = 400
"""Characters before a unit in which somebody acts."""

# Weights; see `cast`.
_DISTANCE = 0.15
"""Less for each unit between."""
_NOT_MEANT, _UNKNOWN = 0.2, 1.0
"""Less for people of the exchange whom a pronoun does not mean by the words around it, and if nothing tells their gender."""
_PRESENT = -0.3
"""For those who are only spoken to or act nearby."""
_ACTS_HERE, _ACTS = 3.0, 1.5
"""For the subject of the sentence before, in the paragraph of the quotation, and where the paragraph is not known."""
_CALLED = {Gap.FAR: 0.0, Gap.BESIDE: 1.5, Gap.BEHIND: 0.6, Gap.NARRATED: 0.6}
"""For somebody to whom the unit beside speaks by name."""
_ONLY_CALLED = -0.5
_CALLS = 4.0
"""Against somebody to whom the unit itself speaks."""
_NOBODY = -2.5
_CLEAR = -0.5
"""A pronoun means those whose fit is better."""


def options_of(cast: Cast, people: People) -> list[tuple[Option, ...]]:
    """The people who may speak, for each unit."""
    present = [list(_present(cast, k, people)) for k in range(len(cast.roles))]
    return [_Options(cast, k, people).read(present) for k in range(len(cast.roles))]


def _present(cast: Cast, k: int, people: People) -> Iterator[tuple[str, float]]:
    """Who speaks a unit, who is told it, and who acts just before it."""
    unit, role = cast.scene.units[k], cast.roles[k]
    for option in role.options:
        if option.score > _CLEAR:
            yield option.name, 0.0
    if role.voice is not None and role.voice.name:
        yield role.voice.name, 0.0
    elif unit.phrase is not None and not role.options:
        yield SOMEBODY, 0.0
    for name in unit.told:
        yield name, _PRESENT
    end = cast.scene.start(k)
    for name in people.leaders(max(end - EXCHANGE, cast.scene.end(k - 1)), end):
        yield name, _PRESENT


class _Options:
    """The options of one unit while they are gathered."""

    def __init__(self, cast: Cast, k: int, people: People) -> None:
        self.cast, self.k, self.people = cast, k, people
        self.unit = cast.scene.units[k]
        self.wanted = _gender_wanted(self.unit)
        self.pool: dict[str, Option] = {}

    def read(self, present: list[list[tuple[str, float]]]) -> tuple[Option, ...]:
        role, unit = self.cast.roles[self.k], self.unit
        if role.voice is not None:
            return (Option(role.voice.name or SOMEBODY, 0.0),)
        for option in role.options:
            self._add(option)
        self._add_neighbours(present)
        if unit.phrase is None or unit.is_described:
            for option in _acting(self.cast, self.k, self.people):
                if unit.phrase is None or (not is_described(option.name) and self._fits(option.name)):
                    self._add(option)
        self._add_called()
        for name in unit.told:
            if name in self.pool:
                self.pool[name] = Option(name, self.pool[name].score - _CALLS)
        if unit.phrase is None or not self.pool:
            self._add(Option(SOMEBODY, _NOBODY))
        return tuple(sorted(self.pool.values(), key=lambda option: -option.score)[: MOST + 2])

    def _add(self, option: Option) -> None:
        old = self.pool.get(option.name)
        if old is None or option.score > old.score:
            self.pool[option.name] = option

    def _fits(self, name: str) -> bool:
        return self.wanted is None or (self.people.may_be(name, self.wanted) and name != self.cast.narrator)

    def _add_neighbours(self, present: list[list[tuple[str, float]]]) -> None:
        """Who speaks, is spoken to or acts around the unit in the same exchange."""
        units, k = self.cast.scene.units, self.k
        for step, reach in ((-1, _BACK), (1, _AHEAD)):
            for n in range(1, reach + 1):
                j = k + step * n
                if not 0 <= j < len(units) or (n > 1 and units[j + 1 if step < 0 else j].gap is Gap.FAR):
                    break
                for name, score in present[j]:
                    if not self._fits(name) or (self.unit.is_described and is_described(name)):
                        continue
                    if self.wanted:
                        score -= (0.0 if self.unit.is_described else _NOT_MEANT) + (0.0 if self.people.gender_of(name) else _UNKNOWN)
                    self._add(Option(name, score - _DISTANCE * n))

    def _add_called(self) -> None:
        """Those whom the unit before or the answer calls by name."""
        units, k = self.cast.scene.units, self.k
        for j in (k - 1, k + 1):
            if not 0 <= j < len(units):
                continue
            gap = units[max(j, k)].gap
            answers = gap is Gap.BESIDE or (gap is Gap.BEHIND and units[j].phrase is not None)
            bonus = _CALLED[gap] if j < k or answers else 0.0
            for name in units[j].told[:1] if bonus else ():
                if self.wanted is None or self.people.may_be(name, self.wanted):
                    old = self.pool.get(name)
                    self._add(Option(name, (old.score if old else _ONLY_CALLED) + bonus))


def _gender_wanted(unit: Unit) -> str | None:
    """The gender the words of a unit ask for."""
    if unit.phrase is None:
        return None
    return name_gender(unit.phrase.text.lower()) if unit.is_described else wanted_by(unit.phrase.words[0].low)


def _acting(cast: Cast, k: int, people: People) -> list[Option]:
    """Who acts in the last sentence of the narration that leads to a unit."""
    scene = cast.scene
    first = scene.turns[scene.units[k].turns[0]]
    if scene.units[k].gap in (Gap.BESIDE, Gap.BEHIND):
        return []
    begin = first.quoted.outer_start
    start = max(scene.end(k - 1), begin - _BEFORE)
    narration = scene.text[start:begin].rstrip()
    here = bool(scene.text[max(first.paragraph, start) : begin].strip()) and not scene.lined
    weight = _ACTS_HERE if here else _ACTS
    cut = max(narration.rfind("\n"), narration.rfind(". ", 0, max(0, len(narration) - 2)))
    words = read_words(scene.text, start + cut + 1, begin)
    if not words:
        return []
    at, end = words[0].start, words[0].end
    phrase = first_phrase(words, 0, len(words))
    low = phrase.words[0].low if phrase is not None and len(phrase.words) == 1 else ""
    leader = people.subject_before(at, begin)
    if words[0].low in ("his", "her") and (leader is None or leader.start > at):
        low = words[0].low  # "His face fell"
    if low == "i":
        return [Option(cast.narrator, weight, at, end)]
    if wanted_by(low) in ("male", "female"):
        return [Option(option.name, weight + option.score, at, end) for option in meant_by(low, at, people)[:3]]
    return [Option(leader.name, weight, leader.start, leader.end)] if leader is not None else []
