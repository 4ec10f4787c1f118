"""Quotations and their speakers: marks, kinds, attribution, robustness."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.core.mention import QuotationMention
from extractor.core.rule import Example
from extractor.recognizers.quotations import find_quotations
from extractor.recognizers.quotations.marks import find_quoted
from extractor.recognizers.quotations.rules import RULES
from extractor.recognizers.syntax import annotate_syntax
from extractor.writers.annotations import quote_reading

HERE = Path(__file__).parent
SEED = (HERE.parents[1] / "seeds" / "nato-expels-russian-officers.txt").read_text(encoding="utf-8")


def cases(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", cases("marks.jsonl"), ids=lambda c: c["why"])
def test_marks(case: dict[str, str]) -> None:
    """Paired marks give the outermost spans; apostrophes and lost marks give none."""
    assert [case["text"][q.start : q.end] for q in find_quoted(case["text"])] == case["spans"]


def as_line(m: QuotationMention) -> str:
    return f"{m.kind}|{m.speaker or ''}|{m.cue or ''}|{m.addressee or ''}"


@pytest.mark.parametrize("case", cases("speakers.jsonl"), ids=lambda c: c["why"])
def test_speakers(case: dict[str, str]) -> None:
    """Kind, speaker, cue and listener of each quotation, without trees."""
    assert [as_line(m) for m in find_quotations(case["text"])] == case["expect"]


@pytest.mark.parametrize("case", cases("stories.jsonl"), ids=lambda c: c["why"])
def test_stories(case: dict[str, str]) -> None:
    """Speakers of a conversation, where most quotations have no clause of their own."""
    assert [as_line(m) for m in find_quotations(case["text"])] == case["expect"]


UNRELATED = " Anna Kowalska, a baker in Oulu, said the bread was good. She smiled, and Mr. Brown sold his boat."


@pytest.mark.parametrize("case", cases("speakers.jsonl") + cases("stories.jsonl"), ids=lambda c: c["why"])
def test_an_unrelated_paragraph_changes_no_earlier_speaker(case: dict[str, str]) -> None:
    """People named only in a later paragraph speak none of the quotations before it."""
    longer = find_quotations(f"{case['text']}\n\n{UNRELATED.strip()}")
    assert [as_line(m) for m in longer if m.end <= len(case["text"])] == case["expect"]


EXAMPLES = [(rule.id, example) for rule in RULES for example in rule.examples]


@pytest.mark.parametrize(("rule_id", "example"), EXAMPLES, ids=[f"{r}: {e.text[:40]}" for r, e in EXAMPLES])
def test_rule_examples(rule_id: str, example: Example) -> None:
    """Every example of a rule reads as the rule says."""
    assert " | ".join(quote_reading(m) for m in find_quotations(example.text)) == example.expect, rule_id


def test_nato_article() -> None:
    """The six direct quotations of the article: three of the unnamed official and his two parts, Peskov's split one."""
    found = [m for m in find_quotations(SEED) if m.kind == "direct"]
    assert [m.speaker for m in found] == [
        "a NATO official",
        "Dmitry Peskov",
        "Dmitry Peskov",
        "a NATO official",
        "a NATO official",
        "a NATO official",
    ]
    assert [m.group for m in found] == [0, 1, 1, 2, 2, 3]
    assert [m.addressee for m in found if m.cue == "told"] == ["the Associated Press", "the Associated Press"]


INDIRECT = [
    ("Officials said that the bridge had been closed.", "the bridge had been closed", "Officials", "that is no part of the statement"),
    ("The bridge is closed, according to the police.", "The bridge is closed", "the police", "according to, behind"),
    ("According to the police, the bridge is closed.", "the bridge is closed", "the police", "according to, before"),
    ("Dmitry Peskov told reporters that the talks were over.", "the talks were over", "Dmitry Peskov", "the listener is left out"),
]


