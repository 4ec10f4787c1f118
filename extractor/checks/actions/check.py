"""Judge an action: an `ActionClaim` and the annotations in, a `Finding` out. Verb and actor must stand together, the right way round."""

from __future__ import annotations

import re

from extractor.checks.actions.clauses import noun_clauses, verb_heads, with_names
from extractor.checks.actions.companions import joint_deeds
from extractor.checks.actions.fit import ClauseFit, by_phrase, compare_all, fit_clause, full_score, named_in
from extractor.checks.actions.order import by_order
from extractor.checks.actions.reality import OPEN, UNREAL
from extractor.checks.actions.reference import is_pronoun
from extractor.checks.actions.words import action_words
from extractor.checks.dates.check import check_date
from extractor.checks.events import EventIndex, event_index, event_words
from extractor.checks.parties.identity import Match, match_party, party_index
from extractor.checks.phrasing import finding, place, shown
from extractor.checks.words import base_forms, check_words, content_words, keys
from extractor.core.annotations import Annotations
from extractor.core.claim import ActionClaim, DateClaim, EventRef, Party
from extractor.core.finding import Finding, Verdict
from extractor.grounding import folded_article, ground_in
from extractor.recognizers.clauses.words import clause_words


def check_action(claim: ActionClaim, annotations: Annotations) -> Finding:
    """Say whether the article tells of this action, by this actor.

    >>> from extractor.core.article import Article
    >>> found = check_action(ActionClaim("/actions/0", "expel"), Annotations(Article("Nothing happened.")))
    >>> str(found.verdict), found.rule
    ('absent', 'E1')
    """
    parties, events = party_index(annotations), event_index(annotations)
    named = [party.name for party in (claim.actor, claim.target, claim.source) if party is not None]
    heads = verb_heads(claim.verb)
    told = [*events.likeliest(heads, event_words(claim.object, *named)), *joint_deeds(heads, events)]
    fits: list[ClauseFit] = []
    for clause in told:
        found = fit_clause(claim, clause, parties, events)
        if found is not None:
            fits.append(found)
            if found.score >= full_score(claim):
                break  # no later clause can fit better, and of equals the first counts
    if not fits:
        fits = [f for c in noun_clauses(claim.verb, events) if (f := fit_clause(claim, c, parties, events)) is not None]
    if not fits:
        return _by_attribution(claim, annotations) or _in_order(claim, annotations) or _without_clause(claim, annotations)
    best = max(fits, key=lambda f: (f.score + _near_score(claim, f, annotations), -f.clause.start))
    made = _judged(claim, best, annotations)
    if made.verdict is Verdict.AMBIGUOUS:
        made = _elsewhere(claim, best, fits, annotations) or _said_outright(claim, best, fits, annotations) or made
    if not made.verdict.supported:
        made = _by_quotation(claim, annotations) or _in_order(claim, annotations) or made
    if made.verdict.refuted and made.rule == "E2" and _left_open(fits, annotations):
        message = f"{made.message.rstrip('.')}; elsewhere it leaves open who did."
        made = finding(claim, Verdict.AMBIGUOUS, "E2", message, made.spans, claimed=made.claimed)
    return _dated(claim, made, annotations) if made.verdict.supported else made


_OF = re.compile(r"\s*of\b")
_OTHERS = 12
"""Clauses tried after the one that fits best."""


def _in_order(claim: ActionClaim, annotations: Annotations) -> Finding | None:
    """An action whose actor, verb and object stand one behind the other, whatever the tree makes of them."""
    parties, events = party_index(annotations), event_index(annotations)
    found = by_order(claim, parties, events) if claim.source is None else None
    if found is None or (claim.place and not ground_in(claim.place, folded_article(annotations))):
        return None
    spans = [found.verb, found.actor]
    message = f"{_does(claim)}; the article has these words one behind the other {place(spans)}."
    return finding(claim, Verdict.EQUIVALENT, "E1", message, spans, reading=found.status, claimed=claim.verb)


