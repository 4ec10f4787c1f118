"""Mend predicates that were read as modifiers of a noun, and nouns that were read as predicates."""

from __future__ import annotations

from extractor.recognizers.clauses.phrases import is_time
from extractor.recognizers.clauses.repair_participles import TWO_OBJECTS, objects_of
from extractor.recognizers.clauses.tree import NOMINAL, Tree
from extractor.recognizers.clauses.words import clause_words
from extractor.recognizers.syntax.lemma import rule_lemma

_SUBORDINATORS = frozenset({"after", "before", "since", "until", "as", "while", "because", "when", "once", "although", "though"})
_FOUND = frozenset({"find", "see", "show", "discover", "mean", "ensure", "hear"})
"""Verbs beside those of report whose object may be a whole clause."""
_PARTICLES = frozenset("away back up down off out over aside apart".split())
_TOLD = frozenset({"tell", "inform", "notify", "remind", "ask", "order"})
_DONE_TO = frozenset(
    "transfer charge release send ban fine move place hold remand escort drag bury burn rape beat rob strip sell deport".split()
)
"""Verbs whose past tense without an object, after a passive, is hardly an act of the same party."""
_BY_ITSELF = frozenset("fall rise grow drop decline dwindle soar mount shrink emerge age flag exist remain".split())
_DONE_TO_THINGS = frozenset("recover find identify destroy damage seize close cancel burn loot close".split())
_GO_TO_WORK = frozenset({"return", "go", "get"})
_NOUN_PLACES = frozenset({"obl", "nmod", "obj", "iobj", "compound", "nsubj", "appos"})


