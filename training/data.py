"""Read the training files: CoNLL-U trees and BIO name tags in, plain lists of sentences out."""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Tree:
    """One sentence of the treebank; heads are 1-based, 0 is the root."""

    document: str
    forms: tuple[str, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True)
class Tagged:
    """One sentence with BIO tags over PER, ORG, LOC."""

    forms: tuple[str, ...]
    tags: tuple[str, ...]


def read_trees(path: Path) -> list[Tree]:
    """All sentences of a CoNLL-U file (xz), in order; multiword and empty tokens are left out."""
    out: list[Tree] = []
    document, rows = "", []
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id = "):
                document = line[14:]
            elif not line:
                if rows:
                    columns = list(zip(*rows, strict=True))
                    heads = tuple(int(head) for head in columns[6])
                    out.append(Tree(document, columns[1], columns[2], columns[3], columns[4], heads, columns[7]))
                rows = []
            elif line[0] != "#":
                cells = line.split("\t")
                if cells[0].isdigit():
                    rows.append(cells)
    return out


def read_tagged(path: Path) -> list[Tagged]:
    """All sentences of a BIO file (JSON lines, xz)."""
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    return [Tagged(tuple(row["tokens"]), tuple(row["tags"])) for row in rows if row["tokens"]]
