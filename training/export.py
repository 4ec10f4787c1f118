"""Write a trained checkpoint as the files the package reads: `export.py MODEL.pt --data DIR --out FOLDER`."""

from __future__ import annotations

import argparse
import collections
import json
from pathlib import Path

import numpy as np
import torch
from data import CORPORA, TAGS, Tree, read_trees

NEVER = -1e4
"""Score of a tag that must not follow another: I-PER after anything but B-PER or I-PER."""


def runtime_weights(state: dict[str, torch.Tensor], shares: dict[str, float]) -> dict[str, np.ndarray]:
    """The weights in the layout of extractor/recognizers/syntax/network.py; name tags by the weighted mean of the corpora."""
    w = {name: value.float().numpy() for name, value in state.items()}
    out = {"word": w["word.weight"], "char": w["char.weight"], "root": w["root"], "arc": w["arc"]}
    for size in (3, 5):  # one row for each place in the window and each dimension of a character
        kernel = w[f"conv{size}.weight"]
        out[f"conv{size}.weight"] = kernel.transpose(2, 1, 0).reshape(-1, kernel.shape[0])
        out[f"conv{size}.bias"] = w[f"conv{size}.bias"]
    for i in range(3):
        for part in ("inputs", "bias", "recurrent"):
            out[f"layers.{i}.{part}"] = w[f"layers.{i}.{part}"]
    for name in ("upos", "xpos", "arc_dep", "arc_head", "label_dep", "label_head"):
        out[f"{name}.weight"], out[f"{name}.bias"] = w[f"{name}.weight"].T, w[f"{name}.bias"]
    share = np.array([shares[corpus] for corpus in CORPORA]) / sum(shares.values())
    n = len(TAGS)
    out["tags.weight"] = np.einsum("c,cth->ht", share, w["tags.weight"].reshape(len(CORPORA), n, -1))
    out["tags.bias"] = share @ w["tags.bias"].reshape(len(CORPORA), n)
    out["follow"] = w["follow"] + np.array([[0 if may_follow(a, b) else NEVER for b in TAGS] for a in TAGS])
    label = w["label"]  # (relations, left, right) -> (left, relations * right)
    out["label"] = label.transpose(1, 0, 2).reshape(label.shape[1], -1)
    return {name: np.ascontiguousarray(value.astype(np.float16)) for name, value in out.items()}


def may_follow(before: str, after: str) -> bool:
    return not after.startswith("I-") or before[2:] == after[2:]


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
    arguments.add_argument("--exclude", type=Path, help="file with document ids that the table of lemmas must not see")
    arguments.add_argument("--shares", type=json.loads, default={}, help='weights of the corpora\'s name layers, e.g. {"redocred": 2}')
    arguments.add_argument("--give-up", type=int, nargs="*", default=[], metavar="ROW", help="rows of words to be read as unknown ones")
    a = arguments.parse_args()
    saved = torch.load(a.model, weights_only=True)
    for row in a.give_up:  # the row stays, so that the others keep their places
        saved["tables"]["words"][row] = f"<{row}>"
    a.out.mkdir(parents=True, exist_ok=True)
    weights = runtime_weights(saved["state"], {corpus: float(a.shares.get(corpus, 1)) for corpus in CORPORA})
    with (a.out / "weights.npz.part").open("wb") as stream:
        np.savez(stream, **weights)
    (a.out / "weights.npz.part").replace(a.out / "weights.npz")
    (a.out / "tables.json").write_text(json.dumps(saved["tables"], ensure_ascii=False), encoding="utf-8")
    left_out = set(a.exclude.read_text().split()) if a.exclude else set()
    table = lemma_table([t for t in read_trees(a.data / "treebank/train.conllu.xz") if t.document not in left_out])
    (a.out / "lemmas.json").write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
