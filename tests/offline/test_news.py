"""The offline engine on the news schema: whole articles in, records out, read by the embedded model."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from extractor.core.annotations import Annotations
from extractor.core.article import Article
from extractor.engines.offline import OfflineEngine
from extractor.recognizers.annotate import annotate_article
from extractor.schemas.news import NewsRecord


def filled(text: str, published: str | None = "2021-10-07") -> NewsRecord:
    """The record the engine makes of a text."""
    article = Article(text, published=dt.date.fromisoformat(published) if published else None)
    return OfflineEngine().fill(article, annotate_article(article), NewsRecord).record


@pytest.fixture(scope="module")
def nato() -> NewsRecord:
    """The record of the seed article."""
    from pathlib import Path

    return filled((Path(__file__).parents[2] / "seeds" / "nato-expels-russian-officers.txt").read_text(encoding="utf-8"))


def names(record: NewsRecord, ref: str | None) -> set[str]:
    """Name and aliases of an actor id, or the plain words."""
    actor = next((a for a in record.actors if a.id == ref), None)
    return {actor.name, *actor.aliases} if actor else {ref or ""}


def test_who_expelled_whom_and_when(nato: NewsRecord) -> None:
    """NATO, by its full name, expelled the members, on the Wednesday before the publication day."""
    action = next(a for a in nato.actions if a.verb == "expel" and a.date)
    assert "NATO" in names(nato, action.actor)
    assert "members of Russia’s mission" in (action.object or "")
    assert next(d.value for d in nato.dates if d.id == action.date) == "2021-10-06"


@pytest.mark.parametrize(
    ("value", "low", "high", "unit", "mod", "role", "of"),
    [
        (8, None, None, None, None, None, "members"),
        (20, None, None, None, None, "from", "mission"),
        (10, None, None, None, None, "to", "mission"),
        (Decimal("0.5"), None, None, "factor", None, None, "size"),
        (None, 20000, 99999, None, None, None, "troops"),
        (18, None, None, "month", "over", None, "proposed"),
    ],
    ids=["eight members", "from 20", "to 10", "halved", "tens of thousands", "over 18 months"],
)
def test_counts_of_the_seed_article(
    nato: NewsRecord, value: object, low: object, high: object, unit: str | None, mod: str | None, role: str | None, of: str
) -> None:
    """Every figure of the seed article is a count of its own thing, the change a pair and not a range."""
    assert any(
        (c.value, c.low, c.high, c.unit, c.mod, c.role) == (value, low, high, unit, mod, role) and of in (c.of or "") and c.evidence
        for c in nato.counts
    )


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("We can confirm that we have withdrawn", "a NATO official"),
        ("There is a glaring discrepancy", "Dmitry Peskov"),
        ("These actions, of course, leave no room", "Dmitry Peskov"),
        ("NATO’s policy towards Russia remains consistent", "a NATO official"),
        ("We have strengthened our deterrence", "a NATO official"),
        ("NATO proposed to hold another meeting", "a NATO official"),
    ],
)
def test_quotations_of_the_seed_article(nato: NewsRecord, words: str, speaker: str) -> None:
    """Each of the six quotations has its speaker; the unnamed official is one actor all through."""
    quote = next(q for q in nato.quotes if q.text.startswith(words))
    assert speaker in names(nato, quote.speaker)


def test_the_second_sentence_of_a_quotation_stays_with_the_first(nato: NewsRecord) -> None:
    """Sentences inside one pair of marks are one quotation."""
    quote = next(q for q in nato.quotes if q.text.startswith("These actions"))
    assert quote.text.endswith("These prospects are rather completely upset.")


def test_dates_are_resolved_with_a_publication_day_only() -> None:
    """Without a day to hang on, a weekday is no date of the record; the year stands by itself."""
    text = "Norway expelled a diplomat on Wednesday. Relations have been poor since the annexation of Crimea in 2014."
    assert {d.value for d in filled(text).dates} == {"2021-10-06", "2014"}
    assert {d.value for d in filled(text, None).dates} == {"2014"}


def test_headline_dateline_and_caption_are_no_content() -> None:
    """What stands above and beside the text makes no action, count or date."""
    text = (
        "Twelve killed in harbour fire\n\nMonday, May 4, 2015\n\nThe harbour in 2009. Image: Lee.\n\n"
        "A fire killed nine dockers in the harbour on Sunday, the mayor said.\n\nPolice arrested two guards."
    )
    record = filled(text, "2015-05-04")
    assert {c.value for c in record.counts} == {9, 2}
    assert {d.value for d in record.dates} == {"2015-05-03"}


def test_restatements_are_one_count() -> None:
    """ "The twelve activists" are the twelve activists counted before."""
    record = filled("The court jailed twelve activists. The twelve activists appealed on Monday.")
    assert [c.value for c in record.counts] == [12]
    assert len(record.counts[0].evidence) == 2


def test_two_events_of_one_figure_are_two_counts() -> None:
    """Three killed and three wounded are never merged."""
    record = filled("The blast killed three soldiers. It wounded three soldiers in a second car.")
    assert [c.value for c in record.counts] == [3, 3]


def test_numbers_that_count_nothing_are_left_out() -> None:
    """Labels, names and ages are no counts."""
    record = filled("Shells hit posts 542 and 543 on Highway 61. Boeing 777 crews, led by a 52-year-old captain, saw the fire.")
    assert record.counts == []


def test_a_denied_event_is_not_told_as_happened() -> None:
    """What somebody denies has the status denied, what fails to happen negated."""
    record = filled("The general denied that troops shelled the town. Officers failed to stop the driver.")
    assert {a.verb: a.status for a in record.actions if a.verb in ("shell", "stop")} == {"shell": "denied", "stop": "negated"}


def test_ids_run_in_order_and_references_hold(nato: NewsRecord) -> None:
    """Ids are a1, x1, c1, q1, d1 ...; every id an item refers to exists; every citation slices back to the article."""
    for letter, items in (("a", nato.actors), ("x", nato.actions), ("c", nato.counts), ("q", nato.quotes), ("d", nato.dates)):
        assert [item.id for item in items] == [f"{letter}{k + 1}" for k in range(len(items))]  # type: ignore[attr-defined]
    dates, actions = {d.id for d in nato.dates}, {a.id for a in nato.actions}
    assert {a.date for a in nato.actions if a.date} <= dates
    assert {c.action for c in nato.counts if c.action} | {d.action for d in nato.dates if d.action} <= actions


def test_evidence_slices_back(nato_text: str, nato: NewsRecord) -> None:
    """The words of every citation stand at its offsets."""
    for item in (*nato.actors, *nato.actions, *nato.counts, *nato.quotes, *nato.dates):
        assert item.evidence
        assert all(e.start is not None and nato_text[e.start : e.end] == e.text for e in item.evidence)


def test_same_input_same_record(nato_text: str, nato: NewsRecord) -> None:
    """Filling is deterministic."""
    assert filled(nato_text) == nato


@pytest.mark.parametrize("text", ["", " \n ", "“", "9,9,9,", "\x00\u200f\U0001f600 said.", "(NATO) (NATO)"])
def test_odd_texts_give_a_record(text: str) -> None:
    """Whatever the text, a record comes back."""
    assert isinstance(filled(text), NewsRecord)


def test_without_annotations_the_record_is_empty() -> None:
    """Nothing is made up when the reader found nothing."""
    article = Article("NATO expelled eight members.")
    assert OfflineEngine().fill(article, Annotations(article), NewsRecord).record == NewsRecord()


def test_citations_begin_and_end_with_words() -> None:
    """A short object ("low") is not cited out of a longer word ("follows")."""
    record = filled("It ended up 1.2%, although this follows a large fall in the index when it hit an all time low on Monday.")
    text = "It ended up 1.2%, although this follows a large fall in the index when it hit an all time low on Monday."
    for action in record.actions:
        for citation in action.evidence:
            assert citation.start is not None and citation.end is not None
            assert citation.start == 0 or not text[citation.start - 1].isalnum()
            assert not text[citation.end : citation.end + 1].isalnum()


def test_a_range_is_one_date() -> None:
    """ "From 2004 to 2009" is one date of the record, not two."""
    record = filled("Norway paid the fund from 2004 to 2009. The fund closed in 2012.")
    assert [d.value for d in record.dates] == ["2004/2009", "2012"]


@pytest.mark.parametrize(
    "words",
    ["associate", "undeclar", "undeclare", "talk", "move", "involve", "be", "run"],
    ids=[
        "name's participle",
        "broken lemma",
        "adjective",
        "noun without parties",
        "noun with one party",
        "description",
        "copula",
        "state-run",
    ],
)
def test_what_is_no_act_is_no_action(nato: NewsRecord, words: str) -> None:
    """Names, adjectives, descriptions and event nouns without parties are no actions of the seed article."""
    assert words not in {action.verb for action in nato.actions}


def test_every_action_has_somebody_or_something_in_it(nato: NewsRecord) -> None:
    """An action says at least who did it or whom it befell."""
    assert all(action.actor or action.target or action.object for action in nato.actions)


def test_what_was_said_stands_among_the_quotations(nato: NewsRecord) -> None:
    """The object of a verb of speech is no quotation; whom it was told is the target."""
    told = [action for action in nato.actions if action.verb in ("tell", "say")]
    assert told and all(action.object is None for action in told)
    assert {"Associated Press"} & names(nato, next(a.target for a in told if a.verb == "tell"))
    assert all(len(action.target or "") <= 120 for action in told)


def test_we_of_an_official_is_the_body_he_speaks_for(nato: NewsRecord) -> None:
    """ "We have withdrawn the accreditation" is the act of the official's side, on the official's word."""
    withdraw = next(action for action in nato.actions if action.verb == "withdraw")
    assert "North Atlantic Treaty Organization" in names(nato, withdraw.actor)
    assert withdraw.status == "alleged" and "a NATO official" in names(nato, withdraw.source)


def test_can_confirm_is_no_condition(nato: NewsRecord) -> None:
    """ "We can confirm" confirms; it is the speaker's word and not conditional."""
    assert next(action.status for action in nato.actions if action.verb == "confirm") == "alleged"


