"""`extractor init`: an empty folder in, a working project with one regression case out."""

from __future__ import annotations

from pathlib import Path

import click

_SOURCE = Path(__file__).resolve().parents[1] / "scaffold"
_PROMPT = "prompts/incident.v1.md"
_CASE = "fixtures/incident/harbour-fire"
_NEXT = ("extractor test                 run the case", "extractor extract ARTICLE --schema incident")


@click.command("init")
@click.argument("directory", default=".", metavar="[DIR]")
def command(directory: str) -> None:
    """Set up a project in DIR (here if absent): a schema, a prompt, and one regression case that passes.

    Files that exist are left as they are.

    \b
    extractor init my-project
    cd my-project && extractor test

    Exit codes: 0 fine, 2 the folder cannot be written.
    """
    from extractor.catalog import load_prompt
    from extractor.errors import OutputError
    from extractor.evaluation.suite import run_folder

    root = Path(directory)
    files = {str(path.relative_to(_SOURCE)): path.read_text(encoding="utf-8") for path in _templates()}
    files[_PROMPT] = load_prompt("extract.v1").text
    written = [name for name, text in sorted(files.items()) if _write(root / name, text)]
    for name in written:
        click.echo(f"wrote {root / name}")
    if not written:
        click.echo(f"{root} has all of these files already; none was changed")
    expected = root / _CASE / "expected.json"
    if not expected.is_file():
        outcome = run_folder(root / _CASE, update=True)
        if not outcome.good:
            raise OutputError(f"The case {_CASE} could not be made: {outcome.message} Mend it and run: extractor test --update")
        click.echo(f"wrote {expected} (from the offline engine: read it before you trust it)")
    enter = [] if root.resolve() == Path.cwd() else [f"cd {root}"]
    click.echo("\n  ".join(["\nNext:", *enter, *_NEXT]))


def _templates() -> list[Path]:
    return [path for path in sorted(_SOURCE.rglob("*")) if path.is_file() and path.name != "__init__.py" and path.suffix != ".pyc"]


def _write(target: Path, text: str) -> bool:
    """Write a new file; False when it is there already."""
    from extractor.errors import OutputError
    from extractor.writers.files import write_atomic

    if target.exists():
        return False
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{target.parent} cannot be made: {error.strerror or error}. Choose another folder.") from error
    write_atomic(target, text)
    return True
