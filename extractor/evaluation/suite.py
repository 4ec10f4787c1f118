"""Run regression cases: folders in, one outcome each out, over as many processes as asked for."""

from __future__ import annotations

import json
import os
import time
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import EngineError, ExtractorError, RecordError
from extractor.evaluation.case import Case, load_case, name_of
from extractor.evaluation.compare import Comparison, Difference, compare
from extractor.evaluation.normal import ids_are_words, normal
from extractor.job import finish, run_async, run_offline

if TYPE_CHECKING:
    from extractor.core.extraction import Extraction
    from extractor.engines.llm import Recorder, Replay

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
    """What happened and what to do, where differences do not say it."""
    seconds: float = 0.0
    made_by: str | None = None
    """Who wrote the replies: model or person; None for the offline engine."""
    engine_failed: bool = False
    """True when a model that was to be recorded gave no record."""

    @property
    def good(self) -> bool:
        return self.status not in ("failed", "error")


def run_suite(folders: Iterable[Path], *, update: bool = False, record: bool = False, jobs: int = 1) -> Iterator[Outcome]:
    """Run the cases in order.

    `update` rewrites what is expected. `record` asks the models of the cases anew and then does the same for those cases;
    offline cases, and cases whose replies a person wrote, are run as ever.
    """
    todo = list(folders)
    if jobs <= 1 or len(todo) < _IN_ONE_PROCESS or record:
        for folder in todo:
            yield run_folder(folder, update=update, record=record)
        return
    from concurrent.futures import ProcessPoolExecutor
    from functools import partial

    yield run_folder(todo[0], update=update)  # loads once what the processes then share, where they are forked
    rest = todo[1:]
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(partial(run_folder, update=update), rest, chunksize=max(1, min(16, len(rest) // (4 * jobs))))


def run_folder(folder: Path, *, update: bool = False, record: bool = False) -> Outcome:
    """Run one case; never raises for a broken case, its outcome says what is wrong."""
    began = time.perf_counter()
    try:
        outcome = _run(load_case(folder), update=update, record=record)
    except ExtractorError as error:
        failed = record and isinstance(error, EngineError)
        outcome = Outcome(name_of(folder), folder.as_posix(), "error", message=str(error), engine_failed=failed)
    except Exception as error:  # the other cases still have their say
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}, line {place.lineno}"
        message = f"{type(error).__name__}: {error} ({where}). The case could not be run to its end."
        outcome = Outcome(name_of(folder), folder.as_posix(), "error", message=message)
    return replace(outcome, seconds=time.perf_counter() - began)


def _run(case: Case, *, update: bool, record: bool) -> Outcome:
    from extractor.text.json_input import load_object
    from extractor.writers.files import write_atomic

    made_by = _made_by(case)
    record = record and not case.job.offline and made_by != "person"
    if record:
        _record(case)
        made_by = "model"
    outcome = Outcome(case.name, case.folder.as_posix(), "passed", made_by=made_by)
    if not update and not record and not case.expected_path.is_file():
        message = f"{case.expected_path} does not exist. Write what you expect, or make it with --update."
        return replace(outcome, status="error", message=message)
    try:
        found = document_of(case)
    except EngineError as error:
        if update or error.kind != "stale_recording":
            raise
        return replace(outcome, status="failed", message=str(error), differences=_with_old_replies(case, error))
    if update or record:
        kept = {key: found[key] for key in EXPECTED_KEYS if key in found}
        body = json.dumps(kept, ensure_ascii=False, indent=2) + "\n"
        same = case.expected_path.is_file() and case.expected_path.read_bytes() == body.encode(errors="surrogatepass")
        if not same:
            write_atomic(case.expected_path, body)
        return replace(outcome, status="recorded" if record else "passed" if same else "updated")
    differences = _differences(case, load_object(case.expected_path), found)
    return replace(outcome, status="failed" if differences else "passed", differences=differences)


def document_of(case: Case) -> dict[str, Any]:
    """Run the engine of a case on its article, a model's from its recording, and give the document as plain JSON data."""
    if case.job.offline:
        return _plain(run_offline(case.article, case.job))
    from extractor.engines.llm import Replay

    return _plain(finish(_ask(case, transport=Replay(case.reply_path))))


def _record(case: Case) -> None:
    """Ask the model and keep its replies; the old recording stays where it is until all of the new one is there."""
    from extractor.engines.llm import Recorder

    fresh = case.reply_path.with_name("reply.json.new")
    try:
        result = finish(_ask(replace(case, job=case.job.changed(replay=None)), record=Recorder(fresh)))
        for asked in ("repair", "complete"):
            if (kind := result.provenance.get(f"{asked}_failed")) is not None:
                message = f"The model failed when it was asked to {asked} ({kind}), so the recording has a gap. Record again."
                raise EngineError(message, kind=kind)
        os.replace(fresh, case.reply_path)
    finally:
        fresh.unlink(missing_ok=True)


async def _ask(case: Case, *, transport: Replay | None = None, record: Recorder | None = None) -> Extraction[Any]:
    from extractor.rounds import model_engine

    async with model_engine(case.job, transport=transport, record=record) as engine:
        return await run_async(case.article, case.job, engine)


def _plain(result: Extraction[Any]) -> dict[str, Any]:
    from extractor.writers.document import document

    plain: dict[str, Any] = json.loads(json.dumps(document(result)))
    return plain


def _with_old_replies(case: Case, error: EngineError) -> tuple[Difference, ...]:
    """Where only the article changed: the fields that the recorded replies, read against the new article, get another verdict on."""
    if getattr(error, "changed", ()) != ("article",):
        return ()
    from extractor.engines.llm import Replay
    from extractor.text.json_input import load_object

    replies = Replay(case.reply_path, exact=False)
    asked_again = sum(purpose != "complete" for purpose in replies.purposes) - 1
    job = case.job.changed(retries=max(0, asked_again), complete="complete" in replies.purposes)
    try:
        found = _plain(finish(_ask(replace(case, job=job), transport=replies)))
        return _differences(case, load_object(case.expected_path), found)
    except ExtractorError:  # the reason that counts has been told
        return ()


def _differences(case: Case, expected: dict[str, Any], found: dict[str, Any]) -> tuple[Difference, ...]:
    text, keep_ids = case.article.text, ids_are_words(case.job.record_class)
    try:
        wanted = normal(expected, text, keep_ids=keep_ids)
    except (KeyError, TypeError, AttributeError) as error:
        message = f"{case.expected_path} is not of the form extract writes ({error!r}). Make it anew with --update."
        raise RecordError(message) from error
    return tuple(compare(wanted, normal(found, text, keep_ids=keep_ids), Comparison(case.tolerance, case.ignore)))


def _made_by(case: Case) -> str | None:
    """Who wrote the replies of a case; `Replay` says what is wrong with a file that cannot be read."""
    if case.job.offline or not case.reply_path.is_file():
        return None
    from extractor.engines.llm import Replay

    return Replay(case.reply_path).made_by
