"""What a cold start costs, as ratios: `--help` beside importing click, one extraction beside importing pydantic."""

from __future__ import annotations

import os
import resource
import subprocess
import sys

from benchmarks.timing import FIXTURES

ARTICLE = str(FIXTURES / "nato" / "article.txt")


def cpu_seconds(*arguments: str, runs: int = 7) -> float:
    """Least CPU seconds of a child process, with compiled modules cached as on a user's machine."""
    times = []
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def main() -> None:
    click = cpu_seconds("-c", "import click")
    pydantic = cpu_seconds("-c", "import pydantic; pydantic.BaseModel")
    shown = cpu_seconds("-c", "from extractor.cli.main import main; main(['--help'])")
    empty = cpu_seconds("-c", "pass")
    model = cpu_seconds("-c", "from extractor.recognizers.syntax import load_pipeline; load_pipeline()") - empty
    extracted = cpu_seconds("-c", f"from extractor.cli.main import main; main(['extract', {ARTICLE!r}, '--published', '2021-10-07'])")
    ratio = f"{shown / click:.1f} times import click ({1000 * click:.0f} ms)"
    print(f"extractor --help           {1000 * shown:7.0f} ms CPU, {ratio}")
    ratio = f"{extracted / pydantic:.1f} times import pydantic ({1000 * pydantic:.0f} ms)"
    beside = f"{(extracted - model) / pydantic:.1f} without the {1000 * model:.0f} ms of numpy and the model"
    print(f"extractor extract (NATO)   {1000 * extracted:7.0f} ms CPU, {ratio}, {beside}")


if __name__ == "__main__":
    main()
