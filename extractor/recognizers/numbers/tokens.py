"""Cut a text into the words, numerals and signs that the number reader looks at; text in, parallel lists out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

# One pass; every alternative starts with another kind of character, and no quantifier is nested in another.
_PATTERN = r"""
    [0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?                # 1,350  2,204.62
  | [0-9]{1,3},[0-9]{1,2}(?=\s?%)                              # 8,26%
  | [0-9]{1,3}(?:[\u00a0\u2009\u202f][0-9]{3})+(?![0-9])(?:\.[0-9]+)?  # 1 350 with a no-break or thin space
  | [0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3}(?![0-9A-Za-z]))?    # 1350  4.1  1.3e6
  | (?<![\w.])\.[0-9]+                                            # .75
  | [\u00bc-\u00be\u2150-\u215e\u2189]                            # vulgar fractions
  | [^\W\d_]+(?:['\u2019](?![sS](?![^\W\d_]))[^\W\d_]+)?        # words, with an apostrophe inside; a possessive 's stands apart
  | \S
    """
_TOKEN = re.compile(_PATTERN, re.VERBOSE)
# M1: 2,75,000 only in a text that speaks of rupees, lakhs or crores; the bound keeps a list of pairs from costing more than it is long.
_INDIAN_WORDS = ("upee", "akh", "rore", "Rs", "\u20b9")
_INDIAN_TOKEN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2}){1,4},[0-9]{3}(?![0-9])(?:\.[0-9]+)? | " + _PATTERN.lstrip(), re.VERBOSE)
_PADDING = ("",) * 64
"""Empty tokens behind the last one: a place before the first token reads them too, as the index counts from the end."""
_DIGITS = frozenset("0123456789")
HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")
"""Hyphen-minus, hyphens, dashes and the minus sign."""


class Tokens:
    """The tokens of one text: surface, lower case and offsets, by token index."""

    __slots__ = ("__dict__", "_counts", "_positions", "ends", "low", "lows", "n", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self._counts: dict[str, int] = {}
        self._positions: dict[str, list[int]] = {}
        indian = any(word in text for word in _INDIAN_WORDS)
        self.words: list[str] = (_INDIAN_TOKEN if indian else _TOKEN).findall(text)
        self.n = len(self.words)
        self.lows = [*map(str.lower, self.words), *_PADDING]
        self.low: Callable[[int], str] = self.lows.__getitem__
        """Token `i` in lower case; the empty string up to 64 places before the first and behind the last token."""
        self.starts, self.ends = _places(text, self.words)

    def count_of(self, sign: str) -> int:
        """Count a sign in the whole text; counted once."""
        found = self._counts.get(sign)
        if found is None:
            found = self._counts[sign] = self.text.count(sign)
        return found

    def positions(self, name: str, words: frozenset[str]) -> list[int]:
        """List the tokens that are among `words`, in order; found once for each `name`."""
        found = self._positions.get(name)
        if found is None:
            found = self._positions[name] = [i for i, low in enumerate(self.lows) if low in words]
        return found

    def is_digits(self, i: int) -> bool:
        """Tell whether token `i` is a numeral in digits."""
        if not 0 <= i < self.n:
            return False
        word = self.words[i]
        return word[0] in _DIGITS or (word[0] == "." and len(word) > 1)

    def is_word(self, i: int) -> bool:
        """Tell whether token `i` is a word of letters."""
        return 0 <= i < self.n and self.words[i][0].isalpha()

    def is_capital(self, i: int) -> bool:
        """Tell whether token `i` starts with a capital letter."""
        return 0 <= i < self.n and self.words[i][0].isupper()

    def glued(self, i: int) -> bool:
        """Tell whether token `i` follows token `i - 1` without a space."""
        return 0 < i < self.n and self.starts[i] == self.ends[i - 1]

    def near(self, i: int) -> bool:
        """Tell whether tokens `i - 1` and `i` stand in the same paragraph: no blank line between them."""
        if not 0 < i < self.n:
            return False
        gap = self.starts[i] - self.ends[i - 1]
        return gap < 2 or (gap < 9 and self.text.count("\n", self.ends[i - 1], self.starts[i]) < 2)

    def same_line(self, i: int) -> bool:
        """Tell whether tokens `i - 1` and `i` stand on one line."""
        if not 0 < i < self.n:
            return False
        gap = self.starts[i] - self.ends[i - 1]
        return gap == 0 or (gap < 9 and "\n" not in self.text[self.ends[i - 1] : self.starts[i]])

    def opens_line(self, i: int) -> bool:
        """Tell whether token `i` is the first of its line."""
        return i == 0 or "\n" in self.text[self.ends[i - 1] : self.starts[i]]

    def opens_sentence(self, i: int) -> bool:
        """Tell whether token `i` starts the text, a line or a sentence."""
        return self.opens_line(i) or self.lows[i - 1] in '.!?:;\u201c"\u2018'

    def matches(self, i: int, phrase: tuple[str, ...]) -> bool:
        """Tell whether the lower-case tokens from `i` on are `phrase`."""
        return self.lows[i : i + len(phrase)] == list(phrase)

    @cached_property
    def first_names(self) -> dict[str, set[str]]:
        """What stands with a capital letter before a capitalised word on its line, in lower case: "Arce" behind "tomas" and "mayor"."""
        names: dict[str, set[str]] = {}
        for i in range(1, self.n):
            if self.words[i][0].isupper() and self.words[i - 1][0].isupper() and self.same_line(i):
                names.setdefault(self.words[i], set()).add(self.lows[i - 1])
        return names

    @cached_property
    def decimal_comma(self) -> bool:
        """Whether the text writes decimals with a comma ("4,5") and never with a point."""
        return bool(re.search(r"(?<![0-9.,])[0-9]+,[0-9]{1,2}(?![0-9,])", self.text)) and not re.search(
            r"[0-9]\.[0-9]{1,2}(?![0-9])|[0-9],[0-9]{3}(?![0-9])", self.text
        )


def _places(text: str, words: list[str]) -> tuple[list[int], list[int]]:
    """Give the start and end of each token: only white space lies between two of them, so the next find is the token itself."""
    starts: list[int] = []
    ends: list[int] = []
    position, find = 0, text.find
    for word in words:
        position = find(word, position)
        starts.append(position)
        position += len(word)
        ends.append(position)
    return starts, ends
