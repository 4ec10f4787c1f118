"""Mend trees where the parser contradicts its own tags or the quotation marks: a sentence in, the same sentence with better heads out.

Only heads and relations change, never tokens, so offsets and indexes stay valid. Every mend looks at a pattern that no
well-formed tree has: a verb in the past tense that modifies a noun, an object before its verb, a subject inside a
quotation whose verb stands outside.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from extractor.core.syntax import Sentence
from extractor.recognizers.clauses.repair_lost import (
    one_subject_of_two,
    past_forms,
    predicate_called_modifier,
    subject_behind_number,
    subject_behind_semicolon,
    subject_with_owned,
)
from extractor.recognizers.clauses.repair_objects import begun_doing, hedged_object, number_more
from extractor.recognizers.clauses.repair_openings import noun_before_comma, opening_of_what_is_said, subject_before_quoted_verb
from extractor.recognizers.clauses.repair_participles import (
    command_to_say,
    infinitive_before_object,
    participle_with_agent,
    past_tense_with_object,
    relative_that,
)
from extractor.recognizers.clauses.repair_subjects import (
    listener_over_verb,
    participle_before_noun,
    somebody_willing,
    subject_before_relative,
    subject_beyond_governor,
    subject_of_dateline,
    subject_of_time,
    subject_of_trailing_cue,
    subject_over_examples,
    subject_over_verb,
    subject_with_preposition,
    verb_before_object,
    verb_behind_participle,
)
from extractor.recognizers.clauses.repair_verbs import (
    absolute_participle,
    case_inside_name,
    modifier_not_done,
    noun_called_verb,
    participle_with_object,
    participle_with_subject,
    particle_behind_verb,
    plan_called_noun,
    second_harm,
    second_of_passive,
    time_told,
    told_that,
    verb_as_modifier,
)
from extractor.recognizers.clauses.tree import FINITE, NOMINAL, Tree, is_finite
from extractor.recognizers.clauses.words import clause_words

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose", "where", "when", "what", "how", "why"})
_SUBORDINATORS = frozenset({"after", "before", "since", "until", "as", "while", "because", "when", "once", "although", "though"})
_NO_LISTENER = frozenset("say claim believe think argue allege suggest announce state report add confirm deny".split())
_LISTENERS = frozenset("tell inform remind assure warn convince notify promise ask show teach persuade advise".split())
_LISTENED_TO = frozenset("tell inform remind assure warn convince notify promise".split())
_CLAUSAL = frozenset(
    {"advcl", "dep", "parataxis", "ccomp", "csubj", "nsubj", "obj", "obl", "nmod", "amod", "acl", "appos", "conj", "discourse"}
)


def mend(sentence: Sentence, quoted: Collection[int] = ()) -> Sentence:
    """The sentence with contradictions removed; the same object when there are none. `quoted` are tokens between quotation marks."""
    sentence = past_forms(sentence)
    tree = Tree(sentence)
    for step in (
        subject_of_dateline,
        _brackets,
        subject_behind_semicolon,
        subject_behind_number,
        subject_with_owned,
        one_subject_of_two,
        predicate_called_modifier,
        command_to_say,
        noun_called_verb,
        plan_called_noun,
        case_inside_name,
        particle_behind_verb,
        modifier_not_done,
        told_that,
        second_of_passive,
        time_told,
        verb_as_modifier,
        participle_with_agent,
        second_harm,
        absolute_participle,
        subject_over_examples,
        participle_before_noun,
        verb_behind_participle,
        participle_with_object,
        past_tense_with_object,
        relative_that,
        subject_before_relative,
        somebody_willing,
        infinitive_before_object,
        _finite_modifier,
        _past_tense_modifier,
        verb_before_object,
        subject_over_verb,
        subject_beyond_governor,
        subject_of_time,
        _second_subject,
        _object_before_verb,
        number_more,
        hedged_object,
        _relative_clause,
        _told_whom,
        listener_over_verb,
        subject_with_preposition,
        _by_whom,
        begun_doing,
        _conjunct_form,
        subject_of_trailing_cue,
        noun_before_comma,
        opening_of_what_is_said,
        subject_before_quoted_verb,
    ):
        step(tree)
    if quoted:
        _quotation(tree, frozenset(quoted))
    participle_with_subject(tree)
    return tree.finish()


def _brackets(tree: Tree) -> None:
    """ "Treaty Organization (NATO)": the short form belongs to the full one."""
    tokens = tree.tokens
    for i in range(2, len(tokens) - 1):
        if (
            tokens[i - 1].text == "("
            and tokens[i + 1].text == ")"
            and tokens[i].upos in ("PROPN", "NOUN")
            and tokens[i - 2].upos in ("PROPN", "NOUN")
        ) and (tree.label(i) in ("nsubj", "obj", "obl", "root", "conj", "dep") or tree.heads[i] > i + 1):
            head = i - 2
            while (
                tree.heads[head] >= 0
                and tree.heads[head] < i
                and tokens[tree.heads[head]].upos in ("PROPN", "NOUN")
                and tree.label(head) in ("compound", "flat", "nmod")
            ):
                head = tree.heads[head]
            subject_of, relation = tree.heads[i], tree.relations[i]
            if relation.startswith("nsubj") and subject_of > i and tree.heads[head] == -1 and tree.heads[subject_of] == head:
                continue  # the verb hangs on the full name: mended as a finite modifier
            tree.move(i, head, "appos")


def _finite_modifier(tree: Tree) -> None:
    """ "[NATO root] expelled[acl, past tense] ...": a finite verb without relative word is the predicate, the noun its subject."""
    tokens, sentence = tree.tokens, tree.sentence
    root = sentence.root
    if root < 0 or tokens[root].upos not in NOMINAL or any(tree.label(k) == "cop" for k in tree.kids[root]):
        return
    for k in list(tree.kids[root]):
        token = tokens[k]
        if k < root or token.upos != "VERB" or tree.label(k) not in ("acl", "parataxis", "appos", "advcl", "amod", "dep", "ccomp"):
            continue
        if not is_finite(sentence, k) or tree.has(k, "csubj", "mark"):
            continue
        if any(tokens[j].text.lower() in _RELATIVE for j in tree.kids[k]):
            continue
        subjects = [j for j in tree.kids[k] if tree.label(j) == "nsubj"]
        if any(not (tokens[j - 1].text == "(" and j > root) for j in subjects):
            continue
        tree.heads[k], tree.relations[k] = -1, "root"
        tree.kids[root].remove(k)
        tree.heads[root] = k
        tree.relations[root] = "nsubj:pass" if any(tree.relations[j] == "aux:pass" for j in tree.kids[k]) else "nsubj"
        tree.kids[k] = sorted([*tree.kids[k], root])
        tree.changed = True
        for j in subjects:
            tree.move(j, root, "appos")
        for j in list(tree.kids[root]):
            if j > k and tree.label(j) in ("punct", "conj", "parataxis", "advcl", "obl", "ccomp"):
                tree.move(j, k, tree.relations[j])
        return


def _second_subject(tree: Tree) -> None:
    """Two subjects side by side ("spokesman", "Dmitry Peskov"): the first is the title of the second."""
    tokens = tree.tokens
    for i in range(len(tokens)):
        subjects = [k for k in tree.kids[i] if tree.relations[k] in ("nsubj", "nsubj:pass") and k < i]
        objects = [k for k in tree.kids[i] if tree.label(k) == "obj"]
        titled = [(a, b) for a, b in pairwise(objects) if b - a == 1 and tokens[a].upos == "NOUN"]  # "president", "Mohamed Morsi"
        for left, right in (*pairwise(subjects), *titled):
            if tokens[right].upos == "PROPN" and tokens[left].upos in ("NOUN", "PROPN") and right - left <= 2:
                tree.move(left, right, "compound")
                for j in list(tree.kids[left]):
                    if j < left:
                        tree.move(j, right, tree.relations[j])


def _object_before_verb(tree: Tree) -> None:
    """ "the members were working": what stands before a verb without a subject is its subject."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        if token.upos != "VERB" or tree.has(i, "nsubj", "csubj") or token.deprel in ("acl:relcl", "xcomp", "amod"):
            continue
        before = [k for k in tree.kids[i] if k < i and tree.relations[k] in ("obj", "dislocated") and tokens[k].upos in NOMINAL]
        if len(before) == 1 and tokens[before[0]].text.lower() not in _RELATIVE and is_finite(tree.sentence, i):
            passive = any(tree.relations[k] == "aux:pass" for k in tree.kids[i])
            tree.move(before[0], i, "nsubj:pass" if passive else "nsubj")


