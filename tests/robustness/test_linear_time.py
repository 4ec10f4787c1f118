"""Four times the text takes about four times the time, whatever the text."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor import api

PIECES = {k: v["text"] for k, v in json.loads((Path(__file__).parent / "hostile.json").read_text(encoding="utf-8"))["pieces"].items()}
MOST = 6.5
"""Times the work for four times the text; a quadratic scan takes sixteen."""
GRACE_S = 0.08
"""Noise of a loaded machine that no ratio may be blamed for."""


def seconds(work: Callable[[str], object], text: str) -> float:
    before = time.process_time()
    work(text)
    return time.process_time() - before


def linear(work: Callable[[str], object], piece: str, length: int) -> None:
    """The work grows about as the text does, in one of three tries."""
    small, large = ((piece * (n // len(piece) + 1))[:n] for n in (length, 4 * length))
    for again in range(3):  # other white space at the end makes another text: nothing is remembered
        once, four = (seconds(work, text + " " * again) for text in (small, large))
        if four <= MOST * once + GRACE_S:
            return
    raise AssertionError(f"{length} characters took {once:.2f} s, {4 * length} took {four:.2f} s")


@pytest.mark.parametrize("name", [name for name, piece in PIECES.items() if piece.strip()])
def test_reading_is_linear(name: str) -> None:
    """No repeated piece makes the reader slow."""
    linear(api.annotate, PIECES[name], 600)


@pytest.mark.parametrize("name", ["speech", "quotations", "names", "percent", "range words", "titles", "verbs of speech", "sentences"])
def test_extracting_is_linear(name: str) -> None:
    """Nor do the claims read from it make the cross-check slow."""
    linear(api.extract, PIECES[name], 800)


def test_a_long_article_is_checked_in_linear_time() -> None:
    """Twenty claims against news prose of four times the length take about four times as long."""
    prose = "".join(path.read_text(encoding="utf-8") for path in sorted(Path("fixtures/news").glob("*/article.txt")))
    record = json.loads(Path("fixtures/news/asylum/record.json").read_text(encoding="utf-8"))
    linear(lambda text: api.check(record, text), prose + "\n\n", 4_000)
