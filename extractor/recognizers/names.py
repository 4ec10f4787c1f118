"""Names of persons, bodies, places, countries and groups: trees and raw tags in, typed name mentions out.

The tagger finds most names and types many wrong; word lists, the cue words around a name and what the rest of the
article calls it settle the kind. A name found once is found wherever the article repeats it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from extractor.core.syntax import NameMention, Sentence
from extractor.recognizers.gazetteer import Gazetteer, load_gazetteer
from extractor.recognizers.names_kinds import settle_kinds
from extractor.recognizers.names_spans import Candidate, find_candidates, plain

_MAX_REPEATED = 8
"""Longest name, in words, that is looked for again."""


def find_names(text: str, sentences: Sequence[Sentence], raw: Iterable[tuple[int, int, str]]) -> tuple[NameMention, ...]:
    """Typed names in order of the text, never overlapping; `raw` are the spans and tags (PER, ORG, LOC) of the tagger.

    Spans leave out titles ("President"), articles and a final 's. Empty when the text has no names.

    >>> from extractor.recognizers.syntax import annotate_syntax
    >>> [(name.text, name.kind) for name in annotate_syntax("President Emmanuel Macron left Paris for Germany.")[1]]
    [('Emmanuel Macron', 'person'), ('Paris', 'place'), ('Germany', 'country')]
    """
    lists = load_gazetteer()
    found = find_candidates(sentences, raw, lists)
    kinds = settle_kinds(found, sentences, lists)
    _repeat(found, sentences, kinds, lists)
    out: list[NameMention] = []
    for candidate in sorted(found, key=lambda c: (c.sentence, c.first, -c.last)):
        tokens = sentences[candidate.sentence].tokens
        start, end = tokens[candidate.first].start, tokens[candidate.last].end
        kind = candidate.fixed or kinds.get(candidate.words)
        if kind and (not out or start >= out[-1].end):
            out.append(NameMention(start, end, text[start:end], kind))
    return tuple(out)


def _repeat(found: list[Candidate], sentences: Sequence[Sentence], kinds: dict[tuple[str, ...], str], lists: Gazetteer) -> None:
    """Add every repetition of a name, and of a person's surname alone, that the tagger missed."""
    for words, kind in list(kinds.items()):
        if kind == "person" and len(words) > 1 and words[-1][:1].isupper() and len(words[-1]) > 2:
            kinds.setdefault(words[-1:], "person")
    covered = {(c.sentence, i) for c in found for i in range(c.first, c.last + 1)}
    sizes: dict[str, set[int]] = defaultdict(set)
    for words in kinds:
        if words[0][:1].isupper() and len(words) <= _MAX_REPEATED and (len(words) > 1 or len(words[0]) > 1):
            sizes[words[0]].add(len(words))
    for number, sentence in enumerate(sentences):
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            if (number, i) in covered:
                continue
            for size in sorted(sizes.get(plain(token.text), ()), reverse=True):
                words = tuple(plain(t.text) for t in tokens[i : i + size])
                if words not in kinds or len(words) < size:
                    continue
                if any((number, k) in covered for k in range(i, i + size)):
                    continue
                if size == 1 and token.upos != "PROPN" and (i == 0 or token.upos not in ("NOUN", "ADJ")):
                    continue
                if kinds[words] == "person" and size == 1 and _starts_longer(sentence, i, lists):
                    continue
                found.append(Candidate(number, i, i + size - 1, kinds[words], words))
                covered.update((number, k) for k in range(i, i + size))
                break


def _starts_longer(sentence: Sentence, i: int, lists: Gazetteer) -> bool:
    """Whether a surname is only the first word of another name ("Washington Post", "Ford Motor Company")."""
    after = sentence.tokens[i + 1] if i + 1 < len(sentence.tokens) else None
    return after is not None and after.upos == "PROPN" and after.text[:1].isupper() and after.text.lower() in lists.organization_heads
