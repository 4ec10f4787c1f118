"""`extractor schemas`: list the schemas, or print one as JSON Schema."""

from __future__ import annotations

import click


@click.command("schemas")
@click.argument("name", required=False)
@click.option("--document", is_flag=True, help="The JSON Schema of the whole document that `extract` writes, not of the record alone.")
def command(name: str | None, document: bool) -> None:
    """List the schemas, or show schema NAME as JSON Schema.

    NAME is what `--schema` takes: a name, path/to/file.py:Class or package.module:Class.

    \b
    extractor schemas
    extractor schemas news

    Exit codes: 0 fine, 2 unknown or broken schema.
    """
    from extractor import catalog
    from extractor.cli.output import to_json

    if name is None and not document:
        names = catalog.schema_names()
        width = max(map(len, names), default=0)
        for key in names:
            doc = (catalog.load_schema(key).__doc__ or "").strip().splitlines()
            click.echo(f"{key:<{width}}  {doc[0] if doc else ''}".rstrip())
        return
    schema = catalog.load_schema(name or "news")
    if document:
        from extractor.writers.document import document_schema

        click.echo(to_json(document_schema(schema), indent=2))
    else:
        click.echo(to_json(schema.model_json_schema(), indent=2))
