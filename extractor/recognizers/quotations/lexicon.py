"""The words of attribution, read once: cue verbs with every inflected form, unnamed speakers, pronouns, title cues."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractor.text.lexicon import read_lexicon

_FILE = Path(__file__).parents[1] / "lexicons" / "quotations.en.toml"


@dataclass(frozen=True, slots=True)
class QuotationWords:
    """Look-up tables, all lower case."""

    cues: dict[str, str]
    """Inflected form -> base form of every verb of speech."""
    beside: dict[str, str]
    """The same for verbs that are speech only when a quotation touches them."""
    noun_forms: frozenset[str]
    """Forms of cue verbs that are nouns more often."""
    unnamed: frozenset[str]
    bodies: frozenset[str]
    male_nouns: frozenset[str]
    female_nouns: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    thing: frozenset[str]
    plural: frozenset[str]
    title_cues: frozenset[str]
    between: frozenset[str]
    clause: frozenset[str]
    prepositions: frozenset[str]
    relatives: frozenset[str]
    auxiliaries: frozenset[str]
    pronouns: frozenset[str]
    no_names: frozenset[str]
    companions: frozenset[str]
    report_words: frozenset[str]
    given: dict[str, str]
    """Given names of older fiction, lower case -> "male" or "female"."""
    short_forms: dict[str, tuple[str, ...]]
    """"Carrie" -> ("Caroline",)."""


_SETS = (
    "unnamed bodies male_nouns female_nouns male female thing plural title_cues between clause prepositions relatives auxiliaries "
    "pronouns no_names companions report_words"
).split()


@lru_cache(maxsize=1)
def quotation_words() -> QuotationWords:
    """The English tables.

    >>> quotation_words().cues["said"], quotation_words().cues["replies"]
    ('say', 'reply')
    """
    table = read_lexicon(_FILE)
    tables: dict[str, dict[str, str]] = {}
    for key in ("speech", "touching"):
        tables[key] = {}
        for entry in table[key].split():
            base, _, past = entry.partition("=")
            for form in inflect(base, past):
                tables[key].setdefault(form, base)
    nouns = frozenset(form for base in table["nouns"].split() for form in inflect(base, "")[:2])
    given = {name.lower(): gender for gender in ("male", "female") for name in table[f"old_{gender}"].split()}
    short: dict[str, tuple[str, ...]] = {}
    for entry in table["short_forms"].split():
        form, _, full = entry.partition("=")
        short[form] = (*short.get(form, ()), full)
    return QuotationWords(
        tables["speech"],
        tables["speech"] | tables["touching"],
        nouns,
        **{key: frozenset(table[key].split()) for key in _SETS},
        given=given,
        short_forms=short,
    )


def inflect(base: str, past: str = "") -> list[str]:
    """Base, third person, past and participle of an English verb; `past` when irregular.

    >>> inflect("deny"), inflect("write", "wrote")
    (['deny', 'denies', 'denied', 'denying'], ['write', 'writes', 'wrote', 'writing'])
    """
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    stem = base
    if base.endswith("y") and base[-2] not in "aeiou":
        third, stem = base[:-1] + "ies", base[:-1] + "i"
    elif base.endswith("e"):
        stem = base[:-1]
    elif base in _DOUBLING:
        stem = base + base[-1]
    participle = base[:-1] if base.endswith("e") else base
    if base in _DOUBLING:
        participle = stem
    return [base, third, past or stem + "ed", participle + "ing"]


_DOUBLING = frozenset({"submit", "quip", "admit", "beg", "nod", "snap", "sob", "cut", "put", "grin", "dub", "begin", "slam", "shrug"})
