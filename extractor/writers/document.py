"""The JSON document of one extraction, and the JSON Schema it obeys. No clock in it: same input, same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.core.extraction import Extraction
from extractor.core.finding import Finding, Verdict

if TYPE_CHECKING:
    from pydantic import BaseModel


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
    plain: dict[str, Any] = _pruned(record.model_dump(mode="json"))
    return plain


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
    finding = "Finding" if "Finding" not in definitions else "FindingOfExtractor"  # a schema may have a class of that name
    definitions[finding] = _FINDING
    properties = {
        "id": {"type": ["string", "integer", "null"], "description": "Only in JSON lines: the id of the input line."},
        "schema": _TEXT,
        "article": _ARTICLE,
        "record": {"anyOf": [record, {"type": "null"}]},
        "held": _list_of(_HELD),
        "findings": _list_of({"$ref": f"#/$defs/{finding}"}),
        "coverage": _list_of(_UNUSED),
        "provenance": {"type": "object"},
        "empty": _TEXTS,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"extractor document with a {schema.__name__}",
        **_object(properties, optional=("id", "empty")),
        "$defs": definitions,
    }


def _object(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "required": required, "additionalProperties": False, "properties": properties}


def _list_of(item: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": item, **more}


_TEXT: dict[str, Any] = {"type": "string"}
_TEXTS = _list_of(_TEXT)
_MAYBE = {"type": ["string", "null"]}
_WHOLE = {"type": "integer"}
_SPAN = {"type": "array", "prefixItems": [_WHOLE, _WHOLE], "minItems": 2, "maxItems": 2}
_ARTICLE = _object(
    {
        "title": _MAYBE,
        "published": {**_MAYBE, "format": "date"},
        "source": _MAYBE,
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "characters": {"type": "integer", "minimum": 1},
    }
)
_HELD = _object({"path": _TEXT, "item": {}, "findings": _list_of(_WHOLE, description="Indexes into findings."), "referred_by": _TEXTS})
_FINDING = _object(
    {
        "path": {"type": "string", "description": "JSON Pointer of the claim in the draft (record and held together)."},
        "kind": {"enum": ["count", "quote", "date", "actor", "action", "text"]},
        "verdict": {"enum": [verdict.value for verdict in Verdict]},
        "rule": _TEXT,
        "spans": _list_of(_SPAN, description="Half-open code-point offsets into the article."),
        "message": _TEXT,
        "claimed": _TEXT,
        "reading": _TEXT,
        "formula": _TEXT,
        "expected": _TEXT,
        "referred_by": _TEXTS,
    },
    optional=("claimed", "reading", "formula", "expected", "referred_by"),
)
_UNUSED = _object({"kind": {"enum": ["number", "quotation", "date"]}, "start": _WHOLE, "end": _WHOLE, "text": _TEXT, "reading": _TEXT})
