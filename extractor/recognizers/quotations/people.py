"""Know the people and bodies of an article and resolve short forms and pronouns to them (rule S3)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property

from extractor.core.annotations import Block
from extractor.core.syntax import NameMention
from extractor.recognizers.gazetteer import load_gazetteer
from extractor.recognizers.quotations.lexicon import quotation_words
from extractor.recognizers.quotations.marks import Quoted
from extractor.recognizers.quotations.naming import HONORIFICS, bare_name, bare_word, human_nouns, is_body, name_gender, title_before
from extractor.recognizers.quotations.person import Person, agrees, wanted_by

_NAME = r"(?:(?:[A-Z]\.){2,}|[A-Z][\w’'&]*(?:-[\w’']+)*(?:(?:(?<=\b[A-Z])|(?<=\bMr)|(?<=\bMrs)|(?<=\bMs)|(?<=\bDr)|(?<=\bSt))\.)?)"
_RUN = re.compile(rf"\b{_NAME}(?:[ \u00a0](?:(?:de|la|del|di|da|al|el|bin|ibn|van|von|der|of the|of) )?{_NAME})*")
_OFFICE = 5
"""Words of an office before a name: "Interior Minister", "former union secretary"."""
_FIRST_PERSON = 5
"""So many "I" outside quotations make a story told by one of its people."""
_FAMILY = frozenset({"wife", "lady", "husband", "mother", "father"})
NARRATOR = "the narrator"
_SILENT = frozenset({"headline", "byline", "boilerplate"})
"""Parts of an article whose people no pronoun of the text means."""
_SPOKE = 2.0
"""How much more likely a pronoun means somebody who has just spoken."""
_REPORTED = 0.5
"""The same for somebody whose words were only reported."""
_HERE = 1.5
"""The same for the subject of the pronoun's own paragraph, in a report."""
_APPOSED = re.compile(r"[A-Z][\w’'-]+, (?:\d{1,3}, )?$")
"""What stands before a description that only adds to a name: "Omar Tek, a nurse"."""
_SMALL_WORD = re.compile(r"\b[a-z]{2,}\b")
_STOP = re.compile(r"[.!?] ")
_TITLED = re.compile(r" (?:Mr|Mrs|Ms|Dr)\.? ")
_NEXT = re.compile(r"(?:, [^,.\n]{1,60},)? (?:also |later |then |has |had )?(\w+)")
_PAGES = 6_000
"""How far back the people of a story are remembered."""
_WINDOW = 2
"""Paragraphs a pronoun looks back, its own included (S3)."""
_LINES = 10
"""The same for a text that has no empty lines between its paragraphs."""


