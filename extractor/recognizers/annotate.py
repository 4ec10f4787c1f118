"""Read one article with every recogniser: `Article` in, `Annotations` out. One pass each, in a fixed order."""

from __future__ import annotations

from extractor.core.annotations import Annotations
from extractor.core.article import Article
from extractor.recognizers.dates import anchor_of, find_dates
from extractor.recognizers.numbers import find_numbers
from extractor.recognizers.quotations import find_quotations
from extractor.recognizers.syntax import annotate_syntax
from extractor.text.structure import find_blocks


def annotate_article(article: Article, *, syntax: str = "embedded") -> Annotations:
    """Read blocks, dates, numbers, sentences, names and quotations.

    Dates come before numbers, so that the 7 of "7 October" is no quantity; names and trees come before quotations, so
    that "he" finds its man. `syntax` is "embedded" or "spacy:NAME". Raises `EngineError` when that pipeline is not there.
    """
    text = article.text
    blocks = find_blocks(text)
    anchor = anchor_of(text, article.published, blocks)
    dates = find_dates(text, published=article.published, blocks=blocks)
    numbers = find_numbers(text, taken=dates)
    sentences, names = annotate_syntax(text, syntax)
    quotations = find_quotations(text, names=names, sentences=sentences, blocks=blocks)
    return Annotations(
        article=article,
        blocks=blocks,
        sentences=sentences,
        numbers=numbers,
        dates=dates,
        quotations=quotations,
        names=names,
        anchor=anchor.isoformat() if anchor else None,
    )
