"""Whether a deed is somebody's although the subject is only a thing of his: his plan, its versions, the body it was decided in."""

from __future__ import annotations

from extractor.checks.actions.clauses import verb_heads
from extractor.checks.actions.reality import OPEN, REAL
from extractor.checks.actions.words import action_words
from extractor.checks.events import EventIndex
from extractor.checks.parties.identity import Match, PartyIndex, compare_names, match_party
from extractor.checks.words import base_forms, check_words, content_words, keys
from extractor.core.claim import ActionClaim, Party
from extractor.core.clause import Clause, Phrase
from extractor.recognizers.clauses.words import clause_words


def owners(phrase: Phrase, events: EventIndex) -> list[Phrase]:
    """Whose a phrase says that its thing is: "[IE]'s various versions", "the revenue of [the company]", "a [Commission] review"."""
    sentence = events.sentences[phrase.sentence]
    tokens = sentence.tokens
    out: list[Phrase] = []
    for k in sentence.kids[phrase.head]:
        token = tokens[k]
        of = any(tokens[c].text.lower() == "of" and tokens[c].deprel == "case" for c in sentence.kids[k])
        before = token.deprel == "nmod:poss" or (token.deprel == "compound" and token.text[:1].isupper())
        if not (before or (of and token.deprel.startswith("nmod"))):
            continue
        inside = [i for i in sentence.subtree(k) if tokens[i].deprel not in ("case", "punct") or tokens[i].text == "-"]
        start, end = tokens[inside[0]].start, tokens[inside[-1]].end
        if phrase.start <= start and end <= phrase.end:
            out.append(Phrase(phrase.sentence, k, start, end, phrase.text[start - phrase.start : end - phrase.start]))
    return out


def owns(party: Party, phrase: Phrase, parties: PartyIndex, events: EventIndex) -> bool:
    """Whether the thing of a phrase is the party's, by name."""
    known = parties.of(party)
    return any(
        known.intersection(parties.at(p.start, p.end)[:1]) or any(compare_names(name, p.text) is Match.SAME for name in party.names)
        for p in owners(phrase, events)
    )


def does_by_own(claim: ActionClaim, clause: Clause, parties: PartyIndex, events: EventIndex) -> bool:
    """Whether the deed of a thing is that of the claimed actor, who owns it."""
    party = claim.actor
    if party is None:
        return False
    words = action_words()
    lemma = clause.lemma.partition(" ")[0]
    if _adopted(party, clause, parties, events):
        return True
    for phrase in clause.agents if not clause.passive else ():
        head = events.sentences[phrase.sentence].tokens[phrase.head].lemma
        his = owns(party, phrase, parties, events)
        if lemma in words.paper_deeds and head in check_words().writings and _owns_by_name(party, phrase, events):
            return True
        if head in words.plans and clause.status in OPEN and (his or _proposes(party, clause, parties, events)):
            return True
        told = claim.object and any(keys(word) & keys(head) for word in content_words(claim.object))
        if his and (head in words.editions or (told and lemma in words.changing and not clause.patients)):
            return True  # "its revenue doubled": it doubled its revenue
    return False


def _proposes(party: Party, clause: Clause, parties: PartyIndex, events: EventIndex) -> bool:
    """Whether the actor put forward the plan that a relative clause tells of: "GM submitted a plan which would close ..."."""
    if clause.within < 0 or clause.relation != "acl:relcl":
        return False
    above = events.clauses[clause.within]
    if above.lemma.partition(" ")[0] not in action_words().proposing:
        return False
    heads = {phrase.head for phrase in clause.agents}
    return any(p.head in heads for p in above.patients) and any(
        match_party(party, p.text, parties, (p.start, p.end)) is Match.SAME for p in above.agents
    )


def _owns_by_name(party: Party, phrase: Phrase, events: EventIndex) -> bool:
    """Whether a paper belongs to a body whose name the tree split: "the Board of [Inquiry's report]"."""
    tokens = events.sentences[phrase.sentence].tokens
    first = next((k for k, token in enumerate(tokens) if token.start >= phrase.start), 0)
    if first < 2 or tokens[first - 1].text.lower() != "of" or not tokens[first - 2].text[:1].isupper():
        return False
    owner = next((k for k in range(first, phrase.head) if tokens[k].text in ("'s", "’s", "'", "’")), -1)
    if owner < 0:
        return False
    name = " ".join(token.text for token in tokens[first - 2 : owner])
    return any(compare_names(one, name) is Match.SAME for one in party.names)


_BACK = 2
"""Sentences before a paper's deed in which its adoption is looked for."""


def _adopted(party: Party, clause: Clause, parties: PartyIndex, events: EventIndex) -> bool:
    """Whether the deed is what a paper says that the party adopted: "the council passed a motion, which condemned the war"."""
    words = action_words()
    if clause.passive or clause.lemma.partition(" ")[0] not in words.paper_deeds:
        return False
    for paper in clause.agents:
        head = events.sentences[paper.sentence].tokens[paper.head]
        if head.lemma.lower() not in words.papers:
            continue
        for number in range(clause.sentence, max(-1, clause.sentence - 1 - _BACK), -1):
            for above in (events.clauses[k] for k in events.of_sentence(number)):
                adopts = above.lemma.partition(" ")[0] in words.adopting and above.status in REAL and above.start < clause.start
                if adopts and any(_same_paper(paper, p, events) for p in above.patients):
                    return any(match_party(party, p.text, parties, (p.start, p.end)) is Match.SAME for p in above.agents)
    return False


def _same_paper(one: Phrase, other: Phrase, events: EventIndex) -> bool:
    """Whether two phrases are of one paper: the same noun, and no two numbers."""
    nouns = [events.sentences[p.sentence].tokens[p.head].lemma.lower() for p in (one, other)]
    numbers = [{word for word in p.text.split() if word.isdigit()} for p in (one, other)]
    return nouns[0] == nouns[1] and (not all(numbers) or numbers[0] == numbers[1])


def done_in_name(claim: ActionClaim, clause: Clause, parties: PartyIndex, events: EventIndex) -> bool:
    """Whether a passive without agent leaves no doubt: "a Commission review was held", "the bill was rejected in the Senate"."""
    party = claim.actor
    if party is None or not clause.passive or clause.agents:
        return False
    words, lemma = action_words(), clause.lemma.partition(" ")[0]
    if lemma in words.deciding and any(base_forms(head) & base_forms(lemma) for head in verb_heads(claim.verb)):
        for case, phrase in clause.obliques:
            body = events.sentences[phrase.sentence].tokens[phrase.head].text.lower() in words.bodies
            if case in ("in", "at") and body and match_party(party, phrase.text, parties, (phrase.start, phrase.end)) is Match.SAME:
                return True
    if lemma not in clause_words().light_verbs or not claim.object:
        return False
    for phrase in clause.patients:
        head = events.sentences[phrase.sentence].tokens[phrase.head].lemma
        if any(keys(word) & keys(head) for word in content_words(claim.object)) and owns(party, phrase, parties, events):
            return True
    return False
