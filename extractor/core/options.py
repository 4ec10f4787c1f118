"""The options of a job and of a model, each stated once: its type, default, help and check; calls and commands are made from them.

A key of `Options` is a keyword of `extract`, a setting of a regression case, and, where `Option.shown`, an option of
`extractor extract`. To add one, add its key; then read `job.options["name"]`, or `settings["name"]` in the engine, where it acts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any, TypedDict, TypeVar, cast, get_args, get_type_hints

from extractor.core.policy import Policy
from extractor.errors import CatalogError, unknown

MODES = ("json_schema", "tools", "json")
"""How a shape can be asked for; "auto" finds out which of them a server takes."""


@dataclass(frozen=True)
class Option:
    """What an option is, beside its name and type."""

    default: Any
    help: str
    """What it does; for one that is on by default, what switching it off does."""
    choices: tuple[str, ...] = ()
    """The values there are; empty: any of the type."""
    least: float | None = None
    most: float | None = None
    above: float | None = None
    """The value has to be larger than this."""
    shown: bool = True
    """Whether the command line has it."""
    flag: str = ""
    """Its name on the command line, where that is not its own with dashes."""
    metavar: str | None = None
    envvar: str | None = None
    """A variable that sets it on the command line."""
    sent: bool = False
    """Whether it is a member of every request, under its own name."""
    types: tuple[type, ...] = ()
    """The types it takes, read from the key's annotation; `type(None)` among them when it may be None."""

    @property
    def type_names(self) -> str:
        return " or ".join("None" if kind is type(None) else kind.__name__ for kind in self.types)

    def takes(self, value: Any) -> bool:
        """Whether the value is of a type of the option; a whole number is a float, True is no number."""
        return type(value) in self.types or (type(value) is int and float in self.types)

    def check(self, name: str, value: Any) -> None:
        """Raise `CatalogError` for a value out of range or not among the choices."""
        if value is None and type(None) in self.types:
            return
        if self.choices and value not in self.choices:
            raise unknown(name, str(value), self.choices)
        bounded = any(end is not None for end in (self.least, self.most, self.above))
        if bounded and not (self.takes(value) and self._in_range(value)):
            raise CatalogError(f"{name} is {value}; give {self._range}.")

    def _in_range(self, value: float) -> bool:
        return (
            (self.least is None or value >= self.least)
            and (self.most is None or value <= self.most)
            and (self.above is None or value > self.above)
        )

    @property
    def _range(self) -> str:
        if self.above is not None:
            return f"more than {self.above:g}"
        number = "a number of " if float in self.types else "a whole number of "
        return number + (f"{self.least:g} or more" if self.most is None else f"{self.least:g} to {self.most:g}")


class ModelOptions(TypedDict, total=False):
    """How a language model is asked."""

    prompt: Annotated[str, Option("extract.v1", "Name or path of the prompt.")]
    base_url: Annotated[
        str | None,
        Option(None, "Address of an OpenAI-compatible server; else OPENAI_BASE_URL, else the provider's own.", metavar="URL"),
    ]
    mode: Annotated[
        str, Option("auto", "How the shape is asked for; auto tries and remembers what the server takes.", choices=("auto", *MODES))
    ]
    temperature: Annotated[
        float | None, Option(None, "Sampling temperature; the provider's default if absent.", least=0, most=2, sent=True)
    ]
    max_tokens: Annotated[int | None, Option(None, "Most tokens of one reply; the provider's default if absent.", least=1, sent=True)]
    timeout_s: Annotated[float, Option(120.0, "Seconds for one request.", above=0, flag="--timeout")]
    retries: Annotated[int, Option(2, "How often the model is asked again after a schema error or a finding.", least=0, most=10)]
    seed: Annotated[int | None, Option(None, "Seed for providers that take one.", sent=True)]
    concurrency: Annotated[int, Option(16, "Requests in flight with --jsonl.", least=1, most=1000)]
    cache: Annotated[bool, Option(True, "Neither read nor write the reply cache.", flag="--no-cache")]
    refresh: Annotated[bool, Option(False, "Ask anew and replace what is cached.")]


class Options(ModelOptions, total=False):
    """The options of `extract` beside article, schema and publication day."""

    model: Annotated[
        str,
        Option(
            "offline",
            "offline, or PROVIDER/NAME such as openai/gpt-5-mini. A key in the environment never changes the model.",
            envvar="EXTRACTOR_MODEL",
        ),
    ]
    policy: Annotated[
        str,
        Option(
            "quarantine",
            "quarantine: refuted items move to `held`. strict: nothing is written unless all is supported. annotate: nothing is moved.",
            choices=get_args(Policy),
        ),
    ]
    syntax: Annotated[str, Option("embedded", "The parser: embedded, or spacy:NAME for an installed spaCy pipeline.")]
    complete: Annotated[bool, Option(False, "Ask once for what the article holds and the record lacks.")]
    replay: Annotated[
        str | None, Option(None, "File with recorded replies that answer instead of the model; nothing is sent.", shown=False)
    ]
    record: Annotated[str | None, Option(None, "File the replies of the model are kept in, for `replay`.", shown=False)]


OptionsT = TypeVar("OptionsT")


def options_of(kind: type) -> Mapping[str, Option]:
    """Name -> option of every key of a class of options, in its order.

    >>> options_of(Options)["retries"].type_names, options_of(Options)["seed"].type_names
    ('int', 'int or None')
    """
    return _read(kind)  # the cache stands apart: to a type checker the type of a variable is not hashable


def checked_options(kind: type[OptionsT], given: Mapping[str, Any]) -> OptionsT:
    """All options of a class, checked: those given, and the defaults of the others.

    Raises `TypeError` for an option there is not, and `CatalogError` for a value that cannot be.

    >>> checked_options(ModelOptions, {"retries": 3})["retries"], checked_options(ModelOptions, {})["timeout_s"]
    (3, 120.0)
    """
    known = options_of(kind)
    strange = [name for name in given if name not in known]
    if strange:
        raise TypeError(f"There is no option {strange[0]}. Known: {', '.join(known)}.")
    for name, value in given.items():
        known[name].check(name, value)
    return cast(OptionsT, {name: given.get(name, option.default) for name, option in known.items()})


def options_for(kind: type[OptionsT], options: Mapping[str, Any]) -> OptionsT:
    """Those of the options that a class has, as they are.

    >>> options_for(ModelOptions, {"model": "offline", "seed": 7})
    {'seed': 7}
    """
    return cast(OptionsT, {name: options[name] for name in options_of(kind) if name in options})


@lru_cache(maxsize=8)
def _read(kind: type) -> Mapping[str, Option]:
    found: dict[str, Option] = {}
    for name, hint in get_type_hints(kind, include_extras=True).items():
        stated, option = get_args(hint)
        found[name] = replace(option, types=get_args(stated) or (stated,))
    return found