def _past_tense_modifier(tree: Tree) -> None:
    """ "after [South Korea] exchanged[amod, past tense] artillery fire": the verb governs its neighbours."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        noun = tree.heads[i]
        if token.xpos not in ("VBD", "VBN") or tree.label(i) not in ("amod", "compound") or noun <= i or i == 0:
            continue
        if token.xpos == "VBN" and (tokens[i - 1].upos not in ("NOUN", "PROPN") or not _behind_subordinator(tree, i - 1)):
            continue
        subject = i - 1
        while subject > 0 and tokens[subject].upos == "ADV":
            subject -= 1
        above = tree.heads[noun]
        if tokens[subject].upos not in NOMINAL or above < 0:
            continue
        while tree.heads[subject] not in (above, noun) and 0 <= tree.heads[subject] < i and tokens[tree.heads[subject]].upos in NOMINAL:
            subject = tree.heads[subject]
        if tree.heads[subject] not in (above, noun) and not (noun in tree.kids[above] and tree.heads[subject] == -1):
            continue
        marks = [
            k
            for k in (*tree.kids[noun], *tree.kids[subject])
            if tokens[k].text.lower() in _SUBORDINATORS and tree.label(k) in ("case", "mark")
        ]
        tree.move(i, above, "advcl" if marks else "ccomp")
        tree.move(subject, i, "nsubj")
        tree.move(noun, i, "obj")
        for k in marks:
            tree.move(k, i, "mark")


def _behind_subordinator(tree: Tree, noun: int) -> bool:
    return any(tree.label(k) == "case" and tree.tokens[k].text.lower() in _SUBORDINATORS for k in tree.kids[noun])


def _told_whom(tree: Tree) -> None:
    """ "said John Kerry contacted ...": nobody is said something to without "to"; the name is the subject of what is said."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        if token.upos != "VERB" or token.lemma in _LISTENERS:
            continue
        inner = [
            k
            for k in tree.kids[i]
            if k > i
            and tokens[k].upos == "VERB"
            and (tree.label(k) in ("ccomp", "xcomp", "parataxis", "advcl") or (tree.label(k) == "conj" and not tree.has(k, "cc")))
        ]
        listeners = [k for k in tree.kids[i] if tree.label(k) in ("iobj", "obj") and k > i]
        if len(listeners) == 1 and inner and token.lemma in _NO_LISTENER:
            _place_of_subject(tree, listeners[0], inner[0])
        if (
            len(listeners) == 1
            and inner
            and listeners[0] < inner[0]
            and not tree.has(inner[0], "nsubj", "csubj")
            and is_finite(tree.sentence, inner[0])
            and (token.lemma in _NO_LISTENER or _leads(tree, listeners[0], inner[0]))
        ):
            tree.move(inner[0], i, "ccomp")
            tree.move(
                listeners[0], inner[0], "nsubj:pass" if any(tree.relations[k] == "aux:pass" for k in tree.kids[inner[0]]) else "nsubj"
            )


