"""The rules about records and policies (P1-P5); their cases are records, so most examples only show the claim that is judged."""

from __future__ import annotations

from extractor.core.rule import Example, Rule

_TEXT = "NATO expelled about eight members."

RULES: tuple[Rule, ...] = (
    Rule(
        "P1",
        "nothing-unchecked",
        "Every claim of a record gets a finding before anything is written. A value that cannot be read, and a citation that does not "
        "stand in the article, are refused.",
        "A claim nobody looked at looks the same as one that was proven.",
        (
            Example(_TEXT, "absent", {"kind": "date", "value": "some day"}, "2021-10-07", "no date in EDTF"),
            Example("It closed in 2014.", "exact", {"kind": "date", "value": "2014"}, "2021-10-07", "readable, and there"),
        ),
    ),
    Rule(
        "P2",
        "nothing-lost",
        "What stays in the record and what is held back is always the whole draft. Items that refer to a held one still find it by its id.",
        "A value that silently disappears cannot be corrected by anybody.",
        (
            Example(_TEXT, "absent", {"kind": "actor", "name": "Norway"}, "2021-10-07", "held, with its finding and who refers to it"),
            Example(_TEXT, "exact", {"kind": "actor", "name": "NATO"}, "2021-10-07", "stays"),
        ),
    ),
    Rule(
        "P3",
        "plain-number-for-a-hedged-one",
        "Refuses a plain number where the article hedges it; a schema may declare that it takes the nominal value, "
        "then the finding tells the hedge.",
        "A field that cannot say about turns every estimate into a fact.",
        (
            Example(_TEXT, "overprecise", {"kind": "count", "value": 8, "by_type": True}, "2021-10-07", "the hedge has no place"),
            Example(
                "NATO expelled eight members.", "exact", {"kind": "count", "value": 8, "by_type": True}, "2021-10-07", "an exact number"
            ),
        ),
        "A number of an unmarked field claims its value alone: neither a unit nor what it counts is read into the name of the field.",
    ),
    Rule(
        "P4",
        "repair-shows-evidence",
        "A request for repair shows the model the finding and the evidence, never the expected value; the answer is checked from zero.",
        "A model that is told the answer copies it, also when the check is wrong.",
        (
            Example(
                _TEXT, "contradicted", {"kind": "count", "value": 9, "of": "members expelled"}, "2021-10-07", "goes back with its evidence"
            ),
            Example(
                _TEXT, "exact", {"kind": "count", "value": 8, "mod": "about", "of": "members expelled"}, "2021-10-07", "nothing to repair"
            ),
        ),
    ),
    Rule(
        "P5",
        "nothing-put-right-silently",
        "A refuted value is never changed by the checker. Where the article gives exactly one value for it the finding names that as "
        "expected, so that a person or a model can put it right; what is put right is checked again from zero.",
        "A value that was repaired looks like one that was right.",
        (
            Example(_TEXT, "overprecise", {"kind": "count", "value": 8, "of": "members expelled"}, "2021-10-07", "the hedge is missing"),
            Example(_TEXT, "exact", {"kind": "count", "value": 8, "mod": "about", "of": "members expelled"}, "2021-10-07", "put right"),
        ),
    ),
)
