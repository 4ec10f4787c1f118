"""Read the clauses of an article: every predicate with its arguments, its status and who says so."""

from __future__ import annotations

from extractor.core.annotations import Annotations
from extractor.core.clause import Clause, Phrase
from extractor.core.syntax import Sentence
from extractor.recognizers.clauses.arguments import SentenceReader
from extractor.recognizers.clauses.predicate import Predicate
from extractor.recognizers.clauses.repair import mend
from extractor.recognizers.clauses.sources import find_sources
from extractor.recognizers.clauses.words import clause_words

_CLAUSES = "clauses"
_SENTENCES = "clauses.sentences"
_WALLS = "clauses.walls"
_TIMES = "clauses.times"
_SPEECH = ("direct", "mixed", "indirect")


def sentences_of(annotations: Annotations) -> tuple[Sentence, ...]:
    """The article's sentences with mended trees; clauses and phrases index into these, tokens are those of `annotations.sentences`."""
    found = annotations._memo.get(_SENTENCES)
    if found is None:
        found = annotations._memo[_SENTENCES] = _mended(annotations)
    assert isinstance(found, tuple)
    return found


def walls_of(annotations: Annotations) -> frozenset[int]:
    """Starts of the tokens where a quotation or indirect statement opens, or goes on to other words."""
    found = annotations._memo.get(_WALLS)
    if found is None:
        out: set[int] = set()
        spans = [(q.start, q.end) for q in annotations.quotations if q.kind in _SPEECH]
        k = 0
        for sentence in annotations.sentences:
            while k < len(spans) and spans[k][1] <= sentence.start:
                k += 1
            for start, end in spans[k:]:
                if start >= sentence.end:
                    break
                first = next((t.start for t in sentence.tokens if t.start >= start), None)
                after = next((t.start for t in sentence.tokens if t.start >= end), None)
                out.update(at for at in (first, after) if at is not None)
        found = annotations._memo[_WALLS] = frozenset(out)
    assert isinstance(found, frozenset)
    return found


def _mended(annotations: Annotations) -> tuple[Sentence, ...]:
    spans = [(q.start, q.end) for q in annotations.quotations if q.kind in _SPEECH]
    out: list[Sentence] = []
    k = 0
    for sentence in annotations.sentences:
        while k < len(spans) and spans[k][1] <= sentence.start:
            k += 1
        quoted: set[int] = set()
        for start, end in spans[k:]:
            if start >= sentence.end:
                break
            quoted.update(i for i, token in enumerate(sentence.tokens) if start <= token.start < end)
        out.append(mend(sentence, quoted))
    return tuple(out)


_STATES = frozenset("be have say expect hope want plan need know think believe".split())
"""Verbs whose present tells of now, whatever day stands behind them."""


def clauses_of(annotations: Annotations) -> tuple[Clause, ...]:
    """Clauses in order of the text; remembered, so asking twice costs nothing. Empty without trees.

    >>> from extractor.core.article import Article
    >>> clauses_of(Annotations(Article("")))
    ()
    """
    found = annotations._memo.get(_CLAUSES)
    if found is None:
        found = annotations._memo[_CLAUSES] = _read(annotations)
    assert isinstance(found, tuple)
    return found


def _read(annotations: Annotations) -> tuple[Clause, ...]:
    text, words = annotations.article.text, clause_words()
    predicates: list[list[Predicate]] = []
    times = times_of(annotations)
    walls = walls_of(annotations)
    places = frozenset(name.start for name in annotations.names if name.kind in ("place", "country"))
    names = _name_tokens(annotations)
    persons = frozenset(name.start for name in annotations.names if name.kind == "person")
    for number, sentence in enumerate(sentences_of(annotations)):
        predicates.append(SentenceReader(text, sentence, number, words, times, places, walls, names, persons).read())
    _schedule(annotations, predicates)
    sources = find_sources(annotations, sentences_of(annotations), predicates, words)
    out: list[Clause] = []
    for found in predicates:
        first = len(out)
        place = {predicate.verb: first + k for k, predicate in enumerate(found)}
        for predicate in found:
            said = sources.get((predicate.sentence, predicate.verb), ())
            out.append(_clause(predicate, place.get(predicate.governor, -1), said))
    return tuple(out)


def _schedule(annotations: Annotations, predicates: list[list[Predicate]]) -> None:
    """A plain present with a day still to come tells of a plan: "the team travel to Oslo on February 15"."""
    anchor = annotations.anchor
    ahead = [d for d in annotations.dates if anchor and d.value and d.value[:1].isdigit() and d.value > anchor]
    sentences = sentences_of(annotations)
    for found in predicates if ahead else ():
        tokens = sentences[found[0].sentence].tokens if found else ()
        for k, predicate in enumerate(found):
            token = tokens[predicate.verb]
            if predicate.status != "happened" or token.xpos not in ("VBP", "VBZ") or token.lemma in _STATES:
                continue
            stop = tokens[found[k + 1].verb].start if k + 1 < len(found) else tokens[-1].end
            if any(token.end <= d.start < stop for d in ahead):
                predicate.status = "planned"


def times_of(annotations: Annotations) -> frozenset[int]:
    """Starts of tokens inside dates that say when; "the ruling of Monday" and "Monday's ruling" say which."""
    found = annotations._memo.get(_TIMES)
    if found is None:
        found = annotations._memo[_TIMES] = _time_tokens(annotations)
    assert isinstance(found, frozenset)
    return found


def _time_tokens(annotations: Annotations) -> frozenset[int]:
    text = annotations.article.text
    out: set[int] = set()
    dates = [
        d
        for d in annotations.dates
        if not text[max(0, d.start - 3) : d.start].endswith("of ") and text[d.end : d.end + 2] not in ("'s", "’s")
    ]
    k = 0
    for sentence in annotations.sentences:
        while k < len(dates) and dates[k].end <= sentence.start:
            k += 1
        j = k
        while j < len(dates) and dates[j].start < sentence.end:
            out.update(token.start for token in sentence.tokens if dates[j].start <= token.start < dates[j].end)
            j += 1
    return frozenset(out)


def _name_tokens(annotations: Annotations) -> dict[int, int]:
    """Start of the name of each capitalised token inside one, by the start of the token."""
    names: dict[int, int] = {}
    k = 0
    for sentence in annotations.sentences:
        for token in sentence.tokens:
            while k < len(annotations.names) and annotations.names[k].end <= token.start:
                k += 1
            if k < len(annotations.names) and annotations.names[k].start <= token.start and token.text[:1].isupper():
                names[token.start] = annotations.names[k].start
    return names


def _clause(predicate: Predicate, within: int, sources: tuple[Phrase, ...]) -> Clause:
    status = predicate.status
    if status in ("happened", "ongoing") and (sources or predicate.hearsay):
        status = "alleged"
    return Clause(
        sentence=predicate.sentence,
        verb=predicate.verb,
        lemma=predicate.lemma,
        start=predicate.start,
        end=predicate.end,
        agents=tuple(predicate.agents),
        patients=tuple(predicate.patients),
        recipients=tuple(predicate.recipients),
        obliques=tuple(predicate.obliques),
        passive=predicate.passive,
        negated=predicate.status in ("negated", "denied") or predicate.negated,
        status=status,
        sources=sources,
        within=within,
        relation=predicate.relation,
    )
