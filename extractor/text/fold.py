"""Fold text for matching (rule Q1) and keep the way back: text in, folded text with a map to offsets out.

Quotation marks, dashes, ellipses and white space are written one way; letters are never changed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace

_SINGLE = "'‘’‚‛`´ʼ′‹›＇"
_DOUBLE = '"“”„‟«»″＂'
_DASH = "-‐‑‒–—―−﹣－"
_NOTHING = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_TABLE = {ord(c): "'" for c in _SINGLE} | {ord(c): '"' for c in _DOUBLE} | {ord(c): "-" for c in _DASH}
_TABLE |= {ord(c): "" for c in _NOTHING} | {ord("…"): "..."}
_GAP = r"[\s" + _NOTHING + "]+"
# Everything that needs work in a text that is in NFC already; the rest of the text is copied in runs.
_MARKS = "".join(sorted(set(_SINGLE + _DOUBLE + _DASH) - set("'\"-")))
_SPECIAL = re.compile(f"[{re.escape(_MARKS)}…]|{_GAP}")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and where its characters come from."""

    text: str
    _at: tuple[int, ...]
    """Offsets in the folded text at which a new piece starts ..."""
    _from: tuple[int, ...]
    """... and the offset in the source each piece starts at; a final pair closes the list."""
    _plain: tuple[bool, ...]
    _inner: Folded | None = None
    """What the source went through before: letters composed."""

    def source(self, index: int) -> int:
        """Offset in the source of a folded character; the folded length gives the end of the source."""
        k = bisect_right(self._at, index) - 1
        before = self._from[k] + (index - self._at[k] if self._plain[k] else 0)
        return before if self._inner is None else self._inner.source(before)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of the folded span [start, end), start < end.

        >>> folded = fold("He said “no…  never”.")
        >>> folded.span(*(folded.text.index("no..."), folded.text.index("never")))
        (9, 14)
        """
        k = bisect_right(self._at, end - 1) - 1
        stop = self._from[k] + (end - self._at[k]) if self._plain[k] else self._from[k + 1]
        j = bisect_right(self._at, start) - 1
        begin = self._from[j] + (start - self._at[j] if self._plain[j] else 0)
        return (begin, stop) if self._inner is None else self._inner.span(begin, stop)


def fold(text: str) -> Folded:
    """Fold a text by rule Q1: NFC, marks and dashes in ASCII, `...`, one space for any white space, no invisible marks.

    >>> fold("“It’s\\u00a0late,” — he said…").text
    '"It\\'s late," - he said...'
    """
    if unicodedata.is_normalized("NFC", text):
        return _rewrite(text, _SPECIAL, _folded_piece)
    composed = _rewrite(text, _uncomposed(text), lambda value: unicodedata.normalize("NFC", value))
    return replace(_rewrite(composed.text, _SPECIAL, _folded_piece), _inner=composed)


def _rewrite(text: str, pattern: re.Pattern[str], new: Callable[[str], str]) -> Folded:
    """The text with every match rewritten, and the map back."""
    out: list[str] = []
    at: list[int] = []
    source: list[int] = []
    plain: list[bool] = []
    size = done = 0

    def piece(value: str, start: int, is_plain: bool) -> None:
        nonlocal size
        at.append(size)
        source.append(start)
        plain.append(is_plain)
        out.append(value)
        size += len(value)

    for match in pattern.finditer(text):
        value = match.group(0)
        if value == " ":
            continue
        start, end = match.span()
        if start > done:
            piece(text[done:start], done, True)
        piece(new(value), start, False)
        done = end
    if done < len(text):
        piece(text[done:], done, True)
    piece("", len(text), True)
    return Folded("".join(out), tuple(at), tuple(source), tuple(plain))


def _folded_piece(value: str) -> str:
    """One mark, or a gap of white space and invisible marks, folded."""
    kept = value.translate(_TABLE)
    return " " if kept.isspace() else kept


def _uncomposed(text: str) -> re.Pattern[str]:
    """Letters with the combining marks behind them, and characters that NFC replaces."""
    used = sorted(set(text))
    extends = re.escape("".join(c for c in used if unicodedata.category(c).startswith("M") or "\u1161" <= c <= "\u11ff"))
    alone = re.escape("".join(c for c in used if not unicodedata.is_normalized("NFC", c)))
    parts = [f"[^{extends}][{extends}]+", rf"\A[{extends}]+"] if extends else []
    return re.compile("|".join([*parts, f"[{alone}]"] if alone else parts), re.DOTALL)


def fold_text(text: str) -> str:
    """The folded text alone, without surrounding white space."""
    return fold(text).text.strip()
