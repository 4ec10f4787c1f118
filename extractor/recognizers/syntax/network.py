"""Run the joint model with numpy: words of many sentences in, tags, heads, relations and name tags out.

The network is the one of training/network.py: word and character vectors, three BiLSTM layers, biaffine arcs and labels,
a conditional random field over name tags. Sentences are read together, packed by step, so that next to no padding is
computed; what depends on the form of a word alone (up to the first layer) is computed once per form and remembered.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from extractor.recognizers.syntax.decode import best_path, best_tree
from extractor.recognizers.syntax.weights import read_weights

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float32]]
    Halves = np.ndarray[Any, np.dtype[np.float16]]
    Indexes = np.ndarray[Any, np.dtype[np.intp]]

GROUP_TOKENS = 800
"""Tokens that are read together; bounds memory (about 50 kB a token), whatever the article."""
MAX_FORMS = 4_000
"""Forms that are remembered (6 kB each)."""
ROWS_TOGETHER = 64
"""Tokens whose relations are scored together (16 kB each), so that the scores stay in the processor's cache."""
_LANES = 4
"""Sentences that BLAS multiplies in one go: a step of 5 takes longer than one of 8, and one of 2 or 3 as long as one by one."""
_HEADS = ("upos", "xpos", "tags", "arc_dep", "label_dep", "arc_head", "label_head")
"""The linear layers above the LSTM, computed in one product; the last two also read the root."""
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


class Forms:
    """What the first layer gets from each form seen so far, a row each."""

    def __init__(self, np: Any, width: int) -> None:
        self.rows: dict[str, int] = {}
        self.table: Array = np.empty((MAX_FORMS, width), np.float32)  # takes memory only as rows are filled


