"""The commands as a user calls them: what goes to standard output, what to files, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli.main import main
from extractor.core.draft import Draft
from extractor.job import as_record

TEXT = "NATO expelled eight members of the mission on Wednesday.\n\n“We had no choice,” Ann Lee said. It cost $3.5m."
RIGHT = {"counts": [{"value": 8, "of": "members expelled"}]}
WRONG = {"counts": [{"value": 9, "of": "members expelled"}, {"value": 8, "of": "members expelled"}]}


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def record(folder: Path, value: object) -> Path:
    path = folder / "r.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def test_extract_prints_the_document(article: Path) -> None:
    """JSON alone goes to standard output."""
    result = run("extract", article, "--published", "2021-10-07")
    value = json.loads(result.stdout)
    assert result.exit_code == (0 if not value["held"] and all(f["verdict"] != "ambiguous" for f in value["findings"]) else 1)
    assert value["record"]["counts"][0]["value"] == 8
    assert value["provenance"]["engine"] == "offline"


def test_extract_reads_standard_input(article: Path) -> None:
    """`-` is standard input."""
    assert json.loads(run("extract", "-", stdin=TEXT).stdout)["article"]["source"] == "-"


def test_extract_writes_files_and_summary(article: Path, tmp_path: Path) -> None:
    """-o and --html write whole files; the summary goes to standard error."""
    out, page = tmp_path / "out.json", tmp_path / "out.html"
    result = run("extract", article, "-o", out, "--html", page, "--summary")
    assert result.stdout == ""
    assert "Quotations" in result.stderr
    assert json.loads(out.read_text(encoding="utf-8"))["schema"] == "news"
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_stream_answers_in_order() -> None:
    """--jsonl answers one document a line under the ids of the input."""
    lines = "\n".join(json.dumps({"id": f"n{i}", "text": f"The court fined {i + 2} men."}) for i in range(5))
    answers = [json.loads(line) for line in run("extract", "--jsonl", stdin=lines).stdout.splitlines()]
    assert [a["id"] for a in answers] == [f"n{i}" for i in range(5)]
    assert [a["record"]["counts"][0]["value"] for a in answers] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(("value", "code", "verdict"), [(RIGHT, 0, "exact"), (WRONG, 1, "contradicted")], ids=["right", "wrong"])
def test_check_judges_a_record(article: Path, tmp_path: Path, value: object, code: int, verdict: str) -> None:
    """Every claim gets its verdict; a refused one is held and the exit code says so."""
    result = run("check", record(tmp_path, value), "--article", article)
    document = json.loads(result.stdout)
    assert result.exit_code == code
    assert document["findings"][0]["verdict"] == verdict
    assert len(document["held"]) == code
    assert len(document["record"]["counts"]) == 1


def test_check_takes_a_document(article: Path, tmp_path: Path) -> None:
    """A document that extract wrote can be checked again."""
    out = tmp_path / "out.json"
    run("extract", article, "-o", out)
    again = json.loads(run("check", out, "--article", article).stdout)
    assert again["record"] == json.loads(out.read_text(encoding="utf-8"))["record"]


def test_policy_annotate_moves_nothing(article: Path, tmp_path: Path) -> None:
    """annotate keeps refused claims in the record, their findings beside them."""
    document = json.loads(run("check", record(tmp_path, WRONG), "--article", article, "--policy", "annotate").stdout)
    assert len(document["record"]["counts"]) == 2
    assert document["held"] == []
    assert document["findings"][0]["verdict"] == "contradicted"


def test_policy_strict_writes_nothing_that_is_not_supported(article: Path, tmp_path: Path) -> None:
    """strict leaves the output alone and writes the draft beside it, or to standard error."""
    out, rejected = tmp_path / "out.json", tmp_path / "out.json.rejected.json"
    given = ("check", record(tmp_path, WRONG), "--article", article, "--policy", "strict")
    result = run(*given, "-o", out)
    assert (result.exit_code, out.exists()) == (1, False)
    assert json.loads(rejected.read_text(encoding="utf-8"))["findings"]
    assert str(rejected) in result.stderr
    piped = run(*given)
    assert (piped.exit_code, piped.stdout) == (1, "")
    assert "contradicted" in piped.stderr


def test_policy_strict_writes_what_is_supported(article: Path, tmp_path: Path) -> None:
    """strict writes a record that is supported whole like any other policy."""
    out = tmp_path / "out.json"
    assert run("check", record(tmp_path, RIGHT), "--article", article, "--policy", "strict", "-o", out).exit_code == 0
    assert len(json.loads(out.read_text(encoding="utf-8"))["record"]["counts"]) == 1
    assert not list(tmp_path.glob("*.rejected.json"))


def test_policy_strict_in_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line whose record is not supported whole gets an error and the findings, and no record."""
    monkeypatch.setattr("extractor.job.fill_offline", lambda article, annotations, job: Draft(as_record(WRONG, job.record_class)))
    result = run("extract", "--jsonl", "--policy", "strict", stdin=json.dumps({"id": 7, "text": TEXT}))
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["id"], answer.keys()) == (1, 7, {"id", "error", "findings"})
    assert [finding["verdict"] for finding in answer["findings"]] == ["contradicted", "exact"]


