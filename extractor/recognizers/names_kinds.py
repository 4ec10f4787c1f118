"""What kind of thing each name is: candidates and the words around them in, one kind for each name of the article out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from extractor.core.syntax import Sentence, Token
from extractor.recognizers.gazetteer import Gazetteer
from extractor.recognizers.names_spans import Candidate

Words = tuple[str, ...]
Ballot = defaultdict[str, float]
"""Votes for each kind."""

# What speaks for a kind, measured against one: the tagger's vote, shared out over the mentions of the name.
_TAGGER, _WEAK, _CUE, _STRONG = 1.0, 0.4, 1.2, 3.0
_SPEAKS = frozenset("say tell add ask state explain note argue claim declare write reply announce deny insist warn".split())
_WHERE = frozenset({"in", "near", "around", "outside", "across", "throughout", "towards"})
_BELIEVERS = frozenset({"Church", "Movement", "Order", "Party", "Temple"})
"""Bodies that are also called by the word after "of" alone ("Church of Scientology")."""
_PARTS_OF_TOWNS = frozenset(
    "north south east west northern southern eastern western central greater upper lower inner outer downtown midtown uptown suburban "
    "old new port fort camp mount saint santa metropolitan occupied rural urban nearby little".split()
)
_BODY_BEFORE = frozenset(
    "magazine newspaper daily weekly tabloid broadcaster agency network channel website site company firm airline carrier "
    "manufacturer carmaker automaker "
    "maker chipmaker steelmaker drugmaker planemaker shipbuilder brewer insurer lender developer builder utility giant "
    "conglomerate startup "
    "retailer bank charity party union group station publisher operator supplier".split()
)
"""Nouns right before a name that say it is a body: "the magazine Time"."""
_BODY_BEHIND = frozenset("agency newspaper magazine television tv radio network channel station website broadcaster airline party".split())
"""The same right behind a name: "Yonhap news agency"."""
_DOMAIN = re.compile(r"\w[\w-]*(?:\.\w[\w-]*)*\.(?:com|org|net|info|tv|io|co|gov|edu)")
"""A name that is an address: "Gawker.com"."""
_COMPANY = frozenset("inc corp ltd llc plc co ag gmbh sa spa nv".split())


def settle_kinds(found: Sequence[Candidate], sentences: Sequence[Sentence], lists: Gazetteer) -> dict[Words, str]:
    """One kind for each name; names that nothing speaks for are left out.

    Short forms follow the long form: a surname its person, an acronym in brackets and the first word of a company its body.
    """
    mentions: dict[Words, list[Candidate]] = defaultdict(list)
    for candidate in found:
        if candidate.fixed is None:
            mentions[candidate.words].append(candidate)
    ballots = {words: _ballot(words, group, sentences, lists) for words, group in mentions.items()}
    _acronyms(found, sentences, ballots)
    kinds = {words: _winner(ballot) for words, ballot in ballots.items() if ballot}
    _short_forms(kinds, ballots, lists, _stand_for_places(found, sentences))
    _surnames_over_lists(found, kinds)
    return kinds


def _ballot(words: Words, group: Sequence[Candidate], sentences: Sequence[Sentence], lists: Gazetteer) -> Ballot:
    """Votes for the kinds of one name, over all its mentions."""
    ballot: Ballot = defaultdict(float)
    tagged = [candidate.kind for candidate in group if candidate.kind]
    for kind in tagged:
        ballot[kind] += _TAGGER / len(tagged)
    _by_its_words(words, lists, ballot)
    cues: Ballot = defaultdict(float)
    for candidate in group:
        for kind, weight in _by_its_neighbours(candidate, sentences[candidate.sentence].tokens, lists):
            cues[kind] = max(cues[kind], weight)
    if tagged or ballot or cues["person"] >= _STRONG or cues["organization"] >= _CUE:
        _add(ballot, cues)
    return ballot


def _by_its_words(words: Words, lists: Gazetteer, ballot: Ballot) -> None:
    known = lists.kinds.get(words)
    if known:
        ballot["organization" if known == "group" else known] += _CUE + _WEAK
    head = next((i - 1 for i, word in enumerate(words) if word in ("of", "for") and i), len(words) - 1)
    if len(words) > 3 and words[-1].lower() in lists.organization_heads:
        head = len(words) - 1  # "City of London Police"
    last = words[head].lower().rstrip(".")
    if words[-1].lower().rstrip(".") in _COMPANY and len(words) > 1:
        ballot["organization"] += _STRONG
    elif last in lists.organization_heads:
        named = len(words) == 2 and words[0] in lists.given_names and ballot["person"] > ballot["organization"]  # "Jim Press"
        ballot["organization"] += _STRONG if len(words) > 1 and not named else _CUE
    elif last in lists.place_heads and len(words) > 1:
        ballot["place"] += _CUE + _WEAK
    elif words[0] in ("Mount", "Lake", "Fort", "Port", "Cape", "San", "Santa", "Saint", "St.") and len(words) == 2:
        ballot["place"] += _WEAK
    elif len(words) > 1 and lists.kinds.get(words[:1]) in ("country", "group") and lists.kinds.get(words[1:]) == "organization":
        ballot["organization"] += _CUE  # "U.S. Marines"
    elif len(words) == 2 and lists.kinds.get(words[1:]) == "place" and _may_be_given(words[0], lists):
        ballot["person"] += _CUE  # "Valerie London": no part of a town is called so
    if len(words) == 1 and _DOMAIN.fullmatch(words[0]):
        ballot["organization"] += _STRONG
    if len(words) < 5 and words[0] in lists.given_names and not known:
        ballot["person"] += _CUE
    if len(words) == 1 and words[0] in lists.surnames:
        ballot["person"] += _CUE
    elif len(words) == 1 and 1 < len(words[0]) < 7 and words[0].isupper() and words[0].isalnum() and known is None:
        ballot["organization"] += _WEAK if len(words[0]) == 2 else _CUE  # an acronym is a body more often than not


def _may_be_given(word: str, lists: Gazetteer) -> bool:
    """Whether a word before a town's name is neither a direction nor itself the name or kind of a place or body."""
    low = word.lower()
    return (
        word.isalpha()
        and len(word) > 3
        and not word.isupper()
        and low not in _PARTS_OF_TOWNS
        and low not in lists.place_heads
        and low not in lists.organization_heads
        and (word,) not in lists.kinds
    )


