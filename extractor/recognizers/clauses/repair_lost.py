"""Mends of subjects that the parser hung on something before them: behind a semicolon, behind a number, inside a possessive."""

from __future__ import annotations

from dataclasses import replace

from extractor.core.syntax import Sentence
from extractor.recognizers.clauses.tree import FINITE, NOMINAL, Tree
from extractor.recognizers.clauses.words import clause_words

_SERIES = frozenset(
    "round game match week stage district day heat lap set quarter race leg chapter episode test group pool division section phase year "
    "inning innings over ward zone sector".split()
)
"""What is numbered by the word behind it: "round five"."""
_LOOSE = frozenset({"appos", "obj", "obl", "conj", "nmod", "dep", "compound", "parataxis", "flat", "nsubj", "list"})
_REACH = 30
_NOMINATIVE = frozenset({"i", "we", "he", "she", "they", "you"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "what"})


def past_forms(sentence: Sentence) -> Sentence:
    """The sentence with "flew", "withdrew" as past tenses: a participle has another form."""
    participles, made = clause_words().participles, list(sentence.tokens)
    for i, token in enumerate(sentence.tokens):
        if token.xpos == "VBN" and token.upos == "VERB" and not token.text.lower().endswith(("ed", "n")):
            form = participles.get(token.lemma)
            if form is not None and form != token.text.lower() and token.text.lower() != token.lemma:
                made[i] = replace(token, xpos="VBD")
    tokens = tuple(made)
    return sentence if tokens == sentence.tokens else Sentence(sentence.start, sentence.end, tokens)


def subject_behind_semicolon(tree: Tree) -> None:
    """ "...; the police[appos of what stands before] in the first clash, withdrew[no subject]": who opens the part is its subject."""
    tokens = tree.tokens
    for semicolon in [i for i, token in enumerate(tokens) if token.text == ";"]:
        verb = next((k for k in range(semicolon + 1, min(len(tokens), semicolon + _REACH)) if tokens[k].upos in ("VERB", "AUX")), -1)
        if (
            verb < 0
            or tokens[verb].xpos not in (*FINITE, "VBN")
            or tree.heads[verb] >= semicolon
            or tree.has(verb, "nsubj", "csubj", "mark")
        ):
            continue
        noun = next((k for k in range(semicolon + 1, verb) if tokens[k].upos in NOMINAL and tree.heads[k] < semicolon), -1)
        if noun < 0 or tree.label(noun) not in _LOOSE:
            continue
        opening = tokens[semicolon + 1 : noun]
        if any(token.upos not in ("DET", "ADJ", "NOUN", "PROPN", "NUM") for token in opening) or tree.label(verb) not in _LOOSE | {"root"}:
            continue
        tree.move(noun, verb, "nsubj")
        if tokens[verb].xpos == "VBN" and not tree.has(verb, "aux"):
            tree.retag(verb, "VERB", "VBD", tokens[verb].lemma)


def subject_behind_number(tree: Tree) -> None:
    """ "In round five Caldera[obl] won": the preposition belongs to the number, the name is the subject."""
    tokens = tree.tokens
    for name in range(3, len(tokens) - 1):
        verb, number, preposition = tree.heads[name], name - 1, name - 3
        if tokens[name].upos != "PROPN" or tree.label(name) != "obl" or verb <= name or tokens[verb].upos != "VERB":
            continue
        numbered = tokens[number].upos == "NUM" and tokens[number].text.isalnum() and tokens[name - 2].lemma.lower() in _SERIES
        if not numbered or tree.heads[preposition] != name or tokens[preposition].upos != "ADP" or tree.has(verb, "nsubj", "csubj"):
            continue
        tree.move(name, verb, "nsubj")
        tree.move(number, verb, "obl")
        tree.move(name - 2, number, "compound")
        tree.move(preposition, number, "case")


