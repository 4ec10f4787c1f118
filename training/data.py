"""Read the training files: CoNLL-U trees and BIO name tags in, plain lists of sentences out."""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from pathlib import Path

CORPORA = ("gum_train", "uner_ewt_dev", "wikigold", "crossner", "redocred")
TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")


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
    spaced: tuple[bool, ...]
    """Whether white space follows each word in the text."""


@dataclass(frozen=True)
class Tagged:
    """One sentence with BIO tags over PER, ORG, LOC."""

    forms: tuple[str, ...]
    tags: tuple[str, ...]
    corpus: int
    """Index into CORPORA."""


def read_trees(path: Path) -> list[Tree]:
    """All sentences of a CoNLL-U file (xz), in order; multiword and empty tokens are left out."""
    out: list[Tree] = []
    document, rows, inside = "", [], 0
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id = "):
                document = line[14:]
            elif not line:
                if rows:
                    columns = list(zip(*rows, strict=True))
                    heads = tuple(int(head) for head in columns[6])
                    spaced = tuple("SpaceAfter=No" not in cell for cell in columns[9])
                    out.append(Tree(document, plain(columns[1]), columns[2], columns[3], columns[4], heads, columns[7], spaced))
                rows, inside = [], 0
            elif line[0] != "#":
                cells = line.split("\t")
                if "-" in cells[0]:  # "don't" over the words "do" and "n't": no space between those
                    inside, after = int(cells[0].partition("-")[2]), cells[9]
                elif cells[0].isdigit():
                    if int(cells[0]) < inside:
                        cells[9] = "SpaceAfter=No"
                    elif int(cells[0]) == inside:
                        cells[9] = after
                    rows.append(cells)
    return out


def read_tagged(folder: Path, corpus: str) -> list[Tagged]:
    """All sentences of a BIO file (JSON lines, xz); a corpus that is not in CORPORA counts as the first."""
    index = CORPORA.index(corpus) if corpus in CORPORA else 0
    with lzma.open(folder / f"{corpus}.jsonl.xz", "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    return [Tagged(plain(row["tokens"]), tuple(row["tags"]), index) for row in rows if row["tokens"]]


def plain(forms: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Forms with straight apostrophes, as the package gives them to the network."""
    return tuple(form.replace("’", "'").replace("‘", "'") for form in forms)
