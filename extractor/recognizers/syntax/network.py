"""Run the joint model with numpy: words of many sentences in, tags, heads, relations and name tags out.

The network is the one of training/network.py: word and character vectors, three BiLSTM layers, biaffine arcs and labels,
a conditional random field over name tags. Sentences are read together, packed by step, so that no padding is computed;
what depends on the form of a word alone is computed once per form and remembered.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.recognizers.syntax.decode import best_path, best_tree

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float32]]
    Indexes = np.ndarray[Any, np.dtype[np.intp]]

GROUP_TOKENS = 800
"""Tokens that are read together; bounds memory (about 50 kB a token), whatever the article."""
MAX_FORMS = 20_000
"""Forms whose vectors are remembered (1 kB each)."""
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
FORM_CHARS = 20
"""Characters of a form that the character filters see, as in training."""


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


def marks_only(n: int) -> Analysis:
    """The reading of a piece that holds no word: the first mark is the root of the others."""
    return Analysis(["PUNCT"] * n, ["."] * n, [-1] + [0] * (n - 1), ["root"] + ["punct"] * (n - 1), ["O"] * n)


class Packed:
    """The order in which the tokens of a group are read: step by step, longest sentence first, in both directions."""

    def __init__(self, np: Any, lengths: list[int]) -> None:
        """`lengths` must fall from the first to the last sentence."""
        sizes = np.array(lengths)
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        steps = np.arange(lengths[0])
        self.active: list[int] = (sizes[None, :] > steps[:, None]).sum(1).tolist()
        step = np.repeat(steps, self.active)
        row = np.concatenate([np.arange(k) for k in self.active])
        self.forward: Indexes = starts[row] + step
        self.backward: Indexes = starts[row] + sizes[row] - 1 - step


class Network:
    """Weights in memory and the forms seen so far. Reading is pure, so threads may share one network."""

    def __init__(self, folder: Path) -> None:
        self.np = np = import_numpy()
        with np.load(folder / "weights.npz") as saved:
            self.weights: dict[str, Array] = {name: saved[name].astype(np.float32) for name in saved.files}
        tables: dict[str, list[str]] = json.loads((folder / "tables.json").read_text(encoding="utf-8"))
        self.tables = tables
        self.words = {word: i for i, word in enumerate(tables["words"])}
        self.letters = {char: i for i, char in enumerate(tables["chars"])}
        self.forms: dict[str, Array] = {}
        self.layers = [self._layer(f"layers.{i}") for i in range(3)]

    def analyse(self, sentences: list[list[str]]) -> list[Analysis]:
        """Analyse tokenised sentences, each of at least one token; results in the same order."""
        out: dict[int, Analysis] = {}
        group: list[int] = []
        size = 0
        for i in sorted(range(len(sentences)), key=lambda i: -len(sentences[i])):
            if group and size + len(sentences[i]) > GROUP_TOKENS:
                out.update(zip(group, self._analyse_group([sentences[j] for j in group]), strict=True))
                group, size = [], 0
            group.append(i)
            size += len(sentences[i])
        if group:
            out.update(zip(group, self._analyse_group([sentences[j] for j in group]), strict=True))
        return [out[i] for i in range(len(sentences))]

    def _analyse_group(self, group: list[list[str]]) -> list[Analysis]:
        np, t = self.np, self.tables
        packed = Packed(np, [len(sentence) for sentence in group])
        x = self._embed([form for sentence in group for form in sentence])
        below = self._bilstm(self._bilstm(x, packed, 0), packed, 1)
        x = below + self._bilstm(below, packed, 2)
        upos = self._linear(x, "upos").argmax(1).tolist()
        xpos = self._linear(x, "xpos").argmax(1).tolist()
        tags = best_path(np, self._linear(x, "tags"), self.weights["follow"], packed)
        heads, relations = self._trees(x, [len(sentence) for sentence in group])
        out, at = [], 0
        for sentence in group:
            end = at + len(sentence)
            out.append(
                Analysis(
                    [t["upos"][k] for k in upos[at:end]],
                    [t["xpos"][k] for k in xpos[at:end]],
                    heads[at:end],
                    relations[at:end],
                    [t["tags"][k] for k in tags[at:end]],
                )
            )
            at = end
        return out

    def _trees(self, x: Array, lengths: list[int]) -> tuple[list[int], list[str]]:
        """Heads in each sentence (0-based, -1 for the root) and relations of all tokens."""
        np, w, names = self.np, self.weights, self.tables["relations"]
        nodes = np.concatenate([x, w["root"][None]])  # the root of all trees is the last row
        dep = np.maximum(self._linear(x, "arc_dep"), 0) @ w["arc"][:-1] + w["arc"][-1]
        head = np.maximum(self._linear(nodes, "arc_head"), 0)
        heads: list[int] = []
        chosen: list[int] = []
        at = 0
        for n in lengths:
            scores = np.empty((n, n + 1), np.float32)
            scores[:, 0] = dep[at : at + n] @ head[-1]
            scores[:, 1:] = dep[at : at + n] @ head[at : at + n].T
            tree = best_tree(scores)
            heads += [h - 1 for h in tree]
            chosen += [at + h - 1 if h else len(x) for h in tree]
            at += n
        left = np.maximum(self._linear(x, "label_dep"), 0)
        right = np.maximum(self._linear(nodes, "label_head"), 0)[chosen]
        found = self._relations(left, right).tolist()
        relations = ["root" if h < 0 else ("dep" if names[r] == "root" else names[r]) for h, r in zip(heads, found, strict=True)]
        return heads, relations

    def _relations(self, left: Array, right: Array) -> Any:
        np, label = self.np, self.weights["label"]
        ones = np.ones((len(left), 1), np.float32)
        left, right = np.concatenate([left, ones], 1), np.concatenate([right, ones], 1)
        size = left.shape[1]
        mixed = (left @ label).reshape(len(left), -1, size)
        return (mixed @ right[:, :, None])[:, :, 0].argmax(1)

    def _linear(self, x: Array, name: str) -> Array:
        out: Array = x @ self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"]
        return out

    def _embed(self, forms: list[str]) -> Array:
        np, known = self.np, self.forms
        new = [form for form in dict.fromkeys(forms) if form not in known]
        if new and len(known) + len(new) > MAX_FORMS:
            known = self.forms = {}
            new = list(dict.fromkeys(forms))
        if new:
            known.update(zip(new, self._form_vectors(new), strict=True))
        out: Array = np.array([known[form] for form in forms])
        return out

    def _form_vectors(self, forms: list[str]) -> Array:
        """Word vector and character vector of each form, side by side."""
        np, w = self.np, self.weights
        words = w["word"][[self.words.get(form.lower(), 1) for form in forms]]
        coded = [[2, *(self.letters.get(char, 1) for char in form[:FORM_CHARS]), 3] for form in forms]
        width = max(map(len, coded))
        table = np.array([[0, 0, *letters, *([0] * (width - len(letters) + 2))] for letters in coded])
        chars = w["char"][table]
        parts = [words]
        for size in (3, 5):
            side = size // 2
            windows = np.concatenate([chars[:, 2 - side + k : 2 - side + k + width] for k in range(size)], axis=2)
            found = np.maximum(windows @ w[f"conv{size}.weight"] + w[f"conv{size}.bias"], 0)
            found[table[:, 2:-2] == 0] = 0
            parts.append(found.max(1))
        out: Array = np.concatenate(parts, axis=1)
        return out

    def _layer(self, name: str) -> tuple[Array, Array, Array]:
        """Input weights of both directions side by side, their biases, and the two recurrent matrices.

        The gates i, f, o are halved: sigmoid(z) = (tanh(z / 2) + 1) / 2, so that one call of tanh serves all four.
        """
        np, w = self.np, self.weights
        size = w[f"{name}.recurrent"].shape[1]
        half = np.full(4 * size, 0.5, np.float32)
        half[2 * size : 3 * size] = 1
        return (
            w.pop(f"{name}.inputs") * np.tile(half, 2),
            w.pop(f"{name}.bias") * np.tile(half, 2),
            w.pop(f"{name}.recurrent") * half,
        )

    def _bilstm(self, x: Array, packed: Packed, layer: int) -> Array:
        """Both directions at once; rows of `x` are tokens in order of the text."""
        np = self.np
        weights, bias, recurrent = self.layers[layer]
        size = recurrent.shape[1]
        inputs = x @ weights
        inputs += bias
        gates_in = np.empty((2, len(x), 4 * size), np.float32)
        gates_in[0] = inputs[packed.forward, : 4 * size]
        gates_in[1] = inputs[packed.backward, 4 * size :]
        read = np.empty((2, len(x), size), np.float32)
        first = packed.active[0]
        h, c = np.zeros((2, first, size), np.float32), np.zeros((2, first, size), np.float32)
        at = 0
        for k in packed.active:
            gates = h[:, :k] @ recurrent
            gates += gates_in[:, at : at + k]
            np.tanh(gates, out=gates)
            i, f, g, o = (gates[:, :, j * size : (j + 1) * size] for j in range(4))
            # (f + 1) / 2 * c + (i + 1) / 2 * g
            c = c[:, :k]
            c += c * f
            g += g * i
            c += g
            c *= 0.5
            h = np.tanh(c)
            h += h * o
            h *= 0.5
            read[:, at : at + k] = h
            at += k
        out: Array = np.empty((len(x), 2 * size), np.float32)
        out[packed.forward, :size] = read[0]
        out[packed.backward, size:] = read[1]
        return out


def import_numpy() -> Any:
    """numpy with one thread for matrix products, unless the program has loaded it before.

    The products of one step are too small to share: on a busy machine threads that wait for each other made reading a
    hundred times slower. The environment is left as it was.
    """
    if "numpy" not in sys.modules:
        before = {name: os.environ.get(name) for name in _THREADS}
        os.environ.update({name: "1" for name in _THREADS if not before[name]})
        try:
            import numpy
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
    import numpy

    return numpy


@lru_cache(maxsize=4)
def load_network(folder: Path) -> Network:
    """The network in a folder, read once per process."""
    return Network(folder)
