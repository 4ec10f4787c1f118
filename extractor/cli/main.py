"""The `extractor` command: a click group whose commands load when they are used."""

from __future__ import annotations

import errno
import gc
import importlib
from typing import Any

import click

from extractor.errors import ExtractorError
from extractor.version import __version__

_COMMANDS = {
    "extract": "extractor.cli.extract",
    "check": "extractor.cli.check",
    "annotate": "extractor.cli.annotate",
    "test": "extractor.cli.test",
    "evaluate": "extractor.cli.evaluate",
    "view": "extractor.cli.view",
    "schemas": "extractor.cli.schemas",
    "prompts": "extractor.cli.prompts",
    "explain": "extractor.cli.explain",
    "init": "extractor.cli.init",
}


_ALLOCATIONS = 50_000
"""Objects made before the collector of circular references looks around. Trees and findings hold none, so that looking as often as
Python does by itself (every 700) took a tenth of the time."""


class LazyGroup(click.Group):
    """Imports the module of a command only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(_COMMANDS[name]).command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from extractor.errors import unknown

            ctx.fail(str(unknown("command", args[0], _COMMANDS)))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        gc.set_threshold(_ALLOCATIONS)
        try:
            return super().invoke(ctx)
        except ExtractorError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("\nInterrupted; nothing half-written was left.", err=True)
            ctx.exit(130)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EDQUOT):
                raise  # a broken pipe is no error: click ends quietly
            click.echo(f"Error: the output cannot be written: {error.strerror}. Write it somewhere else with -o FILE.", err=True)
            ctx.exit(2)


def _version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"extractor {__version__}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 fine, 1 findings (held, undecided, drifted), 2 usage or unreadable input, 3 engine failed.",
)
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version and exit.")
def main() -> None:
    """Turn news articles into typed JSON whose every figure, quotation and date was looked up in the text.

    \b
    extractor extract article.txt --published 2021-10-07 -o record.json
    extractor check record.json --article article.txt
    extractor explain B6
    """
