"""`extractor extract`: an article in, its checked record out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from extractor.cli.options import (
    article_argument,
    complete_option,
    model_option,
    model_options,
    policy_option,
    published_option,
    read_article,
    schema_option,
    syntax_option,
)

if TYPE_CHECKING:
    from extractor.api import Job
    from extractor.core.extraction import Extraction


@click.command("extract")
@article_argument
@schema_option
@model_option
@published_option
@click.option("-o", "--output", metavar="FILE", default="-", help="Where the JSON goes; standard output if absent.")
@click.option("--html", "html_path", metavar="FILE", help="Also write a self-contained review page.")
@click.option("--summary", is_flag=True, help="Also print the record for a person to read, on stderr.")
@policy_option
@syntax_option
@click.option(
    "--jsonl", is_flag=True, help="Read one JSON object a line (id, text, published) on stdin, answer one document a line, in order."
)
@model_options
@complete_option
@click.option("--usage", is_flag=True, help="Print tokens and cost on stderr.")
@click.option("--dry-run", is_flag=True, help="Print the exact request (without key) and send nothing.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    article: str | None,
    jsonl: bool,
    output: str,
    html_path: str | None,
    summary: bool,
    usage: bool,
    dry_run: bool,
    **options: Any,
) -> None:
    """Extract a checked record from ARTICLE (a file, or `-`).

    Every claim is looked up in the article before JSON is written; refuted ones go to `held`.
    An article may have at most 1,000,000 characters.

    \b
    extractor extract article.txt --published 2021-10-07 -o record.json
    extractor extract article.txt --model openai/gpt-5-mini --usage

    Exit codes: 0 fine, 1 something is held or undecided, 2 usage or unreadable input, 3 engine failed.
    """
    from extractor import api
    from extractor.cli.output import write_document
    from extractor.core.options import Options, checked_options
    from extractor.writers.files import check_writable

    published, schema = options.pop("published"), options.pop("schema")
    job = api.Job(schema, checked_options(Options, options))
    if jsonl:
        if article or published or html_path or summary or usage or dry_run or output != "-":
            ctx.fail("--jsonl reads articles with their days on stdin and answers on stdout: leave out ARTICLE and the options for one.")
        ctx.exit(_stream(job))
    if html_path == "-":
        ctx.fail("--html writes a file: name it. Standard output is for the JSON.")
    for target in (output, html_path):
        if target not in (None, "-"):
            check_writable(target)
    source = read_article(ctx, article, published)
    if dry_run:
        from extractor.cli.output import to_json

        click.echo(to_json(api.dry_run(source, job), indent=2))
        return
    result = api.run(source, job)
    try:
        write_document(result, job.options["policy"], output, html_path)
    finally:  # what was paid is told in any case
        _tell(result, summary, usage)
    ctx.exit(0 if result.ok else 1)


def _tell(result: Extraction[Any], summary: bool, usage: bool) -> None:
    if not (summary or usage):
        return
    from extractor.writers.plain import render, render_usage

    if summary:
        click.echo(render(result), err=True)
    if usage:
        click.echo(render_usage(result.provenance), err=True)


def _stream(job: Job) -> int:
    """Answer every line of standard input with a document; returns the exit code."""
    from extractor import api
    from extractor.cli.output import STRICT
    from extractor.cli.stream import emit, read_lines
    from extractor.errors import ExtractorError
    from extractor.text.load import article_from_mapping
    from extractor.writers.document import document, finding_as_dict

    well = True

    def articles() -> Any:
        for key, value in read_lines():
            if isinstance(value, ExtractorError):
                yield key, value
                continue
            try:
                yield key, article_from_mapping(value, name="line")
            except ExtractorError as error:
                yield key, error

    for key, _, result in api.run_many(articles(), job):
        if isinstance(result, ExtractorError):
            emit({"id": key, "error": str(result)})
            well = False
        elif job.options["policy"] == "strict" and not result.ok:
            emit({"id": key, "error": f"{STRICT}.", "findings": [finding_as_dict(finding) for finding in result.findings]})
            well = False
        else:
            emit({"id": key, **document(result)})
            well = well and result.ok
    return 0 if well else 1
