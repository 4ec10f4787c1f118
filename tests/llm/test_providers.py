"""Providers: the table, prices, and the way through instructor's adapters."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import instructor
import openai
import pytest

from extractor.core.article import Article
from extractor.engines.llm import LLMOptions, prices
from extractor.engines.llm.failures import KINDS, scrub
from extractor.engines.llm.options import resolve, split_model
from extractor.engines.llm.parts import part_characters
from extractor.errors import CatalogError, EngineError
from extractor.schemas.news import NewsRecord
from tests.llm.setting import BAD, GOOD, KEY, fill


@pytest.mark.parametrize(
    ("model", "parts"),
    [
        ("openai/gpt-5-mini", ("openai", "gpt-5-mini")),
        ("openai:gpt-5-mini", ("openai", "gpt-5-mini")),
        ("openrouter/meta-llama/llama-3:free", ("openrouter", "meta-llama/llama-3:free")),
        ("openrouter:meta-llama/llama-3", ("openrouter", "meta-llama/llama-3")),
        ("ollama/llama3:8b", ("ollama", "llama3:8b")),
    ],
)
def test_model_names(model: str, parts: tuple[str, str]) -> None:
    """The first separator parts provider and name, whichever it is."""
    assert split_model(model) == parts


def test_openai_base_url_from_the_environment() -> None:
    """OPENAI_BASE_URL counts for openai; --base-url counts more."""
    env = {"OPENAI_BASE_URL": "http://proxy.test/v1/", "OPENAI_API_KEY": "k"}
    assert resolve(LLMOptions("openai/m"), env).base_url == "http://proxy.test/v1"
    assert resolve(LLMOptions("openai/m", base_url="http://other.test/v1"), env).base_url == "http://other.test/v1"


def test_a_key_goes_to_its_own_provider() -> None:
    """The key of one provider is never sent to another, nor to an unknown name's server."""
    env = {"OPENAI_API_KEY": "secret"}
    assert resolve(LLMOptions("groq/m"), env).key is None
    assert resolve(LLMOptions("mine/m", base_url="http://127.0.0.1:1/v1"), env).key is None
    assert resolve(LLMOptions("openai/m"), env).key == "secret"


def test_context_by_name() -> None:
    """The longest beginning of a model's name decides its context; the user's word decides before that."""
    assert resolve(LLMOptions("openai/gpt-4.1-mini"), {}).context_tokens == 1_000_000
    assert resolve(LLMOptions("openai/unheard-of"), {}).context_tokens == 128_000
    assert resolve(LLMOptions("openai/gpt-5", context_tokens=9_000), {}).context_tokens == 9_000
    assert part_characters(resolve(LLMOptions("ollama/m"), {}).context_tokens, 12_000, None) < 8_192 * 3


def test_prices_are_exact_and_never_guessed(tmp_path: Path) -> None:
    """A known model has its price, an unknown one none; no tokens reported, no price."""
    usage = {"prompt_tokens": 1_000, "completion_tokens": 500}
    assert prices.cost("openai/gpt-5-mini", usage, tmp_path) == Decimal("0.001250")
    assert prices.cost("openai/gpt-5-mini-2025", usage, tmp_path) is None
    assert prices.cost("openai/gpt-5-mini", {}, tmp_path) is None


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("extractor.toml", '[prices."mine/m"]\ninput = "3"\noutput = 6.5\n'),
        ("pyproject.toml", '[tool.extractor.prices."mine/m"]\ninput = 3\noutput = "6.5"\n'),
    ],
)
def test_own_prices(file: str, text: str, tmp_path: Path) -> None:
    """A project adds prices in either of its configuration files."""
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert prices.cost("mine/m", {"prompt_tokens": 1_000_000, "completion_tokens": 2_000_000}, tmp_path) == Decimal(16)
    assert prices.cost("openai/gpt-5-mini", {"prompt_tokens": 4_000_000}, tmp_path) == Decimal(1)


@pytest.mark.parametrize("row", ["input = 1", 'input = "cheap"\noutput = 1', "input = -1\noutput = 1", "input = inf\noutput = 1"])
def test_unreadable_prices(row: str, tmp_path: Path) -> None:
    """A price that is none is refused with the model's name."""
    (tmp_path / "extractor.toml").write_text(f'[prices."mine/m"]\n{row}\n', encoding="utf-8")
    with pytest.raises(CatalogError, match="mine/m"):
        prices.cost("mine/m", {"prompt_tokens": 1}, tmp_path)


