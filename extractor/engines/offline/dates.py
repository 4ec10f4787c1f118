"""Dates of an article that could be resolved, tied to what happened then."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from extractor.core.clause import Clause, Phrase
from extractor.core.edtf import interval
from extractor.core.mention import DateMention
from extractor.engines.offline.content import Content
from extractor.engines.offline.facts import ActionFact, DateFact
from extractor.recognizers.clauses.phrases import case_of, phrase_of
from extractor.recognizers.clauses.words import clause_words
from extractor.recognizers.dates import joined_ranges

_LONGEST = 160
_YEAR = re.compile(r"\d{4}")
_NOUN_BEHIND = re.compile(r" (?!(?:and|but|or|in|at|when|after|to|by|for|the|with|as|on|while|if|is|was|were|has)\b)[a-z]")
"""A date with one of these behind it describes a noun."""


def gather_dates(content: Content, actions: list[ActionFact]) -> list[DateFact]:
    """Dates with a value, in order of the text; sets the date of the actions they belong to."""
    by_clause: dict[int, list[ActionFact]] = {}
    for action in actions:
        by_clause.setdefault(action.clause, []).append(action)
    out: list[DateFact] = []
    joined = joined_ranges(content.text, content.annotations.dates)
    covered = {whole.start for whole in joined}
    ends = {whole.end for whole in joined}
    mentions = sorted(
        [*joined, *(d for d in content.annotations.dates if d.start not in covered and d.end not in ends)], key=lambda d: d.start
    )
    for mention in mentions:
        if mention.value is None or mention.kind not in ("date", "range") or not content.is_content(mention.start):
            continue
        named = _named_after(content, mention)
        if named is not None:
            out.append(DateFact(mention, named.text, None, [(named.start, named.end)]))
            continue
        clause = _clause_of(content, mention)
        mention = _ended(content.text, mention)
        event, evidence = (None, (mention.start, mention.end)) if clause < 0 else _event(content, content.clauses[clause], mention)
        happened = by_clause.get(clause, [])
        fact = DateFact(mention, event, happened[0] if happened else None, [evidence])
        for action in happened:
            if action.date is None:
                action.date = fact
        out.append(fact)
    _share_dates(content, actions, by_clause)
    return out


def _named_after(content: Content, mention: DateMention) -> Phrase | None:
    """ "The 1991 Hajj" is of 1991, whatever happened during it: the phrase that a year in the middle of it tells apart."""
    number = content.sentence_at(mention.start)
    if number < 0 or not _YEAR.fullmatch(mention.text):
        return None
    sentence = content.sentences[number]
    k = sentence.index_at(mention.start)
    head = sentence.tokens[k].head if k > 0 else -1
    opener = sentence.tokens[k - 1].upos in ("DET", "PRON", "PART") if k > 0 else False
    if head <= k or not opener or sentence.tokens[head].upos not in ("NOUN", "PROPN") or (number, head) in content.by_verb:
        return None
    return phrase_of(content.text, sentence, number, head)


def _ended(text: str, mention: DateMention) -> DateMention:
    """ "before last summer" is the time that ends the day before the summer; "before the 2014 protests" says nothing of their end."""
    before = text[max(0, mention.start - 12) : mention.start].lower().split()
    if before[-1:] == ["the"]:
        before = before[:-1]
    if before[-1:] != ["before"] or _NOUN_BEHIND.match(text, mention.end) or mention.value is None or "/" in mention.value:
        return mention
    days = interval(mention.value)
    if days is None or days.first is None or days.first < 2:
        return mention
    return replace(mention, value=f"../{dt.date.fromordinal(days.first - 1).isoformat()}")


def _share_dates(content: Content, actions: list[ActionFact], by_clause: dict[int, list[ActionFact]]) -> None:
    """ "On Friday a storm toppled a crane, killing 107": what a verb brought about or began has its date."""
    implicative = clause_words().implicative
    for action in actions:
        number = action.clause
        for _ in range(3):
            if action.date is not None or number < 0:
                break
            clause = content.clauses[number]
            token = content.sentences[clause.sentence].tokens[clause.verb]
            if clause.within < 0:
                break
            above = content.clauses[clause.within]
            bare = not case_of(content.sentences[clause.sentence], clause.verb)
            result = bare and clause.relation == "advcl" and token.xpos == "VBG" and clause.start > above.start
            begun = clause.relation in ("xcomp", "advcl") and above.lemma.partition(" ")[0] in implicative
            if not (result or begun or (clause.relation == "conj" and number != action.clause)) or clause.sentence != above.sentence:
                break
            number = clause.within
            action.date = next((fact.date for fact in by_clause.get(number, ()) if fact.date is not None), None)


def _clause_of(content: Content, mention: DateMention) -> int:
    """Clause the date hangs on; -1 outside of clauses."""
    number = content.sentence_at(mention.start)
    if number < 0:
        return -1
    sentence = content.sentences[number]
    first, last = sentence.index_at(mention.start), sentence.index_at(mention.end - 1)
    if first < 0:
        return -1
    last = max(first, last)
    head = next((k for k in range(first, last + 1) if not first <= sentence.tokens[k].head <= last), first)
    above = sentence.tokens[head].head
    nominal = content.by_verb.get((number, above)) if above >= 0 else None
    if nominal is not None and content.clauses[nominal].relation == "nominal":
        return nominal
    before = first - 1
    while before > 0 and sentence.tokens[before].deprel == "case":
        before -= 1
    for k in range(before, max(-1, before - 12), -1):  # "since the annexation of Crimea in 2014": the event noun right before
        event = content.by_verb.get((number, k))
        if event is not None and content.clauses[event].relation == "nominal":
            if sentence.subtree(k)[-1] >= before and content.clauses[event].patients:
                return event
            break
        if sentence.tokens[k].upos in ("VERB", "PUNCT", "SCONJ"):
            break
    clause = content.clause_in_commas(content.governor(number, head), mention.start, mention.end)
    clause = content.when_clause(clause, mention.text)
    return _past_clause(content, clause, mention)


def _past_clause(content: Content, clause: int, mention: DateMention) -> int:
    """ "The report comes after the two sides exchanged fire yesterday": what comes now was not yesterday, the exchange was."""
    published = content.annotations.article.published
    if clause < 0 or published is None or not mention.value or mention.value[:10] >= published.isoformat()[: len(mention.value)]:
        return clause
    sentence, verb = content.sentences[content.clauses[clause].sentence], content.clauses[clause].verb
    if sentence.tokens[verb].xpos not in ("VBZ", "VBP") or verb in sentence.children(verb, "aux") or sentence.tokens[verb].lemma == "be":
        return clause
    for k in range(sentence.index_at(mention.start) - 1, verb, -1):
        found = content.by_verb.get((content.clauses[clause].sentence, k))
        if found is not None and content.clauses[found].relation != "nominal" and sentence.tokens[k].xpos in ("VBD", "VBN"):
            return found
    return clause


def _event(content: Content, clause: Clause, mention: DateMention) -> tuple[str, tuple[int, int]]:
    """What happened then, in the words of the article: subject, verb and object; and the words that show it with the date."""
    subjects = clause.patients[:1] if clause.passive or not clause.agents else clause.agents[:1]
    objects = () if clause.passive or not clause.agents else clause.patients[:1]
    sentence = content.sentences[clause.sentence]
    if clause.relation == "nominal":
        start, end = content.subtree_span(clause.sentence, clause.verb)
        cases = [sentence.tokens[k] for k in sentence.children(clause.verb, "case", "mark") if sentence.tokens[k].start == start]
        if cases:  # "since the annexation"
            start = next(t.start for t in sentence.tokens if t.start >= cases[0].end)
        words = content.text[start:end]
        if len(words) > _LONGEST:
            words = content.text[clause.start : clause.end]
    else:
        verb = content.text[clause.start : clause.end]
        subjects = tuple(p for p in subjects if not clause.start <= p.start < clause.end)
        parts = [phrase.text for phrase in subjects] + [verb] + [phrase.text for phrase in objects]
        said = "" if objects or clause.passive else content.complement_before(clause, mention.start)
        if said:
            parts.append(said)
        elif not objects and not clause.passive:
            parts += [
                f"{case} {phrase.text}".strip()
                for case, phrase in clause.obliques
                if phrase.start > clause.end and not mention.start <= phrase.start < mention.end
            ][:1]
        words = " ".join(parts)
        start = min([clause.start, *(p.start for p in (*subjects, *objects) if p.sentence == clause.sentence)])
        end = max([clause.end, *(p.end for p in (*subjects, *objects) if p.sentence == clause.sentence)])
    start, end = min(start, mention.start), max(end, mention.end)
    return words[:_LONGEST], (max(start, sentence.start), min(end, sentence.end))
