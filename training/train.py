"""Train the joint model: `train.py --data DIR --out MODEL.pt [--exclude IDS] [--resume MODEL.pt]`; prints held-out figures an epoch."""

from __future__ import annotations

import argparse
import collections
import json
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

import torch
from data import CORPORA, TAGS, Tagged, Tree, read_tagged, read_trees
from evaluate import evaluate_names, evaluate_trees
from network import Network, crf_loss
from sentences import Codes, batches, encode_batch, gold, pad
from torch.nn import functional as F

MAX_LENGTH = 120
KEEP = 0.998
"""Share of the running mean of the weights that each step keeps; the mean is what is saved (Polyak and Juditsky 1992)."""


@dataclass
class Training:
    """The sentences of one run. Names of sentences that also have a tree are learnt with the tree, in one pass."""

    trees: list[Tree]
    tagged: list[Tagged]
    names_of: dict[tuple[str, ...], tuple[str, ...]]
    counts: collections.Counter[str] = field(default_factory=collections.Counter)

    @classmethod
    def read(cls, folder: Path, left_out: set[str]) -> Training:
        trees = [t for t in read_trees(folder / "treebank/train.conllu.xz") if len(t.forms) <= MAX_LENGTH]
        hidden = {t.forms for t in trees if t.document in left_out}
        trees = [t for t in trees if t.document not in left_out]
        tagged = [s for name in CORPORA for s in read_tagged(folder / "ner", name)]
        tagged = [s for s in tagged if s.forms not in hidden and len(s.forms) <= MAX_LENGTH]
        with_tree = {t.forms for t in trees}
        names_of = {s.forms: s.tags for s in tagged if s.corpus == 0 and s.forms in with_tree}
        tagged = [s for s in tagged if s.corpus or s.forms not in names_of]
        counts = collections.Counter(form.lower() for s in [*trees, *tagged] for form in s.forms)
        return cls(trees, tagged, names_of, counts)

    def plan(self, rng: random.Random) -> list[list]:
        """The batches of one epoch: all trees, and of the other corpora all but the largest, of which a third."""
        largest = len(CORPORA) - 1
        few = [s for s in self.tagged if s.corpus != largest or rng.random() < 1 / 3]
        out = batches(self.trees, rng) + batches(few, rng)
        rng.shuffle(out)
        return out


def tree_loss(model: Network, codes: Codes, batch: list[Tree], flat: torch.Tensor) -> torch.Tensor:
    loss = F.cross_entropy(model.upos(flat).float(), gold(batch, codes.index["upos"], "upos"))
    loss = loss + 0.5 * F.cross_entropy(model.xpos(flat).float(), gold(batch, codes.index["xpos"], "xpos"))
    states, mask = pad(flat, batch)
    scores, dep, head = model.arcs(states)
    valid = torch.cat([torch.ones_like(mask[:, :1]), mask], 1)
    scores = scores.float().masked_fill(~valid[:, None, :], -1e9)
    heads = torch.tensor([h for tree in batch for h in tree.heads])
    loss = loss + F.cross_entropy(scores[mask], heads)
    rows = mask.nonzero()[:, 0]
    labels = model.labels(dep[mask], head.flatten(0, 1).index_select(0, rows * head.shape[1] + heads))
    return loss + F.cross_entropy(labels.float(), gold(batch, codes.index["relations"], "relations"))


def name_loss(model: Network, flat: torch.Tensor, batch: list, tags: list[tuple[str, ...]], corpora: list[int]) -> torch.Tensor:
    of_words = torch.tensor([corpus for corpus, sentence in zip(corpora, tags, strict=True) for _ in sentence])
    scores, mask = pad(model.tag_scores(flat, of_words).float(), batch)
    right = torch.tensor([TAGS.index(tag) for sentence in tags for tag in sentence])
    return crf_loss(scores, pad(right, batch)[0], mask, model.follow)


