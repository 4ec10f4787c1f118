"""Merge the names of one party over the article: "North Atlantic Treaty Organization (NATO)", "Dmitry Peskov" and "Peskov"."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import islice, pairwise

from extractor.core.syntax import NameMention, Sentence
from extractor.recognizers.entities.draft import EntityDraft
from extractor.recognizers.entities.forms import bare, fuller, nearly, parts, without_form
from extractor.recognizers.entities.words import EntityWords
from extractor.recognizers.gazetteer import Gazetteer, gender_of

_SMALL = frozenset({"of", "the", "for", "and", "on", "in", "de", "&"})
_NAMING = frozenset("named called labelled labeled identified dubbed nicknamed known".split())
"""Participles between what somebody is and his name."""
_MARKS = frozenset("\"“‘'«„")
_OFFICES = 12
"""Tokens of a second office and its body before the name of its holder."""
_CAP = 40
"""At most so many longer names are tried for a short one; a list of thousands of names stays linear."""

_STEPS = 3
"""A short form may be short for a form that is short itself, so many times."""


def merge_names(
    text: str, names: Sequence[NameMention], lists: Gazetteer, words: EntityWords
) -> tuple[list[EntityDraft], dict[int, EntityDraft]]:
    """Drafts of named parties in order of the text, and the draft of every name mention by its start."""
    merger = _Merger(text, lists, words)
    merger.learn(names)
    for name in names:
        if not _is_office(name, lists, words):
            merger.place(name)
    return merger.drafts, merger.at


class _Merger:
    def __init__(self, text: str, lists: Gazetteer, words: EntityWords) -> None:
        self.text = text
        self.lists = lists
        self.words = words
        self.drafts: list[EntityDraft] = []
        self.at: dict[int, EntityDraft] = {}
        self.by_key: dict[str, EntityDraft] = {}
        self.full_by_last: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.full_by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.bodies_by_last: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.bodies_by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self.bodies_with: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        """What stands between the first word of a body's name and its "of"."""
        self.bodies: set[tuple[str, ...]] = set()
        self.formed: set[str] = set()
        """Single words that a legal form makes a body: the Apple of "Apple Inc."."""
        self.persons: set[str] = set()
        """Names of persons, lower case."""
        self.initials: dict[str, tuple[str, ...]] = {}
        self.short: dict[str, str] = {}
        self.countries: set[str] = set()
        self.latest: dict[str, tuple[str, ...]] = {}
        self.first: dict[str, int] = {}
        """Bare name -> where it stands first."""

    def learn(self, names: Sequence[NameMention]) -> None:
        """Note every full name, so that a short form before it finds it too."""
        seen: set[tuple[str, str]] = set()
        self.persons.update(bare(name.text, self.lists).lower() for name in names if name.kind == "person")
        for left, right in pairwise(names):
            between = self.text[left.end : right.start]
            if (
                between in (" (", "(", " [")
                and self.text[right.end : right.end + 1] in (")", "]")
                and left.kind in ("organization", "place", "person")
            ):
                self._bind_short(left, right)
        for name in names:
            self.first.setdefault(bare(name.text, self.lists), name.start)
            if (name.text, name.kind) in seen:
                continue
            seen.add((name.text, name.kind))
            words = parts(name.text)
            if name.kind == "country":
                self.countries.add(self._key(name.text))
            if len(words) < 2:
                continue
            if name.kind == "person":
                self.full_by_last[words[-1]].append(words)
                self.full_by_first[words[0]].append(words)
            elif name.kind == "organization":
                self._learn_body(words, name.start)

    def _learn_body(self, words: tuple[str, ...], start: int) -> None:
        letters = "".join(word[0] for word in words if word.lower() not in _SMALL and word[0].isalpha()).upper()
        self.initials.setdefault(letters, words)
        words = self._core(words)
        self.first.setdefault(" ".join(words), start)
        if len(words) == 1:
            self.formed.add(words[0])
        if len(words) < 2 or words in self.bodies or any(map(str.isdigit, words[-1])):
            return
        self.bodies.add(words)
        self.bodies_by_last[words[-1].lower()].append(words)
        self.bodies_by_first[words[0].lower()].append(words)
        inner = next((k for k, word in enumerate(words) if word.lower() in ("of", "for") and k > 2), 0)
        if inner:
            self.bodies_with[" ".join(words[1:inner]).lower()].append(words)

    def _core(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """A body's name without "Inc."; not where that leaves a person's name ("Walt Disney")."""
        core = without_form(words, self.lists, self.words.legal_forms)
        return words if core != words and " ".join(core).lower() in self.persons else core

    def _bind_short(self, left: NameMention, right: NameMention) -> None:
        short, full = bare(right.text, self.lists), bare(left.text, self.lists)
        words = [word for word in parts(full) if word[0].isalpha()]
        letters = [word[0].upper() for word in words]
        capital = [word[0].upper() for word in words if word.lower() not in _SMALL]
        plain = short.replace(".", "").upper()
        alike = plain in ("".join(letters), "".join(capital)) or (
            len(plain) >= 2 and bool(letters) and plain[0] == letters[0] and _subsequence(plain, full.upper())
        )
        if letters and (alike or right.kind == left.kind == "organization"):
            self.short.setdefault(short, " ".join(self._core(parts(full))) if left.kind == "organization" else full)

    def _key(self, surface: str) -> str:
        name = bare(surface, self.lists)
        name = self.short.get(name, name)
        if name.lower() in ("north", "south", "east", "west"):
            sides = [country for country in self.countries if country.startswith(name.lower() + " ")]
            if len(sides) == 1:
                return sides[0]
        return self.words.same.get(name, name).lower().replace("’", "'")

    def place(self, name: NameMention) -> None:
        """Give a mention to the draft of its party, making one when it is new."""
        if name.kind == "group":
            country = self.lists.demonyms.get(name.text)
            noun = name.text.endswith("s") and name.text[:-1] in self.lists.demonyms
            if country is not None and not noun:
                draft = self.by_key.get(self._key(country))
                if draft is not None or self._key(country) in self.countries:
                    draft = draft or self._new(country, "country", self._key(country))
                    draft.mentions.add((name.start, name.end))
                    self.at[name.start] = draft
                return
        key = self._key(name.text)
        surface, plural = bare(name.text, self.lists), None
        if name.kind == "person":
            key = self._person_key(name, key)
        elif name.kind == "organization":
            plural = self._plural_owner(name, surface)
            surface = plural or surface
            key = self._body_key(surface, self._key(surface))
        draft = self.by_key.get(key)
        if draft is None:
            draft = self._new(surface, name.kind, key)
        draft.add(name.start, name.end, None if plural else surface)
        self.at[name.start] = draft
        if name.kind == "person" and draft.gender is None:
            draft.gender = gender_of(surface) or self._title_gender(name.start)
        if fuller(surface, draft.name):
            draft.name = surface

    def _plural_owner(self, name: NameMention, surface: str) -> str | None:
        """ "General Motor's chief" of General Motors: the name that ends in the s which stands behind an apostrophe here."""
        whole = surface + "s"
        if self.text[name.end : name.end + 2] not in ("'s", "’s") or whole == surface:
            return None
        known = whole in self.first or self.lists.kinds.get(tuple(whole.split())) == "organization"
        return whole if known and " " in whole and self.lists.kinds.get(tuple(surface.split())) is None else None

    def _new(self, name: str, kind: str, key: str) -> EntityDraft:
        draft = self.by_key[key] = EntityDraft(name, kind)
        self.drafts.append(draft)
        return draft

    def _title_gender(self, start: int) -> str | None:
        before = self.text[max(0, start - 16) : start].split()
        return (
            self.lists.gender.get(before[-1].rstrip(".").lower())
            if before and before[-1].rstrip(".").lower() in self.lists.titles
            else None
        )

    def _person_key(self, name: NameMention, key: str) -> str:
        words = parts(name.text)
        if len(words) >= 2:
            for full in self.full_by_last[words[-1]][:_CAP]:
                if full != words and full[0] == words[0] and len(full) > len(words):
                    words = full
                    break
            else:
                if len(words) == 2:  # "Al Sayyed" of "Al Sayyed Mohamed Arafat"
                    longer = [full for full in self.full_by_first[words[0]][:_CAP] if full[: len(words)] == words and full != words]
                    words = longer[0] if len(longer) == 1 else words
            self.latest[words[-1]] = words
            self.latest.setdefault(words[0], words)
            return " ".join(words).lower()
        word = words[0] if words else name.text
        known = self.latest.get(word)
        if known is not None:
            return " ".join(known).lower()
        options = self.full_by_last.get(word) or self.full_by_first.get(word) or self._misspelt(word)
        return " ".join(options[0]).lower() if options else key

    def _misspelt(self, word: str) -> list[tuple[str, ...]]:
        """ "DesRoiser" of Dennis DesRosier: the one surname of the article that a single unknown one is a slip of."""
        alike = [last for last in islice(self.full_by_last, _CAP) if nearly(word, last)]
        return self.full_by_last[alike[0]] if len(alike) == 1 else []

    def _body_key(self, surface: str, key: str) -> str:
        if key in self.by_key:
            return key
        whole = parts(surface)
        letters = surface.replace(".", "")
        if len(whole) == 1 and surface.isupper() and len(surface) > 1 and letters in self.initials:
            return self._key_of(self.initials[letters])
        words = self._core(whole)
        for _ in range(_STEPS):  # "the Court": the Supreme Court, which is the Italian Supreme Court of Cassation
            longer = self._longer(surface, words)
            if longer is None:
                break
            surface, words = " ".join(longer), longer
        return self._key_of(words) if words != whole else key

    def _key_of(self, words: tuple[str, ...]) -> str:
        return self._key(" ".join(self._core(words)))

    def _longer(self, surface: str, words: tuple[str, ...]) -> tuple[str, ...] | None:
        """The fuller name of the article that the words are a short form of, if it is the only one."""
        heads = self.lists.organization_heads
        low = _lower(words)
        if len(words) == 1 and words[0] in self.formed:
            return None
        if len(words) == 1 and not words[0].isupper() and low[0] not in heads and words[0] not in self.lists.demonyms:
            found = self._companies(surface, low[0])
            if found is not None:
                return found
        options = [
            full for full in self.bodies_by_last.get(low[-1], ())[:_CAP] if len(full) > len(words) and _lower(full[-len(low) :]) == low
        ]
        if not options and len(words) > 1:
            options = [
                full for full in self.bodies_by_first.get(low[0], ())[:_CAP] if len(full) > len(words) and _lower(full[: len(low)]) == low
            ]
        if not options and len(words) > 1 and low[-1] in heads:  # "Supreme Court": the "Italian Supreme Court of ..."
            options = [full for full in self.bodies_with.get(" ".join(low), ())[:_CAP] if full[0] in self.lists.demonyms]
        if not options and low[0] in heads:  # "the Church": the one that was called "Church of ..."
            options = [full for full in self.bodies_by_first.get(low[0], ())[:_CAP] if len(full) > 2 and full[1] in ("of", "for")]
        return options[0] if len(set(options)) == 1 else None

    def _companies(self, surface: str, first: str) -> tuple[str, ...] | None:
        """The body that one word begins the name of: "Redstone Minerals ... Redstone", and before it too "Ford ... Ford Motor Company"."""
        longer = self.bodies_by_first.get(first, [])[:_CAP]
        if len(longer) != 1:
            return None
        trade = all(word.lower().rstrip(".") in self.words.company_names for word in longer[0][1:])
        return longer[0] if trade or self.first.get(" ".join(longer[0]), 0) < self.first.get(surface, 0) else None


def name_behind(sentence: Sentence, token: int) -> int:
    """The token a name may start at behind a phrase: "a man [named] John Smith", "a user [labelled "]Anonymous"; else the token itself."""
    tokens = sentence.tokens
    if token <= 0 or token + 1 >= len(tokens) or tokens[token].text.lower() not in _NAMING:
        return token
    k = token + 1
    while k < len(tokens) - 1 and (tokens[k].text.lower() == "as" or tokens[k].text in _MARKS):
        k += 1
    return k


def behind_second_office(sentence: Sentence, joint: int, at: Mapping[int, EntityDraft], words: EntityWords) -> int:
    """ "The vice president and chairman of Harrow Motors Jim Frost": token of the person's name behind two offices; else the "and"."""
    tokens, offices = sentence.tokens, 0
    for k in range(joint + 1, min(len(tokens), joint + _OFFICES)):
        token = tokens[k]
        if token.upos in ("VERB", "AUX", "PUNCT", "DET", "PRON"):
            return joint
        offices += token.upos == "NOUN" and words.is_person(token.lemma.lower())
        draft = at.get(token.start)
        if draft is not None and draft.kind == "person":
            return k if offices else joint
    return joint


def closed_apposition(sentence: Sentence, comma: int, names: Sequence[NameMention], starts: Sequence[int], ranks: Collection[str]) -> int:
    """ "The head of the body, Jane Doe, said": token of a person's name that stands alone between two commas; else the comma."""
    tokens = sentence.tokens
    if comma + 1 >= len(tokens):
        return comma
    first = comma + 1
    while first < len(tokens) - 1 and tokens[first].text[:1].isupper() and tokens[first].text.lower().rstrip(".") in ranks:
        first += 1  # "The army chief, General Jane Doe, said"
    k = bisect_left(starts, tokens[first].start)
    if k >= len(names) or names[k].start != tokens[first].start or names[k].kind != "person":
        return comma
    after = sentence.index_at(names[k].end - 1) + 1
    return first if 0 < after < len(tokens) and tokens[after].text == "," else comma


def _is_office(name: NameMention, lists: Gazetteer, words: EntityWords) -> bool:
    """ "State Department Spokesperson": the name of an office, which is a role of somebody."""
    parts = name.text.lower().split()
    return name.kind == "organization" and len(parts) > 1 and (parts[-1] in lists.titles or words.is_person(parts[-1]))


def _lower(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.lower() for part in parts)


def _subsequence(short: str, full: str) -> bool:
    letters = iter(full)
    return all(letter in letters for letter in short)
