"""The article as a stream of words, and its quotations as a second one: annotations in, searchable words with offsets out.

Marks are folded (Q1), inner commas and dashes count for nothing, `?`, `!`, brackets and ellipses are words of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property

from extractor.core.annotations import Annotations
from extractor.core.mention import QuotationMention
from extractor.grounding import folded_article
from extractor.text.fold import Folded, fold

ELLIPSIS = "..."
BREAK = "\x00"
"""Stands between two quotations that do not read on into each other."""
_MEMO = "checks.quotes"
_TOKEN = re.compile(r"\[ ?sic ?\]|\[ ?\.{3,} ?\]|\[ ?\. \. \. ?\]|\.{3,}|\. \. \.(?: \.)*|\w+(?:[.,'/:&@-]\w+)*|[\[\]?!$€£¥₹%#@&+=°]")
_SENTENCE_END = re.compile(r"[.?!]")
_SENTENCE_IN_GAP = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bSt)(?<!\b[A-Z])\.[\"')\]]*\s+[A-Z]|[?!]\s+[A-Z]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place in the folded text, and whether a sentence or clause ends right before it."""

    text: str
    start: int
    end: int
    after_stop: bool = False
    after_comma: bool = False


def words_in(folded: str) -> list[Word]:
    """The words of a folded text; an editor's [sic] is none.

    >>> [w.text for w in words_in('It\\'s "late" ... [we] go, 3.5 km!')]
    ["It's", 'late', '...', '[', 'we', ']', 'go', '3.5', 'km', '!']
    """
    out: list[Word] = []
    before = 0
    for match in _TOKEN.finditer(folded):
        text = match.group(0)
        if "sic" in text and text[0] == "[":
            continue
        gap = folded[before : match.start()]
        if text[0] in ".[" and "." in text:
            text = ELLIPSIS
        out.append(Word(text, match.start(), match.end(), bool(_SENTENCE_END.search(gap)) or ";" in gap or ":" in gap, "," in gap))
        before = match.end()
    return out


@dataclass
class Stream:
    """Words in a row that may be searched for a run of words."""

    words: list[str]
    places: list[int]
    """Index of each word in the article's words; -1 for a break."""
    owner: list[int]
    """Index of the quotation a word belongs to; -1 for none."""
    _index: dict[str, list[int]] = field(default_factory=dict)

    @property
    def index(self) -> dict[str, list[int]]:
        """Lower-case word -> its positions."""
        if not self._index and self.words:
            for k, word in enumerate(self.words):
                self._index.setdefault(word.lower(), []).append(k)
        return self._index

    def find(self, run: list[str], first: int = 0, last: int | None = None, most: int = 2_000) -> list[int]:
        """Positions at which a run of words stands, case kept but for the first letter of the run (Q4)."""
        if not run:
            return []
        stop = len(self.words) if last is None else last
        rare = min(range(len(run)), key=lambda k: len(self.index.get(run[k].lower(), ())))
        places = self.index.get(run[rare].lower(), [])
        low = bisect_left(places, first + rare)
        out: list[int] = []
        size = len(run)
        for p in places[low : low + most]:
            start = p - rare
            if start + size > stop:
                break
            if self.words[start + 1 : start + size] == run[1:] and _same_first(self.words[start], run[0]):
                out.append(start)
        return out


def _same_first(a: str, b: str) -> bool:
    return a == b or (a[1:] == b[1:] and a[:1].lower() == b[:1].lower())


