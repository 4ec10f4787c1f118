"""What the words of a name tell: gender, titles, whether it is a person or a body."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from extractor.recognizers.gazetteer import load_gazetteer
from extractor.recognizers.quotations.lexicon import quotation_words
from extractor.recognizers.quotations.phrases import Phrase

HONORIFICS = frozenset(
    "mr mrs ms miss dr sir lord lady madame mme monsieur mother father aunt uncle captain king queen prince princess".split()
)
_FOND = frozenset("dear dearest poor old little young".split())
"""Words before a name that are no part of it."""


_DETERMINERS = frozenset("The A An One This That Another His Her My Their Our Your Its".split())


@lru_cache(maxsize=8192)
def name_gender(name: str, before: str = "") -> str | None:
    """ "male" or "female" by a title or given name; None when neither tells.

    >>> name_gender("Mrs. Bennet"), name_gender("Dmitry Peskov"), name_gender("Slutsky", "Mr. ")
    ('female', 'male', 'male')
    """
    table, lists = load_gazetteer().gender, quotation_words()
    last = name.rsplit(None, 1)[-1].lower() if name.strip() else ""
    if name[:1].islower() or name.partition(" ")[0] in _DETERMINERS:
        return "male" if last in lists.male_nouns else "female" if last in lists.female_nouns else None
    tail = before.split()
    words = ([tail[-1].lower().rstrip(".")] if tail else []) + name.replace(".", " ").lower().split()[:3]
    return next((table.get(word) or lists.given[word] for word in words if word in table or word in lists.given), None)


def is_described(name: str) -> bool:
    """Whether a speaker is only described: "the old man", "His wife".

    >>> is_described("the old man"), is_described("Mr. Lee"), is_described("The Lees")
    (True, False, False)
    """
    words = name.split()
    rest = words[1:] if words and words[0] in _DETERMINERS else words
    return bool(rest) and not any(word[0].isupper() for word in rest)


@lru_cache(maxsize=8192)
def bare_name(name: str) -> str:
    """A name without titles before it and a possessive after it."""
    titles = load_gazetteer().titles | HONORIFICS
    words = name.replace("\u00a0", " ").split()
    if words and words[-1].lower() not in load_gazetteer().organization_heads:
        held = [k for k, word in enumerate(words[:-1]) if titles & set(word.lower().rstrip(".").split("-"))]
        words = words[held[-1] + 1 :] if held else words
    while len(words) > 1 and words[0].lower() in _FOND:
        words = words[1:]
    out = " ".join(words)
    return out[:-2] if out.endswith(("'s", "’s")) else out.rstrip("'’.") if not re.search(r"\b[A-Z]\.$|Jr\.$|Sr\.$", out) else out


@lru_cache(maxsize=8192)
def is_body(name: str) -> bool:
    """Whether a name is that of an organization, place or country."""
    words = [w.lower().rstrip(".'’") for w in name.split()]
    lists = load_gazetteer()
    if tuple(name.split()) in lists.kinds:
        return True
    if any(word in lists.organization_heads or word in lists.place_heads for word in words):
        return True
    return len(words) == 1 and name.isupper() and len(name) > 1


def title_before(text: str, at: int) -> str:
    """The word before a name, lower case, where it may be a title; "" at the start of a line."""
    tail = text[max(0, at - 12) : at].split()
    return tail[-1].lower().rstrip(".") if tail and text[at - 1 : at] == " " else ""


def bare_word(word: str) -> str:
    """A word in lower case without the marks behind it."""
    return word.lower().rstrip(".,'’").replace("’", "'")


@lru_cache(maxsize=1)
def human_nouns() -> re.Pattern[str]:
    """A noun phrase for a person: "the tall boy", "his wife"; group 2 is the noun."""
    lists = quotation_words()
    nouns = "|".join(sorted(lists.male_nouns | lists.female_nouns | (lists.unnamed - lists.bodies), key=lambda w: (-len(w), w)))
    return re.compile(
        r"\b((?:the|a|an|his|her|my|their|our|one|another|this|that) "
        r"(?:(?!(?:of|and|to|in|on|at|who|that|was|is|had)\b)[a-z][\w-]+ ){0,2}?)"
        rf"({nouns})\b",
        re.IGNORECASE,
    )


def name_in(phrase: Phrase, text: str, spans: Sequence[tuple[int, int, str | None]]) -> tuple[int, int] | None:
    """The span of the name inside a phrase, titles and roles left out; None for an unnamed speaker."""
    k = bisect_left(spans, (phrase.start, -1, "")) if spans else 0
    best: tuple[int, int] | None = None
    prepositions = quotation_words().prepositions
    for start, end, kind in spans[max(0, k - 1) : k + 8]:
        if end <= phrase.start or start >= phrase.end:
            continue
        start, end = max(start, phrase.start), min(end, phrase.end)
        tail = text[end : end + 2]
        possessive = tail in ("'s", "’s") and end + 2 < phrase.end
        attributive = text[end : phrase.end].strip().split()
        if possessive or (kind in ("country", "group") and attributive):
            continue
        if (
            attributive
            and attributive[0][:1].islower()
            and attributive[0] not in ("of", "in", "at", "for", "from", "with", "by", "and", "who")
            and not attributive[0].startswith(("'", "’"))
        ):
            continue
        before = text[phrase.start : start].lower().split()
        person = end == phrase.end and (kind == "person" or (kind is None and name_gender(text[start:end])))
        if not person and any(w in prepositions for w in before) and before[0] not in prepositions:
            continue
        if best is None or kind == "person" or (text[best[1] : start].strip() in ("", ",")):
            best = (start, end)
    return best
