"""What `extractor test` costs: a thousand cases in a temporary folder, half offline and half with a model's replies, timed."""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_PLACES = "Larvin Ostrel Bramhaven Tollgate Mersk Quillan Dunmore Arvad Selby Norrin".split()
_THINGS = ("workers", "farmers", "nurses", "drivers", "miners", "clerks")
_PEOPLE = ("Ines Calder", "Tom Harker", "Rosa Lind", "Peter Voss", "Mary Okafor")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def make_cases(root: Path, count: int, seed: int = 7) -> None:
    """Write cases of the news schema below a folder, every second one with a model's reply; the same seed gives the same cases."""
    rng = random.Random(seed)
    for number in range(count):
        place, things, who, day = rng.choice(_PLACES), rng.choice(_THINGS), rng.choice(_PEOPLE), rng.choice(_DAYS)
        there, left = rng.randrange(20, 900), rng.randrange(2, 19)
        folder = root / "news" / f"case-{number:04d}"
        folder.mkdir(parents=True)
        words = f"The {things} of {place} will not wait"
        text = (
            f"{things.capitalize()} leave {place}\n\nAbout {there} {things} in {place} stopped work on {day}, the town council said. "
            f"{left} of them were taken to hospital.\n\n“{words},” union leader {who} told reporters.\n"
        )
        settings = {"model": "offline"}
        if number % 2:
            settings = {"model": "openai/any", "retries": 0}  # type: ignore[dict-item]
            record = {
                "actors": [{"id": "a1", "name": who, "kind": "person", "role": "union leader"}],
                "counts": [
                    {"id": "c1", "value": there, "mod": "about", "of": f"{things} who stopped work"},
                    {"id": "c2", "value": left + number % 10 // 9, "of": f"{things} taken to hospital"},
                ],
                "quotes": [{"id": "q1", "text": words, "speaker": "a1", "cue": "told", "kind": "direct"}],
            }
            (folder / "reply.json").write_text(json.dumps({"made_by": "person", "entries": [{"reply": record}]}), encoding="utf-8")
        (folder / "article.txt").write_text(text, encoding="utf-8")
        about = {"published": "2024-05-18", "source": "Made up to be timed.", "case": settings}
        (folder / "article.json").write_text(json.dumps(about), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    count = parser.parse_args().count if sys.argv[0].endswith("cases.py") else 1000
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory() as folder:
        make_cases(Path(folder), count)
        for what, arguments in (
            ("--update", ["--update"]),
            ("2 processes", ["--jobs", "2"]),
            ("1 process", ["--jobs", "1"]),
        ):
            began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            command = [sys.executable, "-c", "from extractor.cli.main import main; main()", "test", folder, "-q", *arguments]
            done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
            seconds, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(
                f"{count} cases, {what:<12} {seconds:6.1f} s, {cpu:6.1f} s CPU, {1000 * cpu / count:5.1f} ms a case: {done.stderr.strip()}"
            )


if __name__ == "__main__":
    main()
