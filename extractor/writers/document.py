"""The JSON document of one extraction, and the JSON Schema it obeys. No clock in it: same input, same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.core.extraction import Extraction
from extractor.core.finding import Finding, Verdict

if TYPE_CHECKING:
    from pydantic import BaseModel

DOCUMENT_KEYS = ("schema", "article", "record", "held", "findings", "coverage", "provenance")


def finding_as_dict(finding: Finding) -> dict[str, Any]:
    """A finding as the JSON contract has it; fields that say nothing are left out."""
    out: dict[str, Any] = {
        "path": finding.path,
        "kind": finding.kind,
        "verdict": finding.verdict.value,
        "rule": finding.rule,
        "spans": [list(span) for span in finding.spans],
        "message": finding.message,
    }
    for name in ("claimed", "reading", "formula", "expected"):
        value = getattr(finding, name)
        if value is not None:
            out[name] = value
    if finding.referred_by:
        out["referred_by"] = list(finding.referred_by)
    return out


def document(result: Extraction[Any]) -> dict[str, Any]:
    """The whole document; `record` keeps only what was stated (no empty fields)."""
    article = result.article
    place = {id(finding): index for index, finding in enumerate(result.findings)}
    out: dict[str, Any] = {
        "schema": result.schema,
        "article": {
            "title": article.title,
            "published": article.published.isoformat() if article.published else None,
            "source": article.source,
            "sha256": article.sha256,
            "characters": article.characters,
        },
        "record": record_as_dict(result.record),
        "held": [
            {
                "path": held.path,
                "item": held.item,
                "findings": [place[id(f)] for f in held.findings if id(f) in place],
                "referred_by": list(held.referred_by),
            }
            for held in result.held
        ],
        "findings": [finding_as_dict(finding) for finding in result.findings],
        "coverage": [{"kind": u.kind, "start": u.start, "end": u.end, "text": u.text, "reading": u.reading} for u in result.coverage],
        "provenance": dict(result.provenance),
    }
    if result.empty:
        out["empty"] = list(result.empty)
    return out


def record_as_dict(record: BaseModel | None) -> dict[str, Any] | None:
    """A record as plain JSON data without the fields nobody stated; lists stay, also empty ones."""
    if record is None:
        return None
    return _pruned(record.model_dump(mode="json"))  # type: ignore[no-any-return]


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _pruned(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_pruned(item) for item in value]
    return value


def document_schema(schema: type[BaseModel]) -> dict[str, Any]:
    """JSON Schema (2020-12) of the document for records of `schema`."""
    record = schema.model_json_schema(mode="serialization", ref_template="#/$defs/{model}")
    definitions = record.pop("$defs", {})
    span = {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "integer"}], "minItems": 2, "maxItems": 2}
    text, texts = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
    maybe = {"type": ["string", "null"]}
    finding = {
        "type": "object",
        "required": ["path", "kind", "verdict", "rule", "spans", "message"],
        "additionalProperties": False,
        "properties": {
            "path": {"type": "string", "description": "JSON Pointer of the claim in the draft (record and held together)."},
            "kind": {"enum": ["count", "quote", "date", "actor", "action", "text"]},
            "verdict": {"enum": [verdict.value for verdict in Verdict]},
            "rule": text,
            "spans": {"type": "array", "items": span, "description": "Half-open code-point offsets into the article."},
            "message": text,
            "claimed": text,
            "reading": text,
            "formula": text,
            "expected": text,
            "referred_by": texts,
        },
    }
    definitions["Finding"] = finding
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"extractor document with a {schema.__name__}",
        "type": "object",
        "required": list(DOCUMENT_KEYS),
        "additionalProperties": False,
        "properties": {
            "id": {"type": ["string", "integer", "null"], "description": "Only in JSON lines: the id of the input line."},
            "schema": text,
            "article": {
                "type": "object",
                "required": ["title", "published", "source", "sha256", "characters"],
                "additionalProperties": False,
                "properties": {
                    "title": maybe,
                    "published": {"type": ["string", "null"], "format": "date"},
                    "source": maybe,
                    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                    "characters": {"type": "integer", "minimum": 1},
                },
            },
            "record": {"anyOf": [record, {"type": "null"}]},
            "held": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["path", "item", "findings", "referred_by"],
                    "additionalProperties": False,
                    "properties": {
                        "path": text,
                        "item": {},
                        "findings": {"type": "array", "items": {"type": "integer"}, "description": "Indexes into findings."},
                        "referred_by": texts,
                    },
                },
            },
            "findings": {"type": "array", "items": {"$ref": "#/$defs/Finding"}},
            "coverage": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["kind", "start", "end", "text", "reading"],
                    "additionalProperties": False,
                    "properties": {
                        "kind": {"enum": ["number", "quotation", "date"]},
                        "start": {"type": "integer"},
                        "end": {"type": "integer"},
                        "text": text,
                        "reading": text,
                    },
                },
            },
            "provenance": {"type": "object"},
            "empty": texts,
        },
        "$defs": definitions,
    }
