"""Measure an exported model on held-out files: `measure.py FOLDER --data DIR [--part dev]`; gold words in, figures out.

Trees are those the package makes (one root, no circle); lemmas by its table and rules; names by exact span and type.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from data import read_tagged, read_trees
from spans import spans

from extractor.recognizers.syntax.lemma import Lemmatizer
from extractor.recognizers.syntax.network import Network


def measure_trees(network: Network, lemmatizer: Lemmatizer, path: Path) -> dict[str, float]:
    """Accuracy of parts of speech, lemmas and trees in percent, and words a second of processor time."""
    trees = read_trees(path)
    words = [list(tree.forms) for tree in trees]
    began = time.process_time()
    readings = network.analyse(words)
    seconds = time.process_time() - began
    n = upos = lemma = uas = las = 0
    for tree, read in zip(trees, readings, strict=True):
        for i, form in enumerate(tree.forms):
            n += 1
            upos += read.upos[i] == tree.upos[i]
            lemma += lemmatizer.lemma(form, read.upos[i]).lower() == tree.lemmas[i].lower()
            right = read.heads[i] + 1 == tree.heads[i]
            uas += right
            las += right and read.relations[i] == tree.relations[i]
    return {
        "words": n,
        **{name: round(100 * count / n, 2) for name, count in (("upos", upos), ("lemma", lemma), ("uas", uas), ("las", las))},
        "words_a_second": round(n / seconds),
    }


def measure_names(network: Network, folder: Path, corpus: str) -> float:
    """F1 of exact spans with type, in percent."""
    tagged = read_tagged(folder, corpus)
    found = predicted = there = 0
    for sentence, read in zip(tagged, network.analyse([list(s.forms) for s in tagged]), strict=True):
        a, b = spans(read.tags), spans(sentence.tags)
        found, predicted, there = found + len(a & b), predicted + len(a), there + len(b)
    return round(200 * found / max(1, predicted + there), 2)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--data", type=Path, required=True, help="folder with treebank/ and ner/")
    arguments.add_argument("--part", default="dev", help="dev, or test for the one final figure")
    a = arguments.parse_args()
    network, lemmatizer = Network(a.folder), Lemmatizer(a.folder)
    figures = measure_trees(network, lemmatizer, a.data / f"treebank/{a.part}.conllu.xz")
    print(json.dumps({**figures, "name_f1_gum_dev": measure_names(network, a.data / "ner", "gum_dev")}))


if __name__ == "__main__":
    main()
