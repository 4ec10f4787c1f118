"""`extractor test`: folders with cases in, differences out."""

from __future__ import annotations

import os
import secrets

import click


@click.command("test")
@click.argument("directory", default="fixtures", metavar="[DIR]")
@click.option("--only", metavar="PATTERN", help="Only cases whose SCHEMA/CASE contains this, or matches it as a glob.")
@click.option("--update", is_flag=True, help="Rewrite expected.json from what comes out now, with the recorded replies.")
@click.option("--record", is_flag=True, help="Ask the models of the cases anew; keep their replies in reply.json, rewrite expected.json.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes; as many as there are cores if absent.")
@click.option("--junit", metavar="FILE", help="Also write a JUnit XML report.")
@click.option("--json", "json_path", metavar="FILE", help="Also write a JSON report with every difference.")
@click.option("-q", "--quiet", is_flag=True, help="Print only cases that did not pass.")
@click.pass_context
def command(
    ctx: click.Context,
    directory: str,
    only: str | None,
    update: bool,
    record: bool,
    jobs: int | None,
    junit: str | None,
    json_path: str | None,
    quiet: bool,
) -> None:
    """Run the regression cases below DIR (fixtures/ if absent) and show what differs, field by field. No network.

    A case is a folder with article.txt, article.json, expected.json and, for a model, reply.json. Where GitHub Actions
    runs the command, differences are also annotated.

    \b
    extractor test fixtures/ --junit report.xml
    extractor test fixtures/ --only news/strike --update

    Exit codes: 0 all as expected, 1 drift or a broken case, 2 no case, 3 a model failed while it was recorded.
    """
    from extractor.evaluation.case import find_cases
    from extractor.evaluation.report import as_annotations, as_json, as_junit, as_text, summary
    from extractor.evaluation.suite import run_suite
    from extractor.writers.files import check_writable, write_atomic

    for target in (junit, json_path):
        if target is not None:
            check_writable(target)
    folders = find_cases(directory, only)
    if not folders:
        ctx.fail(f'No case below {directory} matches "{only}". List them with: extractor test {directory}')
    github = os.environ.get("GITHUB_ACTIONS") == "true"
    mark = secrets.token_hex(8)
    if github:  # words of an article are no commands to the workflow
        click.echo(f"::stop-commands::{mark}")
    outcomes = []
    for outcome in run_suite(folders, update=update, record=record, jobs=jobs or os.cpu_count() or 1):
        outcomes.append(outcome)
        if not quiet or not outcome.good:
            click.echo(as_text(outcome))
    click.echo(summary(outcomes), err=True)
    if junit is not None:
        write_atomic(junit, as_junit(outcomes))
    if json_path is not None:
        write_atomic(json_path, as_json(outcomes))
    if github:
        click.echo("\n".join([f"::{mark}::", *as_annotations(outcomes)]))
    ctx.exit(3 if any(outcome.engine_failed for outcome in outcomes) else int(not all(outcome.good for outcome in outcomes)))
