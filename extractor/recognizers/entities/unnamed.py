"""Parties without a name that act, speak or are acted on: "a NATO official", "police", "protesters"."""

from __future__ import annotations

from collections import defaultdict

from extractor.core.clause import Phrase
from extractor.core.syntax import Sentence, Token
from extractor.recognizers.entities.draft import EntityDraft
from extractor.recognizers.entities.words import EntityWords

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_COUNTING = frozenset(
    "over about around some nearly almost more than less fewer at least most up to an estimated another other "
    "several many few dozens of only just even all".split()
)
_NOBODY = frozenset({"no", "neither"})
_OURS = frozenset({"our", "my", "your", "whose"})
_NAMING = frozenset({"of", "for", "in", "at", "from", "to"})
"""Prepositions that belong to a party's name: "members of the mission to NATO"; what follows others only says where or when."""
_NO_MODIFIER = frozenset({"DET", "NUM", "ADP", "ADV", "PUNCT", "PART", "PRON", "CCONJ"})


class UnnamedParties:
    """Collects phrases in order of the text and merges those that mean the same party."""

    def __init__(self, words: EntityWords) -> None:
        self.words = words
        self.drafts: list[EntityDraft] = []
        self._by_head: dict[tuple[str, bool], list[tuple[frozenset[str], EntityDraft]]] = defaultdict(list)

    def place(self, sentence: Sentence, phrase: Phrase, *, acts: bool = True) -> EntityDraft | None:
        """The party of a phrase; None when its noun names nobody who could act, or a body that does not act here."""
        token = sentence.tokens[phrase.head]
        if token.upos != "NOUN" and not (token.upos == "NUM" and token.text.lower() in self.words.counting):
            return None
        if token.text.lower() in self.words.counting:
            inner = next((k for k in sentence.children(phrase.head, "nmod") if sentence.tokens[k].upos == "NOUN"), -1)
            if inner >= 0:
                token = sentence.tokens[inner]
            elif token.text.lower() not in self.words.groups:
                return None
        if phrase.text.split(" ", 1)[0].lower() in _NOBODY:
            return None  # "no officers were hurt" names nobody
        start = sentence.tokens[phrase.head].start if token.start == sentence.tokens[phrase.head].start else token.start
        name = _without_number(sentence, phrase, start if start != sentence.tokens[phrase.head].start else phrase.start)
        kind = self.words.kind_of(token.text, token.lemma)
        if kind is not None and _pair(sentence, token) in self.words.bodies:
            kind = "organization"  # "the coast guard" is no person
        if kind is None or _pair(sentence, token) in self.words.things or (kind == "organization" and not acts):
            return None
        plural = token.text.lower() != token.lemma.lower()
        modifiers = frozenset(
            t.lemma.lower()
            for t in sentence.tokens
            if phrase.start <= t.start < phrase.end and t.upos not in _NO_MODIFIER and t.start != token.start
        )
        key = (token.lemma.lower(), plural)
        inside = (t.text.lower() for t in sentence.tokens if phrase.start <= t.start < token.start and t.upos != "ADV")
        first_word = next(inside, "")
        known = self._by_head[key]
        for seen, draft in reversed(known[-8:]):
            if modifiers == seen or (
                first_word in _DEFINITE
                and (modifiers <= seen or seen <= modifiers)
                and not (modifiers and seen and modifiers & seen == frozenset())
            ):
                lead = next((t.start for t in sentence.tokens if t.start >= phrase.start and t.upos != "ADV"), phrase.start)
                draft.add(phrase.start, phrase.end, phrase.text[lead - phrase.start :])  # "only the schools" are the schools
                return draft
        draft = EntityDraft(name, kind, named=False, head=token.lemma.lower(), plural=plural)
        draft.add(phrase.start, phrase.end, name)
        known.append((modifiers, draft))
        self.drafts.append(draft)
        return draft


def _pair(sentence: Sentence, token: Token) -> str:
    """A noun with the word right before it, lower case: "coast guard"."""
    i = sentence.index_at(token.start)
    return f"{sentence.tokens[i - 1].text} {token.lemma}".lower() if i > 0 else ""


def _without_number(sentence: Sentence, phrase: Phrase, start: int) -> str:
    """The words of a phrase from `start`, without counting words: "eight members of the mission" is "members of the mission"."""
    inside = [token for token in sentence.tokens if start <= token.start < phrase.end]
    k = 0
    head = next((j for j, token in enumerate(inside) if token.start == sentence.tokens[phrase.head].start), 0)
    numbers = [j for j in range(head) if inside[j].upos == "NUM"]
    if numbers:
        k = numbers[-1] + 1
    while k < len(inside) - 1 and (inside[k].upos == "NUM" or inside[k].text.lower() in _COUNTING or inside[k].text.lower() in _OURS):
        k += 1
    while k < len(inside) - 1 and inside[k].start > phrase.start and inside[k].upos in ("ADP", "PUNCT"):
        k += 1
    end = next((t.start for t in inside[head + 1 :] if t.upos == "ADP" and t.text.lower() not in _NAMING), phrase.end)
    return phrase.text[max(0, inside[k].start - phrase.start) if inside else 0 : end - phrase.start].strip()
