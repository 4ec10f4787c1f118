"""Nouns that name events: "the expulsion of eight diplomats by NATO", "carried out an attack on the town"."""

from __future__ import annotations

from extractor.core.clause import Phrase
from extractor.recognizers.clauses.phrases import case_of, is_time
from extractor.recognizers.clauses.predicate import Predicate
from extractor.recognizers.clauses.subjects import TreeReader

_INTRANSITIVE = frozenset("die arrive depart resign return fall rise drop crash grow collapse explode".split())
_NOT_OWNERS = frozenset({"whose", "our", "my", "your"})
_TOGETHER = frozenset({"meet", "talk", "speak", "rally", "protest", "vote", "agree", "clash"})
"""Verbs whose noun says with "of" who does it: "a meeting of the council"."""


def read_nominals(reader: TreeReader) -> None:
    """Add a predicate for every event noun that has an argument or hangs on a light verb."""
    sentence, words = reader.sentence, reader.words
    for i, token in enumerate(sentence.tokens):
        if token.upos != "NOUN" or token.lemma not in words.events or i in reader.found:
            continue
        if token.deprel.partition(":")[0] in ("compound", "flat", "fixed", "amod", "nummod"):
            continue
        verb, role = words.events[token.lemma]
        governor = reader.governor(i)
        predicate = Predicate(reader.number, i, verb, token.start, token.end, relation="nominal", governor=governor)
        _arguments(reader, predicate, role)
        light = _light_verb(reader, predicate)
        if predicate.agents or predicate.patients or light:
            reader.found[i] = predicate


def _arguments(reader: TreeReader, predicate: Predicate, role: str) -> None:
    sentence = reader.sentence
    tokens = sentence.tokens
    intransitive = predicate.lemma in _INTRANSITIVE
    owners: list[Phrase] = []
    party: list[Phrase] = []
    for k in sentence.kids[predicate.verb]:
        token = tokens[k]
        base = token.deprel.partition(":")[0]
        if token.deprel == "nmod:poss" and token.text.lower() not in _NOT_OWNERS:
            owners += reader.phrases([k])
        elif (base == "amod" and token.xpos == "JJ" and token.text[:1].isupper() and k < predicate.verb) or (
            base == "compound" and token.upos == "PROPN" and k < predicate.verb and not is_time(sentence, k)
        ):
            owners.append(reader.phrase(k))
        elif base in ("nmod", "obl") and not is_time(sentence, k):
            case = case_of(sentence, k)
            found = reader.phrases([k])
            if case == "by":
                predicate.agents += found
            elif case == "of":
                (predicate.agents if intransitive or predicate.lemma in _TOGETHER else predicate.patients).extend(found)
            elif case == "between":
                predicate.agents += found
            elif case in reader.words.party_cases:
                party += found
                predicate.obliques += [(case, phrase) for phrase in found]
            elif case:
                predicate.obliques += [(case, phrase) for phrase in found]
    if owners:
        if intransitive or predicate.agents or (role == "patient" and not predicate.patients):
            (predicate.agents if intransitive else predicate.patients).extend(owners)
        else:
            predicate.agents += owners
    if party and not predicate.patients and not intransitive:
        predicate.patients += party[:1]


def _light_verb(reader: TreeReader, predicate: Predicate) -> bool:
    """Take the subject of a light verb as agent; True when the noun hangs on one."""
    tokens = reader.sentence.tokens
    token = tokens[predicate.verb]
    above = reader.found.get(token.head)
    if above is None:
        return False
    base = token.deprel.partition(":")[0]
    if base not in ("obj", "nsubj", "obl") or above.lemma not in reader.words.light_verbs:
        predicate.status = "happened"
        return False
    if base == "obl" and not (
        above.lemma in ("participate", "engage", "start", "begin", "enter")
        and case_of(reader.sentence, predicate.verb) in ("in", "into", "with")
    ):
        return False
    if base == "nsubj" and token.deprel != "nsubj:pass":
        return False
    predicate.status = above.status
    predicate.negated = above.negated
    subject = above.agents
    if above.lemma in reader.words.light_passive:
        predicate.patients = predicate.patients or subject[:]
    elif not predicate.agents:
        predicate.agents += subject
    for case, phrase in above.obliques:
        if (
            case in reader.words.party_cases
            and not predicate.patients
            and not is_time(reader.sentence, phrase.head)
            and case not in ("over", "into")
        ):
            predicate.patients.append(phrase)
    return True