@dataclass
class QuoteIndex:
    """The words of one article and of its quotations."""

    text: str
    folded: Folded
    words: list[Word]
    whole: Stream
    """Every word of the article."""
    quoted: Stream
    """The words between marks, in units that read on: split and running quotations rejoined."""
    quotations: tuple[QuotationMention, ...]
    """Quotations whose words are in `quoted` or which are titles, in order."""
    unit: list[int]
    """Unit of each quotation."""
    titles: list[tuple[int, int]]
    """Ranges of words inside titles and names in marks."""
    marked: list[int]
    """Owner quotation of every word of the article; -1 outside marks."""
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)

    @cached_property
    def statement_ends(self) -> list[int]:
        """For every quoted word the end of the stretch that belongs to the same statement: parts of one group of quotations."""
        owner = self.quoted.owner
        ends = [len(owner)] * len(owner)
        end = first = len(owner)
        group = -1
        for k in range(len(owner) - 1, -1, -1):
            if owner[k] >= 0:
                mine = self.quotations[owner[k]].group
                if mine != group:
                    end, group = first, mine
                first = k
            ends[k] = end
        return ends

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Source span of words first..last of the article, both inside."""
        return self.folded.span(self.words[first].start, self.words[last].end)

    def spans_of(self, positions: list[int]) -> list[tuple[int, int]]:
        """Source spans of words of the quoted stream, one for each piece that is unbroken in the article."""
        out: list[tuple[int, int]] = []
        begin = previous = -1
        for p in (self.quoted.places[k] for k in positions):
            if p < 0:
                continue
            if begin < 0:
                begin = p
            elif p != previous + 1 or self.marked[p] != self.marked[previous]:
                out.append(self.span(begin, previous))
                begin = p
            previous = p
        if begin >= 0:
            out.append(self.span(begin, previous))
        return out


def quote_index(annotations: Annotations) -> QuoteIndex:
    """The index of an article, made once."""
    found = annotations._memo.get(_MEMO)
    if not isinstance(found, QuoteIndex):
        found = annotations._memo[_MEMO] = _build(annotations)
    return found


def _build(annotations: Annotations) -> QuoteIndex:
    folded = folded_article(annotations).folded
    words = words_in(folded.text)
    sources = [folded.source(word.start) for word in words]
    quotations = tuple(q for q in annotations.quotations if q.kind != "indirect")
    marked = [-1] * len(words)
    titles: list[tuple[int, int]] = []
    stream = Stream([], [], [])
    unit: list[int] = []
    previous: QuotationMention | None = None
    for number, quotation in enumerate(quotations):
        first, last = bisect_left(sources, quotation.start), bisect_left(sources, quotation.end)
        for k in range(first, last):
            marked[k] = number
        spoken = quotation.kind in ("direct", "mixed", "scare") or quotation.speaker is not None
        if not spoken:
            titles.append((first, last))
            unit.append(-1)
            continue
        if previous is None or not _reads_on(annotations.article.text, previous, quotation):
            stream.words.append(BREAK)
            stream.places.append(-1)
            stream.owner.append(-1)
            unit.append(max(unit, default=-1) + 1)
        else:
            unit.append(max(unit))
        for k in range(first, last):
            stream.words.append(words[k].text)
            stream.places.append(k)
            stream.owner.append(number)
        previous = quotation
    whole = Stream([w.text for w in words], list(range(len(words))), marked)
    return QuoteIndex(annotations.article.text, folded, words, whole, stream, quotations, unit, titles, marked)


def _reads_on(text: str, left: QuotationMention, right: QuotationMention) -> bool:
    """Whether two quotations are one that was split by its attribution (Q6) or that runs over paragraphs (Q7)."""
    if left.group != right.group and (left.speaker is None or left.speaker != right.speaker):
        return False
    gap = text[max(left.end, left.outer_end) : max(right.outer_start, left.end)]
    if not gap.strip(" \t\r\n\"'“”‘’«»"):
        return left.group == right.group
    stripped = gap.strip()
    if left.text.rstrip("\"'”’").endswith("."):
        return False
    if "\n" in stripped or len(stripped) > 400 or stripped[-1] in ".?!" or _SENTENCE_IN_GAP.search(stripped):
        return False
    if left.group == right.group:
        return True
    cue = next((c for c in (left.cue_start, right.cue_start) if c is not None), -1)
    return left.end <= cue < right.start and (left.text[-1:] in ",?!—–-…" or stripped[0] == ",")


def claim_words(text: str) -> list[Word]:
    """The words of a claimed quotation; marks around the whole of it are taken off."""
    folded = fold(text).text.strip()
    while len(folded) > 1 and folded[0] in "\"'" and folded[-1] == folded[0]:
        folded = folded[1:-1].strip()
    return words_in(folded)
