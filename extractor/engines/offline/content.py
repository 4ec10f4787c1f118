"""The article as the filler sees it: content sentences, clauses and entities with quick look-ups."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from extractor.core.annotations import Annotations
from extractor.core.clause import Clause, Entity, Phrase
from extractor.core.mention import QuotationMention
from extractor.core.syntax import Sentence
from extractor.recognizers.clauses import clauses_of, sentences_of
from extractor.recognizers.clauses.phrases import case_of, coordinated
from extractor.recognizers.clauses.status import is_imperative
from extractor.recognizers.entities import entities_of, entity_at
from extractor.recognizers.entities.words import entity_words

_BEFORE_TIMES = frozenset(
    "over about nearly almost around some just more less than at least most for in within after before by on since until from to".split()
)
_LONGEST = 160
"""Longest complement in an event's words, in characters."""
_SPEECH = frozenset({"remark", "state", "comment", "speak", "talk", "announce", "complain"})
"""Verbs of nouns for what is said to somebody: "remarks to", "a statement to"."""
_NO_CONTENT = frozenset({"headline", "dateline", "byline", "caption", "boilerplate"})


class Content:
    """Look-ups over one article; headline, dateline, byline, captions and boilerplate are no content."""

    def __init__(self, annotations: Annotations) -> None:
        self.annotations = annotations
        self.text = annotations.article.text
        self.sentences: tuple[Sentence, ...] = sentences_of(annotations)
        self.clauses: tuple[Clause, ...] = clauses_of(annotations)
        self._begins = [sentence.start for sentence in self.sentences]
        self._names = [(name.start, name.end) for name in annotations.names]
        self._blocks = [(block.start, block.end) for block in annotations.blocks if block.kind in _NO_CONTENT]
        self._block_starts = [start for start, _ in self._blocks]
        if len(self._blocks) == len(annotations.blocks) and all(b.kind in ("headline", "caption") for b in annotations.blocks):
            self._blocks, self._block_starts = [], []  # a single line is the text itself, whatever it looks like

    def is_content(self, offset: int) -> bool:
        """Whether a character belongs to the article's body."""
        k = bisect_right(self._block_starts, offset) - 1
        return k < 0 or offset >= self._blocks[k][1]

    def in_name(self, offset: int) -> bool:
        """Whether a character stands inside a name: the 5 of "Movimento 5 Stelle" counts nothing."""
        k = bisect_right(self._names, (offset, len(self.text) + 1)) - 1
        return k >= 0 and offset < self._names[k][1]

    def only_quoted(self, entity: Entity) -> bool:
        """Whether only quoted words speak of a party."""
        spans, starts = self._quoted
        return all((k := bisect_right(starts, start) - 1) >= 0 and start < spans[k][1] for start, _ in entity.mentions)

    @cached_property
    def _quoted(self) -> tuple[list[tuple[int, int]], list[int]]:
        spans = [(q.start, q.end) for q in self.annotations.quotations if q.kind in ("direct", "mixed")]
        return spans, [start for start, _ in spans]

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that covers a character; -1 when none does."""
        k = bisect_right(self._begins, offset) - 1
        return k if k >= 0 and offset < self.sentences[k].end else -1

    @cached_property
    def by_verb(self) -> dict[tuple[int, int], int]:
        """(sentence, token) of a predicate -> index of its clause."""
        return {(clause.sentence, clause.verb): k for k, clause in enumerate(self.clauses)}

    @cached_property
    def complements(self) -> dict[int, int]:
        """Clause -> its first complement clause."""
        out: dict[int, int] = {}
        for k, clause in enumerate(self.clauses):
            if clause.within >= 0 and clause.relation in ("ccomp", "xcomp"):
                out.setdefault(clause.within, k)
        return out

    def entity_of(self, phrase: Phrase) -> Entity | None:
        """The party a phrase means, by its head: "members of Russia's mission" is not Russia."""
        token = self.sentences[phrase.sentence].tokens[phrase.head]
        found = entity_at(self.annotations, token.start, token.end) or entity_at(self.annotations, phrase.start, phrase.end)
        if found is None:
            return None
        k = bisect_right(found.mentions, (token.start, len(self.text) + 1))
        end = next((b for a, b in reversed(found.mentions[max(0, k - 4) : k]) if a <= token.start < b), token.end)
        owns = self.text[end : end + 2] in ("'s", "’s") and phrase.end > end + 2  # "the Church's website" is not the Church
        return None if owns else found

    @cached_property
    def listeners(self) -> list[Entity]:
        """Named parties that somebody speaks to in a noun: "in remarks to Reuters, the general said"."""
        found: list[Entity] = []
        for clause in self.clauses:
            if clause.relation == "nominal" and clause.lemma in _SPEECH and self.is_content(clause.start):
                parties = [self.entity_of(phrase) for case, phrase in clause.obliques if case in ("to", "with")]
                found += [entity for entity in parties if entity is not None and entity.named]
        return found

    def examples(self, clause: int) -> list[Entity]:
        """Named parties that stand as examples of who acts: "sites such as Gawker.com have stated"."""
        found: list[Entity] = []
        for phrase in self.clauses[clause].agents:
            sentence = self.sentences[phrase.sentence]
            for k in sentence.children(phrase.head, "nmod", "obl"):
                if k > phrase.head and case_of(sentence, k) in ("such as", "including", "like"):
                    for j in coordinated(sentence, k):
                        token = sentence.tokens[j]
                        entity = entity_at(self.annotations, token.start, token.end)
                        if entity is not None and entity.named and entity.kind in ("person", "organization", "country"):
                            found.append(entity)
        return found

    def is_told_of(self, entity: Entity) -> bool:
        """Whether the body of the article speaks of a named party; a person whose name only modifies nouns is named in passing.

        "The Asad regime" and "Moore's law" tell of nobody.
        """
        spans = [start for start, _ in entity.mentions if self.is_content(start)]
        return bool(spans) and (entity.kind != "person" or entity.role is not None or not all(map(self._modifies, spans)))

    def _modifies(self, offset: int) -> bool:
        """Whether a name at a place modifies a noun that names nobody: "the Cruise video", "Moore's law"."""
        number = self.sentence_at(offset)
        if number < 0:
            return False
        tokens = self.sentences[number].tokens
        k = self.sentences[number].index_at(offset)
        while k >= 0 and tokens[k].deprel in ("flat", "compound") and tokens[k].upos == "PROPN" and tokens[tokens[k].head].upos == "PROPN":
            k = tokens[k].head
        noun = tokens[k].head if k >= 0 and tokens[k].deprel in ("compound", "nmod:poss", "nmod:unmarked") else -1
        return (
            noun > k
            and tokens[noun].upos == "NOUN"
            and entity_words().kind_of(tokens[noun].text, tokens[noun].lemma) not in ("person", "group")
        )

    def subtree_span(self, sentence: int, token: int) -> tuple[int, int]:
        """Characters of a token with everything below it, without marks at the ends."""
        tree = self.sentences[sentence]
        inside = tree.subtree(token)
        first, last = inside[0], inside[-1]
        while first < last and (tree.tokens[first].upos == "PUNCT" or tree.tokens[first].deprel == "cc"):
            first += 1
        while last > first and tree.tokens[last].upos == "PUNCT":
            last -= 1
        return tree.tokens[first].start, tree.tokens[last].end

    @cached_property
    def both_countries(self) -> tuple[Entity, ...]:
        """The two countries of an article that lets exactly two act; () otherwise."""
        acting: dict[str, Entity] = {}
        for clause in self.clauses:
            for phrase in (*clause.agents, *(p for p in clause.patients if clause.passive)):
                entity = self.entity_of(phrase)
                if entity is not None and entity.kind == "country":
                    acting[entity.name] = entity
        return tuple(acting.values()) if len(acting) == 2 else ()

    def governor(self, sentence: int, token: int) -> int:
        """Clause whose predicate is the nearest above a token (or the token itself); -1 when there is none."""
        tokens = self.sentences[sentence].tokens
        k = token
        while k >= 0:
            found = self.by_verb.get((sentence, k))
            if found is not None and self.clauses[found].relation != "nominal":
                return found
            k = tokens[k].head
        return -1

    def is_commanded(self, clause: Clause) -> bool:
        """Whether a clause is a command, or what a command says to say: "report that ..." tells of nothing that happened."""
        for _ in range(8):
            sentence = self.sentences[clause.sentence]
            if clause.status == "conditional" and not clause.agents and is_imperative(sentence, clause.verb):
                return True
            if clause.within < 0:
                return False
            clause = self.clauses[clause.within]
        return False

    def complement_before(self, clause: Clause, offset: int) -> str:
        """Words of a complement that stand right behind its verb, up to a place: "to hold another meeting"; "" without any."""
        number = self.by_verb.get((clause.sentence, clause.verb), -1)
        inner = self.complements.get(number)
        if inner is None or self.clauses[inner].sentence != clause.sentence:
            return ""
        start, end = self.subtree_span(clause.sentence, self.clauses[inner].verb)
        end = min(end, offset) if offset > start else end
        words = self.text[start:end].split()
        while words and words[-1].lower().strip(",") in _BEFORE_TIMES:
            words.pop()
        said = " ".join(words).rstrip(",")
        return said if start >= clause.end and len(said) <= _LONGEST else ""

    def clause_in_commas(self, clause: int, start: int, end: int) -> int:
        """ "The agency, which recommended it [two years ago], objected": a time that a comma closes off belongs to the verb before it."""
        number = self.sentence_at(start)
        if clause < 0 or number < 0 or self.text[end : end + 1] != "," or self.clauses[clause].sentence != number:
            return clause
        sentence = self.sentences[number]
        first = sentence.index_at(start)
        if self.clauses[clause].verb <= first:
            return clause
        for k in range(first - 1, -1, -1):
            if sentence.tokens[k].text == ",":
                break
            found = self.by_verb.get((number, k))
            if found is not None and self.clauses[found].relation in ("acl:relcl", "acl", "advcl"):
                return found
        return clause

    def when_clause(self, clause: int, words: str) -> int:
        """The clause a time belongs to: what is past cannot date what is only intended ("proposed to meet two years ago")."""
        low = words.lower()
        while clause >= 0 and (low.endswith("ago") or low.startswith(("last ", "yesterday"))):
            current = self.clauses[clause]
            if current.relation != "xcomp" or current.status not in ("planned", "conditional") or current.within < 0:
                break
            clause = current.within
        return clause

    @cached_property
    def _names_of(self) -> dict[str, Entity]:
        made: dict[str, Entity] = {}
        for entity in entities_of(self.annotations):
            for surface in (entity.name, *entity.aliases):
                made.setdefault(surface.lower().removeprefix("the "), entity)
        return made

    def named(self, name: str) -> Entity | None:
        """The party that is called so."""
        return self._names_of.get(name.lower().removeprefix("the "))

    def in_quotation_of(self, clause: Clause, offset: int) -> bool:
        """Whether a character stands inside the quotation that the verb of a clause introduces."""
        cue = self.sentences[clause.sentence].tokens[clause.verb].start
        return any(quotation.start <= offset < quotation.end for quotation in self._by_cue.get(cue, ()))

    @cached_property
    def _by_cue(self) -> dict[int, list[QuotationMention]]:
        out: dict[int, list[QuotationMention]] = {}
        for quotation in self.annotations.quotations:
            if quotation.cue_start is not None:
                out.setdefault(quotation.cue_start, []).append(quotation)
        return out

    @cached_property
    def quotation_by_cue(self) -> dict[int, str]:
        """Start of a verb of speech -> the words of the quotation it introduces."""
        out: dict[int, str] = {}
        for quotation in self.annotations.quotations:
            if quotation.cue_start is not None:
                out.setdefault(quotation.cue_start, quotation.text)
        return out
