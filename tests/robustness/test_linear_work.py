"""Four times the news prose takes about four times the work, counted in calls, so that a busy machine disturbs nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from extractor import api

MOST = {"annotate": 4.2, "extract": 5.5}
"""Times the calls for four times the text. A claim of a long text is held against more places, up to a fixed number: more than four."""


def prose(length: int) -> str:
    """News prose of so many characters."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path("fixtures/news").glob("*/article.txt"))]
    whole = "\n\n".join(texts) + "\n\n"
    return (whole * (length // len(whole) + 1))[:length]


def calls(work: Callable[[str], object], text: str) -> int:
    """How many functions the work calls, those of Python and of C."""
    count = 0

    def seen(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        if event in ("call", "c_call"):
            count += 1

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("name", ["annotate", "extract"])
def test_work_grows_with_the_text(name: str) -> None:
    """Neither reading nor checking a long article does more work a character than a short one, beyond what is fixed."""
    work: Callable[[str], object] = getattr(api, name)
    work(prose(2_000))  # what is loaded once is no work of the text
    white_space = " " * len(name)  # another text for each: the reader remembers the last ones
    once, four = (calls(work, prose(length) + white_space) for length in (20_000, 80_000))
    assert four <= MOST[name] * once
