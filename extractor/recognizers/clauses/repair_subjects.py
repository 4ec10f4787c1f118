"""Give verbs the subjects that the parser hung on something else: mends of one tree, applied in place."""

from __future__ import annotations

from extractor.recognizers.clauses.phrases import is_time
from extractor.recognizers.clauses.tree import NOMINAL, Tree, is_finite

_DATELINE = 12
"""Tokens of a dateline at most."""
_SHORTEST = 4
"""Tokens before a main verb that follows a relative clause: a noun, a comma, a clause and a comma."""
_LEFT_OVER = frozenset({"discourse", "dislocated", "vocative", "dep", "obj", "obl", "parataxis"})
_OF = frozenset({"by", "of", "with", "between", "from", "against"})
_TOLD = frozenset({"tell", "inform", "remind", "assure", "warn", "notify", "promise"})
_WILLING = frozenset("intend plan hope want wish aim seek agree refuse promise decide vow pledge offer threaten hesitate try".split())
"""Verbs only somebody is the subject of; "it" before them is no empty word."""


def somebody_willing(tree: Tree) -> None:
    """ "it[expl] intends to buy the stake": who intends is somebody."""
    for i, token in enumerate(tree.tokens):
        if token.lemma in _WILLING and not tree.has(i, "nsubj", "csubj") and not any(tree.relations[k] == "aux:pass" for k in tree.kids[i]):
            for k in [k for k in tree.kids[i] if k < i and tree.label(k) == "expl" and tree.tokens[k].text.lower() == "it"]:
                tree.move(k, i, "nsubj")


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


def subject_with_preposition(tree: Tree) -> None:
    """ "the move[obj] by NATO[nsubj] harms ...": what has a preposition is no subject; it belongs to the noun before it, which is."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        if token.upos != "VERB":
            continue
        for subject in [k for k in tree.kids[i] if tree.relations[k] in ("nsubj", "nsubj:pass") and k < i]:
            case = _preposition(tree, subject, i)
            if case < 1:
                continue
            tree.move(case, subject, "case")
            noun = case - 1
            if tokens[noun].upos in NOMINAL and tree.heads[noun] == i and tree.label(noun) in ("obj", "obl", "dislocated", "nmod"):
                tree.move(noun, i, tree.relations[subject])
                tree.move(subject, noun, "nmod")


def _preposition(tree: Tree, subject: int, verb: int) -> int:
    """The preposition of a subject, hung on it or, right before its phrase, on the verb; -1 when it has none."""
    inside = [k for k in tree.kids[subject] if k < subject and tree.tokens[k].upos in ("DET", "ADJ", "PROPN", "NOUN", "NUM")]
    first = min(inside, default=subject)
    for k in (*tree.kids[subject], *tree.kids[verb]):
        near = k == first - 1 or (tree.heads[k] == subject and k < subject)
        if near and tree.relations[k] == "case" and tree.tokens[k].text.lower() in _OF:
            return k
    return -1


def listener_over_verb(tree: Tree) -> None:
    """ "told the agency[obj] the move harms ...": of two nouns before what was said, the first was told it."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        if token.upos != "VERB" or token.lemma not in _TOLD or tree.has(i, "obj", "iobj"):
            continue
        for inner in [k for k in tree.kids[i] if k > i and tree.label(k) == "ccomp"]:
            before = [k for k in tree.kids[inner] if i < k < inner and tokens[k].upos in NOMINAL]
            before = [k for k in before if tree.label(k) in ("obj", "iobj", "nsubj", "obl")]
            if len(before) > 1 and tree.label(before[0]) in ("obj", "iobj") and not tree.has(before[0], "case"):
                tree.move(before[0], i, "iobj")


def subject_over_examples(tree: Tree) -> None:
    """ "[six people], among them two officers[nsubj], died": those among them are not all that did."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        if token.text.lower() != "among" or i + 1 >= len(tokens) or tokens[i + 1].text.lower() not in ("them", "whom"):
            continue
        verb = tree.heads[i + 1]
        if verb < i or tree.label(i + 1) != "obl":
            continue
        some = [k for k in tree.kids[verb] if i < k < verb and tree.label(k) == "nsubj"]
        everyone = [
            k for k in tree.kids[verb] if k < i and tree.label(k) in _LEFT_OVER and tokens[k].upos in NOMINAL and not tree.has(k, "case")
        ]
        if len(some) == 1 and everyone:
            relation = tree.relations[some[0]]
            tree.move(some[0], everyone[-1], "appos")
            tree.move(everyone[-1], verb, relation)
            tree.move(i + 1, some[0], "nmod")


def participle_before_noun(tree: Tree) -> None:
    """ "[a bus] carrying[acl] wedding guests[subject] plunged": a participle behind a noun belongs to it, what follows is its object."""
    tokens = tree.tokens
    for i in range(1, len(tokens)):
        noun, before = tree.heads[i], i - 1
        if tokens[i].xpos != "VBG" or tree.label(i) not in ("acl", "amod") or noun <= i or tokens[before].upos not in ("NOUN", "PROPN"):
            continue
        beside = tree.heads[before] == tree.heads[noun] and tree.label(before) == tree.label(noun) == "obj"
        inside = tree.heads[before] in (i, noun) and tree.label(before) in ("compound", "nmod", "nsubj", "obl") and tree.heads[noun] >= 0
        if inside:
            tree.move(before, tree.heads[noun], tree.relations[noun])
            for k in [k for k in tree.kids[noun] if k < before]:
                tree.move(k, before, tree.relations[k])
        elif not beside:
            continue
        tree.move(i, before, "acl")
        tree.move(noun, i, "obj")


def verb_behind_participle(tree: Tree) -> None:
    """ "[a boat] carrying 40 migrants sank[acl of migrants]": the verb behind a participle and its object is the predicate of the noun."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        thing = tree.heads[i]
        past = token.xpos in ("VBN", "VBD") or (token.xpos == "VB" and token.text.lower() != token.lemma)
        if token.upos != "VERB" or not past or tree.label(i) != "acl" or not 0 <= thing < i or tree.label(thing) != "obj":
            continue
        carrying = tree.heads[thing]
        if tokens[carrying].xpos != "VBG" or tree.has(carrying, "aux") or tree.has(i, "aux", "nsubj", "mark") or _has_by(tree, i):
            continue
        if any(tokens[k].upos != "ADV" for k in range(max(_below_left(tree, thing, i)) + 1, i)):
            continue
        subjects = [k for k in tree.kids[carrying] if tree.label(k) == "nsubj" and k < carrying]
        noun = subjects[0] if subjects else tree.heads[carrying]
        if subjects and tree.heads[carrying] >= 0:
            tree.move(i, tree.heads[carrying], tree.relations[carrying])
            for k in [k for k in tree.kids[carrying] if k < noun]:
                tree.move(k, i, tree.relations[k])
        elif not subjects and tree.label(carrying) == "acl" and tree.heads[noun] < 0:
            tree.move(i, noun, "dep")
            tree.replace_root(noun, i)
        elif not subjects and tree.label(carrying) == "acl" and tree.label(noun) == "nsubj" and tree.heads[noun] < noun:
            tree.move(i, tree.heads[noun], "advcl")
        else:
            continue
        tree.retag(i, "VERB", "VBD", token.lemma)
        tree.move(noun, i, "nsubj")
        tree.move(carrying, noun, "acl")


