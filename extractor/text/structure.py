"""Tell the parts of an article apart: plain text in, blocks (headline, dateline, byline, caption, body, boilerplate) out.

Only cues that any newsroom shares are used: place in the text, length, final mark, dates, credit words. One pass over the lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.core.annotations import Block

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)\.?"
)
_DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
_DATE = (
    rf"(?:{_DAY},? )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH})(?:,? \d{{4}})?"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{4}"
)
_CLOCK = r"(?: ?(?:at|[-–—|,·])? ?\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?)?"
_DATE_LINE = re.compile(
    r"(?:(?:Published|Updated|Posted|Last updated|First published|Date)(?: on)?:? )?(?:[A-Z][\w.' -]{1,30}, )?"
    rf"(?:{_DATE}){_CLOCK}(?: [-–—|·] .{{0,40}})?\.?",
    re.IGNORECASE,
)
_PLACE = (
    r"[A-Z][A-Z.'’-]+(?:[ /][A-Z][A-Z.'’-]+){0,4}(?:, [A-Z][\w.' ]{1,25})?"
    r"|[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}(?:, [A-Z][\w. ]{1,25})?"
)
_AGENCY = r"(?: ?\([A-Z][\w .&/'-]{1,40}\)| ?/[A-Z][\w .&-]{1,30}/\.?)"
# "BRUSSELS, Oct 7 (Reuters) - ", "WASHINGTON (AP) — ", "MOSCOW, October 7. /TASS/. ", "LONDON —"
_INLINE = re.compile(rf"(?:{_PLACE})(?:, (?:{_DATE})\.?)?(?:{_AGENCY}\s*(?:[-–—]+|:)?\s+| ?(?:—|–|--)\s+| - )")
_BYLINE = re.compile(
    r"(?:by|from|reporting by|story by|written by) "
    r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+|,? (?:and|in|for|of|at|the)(?= )|,(?= )){0,12}\.?(?: ?[|,–—-] .{0,60})?",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\b(?:image|photo|photograph|picture|file photo|graphic|illustration|video|credit|courtesy)s?(?: credit| courtesy| by| of)?\s?:"
    r"|\((?:left|right|centre|center|above|below|pictured|top|bottom)\)"
    r"|\b(?:file photo|pictured|seen here|handout|via (?:reuters|ap|getty))\b"
    r"|(?:getty images|afp/getty|reuters/[A-Z]|ap photo|shutterstock)",
    re.IGNORECASE,
)
_LISTS = (
    "related (?:news|articles?|stories|topics|links|coverage)|see also|sister links?|sources?|references?|external links?|further reading"
    "|most (?:read|popular)|tags?"
)
_BOILERPLATE = re.compile(
    rf"(?:(?:{_LISTS}|read (?:more|also)|more on this(?: story)?|share (?:this|on|via)\b.*|follow us.*|sign up.*|subscribe.*"
    r"|advertisement|comments?|topics|contact us.*|newsletter|this (?:article|story|text|page) (?:has been|was|is) .{0,80}"
    r"|have an opinion .*|this page is archived.*|all rights reserved.*|copyright.*|©.*|\(c\) .*"
    r"|\(?(?:reporting|editing|writing|additional reporting) by .*|click here.*|download .{0,40} app.*|join the conversation.*"
    r"|-{3,}|\*{3,}|#{3,}|_{3,}|-?30-?|ends)\s*:?)",
    re.IGNORECASE,
)
# After one of these headings what follows is lists of links, not the article.
_TAIL = re.compile(rf"(?:{_LISTS})\s*:?", re.IGNORECASE)
_LINE = re.compile(r"[^\n\r\u2028\u2029\v\f]+")
_FINAL = (".", "!", "?", "…", '"', "”", "’", "'", "»", ":", ")", "]")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|should|may|might|can|must|says?|said|told|did|does|do|been|being|announced|reported|"
    r"claims?|added|according|became|began|came|made|took|went|gave|found|killed|died|held|met|won|lost|left|called|expelled)\b",
    re.IGNORECASE,
)
_OPENERS = "\"“‘'-—–•*«"
_LONGEST_HEADLINE, _LONGEST_CAPTION = 200, 220


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def find_blocks(text: str) -> tuple[Block, ...]:
    """The parts of an article in order of the text, one a line; an inline dateline is a block of its own before its paragraph.

    >>> text = "Crane falls in Mecca\\n\\nSaturday, September 12, 2015\\n\\nA storm toppled a crane yesterday."
    >>> [(text[b.start:b.end], b.kind) for b in find_blocks(text)][:2]
    [('Crane falls in Mecca', 'headline'), ('Saturday, September 12, 2015', 'dateline')]
    >>> [b.kind for b in find_blocks("BRUSSELS, Oct 7 (Reuters) - NATO expelled eight members of the mission.")]
    ['dateline', 'body']
    """
    lines = _lines(text)
    out: list[Block] = []
    tail = False
    for i, line in enumerate(lines):
        kind = _kind_of(lines, i, out)
        if kind == "boilerplate" and _TAIL.fullmatch(line.text) and i > 1:
            tail = True
        elif tail and kind == "body" and _is_prose(line.text):
            tail = False
        elif tail and kind != "boilerplate":
            kind = "boilerplate"
        if kind == "body" and not any(block.kind == "body" for block in out[-12:]):
            cut = _inline_dateline(line.text)
            if cut:
                out.append(Block(line.start, line.start + len(line.text[:cut].rstrip()), "dateline"))
                out.append(Block(line.start + cut, line.end, "body"))
                continue
        out.append(Block(line.start, line.end, kind))
    return tuple(out)


def _lines(text: str) -> list[_Line]:
    out = []
    for match in _LINE.finditer(text):
        raw = match.group(0)
        words = raw.strip()
        if words:
            start = match.start() + len(raw) - len(raw.lstrip())
            out.append(_Line(start, start + len(words), words))
    return out


def _kind_of(lines: list[_Line], i: int, before: list[Block]) -> str:
    line = lines[i].text
    if len(line) > 400:
        return "body"
    if len(line) <= 120 and _DATE_LINE.fullmatch(line):
        return "dateline"
    if i and _BOILERPLATE.fullmatch(line):
        return "boilerplate"
    if len(line) <= 140 and _BYLINE.fullmatch(line) and (i <= 4 or len(line) < 60) and not line.endswith((".", "!", "?")):
        return "byline"
    seen = {block.kind for block in before[-8:]}
    if i == 0:
        return "headline" if _is_headline(line, len(lines)) else "body"
    if len(line) <= _LONGEST_CAPTION and _CREDIT.search(line) and not _is_prose(line, credit=True):
        return "caption"
    if not seen & {"body", "dateline"} and i <= 3 and len(line) <= 140 and not line.endswith(_FINAL) and before[0].kind == "headline":
        return "headline"
    if _is_caption(line, opening="body" not in seen):
        return "caption"
    if not line.endswith(_FINAL) and len(line) <= 120 and "body" not in seen and "dateline" in seen and line[0] not in _OPENERS:
        return "caption"
    if not line.endswith(_FINAL) and len(line) <= 70 and i + 1 < len(lines) and len(line.split()) <= 8 and line[0] not in _OPENERS:
        run = before[-1].kind == "caption" and not lines[i + 1].text.endswith(_FINAL)
        return "caption" if run else "headline"
    return "body"


def _is_headline(line: str, n_lines: int) -> bool:
    """The first line is the headline unless it is plainly a sentence of the article."""
    if len(line) > _LONGEST_HEADLINE:
        return False
    if line.endswith((".", "…")) and not line.endswith(("...", "U.S.", "U.K.")):
        return False
    return n_lines > 1 and not (line.endswith((",", '"', "”")) and len(line) > 120)


def _is_caption(line: str, *, opening: bool) -> bool:
    """A short line that is no sentence: starts small, or has a year or place but no verb."""
    if len(line) > _LONGEST_CAPTION or line[0] in "\"“‘'-—–•*":
        return False
    if line[0].islower() and line.endswith(".") and opening:
        return True
    return (
        line.endswith(".")
        and len(line) <= 120
        and len(line.split()) >= 3
        and not _VERB.search(line)
        and not re.search(r"\b\w{3,}ed\b|\b\w{3,}s\b (?:the|a|an|to|that)\b", line)
    )


def _is_prose(line: str, *, credit: bool = False) -> bool:
    if credit:
        return len(line.split()) > 30 and line.endswith((".", '"', "”"))
    return len(line) > 120 and line.endswith((".", "!", "?", '"', "”"))


def _opens_a_sentence(first: str, head: str, following: str) -> bool:
    """Whether a name and its short form begin a sentence: "General Motors Corporation (GM) announced", no "PARIS (AP) —"."""
    short = head.partition("(")[2].partition(")")[0]
    initials = "".join(word[0] for word in first.split() if word[:1].isupper())
    stated = not head.rstrip().endswith(("-", "–", "—", ":")) and not (following.isupper() or following in "\"“‘'")
    return stated or (len(short) > 1 and initials.startswith(short))


def _inline_dateline(line: str) -> int:
    """Length of a dateline at the start of a paragraph with the dash behind it; 0 when there is none."""
    match = _INLINE.match(line, 0, 120)
    if not match or match.end() >= len(line):
        return 0
    head = match.group(0)
    first = head.split("(")[0].split("/")[0].split(",")[0].strip(" -–—:.")
    if "(" in head and _opens_a_sentence(first, head, line[match.end()]):
        return 0
    if "(" in head or "/" in head or re.search(_DATE, head):
        return match.end()
    return match.end() if first.isupper() and len(first) > 2 else 0
