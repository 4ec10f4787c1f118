"""Find speech set with dashes instead of quotation marks: text in, spans out, only where the whole text is set so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.recognizers.quotations.lexicon import quotation_words
from extractor.recognizers.quotations.marks import Quoted

# "— It is late, he said." at the start of a line, or "He said: -- It is late."
_TURN = re.compile(r"(?:^|(?<=: ))(?:—|–|--|-)[ \u00a0]?(?=[A-Z0-9¿¡’'])([^\n]{2,1500})", re.MULTILINE)
_CLAUSE = re.compile(r"[,!?.…—] (?:(?:he|she|I|they|we|the \w+|[A-Z]\w+(?: [A-Z]\w+)?) (\w+)|(\w+) (?:he|she|I|they|the \w+|[A-Z]\w+))\b")
_BELOW = re.compile(r"(?:(?:he|she|they|I|[a-z]+ \w+|[A-Z]\w+(?: [A-Z]\w+)?) (\w+)|([a-z]+) (?:he|she|I|they|the \w+|[A-Z]\w+))\b")
_SENTENCE_END = re.compile(r"[.!?…] (?=[A-Z])")
_WHITE = re.compile(r"\s*")
_TALK = re.compile(r"\b(?:I|you|me|my|your|yours|we|our|us|mine)\b|[!?]$", re.IGNORECASE)
"""Words and marks of a line that is spoken rather than told."""
_FEWEST = 3
"""Lines with an attribution inside before a text counts as set with dashes; lists of points have none."""
_MOST_LINES = 12
"""Lines of one speech that are looked at, where every sentence has its own line."""


def find_dashed(text: str) -> list[Quoted]:
    """Spoken lines of a text that sets speech with dashes; empty for a text that uses dashes for lists.

    >>> text = "— It is late, said Anna.\\n— Go then, Peter said. I stay.\\n— I will, Anna said.\\n— Good."
    >>> [text[q.start:q.end] for q in find_dashed(text)]
    ['It is late', 'Go then', 'I stay.', 'I will', 'Good.']
    """
    turns = list(_TURN.finditer(text))
    lined = sum(_SENTENCE_END.search(text, *match.span(1)) is None for match in turns) > 0.9 * len(turns)
    out: list[Quoted] = []
    attributed = 0
    for k, match in enumerate(turns):
        start, end = match.span(1)
        introduced = text[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:] == ":" or text[: match.start()][-2:] == ":\n"
        clause = _clause(text, start, end)
        below = clause is None and _below(text, end)
        attributed += introduced or clause is not None or below
        stop = turns[k + 1].start() if k + 1 < len(turns) else len(text)
        spans = [(start, end)] if clause is None else list(_around(text, start, end, clause))
        if lined:
            spans = list(_over_lines(text, spans, end, stop))
        for n, (left, right) in enumerate(spans):
            while right > left and text[right - 1].isspace():
                right -= 1
            if right > left:
                out.append(Quoted(left if n else match.start(), right, left, right, continues=n > 0))
    return out if attributed >= _FEWEST else []


def _clause(text: str, start: int, end: int) -> re.Match[str] | None:
    cues = quotation_words().beside
    return next((m for m in _CLAUSE.finditer(text, start, end) if (m.group(1) or m.group(2)) in cues), None)


def _below(text: str, end: int) -> bool:
    """Whether the line under a spoken one attributes it: "—Come up!" and below "he said."."""
    match = _BELOW.match(text, end + 1)
    return match is not None and (match.group(1) or match.group(2)) in quotation_words().beside


def _around(text: str, start: int, end: int, clause: re.Match[str]) -> Iterator[tuple[int, int]]:
    """What is spoken before an attribution inside a line, and behind it."""
    yield start, clause.start() + (text[clause.start()] != ",")
    behind = _SENTENCE_END.search(text, clause.end(), end)
    if behind is not None:
        yield behind.end(), end


def _over_lines(text: str, spans: list[tuple[int, int]], end: int, stop: int) -> Iterator[tuple[int, int]]:
    """The same where every sentence has its own line: lines below that are spoken too belong to the speech."""
    yield from spans[:-1]
    left, right = spans[-1]
    cut = right < end
    for _ in range(_MOST_LINES):
        line = end + 1
        below = text.find("\n", line, stop)
        below = stop if below < 0 else below
        words = text[line:below]
        if not words.strip():
            break
        if _below(text, end) or words[0].islower():
            cut = True
        elif _TALK.search(words.rstrip()):
            if cut:
                yield left, right
                left, cut = line, False
            right = below
        else:
            break
        end = below
    yield left, right
