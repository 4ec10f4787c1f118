"""How long the cross-check of 20 claims takes, at 3.5 kB and at 250 kB, beside langextract's alignment where it is installed."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.timing import FIXTURES, best_of, news_text
from extractor import Article, annotate, extract
from extractor.checks import run_checks
from extractor.schemas.news import NewsRecord

CLAIMS = 20


def twenty_claims() -> NewsRecord:
    """A record of twenty claims about the fixture articles."""
    result = extract((FIXTURES / "nato" / "article.txt").read_text(encoding="utf-8"), published="2021-10-07")
    record = result.record
    assert record is not None
    return NewsRecord(counts=record.counts[:7], quotes=record.quotes[:7], dates=record.dates[:3], actors=record.actors[:3])


def langextract_alignment(text: str, words: list[str]) -> dict[str, Callable[[], object]]:
    try:
        from langextract import data, resolver
    except ImportError:
        print("langextract is not installed")
        return {}

    def align(fuzzy: bool) -> None:
        found = [data.Extraction(extraction_class="x", extraction_text=word) for word in words]
        list(resolver.Resolver().align(found, text, 0, enable_fuzzy_alignment=fuzzy))

    return {"langextract, exact only": lambda: align(False), "langextract, default (fuzzy)": lambda: align(True)}


def main() -> None:
    record = twenty_claims()
    words = [quote.text for quote in record.quotes] + [str(count.of) for count in record.counts]
    for size in (3_500, 250_000):
        text = news_text(size) if size > 10_000 else (FIXTURES / "nato" / "article.txt").read_text(encoding="utf-8")
        read = best_of(lambda t=text: annotate(Article(t + " ")), runs=1)
        annotations = annotate(Article(text))
        run_checks(record, annotations)
        mine = best_of(lambda a=annotations: run_checks(record, a))
        print(f"{size:>8,} characters: annotate {1000 * read:8.1f} ms, check of {CLAIMS} claims {1000 * mine:8.2f} ms")
        for name, call in langextract_alignment(text, words).items():
            other = best_of(call, runs=1)
            print(f"{'':>8} {name}: {1000 * other:,.1f} ms, ours is {other / mine:,.0f} times as fast")


if __name__ == "__main__":
    main()
