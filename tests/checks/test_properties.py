"""What must hold for any record and any article."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.checks import check_claim, claims_of, find_unused, rulebook, run_checks, settle
from extractor.core.annotations import Annotations
from extractor.core.claim import ActionClaim, ActorClaim, Claim, DateClaim, Party, QuoteClaim, TextClaim
from extractor.core.finding import Verdict
from extractor.schemas.news import NewsRecord

Read = Callable[[str, str | None], Annotations]

ARTICLE = (
    "Lund, 5 May 2023\n\n“We won’t sell the port,” Mayor Anna Berg told the Lund Post on Tuesday. “It’s ours – for ever.” "
    "NATO expelled eight members of Russia’s mission in 2021; Dmitry Peskov, its spokesman, denied it.\n"
)
RECORD = {
    "actors": [{"id": "a1", "name": "Anna Berg"}, {"id": "a2", "name": "NATO"}, {"id": "a3", "name": "Nobody Known"}],
    "actions": [{"id": "x1", "actor": "a2", "verb": "expel", "object": "eight members"}],
    "quotes": [{"text": "It’s ours – for ever.", "speaker": "a1"}, {"text": "We will sell the port", "speaker": "a3"}],
    "dates": [{"value": "2021", "event": "NATO expelled members"}, {"value": "2023-05-02", "event": "Berg told the Post"}],
}
ODD = st.text(alphabet=st.sampled_from("ab Z“”\"'’‘…[]?!.,-—\n\t\u00ad\u200f\u0301é😀0129é/"), max_size=60)
DAYS = st.sampled_from(["2021", "2021-13", "../2021", "2021-10-06T25:00", "/", "..", "", "199X", "9999-12-31/..", "-0001", "2021-02-30"])


def claims(text: str, value: str) -> list[Claim]:
    party = Party(text or "x", text or "x", (value,))
    return [
        QuoteClaim("/q", text, party),
        QuoteClaim("/q", text, form="indirect"),
        DateClaim("/d", value, text=text or None, event=text),
        ActorClaim("/a", party),
        ActionClaim("/x", text or "go", actor=party, object=value, target=party, date=value, status="denied"),
        TextClaim("/t", text),
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ODD, ODD, DAYS)
def test_any_claim_on_any_text_gets_a_finding(article: str, text: str, value: str) -> None:
    """No exception; spans lie in the text; only absent has none; the message names the path."""
    from extractor.core.article import Article
    from extractor.recognizers.annotate import annotate_article

    annotations = annotate_article(Article(article, dt.date(2023, 5, 5)))
    for claim in claims(text, value):
        found = check_claim(claim, annotations)
        assert found.path in found.message
        assert all(0 <= a < b <= len(article) for a, b in found.spans)
        assert bool(found.spans) or found.verdict is Verdict.ABSENT or found.verdict is Verdict.AMBIGUOUS


def test_the_check_is_pure(read: Read) -> None:
    """The same record and article give the same findings, whatever was checked in between."""
    record = NewsRecord.model_validate(RECORD)
    annotations = read(ARTICLE, "2023-05-05")
    first = run_checks(record, annotations)
    run_checks(NewsRecord.model_validate({"quotes": [{"text": "x"}]}), annotations)
    assert run_checks(record, replace(annotations, _memo={})) == first == run_checks(record, annotations)
    assert [f.path for f in first] == [c.path for c in claims_of(record)]


@pytest.mark.parametrize(
    ("rewrite", "why"),
    [
        (lambda t: t.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "-"), "straight marks"),
        (lambda t: t.replace(" ", "  "), "doubled spaces"),
        (lambda t: t.replace("“We", "«We").replace("port,”", "port,»"), "guillemets"),
    ],
)
def test_another_typography_changes_no_class(read: Read, rewrite: Callable[[str], str], why: str) -> None:
    """Marks, dashes and spaces of the article decide nothing."""
    record = NewsRecord.model_validate(RECORD)
    before = run_checks(record, read(ARTICLE, "2023-05-05"))
    after = run_checks(record, read(rewrite(ARTICLE), "2023-05-05"))
    assert [f.verdict.supported for f in after] == [f.verdict.supported for f in before], why


def test_a_citation_that_stands_nowhere_gets_its_own_finding(read: Read) -> None:
    """The item keeps its verdict; the false citation is refused at its own path and held alone."""
    data: dict[str, Any] = {"actors": [{"name": "NATO", "evidence": ["NATO expelled", "NATO apologised"]}]}
    record = NewsRecord.model_validate(data)
    found = run_checks(record, read(ARTICLE, None))
    assert [(f.path, f.verdict.value, f.rule) for f in found] == [("/actors/0", "exact", "A1"), ("/actors/0/evidence/1", "absent", "P1")]
    settled = settle(record, found, "quarantine")
    assert [c.text for c in settled.record.actors[0].evidence] == ["NATO expelled"]
    assert [(h.path, h.item) for h in settled.held] == [("/actors/0/evidence/1", {"text": "NATO apologised"})]


def test_every_finding_names_a_rule_of_the_rule_book(read: Read) -> None:
    """A user can ask for every rule a finding names."""
    rules = rulebook.all_rules()
    found = run_checks(NewsRecord.model_validate(RECORD), read(ARTICLE, "2023-05-05"))
    assert {f.rule for f in found} <= set(rules)


def test_swapping_two_dates_flips_both_claims(read: Read) -> None:
    """The date of one event never supports another: exchanged in the article, both true claims are refused."""
    text = "Dorne voted on 5 May 2023. Belmar opened its border on 9 June 2023."
    swapped = text.replace("5 May", "@").replace("9 June", "5 May").replace("@", "9 June")
    claims = [DateClaim("/d", "2023-05-05", event="vote in Dorne"), DateClaim("/d", "2023-06-09", event="opening of the border")]
    assert all(check_claim(claim, read(text, "2023-07-01")).verdict.supported for claim in claims)
    assert all(check_claim(claim, read(swapped, "2023-07-01")).verdict.refuted for claim in claims)


def test_swapping_two_speakers_flips_both_claims(read: Read) -> None:
    """Verbatim words with the other speaker are refused."""
    text = '"The port is safe," Ana Pell said. "The trains are late," Tom Birk said.'
    for words, right, wrong in (("The port is safe", "Ana Pell", "Tom Birk"), ("The trains are late", "Tom Birk", "Ana Pell")):
        assert check_claim(QuoteClaim("/q", words, Party(right, right)), read(text, None)).verdict is Verdict.EXACT
        assert check_claim(QuoteClaim("/q", words, Party(wrong, wrong)), read(text, None)).verdict is Verdict.MISATTRIBUTED


HOSTILE = ["9,9,9," * 30_000, '"' * 150_000, "“a” " * 30_000, "a " * 80_000, "[...] " * 30_000]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda t: repr(t[:6]))
def test_hostile_texts_cost_linear_time(text: str) -> None:
    """Quotations, citations and coverage on a long article of one repeated sign stay within seconds."""
    from extractor.core.article import Article
    from extractor.core.mention import QuotationMention

    quotations = tuple(
        QuotationMention(i, i + 3, text[i : i + 3], "direct", i, i + 3, group=i) for i in range(0, min(len(text) - 3, 40_000), 4)
    )
    annotations = Annotations(Article(text), quotations=quotations)
    started = time.process_time()
    for words in (text[:2_000], "a a a a a b", "9,9,9,8", "... a ... a ...", '"""'):
        check_claim(QuoteClaim("/q", words or "x"), annotations)
        check_claim(TextClaim("/t", words), annotations)
    find_unused(None, annotations, ())
    assert time.process_time() - started < 8