def _by_its_neighbours(candidate: Candidate, tokens: Sequence[Token], lists: Gazetteer) -> list[tuple[str, float]]:
    """(kind, weight) of the cues beside one mention."""
    out: list[tuple[str, float]] = []
    before = tokens[candidate.first - 1] if candidate.first else None
    after = tokens[candidate.last + 1] if candidate.last + 1 < len(tokens) else None
    if before is not None:
        low = before.text.lower().rstrip(".")
        if low in lists.titles and before.text[:1].isupper():
            out.append(("person", _STRONG))
        elif low in lists.titles and before.upos != "PUNCT" and before.deprel in ("compound", "nmod", "appos", "nmod:desc"):
            out.append(("person", _CUE))
        if low in _WHERE and candidate.kind != "person":
            out.append(("place", _WEAK))
        if low in _BODY_BEFORE and before.upos == "NOUN" and before.text.islower():
            out.append(("organization", _CUE + _WEAK))
    if after is not None:
        behind = tokens[candidate.last + 2] if after.text == "news" and candidate.last + 2 < len(tokens) else after
        if behind.lemma in _BODY_BEHIND and behind.upos == "NOUN":
            out.append(("organization", _CUE + _WEAK))
        if after.lemma in _SPEAKS and candidate.kind == "place":
            out.append(("organization", _WEAK))
        if after.text == "," and candidate.kind != "place" and _body_follows(candidate.last + 2, tokens, lists):
            out.append(("organization", _STRONG))
        if after.text == "," and candidate.kind == "person" and _age_follows(candidate.last + 2, tokens):
            out.append(("person", _CUE))
    return out


def _body_follows(i: int, tokens: Sequence[Token], lists: Gazetteer) -> bool:
    """ "Belcor, the Belgian packaging group, ...": an apposition whose last noun is a body's."""
    if i >= len(tokens) or tokens[i].text.lower() not in ("the", "a", "an"):
        return False
    for k in range(i + 1, min(i + 7, len(tokens) - 1)):
        if tokens[k].upos not in ("ADJ", "NOUN", "PROPN") and tokens[k].text != "-":
            return False
        if tokens[k + 1].text in (",", ".") and tokens[k].upos == "NOUN":
            return tokens[k].lemma in lists.organization_heads or tokens[k].lemma in _BODY_BEFORE
    return False


