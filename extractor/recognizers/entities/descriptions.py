"""Definite descriptions of named parties: "the NATO secretary-general", "the alliance", "the airline", "the ministry"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence

from extractor.core.clause import Clause, Phrase
from extractor.core.syntax import Sentence
from extractor.recognizers.entities.bodies import wider
from extractor.recognizers.entities.draft import EntityDraft
from extractor.recognizers.entities.words import EntityWords
from extractor.recognizers.gazetteer import Gazetteer

_DEFINITE = frozenset({"the", "this", "that"})
_INDEFINITE = frozenset({"a", "an", "another"})
_CAP = 40
"""At most so many parties are tried for one description; a list of thousands of presidents stays linear."""
_SIDES = frozenset({"north", "south", "east", "west"})
_LESSER = frozenset({"vice", "deputy", "assistant", "former", "ex"})
"""An office with one of these is another than the bare office."""
_NEAR = 2
"""Sentences before a description that are searched for the one last spoken of."""
_MENTIONS = 24
"""At most so many mentions before a description are looked at."""


class Descriptions:
    """Indexes named parties by the nouns that may stand for them; phrases must come in order of the text."""

    def __init__(
        self,
        named: Sequence[EntityDraft],
        words: EntityWords,
        lists: Gazetteer,
        sentences: Sequence[Sentence],
        clauses: Sequence[Clause],
    ) -> None:
        self.words = words
        self.begins = [sentence.start for sentence in sentences]
        self.by_role: dict[str, list[EntityDraft]] = defaultdict(list)
        self.by_noun: dict[str, list[EntityDraft]] = defaultdict(list)
        self.by_name: dict[str, EntityDraft] = {}
        self.sides: dict[str, list[EntityDraft]] = defaultdict(list)
        self.by_low: dict[str, EntityDraft] = {}
        self.plain: set[int] = set()
        """Bodies of which nothing says what they are, by id."""
        self.any_body: set[int] = set()
        """Bodies that "the group" may mean, by id."""
        self.introduced: dict[str, int] = {}
        """Noun -> where somebody unnamed was last introduced by it."""
        self.said = sorted(((a, b, draft) for draft in named for a, b in draft.mentions), key=lambda mention: mention[:2])
        self.found: list[tuple[int, int, EntityDraft]] = []
        """Bodies described so far, in order."""
        self.subjects = {phrase.end for clause in clauses for phrase in (clause.patients if clause.passive else clause.agents)}
        """Ends of the subjects of clauses."""
        verbs = (clause for clause in clauses if sentences[clause.sentence].tokens[clause.verb].upos == "VERB")
        self.doers = {phrase.end for clause in verbs for phrase in (*clause.agents, *clause.patients)}
        """Ends of what a verb has as subject or object: "a smaller company is better" brings nobody in."""
        for draft in named:
            self._index(draft, lists)

    def _index(self, draft: EntityDraft, lists: Gazetteer) -> None:
        words = self.words
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
            own = {part.lower() for surface in draft.surfaces for part in surface.split() if part.lower() in words.bodies}
            nouns = wider(own | draft.called, words)
            for noun in nouns:
                self.by_noun[noun].append(draft)
            if draft.kind == "organization" and not own - words.companies - words.any_body:
                self.any_body.add(id(draft))
                heads = {surface.split()[-1].lower() for surface in draft.surfaces}
                listed = any(surface.split()[-1].isdigit() or lists.kinds.get(tuple(surface.split())) for surface in draft.surfaces)
                if not (nouns or listed or heads & lists.organization_heads):
                    self.plain.add(id(draft))

    def find(self, sentence: Sentence, phrase: Phrase) -> EntityDraft | None:
        """The one named party that a definite phrase describes; None when there is none or more than one."""
        token = sentence.tokens[phrase.head]
        first = phrase.text.split(" ", 1)[0].lower()
        same = self.by_low.get(phrase.text.lower().removeprefix("the "))
        if same is not None:
            return same
        noun = token.lemma.lower()
        if first in _INDEFINITE and phrase.end in self.doers:
            self.introduced[noun] = phrase.start
        possessed = any(sentence.tokens[k].deprel == "nmod:poss" for k in sentence.kids[phrase.head])
        if first not in _DEFINITE and not possessed:
            return None
        modifiers = {
            t.text.lower()
            for t in sentence.tokens
            if phrase.start <= t.start < phrase.end and t.upos in ("ADJ", "NOUN", "PROPN") and t.start != token.start
        }
        singular = token.text.lower() == noun
        if self.words.is_person(noun) and singular:
            fitting = [d for d in self.by_role.get(noun, [])[:_CAP] if modifiers <= _words_of(d) and _same_rank(d, noun, modifiers)]
            return fitting[0] if len(fitting) == 1 else None
        for name in sorted(self.words.stands_for.get(noun, ())):
            if name in self.by_name and not (modifiers - {"military", "western", "political", "transatlantic"}):
                return self.by_name[name]
        if first in _DEFINITE and (noun in self.words.bodies or noun in self.words.companies):
            found = self._body(noun, modifiers, phrase, singular=singular)
            if found is not None:
                self.found.append((phrase.start, phrase.end, found))
            return found
        if noun in _SIDES:
            fitting = self.sides[noun]
            return fitting[0] if len({id(d) for d in fitting}) == 1 else None
        return None

    def _body(self, noun: str, modifiers: Collection[str], phrase: Phrase, *, singular: bool) -> EntityDraft | None:
        """ "the company": the body of that kind last spoken of, else the only one of the article.

        Bodies of which nothing says what they are fit "company" and "group" too when they are near.
        """
        fitting = [d for d in self.by_noun.get(noun, [])[:_CAP] if set(modifiers) <= _words_of(d) | d.called and d.first < phrase.start]
        if not singular:  # "the two companies" are not the company
            return fitting[0] if len(fitting) == 1 and fitting[0].plural else None
        near = self._nearest(phrase, {id(d) for d in fitting} | (set() if modifiers else self._plain(noun)))
        introduced = self.introduced.get(noun, -1)
        if near is not None:
            return near if introduced < self._last(near, phrase.start) else None
        return fitting[0] if len(fitting) == 1 and introduced < fitting[0].first else None

    def _plain(self, noun: str) -> set[int]:
        if noun in self.words.any_body:
            return self.any_body
        return self.plain if noun in self.words.wider["company"] | self.words.wider["firm"] else set()

    def _last(self, draft: EntityDraft, before: int) -> int:
        return next((a for a, _, d in reversed(self._before(before)) if d is draft), -1)

    def _before(self, place: int) -> list[tuple[int, int, EntityDraft]]:
        """The latest mentions of named parties before a place, in order."""
        k = bisect_left(self.said, place, key=lambda mention: mention[0])
        return sorted([*self.said[max(0, k - _MENTIONS) : k], *self.found[-_MENTIONS:]], key=lambda mention: mention[0])

    def _nearest(self, phrase: Phrase, fitting: Collection[int]) -> EntityDraft | None:
        """The party, of those given by id, that the sentence nearest before a phrase names; of several its subject, if that is one."""
        latest = [mention for mention in self._before(phrase.start) if id(mention[2]) in fitting]
        if not latest:
            return None
        number = bisect_right(self.begins, latest[-1][0]) - 1
        if phrase.sentence - number > _NEAR:
            return None
        inside = [(b, draft) for a, b, draft in latest if a >= self.begins[number]]
        for several in (inside, [(b, draft) for b, draft in inside if b in self.subjects]):
            if len({id(draft) for _, draft in several}) == 1:
                return several[0][1]
        return None


def describing_possessors(sentences: Sequence[Sentence], words: EntityWords, taken: Collection[tuple[int, int]]) -> list[Phrase]:
    """Possessors, which are no arguments of a verb: "the airline's fleet"; `taken` are the arguments."""
    out: list[Phrase] = []
    for number, sentence in enumerate(sentences):
        tokens = sentence.tokens
        for k in range(1, len(tokens)):
            token = tokens[k]
            if token.xpos != "NN" or token.lemma.lower() not in words.bodies or (number, k) in taken or token.deprel != "nmod:poss":
                continue
            first = k - 1
            while first > 0 and tokens[first].upos in ("ADJ", "NOUN") and k - first < 4:
                first -= 1
            if tokens[first].text.lower() in ("the", "this"):
                out.append(Phrase(number, k, tokens[first].start, token.end, " ".join(t.text for t in tokens[first : k + 1])))
    return out


def _same_rank(draft: EntityDraft, noun: str, modifiers: Collection[str]) -> bool:
    """Whether a role is the bare office that is spoken of: "the president" is not the vice president."""
    role = (draft.role or "").lower().replace("-", " ").split()
    return noun not in role or not (_LESSER.intersection(role[: role.index(noun)]) - set(modifiers))


def _words_of(draft: EntityDraft) -> set[str]:
    text = " ".join((draft.role or "", draft.affiliation or "", *draft.surfaces, draft.name))
    return set(text.lower().replace("'s", "").replace("’s", "").split())
