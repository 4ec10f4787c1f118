"""Entities: trees and names in, parties with all their mentions out. Cases are data: cases.jsonl, one short article a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.core.annotations import Annotations
from extractor.core.article import Article
from extractor.core.clause import Entity
from extractor.core.syntax import NameMention, Sentence, Token
from extractor.recognizers.entities import entities_of, entity_at

CASES = [json.loads(line) for line in Path(__file__).with_name("cases.jsonl").read_text(encoding="utf-8").splitlines()]


def parsed(case: dict[str, Any]) -> Annotations:
    """Annotations with the trees and names of a case."""
    text, at, sentences = case["text"], 0, []
    for tree in case["trees"]:
        tokens = []
        for form, lemma, upos, xpos, head, relation in tree:
            start = text.index(form, at)
            at = start + len(form)
            tokens.append(Token(start, at, form, lemma, upos, xpos, head, relation))
        sentences.append(Sentence(tokens[0].start, at, tuple(tokens)))
    names = tuple(NameMention(start, end, text[start:end], kind) for start, end, kind in case["names"])
    return Annotations(Article(text), sentences=tuple(sentences), names=names)


def shown(entity: Entity, text: str) -> dict[str, Any]:
    """An entity as the case file writes it."""
    out: dict[str, Any] = {"name": entity.name, "kind": entity.kind, "mentions": [text[a:b] for a, b in entity.mentions]}
    if entity.aliases:
        out["aliases"] = list(entity.aliases)
    out |= {key: value for key in ("role", "affiliation", "gender") if (value := getattr(entity, key))}
    return out if entity.named else out | {"named": False}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_tells_who_is_who(case: dict[str, Any]) -> None:
    """Names, descriptions and pronouns of one party are one entity, those of another are not."""
    assert [shown(entity, case["text"]) for entity in entities_of(parsed(case))] == case["entities"], case["why"]


@pytest.mark.parametrize(
    ("case", "words", "name"),
    [
        ("title-before", "Russian presidential spokesman Dmitry Peskov", "Dmitry Peskov"),
        ("title-before", "Peskov", "Dmitry Peskov"),
        ("unnamed", "A NATO official", "a NATO official"),
        ("unnamed", "NATO", "NATO"),
        ("demonym", "annexation of Crimea", None),
        ("acronym", "Monday", None),
    ],
)
def test_words_mean_a_party_only_as_a_whole(case: str, words: str, name: str | None) -> None:
    """A phrase that ends with a name means it; a phrase that only contains one does not."""
    found = next(c for c in CASES if c["id"] == case)
    start = found["text"].index(words)
    entity = entity_at(parsed(found), start, start + len(words))
    assert (entity.name if entity else None) == name


def test_every_mention_slices_back() -> None:
    """Mentions are sorted, inside the article, and every alias is one of them."""
    for case in CASES:
        for entity in entities_of(parsed(case)):
            words = {case["text"][a:b].lower() for a, b in entity.mentions}
            assert list(entity.mentions) == sorted(entity.mentions)
            assert {alias.lower() for alias in entity.aliases} <= words | {entity.name.lower()}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Lee", "Ann", "NATO", "Mr", "(", ")", ",", "the", "of", "chairman", "he", "'s", "Russia"]), min_size=1, max_size=14
    )
)
def test_any_run_of_words_is_read(words: list[str]) -> None:
    """Whatever is tagged a name, merging ends and every mention stays inside the text."""
    tree = [
        [w, w.lower(), "PROPN" if w[:1].isupper() else "NOUN", "NNP", -1 if i == 0 else i - 1, "root" if i == 0 else "flat"]
        for i, w in enumerate(words)
    ]
    text = " ".join(words)
    case: dict[str, Any] = {"text": text, "trees": [tree], "names": []}
    at = 0
    for word in words:
        start = text.index(word, at)
        at = start + len(word)
        if word[:1].isupper():
            case["names"].append([start, at, {"NATO": "organization", "Russia": "country"}.get(word, "person")])
    for entity in entities_of(parsed(case)):
        assert all(0 <= a < b <= len(text) for a, b in entity.mentions)
