"""Figures that the text does not write: what follows from its numbers is accepted, what is put together wrongly is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from pathlib import Path

import pytest

from extractor.checks.counts import check_count
from extractor.checks.counts.slots.slots import index_of

from .reading import claim, read

_ROWS = [json.loads(line) for line in (Path(__file__).parent / "derived.jsonl").read_text(encoding="utf-8").splitlines()]
_TRUE = [
    pytest.param(row["text"], fields, verdict, rule, id=f"{n}.{k}: {rule}")
    for n, row in enumerate(_ROWS)
    for k, (fields, verdict, rule) in enumerate(row["true"])
]
_FALSE = [
    pytest.param(row["text"], fields, id=f"{n}.{k}: {why}") for n, row in enumerate(_ROWS) for k, (fields, why) in enumerate(row["false"])
]
_OTHERS = [pytest.param(row, id=str(n)) for n, row in enumerate(_ROWS) if row["true"]]


@pytest.mark.parametrize(("text", "fields", "verdict", "rule"), _TRUE)
def test_accepts(text: str, fields: dict[str, object], verdict: str, rule: str) -> None:
    """A figure that follows from the text is accepted by its rule, with every term shown."""
    finding = check_count(claim(fields), read(text))
    assert (finding.verdict, finding.rule) == (verdict, rule), finding.message
    assert verdict != "derived" or finding.formula
    assert finding.spans
    assert all(text[start:end] for start, end in finding.spans)


@pytest.mark.parametrize(("text", "fields"), _FALSE)
def test_refuses(text: str, fields: dict[str, object]) -> None:
    """The wrong base, a sum over two events, a part added to its whole or a number of something else is not accepted."""
    finding = check_count(claim(fields), read(text))
    assert not finding.verdict.supported, finding.message


@pytest.mark.parametrize("row", _OTHERS)
def test_accepts_no_other_figure(row: dict[str, list[list[object]]]) -> None:
    """Of all sums, differences and products of two numbers of a text only the true one is accepted for a claim's words."""
    text = str(row["text"])
    known: dict[object, set[Fraction]] = {}
    for fields, *_ in row["true"]:
        assert isinstance(fields, dict)
        if "value" in fields:
            known.setdefault(fields["of"], set()).add(Fraction(str(fields["value"])))
    for fields, *_ in row["true"]:
        assert isinstance(fields, dict)
        if "mod" in fields or "value" not in fields:
            continue
        for figure in set(_figures(text)) - known[fields["of"]]:
            finding = check_count(claim({**fields, "value": str(_decimal(figure))}), read(text))
            assert finding.verdict != "derived", f"{figure} {fields['of']}: {finding.formula}"


def _figures(text: str) -> Iterator[Fraction]:
    values = [
        s.value for s in index_of(read(text)).slots if s.value is not None and s.mention.kind in ("card", "cur", "meas", "dur", "pct")
    ]
    for one, two in combinations(values, 2):
        yield from (one + two, abs(one - two), one * two)


def _decimal(figure: Fraction) -> Decimal:
    return Decimal(figure.numerator) / Decimal(figure.denominator)
