"""The rules of the count checks: id, what each accepts or refuses and why, with examples that the tests run."""

from __future__ import annotations

from decimal import Decimal

from extractor.core.claim import CountClaim, EventRef, Party
from extractor.core.rule import Example, Rule


def _of(value: float | str | None, of: str, **more: object) -> dict[str, object]:
    return {"kind": "count", "value": value, "of": of, **more} if value is not None else {"kind": "count", "of": of, **more}


def claim_of(example: Example) -> CountClaim:
    """The claim of an example as the checks take it.

    >>> claim_of(Example("", "exact", {"kind": "count", "value": 9, "of": "members"})).value
    Decimal('9')
    """
    c = example.claim or {}

    def number(key: str) -> Decimal | None:
        return None if c.get(key) is None else Decimal(str(c[key]))

    def words(key: str) -> str | None:
        return None if c.get(key) is None else str(c[key])

    actor, action = words("actor"), words("action")
    return CountClaim(
        "/counts/0", number("value"), number("low"), number("high"), words("unit"), words("mod"), words("per"), words("of"),
        None if actor is None else Party(actor, actor), None if action is None else EventRef(action, action), words("role"),
    )


_BELMAR = "Belmar expelled six envoys after Dorne arrested nine of its sailors."
_MINERS = "Of the 22 miners, 8 were hurt, 3 seriously; 41 rescuers took part."
_POSTS = "The office will shrink from 50 posts to 35, and five managers were dismissed."
_WOMEN = "Four women and three men were elected; two of the women are lawyers."
_WELL = "The well is 3 km deep, twice the depth of the old one."
_CLINICS = "The five clinics each treat 30 patients a day."

