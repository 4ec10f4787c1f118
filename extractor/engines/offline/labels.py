"""Numbers that name a thing instead of counting one: "post 542", "the 787-9", "S&P 500"."""

from __future__ import annotations

import re

from extractor.core.mention import NumberMention
from extractor.core.syntax import Sentence

_JOINTS = "-‐‑–"
_SCIENTIFIC = re.compile(r"\d+[Ee]\d+")
"""A name such as "7E7", or a figure as a machine writes it."""
_STEPS = frozenset("day phase stage chapter part article section volume episode season level lane line terminal gate grade tier".split())
"""Nouns that a number word behind them names: "phase two", "day one"."""


def is_label(text: str, sentence: Sentence, mention: NumberMention, head: int, noun: int | None, span: range) -> bool:
    """Whether a bare number is part of a word or of a name; `head` is its token, `noun` the token it seems to count."""
    if mention.unit is not None or mention.kind not in ("card", "range", "zero"):
        return False
    if mention.kind != "zero" and mention.hedge is None and _in_word(text, mention):
        return True
    tokens = sentence.tokens
    before = tokens[span.start - 1] if span.start else None
    if _SCIENTIFIC.fullmatch(mention.text) and before is not None and before.text.lower() in ("the", "a", "an", "its"):
        return True
    named = before is not None and before.upos in ("NOUN", "PROPN") and before.lemma.lower() in _STEPS and before.xpos in ("NN", "NNP")
    if named and mention.kind == "card" and mention.hedge is None and len(span) == 1:
        return True  # "motions were filed on day one"
    k = head
    while tokens[k].deprel == "conj" and tokens[tokens[k].head].upos == "NUM":
        k = tokens[k].head
    above = tokens[k].head
    if mention.kind == "card" and k > 0 and above == k - 1 and tokens[above].upos in ("NOUN", "PROPN") and tokens[k].text[:1].isdigit():
        return True  # "posts 542 and 543"
    behind = noun is not None and noun < span.start and mention.hedge is None and tokens[span.start - 1].text.lower() != "of"
    return behind and mention.kind != "zero" and tokens[head].deprel in ("nummod", "nmod", "appos", "flat", "compound")


def _in_word(text: str, mention: NumberMention) -> bool:
    """Glued to a letter, or by a hyphen to a letter or digit before it or a digit behind it: "A380-800", "150px"."""
    start, end = mention.start, mention.end
    left = start >= 2 and text[start - 1] in _JOINTS and text[start - 2].isalnum()
    glued = text[start:end].isdecimal() and ((start > 0 and text[start - 1].isalpha()) or text[end : end + 1].isalpha())
    return glued or (text[start:end].isdecimal() and (left or (text[end : end + 1] in _JOINTS and text[end + 1 : end + 2].isdecimal())))
