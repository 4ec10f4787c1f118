"""Citations are found exactly or folded, never nearly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.core.article import Article
from extractor.fields import Citation
from extractor.grounding import Alignment, ground, ground_citations
from extractor.schemas.news import NewsRecord

TEXT = "“It’s  late,” he said…\nThe U.S. envoy paid $5 million. Late envoys pay."
CASES = [
    ("The U.S. envoy", Alignment.EXACT, ["The U.S. envoy"], "as it stands"),
    ("it's late", Alignment.FOLDED, ["It’s  late"], "marks, spaces and case are folded"),
    ("he said... The", Alignment.FOLDED, ["he said…\nThe"], "ellipsis and line break"),
    ("envoy", Alignment.EXACT, ["envoy"], "not inside envoys"),
    ("late", Alignment.EXACT, ["late"], "exact before folded"),
    ("$6 million", Alignment.NONE, [], "one digit differs"),
    ("The US envoy", Alignment.NONE, [], "letters and stops are never folded"),
    ("   ", Alignment.NONE, [], "nothing to look for"),
]


@pytest.mark.parametrize(("words", "how", "found", "why"), CASES, ids=[c[3] for c in CASES])
def test_words_are_found_as_they_stand_or_folded(words: str, how: Alignment, found: list[str], why: str) -> None:
    """The spans slice to the article's own words."""
    made = ground(words, Article(TEXT))
    assert (made.alignment, [TEXT[a:b] for a, b in made.spans]) == (how, found), why


def test_citations_of_a_record_get_their_offsets() -> None:
    """A citation takes the article's wording; one that stands nowhere keeps its own and has no offsets."""
    record = NewsRecord.model_validate({"counts": [{"value": 5, "evidence": ["it's late", "never said"]}]})
    made = ground_citations(record, Article(TEXT))
    assert made.counts[0].evidence == [Citation(text="It’s  late", start=1, end=11), Citation(text="never said")]
    assert record.counts[0].evidence[0].start is None


@given(st.text(max_size=40), st.text(max_size=12))
def test_any_text_is_searched_without_error(text: str, words: str) -> None:
    """Every span lies in the text, whatever its characters."""
    for a, b in ground(words, text).spans:
        assert 0 <= a < b <= len(text)


@given(st.text(min_size=1, max_size=20).filter(lambda s: s.strip() and s.strip()[0].isalnum() and s.strip()[-1].isalnum()))
def test_words_of_the_text_are_found_in_it(words: str) -> None:
    """Words that were put into a text between blanks are found there."""
    text = f"a {words} z"
    assert any(text[a:b] == words.strip() for a, b in ground(words, text).spans)
