"""The joint network: words and characters in; parts of speech, trees and name tags out of one BiLSTM encoder."""

from __future__ import annotations

import torch
from lstm import BiLSTM, Packed
from torch import Tensor, nn

WORD, CHAR, HIDDEN, ARC, LABEL = 100, 40, 200, 200, 80
FILTERS = {3: 100, 5: 50}
"""Character filters by width."""
DROP, DROP_RECURRENT = 0.33, 0.2


class Layer(nn.Module):
    """One bidirectional LSTM layer; in training a share of its recurrent weights is dropped (Merity et al. 2018)."""

    def __init__(self, size: int, hidden: int) -> None:
        super().__init__()
        self.inputs = nn.Parameter(torch.empty(size, 8 * hidden))
        self.bias = nn.Parameter(torch.zeros(8 * hidden))
        self.recurrent = nn.Parameter(torch.empty(2, hidden, 4 * hidden))
        nn.init.uniform_(self.inputs, -(hidden**-0.5), hidden**-0.5)
        nn.init.uniform_(self.recurrent, -(hidden**-0.5), hidden**-0.5)
        with torch.no_grad():
            self.bias.view(2, 4, hidden)[:, 1] = 1.0  # remember at first

    def forward(self, x: Tensor, packed: Packed) -> Tensor:
        recurrent = nn.functional.dropout(self.recurrent, DROP_RECURRENT, self.training)
        return BiLSTM.apply(x, self.inputs, self.bias, recurrent, packed)


class Network(nn.Module):
    """A 3-layer BiLSTM over word and character vectors with biaffine arcs and labels (Dozat and Manning 2017).

    Name tags have one output layer for each corpus, because the corpora disagree on what a name is, and one
    conditional random field over all of them.
    """

    def __init__(self, n_words: int, n_chars: int, n_upos: int, n_xpos: int, n_relations: int, n_tags: int, n_corpora: int) -> None:
        super().__init__()
        self.n_tags = n_tags
        self.word = nn.Embedding(n_words, WORD, padding_idx=0)
        self.char = nn.Embedding(n_chars, CHAR, padding_idx=0)
        self.conv3 = nn.Conv1d(CHAR, FILTERS[3], 3, padding=1)
        self.conv5 = nn.Conv1d(CHAR, FILTERS[5], 5, padding=2)
        sizes = (WORD + sum(FILTERS.values()), 2 * HIDDEN, 2 * HIDDEN)
        self.layers = nn.ModuleList(Layer(size, HIDDEN) for size in sizes)
        self.drop = nn.Dropout(DROP)
        self.upos = nn.Linear(2 * HIDDEN, n_upos)
        self.xpos = nn.Linear(2 * HIDDEN, n_xpos)
        self.tags = nn.Linear(2 * HIDDEN, n_tags * n_corpora)
        self.follow = nn.Parameter(torch.zeros(n_tags, n_tags))
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

    def encode(self, words: Tensor, forms: Tensor, chars: Tensor, packed: Packed) -> Tensor:
        """States (tokens, 2*HIDDEN). `chars` holds each distinct form once, `forms` points into it."""
        spelled = self.char(chars).transpose(1, 2)
        letters = torch.cat([self.conv3(spelled), self.conv5(spelled)], 1).relu()
        letters = letters.masked_fill((chars == 0).unsqueeze(1), 0.0).amax(2)
        x = self._drop_channels(torch.cat([self.word(words), nn.functional.embedding(forms, letters)], 1), packed)
        below = self.layers[1](self._drop_channels(self.layers[0](x, packed), packed), packed)
        above = self.layers[2](self._drop_channels(below, packed), packed)
        return self._drop_channels(below + above, packed)

    def _drop_channels(self, x: Tensor, packed: Packed) -> Tensor:
        """Dropout with one mask for all words of a sentence."""
        if not self.training:
            return x
        keep = torch.empty(packed.active[0], x.shape[1]).bernoulli_(1 - DROP) / (1 - DROP)
        return x * keep[packed.row]

    def tag_scores(self, states: Tensor, corpora: Tensor | None) -> Tensor:
        """Scores (tokens, tags) by the output layer of each token's corpus; the mean of all layers for None."""
        scores = self.tags(states).unflatten(1, (-1, self.n_tags))
        if corpora is None:
            return scores.mean(1)
        return scores.gather(1, corpora[:, None, None].expand(-1, 1, self.n_tags))[:, 0]

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


def crf_loss(scores: Tensor, gold: Tensor, mask: Tensor, follow: Tensor) -> Tensor:
    """Negative log likelihood of gold tags a token; scores (batch, length, tags), every sentence starts at 0."""
    alpha = scores[:, 0]
    for step in range(1, scores.shape[1]):
        reached = (alpha[:, :, None] + follow[None]).logsumexp(1) + scores[:, step]
        alpha = torch.where(mask[:, step, None], reached, alpha)
    right = (scores.gather(2, gold[..., None])[..., 0] * mask).sum() + (follow[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum()
    return (alpha.logsumexp(1).sum() - right) / mask.sum()


def viterbi(scores: Tensor, mask: Tensor, follow: Tensor) -> list[list[int]]:
    """Best tags of every sentence of a batch; scores (batch, length, tags)."""
    best, back = scores[:, 0], []
    stay = torch.arange(scores.shape[2]).expand(len(scores), -1)
    for step in range(1, scores.shape[1]):
        reached, came = (best[:, :, None] + follow[None]).max(1)
        back.append(torch.where(mask[:, step, None], came, stay))
        best = torch.where(mask[:, step, None], reached + scores[:, step], best)
    path = [best.argmax(1)]
    for came in reversed(back):
        path.append(came.gather(1, path[-1][:, None])[:, 0])
    table = torch.stack(path[::-1], 1)
    return [row[: int(n)].tolist() for row, n in zip(table, mask.sum(1), strict=True)]
