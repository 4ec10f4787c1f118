"""Find dates in an article: jump to trigger words, read the phrase around each, then resolve all in order of the text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from itertools import pairwise

from extractor.core.annotations import Block
from extractor.core.edtf import day_number, interval
from extractor.core.mention import DateMention
from extractor.recognizers.dates.anchor import anchor_of, dateline_of
from extractor.recognizers.dates.context import Context, Node
from extractor.recognizers.dates.grammar import Found, grammar_of
from extractor.recognizers.dates.tokens import Tokens
from extractor.recognizers.dates.values import parts_of, range_value

_BEFORE = 50
_AFTER = 70
"""Characters of a phrase that can stand before and after its trigger word."""
_ASCII_LOWER = {upper: upper + 32 for upper in range(65, 91)}
_JOIN = re.compile(r"\s*(?:to|through|until|till|and|or|[-/\u2013\u2014,])?\s*(?:the\s+)?")
_RANGE_JOIN = re.compile(r"\s*(?:to|through|until|till|[-\u2013\u2014])\s*(?:the\s+)?")
_ANCIENT = re.compile(r"\b(?:c\.|ca\.|circa) ?\d{3}\b|\b\d{1,3} (?:AD|CE)\b|\bAD \d{1,3}\b")
_OPENS_SENTENCE = r"(?:^|[.\n]\s*)(?:In|By|During|Since)?\s*$"
_SENTENCE = 120
"""Characters beside a month that are searched for "usually" and the like."""
_OLD = 2
"""A text whose years mostly lie this far before its publication tells a history: dates hang on the date told before."""
_FAR = 15
"""A bare year this far from the date spoken of is an aside and moves nothing."""


def find_dates(
    text: str, *, published: datetime.date | None = None, blocks: Sequence[Block] = (), lang: str = "en"
) -> tuple[DateMention, ...]:
    """All time expressions in order of the text, never overlapping.

    >>> [m.value for m in find_dates("They left on Wednesday.", published=datetime.date(2021, 10, 7))]
    ['2021-10-06']
    >>> find_dates("They left on Wednesday.")[0].reason
    'no dateline and no publication day to count from'
    """
    grammar = grammar_of(lang)
    is_ancient = any(sign in text for sign in (" AD", " CE", "c. ", "ca. ", "circa ")) and _ANCIENT.search(text) is not None
    found = [hit for window in _windows(text, grammar.trigger) for hit in grammar.read(Tokens(text, *window, is_ancient=is_ancient))]
    _lend_years(text, found)
    anchor = anchor_of(text, published, blocks)
    has_dateline = anchor is not None and dateline_of(text, published, blocks, lang) is not None
    ctx = Context(
        text,
        grammar.lexicon,
        day_number(anchor.year, anchor.month, anchor.day) if anchor else None,
        _is_narrative(found, anchor, has_dateline),
        country_order=_day_order(text),
    )
    return tuple(_resolve(ctx, start, end, node) for start, end, node in found if not (ctx.is_narrative and _is_nowadays(text, start, end)))


def joined_ranges(text: str, dates: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """The ranges whose two ends are mentions of their own: "from 2004 to 2009" gives 2004/2009 over both.

    >>> text = "It lasted from 2004 to 2009."
    >>> [(m.text, m.value) for m in joined_ranges(text, find_dates(text))]
    [('2004 to 2009', '2004/2009')]
    """
    out = []
    for a, b in pairwise(dates):
        if a.kind == b.kind == "date" and a.value and b.value and b.start - a.end < 20 and _RANGE_JOIN.fullmatch(text[a.end : b.start]):
            value = range_value(a.value, b.value)
            if value is not None:
                rule = "D20"
                out.append(
                    DateMention(
                        a.start,
                        b.end,
                        text[a.start : b.end],
                        "range",
                        value,
                        resolved=a.resolved or b.resolved,
                        anchor=a.anchor or b.anchor,
                        rule=rule,
                    )
                )
    return tuple(out)


def _windows(text: str, trigger: re.Pattern[str]) -> list[tuple[int, int]]:
    """Stretches of the text around trigger words, cut at spaces; stretches that touch are one."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = text.translate(_ASCII_LOWER)
    out: list[tuple[int, int]] = []
    first = last = -1
    for match in trigger.finditer(lower):
        start, stop = match.span()
        if first >= 0 and start - _BEFORE <= last:
            last = stop + _AFTER
            continue
        if first >= 0:
            out.append(_at_spaces(text, first, last))
        first, last = max(0, start - _BEFORE), stop + _AFTER
    if first >= 0:
        out.append(_at_spaces(text, first, last))
    return out


