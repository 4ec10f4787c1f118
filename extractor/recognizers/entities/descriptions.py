"""Definite descriptions of named parties: "the NATO secretary-general", "the alliance", "the ministry"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from extractor.core.clause import Phrase
from extractor.core.syntax import Sentence
from extractor.recognizers.entities.draft import EntityDraft
from extractor.recognizers.entities.words import EntityWords

_DEFINITE = frozenset({"the", "this", "that"})
_CAP = 40
"""At most so many parties are tried for one description; a list of thousands of presidents stays linear."""
_SIDES = frozenset({"north", "south", "east", "west"})


class Descriptions:
    """Indexes named parties by the nouns that may stand for them."""

    def __init__(self, named: Sequence[EntityDraft], words: EntityWords) -> None:
        self.words = words
        self.by_role: dict[str, list[EntityDraft]] = defaultdict(list)
        self.by_noun: dict[str, list[EntityDraft]] = defaultdict(list)
        self.by_name: dict[str, EntityDraft] = {}
        self.sides: dict[str, list[EntityDraft]] = defaultdict(list)
        self.by_low: dict[str, EntityDraft] = {}
        for draft in named:
            for surface in (draft.name, *draft.surfaces):
                self.by_name.setdefault(surface, draft)
                self.by_low.setdefault(surface.lower().removeprefix("the "), draft)
                side = surface.lower().split(" ")[0]
                if draft.kind == "country" and side in _SIDES and " " in surface:
                    self.sides[side].append(draft)
            if draft.kind == "person" and draft.role:
                for word in set(draft.role.lower().split()):
                    if words.is_person(word):
                        self.by_role[word].append(draft)
            elif draft.kind in ("organization", "country"):
                nouns = {
                    part.lower() for surface in draft.surfaces for part in surface.split() if part.lower() in words.bodies
                } | draft.called
                for noun in nouns:
                    self.by_noun[noun].append(draft)

    def find(self, sentence: Sentence, phrase: Phrase) -> EntityDraft | None:
        """The one named party that a definite phrase describes; None when there is none or more than one."""
        token = sentence.tokens[phrase.head]
        first = phrase.text.split(" ", 1)[0].lower()
        same = self.by_low.get(phrase.text.lower().removeprefix("the "))
        if same is not None:
            return same
        possessed = any(sentence.tokens[k].deprel == "nmod:poss" for k in sentence.kids[phrase.head])
        if first not in _DEFINITE and not possessed:
            return None
        noun = token.lemma.lower()
        modifiers = {
            t.text.lower()
            for t in sentence.tokens
            if phrase.start <= t.start < phrase.end and t.upos in ("ADJ", "NOUN", "PROPN") and t.start != token.start
        }
        if self.words.is_person(noun) and token.text.lower() == noun:
            fitting = [d for d in self.by_role.get(noun, [])[:_CAP] if modifiers <= _words_of(d)]
            return fitting[0] if len(fitting) == 1 else None
        for name in sorted(self.words.stands_for.get(noun, ())):
            if name in self.by_name and not (modifiers - {"military", "western", "political", "transatlantic"}):
                return self.by_name[name]
        if noun in self.words.bodies and first in _DEFINITE:
            fitting = [d for d in self.by_noun.get(noun, [])[:_CAP] if modifiers <= _words_of(d) | d.called and d.first < phrase.start]
            one = len(fitting) == 1 and (token.text.lower() == noun or fitting[0].plural)  # "the two companies" are not the company
            return fitting[0] if one else None
        if noun in _SIDES:
            fitting = self.sides[noun]
            return fitting[0] if len({id(d) for d in fitting}) == 1 else None
        return None


def _words_of(draft: EntityDraft) -> set[str]:
    text = " ".join((draft.role or "", draft.affiliation or "", *draft.surfaces, draft.name))
    return set(text.lower().replace("'s", "").replace("’s", "").split())
