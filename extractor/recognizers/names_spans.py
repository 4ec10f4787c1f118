"""Where names may stand: trees and raw tags in, trimmed spans of tokens out; their kinds are settled later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.core.syntax import Sentence, Token
from extractor.recognizers.gazetteer import Gazetteer

_KIND = {"PER": "person", "ORG": "organization", "LOC": "place"}
# Capitalised words that are no names by themselves.
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sep sept oct nov dec christmas easter ramadan mon tue wed thu fri sat sun".split()
)
_HYPHENS = frozenset("-–‐‑")
_SAINTS = frozenset(("St.", "St", "Saint"))
_STORMS = frozenset(("storm", "hurricane", "typhoon", "cyclone"))
"""Written small before the name of one as well."""
_OFFICES = frozenset(
    "Press Home Foreign Prime Chief Interior Finance Defence Defense Justice Health Education State Vice Deputy Attorney First".split()
)
"""Capitalised first words of offices ("Home Secretary")."""
_NAME_POS = frozenset({"PROPN", "ADJ", "NOUN", "X", "VERB"})
"""Parts of speech a listed name may get; VERB is for names such as Boeing."""
_INNER_OFFICES = frozenset("ceo cfo president chairman chairwoman spokesman spokeswoman minister chancellor premier director".split())
_FORMS = frozenset("inc corp ltd llc plc ag gmbh nv".split())
"""Last words of the names of companies that nobody's name has."""
_DAYS = frozenset({("New", "Year"), ("New", "Year", "'s", "Eve"), ("New", "Year", "'s", "Day"), ("Christmas", "Eve"), ("Thanksgiving",)})
"""Days that are called by names of more than one word."""
_PREFIXES = frozenset({"al", "el", "ar", "as", "an", "ash", "ad"})
"""Articles that a hyphen joins to an Arabic name."""
_SYLLABLE = 5
"""Longest part, in letters, of a given name of two syllables: "Cheuk-yan", "Wai-ching"."""
_MAX_RUN = 12
"""Longest name by capitals alone, in words."""


@dataclass(slots=True)
class Candidate:
    """A span of tokens of one sentence that may be a name."""

    sentence: int
    first: int
    last: int
    kind: str | None
    """Kind by the tagger; None for a span that only capitals or a list suggest."""
    words: tuple[str, ...]
    """Its tokens, with straight apostrophes."""
    fixed: str | None = None
    """Kind that nothing else in the article changes: country or group."""


def plain(word: str) -> str:
    """The word with a straight apostrophe."""
    return word.replace("’", "'") if "’" in word else word


def find_candidates(sentences: Sequence[Sentence], raw: Iterable[tuple[int, int, str]], lists: Gazetteer) -> list[Candidate]:
    """Candidates in order of the text, never overlapping: tagged spans, listed names, bodies by their last word, proper nouns."""
    by_start = {start: (end, tag) for start, end, tag in raw}
    out: list[Candidate] = []
    for number, sentence in enumerate(sentences):
        out += _Reader(number, sentence.tokens, lists).read(by_start)
    return out


