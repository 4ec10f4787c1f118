"""`extractor prompts`: list the prompts, or print one."""

from __future__ import annotations

import click


@click.command("prompts")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """List the prompts with their hashes, or show prompt NAME.

    \b
    extractor prompts
    extractor prompts extract.v1

    Exit codes: 0 fine, 2 unknown prompt.
    """
    from extractor import catalog

    if name is not None:
        click.echo(catalog.load_prompt(name).text, nl=False)
        return
    names = catalog.prompt_names()
    width = max(map(len, names), default=0)
    for key in names:
        click.echo(f"{key:<{width}}  sha256 {catalog.load_prompt(key).sha256[:12]}")
