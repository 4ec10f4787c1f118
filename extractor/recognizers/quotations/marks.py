"""Pair quotation marks (rule Q2): text in, spans of quoted words out, in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile("[\"“”„«»‘’'‚‹›`\n]|''")
_OPEN = {"“": "”“", "„": "“”", "«": "»", "‹": "›"}
# How far an opening mark looks for its partner: the longest quotation kept together.
REACH = 6_000
_ELISION = re.compile(r"['’](?:tis|twas|twere|em|cause|til|till|bout|round|n|\d0s|\d\d)\b", re.IGNORECASE)
_SENTENCE_MARKS = ".,!?;:…-–—"


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between marks."""

    outer_start: int
    outer_end: int
    start: int
    end: int
    continues: bool = False
    """The paragraph opens with a mark because the quotation of the paragraph before was not closed."""
    single: bool = False


def find_quoted(text: str) -> list[Quoted]:
    """All outermost quoted spans, in order; nested ones belong to the outer, apostrophes are no marks."""
    marks = [(m.start(), m.group(0)) for m in _MARK.finditer(text)]
    out: list[Quoted] = []
    i, running = 0, False
    while i < len(marks):
        at, mark = marks[i]
        if mark == "\n":
            i += 1
            continue
        if _opens_double(text, at, mark):
            j, close, open_ended = _close_double(text, marks, i)
            if j < 0:
                i += 1
                running = False
                continue
            start, end = at + len(mark), close
            if text[start:end].strip():
                width = 0 if open_ended else len(marks[j][1])
                out.append(_trimmed(text, at, end + width, start, end, running and _begins_paragraph(text, at), False))
            running = open_ended
            i = j if open_ended else j + 1
            continue
        if _opens_single(text, at, mark):
            j = _close_single(text, marks, i)
            if j > 0:
                out.append(_trimmed(text, at, marks[j][0] + 1, at + 1, marks[j][0], False, True))
                running = False
                i = j + 1
                continue
        i += 1
    return out


def _trimmed(text: str, outer_start: int, outer_end: int, start: int, end: int, continues: bool, single: bool) -> Quoted:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Quoted(outer_start, outer_end, start, end, continues, single)


def _opens_double(text: str, at: int, mark: str) -> bool:
    if mark in "“„«":
        return True
    if mark not in ('"', "''"):
        return False
    after = text[at + len(mark) : at + len(mark) + 1]
    before = text[at - 1 : at]
    if not after or after.isspace():
        return False
    return not before or before.isspace() or before in "([{—–-/’'‘" or not (before.isalnum() or before in _SENTENCE_MARKS)


def _close_double(text: str, marks: list[tuple[int, str]], i: int) -> tuple[int, int, bool]:
    """Index of the closing mark, the offset the words end at, and whether the quotation stays open.

    (-1, -1, False) when the mark has no partner. A quotation left open at the end of a paragraph goes on when the next
    paragraph opens with a mark, or when a closing mark comes before the next opening one.
    """
    at, mark = marks[i]
    closers = _OPEN.get(mark, mark)
    depth = 0
    line_end = -1
    for j in range(i + 1, len(marks)):
        place, other = marks[j]
        if place - at > REACH:
            break
        if other == "\n":
            if line_end < 0:
                line_end = j
            if _next_line_opens(text, place):
                stop = marks[line_end][0]
                return (j, stop, True) if _begins_paragraph(text, at) or not _blank_between(text, marks[line_end][0], place) else (-1, -1, False)
            continue
        if mark == '"' or mark == "''":
            if other == mark:
                if _opens_double(text, place, other) and text[place + 1 : place + 2].isalnum() and text[place - 1 : place].isspace():
                    if line_end >= 0:
                        return -1, -1, False
                    continue
                return j, place, False
            if other in "“„«":
                continue
        elif other == mark and mark in "“«" and line_end < 0:
            depth += 1
            if depth > 1:
                return -1, -1, False
        elif other in closers and other != mark:
            if depth and _inner_closes(text, place):
                depth -= 1
                continue
            return j, place, False
        elif other == '"' and mark == "“" and not _opens_double(text, place, other):
            return j, place, False
    return -1, -1, False


def _inner_closes(text: str, place: int) -> bool:
    return text[place + 1 : place + 2] not in ("", "\n")


def _next_line_opens(text: str, line_break: int) -> bool:
    rest = text[line_break : line_break + 12].lstrip()
    return bool(rest) and rest[0] in "“«\"„" and len(rest) > 1 and not rest[1].isspace()


def _blank_between(text: str, start: int, end: int) -> bool:
    return text[start : end + 1].count("\n") > 1


def _begins_paragraph(text: str, at: int) -> bool:
    return at == 0 or text[:at].endswith("\n") if at < 2 else text[at - 1] == "\n" or text[at - 1].isspace() and text[at - 2] == "\n"


def _opens_single(text: str, at: int, mark: str) -> bool:
    if mark not in "‘'‚`‹":
        return False
    after = text[at + 1 : at + 2]
    before = text[at - 1 : at]
    if not after or not (after.isalnum() or after in "£$€[…“\""):
        return False
    if before and not (before.isspace() or before in "([{—–-/"):
        return False
    return not _ELISION.match(text, at)


def _close_single(text: str, marks: list[tuple[int, str]], i: int) -> int:
    """Index of the mark that closes a single quotation on the same line; -1 when all that follow are apostrophes."""
    at = marks[i][0]
    fallback = -1
    for j in range(i + 1, len(marks)):
        place, other = marks[j]
        if other == "\n" or place - at > 1_500:
            break
        if other in "“”\"" and fallback > 0:
            break
        if other not in "’'›":
            continue
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        if after.isalnum() or before.isspace():
            continue
        if before in ".,!?…" or (before != "s" and (not after or after.isspace() or after in ".,;:!?)]—–-\"”")):
            return j
        if fallback < 0 and (not after or after.isspace() or after in ".,;:!?)]—–-\"”"):
            fallback = j  # dogs' or 'dogs': taken only when nothing better closes
            if after in ".,;:!?)":
                return j
    return fallback
