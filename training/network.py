"""The joint network: words and characters in; parts of speech, trees and name tags out of one BiLSTM encoder."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

WORD, CHAR, FILTERS, HIDDEN, ARC, LABEL = 100, 40, 100, 200, 200, 80


class Network(nn.Module):
    """A 2-layer BiLSTM over word and character vectors with biaffine arcs and labels (Dozat and Manning 2017)."""

    def __init__(self, n_words: int, n_chars: int, n_upos: int, n_xpos: int, n_relations: int, n_tags: int) -> None:
        super().__init__()
        self.word = nn.Embedding(n_words, WORD, padding_idx=0)
        self.char = nn.Embedding(n_chars, CHAR, padding_idx=0)
        self.conv = nn.Conv1d(CHAR, FILTERS, 3, padding=1)
        self.lstm = nn.LSTM(WORD + FILTERS, HIDDEN, num_layers=2, bidirectional=True, batch_first=True, dropout=0.33)
        self.drop = nn.Dropout(0.33)
        self.upos = nn.Linear(2 * HIDDEN, n_upos)
        self.xpos = nn.Linear(2 * HIDDEN, n_xpos)
        self.tags = nn.Linear(2 * HIDDEN, n_tags)
        self.arc_dep = nn.Linear(2 * HIDDEN, ARC)
        self.arc_head = nn.Linear(2 * HIDDEN, ARC)
        self.label_dep = nn.Linear(2 * HIDDEN, LABEL)
        self.label_head = nn.Linear(2 * HIDDEN, LABEL)
        self.root = nn.Parameter(torch.zeros(2 * HIDDEN))
        self.arc = nn.Parameter(torch.empty(ARC + 1, ARC))
        self.label = nn.Parameter(torch.empty(n_relations, LABEL + 1, LABEL + 1))
        nn.init.xavier_uniform_(self.arc)
        nn.init.zeros_(self.label)
        nn.init.normal_(self.word.weight, std=0.1)
        nn.init.normal_(self.root, std=0.1)

    def encode(self, words: Tensor, forms: Tensor, chars: Tensor, lengths: Tensor) -> Tensor:
        """States (batch, length, 2*HIDDEN). `chars` holds each distinct form once, `forms` points into it."""
        letters = self.conv(self.char(chars).transpose(1, 2)).relu()
        letters = letters.masked_fill((chars == 0).unsqueeze(1), 0.0).amax(2)
        x = torch.cat([self.word(words), letters[forms]], dim=2)
        packed = pack_padded_sequence(self.drop(x), lengths, batch_first=True, enforce_sorted=False)
        states, _ = pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        return self.drop(states)

    def arcs(self, states: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Arc scores (batch, dependent, head incl. root at 0) and the label vectors of both sides."""
        root = self.root.expand(states.shape[0], 1, -1)
        heads = torch.cat([root, states], dim=1)
        dep = self.drop(self.arc_dep(states).relu())
        head = self.drop(self.arc_head(heads).relu())
        ones = torch.ones_like(dep[..., :1])
        scores = torch.cat([dep, ones], -1) @ self.arc @ head.transpose(1, 2)
        return scores, self.drop(self.label_dep(states).relu()), self.drop(self.label_head(heads).relu())

    def labels(self, dep: Tensor, head: Tensor) -> Tensor:
        """Label scores (tokens, relations) of chosen pairs."""
        one = torch.ones_like(dep[:, :1])
        left, right = torch.cat([dep, one], 1), torch.cat([head, one], 1)
        return torch.einsum("nrj,nj->nr", torch.einsum("ni,rij->nrj", left, self.label), right)
