"""Clauses: trees as the parser gives them in, who does what to whom out. Cases are data: cases.jsonl, one sentence a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.core.annotations import Annotations
from extractor.core.article import Article
from extractor.core.clause import Clause
from extractor.core.mention import DateMention, QuotationMention
from extractor.core.syntax import NameMention, Sentence, Token
from extractor.recognizers.clauses import clauses_of, sentences_of
from extractor.recognizers.clauses.words import clause_words

CASES = [json.loads(line) for line in Path(__file__).with_name("cases.jsonl").read_text(encoding="utf-8").splitlines()]
STATUSES = {"happened", "planned", "ongoing", "alleged", "denied", "negated", "conditional"}


def parsed(text: str, tree: list[list[Any]], **more: Any) -> Annotations:
    """Annotations of one sentence with a given tree."""
    tokens, at = [], 0
    for form, lemma, upos, xpos, head, relation in tree:
        start = text.index(form, at)
        at = start + len(form)
        tokens.append(Token(start, at, form, lemma, upos, xpos, head, relation))
    return Annotations(Article(text), sentences=(Sentence(0, len(text), tuple(tokens)),), **more)


def shown(clause: Clause) -> dict[str, Any]:
    """A clause as the case file writes it."""
    out: dict[str, Any] = {
        "verb": clause.lemma,
        "agents": [p.text for p in clause.agents],
        "patients": [p.text for p in clause.patients],
        "status": clause.status,
    }
    if clause.recipients:
        out["recipients"] = [p.text for p in clause.recipients]
    if clause.sources:
        out["sources"] = [p.text for p in clause.sources]
    if clause.relation != "root":
        out["relation"] = clause.relation
    return out


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_reads_the_clauses_of_a_sentence(case: dict[str, Any]) -> None:
    """Every predicate has the arguments, the status and the source that the sentence gives it."""
    found = clauses_of(parsed(case["text"], case["tree"]))
    assert [shown(clause) for clause in found] == case["clauses"], case["why"]


def test_a_time_phrase_hung_on_a_noun_is_no_part_of_it() -> None:
    """A date that the date reader found is cut off the object, though the parser attached it there."""
    text = "NATO expelled members of the alliance in October."
    tree = [
        ["NATO", "NATO", "PROPN", "NNP", 1, "nsubj"], ["expelled", "expel", "VERB", "VBD", -1, "root"],
        ["members", "member", "NOUN", "NNS", 1, "obj"],
        ["of", "of", "ADP", "IN", 5, "case"], ["the", "the", "DET", "DT", 5, "det"], ["alliance", "alliance", "NOUN", "NN", 2, "nmod"],
        ["in", "in", "ADP", "IN", 7, "case"], ["October", "October", "PROPN", "NNP", 5, "nmod"], [".", ".", "PUNCT", ".", 1, "punct"],
    ]  # fmt: skip
    date = DateMention(41, 48, "October", "date", "2021-10")
    [clause] = clauses_of(parsed(text, tree, dates=(date,)))
    assert [p.text for p in clause.patients] == ["members of the alliance"]


def test_what_stands_between_marks_is_the_word_of_its_speaker() -> None:
    """A clause inside a quotation is alleged, with the speaker as its source."""
    text = "“We left,” Lee said."
    tree = [
        ["“", "“", "PUNCT", "``", 2, "punct"], ["We", "we", "PRON", "PRP", 2, "nsubj"], ["left", "leave", "VERB", "VBD", 6, "ccomp"],
        [",", ",", "PUNCT", ",", 2, "punct"], ["”", "”", "PUNCT", "''", 2, "punct"], ["Lee", "Lee", "PROPN", "NNP", 6, "nsubj"],
        ["said", "say", "VERB", "VBD", -1, "root"], [".", ".", "PUNCT", ".", 6, "punct"],
    ]  # fmt: skip
    quotation = QuotationMention(1, 9, "We left,", "direct", 0, 10, "Lee", 11, 14)
    left, said = clauses_of(parsed(text, tree, quotations=(quotation,)))
    assert (left.status, [p.text for p in left.sources], said.status, said.sources) == ("alleged", ["Lee"], "happened", ())


def test_no_phrase_runs_into_what_was_said() -> None:
    """Where an indirect statement begins, the listener's phrase ends, though the parser read on."""
    text = "Peskov told agency TASS the move fails."
    tree = [
        ["Peskov", "Peskov", "PROPN", "NNP", 1, "nsubj"], ["told", "tell", "VERB", "VBD", -1, "root"],
        ["agency", "agency", "NOUN", "NN", 5, "compound"],
        ["TASS", "TASS", "PROPN", "NNP", 2, "flat"], ["the", "the", "DET", "DT", 5, "det"], ["move", "move", "NOUN", "NN", 1, "obj"],
        ["fails", "fail", "VERB", "VBZ", 5, "acl"], [".", ".", "PUNCT", ".", 1, "punct"],
    ]  # fmt: skip
    said = QuotationMention(24, 38, "the move fails", "indirect", 24, 38, "Peskov", 0, 6)
    phrases = [p.text for c in clauses_of(parsed(text, tree, quotations=(said,))) for p in (*c.patients, *c.recipients)]
    assert all("TASS the" not in phrase for phrase in phrases)


