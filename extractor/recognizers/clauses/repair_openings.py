"""Mend what commas and quotation marks set apart from its verb: mends of one tree, applied in place."""

from __future__ import annotations

from extractor.recognizers.clauses.tree import FINITE, NOMINAL, Tree
from extractor.recognizers.clauses.words import clause_words

_ADVERBIAL = frozenset({"obl", "advmod", "nmod"})
_MARKS = frozenset("\"“”„«‘'")
_SUBORDINATORS = frozenset({"after", "before", "since", "until", "as", "while", "because", "when", "once", "although", "though"})
_OPENERS = frozenset({"ADP", "SCONJ"})
_DEEPEST = 6
"""Nouns inside nouns between a conjunction and a quoted verb at most."""
_MODIFIERS = frozenset({"det", "amod", "compound", "nmod", "nummod", "flat", "appos"})


def opening_of_what_is_said(tree: Tree) -> None:
    """ "On Monday, Davis said, the troops left": before a speaker set off by commas stands what belongs to the things said."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        if token.upos != "VERB" or token.lemma not in clause_words().reporting or i + 2 >= len(tokens) or tokens[i + 1].text != ",":
            continue
        if tokens[i + 2].text in _MARKS:
            continue  # "On Monday, Davis said, \"We left\"": he said it on Monday
        said = [k for k in tree.kids[i] if k > i + 1 and tree.label(k) == "ccomp" and not tree.has(k, "mark")]
        comma = next((k for k in range(i - 1, -1, -1) if tokens[k].text == ","), -1)
        subjects = [k for k in tree.kids[i] if tree.label(k) == "nsubj"]
        if not said or comma < 1 or not subjects or not all(comma < k < i for k in subjects):
            continue
        for k in [k for k in tree.kids[i] if k < comma and tree.label(k) in _ADVERBIAL]:
            tree.move(k, said[0], tree.relations[k] if tree.label(k) != "nmod" else "obl")


def noun_before_comma(tree: Tree) -> None:
    """ "On board the Freewinds[compound], Paris[subject] claims": what ends an opening phrase is no part of the subject."""
    tokens = tree.tokens
    if not tokens or tokens[0].upos not in _OPENERS:
        return
    comma = next((k for k, token in enumerate(tokens[:14]) if token.text == ","), -1)
    if comma < 2 or comma + 1 >= len(tokens) or tokens[comma - 1].upos not in ("NOUN", "PROPN"):
        return
    subject = comma - 1
    head = tree.heads[subject]
    if head <= comma or tree.label(subject) not in _MODIFIERS or tokens[head].upos not in NOMINAL:
        return
    if any(tokens[k].upos not in ("PROPN", "NOUN", "DET") for k in range(comma + 1, head)) or tree.label(head) != "nsubj":
        return
    verb = tree.heads[head]
    if verb < 0:
        return
    mates = [k for k in tree.kids[head] if k < subject and tree.label(k) in (*_MODIFIERS, "case")]
    before = next((k for k in range(subject - 1, -1, -1) if k not in mates and tokens[k].upos != "PUNCT"), -1)
    tree.move(subject, before if before > 0 and tokens[before].upos in ("NOUN", "PROPN") else verb, "nmod" if before > 0 else "obl")
    for k in mates:
        tree.move(k, subject, tree.relations[k])


def subject_before_quoted_verb(tree: Tree) -> None:
    """ "after the agency[obl] \"recommended[ccomp] it\"": a noun between a conjunction and a quoted verb is the verb's subject."""
    tokens = tree.tokens
    for i in range(3, len(tokens)):
        noun = i - 2
        if tokens[i].xpos not in FINITE or tokens[i].upos != "VERB" or tokens[i - 1].text not in _MARKS:
            continue
        if tokens[noun].upos not in NOMINAL or tree.has(i, "nsubj"):
            continue
        opening = _conjunctions(tree, noun)
        for _ in range(_DEEPEST):
            if opening or tree.label(noun) not in _MODIFIERS or not 0 <= tree.heads[noun] < i:
                break
            noun = tree.heads[noun]
            opening = _conjunctions(tree, noun)
        above = tree.heads[noun]
        if not opening or above < 0 or tree.label(noun) not in ("obl", "nmod", "obj"):
            continue
        tree.move(i, above, "advcl")
        tree.move(opening[0], i, "mark")
        tree.move(noun, i, "nsubj")


def _conjunctions(tree: Tree, noun: int) -> list[int]:
    """Conjunctions of time or cause before a noun that the parser took for its prepositions."""
    return [k for k in tree.kids[noun] if k < noun and tree.tokens[k].text.lower() in _SUBORDINATORS and tree.label(k) in ("case", "mark")]
