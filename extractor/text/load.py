"""Read an article from a file, from bytes or from JSON: anything in, `Article` out, or a clear `InputError`."""

from __future__ import annotations

import codecs
import datetime as dt
import json
import os
from collections.abc import Mapping
from pathlib import Path

from extractor.core.article import Article
from extractor.errors import InputError
from extractor.text.day import parse_day

MAX_BYTES = 50_000_000
"""Bytes of a file or of a line of JSON; a saved page may hold some megabytes of markup, beyond this it is taken for something else."""
MAX_CHARACTERS = 1_000_000
"""Characters of an article. A news article has some thousands, a long novel about a million, which takes minutes and most of a gigabyte."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Control characters that no text encoding puts into prose; tab, line feed, form feed and carriage return may occur.
_CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 27}
_SAMPLE = 65_536
_ARTICLE_KEYS = ("text", "published", "title", "source", "language", "id")


def load_article(path: str | Path, *, published: dt.date | str | None = None) -> Article:
    """Load the article in a file; text, JSON and HTML are told apart by suffix and content.

    `published` wins over a date the file itself states. Raises `InputError` when the file is missing, a directory,
    empty, binary, too large or has no text.
    """
    where = Path(path)
    if where.is_dir():
        raise InputError(f"{where} is a directory. Name one article file, or `-` for standard input.")
    try:
        size = where.stat().st_size
        if size > MAX_BYTES:
            raise too_large(str(where), f"{size:,}")
        raw = where.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{where} does not exist. Check the path, or give `-` to read standard input.") from None
    except OSError as error:
        raise InputError(f"{where} cannot be read: {error.strerror or error}. Check its permissions.") from error
    # a name in bytes of another encoding must not put half characters into the document
    return article_from_bytes(raw, name=os.fsencode(path).decode("utf-8", "replace"), published=published)


def article_from_bytes(raw: bytes, *, name: str = "-", published: dt.date | str | None = None) -> Article:
    """Decode and interpret the bytes of one article; `name` is used in messages and becomes `source`."""
    if len(raw) > MAX_BYTES:
        raise too_large(name, f"more than {MAX_BYTES:,}")
    text = decode(raw, name=name)
    if not text.strip():
        raise InputError(f"{name} is empty. An article needs at least one sentence.")
    kind = _kind_of(text, name)
    if kind == "json":
        return _from_json(text, name, published)
    if kind == "html":
        from extractor.text.html import article_from_html

        article = article_from_html(text, source=name)
        if not article.text.strip():
            raise InputError(f"{name} is HTML without any text to read. Save the article page itself, or give plain text.")
        check_length(article.text, name)
        return article if published is None else _dated(article, published)
    check_length(text, name)
    return Article(text, published=parse_day(published, where=name), source=name)


def check_length(text: str, name: str) -> None:
    """Raise `InputError` for a text that is longer than an article may be."""
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"{name} has {len(text):,} characters; an article may have at most {MAX_CHARACTERS:,}. "
            "Split it into its articles, one a file or a JSON line."
        )


def too_large(name: str, size: str) -> InputError:
    """The error for input of more bytes than are read."""
    return InputError(f"{name} has {size} bytes; an article may have at most {MAX_BYTES:,}. Split it, one article a file or a JSON line.")


def article_from_mapping(value: Mapping[str, object], *, name: str) -> Article:
    """Build an article from a JSON object with `text` and optionally published, title, source, language, id."""
    text = value.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputError(f'{name} has no "text". An article object needs "text" and may have: {", ".join(_ARTICLE_KEYS[1:])}.')
    check_length(text, name)
    plain: dict[str, str | None] = {}
    for key in ("title", "source", "language", "id"):
        item = value.get(key)
        if item is not None and not isinstance(item, (str, int)):
            raise InputError(f'{name}: "{key}" is {type(item).__name__}; give text.')
        plain[key] = None if item is None else str(item)
    day = value.get("published")
    if day is not None and not isinstance(day, (str, dt.date)):
        raise InputError(f'{name}: "published" is {type(day).__name__}; give a day such as 2021-10-07.')
    return Article(
        text,
        published=parse_day(day, where=name),
        title=plain["title"],
        source=plain["source"] or name,
        language=plain["language"] or "en",
        id=plain["id"],
    )


def decode(raw: bytes, *, name: str) -> str:
    """Decode bytes: byte-order mark, else UTF-8, else what charset-normalizer finds most likely.

    Raises `InputError` for binary data. The text is not changed otherwise (a byte-order mark is left out).
    """
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError as error:
                raise InputError(
                    f"{name} starts with a {encoding} mark but is broken at byte {error.start}. Save it again as UTF-8."
                ) from error
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(raw, name)
    if _looks_binary(raw[:_SAMPLE]):
        return _guess(raw, name)
    return text


def _looks_binary(sample: bytes) -> bool:
    controls = sum(byte in _CONTROL for byte in sample)
    return controls * 50 > len(sample)  # more than 2 %: prose has none, one stray NUL is survived


def _guess(raw: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    sample = raw[:_SAMPLE]
    best = from_bytes(sample).best()
    if best is not None and (best.encoding.startswith(("utf_16", "utf_32")) or not _looks_binary(sample)):
        try:
            text = raw.decode(best.encoding)
        except UnicodeDecodeError:
            text = raw.decode(best.encoding, "replace")
        if "\0" not in text[:_SAMPLE]:
            return text
    raise InputError(f"{name} is not text (binary data). Give plain text, HTML or JSON; convert PDF or Word files first.")


def _kind_of(text: str, name: str) -> str:
    head = text[:2000].lstrip().lower()
    if head.startswith(("<!doctype html", "<html")) or (name.lower().endswith((".html", ".htm", ".xhtml")) and "<" in head):
        return "html"
    if name.lower().endswith(".json") or (head.startswith("{") and '"text"' in head):
        return "json"
    return "text"


def _from_json(text: str, name: str, published: dt.date | str | None) -> Article:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is not valid JSON: {error}. Give an object with a text field, or name the file .txt.") from error
    if not isinstance(value, dict):
        raise InputError(
            f'{name} holds a JSON {type(value).__name__}; an article is an object such as {{"text": "...", "published": "2021-10-07"}}.'
        )
    article = article_from_mapping(value, name=name)
    return article if published is None else _dated(article, published)


def _dated(article: Article, published: dt.date | str) -> Article:
    from dataclasses import replace

    return replace(article, published=parse_day(published))
