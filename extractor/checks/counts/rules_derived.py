"""The rules for derived values (D1-D14), with their examples."""

from __future__ import annotations

from extractor.core.rule import Example, Rule


def count_of(value: float | str | None, of: str, **more: object) -> dict[str, object]:
    return {"kind": "count", "value": value, "of": of, **more} if value is not None else {"kind": "count", "of": of, **more}


_MATCH = "Canada lost 70-59 to the Netherlands."
_GUARDS = "No fewer than three and no more than five guards were on duty."
_GUIDE = "A 52-year-old guide and a girl, 9, spent the night on the mountain."
_POSTS = "The office will shrink from 50 posts to 35, and five managers were dismissed."
_WOMEN = "Four women and three men were elected; two of the women are lawyers."
_WELL = "The well is 3 km deep, twice the depth of the old one."
_GIFTS = "The fund gave $40,000 to a hospice, $25,000 to a school and $10,000 to a choir."
_CLAIMS = "The insurer has settled 7,400 of 9,100 claims."
_JOBS = "The bank will shed 1,200 jobs, 15 percent of its workforce."
_FARES = "The levy will double to 12 euros."
_STAFF = "The chain agreed to pay 1,430 staff $2,150 each."
_CLINICS = "The five clinics each treat 30 patients a day."

