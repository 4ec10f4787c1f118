"""The parts of an article."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.text.structure import find_blocks

BODY = "A storm toppled a crane in the city yesterday, killing at least 107 people and wounding 238, officials said."
CASES = [
    (
        f"Crane falls in Mecca\n\nSaturday, September 12, 2015\n\npilgrims at the mosque in 2008.\n\n{BODY}",
        ["headline", "dateline", "caption", "body"],
        "wiki news",
    ),
    (f"BRUSSELS, Oct 7 (Reuters) - {BODY}", ["dateline", "body"], "agency dateline on the line of its paragraph"),
    (f"WASHINGTON (AP) — {BODY}", ["dateline", "body"], "agency dateline without a day"),
    (f"MOSCOW, October 7. /TASS/. {BODY}", ["dateline", "body"], "slashes around the agency"),
    (f"Harrow Motors Corporation (HMC) announced a loss. {BODY}", ["body"], "a name and its short form open the sentence"),
    (f"World Health Organization (WHO) — {BODY}", ["body"], "a short form is no agency"),
    (f"Title here\nBy Anna Lee and Peter Brown\n{BODY}", ["headline", "byline", "body"], "byline"),
    (
        f"Title here\n{BODY}\nRelated news\nAnother crane falls\nSources\nBBC News, September 12",
        ["headline", "body"] + ["boilerplate"] * 4,
        "lists of links at the end",
    ),
    (f"Title here\n{BODY}\nShare this:\nAll rights reserved.", ["headline", "body", "boilerplate", "boilerplate"], "sharing and rights"),
    (
        f"Title here\n{BODY}\nThe minister in Paris on November 14, 2022. Image: Home Office.",
        ["headline", "body", "caption"],
        "picture credit",
    ),
    (BODY, ["body"], "one paragraph is no headline"),
    (f"{BODY}\n{BODY}", ["body", "body"], "an article that starts with its lead has no headline"),
    (f"Title here\n{BODY}\n“We will stay.”", ["headline", "body", "body"], "a short quotation is no caption"),
    (
        f"Title here\n{BODY}\nBoth countries have put their militaries on alert.",
        ["headline", "body", "body"],
        "a short sentence is no caption",
    ),
    (" \n\n", [], "nothing"),
]


@pytest.mark.parametrize(("text", "kinds", "why"), CASES, ids=[c[2] for c in CASES])
def test_blocks(text: str, kinds: list[str], why: str) -> None:
    """Each part is of the kind a reader would give it."""
    assert [b.kind for b in find_blocks(text)] == kinds, why


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    """Any text is cut into blocks in order that never overlap and hold all that is not white space."""
    blocks = find_blocks(text)
    assert all(a.end <= b.start for a, b in pairwise(blocks))
    assert all(text[b.start : b.end].strip() == text[b.start : b.end] != "" for b in blocks)
    assert sum(len("".join(text[b.start : b.end].split())) for b in blocks) == len("".join(text.split()))


@pytest.mark.parametrize("unit", ["A ", "A, ", "By A\n", "A (", "a\n", "Image: ", "AB CD/"])
def test_linear_time(unit: str) -> None:
    """A quarter of a megabyte of one thing is cut in a moment."""
    start = time.perf_counter()
    find_blocks(unit * (250_000 // len(unit)))
    assert time.perf_counter() - start < 4
