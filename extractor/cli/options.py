"""Options and arguments that several commands share, and how they are read."""

from __future__ import annotations

import sys
from typing import IO, TYPE_CHECKING

import click

if TYPE_CHECKING:
    from extractor.core.article import Article

article_argument = click.argument("article", required=False, metavar="ARTICLE")
published_option = click.option(
    "--published", metavar="DAY", help="Day of publication, YYYY-MM-DD; without it, and without a dateline, relative dates stay unresolved."
)
schema_option = click.option(
    "--schema", default="news", show_default=True, help="Name of a schema, or path/to/file.py:Class, or package.module:Class."
)
policy_option = click.option(
    "--policy",
    type=click.Choice(["quarantine", "strict", "annotate"]),
    default="quarantine",
    show_default=True,
    help="quarantine: refuted items move to `held`. strict: nothing is written unless all is supported. annotate: nothing is moved.",
)
syntax_option = click.option(
    "--syntax", default="embedded", show_default=True, help="The parser: embedded, or spacy:NAME for an installed spaCy pipeline."
)


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a standard stream is a terminal; a closed one is none."""
    return stream is not None and stream.isatty()


def read_article(ctx: click.Context, article: str | None, published: str | None) -> Article:
    """Load the article a command names; `-`, or a pipe and no name, is standard input.

    Raises `InputError` for unreadable input; ends with exit code 2 when nothing is named and nothing is piped.
    """
    from extractor.text.load import article_from_bytes, load_article

    if article is None:
        if is_terminal(sys.stdin):
            ctx.fail("Name an article file, or `-` for standard input.")
        article = "-"
    if article == "-":
        if sys.stdin is None:
            ctx.fail("Standard input is closed. Name an article file.")
        return article_from_bytes(sys.stdin.buffer.read(), published=published)
    return load_article(article, published=published)
