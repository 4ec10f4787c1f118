"""Ways to ask for the shape: what goes over the wire, what happens when a server refuses it, what is remembered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, Field

from extractor.core.article import Article
from extractor.engines.llm import LLMEngine, LLMOptions, asking
from extractor.errors import CatalogError, EngineError
from extractor.schemas.news import NewsRecord
from tests.llm.setting import BAD, GOOD, KEY, TEXT, fill, options

REFUSALS = {
    "OpenAI style": {
        "status": 400,
        "error": "'response_format' of type 'json_schema' is not supported with this model.",
    },
    "FastAPI style": {"status": 422, "raw": b'{"detail": [{"loc": ["body", "response_format", "type"], "msg": "unexpected value"}]}'},
    "llama-cpp-python": {"status": 500, "error": "literal_error response_format.type Input should be 'text' or 'json_object'"},
    "plain text": {"status": 400, "raw": b"json_schema unsupported", "content_type": "text/plain"},
}


def takes(*modes: str, refusal: dict[str, Any] | None = None) -> Any:
    """A server that takes some modes and refuses the others."""
    no = refusal or REFUSALS["OpenAI style"]

    def script(body: dict[str, Any], _: int) -> dict[str, Any]:
        mode = mode_of(body)
        if mode in modes:
            return {"content": GOOD}
        return {"status": 400, "error": "tools are not supported"} if mode == "tools" else no

    return script


def mode_of(body: dict[str, Any]) -> str:
    if body.get("tools"):
        return "tools"
    return "json_schema" if body["response_format"]["type"] == "json_schema" else "json"


@pytest.mark.parametrize("refusal", REFUSALS.values(), ids=REFUSALS)
def test_refused_mode_falls_back_at_once(refusal: dict[str, Any], serve: Any, article: Article) -> None:
    """A mode the server refuses is given up after one request, also when it answers 500, and the next one is tried."""
    server = serve(takes("tools", "json", refusal=refusal))
    draft = fill(server.url, article, NewsRecord, http_retries=2)
    assert [mode_of(body) for body in server.bodies] == ["json_schema", "tools"]
    assert draft.provenance["mode"] == "tools"
    assert draft.provenance["attempts"] == 2


def test_last_resort_is_json(serve: Any, article: Article) -> None:
    """A server that takes neither schemas nor tools is asked for a JSON object, with the schema in the prompt too."""
    server = serve(takes("json"))
    assert fill(server.url, article, NewsRecord).provenance["mode"] == "json"
    body = server.bodies[-1]
    assert body["response_format"]["type"] == "json_object"
    assert body["response_format"]["schema"]["properties"].keys() == NewsRecord.model_fields.keys()
    assert '"quotes"' in body["messages"][0]["content"]


def test_no_mode_left(serve: Any, article: Article) -> None:
    """When every mode is refused, the last refusal is the error."""
    server = serve(takes())
    with pytest.raises(EngineError) as caught:
        fill(server.url, article, NewsRecord)
    assert (caught.value.kind, caught.value.attempts) == ("bad_request", 3)


def test_other_bad_requests_do_not_fall_back(serve: Any, article: Article) -> None:
    """A 400 about something else is no reason to try another mode."""
    server = serve([{"status": 400, "error": "temperature must be at most 1"}])
    with pytest.raises(EngineError):
        fill(server.url, article, NewsRecord)
    assert len(server.bodies) == 1


def test_mode_is_remembered(serve: Any, article: Article, tmp_path: Path) -> None:
    """The mode a server takes is remembered by the process, and by the cache file for the next process."""
    server = serve(takes("tools"))
    given = {"cache": True, "refresh": True, "cache_path": tmp_path / "c.db"}
    fill(server.url, article, NewsRecord, **given)
    fill(server.url, article, NewsRecord, **given)
    asking._MODES.clear()  # as a new process starts
    fill(server.url, article, NewsRecord, **given)
    assert [mode_of(body) for body in server.bodies] == ["json_schema", "tools", "tools", "tools"]


@pytest.mark.parametrize("mode", ["json_schema", "tools", "json"])
def test_chosen_mode_is_kept(mode: str, serve: Any, article: Article) -> None:
    """--mode is obeyed: no other mode is tried, and re-asks stay in it."""
    server = serve([{"content": BAD}, {"content": GOOD}])
    assert fill(server.url, article, NewsRecord, mode=mode).provenance["mode"] == mode
    assert [mode_of(body) for body in server.bodies] == [mode, mode]
    told = server.bodies[1]["messages"]
    assert told[:2] == server.bodies[0]["messages"]
    assert '/counts/0/value: Input should be a valid decimal (got "many")' in told[-1]["content"]
    assert told[-1]["role"] == ("tool" if mode == "tools" else "user")


def test_refused_in_the_chosen_mode(serve: Any, article: Article) -> None:
    """A refusal of the mode that was asked for is told, and points at --mode."""
    server = serve(takes("tools"))
    with pytest.raises(EngineError, match="--mode") as caught:
        fill(server.url, article, NewsRecord, mode="json_schema")
    assert (caught.value.kind, len(server.bodies)) == ("bad_request", 1)


def test_parameters_reach_the_server(serve: Any, article: Article) -> None:
    """Temperature, seed and limit are sent as given, and left out when they are not."""
    server = serve([{"content": GOOD}])
    fill(server.url, article, NewsRecord, temperature=0.5, seed=7, max_tokens=900)
    fill(server.url, article, NewsRecord)
    one, two = server.bodies
    assert (one["temperature"], one["seed"], one["max_tokens"]) == (0.5, 7, 900)
    assert not {"temperature", "seed", "max_tokens"} & two.keys()
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    assert server.paths[0] == "/v1/chat/completions"


def test_article_arrives_unchanged(serve: Any) -> None:
    """Braces, dollars, tags and spaces of the article reach the model as they are, also in a re-ask."""
    text = "  {{ 7*7 }} {% if x %} ${price} $article $$ </article> <|im_end|> \\n\n\n\tend  "
    server = serve([{"content": BAD}, {"content": GOOD}])
    fill(server.url, Article(text), NewsRecord)
    for body in server.bodies:
        assert f">\n{text}\n</article-" in body["messages"][1]["content"]


def request(model: str, schema: Any, **given: Any) -> dict[str, Any]:
    return LLMEngine(LLMOptions(model, cache=False, **given)).request(Article(TEXT), schema)


def test_strict_schema_for_openai() -> None:
    """OpenAI gets a strict schema: all fields required, nothing else allowed, no defaults; and its own name for the limit."""
    sent = request("openai/gpt-5", NewsRecord, max_tokens=100)
    form = sent["body"]["response_format"]["json_schema"]
    assert sent["url"] == "https://api.openai.com/v1/chat/completions"
    assert sent["body"]["max_completion_tokens"] == 100
    assert form["strict"] is True
    objects = [form["schema"], *form["schema"]["$defs"].values()]
    for one in objects:
        assert one["additionalProperties"] is False
        assert one["required"] == list(one["properties"])
    assert '"default"' not in json.dumps(form)
    assert KEY not in json.dumps(sent)


def test_plain_schema_elsewhere() -> None:
    """Other servers get the plain schema: strict ones make small models write every empty field."""
    form = request("openai/m", NewsRecord, base_url="http://127.0.0.1:1/v1")["body"]["response_format"]["json_schema"]
    assert "strict" not in form
    assert form["schema"].get("required", []) == []


class Shares(BaseModel):
    """Shares by party."""

    shares: dict[str, float]


def test_schema_without_a_strict_form() -> None:
    """A schema that strict mode cannot tell (a free mapping) is sent plain, also to OpenAI."""
    form = request("openai/gpt-5", Shares)["body"]["response_format"]["json_schema"]
    assert "strict" not in form
    assert form["schema"]["properties"]["shares"]["additionalProperties"] == {"type": "number"}


class Tree(BaseModel):
    """A family."""

    name: str
    children: list[Tree] = []
    parent: Tree | None = None


class Knot(BaseModel):
    """Refers to itself beside descriptions."""

    left: Knot | None = Field(None, description="one side")
    right: Knot = Field(description="the other side")
    up: Knot = Field(description="above")


def test_knotted_schema() -> None:
    """A schema whose strict form would be endless is sent plain."""
    assert "strict" not in request("openai/gpt-5", Knot)["body"]["response_format"]["json_schema"]


def test_recursive_schema() -> None:
    """A schema that refers to itself is sent as it is, and its strict form ends."""
    form = request("openai/gpt-5", Tree)["body"]["response_format"]["json_schema"]
    assert "Tree" in json.dumps(form)


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("gpt-5", "PROVIDER/NAME"),
        ("openai/", "PROVIDER/NAME"),
        ("opanai/gpt-5", "Did you mean openai?"),
        ("nowhere/m", "--base-url"),
    ],
)
def test_unknown_model(model: str, words: str) -> None:
    """A name that leads to no provider says how names are written."""
    with pytest.raises(CatalogError, match=words.replace("?", r"\?")):
        LLMEngine(LLMOptions(model))


@pytest.mark.parametrize("address", ["127.0.0.1:8000", "ftp://x/v1", "http://", "file:///etc/passwd", "http://[::1", "http://[x]/v1"])
def test_address_that_is_none(address: str) -> None:
    """--base-url has to be http or https with a host."""
    with pytest.raises(CatalogError, match="no address"):
        LLMEngine(LLMOptions("openai/m", base_url=address))


@pytest.mark.parametrize(
    "option", [{"concurrency": 0}, {"retries": -1}, {"timeout_s": 0}, {"timeout_s": float("nan")}, {"max_tokens": 0}, {"temperature": -1}]
)
def test_options_out_of_range(option: dict[str, Any]) -> None:
    """An option that would hang or fail later is refused with its name."""
    with pytest.raises(CatalogError, match=next(iter(option))):
        LLMOptions("openai/m", **option)


def test_password_in_the_address() -> None:
    """A user name and password in --base-url are refused, without being told again."""
    with pytest.raises(CatalogError, match="Leave them out") as caught:
        LLMEngine(LLMOptions("openai/m", base_url="http://me:hush@127.0.0.1:1/v1"))
    assert "hush" not in str(caught.value)


def test_both_spellings_of_a_model() -> None:
    """provider:name is taken, and told as provider/name."""
    assert LLMEngine(options("http://127.0.0.1:1/v1", model="openai:m")).provider.label == "openai/m"


def test_missing_sdk(article: Article) -> None:
    """A provider whose own package is not installed says so, and names a way around."""
    with pytest.raises(EngineError, match="--base-url") as caught:
        fill(None, article, NewsRecord, model="cohere/command", api_key=KEY)  # type: ignore[arg-type]
    assert caught.value.kind == "not_installed"
    assert KEY not in str(caught.value)
