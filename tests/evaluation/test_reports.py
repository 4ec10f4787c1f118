"""Reports for machines: JUnit XML, JSON and annotations are parsed back, whatever is in the words of an article."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from extractor.evaluation.compare import Difference
from extractor.evaluation.report import as_annotations, as_json, as_junit, as_text, summary
from extractor.evaluation.suite import Outcome

NASTY = 'a "b" <c> & ]]> \x00\x1b\ud83d 100%\r\n::error::x, ::stop-commands::y 😀'
"""Quotation marks, markup, characters XML forbids, a lone surrogate, line breaks and a command of the workflow."""
OUTCOMES = [
    Outcome("news/ok", "fixtures/news/ok", "passed", seconds=0.25, made_by="person"),
    Outcome(
        "news/drift",
        "fixtures/news/drift",
        "failed",
        (
            Difference("/record/a", "changed", "x", NASTY, "item"),
            Difference("/record/b", "missing", 1, None),
            Difference("/c", "new", None, [1]),
        ),
        seconds=0.5,
    ),
    Outcome("news/stale", "fixtures/news/stale", "failed", message=f"The request changed.\n+{NASTY}"),
    Outcome("news/broken", "fixtures/news/broken", "error", message=NASTY),
    Outcome("a,b:c%/d", "fixtures/a,b:c%/d", "updated"),
]


def unescaped(text: str) -> str:
    """What the workflow makes of an escaped message or property."""
    for code, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, character)
    return text


def test_junit() -> None:
    """One test case each with its class and time; failures and errors apart, counted in the head, with the differences in the text."""
    root = ElementTree.fromstring(as_junit(OUTCOMES))
    suite = root.find("testsuite")
    assert root.tag == "testsuites" and suite is not None
    assert {key: suite.get(key) for key in ("tests", "failures", "errors", "time")} == {
        "tests": "5",
        "failures": "2",
        "errors": "1",
        "time": "0.750",
    }
    cases = {case.get("name"): case for case in suite.iter("testcase")}
    assert cases["ok"].get("classname") == "news" and cases["ok"].get("time") == "0.250" and not len(cases["ok"])
    failure = cases["drift"].find("failure")
    assert failure is not None and failure.text is not None
    assert "/record/b is missing: expected 1" in failure.text and "/c is new: [1]" in failure.text
    assert (failure.get("message") or "").startswith("/record/a (item) is")
    error = cases["broken"].find("error")
    assert error is not None and 'a "b" <c> & ]]>' in (error.text or "")


def test_json() -> None:
    """Every difference with both sides, and one word on the whole."""
    report = json.loads(as_json(OUTCOMES))
    assert report["good"] is False
    assert [case["status"] for case in report["cases"]] == ["passed", "failed", "failed", "error", "updated"]
    assert report["cases"][0]["made_by"] == "person"
    assert report["cases"][1]["differences"][0] == {"path": "/record/a", "kind": "changed", "expected": "x", "found": NASTY, "item": "item"}
    assert json.loads(as_json(OUTCOMES[:1]))["good"] is True
    as_json(OUTCOMES).encode("utf-8", "surrogatepass")


def test_annotations(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One line a bad case, its words escaped: they can neither end the line nor start a command of their own."""
    monkeypatch.chdir(tmp_path)
    lines = as_annotations(OUTCOMES)
    assert len(lines) == 3
    for line, file in zip(lines, ("drift/expected.json", "stale/article.json", "broken/article.json"), strict=True):
        match = re.fullmatch(r"::error file=([^,:\r\n]*),title=([^,:\r\n]*)::([^\r\n]*)", line)
        assert match is not None, line
        assert unescaped(match[1]) == f"fixtures/news/{file}"
    assert NASTY in unescaped(lines[2])
    odd = Outcome("a,b:c%/d", "fixtures/a,b:c%/d", "error", message="x")
    match = re.fullmatch(r"::error file=([^,:]*),title=([^,:]*)::x", as_annotations([odd])[0])
    assert match is not None and unescaped(match[1]) == "fixtures/a,b:c%/d/article.json" and unescaped(match[2]) == "a,b:c%/d"


def test_annotations_name_files_from_the_root_of_the_checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whatever folder the command ran in, and however it was named."""
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    for folder in ("fixtures/news/x", str(tmp_path / "sub/fixtures/news/x")):
        assert as_annotations([Outcome("news/x", folder, "error", message="m")])[0].startswith(
            "::error file=sub/fixtures/news/x/article.json,"
        )


def test_text_says_who_wrote_the_replies_and_how_many_differences_there_are() -> None:
    """A person reads the status first; replies by hand are never passed off as a model's."""
    assert as_text(OUTCOMES[0]) == "passed   news/ok (replies written by a person)"
    many = Outcome("news/many", "f", "failed", tuple(Difference(f"/{i}", "new", None, i) for i in range(25)))
    assert len(as_text(many).splitlines()) == 22 and "and 5 more" in as_text(many)
    assert summary(OUTCOMES) == "1 passed, 2 failed, 1 error, 1 updated"
    assert summary([]) == "0 passed"