def subject_with_owned(tree: Tree) -> None:
    """ "Envoys[nsubj] of the Council's (NC) nine states[root] flew": what is the Council's belongs to the subject."""
    tokens = tree.tokens
    owned = tree.sentence.root
    if owned < 0 or tokens[owned].upos not in ("NOUN", "PROPN"):
        return
    for verb in [k for k in tree.kids[owned] if k > owned and tokens[k].xpos in FINITE and tokens[k].upos == "VERB"]:
        subject = next((k for k in tree.kids[verb] if tree.label(k) == "nsubj" and k < owned), -1)
        owner = next((k for k in tree.kids[subject] if subject < k < owned and tree.label(k) == "nmod"), -1) if subject >= 0 else -1
        if owner < 0 or any(tokens[k].upos not in ("AUX", "ADV") for k in range(owned + 1, verb)):
            continue
        mark = next((k for k in tree.kids[owner] if tokens[k].text in ("'s", "’s", "'", "’")), -1)
        case = next((k for k in tree.kids[owner] if k < owner and tree.label(k) == "case"), -1)
        between = tokens[mark + 1 : owned]
        if mark < owner or case < 0 or any(token.upos in ("VERB", "AUX", "ADP") or token.text == "," for token in between):
            continue
        tree.replace_root(owned, verb)
        tree.move(owned, subject, "nmod")
        tree.move(owner, owned, "nmod:poss")
        tree.move(case, owned, "case")
        for k in [k for k in tree.kids[owner] if k > mark and tree.label(k) in ("nummod", "amod", "compound")]:
            tree.move(k, owned, tree.relations[k])
        for k in [k for k in tree.kids[owned] if k > verb]:
            tree.move(k, verb, tree.relations[k])
        return


def one_subject_of_two(tree: Tree) -> None:
    """ "In the 52-50 win[nsubj] against Canada she[nsubj] scored": a pronoun right before the verb is its subject.

    Of "a cool[nsubj], hazy morning[nsubj]" the adjective belongs to the noun.
    """
    tokens = tree.tokens
    for verb in range(2, len(tokens)):
        subjects = [k for k in tree.kids[verb] if k < verb and tree.label(k) == "nsubj"] if tokens[verb].upos == "VERB" else []
        if len(subjects) != 2:
            continue
        first, last = subjects
        if tokens[last].text.lower() in _NOMINATIVE and tokens[last - 1].text != "," and not tree.has(last, "cc"):
            if tokens[first].text.lower() not in _RELATIVE and any(t.upos == "ADP" for t in tokens[:first]):
                tree.move(first, verb, "obl")
        elif tokens[first].upos == "ADJ" and tokens[first - 1].upos == "DET" and tokens[first + 1].text == ",":
            tree.move(first, last, "amod")


def predicate_called_modifier(tree: Tree) -> None:
    """ "The company denied[amod] reports[root] it had left": without another predicate the participle is it."""
    tokens, noun = tree.tokens, tree.sentence.root
    if noun < 3 or tokens[noun].upos != "NOUN" or tokens[-1].text != "." or tree.has(noun, "nsubj", "cop", "aux"):
        return
    verb = next((k for k in tree.kids[noun] if k < noun and tree.label(k) == "amod" and tokens[k].xpos in ("VBN", "VBD")), -1)
    subject = verb - 1
    if verb < 2 or tokens[verb].upos != "VERB" or tokens[subject].upos not in ("NOUN", "PROPN"):
        return
    if tree.heads[subject] not in (verb, noun) or tree.label(subject) not in ("compound", "nsubj", "nmod", "amod", "obl"):
        return
    if any(tokens[k].upos not in ("ADJ", "NUM", "NOUN", "PROPN") for k in range(verb + 1, noun)):
        return
    left = [k for k in tree.kids[noun] if k < verb and k != subject]
    if not any(tokens[k].upos == "DET" for k in left) or any(tokens[k].upos in ("VERB", "AUX", "ADP") for k in range(verb)):
        return
    tree.replace_root(noun, verb)
    tree.move(noun, verb, "obj")
    tree.move(subject, verb, "nsubj")
    for k in left:
        tree.move(k, subject, tree.relations[k])
    tree.retag(verb, "VERB", "VBD", tokens[verb].lemma)
    for k in [k for k in tree.kids[noun] if k > noun and tree.label(k) == "punct"]:
        tree.move(k, verb, "punct")
