"""The options of a job: stated once in `extractor.core.options`, the same in Python and on the command line, refused alike."""

from __future__ import annotations

from typing import Any

import click
import pytest
from click.testing import CliRunner

from extractor import extract
from extractor.cli.extract import command
from extractor.cli.main import main
from extractor.core.options import Options, checked_options, options_of
from extractor.errors import CatalogError
from extractor.job import Job

SENTENCE = "NATO expelled eight members."

REFUSED = {
    "below": ({"retries": -1}, "retries is -1; give a whole number of 0 to 10"),
    "above": ({"concurrency": 1001}, "concurrency is 1001; give a whole number of 1 to 1000"),
    "open end": ({"timeout_s": 0}, "timeout_s is 0; give more than 0"),
    "no number": ({"timeout_s": float("nan")}, "timeout_s is nan"),
    "text": ({"max_tokens": "many"}, "max_tokens is many; give a whole number of 1 or more"),
    "half a time": ({"retries": 1.5}, "retries is 1.5; give a whole number"),
    "none where one is needed": ({"retries": None}, "retries is None"),
    "policy": ({"policy": "lenient"}, 'No policy "lenient". Known: annotate, quarantine, strict'),
    "mode": ({"mode": "tool"}, "Did you mean tools?"),
}
TAKEN: list[dict[str, Any]] = [{"retries": 10}, {"temperature": 0}, {"temperature": None}, {"concurrency": 1}, {"timeout_s": 0.01}]


@pytest.mark.parametrize(("given", "words"), REFUSED.values(), ids=list(REFUSED))
def test_a_value_that_cannot_be_is_refused(given: dict[str, Any], words: str) -> None:
    """The error names the option and what it takes, whatever the engine."""
    with pytest.raises(CatalogError) as caught:
        extract(SENTENCE, **given)
    assert words in str(caught.value)


@pytest.mark.parametrize("given", TAKEN, ids=str)
def test_the_ends_of_a_range_are_taken(given: dict[str, Any]) -> None:
    """A bound belongs to its range; None stands where an option may be left to the provider."""
    assert given.items() <= Job(options=checked_options(Options, given)).options.items()


def test_an_unknown_option_is_a_type_error() -> None:
    """A misspelt keyword is told like that of any function, with the names there are."""
    with pytest.raises(TypeError, match=r"no option retry\. Known: .*retries"):
        extract(SENTENCE, retry=3)  # type: ignore[call-arg]


def test_the_command_line_has_every_option_with_the_same_default() -> None:
    """`extractor extract` shows each option that is not for programs alone, and starts from the defaults of Python."""
    shown = {name: option.default for name, option in options_of(Options).items() if option.shown}
    context = command.make_context("extract", ["article.txt"])
    assert {name: context.params.get(name, "missing") for name in shown} == shown


@pytest.mark.parametrize("name", [name for name, option in options_of(Options).items() if option.least is not None or option.choices])
def test_the_command_line_refuses_what_python_refuses(name: str) -> None:
    """A value out of range ends the command with exit code 2 and the range."""
    flag = next(p.opts[0] for p in command.params if isinstance(p, click.Option) and p.name == name)
    result = CliRunner().invoke(main, ["extract", "article.txt", flag, "-1"])
    assert result.exit_code == 2
    assert flag in result.stderr
