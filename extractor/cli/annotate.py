"""`extractor annotate`: an article in, what the reader found out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import click

from extractor.cli.options import article_argument, is_terminal, published_option, read_article, syntax_option


@click.command("annotate")
@article_argument
@published_option
@syntax_option
@click.option("--explain", is_flag=True, help="Name the rule behind each reading.")
@click.option("--json", "as_json", is_flag=True, help="JSON also on a terminal; a pipe gets JSON anyway.")
@click.option("--jsonl", is_flag=True, help="Read one JSON object a line (id, text, published) on stdin, answer one a line.")
@click.pass_context
def command(ctx: click.Context, article: str | None, published: str | None, syntax: str, explain: bool, as_json: bool, jsonl: bool) -> None:
    """Show the numbers, dates, quotations and names the reader finds in ARTICLE.

    A table on a terminal, JSON in a pipe. ARTICLE is a file or `-`, of at most 1,000,000 characters.

    \b
    extractor annotate article.txt --published 2021-10-07 --explain

    Exit codes: 0 fine, 2 unreadable input.
    """
    from extractor import api
    from extractor.cli.output import to_json
    from extractor.cli.stream import answer_lines
    from extractor.text.load import article_from_mapping
    from extractor.writers.annotations import annotations_as_dict, annotations_as_table

    if jsonl:

        def answer(line: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
            found = api.annotate(article_from_mapping(line, name="line"), syntax=syntax)
            return annotations_as_dict(found, explain=explain), True

        ctx.exit(0 if answer_lines(answer) else 1)
    found = api.annotate(read_article(ctx, article, published), syntax=syntax)
    if as_json or not is_terminal(sys.stdout):
        click.echo(to_json(annotations_as_dict(found, explain=explain), indent=2))
    else:
        click.echo(annotations_as_table(found, explain=explain))