def test_asking_twice_gives_the_same_tuple() -> None:
    """Clauses are read once per article."""
    annotations = parsed(CASES[0]["text"], CASES[0]["tree"])
    assert clauses_of(annotations) is clauses_of(annotations)


@pytest.mark.parametrize(
    ("verb", "participle"),
    [
        ("expel", "expelled"),
        ("kill", "killed"),
        ("carry out", "carried out"),
        ("shoot", "shot"),
        ("deploy", "deployed"),
        ("release", "released"),
    ],
)
def test_participles(verb: str, participle: str) -> None:
    """Base forms become past participles, irregular ones and those with particles too."""
    assert clause_words().participle(verb) == participle


RELATIONS = [
    "nsubj",
    "obj",
    "obl",
    "nmod",
    "acl",
    "acl:relcl",
    "conj",
    "ccomp",
    "xcomp",
    "advcl",
    "case",
    "punct",
    "amod",
    "nsubj:pass",
    "aux:pass",
    "parataxis",
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["said", "NATO", "who", "to", "by", "over", "700", "(", ")", ",", "expelled", "members", "“", "Monday"]),
            st.sampled_from(["VERB", "NOUN", "PROPN", "PRON", "ADP", "NUM", "PUNCT", "AUX", "ADJ"]),
            st.sampled_from(["VBD", "VBN", "VBG", "VB", "NN", "NNP", "WP", "IN"]),
            st.sampled_from(RELATIONS),
            st.integers(0, 11),
        ),
        min_size=1,
        max_size=12,
    ),
    st.integers(0, 11),
)
def test_any_tree_is_read(rows: list[tuple[str, str, str, str, int]], root: int) -> None:
    """Whatever tree the parser makes, reading it ends, statuses are known ones, and phrases slice back to their text."""
    root %= len(rows)
    text = " ".join(row[0] for row in rows)
    tree: list[list[Any]] = []
    for i, (form, upos, xpos, relation, pick) in enumerate(rows):
        if i == root:
            tree.append([form, form.lower(), upos, xpos, -1, "root"])
        else:  # heads point towards the root, so there is no cycle
            tree.append([form, form.lower(), upos, xpos, i + 1 + pick % (root - i) if i < root else root + pick % (i - root), relation])
    annotations = parsed(text, tree)
    for clause in clauses_of(annotations):
        assert clause.status in STATUSES
        assert -1 <= clause.within < len(clauses_of(annotations))
        for phrase in (*clause.agents, *clause.patients, *clause.recipients, *clause.sources, *(p for _, p in clause.obliques)):
            assert text[phrase.start : phrase.end] == phrase.text
    assert [t.start for t in sentences_of(annotations)[0].tokens] == [t.start for t in annotations.sentences[0].tokens]


def test_a_participle_inside_a_name_is_no_predicate() -> None:
    """The Associated Press associates nothing; without the name the participle is read as one."""
    text = "The Associated Press reported gains."
    tree = [
        ["The", "the", "DET", "DT", 2, "det"], ["Associated", "associate", "VERB", "VBN", 2, "amod"],
        ["Press", "press", "NOUN", "NN", 3, "nsubj"], ["reported", "report", "VERB", "VBD", -1, "root"],
        ["gains", "gain", "NOUN", "NNS", 3, "obj"], [".", ".", "PUNCT", ".", 3, "punct"],
    ]  # fmt: skip
    name = NameMention(4, 20, "Associated Press", "organization")
    assert [clause.lemma for clause in clauses_of(parsed(text, tree, names=(name,)))] == ["report"]
    lower = [row if row[0] != "Associated" else ["associated", *row[1:]] for row in tree]
    assert [clause.lemma for clause in clauses_of(parsed(text.replace("Associated", "associated"), lower))] == ["associate", "report"]


