"""Resolve the words that name a speaker: a phrase in, the fullest name of the person or body it stands for out (rule S3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.recognizers.quotations.lexicon import quotation_words
from extractor.recognizers.quotations.naming import name_gender, name_in
from extractor.recognizers.quotations.people import NARRATOR, People
from extractor.recognizers.quotations.phrases import Phrase
from extractor.recognizers.quotations.turn import Turn

_FIRST = frozenset({"i", "we"})
_OBJECTS = {"him": "he", "them": "they"}
"""Pronouns of whom somebody quotes: "Reuters quoted him as saying"."""
_EQUAL = 0.3
"""In a report, two people whose claims to a pronoun differ by less than a sentence or two fit equally well (S3)."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A resolved speaker with the words beside the quotation that name it."""

    name: str | None
    start: int | None = None
    end: int | None = None
    candidates: tuple[str, ...] = ()
    rule: str = "S1"
    implied: bool = False


def resolve_phrase(text: str, phrase: Phrase, people: People) -> Voice:
    """The fullest name of a phrase, or of the person a pronoun or description stands for."""
    return resolve(text, phrase, None, people, ())


def resolve(text: str, phrase: Phrase, turn: Turn | None, people: People, recent: Sequence[str]) -> Voice:
    """The same beside a quotation; `recent` are the speakers before it, the latest first."""
    lists = quotation_words()
    first = phrase.words[0].low
    start, end = phrase.start, phrase.end
    first = _OBJECTS.get(first, first) if len(phrase.words) == 1 else first
    if len(phrase.words) == 1 and first in lists.pronouns:
        if first in _FIRST:
            return Voice(NARRATOR if first == "i" else None, start, end)
        return _pronoun(turn, first, start, end, people, recent)
    return named(text, phrase, people)


def named(text: str, phrase: Phrase, people: People) -> Voice:
    """The speaker of a phrase that is no pronoun."""
    start, end = phrase.start, phrase.end
    span = name_in(phrase, text, people.surfaces)
    if span is not None:
        return Voice(people.fullest(text[span[0] : span[1]], span[0]), start, max(span[1], start + 1))
    name = _described(text, phrase, people)
    return Voice(name, start, end, rule="S1" if name == phrase.text else "S3")


def _pronoun(turn: Turn | None, word: str, start: int, end: int, people: People, recent: Sequence[str]) -> Voice:
    before = min(start, turn.quoted.outer_start) if turn else start
    lists = quotation_words()
    gender = "male" if word in lists.male else "female" if word in lists.female else None
    options = people.nearest(before, word, prefer=recent[:3], margin=_EQUAL)
    if len(options) == 1:
        return Voice(options[0].name, start, end, rule="S3")
    if options:
        return Voice(None, start, end, tuple(sorted(o.name for o in options)), "S3")
    if gender is None:
        return Voice(None, start, end, rule="S3")
    known = next((name for name in recent if name_gender(name) == gender), None)
    open_name = next((name for name in recent if name[:1].isupper() and name != NARRATOR and name_gender(name) is None), None)
    return Voice(known or open_name, start, end, rule="S3")


def _described(text: str, phrase: Phrase, people: People) -> str:
    """ "The NATO official" after "a NATO official"; "the spokesman" after "spokesman Dmitry Peskov"; else the phrase itself."""
    surface = text[phrase.start : phrase.end]
    words = surface.split()
    spouse = people.descriptions.named(surface) or people.spouse(surface, phrase.start) or people.titled(surface, phrase.start)
    if spouse is not None:
        return spouse
    if words[0].lower() not in ("the", "this", "that") or len(words) < 2:
        return surface
    rest = " ".join(words[1:])
    for article in ("a", "an", "another", "one"):
        at = people.descriptions.first(f"{article} {rest.lower()}")
        at = at if at < phrase.start else -1
        end = at + len(article) + 1 + len(rest)
        if at >= 0 and not text[max(0, at - 1) : at].isalnum() and not text[end : end + 1].isalnum():
            return text[at:end]
    if len(words) == 2 and rest.lower() in quotation_words().unnamed:
        window = text[max(0, phrase.start - 3_000) : phrase.start]
        head = re.escape(rest)
        before = rf"\b{head} ((?:[A-Z][\w'’-]+ ?){{2,3}})"
        behind = rf"((?:[A-Z][\w'’-]+ ){{1,2}}[A-Z][\w'’-]+), (?:an?|the) [^,.]{{0,40}}\b{head}\b"
        named = list(re.finditer(f"{before}|{behind}", window))
        if named:
            return (named[-1].group(1) or named[-1].group(2)).strip()
    return surface.partition(", by ")[0]
