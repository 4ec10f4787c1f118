"""How many requests one process keeps in flight: this engine against plain instructor, same server, same machine, same run.

    python benchmarks/llm_throughput.py                 # both parts, about a minute
    python benchmarks/llm_throughput.py --json out.json

Part 1: replies of two seconds, 128 in flight; asked for: at least 90 % of the ideal (in flight / seconds a reply).
Part 2: replies of 200 ms; asked for: at least twice the calls a second that instructor's own `create` reaches.
The server answers from another process, so it takes no time from the client. Exit code 1 when a demand is not met.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
ARTICLE = (ROOT / "seeds" / "nato-expels-russian-officers.txt").read_text(encoding="utf-8")
RECORD = {
    "actors": [{"id": "a1", "name": "NATO", "kind": "organization"}, {"id": "a2", "name": "Dmitry Peskov", "aliases": ["Peskov"]}],
    "actions": [{"id": "x1", "actor": "a1", "verb": "expel", "object": "eight members", "date": "d1"}],
    "counts": [
        {"id": "c1", "value": 8, "of": "members expelled", "action": "x1"},
        {"id": "c2", "value": 20, "role": "from", "of": "members"},
    ],
    "quotes": [{"id": "q1", "text": "The ball is in Russia’s court", "cue": "said", "kind": "direct"}],
    "dates": [{"id": "d1", "text": "on Wednesday", "value": "2021-10-06"}],
}


async def many(call: Callable[[int], Awaitable[Any]], in_flight: int, calls: int) -> dict[str, float]:
    """Calls a second with a fixed number in flight, after one warm round that opens the connections."""
    await asyncio.gather(*(call(-1 - i) for i in range(in_flight)))
    numbers = iter(range(calls))
    cpu, start = time.process_time(), time.perf_counter()

    async def worker() -> None:
        for number in numbers:
            await call(number)

    await asyncio.gather(*(worker() for _ in range(in_flight)))
    wall = time.perf_counter() - start
    return {"calls_per_s": calls / wall, "cpu_ms": (time.process_time() - cpu) / calls * 1000, "wall_s": wall}


async def ours(url: str, in_flight: int, calls: int, mode: str, cache: str | None) -> dict[str, float]:
    """The engine, article in and record out; every article differs, so that nothing comes from a cache."""
    from extractor.core.article import Article
    from extractor.engines.llm import LLMEngine, LLMOptions
    from extractor.schemas.news import NewsRecord

    options = LLMOptions("openai/m", base_url=url, mode=mode, concurrency=in_flight, cache=cache is not None, cache_path=cache)
    async with LLMEngine(options) as engine:
        return await many(lambda i: engine.fill(Article(f"{ARTICLE}\n{i}"), NewsRecord), in_flight, calls)


async def plain(url: str, in_flight: int, calls: int, mode: str) -> dict[str, float]:
    """instructor's own create with the same messages and schema, over the same HTTP transport."""
    import instructor
    import openai

    from extractor.core.article import Article
    from extractor.engines.llm import LLMEngine, LLMOptions
    from extractor.schemas.news import NewsRecord

    logging.disable(logging.CRITICAL)
    messages = LLMEngine(LLMOptions("openai/m", base_url=url, cache=False)).request(Article(ARTICLE), NewsRecord)["body"]["messages"]
    raw = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0, http_client=openai.DefaultAioHttpClient())
    client = instructor.from_openai(raw, mode=instructor.Mode[mode.upper()], model="m")
    try:
        return await many(lambda i: client.create(response_model=NewsRecord, messages=messages, strict=False), in_flight, calls)
    finally:
        await raw.close()


def serve(latency: float) -> None:
    """Answer until standard input ends; the first line of output is the address."""
    from tests.llm.scripted_server import ScriptedServer

    class Forgetful(list[Any]):
        """The server's log, without the memory it would take."""

        def append(self, _: Any) -> None:
            return None

    with ScriptedServer([{"content": json.dumps(RECORD)}], latency) as server:
        server.bodies, server.headers, server.paths = Forgetful(), Forgetful(), Forgetful()
        print(server.url, flush=True)
        sys.stdin.read()


class Server:
    """The scripted server in a process of its own."""

    def __init__(self, latency: float) -> None:
        command = [sys.executable, __file__, "--serve", str(latency)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate("")


def main(arguments: Sequence[str] = ()) -> int:
    """Run both parts; 1 when a demand is not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--serve", type=float, help=argparse.SUPPRESS)
    parser.add_argument("--in-flight", type=int, default=128)
    parser.add_argument("--calls", type=int, default=1024)
    parser.add_argument("--mode", default="json_schema", choices=["json_schema", "tools", "json"])
    parser.add_argument("--cache", metavar="FILE", help="Also write every reply to this cache file.")
    parser.add_argument("--json", metavar="FILE")
    given = parser.parse_args(list(arguments))
    if given.serve is not None:
        serve(given.serve)
        return 0
    n = given.in_flight
    rows = {}
    with Server(2.0) as server:
        rows["engine, 2 s"] = asyncio.run(ours(server.url, n, 8 * n, given.mode, given.cache))
    with Server(0.2) as server:
        rows["engine, 200 ms"] = asyncio.run(ours(server.url, n, given.calls, given.mode, given.cache))
        rows["instructor, 200 ms"] = asyncio.run(plain(server.url, n, given.calls, given.mode))
    print(f"{n} in flight, mode {given.mode}\n{'':22}{'calls/s':>9}{'% of ideal':>12}{'CPU ms/call':>13}")
    for name, row in rows.items():
        ideal = n / (2.0 if "2 s" in name else 0.2)
        row["of_ideal"] = row["calls_per_s"] / ideal
        print(f"{name:22}{row['calls_per_s']:9.1f}{row['of_ideal']:12.1%}{row['cpu_ms']:13.2f}")
    share = rows["engine, 2 s"]["of_ideal"]
    times = rows["engine, 200 ms"]["calls_per_s"] / rows["instructor, 200 ms"]["calls_per_s"]
    print(f"2 s replies: {share:.1%} of ideal (asked for: 90 %); 200 ms replies: {times:.1f} times plain instructor (asked for: 2)")
    if given.json:
        Path(given.json).write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return 0 if share >= 0.9 and times >= 2 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
