"""The review page: self-contained, escaped, every finding linked to its characters."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from selectolax.lexbor import LexborHTMLParser

from extractor import Article, check
from extractor.writers.page import render_index, render_page

HOSTILE = (
    "Minister </script><script>alert(1)</script> & <img src=x onerror=alert(2)> met eight members. "
    "“I said \u202eno\u202c 'twice',” Ann Lee said. \x00 \ud800 10 ships came on Monday."
)
RECORD = {
    "actors": [{"id": "a1", "name": "Ann Lee"}],
    "counts": [{"value": 8, "of": "members"}, {"value": 9, "of": "members </section><script>"}],
    "quotes": [{"text": "I said", "speaker": "a1"}],
}


@pytest.fixture(scope="module")
def page() -> str:
    return render_page(check(RECORD, Article(HOSTILE, title="<b>T</b> %body% %style%")))


def test_nothing_of_the_article_becomes_markup(page: str) -> None:
    """Scripts and tags of article, title and record are text; the page has its one script."""
    tree = LexborHTMLParser(page)
    assert len(tree.css("script")) == 1
    assert not tree.css("img")
    assert tree.css_first("h1").text() == "<b>T</b> %body% %style%"


def test_nothing_is_fetched(page: str) -> None:
    """The page names no other resource."""
    tree = LexborHTMLParser(page)
    assert not tree.css("[src], [href], link, object, iframe, base")
    assert not re.search(r"@import|url\(", "".join(node.text() for node in tree.css("style, script")))


def test_article_stands_whole(page: str) -> None:
    """The article's characters are all there, in order; what HTML cannot hold is replaced."""
    text = LexborHTMLParser(page).css_first("#article").text()
    assert text == HOSTILE.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")


def test_items_are_linked_to_their_characters(page: str) -> None:
    """Every mark names items that exist, and the refused claim stands among the problems, first."""
    tree = LexborHTMLParser(page)
    ids = {node.attributes["id"] for node in tree.css(".item")}
    named = {name for node in tree.css("mark[data-items]") for name in node.attributes["data-items"].split()}
    assert named and named <= ids
    first = tree.css_first("#record section")
    assert first.css_first("h2").text() == "Problems"
    assert "refuted" in first.css_first(".item").attributes["class"]


def test_unused_figures_are_underlined(page: str) -> None:
    """The ten ships the record leaves out are shown."""
    assert any("10" in node.text() for node in LexborHTMLParser(page).css("mark.unused"))


def test_page_is_well_formed(page: str) -> None:
    """Every opened element is closed."""
    stack: list[str] = []

    class Check(HTMLParser):
        def handle_starttag(self, tag: str, attrs: object) -> None:
            if tag != "meta":
                stack.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert stack.pop() == tag

    Check().feed(page)
    assert stack == []


def test_index_puts_problems_first() -> None:
    """The index lists the article with refused claims before the clean one."""
    clean = check({"counts": [{"value": 8, "of": "members"}]}, "It had eight members.")
    index = LexborHTMLParser(render_index([("clean.html", clean), ("bad.html", check(RECORD, HOSTILE.replace("\ud800", "")))]))
    assert [node.attributes["href"] for node in index.css("td a")] == ["bad.html", "clean.html"]
