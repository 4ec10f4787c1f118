"""Gather the parties of an article: names merged, roles read, unnamed parties and pronouns added."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extractor.core.annotations import Annotations
from extractor.core.clause import Clause, Entity, Phrase
from extractor.core.syntax import NameMention, Sentence
from extractor.recognizers.clauses import clauses_of, sentences_of
from extractor.recognizers.entities.bodies import body_at_the_end, body_in_role, body_of_unnamed, merge_own_bodies, nouns_of_body, wider
from extractor.recognizers.entities.descriptions import Descriptions, describing_possessors
from extractor.recognizers.entities.draft import EntityDraft
from extractor.recognizers.entities.names import behind_second_office, closed_apposition, merge_names, name_behind
from extractor.recognizers.entities.pronouns import place_pronouns
from extractor.recognizers.entities.roles import Role, role_after, role_before, role_by_copula
from extractor.recognizers.entities.spans import mend_names
from extractor.recognizers.entities.unnamed import UnnamedParties
from extractor.recognizers.entities.words import entity_words
from extractor.recognizers.gazetteer import load_gazetteer

_ENTITIES = "entities"
_INDEX = "entities.index"


def entities_of(annotations: Annotations) -> tuple[Entity, ...]:
    """Everybody the article names or lets act, in order of first mention; remembered.

    >>> from extractor.core.article import Article
    >>> entities_of(Annotations(Article("")))
    ()
    """
    found = annotations._memo.get(_ENTITIES)
    if found is None:
        found = annotations._memo[_ENTITIES] = _Reader(annotations).read()
    assert isinstance(found, tuple)
    return found


def entity_at(annotations: Annotations, start: int, end: int) -> Entity | None:
    """The party that the words at [start, end) mean: a mention with these limits, one around them, or one that ends them.

    "Russian presidential spokesman Dmitry Peskov" means Peskov; "the mission of Russia" does not mean Russia.
    """
    index = annotations._memo.get(_INDEX)
    if index is None:
        ordered = sorted((a, b, k) for k, entity in enumerate(entities_of(annotations)) for a, b in entity.mentions)
        index = annotations._memo[_INDEX] = (ordered, [a for a, _, _ in ordered])
    assert isinstance(index, tuple)
    spans: list[tuple[int, int, int]]
    starts: list[int]
    spans, starts = index
    entities = entities_of(annotations)
    around: tuple[int, int] | None = None
    closing: int | None = None
    for k in range(min(len(spans), bisect_right(starts, max(start, end - 1))) - 1, -1, -1):
        a, b, number = spans[k]
        if a < start - 300:
            break
        if (a, b) == (start, end):
            return entities[number]
        if (
            a <= start
            and end <= b
            and (around is None or b - a < around[0])
            and (entities[number].named or _one_phrase(annotations.article.text[a:start]))
        ):
            around = (b - a, number)
        if start < a and b == end and closing is None and _one_phrase(annotations.article.text[start:a]):
            closing = number
    if around is not None:
        return entities[around[1]]
    return entities[closing] if closing is not None else None


_LINKS = frozenset(
    "of for in on at to by with from and or against between among about over under after before during into near towards toward as "
    "than like within without who that which".split()
)


def _one_phrase(words: str) -> bool:
    """Whether words before a name can belong to it: no preposition, no possessive, no comma in between."""
    low = words.lower().split()
    return not _LINKS.intersection(low) and not (low and low[-1].endswith(("'s", "’s", ",")))


class _Reader:
    def __init__(self, annotations: Annotations) -> None:
        self.annotations = annotations
        self.text = annotations.article.text
        self.sentences = sentences_of(annotations)
        self.clauses = clauses_of(annotations)
        self.lists = load_gazetteer()
        self.words = entity_words()
        self.names = mend_names(self.text, annotations.names, self.lists, self.words)
        self.begins = [sentence.start for sentence in self.sentences]
        self._name_starts = [name.start for name in self.names]
        self._offices: dict[int, EntityDraft] = {}
        """Draft of the person whose title a token belongs to."""
        self._bodies: list[EntityDraft] = []
        """Bodies that only a role names."""

    def read(self) -> tuple[Entity, ...]:
        drafts, at = merge_names(self.text, self.names, self.lists, self.words)
        for name in self.names:
            draft = at.get(name.start)
            if draft is not None and name.kind in ("person", "organization"):
                self._roles(name, draft, at)
        drafts = drafts + self._bodies
        drafts = drafts + self._unnamed(drafts, at)
        drafts = merge_own_bodies(drafts, self.words, self._pronouns(drafts, at))
        made = [self._entity(draft) for draft in sorted(drafts, key=lambda d: (d.first, d.name)) if draft.mentions]
        return tuple(made)

    def _sentence(self, offset: int) -> tuple[int, Sentence] | None:
        k = bisect_right(self.begins, offset) - 1
        return (k, self.sentences[k]) if k >= 0 and offset < self.sentences[k].end else None

    def _roles(self, name: NameMention, draft: EntityDraft, at: dict[int, EntityDraft]) -> None:
        place = self._sentence(name.start)
        if place is None:
            return
        sentence = place[1]
        first, last = sentence.index_at(name.start), sentence.index_at(name.end - 1)
        if first < 0 or last < 0:
            return
        after = role_after(sentence, last, draft.kind, self.lists, self.words)
        if draft.kind != "person":
            draft.called |= nouns_of_body(sentence, first, last, self.words)
            if after is not None:
                self._take_role(sentence, after, draft, at)
                heads = {token.lemma.lower() for token in sentence.tokens[after.first : after.last + 1] if token.upos == "NOUN"}
                draft.called |= wider(heads & (self.words.bodies | self.words.companies), self.words)
            return
        before = role_before(sentence, first, last, self.lists, self.words)
        if draft.affiliation is None:
            draft.affiliation = self._belongs_to(sentence, first, last, at)
        roles = [role for role in (before, after, role_by_copula(sentence, last, self.lists, self.words)) if role is not None]
        roles.sort(
            key=lambda role: all(t.text.lower().rstrip(".") in self.words.ranks for t in sentence.tokens[role.first : role.last + 1])
        )
        for role in roles:
            self._take_role(sentence, role, draft, at)

    def _take_role(self, sentence: Sentence, role: Role, draft: EntityDraft, at: dict[int, EntityDraft]) -> None:
        tokens = sentence.tokens
        for token in tokens[role.first : role.last + 1]:
            self._offices.setdefault(token.start, draft)
        words = self.text[tokens[role.first].start : tokens[role.last].end]
        if role.alone:
            draft.add(tokens[role.full].start, tokens[role.last].end, self.text[tokens[role.full].start : tokens[role.last].end])
        if draft.kind == "person":
            draft.role = draft.role or words
            named = self._inside(sentence, role, at, draft)
            if draft.affiliation is None and (named is None or named in self.lists.demonyms.values()):
                body = body_in_role(self.text, sentence, role, self.words)
                if body is not None:
                    known = next((d for d in self._bodies if d.name == body.name), None)
                    if known is None:
                        self._bodies.append(body)
                    named = body.name
            draft.affiliation = draft.affiliation or named
            gender = self.lists.gender.get(tokens[role.last].text.lower()) or self.lists.gender.get(tokens[role.first].text.lower())
            draft.gender = draft.gender or (gender if gender and self.words.is_person(tokens[role.last].text.lower()) else None)

    def _belongs_to(self, sentence: Sentence, first: int, last: int, at: dict[int, EntityDraft]) -> str | None:
        """ "Matthew Ingram of The Globe and Mail", "the Civic Party's Jeremy Tam"."""
        tokens = sentence.tokens
        if first > 1 and tokens[first - 1].text in ("'s", "’s"):
            draft = next((at[tokens[k].start] for k in range(first - 2, max(-1, first - 7), -1) if tokens[k].start in at), None)
            if draft is not None and draft.kind == "organization":
                return draft.name
        if last + 1 < len(tokens) and tokens[last + 1].text in ("of", "from", "at", "with"):
            for k in (last + 2, last + 3):
                draft = at.get(tokens[k].start) if k < len(tokens) else None
                if tokens[last + 1].text != "of" and draft is not None and not first <= tokens[k].head <= last:
                    continue  # "remove a video of Tom Cruise from YouTube"
                if draft is not None and (draft.kind == "organization" or (draft.kind == "country" and tokens[last + 1].text == "of")):
                    return draft.name
        return None

    def _inside(self, sentence: Sentence, role: Role, at: dict[int, EntityDraft], owner: EntityDraft) -> str | None:
        """The first body named inside a role, else the first country."""
        country: str | None = None
        tokens = sentence.tokens
        for k in range(role.full, role.last + 1):
            token = tokens[k]
            office = tokens[k - 2].lemma.lower() if k >= 2 and tokens[k - 1].text.lower() == "of" else ""
            if office in ("secretary", "minister") or (office == "head" and token.text in ("State", "Government")):
                continue  # "Secretary of State" belongs to no body called State
            draft = at.get(token.start)
            if draft is None or draft is owner:
                if country is None and token.text in self.lists.demonyms:
                    country = self.lists.demonyms[token.text]
                continue
            if draft.kind == "organization":
                return draft.name
            if draft.kind == "country" and country is None:
                country = draft.name
        return country

    def _unnamed(self, named: list[EntityDraft], at: dict[int, EntityDraft]) -> list[EntityDraft]:
        """Phrases that act, speak or are acted on: descriptions of named parties, else parties of their own."""
        parties = UnnamedParties(self.words)
        descriptions = Descriptions(named, self.words, self.lists, self.sentences, self.clauses)
        acting = self._acting()
        owners = describing_possessors(self.sentences, self.words, {(phrase.sentence, phrase.head) for phrase, _ in acting})
        only_named = {(phrase.sentence, phrase.head) for phrase in owners}
        for phrase, acts in sorted([*acting, *((phrase, False) for phrase in owners)], key=lambda found: found[0].start):
            sentence = self.sentences[phrase.sentence]
            head = sentence.tokens[phrase.head]
            if (phrase.sentence, phrase.head) in only_named:
                named_by = descriptions.find(sentence, phrase)
                if named_by is not None:
                    named_by.add(phrase.start, phrase.end, self.text[phrase.start : phrase.end])
                continue
            if at.get(head.start) is not None or any(a <= head.start < b for a, b in self._name_spans(phrase)):
                continue
            named_by = body_at_the_end(sentence, phrase, self._name_spans(phrase), at)
            if named_by is not None:
                named_by.add(phrase.start, phrase.end, None)
                continue
            holder = self._offices.get(head.start) or self._holder(sentence, phrase, at)
            if holder is not None:
                holder.add(phrase.start, phrase.end, phrase.text if self._offices.get(head.start) is None else None)
                continue
            draft = descriptions.find(sentence, phrase) or self._apposed(sentence, phrase, at)
            if draft is not None:
                draft.add(phrase.start, phrase.end, phrase.text)
                continue
            draft = parties.place(sentence, phrase, acts=acts)
            if draft is not None and draft.kind == "person" and draft.affiliation is None:
                draft.affiliation = body_of_unnamed(sentence, phrase.head, at)
        return parties.drafts

    def _holder(self, sentence: Sentence, phrase: Phrase, at: dict[int, EntityDraft]) -> EntityDraft | None:
        """ "the president of the Lombardy region Roberto Maroni": the name follows the office."""
        tokens = sentence.tokens
        behind = sentence.index_at(phrase.end - 1) + 1
        following = name_behind(sentence, behind)
        called = following > behind
        if following < len(tokens) and tokens[following].text == "(":
            while following < len(tokens) - 1 and tokens[following].text != ")":
                following += 1
            following += 1
        if following < len(tokens) and tokens[following].text.lower() == "and":
            following = behind_second_office(sentence, following, at, self.words)
        if following < len(tokens) and tokens[following].text == ",":
            following = closed_apposition(sentence, following, self.names, self._name_starts, self.words.ranks)
        draft = at.get(tokens[following].start) if 0 < following < len(tokens) else None
        head = tokens[phrase.head]
        person = self.words.is_person(head.lemma.lower())
        if draft is not None and called:
            draft.kind = "person" if person else self.words.kind_of(head.text, head.lemma) or draft.kind
            if not person:  # "a company called Acme", "a dog called Rex"
                return draft if draft.kind == "organization" else None
        if draft is None or draft.kind != "person" or not person or head.text.lower() != head.lemma.lower():
            return None
        if draft.role is None or draft.role.lower() in self.words.ranks:
            first, _, rest = phrase.text.partition(" ")
            draft.role = rest if first.lower() in ("the", "a", "an") else phrase.text
        return draft

    def _apposed(self, sentence: Sentence, phrase: Phrase, at: dict[int, EntityDraft]) -> EntityDraft | None:
        """ "Yonhap news agency": the noun only says what the name is."""
        tokens = sentence.tokens
        noun = tokens[phrase.head].lemma.lower()
        if noun not in self.words.apposed:
            return None
        for start, end in self._name_spans(phrase):
            draft, first, last = at.get(start), sentence.index_at(start), sentence.index_at(end - 1)
            if draft is None or draft.kind not in ("organization", "place") or not 0 <= last < phrase.head:
                continue
            if " " in self.text[start:end] and noun not in self.words.companies and noun != "union":
                continue  # "the United Nations agency" is one of several
            between = tokens[last + 1 : phrase.head]  # "the Apple computer company"
            close = all(token.upos == "NOUN" for token in between) and not (between and noun == "union")
            if close and any(tokens[k].head == phrase.head for k in range(first, last + 1)):
                draft.kind = "organization"
                return draft
        return None

    def _name_spans(self, phrase: Phrase) -> Sequence[tuple[int, int]]:
        names = self.names
        k = bisect_left(self._name_starts, phrase.start)
        out = []
        while k < len(names) and names[k].start < phrase.end:
            out.append((names[k].start, names[k].end))
            k += 1
        return out

    def _acting(self) -> list[tuple[Phrase, bool]]:
        """Argument phrases in order of the text, and whether they act, speak or are spoken to."""
        seen: dict[tuple[int, int], Phrase] = {}
        acting: set[tuple[int, int]] = set()
        skipped = self._no_content()
        for clause in self.clauses:
            if clause.sentence in skipped:
                continue
            for phrase in (
                *clause.agents,
                *(clause.patients if clause.lemma not in _EQUATING else ()),
                *clause.recipients,
                *clause.sources,
                *(p for c, p in clause.obliques if c in _PARTY),
            ):
                seen.setdefault((phrase.sentence, phrase.head), phrase)
            doers = (*clause.agents, *clause.recipients, *clause.sources, *(p for case, p in clause.obliques if case == "by"))
            acting.update((phrase.sentence, phrase.head) for phrase in doers)
        return [(p, (p.sentence, p.head) in acting) for p in sorted(seen.values(), key=lambda p: (p.start, p.end))]

    def _no_content(self) -> set[int]:
        """Sentences of headlines, captions and the like."""
        out: set[int] = set()
        for block in self.annotations.blocks:
            if block.kind != "body":
                k = bisect_left(self.begins, block.start)
                while k < len(self.begins) and self.begins[k] < block.end:
                    if self.sentences[k].end <= block.end:  # a dateline may open the first sentence of the body
                        out.add(k)
                    k += 1
        return out

    def _pronouns(self, drafts: list[EntityDraft], at: dict[int, EntityDraft]) -> list[tuple[int, int, EntityDraft]]:
        mentions = sorted(((a, b, draft) for draft in drafts for a, b in draft.mentions), key=lambda m: (m[0], m[1]))
        demonyms = {name.start for name in self.names if name.kind == "group"}
        mentions = [m for m in mentions if m[0] not in demonyms or m[2].kind == "group"]
        paragraphs, number = [], 0
        for k, sentence in enumerate(self.sentences):
            if k and "\n" in self.text[self.sentences[k - 1].end : sentence.start]:
                number += 1
            paragraphs.append(number)
        quoted: list[tuple[int, int, EntityDraft | None]] = []
        called = {surface.lower(): draft for draft in reversed(drafts) for surface in (*draft.surfaces, draft.name)}
        saying: dict[int, tuple[int, int, EntityDraft]] = {}
        for q in self.annotations.quotations:
            speaker = None
            if q.kind in ("direct", "mixed") and q.speaker_start is not None:
                speaker = next((d for a, b, d in self._near(mentions, q.speaker_start) if a <= q.speaker_start < b), None)
            if speaker is None and q.speaker is not None and q.speaker_start is not None and q.speaker_end is not None:
                said = self.text[q.speaker_start : q.speaker_end].lower()
                named = called.get(q.speaker.lower()) or called.get(q.speaker.lower().removeprefix("the "))
                if named is not None and said in _SPEAKING:  # "it added": the quotation knows who "it" is
                    saying[q.speaker_start] = (q.speaker_start, q.speaker_end, named)
                    speaker = named if q.kind in ("direct", "mixed") else None
            quoted.append((q.start, q.end, speaker))
        placed = [p for p in place_pronouns(self.sentences, paragraphs, self.clauses, mentions, quoted) if p[0] not in saying]
        placed = sorted([*placed, *saying.values()], key=lambda p: p[0])
        for start, end, draft in placed:
            draft.add(start, end, None)
        return placed

    @staticmethod
    def _near(mentions: Sequence[tuple[int, int, EntityDraft]], offset: int) -> Sequence[tuple[int, int, EntityDraft]]:
        k = bisect_right(mentions, offset, key=lambda m: m[0])
        return mentions[max(0, k - 6) : k]

    def _entity(self, draft: EntityDraft) -> Entity:
        surfaces = sorted(draft.surfaces.items(), key=lambda item: (item[1], item[0]))
        name = draft.name if draft.named else _inside_sentence(draft.name)
        aliases = dict.fromkeys(_inside_sentence(surface) for surface, _ in surfaces)
        return Entity(
            name=name,
            kind=draft.kind,
            mentions=tuple(sorted(draft.mentions)),
            aliases=tuple(surface for surface in aliases if surface != name),
            role=draft.role,
            affiliation=draft.affiliation if draft.affiliation != draft.name else None,
            gender=draft.gender,
            named=draft.named,
        )


_SPEAKING = frozenset({"he", "she", "it", "they"})
_EQUATING = frozenset({"become", "remain"})
"""What these have as an object only says what the subject is: "she became the youngest member"."""


def _inside_sentence(words: str) -> str:
    """A phrase as it stands inside a sentence: "The chairman" is "the chairman"."""
    first = words.split(" ", 1)[0]
    return words[:1].lower() + words[1:] if first in _OPENING and " " in words else words


_OPENING = frozenset(
    "The A An This That These Those His Her Its Their Our My Your Some Several Many One Two Three Both Other Another Most".split()
)
_PARTY = frozenset({"with", "against", "by", "to", "from", "between", "for", "of", "on"})


def phrase_entity(annotations: Annotations, sentences: Sequence[Sentence], phrase: Phrase) -> Entity | None:
    """The party a phrase means, by its head word: "members of Russia's mission" is not Russia."""
    token = sentences[phrase.sentence].tokens[phrase.head]
    found = entity_at(annotations, phrase.start, phrase.end)
    return found or entity_at(annotations, token.start, token.end)


__all__ = ["Clause", "entities_of", "entity_at", "phrase_entity"]
