"""The embedded model: well-formed trees, the same answer alone and in company, and sane readings of plain sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.core.syntax import Sentence
from extractor.recognizers.syntax import annotate_syntax
from extractor.recognizers.syntax.decode import best_tree
from extractor.recognizers.syntax.lemma import rule_lemma
from extractor.recognizers.syntax.network import Packed, import_numpy, load_network
from extractor.recognizers.syntax.pipeline import MAX_SENTENCE_TOKENS, MODEL_FOLDER

np = import_numpy()

SENTENCES = [
    "NATO expelled eight members of Russia 's mission on Wednesday .",
    "He was told .",
    "The company , which employs 1,200 people in Leeds , said it would close two plants next year .",
    "Yes",
    "Peskov said that the claims were unfounded .",
]

# (sentence, word, relation, head): arcs that any usable parser of news gets right.
ARCS = [
    ("NATO expelled eight diplomats.", "NATO", "nsubj", "expelled"),
    ("NATO expelled eight diplomats.", "diplomats", "obj", "expelled"),
    ("NATO expelled eight diplomats.", "eight", "nummod", "diplomats"),
    ("The diplomats were expelled by NATO.", "diplomats", "nsubj:pass", "expelled"),
    ("The diplomats were expelled by NATO.", "were", "aux:pass", "expelled"),
    ("The minister did not resign.", "not", "advmod", "resign"),
    ("The minister said he would resign.", "resign", "ccomp", "said"),
    ("The police arrested a man who had stolen a car.", "stolen", "acl:relcl", "man"),
    ("Police arrested two men and a woman.", "woman", "conj", "men"),
    ("He is the president of France.", "is", "cop", "president"),
]


def _check(sentence: Sentence) -> None:
    heads = [token.head for token in sentence.tokens]
    assert heads.count(-1) == 1
    assert [token.deprel == "root" for token in sentence.tokens] == [head == -1 for head in heads]
    for i in range(len(heads)):
        steps, at = 0, i
        while at >= 0:
            at, steps = heads[at], steps + 1
            assert steps <= len(heads), "the heads go round in a circle"


@pytest.mark.parametrize(("text", "word", "relation", "head"), ARCS, ids=lambda value: str(value))
def test_plain_sentences_are_read_right(text: str, word: str, relation: str, head: str) -> None:
    """The word hangs on the head by the relation."""
    (sentence,), _ = annotate_syntax(text)
    token = next(token for token in sentence.tokens if token.text == word)
    assert (token.deprel, sentence.tokens[token.head].text) == (relation, head)


def test_a_sentence_is_read_the_same_alone_and_in_company() -> None:
    """Neither the neighbours nor their order change a reading."""
    network = load_network(MODEL_FOLDER)
    split = [sentence.split() for sentence in SENTENCES]
    together = network.analyse(split)
    assert network.analyse(split[::-1]) == together[::-1]
    for sentence, reading in zip(split, together, strict=True):
        assert network.analyse([sentence]) == [reading]


def test_a_whole_article_keeps_the_promises_of_its_types(nato_text: str) -> None:
    """Tokens slice, rise, lie inside their sentences; every tree has one root and no circle."""
    sentences, names = annotate_syntax(nato_text)
    end = 0
    for sentence in sentences:
        assert end <= sentence.start < sentence.end
        assert (sentence.start, sentence.end) == (sentence.tokens[0].start, sentence.tokens[-1].end)
        for token in sentence.tokens:
            assert end <= token.start < token.end
            assert nato_text[token.start : token.end] == token.text
            end = token.end
        _check(sentence)
    assert all(nato_text[name.start : name.end] == name.text for name in names)


@pytest.mark.parametrize(
    "text",
    ["", " \n ", "\x00", "😀😀", "\u202eabc", "“”", "." * 500, "A " * 250, "word " * 300, "x" * 5000],
    ids=lambda text: repr(text[:8]),
)
def test_strange_text_is_read_without_complaint(text: str) -> None:
    """Any text gives well-formed sentences, none longer than the limit."""
    for sentence in annotate_syntax(text)[0]:
        assert 0 < len(sentence.tokens) <= MAX_SENTENCE_TOKENS
        _check(sentence)


@given(st.integers(1, 9), st.integers(0, 10_000))
@settings(max_examples=150, deadline=None)
def test_the_best_tree_is_a_tree(n: int, seed: int) -> None:
    """Whatever the scores, there is one root and no circle, and a tree of best heads is kept."""
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    heads = best_tree(scores)
    assert heads.count(0) == 1
    for i in range(n):
        at, steps = i + 1, 0
        while at:
            at, steps = heads[at - 1], steps + 1
            assert steps <= n


def test_packing_visits_every_token_once_each_way() -> None:
    """Both directions read each token once, and the backward one starts at the last words."""
    packed = Packed(np, [4, 2, 1])
    assert sorted(packed.forward.tolist()) == sorted(packed.backward.tolist()) == list(range(7))
    assert packed.active == [3, 2, 1, 1]
    assert packed.backward[:3].tolist() == [3, 5, 6]


@pytest.mark.parametrize(
    ("form", "upos", "lemma"),
    [
        ("expelled", "VERB", "expel"),
        ("stopped", "VERB", "stop"),
        ("making", "VERB", "make"),
        ("says", "VERB", "say"),
        ("denied", "VERB", "deny"),
        ("fled", "VERB", "flee"),
        ("sank", "VERB", "sink"),
        ("freed", "VERB", "free"),
        ("undertaking", "VERB", "undertake"),
        ("showcased", "VERB", "showcase"),
        ("countries", "NOUN", "country"),
        ("spokesmen", "NOUN", "spokesman"),
        ("bus", "NOUN", "bus"),
        ("killing", "NOUN", "killing"),
        ("NATO", "PROPN", "NATO"),
        ("n't", "PART", "not"),
        ("’s", "AUX", "be"),
    ],
)
def test_rules_give_the_base_form(form: str, upos: str, lemma: str) -> None:
    """Inflection is undone for verbs and nouns, and left alone elsewhere."""
    assert rule_lemma(form, upos) == lemma


def test_the_model_comes_with_its_licence_and_sources() -> None:
    """The folder of the weights names its licence and every corpus, and stays within its size."""
    assert "Attribution-ShareAlike 4.0" in (MODEL_FOLDER / "LICENSE").read_text(encoding="utf-8")
    sources = (MODEL_FOLDER / "SOURCES").read_text(encoding="utf-8")
    for corpus in ("English Web Treebank", "GUM", "UNER", "WikiGold", "CrossNER", "Re-DocRED"):
        assert corpus in sources
    assert sum(file.stat().st_size for file in MODEL_FOLDER.iterdir()) < 15_000_000
    tables = json.loads((MODEL_FOLDER / "tables.json").read_text(encoding="utf-8"))
    assert {"words", "chars", "upos", "xpos", "relations", "tags"} <= set(tables)


def test_a_folder_can_be_named_as_the_model() -> None:
    """`folder:PATH` reads with the model of that folder."""
    text = "NATO expelled eight diplomats."
    assert annotate_syntax(text, f"folder:{Path(MODEL_FOLDER)}") == annotate_syntax(text)
