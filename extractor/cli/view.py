"""`extractor view`: documents in, review pages out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from extractor.core.extraction import Extraction


@click.command("view")
@click.argument("documents", nargs=-1, required=True, metavar="DOC...")
@click.option("--article", metavar="FILE", help="The article of a single DOC; else the source the document names, beside it or as written.")
@click.option("--schema", metavar="NAME", help="Schema of the records; else the one each document names.")
@click.option("-o", "--output", metavar="PATH", help="Page to write (one DOC: DOC with .html if absent), or folder for several (required).")
def command(documents: tuple[str, ...], article: str | None, schema: str | None, output: str | None) -> None:
    """Write a self-contained review page for each DOC that `extract` wrote; several get an index, most problems first.

    \b
    extractor view record.json --article article.txt -o record.html
    extractor view out/*.json -o pages/

    Exit codes: 0 fine, 2 unreadable input.
    """
    from extractor.api import reopen
    from extractor.writers.files import write_atomic
    from extractor.writers.page import render_index, render_page

    if len(documents) == 1:
        target = Path(output) if output else Path(documents[0]).with_suffix(".html")
        write_atomic(target, render_page(reopen(documents[0], article=article, schema=schema)))
        click.echo(f"wrote {target}", err=True)
        return
    if output is None or article is not None:
        raise click.UsageError("Several documents need a folder for their pages (-o FOLDER), and each its own source (no --article).")
    folder = Path(output)
    folder.mkdir(parents=True, exist_ok=True)
    pages: list[tuple[str, Extraction[Any]]] = []
    for number, name in enumerate(documents, start=1):
        result = reopen(name, schema=schema)
        page = f"{number:04d}-{Path(name).stem}.html"
        write_atomic(folder / page, render_page(result))
        pages.append((page, result))
    write_atomic(folder / "index.html", render_index(pages))
    click.echo(f"wrote {folder / 'index.html'} and {len(pages)} pages", err=True)
