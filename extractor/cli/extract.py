"""`extractor extract`: an article in, its checked record out."""

from __future__ import annotations

from typing import Any

import click

from extractor.cli.options import article_argument, policy_option, published_option, read_article, schema_option, syntax_option


@click.command("extract")
@article_argument
@schema_option
@click.option(
    "--model",
    default="offline",
    show_default=True,
    envvar="EXTRACTOR_MODEL",
    show_envvar=True,
    help="offline, or PROVIDER/NAME such as openai/gpt-5-mini. A key in the environment never changes the model.",
)
@published_option
@click.option("-o", "--output", metavar="FILE", default="-", help="Where the JSON goes; standard output if absent.")
@click.option("--html", "html_path", metavar="FILE", help="Also write a self-contained review page.")
@click.option("--summary", is_flag=True, help="Also print the record for a person to read, on stderr.")
@policy_option
@syntax_option
@click.option(
    "--jsonl", is_flag=True, help="Read one JSON object a line (id, text, published) on stdin, answer one document a line, in order."
)
@click.option("--prompt", default="extract.v1", show_default=True, help="Name or path of the prompt.")
@click.option("--base-url", metavar="URL", help="Address of an OpenAI-compatible server; else OPENAI_BASE_URL, else the provider's own.")
@click.option(
    "--mode",
    type=click.Choice(["auto", "json_schema", "tools", "json"]),
    default="auto",
    show_default=True,
    help="How the shape is asked for; auto tries and remembers what the server takes.",
)
@click.option("--temperature", type=click.FloatRange(0, 2), help="Sampling temperature; the provider's default if absent.")
@click.option("--max-tokens", type=click.IntRange(min=1), help="Most tokens of one reply; the provider's default if absent.")
@click.option(
    "--timeout", "timeout_s", type=click.FloatRange(min=0, min_open=True), default=120.0, show_default=True, help="Seconds for one request."
)
@click.option(
    "--retries",
    type=click.IntRange(0, 10),
    default=2,
    show_default=True,
    help="How often the model is asked again after a schema error or a finding.",
)
@click.option("--seed", type=int, help="Seed for providers that take one.")
@click.option("--concurrency", type=click.IntRange(1, 1000), default=16, show_default=True, help="Requests in flight with --jsonl.")
@click.option("--complete", is_flag=True, help="Ask once for what the article holds and the record lacks.")
@click.option("--no-cache", "cache", flag_value=False, default=True, help="Neither read nor write the reply cache.")
@click.option("--refresh", is_flag=True, help="Ask anew and replace what is cached.")
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

    \b
    extractor extract article.txt --published 2021-10-07 -o record.json
    extractor extract article.txt --model openai/gpt-5-mini --usage

    Exit codes: 0 fine, 1 something is held or undecided, 2 usage or unreadable input, 3 engine failed.
    """
    from extractor import api
    from extractor.writers.files import check_writable

    published = options.pop("published")
    job = api.Job(**options)
    if jsonl:
        ctx.exit(_stream(job))
    for target in (output, html_path):
        if target not in (None, "-"):
            check_writable(target)
    source = read_article(ctx, article, published)
    if dry_run:
        from extractor.cli.stream import to_json

        click.echo(to_json(api.dry_run(source, job), indent=2))
        return
    result = api.run(source, job)
    _write(ctx, result, job, output, html_path)
    if summary:
        from extractor.writers.plain import render

        click.echo(render(result), err=True)
    if usage:
        from extractor.writers.plain import render_usage

        click.echo(render_usage(result.provenance), err=True)
    ctx.exit(0 if result.ok else 1)


def _write(ctx: click.Context, result: Any, job: Any, output: str, html_path: str | None) -> None:
    from extractor.cli.stream import to_json
    from extractor.writers.document import document
    from extractor.writers.files import write_atomic

    body = to_json(document(result), indent=2) + "\n"
    if job.policy == "strict" and not result.ok:
        if output == "-":
            click.echo(body, nl=False, err=True)
            click.echo(
                "error: policy strict: not every claim is supported; nothing was written. The draft and its findings stand above.", err=True
            )
        else:
            rejected = f"{output}.rejected.json"
            write_atomic(rejected, body)
            click.echo(f"error: policy strict: not every claim is supported; {output} was not written. See {rejected}.", err=True)
        ctx.exit(1)
    if output == "-":
        click.echo(body, nl=False)
    else:
        write_atomic(output, body)
    if html_path is not None:
        from extractor.writers.page import render_page

        write_atomic(html_path, render_page(result))


def _stream(job: Any) -> int:
    """Answer every line of standard input with a document; returns the exit code."""
    from extractor import api
    from extractor.cli.stream import emit, read_lines
    from extractor.errors import ExtractorError
    from extractor.text.load import article_from_mapping
    from extractor.writers.document import document

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
        else:
            emit({"id": key, **document(result)})
            well = well and result.ok
    return 0 if well else 1
