"""Names: what is found and of what kind, and what is no name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.recognizers.gazetteer import gender_of, load_gazetteer
from extractor.recognizers.syntax import annotate_syntax

CASES = [json.loads(line) for line in (Path(__file__).parent / "names.jsonl").read_text(encoding="utf-8").splitlines()]
KINDS = {"person", "organization", "place", "country", "group"}
WORDS = st.sampled_from(
    [
        "Russia",
        "’s",
        "Mr.",
        "Peskov",
        "said",
        "(",
        "NATO",
        ")",
        "of",
        "the",
        "Ministry",
        "U.S.",
        "-",
        "\n",
        "President",
        "Jordan",
        "Michael",
        "éa",
        "😀",
        "US$",
        ".",
    ]
)

# Members of the United Nations (UNTERM short names), in several parts of the alphabet, with short forms in use.
COUNTRIES = """
Antigua and Barbuda|Burkina Faso|Central African Republic|Côte d'Ivoire|Czechia|Democratic Republic of the Congo|Eswatini|Georgia|
Guinea-Bissau|Holy See|Kiribati|Marshall Islands|Micronesia|Nauru|North Macedonia|Papua New Guinea|Saint Kitts and Nevis|Saint Lucia|
Saint Vincent and the Grenadines|San Marino|Sao Tome and Principe|South Sudan|Timor-Leste|Trinidad and Tobago|Tuvalu|Türkiye|
United Arab Emirates|United Kingdom|Vanuatu|Viet Nam|Zimbabwe
""".replace("\n", "").split("|")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_names_and_their_kinds(case: dict[str, object]) -> None:
    """The text holds exactly these names of these kinds, in order."""
    _, names = annotate_syntax(str(case["text"]))
    assert [[name.text, name.kind] for name in names] == case["names"]


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_is_known(country: str) -> None:
    """The list holds the country under its official short name."""
    _, names = annotate_syntax(f"The envoy flew to {country} on Monday.")
    assert [name.text for name in names] == [country]
    assert names[0].kind in ("country", "place")


def test_the_countries_are_complete() -> None:
    """At least the 193 members of the United Nations, and nearly all of them with a demonym."""
    lists = load_gazetteer()
    assert sum(kind == "country" for kind in lists.kinds.values()) >= 193
    assert len(set(lists.demonyms.values())) >= 170


@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=30).map(" ".join)))
@settings(max_examples=80, deadline=None)
def test_names_slice_rise_and_never_overlap(text: str) -> None:
    """Whatever the text, names are spans of it, in order, of known kinds, without a blank or a possessive at their ends."""
    at = 0
    for name in annotate_syntax(text)[1]:
        assert at <= name.start < name.end <= len(text)
        assert text[name.start : name.end] == name.text == name.text.strip()
        assert name.kind in KINDS
        assert not name.text.endswith(("'s", "’s"))
        at = name.end


def test_a_name_keeps_its_kind_all_over_the_article(nato_text: str) -> None:
    """One name, one kind."""
    kinds: dict[str, set[str]] = {}
    for name in annotate_syntax(nato_text)[1]:
        kinds.setdefault(name.text, set()).add(name.kind)
    assert kinds["NATO"] == {"organization"}
    assert kinds["Russia"] == {"country"}
    assert kinds["Russian"] == {"group"}
    assert kinds["Peskov"] == kinds["Dmitry Peskov"] == {"person"}
    assert all(len(found) == 1 for found in kinds.values())


@pytest.mark.parametrize(
    ("name", "gender"), [("Angela Merkel", "female"), ("Mr Lee", "male"), ("Mrs. Lee", "female"), ("Peskov", None), ("Kim Jones", None)]
)
def test_gender_comes_from_given_names_and_titles(name: str, gender: str | None) -> None:
    """Only what the name itself says; a name of both genders and a surname alone say nothing."""
    assert gender_of(name) == gender
