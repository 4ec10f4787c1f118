"""The words of the number reader: a language in, its tables out, read once from `lexicons/numbers.<lang>.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from extractor.text.lexicon import read_lexicon

_PHRASE_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?|[0-9]+|\S")
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word that can be or start a number."""

    kind: str
    """card, tens, scale, collective, ord, tens_ord, scale_ord, parts (thirds), half, group, change, age, decade, zero, no ..."""
    value: int | Fraction = 0
    high: int = 0
    """Upper end, for age words and quantifiers."""
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: its dimension and the exact factor to the base unit of the dimension."""

    dimension: str
    factor: Fraction


@dataclass(frozen=True, slots=True)
class Tail:
    """What may follow a numeral: a unit, a currency or a percent sign, as a phrase of tokens."""

    phrase: Phrase
    unit: str
    kind: str
    """meas, dur, cur, minor, pct, pp or bp."""
    factor: Fraction = Fraction(1)
    glued: bool = False
    """Only directly after the digits, and case counts ("5m", "20 MW")."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables of one language."""

    words: dict[str, Word]
    scale_signs: dict[str, int]
    tails: dict[str, tuple[Tail, ...]]
    """By first token, longest phrase first."""
    signs: dict[str, tuple[Tail, ...]]
    """Case-sensitive unit signs, by first token."""
    units: dict[str, Unit]
    currencies: frozenset[str]
    """ISO codes and the bare names that several countries share."""
    codes: frozenset[str]
    currency_forms: dict[str, tuple[str, ...]]
    """Code -> what a text calls the currency in full: "indian rupee"."""
    currency_signs: dict[str, str]
    dollar_prefixes: dict[str, str]
    currency_prefixes: dict[str, str]
    hedges_before: dict[str, tuple[tuple[Phrase, str], ...]]
    """By last token, longest phrase first."""
    hedges_after: dict[str, tuple[tuple[Phrase, str], ...]]
    """By first token, longest phrase first."""
    sets: dict[str, frozenset[str]]
    """Small word sets by name: months, labels, change_verbs ..."""
    per_adverbs: dict[str, str]
    compounds: frozenset[tuple[str, str]]
    """A larger and a smaller unit that make one amount."""


def _phrase(text: str) -> Phrase:
    return tuple(_PHRASE_TOKEN.findall(text))


def load_lexicon(lang: str = "en") -> Lexicon:
    """Read the tables of a language; the result is kept. Raises FileNotFoundError for a language without a lexicon."""
    return _load(lang)


@cache  # below the default, so that no way to ask for English reads the file again
def _load(lang: str) -> Lexicon:
    raw = read_lexicon(Path(__file__).parents[1] / "lexicons" / f"numbers.{lang}.toml")
    units = {name: Unit(row[0], Fraction(row[1])) for name, row in raw["units"].items()}
    names = raw["currency_names"]
    tails, signs = _tails(raw, units)
    return Lexicon(
        words=_words(raw),
        scale_signs=raw["scale_signs"],
        tails=tails,
        signs=signs,
        units=units,
        currencies=frozenset(raw["currencies"]) | frozenset(names.values()),
        codes=frozenset(raw["currencies"]),
        currency_forms={code: tuple(forms) for code, forms in raw["currencies"].items()},
        currency_signs=raw["currency_signs"],
        dollar_prefixes=raw["dollar_prefixes"],
        currency_prefixes=raw["currency_prefixes"],
        hedges_before=_hedges(raw["hedges_before"], key=-1),
        hedges_after=_hedges(raw["hedges_after"], key=0),
        sets=_sets(raw),
        per_adverbs=raw["per"]["adverbs"],
        compounds=frozenset(pair for chain in raw["compounds"]["chains"] for pair in combinations(chain, 2)),
    )


