"""Time a call in CPU seconds, the best of several runs, so that a busy machine disturbs little."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "news"


def best_of(call: Callable[[], object], runs: int = 3) -> float:
    """Least CPU seconds of `runs` calls."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        call()
        times.append(time.process_time() - began)
    return max(min(times), 1e-9)


def news_text(size: int) -> str:
    """News prose of about `size` characters, made of the fixture articles over and over."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(FIXTURES.glob("*/article.txt"))]
    whole = "\n\n".join(texts) + "\n\n"
    return (whole * (size // len(whole) + 1))[:size]
