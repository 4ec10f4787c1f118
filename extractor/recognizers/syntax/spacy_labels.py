"""spaCy's trees in our terms: ClearNLP heads and relations (en_core_web_*) in, Universal Dependencies out; entity labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass
class Arcs:
    """Heads (index in the sentence, -1 for the root) and relations of one sentence, while they are turned."""

    heads: list[int]
    labels: list[str]
    upos: Sequence[str]
    lemmas: Sequence[str]

    def kids(self, index: int) -> list[int]:
        return [i for i, head in enumerate(self.heads) if head == index]

    def depth(self, index: int) -> int:
        steps = 0
        while index >= 0 and steps <= len(self.heads):
            index, steps = self.heads[index], steps + 1
        return steps


def universal(heads: Sequence[int], labels: Sequence[str], upos: Sequence[str], lemmas: Sequence[str]) -> tuple[list[int], list[str]]:
    """Heads and relations as Universal Dependencies has them; trees that are so already pass unchanged.

    >>> universal([-1, 0, 1], ["ROOT", "prep", "pobj"], ["VERB", "ADP", "PROPN"], ["go", "to", "Rome"])
    ([-1, 2, 0], ['root', 'case', 'obl'])
    """
    arcs = Arcs(list(heads), list(labels), upos, lemmas)
    if not _ONLY_CLEARNLP.intersection(labels) - {"ROOT"}:
        return arcs.heads, [
            "root" if head < 0 else label.replace("ROOT", "dep") or "dep" for head, label in zip(heads, labels, strict=True)
        ]
    for i in sorted(range(len(labels)), key=arcs.depth, reverse=True):
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
    kids = arcs.kids(i)
    found = next((k for k in kids if arcs.labels[k] in ("pobj", "pcomp", "obl")), None)
    if found is None:
        return
    clause = arcs.labels[found] == "pcomp"
    agent = arcs.labels[i] == "agent"
    arcs.heads[found], arcs.labels[found] = arcs.heads[i], "advcl" if clause else ("obl:agent" if agent else "obl")
    for k in kids:
        if k != found:
            arcs.heads[k] = found
    arcs.heads[i], arcs.labels[i] = found, "mark" if clause else "case"


def _turn_copula(arcs: Arcs, i: int) -> None:
    """In UD the predicate is the head and "be" its copula; not so in "there is"."""
    kids = arcs.kids(i)
    found = next((k for k in kids if arcs.labels[k] in ("attr", "acomp")), None)
    if found is None:
        return
    if any(arcs.labels[k] == "expl" for k in kids):
        arcs.labels[found] = "nsubj"
        return
    arcs.heads[found], arcs.labels[found] = arcs.heads[i], arcs.labels[i]
    for k in kids:
        if k != found:
            arcs.heads[k] = found
    arcs.heads[i], arcs.labels[i] = found, "cop"
