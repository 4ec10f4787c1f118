"""The rules of the count checks: id, what each accepts or refuses and why, with examples that the tests run."""

from __future__ import annotations

from decimal import Decimal

from extractor.checks.counts.rules_derived import DERIVED, count_of
from extractor.core.claim import CountClaim, EventRef, Party
from extractor.core.rule import Example, Rule


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
        "/counts/0",
        number("value"),
        number("low"),
        number("high"),
        words("unit"),
        words("mod"),
        words("per"),
        words("of"),
        None if actor is None else Party(actor, actor),
        None if action is None else EventRef(action, action),
        words("role"),
    )


_BELMAR = "Belmar expelled six envoys after Dorne arrested nine of its sailors."
_MINERS = "Of the 22 miners, 8 were hurt, 3 seriously; 41 rescuers took part."
_MINE = "In 2010 the mine employed 950 workers; in 2020 it employed 410."
_POSTS = "The office will shrink from 50 posts to 35, and five managers were dismissed."

RULES: tuple[Rule, ...] = (
    Rule(
        "U1",
        "equal-or-convertible-units",
        "The unit is the text's, or converts into it by an exact factor. Percent, percentage points, basis points and "
        "factors are four different units, and two currencies are never converted.",
        "Half a point is not half a percent: mixing units turns a true figure into a false one without changing a digit.",
        (
            Example("The well is 3 km deep.", "equivalent", count_of(3000, "depth of the well", unit="metre")),
            Example("Nine of 36 samples failed.", "unit_mismatch", count_of(9, "samples that failed", unit="percent")),
            Example("Orla Foods bought the plant for €4.5m.", "unit_mismatch", count_of(4500000, "price of the plant", unit="USD")),
        ),
    ),
    Rule(
        "U2",
        "equal-numbers",
        "Numbers are equal as decimals, with no tolerance; only repeating fractions and derived values are rounded, to "
        "the decimals of the claim.",
        "A figure that is nearly right is a wrong figure.",
        (
            Example("Customs found 1,350 cartons of cigarettes.", "exact", count_of(1350, "cartons of cigarettes")),
            Example("Customs found 1,350 cartons of cigarettes.", "contradicted", count_of(1530, "cartons of cigarettes")),
        ),
    ),
    Rule(
        "H1",
        "hedges-are-sets",
        "A hedge is a set of numbers: about is within a tenth, over is everything above, nearly the tenth below.",
        "So that it can be decided what follows from what.",
        (
            Example("Nearly 500 workers walked out.", "approximate", count_of(500, "workers who walked out", mod="under")),
            Example("Nearly 500 workers walked out.", "modifier_mismatch", count_of(500, "workers who walked out", mod="over")),
        ),
    ),
    Rule(
        "H2",
        "entailment",
        "A claim holds when everything the text allows is allowed by the claim. A dropped hedge or a collapsed range "
        "is sharper than the text.",
        "“At least 40” is news, “40” may be wrong.",
        (
            Example("At least 40 homes burned.", "exact", count_of(40, "homes burned", mod="at_least")),
            Example("At least 40 homes burned.", "approximate", count_of(39, "homes burned", mod="over")),
            Example("At least 40 homes burned.", "overprecise", count_of(40, "homes burned")),
            Example("At least 40 homes burned.", "modifier_mismatch", count_of(40, "homes burned", mod="at_most")),
        ),
    ),
    Rule(
        "H3",
        "no-double-hedging",
        "An exact number may be rounded once, if the claim says about. A rounding without a hedge is another number.",
        "Rounding twice moves a figure out of sight of its source.",
        (
            Example("The clerk counted 7,940 voters.", "approximate", count_of(8000, "voters", mod="about")),
            Example("The clerk counted 7,940 voters.", "contradicted", count_of(8000, "voters")),
        ),
    ),
    *DERIVED,
    Rule(
        "B1",
        "thing",
        "The number counts the claimed thing, a synonym, a member of the claimed class, or what the text calls it "
        "elsewhere. Distance alone is no evidence.",
        "The right number of the wrong thing is the most common slip.",
        (
            Example("Customs found 1,350 cartons and arrested fourteen drivers.", "exact", count_of(14, "drivers arrested")),
            Example("Customs found 1,350 cartons and arrested fourteen drivers.", "misattributed", count_of(1350, "drivers arrested")),
        ),
    ),
    Rule(
        "B2",
        "attachment",
        "A number belongs to the noun it modifies, a bare number to the noun it leaves out; “of the 36” is the total, “nine of” the part.",
        "36 samples did not fail.",
        (
            Example(_MINERS, "exact", count_of(8, "miners hurt")),
            Example("Nine of 36 samples failed.", "misattributed", count_of(36, "samples that failed")),
        ),
    ),
    Rule(
        "B3",
        "predicate",
        "Killed and wounded, applied and approved, bought and sold are different slots.",
        "The wounded are not the dead.",
        (
            Example("The blast killed three people and wounded twenty.", "exact", count_of(20, "people wounded")),
            Example("The blast killed three people and wounded twenty.", "misattributed", count_of(20, "people killed")),
        ),
    ),
    Rule(
        "B4",
        "actor",
        "The actor is who does it, also in the passive and in reduced clauses; who reports it is a source.",
        "Swapped sides make another war.",
        (
            Example(_BELMAR, "exact", count_of(6, "envoys", actor="Belmar", action="expelled")),
            Example(_BELMAR, "misattributed", count_of(6, "envoys", actor="Dorne", action="expelled")),
        ),
    ),
    Rule(
        "B5",
        "time-and-place",
        "The day, year, direction or place of the claim is the number's own.",
        "In 2010 is not in 2020.",
        (
            Example(_MINE, "exact", count_of(950, "workers employed in 2010")),
            Example(
                _MINE,
                "misattributed",
                count_of(950, "workers employed in 2020"),
            ),
        ),
    ),
    Rule(
        "B6",
        "role-of-a-change-pair",
        "“From 20 down to 10” gives the size before and the size after. Neither is the number removed, and neither "
        "belongs to another event of the sentence.",
        "Three numbers of one event are easily swapped.",
        (
            Example(_POSTS, "exact", count_of(35, "posts after the cut")),
            Example(_POSTS, "misattributed", count_of(50, "managers dismissed")),
        ),
    ),
    Rule(
        "B7",
        "rival-sources",
        "Figures of different sources are different slots. A claim that names no source while sources disagree is undecided.",
        "The union's figure is not the management's.",
        (
            Example(
                "The union said 700 drivers stopped work, while the management said 250 did.",
                "exact",
                count_of(250, "drivers who stopped work, according to the management"),
            ),
            Example(
                "The union said 700 drivers stopped work, while the management said 250 did.",
                "ambiguous",
                count_of(700, "drivers who stopped work"),
            ),
        ),
    ),
    Rule(
        "B8",
        "subset",
        "A part marked “including” or “of them”, or one member of an enumeration, is not its whole.",
        "Three of the ten are not all, and not added to the ten.",
        (
            Example("Ten rebels, including three commanders, surrendered.", "exact", count_of(10, "rebels who surrendered")),
            Example("A couple and three neighbours were rescued.", "misattributed", count_of(3, "people rescued")),
        ),
    ),
    Rule(
        "B9",
        "no-slot-no-support",
        "A value that occurs in the text, but for nothing the claim says, does not support it.",
        "Any long text has a 9 somewhere.",
        (
            Example("Two MiG-29s landed. The runway is new.", "exact", count_of(2, "MiG-29s")),
            Example("Two MiG-29s landed. The runway is new.", "misattributed", count_of(29, "aircraft")),
        ),
    ),
    Rule(
        "N1",
        "negation-gives-zero",
        "A negated predicate holds for none.",
        "None of the 12 derailed: twelve carriages, nobody derailed.",
        (
            Example("None of the 12 carriages derailed.", "equivalent", count_of(0, "carriages derailed")),
            Example("None of the 12 carriages derailed.", "misattributed", count_of(12, "carriages derailed")),
        ),
    ),
    Rule(
        "N2",
        "denied-figures",
        "A denied figure supports only a claim that says it was alleged or denied.",
        "A denial is not a confession.",
        (
            Example("The general denied losing 80 men.", "exact", count_of(80, "men alleged to have been lost")),
            Example("The general denied losing 80 men.", "misattributed", count_of(80, "men lost")),
        ),
    ),
    Rule(
        "N3",
        "retracted-figures",
        "A figure that the text takes back counts for nothing; the corrected one counts.",
        "Corrections exist to be read.",
        (
            Example("Correction: the fire destroyed 19 homes, not 91 as we reported.", "exact", count_of(19, "homes destroyed")),
            Example("Correction: the fire destroyed 19 homes, not 91 as we reported.", "misattributed", count_of(91, "homes destroyed")),
        ),
    ),
    Rule(
        "N4",
        "possible-figures",
        "What could, may or will be supports claims about the possibility, not about the fact.",
        "Homes at risk are not homes lost.",
        (
            Example("Up to 3,000 people may be moved.", "exact", count_of(3000, "people who may be moved", mod="at_most")),
            Example("Up to 3,000 people may be moved.", "misattributed", count_of(3000, "people moved", mod="at_most")),
        ),
    ),
    Rule(
        "N5",
        "titles-assert-nothing",
        "Numbers in titles, brands and names of songs or films are parts of names.",
        "A song title is not a count.",
        (
            Example('The band played "99 Luftballons" and sold 40 shirts.', "exact", count_of(40, "shirts sold")),
            Example('The band played "99 Luftballons" and sold 40 shirts.', "misattributed", count_of(99, "shirts sold")),
        ),
    ),
    Rule(
        "V1",
        "precedence",
        "The best supported reading decides; without one, first what is wrong with the right slot, then a value that "
        "stands elsewhere, then another value, then nothing.",
        "One finding for each claim, and always the same one.",
        (
            Example("The archive holds 40 letters.", "exact", count_of(40, "letters in the archive")),
            Example("The archive holds 40 letters.", "absent", count_of(7, "trains cancelled")),
        ),
    ),
    Rule(
        "V2",
        "right-slot-decides",
        "When one value stands in the right slot and elsewhere, the right slot decides.",
        "Twelve roads do not take the twelve villages away.",
        (
            Example("The storm cut off 12 villages and closed 12 roads.", "exact", count_of(12, "roads closed")),
            Example("The storm cut off 12 villages and closed 13 roads.", "misattributed", count_of(12, "roads closed")),
        ),
    ),
)