def noun_called_verb(tree: Tree) -> None:
    """ "near police posts[verb, plural noun]", "people-smugglers[verb] moved": what the fine tag or a hyphen shows to be a noun is one."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        if token.upos != "VERB" or token.text.lower().endswith("ing"):
            continue
        glued = i > 1 and tokens[i - 1].text == "-" and tokens[i - 2].end == tokens[i - 1].start and tokens[i - 1].end == token.start
        if token.text.lower() == "work" and i > 1 and tokens[i - 1].text.lower() == "to" and tokens[tree.heads[i]].lemma in _GO_TO_WORK:
            tree.retag(i, "NOUN", "NN", "work")
            tree.move(i, tree.heads[i], "obl")
            tree.relations[i] = "obl"
        elif token.xpos in ("NN", "NNS") and tree.label(i) in _NOUN_PLACES:
            tree.retag(i, "NOUN", token.xpos, rule_lemma(token.text, "NOUN"))
        elif glued and tokens[i - 2].upos == "PROPN" and token.text.islower() and token.xpos not in ("VBN", "VBG"):
            tree.retag(i, "PROPN", "NNP", token.text)
        elif glued and tokens[i - 2].upos == "NOUN" and token.xpos == "VBZ":
            tree.retag(i, "NOUN", "NNS", rule_lemma(token.text, "NOUN"))


def plan_called_noun(tree: Tree) -> None:
    """ "[Qantas] plans[noun, root] to start": a plural noun behind a name and before "to", without another verb, is what he does."""
    tokens, planning = tree.tokens, clause_words().planning | clause_words().reporting
    i = tree.sentence.root
    if tokens[i].upos != "NOUN" or tokens[i].xpos != "NNS" or tokens[i].lemma not in planning or not 0 < i < len(tokens) - 1:
        return
    named = tokens[i - 1].xpos.startswith("NNP") or (tokens[i - 1].text[:1].isupper() and i > 1)
    left = [k for k in tree.kids[i] if k == i - 1 and tree.label(k) in ("compound", "nsubj", "amod") and named]
    below = [k for k in tree.kids[i] if k > i and tree.label(k) in ("acl", "xcomp")]
    if not left or not below or tokens[i + 1].text.lower() != "to":
        return
    tree.retag(i, "VERB", "VBZ", tokens[i].lemma)
    if tokens[i - 1].upos == "ADJ":
        tree.retag(i - 1, "PROPN", "NNP", tokens[i - 1].text)
    tree.move(left[0], i, "nsubj")
    tree.move(below[0], i, "xcomp")


def particle_behind_verb(tree: Tree) -> None:
    """ "turning away[of boats] boats": a particle right behind a verb belongs to it, not to the noun that follows."""
    tokens = tree.tokens
    for i in range(1, len(tokens)):
        verb, low = i - 1, tokens[i].text.lower()
        if tokens[verb].upos != "VERB" or tree.label(i) in ("case", "mark", "compound"):
            continue
        if low in _PARTICLES and tokens[i].upos in ("ADV", "ADJ", "ADP") and _opens_object(tree, i + 1):
            over_noun = tree.heads[i] > i and tokens[tree.heads[i]].upos in NOMINAL and tree.label(i) in ("amod", "advmod")
            if over_noun or (tree.heads[i] == verb and any(tree.label(k) == "obj" and k > i for k in tree.kids[verb])):
                tree.move(i, verb, "compound:prt")


def _opens_object(tree: Tree, i: int) -> bool:
    """Whether an object may begin at a token: no number ("rescued over 700 people"), no "to"."""
    return i < len(tree.tokens) and tree.tokens[i].upos not in ("NUM", "SYM") and tree.tokens[i].text.lower() != "to"


def second_of_passive(tree: Tree) -> None:
    """ "was hauled in and told[past tense] that ...": what has no object and is done to people goes on in the passive."""
    tokens, words = tree.tokens, clause_words()
    for i, token in enumerate(tokens):
        first = tree.heads[i]
        if token.xpos not in ("VBD", "VBN") or tree.label(i) != "conj" or first < 0 or tokens[first].xpos != "VBN":
            continue
        if not any(tree.relations[k] == "aux:pass" for k in tree.kids[first]) or tree.has(i, "aux", "obj", "iobj"):
            continue
        subjects = [k for k in tree.kids[i] if tree.label(k) == "nsubj"]
        if subjects:  # "two were killed and dozens arrested"
            counted = any(tokens[j].upos == "NUM" for j in (subjects[0], *tree.kids[subjects[0]]))
            if (
                token.lemma in words.harming | _DONE_TO | (_DONE_TO_THINGS if counted else frozenset())
                and words.participle(token.lemma) == token.text.lower()
            ):
                tree.retag(i, "VERB", "VBN", token.lemma)
                tree.move(subjects[0], i, "nsubj:pass")
            continue
        told = token.lemma in _TOLD and tree.has(i, "ccomp", "xcomp")
        if told or (token.lemma in _DONE_TO and words.participle(token.lemma) == token.text.lower()):
            tree.retag(i, "VERB", "VBN", token.lemma)


def participle_with_subject(tree: Tree) -> None:
    """ "said the suspects, aged 29 and 41, planned[participle] to attack": what has a subject and no auxiliary is a past tense."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        if token.upos != "VERB" or token.xpos != "VBN":
            continue
        marks = [k for k in tree.kids[i] if tree.label(k) in ("mark", "advmod") and tokens[k].text.lower() in _SUBORDINATORS]
        if tree.label(i) not in ("ccomp", "root", "parataxis") and not (marks and tree.label(i) == "advcl"):
            continue
        active = tree.has(i, "xcomp") or objects_of(tree, i, "obj")
        subjects = [k for k in tree.kids[i] if k < i and (tree.relations[k] == "nsubj" or (active and tree.label(k) == "nsubj"))]
        if subjects and not tree.has(i, "aux", "cop") and not any(tree.relations[k] == "obl:agent" for k in tree.kids[i]):
            tree.retag(i, "VERB", "VBD", token.lemma)
            tree.move(subjects[0], i, "nsubj")


def modifier_not_done(tree: Tree) -> None:
    """ "blamed falling[xcomp] oil prices": what only things do to themselves describes the noun."""
    tokens = tree.tokens
    for i in range(1, len(tokens)):
        verb = tree.heads[i]
        if (
            tokens[i].xpos != "VBG"
            or tokens[i].lemma not in _BY_ITSELF
            or verb != i - 1
            or tree.label(i) not in ("xcomp", "ccomp", "advcl")
        ):
            continue
        things = [k for k in tree.kids[i] if tree.label(k) == "obj" and k > i]
        if len(things) == 1 and tokens[verb].upos == "VERB":
            tree.move(things[0], verb, "obj")
            for k in [k for k in tree.kids[i] if k > things[0]]:
                tree.move(k, verb, tree.relations[k])
            tree.move(i, things[0], "amod")


