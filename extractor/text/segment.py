"""Split an article into sentences: text in, half-open spans out. Linear time; every paragraph break ends a sentence."""

from __future__ import annotations

import re

# A paragraph: lines up to a line break. Articles keep one paragraph a line; hard-wrapped text is rejoined below.
_LINE = re.compile(r"[^\n\r\u2028\u2029\v\f]+")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[.!?…]+[\"”»]+(?=[A-Z“])")
_NEXT = re.compile(r"\s+[\"'“‘«(\[]*([A-Z0-9À-ÖØ-Þ$£€#@]|\w)?")
_WORD_BEFORE = re.compile(r"[^\s(\[\"“‘]+$")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)+")

# Abbreviations that a sentence does not end after when a name or number follows (Chicago Manual of Style 10.2-10.43).
_TITLES = frozenset(
    "mr mrs ms mx messrs dr prof rev hon gov sen rep pres gen lt col maj capt cpl sgt cmdr adm sr fr st ste mt ft supt insp det no nos vol fig eq "
    "vs v art sec ch pp p ed eds approx ca cf e.g i.e al viz inc. corp".split()
)
# These may end a sentence; what follows decides: a lower-case word or a number goes on.
_MAYBE = frozenset(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun a.m p.m am pm etc inc corp co ltd llc plc bros "
    "jr sr esq ph.d m.d b.a m.a u.s u.k u.n e.u d.c no ave blvd rd dept univ assn est".split()
)
_STARTERS = frozenset(
    "the a an this that these those he she it they we i you in on at but and however his her their its our there when while after before if "
    "for as since according under with by from".split()
)


def segment(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of the sentences, in order, without surrounding white space; empty for a text of white space only.

    A line break always ends a sentence, so headlines, captions and list items stand alone.

    >>> text = "Mr. Lee met the U.S. envoy. \\"It works,\\" he said."
    >>> [text[a:b] for a, b in segment(text)]
    ['Mr. Lee met the U.S. envoy.', '"It works," he said.']
    """
    out: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start, stop = line.span()
        begin = start
        for mark in _END.finditer(text, start, stop):
            end = mark.end()
            if end >= stop or not _ends_here(text, begin, mark.start(), end, stop):
                continue
            _add(out, text, begin, end)
            begin = end
        _add(out, text, begin, stop)
    return tuple(out)


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
        return not _is_initial(text, begin, mark)
    if low in _MAYBE or _INITIALS.fullmatch(word + "."):
        after = re.match(r"\s+[\"'“‘«(\[]*([\w’']+)", text[end : end + 40])
        return bool(after and after.group(1).lower() in _STARTERS)
    return not (word.isdigit() and mark - begin == len(word))  # "1. Item": a list mark


def _is_initial(text: str, begin: int, mark: int) -> bool:
    """Whether the single capital before the mark is a middle initial ("George W. Bush") or stands first ("J. Smith")."""
    before = text[max(begin, mark - 40) : mark - 1].rstrip()
    previous = before.rsplit(None, 1)[-1] if before else ""
    return not previous or previous[:1].isupper() or previous.endswith(".")
