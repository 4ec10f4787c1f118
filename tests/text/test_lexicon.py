"""A lexicon says the same from its copy as from its TOML, and a copy never outlives what it was made from."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import extractor
from extractor.text.lexicon import read_lexicon

SHIPPED = sorted(Path(extractor.__file__).parent.glob("**/*.en.toml"))


@pytest.fixture
def lexicon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr("sys.pycache_prefix", None)
    path = tmp_path / "words.en.toml"
    path.write_text('[words]\none = 1\nrows = [["a", 2], []]\n', encoding="utf-8")
    return path


def copies(lexicon: Path) -> list[Path]:
    return sorted((lexicon.parent / "__pycache__").glob("*"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_shipped(path: Path, lexicon: Path) -> None:
    """Every lexicon that ships survives being remembered."""
    lexicon.write_bytes(path.read_bytes())
    expected = tomllib.loads(path.read_text(encoding="utf-8"))
    assert read_lexicon(lexicon) == expected
    assert len(copies(lexicon)) == 1
    assert read_lexicon(lexicon) == expected


def test_copy_is_used(lexicon: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second reading parses no TOML."""
    first = read_lexicon(lexicon)
    monkeypatch.setattr(tomllib, "loads", lambda text: pytest.fail("read as TOML"))
    assert read_lexicon(lexicon) == first == {"words": {"one": 1, "rows": [["a", 2], []]}}


def test_changed_lexicon_is_read_anew(lexicon: Path) -> None:
    """Also when time and size stay as they were."""
    read_lexicon(lexicon)
    lexicon.write_text(lexicon.read_text(encoding="utf-8").replace("one = 1", "one = 7"), encoding="utf-8")
    assert read_lexicon(lexicon)["words"]["one"] == 7
    assert read_lexicon(lexicon)["words"]["one"] == 7


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"made_from": 1, "tables": {}}'])
def test_broken_copy(lexicon: Path, content: bytes) -> None:
    """A copy that cannot be read is made again."""
    read_lexicon(lexicon)
    [copy] = copies(lexicon)
    copy.write_bytes(content)
    assert read_lexicon(lexicon)["words"]["one"] == 1
    assert copy.stat().st_size > len(content)


def test_nothing_can_be_written(lexicon: Path) -> None:
    """Where no copy can be kept, the lexicon is read all the same and nothing is left."""
    (lexicon.parent / "__pycache__").write_text("no folder", encoding="utf-8")
    assert read_lexicon(lexicon)["words"]["one"] == 1
    assert [path.name for path in sorted(lexicon.parent.iterdir())] == ["__pycache__", "words.en.toml"]


def test_python_writes_no_bytecode(lexicon: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then no copies are written either."""
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert read_lexicon(lexicon)["words"]["one"] == 1
    assert not copies(lexicon)


def test_missing(lexicon: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_lexicon(lexicon.with_name("none.toml"))