class _Reader:
    """The candidates of one sentence; `taken` marks tokens that are spoken for."""

    def __init__(self, number: int, tokens: Sequence[Token], lists: Gazetteer) -> None:
        self.number, self.tokens, self.lists = number, tokens, lists
        self.words = [plain(token.text) for token in tokens]
        self.taken = [False] * len(tokens)
        self.persons: set[int] = set()
        """Starts of the spans that the tagger takes for persons."""
        self.out: list[Candidate] = []

    def read(self, by_start: dict[int, tuple[int, str]]) -> list[Candidate]:
        shouting = _mostly_capitals(self.tokens)
        tagged = [(i, *by_start[token.start]) for i, token in enumerate(self.tokens) if token.start in by_start]
        self.persons = {self.tokens[i].start for i, _, tag in tagged if tag == "PER"}
        for i, end, tag in tagged:
            j = i
            while j + 1 < len(self.tokens) and self.tokens[j + 1].end <= end:
                j += 1
            if not self.taken[i]:
                self._take_tagged(i, j, _KIND.get(tag))
        i = 0
        while i < len(self.tokens):
            i = self._read_untagged(i, shouting)
        self.out.sort(key=lambda c: c.first)
        return self.out

    def _read_untagged(self, i: int, shouting: bool) -> int:
        """Take what starts at a token, if anything does; the next place to look."""
        if self.taken[i]:
            return i + 1
        body = 0 if shouting else self._body_from(i)
        size, kind = listed(self.words, self.tokens, i, self.lists)
        if size and size >= body and not any(self.taken[i : i + size]):
            self._add(i, i + size - 1, None, kind if kind in ("country", "group") else None)
            return i + size
        if body:
            self._add(i, i + body - 1, "organization", None)
            return i + body
        token = self.tokens[i]
        if token.upos == "PROPN" and token.text[:1].isupper() and not shouting:
            j = i
            while j + 1 < len(self.tokens) and not self.taken[j + 1] and self.tokens[j + 1].upos == "PROPN" and self._capital(j + 1):
                j += 1
            while j + 2 < len(self.tokens) and self._joined(j + 1) and self.tokens[j].text.isupper() and self.tokens[j + 2].text.isdigit():
                j += 2  # "MD-88"
            self._take(i, j, None)
            return j + 1
        return i + 1

    def _take_tagged(self, a: int, b: int, kind: str | None) -> None:
        """A span of the tagger, with the rest of a hyphenated or listed name, and what its last word says a body goes on to."""
        tokens = self.tokens
        while b + 2 < len(tokens) and self._joined(b + 1) and self._goes_on(b + 2, kind):
            b += 2
            kind = "person" if kind == "place" and (tokens[b].upos == "VERB" or tokens[b].start in self.persons) else kind
        for k in range(a + 1, b + 1):  # "Ukraine and United" of "Ukraine and United Arab Emirates"
            size, known = listed(self.words, tokens, k, self.lists)
            if k + size - 1 > b and not any(self.taken[k : k + size]):
                self._take(k, k + size - 1, known)
                b = k - 1
                break
        size, known = listed(self.words, tokens, a, self.lists)
        if size > b - a + 1 and not any(self.taken[a : a + size]):
            b, kind = a + size - 1, known if known in ("organization", "place") else kind
        office = next((i for i in range(a + 1, b) if self.words[i].lower() in _INNER_OFFICES and self._capital(i)), None)
        if office is not None and kind != "person":  # "Apple CEO Steve Jobs"
            self._take(a, office - 1, "organization")
            self._take(office + 1, b, "person")
            self.taken[office] = True
            return
        form = next((i for i in range(a + 1, b - 1) if self._is_form(i) and self.words[i + 1] in self.lists.given_names), None)
        if form is not None:  # "Chrysler LLC Jim Press"
            self._take(a, form, "organization")
            self._take(form + 1, b, "person")
            return
        if kind == "person" and b > a + 1 and self.words[b - 1] in ("and", "of"):
            kind = None
        if kind is not None and kind != "person" and not any(self.taken[a : b + 1]):
            body = self._body_from(a)
            if body > b - a + 1:
                b, kind = a + body - 1, "organization"
        self._take(a, b, kind)

    def _goes_on(self, i: int, kind: str | None) -> bool:
        """Whether the word after a hyphen belongs to the name: "Lee Cheuk-yan", "MD-88", but not "Beijing-led"."""
        token, before = self.tokens[i], self.tokens[i - 2]
        syllable = token.text.islower() and max(len(token.text), len(before.text)) <= _SYLLABLE and i > 2 and self._capital(i - 3)
        if token.upos == "VERB" and token.xpos != "VBN" and syllable and before.upos == "PROPN":
            return True
        if kind == "place":
            return token.upos == "PROPN" and (token.text[:1].islower() or token.start in self.persons)
        number = token.text.isdigit() and before.text.isupper() and kind == "organization"
        return number or token.upos in ("PROPN", "X") or (kind == "person" and token.upos == "NOUN")

    def _joined(self, i: int) -> bool:
        """Whether token i is a hyphen without space on either side."""
        t = self.tokens
        return t[i].text in _HYPHENS and t[i - 1].end == t[i].start and i + 1 < len(t) and t[i].end == t[i + 1].start

    def _body_from(self, i: int) -> int:
        """Length of a run of capitalised words from a token up to the last word that makes a body ("Saudi Civil Defense Authority").

        0 when there is none, or when nothing stands before that word.
        """
        tokens, lists = self.tokens, self.lists
        if i == 0 and self.words[0].lower() in lists.openers:
            return 0
        if not self._capital(i) or (i == 0 and tokens[i].upos not in ("PROPN", "ADJ", "NOUN")) or self.words[i] in lists.no_names:
            return 0
        if tokens[i].text.lower().rstrip(".") in lists.titles or (i and self._capital(i - 1) and not self.taken[i - 1] and i > 1):
            return 0
        best, j = 0, i
        while j < len(tokens) and j - i < _MAX_RUN and not self.taken[j]:
            if self._capital(j):
                low = self.words[j].lower()
                if low in lists.titles and low not in lists.organization_heads:
                    break
                if j > i and listed(self.words, tokens, j, lists)[0] > 1 and tokens[j - 1].upos == "CCONJ":
                    break  # "the Nations and [United States]"
                if low in lists.organization_heads and j > i:
                    best = j - i + 1
            elif not (
                best == 0 and self.words[j] in ("&", "and") and j + 1 < len(tokens) and self._capital(j + 1) and tokens[j].upos == "CCONJ"
            ):
                break
            j += 1
        return best

    def _capital(self, i: int) -> bool:
        return self.tokens[i].text[:1].isupper() and self.tokens[i].upos != "PRON"

    def _take(self, a: int, b: int, kind: str | None) -> None:
        """Trim a span and keep it unless nothing of a name is left; a listed country or group keeps its own kind."""
        tokens, words, lists = self.tokens, self.words, self.lists
        self.taken[a : b + 1] = [True] * (b - a + 1)
        while a <= b and not tokens[a].text[:1].isalnum():
            a += 1
        while b >= a and (not any(map(str.isalnum, tokens[b].text)) or words[b] in ("'s", "'S") or tokens[b].upos in ("ADP", "CCONJ")):
            if tuple(words[a : b + 1]) in lists.kinds:
                break  # "Moody's"
            b -= 1
        if a < b and a == 0 and words[0].lower() in lists.openers:
            a, kind = 1, None if kind == "person" else kind  # "Rival Tarn Power", "Retailer Quill & Sons"
        while a < b and (tokens[a].upos in ("DET", "ADP") or (kind in ("person", None) and self._is_title(a))):
            a += 1
        spoken = words[a + 1] in lists.given_names or (a == 0 and b == 2 and kind == "place") if b > a + 1 else False
        if spoken and self._is_title(a) and not self._is_head(b):
            a, kind = a + 1, "person"  # "Spokeswoman Sandy Angers"
        while a < b < len(words) - 1 and words[b] in _OFFICES and self._is_title(b + 1):
            b -= 1  # "Pentagon [Press Secretary]"
        if a > b or tuple(words[a : b + 1]) in _DAYS:
            return
        if all(word.lower().rstrip(".") in _CALENDAR or word in lists.no_names or not word[:1].isalpha() for word in words[a : b + 1]):
            return
        if not any(word[:1].isupper() or word[1:2].isupper() for word in words[a : b + 1]):
            return
        if all(self._is_title(i) for i in range(a, b + 1)) or (
            a == b and words[a] in _OFFICES and self._is_title(min(b + 1, len(words) - 1))
        ):
            return
        if a and words[a - 1].lower() in lists.no_name_cues and (self._capital(a - 1) or words[a - 1] in _STORMS):
            return
        saint = a - 1 if a and a == b and words[a - 1] in _SAINTS else a if b == a + 1 and words[a] in _SAINTS else -1
        if saint >= 0 and kind != "organization":
            end = self._of_saint(b)
            self._add(saint, end, "place", "organization" if words[end].lower() in lists.organization_heads else "place")
            return
        size, known = listed(words, tokens, a, lists)
        if size == b - a + 1 and known in ("country", "group"):
            self._add(a, b, kind, known)
        elif not (kind is None and a == b and self._is_title(a)):
            self._add(a, b, kind, None)

    def _of_saint(self, b: int) -> int:
        """Last token of what is called after a saint: "St. Peter's Square"."""
        if b + 2 >= len(self.words) or self.words[b + 1] not in ("'s", "’s") or not self._capital(b + 2):
            return b
        b += 2
        while b + 1 < len(self.words) and self._capital(b + 1) and self.tokens[b + 1].upos in _NAME_POS:
            b += 1
        return b

    def _is_form(self, i: int) -> bool:
        """Whether a token is the legal form of a company: "LLC"."""
        return self.words[i].lower().rstrip(".") in _FORMS and self.words[i][:1].isupper()

    def _is_head(self, i: int) -> bool:
        low = self.words[i].lower()
        return low in self.lists.organization_heads or low in self.lists.place_heads

    def _is_title(self, i: int) -> bool:
        return self.tokens[i].text.lower().rstrip(".") in self.lists.titles

    def _add(self, a: int, b: int, kind: str | None, fixed: str | None) -> None:
        if a > 1 and self._joined(a - 1) and self.words[a - 2].lower() in _PREFIXES and not self.taken[a - 2]:
            a -= 2  # "al-[Ikhbariya]"
        self.taken[a : b + 1] = [True] * (b - a + 1)
        after = self.tokens[b + 1] if b + 1 < len(self.tokens) else None
        if after is not None and after.text == "$" and after.start == self.tokens[b].end:
            return  # "US$"
        self.out.append(Candidate(self.number, a, b, kind, tuple(self.words[a : b + 1]), fixed))


def listed(words: Sequence[str], tokens: Sequence[Token], i: int, lists: Gazetteer) -> tuple[int, str | None]:
    """Length and kind of the longest listed name that starts at a token; (0, None) when none does."""
    if words[i] not in lists.first or not words[i][:1].isalpha():
        return 0, None
    for size in range(min(lists.longest, len(words) - i), 0, -1):
        kind = lists.kinds.get(tuple(words[i : i + size]))
        if kind is not None and (size > 1 or tokens[i].upos in _NAME_POS):
            return size, kind
    return 0, None


def _mostly_capitals(tokens: Sequence[Token]) -> bool:
    """A headline in title case or capitals: proper-noun tags say little there."""
    words = [token.text for token in tokens if token.text[:1].isalpha()]
    return len(words) > 3 and sum(word[:1].isupper() for word in words) > 0.8 * len(words)
