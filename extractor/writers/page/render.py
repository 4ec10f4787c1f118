"""One extraction as a review page: the article with its evidence marked, beside the record; problems stand first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from extractor.core.extraction import Extraction, Unused
from extractor.core.finding import Finding
from extractor.writers.describe import HEADINGS, describe
from extractor.writers.overview import STATES, headline, state_of, totals
from extractor.writers.page.html import Markup, fill_page, tag, words
from extractor.writers.restore import claims_by_path, is_held


@dataclass(frozen=True, slots=True)
class _Row:
    """An item of the record side."""

    id: str
    heading: str
    text: str
    finding: Finding
    held: bool

    @property
    def state(self) -> str:
        return state_of(self.finding)


def render_page(result: Extraction[Any]) -> str:
    """The whole page as HTML; it needs no other file and no network, and every word of the article is escaped."""
    rows = _rows(result)
    title = headline(result)
    problems = [row for row in rows if row.state != "supported"]
    side = [_section("Problems", sorted(problems, key=lambda row: STATES.index(row.state)))]
    for heading in dict.fromkeys(row.heading for row in rows):
        side.append(_section(heading, [row for row in rows if row.heading == heading and row.state == "supported"]))
    side.append(_unused(result.coverage))
    body = Markup(
        tag("header", tag("h1", title), *_meta(result), _legend())
        + tag(
            "main",
            tag("section", _article(result.article.text, rows, result.coverage), id="article", aria_label="Article", tabindex="0"),
            tag("section", *side, id="record", aria_label="Record"),
        )
    )
    return fill_page(title, body)


def _rows(result: Extraction[Any]) -> list[_Row]:
    """Every finding once, in record order, with the words of its claim."""
    claims = claims_by_path(result)
    out = []
    for number, finding in enumerate(result.findings):
        claim = claims.get(finding.path)
        text = describe(claim) if claim is not None else finding.claimed or finding.path
        out.append(_Row(f"i{number}", HEADINGS.get(finding.kind, finding.kind), text, finding, is_held(result, finding.path)))
    return out


def _meta(result: Extraction[Any]) -> Iterable[Markup]:
    article = result.article
    facts = [
        article.source,
        f"published {article.published}" if article.published else "no publication day",
        f"{article.characters:,} characters",
    ]
    yield tag("p", " · ".join(fact for fact in facts if fact), class_="meta")
    yield tag("p", totals(result), class_="meta")


def _legend() -> Markup:
    keys = [("supported", "supported"), ("undecided", "undecided"), ("refuted", "refused"), ("unused", "not used by the record")]
    spans = [tag("span", tag("span", label, class_=f"key {name}")) for name, label in keys]
    return tag("p", *spans, "j and k walk through the items, Enter shows the place", class_="legend")


def _section(heading: str, rows: list[_Row]) -> Markup | None:
    if not rows:
        return None
    return tag("section", tag("h2", heading), tag("ul", *(tag("li", _item(row)) for row in rows)))


def _item(row: _Row) -> Markup:
    finding = row.finding
    place = " · held back" if row.held else ""
    label = f"{finding.verdict.value.replace('_', ' ')} · {finding.rule}{place}"
    formula = f" = {finding.formula}" if finding.formula else ""
    message = None if row.state == "supported" and not formula else tag("small", finding.message + formula)
    return tag(
        "button",
        row.text,
        tag("small", tag("span", label, class_="verdict")),
        message,
        id=row.id,
        class_=f"item {row.state}",
        type="button",
    )


def _unused(coverage: tuple[Unused, ...]) -> Markup | None:
    if not coverage:
        return None
    lines = [tag("li", f"{unused.kind}: {' '.join(unused.text.split())} ({unused.reading})", class_="note") for unused in coverage]
    return tag("section", tag("h2", "In the article, not in the record"), tag("ul", *lines))


def _article(text: str, rows: list[_Row], coverage: tuple[Unused, ...]) -> Markup:
    """The text cut at every border of a span; each piece knows the items it proves. One pass over sorted borders."""
    opening: dict[int, list[tuple[str, str]]] = {}
    closing: dict[int, list[tuple[str, str]]] = {}
    for row in rows:
        for start, end in row.finding.spans:
            opening.setdefault(start, []).append((row.id, row.state))
            closing.setdefault(end, []).append((row.id, row.state))
    for unused in coverage:
        opening.setdefault(unused.start, []).append(("", "unused"))
        closing.setdefault(unused.end, []).append(("", "unused"))
    out: list[str] = []
    live: list[tuple[str, str]] = []
    borders = sorted({0, len(text), *opening, *closing})
    for a, b in pairwise(borders):
        for entry in closing.get(a, ()):
            live.remove(entry)
        live += opening.get(a, [])
        out.append(_piece(text[a:b], live))
    return Markup("".join(out))


def _piece(text: str, live: list[tuple[str, str]]) -> Markup:
    if not live:
        return words(text)
    ids = list(dict.fromkeys(name for name, _ in live if name))
    states = {state for _, state in live}
    state = next(name for name in ("refuted", "undecided", "supported", "unused") if name in states)
    extra = " unused" if "unused" in states and state != "unused" else ""
    return tag("mark", text, class_=state + extra, data_items=" ".join(ids) or None, tabindex="0" if ids else None)
