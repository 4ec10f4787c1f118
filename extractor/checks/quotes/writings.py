"""Whose a writing is that speaks in a quotation: "the statement said", where "a statement from X" stands before it."""

from __future__ import annotations

import re

from extractor.checks.events import event_index
from extractor.checks.parties.identity import Match, match_party, party_index
from extractor.checks.words import check_words, words_of
from extractor.core.annotations import Annotations
from extractor.core.claim import Party
from extractor.core.clause import Phrase

AUTHOR = re.compile(
    r"\b(?:by|from|of|in) ((?:the |a |an )?[^,.;:“”\"]{2,60}?)"
    r"(?=$|[,.;:“”\"]| (?:on|in|at|that|to|which|said|says|added|read|stated)\b)"
)
_FROM = re.compile(r"\s+(?:by|from) ((?:the |a |an )?(?:[A-Z][\w&'’.-]*|of|and|for|the)(?: (?:[A-Z][\w&'’.-]*|of|and|for|the))*)")
"""Who a writing is from, right behind it."""
_ISSUING = frozenset("issue release publish post write send make give share circulate sign".split())
_DEFINITE = frozenset({"the", "this", "that", "its", "his", "her", "their"})
_MOST = 8
"""Earlier mentions of a writing that are looked at."""
_BACK = 1_500
"""Characters before the writing in which it is first named."""


def issued(party: Party, span: tuple[int, int], annotations: Annotations) -> bool:
    """Whether a writing that speaks, named again without an author, is the one the party was last said to have issued."""
    text = annotations.article.text
    surface = text[span[0] : span[1]].split()
    if len(surface) > 3 or not surface or surface[0].lower() not in _DEFINITE or surface[-1].lower() not in check_words().writings:
        return False
    low = max(0, span[0] - _BACK)
    floor = max(low, text.rfind("\n\n", low, max(low, text.rfind("\n\n", low, span[0]))))
    named = list(re.finditer(rf"\b{re.escape(surface[-1])}\b", text[floor : span[0]], re.IGNORECASE))
    index = party_index(annotations)
    for match in reversed(named[-_MOST:]):
        start, end = floor + match.start(), floor + match.end()
        author = _FROM.match(text, end)
        if author is not None:
            return match_party(party, author.group(1), index, author.span(1)) is Match.SAME
        agents = _issuers(start, surface[-1].lower(), annotations)
        if agents:
            return any(match_party(party, p.text, index, (p.start, p.end)) is Match.SAME for p in agents)
    return False


def _issuers(start: int, writing: str, annotations: Annotations) -> list[Phrase]:
    """Agents of the clause that tells of the issue of the writing at a place."""
    events = event_index(annotations)
    number = events.sentence_at(start)
    for k in events.of_sentence(number) if number >= 0 else ():
        clause = events.clauses[k]
        held = any(p.start <= start < p.end and words_of(p.text)[-1:] == (writing,) for p in clause.patients)
        if held and clause.lemma.partition(" ")[0] in _ISSUING:
            return list(clause.agents)
    return []