def test_cost_is_told(serve: Any, article: Article) -> None:
    """A record of a model with a price says what it cost, re-asks included; of another one, "unknown"."""
    script = [{"content": BAD}, {"content": GOOD}]
    draft = fill(serve(script).url, article, NewsRecord, model="openai/gpt-5-mini")
    assert draft.provenance["cost"] == pytest.approx(2 * (100 * 0.25 + 20 * 2) / 1e6)
    assert fill(serve(script).url, article, NewsRecord, model="mine/m").provenance["cost"] == "unknown"
    silent = [{"content": GOOD, "usage": None}]
    provenance = fill(serve(silent).url, article, NewsRecord, model="openai/gpt-5-mini").provenance
    assert (provenance["cost"], provenance["usage"]) == ("unknown", {"unreported_replies": 1})


@pytest.fixture
def native(serve: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """instructor's adapter with its SDK pointed at a scripted server."""

    def start(*script: dict[str, Any]) -> Any:
        server = serve(script)

        def from_provider(model: str, *, async_client: bool, **given: Any) -> Any:
            client = openai.AsyncOpenAI(base_url=server.url, api_key=given.get("api_key", "none"), max_retries=0)
            return instructor.from_openai(client, mode=given.get("mode", instructor.Mode.TOOLS), model=model.partition("/")[2])

        monkeypatch.setattr(instructor, "from_provider", from_provider)
        return server

    return start


def native_fill(article: Article, **given: Any) -> Any:
    return fill(None, article, NewsRecord, model="mistral/small", api_key=KEY, **given)  # type: ignore[arg-type]


def test_adapter_fills_and_asks_again(native: Any) -> None:
    """A provider with its own SDK goes through instructor whole: re-ask, tokens, the article unharmed by templates."""
    server = native({"content": BAD}, {"content": GOOD})
    draft = native_fill(Article("It cost $5. {{ 7*7 }} {% if %}"))
    assert type(draft.record) is NewsRecord
    assert draft.record.counts[0].value == 8
    assert len(server.bodies) == 2
    assert "{{ 7*7 }} {% if %}" in server.bodies[0]["messages"][1]["content"]
    assert draft.provenance["usage"]["total_tokens"] == 240
    assert (draft.provenance["attempts"], draft.provenance["mode"]) == (2, "instructor")


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ({"status": 401, "error": f"bad key {KEY}"}, "auth"),
        ({"status": 429}, "rate_limit"),
        ({"content": GOOD, "finish_reason": "length"}, "truncated"),
        ({"refusal": "no"}, "refused"),
        ({"content": BAD}, "invalid"),
        ({"content": GOOD, "latency": 5}, "timeout"),
    ],
)
def test_adapter_failures_are_named(reply: dict[str, Any], kind: str, native: Any, article: Article) -> None:
    """Failures behind an adapter have the same names, and no key."""
    native(reply)
    with pytest.raises(EngineError) as caught:
        native_fill(article, timeout_s=0.3 if kind == "timeout" else 5, retries=1)
    assert caught.value.kind == kind
    assert KEY not in str(caught.value)
    assert caught.value.usage.get("total_tokens", 0) == {"truncated": 120, "refused": 120, "invalid": 240}.get(kind, 0)


def test_every_kind_has_its_words() -> None:
    """Each kind says what happened and what to do; no advice is a question."""
    for what, advice in KINDS.values():
        assert what[0].isupper()
        assert not what.endswith(".")
        assert advice.endswith(".")


@pytest.mark.parametrize(
    "text",
    [f"key {KEY} bad", f"Bearer {KEY}", "Authorization: bearer abc.def-123", "sk-proj-Ab1_cd2", "sk-****abcd", f"<b>{KEY}</b>"],
)
def test_scrub(text: str) -> None:
    """Keys, whole or half hidden, are taken out of what servers say."""
    clean = scrub(text, KEY)
    assert "***" in clean
    assert not any(part in clean for part in (KEY, "abc.def", "Ab1", "abcd"))


def test_docs_name_everything() -> None:
    """docs/llm.md names every kind of error, placeholder, provider and mode."""
    from extractor.engines.llm.options import MODES, _tables
    from extractor.engines.llm.prompts import PLACEHOLDERS

    page = (Path(__file__).resolve().parents[2] / "docs" / "llm.md").read_text(encoding="utf-8")
    names = [*KINDS, "stale_recording", *MODES, *_tables()["providers"], *(f"${name}" for name in PLACEHOLDERS)]
    assert [name for name in names if f"`{name}`" not in page] == []


def test_adapters_are_asked_last() -> None:
    """The table and a named server come first; instructor's list is read only for a name that neither has."""

    def never() -> tuple[str, ...]:
        raise AssertionError("the adapters were asked")

    assert not resolve(LLMOptions("openai/m"), {}, never).native
    assert not resolve(LLMOptions("mine/m", base_url="http://localhost:1/v1"), {}, never).native
    assert resolve(LLMOptions("mine/m"), {}, lambda: ("mine",)).native
    with pytest.raises(CatalogError, match=r"Known: .*openai.*ours") as caught:
        resolve(LLMOptions("mine/m"), {}, lambda: ("openai", "ours"))
    assert str(caught.value).count("openai,") == 1
