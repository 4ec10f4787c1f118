"""spaCy's trees in our terms: ClearNLP heads and relations (en_core_web_*) in, Universal Dependencies out; entity labels."""

from __future__ import annotations

from collections.abc import Sequence

NAME_TAGS = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "NORP": "LOC", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
"""OntoNotes and WikiNER labels of spaCy's English pipelines; others are no names of persons, bodies or places."""

# ClearNLP relations with one UD counterpart that has the same head.
_RELATIONS = {
    "ROOT": "root",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
    "poss": "nmod:poss",
    "relcl": "acl:relcl",
    "neg": "advmod",
    "npadvmod": "obl:npmod",
    "prt": "compound:prt",
    "nn": "compound",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "agent": "obl",
    "prep": "obl",
    "pobj": "obl",
    "pcomp": "advcl",
    "attr": "xcomp",
    "acomp": "xcomp",
    "oprd": "xcomp",
    "quantmod": "advmod",
    "intj": "discourse",
    "meta": "dep",
    "": "dep",
}
_ONLY_CLEARNLP = frozenset({"dobj", "pobj", "prep", "attr", "acomp", "nsubjpass", "auxpass", "poss", "npadvmod", "ROOT"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


class Arcs:
    """Heads (index in the sentence, -1 for the root) and relations of one sentence, while they are turned."""

    def __init__(self, heads: Sequence[int], labels: Sequence[str]) -> None:
        self.heads, self.labels = list(heads), list(labels)
        self.below: list[list[int]] = [[] for _ in heads]
        for i, head in enumerate(heads):
            if head >= 0:
                self.below[head].append(i)

    def move(self, index: int, head: int) -> None:
        old = self.heads[index]
        if old >= 0:
            self.below[old].remove(index)
        if head >= 0:
            self.below[head].append(index)
        self.heads[index] = head

    def adopt(self, new: int, old: int) -> None:
        """Hang what hangs on `old` on `new`, except `new` itself."""
        for kid in self.below[old]:
            if kid != new:
                self.heads[kid] = new
                self.below[new].append(kid)
        self.below[old] = [new] if new in self.below[old] else []

    def from_the_leaves(self) -> list[int]:
        """All words, dependents before their heads."""
        order = [i for i, head in enumerate(self.heads) if head < 0]
        for i in order:
            order.extend(self.below[i])
        return order[::-1]


def universal(heads: Sequence[int], labels: Sequence[str], upos: Sequence[str], lemmas: Sequence[str]) -> tuple[list[int], list[str]]:
    """Heads and relations as Universal Dependencies has them; trees that are so already pass unchanged.

    >>> universal([-1, 0, 1], ["ROOT", "prep", "pobj"], ["VERB", "ADP", "PROPN"], ["go", "to", "Rome"])
    ([-1, 2, 0], ['root', 'case', 'obl'])
    """
    arcs = Arcs(heads, labels)
    if not _ONLY_CLEARNLP.intersection(labels) - {"ROOT"}:
        return arcs.heads, [
            "root" if head < 0 else label.replace("ROOT", "dep") or "dep" for head, label in zip(heads, labels, strict=True)
        ]
    for i in arcs.from_the_leaves():
        if arcs.labels[i] in ("prep", "agent") or (arcs.labels[i] == "dative" and upos[i] == "ADP"):
            _turn_preposition(arcs, i)
    for i in range(len(labels)):
        if lemmas[i] == "be" and upos[i] in ("AUX", "VERB"):
            _turn_copula(arcs, i)
    names = [
        "root" if head < 0 else _relation(label, upos[i], arcs.heads[i], upos)
        for i, (head, label) in enumerate(zip(arcs.heads, arcs.labels, strict=True))
    ]
    return arcs.heads, names


def _relation(label: str, own: str, head: int, upos: Sequence[str]) -> str:
    if label == "case":
        return "case"
    if label == "obl" and upos[head] in _NOMINAL:
        return "nmod"
    return _RELATIONS.get(label, label)


def _turn_preposition(arcs: Arcs, i: int) -> None:
    """In UD the noun hangs on the verb and the preposition on the noun."""
    found = next((k for k in sorted(arcs.below[i]) if arcs.labels[k] in ("pobj", "pcomp", "obl")), None)
    if found is None:
        return
    clause = arcs.labels[found] == "pcomp"
    agent = arcs.labels[i] == "agent"
    arcs.labels[found] = "advcl" if clause else ("obl:agent" if agent else "obl")
    _swap(arcs, i, found)
    arcs.labels[i] = "mark" if clause else "case"


def _turn_copula(arcs: Arcs, i: int) -> None:
    """In UD the predicate is the head and "be" its copula; not so in "there is"."""
    kids = sorted(arcs.below[i])
    found = next((k for k in kids if arcs.labels[k] in ("attr", "acomp")), None)
    if found is None:
        return
    if any(arcs.labels[k] == "expl" for k in kids):
        arcs.labels[found] = "nsubj"
        return
    arcs.labels[found] = arcs.labels[i]
    _swap(arcs, i, found)
    arcs.labels[i] = "cop"


def _swap(arcs: Arcs, head: int, kid: int) -> None:
    """The dependent takes the place of its head, and the head and its other dependents hang on it."""
    arcs.adopt(kid, head)
    arcs.move(kid, arcs.heads[head])
    arcs.move(head, kid)
