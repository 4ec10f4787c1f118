"""`--syntax spacy:NAME`: a pipeline of the user's, tried with a small stand-in, since spaCy is an optional extra."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from extractor.errors import EngineError
from extractor.recognizers.syntax.pipeline import SpacyPipeline, load_pipeline
from extractor.recognizers.syntax.spacy_labels import universal


@dataclass
class Word:
    """What the adapter reads of a spaCy token."""

    i: int
    idx: int
    text: str
    pos_: str
    tag_: str
    dep_: str
    lemma_: str
    head: Any = None
    is_space: bool = False

    @property
    def lower_(self) -> str:
        return self.text.lower()


@dataclass
class Stand:
    """A pipeline that reads "NATO expelled diplomats . " as en_core_web_* would, whatever it is given."""

    pipe_names: list[str] = field(default_factory=lambda: ["tagger", "parser", "ner"])
    max_length: int = 1000

    def __call__(self, text: str) -> Any:
        rows = [
            ("NATO", "PROPN", "NNP", "nsubj", "NATO", 1),
            ("expelled", "VERB", "VBD", "ROOT", "expel", 1),
            ("diplomats", "NOUN", "NNS", "dobj", "diplomat", 1),
            ("\n", "SPACE", "_SP", "", "\n", 2),
            ("from", "ADP", "IN", "prep", "from", 1),
            ("Russia", "PROPN", "NNP", "pobj", "Russia", 4),
            (".", "PUNCT", ".", "punct", ".", 1),
        ]
        words, at = [], 0
        for i, (form, pos, tag, dep, lemma, _) in enumerate(rows):
            at = text.index(form, at)
            words.append(Word(i, at, form, pos, tag, dep, lemma, is_space=form == "\n"))
            at += len(form)
        for word, row in zip(words, rows, strict=True):
            word.head = words[row[5]]
        entities = [
            SimpleNamespace(start_char=text.index("NATO"), end_char=text.index("NATO") + 4, label_="ORG"),
            SimpleNamespace(start_char=text.index("diplomats"), end_char=text.index("diplomats") + 9, label_="PRODUCT"),
        ]
        return SimpleNamespace(sents=[words], ents=entities)


TEXT = "NATO expelled diplomats\nfrom Russia."


def test_a_pipeline_gives_sentences_and_names_in_our_terms() -> None:
    """White space is left out, trees are turned into Universal Dependencies, entities of other types are dropped."""
    (sentence,), names = SpacyPipeline(Stand(), "stand-in").parse(TEXT)
    assert [(t.text, t.deprel, t.head) for t in sentence.tokens] == [
        ("NATO", "nsubj", 1),
        ("expelled", "root", -1),
        ("diplomats", "obj", 1),
        ("from", "case", 4),
        ("Russia", "obl", 1),
        (".", "punct", 1),
    ]
    assert all(TEXT[t.start : t.end] == t.text for t in sentence.tokens)
    assert names == [(0, 4, "ORG")]


# (why, words with upos, lemma, head and ClearNLP relation, expected heads and relations)
TURNS = [
    (
        "a copula hangs on its predicate",
        "He/PRON/he/1/nsubj is/AUX/be/-1/ROOT president/NOUN/president/1/attr",
        "2/nsubj 2/cop -1/root",
    ),
    (
        "there is no copula in there is",
        "There/PRON/there/1/expl is/VERB/be/-1/ROOT hope/NOUN/hope/1/attr",
        "1/expl -1/root 1/nsubj",
    ),
    (
        "a preposition on a noun makes an nmod",
        "men/NOUN/man/-1/ROOT from/ADP/from/0/prep Rome/PROPN/Rome/1/pobj",
        "-1/root 2/case 0/nmod",
    ),
    (
        "the agent of a passive",
        "men/NOUN/man/2/nsubjpass were/AUX/be/2/auxpass held/VERB/hold/-1/ROOT by/ADP/by/2/agent police/NOUN/police/3/pobj",
        "2/nsubj:pass 2/aux:pass -1/root 4/case 2/obl:agent",
    ),
    (
        "a clause after a preposition",
        "left/VERB/leave/-1/ROOT after/ADP/after/0/prep voting/VERB/vote/1/pcomp",
        "-1/root 2/mark 0/advcl",
    ),
    (
        "two prepositions in a row",
        "came/VERB/come/-1/ROOT from/ADP/from/0/prep behind/ADP/behind/1/prep doors/NOUN/door/2/pobj",
        "-1/root 3/case 3/case 0/obl",
    ),
    (
        "a tree that is universal already stays",
        "He/PRON/he/1/nsubj left/VERB/leave/-1/root Rome/PROPN/Rome/1/obj",
        "1/nsubj -1/root 1/obj",
    ),
]


@pytest.mark.parametrize(("why", "words", "expected"), TURNS, ids=[turn[0] for turn in TURNS])
def test_clearnlp_trees_become_universal(why: str, words: str, expected: str) -> None:
    """Heads and relations are those Universal Dependencies has."""
    rows = [word.split("/") for word in words.split()]
    heads, relations = universal([int(r[3]) for r in rows], [r[4] for r in rows], [r[1] for r in rows], [r[2] for r in rows])
    assert [f"{head}/{relation}" for head, relation in zip(heads, relations, strict=True)] == expected.split()


def test_without_spacy_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The absence of the extra is an engine error with a remedy, not an import error."""
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(EngineError, match=r"extractor\[spacy\]"):
        load_pipeline("spacy:en_core_web_sm")


def test_an_unknown_pipeline_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipeline that spaCy does not have is an engine error that names it."""
    module = ModuleType("spacy")

    def load(name: str) -> Any:
        raise OSError(f"[E050] Can't find model '{name}'.")

    module.load = load  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "spacy", module)
    with pytest.raises(EngineError, match="en_nothing"):
        load_pipeline("spacy:en_nothing")


def test_a_pipeline_without_a_parser_is_refused() -> None:
    """A blank pipeline cannot give trees; the error lists what it has."""
    with pytest.raises(EngineError, match="no tagger and no parser"):
        SpacyPipeline(Stand(pipe_names=["sentencizer"]), "blank")


def test_a_text_beyond_the_pipelines_limit_is_refused() -> None:
    """spaCy's own limit becomes a clear error."""
    with pytest.raises(EngineError, match="reads at most 10"):
        SpacyPipeline(Stand(max_length=10), "small").parse(TEXT)


@pytest.mark.parametrize("name", ["", "spacy:", "udpipe", "folder:"])
def test_an_unknown_syntax_is_refused(name: str) -> None:
    """The error lists the choices."""
    with pytest.raises(EngineError, match=r"embedded, spacy:NAME, or folder:PATH"):
        load_pipeline(name)
