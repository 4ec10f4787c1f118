"""Mend verbs the tagger took for something else: adjectives with an agent, past tenses with an object, commands to say."""

from __future__ import annotations

from extractor.recognizers.clauses.tree import NOMINAL, Tree
from extractor.recognizers.clauses.words import clause_words
from extractor.recognizers.syntax.lemma import rule_lemma

# Their participle may keep an object: "the man given a prize".
TWO_OBJECTS = frozenset(
    "give award offer tell show send pay grant deny teach ask owe name call elect appoint consider hand lend promise sell bring make cost "
    "charge fine leave allow dub label deem declare render feed".split()
)


def participle_with_agent(tree: Tree) -> None:
    """ "was advanced[adjective] by the town": an adjective in -ed with a passive auxiliary or an agent is a verb."""
    for i, token in enumerate(tree.tokens):
        if token.upos != "ADJ" or not token.text.lower().endswith("ed"):
            continue
        passive = [k for k in tree.kids[i] if tree.relations[k] in ("aux:pass", "nsubj:pass", "obl:agent")]
        if not any(tree.relations[k] != "nsubj:pass" for k in passive) and len(passive) < 2:
            continue
        tree.retag(i, "VERB", "VBN", rule_lemma(token.text, "VERB"))
        for k in tree.kids[i]:
            if tree.relations[k] == "cop":
                tree.move(k, i, "aux:pass")
            elif tree.relations[k] == "nsubj":
                tree.move(k, i, "nsubj:pass")


def past_tense_with_object(tree: Tree) -> None:
    """ "after [South Korea] exchanged[participle] fire[obj]": what has an object and a bare noun before it is a past tense."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        if token.upos != "VERB" or token.xpos != "VBN" or tree.label(i) not in ("advcl", "acl", "ccomp") or token.lemma in TWO_OBJECTS:
            continue
        if not token.text.lower().endswith("ed") or tree.has(i, "aux", "nsubj", "csubj"):
            continue
        objects = objects_of(tree, i, "obj")
        noun = i - 1
        if not objects or noun < 0 or tokens[noun].upos not in NOMINAL:
            continue
        above = tree.heads[i]
        while tree.heads[noun] >= 0 and tree.heads[noun] != above and tree.heads[noun] < i and noun != above:
            noun = tree.heads[noun]
        if noun == above or tree.heads[noun] != above or tree.label(noun) not in ("obl", "nmod", "dep", "nsubj", "parataxis"):
            continue
        if any(tree.label(k) == "case" for k in tree.kids[noun]):
            continue
        tree.retag(i, "VERB", "VBD", token.lemma)
        tree.move(noun, i, "nsubj")
        for k in [k for k in tree.kids[objects[0]] if tree.label(k) in ("case", "mark") and k < noun]:
            tree.move(k, i, "mark")


def objects_of(tree: Tree, verb: int, *labels: str) -> list[int]:
    """What stands behind a verb as its object; "ten people killed and [aid] destroyed": what follows "and" is none."""
    found = [k for k in tree.kids[verb] if tree.label(k) in labels and k > verb]
    if not found:
        return []
    first = tree.sentence.subtree(found[0])[0]
    return [] if "CCONJ" in (tree.tokens[first].upos, tree.tokens[first - 1].upos) else found


def command_to_say(tree: Tree) -> None:
    """ "Editors: report[noun] that ...": a bare verb of speech that opens a clause and has a that-clause is a command."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        if token.upos != "NOUN" or token.text.lower() != token.lemma.lower() or token.lemma.lower() not in clause_words().reporting:
            continue
        if i and tokens[i - 1].text not in (":", "“", '"') and tokens[i - 1].text.lower() not in ("please", "and"):
            continue
        said = [k for k in tree.kids[i] if k > i and tree.label(k) in ("ccomp", "acl") and tokens[k].upos == "VERB"]
        if said and i + 1 < len(tokens) and tokens[i + 1].text.lower() == "that" and not tree.has(i, "det", "amod", "nmod", "compound"):
            tree.retag(i, "VERB", "VB", token.lemma.lower())
            tree.move(said[0], i, "ccomp")


def relative_that(tree: Tree) -> None:
    """ "the mayor that[mark] received ...": a clause without subject behind a noun and "that" is relative to the noun."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        noun = tree.heads[i]
        if token.upos != "VERB" or tree.label(i) not in ("advcl", "acl") or noun < 0 or tokens[noun].upos not in NOMINAL or noun > i:
            continue
        if tree.has(i, "nsubj", "csubj") or token.xpos not in ("VBD", "VBZ", "VBP"):
            continue
        marks = [k for k in tree.kids[i] if tree.label(k) == "mark" and tokens[k].text.lower() == "that"]
        if marks and all(tokens[k].upos in NOMINAL or tokens[k].text == "," for k in range(noun, marks[0])):
            tree.move(i, noun, "acl:relcl")


def infinitive_before_object(tree: Tree) -> None:
    """ "efforts to normalize[amod] relations": a base form behind "to" governs the noun after it."""
    tokens = tree.tokens
    for i in range(1, len(tokens)):
        noun = tree.heads[i]
        if tokens[i].upos != "VERB" or tokens[i].xpos != "VB" or tree.label(i) not in ("amod", "compound") or noun <= i:
            continue
        above = tree.heads[noun]
        if tokens[i - 1].text.lower() != "to" or above < 0 or above >= i:
            continue
        tree.move(i, above, "acl" if tokens[above].upos in NOMINAL else "xcomp")
        tree.move(noun, i, "obj")
        tree.move(i - 1, i, "mark")
