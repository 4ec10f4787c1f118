"""What a rewritten article must not change, and what it must (docs/crosscheck, section 10)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractor import api
from extractor.core.annotations import Annotations
from extractor.core.finding import Finding
from extractor.core.mention import NumberMention

FOLDER = Path("fixtures/news")
NAMES = sorted(path.parent.name for path in FOLDER.glob("*/record.json"))
ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def load(name: str) -> tuple[str, dict[str, Any], str]:
    """Text, gold record and publication day of a fixture article."""
    folder = FOLDER / name
    day = json.loads((folder / "article.json").read_text(encoding="utf-8"))["published"]
    text = (folder / "article.txt").read_text(encoding="utf-8")
    return text, json.loads((folder / "record.json").read_text(encoding="utf-8")), day


@cache
def before(name: str) -> dict[str, str]:
    """The classes of the gold record against its article as it stands."""
    text, record, day = load(name)
    return classes(record, text, day)


def classes(record: dict[str, Any], text: str, day: str) -> dict[str, str]:
    """Path -> supported, refuted or undecided."""
    found = api.check(record, text, published=day, policy="annotate").findings
    return {f.path: class_of(f) for f in found}


def class_of(found: Finding) -> str:
    return "supported" if found.verdict.supported else "refuted" if found.verdict.refuted else "undecided"


def core(m: NumberMention) -> tuple[int, int]:
    return (m.core_start, m.core_end) if m.core_start >= 0 else (m.start, m.end)


def as_words(digits: str) -> str | None:
    if not re.fullmatch(r"[1-9]\d?|100", digits):
        return None
    n = int(digits)
    if n < 20:
        return ONES[n]
    return "one hundred" if n == 100 else TENS[n // 10 - 2] + (f"-{ONES[n % 10]}" if n % 10 else "")


def grouped(digits: str) -> str | None:
    return f"{int(digits):,}" if re.fullmatch(r"[1-9]\d{3,6}", digits) else None


def plain(digits: str) -> str | None:
    return digits.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+", digits) else None


def reworded(text: str, found: Annotations, spelling: Callable[[str], str | None], names: Iterable[str] = ()) -> str:
    """The article with its plain numbers spelt otherwise, save inside quotations and names, whose letters count."""
    kept = [(q.start, q.end) for q in found.quotations if q.kind != "indirect"] + [(n.start, n.end) for n in found.names]
    kept += [match.span() for name in names for match in re.finditer(re.escape(name), text)]
    for m in sorted(found.numbers, key=lambda m: -m.start):
        a, b = core(m)
        new = spelling(text[a:b]) if m.kind in ("card", "age", "dur", "pct", "meas", "cur") else None
        if new is not None and not any(s < b and a < e for s, e in kept):
            text = text[:a] + new + text[b:]
    return text


def straight(text: str) -> str:
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("spelling", [as_words, grouped, plain], ids=["in words", "with commas", "without commas"])
def test_spelling_of_numbers_changes_no_class(name: str, spelling: Callable[[str], str | None]) -> None:
    """How a number is spelt decides nothing."""
    text, record, day = load(name)
    other = reworded(text, api.annotate(text, published=day), spelling, [actor["name"] for actor in record["actors"]])
    assert classes(record, other, day) == before(name)


@pytest.mark.parametrize("name", NAMES)
def test_straight_marks_change_no_class(name: str) -> None:
    """Curly and straight quotation marks are the same."""
    text, record, day = load(name)
    assert classes(record, straight(text), day) == before(name)


def test_the_rewritings_change_the_articles() -> None:
    """Each of the rewritings above finds something to rewrite; else they would prove nothing."""
    texts = [load(name)[0] for name in NAMES]
    read = [api.annotate(text) for text in texts]
    for spelling in (as_words, grouped, plain):
        assert any(reworded(text, found, spelling) != text for text, found in zip(texts, read, strict=True)), spelling
    assert any(straight(text) != text for text in texts)


def swaps(text: str, record: dict[str, Any], day: str) -> list[tuple[str, str, str]]:
    """The article with two plain numbers of different slots swapped, and the paths of the two claims."""
    checked = {f.path: f for f in api.check(record, text, published=day, policy="annotate").findings}
    numbers = api.annotate(text, published=day).numbers
    sites: list[tuple[str, Any, NumberMention]] = []
    for i, count in enumerate(record["counts"]):
        found = checked[f"/counts/{i}"]
        there = [m for m in numbers if any(a <= m.start and m.end <= b for a, b in found.spans)]
        if found.verdict.value == "exact" and "mod" not in count and len(there) == 1 and there[0].kind == "card":
            sites.append((found.path, count, there[0]))
    out = []
    for i, (path, count, one) in enumerate(sites):
        for other_path, other, two in sites[i + 1 :]:
            (a, b), (c, d) = sorted((core(one), core(two)))
            if b <= c and count["value"] != other["value"] and count.get("of") != other.get("of"):
                first, second = cased(text[c:d], text[a]), cased(text[a:b], text[c])
                out.append((text[:a] + first + text[b:c] + second + text[d:], path, other_path))
    return out


def cased(word: str, like: str) -> str:
    """A word with a capital where the one it replaces has one; lower case where that is lower."""
    if like.isupper():
        return word[:1].upper() + word[1:]
    return word.lower() if like.islower() else word


@pytest.mark.parametrize("name", NAMES)
def test_swapped_numbers_refuse_both_claims(name: str) -> None:
    """A number is not supported because it stands somewhere in the article: it must stand in its own slot."""
    text, record, day = load(name)
    for swapped, *paths in swaps(text, record, day):
        found = classes(record, swapped, day)
        assert [path for path in paths if found[path] == "supported"] == []


def test_numbers_were_swapped() -> None:
    """The articles have numbers to swap; else the test above would prove nothing."""
    assert sum(len(swaps(*load(name))) for name in NAMES) >= 10


@pytest.mark.parametrize("name", NAMES)
def test_an_unrelated_sentence_supports_nothing(name: str) -> None:
    """A wrong number stays wrong when a sentence about something else has it."""
    text, record, day = load(name)
    for count in record["counts"]:
        if "value" not in count:
            continue
        wrong = {**count, "value": int(count["value"]) * 3 + 7}
        one = {**record, "counts": [wrong]}
        if classes(one, text, day)["/counts/0"] == "supported":
            continue
        longer = f"{text.rstrip()}\n\nElsewhere, a bakery in Lisbon sold {wrong['value']:,} cakes last week.\n"
        assert classes(one, longer, day)["/counts/0"] != "supported", wrong
