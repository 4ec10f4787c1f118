"""An index of many review pages: what was found in each article, the ones with most problems first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractor.core.extraction import Extraction
from extractor.writers.overview import headline, state_of
from extractor.writers.page.html import Markup, fill_page, tag


def render_index(pages: Sequence[tuple[str, Extraction[Any]]]) -> str:
    """The index as HTML; `pages` are (file name of the page, its extraction)."""
    rows = []
    for name, result in pages:
        states = [state_of(finding) for finding in result.findings]
        rows.append((states.count("refuted"), states.count("undecided"), len(result.coverage), len(states), name, headline(result)))
    rows.sort(key=lambda row: (-row[0], -row[1], -row[2], row[4]))
    head = tag("tr", *(tag("th", text, scope="col") for text in ("Article", "Refused", "Undecided", "Not used", "Claims")))
    lines = [
        tag("tr", tag("td", tag("a", title, href=name)), *(tag("td", f"{n:,}", class_="n") for n in (refuted, undecided, unused, claims)))
        for refuted, undecided, unused, claims, name, title in rows
    ]
    title = f"{len(rows)} articles"
    body = Markup(
        tag("header", tag("h1", title), tag("p", "Most problems first.", class_="meta"))
        + tag("table", tag("thead", head), tag("tbody", *lines))
    )
    return fill_page(title, body)