def _elsewhere(claim: ActionClaim, best: ClauseFit, fits: list[ClauseFit], annotations: Annotations) -> Finding | None:
    """What another clause of the same verb says to an action the best one leaves open, when it says so outright (V1)."""
    for other in sorted(fits, key=lambda f: -f.score)[:_OTHERS]:
        if other is not best and other.same_verb and not other.turned and False not in (other.target, other.source):
            made = _judged(claim, other, annotations)
            if made.verdict.supported:
                return made
    return None


def _said_outright(claim: ActionClaim, best: ClauseFit, fits: list[ClauseFit], annotations: Annotations) -> Finding | None:
    """A refusal when the best clause only seems open, and another one says of the same deed whose it was: the same agent's."""
    if best.actor is not None or not best.clause.agents:
        return None
    for other in sorted(fits, key=lambda f: -f.score)[:_OTHERS]:
        fitting = other.same_verb and other.target is not False and (not claim.object or other.object is True)
        if other.actor is False and fitting and _same_agents(best, other, annotations):
            return _judged(claim, other, annotations)
    return None


def _left_open(fits: list[ClauseFit], annotations: Annotations) -> bool:
    """Whether some clause of the verb leaves open who did it, and no other one names its agents as the doers."""
    plain = [f for f in fits if f.actor is False][:_OTHERS]
    open_ones = [f for f in fits if f.same_verb and f.actor is None and f.clause.agents]
    return any(not any(_same_agents(f, other, annotations) for other in plain) for f in open_ones)


def _same_agents(one: ClauseFit, other: ClauseFit, annotations: Annotations) -> bool:
    parties = party_index(annotations)
    agents = [Party(phrase.text, phrase.text) for phrase in one.clause.agents]
    return all(any(match_party(a, p.text, parties, (p.start, p.end)) is Match.SAME for p in other.clause.agents) for a in agents)


def _judged(claim: ActionClaim, best: ClauseFit, annotations: Annotations) -> Finding:
    return _who(claim, best, annotations) or _how(claim, best, annotations) or _told(claim, best, annotations)


def _does(claim: ActionClaim) -> str:
    if claim.actor is not None:
        return f"{claim.path} has {claim.actor.name} {shown(claim.verb)}"
    return f"{claim.path} has {shown(claim.verb)}"


def _who(claim: ActionClaim, best: ClauseFit, annotations: Annotations) -> Finding | None:
    """A finding when actor or target are not the article's."""
    clause, spans, does, told = best.clause, _spans(best), _does(claim), _sentence(best, annotations)
    who = claim.actor.name if claim.actor is not None else None
    if best.turned:
        message = f"{does}; in the article it is the other way round: {told}."
        return finding(claim, Verdict.MISATTRIBUTED, "E3", message, spans, expected=_agents(best), claimed=who or claim.verb)
    if best.actor is False:
        message = f"{does}; in the article it is {_agents(best) or by_phrase(clause) or 'somebody else'}: {told}."
        return finding(claim, Verdict.MISATTRIBUTED, "E2", message, spans, expected=_agents(best) or by_phrase(clause), claimed=who)
    if best.target is False and claim.target is not None and best.object is not True and not _in_sentence(claim.target, best, annotations):
        done_to = ", ".join(p.text for p in (*clause.patients, *clause.recipients))
        message = f"{does} with {claim.target.name} as its target; in the article that is {done_to}: {told}."
        return finding(claim, Verdict.MISATTRIBUTED, "E4", message, spans, expected=done_to, claimed=claim.target.name)
    return None


