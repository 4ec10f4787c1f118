"""Give verbs the objects that the parser took for something else because of the words around a number."""

from __future__ import annotations

from extractor.recognizers.clauses.tree import Tree

_HEDGES = frozenset({"over", "about", "around", "under", "some", "nearly", "almost"})
_HEDGE_PAIRS = frozenset({"at least", "at most", "more than", "less than", "fewer than", "up to"})
_AMOUNTS = frozenset({"half", "dozens", "scores", "hundreds", "thousands", "millions"})
_UNITS_OF_TIME = frozenset("second minute hour day week month year decade century time".split())
_ASPECTUAL = frozenset("begin start stop continue keep finish resume avoid consider quit cease".split())


def number_more(tree: Tree) -> None:
    """ "saved 200 more": the number counts the rest, and both are what the verb does it to."""
    tokens = tree.tokens
    for i in range(2, len(tokens)):
        if tokens[i].text.lower() not in ("more", "others") or tokens[i - 1].upos != "NUM":
            continue
        verb = tree.heads[i]
        if verb < 0 or tokens[verb].upos != "VERB" or verb >= i or tree.has(verb, "obj") or tree.heads[i - 1] not in (i, verb):
            continue
        tree.move(i - 1, i, "nummod")
        tree.move(i, verb, "obj")


def hedged_object(tree: Tree) -> None:
    """ "rescued over 700 people": a hedge before a number is no preposition, what follows is the object."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        if (
            token.upos != "VERB"
            or tree.has(i, "obj", "ccomp")
            or any(tree.relations[k] in ("aux:pass", "nsubj:pass") for k in tree.kids[i])
        ):
            continue
        for k in tree.kids[i]:
            if k <= i or tree.label(k) != "obl":
                continue
            cases = [j for j in tree.kids[k] if tree.label(j) == "case"]
            bare = (
                not cases
                and any(tokens[j].upos == "NUM" for j in tree.kids[k])
                and not any(i < j < k for j in tree.kids[i] if tree.label(j) == "obl")
            )
            if bare and tokens[k].upos == "NOUN" and tokens[k].lemma not in _UNITS_OF_TIME:
                tree.move(k, i, "obj")
                break
            hedge = _hedge_behind(tree, i)
            if (
                len(cases) == 1
                and i < cases[0] <= i + hedge
                and i + hedge + 1 <= k
                and (tokens[i + hedge + 1].upos in ("NUM", "SYM") or tokens[i + hedge + 1].text.lower() in _AMOUNTS)
                and tokens[k].lemma not in _UNITS_OF_TIME
            ):
                tree.move(k, i, "obj")
                for j in range(i + 1, i + hedge + 1):
                    tree.move(j, k, "advmod")
                break


def _hedge_behind(tree: Tree, i: int) -> int:
    """Length in tokens of the hedge right behind a verb: "over", "at least", "more than"; 0 when there is none."""
    words = [token.text.lower() for token in tree.tokens[i + 1 : i + 3]]
    if " ".join(words) in _HEDGE_PAIRS:
        return 2
    return 1 if words and words[0] in _HEDGES else 0


def begun_doing(tree: Tree) -> None:
    """ "begin issuing[amod] questionnaires": what is begun is the issuing, not the questionnaires."""
    tokens = tree.tokens
    for i in range(1, len(tokens)):
        noun = tree.heads[i]
        if tokens[i].xpos != "VBG" or tree.label(i) not in ("amod", "compound") or noun <= i or tokens[i].upos != "VERB":
            continue
        verb = tree.heads[noun]
        if verb == i - 1 and tokens[verb].lemma in _ASPECTUAL and tree.label(noun) == "obj":
            tree.move(i, verb, "xcomp")
            tree.move(noun, i, "obj")
