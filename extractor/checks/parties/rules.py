"""The rules for actors (A1-A6), each with cases that the tests run."""

from __future__ import annotations

from extractor.core.rule import Example, Rule

_TEXT = "Russian presidential spokesman Dmitry Peskov told TASS the move harms ties. Anna Berg, the mayor of Lund, disagreed."


def _case(text: str, name: str, expect: str, why: str, **more: object) -> Example:
    return Example(text, expect, {"kind": "actor", "name": name, **more}, "2023-06-22", why)


RULES: tuple[Rule, ...] = (
    Rule(
        "A1",
        "named-in-the-article",
        "Accepts an actor whose name stands in the article, whole words, marks and case folded; refuses one that is not named.",
        "A name from outside the article is knowledge of the writer, or invention.",
        (
            _case(_TEXT, "Dmitry Peskov", "exact", "as it stands"),
            _case(_TEXT, "dmitry peskov", "equivalent", "other case"),
            _case(_TEXT, "Vladimir Putin", "absent", "not named"),
        ),
    ),
    Rule(
        "A2",
        "name-put-together",
        "Accepts a name whose words stand close together in one paragraph, in another order.",
        '"Mayor Anna Berg" for "Anna Berg, the mayor" says nothing the article does not say.',
        (
            _case(_TEXT, "Mayor Anna Berg", "equivalent", "title moved before the name"),
            _case(_TEXT, "President Anna Berg", "absent", "no such title"),
        ),
    ),
    Rule(
        "A3",
        "alias-in-the-article",
        "Refuses an actor with an alias the article does not use.",
        "Aliases decide whose words and deeds are whose; a false one moves them to somebody else.",
        (
            _case(_TEXT, "Dmitry Peskov", "exact", "both names stand there", aliases=["Peskov"]),
            _case(_TEXT, "Dmitry Peskov", "absent", "nobody is called so", aliases=["the prime minister"]),
        ),
    ),
    Rule(
        "A4",
        "kind-of-actor",
        "Refuses a country or nationality taken for a person, and a titled person taken for anything else.",
        "The kind decides how records are counted and joined.",
        (
            _case("Norway sent aid.", "Norway", "exact", "a country", is_a="country"),
            _case("Norway sent aid.", "Norway", "contradicted", "no person", is_a="person"),
        ),
        "Other kinds are not refused: where they blur (a city for its council) the article rarely decides.",
    ),
    Rule(
        "A5",
        "role-of-somebody-else",
        "Refuses a role whose words the article gives to another actor and nowhere to this one.",
        "An office in the wrong hands is a false statement about two people.",
        (
            _case(_TEXT, "Anna Berg", "exact", "her office", role="mayor of Lund"),
            _case(_TEXT, "Anna Berg", "misattributed", "his office", role="Russian presidential spokesman"),
        ),
    ),
    Rule(
        "A6",
        "other-affiliation",
        "Refuses an affiliation when the article puts the actor into another body and never beside the claimed one.",
        "Who somebody speaks for is half of what they say.",
        (
            _case("NATO spokesman Jan Vos said so. Norway sent aid.", "Jan Vos", "exact", "the article says so", affiliation="NATO"),
            _case("NATO spokesman Jan Vos said so. Norway sent aid.", "Jan Vos", "contradicted", "another body", affiliation="Norway"),
        ),
        "An affiliation the article neither gives nor denies is not refused.",
    ),
)
