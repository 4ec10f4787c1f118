"""What a claim asks of a duration: its words in, the kind of time and the events it lies between out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from extractor.checks.counts.ask_head import NUMBER_WORDS
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import load_words
from extractor.checks.words import check_words

_TOKEN = re.compile(r"[^\W_]+(?:[.'’\-][^\W_]+)*(?:(?<=s)['’](?!\w))?")
_PLAIN, _LIMITS, _HAD = (vocabulary(n) for n in ("plain_spans", "time_limits", "had_time"))
_SOURCES = re.compile(
    r",?\s*\b(?:according to|in the (?:view|words|opinion) of|in \S+ view|as (?:reported|estimated|seen) by|by (?:her|his|their|the|\S+) "
    r"(?:account|estimate)|says(?=,|$)|by estimates)\b.*?(?=,|$)",
    re.IGNORECASE,
)
_KEPT = frozenset(("man", "men"))
"""Nouns that share their stem with a small word ("many")."""
_OWNER, _NAME = 0.5, 1.2
"""Weights of one whose thing or kin is named ("Okafor's predecessor") and of another name."""
_SPAN = r"(?:(?:average|planned|expected|maximum|minimum|estimated|total|shortest|longest|the|an?)\s+)*"
_UNIT = (
    r"(?:time|times|interval|period|gap|wait|lull|pause|number of \w+|seconds|minutes|hours|days|weeks|months|years"
    r"|how long|how soon|how many \w+|age)"
)
_EVERY = re.compile(r"\b(?:interval|time|period|gap) between (?!.*\band\b)|\bhow often\b|\bfrequency\b|\bcycle\b")
_TIME = rf"^{_SPAN}{_UNIT} "
_BETWEEN = re.compile(_TIME + r"(?:\w+ ){0,2}?(?:from|between) (?P<a>.+?) (?:to|until|till|and) (?P<b>.+)$")
_SINCE = re.compile(
    _TIME + r"(?:that (?:had |has )?(?:passed|elapsed) )?(?:since|after) (?P<a>.+?)(?: (?:when|that|at which|until|before) (?P<b>.+))?$"
)
_UNTIL = re.compile(
    _TIME + r"(?:left |remaining |to go |still )*(?:until|till|before|to(?= the )|in(?= the ))\s?(?P<b>.+?)"
    r"(?: (?:when|that|at which|after) (?P<a>.+))?$"
)
_INTO = re.compile(rf"^{_SPAN}{_UNIT} into (?P<a>.+?)(?: (?:when|at which|that) (?P<b>.+))?$")
_HOW_FAR = re.compile(r"^how (?:long|many \w+|soon) (?P<way>before|after) (?P<a>.+)$")
_EARLY = re.compile(r"\b(?:earlier|sooner|early|ahead of|before schedule)\b")
_SHIFT = re.compile(r"^(?:length of (?:the )?)?(?:how much (?:later|earlier|sooner)|how (?:late|early)|\w* ?delay\b|time by which\b)")
_MORE = re.compile(r"^(?:how much (?:longer|shorter|faster|slower|older|younger)|(?:\w+ )?margin\b|.*\btime by which\b|\w+ by which\b)")

_TO_DO = re.compile(
    r"(?:time|days|hours|weeks|months) (?:that )?(?:\S+ ){1,5}?(?:has|have|had|was given|were given|is given|are given|got|gets) to \w+"
)
_LONGEST = 400
"""Characters of a claim that are read."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of a claim."""

    word: str
    keys: frozenset[str]
    weight: float
    name: bool = False


@dataclass(frozen=True, slots=True)
class SpanAsk:
    """A claim of a duration."""

    role: str
    """for, between, shift, limit, every, more or past."""
    first: tuple[Asked, ...]
    """What it is counted from."""
    second: tuple[Asked, ...]
    """What it is counted to."""
    words: tuple[Asked, ...]
    """All it names."""
    early: bool = False
    strict: bool = False
    """It asks for the length of something and for nothing between two events."""


