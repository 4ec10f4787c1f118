"""Judge an action: an `ActionClaim` and the annotations in, a `Finding` out. Verb and actor must stand together, the right way round."""

from __future__ import annotations

from extractor.checks.actions.fit import ClauseFit, fit_clause, status_agrees, verb_heads
from extractor.checks.dates.check import check_date
from extractor.checks.events import event_index
from extractor.checks.parties.identity import PartyIndex, match_party, party_index
from extractor.checks.phrasing import finding, place, shown
from extractor.checks.words import keys
from extractor.core.annotations import Annotations
from extractor.core.claim import ActionClaim, DateClaim, EventRef
from extractor.core.finding import Finding, Verdict
from extractor.grounding import folded_article, ground_in


def check_action(claim: ActionClaim, annotations: Annotations) -> Finding:
    """Say whether the article tells of this action, by this actor.

    >>> from extractor.core.article import Article
    >>> found = check_action(ActionClaim("/actions/0", "expel"), Annotations(Article("Nothing happened.")))
    >>> str(found.verdict), found.rule
    ('absent', 'E1')
    """
    parties = party_index(annotations)
    index = event_index(annotations)
    fits = [found for clause in index.clauses if (found := fit_clause(claim, clause, parties)) is not None]
    if not fits:
        return _without_clause(claim, annotations)
    best = max(fits, key=lambda f: (f.score, -f.clause.start))
    made = _judged(claim, best, annotations, parties)
    return _dated(claim, made, annotations) if made.verdict.supported else made


def _judged(claim: ActionClaim, best: ClauseFit, annotations: Annotations, parties: PartyIndex) -> Finding:
    clause = best.clause
    spans = _spans(best)
    said = shown(_sentence(clause.sentence, annotations))
    who = claim.actor.name if claim.actor is not None else None
    does = f"{claim.path} has {who} {shown(claim.verb)}" if who else f"{claim.path} has {shown(claim.verb)}"
    if best.turned:
        message = f"{does}; in the article it is the other way round: {said} {place(spans)}."
        return finding(claim, Verdict.MISATTRIBUTED, "E3", message, spans, expected=_agents(best), claimed=who or claim.verb)
    if best.actor is False:
        message = f"{does}; the article says that {_agents(best) or 'somebody else'} did {place(spans)}."
        return finding(claim, Verdict.MISATTRIBUTED, "E2", message, spans, expected=_agents(best), claimed=who)
    if best.target is False and claim.target is not None and best.object is not True and _clear_target(claim, best, annotations, parties):
        done_to = ", ".join(p.text for p in (*clause.patients, *clause.recipients))
        message = f"{does} to {claim.target.name}; the article says to {done_to} {place(spans)}."
        return finding(claim, Verdict.MISATTRIBUTED, "E4", message, spans, expected=done_to, claimed=claim.target.name)
    agrees = status_agrees(claim.status, best.status)
    if agrees is False:
        stated = claim.status or "happened"
        message = f"{does} as {stated}; in the article it is {best.status}: {said} {place(spans)}."
        return finding(claim, Verdict.CONTRADICTED, "E5", message, spans, expected=best.status, claimed=stated)
    if best.source is False and claim.source is not None:
        says = ", ".join(p.text for p in clause.sources)
        message = f"{does} on the word of {claim.source.name}; the article has it from {says} {place(spans)}."
        return finding(claim, Verdict.MISATTRIBUTED, "E6", message, spans, expected=says, claimed=claim.source.name)
    if claim.actor is not None and best.actor is None and not _named_near(claim, best, annotations, parties):
        message = f"{does}; the article tells of it without saying who did it {place(spans)}."
        return finding(claim, Verdict.AMBIGUOUS, "E2", message, spans, claimed=who)
    if claim.place and not ground_in(claim.place, folded_article(annotations)):
        message = f"{does} at {shown(claim.place)}; the article has no such place."
        return finding(claim, Verdict.MISATTRIBUTED, "E7", message, spans, claimed=claim.place)
    plain = best.same_verb and clause.relation != "nominal" and agrees and best.actor is not None
    verdict = Verdict.EXACT if plain else Verdict.EQUIVALENT
    message = f"{does}; the article says so: {said} {place(spans)}."
    return finding(claim, verdict, "E1", message, spans, reading=best.status, claimed=claim.verb)