def told_that(tree: Tree) -> None:
    """ "told a rally of miners that[mark] the fight was not over": what follows "that" was told, it describes nobody."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        if tree.label(i) not in ("acl", "advcl") or token.upos not in ("VERB", "ADJ", "NOUN"):
            continue
        marks = [k for k in tree.kids[i] if tree.label(k) == "mark" and tokens[k].text.lower() == "that"]
        if not marks or not tree.has(i, "nsubj"):
            continue
        verb = tree.heads[i]
        while verb >= 0 and tokens[verb].upos != "VERB":
            verb = tree.heads[verb]
        if verb < 0 or tokens[verb].lemma not in _TOLD or tree.has(verb, "ccomp"):
            continue
        heard = [
            k for k in tree.kids[verb] if verb < k < marks[0] and tokens[k].upos in NOMINAL and tree.label(k) in ("obj", "iobj", "xcomp")
        ]
        if len(heard) == 1:
            tree.move(i, verb, "ccomp")
            tree.move(heard[0], verb, "iobj")


def case_inside_name(tree: Tree) -> None:
    """ "on Mines Minister Grace[case of on] Phiri": a preposition belongs to the whole name."""
    for i in range(len(tree.tokens)):
        head = tree.heads[i]
        if tree.relations[i] != "case" or head < i or tree.relations[head] != "flat":
            continue
        while tree.relations[head] == "flat" and tree.heads[head] > i:
            head = tree.heads[head]
        tree.move(i, head, "case")


def time_told(tree: Tree) -> None:
    """ "the group said Monday": nobody tells a day anything."""
    for i in range(len(tree.tokens)):
        if tree.relations[i] == "iobj" and is_time(tree.sentence, i):
            tree.move(i, tree.heads[i], "obl:unmarked")


def verb_as_modifier(tree: Tree) -> None:
    """ "[The Guardian] cited[amod] examples[root]": what has a subject or an auxiliary governs the noun behind it."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        noun = tree.heads[i]
        if token.upos != "VERB" or tree.label(i) not in ("compound", "amod") or noun <= i or not tree.has(i, "nsubj", "aux"):
            continue
        for k in [k for k in tree.kids[i] if tree.label(k) == "obj"]:
            tree.move(k, noun, "appos")
        _take_place(tree, i, noun)
        tree.relations[noun] = "obj"


def second_harm(tree: Tree) -> None:
    """ "killed 35 civilians and injured[amod] scores of others": a second harm is a second verb."""
    tokens, words = tree.tokens, clause_words()
    for i, token in enumerate(tokens):
        noun = tree.heads[i]
        lemma = rule_lemma(token.text, "VERB")
        harms = words.harming | words.happenings
        if tree.label(i) != "amod" or lemma not in harms or noun <= i or i < 1 or tokens[i - 1].upos != "CCONJ":
            continue
        first = tree.heads[noun]
        verb = tree.heads[first] if first >= 0 else -1
        if (
            tree.label(noun) != "conj"
            or verb < 0
            or tree.label(first) not in ("obj", "obl")
            or tokens[verb].xpos not in ("VBD", "VBN", "VBG")
        ):
            continue
        if tokens[verb].lemma not in harms or tree.has(noun, "det"):
            continue
        tree.retag(i, "VERB", tokens[verb].xpos, lemma)
        tree.move(i, verb, "conj")
        tree.move(noun, i, "obj")
        tree.move(i - 1, i, "cc")


