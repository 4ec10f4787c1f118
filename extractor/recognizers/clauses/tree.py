"""A dependency tree whose heads may be changed without making a cycle."""

from __future__ import annotations

from dataclasses import replace

from extractor.core.syntax import Sentence, Token

FINITE = frozenset({"VBD", "VBZ", "VBP"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


class Tree:
    """A tree whose heads may be changed; a change that would make a cycle is refused."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.heads = [token.head for token in sentence.tokens]
        self.relations = [token.deprel for token in sentence.tokens]
        self.kids = [list(kids) for kids in sentence.kids]
        self.tags: dict[int, tuple[str, str, str]] = {}
        """Token -> part of speech, fine tag and lemma, where the tree shows them to be others."""
        self.changed = False

    def retag(self, i: int, upos: str, xpos: str, lemma: str) -> None:
        """Read a token as another part of speech."""
        self.tags[i] = (upos, xpos, lemma)
        self.changed = True

    def move(self, i: int, head: int, relation: str) -> None:
        """Hang token i on another head."""
        if self.heads[i] == head:
            if self.relations[i] != relation:
                self.relations[i] = relation
                self.changed = True
            return
        k = head
        while k >= 0:
            if k == i:
                return
            k = self.heads[k]
        if self.heads[i] >= 0:
            self.kids[self.heads[i]].remove(i)
        if head >= 0:
            self.kids[head].append(i)
            self.kids[head].sort()
        self.heads[i], self.relations[i] = head, relation
        self.changed = True

    def replace_root(self, old: int, new: int) -> None:
        """Make a token below the root the root, and hang the old root on it."""
        self.kids[self.heads[new]].remove(new)
        self.heads[new], self.relations[new] = -1, "root"
        self.heads[old] = new
        self.kids[new] = sorted([*self.kids[new], old])
        self.changed = True

    def label(self, i: int) -> str:
        return self.relations[i].partition(":")[0]

    def has(self, i: int, *labels: str) -> bool:
        return any(self.label(k) in labels for k in self.kids[i])

    def finish(self) -> Sentence:
        if not self.changed or sum(head < 0 for head in self.heads) != sum(token.head < 0 for token in self.tokens):
            return self.sentence
        tokens = tuple(
            token if token.head == head and token.deprel == relation else replace(token, head=head, deprel=relation)
            for token, head, relation in zip(self.tokens, self.heads, self.relations, strict=True)
        )
        if self.tags:
            made = list(tokens)
            for i, (upos, xpos, lemma) in self.tags.items():
                made[i] = replace(made[i], upos=upos, xpos=xpos, lemma=lemma)
            tokens = tuple(made)
        return Sentence(self.sentence.start, self.sentence.end, tokens)


def is_finite(sentence: Sentence, i: int) -> bool:
    """Whether a verb carries tense itself or through an auxiliary."""
    token: Token = sentence.tokens[i]
    if token.xpos in FINITE:
        return True
    return any(
        sentence.tokens[k].upos == "AUX" and (sentence.tokens[k].xpos in FINITE or sentence.tokens[k].xpos == "MD")
        for k in sentence.kids[i]
    )
