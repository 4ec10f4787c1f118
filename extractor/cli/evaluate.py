"""`extractor evaluate`: gold records in, figures out, floors held."""

from __future__ import annotations

import click

from extractor.cli.options import scored_option, syntax_option


@click.command("evaluate")
@click.argument("directory", default="fixtures", metavar="[DIR]")
@scored_option
@syntax_option
@click.option("--seed", type=int, default=7, show_default=True, help="Seed of the planted errors.")
@click.option(
    "--per-operator", type=click.IntRange(1, 1000), default=10, show_default=True, help="Planted errors of each kind, an article."
)
@click.option("--json", "json_path", metavar="FILE", help="Also write the figures as JSON.")
@click.option("--floors", metavar="FILE", help="Hold the figures to the floors in this TOML file.")
@click.option("--set-floors", is_flag=True, help="Write the measured figures to the floors file; refuses to lower one.")
@click.option("--lower", metavar="REASON", help="With --set-floors: lower floors too; the reason is kept in the file.")
@click.pass_context
def command(
    ctx: click.Context,
    directory: str,
    model: str,
    syntax: str,
    seed: int,
    per_operator: int,
    json_path: str | None,
    floors: str | None,
    set_floors: bool,
    lower: str | None,
) -> None:
    """Score an engine on the gold records below DIR (fixtures/ if absent), field by field, and the cross-check on
    errors planted into them.

    \b
    extractor evaluate fixtures --floors fixtures/floors.toml

    Exit codes: 0 fine, 1 below a floor or other data, 2 unreadable input, 3 the engine failed on an article.
    """
    from pathlib import Path

    from extractor.evaluation.evaluate import as_json, as_table, evaluate
    from extractor.evaluation.floors import as_toml, breaches, load_floors, raised
    from extractor.evaluation.gold import fingerprint, load_gold
    from extractor.job import Job
    from extractor.writers.files import check_writable, write_atomic

    if ((set_floors or lower) and floors is None) or (lower and not set_floors):
        ctx.fail("--set-floors and --lower need --floors FILE; --lower needs --set-floors.")
    for target in (json_path, floors if set_floors else None):
        if target is not None:
            check_writable(target)
    old = load_floors(floors) if floors is not None and (Path(floors).exists() or not set_floors) else None
    data = fingerprint(directory)
    report = evaluate(load_gold(directory), Job(options={"model": model, "syntax": syntax}), seed=seed, per_operator=per_operator)
    click.echo(as_table(report))
    if json_path is not None:
        write_atomic(json_path, as_json(report, data))
    if report.errors:
        ctx.exit(3)
    measured = f"{model}, {syntax}, seed {seed}, {per_operator} planted of each kind"
    if set_floors and floors is not None:
        write_atomic(floors, as_toml(raised(old, report.figures(), data, lower, measured)))
        click.echo(f"wrote {floors}", err=True)
        return
    problems = breaches(old, report.figures(), data, measured) if old is not None else []
    for problem in problems:
        click.echo(f"error: {problem}", err=True)
    ctx.exit(1 if problems else 0)