@pytest.mark.parametrize("more", [["--dry-run"], ["-o", "x.json"], ["--html", "x.html"], ["--usage"], ["article.txt"]], ids=" ".join)
def test_json_lines_leave_out_what_is_for_one_article(more: list[str]) -> None:
    """An option that JSON lines would pass over in silence is refused: --dry-run above all."""
    result = run("extract", "--jsonl", *more, stdin='{"text": "It rained."}\n')
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--jsonl" in result.stderr


def test_annotate_names_rules(article: Path) -> None:
    """--explain names the rule behind each reading; a pipe gets JSON."""
    found = json.loads(run("annotate", article, "--published", "2021-10-07", "--explain").stdout)
    assert found["dates"][0]["value"] == "2021-10-06"
    assert found["dates"][0]["rule"] == "D21"
    assert found["quotes"][0]["speaker"] == "Ann Lee"
    for group in found.values():
        for mention in group:
            assert TEXT[mention["start"] : mention["end"]] == mention["text"]


def test_view_writes_pages(article: Path, tmp_path: Path) -> None:
    """A document becomes a page; several become pages with an index."""
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    run("extract", article, "-o", one)
    run("extract", article, "-o", two)
    assert run("view", one).exit_code == 0
    assert (tmp_path / "one.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert run("view", one, two, "-o", tmp_path / "pages").exit_code == 0
    assert sorted(p.name for p in (tmp_path / "pages").iterdir()) == ["0001-one.html", "0002-two.html", "index.html"]


def test_view_refuses_another_article(article: Path, tmp_path: Path) -> None:
    """A document is never shown beside a text it was not made from."""
    out = tmp_path / "one.json"
    run("extract", article, "-o", out)
    article.write_text(TEXT + " More.", encoding="utf-8")
    result = run("view", out)
    assert result.exit_code == 2
    assert "is not the article" in result.stderr


def test_schemas_and_prompts_are_listed_and_shown() -> None:
    """Content is listed by name and shown whole."""
    assert "news" in run("schemas").stdout
    assert json.loads(run("schemas", "news").stdout)["title"] == "NewsRecord"
    assert "Finding" in json.loads(run("schemas", "--document").stdout)["$defs"]
    assert "extract.v1" in run("prompts").stdout
    assert "$article" in run("prompts", "extract.v1").stdout


@pytest.mark.parametrize("rule", ["B6", "M13", "Q10", "D21", "b6"])
def test_explain_prints_a_rule(rule: str) -> None:
    """A rule comes with its name and examples; case does not matter."""
    result = run("explain", rule)
    assert result.exit_code == 0
    assert result.stdout.upper().startswith(rule.upper())


def test_dry_run_sends_nothing(article: Path) -> None:
    """--dry-run prints the request without a key; the offline engine has none."""
    value = json.loads(run("extract", article, "--model", "openai/any", "--dry-run").stdout)
    assert TEXT in json.dumps(value, ensure_ascii=False).replace("\\n", "\n")
    assert run("extract", article, "--dry-run").exit_code == 2
