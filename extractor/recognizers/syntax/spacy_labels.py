"""Names of spaCy's labels in our terms: ClearNLP relations to Universal Dependencies, entity labels to ours."""

from __future__ import annotations

from typing import Any

# OntoNotes and WikiNER labels of spaCy's English pipelines.
NAME_TAGS = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "NORP": "LOC", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}

# ClearNLP relations (spaCy en_core_web_*) that have one UD counterpart without moving a head.
_RELATIONS = {
    "ROOT": "root",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
    "poss": "nmod:poss",
    "possessive": "case",
    "relcl": "acl:relcl",
    "neg": "advmod",
    "npadvmod": "obl:npmod",
    "prt": "compound:prt",
    "nn": "compound",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "agent": "case",
    "prep": "case",
    "attr": "xcomp",
    "acomp": "xcomp",
    "oprd": "xcomp",
    "quantmod": "advmod",
    "intj": "discourse",
    "meta": "dep",
}


def relation_of(token: Any) -> str:
    """UD relation of a spaCy token, as close as a rename comes; UD pipelines pass through."""
    label: str = token.dep_ or "dep"
    if label == "pobj":
        return (
            "obl:agent" if token.head.dep_ == "agent" else ("nmod" if token.head.head.pos_ in ("NOUN", "PROPN", "PRON", "NUM") else "obl")
        )
    return _RELATIONS.get(label, label)
