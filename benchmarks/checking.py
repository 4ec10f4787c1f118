"""How long the cross-check of 20 claims takes, at 3.5 kB and at 250 kB, beside langextract's alignment where it is installed.

langextract aligns the same 20 texts: as they stand in the article (its default finds them exactly), and with a word changed
(its fuzzy search).
"""

from __future__ import annotations

from benchmarks.timing import FIXTURES, best_of, news_text
from extractor import Article, annotate
from extractor.checks import run_checks
from extractor.schemas.news import NewsRecord

CLAIMS = 20
NATO = FIXTURES / "nato" / "article.txt"


def quoted(text: str) -> list[str]:
    """Twenty quotations of a text, verbatim, the same again when it has fewer."""
    found = [q.text for q in annotate(Article(text)).quotations if q.kind in ("direct", "mixed", "indirect")]
    return (found * (CLAIMS // len(found) + 1))[:CLAIMS]


def altered(words: list[str]) -> list[str]:
    """The same quotations with one word changed in the middle."""
    out = []
    for text in words:
        parts = text.split()
        parts[len(parts) // 2] = "somehow"
        out.append(" ".join(parts))
    return out


def record_of(words: list[str]) -> NewsRecord:
    """Half the claims are quotations, half are counts and dates, true and false ones."""
    counts = [{"value": n, "of": "members of the mission expelled"} for n in (8, 9, 20, 10, 400)]
    dates = [{"value": day, "event": "NATO expelled members"} for day in ("2021-10-06", "2014", "2015", "2021-10", "2021-10-31")]
    return NewsRecord.model_validate({"quotes": [{"text": text} for text in words[: CLAIMS // 2]], "counts": counts, "dates": dates})


def langextract_seconds(text: str, words: list[str]) -> float | None:
    try:
        from langextract import data, resolver
    except ImportError:
        return None

    def align() -> None:
        found = [data.Extraction(extraction_class="x", extraction_text=word) for word in words]
        list(resolver.Resolver().align(found, text, 0))

    return best_of(align, runs=1)


def main() -> None:
    for size in (3_500, 250_000):
        text = news_text(size) if size > 10_000 else NATO.read_text(encoding="utf-8")
        article = Article(text)
        read = best_of(lambda text=text: annotate(Article(text + " ")), runs=1)
        annotations = annotate(article)
        words = quoted(text)
        print(f"{size:>8,} characters: annotate {1000 * read:8.1f} ms")
        for name, claims in (("verbatim", words), ("a word changed", altered(words))):
            record = record_of(claims)
            run_checks(record, annotations)
            mine = best_of(lambda record=record, annotations=annotations: run_checks(record, annotations))
            other = langextract_seconds(text, claims)
            beside = (
                "langextract is not installed"
                if other is None
                else f"langextract {1000 * other:,.1f} ms, ours is {other / mine:,.0f} times as fast"
            )
            print(f"{'':>8} {CLAIMS} claims, {name:<15} {1000 * mine:8.2f} ms; {beside}")


if __name__ == "__main__":
    main()
