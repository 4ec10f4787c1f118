"""Gold records: folders with an article and a true record, and a fingerprint that tells when they changed.

fixtures/gold/<schema>/<name>/
    article.txt, article.json    as in a regression case
    record.json                  the true record, written by hand from the article alone
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.core.article import Article
from extractor.errors import InputError, RecordError
from extractor.evaluation.case import load_case
from extractor.job import as_record
from extractor.text.json_input import load_object

if TYPE_CHECKING:
    from pydantic import BaseModel

_GOLD_FILES = ("article.txt", "article.html", "article.htm", "article.json", "record.json")


@dataclass(frozen=True)
class Gold:
    """One article and its true record."""

    name: str
    article: Article
    schema: type[BaseModel]
    record: BaseModel


def load_gold(root: str | Path) -> list[Gold]:
    """All gold records below a folder, sorted by name; raises `InputError` when there is none."""
    top = Path(root)
    if not top.is_dir():
        raise InputError(f"{top} is no folder. Name the folder with your gold records, for example fixtures/.")
    files = sorted(top.rglob("record.json"))
    if not files:
        raise InputError(f"{top} holds no gold record (a folder with article.txt, article.json and record.json).")
    out = []
    for file in files:
        case = load_case(file.parent)
        schema = case.job.record_class
        try:
            record = as_record(load_object(file), schema)
        except RecordError as error:
            raise RecordError(f"{file}: {error}") from error
        out.append(Gold(case.name, case.article, schema, record))
    return out


def fingerprint(root: str | Path) -> str:
    """Hash over names and bytes of the articles and records below a folder; another one means other data."""
    top = Path(root)
    total = hashlib.sha256()
    folders = [file.parent for file in sorted(top.rglob("record.json"))]
    for path in (p for folder in folders for p in sorted(folder.glob("*")) if p.name in _GOLD_FILES):
        total.update(str(path.relative_to(top).as_posix()).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
