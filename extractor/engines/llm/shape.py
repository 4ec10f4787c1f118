"""The shape of an answer: a Pydantic class in, the request's static members for each mode out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Optional

from extractor.catalog import schema_label, schema_sha256
from extractor.engines.llm.options import EngineOptions, Provider, sent_with_each

if TYPE_CHECKING:
    from pydantic import BaseModel

_NO_STRICT = ("patternProperties", "prefixItems", "not", "if", "dependentRequired", "unevaluatedProperties")
"""Keywords that strict mode refuses. Source: OpenAI, "Structured outputs", supported schemas."""
_NO_STRICT_DETAIL = ("default", "title", "examples", "minLength", "maxLength")


@dataclass(frozen=True, eq=False)
class Shape:
    """What is asked for."""

    schema: type[BaseModel]
    name: str
    """A name that providers take: letters, digits, - and _."""
    label: str
    """Short name of the schema ("news")."""
    sha256: str
    plain: dict[str, Any]
    """JSON Schema without titles and defaults, which say nothing to a model."""
    strict: dict[str, Any] | None
    """The same as strict mode wants it; None when the schema cannot be told that way (a free mapping, for example)."""

    @cached_property
    def text(self) -> str:
        """The schema as the text of a prompt."""
        return json.dumps(self.plain, ensure_ascii=False)


@lru_cache(maxsize=128)
def shape_of(schema: type[BaseModel]) -> Shape:
    """The shape of a record class; computed once per class.

    >>> from extractor.schemas.news import NewsRecord
    >>> shape_of(NewsRecord).label, shape_of(NewsRecord).strict["required"][:2]
    ('news', ['actors', 'actions'])
    """
    raw = schema.model_json_schema()
    plain = _lean(raw)
    name = re.sub(r"[^A-Za-z0-9_-]", "_", schema.__name__)[:64]
    return Shape(schema, name, schema_label(schema), schema_sha256(schema), plain, _strict(plain))


@lru_cache(maxsize=128)
def part_of(schema: type[BaseModel]) -> type[BaseModel]:
    """The class for one part of a long article: required fields of the top may be left out, for they may stand in another part."""
    from pydantic import ConfigDict, create_model

    needed = {name: info for name, info in schema.model_fields.items() if info.is_required()}
    if not needed:
        return schema
    fields: dict[str, Any] = {}
    for name, info in schema.model_fields.items():
        if name in needed:
            copy = info._copy()
            copy.default = None
            fields[name] = (Optional[info.rebuild_annotation()], copy)  # noqa: UP045 - the annotation is a value here
        else:
            fields[name] = (info.rebuild_annotation(), info)
    config = ConfigDict(extra=schema.model_config.get("extra", "ignore"), populate_by_name=True)
    part: type[BaseModel] = create_model(
        f"{schema.__name__}Part", __config__=config, __doc__=schema.__doc__, __module__=schema.__module__, **fields
    )
    return part


def parameters(shape: Shape, provider: Provider, settings: EngineOptions, mode: str) -> dict[str, Any]:
    """Everything of a request but its messages."""
    out: dict[str, Any] = {"model": provider.model}
    for name, value in sent_with_each(settings).items():
        out[provider.max_tokens_field if name == "max_tokens" else name] = value
    if provider.native:
        return out
    strict = shape.strict if provider.strict else None
    schema = strict or shape.plain
    if mode == "json_schema":
        form: dict[str, Any] = {"name": shape.name, "schema": schema}
        if strict:
            form["strict"] = True
        out["response_format"] = {"type": "json_schema", "json_schema": form}
    elif mode == "tools":
        function: dict[str, Any] = {"name": shape.name, "description": "Hand over the record of the article.", "parameters": schema}
        if strict:
            function["strict"] = True
        out["tools"] = [{"type": "function", "function": function}]
        out["tool_choice"] = {"type": "function", "function": {"name": shape.name}}
    elif provider.own_address:
        out["response_format"] = {"type": "json_object"}
    else:
        # llama.cpp's server constrains the reply to a schema given here; other servers pass over it
        out["response_format"] = {"type": "json_object", "schema": shape.plain}
    return out


def _lean(value: Any, *, named: bool = False) -> Any:
    """Drop titles and defaults; `named` is true inside `properties` and `$defs`, where keys are names and not keywords."""
    if isinstance(value, Mapping):
        return {
            key: _lean(item, named=not named and key in ("properties", "$defs"))
            for key, item in value.items()
            if named or not (key == "default" or (key == "title" and isinstance(item, str)))
        }
    if isinstance(value, list):
        return [_lean(item) for item in value]
    return value


def _strict(schema: dict[str, Any]) -> dict[str, Any] | None:
    try:
        out = _strictly(schema, schema.get("$defs", {}), frozenset())
    except _NotStrict:
        return None
    return out if isinstance(out, dict) and out.get("type") == "object" else None


class _NotStrict(Exception):
    """The schema has no strict form."""


def _strictly(value: Any, definitions: Mapping[str, Any], inside: frozenset[str]) -> Any:
    """`inside` names the definitions that are being written out, so that one that holds itself ends."""
    if isinstance(value, list):
        return [_strictly(item, definitions, inside) for item in value]
    if not isinstance(value, Mapping):
        return value
    if any(key in value for key in _NO_STRICT) or value.get("additionalProperties") not in (None, False):
        raise _NotStrict
    if "$ref" in value and len(value) > 1:
        # a reference may have no neighbours there, so its target is written out
        name = str(value["$ref"]).rpartition("/")[2]
        if name in inside:
            raise _NotStrict
        rest = {key: item for key, item in value.items() if key != "$ref"}
        return _strictly({**definitions.get(name, {}), **rest}, definitions, inside | {name})
    out: dict[str, Any] = {}
    for key, item in value.items():
        if key in _NO_STRICT_DETAIL or (key == "pattern" and "(?" in str(item)):
            continue
        if key in ("properties", "$defs"):
            out[key] = {name: _strictly(part, definitions, inside) for name, part in item.items()}
        elif key == "oneOf":
            out["anyOf"] = _strictly(item, definitions, inside)
        elif key == "discriminator":
            continue
        elif key in ("enum", "const", "required"):
            out[key] = item
        else:
            out[key] = _strictly(item, definitions, inside)
    if out.get("type") == "object" or "properties" in out:
        if "properties" not in out:
            raise _NotStrict
        out["additionalProperties"] = False
        out["required"] = list(out["properties"])
    return out
