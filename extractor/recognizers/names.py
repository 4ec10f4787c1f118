"""Names of persons, bodies, places, countries and groups: trees and raw tags in, typed name mentions out.

The tagger finds most names and types many wrong; word lists, the cue words around a name and what the rest of the
article calls it settle the kind. A name found once is found wherever the article repeats it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.core.syntax import NameMention, Sentence, Token
from extractor.recognizers.gazetteer import Gazetteer, load_gazetteer

_KIND = {"PER": "person", "ORG": "organization", "LOC": "place"}
# Capitalised words that are no names by themselves.
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sep sept oct nov dec christmas easter ramadan".split()
)
_LINKS = frozenset({"of", "the", "for", "and", "de", "la", "al", "bin", "van", "von", "del", "da", "di", "ibn", "-", "&", "'s", "’s"})
# Weights of what speaks for a kind: a cue beside the name says more than one guess of the tagger.
_TAGGER, _CUE, _LIST = 1.0, 2.0, 3.0
_SPEAKS = frozenset("say tell add ask state explain note argue claim declare write reply announce deny insist warn".split())


@dataclass(slots=True)
class _Candidate:
    """A span of tokens of one sentence that may be a name."""

    sentence: int
    first: int
    last: int
    kind: str | None
    """Kind of the tagger or of a list; None for a run of proper nouns nobody typed."""
    fixed: bool = False


def find_names(text: str, sentences: Sequence[Sentence], raw: Iterable[tuple[int, int, str]]) -> tuple[NameMention, ...]:
    """Typed names in order of the text, never overlapping; `raw` are the spans and tags (PER, ORG, LOC) of the tagger.

    Spans leave out titles ("President"), articles and a final 's. Empty when the text has no names.
    """
    lists = load_gazetteer()
    found = _candidates(sentences, raw, lists)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for candidate in found:
        _vote(candidate, sentences, lists, votes)
    _acronyms(found, sentences, votes)
    kinds = _settle(votes)
    _repeat(found, sentences, kinds)
    out: list[NameMention] = []
    for candidate in sorted(found, key=lambda c: (c.sentence, c.first, -c.last)):
        tokens = sentences[candidate.sentence].tokens
        start, end = tokens[candidate.first].start, tokens[candidate.last].end
        kind = candidate.kind if candidate.fixed else kinds.get(_surface(tokens, candidate))
        if kind and (not out or start >= out[-1].end):
            out.append(NameMention(start, end, text[start:end], kind))
    return tuple(out)


def _candidates(sentences: Sequence[Sentence], raw: Iterable[tuple[int, int, str]], lists: Gazetteer) -> list[_Candidate]:
    by_start: dict[int, tuple[int, str]] = {start: (end, tag) for start, end, tag in raw}
    out: list[_Candidate] = []
    for number, sentence in enumerate(sentences):
        tokens = sentence.tokens
        shouting = _mostly_capitals(tokens)
        taken = [False] * len(tokens)
        for i, token in enumerate(tokens):
            if token.start in by_start and not taken[i]:
                end, tag = by_start[token.start]
                j = i
                while j + 1 < len(tokens) and tokens[j + 1].end <= end:
                    j += 1
                _take(out, _Candidate(number, i, j, _KIND.get(tag)), tokens, taken, lists)
        i = 0
        while i < len(tokens):
            size, kind = _listed(tokens, i, lists)
            if size and not any(taken[i : i + size]):
                out.append(_Candidate(number, i, i + size - 1, kind, fixed=kind in ("country", "group")))
                taken[i : i + size] = [True] * size
            elif not taken[i] and tokens[i].upos == "PROPN" and tokens[i].text[:1].isupper() and not shouting:
                j = i
                while j + 1 < len(tokens) and not taken[j + 1] and tokens[j + 1].upos == "PROPN" and tokens[j + 1].text[:1].isalpha():
                    j += 1
                _take(out, _Candidate(number, i, j, None), tokens, taken, lists)
                size = j - i + 1
            i += max(1, size)
    return out


def _take(out: list[_Candidate], candidate: _Candidate, tokens: Sequence[Token], taken: list[bool], lists: Gazetteer) -> None:
    """Trim a candidate and keep it unless nothing of a name is left; a listed country or group keeps its own kind."""
    a, b = candidate.first, candidate.last
    for i in range(a, b + 1):
        taken[i] = True
    while a <= b and not tokens[a].text[:1].isalnum():
        a += 1
    while b >= a and (not tokens[b].text[-1:].isalnum() or tokens[b].text in ("'s", "’s")):
        b -= 1
    while a < b and (tokens[a].upos in ("DET", "ADP") or (candidate.kind == "person" and _is_title(tokens[a], lists))):
        a += 1
    if a > b or all(tokens[i].text.lower() in _CALENDAR or not tokens[i].text[:1].isalpha() for i in range(a, b + 1)):
        return
    if not any(tokens[i].text[:1].isupper() or tokens[i].upos == "PROPN" for i in range(a, b + 1)):
        return
    size, kind = _listed(tokens, a, lists)
    if size == b - a + 1 and kind in ("country", "group"):
        out.append(_Candidate(candidate.sentence, a, b, kind, fixed=True))
        return
    if candidate.kind is None and a == b and _is_title(tokens[a], lists):
        return
    out.append(_Candidate(candidate.sentence, a, b, candidate.kind))


def _listed(tokens: Sequence[Token], i: int, lists: Gazetteer) -> tuple[int, str | None]:
    """Length and kind of the longest listed name that starts at a token; (0, None) when none does."""
    if not tokens[i].text[:1].isupper():
        return 0, None
    words = tuple(token.text for token in tokens[i : i + lists.longest])
    for size in range(len(words), 0, -1):
        kind = lists.kinds.get(words[:size])
        if kind is not None and (size > 1 or tokens[i].upos in ("PROPN", "ADJ", "NOUN", "X")):
            return size, kind
    return 0, None


def _vote(candidate: _Candidate, sentences: Sequence[Sentence], lists: Gazetteer, votes: dict[str, Counter[str]]) -> None:
    tokens = sentences[candidate.sentence].tokens
    ballot = votes[_surface(tokens, candidate)]
    if candidate.kind:
        ballot[candidate.kind] += _TAGGER
    words = [token.text for token in tokens[candidate.first : candidate.last + 1]]
    known = lists.kinds.get(tuple(words))
    if known:
        ballot[known] += _LIST
    head = next((i - 1 for i, word in enumerate(words) if word in ("of", "for") and i), len(words) - 1)
    if words[head].lower() in lists.organization_heads:
        ballot["organization"] += _LIST
    elif words[head].lower() in lists.place_heads and len(words) > 1:
        ballot["place"] += _LIST
    before = tokens[candidate.first - 1] if candidate.first else None
    if before is not None and _is_title(before, lists) and before.text[:1].isupper():
        ballot["person"] += _CUE
    if len(words) > 1 and words[0].lower() in lists.gender and words[0].lower() not in lists.titles:
        ballot["person"] += _CUE
    after = tokens[candidate.last + 1] if candidate.last + 1 < len(tokens) else None
    if after is not None and after.lemma in _SPEAKS and candidate.kind == "place":
        ballot["organization"] += _TAGGER
    if len(words) == 1 and len(words[0]) > 1 and words[0].isupper() and words[0].isalpha() and known is None:
        ballot["organization"] += _TAGGER  # an acronym is a body more often than not


def _acronyms(found: Sequence[_Candidate], sentences: Sequence[Sentence], votes: dict[str, Counter[str]]) -> None:
    """ "Full Name (FN)": the short form is of the kind of the full name."""
    for left, right in zip(found, found[1:], strict=False):
        if left.sentence != right.sentence or right.first - left.last != 2 or right.first != right.last:
            continue
        tokens = sentences[left.sentence].tokens
        if tokens[left.last + 1].text != "(" or not tokens[right.first].text.isupper():
            continue
        full, short = votes[_surface(tokens, left)], votes[_surface(tokens, right)]
        if full:
            short[full.most_common(1)[0][0]] += _LIST * 3


def _settle(votes: dict[str, Counter[str]]) -> dict[str, str]:
    """One kind for each surface; a part of a longer person's name follows that name."""
    kinds = {surface: ballot.most_common(1)[0][0] for surface, ballot in votes.items() if ballot}
    persons: dict[str, float] = {}
    for surface, kind in kinds.items():
        words = surface.split()
        if kind == "person" and len(words) > 1:
            for word in (words[-1], words[0]):
                persons[word] = max(persons.get(word, 0.0), votes[surface]["person"])
    for surface, ballot in votes.items():
        if surface in persons and max(ballot.values(), default=0.0) <= persons[surface] + _LIST and kinds.get(surface) != "country":
            kinds[surface] = "person"
    return kinds


