"""One mention of somebody who can speak, and whether a pronoun can mean it."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.recognizers.gazetteer import load_gazetteer
from extractor.recognizers.quotations.lexicon import quotation_words


@dataclass(frozen=True, slots=True)
class Person:
    """A mention of somebody (or some body) who can speak."""

    start: int
    end: int
    name: str
    gender: str | None
    """male, female, thing, plural, or None when the words do not tell."""
    leading: bool
    """It stands where a subject stands: first in its sentence or clause."""
    human: bool


def wanted_by(pronoun: str) -> str | None:
    """What a pronoun asks for: male, female, thing, plural, or None."""
    lists = quotation_words()
    if pronoun in lists.male:
        return "male"
    if pronoun in lists.female:
        return "female"
    return "thing" if pronoun in lists.thing else "plural" if pronoun in lists.plural else None


def is_many(name: str) -> bool:
    """Whether a phrase is the plural of a word for people, "Nurses", "the protesters": nobody's "he" or "she"."""
    head = name.rpartition(" ")[2].lower()
    lists = quotation_words()
    if not head.endswith(("s", "men")) or (len(name.split()) == 1 and name[:1].islower()):
        return False
    people = lists.unnamed | lists.male_nouns | lists.female_nouns | load_gazetteer().titles
    singular = head[:-3] + "man" if head.endswith("men") else head[:-1]
    return singular in people


def agrees(person: Person, wanted: str | None) -> bool:
    """Whether a pronoun that asks for this can mean the person."""
    if wanted in ("male", "female"):
        return person.human and person.gender in (wanted, None) and not is_many(person.name)
    if wanted == "thing":
        return person.gender == "thing" or not person.human
    return True
