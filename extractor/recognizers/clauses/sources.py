"""Who says that a clause is so: speakers of quotations, subjects of reporting verbs, "according to"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extractor.core.annotations import Annotations
from extractor.core.clause import Phrase
from extractor.core.mention import QuotationMention
from extractor.core.syntax import Sentence
from extractor.recognizers.clauses.phrases import phrase_of
from extractor.recognizers.clauses.predicate import Predicate
from extractor.recognizers.clauses.tree import NOMINAL
from extractor.recognizers.clauses.words import ClauseWords

Sources = dict[tuple[int, int], tuple[Phrase, ...]]
"""(sentence, verb) -> phrases of those who say so."""


def find_sources(
    annotations: Annotations, sentences: Sequence[Sentence], predicates: Sequence[Sequence[Predicate]], words: ClauseWords
) -> Sources:
    """The sources of every predicate that has any."""
    out: Sources = {}
    for sentence, found in zip(sentences, predicates, strict=True):
        _of_sentence(sentence, found, words, out)
    _of_quotations(annotations, sentences, predicates, out)
    _speakers_act(annotations, sentences, predicates)
    return out


def _of_sentence(sentence: Sentence, found: Sequence[Predicate], words: ClauseWords, out: Sources) -> None:
    by_verb = {predicate.verb: predicate for predicate in found}
    tokens = sentence.tokens
    depth: dict[int, int] = {}
    for predicate in sorted(found, key=lambda p: _depth(p, by_verb, depth)):
        key = (predicate.sentence, predicate.verb)
        cue = by_verb.get(predicate.governor)
        own: tuple[Phrase, ...] = ()
        if cue is not None and predicate.relation == "ccomp" and tokens[predicate.verb].deprel.startswith("ccomp") and _reports(cue, words):
            own = tuple(cue.agents)
            if not cue.agents and cue.passive:
                predicate.hearsay = True
            if cue.lemma in words.denying:
                predicate.status = "denied"
        if not own:
            own = _parenthetical(sentence, predicate, by_verb, words)
        if not own:
            own = tuple(phrase for case, phrase in predicate.obliques if case == "according to")
        if not own and cue is not None and predicate.relation != "parataxis" and not _is_cue(predicate, sentence, words):
            own = out.get((cue.sentence, cue.verb), ())
            predicate.hearsay = predicate.hearsay or (cue.hearsay and predicate.relation in ("conj", "ccomp"))
        if own:
            out[key] = own


def _depth(predicate: Predicate, by_verb: dict[int, Predicate], depth: dict[int, int]) -> int:
    chain = []
    current: Predicate | None = predicate
    while current is not None and current.verb not in depth:
        chain.append(current.verb)
        current = by_verb.get(current.governor)
        if len(chain) > len(by_verb):
            break
    base = depth[current.verb] if current is not None and current.verb in depth else -1
    for k, verb in enumerate(reversed(chain)):
        depth[verb] = base + 1 + k
    return depth[predicate.verb]


def _reports(cue: Predicate, words: ClauseWords) -> bool:
    return cue.lemma.partition(" ")[0] in words.reporting and cue.relation != "nominal"


def _parenthetical(sentence: Sentence, predicate: Predicate, by_verb: dict[int, Predicate], words: ClauseWords) -> tuple[Phrase, ...]:
    """ "..., Peskov said": the reporting clause hangs on what is said."""
    for k in sentence.children(predicate.verb, "parataxis", "ccomp", "advcl"):
        cue = by_verb.get(k)
        if cue is None or not _reports(cue, words) or not cue.agents:
            continue
        kids = [sentence.tokens[j].deprel.partition(":")[0] for j in sentence.kids[k]]
        if sentence.tokens[k].deprel == "parataxis" and not {"ccomp", "obj"} & set(kids) - ({"obj"} if cue.recipients else set()):
            return tuple(cue.agents)
    return ()


def _is_cue(predicate: Predicate, sentence: Sentence, words: ClauseWords) -> bool:
    return sentence.tokens[predicate.verb].deprel == "parataxis" and _reports(predicate, words)


def _of_quotations(
    annotations: Annotations, sentences: Sequence[Sentence], predicates: Sequence[Sequence[Predicate]], out: Sources
) -> None:
    """Clauses inside quotation marks are the speaker's word."""
    quotations = [q for q in annotations.quotations if q.kind in ("direct", "mixed", "indirect") and q.speaker_start is not None]
    if not quotations:
        return
    starts = [q.start for q in quotations]
    begins = [sentence.start for sentence in sentences]
    speakers: dict[int, Phrase | None] = {}
    for sentence, found in zip(sentences, predicates, strict=True):
        for predicate in found:
            place = sentence.tokens[predicate.verb].start
            k = bisect_right(starts, place) - 1
            if k < 0 or place >= quotations[k].end:
                continue
            if k not in speakers:
                speakers[k] = _speaker(annotations.article.text, quotations[k], sentences, begins)
            speaker = speakers[k]
            if speaker is not None:
                out[predicate.sentence, predicate.verb] = (speaker,)


def _speakers_act(annotations: Annotations, sentences: Sequence[Sentence], predicates: Sequence[Sequence[Predicate]]) -> None:
    """ ""...", said the mayor": the speaker beside the verb of speech is who said it, never what was said."""
    cues = {q.cue_start: q for q in annotations.quotations if q.cue_start is not None and q.speaker_start is not None}
    if not cues:
        return
    begins = [sentence.start for sentence in sentences]
    for sentence, found in zip(sentences, predicates, strict=True):
        for predicate in found:
            quotation = cues.get(sentence.tokens[predicate.verb].start)
            if quotation is None or predicate.agents or predicate.passive:
                continue
            assert quotation.speaker_start is not None and quotation.speaker_end is not None
            if not sentence.start <= quotation.speaker_start < sentence.end:
                continue
            speaker = _speaker(annotations.article.text, quotation, sentences, begins)
            if speaker is not None:
                predicate.agents = [speaker]
                predicate.patients = [p for p in predicate.patients if p.end <= speaker.start or p.start >= speaker.end]


def _speaker(text: str, quotation: QuotationMention, sentences: Sequence[Sentence], begins: Sequence[int]) -> Phrase | None:
    assert quotation.speaker_start is not None and quotation.speaker_end is not None
    number = bisect_right(begins, quotation.speaker_start) - 1
    if number < 0:
        return None
    sentence = sentences[number]
    inside = [i for i, t in enumerate(sentence.tokens) if quotation.speaker_start <= t.start < quotation.speaker_end]
    if not inside:
        return None
    members = set(inside)
    tops = [i for i in inside if sentence.tokens[i].head not in members]
    head = next((i for i in tops if sentence.tokens[i].upos in NOMINAL), tops[0] if tops else inside[-1])
    made = phrase_of(text, sentence, number, head)
    before = text[made.start : quotation.speaker_start].split()
    if made.start <= quotation.speaker_start < made.end and "and" not in before and made.end - made.start > 3:
        return made
    return Phrase(number, head, quotation.speaker_start, quotation.speaker_end, text[quotation.speaker_start : quotation.speaker_end])