def _how(claim: ActionClaim, best: ClauseFit, annotations: Annotations) -> Finding | None:
    """A finding when reality, source or place are not the article's."""
    clause, spans, does, told = best.clause, _spans(best), _does(claim), _sentence(best, annotations)
    if best.status is False:
        stated = claim.status or "happened"
        there = _STATUS.get(clause.status, clause.status)
        message = f"{does} as something that {_STATUS.get(stated, stated)}; in the article it {there}: {told}."
        return finding(claim, Verdict.CONTRADICTED, "E5", message, spans, expected=clause.status, claimed=stated)
    if best.source is False and claim.source is not None:
        says = ", ".join(p.text for p in clause.sources)
        message = f"{does} on the word of {claim.source.name}; the article has it from {says}: {told}."
        return finding(claim, Verdict.MISATTRIBUTED, "E6", message, spans, expected=says, claimed=claim.source.name)
    if claim.place and not ground_in(claim.place, folded_article(annotations)):
        message = f"{does} at {shown(claim.place)}; the article has no such place."
        return finding(claim, Verdict.MISATTRIBUTED, "E7", message, spans, claimed=claim.place)
    return None


def _told(claim: ActionClaim, best: ClauseFit, annotations: Annotations) -> Finding:
    """The finding for an action the article tells of, or leaves open."""
    clause, spans, does, told = best.clause, _spans(best), _does(claim), _sentence(best, annotations)
    if claim.actor is not None and best.actor is None and not _governs(claim.actor, best, annotations):
        message = f"{does}; the article tells of it without saying clearly who did it: {told}."
        return finding(claim, Verdict.AMBIGUOUS, "E2", message, spans, claimed=claim.actor.name)
    alike = best.same_verb or clause.lemma in clause_words().reporting  # "spoke", where the article has "said"
    reach = 0 if clause.relation == "nominal" and not clause.patients else 1
    if claim.object and best.object is None and not (alike and _object_near(claim.object, best, annotations, reach=reach)):
        message = f"{does} with the object {shown(claim.object)}; the article does not clearly say that: {told}."
        return finding(claim, Verdict.AMBIGUOUS, "E4", message, spans, claimed=claim.object)
    if claim.status == "denied" and best.status is None:
        message = f"{does} as something that was denied; the article gives it as somebody's word, without a denial: {told}."
        return finding(claim, Verdict.AMBIGUOUS, "E5", message, spans, claimed="denied")
    plain = best.same_verb and clause.relation != "nominal" and best.status and (claim.actor is None or best.actor)
    verdict = Verdict.EXACT if plain else Verdict.EQUIVALENT
    message = f"{does}; the article says so: {told}."
    return finding(claim, verdict, "E1", message, spans, reading=clause.status, claimed=claim.verb)


def _spans(best: ClauseFit) -> list[tuple[int, int]]:
    clause = best.clause
    phrases = [p for p in (*clause.agents, *clause.patients) if p.sentence == clause.sentence]
    return [(clause.start, clause.end), *((p.start, p.end) for p in phrases)]


_STATUS = {
    "happened": "happened",
    "planned": "was only planned",
    "ongoing": "was still going on",
    "alleged": "was only alleged",
    "denied": "was denied",
    "negated": "did not happen",
    "conditional": "would happen only under a condition",
}


def _agents(best: ClauseFit) -> str | None:
    return ", ".join(p.text for p in best.clause.agents) or None


def _sentence(best: ClauseFit, annotations: Annotations) -> str:
    """The sentence of the action, and where the words of the action stand."""
    sentence = annotations.sentences[best.clause.sentence]
    words = shown(annotations.article.text[sentence.start : sentence.end])
    return f"{words} {place([(best.clause.start, best.clause.end)])}"


def _in_sentence(party: Party, best: ClauseFit, annotations: Annotations) -> bool:
    return named_in(party, best.clause.sentence, party_index(annotations), event_index(annotations))


