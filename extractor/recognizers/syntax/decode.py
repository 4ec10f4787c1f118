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
    for i in range(n):
        scores[i, i + 1] = -1e9
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
        # Break the cycle at the token that loses least by taking its best head outside the cycle.
        members = [token + 1 for token in cycle]
        best = None
        for token in cycle:
            row = scores[token].copy()
            row[members] = -1e9
            below = _below(heads, token)
            row[[i + 1 for i in below]] = -1e9
            head = int(row.argmax())
            loss = float(scores[token, heads[token]] - row[head])
            if best is None or loss < best[0]:
                best = (loss, token, head)
        if best is None:
            return heads
        heads[best[1]] = best[2]


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


def best_tags(scores: Any, names: list[str]) -> list[str]:
    """Viterbi over BIO tags: I-X only after B-X or I-X."""
    n, k = scores.shape
    allowed = [[_may_follow(names[a], names[b]) for a in range(k)] for b in range(k)]
    best = [float(s) if not names[j].startswith("I") else -1e9 for j, s in enumerate(scores[0].tolist())]
    back: list[list[int]] = []
    for row in scores[1:].tolist():
        step, now = [], []
        for b in range(k):
            a = max((a for a in range(k) if allowed[b][a]), key=best.__getitem__)
            step.append(a)
            now.append(best[a] + row[b])
        back.append(step)
        best = now
    j = max(range(k), key=best.__getitem__)
    path = [j]
    for step in reversed(back):
        j = step[j]
        path.append(j)
    return [names[j] for j in reversed(path)]


def _may_follow(before: str, after: str) -> bool:
    return not after.startswith("I-") or before[2:] == after[2:]
