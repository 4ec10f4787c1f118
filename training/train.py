"""Train the joint model: `train.py --data DIR --out MODEL.pt [--exclude IDS] [--resume MODEL.pt]`; prints held-out figures an epoch."""

from __future__ import annotations

import argparse
import collections
import json
import random
import time
from pathlib import Path

import torch
from data import Tagged, Tree, read_tagged, read_trees
from network import Network
from torch.nn import functional as F

NER_FILES = ("gum_train", "uner_ewt_dev", "wikigold", "crossner", "redocred")
TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
TOKENS_A_BATCH = 1500
MAX_LENGTH = 120


class Codes:
    """Index tables: words, characters, tags, relations; fixed by the first training data."""

    def __init__(self, tables: dict[str, list[str]]) -> None:
        self.tables = tables
        self.index = {name: {item: i for i, item in enumerate(items)} for name, items in tables.items()}

    @classmethod
    def build(cls, trees: list[Tree], tagged: list[Tagged]) -> Codes:
        words: collections.Counter[str] = collections.Counter()
        chars: collections.Counter[str] = collections.Counter()
        for sentence in [*trees, *tagged]:
            words.update(form.lower() for form in sentence.forms)
            chars.update("".join(sentence.forms))
        return cls(
            {
                "words": ["<pad>", "<unk>", *sorted(word for word, n in words.items() if n >= 3)],
                "chars": ["<pad>", "<unk>", "<s>", "</s>", *sorted(char for char, n in chars.items() if n >= 5)],
                "upos": sorted({tag for tree in trees for tag in tree.upos}),
                "xpos": sorted({tag for tree in trees for tag in tree.xpos}),
                "relations": sorted({tag for tree in trees for tag in tree.relations}),
                "tags": list(TAGS),
            }
        )

    def word(self, form: str) -> int:
        return self.index["words"].get(form.lower(), 1)

    def letters(self, form: str) -> list[int]:
        table = self.index["chars"]
        return [2, *(table.get(char, 1) for char in form[:20]), 3]


def batches(sentences: list, rng: random.Random) -> list[list]:
    """Sentences of like length together, at most TOKENS_A_BATCH tokens each batch, batches in random order."""
    order = sorted(sentences, key=lambda s: len(s.forms) + rng.random() * 4)
    out, current, longest = [], [], 0
    for sentence in order:
        longest = max(longest, len(sentence.forms))
        if current and longest * (len(current) + 1) > TOKENS_A_BATCH:
            out.append(current)
            current, longest = [], len(sentence.forms)
        current.append(sentence)
    out.append(current)
    rng.shuffle(out)
    return out


def encode_batch(model: Network, codes: Codes, batch: list, counts: collections.Counter[str] | None, rng: random.Random) -> tuple:
    lengths = torch.tensor([len(s.forms) for s in batch])
    width = int(lengths.max())
    words = torch.zeros(len(batch), width, dtype=torch.long)
    forms = torch.zeros(len(batch), width, dtype=torch.long)
    place: dict[str, int] = {}
    for i, sentence in enumerate(batch):
        for j, form in enumerate(sentence.forms):
            code = codes.word(form)
            if counts is not None and code > 1 and rng.random() < 0.3 / (0.3 + counts[form.lower()]) + 0.02:
                code = 1  # rare words are hidden now and then, so that the unknown word is trained
            words[i, j] = code
            forms[i, j] = place.setdefault(form, len(place))
    letters = [codes.letters(form) for form in place]
    chars = torch.zeros(len(place), max(map(len, letters)), dtype=torch.long)
    for i, row in enumerate(letters):
        chars[i, : len(row)] = torch.tensor(row)
    mask = torch.arange(width)[None, :] < lengths[:, None]
    return model.encode(words, forms, chars, lengths), mask


def gold(batch: list, index: dict[str, int], attribute: str) -> torch.Tensor:
    return torch.tensor([index.get(tag, 0) for s in batch for tag in getattr(s, attribute)])


