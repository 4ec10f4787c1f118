"""Personal pronouns: "he" goes to the nearest man who fits, the subject of the sentence before first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from extractor.core.clause import Clause
from extractor.core.syntax import Sentence, Token
from extractor.recognizers.entities.draft import EntityDraft

_GENDER = {
    "he": "male",
    "him": "male",
    "his": "male",
    "himself": "male",
    "she": "female",
    "her": "female",
    "hers": "female",
    "herself": "female",
}
_SPEAKER = frozenset({"i", "me", "my", "myself", "we", "us", "ourselves"})
"""Inside a quotation these mean who speaks; "our" belongs to more than the speaker."""
_WE = frozenset({"we", "us", "ourselves"})
_SPEAKS_FOR = frozenset(
    "official spokesman spokeswoman spokesperson ceo executive president chairman chairwoman director manager head chief commander "
    "secretary representative".split()
)
_THING = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "themselves"})
_TITLE = 12
"""Characters a title at the head of a subject may stand before the name: "Minister Najib Razak"."""
_LOOK_BACK = 3
"""Sentences before that are searched for a person (S3: the same or the previous paragraph); things and groups reach one back."""


Mentioned = tuple[int, int, EntityDraft]
"""Start and end of a mention, and whose it is."""


def place_pronouns(
    sentences: Sequence[Sentence],
    paragraphs: Sequence[int],
    clauses: Sequence[Clause],
    mentions: Sequence[Mentioned],
    quoted: Sequence[tuple[int, int, EntityDraft | None]],
) -> list[Mentioned]:
    """Spans of pronouns with their party; pronouns that nobody fits are left out. `mentions` are sorted by start."""
    return _Places(sentences, paragraphs, clauses, mentions).read(quoted)


class _Places:
    """Pronouns in order of the text, with what has been said before each."""

    def __init__(
        self, sentences: Sequence[Sentence], paragraphs: Sequence[int], clauses: Sequence[Clause], mentions: Sequence[Mentioned]
    ) -> None:
        self.sentences = sentences
        self.paragraphs = paragraphs
        self.mentions = mentions
        self.bodies = {draft.name: draft for _, _, draft in mentions if draft.kind == "organization"}
        self.starts = [start for start, _, _ in mentions]
        self.subjects, self.heads = _subjects(sentences, clauses)
        self.mains = _main_subjects(sentences, clauses)
        self.many = _plural_objects(sentences, clauses)
        self.first_people = next((start for start, _, draft in mentions if draft.kind in ("person", "group")), -1)
        """Start of the first mention of a person or of people; -1 where there are none."""
        self.placed: list[Mentioned] = []
        self.known: list[tuple[int, int, EntityDraft]] = []
        """Start and sentence of every pronoun so far, "I" and "we" of a quotation left out, and whose it is."""

    def read(self, quoted: Sequence[tuple[int, int, EntityDraft | None]]) -> list[Mentioned]:
        """All pronouns that somebody fits; `quoted` are the quotations with their speakers, in order."""
        q = 0
        for number, sentence in enumerate(self.sentences):
            for token in sentence.tokens:
                if token.upos != "PRON":
                    continue
                while q < len(quoted) and quoted[q][1] <= token.start:
                    q += 1
                inside = quoted[q] if q < len(quoted) and quoted[q][0] <= token.start else None
                speaker = inside[2] if inside is not None else None
                if token.text.lower() in _SPEAKER:
                    if speaker is not None:
                        meant = self._body_of(speaker) if token.text.lower() in _WE else speaker
                        self.placed.append((token.start, token.end, meant))
                else:
                    self._place(token, number, speaker)
        return self.placed

    def _body_of(self, speaker: EntityDraft) -> EntityDraft:
        """Whom an official means by "we": the body he speaks for; anybody else, himself and others."""
        body = self.bodies.get(speaker.affiliation or "")
        words = f"{speaker.role or ''} {speaker.name}".lower().replace("-", " ").split()
        return body if body is not None and speaker.kind == "person" and not _SPEAKS_FOR.isdisjoint(words) else speaker

    def _place(self, token: Token, number: int, speaker: EntityDraft | None) -> None:
        low = token.text.lower()
        if low in _GENDER:
            found = self._person(low, token.start, number, speaker)
        elif low not in _THING and low not in _PLURAL:
            return
        elif low == "it" and token.deprel in ("expl", "obj", "iobj", "obl"):
            return  # an object means the thing spoken of more often than the party
        else:
            found = self._subject_before(low, token.start, number, speaker)
        if found is not None:
            self.placed.append((token.start, token.end, found))
            self.known.append((token.start, number, found))
            if low in _GENDER and found.gender is None:
                found.gender = _GENDER[low]

    def _subject_before(self, low: str, place: int, number: int, speaker: EntityDraft | None) -> EntityDraft | None:
        """The party that is the nearest subject before "it" or "they"; None when that subject is a thing."""
        plural = low in _PLURAL
        k = bisect_left(self.heads, (place, 0, 0, False)) - 1
        latest = reversed(self.heads[max(0, k - 5) : k + 1])
        near = sorted(latest, key=lambda head: (head[1] != number, head[1] != number and self.mains.get(head[1]) != head[0]))
        for start, sentence, end, many in near:
            if number - sentence > 1 or self.paragraphs[number] - self.paragraphs[sentence] > 1:
                return None
            again = next((draft for a, _, draft in reversed(self.placed[-12:]) if a == start), None)
            j = bisect_left(self.starts, end)
            around = [draft for a, b, draft in self.mentions[max(0, j - 5) : j] if a <= start and end <= b]
            draft = again or (around[-1] if around else None)
            if draft is None:
                if many == plural:
                    return None
                continue
            if draft is not speaker and _fits(low, draft):
                k = bisect_left(self.many, place)
                between = k > 0 and self.many[k - 1] > start and sentence == number  # "the navy saved 200 more after they were found"
                return None if plural and draft.kind == "organization" and not draft.plural and between else draft
            if plural and many:
                return None
        return None

    def _person(self, low: str, place: int, number: int, speaker: EntityDraft | None) -> EntityDraft | None:
        """The person a pronoun with a gender means; None when nobody near fits."""
        coming = self._coming(low, place, number) if low in ("his", "her") else None
        if coming is not None and coming is not speaker:
            return coming
        best: tuple[float, EntityDraft] | None = None
        for start, where, draft in reversed(self.known[-6:]):  # the run of pronouns goes on: "He ... He ..."
            if number - where <= 2 and _fits(low, draft) and draft is not speaker:
                best = (_score(start, number - where, True), draft)
                break
        for back in range(_LOOK_BACK + 1):
            k = number - back
            if k < 0 or self.paragraphs[number] - self.paragraphs[k] > 1:
                break
            first = bisect_left(self.starts, self.sentences[k].start)
            after = bisect_left(self.starts, min(place, self.sentences[k].end))
            for start, _, draft in self.mentions[max(first, after - 12) : after]:
                if draft is speaker or not _fits(low, draft):
                    continue
                score = _score(start, back, start in self.subjects)
                if best is None or score > best[0]:
                    best = (score, draft)
            if best is not None:
                break
        if best is None and low in ("he", "she"):
            return self._named_later(low, place, number)
        return best[1] if best is not None else None

    def _named_later(self, low: str, place: int, number: int) -> EntityDraft | None:
        """A text that opens with "he" means the subject of the next sentence that names a person, if it names him alone."""
        if self.first_people < place:
            return None
        for k in range(number, min(number + _LOOK_BACK, len(self.sentences))):
            first = bisect_left(self.starts, max(place, self.sentences[k].start))
            near = self.mentions[first : min(first + 12, bisect_left(self.starts, self.sentences[k].end))]
            people = {id(draft): (start, draft) for start, _, draft in reversed(near) if draft.kind == "person"}
            if people:
                start, draft = next(iter(people.values()))
                alone = len(people) == 1 and k > number and start in self.subjects and draft.named and _fits(low, draft)
                return draft if alone else None
        return None

    def _coming(self, low: str, place: int, number: int) -> EntityDraft | None:
        """ "In his statement, Jones said": a possessive in what opens a sentence is the named subject behind the comma."""
        main = self.mains.get(number, -1)
        sentence = self.sentences[number]
        if main < place or sentence.tokens[0].upos not in ("ADP", "SCONJ", "VERB"):
            return None
        commas = [token.start for token in sentence.tokens if token.text == "," and place < token.start <= main]
        first = bisect_left(self.starts, sentence.start)
        near = self.mentions[first : bisect_left(self.starts, main + _TITLE)]
        if len(commas) != 1 or any(draft.kind == "person" for start, _, draft in near if start < place):
            return None
        return next((draft for _, b, draft in near if main < b and draft.named and _fits(low, draft)), None)


def _subjects(sentences: Sequence[Sentence], clauses: Sequence[Clause]) -> tuple[set[int], list[tuple[int, int, int, bool]]]:
    """Starts of subject phrases; and start of the head, sentence, end of the head and plurality of every subject, in order."""
    starts: set[int] = set()
    heads: set[tuple[int, int, int, bool]] = set()
    for clause in clauses:
        for phrase in clause.patients if clause.passive else clause.agents:
            token = sentences[phrase.sentence].tokens[phrase.head]
            starts.add(phrase.start)
            if token.upos in ("NOUN", "PROPN", "PRON") and (token.upos != "PRON" or token.text.lower() in (*_THING, *_PLURAL)):
                heads.add((token.start, phrase.sentence, token.end, token.xpos in ("NNS", "NNPS") or token.text.lower() in _PLURAL))
    return starts, sorted(heads)


def _plural_objects(sentences: Sequence[Sentence], clauses: Sequence[Clause]) -> list[int]:
    """Starts of the heads of objects that are many, in order."""
    found: set[int] = set()
    for clause in clauses:
        for phrase in () if clause.passive else clause.patients:
            token = sentences[phrase.sentence].tokens[phrase.head]
            if token.xpos in ("NNS", "NNPS") or token.upos == "NUM" or token.text.lower() in ("more", "others"):
                found.add(token.start)
    return sorted(found)


def _main_subjects(sentences: Sequence[Sentence], clauses: Sequence[Clause]) -> dict[int, int]:
    """Sentence -> start of the head of its main clause's subject, which a pronoun of the next sentence means first."""
    out: dict[int, int] = {}
    for clause in clauses:
        if clause.relation == "root":
            for phrase in (clause.patients if clause.passive else clause.agents)[:1]:
                if phrase.sentence == clause.sentence:
                    out.setdefault(clause.sentence, sentences[phrase.sentence].tokens[phrase.head].start)
    return out


def _score(start: int, back: int, subject: bool) -> float:
    """Near sentences first, subjects before the rest, then the later mention; 0.9: a subject one sentence back beats nothing nearer."""
    return -back + (0.9 if subject else 0.0) + start * 1e-9


def _fits(low: str, draft: EntityDraft) -> bool:
    if low in _GENDER:
        return draft.kind == "person" and draft.gender in (None, _GENDER[low])
    if low in _THING:
        return draft.kind in ("organization", "country") and not draft.plural
    return draft.kind == "group" or draft.plural or (draft.kind == "organization" and draft.named and low != "them")
