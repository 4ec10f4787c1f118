"""What must hold of every count check, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.checks.counts import check_count
from extractor.core.claim import CountClaim

from .reading import claim, read, read_bare

# text, its two numbers, and a true claim of each: (value, of)
_PAIRS = [
    ("Police seized 40 rifles and arrested 15 men.", "40", "15", "rifles seized", "men arrested"),
    ("The blast killed 12 people and wounded 31.", "12", "31", "people killed", "people wounded"),
    ("Belmar expelled 6 envoys after Dorne arrested 9 sailors.", "6", "9", "envoys expelled", "sailors arrested"),
    (
        "In 2010 the mine employed 950 workers; in 2020 it employed 410.",
        "950",
        "410",
        "workers employed in 2010",
        "workers employed in 2020",
    ),
    ("Of the 35 passengers, 20 were hurt; 50 firefighters attended.", "20", "50", "passengers hurt", "firefighters who attended"),
    ("The storm cut off 14 villages, and 23 roads were closed.", "14", "23", "villages cut off", "roads closed"),
    ("The office will shrink from 50 posts to 35.", "50", "35", "posts before", "posts now"),
    ("The ministry bought 30 trucks and sold 18 buses.", "30", "18", "trucks bought", "buses sold"),
]


@pytest.mark.parametrize(("text", "one", "two", "first", "second"), _PAIRS)
def test_swapping_two_numbers_flips_both(text: str, one: str, two: str, first: str, second: str) -> None:
    """Two numbers of different slots exchanged in the text turn two true claims into two refused ones."""
    swapped = text.replace(one, "@").replace(two, one).replace("@", two)
    for value, of in ((one, first), (two, second)):
        true = claim({"value": value, "of": of})
        assert check_count(true, read(text)).verdict.supported, (text, of)
        assert not check_count(true, read(swapped)).verdict.supported, (swapped, of)


@pytest.mark.parametrize(("text", "one", "two", "first", "second"), _PAIRS)
@pytest.mark.parametrize(
    "stray", ["The choir has {} singers.", "A ticket for the show on the pier costs ${}.", "{} swans live on the lake."]
)
def test_an_unrelated_sentence_never_supports(text: str, one: str, two: str, first: str, second: str, stray: str) -> None:
    """A sentence about something else with the claimed number does not turn a refusal into support."""
    wrong = claim({"value": 77, "of": first})
    longer = f"{text} {stray.format(77)}"
    assert not check_count(wrong, read(text)).verdict.supported
    finding = check_count(wrong, read(longer))
    assert not finding.verdict.supported, finding.message


@pytest.mark.parametrize(
    ("text", "rewritten", "of", "value"),
    [
        ("The archive lists 1350 letters.", "The archive lists 1,350 letters.", "letters", 1350),
        ("Police arrested 14 men.", "Police arrested fourteen men.", "men arrested", 14),
        ("Police arrested 62 men.", "Police arrested sixty-two men.", "men arrested", 62),
        ('The mayor said "40 homes" burned.', "The mayor said “40 homes” burned.", "homes burned", 40),
        ("The town's 300 pupils left.", "The town’s 300 pupils left.", "pupils who left", 300),
    ],
)
def test_spelling_changes_no_class(text: str, rewritten: str, of: str, value: int) -> None:
    """Digits or words, straight or curly marks, with or without separators: the class stays."""
    for claimed, supported in ((value, True), (value + 1, False)):
        made = claim({"value": claimed, "of": of})
        assert check_count(made, read(text)).verdict.supported is supported
        assert check_count(made, read(rewritten)).verdict.supported is supported


def test_a_claim_without_of_needs_the_value_alone() -> None:
    """A count that says nothing of its thing is supported by any asserted number of that unit."""
    text = "The well is 3 km deep and serves 40 farms."
    assert check_count(claim({"value": 40}), read(text)).verdict == "exact"
    assert check_count(claim({"value": 3000, "unit": "metre"}), read(text)).verdict == "equivalent"
    assert not check_count(claim({"value": 41}), read(text)).verdict.supported
    assert not check_count(claim({"value": 3}), read(text)).verdict.supported


def test_a_refusal_names_the_value_of_the_slot() -> None:
    """A refused claim tells what the text gives for its slot."""
    finding = check_count(claim({"value": 41, "of": "farms served by the well"}), read("The well serves 40 farms."))
    assert finding.expected == "40"
    assert "40 farms" in finding.message


def test_same_input_same_finding() -> None:
    """The check is a pure function."""
    text = _PAIRS[0][0]
    made = claim({"value": 15, "of": "men arrested"})
    assert check_count(made, read_bare(text)) == check_count(made, read_bare(text))


@given(st.text(max_size=400), st.text(max_size=60), st.integers(min_value=-5, max_value=10**7))
@settings(max_examples=60, deadline=None)
def test_any_text_and_claim_gives_one_finding(text: str, of: str, value: int) -> None:
    """Strange texts and claims raise nothing, and spans stay inside the text."""
    finding = check_count(claim({"value": value, "of": of, "actor": of or None, "action": of or None}), read_bare(text))
    assert all(0 <= start < end <= len(text) for start, end in finding.spans)


@pytest.mark.parametrize("piece", ["9,9,9,", '"', "thousand ", "two and ", "to kill ", "8 were hurt, "])
def test_hostile_text_stays_linear(piece: str) -> None:
    """A long run of one piece is read without blowing up."""
    text = piece * (60_000 // len(piece))
    finding = check_count(CountClaim("/counts/0", value=claim({"value": 8}).value, of="miners hurt"), read_bare(text))
    assert finding.kind == "count"


@pytest.mark.parametrize(
    "of", ["time from the meeting to the leaving", "time from the flood to the rescue", "age of the diver", "delay", "notice"]
)
@pytest.mark.parametrize(
    "sentence", ["They met in 2003. He left in 2007. ", "Ana, 34, was 17 when he fled. ", "It took three days, a week later. "]
)
def test_many_times_and_ages(of: str, sentence: str) -> None:
    """A text with more times than are weighed gets one finding for a claim of a time, whether or not it has the claim's words."""
    finding = check_count(claim({"value": 41, "of": of, "unit": "year"}), read(sentence * 60))
    assert not finding.verdict.supported