def _repeat(found: list[_Candidate], sentences: Sequence[Sentence], kinds: dict[str, str]) -> None:
    """Add every repetition of a name that the tagger missed."""
    covered = {(c.sentence, i) for c in found for i in range(c.first, c.last + 1)}
    first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for surface in kinds:
        words = tuple(surface.split())
        if surface[:1].isupper() and (len(words) > 1 or len(surface) > 2):
            first[words[0]].append(words)
    for options in first.values():
        options.sort(key=len, reverse=True)
    for number, sentence in enumerate(sentences):
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            for words in first.get(token.text, ()):
                size = len(words)
                if tuple(t.text for t in tokens[i : i + size]) == words and not any((number, k) in covered for k in range(i, i + size)):
                    if size == 1 and token.upos not in ("PROPN", "NOUN", "ADJ"):
                        continue
                    found.append(_Candidate(number, i, i + size - 1, kinds[" ".join(words)]))
                    covered.update((number, k) for k in range(i, i + size))
                    break


def _surface(tokens: Sequence[Token], candidate: _Candidate) -> str:
    return " ".join(token.text for token in tokens[candidate.first : candidate.last + 1])


def _is_title(token: Token, lists: Gazetteer) -> bool:
    return token.text.lower().rstrip(".") in lists.titles


def _mostly_capitals(tokens: Sequence[Token]) -> bool:
    """A headline in title case or capitals: proper-noun tags say little there."""
    words = [token.text for token in tokens if token.text[:1].isalpha()]
    return len(words) > 3 and sum(word[:1].isupper() for word in words) > 0.8 * len(words)
