"""A regression case: a folder with an article, its settings, what is expected, and recorded replies of a model.

fixtures/<schema>/<case>/
    article.txt      the article (article.html works too)
    article.json     {"published": "2021-10-07", "source": ..., "licence": ..., "case": {"model": "offline", ...}}
    expected.json    record, held, findings and coverage as they must come out
    reply.json       replies of the model, replayed without network; "made_by" says whether a person wrote them
"""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from extractor.core.article import Article
from extractor.errors import InputError, SchemaError
from extractor.job import Job
from extractor.text.json_input import load_object
from extractor.text.load import load_article, parse_day

_ARTICLES = ("article.txt", "article.html", "article.htm")
_ABOUT = ("published", "title", "source", "language", "licence", "credit", "note", "case")
_COMPARISON = ("tolerance", "ignore")
_SETTINGS = tuple(f.name for f in fields(Job) if f.name not in ("replay", "record"))


@dataclass(frozen=True)
class Case:
    """One folder, read."""

    folder: Path
    article: Article
    job: Job
    tolerance: Mapping[str, Decimal] = field(default_factory=dict)
    """Pointer patterns ("/counts/*/value") and how far a number may be off."""
    ignore: tuple[str, ...] = ()
    """Pointer patterns that are not compared."""

    @property
    def name(self) -> str:
        return f"{self.folder.parent.name}/{self.folder.name}"

    @property
    def expected_path(self) -> Path:
        return self.folder / "expected.json"

    @property
    def reply_path(self) -> Path:
        return self.folder / "reply.json"


def find_cases(root: str | Path, only: str | None = None) -> list[Path]:
    """Folders of all cases below `root`, sorted; `only` keeps those whose "schema/case" matches a pattern or contains the text.

    Raises `InputError` when the folder is missing or holds no case at all.
    """
    top = Path(root)
    if not top.is_dir():
        raise InputError(f"{top} is no folder. Name the folder with your cases, for example fixtures/.")
    files = sorted(path for name in _ARTICLES for path in top.rglob(name))
    folders = sorted({path.parent for path in files if (path.parent / "article.json").is_file()})
    if not folders:
        raise InputError(f"{top} holds no case (a folder with article.txt and article.json). Make a first one with: extractor init.")
    return [folder for folder in folders if only is None or _matches(folder, only)]


def load_case(folder: str | Path) -> Case:
    """Read a case; the schema is the name of the folder above unless article.json names one.

    Raises `InputError` or `SchemaError` that names the file and the key that is wrong.
    """
    where = Path(folder)
    path = next((where / name for name in _ARTICLES if (where / name).is_file()), where / _ARTICLES[0])
    about = load_object(where / "article.json")
    _known(about, _ABOUT, where / "article.json")
    settings = about.get("case", {})
    if not isinstance(settings, dict):
        raise InputError(f'{where / "article.json"}: "case" is no object. Give {{"model": "offline"}} or leave it out.')
    _known(settings, (*_SETTINGS, *_COMPARISON), where / "article.json")
    loaded = load_article(path)
    article = Article(
        loaded.text,
        published=parse_day(about.get("published"), where=str(where / "article.json")) or loaded.published,
        title=about.get("title") or loaded.title,
        source=about.get("source") or path.name,
        language=about.get("language", "en"),
    )
    options = {name: settings[name] for name in _SETTINGS if name in settings}
    options.setdefault("schema", _schema_of(where))
    options["cache"] = False
    if options.get("model", "offline") != "offline":
        options["replay"] = str(where / "reply.json")
    try:
        job = Job(**options)
        tolerance = {key: Decimal(str(value)) for key, value in settings.get("tolerance", {}).items()}
    except (TypeError, InvalidOperation, AttributeError) as error:
        raise SchemaError(f"{where / 'article.json'}: {error}. Check the keys and values below case.") from error
    return Case(where, article, job, tolerance, tuple(settings.get("ignore", ())))


def _schema_of(folder: Path) -> str:
    return folder.parent.name


def _matches(folder: Path, only: str) -> bool:
    name = f"{folder.parent.name}/{folder.name}"
    return only in name or fnmatch.fnmatch(name, only)


def _known(value: Mapping[str, Any], allowed: tuple[str, ...], where: Path) -> None:
    strange = [key for key in value if key not in allowed]
    if strange:
        raise InputError(f"{where} has the unknown key {strange[0]}. Known: {', '.join(allowed)}.")
