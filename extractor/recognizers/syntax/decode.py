"""Scores in, structure out: the best single-root tree of arc scores, the best well-formed BIO tags."""

from __future__ import annotations

from typing import Any


def best_tree(scores: Any) -> list[int]:
    """Heads (1-based, 0 = root) of the best tree for scores of shape (tokens, tokens + 1).

    The best head of each token is taken when that is a tree with one root, which is nearly always; else
    Chu-Liu-Edmonds mends it.
    """
    n = scores.shape[0]
    scores = scores.copy()
    scores.ravel()[1 :: n + 2] = -1e9  # no token is its own head
    heads: list[int] = scores.argmax(1).tolist()
    roots = [i for i, head in enumerate(heads) if head == 0]
    if len(roots) == 1 and not _cycle(heads):
        return heads
    return _one_root(scores, roots)


def _one_root(scores: Any, roots: list[int]) -> list[int]:
    """Best tree whose root is the one candidate that costs least; all tokens are candidates when there are none."""
    column = scores[:, 0]
    candidates = roots or [int(column.argmax())]
    root = max(candidates, key=lambda i: float(column[i]))
    column[:] = -1e9
    column[root] = 1e9
    heads: list[int] = scores.argmax(1).tolist()
    while True:
        cycle = _cycle(heads)
        if not cycle:
            return heads
        # Break the cycle at the token that loses least by taking its best head outside the cycle and what hangs on it.
        rows = scores[cycle]
        outside = rows.copy()
        outside[:, [token + 1 for token in _below(heads, cycle[0])]] = -1e9
        best = outside.argmax(1)
        gain = outside.max(1) - rows[range(len(cycle)), [heads[token] for token in cycle]]
        k = int(gain.argmax())
        heads[cycle[k]] = int(best[k])


def _cycle(heads: list[int]) -> list[int]:
    """Tokens of one cycle; empty when there is none."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path = []
        token = start
        while token >= 0 and state[token] == 0:
            state[token] = 1
            path.append(token)
            token = heads[token] - 1
        if token >= 0 and state[token] == 1:
            return path[path.index(token) :]
        for seen in path:
            state[seen] = 2
    return []


def _below(heads: list[int], token: int) -> list[int]:
    kids: dict[int, list[int]] = {}
    for i, head in enumerate(heads):
        kids.setdefault(head - 1, []).append(i)
    out, seen = [token], {token}
    for i in out:
        for kid in kids.get(i, ()):
            if kid not in seen:
                seen.add(kid)
                out.append(kid)
    return out


def best_path(np: Any, scores: Any, follow: Any, packed: Any) -> list[int]:
    """Best tag sequence of every sentence of a group (Viterbi); `scores` and the result run over the tokens of the text.

    `follow[a, b]` is the score of b after a; `packed` says in which order the tokens are read.
    """
    steps = scores[packed.forward]
    best = steps[: packed.active[0]]
    ends = [best]
    back: list[Any] = []
    at = packed.active[0]
    for k in packed.active[1:]:
        reached = best[:k, :, None] + follow
        back.append(reached.argmax(1))
        best = reached.max(1) + steps[at : at + k]
        ends.append(best)
        at += k
    out = np.empty(len(scores), np.intp)
    tag = np.empty(0, np.intp)
    for step in range(len(ends) - 1, -1, -1):
        k, after = packed.active[step], len(tag)
        here = ends[step].argmax(1)
        if after:
            here[:after] = back[step][np.arange(after), tag]
        tag = here
        at -= k
        out[packed.forward[at : at + k]] = tag
    found: list[int] = out.tolist()
    return found
