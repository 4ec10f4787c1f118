"""Folding by rule Q1: what is folded, and the way back to the source."""

from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.text.fold import fold

CASES = [
    ("“It’s late,” he said", '"It\'s late," he said', "curly marks and apostrophes are written straight"),
    ("«Non»", '"Non"', "guillemets are double marks"),
    ("‹Non›", "'Non'", "single guillemets are single marks"),
    ("a — b – c ‑ d", "a - b - c - d", "every dash and hyphen is one"),
    ("no…", "no...", "an ellipsis is three points"),
    ("a\u00a0\u202f\n\t b", "a b", "any run of white space is one space"),
    ("a \u200b b", "a b", "a zero-width mark does not split a run of white space"),
    ("co\u00adoperate", "cooperate", "soft hyphens are removed"),
    ("e\u0301tat", "\u00e9tat", "letters are composed"),
    ("A b C", "A b C", "case stays"),
    ("naïve Straße", "naïve Straße", "letters are never changed"),
]
ALPHABET = st.sampled_from(list("ab Z.,\"'“”‘’«»-–—…\n\t\u00a0\u200b\u00ad\u0301\u0327e\u1100\u1161\u11a8\u212b\u1fef\u2000\u0344"))


def reference(text: str) -> str:
    """Rule Q1 written down a second time, without a map."""
    text = unicodedata.normalize("NFC", text)
    text = re.sub("['‘’‚‛`´ʼ′‹›＇]", "'", text)
    text = re.sub('["“”„‟«»″＂]', '"', text)
    text = re.sub("[-‐‑‒–—―−﹣－]", "-", text).replace("…", "...")
    text = re.sub("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]", "", text)
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(("text", "expected", "why"), CASES, ids=[c[2] for c in CASES])
def test_fold_cases(text: str, expected: str, why: str) -> None:
    """Each kind of character folds as rule Q1 says."""
    assert fold(text).text == expected, why


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(ALPHABET, max_size=40), st.text(max_size=40)))
def test_fold_agrees_with_the_rule(text: str) -> None:
    """Any text folds to what the rule, written down a second time, gives."""
    assert fold(text).text == reference(text)


@settings(deadline=None, max_examples=300)
@given(st.text(ALPHABET, max_size=40), st.data())
def test_spans_lead_back(text: str, data: st.DataObject) -> None:
    """A folded span comes from a source span inside the text, and holds the letters it stands for."""
    folded = fold(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    a, b = folded.span(start, end)
    assert 0 <= a < b <= len(text)
    if folded.text[start:end].isascii() and folded.text[start:end].isalpha():
        assert folded.text[start:end] in fold(text[a:b]).text


@pytest.mark.parametrize("unit", ["“", "e\u0301", " \u200b", "…", "'\u00a0"])
def test_fold_is_linear(unit: str) -> None:
    """A megabyte of one thing folds in a moment."""
    start = time.perf_counter()
    fold(unit * (500_000 // len(unit)))
    assert time.perf_counter() - start < 4
