"""Split an article into sentences: text in, half-open spans out. Linear time; a paragraph break ends a sentence.

A line break ends a sentence too, so that headlines, captions and list items stand alone, unless the lines are one
paragraph that was wrapped at a fixed width, or the next line goes on in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE = re.compile(r"[^\n\r\u2028\u2029\v\f]+")
_BREAK = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t]*\Z")
# Runs start only where they begin and are read once: linear on a million full stops.
_END = re.compile(r"(?<![.!?…])[.!?…]++(?:[\"'”’»)\]]*+(?=\s|$)|[\"”»]++(?=[A-Z“]))")
_NEXT = re.compile(r"\s+[\"'“‘«(\[]*([A-Z0-9À-ÖØ-Þ$£€#@]|\w)?")
_NEXT_WORD = re.compile(r"\s+[\"'“‘«(\[]*([\w’']+)")
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘]+$")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+")
_WRAPPED = range(45, 121)
"""Widths at which mail programs and news wires wrap lines."""
_RAGGED = 20
"""Characters by which a line of a wrapped paragraph is shorter than the widest, at most (one long word)."""

# Abbreviations that a sentence does not end after when a name or number follows (Chicago Manual of Style 10.2-10.43).
_TITLES = frozenset(
    "mr mrs ms mx messrs dr prof rev hon gov sen rep pres gen lt col maj capt cpl sgt cmdr adm sr fr st ste mt ft supt insp det no nos "
    "vol fig eq op vs v art sec ch pp p ed eds approx ca cf e.g i.e al viz".split()
)
# These may end a sentence; what follows decides: a lower-case word or a number goes on.
_MAYBE = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun a.m p.m am pm etc inc corp co ltd llc "
    "plc bros jr sr esq ph.d m.d b.a m.a u.s u.k u.n e.u d.c no ave blvd rd dept univ assn est".split()
)
_STARTERS = frozenset(
    "the a an this that these those he she it they we i you in on at but and however his her their its our there when while after before "
    "if for as since according under with by from".split()
)


def segment(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences, in order, without surrounding white space; empty for a text of white space only.

    >>> text = "Mr. Lee met the U.S. envoy. \\"It works,\\" he said."
    >>> [text[a:b] for a, b in segment(text)]
    ['Mr. Lee met the U.S. envoy.', '"It works," he said.']
    """
    out: list[tuple[int, int]] = []
    for start, stop in _paragraphs(text):
        begin = start
        for mark in _END.finditer(text, start, stop):
            end = mark.end()
            if end >= stop or not _ends_here(text, begin, mark.start(), end, stop):
                continue
            _add(out, text, begin, end)
            begin = end
        _add(out, text, begin, stop)
    return tuple(out)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of text that no sentence crosses: single lines, or wrapped lines joined."""
    block: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        if text[line.start() : line.end()].isspace():
            continue
        if block and not _BREAK.match(text, block[-1][1], line.start()):
            yield from _joined(text, block)
            block = []
        block.append(line.span())
    yield from _joined(text, block)


def _joined(text: str, block: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The lines of one block without blank lines, put together where a sentence runs on."""
    if not block:
        return
    widths = [b - a for a, b in block[:-1]]
    wrapped = len(block) > 2 and max(widths) in _WRAPPED and min(widths) >= max(widths) - _RAGGED
    start, stop = block[0]
    for a, b in block[1:]:
        if wrapped or (text[a:b].lstrip()[0].islower() and text[start:stop].rstrip()[-1] not in ".!?:;"):
            stop = b
        else:
            yield start, stop
            start, stop = a, b
    yield start, stop


def _add(out: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        out.append((start, end))


def _ends_here(text: str, begin: int, mark: int, end: int, stop: int) -> bool:
    """Whether the mark at [mark, end) ends the sentence that began at `begin`."""
    follows = _NEXT.match(text, end, stop)
    char = follows.group(1) if follows and follows.group(1) else ""
    if char and char.islower():
        return False
    if text[mark] != "." or end - mark > 1:
        return text[mark:end] != "..." or char.isupper()
    word_match = _WORD_BEFORE.search(text, max(begin, mark - 30), mark)
    word = word_match.group(0) if word_match else ""
    low = word.lower().rstrip(".")
    if low in _TITLES:
        return False
    if len(word) == 1 and word.isupper() and char.isupper():
        return _starts_sentence(text, end)  # "vitamin C. The", but "by W. W. Rouse"
    if low in _MAYBE or _INITIALS.fullmatch(word + "."):
        return _starts_sentence(text, end)
    list_mark = mark - begin <= len(word) + 4 and word.replace(".", "").isdigit() and text[begin:mark].lstrip() == word
    return not list_mark  # "1. Item", "2.1. Item": a list mark


def _starts_sentence(text: str, end: int) -> bool:
    """Whether the word after the mark is one that sentences start with, and names do not."""
    after = _NEXT_WORD.match(text, end, end + 40)
    return bool(after and after.group(1).lower() in _STARTERS)
