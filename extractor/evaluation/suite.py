"""Run regression cases: folders in, one outcome each out, over as many processes as asked for."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extractor.errors import ExtractorError
from extractor.evaluation.case import Case, load_case
from extractor.evaluation.compare import Comparison, Difference, compare
from extractor.evaluation.normal import normal

EXPECTED_KEYS = ("record", "held", "findings", "coverage", "empty")
"""What expected.json keeps of a document; the rest (version, hashes, tokens) is not what a case pins."""
_IN_ONE_PROCESS = 24
"""Below this many cases, starting processes costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case."""

    name: str
    folder: str
    status: str
    """passed, failed, error, updated or recorded."""
    differences: tuple[Difference, ...] = ()
    message: str = ""
    """For an error: what happened and what to do."""
    seconds: float = 0.0
    made_by: str | None = None
    """Who wrote the replies: model or person; None for the offline engine."""

    @property
    def good(self) -> bool:
        return self.status not in ("failed", "error")


def run_suite(folders: Iterable[Path], *, update: bool = False, record: bool = False, jobs: int = 1) -> Iterator[Outcome]:
    """Run the cases in order; with `update` rewrite what is expected, with `record` ask the model anew first."""
    todo = list(folders)
    if jobs <= 1 or len(todo) < _IN_ONE_PROCESS or record:
        for folder in todo:
            yield run_folder(folder, update=update, record=record)
        return
    from concurrent.futures import ProcessPoolExecutor
    from functools import partial

    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(partial(run_folder, update=update), todo, chunksize=max(1, min(16, len(todo) // (4 * jobs))))


def run_folder(folder: Path, *, update: bool = False, record: bool = False) -> Outcome:
    """Run one case; never raises for a broken case, its outcome says what is wrong."""
    began = time.perf_counter()
    name = f"{folder.parent.name}/{folder.name}"
    try:
        case = load_case(folder)
        outcome = _run(case, update=update, record=record)
    except ExtractorError as error:
        outcome = Outcome(name, str(folder), "error", message=str(error))
    return replace(outcome, seconds=time.perf_counter() - began)


def document_of(case: Case) -> dict[str, Any]:
    """Run the engine of a case on its article and give the document, as plain JSON data."""
    from extractor.api import run
    from extractor.writers.document import document

    plain: dict[str, Any] = json.loads(json.dumps(document(run(case.article, case.job))))
    return plain


def _run(case: Case, *, update: bool, record: bool) -> Outcome:
    from extractor.text.json_input import load_object
    from extractor.writers.files import write_atomic

    if record and not case.job.offline:
        case = replace(case, job=replace(case.job, replay=None, record=str(case.reply_path)))
    outcome = Outcome(case.name, str(case.folder), "passed", made_by=_made_by(case))
    if not update and not record and not case.expected_path.is_file():
        return replace(
            outcome, status="error", message=f"{case.expected_path} does not exist. Write what you expect, or make it with --update."
        )
    found = document_of(case)
    if update or record:
        kept = {key: found[key] for key in EXPECTED_KEYS if key in found}
        body = json.dumps(kept, ensure_ascii=False, indent=2) + "\n"
        if case.expected_path.is_file() and case.expected_path.read_text(encoding="utf-8") == body:
            return outcome
        write_atomic(case.expected_path, body)
        return replace(outcome, status="recorded" if record else "updated")
    text = case.article.text
    expected = load_object(case.expected_path)
    differences = compare(_normal(expected, text), normal(found, text), Comparison(case.tolerance, case.ignore))
    return replace(outcome, status="failed" if differences else "passed", differences=tuple(differences))


def _normal(expected: dict[str, Any], text: str) -> dict[str, Any]:
    from extractor.errors import RecordError

    try:
        return normal(expected, text)
    except (KeyError, TypeError, AttributeError) as error:
        raise RecordError(f"expected.json is not of the form extract writes ({error!r}). Make it anew with --update.") from error


def _made_by(case: Case) -> str | None:
    from extractor.text.json_input import load_object

    if case.job.offline or not case.reply_path.is_file():
        return None
    made = load_object(case.reply_path).get("made_by")
    return made if isinstance(made, str) else None
