"""The words of the date reader: a language in, its tables out, read once from `lexicons/dates.<lang>.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractor.text.lexicon import read_lexicon


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All tables of one language; every key is lower case."""

    months: dict[str, int]
    weekdays: dict[str, int]
    seasons: dict[str, int]
    units: dict[str, tuple[str, int]]
    cardinals: dict[str, int]
    ordinals: dict[str, int]
    decades: dict[str, int]
    modifiers: dict[str, int]
    parts: dict[str, str]
    relative_days: dict[str, int]
    zones: dict[str, str]
    hedges: dict[str, str]
    holidays: dict[str, tuple[str, ...]]
    """Name to how it is computed: ("fixed", month, day), ("easter", days), ("nth", n, weekday, month, plus days) ..."""
    moving: dict[str, dict[str, str]]
    """Feasts that follow the moon, by year."""
    sets: dict[str, frozenset[str]]
    """Small word sets by table and name: supports.labels, tense.past ..."""


@cache
def load_lexicon(lang: str = "en") -> Lexicon:
    """Read the tables of a language; the result is kept. Raises FileNotFoundError for a language without a lexicon."""
    raw = read_lexicon(Path(__file__).parents[1] / "lexicons" / f"dates.{lang}.toml")
    sets = {
        f"{table}.{name}": frozenset(words)
        for table, rows in raw.items()
        for name, words in rows.items()
        if isinstance(words, list) and table in ("supports", "tense", "anaphoric", "day_parts", "vague", "range_words")
    }
    return Lexicon(
        months=raw["months"],
        weekdays=raw["weekdays"],
        seasons=raw["seasons"],
        units={word: (row[0], row[1]) for word, row in raw["units"].items()},
        cardinals=raw["cardinals"],
        ordinals=raw["ordinals"],
        decades=raw["decades"],
        modifiers=raw["modifiers"],
        parts=raw["parts"],
        relative_days=raw["relative_days"],
        zones=raw["zones"],
        hedges=raw["hedges"],
        holidays={name: tuple(how.split()) for name, how in raw["holidays"].items()},
        moving=raw["moving"],
        sets=sets,
    )
