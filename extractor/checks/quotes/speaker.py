"""Who said it: a quotation of the article and a claimed speaker in, whether they agree out (S1-S4)."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from extractor.checks.events import event_index
from extractor.checks.parties.identity import Match, PartyIndex, match_party, party_index
from extractor.checks.quotes.writings import AUTHOR, issued
from extractor.checks.words import base_forms, check_words, words_of
from extractor.core.annotations import Annotations
from extractor.core.claim import Party
from extractor.core.clause import Phrase
from extractor.core.mention import QuotationMention
from extractor.grounding import folded_article, ground_in
from extractor.recognizers.clauses import clauses_of
from extractor.recognizers.clauses.words import clause_words

_BRACKETED = re.compile(r"\b(?:he|she|they|it) \[([^\]\n]{1,60})\]", re.IGNORECASE)
_APPOSED = re.compile(r",?\s*(?:\d{1,3},\s*)?(?:the |a |an |his |her |their )?")
_TOUCH = 3
"""Characters between a quotation and the verb that introduces or follows it."""
_PARAGRAPHS = 1_500
"""Characters before a quotation in which the writing it is taken from is named."""
_NOT_TO = re.compile(r"(?:(?!\b(?:to|against)\b)[^.!?\n])+")
"""A stretch of text up to the words that name who is written to."""
_OF_WRITING = re.compile(r"\b(?:of|from|by|in|on|to|at|for|about|released|signed|sent)\b|,")
_BODIES = "group|company|firm|organi[sz]ation|agency|ministry|union|party|charity|club|bank|council|body|network|airline|government"
_OWNED = re.compile(
    rf"\b(?:the|its) (?:{_BODIES}|movement|association|federation|university|force|department)(?:'s|’s) (?:[\w’'-]+ ){{0,5}}", re.IGNORECASE
)
"""Somebody of a body named before: "the group's campaigner"."""
_AND = re.compile(r",? and (?:the |his |her |its |their )?((?:[\w’'-]+,? ){0,5})")
_COMMA = re.compile(",")
_OWNS = re.compile(r"(?:['’]s\b|(?<=s)['’])\s+\w")
_CUT = re.compile(r"[.!?;:,\n\"“”()—–]")
_ARTICLES = frozenset("the a an his her its their our my".split())
_GOVERNING = frozenset(
    "to with of for from by in on at about against near after before during between over under without toward towards like via into".split()
)
"""Words before somebody who is not the subject: "after talks with the minister, Rao said"."""
_NEAR = 120
"""Characters around a quotation in which its attribution is looked for."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What the article says of the speaker of a quotation, seen from a claim."""

    agrees: bool | None
    """True and False as the text says; None when it is open."""
    rule: str
    speaker: str | None
    """The speaker in the article's words."""
    span: tuple[int, int] | None = None


def attribution(quotations: list[QuotationMention], party: Party, annotations: Annotations) -> Attribution:
    """Compare a claimed speaker with the speaker of a quotation (all its parts are given)."""
    index = party_index(annotations)
    beside = _beside(quotations[0], annotations) if quotations[0].rule == "S2" else []
    if beside:
        for phrase in beside:
            if match_party(party, phrase.text, index, (phrase.start, phrase.end)) is not Match.DIFFERENT:
                return Attribution(True, "S1", phrase.text, (phrase.start, phrase.end))
        return Attribution(False, "S4", beside[0].text, (beside[0].start, beside[0].end))
    named = next((q for q in quotations if q.speaker is not None), None)
    if named is not None and named.speaker is not None:
        span = (named.speaker_start, named.speaker_end) if named.speaker_start is not None and named.speaker_end is not None else None
        if match_party(party, named.speaker, index, _name_span(named.speaker, span, annotations)) is not Match.DIFFERENT:
            return Attribution(True, named.rule, named.speaker, span)
        surface = annotations.article.text[span[0] : span[1]].partition(",")[0] if span else ""
        if (
            span
            and not _is_pronoun(surface)
            and match_party(party, surface, index, (span[0], span[0] + len(surface))) is not Match.DIFFERENT
        ):
            return Attribution(True, named.rule, named.speaker, span)
        if span and (_described(party, span, annotations) or _speaks_for(party, span, annotations)):
            return Attribution(True, named.rule, named.speaker, span)
        if span and _jointly(party, span, annotations):
            return Attribution(True, "S1", named.speaker, span)
        if _shown_words(party, named, annotations) or (
            span and (_wrote(party, named, span, annotations) or issued(party, span, annotations))
        ):
            return Attribution(True, "S4", named.speaker, span)
        return Attribution(False, "S4", named.speaker, span)
    candidates = next((q.candidates for q in quotations if q.candidates), ())
    if candidates:
        fits = any(match_party(party, name, index) is not Match.DIFFERENT for name in candidates)
        return Attribution(None if fits else False, "S3" if fits else "S4", " or ".join(candidates))
    return _by_clause(quotations[0], party, annotations, index)


