"""Held-out figures while training: gold tokens in, accuracy and F1 out."""

from __future__ import annotations

import random

import torch
from data import TAGS, Tagged, Tree
from network import Network, viterbi
from sentences import Codes, batches, encode_batch, gold, pad
from spans import spans


@torch.no_grad()
def evaluate_trees(model: Network, codes: Codes, trees: list[Tree]) -> dict[str, float]:
    """UPOS, UAS and LAS by the best single head of each token (no tree constraint), gold tokens."""
    model.eval()
    rng, n, upos, uas, las = random.Random(0), 0, 0, 0, 0
    for batch in batches(trees, rng):
        flat, _ = encode_batch(model, codes, batch, None, rng)
        states, mask = pad(flat, batch)
        right = model.upos(flat).argmax(1) == gold(batch, codes.index["upos"], "upos")
        scores, dep, head = model.arcs(states)
        valid = torch.cat([torch.ones_like(mask[:, :1]), mask], 1)
        heads = scores.masked_fill(~valid[:, None, :], -1e9)[mask].argmax(1)
        good = heads == torch.tensor([h for tree in batch for h in tree.heads])
        labels = model.labels(dep[mask], head[mask.nonzero()[:, 0], heads]).argmax(1)
        same = labels == torch.tensor([codes.index["relations"].get(r, -1) for t in batch for r in t.relations])
        n, upos, uas, las = n + len(flat), upos + int(right.sum()), uas + int(good.sum()), las + int((good & same).sum())
    return {"upos": round(100 * upos / n, 2), "uas": round(100 * uas / n, 2), "las": round(100 * las / n, 2)}


@torch.no_grad()
def evaluate_names(model: Network, codes: Codes, tagged: list[Tagged]) -> dict[str, float]:
    """Strict span F1, by the mean of the corpora's output layers (as exported) and by the first corpus's own."""
    model.eval()
    out = {}
    for name in ("name_f1", "name_f1_own"):
        rng, tp, predicted, there = random.Random(0), 0, 0, 0
        for batch in batches(tagged, rng):
            flat, _ = encode_batch(model, codes, batch, None, rng)
            corpora = torch.zeros(len(flat), dtype=torch.long) if name == "name_f1_own" else None
            scores, mask = pad(model.tag_scores(flat, corpora), batch)
            for best, sentence in zip(viterbi(scores, mask, model.follow), batch, strict=True):
                a, b = spans([TAGS[t] for t in best]), spans(list(sentence.tags))
                tp, predicted, there = tp + len(a & b), predicted + len(a), there + len(b)
        out[name] = round(200 * tp / max(1, predicted + there), 2)
    return out
