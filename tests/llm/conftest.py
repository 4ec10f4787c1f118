"""What the tests of the language model engine share: scripted servers, a key that must show up nowhere, an article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from extractor.core.article import Article
from extractor.engines.llm import asking
from tests.llm.scripted_server import Script, ScriptedServer
from tests.llm.setting import KEY, TEXT


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that must show up nowhere, and no memory of other tests' servers."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    asking._MODES.clear()


@pytest.fixture
def serve() -> Iterator[Callable[[Script], ScriptedServer]]:
    """Start scripted servers that end with the test."""
    with ExitStack() as stack:
        yield lambda script: stack.enter_context(ScriptedServer(script))


@pytest.fixture
def article() -> Article:
    return Article(TEXT, id="nato-1")
