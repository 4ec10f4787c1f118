"""The word lists of names: countries with demonyms, known places and bodies, titles and given names with their gender."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractor.text.lexicon import read_lexicon
from extractor.text.tokenize import tokenize

_FILE = Path(__file__).parent / "lexicons" / "names.en.toml"
_UNINFLECTED = ("s", "sh", "ch", "ese", "men", "ic", "x")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Look-up tables; phrases are tuples of words as `tokenize` splits them, with straight apostrophes."""

    kinds: dict[tuple[str, ...], str]
    """Known names and their kind: country, group, place or organization."""
    demonyms: dict[str, str]
    """"Russian" -> "Russia"."""
    organization_heads: frozenset[str]
    place_heads: frozenset[str]
    titles: frozenset[str]
    gender: dict[str, str]
    """Given names and titles, lower case, with "male" or "female"; names of both are left out."""
    first: frozenset[str]
    """First words of the listed names."""
    longest: int
    given_names: frozenset[str]
    """As written, both genders."""
    surnames: frozenset[str]
    """Of people who are known by their surname alone."""
    no_names: frozenset[str]
    """Capitalised words and acronyms that name no person, body or place."""
    no_name_cues: frozenset[str]
    """A name after one of these (lower case) is that of a campaign or a storm."""
    openers: frozenset[str]
    """Common nouns that open a sentence before a name and are no part of it."""
    possessives: frozenset[str]
    """Listed names that end in 's: "Moody's"."""


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The English lists, read once."""
    table = read_lexicon(_FILE)
    kinds: dict[tuple[str, ...], str] = {}
    demonyms: dict[str, str] = {}
    _read_countries(table["countries"], kinds, demonyms)
    for word in table["groups"].split():
        for form in _plural(word.replace("_", " ")):
            kinds[_words(form)] = "group"
    for word in table["places"].split():
        kinds.setdefault((word,), "place")
    for phrase in _phrases(table["phrases_places"]):
        kinds.setdefault(_words(phrase), "place")
    bodies = _phrases(table["organizations"])
    for phrase in bodies:
        kinds[_words(phrase)] = "organization"
    gender: dict[str, str] = {}
    for source in (table["title_gender"], table["given_names"]):
        male, female = set(source["male"].lower().split()), set(source["female"].lower().split())
        gender.update(dict.fromkeys(male - female, "male"))
        gender.update(dict.fromkeys(female - male, "female"))
    return Gazetteer(
        kinds=kinds,
        demonyms=demonyms,
        organization_heads=frozenset(table["organization_heads"].split()),
        place_heads=frozenset(table["place_heads"].split()),
        titles=frozenset(table["person_titles"].split()),
        gender=gender,
        first=frozenset(words[0] for words in kinds if words),
        longest=max(map(len, kinds)),
        given_names=frozenset((table["given_names"]["male"] + table["given_names"]["female"]).split()),
        surnames=frozenset(table["surnames"].split()),
        no_names=frozenset(table["no_names"].split()),
        no_name_cues=frozenset(table["no_name_cues"].split()),
        openers=frozenset(table["openers"].split()),
        possessives=frozenset(phrase for phrase in bodies if phrase.endswith("'s")),
    )


def gender_of(name: str) -> str | None:
    """ "male" or "female" by the title or given name a person's name starts with; None when neither tells.

    >>> gender_of("Angela Merkel"), gender_of("Mr Lee"), gender_of("Peskov")
    ('female', 'male', None)
    """
    words = name.replace(".", " ").lower().split()
    table = load_gazetteer().gender
    return next((table[word] for word in words[:2] if word in table), None) if len(words) > 1 else None


def _read_countries(lines: str, kinds: dict[tuple[str, ...], str], demonyms: dict[str, str]) -> None:
    for line in lines.strip().splitlines():
        names, _, people = line.partition("=")
        shared = names.startswith("?")
        countries = [name.strip() for name in names.lstrip("?").split("|")]
        for name in countries:
            kinds[_words(name)] = "country"
        if shared:
            kinds[_words(countries[0])] = "place"
        for word in people.split():
            for form in _plural(word.replace("_", " ")):
                kinds[_words(form)] = "group"
                demonyms[form] = countries[0]


def _plural(word: str) -> tuple[str, ...]:
    return (word,) if word.endswith(_UNINFLECTED) else (word, word + "s")


def _phrases(block: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in block.split("|") if phrase.strip()]


def _words(phrase: str) -> tuple[str, ...]:
    if phrase.replace(" ", "").isalpha():
        return tuple(phrase.split())
    return tuple(phrase[a:b] for a, b in tokenize(phrase, 0, len(phrase)))