def _place_of_subject(tree: Tree, noun: int, verb: int) -> None:
    """ "said all passengers[iobj] aboard[mark] the jet[nsubj] had died": what stands behind a preposition is no subject."""
    tokens = tree.tokens
    for subject in [k for k in tree.kids[verb] if tree.label(k) == "nsubj" and noun < k < verb]:
        preposition = tree.sentence.subtree(subject)[0] - 1
        low = tokens[preposition].text.lower()
        if (
            tokens[preposition].xpos == "IN"
            and tree.heads[preposition] in (verb, subject)
            and low not in (*_SUBORDINATORS, "that", "if", "whether")
        ):
            tree.move(subject, noun, "nmod")
            tree.move(preposition, subject, "case")


def _leads(tree: Tree, noun: int, verb: int) -> bool:
    """Whether only auxiliaries and adverbs stand between a noun phrase and a verb without conjunction behind it."""
    last = noun
    stack = [noun]
    while stack:
        inside = [k for k in tree.kids[stack.pop()] if k < verb]
        stack += inside
        last = max([last, *inside])
    return (
        tree.label(verb) in ("ccomp", "advcl")
        and all(tree.tokens[k].upos in ("AUX", "ADV", "PART") for k in range(last + 1, verb))
        and not tree.has(verb, "mark", "cc")
    )