class People:
    """Everybody an article mentions outside its quotations, looked up lazily."""

    def __init__(self, text: str, quoted: Sequence[Quoted], names: Sequence[NameMention], blocks: Sequence[Block] = ()) -> None:
        self.text = text
        self._quoted = quoted
        self._names = names
        self._silent = [block for block in blocks if block.kind in _SILENT]
        self._spaced = "\n\n" in text
        self._read: dict[int, Person] = {}
        self._firsts: dict[str, int] = {}
        self._by_title: dict[str, str | None] = {}

    @cached_property
    def surfaces(self) -> list[tuple[int, int, str | None]]:
        """Start, end and kind of every name; found here by its capitals when no names were given."""
        if self._names:
            return [(n.start, n.end, n.kind) for n in self._names if n.kind not in ("place",)]
        lists, out = quotation_words(), list[tuple[int, int, str | None]]()
        common, given = self._common_words, load_gazetteer().gender
        matches = list(_RUN.finditer(self.text))
        runs = Counter(match.group(0) for match in matches)
        often = Counter[str]()
        for run, times in runs.items():
            for word in run.split():
                often[word] += times
        for match in matches:
            start, end = match.span()
            words = match.group(0).split()
            opening = (
                self.text[max(0, start - 4) : start].rstrip(" \n\"'“‘")[-1:] in ("", ".", "!", "?", ":")
                or self.text[start - 1 : start] == "\n"
            )
            while words and (
                bare_word(words[0]) in lists.no_names
                or (opening and len(words) > 1 and self._is_opening_word(words[0], runs[match.group(0)]))
            ):
                start += len(words[0]) + 1
                words = words[1:]
            if not words or start >= end or sum(len(w) > 3 and w.isupper() for w in words) > 1:
                continue
            if len(words) == 1 and (bare_word(words[0]) in common or len(words[0]) < 2 or bare_word(words[0]) in lists.cues):
                continue
            if len(words) == 1 and opening and bare_word(words[0]) not in given and (often[words[0]] < 2 or words[0].endswith("ly")):
                continue
            while end > start and self.text[end - 1] in "’'.":
                end -= 1
            if self.text[end - 2 : end] in ("'s", "’s"):
                end -= 2
            titled = _TITLED.search(self.text[start:end])
            if titled:
                start += titled.start() + 1
            cut = self._after_body(start, end)
            if cut:
                out.append((start, start + cut, "organization"))
                start += cut + 1
            if end > start:
                out.append((start, end, None))
        return out

    def _is_opening_word(self, word: str, times: int) -> bool:
        """A common word that has its capital only from the start of the sentence: "Upon Warwick"."""
        low, lists = bare_word(word), load_gazetteer()
        return times < 2 and (low in self._common_words or word.endswith("ly")) and low not in lists.gender and low not in lists.titles

    def _after_body(self, start: int, end: int) -> int:
        """Length of the body at the start of a run that ends in a person: "Refugee Council Enver Solomon"; 0 when there is none."""
        heads = load_gazetteer().organization_heads
        words = self.text[start:end].split(" ")
        for k in range(1, len(words) - 1):
            if words[k - 1].lower() in heads and len(words) - k >= 2 and name_gender(" ".join(words[k:])):
                return len(" ".join(words[:k]))
        return 0

    @cached_property
    def _common_words(self) -> frozenset[str]:
        """Words that the text also writes small: capitals there only mark the start of a sentence."""
        return frozenset(_SMALL_WORD.findall(self.text))

    @cached_property
    def full_names(self) -> dict[str, list[tuple[int, str]]]:
        """Last and first words of longer names -> where the name first stands, and the name."""
        out: dict[str, list[tuple[int, str]]] = defaultdict(list)
        seen: set[str] = set()
        for start, end, kind in self.surfaces:
            name = bare_name(self.text[start:end])
            words = name.split()
            if len(words) < 2 or name in seen or kind in ("country", "group"):
                continue
            seen.add(name)
            for word in {words[-1], words[0]}:
                if len(out[word]) < 50:
                    out[word].append((start, name))
        return out

    @cached_property
    def _spans(self) -> list[tuple[int, int, str | None]]:
        """Start, end and kind of everybody in the narration, in order; kind "noun" for a person without a name."""
        out = [*self.surfaces, *((m.start(), m.end(), "noun") for m in human_nouns().finditer(self.text))]
        starts = [q.outer_start for q in self._quoted]
        silent = [block.start for block in self._silent]
        kept: list[tuple[int, int, str | None]] = []
        last = 0
        for span in sorted(out, key=lambda x: (x[0], -x[1])):
            if span[0] < last:
                continue
            k = bisect_left(starts, span[0] + 1) - 1
            if k >= 0 and span[0] < self._quoted[k].outer_end:
                continue
            k = bisect_left(silent, span[0] + 1) - 1
            if k >= 0 and span[0] < self._silent[k].end:
                continue
            kept.append(span)
            last = span[1]
        return kept

    @cached_property
    def _starts(self) -> list[int]:
        return [span[0] for span in self._spans]

    def _person(self, k: int) -> Person:
        """The k-th of them, read when first asked for."""
        person = self._read.get(k)
        if person is None:
            start, end, kind = self._spans[k]
            person = self._read[k] = self._unnamed(start, end) if kind == "noun" else self._named(start, end, kind)
        return person

    def _unnamed(self, start: int, end: int) -> Person:
        lists, phrase = quotation_words(), self.text[start:end]
        noun, owner = phrase.split()[-1].lower(), phrase.split()[0].lower()
        gender = "male" if noun in lists.male_nouns else "female" if noun in lists.female_nouns else None
        name = self._couple.get(gender or "") if noun in _FAMILY and owner in ("his", "her", "their") else None
        name = name or self.titled(phrase, start)
        return Person(start, end, name or phrase, gender, self._leads(start), True)

    def _named(self, start: int, end: int, kind: str | None) -> Person:
        name = self.text[start:end]
        gender = self._learned.get(bare_name(name).split()[-1] if bare_name(name) else name) or name_gender(
            name, title_before(self.text, start)
        )
        human = kind == "person" or (kind is None and not is_body(name))
        if not human or kind in ("organization", "country"):
            gender = "thing"
        return Person(start, end, self.fullest(name, start), gender or name_gender(self.fullest(name, start)), self._leads(start), human)

    @cached_property
    def _learned(self) -> dict[str, str]:
        """Gender of last names that stand somewhere with a title or given name of one gender only."""
        seen: dict[str, set[str]] = defaultdict(set)
        for start, end, kind in self.surfaces:
            if kind in (None, "person"):
                name = self.text[start:end]
                gender = name_gender(name, title_before(self.text, start))
                if gender and bare_name(name):
                    seen[bare_name(name).split()[-1]].add(gender)
        return {word: next(iter(genders)) for word, genders in seen.items() if len(genders) == 1}

    def _leads(self, start: int) -> bool:
        before = self.text[max(0, start - 64) : start].rstrip(" \"“‘'")
        if before and before[-1].isalpha() and self.text[start - 1 : start] == " ":
            before = self._without_office(before)
        if not before or before[-1] in "\n.!?;:—,)]":
            return True
        tail = before.split()
        return bool(tail) and (
            tail[-1].lower() in ("and", "but", "when", "as", "while", "if", "that", "the", "mr.", "mrs.", "dr.")
            and self.text[start - 1 : start] == " "
        )

    def _without_office(self, before: str) -> str:
        """The text before a name without the words of an office that lead to it."""
        titles, lists = load_gazetteer().titles, quotation_words()
        left, held = before, False
        for _ in range(_OFFICE):
            stem, _, word = left.rpartition(" ")
            stem, word = (stem, word) if "\n" not in word else (left[: left.rfind("\n") + 1], word.rpartition("\n")[2])
            low = word.lower().rstrip(".")
            office = low in titles or low in lists.unnamed
            if not word or not (word[-1].isalnum() or low in titles) or low in lists.prepositions | lists.clause | lists.auxiliaries:
                break
            if not (office or word[0].isupper() or held):
                break
            if low in lists.cues:
                break
            left, held = stem.rstrip(" ") if stem else "", held or office
            if not left or left[-1] in '\n.!?;:—,)]”"':
                return left if held else before
            if low in ("the", "a", "an"):
                break
        return left if held and left != before else before

    def first(self, phrase: str) -> int:
        """Where a phrase first stands, whatever its case; -1 when it does not. Looked up once a phrase."""
        if phrase not in self._firsts:
            self._firsts[phrase] = self._lower.find(phrase) if len(self._lower) == len(self.text) else -1
        return self._firsts[phrase]

    @cached_property
    def _lower(self) -> str:
        return self.text.lower()

    def fullest(self, name: str, at: int) -> str:
        """The longest form of a name the article has: earlier ones first, then later ones."""
        clean = bare_name(name)
        words = clean.split()
        if len(words) != 1:
            return clean or name
        titled = name.split()[0].lower().rstrip(".") if len(name.split()) > 1 else title_before(self.text, at)
        gender = name_gender(name, titled)
        options = [option for option in self.full_names.get(clean, ()) if not is_body(option[1]) or clean in option[1].split()[-1:]]
        options = [o for o in options if not gender or name_gender(o[1]) in (None, gender)]
        earlier = [o for o in options if o[0] <= at]
        ends = [o for o in (earlier or options) if o[1].split()[-1] == clean] or earlier or options
        if ends and len({o[1] for o in ends if name_gender(o[1])}) <= 1:
            return max(ends, key=lambda o: (len(o[1].split()) <= 4, -o[0]))[1]
        if titled in HONORIFICS and titled:
            return f"{name.split()[0] if len(name.split()) > 1 else titled.capitalize()} {clean}"
        return clean

    def nearest(self, at: int, pronoun: str, *, avoid: str | None = None, prefer: Sequence[str] = (), margin: float = 0.0) -> list[Person]:
        """Who a pronoun at an offset can mean: the best fit, or several when nothing prefers one; empty when nobody fits.

        Those who fit as well as the best but for `margin` count as equal.
        """
        wanted = wanted_by(pronoun)
        floor = self._floor(at)
        fits: list[tuple[float, Person]] = []
        for k in range(bisect_left(self._starts, at) - 1, -1, -1):
            person = self._person(k)
            if person.start < floor or len(fits) > 40:
                break
            if not agrees(person, wanted) or (
                person.name[:1].islower() and _APPOSED.search(self.text, max(0, person.start - 40), person.start)
            ):
                continue
            score = 2.0 * (person.gender == wanted) + 1.5 * person.leading - (2.5 if person.name == avoid else 0.0)
            score -= 0.8 * self.text.count("\n", person.end, at) + 0.25 * len(
                _STOP.findall(self.text, person.end, min(at, person.end + 600))
            )
            if margin and person.leading and "\n" not in self.text[person.end : at]:
                score += _HERE
            spoke = _SPOKE if person.name in prefer else _REPORTED if margin and self._reports(person) else 0.0
            fits.append((score + spoke, person))
        if not fits:
            return []
        best = max(score for score, _ in fits)
        top: dict[str, Person] = {}
        for score, person in fits:
            if score >= best - margin - 1e-9:
                top.setdefault(person.name, person)
        return list(top.values())

    def _reports(self, person: Person) -> bool:
        """Whether a verb of speech follows somebody: "Karl Abel said the border stays open"."""
        found = _NEXT.match(self.text, person.end)
        return found is not None and found.group(1).lower() in quotation_words().cues

    def foremost(self, at: int, pronoun: str) -> str | None:
        """In a story: whom the last pages name most often among those a pronoun can mean; None when nobody fits."""
        wanted, times = wanted_by(pronoun), Counter[str]()
        for k in range(bisect_left(self._starts, at) - 1, max(-1, bisect_left(self._starts, at) - 150), -1):
            person = self._person(k)
            if person.start < at - _PAGES:
                break
            if person.human and (person.gender == wanted or (person.gender is None and person.name[:1].isupper())):
                times[person.name] += 1 + (person.gender == wanted)
        return times.most_common(1)[0][0] if times else None

    def _floor(self, at: int) -> int:
        """Start of the window a pronoun looks back into."""
        breaks, position = (_WINDOW, at) if self._spaced else (_LINES, at)
        mark = "\n\n" if self._spaced else "\n"
        for _ in range(breaks):
            position = self.text.rfind(mark, max(0, at - 6_000), position)
            if position < 0:
                return max(0, at - 6_000)
        return position

    def spouse(self, phrase: str, at: int) -> str | None:
        """ "His wife" is Mrs. X where "he" is Mr. X and the text names both; likewise "her husband"."""
        words = phrase.lower().split()
        if len(words) != 2 or words[0] not in ("his", "her", "their") or words[1] not in _FAMILY:
            return None
        wanted, titles = ("female", ("Mrs.", "Mrs")) if words[1] in ("wife", "lady", "mother") else ("male", ("Mr.", "Mr"))
        for owner in self.nearest(at, words[0]) if words[1] in ("wife", "lady", "husband") else ():
            last = owner.name.split()[-1]
            for title in titles:
                if f"{title} {last}" in self._titled:
                    return f"{title} {last}"
        return self._couple.get(wanted)

    @cached_property
    def _couple(self) -> dict[str, str]:
        """Husband and wife, when the text names one couple only (Mr. and Mrs. X)."""
        by_name: dict[str, dict[str, str]] = defaultdict(dict)
        for name in sorted(self._titled):
            by_name[name.split()[-1]][name_gender(name) or ""] = name
        couples = [pair for pair in by_name.values() if "male" in pair and "female" in pair]
        return couples[0] if len(couples) == 1 else {}

    @cached_property
    def narrator(self) -> str:
        """The name others call the "I" of a story by: spoken to in quotations, never told of outside them."""
        inside = " \n ".join(self.text[q.start : q.end] for q in self._quoted)
        outside, position = [], 0
        for q in self._quoted:
            outside.append(self.text[position : q.outer_start])
            position = q.outer_end
        told = " ".join([*outside, self.text[position:]])
        called = Counter(m.group(1) for m in re.finditer(r"(?:^|, |[Dd]ear |\bMr\.? )([A-Z][a-z]{2,})(?=[,.!?])", inside, re.MULTILINE))
        names = [
            name
            for name, times in called.most_common()
            if times > 1 and not re.search(rf"\b{name}\b", told) and name.lower() not in quotation_words().no_names
        ]
        return names[0] if names and len(re.findall(r"\bI\b", told)) >= _FIRST_PERSON else NARRATOR

    def titled(self, phrase: str, at: int) -> str | None:
        """ "The minister" is the one person the text calls "Minister X"; None when it calls nobody or several so."""
        words = phrase.lower().split()
        if len(words) != 2 or words[0] != "the" or words[1] not in load_gazetteer().titles | {"doctor"}:
            return None
        if words[1] not in self._by_title:
            title = r"(?:Dr\.?|Doctor)" if words[1] == "doctor" else words[1].capitalize()
            found = {m.group(1).split()[-1]: m.group(1).strip() for m in re.finditer(rf"\b{title} ((?:[A-Z][\w’'-]+ ?){{1,3}})", self.text)}
            self._by_title[words[1]] = next(iter(found.values())) if len(found) == 1 else None
        name = self._by_title[words[1]]
        if name is None:
            return None
        return self.fullest(name, at) if len(name.split()) == 1 else name

    @cached_property
    def _titled(self) -> frozenset[str]:
        return frozenset(" ".join(m.split()) for m in re.findall(r"\bMr?s?\.? [A-Z][\w’'-]+", self.text))

    def subject_before(self, start: int, end: int) -> Person | None:
        """The first person who leads a sentence of `text[start:end]`, the last such sentence first."""
        lo, hi = bisect_left(self._starts, start), bisect_left(self._starts, end)
        inside = [person for person in map(self._person, range(lo, hi)) if person.human]
        leading = [p for p in inside if p.leading]
        return (leading or inside)[-1] if inside else None
