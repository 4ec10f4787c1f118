"""Read a saved web page: HTML in, `Article` out, with paragraphs as lines and the page's own title and date."""

from __future__ import annotations

import json
from typing import Any

from extractor.core.article import Article
from extractor.errors import InputError
from extractor.text.day import parse_day

# Elements that hold prose; everything else on a page is navigation, scripts or decoration.
_PROSE = "h1, h2, h3, h4, p, li, blockquote, figcaption, pre"
_NOISE = "script, style, noscript, nav, header, footer, aside, form, iframe, svg, template, button"
_DAY_META = (
    'meta[property="article:published_time"]',
    'meta[name="date"]',
    'meta[name="pubdate"]',
    'meta[name="DC.date.issued"]',
    'meta[itemprop="datePublished"]',
)


def article_from_html(html: str, *, source: str | None = None) -> Article:
    """Take the headline and the paragraphs of a page, a blank line between them.

    The text of the result is the article every offset counts in; an `article` or `main` element is preferred over the
    whole body. Entities are decoded, white space inside a paragraph becomes one space. A page without prose elements
    gives its visible text; one with no text gives an article with empty text.
    """
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    title, day = _title(tree), _day(tree)
    for node in tree.css(_NOISE):
        node.decompose()
    root = tree.css_first("article") or tree.css_first("main") or tree.body
    if root is None:
        return Article("", source=source)
    seen: list[str] = []
    for node in root.css(_PROSE):
        if any(part.mem_id != node.mem_id for part in node.css("p, li")):
            continue  # its parts come by themselves
        line = " ".join(node.text(separator="").split())
        if line:
            seen.append(line)
    text = "\n\n".join(seen) or " ".join(root.text(separator=" ").split())
    return Article(text, published=day, title=title, source=source)


def _title(tree: Any) -> str | None:
    node = tree.css_first('meta[property="og:title"]')
    content = node.attributes.get("content") if node is not None else None
    if not content:
        node = tree.css_first("title")
        content = node.text() if node is not None else None
    return " ".join(content.split()) if content else None


def _day(tree: Any) -> Any:
    """Day the page says it was published; None when it does not say, or says no ISO date."""
    stated = []
    for query in _DAY_META:
        node = tree.css_first(query)
        if node is not None:
            stated.append(node.attributes.get("content"))
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(node.text())
        except (ValueError, RecursionError):
            continue
        stated += [item.get("datePublished") for item in (data if isinstance(data, list) else [data]) if isinstance(item, dict)]
    node = tree.css_first("article time[datetime], time[pubdate]")
    if node is not None:
        stated.append(node.attributes.get("datetime"))
    for value in stated:
        if isinstance(value, str):
            try:
                return parse_day(value[:10])
            except InputError:
                continue
    return None