def _words(raw: dict[str, Any]) -> dict[str, Word]:
    words: dict[str, Word] = {}
    tens = {w: v for w, v in raw["cardinals"].items() if v >= 20}
    digits = {w: v for w, v in raw["cardinals"].items() if 0 < v < 10}
    words |= {w: Word("tens" if v >= 20 else "card", v) for w, v in raw["cardinals"].items()}
    words |= {t + d: Word("card", tens[t] + digits[d]) for t in tens for d in digits}
    words |= {w: Word("scale", v, plural=w.endswith("s")) for w, v in raw["scales"].items()}
    words |= {w: Word("collective", v, plural=w.endswith("ns")) for w, v in raw["collectives"].items()}
    words |= {w: Word("group", v) for w, v in raw["groups"].items()}
    for w, v in raw["ordinals"].items():
        words[w] = Word("tens_ord" if v >= 20 else "ord", v)
        words |= {t + w: Word("ord", tens[t] + v) for t in tens if v < 10}
        if v > 2:
            words[w + "s"] = Word("parts", v)
            words |= {t + w + "s": Word("parts", tens[t] + v) for t in tens if v < 10}
    words |= {w: Word("scale_ord", v) for w, v in raw["scale_ordinals"].items()}
    words |= {w + "s": Word("parts", v) for w, v in raw["scale_ordinals"].items()}
    words |= {w: Word("half", v, plural=w.endswith("s")) for w, v in raw["fractions"].items()}
    words |= {w: Word("change", Fraction(v)) for w, v in raw["change_words"].items()}
    words |= {w: Word("age", v[0], v[1]) for w, v in raw["age_words"].items()}
    words |= {w: Word("decade", v) for w, v in raw["decades"].items()}
    words |= {w: Word("zero") for w in raw["zero"]["pronouns"]}
    words |= {w: Word("quantifier", v[0], v[1]) for w, v in raw["quantifiers"].items()}
    words |= {w: Word("tens_word", v) for w, v in raw["magnitudes"].items()}
    words |= {w: Word("few") for w in ("few", "couple", "handful", "aged")}
    words["no"] = Word("no")
    words["single"] = Word("single")
    for name in raw["single_units"]["names"]:
        words.setdefault(name, Word("unit"))
    return words


def _tails(raw: dict[str, Any], units: dict[str, Unit]) -> tuple[dict[str, tuple[Tail, ...]], dict[str, tuple[Tail, ...]]]:
    tails: list[Tail] = []
    signs: list[Tail] = []
    for name, (_, _, spoken, written) in raw["units"].items():
        kind = "dur" if units[name].dimension in ("time", "calendar", "nights") else "meas"
        tails += [Tail(_phrase(w), name, kind) for w in spoken]
        signs += [Tail(_phrase(w), name, kind, glued=True) for w in written]
    for unit, forms in raw["percents"].items():
        kind = {"percent": "pct", "percentage_point": "pp", "basis_point": "bp"}[unit]
        tails += [Tail(_phrase(w), unit, kind) for w in forms]
    for code, forms in raw["currencies"].items():
        tails += [Tail(_phrase(w), code, "cur") for w in (code.lower(), *forms)]
    tails += [Tail(_phrase(w), code, "cur") for w, code in raw["currency_names"].items()]
    tails += [Tail((w,), code, "cur") for w, code in raw["currency_signs"].items()]
    tails += [Tail((w,), code, "minor", Fraction(part)) for w, (code, part) in raw["minor_units"].items()]
    return _by_first(tails), _by_first(signs)


def _by_first(tails: list[Tail]) -> dict[str, tuple[Tail, ...]]:
    table: dict[str, list[Tail]] = {}
    for tail in tails:
        table.setdefault(tail.phrase[0], []).append(tail)
    return {first: tuple(sorted(rows, key=lambda r: -len(r.phrase))) for first, rows in table.items()}


def _hedges(raw: dict[str, list[str]], *, key: int) -> dict[str, tuple[tuple[Phrase, str], ...]]:
    table: dict[str, list[tuple[Phrase, str]]] = {}
    for hedge, forms in raw.items():
        for form in forms:
            phrase = _phrase(form)
            table.setdefault(phrase[key], []).append((phrase, hedge))
    return {word: tuple(sorted(rows, key=lambda r: -len(r[0]))) for word, rows in table.items()}


def _sets(raw: dict[str, Any]) -> dict[str, frozenset[str]]:
    sections = (
        "zero",
        "polarity",
        "corrections",
        "change_verbs",
        "scores",
        "labels",
        "years",
        "clock",
        "dates",
        "pronoun_one",
        "people",
        "contexts",
        "per",
        "single_units",
        "guards",
        "hedge_guards",
    )
    sets = {
        f"{section}.{name}": frozenset(words) for section in sections for name, words in raw[section].items() if isinstance(words, list)
    }
    cues = ("denied", "hypothetical", "negated", "clause_ends")
    former = ("old", "adverbs", "wrongly", "misstated", "notes")
    sets["corrections.cues"] = frozenset().union(*(sets[f"corrections.{name}"] for name in former))
    sets["polarity"] = frozenset('.!?;:,"\u201d').union(*(sets[f"polarity.{name}"] for name in cues))
    return sets
