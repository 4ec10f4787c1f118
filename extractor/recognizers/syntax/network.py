"""Run the joint model with numpy: words of many sentences in, tags, heads, relations and name scores out.

The network is the one of training/network.py: word and character vectors, two BiLSTM layers, biaffine arcs and labels.
What depends on the form of a word alone is computed once per form and remembered.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float32]]

# Sentences are read together in groups of like length; this bounds memory, whatever the article.
GROUP_TOKENS = 4000
MAX_FORMS = 200_000


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the network says of one sentence; lists run over its tokens."""

    upos: list[str]
    xpos: list[str]
    heads: list[int]
    """0-based, -1 for the root."""
    relations: list[str]
    tags: list[str]
    """BIO over PER, ORG, LOC."""


class Network:
    """Weights in memory and the forms seen so far. Reading is pure, so threads may share one network."""

    def __init__(self, folder: Path) -> None:
        import numpy as np

        self.np = np
        with np.load(folder / "weights.npz") as saved:
            self.weights: dict[str, Array] = {name: saved[name].astype(np.float32) for name in saved.files}
        tables: dict[str, list[str]] = json.loads((folder / "tables.json").read_text(encoding="utf-8"))
        self.tables = tables
        self.words = {word: i for i, word in enumerate(tables["words"])}
        self.letters = {char: i for i, char in enumerate(tables["chars"])}
        self.forms: dict[str, Array] = {}

    def analyse(self, sentences: list[list[str]]) -> list[Analysis]:
        """Analyse tokenised sentences, each of at least one token; results in the same order."""
        out: list[Analysis | None] = [None] * len(sentences)
        order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]))
        group: list[int] = []
        for i in order:
            if group and len(sentences[i]) * (len(group) + 1) > GROUP_TOKENS:
                self._analyse_group(sentences, group, out)
                group = []
            group.append(i)
        if group:
            self._analyse_group(sentences, group, out)
        return [analysis for analysis in out if analysis is not None]

    def _analyse_group(self, sentences: list[list[str]], group: list[int], out: list[Analysis | None]) -> None:
        np, w, t = self.np, self.weights, self.tables
        lengths = [len(sentences[i]) for i in group]
        x = self._embed([sentences[i] for i in group], max(lengths))
        mask = np.arange(max(lengths))[None, :] < np.array(lengths)[:, None]
        for layer in range(2):
            x = self._bilstm(x, mask, layer)
        upos = (x @ w["upos.weight"].T + w["upos.bias"]).argmax(-1)
        xpos = (x @ w["xpos.weight"].T + w["xpos.bias"]).argmax(-1)
        tags = x @ w["tags.weight"].T + w["tags.bias"]
        heads_in = np.concatenate([np.broadcast_to(w["root"], (len(group), 1, x.shape[2])), x], axis=1)
        dep = np.maximum(x @ w["arc_dep.weight"].T + w["arc_dep.bias"], 0)
        head = np.maximum(heads_in @ w["arc_head.weight"].T + w["arc_head.bias"], 0)
        arcs = (dep @ w["arc"][:-1] + w["arc"][-1]) @ head.transpose(0, 2, 1)
        label_dep = np.maximum(x @ w["label_dep.weight"].T + w["label_dep.bias"], 0)
        label_head = np.maximum(heads_in @ w["label_head.weight"].T + w["label_head.bias"], 0)
        from extractor.recognizers.syntax.decode import best_tags, best_tree

        rows: list[tuple[int, int, list[int]]] = []
        deps, hs = [], []
        for row, (i, n) in enumerate(zip(group, lengths, strict=True)):
            tree = best_tree(arcs[row, :n, : n + 1])
            rows.append((row, i, tree))
            deps.append(label_dep[row, :n])
            hs.append(label_head[row, tree])
        relations = self._relations(np.concatenate(deps), np.concatenate(hs))
        at = 0
        for row, i, tree in rows:
            n = len(tree)
            names = [t["relations"][r] for r in relations[at : at + n]]
            at += n
            names = ["root" if h == 0 else ("dep" if name == "root" else name) for h, name in zip(tree, names, strict=True)]
            out[i] = Analysis(
                [t["upos"][k] for k in upos[row, :n]],
                [t["xpos"][k] for k in xpos[row, :n]],
                [h - 1 for h in tree],
                names,
                best_tags(tags[row, :n], t["tags"]),
            )

    def _relations(self, dep: Array, head: Array) -> Any:
        np, label = self.np, self.weights["label"]
        ones = np.ones((len(dep), 1), np.float32)
        left, right = np.concatenate([dep, ones], 1), np.concatenate([head, ones], 1)
        count, rows, columns = label.shape
        mixed = (left @ label.transpose(1, 0, 2).reshape(rows, count * columns)).reshape(len(dep), count, columns)
        return np.einsum("nrj,nj->nr", mixed, right).argmax(1)

    def _embed(self, batch: list[list[str]], width: int) -> Array:
        np = self.np
        new = list(dict.fromkeys(form for sentence in batch for form in sentence if form not in self.forms))
        if new:
            if len(self.forms) > MAX_FORMS:
                self.forms = {}
                new = list(dict.fromkeys(form for sentence in batch for form in sentence))
            self.forms.update(zip(new, self._form_vectors(new), strict=True))
        size = next(iter(self.forms.values())).shape[0]
        x = np.zeros((len(batch), width, size), np.float32)
        for row, sentence in enumerate(batch):
            x[row, : len(sentence)] = [self.forms[form] for form in sentence]
        return x

    def _form_vectors(self, forms: list[str]) -> Array:
        """Word vector and character vector of each form, side by side."""
        np, w = self.np, self.weights
        words = w["word.weight"][[self.words.get(form.lower(), 1) for form in forms]]
        coded = [[2, *(self.letters.get(char, 1) for char in form[:20]), 3] for form in forms]
        width = max(map(len, coded))
        table = np.zeros((len(forms), width + 2), np.int64)
        for row, letters in enumerate(coded):
            table[row, 1 : len(letters) + 1] = letters
        chars = w["char.weight"][table]
        windows = np.concatenate([chars[:, :-2], chars[:, 1:-1], chars[:, 2:]], axis=2)
        kernel = w["conv.weight"].transpose(2, 1, 0).reshape(-1, w["conv.weight"].shape[0])
        letters_out = np.maximum(windows @ kernel + w["conv.bias"], 0)
        letters_out[table[:, 1:-1] == 0] = 0
        return np.concatenate([words, letters_out.max(1)], axis=1).astype(np.float32)

    def _bilstm(self, x: Array, mask: Any, layer: int) -> Array:
        np = self.np
        forward = self._lstm(x, mask, f"l{layer}")
        backward = self._lstm(x[:, ::-1], mask[:, ::-1], f"l{layer}_reverse")[:, ::-1]
        return np.concatenate([forward, backward], axis=2)

    def _lstm(self, x: Array, mask: Any, name: str) -> Array:
        """One direction; states stay zero where `mask` is false, so padding on either side does no harm."""
        np, w = self.np, self.weights
        bias = w[f"lstm.bias_ih_{name}"] + w[f"lstm.bias_hh_{name}"]
        inputs = x @ w[f"lstm.weight_ih_{name}"].T + bias
        recurrent = np.ascontiguousarray(w[f"lstm.weight_hh_{name}"].T)
        size = recurrent.shape[0]
        h = np.zeros((len(x), size), np.float32)
        c = np.zeros_like(h)
        out = np.zeros((len(x), x.shape[1], size), np.float32)
        for step in range(x.shape[1]):
            gates = inputs[:, step] + h @ recurrent
            # sigmoid(z) = (tanh(z / 2) + 1) / 2: one call of tanh for all gates
            gates[:, : 2 * size] *= 0.5
            gates[:, 3 * size :] *= 0.5
            np.tanh(gates, out=gates)
            i, f = (gates[:, :size] + 1) * 0.5, (gates[:, size : 2 * size] + 1) * 0.5
            keep = mask[:, step, None]
            c = np.where(keep, f * c + i * gates[:, 2 * size : 3 * size], 0)
            h = np.where(keep, (gates[:, 3 * size :] + 1) * 0.5 * np.tanh(c), 0).astype(np.float32)
            out[:, step] = h
        return out


@lru_cache(maxsize=4)
def load_network(folder: Path) -> Network:
    """The network in a folder, read once per process."""
    return Network(folder)
