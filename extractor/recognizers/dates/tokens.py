"""Cut the neighbourhood of a trigger into words, numerals and marks; read numerals and ordinals from them."""

from __future__ import annotations

import re

from extractor.recognizers.dates.lexicon import Lexicon

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+(?:['\u2019](?!s\b)[^\W\d_]+)*|['\u2019]s\b|\S")
_PADDING = 16
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
HYPHENS = frozenset("-\u2010\u2011\u2013\u2014~")


class Tokens:
    """Tokens of `text[start:stop]`; an index past either end reads as an empty word."""

    __slots__ = ("ends", "is_ancient", "lows", "n", "starts", "text")

    def __init__(self, text: str, start: int, stop: int, *, is_ancient: bool = False) -> None:
        self.text = text
        self.is_ancient = is_ancient
        """Whether the article tells of years of three digits."""
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.lows: list[str] = []
        for match in _TOKEN.finditer(text, start, stop):
            self.starts.append(match.start())
            self.ends.append(match.end())
            self.lows.append(match.group().lower().replace("\u2019", "'"))
        self.n = len(self.lows)
        self.lows += [""] * _PADDING
        self.starts += [stop] * _PADDING
        self.ends += [stop] * _PADDING

    def low(self, i: int) -> str:
        """The lower-case word at `i`, or ""."""
        return self.lows[i] if 0 <= i < self.n else ""

    def is_capital(self, i: int) -> bool:
        return 0 <= i < self.n and self.text[self.starts[i]].isupper()

    def glued(self, i: int) -> bool:
        """Whether token `i` follows the one before without a space."""
        return 0 < i < self.n and self.starts[i] == self.ends[i - 1]

    def is_digits(self, i: int, most: int = 4) -> bool:
        word = self.low(i)
        return len(word) <= most and word.isascii() and word.isdigit()

    def at(self, offset: int, i: int) -> int:
        """The first token from `i` on that starts at or after `offset`."""
        while i < self.n and self.starts[i] < offset:
            i += 1
        return i

    def plain_digits(self, i: int, most: int = 4) -> bool:
        """Digits that are no part of a decimal, a grouped number, a clock time, a score or an amount."""
        if not self.is_digits(i, most):
            return False
        if self.glued(i) and (self.low(i - 1) in "$€£¥₹#.,:/" and not (self.low(i - 1) in ".,:" and not self.is_digits(i - 2, 99))):
            return False
        after, glued = self.low(i + 1), self.glued(i + 1)
        if glued and after in "%°" and after:
            return False
        if glued and after == ":" and self.glued(i + 2) and self.low(i + 2)[:1].isdigit():
            return False
        return not (glued and after in ".," and after and self.glued(i + 2) and self.low(i + 2)[:1].isdigit())


def read_ordinal(t: Tokens, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """ "13th", "twenty second", "thirty-first": the number and the token after."""
    word = t.low(i)
    if t.is_digits(i, 2) and t.glued(i + 1) and t.low(i + 1) in _SUFFIXES:
        return int(word), i + 2
    if word in lexicon.ordinals:
        return lexicon.ordinals[word], i + 1
    tens = lexicon.cardinals.get(word, 0)
    if tens >= 20:
        j = i + 2 if t.low(i + 1) in HYPHENS else i + 1
        ones = lexicon.ordinals.get(t.low(j), 0)
        if 0 < ones < 10:
            return tens + ones, j + 1
    return None


def read_cardinal(t: Tokens, i: int, lexicon: Lexicon) -> tuple[int | None, int] | None:
    """ "3", "twenty-five", "a", "a hundred": the number and the token after; None as number when it is not told ("a few")."""
    word = t.low(i)
    if t.is_digits(i, 3):
        after = t.low(i + 1)
        if t.glued(i + 1) and (after in _SUFFIXES or (after in ".,:" and t.glued(i + 2) and t.low(i + 2)[:1].isdigit())):
            return None
        return int(word), i + 1
    if word in ("a", "an"):
        following = t.low(i + 1)
        if following == "couple":
            j = i + 3 if t.low(i + 2) == "of" else i + 2
            return 2, j
        if following in ("few", "good"):
            return None, i + 2
        if following == "hundred":
            return 100, i + 2
        if following == "dozen":
            return 12, i + 2
        return 1, i + 2 if following in ("full", "whole", "single", "mere") else i + 1
    if word in lexicon.cardinals:
        value, j = lexicon.cardinals[word], i + 1
        if value >= 20:
            k = j + 1 if t.low(j) in HYPHENS else j
            ones = lexicon.cardinals.get(t.low(k), 0)
            if 0 < ones < 10:
                return value + ones, k + 1
        if value < 10 and t.low(j) == "hundred":
            return value * 100, j + 1
        return value, j
    if word == "couple":
        return 2, i + 2 if t.low(i + 1) == "of" else i + 1
    if word in lexicon.sets["vague.words"]:
        return None, i + 1
    return None


def read_year_words(t: Tokens, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """ "nineteen eighty-six", "two thousand and ten", "seventeen hundred thirty three"."""
    head = lexicon.cardinals.get(t.low(i), 0)
    if head == 2 and t.low(i + 1) == "thousand":
        j = i + 3 if t.low(i + 2) == "and" else i + 2
        tail = _below_hundred(t, j, lexicon)
        return (2000 + tail[0], tail[1]) if tail else (2000, i + 2)
    if not 15 <= head <= 20:
        return None
    j = i + 1
    if t.low(j) == "hundred":
        tail = _below_hundred(t, j + 2 if t.low(j + 1) == "and" else j + 1, lexicon)
        return (head * 100 + tail[0], tail[1]) if tail else (head * 100, j + 1)
    tail = _below_hundred(t, j, lexicon)
    return (head * 100 + tail[0], tail[1]) if tail and tail[0] >= 10 else None


def _below_hundred(t: Tokens, i: int, lexicon: Lexicon) -> tuple[int, int] | None:
    value = lexicon.cardinals.get(t.low(i))
    if value is None:
        return None
    if value >= 20:
        j = i + 2 if t.low(i + 1) in HYPHENS else i + 1
        ones = lexicon.cardinals.get(t.low(j), 0)
        if 0 < ones < 10:
            return value + ones, j + 1
    return value, i + 1