@lru_cache(maxsize=4096)
def read_span_claim(of: str) -> SpanAsk | None:
    """Read a claim's words; None when it names nothing.

    >>> asked = read_span_claim("time from the shooting to the arrest")
    >>> asked.role, [a.word for a in asked.first], [b.word for b in asked.second]
    ('between', ['shooting'], ['arrest'])
    """
    text = " ".join(_SOURCES.sub(" ", re.sub(r"\([^()]*\)", " ", of[:_LONGEST])).split())
    if re.match(r"(?:average )?ages?\b|.*\bages? (?:of|at|when)\b|\w+(?:'s|’s|s')? age\b", text):
        return None
    whole = words_of(text)
    if not whole:
        return None
    if _EVERY.search(text.lower()):
        return SpanAsk("every", (), (), whole)
    if _SHIFT.match(text) and not text.startswith("time by which"):
        return SpanAsk("shift", (), (), whole, early=_EARLY.search(text) is not None)
    if _MORE.match(text):
        return SpanAsk("more", (), (), whole)
    lows = [m.group().lower() for m in _TOKEN.finditer(text)]
    if set(lows[:3]) & _LIMITS or re.match(
        r"(?:time|period) (?:allowed|within which|given|in which .* (?:expected|must|due|(?:has|had|have) to))\b", text
    ):
        return SpanAsk("limit", (), (), whole)
    if re.match(r"(?:\w+ )?(?:recent|past|last) (?:\w+ )?(?:period|time)\b", text):
        return SpanAsk("past", (), (), whole)
    for pattern in (_BETWEEN, _INTO, _SINCE, _UNTIL):
        found = pattern.match(text)
        if found is not None:
            parts = found.groupdict()
            return SpanAsk("between", words_of(parts.get("a") or ""), words_of(parts.get("b") or ""), whole)
    if _has_time(text):
        return SpanAsk("limit", (), (), whole)
    found = _HOW_FAR.match(text)
    if found is not None:
        return SpanAsk("between", whole, (), whole)
    return SpanAsk("for", (), (), whole, strict=re.match(r"(?:\w+ )?(?:length|duration)\b", text) is not None)


def _has_time(text: str) -> bool:
    """ "Time residents were given to leave", "time Chrysler has to enter a partnership"."""
    return _TO_DO.match(text) is not None


def words_of(text: str) -> tuple[Asked, ...]:
    """The content words of a part of a claim."""
    words = load_words()
    raw = [m.group() for m in _TOKEN.finditer(text)]
    lows = [t.lower().replace("’", "'").removesuffix("'s").rstrip("'") for t in raw]
    made: list[Asked] = []
    months = check_words().months
    for i, (token, low) in enumerate(zip(raw, lows, strict=True)):
        if low.isdigit() and len(low) < 3 and months & set(lows[max(0, i - 1) : i + 2]):
            made.append(Asked(low, frozenset((low,)), 1.0))
            continue
        if (
            not low
            or (low in words.lists["function"] and low not in _KEPT)
            or low in _HAD
            or low in _PLAIN
            or low in NUMBER_WORDS
            or (low.isdigit() and len(low) < 3)
        ):
            continue
        if (low in words.lists["stop"] and low not in _KEPT) or (len(low) == 1 and low.isalpha()) or low in words.lists["negations"]:
            continue
        name = token[:1].isupper() and i > 0
        keys = words.claim_keys(token if name else low) | words.idiom(lows, i)
        for part in low.split("-") if "-" in low else ():
            keys |= words.claim_keys(part) if len(part) > 2 else frozenset()
        if i + 1 < len(lows):
            keys |= words.phrasal.get((words.stem(low), lows[i + 1]), frozenset())
        owner = token.endswith(("'s", "’s", "s'", "s’")) and i + 1 < len(lows) and lows[i + 1] not in _PLAIN
        made.append(Asked(low, keys, _OWNER if owner else _NAME if name else 1.0, name))
    return tuple(made)


def all_keys(asked: Iterable[Asked]) -> frozenset[str]:
    """The keys of all words of a claim's part."""
    return frozenset(key for one in asked for key in one.keys)
