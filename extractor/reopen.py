"""Read a document that `extract` wrote back into an `Extraction`: a file in, record, findings and article out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from extractor.core.article import Article
from extractor.core.extraction import Extraction, Held, Unused
from extractor.core.finding import Finding, Verdict
from extractor.errors import InputError, RecordError


def reopen(path: str | Path, *, article: str | Path | None = None, schema: str | None = None) -> Extraction[Any]:
    """Load a document and its article; `article` and `schema` replace the ones the document names.

    Raises `RecordError` when the file is no document, and `InputError` when the article is missing or is not the one the
    document was made from (its hash differs).
    """
    from extractor.catalog import load_schema
    from extractor.text.json_input import load_object

    value = load_object(path)
    missing = [key for key in ("schema", "article", "record", "findings") if key not in value]
    if missing:
        raise RecordError(f"{path} is no document of extract (no {', '.join(missing)}). Make one with: extractor extract ARTICLE -o FILE.")
    source = _article_of(value["article"], Path(path), article)
    record_class = load_schema(schema or value["schema"])
    findings = tuple(_finding(entry) for entry in value["findings"])
    return Extraction(
        article=source,
        schema=value["schema"],
        record=None if value["record"] is None else record_class.model_validate(value["record"]),
        held=tuple(
            Held(h["path"], h["item"], tuple(findings[i] for i in h["findings"]), tuple(h.get("referred_by", ())))
            for h in value.get("held", ())
        ),
        findings=findings,
        coverage=tuple(Unused(**entry) for entry in value.get("coverage", ())),
        provenance=value.get("provenance", {}),
        empty=tuple(value.get("empty", ())),
    )


def _article_of(stated: dict[str, Any], document: Path, given: str | Path | None) -> Article:
    from dataclasses import replace

    from extractor.text.day import parse_day
    from extractor.text.load import load_article

    places = (
        [Path(given)] if given is not None else [Path(stated.get("source") or ""), document.parent / Path(stated.get("source") or "").name]
    )
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise InputError(f"The article of {document} is not at {places[0]}. Name it with --article FILE.")
    loaded = load_article(found)
    if loaded.sha256 != stated.get("sha256"):
        raise InputError(f"{found} is not the article {document} was made from (its text differs). Name the right file with --article.")
    return replace(loaded, title=stated.get("title"), published=parse_day(stated.get("published")), source=stated.get("source"))


def _finding(entry: dict[str, Any]) -> Finding:
    values = {**entry, "verdict": Verdict(entry["verdict"]), "spans": tuple((int(a), int(b)) for a, b in entry["spans"])}
    return Finding(**{**values, "referred_by": tuple(entry.get("referred_by", ()))})