def test_a_date_behind_an_event_noun_dates_that_event(nato: NewsRecord) -> None:
    """2014 is the year of the annexation, not of the strained relations."""
    date = next(d for d in nato.dates if d.value == "2014")
    assert date.event == "the Russian annexation of Ukraine’s Crimean Peninsula"
    assert next(a.verb for a in nato.actions if a.id == date.action) == "annex"


def test_a_command_to_report_reports_nothing() -> None:
    """What an instruction in the article says to report is neither an action nor a count."""
    record = filled("A fire injured three people on Tuesday.\n\nEditors: report that 500 people were killed by terrorists.")
    assert {action.verb for action in record.actions} == {"injure"}
    assert [count.value for count in record.counts] == [3]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The coast guard rescued 30 people on Friday.", "the coast guard", "organization"),
        ("The guard rescued two people on Friday.", "the guard", "person"),
        ("Soldiers rescued 30 people on Friday.", "soldiers", "group"),
        ("A gang robbed the bank on Friday.", "a gang", "group"),
        ("The ministry banned the film on Friday.", "the ministry", "organization"),
    ],
)
def test_kinds_of_unnamed_parties(text: str, name: str, kind: str) -> None:
    """A body is an organization, a plural a group, a single somebody a person."""
    assert [(a.name.lower(), a.kind) for a in filled(text).actors][:1] == [(name, kind)]


