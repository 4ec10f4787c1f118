"""The nouns for people and bodies, and names of one party, loaded once from the lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractor.text.lexicon import read_lexicon

_FILE = Path(__file__).parents[1] / "lexicons" / "entities.en.toml"
_PERSON_ENDINGS = ("man", "woman", "person", "ologist", "onomist", "ographer", "activist")


@dataclass(frozen=True, slots=True)
class EntityWords:
    """Look-up sets of base forms, lower case."""

    persons: frozenset[str]
    groups: frozenset[str]
    bodies: frozenset[str]
    apposed: frozenset[str]
    companies: frozenset[str]
    """Nouns for companies by what they do."""
    company_names: frozenset[str]
    """Last words of the names of companies."""
    legal_forms: frozenset[str]
    """Those that a short form leaves out: "Inc.", "Company"."""
    company_signs: frozenset[str]
    """Nouns that follow the name of a company."""
    any_body: frozenset[str]
    """Nouns for bodies of every kind."""
    things: frozenset[str]
    """Pairs of nouns that name a thing though the last could name a party: "music player"."""
    counting: frozenset[str]
    ranks: frozenset[str]
    stands_for: dict[str, frozenset[str]]
    wider: dict[str, frozenset[str]]
    """Noun for a body -> what such a body is called too."""
    known: dict[str, str]
    """Name of a well-known body -> what it is."""
    endings: dict[str, str]
    """Last word of a name -> what such a body is."""
    same: dict[str, str]
    """Name -> the fullest name of the same party."""

    def is_person(self, lemma: str) -> bool:
        """Whether a noun names a person by what he or she is."""
        return lemma in self.persons or lemma.endswith(_PERSON_ENDINGS)

    def kind_of(self, text: str, lemma: str) -> str | None:
        """person, group or organization for a common noun; None when it names no possible actor."""
        low, base = text.lower(), lemma.lower()
        plural = low != base
        if self.is_person(base):
            return "group" if plural else "person"
        if low in self.groups or base in self.groups:
            return "organization" if base in self.bodies else "group"
        if base in self.bodies:
            return "organization"
        return None


@lru_cache(maxsize=1)
def entity_words() -> EntityWords:
    """The English nouns."""
    table = read_lexicon(_FILE)
    same: dict[str, str] = {}
    for line in table["same"]["names"].strip().splitlines():
        names = line.split("|")
        same.update(dict.fromkeys(names, names[0]))
    return EntityWords(
        frozenset(table["persons"].split()),
        frozenset(table["groups"].split()),
        frozenset(word.replace("_", " ") for word in table["bodies"].split()),
        frozenset(table["apposed"].split()),
        frozenset(table["companies"].split()),
        frozenset(table["company_names"].split()),
        frozenset(table["legal_forms"].split()),
        frozenset(table["company_signs"].split()),
        frozenset(table["any_body"].split()),
        frozenset(word.replace("_", " ") for word in table["things"].split()),
        frozenset(table["counting"].split()),
        frozenset(table["ranks"].split()),
        {noun: frozenset(name.replace("_", " ") for name in names.split()) for noun, names in table["stands_for"].items()},
        {noun: frozenset(names.split()) for noun, names in table["wider"].items()},
        {name.replace("_", " "): noun for noun, names in table["known"].items() for name in names.split()},
        {word: noun for noun, ends in table["endings"].items() for word in ends.split()},
        same,
    )
