"""The rules by which dates are compared (D41-D45), each with cases that the tests run."""

from __future__ import annotations

from extractor.core.rule import Example, Rule

_HIRED = "He moved here in March 2011 and left last summer."
_LAW = "The senate voted on Tuesday; the law takes effect at the end of the year."


def _case(article: str, value: str, event: str | None, expect: str, why: str, **more: object) -> Example:
    claim: dict[str, object] = {"kind": "date", "value": value, **more}
    if event is not None:
        claim["event"] = event
    return Example(article, expect, claim, "2023-06-22", why)


RULES: tuple[Rule, ...] = (
    Rule(
        "D41",
        "sharper-than-the-article",
        "Refuses a date that lies inside what the article says but is sharper: a day for a month, one end of an open interval.",
        "A day that is historically right but not in the article is knowledge from elsewhere, or a guess.",
        (
            _case(_HIRED, "2011-03", "moving", "exact", "as precise as the article"),
            _case(_HIRED, "2011-03-01", "moving", "overprecise", "the day is invented"),
            _case("The port opened in the 1960s.", "1960", "opening of the port", "overprecise", "a decade made a year"),
        ),
    ),
    Rule(
        "D42",
        "coarser-than-the-article",
        "Accepts a coarser calendar unit, or an open interval, that the article's date entails.",
        "A weaker statement than the article's is still true.",
        (
            _case(_LAW, "2023-06", "the vote", "approximate", "the month of the day"),
            _case(_LAW, "2024", "the vote", "contradicted", "another year"),
        ),
        "A closed interval of several units is a statement of its own and is not taken for a coarser date.",
    ),
    Rule(
        "D43",
        "another-date-for-this-event",
        "Refuses a date when the article gives this event another one.",
        "The commonest error: the right event, a wrong day.",
        (
            _case(_LAW, "2023-06-20", "the vote", "equivalent", "the latest Tuesday"),
            _case(_LAW, "2023-06-13", "the vote", "contradicted", "a week too early"),
        ),
    ),
    Rule(
        "D44",
        "no-such-date",
        "Finds nothing: the article neither gives this date nor dates this event.",
        "A date nobody can find was made up.",
        (
            _case("The senate voted on Tuesday.", "2023-06-20", None, "equivalent", "no event is claimed"),
            _case("The senate voted on Tuesday.", "2019-01-01", None, "absent", "no such date"),
        ),
    ),
    Rule(
        "D45",
        "cited-words-not-there",
        "Refuses a date whose cited words do not stand in the article; cited words that do are the only place looked at.",
        "The record says where it has the date from; that can be checked.",
        (
            _case("The senate voted on Tuesday.", "2023-06-20", "the vote", "equivalent", "cited as it stands", text="on Tuesday"),
            _case("The senate voted on Tuesday.", "2023-06-20", "the vote", "absent", "cited words are not there", text="on June 20"),
        ),
    ),
)
