"""`extractor check`: a record that anyone made and its article in, one finding per claim out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import click

from extractor.cli.options import is_terminal, policy_option, published_option, schema_option, syntax_option


@click.command("check")
@click.argument("record", required=False, metavar="RECORD")
@click.option("--article", metavar="FILE", help="The article the record speaks of.")
@schema_option
@published_option
@policy_option
@syntax_option
@click.option("-o", "--output", metavar="FILE", default="-", help="Where the JSON goes; standard output if absent.")
@click.option("--jsonl", is_flag=True, help="Read one JSON object a line (id, text, published, record) on stdin, answer one a line.")
@click.pass_context
def command(
    ctx: click.Context,
    record: str | None,
    article: str | None,
    schema: str,
    published: str | None,
    policy: str,
    syntax: str,
    output: str,
    jsonl: bool,
) -> None:
    """Cross-check RECORD (a JSON file, or `-`) against its article.

    RECORD is a bare record of the schema, or a document that `extract` wrote. A table of findings on a terminal, the
    document as JSON in a pipe. An article may have at most 1,000,000 characters.

    \b
    extractor check record.json --article article.txt --published 2021-10-07

    Exit codes: 0 every claim supported, 1 findings, 2 unreadable input.
    """
    from extractor import api
    from extractor.cli.output import write_document
    from extractor.cli.stream import answer_lines
    from extractor.errors import RecordError
    from extractor.text.load import article_from_mapping, load_article
    from extractor.writers.document import finding_as_dict
    from extractor.writers.files import check_writable
    from extractor.writers.plain import render

    if jsonl:

        def answer(line: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
            if "record" not in line:
                raise RecordError('The line has no "record". Give {"id": ..., "text": ..., "record": {...}}.')
            body = api.check(line["record"], article_from_mapping(line, name="line"), schema=schema, policy=policy, syntax=syntax)
            return {"findings": [finding_as_dict(finding) for finding in body.findings]}, body.ok

        ctx.exit(0 if answer_lines(answer) else 1)
    if record is None or article is None:
        ctx.fail("Name a record and its article: extractor check RECORD --article FILE.")
    if output != "-":
        check_writable(output)
    result = api.check(_read_record(record), load_article(article, published=published), schema=schema, policy=policy, syntax=syntax)
    if output == "-" and is_terminal(sys.stdout):
        click.echo(render(result))
    else:
        write_document(result, policy, output)
    ctx.exit(0 if result.ok else 1)


def _read_record(path: str) -> Any:
    from extractor.text.json_input import load_object, parse_object

    return parse_object(sys.stdin.buffer.read(), name="standard input") if path == "-" else load_object(path)
