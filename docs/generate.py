"""Write the generated pages: rules, command line, JSON Schema; with --check, only say which are out of date."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import click

HERE = Path(__file__).parent


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


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="change nothing; exit 1 when a page is out of date")
    check = arguments.parse_args().check
    stale = []
    for name, text in pages().items():
        path = HERE / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if not check:
                path.write_text(text, encoding="utf-8")
    if stale:
        pass
    sys.exit(1 if stale and check else 0)


if __name__ == "__main__":
    main()
