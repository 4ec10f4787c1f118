"""Long articles in parts that a model can hold: text in, pieces out; cut between paragraphs, else sentences, else words."""

from __future__ import annotations

import re

CHARACTERS_PER_TOKEN = 3
"""English prose has about 4.5 characters a token; 3 leaves room for names, digits and other languages."""
MOST_TOKENS = 12_000
"""A longer part brings more claims than models list in one reply, whatever their context."""
LEAST_CHARACTERS = 2_000
"""Parts shorter than this are not cut again; below, the prompt outweighs the text."""

_BREAKS = (re.compile(r"\n[ \t]*\n\s*"), re.compile(r"\n+"), re.compile(r"(?<=[.!?])[\"'”’)]*\s+"), re.compile(r"\s+"))


def part_characters(context_tokens: int, overhead_characters: int, max_tokens: int | None) -> int:
    """How many characters of an article one request may hold: half of what prompt and schema leave, the rest is for the reply."""
    left = context_tokens - overhead_characters // CHARACTERS_PER_TOKEN
    room = left - max_tokens if max_tokens is not None else left // 2
    return max(min(room, MOST_TOKENS) * CHARACTERS_PER_TOKEN, LEAST_CHARACTERS)


def split(text: str, size: int) -> list[str]:
    """Cut a text into as few near-equal pieces as fit `size`; joined they are the text again.

    >>> split("One line here.\\n\\nTwo.\\n\\nThree lines.", 22)
    ['One line here.\\n\\n', 'Two.\\n\\nThree lines.']
    """
    if len(text) <= size:
        return [text]
    count = -(-len(text) // size)
    aim = -(-len(text) // count)
    pieces, start = [], 0
    while len(text) - start > size:
        end = _cut(text, start, min(start + aim, len(text)), start + size)
        pieces.append(text[start:end])
        start = end
    pieces.append(text[start:])
    return pieces


def _cut(text: str, start: int, aim: int, most: int) -> int:
    """The best place to cut: the break nearest to `aim` of the best kind there is between a quarter of the way and `most`."""
    low = start + (aim - start) // 4
    for pattern in _BREAKS:
        places = [match.end() for match in pattern.finditer(text, low, most) if low < match.end() <= most]
        if places:
            return min(places, key=lambda place: (abs(place - aim), place))
    return most
