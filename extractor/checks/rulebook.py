"""Every rule of the reader and of the cross-check by its id: for `extractor explain`, docs/checks.md and the tests."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any

from extractor.core.claim import ActionClaim, ActorClaim, Claim, CountClaim, DateClaim, EventRef, Party, QuoteClaim, TextClaim
from extractor.core.rule import Example, Rule
from extractor.errors import unknown

SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Reading numbers", "M", ("extractor.recognizers.numbers.rules",)),
    ("Comparing values, units and hedges", "UHV", ("extractor.checks.counts.rules",)),
    ("Derived values", "D1-16", ("extractor.checks.counts.rules",)),
    ("Binding: whose number it is", "BN", ("extractor.checks.counts.rules",)),
    ("Quotations and speakers", "QS", ("extractor.recognizers.quotations.rules", "extractor.checks.quotes.rules")),
    ("Dates", "D20", ("extractor.recognizers.dates.rules", "extractor.checks.dates.rules")),
    ("Actors", "A", ("extractor.checks.parties.rules",)),
    ("Actions", "E", ("extractor.checks.actions.rules",)),
    ("Records and policies", "P", ("extractor.checks.policy_rules",)),
)
"""Heading, the letters of its rule ids, and the modules its rules stand in."""


@lru_cache(maxsize=1)
def all_rules() -> dict[str, Rule]:
    """Rule id -> rule, in the order of the documentation.

    >>> all_rules()["Q14"].name
    'words-of-the-narration'
    """
    modules = dict.fromkeys(name for _, _, names in SECTIONS for name in names)
    found = [rule for name in modules for rule in import_module(name).RULES]
    out: dict[str, Rule] = {}
    for rule in sorted(found, key=lambda rule: _order(rule.id)):
        out.setdefault(rule.id, rule)
    return out


def explain(rule_id: str) -> str:
    """The text of one rule with its examples; raises `CatalogError` for an unknown id.

    >>> explain("Q14").splitlines()[0]
    'Q14 words-of-the-narration'
    """
    rules = all_rules()
    rule = rules.get(rule_id) or rules.get(rule_id.upper())
    if rule is None:
        raise unknown("rule", rule_id, rules, "List them with: extractor explain.")
    return "\n".join(_plain(rule))


def listing() -> str:
    """One line for every rule: its id and name, under the headings of the documentation."""
    out: list[str] = []
    for heading, rules in by_section():
        out += [heading, *(f"  {rule.id:4} {rule.name}" for rule in rules), ""]
    return "\n".join(out).rstrip()


def markdown() -> str:
    """The page docs/checks.md."""
    rules = all_rules()
    out = [
        "# Rules of the reader and of the cross-check",
        "",
        f"{len(rules)} rules, each with cases that the tests run. This page is made from the rules themselves; "
        "`extractor explain B6` prints one of them. What the verdicts mean is told in [crosscheck.md](crosscheck.md).",
        "",
    ]
    for heading, group in by_section():
        if not group:
            continue
        out += [f"## {heading}", ""]
        for rule in group:
            out += _markdown(rule)
    return "\n".join(out).rstrip() + "\n"


def by_section() -> list[tuple[str, list[Rule]]]:
    """The rules under their headings, in order."""
    rules = list(all_rules().values())
    return [(heading, [rule for rule in rules if _section(rule.id) == letters]) for heading, letters, _ in SECTIONS]


def _section(rule_id: str) -> str:
    letter, number = _split(rule_id)
    if letter == "D":
        return "D1-16" if number < 20 else "D20"
    return next((letters for _, letters, _ in SECTIONS if letter in letters and "D" not in letters), "P")


def _split(rule_id: str) -> tuple[str, int]:
    match = re.match(r"([A-Z]+)(\d+)", rule_id)
    return (match.group(1), int(match.group(2))) if match else (rule_id, 0)


def _order(rule_id: str) -> tuple[int, str, int]:
    letter, number = _split(rule_id)
    section = _section(rule_id)
    place = next(i for i, (_, letters, _) in enumerate(SECTIONS) if letters == section)
    return place, letter, number


def _plain(rule: Rule) -> Iterator[str]:
    yield f"{rule.id} {rule.name}"
    yield ""
    yield rule.what
    yield f"Why it matters: {rule.why}"
    if rule.limits:
        yield f"Limits: {rule.limits}"
    yield ""
    yield "Examples"
    for example in rule.examples:
        yield f"  {example.text}"
        day = f" (published {example.published})" if example.published else ""
        why = f"  # {example.why}" if example.why else ""
        yield f"    {_said(example)}{day} -> {example.expect or 'nothing'}{why}"


def _said(example: Example) -> str:
    if example.claim is None:
        return "reads"
    return ", ".join(f"{key}: {value}" for key, value in example.claim.items())


def _markdown(rule: Rule) -> list[str]:
    out = [f"### {rule.id} {rule.name}", "", rule.what, "", f"*Why it matters.* {rule.why}", ""]
    if rule.limits:
        out += [f"*Limits.* {rule.limits}", ""]
    out += ["| article | claim | result | why |", "| --- | --- | --- | --- |"]
    for example in rule.examples:
        out.append(f"| {_cell(example.text)} | {_cell(_said(example))} | {_cell(example.expect or 'nothing')} | {_cell(example.why)} |")
    return [*out, ""]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|") or " "


def claim_of(example: Example) -> Claim | None:
    """The claim of an example, as a record would state it; None for an example of reading.

    >>> rule = all_rules()["A1"]
    >>> claim_of(rule.examples[0]).path
    '/claim'
    """
    if example.claim is None:
        return None
    from extractor.checks.claims import number_of

    stated: dict[str, Any] = dict(example.claim)
    kind = stated.pop("kind", "count")
    for part in ("actor", "speaker", "target", "source"):
        if stated.get(part):
            stated[part] = Party(str(stated[part]), str(stated[part]))
    path = "/claim"
    if kind == "count":
        for part in ("value", "low", "high"):
            stated[part] = number_of(stated.get(part))
        if stated.get("action"):
            stated["action"] = EventRef(str(stated["action"]), str(stated["action"]))
        return CountClaim(path, **stated)
    if kind == "quote":
        return QuoteClaim(path, **stated)
    if kind == "date":
        return DateClaim(path, **stated)
    if kind == "actor":
        aliases, stated["kind"] = tuple(stated.pop("aliases", ())), stated.pop("is_a", None)
        return ActorClaim(path, Party("a1", **stated, aliases=aliases, listed=True))
    if kind == "action":
        return ActionClaim(path, **stated)
    return TextClaim(path, **stated)


def published_of(example: Example) -> dt.date | None:
    """The publication day of an example."""
    return dt.date.fromisoformat(example.published) if example.published else None


def examples(rules: Iterable[Rule]) -> Iterator[tuple[Rule, Example]]:
    """Every example with its rule."""
    for rule in rules:
        for example in rule.examples:
            yield rule, example