def test_a_conjunction_inside_a_name_makes_no_second_subject() -> None:
    """ "The Globe and Mail" is one subject, "Ford and Mazda" are two."""
    text = "Globe and Mail closed."
    tree = [
        ["Globe", "Globe", "PROPN", "NNP", 3, "nsubj"], ["and", "and", "CCONJ", "CC", 2, "cc"], ["Mail", "Mail", "PROPN", "NNP", 0, "conj"],
        ["closed", "close", "VERB", "VBD", -1, "root"], [".", ".", "PUNCT", ".", 3, "punct"],
    ]  # fmt: skip
    [one] = clauses_of(parsed(text, tree, names=(NameMention(0, 14, "Globe and Mail", "organization"),)))
    assert len(one.agents) == 1
    [two] = clauses_of(parsed(text, tree))
    assert len(two.agents) == 2


def test_a_conjunct_with_a_name_of_its_own_is_a_second_agent() -> None:
    """The head of a second name stands behind its first word, and still both did it."""
    text = "Hale Fund, Red Cross left."
    tree = [
        ["Hale", "Hale", "PROPN", "NNP", 1, "compound"], ["Fund", "Fund", "PROPN", "NNP", 5, "nsubj"], [",", ",", "PUNCT", ",", 4, "punct"],
        ["Red", "Red", "PROPN", "NNP", 4, "compound"], ["Cross", "Cross", "PROPN", "NNP", 1, "conj"],
        ["left", "leave", "VERB", "VBD", -1, "root"], [".", ".", "PUNCT", ".", 5, "punct"],
    ]  # fmt: skip
    apart = (NameMention(0, 9, "Hale Fund", "organization"), NameMention(11, 20, "Red Cross", "organization"))
    for names in (apart, (NameMention(0, 20, "Hale Fund, Red Cross", "organization"),)):
        [clause] = clauses_of(parsed(text, tree, names=names))
        assert [p.text for p in clause.agents] == ["Hale Fund", "Red Cross"]


def test_a_name_with_a_hyphen_before_a_participle_is_its_agent() -> None:
    """The US leads a US-led coalition; "state-run" says nothing of an act."""
    text = "The US-led coalition left."
    tree = [
        ["The", "the", "DET", "DT", 4, "det"], ["US", "US", "PROPN", "NNP", 3, "compound"], ["-", "-", "PUNCT", "HYPH", 1, "punct"],
        ["led", "lead", "VERB", "VBN", 4, "amod"], ["coalition", "coalition", "NOUN", "NN", 5, "nsubj"],
        ["left", "leave", "VERB", "VBD", -1, "root"], [".", ".", "PUNCT", ".", 5, "punct"],
    ]  # fmt: skip
    led, _ = clauses_of(parsed(text, tree, names=(NameMention(4, 6, "US", "country"),)))
    assert (led.lemma, [p.text for p in led.agents]) == ("lead", ["US"])
    assert [clause.lemma for clause in clauses_of(parsed(text, tree))] == ["leave"]


def test_the_speaker_behind_the_verb_says_it() -> None:
    """In '"Leave", said Jones' Jones is who said it, though the parser calls him what was said."""
    text = '"We won", said Jones.'
    tree = [
        ['"', '"', "PUNCT", "``", 2, "punct"], ["We", "we", "PRON", "PRP", 2, "nsubj"], ["won", "win", "VERB", "VBD", 5, "ccomp"],
        ['"', '"', "PUNCT", "''", 2, "punct"], [",", ",", "PUNCT", ",", 5, "punct"], ["said", "say", "VERB", "VBD", -1, "root"],
        ["Jones", "Jones", "PROPN", "NNP", 5, "obj"], [".", ".", "PUNCT", ".", 5, "punct"],
    ]  # fmt: skip
    quotation = QuotationMention(
        1, 7, "We won", "direct", 0, 8, speaker="Jones", speaker_start=15, speaker_end=20, cue="said", cue_start=10, cue_end=14
    )
    say = next(clause for clause in clauses_of(parsed(text, tree, quotations=(quotation,))) if clause.lemma == "say")
    assert ([p.text for p in say.agents], say.patients) == (["Jones"], ())
