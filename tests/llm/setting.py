"""What tests of the language model engine start from: an article, replies, options that do not wait, one way to run."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from typing import Any

from extractor.core.article import Article
from extractor.engines.llm import LLMEngine, LLMOptions

KEY = "sk-test-0123456789abcdefKEY"
TEXT = "NATO expelled eight members of Russia's mission on Wednesday. “The ball is in Russia’s court,” a NATO official said."
GOOD = json.dumps({"counts": [{"id": "c1", "value": 8, "of": "members expelled", "evidence": ["expelled eight members"]}]})
BAD = json.dumps({"counts": [{"id": "c1", "value": "many"}]})


def options(url: str, **given: Any) -> LLMOptions:
    """Options for a server of a test: no cache, no pauses worth waiting for."""
    base: dict[str, Any] = {"model": "openai/m", "base_url": url, "cache": False, "timeout_s": 5.0, "http_retries": 0, "backoff_s": 0.01}
    return LLMOptions(**{**base, **given})


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine and demand that it leaves no task behind."""

    async def watched() -> Any:
        result = await work
        others = asyncio.all_tasks() - {asyncio.current_task()}
        assert not others, f"left running: {others}"
        return result

    return asyncio.run(watched())


def fill(url: str, article: Article, schema: Any, **given: Any) -> Any:
    """Fill one record with an engine of its own."""

    async def work() -> Any:
        async with LLMEngine(options(url, **given)) as engine:
            return await engine.fill(article, schema)

    return run(work())
