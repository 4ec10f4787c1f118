"""Write the generated pages: rules, command line, JSON Schema; with --check, only say which are out of date."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

HERE = Path(__file__).parent
ROOT = HERE.parent
EXAMPLE = HERE / "example" / "ferry.txt"


def pages() -> dict[str, str]:
    """Name and text of every generated page."""
    from extractor.checks import rulebook
    from extractor.schemas.news import NewsRecord
    from extractor.writers.document import document_schema

    return {
        "checks.md": rulebook.markdown(),
        "cli.md": command_line(),
        "document.schema.json": json.dumps(document_schema(NewsRecord), indent=2, ensure_ascii=False) + "\n",
    }


def command_line() -> str:
    """The help of every command."""
    from extractor.cli.main import main

    parts = ["# Command line", "", "Made from the commands' own help by `make docs`."]
    context = click.Context(main, info_name="extractor", max_content_width=100, terminal_width=100)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        own = click.Context(command, info_name=name, parent=context, max_content_width=100, terminal_width=100)
        parts += ["", f"## extractor {name}", "", "```text", command.get_help(own), "```"]
    return "\n".join(parts) + "\n"


def readme() -> str:
    """README with the output of its two examples as they come out now."""
    from extractor import Article, check, extract
    from extractor.text.day import parse_day
    from extractor.text.json_input import load_object
    from extractor.writers.plain import render

    article = Article(EXAMPLE.read_text(encoding="utf-8"), published=parse_day("2024-05-15"), source="docs/example/ferry.txt")
    careless = load_object(HERE / "example" / "ferry.careless.json")
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, result in (("extract", extract(article)), ("check", check(careless, article))):
        begin, end = f"<!-- begin: {name} -->\n", f"<!-- end: {name} -->"
        head, _, rest = text.partition(begin)
        text = f"{head}{begin}\n```text\n{render(result, width=110)}\n```\n\n{end}{rest.partition(end)[2]}"
    return text


@click.command(help=__doc__)
@click.option("--check", is_flag=True, help="Change nothing; exit 1 when a page is out of date.")
def main(check: bool) -> None:
    made = {HERE / name: text for name, text in pages().items()} | {ROOT / "README.md": readme()}
    stale = [path for path, text in made.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if not check:
            path.write_text(made[path], encoding="utf-8")
        click.echo(f"{path.relative_to(ROOT)} {'is out of date; run: make docs' if check else 'written'}", err=True)
    sys.exit(1 if stale and check else 0)


if __name__ == "__main__":
    main()