def _governs(actor: Party, best: ClauseFit, annotations: Annotations) -> bool:
    """Whether the actor is the subject of a clause the action hangs on, or owns its noun; a mere source is neither."""
    clauses, parties, clause = event_index(annotations).clauses, party_index(annotations), best.clause
    if clause.relation == "nominal" and (by := by_phrase(clause)) is not None:
        return compare_all(actor, by, parties)
    text = annotations.article.text
    phrases = [
        p for p in clause.patients if clause.relation == "nominal" and (p.end <= clause.start or _OF.match(text, clause.end, p.start))
    ]
    if clause.relation == "nominal" and clause.lemma in action_words().undergone:
        phrases = []  # "the murder of Birk" is not his deed
    above = clause.within
    if clause.relation == "nominal" and above >= 0 and clauses[above].lemma.partition(" ")[0] not in check_words().performing:
        above = -1  # "fans welcomed the arrest": not theirs
    relation = clause.relation
    is_infinitive = event_index(annotations).lower_words(clause.sentence)[max(0, clause.verb - 1)] == "to"
    named = clause.agents and not any(map(is_pronoun, clause.agents))
    apart = ("ccomp", "parataxis", "conj") if named else ("ccomp", "parataxis")  # "it failed, and the firm sold it": not its deed
    while above >= 0 and relation not in apart:
        governing = with_names(clauses[above], event_index(annotations))
        done_to = governing.passive or governing.lemma.partition(" ")[0] in clause_words().object_control
        beside = relation.startswith("acl") or is_infinitive or done_to or not clause.patients  # "set out plans to boost it"
        phrases += [*governing.agents, *(governing.patients if beside else ())]
        relation, above = clauses[above].relation, clauses[above].within
    if any(match_party(actor, p.text, parties, (p.start, p.end)) is not Match.DIFFERENT for p in clause.sources):
        return False
    return any(match_party(actor, p.text, parties, (p.start, p.end)) is Match.SAME for p in phrases)


def _near_score(claim: ActionClaim, found: ClauseFit, annotations: Annotations) -> float:
    """What it adds to a clause that its sentence holds the words of the object, as speech does."""
    return 1.0 if claim.object and found.object is None and _object_near(claim.object, found, annotations, reach=0) else 0.0


def _object_near(stated: str, best: ClauseFit, annotations: Annotations, *, reach: int = 1) -> bool:
    """Whether half of the words for the object stand in the sentence of the action, or in `reach` sentences around it."""
    index, words = event_index(annotations), content_words(stated)
    numbers = [n for n in range(best.clause.sentence - reach, best.clause.sentence + reach + 1) if 0 <= n < len(index.sentences)]
    return 2 * sum(any(index.holds(n, keys(word)) for n in numbers) for word in words) >= len(words)


def _dated(claim: ActionClaim, made: Finding, annotations: Annotations) -> Finding:
    """A date of the action that the article contradicts refuses the action."""
    if claim.date is None:
        return made
    event = EventRef(claim.verb, claim.verb, claim.actor, claim.object, claim.target)
    found = check_date(DateClaim(claim.path, claim.date, action=event), annotations)
    if found.verdict is Verdict.MISATTRIBUTED and _stands_alone_with(claim, annotations):
        return made  # the article tells of several such actions, and this one stands with its date
    if found.verdict is Verdict.MISATTRIBUTED and not _beside(made, found, annotations):
        return made  # the other date is of another sentence, where the same verb tells of something else
    if found.verdict.refuted:
        says = found.message.partition("; ")[2] or "the article gives no such date."
        message = f"{claim.path} dates {shown(claim.verb)} {claim.date}; {says}"
        verdict = Verdict.CONTRADICTED if found.verdict is Verdict.ABSENT else found.verdict
        return finding(claim, verdict, "E8", message, found.spans or made.spans, expected=found.expected, claimed=claim.date)
    return made


def _beside(made: Finding, found: Finding, annotations: Annotations) -> bool:
    """Whether a date that the article has instead stands in a sentence of the action, or next to one."""
    index = event_index(annotations)
    home = {index.sentence_at(start) for start, _ in made.spans}
    return not home or any(index.sentence_at(start) + step in home for start, _ in found.spans[-1:] for step in (-1, 0, 1))


def _stands_alone_with(claim: ActionClaim, annotations: Annotations) -> bool:
    """Whether a sentence with the verb has the claimed date and no other: one of several such actions may be meant."""
    index = event_index(annotations)
    wanted = frozenset().union(*(keys(head) for head in verb_heads(claim.verb)))
    dated = _dated_alone(annotations, index).get(claim.date or "", [])
    return any(index.holds(number, wanted) for number in dated)


