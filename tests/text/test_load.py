"""Loading: text, JSON and HTML become an article whose text is what stands there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import Article, annotate, check, extract, extract_many
from extractor.errors import InputError
from extractor.text.load import MAX_CHARACTERS, article_from_bytes, decode, load_article

PAGE = """<!doctype html><html><head><title>Site - Fire</title><meta property="og:title" content="Fire &amp; smoke">
<meta property="article:published_time" content="2024-05-15T10:00:00Z"></head>
<body><nav><p>Menu</p></nav><article><h1>Fire &amp; smoke</h1><p>Two people   died on <b>Monday</b>.</p>
<script>var x = "<p>no</p>";</script><p>&ldquo;Go,&rdquo; he said.</p></article><footer><p>All rights</p></footer></body></html>"""


@given(st.text(min_size=1).filter(str.strip))
def test_utf_8_text_is_kept_as_it_is(text: str) -> None:
    """Decoding changes no character of UTF-8 text without control characters."""
    if any(ord(c) < 32 and c not in "\t\n\r\f" for c in text) or text.startswith("\ufeff"):
        return
    assert decode(text.encode("utf-8", "surrogatepass") if not any("\ud800" <= c <= "\udfff" for c in text) else b"x", name="t") in (
        text,
        "x",
    )


def test_html_becomes_paragraphs() -> None:
    """Prose stays, menus and scripts go, entities are decoded, the page's own title and day are kept."""
    article = article_from_bytes(PAGE.encode(), name="page.html")
    assert article.text == "Fire & smoke\n\nTwo people died on Monday.\n\n“Go,” he said."
    assert (article.title, article.published) == ("Fire & smoke", dt.date(2024, 5, 15))


def long_page(n: int) -> bytes:
    return f"<!doctype html><html><body><article><p>{'word ' * (n // 5)}</p></article></body></html>".encode()


@pytest.mark.parametrize(
    ("short", "long", "name"),
    [
        (b"a" * MAX_CHARACTERS, b"a" * (MAX_CHARACTERS + 1), "a.txt"),
        ("é".encode() * MAX_CHARACTERS, "é".encode() * (MAX_CHARACTERS + 1), "a.txt"),
        (b'{"text": "%s"}' % (b"a" * MAX_CHARACTERS), b'{"text": "%s"}' % (b"a" * (MAX_CHARACTERS + 1)), "a.json"),
        (long_page(MAX_CHARACTERS), long_page(MAX_CHARACTERS + 10), "a.html"),
    ],
    ids=["text", "characters, not bytes", "JSON", "HTML"],
)
def test_the_longest_article(tmp_path: Path, short: bytes, long: bytes, name: str) -> None:
    """An article may have so many characters and not one more, in whatever form it comes."""
    path = tmp_path / name
    path.write_bytes(short)
    assert MAX_CHARACTERS - 10 < len(load_article(path).text) <= MAX_CHARACTERS
    path.write_bytes(long)
    with pytest.raises(InputError, match=f"{name} has 1,000,.* characters; an article may have at most 1,000,000. Split it"):
        load_article(path)


@pytest.mark.parametrize("entry", [annotate, extract, lambda article: check({}, article)], ids=["annotate", "extract", "check"])
def test_an_article_made_in_python_has_the_same_limit(entry: Callable[[Article | str], object]) -> None:
    """The Python functions refuse a longer text with the same error, whether it comes as text or as an article."""
    text = "a" * (MAX_CHARACTERS + 1)
    for article in (text, Article(text), Article(text, source="a.txt")):
        with pytest.raises(InputError, match="has 1,000,001 characters"):
            entry(article)


def test_a_long_article_does_not_stop_the_others() -> None:
    """Of many articles the one that is too long gets its error, in its place."""
    results = [result for _, result in extract_many(["Two men died.", "a" * (MAX_CHARACTERS + 1), "Six men died."])]
    assert [isinstance(result, InputError) for result in results] == [False, True, False]


def test_given_day_wins_over_the_page() -> None:
    """--published is believed before the page."""
    assert article_from_bytes(PAGE.encode(), name="page.html", published="2024-05-20").published == dt.date(2024, 5, 20)


def test_json_article(tmp_path: Path) -> None:
    """A JSON article brings its own metadata."""
    path = tmp_path / "a.json"
    path.write_text('{"text": "Two died.", "published": "2024-05-15", "title": "T"}', encoding="utf-8")
    article = load_article(path)
    assert (article.text, article.published, article.title) == ("Two died.", dt.date(2024, 5, 15), "T")


@pytest.mark.parametrize(
    ("raw", "name", "words"),
    [
        (b'{"title": "x"}', "a.json", 'no "text"'),
        (b"[1, 2]", "a.json", "holds a JSON list"),
        (b'{"text": 3}', "a.json", 'no "text"'),
        (b"{", "a.json", "not valid JSON"),
        (b"<html><body><script>x</script></body></html>", "a.html", "without any text"),
        (b"\xff\xfea", "a.txt", "broken"),
    ],
    ids=["no text", "a list", "text is a number", "cut off", "empty page", "broken UTF-16"],
)
def test_what_is_no_article_is_said(raw: bytes, name: str, words: str) -> None:
    """Input that holds no article is refused with what is missing."""
    with pytest.raises(InputError, match=words):
        article_from_bytes(raw, name=name)
