"""Whom an article speaks of, as the count checks ask: a claim's names and a number in, whether the sentence means them out."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from extractor.checks.counts.ask import Ask, Item
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import QUANTITIES, Index, Slot
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import load_words
from extractor.core.annotations import Annotations
from extractor.recognizers.entities import entities_of

_WORD = re.compile(r"[^\W_]+(?:[.\-][^\W_]+)*")
LITTLE = vocabulary("little")
_TOPIC = 2
"""Sentences before a number that still tell of whom its own speaks."""
_OWN, _ELSEWHERE, _BESIDE = 0.85, 0.6, 0.5
"""Nearness of a name that the number's own clauses mean by another word, that its sentence does, and that another number's words do."""


@dataclass(frozen=True)
class Cast:
    """Whom the article's coreference knows: by the words of their names, and by the lines they are mentioned on."""

    by_key: dict[str, set[int]]
    """Key of a word -> numbers of the names that have it."""
    entity_of: list[int]
    """Number of a name -> its entity."""
    on_line: dict[int, list[tuple[int, int, int]]]
    """Number of a line -> start, end and entity of the mentions that touch it."""

    def named(self, names: list[list[frozenset[str]]]) -> set[int]:
        """The entities with a name that has all words of one of the given ones."""
        out: set[int] = set()
        for name in names:
            there = [{n for key in keys for n in self.by_key.get(key, ())} for keys in name]
            out.update(self.entity_of[n] for n in (set.intersection(*there) if there else range(len(self.entity_of))))
        return out


def cast_of(annotations: Annotations, index: Index) -> Cast:
    """The entities of an article, made once."""
    memo = annotations._memo.get("counts.entities")
    if isinstance(memo, Cast):
        return memo
    words = load_words()
    by_key: dict[str, set[int]] = {}
    entity_of: list[int] = []
    on_line: dict[int, list[tuple[int, int, int]]] = {}
    ends = [line.end for line in index.lines]
    for number, entity in enumerate(entities_of(annotations)):
        for name in (entity.name, *entity.aliases):
            keys = {key for w in _WORD.findall(name) if w.lower() not in LITTLE for key in words.text_keys(w)}
            if keys:
                for key in keys:
                    by_key.setdefault(key, set()).add(len(entity_of))
                entity_of.append(number)
        for a, b in entity.mentions:
            at = bisect_right(ends, a)
            while at < len(ends) and index.lines[at].start < max(b, a + 1):
                on_line.setdefault(index.lines[at].number, []).append((a, b, number))
                at += 1
    made = annotations._memo["counts.entities"] = Cast(by_key, entity_of, on_line)
    return made


def spoken_of(names: list[list[frozenset[str]]], line: int, index: Index, annotations: Annotations) -> bool:
    """A sentence, or one shortly before it in its paragraph, names a party or means it by another word."""
    cast = cast_of(annotations, index)
    meant = cast.named(names)
    for n in range(line, max(-1, line - _TOPIC - 1), -1):
        if index.lines[n].paragraph != index.lines[line].paragraph:
            return False
        if any(all(keys & index.line_keys[n] for keys in name) for name in names) or any(e in meant for _, _, e in cast.on_line.get(n, ())):
            return True
    return False


def meant_near(slot: Slot, item: Item, ask: Ask, index: Index, annotations: Annotations) -> float:
    """How near a claim's name is that the sentence says in another way: "it", "DJIA", "the airline"; 0 when it does not."""
    cast = cast_of(annotations, index)
    there = cast.on_line.get(slot.line.number)
    if not there:
        return 0.0
    name = name_around(item, ask) if item.part == "name" else []
    if not name or any(i.word[0].isdigit() for i in name):
        return 0.0  # "the 1991 Hajj"
    meant = cast.named([[i.keys for i in name]])
    best = 0.0
    _, place = segments_of(slot.line)
    for a, b, entity in there:
        if entity not in meant:
            continue
        k = next((k for k, word in enumerate(slot.words) if word.start <= a < word.end or a <= word.start < b), -1)
        if k < 0:
            continue
        near = _BESIDE if _of_another(slot, k, index) else _OWN if place[k] in (*slot.chain, *slot.attached) else _ELSEWHERE
        best = max(best, near)
    return best


def name_around(item: Item, ask: Ask) -> list[Item]:
    """The words of a claim's name that stand side by side, this one among them."""
    at = next(k for k, other in enumerate(ask.items) if other is item)
    low = high = at
    while low > 0 and ask.items[low - 1].part == "name" and ask.items[low].lead == ask.items[low - 1].word:
        low -= 1
    while high + 1 < len(ask.items) and ask.items[high + 1].part == "name" and ask.items[high + 1].lead == ask.items[high].word:
        high += 1
    return list(ask.items[low : high + 1])


def _of_another(slot: Slot, k: int, index: Index) -> bool:
    """The word belongs to another number of the sentence alone."""
    others = (s for s in index.same_line(slot) if s is not slot and s.mention.kind in QUANTITIES)
    mine = slot.local[0] <= k < slot.local[1]
    return not mine and any(s.local[0] <= k < s.local[1] for s in others)
