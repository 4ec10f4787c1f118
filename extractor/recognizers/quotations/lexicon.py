"""The words of attribution, read once: cue verbs with every inflected form, unnamed speakers, pronouns, title cues."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parents[1] / "lexicons" / "quotations.en.toml"


@dataclass(frozen=True, slots=True)
class QuotationWords:
    """Look-up tables, all lower case."""

    cues: dict[str, str]
    """Inflected form -> base form of every verb of speech."""
    touching: frozenset[str]
    """Base forms that are speech only beside a quotation."""
    unnamed: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    thing: frozenset[str]
    plural: frozenset[str]
    title_cues: frozenset[str]

    @property
    def pronouns(self) -> frozenset[str]:
        return self.male | self.female | self.thing | self.plural


@lru_cache(maxsize=1)
def quotation_words() -> QuotationWords:
    """The English tables."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    cues: dict[str, str] = {}
    bases = {}
    for key in ("speech", "touching"):
        names = []
        for entry in table[key].split():
            base, _, past = entry.partition("=")
            base = base.split("_")[0]
            names.append(base)
            for form in _inflect(base, past):
                cues.setdefault(form, base)
        bases[key] = frozenset(names)
    words = {key: frozenset(table[key].split()) for key in ("unnamed", "male", "female", "thing", "plural", "title_cues")}
    return QuotationWords(cues, bases["touching"], **words)


def _inflect(base: str, past: str) -> list[str]:
    """Third person, past and participle of an English verb; `past` when irregular."""
    if base == "be":
        return ["is", "was", "were"]
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    stem = base
    if base.endswith("y") and base[-2] not in "aeiou":
        third, stem = base[:-1] + "ies", base[:-1] + "i"
    elif base.endswith("e"):
        stem = base[:-1]
    elif base[-1] in "bgmnpt" and base[-2] in "aeiou" and base[-3:-2] not in ("a", "e", "i", "o", "u") and base in _DOUBLING:
        stem = base + base[-1]
    participle = (base if base.endswith("y") or not base.endswith("e") else base[:-1]) + "ing"
    if stem != base and stem[-1] == stem[-2:-1]:
        participle = stem + "ing"
    return [base, third, past or stem + "ed", participle]


_DOUBLING = frozenset({"submit", "quip", "admit", "beg", "chat", "nod", "snap", "sob", "cut", "put", "grin", "hum", "demur"})
