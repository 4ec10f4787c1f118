"""The grammar of dates: which word opens which expressions; tokens in, unresolved nodes out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache

from extractor.recognizers.dates import calendar, deictic, holidays, months, numeric, phrases, quarters, ranges, relative, seasons, years
from extractor.recognizers.dates.clock import read_clock
from extractor.recognizers.dates.context import Context, Node, Reading
from extractor.recognizers.dates.lexicon import Lexicon, load_lexicon
from extractor.recognizers.dates.tokens import Tokens
from extractor.recognizers.dates.values import date_value, month_value

_ANCIENT_HEADS = frozenset({"c", "circa", "about", "around", "in", ".", "by", "-", "\u2013", "("})
_LIMIT = 5
"""A phrase has at most this many nested parts."""
Parser = Callable[[Tokens, int], Node | None]
"""Reads a date expression whose first token is given; None when none starts there."""
Found = tuple[int, int, Node]


class Grammar:
    """The parsers of a language, by the word an expression begins with."""

    def __init__(self, lexicon: Lexicon, lang: str) -> None:
        self.lexicon = lexicon
        self.lang = lang
        self.depth = 0
        self.trigger = re.compile(_trigger_pattern(lexicon))
        self.digit_parsers, self.year_parsers = self._digit_parsers()
        self.digit_tails = self._digit_tails()
        self.parsers = self._word_parsers()
        self.openers = frozenset(self.parsers) | _OPENERS | _PLURALS | {"noon", "midnight", "midday"}

    def read(self, t: Tokens) -> list[Found]:
        """All expressions of a window."""
        out: list[Found] = []
        i = 0
        openers, lows = self.openers, t.lows
        while i < t.n:
            word = lows[i]
            if word not in openers and not "0" <= word[0] <= "9":
                i += 1
                continue
            node = self.top(t, i)
            if node is None or node.stop <= i:
                i += 1
                continue
            out.append((t.starts[i], t.ends[node.stop - 1], node))
            i = node.stop
            while node.is_calendar and node.month is not None and node.day is not None and node.year is None:
                further = months.further_day(t, node, self.lexicon)
                if further is None:
                    break
                start, node = further
                out.append((t.starts[start], t.ends[node.stop - 1], node))
                i = node.stop
        return out

    def parsers_at(self, t: Tokens, i: int) -> tuple[Parser, ...]:
        word = t.lows[i]
        if "0" <= word[:1] <= "9":
            after = t.lows[i + 1]
            if len(word) == 4:
                return self.year_parsers
            if (
                len(word) > 4
                or (after == "," and t.glued(i + 2))
                or (after not in self.digit_tails and t.lows[i - 1] not in _ANCIENT_HEADS)
            ):
                return ()
            return self.digit_parsers
        return self.parsers.get(word, ())

    def point(self, t: Tokens, i: int) -> Node | None:
        """The longest date at token `i` that is no range."""
        if i >= t.n or self.depth > _LIMIT:
            return None
        self.depth += 1
        try:
            best: Node | None = None
            for parse in self.parsers_at(t, i):
                node = parse(t, i)
                if node is not None and (best is None or node.stop > best.stop):
                    best = node
            return self.of_year(t, best) if best is not None and best.is_calendar else best
        finally:
            self.depth -= 1

    def weekend_of(self, t: Tokens, i: int) -> Node | None:
        """ "the weekend of June 5", "the weekend of Halloween"."""
        j = i + 1 if t.low(i) == "the" else i
        inner = self.point(t, j + 2) if t.low(j) == "weekend" and t.low(j + 1) == "of" else None
        if inner is None or inner.grain != "day":
            return None
        return Node(inner.stop, lambda ctx: holidays.weekend_of(inner.resolve(ctx)), rule=inner.rule, grain="weekend")

    def of_year(self, t: Tokens, node: Node) -> Node:
        """ "July 25 of that year", "March last year": a month or day in a year that is named by its place."""
        if node.month is None or node.year is not None:
            return node
        k = node.stop + 1 if t.low(node.stop) in ("of", ",") else node.stop
        if t.low(k) not in ("that", "this", "last", "next", "the"):
            return node
        outer = deictic.modified(t, k, self.lexicon)
        if outer is None or outer.grain != "year":
            return node
        month, day = node.month, node.day

        def resolve(ctx: Context) -> Reading:
            reading = outer.resolve(ctx)
            if reading.value is None:
                return reading
            value = date_value(int(reading.value), month, day) if day else month_value(int(reading.value), month)
            return replace(reading, value=value, rule="D20", keeps=False, reason=None if value else "there is no such day")

        return Node(outer.stop, resolve, grain=node.grain)

    def top(self, t: Tokens, i: int) -> Node | None:
        """The expression at token `i`: a range, a set, a date with its clock time, or a date."""
        word, lex = t.lows[i], self.lexicon
        parsers = self.parsers_at(t, i)
        if not parsers and word not in self.openers:
            return None
        if word in ("every", "each"):
            return self.recurring(t, i)
        if word in _PLURALS:
            if t.is_capital(i) or t.low(i - 1) == "on":
                return _set(i + 1)
            return None
        if word in ("since", "until", "till"):
            return ranges.one_end(t, i, self.point)
        if word in ("from", "between"):
            return ranges.days_of_month(t, i, lex) or ranges.two_ends(t, i, lex, self.point)
        node = self.point(t, i) if parsers else None
        if node is None and t.low(i + 1) in ("'s", "'") and t.plain_digits(i) and len(word) == 4:
            node = quarters.possessed(t, calendar.calendar_node(i + 1, year=int(word)), lex)
        elif node is not None and node.grain == "year" and t.low(node.stop) in ("'s", "'"):
            node = quarters.possessed(t, node, lex) or node
        if "0" <= word[:1] <= "9" or word in ("noon", "midnight", "midday"):
            clocked = self.clock_first(t, i)
            if clocked is not None and (node is None or clocked.stop > node.stop or node.rule in ("D27",)):
                return clocked
        merged = ranges.days_of_month(t, i, lex)
        if merged is not None and (node is None or merged.stop > node.stop):
            return merged
        if word in lex.months or (node is not None and node.weekday is not None):
            both = ranges.two_ends(t, i, lex, self.point)
            if both is not None:
                return both
        if node is not None and node.kind == "date" and node.grain in ("day",):
            return self.with_clock(t, node)
        return node

    def recurring(self, t: Tokens, i: int) -> Node | None:
        """every Monday, each year, every two weeks."""
        lex = self.lexicon
        j = (
            i + 2
            if t.low(i + 1) in ("other", "single", "second", "third", "few") or t.low(i + 1) in lex.cardinals or t.is_digits(i + 1, 3)
            else i + 1
        )
        word = t.low(j)
        if word in lex.weekdays or word in lex.units or word in lex.months or word in lex.seasons or word in lex.sets["day_parts.words"]:
            if t.low(i) == "each" and t.low(i + 1) == "of":
                return None
            return _set(j + 1)
        return None

    def with_clock(self, t: Tokens, node: Node) -> Node:
        k = node.stop
        if t.low(k) in (",", "at", "@", "around", "about", "by", "for"):
            k += 1
        if t.low(k) in ("about", "around", "exactly"):
            k += 1
        clock = read_clock(t, k, self.lexicon)
        if clock is None:
            return node
        inner = node
        return replace(node, stop=clock.stop, resolve=lambda ctx: _clocked(ctx, inner, clock.value), rule="D33", is_calendar=False)

    def clock_first(self, t: Tokens, i: int) -> Node | None:
        """8:40 a.m.; 2:30 the next day; 5pm on Friday."""
        clock = read_clock(t, i, self.lexicon)
        if clock is None:
            return None
        k = clock.stop
        if t.low(k) in ("on", ",", "("):
            k += 1
        node = self.point(t, k)
        if node is None and t.low(k) == "local" and t.low(k + 1) == "time":
            k = k + 3 if t.low(k + 2) in ("on", ",") else k + 2
            node = self.point(t, k)
        if node is not None and node.kind == "date" and node.grain == "day" and t.low(k - 1) != "(":
            inner = node
            return Node(node.stop, lambda ctx: _clocked(ctx, inner, clock.value), rule="D33")
        return Node(clock.stop, lambda ctx: Reading(reason="a clock time without a day", keeps=True), kind="time", rule="D33")

    def _digit_tails(self) -> frozenset[str]:
        """The words and marks that may follow a numeral that is part of a date."""
        lex = self.lexicon
        marks = ["-", "\u2010", "\u2011", "\u2013", "\u2014", "/", ".", ":", "'", "'s", "]", "~"]
        words = [
            "st",
            "nd",
            "rd",
            "th",
            "s",
            "of",
            "to",
            "through",
            "until",
            "and",
            "or",
            "more",
            "full",
            "long",
            "whole",
            "a",
            "p",
            "am",
            "pm",
        ]
        eras = ["bc", "bce", "ad", "ce", "b", "day", "hrs", "h", "in", "short"]
        weekdays = [*lex.weekdays, *(w + "s" for w in lex.weekdays)]
        return frozenset(
            [
                *marks,
                *words,
                *eras,
                *weekdays,
                *lex.months,
                *lex.units,
                *lex.seasons,
                "business",
                "calendar",
                "consecutive",
                "past",
                "last",
                "previous",
                "coming",
                "next",
                "upcoming",
                "following",
            ]
        )

    def _digit_parsers(self) -> tuple[tuple[Parser, ...], tuple[Parser, ...]]:
        """The parsers that begin with a numeral, and those that begin with one of four digits."""
        lex = self.lexicon
        four_digits: tuple[Parser, ...] = (
            lambda t, i: numeric.numeric(t, i, lex),
            lambda t, i: months.year_first(t, i, lex),
            lambda t, i: seasons.season(t, i, lex),
            lambda t, i: quarters.year_quarter(t, i),
            lambda t, i: years.year_node(t, i, lex),
        )
        others: tuple[Parser, ...] = (
            lambda t, i: numeric.numeric(t, i, lex),
            lambda t, i: months.day_first(t, i, lex),
            lambda t, i: phrases.nth_in(t, i, lex, self.point),
            lambda t, i: phrases.part_of(t, i, lex, self.point),
            lambda t, i: seasons.century(t, i, lex),
            lambda t, i: relative.counted(t, i, lex, self.point),
            lambda t, i: years.year_node(t, i, lex),
        )
        return others, four_digits

    def _word_parsers(self) -> dict[str, tuple[Parser, ...]]:
        lex = self.lexicon
        table: dict[str, list[Parser]] = {}

        def add(words: Iterable[str], parser: Parser) -> None:
            for word in words:
                table.setdefault(word, []).append(parser)

        ordinals = [*lex.ordinals, *(w for w, v in lex.cardinals.items() if v >= 20)]
        add(lex.months, lambda t, i: months.month_first(t, i, lex))
        add(lex.weekdays, lambda t, i: phrases.weekday_of_week(t, i, lex))
        add(lex.weekdays, lambda t, i: months.weekday_first(t, i, lex))
        add(["the", *lex.seasons], lambda t, i: seasons.season(t, i, lex))
        add(["the"], lambda t, i: months.day_first(t, i + 1, lex))
        add(["the"], self.the_ordinal_day)
        add(["the", "weekend"], self.weekend_of)
        add([*ordinals, *lex.cardinals], lambda t, i: months.day_first(t, i, lex))
        add(["the", "these", *lex.modifiers], lambda t, i: deictic.modified(t, i, lex))
        add(["the", "day", "this", "last", *lex.relative_days], lambda t, i: deictic.day_word(t, i, lex))
        add(["next", "last", "this"], lambda t, i: phrases.weekday_of_week(t, i, lex))
        parts = ["the", "very", "later", "earlier", "month", "year", "week", "eom", "eoy", "eow", "q", "h", *lex.parts, *lex.ordinals]
        add(dict.fromkeys(parts), lambda t, i: phrases.part_of(t, i, lex, self.point))
        add(["the", *ordinals], lambda t, i: seasons.century(t, i, lex))
        add(dict.fromkeys(["the", "week", "last", "final", *ordinals]), lambda t, i: phrases.nth_in(t, i, lex, self.point))
        add(lex.decades, lambda t, i: years.decade_word(t, i, lex))
        add(["the"], lambda t, i: phrases.bare_year(t, i, lex) if t.low(i + 1) == "year" else None)
        counts = [
            "the",
            "a",
            "an",
            "in",
            "couple",
            *lex.hedges,
            *lex.cardinals,
            *lex.sets["vague.words"],
            *(u for u in lex.units if u.endswith("s")),
        ]
        add(dict.fromkeys(counts), lambda t, i: relative.counted(t, i, lex, self.point))
        feasts = holidays.first_words(self.lang)
        add(dict.fromkeys([*feasts, "next", "last", "this", "coming", "previous"]), lambda t, i: holidays.holiday(t, i, lex, self.lang))
        return {word: tuple(rows) for word, rows in table.items()}

    def the_ordinal_day(self, t: Tokens, i: int) -> Node | None:
        """ "the 13th" with nothing counted after it."""
        if not (t.is_digits(i + 1, 2) and t.glued(i + 2) and t.low(i + 2) in ("st", "nd", "rd", "th")):
            return None
        day = int(t.low(i + 1))
        if not 1 <= day <= 31 or t.low(i - 1) not in ("on", "by", "until", "from", "to", "and", "before", "after", "since"):
            return None
        if t.low(i + 3) not in ("", ".", ",", ";", "and", "to", ")", "when", "the", "at", "in", "while", "but", "by", "after"):
            return None
        return calendar.calendar_node(i + 3, day=day)


_OPENERS = frozenset({"from", "between", "since", "until", "till", "every", "each"})
_PLURALS = frozenset({"mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"})


def _set(stop: int) -> Node:
    return Node(stop, lambda ctx: Reading(reason="recurs", keeps=True), kind="set", rule="D20", grain="set")


def _clocked(ctx: Context, inner: Node, clock: str) -> Reading:
    reading = inner.resolve(ctx)
    if reading.value is None or len(reading.value.lstrip("-")) != 10:
        return reading
    return replace(reading, value=reading.value + clock, rule="D33")


@cache
def grammar_of(lang: str) -> Grammar:
    """The grammar of a language ("en"), made once."""
    return Grammar(load_lexicon(lang), lang)


def _trigger_pattern(lexicon: Lexicon) -> str:
    words = {*lexicon.months, *lexicon.weekdays, *_PLURALS, *lexicon.seasons, *lexicon.units, *lexicon.relative_days, *lexicon.decades}
    words |= {"eom", "eoy", "eow", "noon", "midnight", "midday", "morning", "afternoon", "evening", "night"}
    for name in lexicon.holidays:
        parts = name.replace(".", " ").split()
        if not any(p in words or p.split("'")[0] in words for p in parts):
            words.add(max(parts, key=len).split("'")[0])
    heads = sorted({word[0] for word in words})
    # a literal first letter lets the scan skip ahead; the look-behind then asks for the start of a word
    by_head = [rf"{re.escape(head)}(?<!\w\w){_tree([w[1:] for w in words if w[0] == head])}\b" for head in heads]
    return "[0-9]+|" + "|".join(by_head)


def _tree(words: Sequence[str]) -> str:
    """A pattern for any of the words that branches letter by letter, so that no word is tried twice."""
    heads = sorted({word[0] for word in words if word})
    branches = [re.escape(head) + _tree([w[1:] for w in words if w and w[0] == head]) for head in heads]
    if not branches:
        return ""
    return ("(?:" + "|".join(branches) + ")") + ("?" if "" in words else "")