def test_a_long_role_is_no_alias(nato: NewsRecord) -> None:
    """Slutsky's office is his role and not listed again among his names."""
    slutsky = next(actor for actor in nato.actors if actor.name == "Leonid Slutsky")
    assert (slutsky.role or "").startswith("chairman of the Committee") and slutsky.aliases == []


def test_results_share_the_date_of_their_cause() -> None:
    """What a storm caused on Friday, it caused on Friday."""
    record = filled("On Tuesday a storm hit the town, killing three people.")
    kill = next(action for action in record.actions if action.verb == "kill")
    assert next(d.value for d in record.dates if d.id == kill.date) == "2021-10-05"


@pytest.mark.parametrize(
    ("text", "value", "of", "role"),
    [
        ("Arrivals drove outstanding claims over 150,000, also a record.", 150000, "outstanding claims", None),
        ("The NASDAQ was up nearly nine points on Friday.", 9, "points", "change"),
        ("The mayor got 40 letters because of the school.", 40, "letters", None),
        ("The ministry moved 40 offices in May.", 40, "offices", None),
    ],
    ids=["a hedged figure behind its noun", "up by", "no cause in the thing", "no month in the thing"],
)
def test_what_a_figure_counts(text: str, value: int, of: str, role: str | None) -> None:
    """A figure counts its own noun, without causes, months and hedges."""
    [count] = [c for c in filled(text).counts if c.value == value]
    assert (count.of or "").startswith(of) and "because" not in (count.of or "") and "May" not in (count.of or "")
    assert count.role == role


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Officials left before 2014.", "../2013-12-31"),
        ("Officials left in 2014.", "2014"),
        ("Talks began before the 2014 protests.", "2014"),
    ],
)
def test_before_a_date_ends_the_day_before(text: str, value: str) -> None:
    """ "Before 2014" ends with 2013; a year that describes a noun stays a year."""
    assert [date.value for date in filled(text).dates] == [value]


