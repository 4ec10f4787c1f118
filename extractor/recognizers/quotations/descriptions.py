"""Know whom a text means by a description: "the girl" is "one girl" of before, "her aunt" is Aunt X, "my mother" has a name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cached_property

from extractor.recognizers.gazetteer import load_gazetteer
from extractor.recognizers.quotations.naming import human_nouns, name_gender

FAMILY = frozenset({"wife", "lady", "husband", "mother", "father"})
_KIN = frozenset({"aunt", "uncle", "cousin", "grandmother", "grandfather"})
_OWNERS = frozenset({"his", "her", "my", "their", "our"})
_ARTICLES = frozenset({"the", "a", "an", "one", "this", "that"})
_COMPOUND = re.compile(r"[’'-]\w")
_OWNER = re.compile(r"[’']s [a-z]")
_GIVEN = re.compile(r"(?:[’']s name (?:was|is)|,? (?:named|called)|,? whose name (?:was|is))(?: (?:Mr|Mrs|Miss|Dr)\.?)? ([A-Z][\w’'-]+)")
_TITLE = re.compile(r"\b([A-Z][a-z]{1,3}(?=\. )|[A-Z][a-z]+(?= ))\.? (?=[A-Z])")
_HOLDER = re.compile(r"(?:[A-Z][\w’'-]+ ?){1,3}")
_OFTEN = 3
"""A description used so many times serves as a name."""


class Descriptions:
    """The noun phrases for people of one text, read when first asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._firsts: dict[str, int] = {}

    @cached_property
    def _found(self) -> list[re.Match[str]]:
        return list(human_nouns().finditer(self.text))

    @cached_property
    def phrases(self) -> list[tuple[int, int]]:
        """Every noun phrase for a person, in order; "the man's hat" has none."""
        return [match.span() for match in self._found if not _COMPOUND.match(self.text, match.end())]

    @cached_property
    def owners(self) -> list[tuple[int, int]]:
        """Those whose something is spoken of: "the man" of "the man's voice"."""
        return [match.span() for match in self._found if _OWNER.match(self.text, match.end())]

    def named(self, phrase: str) -> str | None:
        """The name the text gives to somebody it describes: "my mother" after "My mother's name was Anna"; None when it gives none."""
        article, _, rest = phrase.lower().partition(" ")
        return self._named_as.get(("a" if article in _ARTICLES else article, rest))

    @cached_property
    def _named_as(self) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for match in self._found:
            name = _GIVEN.match(self.text, match.end())
            if name is not None:
                article, _, rest = match.group(0).lower().partition(" ")
                found["a" if article in _ARTICLES else article, rest].add(name.group(1))
        return {key: next(iter(names)) for key, names in found.items() if len(names) == 1}

    def introduced(self, phrase: str, at: int) -> str | None:
        """ "The girl" is who the text first spoke of as "a girl" or "one girl"; None when it did not."""
        article, _, rest = phrase.partition(" ")
        if article.lower() not in ("the", "this", "that"):
            return None
        place = self._introductions.get(rest.lower())
        return self.text[place[0] : place[1]] if place and place[0] < at else None

    @cached_property
    def _introductions(self) -> dict[str, tuple[int, int]]:
        out: dict[str, tuple[int, int]] = {}
        for start, end in self.phrases:
            article, _, rest = self.text[start:end].lower().partition(" ")
            if article in ("a", "an", "one", "another"):
                out.setdefault(rest, (start, end))
        return out

    def has_met(self, phrase: str, at: int) -> bool:
        """Whether the text has spoken of somebody new by the noun of a description before: "a tall man" before "the man"."""
        return self._first_met.get(phrase.rpartition(" ")[2].lower(), at) < at

    @cached_property
    def _first_met(self) -> dict[str, int]:
        out: dict[str, int] = {}
        for rest, (start, _) in self._introductions.items():
            noun = rest.rpartition(" ")[2]
            out[noun] = min(out.get(noun, start), start)
        return out

    def is_often(self, phrase: str) -> bool:
        """Whether the text keeps speaking of somebody by this description."""
        return phrase.lower().startswith("the ") and self._times[phrase.lower()] >= _OFTEN

    @cached_property
    def _times(self) -> Counter[str]:
        return Counter(self.text[start:end].lower() for start, end in self.phrases)

    def titled(self, phrase: str) -> str | None:
        """ "The minister" is the X of the one "Minister X" of the text, "her aunt" its one "Aunt X"; None for nobody or several."""
        words = phrase.lower().split()
        if len(words) != 2:
            return None
        kin = words[1] in _KIN and words[0] in _OWNERS
        if not kin and (words[0] != "the" or words[1] not in load_gazetteer().titles | {"doctor"}):
            return None
        name = self._holders.get(words[1])
        return f"{words[1].capitalize()} {name}" if name and kin else name

    @cached_property
    def _holders(self) -> dict[str, str]:
        """Title -> the one name that stands behind it."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        titles = load_gazetteer().titles | _KIN | {"doctor"}
        for match in _TITLE.finditer(self.text):
            title = match.group(1).lower()
            title = "doctor" if title == "dr" else title
            name = _HOLDER.match(self.text, match.end()) if title in titles else None
            if name is not None:
                found[title][name.group(0).split()[-1]] = name.group(0).strip()
        return {title: next(iter(names.values())) for title, names in found.items() if len(names) == 1}

    @cached_property
    def married(self) -> frozenset[str]:
        """Names with Mr or Mrs as they stand."""
        return frozenset(" ".join(m.split()) for m in re.findall(r"\bMr?s?\.? [A-Z][\w’'-]+", self.text))

    @cached_property
    def couple(self) -> dict[str, str]:
        """Husband and wife, when the text names one couple only (Mr. and Mrs. X)."""
        by_name: dict[str, dict[str, str]] = defaultdict(dict)
        for name in sorted(self.married):
            by_name[name.split()[-1]][name_gender(name) or ""] = name
        couples = [pair for pair in by_name.values() if "male" in pair and "female" in pair]
        return couples[0] if len(couples) == 1 else {}

    def first(self, phrase: str) -> int:
        """Where a phrase first stands, whatever its case; -1 when it does not. Looked up once a phrase."""
        if phrase not in self._firsts:
            self._firsts[phrase] = self._lower.find(phrase) if len(self._lower) == len(self.text) else -1
        return self._firsts[phrase]

    @cached_property
    def _lower(self) -> str:
        return self.text.lower()