def tree_loss(model: Network, codes: Codes, batch: list[Tree], states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    flat = states[mask]
    loss = F.cross_entropy(model.upos(flat), gold(batch, codes.index["upos"], "upos"))
    loss = loss + 0.5 * F.cross_entropy(model.xpos(flat), gold(batch, codes.index["xpos"], "xpos"))
    scores, dep, head = model.arcs(states)
    valid = torch.cat([torch.ones_like(mask[:, :1]), mask], 1)
    scores = scores.masked_fill(~valid[:, None, :], -1e9)
    heads = torch.tensor([h for tree in batch for h in tree.heads])
    loss = loss + F.cross_entropy(scores[mask], heads)
    rows = mask.nonzero()[:, 0]
    labels = model.labels(dep[mask], head[rows, heads])
    return loss + F.cross_entropy(labels, gold(batch, codes.index["relations"], "relations"))


@torch.no_grad()
def evaluate_trees(model: Network, codes: Codes, trees: list[Tree]) -> dict[str, float]:
    """UPOS, UAS and LAS by the best single head of each token (no tree constraint), gold tokens."""
    model.eval()
    rng, n, upos, uas, las = random.Random(0), 0, 0, 0, 0
    for batch in batches(trees, rng):
        states, mask = encode_batch(model, codes, batch, None, rng)
        flat = states[mask]
        right = model.upos(flat).argmax(1) == gold(batch, codes.index["upos"], "upos")
        scores, dep, head = model.arcs(states)
        valid = torch.cat([torch.ones_like(mask[:, :1]), mask], 1)
        heads = scores.masked_fill(~valid[:, None, :], -1e9)[mask].argmax(1)
        good = heads == torch.tensor([h for tree in batch for h in tree.heads])
        labels = model.labels(dep[mask], head[mask.nonzero()[:, 0], heads]).argmax(1)
        same = labels == torch.tensor([codes.index["relations"].get(r, -1) for t in batch for r in t.relations])
        n, upos, uas, las = n + len(flat), upos + int(right.sum()), uas + int(good.sum()), las + int((good & same).sum())
    return {"upos": round(100 * upos / n, 2), "uas": round(100 * uas / n, 2), "las": round(100 * las / n, 2)}


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """BIO tags to (start, end, kind)."""
    out, start, kind = set(), -1, ""
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and (tag[0] != "I" or tag[2:] != kind):
            out.add((start, i, kind))
            start = -1
        if tag[0] == "B" or (tag[0] == "I" and start < 0):
            start, kind = i, tag[2:]
    return out


@torch.no_grad()
def evaluate_names(model: Network, codes: Codes, tagged: list[Tagged]) -> dict[str, float]:
    """Strict span F1 of the greedy tags."""
    model.eval()
    rng, tp, predicted, there = random.Random(0), 0, 0, 0
    for batch in batches(tagged, rng):
        states, _ = encode_batch(model, codes, batch, None, rng)
        best = model.tags(states).argmax(2)
        for row, sentence in zip(best, batch, strict=True):
            a, b = spans([TAGS[int(t)] for t in row[: len(sentence.forms)]]), spans(list(sentence.tags))
            tp, predicted, there = tp + len(a & b), predicted + len(a), there + len(b)
    return {"name_f1": round(200 * tp / max(1, predicted + there), 2)}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True, help="folder with treebank/ and ner/")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--exclude", type=Path, help="file with document ids, one a line, to leave out of training")
    arguments.add_argument("--resume", type=Path, help="start from this checkpoint (for the last epochs on all documents)")
    arguments.add_argument("--epochs", type=int, default=12)
    arguments.add_argument("--rate", type=float, default=2e-3)
    arguments.add_argument("--seed", type=int, default=1)
    a = arguments.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(2)
    rng = random.Random(a.seed)
    left_out = set(a.exclude.read_text().split()) if a.exclude else set()
    trees = [t for t in read_trees(a.data / "treebank/train.conllu.xz") if len(t.forms) <= MAX_LENGTH]
    hidden = {t.forms for t in trees if t.document in left_out}
    trees = [t for t in trees if t.document not in left_out]
    tagged = [s for name in NER_FILES for s in read_tagged(a.data / f"ner/{name}.jsonl.xz")]
    tagged = [s for s in tagged if s.forms not in hidden and len(s.forms) <= MAX_LENGTH]
    dev_trees = [t for t in read_trees(a.data / "treebank/dev.conllu.xz") if len(t.forms) <= MAX_LENGTH]
    dev_names = read_tagged(a.data / "ner/gum_dev.jsonl.xz")
    saved = torch.load(a.resume, weights_only=True) if a.resume else None
    codes = Codes(saved["tables"]) if saved else Codes.build(trees, tagged)
    sizes = {name: len(items) for name, items in codes.tables.items()}
    print(json.dumps({"trees": len(trees), "tagged": len(tagged), **sizes}), flush=True)
    model = Network(sizes["words"], sizes["chars"], sizes["upos"], sizes["xpos"], sizes["relations"], sizes["tags"])
    if saved:
        model.load_state_dict(saved["state"])
    counts = collections.Counter(form.lower() for s in [*trees, *tagged] for form in s.forms)
    optimiser = torch.optim.Adam(model.parameters(), lr=a.rate, betas=(0.9, 0.95))
    per_epoch = len(batches(trees, rng)) + len(batches(tagged, rng)) // 2
    total, step = a.epochs * per_epoch, 0
    for epoch in range(a.epochs):
        began, losses = time.time(), []
        half = rng.sample(tagged, len(tagged) // 2)  # names weigh as much as trees
        plan = [("tree", b) for b in batches(trees, rng)] + [("name", b) for b in batches(half, rng)]
        rng.shuffle(plan)
        for kind, batch in plan:
            model.train()
            rate = a.rate * min(1.0, (step + 1) / 300) * max(0.03, 1 - max(0.0, step / total - 0.3) / 0.7)
            for group in optimiser.param_groups:
                group["lr"] = rate
            states, mask = encode_batch(model, codes, batch, counts, rng)
            if kind == "tree":
                loss = tree_loss(model, codes, batch, states, mask)
            else:
                loss = F.cross_entropy(model.tags(states[mask]), gold(batch, codes.index["tags"], "tags"))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            losses.append(float(loss))
            step += 1
        part = a.out.with_suffix(".part")
        torch.save({"state": model.state_dict(), "tables": codes.tables}, part)
        part.replace(a.out)
        figures = {**evaluate_trees(model, codes, dev_trees), **evaluate_names(model, codes, dev_names)}
        mean = round(sum(losses) / len(losses), 3)
        print(json.dumps({"epoch": epoch + 1, "loss": mean, **figures, "seconds": round(time.time() - began)}), flush=True)


if __name__ == "__main__":
    main()