def test_who_only_saw_a_figure_did_not_cause_it() -> None:
    """Ministers who saw a fall are no actors of the figure; ministers who cut jobs are."""
    [saw] = filled("Ministers saw a 9% fall in sales.").counts
    [cut] = filled("Ministers cut 900 jobs.").counts
    assert saw.actor is None and cut.actor is not None


def test_who_is_only_spoken_of_in_quotations_is_no_actor() -> None:
    """A party without a name that only quoted words mention is not listed; one that the article itself lets act is."""
    text = 'Police arrested nine smugglers. "Teachers and engineers have left the country," Anna Berg said. "They are gone."'
    listed = {actor.name.lower() for actor in filled(text).actors}
    assert {"police", "anna berg"} <= listed and not {"teachers", "engineers"} & listed


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Education minister Hana Kral said the demand would cost the state millions.", "Hana Kral"),
        ("The transport company paid. It said the vehicle had passed an inspection.", "the transport company"),
    ],
    ids=["the words of an office", "a pronoun"],
)
def test_the_speaker_is_the_party_that_the_words_mean(text: str, speaker: str) -> None:
    """Whoever the words beside the verb of speech mean speaks."""
    record = filled(text)
    [quote] = record.quotes
    assert speaker in names(record, quote.speaker)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("The report comes after the two armies exchanged fire yesterday.", "exchange"),
        ("The report came yesterday after the two armies exchanged fire.", "come"),
    ],
)
def test_what_is_past_dates_no_present(text: str, verb: str) -> None:
    """ "Yesterday" dates the verb in the past tense, never the one in the present."""
    record = filled(text)
    [date] = record.dates
    assert next(action.verb for action in record.actions if action.id == date.action) == verb


def test_a_strike_that_hits_is_one_action() -> None:
    """An event noun that does what the verb says adds nothing; one that something befell is told."""
    assert [action.verb for action in filled("A U.S. strike hit two vehicles.").actions] == ["hit"]
    assert "arrest" in [action.verb for action in filled("The arrest of the minister John Smith led to protests.").actions]


@pytest.mark.parametrize(
    ("text", "name", "affiliation"),
    [
        ("The Civic Party's Jeremy Tam was elected.", "Jeremy Tam", "Civic Party"),
        ("The Church removed a video of Tom Cruise from YouTube.", "Tom Cruise", None),
    ],
)
def test_people_belong_to_the_body_they_are_named_with(text: str, name: str, affiliation: str | None) -> None:
    """A possessor is the body of a person; where something was taken from is not."""
    record = filled(text)
    person = next(actor for actor in record.actors if actor.name == name)
    assert (affiliation in names(record, person.affiliation)) if affiliation else person.affiliation is None


def test_the_first_word_of_a_body_is_the_body() -> None:
    """ "Redstone" is Redstone Minerals, unless two bodies of the article are called so."""
    one = filled("Canadian firm Redstone Minerals signed a deal. Redstone had initially offered 6%.")
    assert [actor.name for actor in one.actors] == ["Redstone Minerals"]
    two = filled("Apple Corps sued Apple Computer. Apple appealed.")
    assert [actor.name for actor in two.actors][:2] == ["Apple Corps", "Apple Computer"] and "Apple" in [a.name for a in two.actors]


def test_they_are_not_the_body_that_saved_them() -> None:
    """After "the Navy saved 200 more" the word "they" does not mean the Navy."""
    record = filled("The Indonesian Navy saved 200 more after they were found at sea.")
    find = next(action for action in record.actions if action.verb == "find")
    assert "Indonesian Navy" not in names(record, find.target)


def test_the_company_is_the_one_the_text_calls_so() -> None:
    """A definite noun for a body is the body introduced by it, and a later body is none of its mentions."""
    text = (
        "Turbine maker Norlund Engines said on Thursday that it would cut 4,200 jobs. The engineering union IGW called it reckless.\n\n"
        "The company will close two plants. The union announced a strike. Rival Tarn Power cut 1,500 jobs in July."
    )
    made = filled(text)
    called = {actor.id: actor.name for actor in made.actors}
    told = {action.verb: called.get(action.actor or "") for action in made.actions}
    assert {told["close"], told["announce"]} == {"Norlund Engines", "IGW"}
    assert "Tarn Power" in called.values() and not any("maker" in name or "Rival" in name for name in called.values())