DERIVED: tuple[Rule, ...] = (
    Rule(
        "D1",
        "sum-of-parts",
        "Disjoint parts of one class in one event add up; a part marked “of them” or “including” is inside and is not added.",
        "Seven people were elected, not nine.",
        (
            Example(_WOMEN, "derived", count_of(7, "people elected")),
            Example(_GIFTS, "derived", count_of(65000, "money given to the hospice and the school", unit="USD")),
            Example(_WOMEN, "contradicted", count_of(9, "people elected")),
            Example(_GIFTS, "contradicted", count_of(75000, "money given to the hospice", unit="USD")),
        ),
        limits="A claim that names some of the parts, each with a place, time or recipient of its own, is the sum of these.",
    ),
    Rule(
        "D2",
        "rest-of-a-total",
        "What the predicate does not hold for is the total less the part.",
        "“27 passed” is in the text although no 27 is.",
        (
            Example("Nine of 36 samples failed.", "derived", count_of(27, "samples that passed")),
            Example(_CLAIMS, "derived", count_of(1700, "claims still open")),
            Example("Nine of 36 samples failed.", "contradicted", count_of(26, "samples that passed")),
            Example(_CLAIMS, "contradicted", count_of(16500, "claims")),
        ),
        limits="The claim negates what is said of the part, names its opposite or asks for what is left; any other predicate is refused.",
    ),
    Rule(
        "D3",
        "share-of-a-total",
        "Part over total, as percent or fraction, rounded to the decimals of the claim.",
        "Readers think in shares, reporters write counts.",
        (
            Example("Nine of 36 samples failed.", "derived", count_of(25, "samples that failed", unit="percent")),
            Example("Nine of 36 samples failed.", "contradicted", count_of(30, "samples that failed", unit="percent")),
        ),
    ),
    Rule(
        "D4",
        "change-between-ends",
        "The difference of the two ends of a change; of two percentages it is in percentage points. From one end and "
        "the change the other follows.",
        "The number removed is neither the size before nor the size after.",
        (
            Example(_POSTS, "derived", count_of(15, "posts removed")),
            Example("Bread now costs 95p, up 20p in a year.", "derived", count_of("0.75", "price of bread a year ago", unit="GBP")),
            Example(_POSTS, "contradicted", count_of(15, "managers dismissed")),
        ),
    ),
    Rule(
        "D5",
        "undo-a-factor",
        "The value before, from the value after and the factor or fraction between them.",
        "“Twice the depth of the old one” tells the depth of the old one.",
        (
            Example(_WELL, "derived", count_of("1.5", "depth of the old well", unit="km")),
            Example(_FARES, "derived", count_of(6, "levy before the increase", unit="EUR")),
            Example(_JOBS, "derived", count_of(8000, "people employed by the bank")),
            Example(_WELL, "misattributed", count_of(3, "depth of the old well", unit="km")),
            Example(_FARES, "contradicted", count_of(24, "levy before the increase", unit="EUR")),
        ),
    ),
    Rule(
        "D6",
        "product",
        "Each times number, rate times time, fraction times total.",
        "Five clinics with 30 patients each treat 150.",
        (
            Example(_CLINICS, "derived", count_of(150, "patients treated by all clinics", per="day")),
            Example(_STAFF, "derived", count_of(3074500, "total to be paid to the staff", unit="USD")),
            Example(_CLINICS, "unit_mismatch", count_of(30, "patients treated by all clinics", per="day")),
        ),
    ),
    Rule(
        "D7",
        "average",
        "Total over number, only when the claim says per.",
        "An average is another statement than the total.",
        (
            Example("The shop earned $4,000 over 20 days.", "derived", count_of(200, "earnings of the shop", unit="USD", per="day")),
            Example("The shop earned $4,000 over 20 days.", "contradicted", count_of(200, "earnings of the shop", unit="USD")),
        ),
    ),
    Rule(
        "D8",
        "complement-of-a-share",
        "A hundred less the percentage, only for the negated predicate.",
        "62 percent for is 38 percent not for.",
        (
            Example("In the poll 62 percent backed the plan.", "derived", count_of(38, "people who did not back the plan", unit="percent")),
            Example("In the poll 62 percent backed the plan.", "contradicted", count_of(38, "people who backed the plan", unit="percent")),
        ),
    ),
    Rule(
        "D9",
        "ordinal-of-a-series",
        "“The fifth strike this year” says five strikes so far; a rank says nothing of a number.",
        "Second-busiest does not mean two ports.",
        (
            Example("It was the fifth strike this year at the port.", "derived", count_of(5, "strikes this year")),
            Example("A fire closed the country's second-busiest port.", "misattributed", count_of(2, "ports closed")),
        ),
    ),
    Rule(
        "D10",
        "time-arithmetic",
        "The time between two clock times, years or dates: of one span, or of the two events that the claim names.",
        "From nine to five is eight hours; adopted on 14 May and signed on 20 May is six days.",
        (
            Example(
                "Parliament adopted the budget on 14 May, and the president signed it on 20 May.",
                "derived",
                count_of(6, "time from the adoption of the budget to its signing", unit="day"),
            ),
            Example("The shop is open from 9:00 to 17:00 every day.", "derived", count_of(8, "opening of the shop", unit="hour")),
            Example("The shop is open from 9:00 to 17:00 every day.", "absent", count_of(7, "opening of the shop", unit="hour")),
        ),
    ),
    Rule(
        "D11",
        "score-sum-and-margin",
        "Sum and difference of the two parts of a score; each part belongs to its own side.",
        "A 4-2 win has six goals, four of them the winner's.",
        (
            Example("City won 4-2 in the rain.", "derived", count_of(6, "goals in the match")),
            Example(_MATCH, "derived", count_of(11, "points by which Canada lost to the Netherlands")),
            Example("City won 4-2 in the rain.", "misattributed", count_of(2, "goals by City")),
            Example(_MATCH, "misattributed", count_of(70, "points scored by Canada")),
        ),
        limits="The other side is taken from elsewhere in the article only where no other name may be meant.",
    ),
    Rule(
        "D12",
        "margin-of-error",
        "A share with its margin of error is a range.",
        "44 percent plus or minus 2 is 42 to 46.",
        (
            Example(
                "In the poll 44 percent, plus or minus 2 points, backed the plan.",
                "exact",
                count_of(44, "people who backed the plan", unit="percent"),
            ),
            Example(
                "In the poll 44 percent, plus or minus 2 points, backed the plan.",
                "contradicted",
                count_of(48, "people who backed the plan", unit="percent"),
            ),
        ),
    ),
    Rule(
        "D13",
        "two-bounds-make-a-range",
        "A lower and an upper bound of one thing are a range.",
        "No fewer than three and no more than five is three to five.",
        (
            Example(
                _GUARDS,
                "equivalent",
                count_of(None, "guards on duty", low=3, high=5),
            ),
            Example(
                _GUARDS,
                "contradicted",
                count_of(None, "guards on duty", low=2, high=9),
            ),
        ),
    ),
    Rule(
        "D14",
        "counted-list",
        "Members of an enumeration that is complete in its clause may be counted.",
        "A guide and a girl are two people.",
        (
            Example(_GUIDE, "derived", count_of(2, "people on the mountain")),
            Example(
                _GUIDE,
                "misattributed",
                count_of(9, "people on the mountain"),
            ),
        ),
        limits="Only persons and things of a known class with their own article.",
    ),
)
