"""Give verbs the subjects that the parser hung on something else: mends of one tree, applied in place."""

from __future__ import annotations

from extractor.recognizers.clauses.phrases import is_time
from extractor.recognizers.clauses.tree import NOMINAL, Tree, is_finite


def subject_of_trailing_cue(tree: Tree) -> None:
    """ "[Guerrillas] wounded two soldiers, [police] said": of two subjects the far one belongs to what is said."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        if token.upos != "VERB":
            continue
        subjects = [k for k in tree.kids[i] if tree.label(k) == "nsubj" and k < i]
        if len(subjects) < 2:
            continue
        said = [
            k
            for k in tree.kids[i]
            if k < i and tree.label(k) in ("ccomp", "parataxis", "advcl") and tokens[k].upos in ("VERB", "ADJ", "NOUN")
        ]
        for inner in said:
            if subjects[0] < inner < subjects[-1] and not tree.has(inner, "nsubj", "csubj", "mark"):
                passive = any(tree.relations[k] == "aux:pass" for k in tree.kids[inner])
                tree.move(subjects[0], inner, "nsubj:pass" if passive else "nsubj")
                tree.move(inner, i, "ccomp")
                break


def subject_of_time(tree: Tree) -> None:
    """ "[Pakistan today] threatened": a name does not modify "today"; it is the subject."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        if token.upos != "VERB" or tree.has(i, "nsubj", "csubj") or not is_finite(tree.sentence, i):
            continue
        for time in [k for k in tree.kids[i] if k < i and tree.label(k) == "obl" and is_time(tree.sentence, k)]:
            names = [
                k for k in tree.kids[time] if k < time and tokens[k].upos in ("PROPN", "NOUN") and tree.label(k) in ("compound", "nmod")
            ]
            if names and not any(tree.label(k) == "case" for k in tree.kids[time]):
                passive = any(tree.relations[k] == "aux:pass" for k in tree.kids[i])
                tree.move(names[-1], i, "nsubj:pass" if passive else "nsubj")
                for k in [k for k in tree.kids[time] if k < names[-1]]:
                    tree.move(k, names[-1], tree.relations[k])
                break


def subject_over_verb(tree: Tree) -> None:
    """ "[Britain] mobilized army reservists": a word before the verb cannot be part of a noun behind it."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        verb = -1
        noun = tree.heads[i]
        if (
            noun > i
            and tokens[noun].upos in NOMINAL
            and token.upos in ("PROPN", "NOUN")
            and tree.label(i) in ("compound", "nmod", "nummod")
        ):
            verb = tree.heads[noun]
        if not i < verb < noun or tokens[verb].upos != "VERB" or tree.has(verb, "nsubj", "csubj"):
            continue
        if any(tokens[k].upos in ("VERB", "ADP", "PUNCT") for k in range(i + 1, verb)) or any(
            tree.label(k) == "case" for k in tree.kids[i]
        ):
            continue
        tree.move(i, verb, "nsubj:pass" if any(tree.relations[k] == "aux:pass" for k in tree.kids[verb]) else "nsubj")


def verb_before_object(tree: Tree) -> None:
    """ "[helicopters nsubj] shelled[amod] [positions root]": between a subject and a noun without copula stands the predicate."""
    tokens = tree.tokens
    for noun, token in enumerate(tokens):
        if token.upos not in ("NOUN", "PROPN") or tree.has(noun, "cop", "aux"):
            continue
        subjects = [k for k in tree.kids[noun] if tree.label(k) == "nsubj" and k < noun]
        around = [noun, *subjects]
        verbs = [k for above in around for k in tree.kids[above] if _may_be_predicate(tree, k) and k < noun]
        if len(subjects) != 1 or not verbs or verbs[0] <= subjects[0] or tree.has(verbs[0], "nsubj"):
            continue
        verb, above, relation = verbs[0], tree.heads[noun], tree.relations[noun]
        last = max(k for k in _below(tree, subjects[0]) if k < verb)
        if any(tokens[k].upos not in ("ADV", "AUX") for k in range(last + 1, verb)):
            continue
        if above < 0:
            tree.move(verb, noun, "dep")
            tree.replace_root(noun, verb)
        else:
            tree.move(verb, above, relation)
        tree.move(noun, verb, "obj")
        tree.move(subjects[0], verb, "nsubj")
        for k in [k for k in tree.kids[noun] if tree.label(k) in ("punct", "advcl", "parataxis", "mark", "obl", "ccomp")]:
            tree.move(k, verb, tree.relations[k])


def _may_be_predicate(tree: Tree, k: int) -> bool:
    token = tree.tokens[k]
    return token.upos == "VERB" and token.xpos in ("VBN", "VBD") and tree.label(k) in ("amod", "compound", "acl")


def _below(tree: Tree, i: int) -> list[int]:
    inside = [i]
    for k in inside:
        inside.extend(tree.kids[k])
    return inside