def _name_span(name: str, span: tuple[int, int] | None, annotations: Annotations) -> tuple[int, int] | None:
    """Where the speaker's name stands in the phrase for him, so that others in it ("a letter to the council from X") are not meant."""
    if span is None:
        return None
    at = annotations.article.text.find(name, *span)
    return (at, at + len(name)) if at >= 0 else span


def _beside(quotation: QuotationMention, annotations: Annotations) -> list[Phrase]:
    """Named subjects of a verb of speech that touches the quotation, where the reader carried the speaker over (S2)."""
    starts = [sentence.start for sentence in annotations.sentences]
    number = bisect_right(starts, quotation.end - 1) - 1
    index, words = event_index(annotations), clause_words()
    for k in index.of_sentence(number):
        clause = index.clauses[k]
        touches = 0 <= clause.start - quotation.outer_end <= _TOUCH or 0 <= quotation.outer_start - clause.end <= _TOUCH
        if touches and clause.lemma.partition(" ")[0] in words.reporting and clause.agents:
            return [phrase for phrase in clause.agents if phrase.text[:1].isupper() and not _is_pronoun(phrase.text)]
    return []


def _described(party: Party, span: tuple[int, int], annotations: Annotations) -> bool:
    """Whether a description stands beside the speaker as another name: "Maria Lopez, 52, a teacher from Leeds".

    A comma alone makes no apposition: neither the one spoken to ("In a letter to Rao, Judge Tan wrote"), nor the owner of
    a description ("Bo Kim, Ann Lee's husband"), nor another name in a list is the speaker.
    """
    text = annotations.article.text
    for name in party.names:
        for a, b in ground_in(name, folded_article(annotations)).spans:
            inside = span[0] <= a and b <= span[1]
            beside = (
                (span[1] <= a and _APPOSED.fullmatch(text, span[1], a) is not None)
                or (b <= span[0] and _APPOSED.fullmatch(text, b, span[0]) is not None)
                or (inside and _COMMA.search(text, span[0], span[1]) is not None)
            )
            if not beside or _OWNS.match(text, b):
                continue
            if b <= span[0] and _is_governed(text, a):
                continue
            if inside and _is_governed(text, a) and not _is_body(party, annotations):
                continue
            if not inside and _is_other_name(a, b, span, annotations):
                continue
            return True
    return False


def _jointly(party: Party, span: tuple[int, int], annotations: Annotations) -> bool:
    """Whether the party speaks together with the speaker: "union president Ron Holt and his deputy, Lena Birk, called it"."""
    text = annotations.article.text
    for name in party.names:
        for a, b in ground_in(name, folded_article(annotations)).spans:
            between = text[b : span[0]] if b <= span[0] else text[span[1] : a] if a >= span[1] else ""
            joined = _AND.fullmatch(between) if len(between) <= _NEAR // 2 else None
            if joined is None or _OWNS.match(text, b) or _is_governed(text, min(a, span[0])):
                continue
            words = words_of(joined.group(1))
            if all(word[:1].isupper() or word.lower() in check_words().offices | check_words().titles for word in words):
                return True
    return False


def _is_governed(text: str, start: int) -> bool:
    """Whether a phrase is the object of a preposition or a participle: "speaking to the BBC", "quoting her mother"; not "according to"."""
    before = _CUT.split(text[max(0, start - _NEAR) : start])[-1].split()
    for steps, word in enumerate(reversed(before)):
        low = word.lower()
        if low in _GOVERNING:
            return not (low == "to" and before[-steps - 2 : -steps - 1] and before[-steps - 2].lower() == "according")
        if low.endswith("ing") and len(low) > 4 and word == before[0]:
            return True
        if steps and before[-steps].lower() in _ARTICLES:
            return False
    return False


def _is_body(party: Party, annotations: Annotations) -> bool:
    """Whether a claimed party is a body, for which its people speak: "Kim Dao of Orla Foods"."""
    index = party_index(annotations)
    return (party.kind or next((index.entities[i].kind for i in sorted(index.of(party))), "")) in ("organization", "country", "group")


def _is_other_name(a: int, b: int, span: tuple[int, int], annotations: Annotations) -> bool:
    """Whether a name stands at [a, b) for somebody else than the speaker, who has a name too."""
    index, text = party_index(annotations), annotations.article.text
    if not any(word[:1].isupper() for word in words_of(text[span[0] : span[1]])[-1:]):
        return False
    there = index.at(a, b)[:1]
    return any(index.entities[i].named and (a, b) in index.entities[i].mentions and i not in index.at(*span)[:1] for i in there)


