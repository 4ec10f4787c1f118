"""Score an engine on gold records: gold and a job in, a report with figures per field and per planted error out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from extractor.api import run
from extractor.core.pointer import steps_of
from extractor.errors import EngineError
from extractor.evaluation.gold import Gold
from extractor.evaluation.normal import ids_are_words, normal
from extractor.evaluation.plant import plant
from extractor.evaluation.score import Tally, score_record, with_aliases
from extractor.job import Job, as_record, read
from extractor.writers.document import document


@dataclass(frozen=True)
class Report:
    """What was measured; percentages, None where nothing was there to measure."""

    articles: int
    fields: Mapping[str, Tally]
    claims: int
    """Claims of the engine's own records."""
    held: int
    """Of them, refused by the cross-check."""
    true_claims: int
    false_alarms: int
    """Claims of the gold records that the cross-check flags (refused or undecided)."""
    planted: Mapping[str, tuple[int, int]]
    """Operator -> (planted errors, clean catches: flagged, and the true claim accepted)."""
    errors: tuple[str, ...] = ()

    def figures(self) -> dict[str, float]:
        """Named figures for floors, higher is better, one decimal."""
        out: dict[str, float] = {}
        for name, tally in self.fields.items():
            if tally.of_item:
                value = _share(tally.right, tally.given)
                out |= {} if value is None else {f"{name}.right": value}
            elif tally.f1 is not None:
                out[f"{name}.f1"] = round(tally.f1, 1)
        if self.claims:
            out["own claims not held"] = round(100 - 100 * self.held / self.claims, 1)
        if self.true_claims:
            out["true claims accepted"] = round(100 - 100 * self.false_alarms / self.true_claims, 1)
        for name, (there, caught) in self.planted.items():
            if there:
                out[f"caught: {name}"] = round(100 * caught / there, 1)
        return out


def evaluate(golds: Iterable[Gold], job: Job, *, seed: int = 7, per_operator: int = 10) -> Report:
    """Run the job on every gold article; an article whose engine fails counts as an empty record and is named in `errors`."""
    tallies: dict[str, Tally] = {}
    planted: dict[str, list[int]] = {}
    articles = claims = held = true_claims = false_alarms = 0
    errors: list[str] = []
    for gold in golds:
        articles += 1
        found: dict[str, Any] | None = None
        refused: Counter[str] = Counter()
        try:
            result = run(gold.article, replace(job, schema=gold.schema))
            found = _comparable(document(result)["record"], gold)
            claims += len(result.findings)
            refused.update(steps_of(finding.path)[0] for finding in result.findings if finding.verdict.refuted and finding.path)
        except EngineError as error:
            errors.append(f"{gold.name}: {error}")
        held += refused.total()
        score_record(_comparable(gold.record.model_dump(mode="json", exclude_none=True), gold) or {}, found, gold.schema, tallies)
        for name, count in refused.items():
            tallies.setdefault(name, Tally()).held += count
        true, flagged = _check_gold(gold, job, planted, seed, per_operator)
        true_claims, false_alarms = true_claims + true, false_alarms + flagged
    caught = {name: (there, clean) for name, (there, clean) in planted.items()}
    return Report(articles, tallies, claims, held, true_claims, false_alarms, caught, tuple(errors))


def as_table(report: Report) -> str:
    """The report for a person."""
    lines = [
        f"{report.articles} gold articles",
        "",
        f"{'field':<24}{'gold':>6}{'given':>7}{'right':>7}{'P':>7}{'R':>7}{'F1':>7}{'held':>7}",
    ]
    for name, t in report.fields.items():
        cells = "".join(f"{'-' if value is None else f'{value:.1f}':>7}" for value in (t.precision, t.recall, t.f1))
        lines.append(f"{name:<24}{t.gold:>6}{t.given:>7}{t.right:>7}{cells}{t.held or '-':>7}")
    lines += ["", f"own claims: {report.claims}, refused by the cross-check: {report.held}"]
    lines += [f"true claims: {report.true_claims}, flagged: {report.false_alarms}", "", f"{'planted error':<26}{'n':>5}{'caught':>8}"]
    for name, (there, caught) in report.planted.items():
        lines.append(f"{name:<26}{there:>5}{f'{100 * caught / there:.0f} %' if there else '-':>8}")
    lines += [f"error: {error}" for error in report.errors]
    return "\n".join(lines)


def as_json(report: Report, fingerprint: str) -> str:
    """The report for a program."""
    value = {
        "articles": report.articles,
        "fingerprint": fingerprint,
        "figures": report.figures(),
        "fields": {name: {"gold": t.gold, "given": t.given, "right": t.right, "held": t.held} for name, t in report.fields.items()},
        "claims": {"own": report.claims, "held": report.held, "true": report.true_claims, "flagged": report.false_alarms},
        "planted": {name: {"n": there, "caught": caught} for name, (there, caught) in report.planted.items()},
        "errors": list(report.errors),
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _comparable(record: Any, gold: Gold) -> dict[str, Any] | None:
    """A record, or None when it was held whole, with references in words and every name with its aliases."""
    plain = json.loads(json.dumps(record))
    form = normal({"record": plain}, gold.article.text, keep_ids=ids_are_words(gold.schema), apart=False)
    return with_aliases(form["record"], gold.schema)


def _check_gold(gold: Gold, job: Job, planted: dict[str, list[int]], seed: int, per_operator: int) -> tuple[int, int]:
    """Check the true record and its corrupted copies; returns how many true claims there are and how many are flagged."""
    from extractor.checks import run_checks

    annotations = read(gold.article, job.options["syntax"])
    true = tuple(run_checks(gold.record, annotations))
    accepted = {f.path for f in true if f.verdict.supported} - {f.path for f in true if not f.verdict.supported}
    for bad in plant(gold.record, seed=seed, per_operator=per_operator):
        tally = planted.setdefault(bad.operator, [0, 0])
        tally[0] += 1
        findings = run_checks(as_record(bad.record, gold.schema), annotations)
        flagged = any(f.path == bad.path and not f.verdict.supported for f in findings)
        tally[1] += flagged and bad.path in accepted
    return len(true), sum(not f.verdict.supported for f in true)


def _share(right: int, of: int) -> float | None:
    return round(100 * right / of, 1) if of else None
