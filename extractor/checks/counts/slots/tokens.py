"""The words of an article as the count checks see them: sentences of words with their keys, with or without trees."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import Words, load_words
from extractor.core.annotations import Annotations
from extractor.core.syntax import Sentence, Token
from extractor.recognizers.gazetteer import load_gazetteer
from extractor.recognizers.syntax.pipeline import MAX_SENTENCE_TOKENS
from extractor.text.segment import segment
from extractor.text.tokenize import tokenize

AUXILIARIES = vocabulary("auxiliaries")
HYPHENS = frozenset("-‐‑")
_WAYS = frozenset("to off away back into".split())
"""Words behind a verb that no noun in its place would have: "three swam to safety"."""
_PREFIXED = re.compile(r"(?:under|over|with|out|re|fore)(?:went|took|came|held|stood|drew|threw|gave|rode|wrote|bid)")
"""Past tenses made with a prefix, which are never adjectives."""
_CLOSED = {
    **dict.fromkeys("a an the this that these those some any no every each all both its their his her our my your another".split(), "DET"),
    **dict.fromkeys(
        "of in on at for from by with into onto over under about per against through across within along near between among during".split(),
        "ADP",
    ),
    **dict.fromkeys("and or but nor".split(), "CCONJ"),
    **dict.fromkeys("while because although though if unless until since whereas when where".split(), "SCONJ"),
    **dict.fromkeys("he she it they we i you who whom whose which them him us me none nobody".split(), "PRON"),
    **dict.fromkeys("not also seriously still already only just now then there here".split(), "ADV"),
    **dict.fromkeys(AUXILIARIES, "AUX"),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the article."""

    start: int
    end: int
    low: str
    pos: str
    """Universal part of speech; a guess where there is no tree."""
    tag: str
    keys: frozenset[str]

    @property
    def nominal(self) -> bool:
        return self.pos in ("NOUN", "PROPN")


@dataclass(frozen=True)
class Line:
    """A sentence as words, with its tree when there is one."""

    number: int
    start: int
    end: int
    words: tuple[Word, ...]
    tree: Sentence | None
    paragraph: int
    _extra: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def starts(self) -> list[int]:
        return [w.start for w in self.words]

    def at(self, offset: int) -> int:
        """Index of the word that covers an offset, or of the last word before it; -1 before the first."""
        return bisect_right(self.starts, offset) - 1


def lines_of(annotations: Annotations) -> tuple[Line, ...]:
    """Every sentence of the article as words; sentences without trees are split and tagged by word lists."""
    memo = annotations._memo.get("counts.lines")
    if isinstance(memo, tuple):
        return memo
    text, words = annotations.article.text, load_words()
    out: list[Line] = []
    paragraph, last = 0, 0
    spans = annotations.sentences or tuple(_bare(text))
    for number, sentence in enumerate(spans):
        if "\n" in text[last : sentence.start]:
            paragraph += 1
        last = sentence.end
        tree = sentence if annotations.sentences else None
        out.append(Line(number, sentence.start, sentence.end, tuple(_words(sentence, words, tree is not None)), tree, paragraph))
    lines = tuple(out)
    annotations._memo["counts.lines"] = lines
    return lines


