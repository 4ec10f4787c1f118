"""Every error the package raises on purpose: one tree, each class with the exit code of the command line.

    ExtractorError              2
    |- InputError               2   an article, record or file could not be read
    |- CatalogError             2   an unknown schema, prompt, model or rule was named
    |- SchemaError              2   a schema file or class cannot be used
    |- RecordError              2   a record is not JSON or not of its schema
    |- OutputError              2   the result could not be written
    |- PolicyRejected           1   policy "strict" refused to write the record
    |- EngineError              3   an engine could not give a record (network, key, refusal, truncation, ...)
    `- Fault                    3   an error of the program itself stopped one article of many

A message has three parts: what happened, where, and what to do now.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from traceback import extract_tb


class ExtractorError(Exception):
    """Base of every error of this package; `str(error)` is a sentence for a person."""

    exit_code = 2


class InputError(ExtractorError):
    """An article or another input could not be read; nothing was changed."""


class CatalogError(ExtractorError):
    """A schema, prompt, model or rule of that name does not exist."""


class SchemaError(ExtractorError):
    """A schema file does not import, or holds no usable record class."""


class RecordError(ExtractorError):
    """A record is not JSON, or does not fit its schema."""


class OutputError(ExtractorError):
    """The result could not be written; whatever stood at the path before stands there still."""


class PolicyRejected(ExtractorError):
    """Policy "strict" found a claim that is not supported; the draft went to the rejected file."""

    exit_code = 1


class EngineError(ExtractorError):
    """An engine could not give a record."""

    exit_code = 3

    def __init__(
        self,
        message: str,
        *,
        kind: str = "engine",
        attempts: int = 0,
        usage: dict[str, int] | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        """Keep what was spent.

        `kind` is a stable word for programs (timeout, connection, auth, rate_limit, server, refused, truncated,
        invalid, empty, ...; docs/llm.md lists them); `attempts` counts requests; `usage` counts tokens over all attempts, failed ones too.
        """
        super().__init__(message)
        self.kind = kind
        self.attempts = attempts
        self.usage = usage or {}
        self.retry_after_s = retry_after_s


class Fault(ExtractorError):
    """An error that nobody foresaw, in one article of many: the others go on."""

    exit_code = 3


def fault(error: Exception) -> Fault:
    """Build the error for what nobody foresaw: what and where, so that it can be reported."""
    frame = extract_tb(error.__traceback__)[-1]
    where = f"{PurePath(frame.filename).name}, line {frame.lineno}"
    made = Fault(
        f"{type(error).__name__}: {error} ({where}). This is a fault of the program, not of the article. Please report it with the article."
    )
    made.__cause__ = error
    return made


_FEW = 30
"""More choices than this are no help in a sentence; the hint then says where they are listed."""


def unknown(what: str, name: str, known: Iterable[str], hint: str = "") -> CatalogError:
    """Build the error for an unknown name; suggests the nearest, and lists the choices where they are few.

    >>> str(unknown("schema", "newz", ["news", "incident"]))
    'No schema "newz". Known: incident, news. Did you mean news?'
    """
    from difflib import get_close_matches

    choices = sorted(known)
    near = get_close_matches(name, choices, n=1)
    text = f'No {what} "{name}".'
    if len(choices) <= _FEW:
        text += f" Known: {', '.join(choices) or 'none'}."
    if near:
        text += f" Did you mean {near[0]}?"
    return CatalogError(f"{text} {hint}".rstrip())
