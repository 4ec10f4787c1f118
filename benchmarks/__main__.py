"""Run the benchmarks named on the command line, or all: reading, checking, extracting, startup, llm, cases."""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = {
    "reading": "benchmarks.reading",
    "checking": "benchmarks.checking",
    "extracting": "benchmarks.extracting",
    "startup": "benchmarks.startup",
    "llm": "benchmarks.llm_throughput",
    "cases": "benchmarks.cases",
}


def main() -> None:
    wanted = sys.argv[1:] or list(NAMES)
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        sys.exit(f"No benchmark {unknown[0]}. Known: {', '.join(NAMES)}.")
    for name in wanted:
        print(f"== {name}")
        import_module(NAMES[name]).main()


if __name__ == "__main__":
    main()