def _words(sentence: Sentence, words: Words, tagged: bool) -> list[Word]:
    out: list[Word] = []
    lows = [token.text.lower().replace("’", "'") for token in sentence.tokens]
    for i, token in enumerate(sentence.tokens):
        low = lows[i]
        pos = token.upos if tagged else _guess(token.text, low, i, sentence.tokens, words)
        tag = token.xpos
        if low in ("-", "--") and _spaced(sentence.tokens, i):
            low = "–"  # a dash typed as a hyphen
        if low in ("%", "$", "£", "€"):
            pos = "SYM"
        elif pos == "ADJ" and _PREFIXED.fullmatch(low):
            pos, tag = "VERB", "VBD"  # "seven underwent surgery"
        elif low in ("cost", "costs") and pos == "NOUN" and _amount_follows(sentence.tokens, i):
            pos, tag = "VERB", "VBD"  # "has 64 turbines and cost £1.3bn"
        elif pos == "VERB" and token.xpos == "VBZ" and out and out[-1].pos == "NUM":
            pos = "NOUN"  # "the six bakeries each sell": a plural after its number
        elif pos == "NOUN" and out and out[-1].pos == "NUM" and _past(low, words) and _object_follows(sentence.tokens, i):
            pos, tag = "VERB", "VBD"  # "two dug themselves out"
        elif pos == "VERB" and token.xpos in ("VBN", "VBD") and i > 1 and lows[i - 1] in HYPHENS and _tied(sentence.tokens, i):
            pos = "ADJ"  # "the U.S.-led coalition"
        elif pos == "VERB" and token.xpos in ("VBN", "VBD") and _than(lows, i):
            pos = "ADJ"  # "three days later than planned"
        keys = words.text_keys(token.text) | words.idiom(lows, i)
        following = sentence.tokens[i + 1].text.lower() if i + 1 < len(sentence.tokens) else ""
        if following in words.particles:
            apart = words.phrasal.get((words.stem(token.text), following), frozenset())
            keys = frozenset(key for key in keys if key[0] not in "=^") | apart if apart else keys  # "paid off" is no price
        if (
            low.endswith(("en", "ed"))
            and low in words.lists["granted"]
            and following.isalpha()
            and following not in words.lists["after_granted"]
        ):
            keys |= {"=receive"}  # "clubs were given licences"
        if (low.endswith("s") or (out and out[-1].pos == "NUM")) and pos in ("NOUN", "PROPN") and token.text in load_gazetteer().demonyms:
            keys |= {"^person"}  # "two Palestinians"
        out.append(Word(token.start, token.end, low, pos, tag, keys))
    return out


def is_year(low: str) -> bool:
    """A year of four digits."""
    return len(low) == 4 and low.isdigit() and low[0] in "12"


def _spaced(tokens: tuple[Token, ...], i: int) -> bool:
    """Spaces stand on both sides of a token."""
    return 0 < i < len(tokens) - 1 and tokens[i - 1].end < tokens[i].start and tokens[i].end < tokens[i + 1].start


def _than(lows: list[str], i: int) -> bool:
    """A participle stands behind "than", which compares; "more than doubled" does not."""
    k = i - 1
    while k > 0 and lows[k].endswith("ly"):
        k -= 1
    return k > 0 and lows[k] == "than" and lows[k - 1] not in ("more", "less")


def _past(low: str, words: Words) -> bool:
    """The past tense of an irregular verb, and no plural of a noun."""
    return words.irregular.get(low, low) != low and not low.endswith(("s", "men", "ren", "eet", "eeth", "ice", "eese"))


def _object_follows(tokens: tuple[Token, ...], i: int) -> bool:
    return i + 1 < len(tokens) and (tokens[i + 1].upos in ("PRON", "DET") or tokens[i + 1].text.lower() in _WAYS)


def _tied(tokens: tuple[Token, ...], i: int) -> bool:
    """No space stands between a token, the one before it and the one before that."""
    return tokens[i - 2].end == tokens[i - 1].start and tokens[i - 1].end == tokens[i].start


def _amount_follows(tokens: tuple[Token, ...], i: int) -> bool:
    following = tokens[i + 1].text if i + 1 < len(tokens) else ""
    return following[:1].isdigit() or (following[:1] in "$£€¥" and following != "")


def _guess(text: str, low: str, i: int, tokens: tuple[Token, ...], words: Words) -> str:
    if low in _CLOSED:
        return _CLOSED[low]
    if not low[0].isalnum():
        return "PUNCT"
    if low[0].isdigit():
        return "NUM"
    if i and text[0].isupper():
        return "PROPN"
    before = tokens[i - 1].text.lower() if i else ""
    if low in words.irregular and words.irregular[low] != low and not low.endswith(("men", "ren", "ves")):
        return "VERB"
    if (low.endswith("ed") and len(low) > 4) or (before == "to" and not low.endswith("s")):
        return "VERB"
    if low.endswith("ing") and len(low) > 5 and before not in ("the", "a", "of", "their", "its"):
        return "VERB"
    return "ADV" if low.endswith("ly") else "NOUN"


def _bare(text: str) -> list[Sentence]:
    out = []
    for a, b in segment(text):
        spans = tokenize(text, a, b)
        for k in range(0, len(spans), MAX_SENTENCE_TOKENS):
            made = tuple(Token(s, e, text[s:e], text[s:e].lower(), "X", "_", -1, "dep") for s, e in spans[k : k + MAX_SENTENCE_TOKENS])
            out.append(Sentence(made[0].start, made[-1].end, made))
    return out