def _below_left(tree: Tree, i: int, end: int) -> list[int]:
    """Tokens of a phrase before a place."""
    return [k for k in _below(tree, i) if k < end]


def subject_beyond_governor(tree: Tree) -> None:
    """ "[reports] indicate[no subject] one suspect was injured": a subject before the verb of saying is not that of what is said."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        verb = tree.heads[i]
        if token.upos not in ("VERB", "ADJ", "NOUN") or tree.label(i) != "ccomp" or not 0 <= verb < i or tokens[verb].upos != "VERB":
            continue
        before = [k for k in tree.kids[i] if tree.label(k) == "nsubj" and k < verb]
        if before and not tree.has(verb, "nsubj", "csubj") and sum(tree.label(k) == "nsubj" for k in tree.kids[i]) > 1:
            tree.move(before[-1], verb, "nsubj")


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


def subject_of_dateline(tree: Tree) -> None:
    """ "MERIDA[nsubj], May 4 - [Farmers] blocked ...": the place of a dateline is nobody's subject; the name behind it is."""
    tokens = tree.tokens
    dash = next((i for i, token in enumerate(tokens[:_DATELINE]) if token.text in ("-", "–", "—", "--")), -1)
    if dash < 1 or dash + 1 >= len(tokens) or not tokens[0].text.isupper() or len(tokens[0].text) < 3 or tree.label(0) != "nsubj":
        return
    if not all(token.upos in ("PROPN", "PUNCT", "NUM") for token in tokens[:dash]) or not any(t.upos == "NUM" for t in tokens[1:dash]):
        return
    verb, relation = tree.heads[0], tree.relations[0]
    if verb <= dash:
        return
    if not any(tree.label(k) in ("nsubj", "csubj") for k in tree.kids[verb] if k > dash):
        behind = next((k for k in tree.kids[0] if dash < k < verb and tokens[k].upos in NOMINAL), -1)
        if behind < 0:
            return
        tree.move(behind, verb, relation)
    tree.move(0, verb, "dislocated")


def subject_before_relative(tree: Tree) -> None:
    """ "[Arce], who ran the bank, [lost]": the noun before a relative clause between commas is the subject of the verb right after it."""
    tokens = tree.tokens
    for verb, token in enumerate(tokens):
        if verb < _SHORTEST or token.xpos not in ("VBD", "VBN") or tokens[verb - 1].text != "," or tree.has(verb, "nsubj", "csubj", "aux"):
            continue
        noun = next((k for k in tree.kids[verb] if k < verb and tree.relations[k] in _LEFT_OVER), tree.heads[verb])
        if 0 <= noun < verb and tree.relations[noun] == "acl:relcl" and tree.relations[tree.heads[noun]] == "root":
            noun = tree.heads[noun]  # "Grain, which was sold, rotted[advcl of sold]"
        if not 0 <= noun < verb or tokens[noun].upos not in NOMINAL:
            continue
        inner = [k for k in tree.kids[noun] if noun < k < verb and tree.relations[k] == "acl:relcl"]
        if len(inner) != 1 or not any(tokens[k].text == "," for k in range(noun + 1, inner[0])):
            continue
        if tree.heads[noun] == verb:
            tree.move(noun, verb, "nsubj")
        elif tree.heads[noun] == -1 and tree.label(verb) in ("acl", "advcl", "dep", "parataxis") and not _has_by(tree, verb):
            tree.replace_root(noun, verb)
            tree.relations[noun] = "nsubj"
        else:
            continue
        tree.retag(verb, "VERB", "VBD", token.lemma)
        return


def _has_by(tree: Tree, verb: int) -> bool:
    return any(tree.tokens[j].text.lower() == "by" for k in tree.kids[verb] for j in tree.kids[k])
