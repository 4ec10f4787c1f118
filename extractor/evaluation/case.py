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
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from extractor.catalog import project_root
from extractor.core.article import Article
from extractor.core.options import Option, Options, checked_options, options_of
from extractor.errors import InputError, SchemaError
from extractor.job import Job
from extractor.text.day import parse_day
from extractor.text.json_input import load_object
from extractor.text.load import load_article

_ARTICLES = ("article.txt", "article.html", "article.htm")
_ABOUT = ("published", "title", "source", "language", "licence", "credit", "note", "case")
_COMPARISON = ("tolerance", "ignore")
_NOT_A_CASES = ("replay", "record", "cache", "refresh", "concurrency")
"""Options of a job that a regression run decides by itself."""
_SCHEMA = Option("news", "Name of the schema; the name of the folder above if absent.", types=(str,))
_SETTINGS = {"schema": _SCHEMA, **{name: option for name, option in options_of(Options).items() if name not in _NOT_A_CASES}}


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
        return name_of(self.folder)

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

    Schemas and prompts named there are looked up in the project the case lies in, from wherever the command runs.
    Raises `InputError` or `SchemaError` that names the file and the key that is wrong.
    """
    where = Path(folder)
    path = next((where / name for name in _ARTICLES if (where / name).is_file()), where / _ARTICLES[0])
    file = where / "article.json"
    about = load_object(file)
    _known(about, _ABOUT, file)
    settings = about.get("case", {})
    if not isinstance(settings, dict):
        raise InputError(f'{file}: "case" is no object. Give {{"model": "offline"}} or leave it out.')
    _known(settings, (*_SETTINGS, *_COMPARISON), file)
    loaded = load_article(path)
    article = Article(
        loaded.text,
        published=parse_day(about.get("published"), where=str(file)) or loaded.published,
        title=about.get("title") or loaded.title,
        source=about.get("source") or path.name,
        language=about.get("language", "en"),
    )
    given = {name: _typed(name, settings[name], file) for name in _SETTINGS if name in settings}
    given.setdefault("schema", where.resolve().parent.name)
    _find_in_project(given, where)
    if given.get("model", "offline") != "offline":
        given["replay"] = str(where / "reply.json")
    job = Job(given.pop("schema"), checked_options(Options, {**given, "cache": False}))
    return Case(where, article, job, _tolerances(settings, file), _patterns(settings, file))


def name_of(folder: Path) -> str:
    """The name of a case: SCHEMA/CASE."""
    place = folder.resolve()
    return f"{place.parent.name}/{place.name}"


def _typed(name: str, value: Any, file: Path) -> Any:
    if not _SETTINGS[name].takes(value):
        raise SchemaError(f"{file}: {name} is {value!r}, but takes {_SETTINGS[name].type_names}. Check the keys and values below case.")
    return value


def _tolerances(settings: Mapping[str, Any], file: Path) -> dict[str, Decimal]:
    stated = settings.get("tolerance", {})
    try:
        sizes = {str(pattern): Decimal(str(size)) for pattern, size in stated.items()}
    except (AttributeError, InvalidOperation):
        sizes = {"": Decimal(-1)}
    if not all(size.is_finite() and size >= 0 for size in sizes.values()):
        raise SchemaError(
            f'{file}: tolerance is {stated!r}, but takes an object like {{"/record/share": 0.1}}. Check the keys and values below case.'
        )
    return sizes


def _patterns(settings: Mapping[str, Any], file: Path) -> tuple[str, ...]:
    stated = settings.get("ignore", [])
    if not isinstance(stated, list) or not all(isinstance(pattern, str) for pattern in stated):
        raise SchemaError(
            f'{file}: ignore is {stated!r}, but takes a list like ["/record/actors/*/role"]. Check the keys and values below case.'
        )
    return tuple(stated)


def _find_in_project(options: dict[str, Any], folder: Path) -> None:
    """Replace the names of a schema and a prompt by their files where the project around the case has them."""
    root = project_root(folder)
    for option, kind, ending in (("schema", "schemas", ".py"), ("prompt", "prompts", ".md")):
        file = root / kind / f"{options.get(option, '')}{ending}" if root is not None else None
        if file is not None and file.is_file() and file.parent.resolve() not in _shipped(kind):
            options[option] = str(file)


def _shipped(kind: str) -> tuple[Path, ...]:
    package = Path(__file__).resolve().parents[1]
    return package / kind, package.parent / kind


def _matches(folder: Path, only: str) -> bool:
    name = name_of(folder)
    return only in name or fnmatch.fnmatch(name, only)


def _known(value: Mapping[str, Any], allowed: tuple[str, ...], where: Path) -> None:
    strange = [key for key in value if key not in allowed]
    if strange:
        raise InputError(f"{where} has the unknown key {strange[0]}. Known: {', '.join(allowed)}.")
