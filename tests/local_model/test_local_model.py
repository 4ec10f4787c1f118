"""The real llama.cpp server with a tiny model of random weights: the protocol holds, and nonsense is refused by the checks."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, Field

from extractor.core.article import Article
from extractor.engines.llm import LLMEngine, LLMOptions
from extractor.errors import EngineError
from extractor.fields import Quantity, Verbatim

pytestmark = pytest.mark.local_model
TEXT = "A quake injured 12 people in Kobe on Monday."
SEEDS = range(8)


class Report(BaseModel):
    """What happened, to how many, where."""

    kind: Literal["quake", "flood"]
    injured: Annotated[int, Quantity(of="people injured")]
    place: Annotated[str, Verbatim()] = Field(max_length=12)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a llama.cpp server that runs the tiny model."""
    from tests.local_model.tiny_gguf import write

    folder = tmp_path_factory.mktemp("model")
    model = write(folder / "tiny.gguf")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "llama_cpp.server", "--model", str(model), "--chat_format", "chatml", "--n_ctx", "8192"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([*command, "--host", "127.0.0.1", "--port", str(port)], stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}/v1"
            _wait(f"{url}/models", process)
            yield url
        finally:
            process.terminate()
            process.wait(20)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended; see its log"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not start within a minute")


@pytest.fixture
def prompt(tmp_path: Path) -> str:
    """A short prompt: this model has a token a letter."""
    path = tmp_path / "tiny.v1.md"
    path.write_text("Fill the record.\n$article\n", encoding="utf-8")
    return str(path)


def ask(url: str, prompt: str, **given: Any) -> Any:
    options = LLMOptions("openai/tiny", base_url=url, prompt=prompt, cache=False, max_tokens=400, timeout_s=60, **given)

    async def work() -> Any:
        async with LLMEngine(options) as engine:
            return await engine.fill(Article(TEXT), Report)

    return asyncio.run(work())


def tries(url: str, prompt: str, **given: Any) -> list[Any]:
    """Drafts of those seeds whose noise fits the schema; the others must fail by name."""
    drafts, failures = [], []
    for seed in SEEDS:
        try:
            drafts.append(ask(url, prompt, seed=seed, **given))
        except EngineError as error:
            failures.append(error)
    assert {error.kind for error in failures} <= {"not_json", "invalid", "truncated"}
    assert all(error.usage["total_tokens"] > 0 for error in failures)
    return drafts


@pytest.mark.parametrize("mode", ["tools", "json"])
def test_constrained_decoding(mode: str, server: str, prompt: str) -> None:
    """The server constrains noise to the schema in tools and in json mode; some seeds fit it at once."""
    drafts = tries(server, prompt, mode=mode, retries=0)
    assert drafts
    assert all(draft.record.kind in ("quake", "flood") and draft.provenance["usage"]["prompt_tokens"] > 0 for draft in drafts)


def test_refused_mode_falls_back(server: str, prompt: str) -> None:
    """The server answers json_schema with a 500; auto goes on with tools at once, and re-asks run over several rounds."""
    modes = {draft.provenance["mode"] for draft in tries(server, prompt, retries=4)}
    assert modes == {"tools"}


class Loose(BaseModel):
    """A record that may say nothing."""

    kind: Literal["quake", "flood"] | None = None


def test_context_overflow_is_halved(server: str, prompt: str) -> None:
    """Text that the server's context does not hold is refused by it, then filled in halves."""
    options = LLMOptions("openai/tiny", base_url=server, prompt=prompt, cache=False, context_tokens=10**6, mode="tools", max_tokens=100)

    async def work() -> Any:
        async with LLMEngine(options) as engine:
            return await engine.fill(Article("x" * 9000), Loose)

    provenance = asyncio.run(work()).provenance
    assert provenance["parts"] == 2
    assert provenance["attempts"] >= 3


def test_nonsense_is_refused(server: str, prompt: str) -> None:
    """What a random model claims is refused by the checks: no number and no words of it stand in the article."""
    from extractor.checks import run_checks
    from extractor.recognizers.annotate import annotate_article

    annotations = annotate_article(Article(TEXT))
    drafts = tries(server, prompt, mode="tools", retries=0)
    assert drafts
    for draft in drafts:
        if draft.record.injured != 12:
            refuted = {finding.path for finding in run_checks(draft.record, annotations) if finding.verdict.refuted}
            assert {"/injured", "/place"} <= refuted