def absolute_participle(tree: Tree) -> None:
    """ "with ten people killed[past tense]": "with" opens no clause in the past tense; what stands there was done to the noun."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        if token.xpos != "VBD":
            continue
        subjects = [k for k in tree.kids[i] if tree.relations[k] == "nsubj" and k < i]
        if len(subjects) != 1 or not any(tokens[k].text.lower() == "with" for k in range(max(0, subjects[0] - 6), subjects[0])):
            continue
        first = min(tree.sentence.subtree(subjects[0]))
        if (
            "with" in (tokens[first].text.lower(), tokens[first - 1].text.lower())
            and not objects_of(tree, i, "obj")
            and not tree.has(i, "aux")
        ):
            tree.retag(i, "VERB", "VBN", token.lemma)
            tree.move(subjects[0], i, "nsubj:pass")


def participle_with_object(tree: Tree) -> None:
    """ "[soldiers] illegally detained[acl] three men": a participle behind its noun has no object; it is a past tense."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        if token.upos != "VERB" or token.xpos != "VBN" or tree.label(i) not in ("acl", "advcl") or token.lemma in TWO_OBJECTS:
            continue
        if any(tree.label(k) == "nsubj" and k < i for k in tree.kids[i]):
            continue
        if tree.has(i, "aux", "csubj", "mark", "cop") or any(tree.relations[k] == "obl:agent" for k in tree.kids[i]):
            continue
        objects = [k for k in objects_of(tree, i, "obj", "nsubj") if not is_time(tree.sentence, k)]
        noun = tree.heads[i]
        if (
            not objects
            or noun < 0
            or noun > i
            or any(tree.label(k) == "case" and tokens[k].text.lower() == "with" for k in tree.kids[noun])
        ):
            continue
        for k in objects:
            tree.move(k, i, "obj")
        if tokens[noun].upos == "VERB":
            between = [k for k in tree.kids[noun] if noun < k < i and tree.label(k) == "obj"]
            if len(between) == 1 and _takes_clause(tree, noun) and not any(tokens[k].text == "," for k in range(noun, i)):
                _make_finite(tree, i, between[0], noun, "ccomp")
        elif tokens[noun].upos in NOMINAL:
            _past_of_noun(tree, i, noun)


def _past_of_noun(tree: Tree, i: int, noun: int) -> None:
    """Make a participle below a noun the predicate of the noun, where the tree around them allows it."""
    tokens = tree.tokens
    if tree.label(noun) == "appos" and tokens[i - 1].text == ",":
        noun = tree.heads[noun]
    above = tree.heads[noun]
    if above < 0:
        tree.retag(i, "VERB", "VBD", tokens[i].lemma)
        tree.move(i, noun, "acl")
        _take_place(tree, i, noun)
        tree.relations[noun] = "nsubj"
        return
    marks = [k for k in tree.kids[noun] if tree.label(k) in ("case", "mark") and tokens[k].text.lower() in _SUBORDINATORS]
    subjects = [k for k in tree.kids[above] if tree.label(k) == "nsubj"]
    if marks and tree.label(noun) in ("obl", "nmod"):
        _make_finite(tree, i, noun, above, "advcl")
        for k in marks:
            tree.move(k, i, "mark")
        return
    first_of_two = tree.label(noun) == "nsubj" and len(subjects) > 1 and noun == subjects[0] and i < subjects[-1] < above
    if first_of_two or (tree.label(noun) == "obj" and _takes_clause(tree, above)):
        _make_finite(tree, i, noun, above, "ccomp")


def _takes_clause(tree: Tree, verb: int) -> bool:
    lemma = tree.tokens[verb].lemma
    return lemma in _FOUND or lemma in clause_words().reporting


def _make_finite(tree: Tree, verb: int, subject: int, above: int, relation: str) -> None:
    tree.retag(verb, "VERB", "VBD", tree.tokens[verb].lemma)
    tree.move(verb, above, relation)
    tree.move(subject, verb, "nsubj")


def _take_place(tree: Tree, verb: int, old: int) -> None:
    """Put a predicate in the place of the token above it; what hung on that token beside its own words goes along."""
    above, relation = tree.heads[old], tree.relations[old]
    if above < 0:
        tree.replace_root(old, verb)
    else:
        tree.move(verb, above, relation)
        tree.move(old, verb, "dep")
    for k in list(tree.kids[old]):
        outside = tree.label(k) in ("nsubj", "obl", "advcl", "parataxis", "mark", "cc", "advmod", "punct", "aux", "ccomp")
        if outside and (k < min(old, verb) or k > max(old, verb) or tree.label(k) in ("advmod", "cc")):
            tree.move(k, verb, tree.relations[k])
