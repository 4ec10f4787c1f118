"""The pytest plugin: `pytest --extractor fixtures/` runs every case as a test. Without the option it does nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from extractor.evaluation.suite import Outcome


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("extractor")
    group.addoption("--extractor", action="append", default=[], metavar="DIR", help="run the extractor cases below DIR, without network")


def pytest_configure(config: pytest.Config) -> None:
    for folder in config.getoption("--extractor"):
        if not Path(folder).is_dir():
            raise pytest.UsageError(f"--extractor {folder}: no such folder. Name the folder with your cases, for example fixtures/.")
        config.args.append(str(Path(folder).resolve()))


def pytest_collect_file(parent: pytest.Collector, file_path: Path) -> pytest.Collector | None:
    roots = [Path(folder).resolve() for folder in parent.config.getoption("--extractor")]
    if file_path.name == "article.json" and any(root in file_path.parents for root in roots):
        return CaseFile.from_parent(parent, path=file_path)
    return None


class CaseFile(pytest.File):
    """The folder of one case."""

    def collect(self) -> Iterable[pytest.Item]:
        yield CaseItem.from_parent(self, name=self.path.parent.name)


class CaseItem(pytest.Item):
    """One case."""

    def runtest(self) -> None:
        from extractor.evaluation.suite import run_folder

        outcome = run_folder(self.path.parent)
        if not outcome.good:
            raise CaseDrifted(outcome)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException]) -> str:  # type: ignore[override]
        if isinstance(excinfo.value, CaseDrifted):
            from extractor.evaluation.report import as_text

            return as_text(excinfo.value.outcome)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, f"extractor case {self.path.parent.parent.name}/{self.name}"


class CaseDrifted(Exception):
    """A case did not come out as expected."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.name)
        self.outcome = outcome