class Network:
    """Weights in memory and the forms seen so far. Reading is pure, so threads may share one network."""

    def __init__(self, folder: Path) -> None:
        self.np = np = import_numpy()
        saved = read_weights(np, folder / "weights.npz")
        self.word_vectors = saved.pop("word")  # most of the file; they stay there until a word is met
        self.layers = [self._layer(saved, i) for i in range(3)]
        self.weights: dict[str, Array] = {name: array.astype(np.float32) for name, array in saved.items()}
        tables: dict[str, list[str]] = json.loads((folder / "tables.json").read_text(encoding="utf-8"))
        self.tables = tables
        self.words = {word: i for i, word in enumerate(tables["words"])}
        self.letters = {char: i for i, char in enumerate(tables["chars"])}
        self.heads = self._heads()
        self.filters = {size: self._filter(size) for size in (3, 5)}
        self.forms = Forms(np, self.layers[0][0].shape[1])
        self._lock = Lock()

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
        lengths = [len(sentence) for sentence in group]
        packed = Packed(np, lengths)
        below = self._bilstm(self._first_inputs([form for sentence in group for form in sentence], packed), packed, 0)
        below = self._bilstm(self._inputs(below, packed, 1), packed, 1)
        x = below + self._bilstm(self._inputs(below, packed, 2), packed, 2)
        said = self._linear(np.concatenate([x, 2 * self.weights["root"][None]]))  # the root of all trees is the last row
        upos = said["upos"][:-1].argmax(1).tolist()
        xpos = said["xpos"][:-1].argmax(1).tolist()
        tags = best_path(np, said["tags"][:-1], self.weights["follow"], packed)
        heads, relations = self._trees(said, lengths)
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

    def _trees(self, said: dict[str, Array], lengths: list[int]) -> tuple[list[int], list[str]]:
        """Heads in each sentence (0-based, -1 for the root) and relations of all tokens."""
        np, w, names = self.np, self.weights, self.tables["relations"]
        dep = np.maximum(said["arc_dep"][:-1], 0) @ w["arc"][:-1] + w["arc"][-1]
        head = np.maximum(said["arc_head"], 0)
        heads: list[int] = []
        chosen: list[int] = []
        at = 0
        for n in lengths:
            scores = np.empty((n, n + 1), np.float32)
            scores[:, 0] = dep[at : at + n] @ head[-1]
            np.matmul(dep[at : at + n], head[at : at + n].T, out=scores[:, 1:])
            tree = best_tree(scores)
            heads += [h - 1 for h in tree]
            chosen += [at + h - 1 if h else len(dep) for h in tree]
            at += n
        left = np.maximum(said["label_dep"][:-1], 0)
        right = np.maximum(said["label_head"], 0)[chosen]
        found = self._relations(left, right)
        relations = ["root" if h < 0 else ("dep" if names[r] == "root" else names[r]) for h, r in zip(heads, found, strict=True)]
        return heads, relations

    def _relations(self, left: Array, right: Array) -> list[int]:
        np, label = self.np, self.weights["label"]
        ones = np.ones((len(left), 1), np.float32)
        left, right = np.concatenate([left, ones], 1), np.concatenate([right, ones], 1)
        size = left.shape[1]
        found: list[int] = []
        for at in range(0, len(left), ROWS_TOGETHER):
            mixed = (left[at : at + ROWS_TOGETHER] @ label).reshape(-1, label.shape[1] // size, size)
            found += (mixed @ right[at : at + ROWS_TOGETHER, :, None])[:, :, 0].argmax(1).tolist()
        return found

    def _heads(self) -> tuple[Array, Array]:
        """Weights (halved: the layers below give twice their values) and biases of the linear layers side by side."""
        np, w = self.np, self.weights
        weights = 0.5 * np.concatenate([w[f"{name}.weight"] for name in _HEADS], 1)
        return weights, np.concatenate([w[f"{name}.bias"] for name in _HEADS])

    def _linear(self, x: Array) -> dict[str, Array]:
        """What each linear layer makes of the rows."""
        weights, bias = self.heads
        all_of_them = x @ weights
        all_of_them += bias
        ends = self.np.cumsum([len(self.weights[f"{name}.bias"]) for name in _HEADS])[:-1]
        return dict(zip(_HEADS, self.np.split(all_of_them, ends, axis=1), strict=True))

    def _first_inputs(self, words: list[str], packed: Packed) -> Array:
        """The gates' share of the words in the first layer, in the order they are read, both directions."""
        np, known = self.np, self.forms
        if any(word not in known.rows for word in words):
            known = self._learn(list(dict.fromkeys(words)))
        rows = np.array([known.rows[word] for word in words])
        half = known.table.shape[1] // 2
        gates: Array = np.empty((2, len(words), half), np.float32)
        gates[0] = known.table[:, :half][rows[packed.forward]]
        gates[1] = known.table[:, half:][rows[packed.backward]]
        return gates

    def _learn(self, forms: list[str]) -> Forms:
        """The table with all these forms in it; a new one when the old one would get too long."""
        weights, bias, _ = self.layers[0]
        with self._lock:
            known = self.forms
            new = [form for form in forms if form not in known.rows]
            if len(known.rows) + len(new) > MAX_FORMS:
                known, new = Forms(self.np, weights.shape[1]), forms
            first = len(known.rows)
            rows = known.table[first : first + len(new)]
            self.np.matmul(self._form_vectors(new), weights, out=rows)
            rows += bias
            known.rows.update(zip(new, range(first, first + len(new)), strict=True))  # a row is named when it stands there
            self.forms = known
            return known

    def _inputs(self, x: Array, packed: Packed, layer: int) -> Array:
        """The gates' share of the layer below, in the order it is read, both directions."""
        np = self.np
        weights, bias, _ = self.layers[layer]
        half = weights.shape[1] // 2
        gates: Array = np.empty((2, len(x), half), np.float32)
        np.matmul(x[packed.forward], weights[:, :half], out=gates[0])
        np.matmul(x[packed.backward], weights[:, half:], out=gates[1])
        gates += bias.reshape(2, 1, half)
        return gates

    def _form_vectors(self, forms: list[str]) -> Array:
        """Word vector and character vector of each form, side by side."""
        np, w, code = self.np, self.weights, self.letters.get
        coded = [[2, *[code(char, 1) for char in form[:FORM_CHARS]], 3] for form in forms]
        width = max(map(len, coded))
        table = np.zeros((len(forms), width + 4), np.intp)
        for row, letters in zip(table, coded, strict=True):
            row[2 : 2 + len(letters)] = letters
        empty = table[:, 2:-2] == 0
        parts = [self.word_vectors[[self.words.get(form.lower(), 1) for form in forms]].astype(np.float32)]
        for size, filters in self.filters.items():
            first = 2 - size // 2
            found = filters[0][table[:, first : first + width]]
            for k in range(1, size):
                found += filters[k][table[:, first + k : first + k + width]]
            found += w[f"conv{size}.bias"]
            found[empty] = 0
            parts.append(np.maximum(found.max(1), 0))
        out: Array = np.concatenate(parts, axis=1)
        return out

    def _filter(self, size: int) -> list[Array]:
        """What each character adds to the filters of this width, one table for each place under the filter."""
        chars, weights = self.weights["char"], self.weights[f"conv{size}.weight"]
        return [chars @ rows for rows in self.np.split(weights, size)]

    def _layer(self, saved: dict[str, Halves], number: int) -> tuple[Array, Array, Array]:
        """Input weights of both directions side by side, their biases, and the two recurrent matrices.

        What a layer gives is twice its value (see `_bilstm`), so what reads it is halved.
        """
        inputs, bias, recurrent = (saved.pop(f"layers.{number}.{part}") for part in ("inputs", "bias", "recurrent"))
        size = recurrent.shape[1]
        return self._gates(inputs, size, 0.5 if number else 1.0), self._gates(bias, size, 1.0), self._gates(recurrent, size, 0.5)

    def _gates(self, saved: Halves, size: int, share: float) -> Array:
        """The share of what is saved for the gates i, f, g, o of each direction, in the order i, f, o, g.

        The first three are halved: sigmoid(z) = (tanh(z / 2) + 1) / 2, so that one call of tanh serves all four.
        """
        np = self.np
        gates: Array = saved.reshape(-1, 4, size)[:, [0, 1, 3, 2]].astype(np.float32)
        gates *= np.array([[0.5], [0.5], [0.5], [1]], np.float32) * np.float32(share)
        return gates.reshape(saved.shape)

    def _bilstm(self, gates_in: Array, packed: Packed, layer: int) -> Array:
        """Both directions at once; rows of the result are tokens in order of the text, and hold twice the layer's values."""
        np = self.np
        recurrent = self.layers[layer][2]
        one_by_one = recurrent[:, None]
        size = recurrent.shape[1]
        read = np.zeros((2, gates_in.shape[1] + _LANES, size), np.float32)
        h, c = np.zeros((2, packed.active[0] + _LANES, size), np.float32), np.zeros((2, packed.active[0], size), np.float32)
        at = 0
        for k in packed.active:
            if k < _LANES:
                gates = (h[:, :k, None] @ one_by_one)[:, :, 0]
            else:
                gates = (h[:, : -(-k // _LANES) * _LANES] @ recurrent)[:, :k]
            gates += gates_in[:, at : at + k]
            np.tanh(gates, out=gates)
            gates[:, :, : 3 * size] += 1
            # (f + 1) / 2 * c + (i + 1) / 2 * g
            c = c[:, :k]
            c *= gates[:, :, size : 2 * size]
            g = gates[:, :, 3 * size :]
            g *= gates[:, :, :size]
            c += g
            c *= 0.5
            np.multiply(np.tanh(c), gates[:, :, 2 * size : 3 * size], out=read[:, at : at + k])
            h = read[:, at : at + k + _LANES]  # the rows behind k are zeros still
            at += k
        out: Array = np.empty((at, 2 * size), np.float32)
        out[packed.forward, :size] = read[0, :at]
        out[packed.backward, size:] = read[1, :at]
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
