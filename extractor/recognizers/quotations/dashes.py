"""Find speech set with dashes instead of quotation marks: text in, spans out, only where the whole text is set so."""

from __future__ import annotations

import re

from extractor.recognizers.quotations.lexicon import quotation_words
from extractor.recognizers.quotations.marks import Quoted

# "— It is late, he said." at the start of a line, or "He said: -- It is late."
_TURN = re.compile(r"(?:^|(?<=: ))(?:—|–|--|-)[ \u00a0]?(?=[A-Z0-9¿¡’'])([^\n]{2,1500})", re.MULTILINE)
_CLAUSE = re.compile(r"[,!?.…—] (?:(?:he|she|I|they|we|the \w+|[A-Z]\w+(?: [A-Z]\w+)?) (\w+)|(\w+) (?:he|she|I|they|the \w+|[A-Z]\w+))\b")
_FEWEST = 3
"""Lines with an attribution inside before a text counts as set with dashes; lists of points have none."""


def find_dashed(text: str) -> list[Quoted]:
    """Spoken lines of a text that sets speech with dashes; empty for a text that uses dashes for lists.

    >>> text = "— It is late, said Anna.\\n— Go then, Peter said.\\n— I will, Anna said.\\n— Good."
    >>> [text[q.start:q.end] for q in find_dashed(text)]
    ['It is late', 'Go then', 'I will', 'Good.']
    """
    out: list[Quoted] = []
    attributed = 0
    cues = quotation_words().beside
    for match in _TURN.finditer(text):
        start, end = match.span(1)
        introduced = text[max(0, match.start() - 2) : match.start()].strip() == ":"
        clause = next((m for m in _CLAUSE.finditer(text, start, end) if (m.group(1) or m.group(2)) in cues), None)
        attributed += introduced or clause is not None
        if clause is not None:
            end = clause.start() + (text[clause.start()] != ",")
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            out.append(Quoted(match.start(), end, start, end))
    return out if attributed >= _FEWEST else []
