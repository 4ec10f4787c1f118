"""The word lists of names: countries with demonyms, known places and bodies, titles and given names with their gender."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parent / "lexicons" / "names.en.toml"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Look-up tables; phrases are tuples of words as they are tokenised at white space."""

    kinds: dict[tuple[str, ...], str]
    """Known names and their kind: country, group, place or organization."""
    demonyms: dict[str, str]
    """"Russian" -> "Russia"."""
    organization_heads: frozenset[str]
    place_heads: frozenset[str]
    titles: frozenset[str]
    gender: dict[str, str]
    """Given names and titles, lower case, with "male" or "female"; names of both are left out."""
    longest: int


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The English lists, read once."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    kinds: dict[tuple[str, ...], str] = {}
    demonyms: dict[str, str] = {}
    for line in table["countries"].strip().splitlines():
        names, _, people = line.partition("=")
        countries = [name.strip() for name in names.split("|")]
        for name in countries:
            kinds[tuple(name.split())] = "country"
        for word in people.split():
            demonym = word.replace("_", " ")
            for form in (demonym, demonym if demonym.endswith(("s", "sh", "ch", "ese", "men")) else demonym + "s"):
                kinds[tuple(form.split())] = "group"
                demonyms[form] = countries[0]
    for word in table["groups"].split():
        kinds[(word,)] = "group"
        if not word.endswith(("s", "sh", "ic")):
            kinds[(word + "s",)] = "group"
    for word in table["places"].split():
        kinds.setdefault((word,), "place")
    for phrase in table["phrases_places"].replace("\n", "").split("|"):
        if phrase.strip():
            kinds.setdefault(tuple(phrase.split()), "place")
    for word in table["organizations"].split():
        kinds[(word,)] = "organization"
    gender: dict[str, str] = {}
    for source in (table["title_gender"], table["given_names"]):
        male, female = set(source["male"].lower().split()), set(source["female"].lower().split())
        gender.update(dict.fromkeys(male - female, "male"))
        gender.update(dict.fromkeys(female - male, "female"))
    return Gazetteer(
        kinds,
        demonyms,
        frozenset(table["organization_heads"].split()),
        frozenset(table["place_heads"].split()),
        frozenset(table["person_titles"].split()),
        gender,
        max(map(len, kinds)),
    )


def gender_of(name: str) -> str | None:
    """ "male" or "female" by the title or given name a person's name starts with; None when neither tells.

    >>> gender_of("Angela Merkel"), gender_of("Mr Lee"), gender_of("Peskov")
    ('female', 'male', None)
    """
    words = name.replace(".", " ").lower().split()
    table = load_gazetteer().gender
    return next((table[word] for word in words[:2] if word in table), None) if len(words) > 1 else None
