"""Who did it together with the agent: a clause in, the phrases that stand beside its subject out."""

from __future__ import annotations

from dataclasses import replace

from extractor.checks.actions.words import action_words
from extractor.checks.events import EventIndex
from extractor.checks.words import base_forms
from extractor.core.clause import Clause, Phrase

_BESIDE = frozenset({"along with", "together with", "alongside", "as well as"})
_JOIN = "join"


def companions(clause: Clause, events: EventIndex) -> tuple[Phrase, ...]:
    """Phrases of those who act beside the agents: "Ford, along with GM, closed", "voted with ten Republicans", "joined them in voting".

    Behind an object "along with" may add to the object; then nothing is said of who acts.
    """
    if not clause.agents:
        return ()
    if clause.passive:
        return tuple(_listed(clause, events))
    words = action_words()
    mutual = clause.lemma.partition(" ")[0] in words.together and clause.relation not in ("xcomp", "acl", "advcl")
    found = []
    for case, phrase in clause.obliques:
        beside = case in _BESIDE or (case == "with" and _together(phrase, events))
        if (case == "with" and mutual) or (beside and (phrase.start < clause.start or not clause.patients)):
            found.append(phrase)
    joined = _joining(clause, events)
    if joined is not None:
        found += [*joined.agents, *joined.patients]
    return tuple(_without_rest(phrase, events) for phrase in found)


def _together(phrase: Phrase, events: EventIndex) -> bool:
    """Whether "together" or "along" stands before the preposition of a phrase with "with"."""
    at = events.sentences[phrase.sentence].index_at(phrase.start)
    return at >= 2 and events.lower_words(phrase.sentence)[at - 2] in ("together", "along")


def _listed(clause: Clause, events: EventIndex) -> list[Phrase]:
    """The further names of a list behind "by" that closes with "and": "backed by the Fund, the Nurses League and Port Workers United"."""
    last = clause.agents[-1]
    sentence = events.sentences[clause.sentence]
    tokens, words = sentence.tokens, events.lower_words(clause.sentence)
    at = next((k for k in range(clause.verb + 1, len(tokens)) if tokens[k].start >= last.end), len(tokens))
    if last.sentence != clause.sentence or last.start < clause.end or at >= len(tokens):
        return []
    out: list[Phrase] = []
    closed = False
    while at < len(tokens) and words[at] in (",", "and"):
        while at < len(tokens) and words[at] in (",", "and"):
            closed, at = closed or words[at] == "and", at + 1
        first = at
        while at < len(tokens) and (tokens[at].text[:1].isupper() or words[at] in ("the", "of", "for", "-", "&")):
            at += 1
        follows = at >= len(tokens) or tokens[at].upos == "PUNCT" or words[at] in ("and", "in", "on", "at")
        if first == at or not follows:
            break
        text = "".join(t.text + " " * (k + 1 < at and tokens[k + 1].start > t.end) for k, t in enumerate(tokens[first:at], first))
        out.append(Phrase(clause.sentence, at - 1, tokens[first].start, tokens[at - 1].end, text))
        if closed:
            break
    return out if closed else []


def joint_deeds(heads: tuple[str, ...], events: EventIndex, most: int = 20) -> list[Clause]:
    """Clauses of what somebody joined others in doing, where the tree has a noun for it: "joined the rebels in voting for the bill"."""
    wanted = frozenset().union(*map(base_forms, heads))
    out: list[Clause] = []
    for number in events.clauses_with((_JOIN,))[: most * 3]:
        clause = events.clauses[number]
        if clause.lemma.partition(" ")[0] != _JOIN or not clause.agents or not clause.patients:
            continue
        for case, phrase in clause.obliques:
            word = phrase.text.partition(" ")[0]
            if case == "in" and word.endswith("ing") and base_forms(word) & wanted:
                agents = (*clause.agents, *clause.patients)
                end = phrase.start + len(word)
                deed = replace(phrase, start=min(end + 1, phrase.end), text=phrase.text[len(word) + 1 :]) if end < phrase.end else None
                lemma = min(base_forms(word) & wanted, key=lambda form: (len(form), form))
                obliques = (("", deed),) if deed is not None else ()
                out.append(
                    replace(
                        clause, lemma=lemma, start=phrase.start, end=end, agents=agents, patients=(), obliques=obliques, relation="conj"
                    )
                )
    return out[:most]


def _joining(clause: Clause, events: EventIndex) -> Clause | None:
    """The clause of joining that says with whom: "joined the union in suing [clause] the firm"."""
    if clause.within < 0 or clause.relation not in ("advcl", "xcomp", "acl", "ccomp"):
        return None
    above = events.clauses[clause.within]
    if above.lemma.partition(" ")[0] != _JOIN or not above.patients:
        return None
    words = events.lower_words(clause.sentence)
    return above if clause.verb and words[clause.verb - 1] == "in" else None


def _without_rest(phrase: Phrase, events: EventIndex) -> Phrase:
    """The phrase without what follows its head behind "for" or "against": "thirty-one Republicans [against it]"."""
    tokens = events.sentences[phrase.sentence].tokens
    stop = next((t.start for t in tokens[phrase.head + 1 :] if t.start < phrase.end and t.text.lower() in ("against", "for")), None)
    if stop is None:
        return phrase
    text = phrase.text[: stop - phrase.start].rstrip()
    return replace(phrase, end=phrase.start + len(text), text=text)
