"""What tokens cost: a model's name and its tokens in, US dollars or "unknown" out. Nothing is guessed."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any

from extractor.catalog import project_root
from extractor.errors import CatalogError


def cost(label: str, usage: Mapping[str, int], project: Path | None = None) -> Decimal | None:
    """Dollars for the tokens of `usage`; None when the model's price stands nowhere or the server reported no tokens.

    `project` is the folder whose extractor.toml or pyproject.toml may add prices; None looks upwards from here.

    >>> str(cost("openai/gpt-4o-mini", {"prompt_tokens": 1_000_000, "completion_tokens": 500_000}))
    '0.450000'
    >>> cost("openai/no-such-model", {"prompt_tokens": 1, "completion_tokens": 1}) is None
    True
    """
    row = _prices(project or _root(os.getcwd())).get(label)
    if row is None or not usage.get("prompt_tokens"):
        return None
    total = row[0] * usage.get("prompt_tokens", 0) + row[1] * usage.get("completion_tokens", 0)
    return (total / 1_000_000).quantize(Decimal("0.000001"))


@lru_cache(maxsize=16)
def _root(_folder: str) -> Path | None:
    """The project of the current folder; looked up once, for it reads every pyproject.toml upwards."""
    return project_root()


@lru_cache(maxsize=16)
def _prices(project: Path | None) -> dict[str, tuple[Decimal, Decimal]]:
    shipped = tomllib.loads((Path(__file__).parent / "prices.toml").read_text(encoding="utf-8"))
    rows: dict[str, Any] = dict(shipped.get("prices", {}))
    if project is not None:
        rows.update(_own(project / "pyproject.toml", ("tool", "extractor", "prices")))
        rows.update(_own(project / "extractor.toml", ("prices",)))
    return {label: _row(label, row) for label, row in rows.items()}


def _own(path: Path, keys: tuple[str, ...]) -> dict[str, Any]:
    try:
        table: Any = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogError(f"{path} cannot be read: {error}. Mend the file; prices are looked up in it.") from error
    for key in keys:
        table = table.get(key, {}) if isinstance(table, dict) else {}
    return table if isinstance(table, dict) else {}


def _row(label: str, row: Any) -> tuple[Decimal, Decimal]:
    try:
        prices = Decimal(str(row["input"])), Decimal(str(row["output"]))
        if all(price.is_finite() and price >= 0 for price in prices):
            return prices
    except (KeyError, TypeError, InvalidOperation):
        pass
    raise CatalogError(f'The price of "{label}" is unreadable. Give input and output in US dollars per million tokens: input = "1.25".')