def _relative_clause(tree: Tree) -> None:
    """A clause of a noun with a relative pronoun in front is a relative clause; one behind a listener is what was told."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        if token.upos != "VERB" or tree.label(i) != "acl" or tree.heads[i] < 0:
            continue
        before = [k for k in tree.kids[i] if k < i and tree.label(k) in ("nsubj", "obj", "iobj", "mark", "dep")]
        if any(tokens[k].text.lower() in ("who", "which", "whom", "that") and tokens[k].upos != "SCONJ" for k in before):
            tree.move(i, tree.heads[i], "acl:relcl")
        noun = tree.heads[i]
        verb = tree.heads[noun]
        if verb < 0 or tokens[verb].lemma not in _LISTENED_TO or tree.label(noun) not in ("obj", "iobj") or not is_finite(tree.sentence, i):
            continue
        if tree.has(i, "nsubj") and not any(tokens[k].text.lower() in _RELATIVE for k in before) and not tree.has(verb, "ccomp"):
            tree.move(i, verb, "ccomp")


def _by_whom(tree: Tree) -> None:
    """ "was rejected by X": a by-phrase right after a passive participle is its agent."""
    tokens = tree.tokens
    for i in range(len(tokens) - 2):
        if tokens[i].xpos != "VBN" or tokens[i].upos != "VERB" or tokens[i + 1].text.lower() != "by":
            continue
        noun = tree.heads[i + 1]
        if noun > i + 1 and tokens[noun].upos in NOMINAL and tree.heads[noun] != i and noun - i < 14:
            tree.move(noun, i, "obl:agent")


def _conjunct_form(tree: Tree) -> None:
    """ "was arrested for shooting at them and charged": a participle is coordinated with a participle, not with "shooting"."""
    tokens = tree.tokens
    for i, token in enumerate(tokens):
        head = tree.heads[i]
        if token.upos != "VERB" or tree.relations[i] != "conj" or head < 0 or tokens[head].upos != "VERB" or tree.has(i, "nsubj", "aux"):
            continue
        if tokens[head].xpos == token.xpos or {tokens[head].xpos, token.xpos} <= {*FINITE, "VBN"}:
            continue
        above = tree.heads[head]
        while above >= 0 and tokens[above].upos != "VERB":
            above = tree.heads[above]
        if above >= 0 and above < head and tokens[above].xpos == token.xpos:
            tree.move(i, above, "conj")


def _quotation(tree: Tree, quoted: frozenset[int]) -> None:
    """Quoted words depend on each other; only one of them hangs on what stands outside, as what is said."""
    tokens, reporting = tree.tokens, clause_words().reporting
    for i, token in enumerate(tokens):
        head = tree.heads[i]
        if head < 0 or (i in quoted) == (head in quoted):
            continue
        if i not in quoted:  # outside word below a quoted one: the reporting clause
            if token.upos == "VERB" and token.lemma in reporting:
                tree.move(i, head, "parataxis")
            continue
        relation = tree.label(i)
        if token.upos == "VERB" and tokens[head].upos != "VERB" and relation in _CLAUSAL:
            cue = head  # quoted words modify nothing outside; they are what is said
            while cue >= 0 and tokens[cue].upos != "VERB":
                cue = tree.heads[cue]
            if cue >= 0 and cue not in quoted and tokens[cue].lemma in reporting:
                tree.move(i, cue, "ccomp")
            continue
        if relation in ("nsubj", "obj", "obl", "advcl", "nmod", "compound", "iobj") and tokens[head].upos == "VERB":
            others = [k for k in tree.kids[head] if k not in quoted and tree.label(k) == relation]
            predicate = _predicate_inside(tree, i, head, quoted)
            if predicate >= 0 and predicate != i and relation in ("nsubj", "obj", "obl") and (others or relation == "nsubj"):
                tree.move(predicate, head, "ccomp")
                tree.move(i, predicate, "nsubj" if i < predicate and not tree.has(predicate, "nsubj") else "obl")
            elif token.upos == "VERB" and relation in _CLAUSAL and tokens[head].lemma in reporting:
                tree.move(i, head, "ccomp")


def _predicate_inside(tree: Tree, i: int, head: int, quoted: frozenset[int]) -> int:
    """A quoted predicate beside token i that also hangs on `head`; -1 when there is none."""
    for k in tree.kids[head]:
        if k in quoted and k != i and tree.tokens[k].upos in ("VERB", "ADJ", "NOUN") and tree.label(k) in _CLAUSAL:
            return k
    return -1
