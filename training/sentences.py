"""Index tables and batches: sentences of words in, padded tensors and encoder states out."""

from __future__ import annotations

import collections
import random
from typing import TYPE_CHECKING

import torch
from data import TAGS, Tagged, Tree
from lstm import Packed

if TYPE_CHECKING:
    from network import Network

TOKENS_A_BATCH = 1500
HIDE = 0.5
"""A word seen n times is hidden in training with probability HIDE / (HIDE + n), as Kiperwasser and Goldberg (2016) do."""


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
                "words": ["<pad>", "<unk>", *sorted(word for word, n in words.items() if n >= 2)],
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
    """Sentences of like length together, longest first, at most TOKENS_A_BATCH tokens each batch, batches in random order."""
    order = sorted(sentences, key=lambda s: len(s.forms) + rng.random() * 4)
    out, current, longest = [], [], 0
    for sentence in order:
        longest = max(longest, len(sentence.forms))
        if current and longest * (len(current) + 1) > TOKENS_A_BATCH:
            out.append(current)
            current, longest = [], len(sentence.forms)
        current.append(sentence)
    out.append(current)
    for batch in out:
        batch.sort(key=lambda s: -len(s.forms))
    rng.shuffle(out)
    return out


def encode_batch(
    model: Network, codes: Codes, batch: list, counts: collections.Counter[str] | None, rng: random.Random
) -> tuple[torch.Tensor, Packed]:
    """Encoder states of all words, and how they are packed; with `counts` (in training) rare words are hidden now and then.

    The sentences of the batch must fall in length.
    """
    packed = Packed.of([len(s.forms) for s in batch])
    forms = [form for s in batch for form in s.forms]
    place: dict[str, int] = {}
    indexes = torch.tensor([place.setdefault(form, len(place)) for form in forms])
    words = [codes.word(form) for form in forms]
    if counts is not None:  # hidden words train the vector of the unknown word
        words = [
            1 if code > 1 and rng.random() < HIDE / (HIDE + counts[form.lower()]) + 0.02 else code
            for code, form in zip(words, forms, strict=True)
        ]
    letters = [codes.letters(form) for form in place]
    width = max(map(len, letters))
    chars = torch.tensor([row + [0] * (width - len(row)) for row in letters])
    return model.encode(torch.tensor(words), indexes, chars, packed), packed


def pad(flat: torch.Tensor, batch: list) -> tuple[torch.Tensor, torch.Tensor]:
    """Rows of all words to (sentences, longest, ...), and the mask of real words."""
    lengths = torch.tensor([len(s.forms) for s in batch])
    mask = torch.arange(int(lengths[0]))[None, :] < lengths[:, None]
    return torch.nn.utils.rnn.pad_sequence(flat.split(lengths.tolist()), batch_first=True), mask


def gold(batch: list, index: dict[str, int], attribute: str) -> torch.Tensor:
    return torch.tensor([index.get(tag, 0) for s in batch for tag in getattr(s, attribute)])