def _dated_alone(annotations: Annotations, index: EventIndex) -> dict[str, list[int]]:
    """The sentences that have one date only, by that date; made once an article."""
    known = annotations._memo.get("checks.actions.dated")
    if isinstance(known, dict):
        return known
    dates: dict[int, set[str | None]] = {}
    for mention in annotations.dates:
        dates.setdefault(index.sentence_at(mention.start), set()).add(mention.value)
    alone: dict[str, list[int]] = {}
    for number, values in dates.items():
        value = next(iter(values))
        if number >= 0 and len(values) == 1 and value is not None:
            alone.setdefault(value, []).append(number)
    annotations._memo["checks.actions.dated"] = alone
    return alone


def _by_quotation(claim: ActionClaim, annotations: Annotations) -> Finding | None:
    """A verb of speech whose actor is the speaker of a quotation, whatever the tree makes of the attribution."""
    if claim.actor is None or claim.status in UNREAL | OPEN:
        return None
    heads = frozenset().union(*(base_forms(head) for head in verb_heads(claim.verb)))
    parties, wanted = party_index(annotations), set(content_words(claim.object or ""))
    cued = _cued(annotations)
    for number in sorted({number for head in heads for number in cued.get(head, ())}):
        q = annotations.quotations[number]
        if q.speaker is None or q.cue_start is None or q.cue_end is None:
            continue
        if wanted and 2 * len(wanted & set(content_words(q.text))) < len(wanted):
            continue
        span = (q.speaker_start, q.speaker_end) if q.speaker_start is not None and q.speaker_end is not None else None
        if match_party(claim.actor, q.speaker, parties, span) is Match.SAME:
            spans = [(q.cue_start, q.cue_end), (q.start, q.end), *([span] if span else [])]
            message = f"{_does(claim)}; the article has {q.speaker} say so {place(spans)}."
            return finding(claim, Verdict.EXACT, "E1", message, spans, reading="happened", claimed=claim.verb)
    return None


def _cued(annotations: Annotations) -> dict[str, list[int]]:
    """The quotations by the base forms of the words of their cues; made once an article."""
    known = annotations._memo.get("checks.actions.cued")
    if isinstance(known, dict):
        return known
    cued: dict[str, list[int]] = {}
    for number, q in enumerate(annotations.quotations):
        for form in {form for word in (q.cue or "").split() for form in base_forms(word)}:
            cued.setdefault(form, []).append(number)
    annotations._memo["checks.actions.cued"] = cued
    return cued


def _by_attribution(claim: ActionClaim, annotations: Annotations) -> Finding | None:
    """ "according to X" says that X reports, though no verb does."""
    if claim.actor is None or not any(base_forms(head) & clause_words().reporting for head in verb_heads(claim.verb)):
        return None
    parties, index = party_index(annotations), event_index(annotations)
    words = content_words(claim.object or "")
    for clause in index.sourced:
        if words and 2 * sum(index.holds(clause.sentence, keys(word)) for word in words) < len(words):
            continue  # the source of another statement
        for phrase in clause.sources:
            if match_party(claim.actor, phrase.text, parties, (phrase.start, phrase.end)) is Match.SAME:
                spans = [(phrase.start, phrase.end), (clause.start, clause.end)]
                message = f"{_does(claim)}; the article gives {phrase.text} as its source {place(spans)}."
                return finding(claim, Verdict.EQUIVALENT, "E1", message, spans, claimed=claim.verb)
    return None


def _without_clause(claim: ActionClaim, annotations: Annotations) -> Finding:
    """No clause has the verb: it may still stand in the article where no clause was read."""
    index = event_index(annotations)
    wanted = [keys(head) for head in verb_heads(claim.verb)]
    for number in sorted(index.sentences_with(key for found in wanted for key in found)):
        sentence, there = index.sentences[number], index.word_keys(number)
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
