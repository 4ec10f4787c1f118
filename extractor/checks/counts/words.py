"""The vocabulary of the count checks: a word in, the keys under which it can meet another word out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from extractor.checks.wordnet import relations
from extractor.checks.words import check_words
from extractor.text.lexicon import read_lexicon

# Endings that leave the stem of a family: longest first.
_ENDINGS = (
    "isations",
    "izations",
    "isation",
    "ization",
    "ations",
    "ation",
    "itions",
    "ition",
    "ements",
    "ement",
    "ments",
    "ment",
    "nesses",
    "ness",
    "ances",
    "ance",
    "ences",
    "ence",
    "ions",
    "ion",
    "ings",
    "ing",
    "als",
    "al",
    "ively",
    "ive",
    "ies",
    "ied",
    "ed",
    "es",
    "ly",
    "s",
    "e",
    "y",
)
_BY_LAST = {last: tuple(ending for ending in _ENDINGS if ending[-1] == last) for last in {ending[-1] for ending in _ENDINGS}}
_PERSONS = tuple("ologist ologists apist apists ician icians worker workers keeper keepers goer goers holders man woman child".split())
"""Endings of words for persons that no class needs to list."""
_SINGULAR = frozenset("specimen regimen abdomen".split())
_SHORTEST = 3


_INITIALS = re.compile(r"(?:[a-z]\.)+[a-z]?\.?")
_PLAIN_WORDS = frozenset("us it am is in as at be or an".split())
"""Words that initials without their stops would be taken for."""


@dataclass(frozen=True)
class Words:
    """The lexicon of one language, with every list as a set of stems."""

    families: dict[str, frozenset[str]]
    """Stem to family ids."""
    members: dict[str, frozenset[str]]
    """Stem to the classes it belongs to."""
    names: dict[str, frozenset[str]]
    """Stem to the classes it names."""
    opposites: dict[str, frozenset[str]]
    """Key to the keys it excludes."""
    irregular: dict[str, str]
    keep: frozenset[str]
    lists: dict[str, frozenset[str]]
    """Plain word lists: stop, function, hypothetical, before, after, up, down, time (dimension) ..."""
    phrasal: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """Verb stem and particle to family ids: "came back"."""
    phrases: dict[str, tuple[tuple[tuple[str, ...], frozenset[str]], ...]] = field(default_factory=dict)
    """Stem of a first word to the words that follow ("*" is any) and the family ids they have together: "lost their lives"."""
    _stems: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    _memo: dict[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict, compare=False, repr=False)

    def stem(self, word: str) -> str:
        """The common beginning of the forms of a word.

        >>> w = load_words()
        >>> w.stem("expelled"), w.stem("recommendation") == w.stem("recommended"), w.stem("women")
        ('expel', True, 'woman')
        """
        known = self._stems.get(word)
        if known is not None:
            return known
        low = word.lower().replace("’", "'")
        if low.endswith("'s"):
            low = low[:-2]
        if word == "US" or _INITIALS.fullmatch(low):
            low = low.replace(".", "")  # "U.K." and "UK"
            low = f"{low}." if low in _PLAIN_WORDS else low  # "U.S." is not "us"
        low = self.irregular.get(low, low)
        if low.endswith("men") and len(low) > 6 and low not in _SINGULAR:
            low = f"{low[:-3]}man"
        stem = _stem(low, self.keep)
        if len(stem) > _SHORTEST and ((stem[-1] == "e" and len(stem) > _SHORTEST + 1) or stem[-1] == stem[-2]):
            stem = stem[:-1]
        if len(self._stems) < 20_000:
            self._stems[word] = stem
        return stem

    def text_keys(self, word: str) -> frozenset[str]:
        """Keys of a word of the article: its stem, its families, and the classes it is a member of."""
        return self._keys(word)[0]

    def claim_keys(self, word: str) -> frozenset[str]:
        """Keys of a word of a claim: its stem, its families, and the classes it names."""
        return self._keys(word)[1]

    def _keys(self, word: str) -> tuple[frozenset[str], frozenset[str]]:
        made = self._memo.get(word)
        if made is None:
            stem = self.stem(word)
            base = {key for key in (stem, *self.families.get(stem, ())) if key}
            more = relations(word, self.irregular.get(word.lower())) if self._open(word, stem) else None
            if more is not None:
                base |= {f"={group}" for group in more.groups}
            base |= self._of_phrasal(word.lower())
            if len(word) > 6 and word.islower() and word.endswith(_PERSONS) and stem not in self.members and stem not in self.names:
                base.add("=someone")
            named = {f"^{c}" for c in self.names.get(stem, ())}
            text = base | named | {f"^{c}" for c in self.members.get(stem, ())}
            if more is not None:
                named |= {f"^{c}" for c in more.names}
                text |= {f"^{c}" for c in (more.names | more.kinds)}
            for key in tuple(base):
                text |= {f"^{c}" for c in self.members.get(key, ())}
            made = frozenset(text), frozenset(base | named)
            if len(self._memo) < 20_000:
                self._memo[word] = made
        return made

    def _of_phrasal(self, low: str) -> set[str]:
        """Keys of the verb and particle in a noun made of them: buyback, walkout, breakdown."""
        particle = next((p for p in check_words().particles if low.rstrip("s").endswith(p) and len(low) - len(p) >= _SHORTEST), None)
        if particle is None:
            return set()
        verb = self.stem(low.rstrip("s").removesuffix(particle).rstrip("-"))
        return {verb, *self.families.get(verb, ()), *self.phrasal.get((verb, particle), ())}

    def _open(self, word: str, stem: str) -> bool:
        """A word with a meaning of its own, whose relations may be looked up."""
        lists = self.lists
        return word.islower() and not any(word in lists[n] or stem in lists[n] for n in ("stop", "function", "light", "prepositions"))

    def idiom(self, lows: list[str], i: int) -> frozenset[str]:
        """Keys of the idiom that begins with the word at `i`; none for most words.

        >>> load_words().idiom("miners lost their lives in the fire".split(), 1)
        frozenset({'=kill'})
        """
        for rest, keys in self.phrases.get(self.stem(lows[i]), ()):
            if len(lows) > i + len(rest) and all(w in ("*", low) for w, low in zip(rest, lows[i + 1 :], strict=False)):
                return keys
        return frozenset()

    @cached_property
    def happenings(self) -> frozenset[str]:
        """Keys of what happens to persons, of which there are as many as persons: killed, arrested."""
        return frozenset(f"={name}" for name in self.lists["person_predicates"])

    @cached_property
    def particles(self) -> frozenset[str]:
        """The second words of verbs of two words."""
        return frozenset(particle for _, particle in self.phrasal)

    def has(self, name: str, word: str) -> bool:
        """Whether a word is in a plain list, in any of its forms."""
        words = self.lists[name]
        return word.lower() in words or self.stem(word) in words

    def opposed(self, keys: frozenset[str]) -> frozenset[str]:
        """The keys of everything that excludes one of these keys."""
        out: set[str] = set()
        for key in keys:
            out |= self.opposites.get(key, frozenset())
        return frozenset(out)


def _stem(low: str, keep: frozenset[str]) -> str:
    if low in keep or len(low) <= _SHORTEST:
        return low
    if low.endswith("s") and low[:-1] in keep:
        return low[:-1]
    if low.endswith("ies") and low[:-3] + "y" in keep:
        return low[:-3] + "y"
    if low.endswith("es") and low[:-2] in keep:
        return low[:-2]
    if low.endswith(("ss", "us", "ee")):
        return low
    if low.endswith("ives"):
        low = low[:-1]  # "executives" as "executive"
    if low.endswith("ees"):
        return low[:-1]
    if low.endswith("sions") and not low.endswith("ssions"):
        low = low[:-1]
    if low.endswith("sion") and not low.endswith("ssion") and len(low) > 7:
        return f"{low[:-4]}d"  # "suspension" and "suspend", "decision" and "decide"
    for ending in _BY_LAST.get(low[-1], ()):
        if low.endswith(ending) and len(low) - len(ending) >= _SHORTEST + (len(ending) > 2 and ending not in ("ing", "ings", "ies", "ied")):
            cut = low[: -len(ending)]
            if ending == "y" and cut[-1] in "aeiou":
                return low
            if ending in ("ed", "ing", "ings") and not any(c in "aeiouy" for c in cut):
                continue
            if ending in ("ies", "ied"):
                return cut
            if ending == "e" and len(low) <= _SHORTEST + 1:
                return low
            if (
                ending in ("ed", "ing", "ings", "es")
                and len(cut) == _SHORTEST
                and cut[-1] not in "aeiouwxy"
                and cut[-2] in "aeiouy"
                and cut[-3] not in "aeiouy"
            ):
                return f"{cut}e"  # "fired" and "fire" against "fir"
            if ending == "s":
                return _stem(cut, keep)
            if ending == "es" and cut.endswith(("e", "y")) and len(cut) > _SHORTEST:
                cut = cut[:-1]
            if len(cut) > _SHORTEST and cut[-1] == cut[-2] and cut[-1] not in "sz" and ending in ("ed", "ing", "ings", "ation", "al"):
                cut = cut[:-1]
            if ending in ("ed", "ing", "ings") and len(cut) > _SHORTEST:
                if cut.endswith(("anc", "enc", "iv")):
                    return _stem(f"{cut}e", keep)  # "received" and "receive", "sentenced" and "sentence"
                if cut.endswith(("ion", "al", "ment")):
                    return _stem(cut, keep)  # "appealed" and "appeal"
            return cut
    return low


@cache
def load_words(language: str = "en") -> Words:
    """The lexicon of a language, read once; FileNotFoundError when there is none."""
    raw = read_lexicon(Path(__file__).parent / f"words.{language}.toml")
    irregular = dict(pair.split("=", 1) for pair in raw["irregular"]["forms"].split())
    keep = frozenset(raw["irregular"]["keep"].split())
    plain = Words({}, {}, {}, {}, irregular, keep, {})
    families: dict[str, set[str]] = {}
    phrasal: dict[tuple[str, str], set[str]] = {}
    for family, words in raw["families"].items():
        for word in words.split():
            verb, _, particle = word.partition(".")
            if particle:
                phrasal.setdefault((plain.stem(verb), particle), set()).add(f"={family}")
            else:
                families.setdefault(plain.stem(word), set()).add(f"={family}")
    members: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for kind, spec in raw["classes"].items():
        for word in spec["members"].split():
            members.setdefault(plain.stem(word), set()).add(kind)
        for family in spec.get("families", "").split():
            members.setdefault(f"={family}", set()).add(kind)
        for word in spec["names"].split():
            names.setdefault(plain.stem(word), set()).add(kind)
    opposites: dict[str, set[str]] = {}
    for pair in raw["opposites"]["pairs"]:
        one, other = (f"={w}" if w in raw["families"] else plain.stem(w) for w in pair.split())
        opposites.setdefault(one, set()).add(other)
        opposites.setdefault(other, set()).add(one)
    lists = {name: _both(plain, words) for part in ("words", "roles") for name, words in raw[part].items()}
    lists |= {f"dimension.{name}": _both(plain, words) for name, words in raw["dimensions"].items()}
    phrases: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = {}
    for family, listed in raw["phrases"].items():
        for idiom in listed.split("|"):
            first, *rest = idiom.split()
            phrases.setdefault(plain.stem(first), []).append((tuple(rest), frozenset((f"={family}",))))
    idioms = {first: tuple(found) for first, found in phrases.items()}
    two = {pair: frozenset(found) for pair, found in phrasal.items()}
    return Words(
        _frozen(families),
        _frozen(members),
        _frozen(names),
        _frozen(opposites),
        irregular,
        keep,
        lists,
        two,
        idioms,
    )


def _both(words: Words, listed: str) -> frozenset[str]:
    return frozenset(listed.split()) | frozenset(words.stem(w) for w in listed.split() if len(w) > _SHORTEST)


def _frozen(table: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(values) for key, values in table.items()}
