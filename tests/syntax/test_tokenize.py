"""Words: split as the treebanks split them, and safe on any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.text.tokenize import tokenize

# (why, text, words); the text of `words` is split at spaces.
CASES = [
    ("clitics stand alone", "Russia's envoy didn't go; they'll stay.", "Russia 's envoy did n't go ; they 'll stay ."),
    ("curly apostrophes are read like straight ones", "Russia’s envoy can’t go.", "Russia ’s envoy ca n’t go ."),
    ("cannot is two words", "They cannot win.", "They can not win ."),
    ("hyphens stand alone", "a 12-year-old US-led force", "a 12 - year - old US - led force"),
    ("prefixes stay with their word", "non-profit co-founder in mid-August", "non-profit co-founder in mid-August"),
    ("figures with commas, points and colons are one word", "1,350 men, 3.5 percent at 17:30pm", "1,350 men , 3.5 percent at 17:30 pm"),
    ("units stand apart from figures", "20km, 21st, 1960s", "20 km , 21st , 1960s"),
    ("currency signs stand alone", "$5m and £3.2bn", "$ 5 m and £ 3.2 bn"),
    ("abbreviations keep their full stop", "Mr. Lee of the U.S. met Dr. Ba.", "Mr. Lee of the U.S. met Dr. Ba ."),
    ("a word that is also an abbreviation loses the stop that ends the sentence", "It is in the co.", "It is in the co ."),
    ("an initial keeps its stop", "George W. Bush spoke.", "George W. Bush spoke ."),
    ("a last capital does not", "They chose plan B.", "They chose plan B ."),
    ("No. keeps its stop before a figure only", "No. 5 said no.", "No. 5 said no ."),
    ("apostrophes inside names", "Sha'lan of Shi'ite origin, O'Brien", "Sha'lan of Shi'ite origin , O'Brien"),
    ("an apostrophe that ends a quotation does not join words", "'go home' she said", "' go home ' she said"),
    ("companies with & and .com", "AT&T bought amazon.com.", "AT&T bought amazon.com ."),
    (
        "addresses are one word without final punctuation",
        "See https://example.org/a?b=1, or www.example.org.",
        "See https://example.org/a?b=1 , or www.example.org .",
    ),
    ("e-mail addresses are one word", "Write to press@example.org.", "Write to press@example.org ."),
    ("runs of marks are one word", "Really?! Wait... no -- yes", "Really ?! Wait ... no -- yes"),
    ("a list mark keeps its stop", "1. Open it.", "1. Open it ."),
    ("a telephone number is one word", "Call 555-853-3989.", "Call 555-853-3989 ."),
    ("brackets and quotation marks stand alone", "“Go (now),” he said.", "“ Go ( now ) , ” he said ."),
]


@pytest.mark.parametrize(("why", "text", "words"), CASES, ids=[case[0] for case in CASES])
def test_words_are_those_of_the_treebank(why: str, text: str, words: str) -> None:
    """The sentence is split into exactly these words."""
    assert [text[a:b] for a, b in tokenize(text, 0, len(text))] == words.split()


@given(st.text(max_size=200), st.integers(0, 20), st.integers(0, 20))
@settings(max_examples=100, deadline=None)
def test_words_cover_the_span_in_order(text: str, before: int, after: int) -> None:
    """Spans rise without overlap inside the asked part, hold no space but white space is all they leave out."""
    start, end = min(before, len(text)), max(min(before, len(text)), len(text) - after)
    at = start
    for a, b in tokenize(text, start, end):
        assert at <= a < b <= end
        assert not text[at:a].strip()
        assert not any(map(str.isspace, text[a:b]))
        at = b
    assert not text[at:end].strip()


@pytest.mark.parametrize("unit", ["a.", "a@", "a-", "a'", "www.", "http://", "9,", "1-", "co-", "n't", ".", "=", "A", "x.y@z."])
def test_long_runs_take_linear_time(unit: str) -> None:
    """Eight times the text takes at most about eight times as long."""
    seconds = []
    for size in (20_000, 160_000):
        text = unit * (size // len(unit))
        seconds.append(min(_seconds(text) for _ in range(2)))
    assert seconds[1] < 8 * 4 * seconds[0] + 0.05


def _seconds(text: str) -> float:
    began = time.process_time()
    tokenize(text, 0, len(text))
    return time.process_time() - began
