"""Clauses as an action is compared with them: by-phrases, apposed names and nouns of events undone."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from extractor.checks.events import EventIndex
from extractor.checks.words import base_forms, check_words, words_of
from extractor.core.clause import Clause, Phrase


@lru_cache(maxsize=4_096)
def verb_heads(verb: str) -> tuple[str, ...]:
    """The words of a claimed verb that name an event: "attempted to remove" has two."""
    skip = check_words().function
    return tuple(w for w in words_of(verb) if w.lower() not in skip) or words_of(verb)[:1]


def noun_lemma(verb: str) -> str:
    """The base form a clause of this verb would carry."""
    return min(base_forms(verb_heads(verb)[0]), key=lambda form: (len(form), form)) if verb_heads(verb) else verb


def with_names(clause: Clause, events: EventIndex) -> Clause:
    """The clause with the name that follows a noun directly counted to its phrase: "the opposition [Green Front] accused"."""
    agents, patients = (tuple(_with_name(p, events) for p in part) for part in (clause.agents, clause.patients))
    return clause if (agents, patients) == (clause.agents, clause.patients) else replace(clause, agents=agents, patients=patients)


def _with_name(phrase: Phrase, events: EventIndex) -> Phrase:
    sentence = events.sentences[phrase.sentence]
    tokens = sentence.tokens
    for k in sentence.children(phrase.head, "appos", "flat"):
        inside = sentence.subtree(k)
        first = tokens[inside[0]]
        if 0 <= first.start - phrase.end <= 1 and first.text[:1].isupper() and first.text.lower() not in check_words().when:
            stop = next((i for i in inside if tokens[i].upos == "PUNCT"), inside[-1] + 1)
            name = " ".join(token.text for token in tokens[inside[0] : stop])
            return replace(phrase, end=tokens[stop - 1].end, text=f"{phrase.text} {name}")
    return phrase


def as_passive(clause: Clause, events: EventIndex) -> Clause:
    """A participle with a by-phrase, read as a passive: "rescuers, helped by the army"."""
    if clause.passive or len(clause.agents) < 2:
        return clause
    sentence = events.sentences[clause.sentence]
    words = events.lower_words(clause.sentence)
    doers = []
    for phrase in clause.agents:
        token = sentence.index_at(phrase.start)
        if phrase.start > clause.end and token > 0 and words[token - 1] == "by":
            doers.append(phrase)
    if not doers or len(doers) == len(clause.agents):
        return clause
    rest = tuple(phrase for phrase in clause.agents if phrase not in doers)
    return replace(clause, agents=tuple(doers), patients=(*rest, *clause.patients), passive=True)


def as_active(clause: Clause, verb: str, events: EventIndex) -> Clause:
    """A participle right before the preposition of the claimed verb, read as a past tense: "its versions accounted for half of it"."""
    stated = [word.lower() for word in words_of(verb)]
    if len(stated) != 2 or not clause.passive or clause.agents or clause.relation != "acl":
        return clause
    words = events.lower_words(clause.sentence)
    alone = events.sentences[clause.sentence].tokens[clause.verb].start == clause.start
    if not alone or words[clause.verb + 1 : clause.verb + 2] != stated[1:] or words[clause.verb + 2 : clause.verb + 3] in ([], ["by"]):
        return clause
    return replace(clause, agents=clause.patients, patients=(), passive=False, relation="conj")


def noun_clauses(verb: str, events: EventIndex, most: int = 20) -> list[Clause]:
    """Nouns of an event that the reader took for plain nouns, as clauses: "the closure of the consulate by Greek officials"."""
    heads = frozenset().union(*(base_forms(head) for head in verb_heads(verb)))
    out: list[Clause] = []
    for number in sorted(events.sentences_with(heads)):
        sentence = events.sentences[number]
        for i in sorted({i for key in heads for i in events.word_keys(number).get(key, ())}):
            token = sentence.tokens[i]
            if token.upos != "NOUN":
                continue
            parts: dict[str, list[Phrase]] = {"poss": [], "of": [], "by": []}
            for k in sentence.kids[i]:
                case = next((sentence.tokens[c].text.lower() for c in sentence.kids[k] if sentence.tokens[c].deprel == "case"), "")
                role = "poss" if sentence.tokens[k].deprel == "nmod:poss" else case
                if role in parts:
                    inside = [t for t in sentence.subtree(k) if sentence.tokens[t].deprel not in ("case", "punct") or t > k]
                    words = sentence.tokens[inside[0] : inside[-1] + 1]
                    text = " ".join(word.text for word in words)
                    parts[role].append(Phrase(number, k, words[0].start, words[-1].end, text))
            patients, agents = parts["of"], parts["by"] or parts["poss"]
            if agents or patients:
                out.append(Clause(number, i, noun_lemma(verb), token.start, token.end, tuple(agents), tuple(patients), relation="nominal"))
            if len(out) >= most:
                return out
    return out