RULES: tuple[Rule, ...] = (
    Rule(
        "U1", "equal-or-convertible-units",
        "The unit is the text's, or converts into it by an exact factor. Percent, percentage points, basis points and factors are four different units, and two currencies are never converted.",
        "Half a point is not half a percent: mixing units turns a true figure into a false one without changing a digit.",
        (
            Example("The well is 3 km deep.", "equivalent", _of(3000, "depth of the well", unit="metre")),
            Example("Nine of 36 samples failed.", "unit_mismatch", _of(9, "samples that failed", unit="percent")),
            Example("Orla Foods bought the plant for €4.5m.", "unit_mismatch", _of(4500000, "price of the plant", unit="USD")),
        ),
    ),
    Rule(
        "U2", "equal-numbers", "Numbers are equal as decimals, with no tolerance; only repeating fractions and derived values are rounded, to the decimals of the claim.",
        "A figure that is nearly right is a wrong figure.",
        (
            Example("Customs found 1,350 cartons of cigarettes.", "exact", _of(1350, "cartons of cigarettes")),
            Example("Customs found 1,350 cartons of cigarettes.", "contradicted", _of(1530, "cartons of cigarettes")),
        ),
    ),
    Rule(
        "H1", "hedges-are-sets", "A hedge is a set of numbers: about is within a tenth, over is everything above, nearly the tenth below.",
        "So that it can be decided what follows from what.",
        (
            Example("Nearly 500 workers walked out.", "approximate", _of(500, "workers who walked out", mod="under")),
            Example("Nearly 500 workers walked out.", "modifier_mismatch", _of(500, "workers who walked out", mod="over")),
        ),
    ),
    Rule(
        "H2", "entailment", "A claim holds when everything the text allows is allowed by the claim. A dropped hedge or a collapsed range is sharper than the text.",
        "“At least 40” is news, “40” may be wrong.",
        (
            Example("At least 40 homes burned.", "exact", _of(40, "homes burned", mod="at_least")),
            Example("At least 40 homes burned.", "approximate", _of(39, "homes burned", mod="over")),
            Example("At least 40 homes burned.", "overprecise", _of(40, "homes burned")),
            Example("At least 40 homes burned.", "modifier_mismatch", _of(40, "homes burned", mod="at_most")),
        ),
    ),
    Rule(
        "H3", "no-double-hedging", "An exact number may be rounded once, if the claim says about. A rounding without a hedge is another number.",
        "Rounding twice moves a figure out of sight of its source.",
        (
            Example("The clerk counted 7,940 voters.", "approximate", _of(8000, "voters", mod="about")),
            Example("The clerk counted 7,940 voters.", "contradicted", _of(8000, "voters")),
        ),
    ),
    Rule(
        "D1", "sum-of-parts", "Disjoint parts of one class in one event add up; a part marked “of them” or “including” is inside and is not added.",
        "Seven people were elected, not nine.",
        (
            Example(_WOMEN, "derived", _of(7, "people elected")),
            Example(_WOMEN, "contradicted", _of(9, "people elected")),
        ),
    ),
    Rule(
        "D2", "rest-of-a-total", "What the predicate does not hold for is the total less the part.", "“27 passed” is in the text although no 27 is.",
        (
            Example("Nine of 36 samples failed.", "derived", _of(27, "samples that passed")),
            Example("Nine of 36 samples failed.", "contradicted", _of(26, "samples that passed")),
        ),
    ),
    Rule(
        "D3", "share-of-a-total", "Part over total, as percent or fraction, rounded to the decimals of the claim.", "Readers think in shares, reporters write counts.",
        (
            Example("Nine of 36 samples failed.", "derived", _of(25, "samples that failed", unit="percent")),
            Example("Nine of 36 samples failed.", "contradicted", _of(30, "samples that failed", unit="percent")),
        ),
    ),
    Rule(
        "D4", "change-between-ends", "The difference of the two ends of a change; of two percentages it is in percentage points. From one end and the change the other follows.",
        "The number removed is neither the size before nor the size after.",
        (
            Example(_POSTS, "derived", _of(15, "posts removed")),
            Example("Bread now costs 95p, up 20p in a year.", "derived", _of("0.75", "price of bread a year ago", unit="GBP")),
            Example(_POSTS, "contradicted", _of(15, "managers dismissed")),
        ),
    ),
    Rule(
        "D5", "undo-a-factor", "The value before, from the value after and the factor or fraction between them.", "“Twice the depth of the old one” tells the depth of the old one.",
        (
            Example(_WELL, "derived", _of("1.5", "depth of the old well", unit="km")),
            Example(_WELL, "misattributed", _of(3, "depth of the old well", unit="km")),
        ),
    ),
    Rule(
        "D6", "product", "Each times number, rate times time, fraction times total.", "Five clinics with 30 patients each treat 150.",
        (
            Example(_CLINICS, "derived", _of(150, "patients treated by all clinics", per="day")),
            Example(_CLINICS, "unit_mismatch", _of(30, "patients treated by all clinics", per="day")),
        ),
    ),
    Rule(
        "D7", "average", "Total over number, only when the claim says per.", "An average is another statement than the total.",
        (
            Example("The shop earned $4,000 over 20 days.", "derived", _of(200, "earnings of the shop", unit="USD", per="day")),
            Example("The shop earned $4,000 over 20 days.", "contradicted", _of(200, "earnings of the shop", unit="USD")),
        ),
    ),
    Rule(
        "D8", "complement-of-a-share", "A hundred less the percentage, only for the negated predicate.", "62 percent for is 38 percent not for.",
        (
            Example("In the poll 62 percent backed the plan.", "derived", _of(38, "people who did not back the plan", unit="percent")),
            Example("In the poll 62 percent backed the plan.", "contradicted", _of(38, "people who backed the plan", unit="percent")),
        ),
    ),
    Rule(
        "D9", "ordinal-of-a-series", "“The fifth strike this year” says five strikes so far; a rank says nothing of a number.", "Second-busiest does not mean two ports.",
        (
            Example("It was the fifth strike this year at the port.", "derived", _of(5, "strikes this year")),
            Example("A fire closed the country's second-busiest port.", "misattributed", _of(2, "ports closed")),
        ),
    ),
    Rule(
        "D10", "time-arithmetic", "The time between two clock times or two years of one span.", "From nine to five is eight hours.",
        (
            Example("The shop is open from 9:00 to 17:00 every day.", "derived", _of(8, "opening of the shop", unit="hour")),
            Example("The shop is open from 9:00 to 17:00 every day.", "absent", _of(7, "opening of the shop", unit="hour")),
        ),
    ),
    Rule(
        "D11", "score-sum-and-margin", "Sum and difference of the two parts of a score; each part belongs to its own side.", "A 4-2 win has six goals, four of them the winner's.",
        (
            Example("City won 4-2 in the rain.", "derived", _of(6, "goals in the match")),
            Example("City won 4-2 in the rain.", "misattributed", _of(2, "goals by City")),
        ),
    ),
    Rule(
        "D12", "margin-of-error", "A share with its margin of error is a range.", "44 percent plus or minus 2 is 42 to 46.",
        (
            Example("In the poll 44 percent, plus or minus 2 points, backed the plan.", "exact", _of(44, "people who backed the plan", unit="percent")),
            Example("In the poll 44 percent, plus or minus 2 points, backed the plan.", "contradicted", _of(48, "people who backed the plan", unit="percent")),
        ),
    ),
    Rule(
        "D13", "two-bounds-make-a-range", "A lower and an upper bound of one thing are a range.", "No fewer than three and no more than five is three to five.",
        (
            Example("No fewer than three and no more than five guards were on duty.", "equivalent", _of(None, "guards on duty", low=3, high=5)),
            Example("No fewer than three and no more than five guards were on duty.", "contradicted", _of(None, "guards on duty", low=2, high=9)),
        ),
    ),
    Rule(
        "D14", "counted-list", "Members of an enumeration that is complete in its clause may be counted.", "A guide and a girl are two people.",
        (
            Example("A 52-year-old guide and a girl, 9, spent the night on the mountain.", "derived", _of(2, "people on the mountain")),
            Example("A 52-year-old guide and a girl, 9, spent the night on the mountain.", "misattributed", _of(9, "people on the mountain")),
        ),
        limits="Only persons and things of a known class with their own article.",
    ),
    Rule(
        "B1", "thing", "The number counts the claimed thing, a synonym, a member of the claimed class, or what the text calls it elsewhere. Distance alone is no evidence.",
        "The right number of the wrong thing is the most common slip.",
        (
            Example("Customs found 1,350 cartons and arrested fourteen drivers.", "exact", _of(14, "drivers arrested")),
            Example("Customs found 1,350 cartons and arrested fourteen drivers.", "misattributed", _of(1350, "drivers arrested")),
        ),
    ),
    Rule(
        "B2", "attachment", "A number belongs to the noun it modifies, a bare number to the noun it leaves out; “of the 36” is the total, “nine of” the part.",
        "36 samples did not fail.",
        (
            Example(_MINERS, "exact", _of(8, "miners hurt")),
            Example("Nine of 36 samples failed.", "misattributed", _of(36, "samples that failed")),
        ),
    ),
    Rule(
        "B3", "predicate", "Killed and wounded, applied and approved, bought and sold are different slots.", "The wounded are not the dead.",
        (
            Example("The blast killed three people and wounded twenty.", "exact", _of(20, "people wounded")),
            Example("The blast killed three people and wounded twenty.", "misattributed", _of(20, "people killed")),
        ),
    ),
    Rule(
        "B4", "actor", "The actor is who does it, also in the passive and in reduced clauses; who reports it is a source.", "Swapped sides make another war.",
        (
            Example(_BELMAR, "exact", _of(6, "envoys", actor="Belmar", action="expelled")),
            Example(_BELMAR, "misattributed", _of(6, "envoys", actor="Dorne", action="expelled")),
        ),
    ),
    Rule(
        "B5", "time-and-place", "The day, year, direction or place of the claim is the number's own.", "In 2010 is not in 2020.",
        (
            Example("In 2010 the mine employed 950 workers; in 2020 it employed 410.", "exact", _of(950, "workers employed in 2010")),
            Example("In 2010 the mine employed 950 workers; in 2020 it employed 410.", "misattributed", _of(950, "workers employed in 2020")),
        ),
    ),
    Rule(
        "B6", "role-of-a-change-pair", "“From 20 down to 10” gives the size before and the size after. Neither is the number removed, and neither belongs to another event of the sentence.",
        "Three numbers of one event are easily swapped.",
        (
            Example(_POSTS, "exact", _of(35, "posts after the cut")),
            Example(_POSTS, "misattributed", _of(50, "managers dismissed")),
        ),
    ),
    Rule(
        "B7", "rival-sources", "Figures of different sources are different slots. A claim that names no source while sources disagree is undecided.", "The union's figure is not the management's.",
        (
            Example("The union said 700 drivers stopped work, while the management said 250 did.", "exact", _of(250, "drivers who stopped work, according to the management")),
            Example("The union said 700 drivers stopped work, while the management said 250 did.", "ambiguous", _of(700, "drivers who stopped work")),
        ),
    ),
    Rule(
        "B8", "subset", "A part marked “including” or “of them”, or one member of an enumeration, is not its whole.", "Three of the ten are not all, and not added to the ten.",
        (
            Example("Ten rebels, including three commanders, surrendered.", "exact", _of(10, "rebels who surrendered")),
            Example("A couple and three neighbours were rescued.", "misattributed", _of(3, "people rescued")),
        ),
    ),
    Rule(
        "B9", "no-slot-no-support", "A value that occurs in the text, but for nothing the claim says, does not support it.", "Any long text has a 9 somewhere.",
        (
            Example("Two MiG-29s landed. The runway is new.", "exact", _of(2, "MiG-29s")),
            Example("Two MiG-29s landed. The runway is new.", "misattributed", _of(29, "aircraft")),
        ),
    ),
    Rule(
        "N1", "negation-gives-zero", "A negated predicate holds for none.", "None of the 12 derailed: twelve carriages, nobody derailed.",
        (
            Example("None of the 12 carriages derailed.", "equivalent", _of(0, "carriages derailed")),
            Example("None of the 12 carriages derailed.", "misattributed", _of(12, "carriages derailed")),
        ),
    ),
    Rule(
        "N2", "denied-figures", "A denied figure supports only a claim that says it was alleged or denied.", "A denial is not a confession.",
        (
            Example("The general denied losing 80 men.", "exact", _of(80, "men alleged to have been lost")),
            Example("The general denied losing 80 men.", "misattributed", _of(80, "men lost")),
        ),
    ),
    Rule(
        "N3", "retracted-figures", "A figure that the text takes back counts for nothing; the corrected one counts.", "Corrections exist to be read.",
        (
            Example("Correction: the fire destroyed 19 homes, not 91 as we reported.", "exact", _of(19, "homes destroyed")),
            Example("Correction: the fire destroyed 19 homes, not 91 as we reported.", "misattributed", _of(91, "homes destroyed")),
        ),
    ),
    Rule(
        "N4", "possible-figures", "What could, may or will be supports claims about the possibility, not about the fact.", "Homes at risk are not homes lost.",
        (
            Example("Up to 3,000 people may be moved.", "exact", _of(3000, "people who may be moved", mod="at_most")),
            Example("Up to 3,000 people may be moved.", "misattributed", _of(3000, "people moved", mod="at_most")),
        ),
    ),
    Rule(
        "N5", "titles-assert-nothing", "Numbers in titles, brands and names of songs or films are parts of names.", "A song title is not a count.",
        (
            Example("The band played \"99 Luftballons\" and sold 40 shirts.", "exact", _of(40, "shirts sold")),
            Example("The band played \"99 Luftballons\" and sold 40 shirts.", "misattributed", _of(99, "shirts sold")),
        ),
    ),
    Rule(
        "V1", "precedence", "The best supported reading decides; without one, first what is wrong with the right slot, then a value that stands elsewhere, then another value, then nothing.",
        "One finding for each claim, and always the same one.",
        (
            Example("The archive holds 40 letters.", "exact", _of(40, "letters in the archive")),
            Example("The archive holds 40 letters.", "absent", _of(7, "trains cancelled")),
        ),
    ),
    Rule(
        "V2", "right-slot-decides", "When one value stands in the right slot and elsewhere, the right slot decides.", "Twelve roads do not take the twelve villages away.",
        (
            Example("The storm cut off 12 villages and closed 12 roads.", "exact", _of(12, "roads closed")),
            Example("The storm cut off 12 villages and closed 13 roads.", "misattributed", _of(12, "roads closed")),
        ),
    ),
)
