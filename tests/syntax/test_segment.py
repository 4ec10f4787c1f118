"""Sentences: where they end, and that the split is safe on any text."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.text.segment import segment

CASES = [json.loads(line) for line in (Path(__file__).parent / "sentences.jsonl").read_text(encoding="utf-8").splitlines()]
PIECES = st.sampled_from(
    [
        "Mr. ",
        "U.S. ",
        "he said",
        ". ",
        "...",
        '"',
        "”",
        "\n",
        "\r\n",
        "\n\n",
        " ",
        "3.5",
        "A. B.",
        "No. 4",
        "é",
        "\u2028",
        "😀",
        "\x00",
        "?!",
        "(",
        ")",
    ]
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_sentences_end_where_a_reader_ends_them(case: dict[str, object]) -> None:
    """The text is split into exactly the sentences of the case."""
    text = str(case["text"])
    assert [text[a:b] for a, b in segment(text)] == case["sentences"]


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join)))
@settings(max_examples=100, deadline=None)
def test_sentences_cover_the_text_in_order(text: str) -> None:
    """Spans rise without overlap, have no white space at their ends, and leave only white space out."""
    spans = segment(text)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize("unit", [".", "x.", '."', "A. ", "! ", "Mr. ", "\n", " ", '"', ". '", "9,", "a\n", "." * 50 + "x "])
def test_a_megabyte_of_anything_takes_linear_time(unit: str) -> None:
    """Eight times the text takes at most about eight times as long."""
    seconds = []
    for size in (20_000, 160_000):
        text = unit * (size // len(unit)) + "x"
        best = min(_seconds(text) for _ in range(2))
        seconds.append(best)
    assert seconds[1] < 8 * 4 * seconds[0] + 0.05


def _seconds(text: str) -> float:
    began = time.process_time()
    segment(text)
    return time.process_time() - began
