"""The word classes that decide how a clause is read, loaded once from the lexicon."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractor.text.lexicon import read_lexicon

_FILE = Path(__file__).parents[1] / "lexicons" / "clauses.en.toml"
_CLASSES = (
    "object_control",
    "negative_control",
    "implicative",
    "ending",
    "contests",
    "planning",
    "denying",
    "allegations",
    "airing",
    "reporting",
    "hearsay",
    "hearsay_adverbs",
    "hearsay_adjectives",
    "negators",
    "negative_words",
    "modals",
    "future",
    "if_words",
    "light_verbs",
    "light_passive",
    "particles",
    "party_cases",
    "happenings",
    "describing",
)


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """Sets of base forms; event nouns map to their verb and to what a possessor of the noun is."""

    object_control: frozenset[str]
    negative_control: frozenset[str]
    implicative: frozenset[str]
    ending: frozenset[str]
    contests: frozenset[str]
    """What is won in sport and at elections, and what is scored in it."""
    planning: frozenset[str]
    denying: frozenset[str]
    allegations: frozenset[str]
    airing: frozenset[str]
    """What is done with an allegation, and so is not what it says: "the claims he made"."""
    reporting: frozenset[str]
    hearsay: frozenset[str]
    hearsay_adverbs: frozenset[str]
    hearsay_adjectives: frozenset[str]
    negators: frozenset[str]
    negative_words: frozenset[str]
    modals: frozenset[str]
    future: frozenset[str]
    if_words: frozenset[str]
    light_verbs: frozenset[str]
    light_passive: frozenset[str]
    particles: frozenset[str]
    party_cases: frozenset[str]
    happenings: frozenset[str]
    """Verbs of hard events: their participle before a noun, or their noun with one party, still tells of an act."""
    describing: frozenset[str]
    """Verbs whose participle behind a noun only says what it is: "involved in", "named"."""
    events: dict[str, tuple[str, str]]
    """Noun -> verb, and agent or patient: what "X's NOUN" makes of X."""
    outcomes: dict[str, frozenset[str]]
    """Verb -> infinitives behind it that tell what came of it."""
    moving: frozenset[str]
    """Verbs of a level that moves."""
    participles: dict[str, str]
    doubling: frozenset[str]
    harming: frozenset[str]
    """Verbs whose unsaid object is people."""

    def participle(self, verb: str) -> str:
        """Past participle of a base form; a particle stays behind it.

        >>> clause_words().participle("expel"), clause_words().participle("carry out"), clause_words().participle("shoot")
        ('expelled', 'carried out', 'shot')
        """
        base, _, particle = verb.partition(" ")
        form = self.participles.get(base)
        if form is None:
            if base.endswith("e"):
                form = base + "d"
            elif base.endswith("y") and base[-2:-1] not in "aeiou":
                form = base[:-1] + "ied"
            else:
                form = base + (base[-1:] if base in self.doubling else "") + "ed"
        return f"{form} {particle}".strip()


@lru_cache(maxsize=1)
def clause_words() -> ClauseWords:
    """The English classes."""
    table = read_lexicon(_FILE)
    events: dict[str, tuple[str, str]] = {}
    for role, words in table["events"].items():
        for entry in words.split():
            noun, _, verb = entry.partition("=")
            events[noun] = (verb.replace("_", " "), role)
    classes = {name: frozenset(word.replace("_", " ") for word in table[name].split()) for name in _CLASSES}
    outcomes: dict[str, frozenset[str]] = {}
    for group in table["outcomes"].values():
        for verb in group["after"].split():
            outcomes[verb] = outcomes.get(verb, frozenset()) | frozenset(group["told"].split())
    forms = table["participles"]
    participles = dict(entry.split("=") for entry in forms["irregular"].split())
    return ClauseWords(
        **classes,
        events=events,
        outcomes=outcomes,
        moving=frozenset(table["outcomes"]["moved"]["after"].split()),
        participles=participles,
        doubling=frozenset(forms["doubling"].split()),
        harming=frozenset(forms["harming"].split()),
    )
