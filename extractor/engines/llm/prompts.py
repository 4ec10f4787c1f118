"""Prompts to messages: a prompt's text and named values in, the messages of a request out. Nothing is rendered twice."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from extractor.catalog import Prompt, load_prompt
from extractor.core.article import Article
from extractor.errors import CatalogError

PLACEHOLDERS = {
    "article": "the article between a fence that its text cannot close",
    "title": "its title, as a JSON string, or null",
    "published": "its day of publication (ISO), or unknown",
    "schema": "the JSON Schema of the record; left out, it is sent the way the mode sends it",
    "schema_name": "the name of the record class",
    "part": "which part of a long article this is; empty for a whole one",
    "record": "repair and complete: the record so far, as JSON",
    "findings": "repair: what the cross-check found, with the words of the article",
    "unused": "complete: what the article holds and the record lacks",
}
NEEDED = {"fill": ("article",), "repair": ("article", "record", "findings"), "complete": ("article", "record", "unused")}
_ALLOWED = {
    "fill": frozenset(PLACEHOLDERS) - {"record", "findings", "unused"},
    "repair": frozenset(PLACEHOLDERS) - {"unused"},
    "complete": frozenset(PLACEHOLDERS) - {"findings"},
}
_PLACEHOLDER = re.compile(r"\$(\$|[A-Za-z_]\w*)")
_ONLY = re.compile(r"<!-- only: ([\w., -]+) -->\n(.*?)<!-- end -->\n?", re.DOTALL)
_ROLE = re.compile(r"^<!-- (system|user) -->[ \t]*\n", re.MULTILINE)
_COMMENT = re.compile(r"\A(?:<!--(?! (?:system|user|only)).*?-->\s*)+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Template:
    """A prompt that has been read: pieces of text by role."""

    prompt: Prompt
    pieces: tuple[tuple[str, str], ...]
    """(role, text) in order; placeholders still in the text."""
    names: frozenset[str]

    def varies(self, number: int) -> bool:
        """Whether a piece differs from article to article."""
        return any(match.group(1) not in ("$", "schema", "schema_name") for match in _PLACEHOLDER.finditer(self.pieces[number][1]))


def template(ref: str, purpose: str, label: str = "") -> Template:
    """Read a prompt for a purpose (fill, repair, complete) and a schema.

    Lines `<!-- system -->` and `<!-- user -->` part the messages; without them all is one user message. A block between
    `<!-- only: news -->` and `<!-- end -->` is sent for that schema alone. A comment at the very top is not sent.
    Raises `CatalogError` for a placeholder nobody knows, or one that is missing.
    """
    return parse(load_prompt(ref), purpose, label)


@lru_cache(maxsize=64)
def parse(prompt: Prompt, purpose: str, label: str = "") -> Template:
    """Do what `template` does with a prompt in hand."""
    text = _COMMENT.sub("", prompt.text.replace("\r\n", "\n"))
    text = _ONLY.sub(lambda match: match.group(2) if label in re.split(r"[, ]+", match.group(1)) else "", text)
    names = frozenset(match.group(1) for match in _PLACEHOLDER.finditer(text)) - {"$"}
    known = ", ".join(f"${name}" for name in sorted(_ALLOWED[purpose]))
    if strange := sorted(names - _ALLOWED[purpose]):
        raise CatalogError(
            f"{prompt.path} uses ${strange[0]}, which does not exist in a prompt to {purpose}. Placeholders: {known}. A dollar sign: $$."
        )
    if missing := [name for name in NEEDED[purpose] if name not in names]:
        raise CatalogError(f"{prompt.path} lacks ${missing[0]}, without which no prompt can {purpose} a record. Placeholders: {known}.")
    marks = list(_ROLE.finditer(text))
    if not marks:
        return Template(prompt, (("user", text.strip()),), names)
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    pieces = [(mark.group(1), text[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=True)]
    return Template(prompt, tuple((role, piece) for role, piece in pieces if piece), names)


def message(template: Template, number: int, values: Mapping[str, str]) -> dict[str, str]:
    """Put values into one piece of a template; a `$name` or `{{ }}` inside a value stays as it is."""

    def fill(match: re.Match[str]) -> str:
        name = match.group(1)
        return "$" if name == "$" else values.get(name, "")

    role, piece = template.pieces[number]
    return {"role": role, "content": _PLACEHOLDER.sub(fill, piece).strip()}


def article_values(article: Article, text: str | None = None, part: tuple[int, int] = (1, 1)) -> dict[str, str]:
    """The values of the placeholders about the article, or about a part of it.

    >>> article_values(Article("It rained."))["article"]
    '<article-8b38b558>\\nIt rained.\\n</article-8b38b558>'
    """
    body = article.text if text is None else text
    fence = f"article-{article.sha256[:8]}"  # the text would have to hold its own hash to close it
    number, total = part
    return {
        "article": f"<{fence}>\n{body}\n</{fence}>",
        "title": json.dumps(article.title, ensure_ascii=False),
        "published": article.published.isoformat() if article.published else "unknown",
        "part": f"This is part {number} of {total} of the article; the other parts are read separately." if total > 1 else "",
    }
