"""Find reported statements without marks (kind indirect): trees in, quotation mentions out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extractor.core.mention import QuotationMention
from extractor.core.syntax import Sentence
from extractor.recognizers.quotations.lexicon import quotation_words
from extractor.recognizers.quotations.people import People
from extractor.recognizers.quotations.phrases import Phrase, read_words
from extractor.recognizers.quotations.resolve import resolve_phrase

# Verbs that are speech only beside a quotation or that report thoughts and facts, not statements.
_NO_STATEMENT = frozenset("think recall laugh read call describe dub label cite quote expect wonder find show reveal mean".split())
# Verbs that all but always report a statement when a clause follows.
_PLAIN = frozenset(
    "say tell claim announce argue deny insist allege admit warn state confirm add declare maintain assert suggest note report".split()
)
_TELLING = frozenset({"tell", "inform", "remind", "warn", "assure"})
_ARTICLES = frozenset({"the", "a", "an"})
_FIRST_GROUP = 1_000_000
"""Indirect statements get group numbers of their own, above those of any marks."""
_SHORTEST = 3
_OPENING = 30
"""Tokens an opening phrase and the speaker behind it take at most."""


def find_indirect(text: str, sentences: Sequence[Sentence], marked: Sequence[QuotationMention], people: People) -> list[QuotationMention]:
    """Reported clauses with their speakers: "Peskov said that ...", "..., the ministry said", "according to the police, ..."."""
    starts = [m.outer_start for m in marked]
    used = {m.cue_start for m in marked if m.kind == "direct"}
    out: list[QuotationMention] = []
    for sentence in sentences:
        for verb, token in enumerate(sentence.tokens):
            if token.start in used:
                continue
            found = _clause_of(sentence, verb) or _according(sentence, verb)
            if found is None:
                continue
            first, last, speaker, cue = found
            start, end = sentence.tokens[first].start, sentence.tokens[last].end
            k = bisect_right(starts, start) - 1
            if (k >= 0 and marked[k].outer_end > start) or (k + 1 < len(starts) and starts[k + 1] < end and marked[k + 1].kind == "direct"):
                continue
            if out and start < out[-1].end:
                continue
            out.append(_mention(text, sentence, (start, end), speaker, cue, people, len(out)))
    return out


_Found = tuple[int, int, tuple[int, int], tuple[int, int]]
"""First and last token of the clause, of the speaker and of the cue."""


def _clause_of(sentence: Sentence, verb: int) -> _Found | None:
    """The clause below a verb of speech, or the clause the verb is inserted into ("..., X said")."""
    tokens = sentence.tokens
    token = tokens[verb]
    base = quotation_words().cues.get(token.text.lower())
    if base is None or base in _NO_STATEMENT or token.upos != "VERB":
        return None
    subject = next(sentence.children(verb, "nsubj"), -1)
    if subject < 0 and token.deprel in ("conj", "advcl", "xcomp") and token.head >= 0:
        subject = next(sentence.children(token.head, "nsubj"), -1)
    if subject < 0 and token.deprel == "acl" and token.head == verb - 1:
        subject = token.head
    if subject < 0:
        return None
    subject = _behind_opening(sentence, subject, verb)
    if any(tokens[k].lemma == "be" for k in sentence.children(verb, "aux:pass")):
        return None
    clause = next(sentence.children(verb, "ccomp"), -1)
    if clause >= 0:
        inside = [i for i in sentence.subtree(clause) if i != verb]
    elif token.deprel == "parataxis" and token.head >= 0:
        below = set(sentence.subtree(verb))
        inside = [i for i in sentence.subtree(token.head) if i not in below]
    else:
        return _surface_clause(sentence, verb, subject)
    speaker = _noun_phrase(sentence, subject)
    inside = _one_side(inside, verb, speaker)
    if inside and speaker[1] < verb < inside[0] and base not in _TELLING and tokens[verb + 1].upos not in ("ADP", "ADV", "PUNCT"):
        inside = list(range(verb + 1, inside[-1] + 1))
    if inside and base in _TELLING and inside[0] <= verb + 1 and next(sentence.children(verb, "obj", "iobj"), -1) < 0:
        behind = _after_listener(sentence, verb)
        inside = [i for i in inside if i >= behind] if behind + _SHORTEST < inside[-1] else inside
    return _trimmed(sentence, inside, speaker, (verb, verb))


def _behind_opening(sentence: Sentence, subject: int, verb: int) -> int:
    """ "On board the Freewinds[nsubj], Paris claims": who claims stands behind the comma of the opening phrase."""
    tokens = sentence.tokens
    if verb > _OPENING:
        return subject
    comma = next((k for k in range(verb - 1, subject, -1) if tokens[k].text == ","), -1)
    opens = tokens[0].upos in ("ADP", "SCONJ") and not any(token.text == "," for token in tokens[:comma])
    name = comma > 0 and all(tokens[k].upos in ("PROPN", "NOUN", "DET", "PRON") for k in range(comma + 1, verb))
    return verb - 1 if opens and name and comma + 1 < verb else subject


def _after_listener(sentence: Sentence, verb: int) -> int:
    """The first token behind whom was told: an article, a pronoun or "that" starts the statement."""
    tokens = sentence.tokens
    i = verb + 2
    while i < len(tokens) and tokens[i].upos in ("PROPN", "PART", "PUNCT", "VERB", "NOUN", "ADJ") and tokens[i].text.lower() != "that":
        i += 1
    return i


def _surface_clause(sentence: Sentence, verb: int, subject: int) -> _Found | None:
    """Without a clause in the tree: the rest of the sentence after the verb and its listener, when it has a verb of its own."""
    tokens = sentence.tokens
    base = quotation_words().cues[tokens[verb].text.lower()]
    if base not in _PLAIN or subject > verb:
        return None
    i = _after_listener(sentence, verb) if base in _TELLING else verb + 1
    stop = next((k for k in range(i, len(tokens)) if tokens[k].text in (";", ":") or tokens[k].text.lower() == "according"), len(tokens))
    if (
        not any(tokens[k].upos == "AUX" or (tokens[k].upos == "VERB" and tokens[k].xpos in ("VBD", "VBZ", "VBP")) for k in range(i, stop))
        and base != "tell"
    ):
        return None
    if i < len(tokens) and (tokens[i].upos == "ADP" or tokens[i].text.lower() in ("to", "how", "why", "what")):
        return None
    return _trimmed(sentence, list(range(i, stop)), _noun_phrase(sentence, subject), (verb, verb))


def _according(sentence: Sentence, i: int) -> _Found | None:
    """The statement beside "according to": what follows it where it opens a sentence or a relative clause, else what precedes it."""
    tokens = sentence.tokens
    if tokens[i].text.lower() != "according" or i + 2 >= len(tokens) or tokens[i + 1].text.lower() != "to":
        return None
    head = next(
        (
            k
            for k in range(i + 2, len(tokens))
            if tokens[k].upos in ("NOUN", "PROPN", "PRON") and (k + 1 >= len(tokens) or tokens[k + 1].upos not in ("NOUN", "PROPN", "PART"))
        ),
        -1,
    )
    if head < 0:
        return None
    first, last = _noun_phrase(sentence, head, skip={i, i + 1})
    speaker = (max(first, i + 2), max(last, head))
    before = list(range(i))
    while before and not tokens[before[-1]].text[0].isalnum():
        before.pop()
    if len(before) < _SHORTEST or tokens[before[-1]].text.lower() in ("that", "which", "who", "and", "but"):
        comma = next((k for k in range(speaker[1] + 1, len(tokens)) if tokens[k].text == ","), speaker[1])
        return _trimmed(sentence, list(range(comma + 1, len(tokens))), speaker, (i, i + 1))
    return _trimmed(sentence, before, speaker, (i, i + 1))


def _one_side(inside: list[int], verb: int, speaker: tuple[int, int]) -> list[int]:
    """The larger part of a clause that stands before or after the words of attribution."""
    low, high = min(verb, speaker[0]), max(verb, speaker[1])
    before, after = [i for i in inside if i < low], [i for i in inside if i > high]
    return before if len(before) > len(after) else after


def _noun_phrase(sentence: Sentence, head: int, skip: set[int] | None = None) -> tuple[int, int]:
    """First and last token of a noun phrase without clauses and appositions behind it."""
    out = {head}
    work = [head]
    for i in work:
        for k in sentence.children(i, "det", "amod", "compound", "flat", "nmod", "nummod", "appos", "case", "fixed"):
            if (skip and k in skip) or (sentence.tokens[k].deprel == "appos" and k > head + 1 and sentence.tokens[k - 1].text == ","):
                continue
            if sentence.tokens[k].deprel == "case" and i == head and k < head:
                continue
            out.add(k)
            work.append(k)
    return min(out), _to_name(sentence, max(out))


def _to_name(sentence: Sentence, last: int) -> int:
    """The end of a phrase that the tree cuts off before its name: "Fire chief | Tom Hall", "the | i"."""
    tokens = sentence.tokens
    while last + 1 < len(tokens):
        after = tokens[last + 1]
        bare = tokens[last].text.lower() in _ARTICLES and after.upos not in ("VERB", "AUX", "PUNCT")
        named = tokens[last].upos in ("NOUN", "PROPN") and after.upos == "PROPN" and after.text.lower() not in quotation_words().between
        if not (bare or named):
            break
        last += 1
    return last


def _trimmed(sentence: Sentence, inside: list[int], speaker: tuple[int, int], cue: tuple[int, int]) -> _Found | None:
    tokens = sentence.tokens
    while inside and (
        (not tokens[inside[0]].text[0].isalnum() and tokens[inside[0]].text not in "$£€") or tokens[inside[0]].text.lower() == "that"
    ):
        inside = inside[1:]
    while inside and not tokens[inside[-1]].text[-1].isalnum() and tokens[inside[-1]].text not in "%)":
        inside = inside[:-1]
    if len(inside) < _SHORTEST:
        return None
    return inside[0], inside[-1], speaker, cue


def _mention(
    text: str, sentence: Sentence, span: tuple[int, int], speaker: tuple[int, int], cue: tuple[int, int], people: People, number: int
) -> QuotationMention:
    tokens = sentence.tokens
    a, b = tokens[speaker[0]].start, tokens[speaker[1]].end
    voice = resolve_phrase(text, Phrase(a, b, tuple(read_words(text, a, b)) or tuple(read_words("x", 0, 1))), people)
    cue_start, cue_end = tokens[cue[0]].start, tokens[cue[1]].end
    told = next(sentence.children(cue[0], "iobj", "obj"), -1) if tokens[cue[0]].lemma in _TELLING else -1
    listener = _noun_phrase(sentence, told) if told >= 0 else None
    if listener is None and tokens[cue[0]].lemma in _TELLING and tokens[cue[0]].end < span[0]:
        between = [k for k in range(cue[0] + 1, len(tokens)) if tokens[k].end <= span[0] and tokens[k].text.lower() != "that"]
        listener = (between[0], between[-1]) if between else None
    if listener and cue[0] < listener[0] and tokens[listener[1]].end > span[0] > tokens[listener[0]].start:
        listener = listener[0], max(k for k in range(listener[0], listener[1] + 1) if tokens[k].end <= span[0])
    if text[span[0] : span[1]].count('"') % 2 and text[span[1] : span[1] + 1] == '"':
        span = span[0], span[1] + 1
    return QuotationMention(
        start=span[0],
        end=span[1],
        text=text[span[0] : span[1]],
        kind="indirect",
        outer_start=span[0],
        outer_end=span[1],
        speaker=voice.name,
        speaker_start=voice.start,
        speaker_end=voice.end,
        candidates=voice.candidates,
        cue=text[cue_start:cue_end],
        cue_start=cue_start,
        cue_end=cue_end,
        addressee=text[tokens[listener[0]].start : tokens[listener[1]].end] if listener else None,
        group=_FIRST_GROUP + number,
        rule=voice.rule,
    )
