"""Write a trained checkpoint as the files the package reads: `export.py MODEL.pt --data DIR --out FOLDER`."""

from __future__ import annotations

import argparse
import collections
import json
from pathlib import Path

import numpy as np
import torch
from data import Tree, read_trees


def lemma_table(trees: list[Tree]) -> dict[str, str]:
    """Lemmas that the rules of the package get wrong: "form/UPOS" to lemma, seen at least twice and mostly so."""
    from extractor.recognizers.syntax.lemma import rule_lemma

    seen: dict[tuple[str, str], collections.Counter[str]] = {}
    for tree in trees:
        for form, upos, lemma in zip(tree.forms, tree.upos, tree.lemmas, strict=True):
            if upos != "PROPN":
                seen.setdefault((form.lower(), upos), collections.Counter())[lemma] += 1
    out = {}
    for (form, upos), lemmas in sorted(seen.items()):
        lemma, n = lemmas.most_common(1)[0]
        if n >= 2 and 2 * n > sum(lemmas.values()) and lemma != "_" and rule_lemma(form, upos) != lemma:
            out[f"{form}/{upos}"] = lemma
    return out


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("model", type=Path)
    arguments.add_argument("--data", type=Path, required=True, help="folder with treebank/")
    arguments.add_argument("--out", type=Path, required=True)
    a = arguments.parse_args()
    saved = torch.load(a.model, weights_only=True)
    a.out.mkdir(parents=True, exist_ok=True)
    weights = {name: value.numpy().astype(np.float16) for name, value in saved["state"].items()}
    with (a.out / "weights.npz.part").open("wb") as stream:
        np.savez_compressed(stream, **weights)
    (a.out / "weights.npz.part").replace(a.out / "weights.npz")
    (a.out / "tables.json").write_text(json.dumps(saved["tables"], ensure_ascii=False), encoding="utf-8")
    table = lemma_table(read_trees(a.data / "treebank/train.conllu.xz"))
    (a.out / "lemmas.json").write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