def _shown_words(party: Party, quotation: QuotationMention, annotations: Annotations) -> bool:
    """Whether the words are those of a writing the record names: "all they get on the site is a message stating ...".

    The article's own speaker must be a writing without a name, or somebody who only cites; and the claimed writing must
    stand in the same paragraph, not as the one written to.
    """
    words = check_words()
    heads = {word.lower() for word in words_of(party.name)[-1:]} & words.writings
    if not heads or quotation.speaker is None:
        return False
    own = words_of(quotation.speaker)[-1:]
    writing = bool(own) and own[0].lower() in words.writings and quotation.speaker[:1].islower()
    cites = quotation.cue is not None and bool(base_forms(quotation.cue) & words.citing)
    if not (writing or cites):
        return False
    text = annotations.article.text
    floor = text.rfind("\n\n", 0, max(0, text.rfind("\n\n", 0, quotation.outer_start)))
    if writing and own[0].lower() in heads:
        return False  # it is a writing of its own kind that speaks, and the record names another
    alike = heads | ({"site", "website", "page"} if heads & {"site", "website", "page"} else set())
    before = text[max(0, floor, quotation.outer_start - _PARAGRAPHS) : quotation.outer_start]
    return any(
        word.lower() in alike or word.lower().removesuffix("s") in alike
        for match in _NOT_TO.finditer(before)
        for word in words_of(match.group(0))
    )


def _wrote(party: Party, quotation: QuotationMention, span: tuple[int, int], annotations: Annotations) -> bool:
    """Whether the speaker is a writing and the article says it is the claimed party's: "the statement, released by Norlund, added"."""
    text, index = annotations.article.text, party_index(annotations)
    head = words_of(_OF_WRITING.split(text[span[0] : span[1]], maxsplit=1)[0])[-1:]
    if not head or head[0].lower() not in check_words().writings:
        return False
    stop = quotation.cue_start if quotation.cue_start is not None and quotation.cue_start > span[1] else span[1] + _NEAR
    end = min(x for x in (stop, text.find("\n", span[1]), quotation.outer_start) if x >= span[1])
    return any(
        match_party(party, match.group(1).strip(" ,"), index) is Match.SAME for match in AUTHOR.finditer(text, span[0], max(end, span[1]))
    )


def _speaks_for(party: Party, span: tuple[int, int], annotations: Annotations) -> bool:
    """Whether the speaker is "the group's campaigner" and the group is the claimed body, the last one named before."""
    text, index = annotations.article.text, party_index(annotations)
    found = _OWNED.search(text, max(0, span[0] - _NEAR), span[1])
    if found is None or found.end() < span[0] or "\n" in text[found.start() : span[0]]:
        return False
    before = [
        (start, i)
        for i, entity in enumerate(index.entities)
        if entity.kind in ("organization", "country", "group") and entity.named
        for start, _ in entity.mentions
        if start < found.start() and text[start : start + 3].lower() not in ("the", "its", "it ")
    ]
    return bool(before) and max(before)[1] in index.of(party)


def _is_pronoun(surface: str) -> bool:
    return surface.strip().lower() in {"he", "she", "it", "they", "i", "we", "him", "her", "them", "his", "hers", "who"}


def _by_clause(quotation: QuotationMention, party: Party, annotations: Annotations, index: PartyIndex) -> Attribution:
    """A quotation without attribution of its own: the subject of the clause it stands in may be the one who speaks."""
    starts = [sentence.start for sentence in annotations.sentences]
    number = bisect_right(starts, quotation.start) - 1
    others: list[str] = []
    for clause in clauses_of(annotations):
        if clause.sentence != number or quotation.start <= clause.start < quotation.end:
            continue
        for agent in clause.agents:
            if match_party(party, agent.text, index, (agent.start, agent.end)) is not Match.DIFFERENT:
                return Attribution(True, "S1", agent.text, (agent.start, agent.end))
            others.append(agent.text)
    return _by_brackets(quotation, party, annotations, index) or Attribution(None, "S3", None)


def _by_brackets(quotation: QuotationMention, party: Party, annotations: Annotations, index: PartyIndex) -> Attribution | None:
    """An editor may say who a pronoun is: "she [the mayor] said"."""
    text = annotations.article.text
    first = max(0, text.rfind("\n", 0, quotation.start) + 1, quotation.start - _NEAR)
    stop = text.find("\n", quotation.end)
    for match in _BRACKETED.finditer(text, first, min(stop if stop >= 0 else len(text), quotation.end + _NEAR)):
        if match_party(party, match.group(1), index, match.span(1)) is not Match.DIFFERENT:
            return Attribution(True, "S3", match.group(1), match.span(1))
        return Attribution(False, "S4", match.group(1), match.span(1))
    return None
