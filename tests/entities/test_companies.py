"""Companies and their people over short articles: which words mean one party, and which must not. Read with the real parser."""

from __future__ import annotations

import pytest

from extractor.core.article import Article
from extractor.core.clause import Entity
from extractor.recognizers.annotate import annotate_article
from extractor.recognizers.entities import entities_of
from extractor.recognizers.entities.forms import nearly

ONE = [
    ("Apple Inc. sold more phones. Apple gave no figures.", "Apple", "Apple Inc."),
    ("Ford cut 200 jobs. Ford Motor Company gave no reason.", "Ford cut", "Ford Motor Company"),
    ("Norvik Foods plc closed a plant in Hull. Norvik Foods gave no reason.", "Norvik Foods", "Norvik Foods plc"),
    ("General Motors closed a plant. General Motor's chief executive left.", "General Motor", "General Motors"),
    ("Siemens AG bought Dresser Ltd. Siemens paid 7 billion. Siemens rose.", "Siemens", "Siemens AG"),
    ("Tesla recalled 400 cars. The carmaker will mend them.", "The carmaker", "Tesla"),
    ("Alta Air Group lost money. Sunwing Airlines grew. The airline has 30 jets.", "The airline", "Sunwing Airlines"),
    ("Sony shares fell on Monday. The company cut 200 jobs.", "The company", "Sony"),
    ("British Airways sued Ryanair in London. The carrier wants 3 million euros.", "The carrier", "British Airways"),
    ("The mayor met Greenpeace on Monday. Greenpeace was glad. The group wants more.", "The group", "Greenpeace"),
    ("The United Auto Workers union left. The UAW gave no reason.", "UAW", "United Auto Workers"),
    ("The Apple computer company grew fast.", "The Apple computer company", "Apple"),
    ("The World Food Programme WFP sent 30 trucks.", "WFP", "World Food Programme"),
    ("Deputy president Ann Lowe spoke. President Carl Bern listened. The president left.", "The president", "Carl Bern"),
    ("Marta Ruiz, the head of Oxfam said 30 people had drowned.", "the head of Oxfam", "Marta Ruiz"),
    ("Analyst at Barclays Simon Hale said prices would fall.", "Simon Hale", "Simon Hale"),
    ('"We win," said the vice president and chairman of Harrow Motors Jim Frost.', "the vice president", "Jim Frost"),
    ("Dennis DesRosier spoke on Monday. The plant is old, said DesRoiser.", "DesRoiser", "Dennis DesRosier"),
    ("The vice president of Chrysler LLC Jim Press left. Chrysler gave no reason.", "Chrysler gave", "Chrysler LLC"),
]
TWO = [
    ("Apple Corps sued Apple Inc. in London.", "Apple Corps", "Apple Inc."),
    ("News Corp. rose on Monday. The news came late.", "news", "News Corp."),
    ("The Airbus A380 is late. Airbus gave no reason.", "Airbus gave", "Airbus A380"),
    ("Virgin Group owns Virgin Atlantic.", "Virgin Atlantic", "Virgin Group"),
    ("Dell Inc. fell. Michael Dell left. Dell smiled.", "Dell smiled", "Dell Inc."),
    ("Lufthansa and KLM cancelled 40 flights. The airline blamed a strike.", "The airline", "Lufthansa"),
    ("Sony cut 200 jobs. A Dutch company bought the plant. The company will hire 30 people.", "The company", "Sony"),
    ("The mayor met Greenpeace on Monday. Greenpeace was glad. The company left.", "The company", "Greenpeace"),
    ("The United Nations agency left. The United Nations gave no reason.", "The United Nations agency", "United Nations"),
    ("On Monday, said Jim Smith, the president of France announced a plan.", "the president of France", "Jim Smith"),
    ("Ann Read spoke on Monday. Reda was glad.", "Reda", "Ann Read"),
]


def meant(text: str, words: str) -> Entity | None:
    """The party that a mention with these words, or starting with the first of them, belongs to; of several the longest."""
    start = text.rindex(words)
    found = [
        (b - a, entity)
        for entity in entities_of(annotate_article(Article(text)))
        for a, b in entity.mentions
        if a <= start < b and b <= start + len(words)
    ]
    return max(found, key=lambda item: item[0])[1] if found else None


@pytest.mark.parametrize(("text", "words", "name"), ONE, ids=[words for _, words, _ in ONE])
def test_these_words_mean_the_party(text: str, words: str, name: str) -> None:
    """Short forms, descriptions and offices belong to the party they mean."""
    entity = meant(text, words)
    assert entity is not None
    assert name in (entity.name, *entity.aliases)


@pytest.mark.parametrize(("text", "words", "name"), TWO, ids=[words for _, words, _ in TWO])
def test_these_words_mean_another_party(text: str, words: str, name: str) -> None:
    """What only looks alike, or could mean two, is not taken for the party."""
    entity = meant(text, words)
    assert entity is None or name not in (entity.name, *entity.aliases)


@pytest.mark.parametrize(
    ("text", "name", "affiliation"),
    [
        ("Analyst at Barclays Simon Hale said prices would fall.", "Simon Hale", "Barclays"),
        ("Marta Ruiz, the head of Oxfam said 30 people had drowned.", "Marta Ruiz", "Oxfam"),
        ("It is good, said Carl Bern, President of the United States.", "Carl Bern", "United States"),
        ("Director of the Tate Gallery Ann Wood resigned.", "Ann Wood", "Tate Gallery"),
    ],
)
def test_an_office_names_the_body(text: str, name: str, affiliation: str) -> None:
    """The body inside an office is the one its holder belongs to; of several the longest."""
    person = next(entity for entity in entities_of(annotate_article(Article(text))) if entity.name == name)
    assert person.affiliation == affiliation


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Air France Flight 447 crashed. Air France gave no reason.", {"Air France Flight 447", "Air France"}),
        ("Moody's cut the rating.", {"Moody's"}),
        ("Spokeswoman Sandy Angers gave no reason.", {"Sandy Angers"}),
        ("It was New Year in Leeds.", {"Leeds"}),
    ],
)
def test_names_end_where_the_party_does(text: str, names: set[str]) -> None:
    """Offices and days are no part of a party's name, the number of a flight and a belonging 's are."""
    assert {entity.name for entity in entities_of(annotate_article(Article(text))) if entity.named} == names


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("Clements", "Clement", True), ("Petersen", "Peterson", False), ("Marcon", "Macron", True), ("Reid", "Ried", False)],
)
def test_a_slip_of_the_pen_is_small(one: str, other: str, alike: bool) -> None:
    """Two letters swapped or an s too many in a long name; another letter makes another name."""
    assert nearly(one, other) is alike
