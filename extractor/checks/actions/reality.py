"""Whether a claimed status goes with what the article says of the reality of a deed."""

from __future__ import annotations

from extractor.checks.actions.clauses import verb_heads
from extractor.checks.actions.words import action_words
from extractor.checks.events import EventIndex
from extractor.checks.words import base_forms
from extractor.core.claim import ActionClaim
from extractor.core.clause import Clause

REAL = frozenset({"happened", "ongoing", "alleged"})
UNREAL = frozenset({"negated", "denied"})
OPEN = frozenset({"planned", "conditional"})
CONTROLLED = frozenset({"acl", "advcl", "xcomp", "ccomp"})
"""Relations of a participle or infinitive without subject of its own: whose deed it is, is for the reader to work out."""


def claimed_status(claim: ActionClaim, clause: Clause, events: EventIndex) -> bool | None:
    """Whether the status agrees: that of the attempt for "attempted to remove"; what was decided may be told as done or as planned.

    So may what is said by calling and celebrated by gathering: "gathered to mark the day".
    """
    heads = verb_heads(claim.verb)
    if clause.within >= 0 and len(heads) > 1 and clause.relation in CONTROLLED:
        above = events.clauses[clause.within]
        if base_forms(heads[0]) & base_forms(above.lemma.partition(" ")[0]) and not base_forms(heads[0]) & base_forms(clause.lemma):
            return status_agrees(claim.status, above)
    if clause.status == "planned" and claim.status in (None, *REAL) and (_is_decided(clause, events) or _is_done_so(clause, events)):
        return None
    if claim.status in OPEN and clause.status in REAL and clause.relation in CONTROLLED and _is_over(clause, events):
        return False
    return status_agrees(claim.status, clause)


def _is_over(clause: Clause, events: EventIndex) -> bool:
    """Whether a clause below another tells of what is done and no longer a plan.

    So do an infinitive of a result ("beat Eastham to secure a place"), a past tense ("while Dorne signed") and a participle
    of the past below what happened ("read a study published in May").
    """
    sentence = events.sentences[clause.sentence]
    if _is_infinitive(clause, events):
        return True
    auxiliaries = [sentence.tokens[k] for k in sentence.kids[clause.verb] if sentence.tokens[k].upos == "AUX" and k < clause.verb]
    if auxiliaries:
        return auxiliaries[0].lemma == "have" or auxiliaries[0].xpos == "VBD"
    if sentence.tokens[clause.verb].xpos == "VBD":
        return True
    above = events.clauses[clause.within] if clause.within >= 0 else None
    return clause.passive and sentence.tokens[clause.verb].xpos == "VBN" and above is not None and above.status in REAL


def _is_infinitive(clause: Clause, events: EventIndex) -> bool:
    return events.lower_words(clause.sentence)[max(0, clause.verb - 1)] == "to"


def _is_decided(clause: Clause, events: EventIndex) -> bool:
    """Whether the deed is what a decision says: "the decision [of the union] to ban the airlines"."""
    tokens = events.sentences[clause.sentence].tokens
    to = clause.verb - 1
    if to < 1 or tokens[to].text.lower() != "to":
        return False
    if tokens[to - 1].lemma in action_words().decisions:
        return tokens[max(0, to - 2)].text.lower() != "in"  # "in order to" is a purpose
    for k in range(to - 2, max(-1, to - 9), -1):
        if tokens[k].upos in ("VERB", "AUX") or tokens[k].text in (",", ";"):
            return False
        if tokens[k].lemma in action_words().decisions:
            return tokens[k + 1].text.lower() in ("of", "by")
    return False


def _is_done_so(clause: Clause, events: EventIndex) -> bool:
    """Whether the deed above is how this one is done: "wrote to complain", "held a vigil to remember them", "gathered to mark it"."""
    while clause.relation == "conj" and clause.within >= 0:
        clause = events.clauses[clause.within]
    if clause.within < 0 or clause.relation not in CONTROLLED or not _is_infinitive(clause, events):
        return False
    above, words = events.clauses[clause.within], action_words()
    if above.status not in REAL or above.verb > clause.verb:
        return False
    verb, governing = clause.lemma.partition(" ")[0], above.lemma.partition(" ")[0]
    if governing in words.contacting:
        return verb in words.saying
    if governing in words.gathering:
        return verb in words.celebrating or verb in words.protesting
    sentence = events.sentences[clause.sentence]
    held = {sentence.tokens[k].lemma for phrase in above.patients if phrase.sentence == clause.sentence for k in (phrase.head,)}
    if governing in words.holding and held & words.occasions:
        return verb in words.saying or verb in words.celebrating or verb in words.protesting
    return False


def status_agrees(claimed: str | None, clause: Clause) -> bool | None:
    """Whether a claimed status goes with the clause's; None for a shade the article leaves open.

    >>> past = Clause(0, 0, "go", 0, 4)
    >>> status_agrees("alleged", past), status_agrees("denied", past), status_agrees(None, past)
    (True, False, True)
    """
    there = clause.status
    if claimed is None:
        return there not in UNREAL
    if claimed == there or any({claimed, there} <= group for group in (REAL, UNREAL, OPEN)):
        return True
    if claimed == "alleged" and there in OPEN:
        return None
    if claimed in OPEN and there in REAL and clause.relation in ("acl", "xcomp", "advcl", "nominal"):
        return None  # "laws banning it are expected": a participle asserts nothing by itself
    return None if {claimed, there} in ({"denied", "alleged"}, {"ongoing", "planned"}) else False