def _spans(best: ClauseFit) -> list[tuple[int, int]]:
    clause = best.clause
    phrases = [p for p in (*clause.agents, *clause.patients) if p.sentence == clause.sentence]
    return [(clause.start, clause.end), *((p.start, p.end) for p in phrases)]


def _agents(best: ClauseFit) -> str | None:
    return ", ".join(p.text for p in best.clause.agents) or None


def _sentence(number: int, annotations: Annotations) -> str:
    sentence = annotations.sentences[number]
    return annotations.article.text[sentence.start : sentence.end]


def _clear_target(claim: ActionClaim, best: ClauseFit, annotations: Annotations, parties: PartyIndex) -> bool:
    """Whether the claimed target is named nowhere in the sentence of the clause, so that no reading of it fits."""
    assert claim.target is not None
    sentence = annotations.sentences[best.clause.sentence]
    text = annotations.article.text[sentence.start : sentence.end]
    if any(ground_in(name, folded_article(annotations)).spans and name.lower() in text.lower() for name in claim.target.names):
        return False
    mine = parties.of(claim.target)
    return not any(sentence.start <= a < sentence.end for i in mine for a, _ in parties.entities[i].mentions)


def _named_near(claim: ActionClaim, best: ClauseFit, annotations: Annotations, parties: PartyIndex) -> bool:
    """Whether the actor is named in the clause's sentence or the one before, and nobody else is said to have done it."""
    assert claim.actor is not None
    if best.clause.agents:
        return False
    number = best.clause.sentence
    first = annotations.sentences[number]
    mine = parties.of(claim.actor)
    if any(first.start <= a < first.end for i in mine for a, _ in parties.entities[i].mentions):
        return True
    text = annotations.article.text[first.start : first.end]
    return any(
        match_party(claim.actor, word, parties) is not match_party(claim.actor, "", parties) for word in text.split() if word[:1].isupper()
    )


def _dated(claim: ActionClaim, made: Finding, annotations: Annotations) -> Finding:
    """A date of the action that the article contradicts refuses the action."""
    if claim.date is None:
        return made
    event = EventRef(claim.verb, claim.verb, claim.actor, claim.object, claim.target)
    found = check_date(DateClaim(claim.path, claim.date, action=event), annotations)
    if found.verdict in (Verdict.CONTRADICTED, Verdict.ABSENT, Verdict.OVERPRECISE):
        message = (
            f"{claim.path} dates {shown(claim.verb)} {claim.date}; {found.message.partition('; ')[2] or 'the article gives no such date.'}"
        )
        spans = found.spans or made.spans
        verdict = Verdict.CONTRADICTED if found.verdict is Verdict.ABSENT else found.verdict
        return finding(claim, verdict, "E8", message, spans, expected=found.expected, claimed=claim.date)
    return made


def _without_clause(claim: ActionClaim, annotations: Annotations) -> Finding:
    """No clause has the verb: it may still stand in the article where no clause was read."""
    index = event_index(annotations)
    wanted = [keys(head) for head in verb_heads(claim.verb)]
    for number, sentence in enumerate(index.sentences):
        there = index.word_keys(number)
        for found in wanted:
            hits = sorted(
                i for key in found for i in there.get(key, ()) if sentence.tokens[i].upos in ("VERB", "NOUN", "ADJ", "PROPN", "AUX")
            )
            if hits:
                token = sentence.tokens[hits[0]]
                spans = [(token.start, token.end)]
                message = (
                    f"{claim.path} has {shown(claim.verb)}; the article has the word {shown(token.text)} {place(spans)}, "
                    "but not who does it to whom."
                )
                return finding(claim, Verdict.AMBIGUOUS, "E1", message, spans, claimed=claim.verb)
    message = f"{claim.path} has {shown(claim.verb)}; the article tells of no such action."
    return finding(claim, Verdict.ABSENT, "E1", message, claimed=claim.verb)
