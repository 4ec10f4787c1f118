"""All numbers of an article with their slots, made once an article."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.checks.counts.slots.slot import COUNTED, QUANTITIES, Slot
from extractor.checks.counts.slots.slot_reader import SlotReader
from extractor.checks.counts.slots.tokens import Line, lines_of
from extractor.checks.counts.words import load_words
from extractor.core.annotations import Annotations

__all__ = ["COUNTED", "QUANTITIES", "Index", "Slot", "index_of"]


@dataclass(frozen=True)
class Index:
    """All slots of an article, and the keys of every line and of the whole text."""

    lines: tuple[Line, ...]
    slots: tuple[Slot, ...]
    by_line: dict[int, tuple[int, ...]]
    line_keys: tuple[frozenset[str], ...]
    text_keys: frozenset[str]
    by_key: dict[str, tuple[int, ...]]
    """Numbers of the slots whose sentence or neighbourhood has a key."""

    def same_line(self, slot: Slot) -> list[Slot]:
        """The slots of a slot's sentence, itself among them, in order."""
        return [self.slots[n] for n in self.by_line[slot.line.number]]

    def goes_on(self, line: int) -> bool:
        """Another sentence of the same paragraph follows."""
        return line + 1 < len(self.lines) and self.lines[line + 1].paragraph == self.lines[line].paragraph


def index_of(annotations: Annotations) -> Index:
    """The index of an article, made once."""
    memo = annotations._memo.get("counts.index")
    if isinstance(memo, Index):
        return memo
    made = annotations._memo["counts.index"] = _build(annotations)
    return made


def _build(annotations: Annotations) -> Index:
    words = load_words()
    lines = lines_of(annotations)
    slots: list[Slot] = []
    by_line: dict[int, tuple[int, ...]] = {}
    k, numbers = 0, annotations.numbers
    for line in lines:
        here: list[Slot] = []
        while k < len(numbers) and numbers[k].start < line.end:
            mention = numbers[k]
            k += 1
            if mention.end <= line.start:
                continue
            first, last = max(line.at(mention.start), 0), max(line.at(max(mention.end - 1, mention.start)), 0)
            here.append(Slot(mention, len(slots) + len(here), line, first, last, 0))
        if here:
            SlotReader(line, here, words, slots, lines[line.number - 1] if line.number else None).read()
            slots += here
        by_line[line.number] = tuple(s.number for s in here)
    line_keys = tuple(frozenset(key for w in line.words for key in w.keys) for line in lines)
    everything = frozenset().union(*line_keys) if line_keys else frozenset()
    by_key: dict[str, list[int]] = {}
    for slot in slots:
        n = slot.line.number
        for m in (n, n - 1, n + 1):
            if 0 <= m < len(lines):
                for key in line_keys[m]:
                    found = by_key.setdefault(key, [])
                    if not found or found[-1] != slot.number:
                        found.append(slot.number)
    return Index(lines, tuple(slots), by_line, line_keys, everything, {key: tuple(v) for key, v in by_key.items()})
