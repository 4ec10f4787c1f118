"""Where a running process spends its time on an article: CPU milliseconds of each stage, for 3.5 kB of news, and articles a CPU second.

"Again" leaves out what annotations remember once it was asked for: clauses, entities, slots of numbers.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.timing import FIXTURES, best_of
from extractor import Article
from extractor.checks import run_checks
from extractor.engines.offline import OfflineEngine
from extractor.grounding import ground_citations
from extractor.job import Job, settle_draft
from extractor.recognizers.annotate import annotate_article
from extractor.recognizers.syntax import load_pipeline
from extractor.schemas.news import NewsRecord
from extractor.writers.document import document

SIZE = 3_500


def main() -> None:
    articles = [Article(path.read_text(encoding="utf-8")) for path in sorted(FIXTURES.glob("*/article.txt"))]
    share = SIZE / sum(len(article.text) for article in articles)
    read = [annotate_article(article) for article in articles]
    drafts = [OfflineEngine().fill(a, found, NewsRecord) for a, found in zip(articles, read, strict=True)]
    records = [ground_citations(draft.record, article) for draft, article in zip(drafts, articles, strict=True)]
    job = Job("news", {})

    def everything(article: Article) -> object:
        found = annotate_article(article)
        return document(settle_draft(OfflineEngine().fill(article, found, NewsRecord), found, job))

    stages: dict[str, Callable[[], object]] = {
        "trees and names": lambda: [load_pipeline().parse(a.text) for a in articles],
        "all annotations": lambda: [annotate_article(a) for a in articles],
        "fill a record (again)": lambda: [OfflineEngine().fill(a, found, NewsRecord) for a, found in zip(articles, read, strict=True)],
        "check a record (again)": lambda: [run_checks(record, found) for record, found in zip(records, read, strict=True)],
        "everything": lambda: [everything(a) for a in articles],
    }
    for name, stage in stages.items():
        seconds = best_of(stage) * share
        more = f"   {1 / seconds:.1f} articles a CPU second" if name == "everything" else ""
        print(f"{name:<24}{1000 * seconds:7.1f} ms for {SIZE:,} characters{more}")


if __name__ == "__main__":
    main()