def _age_follows(i: int, tokens: Sequence[Token]) -> bool:
    return i < len(tokens) and tokens[i].text.isdigit() and len(tokens[i].text) == 2


def _acronyms(found: Sequence[Candidate], sentences: Sequence[Sentence], ballots: dict[Words, Ballot]) -> None:
    """ "Full Name (FN)": the short form is of the kind of the full name; it is a body when nothing else is known."""
    for left, right in pairwise(found):
        if left.sentence != right.sentence or right.first - left.last != 2 or right.first != right.last or right.fixed:
            continue
        tokens = sentences[left.sentence].tokens
        short = right.words[0]
        if tokens[left.last + 1].text != "(" or not short[:2].isupper() or not _abbreviates(short, left.words):
            continue
        full = ballots.get(left.words, defaultdict(float))
        kind = left.fixed or (_winner(full) if full else "organization")
        if kind == "person" and len(left.words) > 2:
            kind = "organization"
        ballots[right.words][kind] += 2 * _STRONG
        if left.fixed is None:
            full[kind] += _CUE


def _abbreviates(short: str, words: Words) -> bool:
    """Whether the letters of an acronym are mostly initials of the words, in order."""
    initials = [word[0].upper() for word in words if word[:1].isalpha()]
    at = hits = 0
    for letter in short.upper():
        if letter in initials[at:]:
            at = initials.index(letter, at) + 1
            hits += 1
    return hits >= 2 and 2 * hits >= len(short)


def _stand_for_places(found: Sequence[Candidate], sentences: Sequence[Sentence]) -> set[Words]:
    """Names that stand after a preposition of place somewhere in the article."""
    return {c.words for c in found if c.first and sentences[c.sentence].tokens[c.first - 1].text.lower() in _WHERE}


def _short_forms(kinds: dict[Words, str], ballots: dict[Words, Ballot], lists: Gazetteer, places: set[Words]) -> None:
    """Give single words the kind of the longer name of the article that ends or starts with them."""
    owners: dict[str, Ballot] = defaultdict(lambda: defaultdict(float))
    for words, kind in kinds.items():
        if len(words) < 2:
            continue
        strength = max(ballots[words].values())
        if kind == "person":
            bonus = _WEAK if words[-1:] in places else _CUE + _WEAK
            owners[words[-1]]["person"] = max(owners[words[-1]]["person"], strength + bonus)
            owners[words[0]]["person"] = max(owners[words[0]]["person"], strength)
        elif kind == "organization" and lists.kinds.get(words[:1]) is None:
            owners[words[0]]["organization"] = max(owners[words[0]]["organization"], min(strength, _CUE))
            if words[0] in _BELIEVERS and words[-2] == "of":
                owners[words[-1]]["organization"] = max(owners[words[-1]]["organization"], _CUE)
    for words, ballot in ballots.items():
        if len(words) == 1 and words[0] in owners:
            merged = ballot.copy()
            _add(merged, owners[words[0]])
            kinds[words] = _winner(merged)


def _surnames_over_lists(found: Sequence[Candidate], kinds: dict[Words, str]) -> None:
    """A country's name that is also the surname of a person of the article ("Michael Jordan") follows the person, once named so."""
    surnames = {words[-1] for words, kind in kinds.items() if kind == "person" and len(words) > 1}
    named = False
    for candidate in found:
        if candidate.fixed is None and len(candidate.words) > 1 and candidate.words[-1] in surnames:
            named = True
        elif named and candidate.fixed == "country" and len(candidate.words) == 1 and candidate.words[0] in surnames:
            candidate.fixed = "person"


def _winner(ballot: Ballot) -> str:
    """The kind with most votes; of equals the one that was first voted for."""
    return max(ballot, key=ballot.__getitem__)


def _add(ballot: Ballot, more: Ballot) -> None:
    for kind, weight in more.items():
        ballot[kind] += weight
