"""Options and arguments that several commands share, and how they are read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any

import click

from extractor.core.options import ModelOptions, Option, Options, options_of

if TYPE_CHECKING:
    from extractor.core.article import Article

Callback = Callable[..., None]
Decorator = Callable[[Callback], Callback]

article_argument = click.argument("article", required=False, metavar="ARTICLE")
published_option = click.option(
    "--published", metavar="DAY", help="Day of publication, YYYY-MM-DD; without it, and without a dateline, relative dates stay unresolved."
)
schema_option = click.option(
    "--schema", default="news", show_default=True, help="Name of a schema, or path/to/file.py:Class, or package.module:Class."
)


def stated_option(name: str, option: Option) -> Decorator:
    """A command's option from what `extractor.core.options` states of it."""
    given: dict[str, Any] = {"help": option.help, "default": option.default, "show_default": option.default is not None}
    if bool in option.types:
        given |= {"show_default": False} | ({"flag_value": False} if option.default else {"is_flag": True})
    else:
        given["type"] = click.Choice(option.choices) if option.choices else _range(option) or option.types[0]
    if option.envvar:
        given |= {"envvar": option.envvar, "show_envvar": True}
    return click.option(option.flag or f"--{name.replace('_', '-')}", name, metavar=option.metavar, **given)


def _range(option: Option) -> click.IntRange | click.FloatRange | None:
    """The numbers an option takes; None when it has no bounds."""
    least, most = (option.least if option.above is None else option.above), option.most
    if least is None and most is None:
        return None
    if float in option.types:
        return click.FloatRange(least, most, min_open=option.above is not None)
    return click.IntRange(None if least is None else int(least), None if most is None else int(most))


def model_options(command: Callback) -> Callback:
    """Decorate a command with every option that says how a model is asked."""
    shown = [(name, option) for name, option in options_of(ModelOptions).items() if option.shown]
    for name, option in reversed(shown):
        command = stated_option(name, option)(command)
    return command


model_option, policy_option, syntax_option, complete_option = (
    stated_option(name, options_of(Options)[name]) for name in ("model", "policy", "syntax", "complete")
)
scored_option = stated_option(
    "model", replace(options_of(Options)["model"], help="The engine to score: offline, or PROVIDER/NAME.", envvar=None)
)


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a standard stream is a terminal; a closed one is none."""
    return stream is not None and stream.isatty()


def read_article(ctx: click.Context, article: str | None, published: str | None) -> Article:
    """Load the article a command names; `-`, or a pipe and no name, is standard input.

    Raises `InputError` for unreadable input; ends with exit code 2 when nothing is named and nothing is piped.
    """
    from extractor.text.load import MAX_BYTES, article_from_bytes, load_article

    if article is None:
        if is_terminal(sys.stdin):
            ctx.fail("Name an article file, or `-` for standard input.")
        article = "-"
    if article == "-":
        if sys.stdin is None:
            ctx.fail("Standard input is closed. Name an article file.")
        return article_from_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), published=published)
    return load_article(article, published=published)
