"""The rules D20-D33 of docs/crosscheck: what each reads, why, where it stops, with examples the tests run."""

from __future__ import annotations

from extractor.core.rule import Example, Rule

_DAY = "2021-10-07"
"""A Thursday."""


def _example(text: str, expect: str, *, published: str | None = _DAY, why: str = "") -> Example:
    return Example(text, expect, published=published, why=why)


RULES: tuple[Rule, ...] = (
    Rule(
        "D20",
        "full-or-partial-date",
        "Reads a day, month or year named by the calendar; a missing year is the one that fits the tense, in a history the one told last.",
        "A date with the wrong year puts the event in another year.",
        (
            _example("The mine opened on 2 May 1987.", "1987-05-02"),
            _example("Sales rose in March.", "2021-03", why="past tense: the latest before the anchor"),
            _example("The law will take effect on March 3.", "2022-03-03", why="future: the next after the anchor"),
            _example("He was born on Friday, 2 March 2021.", "unresolved", why="that day was a Tuesday: the weekday must agree"),
            _example("They march on parliament and may win a second term.", "", why="march, may and second are no dates here"),
        ),
        limits="An end given with by, from, before or after is read as the date itself; since and until give an open interval.",
    ),
    Rule(
        "D21",
        "bare-weekday",
        "Reads a weekday without cue of the future as the latest such day up to and including the anchor.",
        "News says the weekday; a record needs the day.",
        (
            _example("NATO expelled eight members on Wednesday.", "2021-10-06"),
            _example("The bridge opened on Thursday.", "2021-10-07", why="the day of publication counts"),
            _example("NATO expelled eight members on Wednesday.", "unresolved", published=None, why="nothing to count from"),
            _example("She writes for the Sunday Times.", "", why="a name"),
        ),
    ),
    Rule(
        "D22",
        "coming-weekday",
        "Reads a weekday after will, due or next as the next such day; next with such a day left in this week has two readings.",
        "Announced dates lie ahead; reading them backwards reports what has not happened.",
        (
            _example("The court will rule on Tuesday.", "2021-10-12"),
            _example("They meet next Friday.", "2021-10-08 | 2021-10-15"),
            _example("The Tuesday Club will meet.", "", why="a name"),
        ),
    ),
    Rule(
        "D23",
        "last-weekday",
        "Reads last Friday as the latest before the anchor; when that day lies in the anchor's own week there are two readings.",
        "Writers differ on whether last Friday is the one just gone.",
        (
            _example("It closed last Friday.", "2021-10-01"),
            _example("It closed last Friday.", "2021-10-01 | 2021-10-08", published="2021-10-10"),
            _example("The last man left the ship.", ""),
        ),
    ),
    Rule(
        "D24",
        "day-word",
        "Reads yesterday, today, tonight, tomorrow and the day before yesterday by days from the anchor.",
        "The words change their meaning with the day of writing.",
        (
            _example("He resigned yesterday.", "2021-10-06"),
            _example("He resigned the day before yesterday.", "2021-10-05"),
            _example("He resigned yesterday.", "unresolved", published=None),
            _example("He told USA Today about it.", "", why="a newspaper"),
        ),
        limits="In a history without dateline, today means these days and is not read.",
    ),
    Rule(
        "D25",
        "calendar-unit-beside-this-one",
        "Reads last, this, next and the following week, month, year as the calendar unit; weeks run from Monday to Sunday.",
        "Last month is a month and never a day.",
        (
            _example("Prices rose last week.", "2021-09-27/2021-10-03"),
            _example("The talks go on next month.", "2021-11"),
            _example("The fifth strike this year ended.", "2021"),
            _example("The next weekly review is ready.", ""),
        ),
    ),
    Rule(
        "D26",
        "end-of-unit",
        "Reads the end of a month or year, year-end and month's end as its last day.",
        "Deadlines are set this way.",
        (
            _example("They must leave by the end of the month.", "2021-10-31"),
            _example("Staff expect a bonus at year-end.", "2021-12-31"),
            _example("It stands at the end of the road.", ""),
        ),
    ),
    Rule(
        "D27",
        "counted-from-a-day",
        "Reads n days, weeks, months or years ago, later, before or after a date: days and weeks give a day, months a month, years a year.",
        "Three months ago does not name a day.",
        (
            _example("The plant shut three months ago.", "2021-07"),
            _example("On 2 May 1945 Berlin fell. Three days later the war was over.", "1945-05-05"),
            _example("It snowed two days before Christmas 2020.", "2020-12-23"),
            _example("The three-month-old boy slept.", ""),
        ),
        limits="An event that is no date (two days after the vote) is not read.",
    ),
    Rule(
        "D28",
        "more-or-less-than-n-ago",
        "Reads over n months ago as everything up to that day, nearly n months ago as everything from it on.",
        "The hedge says on which side the event lies; dropping it invents a day.",
        (
            _example("The embassy was shut over 18 months ago.", "../2020-04-07"),
            _example("It was built nearly two years ago.", "2019-10-07/.."),
            _example("More than 200 people came.", ""),
        ),
    ),
    Rule(
        "D29",
        "early-mid-late",
        "Reads early, mid and late as the first, middle and last third of a unit.",
        "A third of a year is more than a year and less than a month.",
        (
            _example("It closed in early 2019.", "2019-01/2019-04"),
            _example("Rain came in mid-March 2020.", "2020-03-11/2020-03-20"),
            _example("He was late in 30 cases.", ""),
        ),
    ),
    Rule(
        "D30",
        "season-quarter-decade-century",
        "Reads seasons, quarters, halves, decades and centuries; without a year the one nearest to the anchor on the side of the tense.",
        "They are dates of their own precision.",
        (
            _example("They met in the summer of 2021.", "2021-22"),
            _example("Sales peaked in the third quarter of 2022.", "2022-07/2022-09"),
            _example("The port opened in the 1960s.", "196X"),
            _example("It is a house of the 19th century.", "18XX"),
            _example("Prices fall and spring back.", ""),
        ),
        limits="A fiscal quarter is unresolved unless the text defines the year.",
    ),
    Rule(
        "D31",
        "ambiguous-figures",
        "Reads 05/06/2021 two ways unless a part exceeds 12 or the article's other dates show the order.",
        "Day and month change places between countries.",
        (
            _example("Signed on 05/06/2021 in Geneva.", "2021-06-05 | 2021-05-06"),
            _example("Signed on 05/06/2021, paid on 25/06/2021.", "2021-06-05"),
            _example("A 5/6 majority of the board agreed.", ""),
        ),
    ),
    Rule(
        "D32",
        "feast-day",
        "Reads holidays with a fixed date or rule, Easter and its neighbours, and moving feasts of a table.",
        "Readers know the feast, records need the day.",
        (
            _example("Shops reopened on Easter Monday 2021.", "2021-04-05"),
            _example("The ban ends on Christmas Day.", "2021-12-25"),
            _example("He lent the money.", ""),
        ),
        limits="Feasts by the sighted moon are computed and marked approximate.",
    ),
    Rule(
        "D33",
        "date-with-clock-time",
        "Joins a clock time to the date beside it and keeps the zone; a clock time alone has no value.",
        "Midnight of another zone is another day.",
        (
            _example("It struck at 8:40 a.m. on 6 October 2021.", "2021-10-06T08:40:00"),
            _example("It struck on 6 October 2021 at 17:00 GMT.", "2021-10-06T17:00:00Z"),
            _example("Doors open at 17:00.", "unresolved"),
            _example("They won by a ratio of 3:1.", ""),
        ),
    ),
)