def _at_spaces(text: str, first: int, last: int) -> tuple[int, int]:
    if first > 0:
        space = text.find(" ", first, first + 30)
        first = space if space >= 0 else first
    if last < len(text):
        space = text.rfind(" ", last - 30, last)
        last = space if space >= 0 else last
    return first, min(last, len(text))


def _lend_years(text: str, found: list[Found]) -> None:
    """Give the year of "15 October 1951" to the "13 September" it is joined to."""
    for (_, end, a), (start, _, b) in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if a.is_calendar and a.year is None and a.month is not None and b.is_calendar and b.year is not None and b.month is not None:
            between = text[end:start]
            if len(between) < 20 and _JOIN.fullmatch(between) and between.strip():
                a.year = b.year if (a.month, a.day or 0) <= (b.month, b.day or 31) else b.year - 1
        elif a.is_calendar and b.is_calendar and a.year is b.year is None and _RANGE_JOIN.fullmatch(text[end : min(start, end + 20)]):
            a.until = b


def _is_narrative(found: list[Found], anchor: datetime.date | None, has_dateline: bool) -> bool:
    """Whether the text tells a history, so that a month without a year belongs to the year told last."""
    if has_dateline:
        return False
    years = sorted(node.year for _, _, node in found if node.year is not None)
    if anchor is None:
        return bool(years)
    if sum(node.year > anchor.year and node.day is not None for _, _, node in found if node.year is not None) >= 3:
        return True
    return len(years) >= 3 and years[len(years) // 2] <= anchor.year - _OLD


def _day_order(text: str) -> str | None:
    """Whether the article's own numeric dates put the day or the month first; None when they do not say."""
    orders = set()
    for match in re.finditer(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}(?![\d/])", text):
        first, second = int(match[1]), int(match[2])
        if first > 12 >= second:
            orders.add("day")
        elif second > 12 >= first:
            orders.add("month")
    return orders.pop() if len(orders) == 1 else None


def _resolve(ctx: Context, start: int, end: int, node: Node) -> DateMention:
    ctx.position, ctx.stop = start, end
    reading = node.resolve(ctx)
    value, reason = reading.value, reading.reason
    if value is not None and interval(value) is None:
        value, reason = None, "there is no such day"
    kind = node.kind
    if value is not None and reading.resolved and _recurs(ctx, node, start, end):
        kind, value, reason = "set", None, "recurs"
    if kind == "date" and value is not None and "/" in value and node.grain in ("open", "range"):
        kind = "range"
    if kind == "date" and value is None and reason == "a length of time":
        kind = "duration"
    if value is not None and kind in ("date", "range") and not reading.keeps:
        _remember(ctx, value, start)
    if value is not None and kind == "date" and interval(value) is not None:
        ctx.remember(value, start)
    return DateMention(
        start,
        end,
        ctx.text[start:end],
        kind,
        value,
        alternatives=tuple(other for other in reading.alternatives if interval(other) is not None),
        resolved=reading.resolved and value is not None,
        anchor=reading.anchor if value is not None else None,
        reason=None if value is not None else reason or "cannot be resolved",
        rule=reading.rule or node.rule,
        tense=ctx.tenses.get(start),
    )


def _recurs(ctx: Context, node: Node, start: int, end: int) -> bool:
    """Whether a month or season stands in a statement of every year: "the monsoon usually arrives in June"."""
    if node.year is not None or node.weekday is not None or not (node.month is not None or node.grain in ("season", "range")):
        return False
    left, right = ctx.text[max(0, start - _SENTENCE) : start], ctx.text[end : end + _SENTENCE]
    left = left[max(left.rfind(". "), left.rfind("\n"), left.rfind(";"), left.rfind(",")) + 1 :]
    stop = min((e for e in (right.find(". "), right.find("\n"), right.find(";"), right.find(",")) if e >= 0), default=len(right))
    words = " ".join(f" {left} \n {right[:stop]} ".lower().split())
    return any(f" {cue} " in f" {words} " for cue in ctx.lexicon.sets["supports.yearly"])


def _is_nowadays(text: str, start: int, end: int) -> bool:
    """Whether "today" in a history means these days."""
    return end - start == 5 and text[start:end].lower() == "today"


def _remember(ctx: Context, value: str, start: int) -> None:
    spoken = ctx.spoken()
    first = value.split("/")[0]
    if first in ("..", ""):
        return
    if spoken is not None and len(first.lstrip("-")) == 4:
        head = ctx.text[max(0, start - 12) : start]
        if first == (ctx.reference or "")[: len(first)] and not re.search(_OPENS_SENTENCE, head):
            return
        new = interval(first)
        is_far = new is not None and new.first is not None and abs(parts_of(new.first)[0] - parts_of(spoken)[0]) > _FAR
        if is_far and not re.search(_OPENS_SENTENCE, head):
            return
    ctx.reference, ctx.reference_at = first if "/" in value else value, start