def batch_loss(model: Network, codes: Codes, data: Training, batch: list, rng: random.Random) -> torch.Tensor:
    flat, packed = encode_batch(model, codes, batch, data.counts, rng)
    with torch.autocast("cpu", torch.bfloat16):
        if isinstance(batch[0], Tagged):
            return name_loss(model, flat, batch, [s.tags for s in batch], [s.corpus for s in batch])
        loss = tree_loss(model, codes, batch, flat)
        some = [tree for tree in batch if tree.forms in data.names_of]
        if some:
            known = torch.tensor([tree.forms in data.names_of for tree in batch])
            found = [data.names_of[tree.forms] for tree in some]
            loss = loss + name_loss(model, flat[known[packed.row]], some, found, [0] * len(some))
        return loss


def start(codes: Codes, saved: dict | None) -> Network:
    """A new network, or one with the weights of a checkpoint; layers that the checkpoint lacks start afresh."""
    size = {name: len(items) for name, items in codes.tables.items()}
    model = Network(size["words"], size["chars"], size["upos"], size["xpos"], size["relations"], size["tags"], len(CORPORA))
    if saved:
        model.load_state_dict(saved["state"], strict=False)
    return model


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True, help="folder with treebank/ and ner/")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--exclude", type=Path, help="file with document ids, one a line, to leave out of training")
    arguments.add_argument("--resume", type=Path, help="start from this checkpoint (for the last epochs on all documents)")
    arguments.add_argument("--epochs", type=int, default=25)
    arguments.add_argument("--minutes", type=float, default=1e9, help="end earlier, with the whole schedule, when time is short")
    arguments.add_argument("--rate", type=float, default=2e-3)
    arguments.add_argument("--seed", type=int, default=1)
    a = arguments.parse_args()
    torch.set_num_threads(1)  # the steps of an LSTM are too small to share; more threads only wait for each other
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    data = Training.read(a.data, set(a.exclude.read_text().split()) if a.exclude else set())
    dev_trees = [t for t in read_trees(a.data / "treebank/dev.conllu.xz") if len(t.forms) <= MAX_LENGTH]
    dev_names = read_tagged(a.data / "ner", "gum_dev")
    saved = torch.load(a.resume, weights_only=True) if a.resume else None
    codes = Codes(saved["tables"]) if saved else Codes.build(data.trees, data.tagged)
    model, mean = start(codes, saved), start(codes, saved)
    mean.load_state_dict(model.state_dict())
    print(json.dumps({"trees": len(data.trees), "tagged": len(data.tagged), "both": len(data.names_of)}), flush=True)
    optimiser = torch.optim.Adam(model.parameters(), lr=a.rate, betas=(0.9, 0.95), fused=True)
    total, step, began = a.epochs * len(data.plan(rng)), 0, time.time()
    for epoch in range(a.epochs):
        losses, done = [], 0.0
        for batch in data.plan(rng):
            done = max(step / total, (time.time() - began) / (60 * a.minutes))
            if done >= 1:
                break
            model.train()
            rate = a.rate * min(1.0, (step + 1) / 300) * max(0.02, 1 - max(0.0, done - 0.3) / 0.7)
            for group in optimiser.param_groups:
                group["lr"] = rate
            loss = batch_loss(model, codes, data, batch, rng)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            losses.append(loss.detach())
            step += 1
            with torch.no_grad():
                keep = min(KEEP, (1 + step) / (10 + step))
                torch._foreach_lerp_(list(mean.parameters()), list(model.parameters()), 1 - keep)
        if not losses:
            break
        part = a.out.with_suffix(".part")
        torch.save({"state": mean.state_dict(), "tables": codes.tables}, part)
        part.replace(a.out)
        figures = {**evaluate_trees(mean, codes, dev_trees), **evaluate_names(mean, codes, dev_names)}
        loss_now = round(float(torch.stack(losses).mean()), 3)
        print(json.dumps({"epoch": epoch + 1, "loss": loss_now, **figures, "minutes": round((time.time() - began) / 60, 1)}), flush=True)
        if done >= 1:
            break


if __name__ == "__main__":
    main()