@pytest.mark.parametrize(("text", "clause", "speaker", "why"), INDIRECT, ids=[c[3] for c in INDIRECT])
def test_indirect(text: str, clause: str, speaker: str, why: str) -> None:
    """A reported clause without marks is an indirect statement of its speaker."""
    sentences, names = annotate_syntax(text)
    assert [(m.text, m.speaker) for m in find_quotations(text, names=names, sentences=sentences)] == [(clause, speaker)], why


@pytest.mark.parametrize("text", ["The bridge was closed on Monday.", "He was told to leave.", "“Go,” Ann Lee said."])
def test_no_indirect(text: str) -> None:
    """Narration, a listener and the clause of a marked quotation report nothing more."""
    sentences, names = annotate_syntax(text)
    assert not [m for m in find_quotations(text, names=names, sentences=sentences) if m.kind == "indirect"]


ASKED = ["Why?", "Who says so?", "Never!", "At last!", "Is it true?"]


@pytest.mark.parametrize("times", [1, 3, 5])
def test_appended_quotations_change_no_speaker_of_a_report(times: int) -> None:
    """However lively what is appended, a report stays a report: its own quotations keep their speakers."""
    longer = find_quotations(SEED + "\n\n" + "\n\n".join(f"“{words}”" for words in ASKED[:times]))
    assert [as_line(m) for m in longer if m.end <= len(SEED)] == [as_line(m) for m in find_quotations(SEED)]


def test_an_author_speaks_for_a_report() -> None:
    """With names, the person a report is by is its speaker; the words beside the quotation are the whole phrase."""
    text = "The report, by auditor Kim Dao, calls the scheme “a costly failure of oversight”."
    sentences, names = annotate_syntax(text)
    (found,) = find_quotations(text, names=names, sentences=sentences)
    assert (found.speaker, text[found.speaker_start : found.speaker_end]) == ("Kim Dao", "The report, by auditor Kim Dao")


TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            [
                '"',
                "“",
                "”",
                "'",
                "‘",
                "’",
                "«",
                "»",
                "\n",
                "\n\n",
                " ",
                ", ",
                ". ",
                ": ",
                "said",
                "he",
                "Ann Lee",
                "told",
                "the BBC",
                "according to",
                "It's",
                "?",
                "!",
                "“Why, Tom?”",
                "I",
                "she",
                "the other",
                "my aunt",
                "-- ",
                "(",
                ")",
                "—",
            ]
        ),
        max_size=60,
    ).map("".join),
)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_any_text(text: str) -> None:
    """Any text gives a result; offsets slice back; marked quotations never overlap; groups count from 0."""
    found = find_quotations(text)
    for m in found:
        assert text[m.start : m.end] == m.text
        assert m.outer_start <= m.start < m.end <= m.outer_end
        assert m.speaker_start is None or text[m.speaker_start : m.speaker_end].strip()
    assert all(a.outer_end <= b.outer_start for a, b in pairwise(found))
    assert sorted({m.group for m in found}) == list(range(len({m.group for m in found})))


def test_straight_marks_read_as_curly_ones() -> None:
    """Rewriting curly marks as straight ones changes no quotation and no speaker."""
    straight = SEED.translate({ord("“"): '"', ord("”"): '"', ord("’"): "'", ord("‘"): "'"})
    read = [[(m.start, m.end, m.kind, m.speaker, m.group) for m in find_quotations(t)] for t in (SEED, straight)]
    assert read[0] == read[1]


@pytest.mark.parametrize(
    "unit",
    [
        *('"', "“", "“”", '"“', "'", " 'a", '"a\n', "‘a b ", '"A," he said. ', "„", 'he said "a', '"Yes" said Ann Lee. He said "'),
        *("“Why?” he said.\n", "“Why, Tom?”\n\n", "Ann Lee came. “Why?”\n", "— Why? said Ann Lee.\n", "' Why?' said he.\n"),
    ],
)
def test_linear_time(unit: str) -> None:
    """A quarter of a megabyte of one thing is read in a moment."""
    start = time.perf_counter()
    find_quotations(unit * (250_000 // len(unit)))
    assert time.perf_counter() - start < 5
