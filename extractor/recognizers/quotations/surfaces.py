"""Find the names of a text by their capitals, where no names are given: text in, spans out."""

from __future__ import annotations

import re
from collections import Counter

from extractor.recognizers.gazetteer import load_gazetteer
from extractor.recognizers.quotations.lexicon import quotation_words
from extractor.recognizers.quotations.naming import bare_word, name_gender

Surface = tuple[int, int, str | None]
"""Start, end and kind of a name."""
_NAME = r"(?:(?:[A-Z]\.){2,}|[A-Z][\w’'&]*(?:-[\w’']+)*(?:(?:(?<=\b[A-Z])|(?<=\bMr)|(?<=\bMrs)|(?<=\bMs)|(?<=\bDr)|(?<=\bSt))\.)?)"
_RUN = re.compile(rf"\b{_NAME}(?:[ \u00a0](?:(?:de|la|del|di|da|al|el|bin|ibn|van|von|der|of the|of) )?{_NAME})*")
_SMALL_WORD = re.compile(r"\b[a-z]{2,}\b")
_TITLED = re.compile(r" (?:Mr|Mrs|Ms|Dr)\.? ")


def find_surfaces(text: str) -> list[Surface]:
    """Start, end and kind of every name; the kind is None where the words do not tell.

    >>> text = "On Monday Dmitry Peskov met Mr. Lee."
    >>> [text[start:end] for start, end, _ in find_surfaces(text)]
    ['Dmitry Peskov', 'Mr. Lee']
    """
    lists, out = quotation_words(), list[Surface]()
    common, given = frozenset(_SMALL_WORD.findall(text)), load_gazetteer().gender
    matches = list(_RUN.finditer(text))
    runs = Counter(match.group(0) for match in matches)
    often = Counter[str]()
    for run, times in runs.items():
        for word in run.split():
            often[word] += times
    for match in matches:
        start, end = match.span()
        words = match.group(0).split()
        opening = text[max(0, start - 4) : start].rstrip(" \n\"'“‘")[-1:] in ("", ".", "!", "?", ":") or text[start - 1 : start] == "\n"
        while words and (
            bare_word(words[0]) in lists.no_names
            or (opening and len(words) > 1 and _is_opening_word(words[0], runs[match.group(0)], common))
        ):
            start += len(words[0]) + 1
            words = words[1:]
        if not words or start >= end or sum(len(w) > 3 and w.isupper() for w in words) > 1:
            continue
        if len(words) == 1 and (bare_word(words[0]) in common or len(words[0]) < 2 or bare_word(words[0]) in lists.cues):
            continue
        if len(words) == 1 and opening and bare_word(words[0]) not in given and (often[words[0]] < 2 or words[0].endswith("ly")):
            continue
        while end > start and text[end - 1] in "’'.":
            end -= 1
        if text[end - 2 : end] in ("'s", "’s"):
            end -= 2
        titled = _TITLED.search(text[start:end])
        if titled:
            start += titled.start() + 1
        cut = _after_body(text, start, end)
        if cut:
            out.append((start, start + cut, "organization"))
            start += cut + 1
        if end > start:
            out.append((start, end, None))
    return out


def _is_opening_word(word: str, times: int, common: frozenset[str]) -> bool:
    """A word the text also writes small, with its capital only from the start of the sentence: "Upon Warwick"."""
    low, lists = bare_word(word), load_gazetteer()
    return times < 2 and (low in common or word.endswith("ly")) and low not in lists.gender and low not in lists.titles


def _after_body(text: str, start: int, end: int) -> int:
    """Length of the body at the start of a run that ends in a person: "Refugee Council Enver Solomon"; 0 when there is none."""
    heads = load_gazetteer().organization_heads
    words = text[start:end].split(" ")
    for k in range(1, len(words) - 1):
        if words[k - 1].lower() in heads and len(words) - k >= 2 and name_gender(" ".join(words[k:])):
            return len(" ".join(words[:k]))
    return 0
