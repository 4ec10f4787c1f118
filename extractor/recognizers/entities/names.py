"""Merge the names of one party over the article: "North Atlantic Treaty Organization (NATO)", "Dmitry Peskov" and "Peskov"."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import pairwise

from extractor.core.syntax import NameMention, Sentence
from extractor.recognizers.entities.draft import EntityDraft
from extractor.recognizers.entities.words import EntityWords
from extractor.recognizers.gazetteer import Gazetteer, gender_of

_SMALL = frozenset({"of", "the", "for", "and", "on", "in", "de", "&"})
_NAMING = frozenset("named called labelled labeled identified dubbed nicknamed known".split())
"""Participles between what somebody is and his name."""
_MARKS = frozenset("\"“‘'«„")
_CAP = 40
"""At most so many longer names are tried for a short one; a list of thousands of names stays linear."""


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
        self.initials: dict[str, tuple[str, ...]] = {}
        self.short: dict[str, str] = {}
        self.countries: set[str] = set()
        self.latest: dict[str, tuple[str, ...]] = {}
        self.first: dict[str, int] = {}
        """Bare name -> where it stands first."""

    def learn(self, names: Sequence[NameMention]) -> None:
        """Note every full name, so that a short form before it finds it too."""
        seen: set[tuple[str, str]] = set()
        for left, right in pairwise(names):
            between = self.text[left.end : right.start]
            if (
                between in (" (", "(", " [")
                and self.text[right.end : right.end + 1] in (")", "]")
                and left.kind in ("organization", "place", "person")
            ):
                self._bind_short(left, right)
        for name in names:
            self.first.setdefault(_bare(name.text), name.start)
            if (name.text, name.kind) in seen:
                continue
            seen.add((name.text, name.kind))
            parts = _parts(name.text)
            if name.kind == "country":
                self.countries.add(self._key(name.text))
            if len(parts) < 2:
                continue
            if name.kind == "person":
                self.full_by_last[parts[-1]].append(parts)
                self.full_by_first[parts[0]].append(parts)
            elif name.kind == "organization":
                self.bodies_by_last[parts[-1].lower()].append(parts)
                self.bodies_by_first[parts[0].lower()].append(parts)
                inner = next((k for k, part in enumerate(parts) if part.lower() in ("of", "for") and k > 2), 0)
                if inner:
                    self.bodies_with[" ".join(parts[1:inner]).lower()].append(parts)
                letters = "".join(part[0] for part in parts if part.lower() not in _SMALL and part[0].isalpha()).upper()
                self.initials.setdefault(letters, parts)

    def _bind_short(self, left: NameMention, right: NameMention) -> None:
        short, full = _bare(right.text), _bare(left.text)
        letters = [part[0].upper() for part in _parts(full) if part[0].isalpha()]
        bare = short.replace(".", "").upper()
        capital = [
            letter for letter, part in zip(letters, (p for p in _parts(full) if p[0].isalpha()), strict=False) if part.lower() not in _SMALL
        ]
        alike = bare in ("".join(letters), "".join(capital)) or (
            len(bare) >= 2 and bare[0] == letters[0] and _subsequence(bare, full.upper())
        )
        if letters and (alike or right.kind == left.kind == "organization"):
            self.short.setdefault(short, full)

    def _key(self, surface: str) -> str:
        bare = _bare(surface)
        bare = self.short.get(bare, bare)
        if bare.lower() in ("north", "south", "east", "west"):
            sides = [country for country in self.countries if country.startswith(bare.lower() + " ")]
            if len(sides) == 1:
                return sides[0]
        return self.words.same.get(bare, bare).lower()

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
        if name.kind == "person":
            key = self._person_key(name, key)
        elif name.kind == "organization":
            key = self._body_key(name.text, key)
        draft = self.by_key.get(key)
        if draft is None:
            draft = self._new(_bare(name.text), name.kind, key)
        bare = _bare(name.text)
        draft.add(name.start, name.end, bare)
        self.at[name.start] = draft
        if name.kind == "person" and draft.gender is None:
            draft.gender = gender_of(bare) or self._title_gender(name.start)
        if _fuller(bare, draft.name):
            draft.name = bare

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
        parts = _parts(name.text)
        if len(parts) >= 2:
            for full in self.full_by_last[parts[-1]][:_CAP]:
                if full != parts and full[0] == parts[0] and len(full) > len(parts):
                    parts = full
                    break
            else:
                if len(parts) == 2:  # "Al Sayyed" of "Al Sayyed Mohamed Arafat"
                    longer = [full for full in self.full_by_first[parts[0]][:_CAP] if full[: len(parts)] == parts and full != parts]
                    parts = longer[0] if len(longer) == 1 else parts
            self.latest[parts[-1]] = parts
            self.latest.setdefault(parts[0], parts)
            return " ".join(parts).lower()
        word = parts[0] if parts else name.text
        known = self.latest.get(word)
        if known is not None:
            return " ".join(known).lower()
        options = self.full_by_last.get(word) or self.full_by_first.get(word) or []
        return " ".join(options[0]).lower() if options else key

    def _body_key(self, surface: str, key: str) -> str:
        if key in self.by_key:
            return key
        bare = _bare(surface)
        parts = _parts(bare)
        if len(parts) == 1 and bare.isupper() and len(bare) > 1 and bare.replace(".", "") in self.initials:
            return " ".join(self.initials[bare.replace(".", "")]).lower()
        low = tuple(part.lower() for part in parts)
        if len(parts) == 1 and not bare.isupper() and low[0] not in self.lists.organization_heads and bare not in self.lists.demonyms:
            longer = set(self.bodies_by_first.get(low[0], ())[:_CAP])
            if len(longer) == 1 and self.first.get(" ".join(next(iter(longer))), 0) < self.first.get(
                bare, 0
            ):  # "Redstone Minerals ... Redstone"
                return self._key(" ".join(longer.pop()))
        options = [
            full for full in self.bodies_by_last.get(low[-1], ())[:_CAP] if len(full) > len(parts) and _lower(full[-len(parts) :]) == low
        ]
        if not options and len(parts) > 1:
            options = [
                full for full in self.bodies_by_first.get(low[0], ())[:_CAP] if len(full) > len(parts) and _lower(full[: len(parts)]) == low
            ]
        if (
            not options and len(parts) > 1 and low[-1] in self.lists.organization_heads
        ):  # "Supreme Court": the "Italian Supreme Court of ..."
            options = [full for full in self.bodies_with.get(" ".join(low), ())[:_CAP] if full[0] in self.lists.demonyms]
        if not options and low[0] in self.lists.organization_heads:  # "the Church": the one that was called "Church of ..."
            options = [full for full in self.bodies_by_first.get(low[0], ())[:_CAP] if len(full) > 2 and full[1] in ("of", "for")]
        return self._key(" ".join(options[0])) if len(set(options)) == 1 else key


def name_behind(sentence: Sentence, token: int) -> int:
    """The token a name may start at behind a phrase: "a man [named] John Smith", "a user [labelled "]Anonymous"; else the token itself."""
    tokens = sentence.tokens
    if token <= 0 or token + 1 >= len(tokens) or tokens[token].text.lower() not in _NAMING:
        return token
    k = token + 1
    while k < len(tokens) - 1 and (tokens[k].text.lower() == "as" or tokens[k].text in _MARKS):
        k += 1
    return k


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


def _bare(surface: str) -> str:
    """A name without article, possessive and odd spaces."""
    words = surface.split()
    if len(words) > 1 and words[0] in ("the", "The"):
        words = words[1:]
    return " ".join(words).removesuffix("'s").removesuffix("’s")


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part for part in name.replace("’", "'").removesuffix("'s").split() if part)


def _fuller(new: str, old: str) -> bool:
    """Whether the new surface is the better name: longer, and not all capitals like an acronym."""
    return len(new.split()) > len(old.split()) or (
        len(new.split()) == len(old.split()) and old.isupper() and not new.isupper() and len(new) > len(old)
    )
