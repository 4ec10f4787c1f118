"""Know the people and bodies of an article and resolve short forms and pronouns to them (rule S3)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from extractor.core.syntax import NameMention
from extractor.recognizers.gazetteer import load_gazetteer
from extractor.recognizers.quotations.lexicon import quotation_words
from extractor.recognizers.quotations.marks import Quoted
from extractor.recognizers.quotations.phrases import Phrase

_RUN = re.compile(
    r"\b[A-Z][\w’'&]*(?:-[\w’']+)*(?:\.(?= ?[A-Z]))?(?:[ \u00a0](?:(?:de|la|del|di|da|al|el|bin|ibn|van|von|der|of the|of) )?(?:[A-Z][\w’'&]*(?:-[\w’']+)*(?:\.(?= ?[A-Z]))?))*"
)
_HONORIFIC = frozenset("mr mrs ms miss dr sir lord lady madame mme monsieur mother father aunt uncle captain king queen prince princess".split())
_WINDOW = 2
"""Paragraphs a pronoun looks back, its own included (S3)."""
_LINES = 10
"""The same for a text that has no empty lines between its paragraphs."""


@dataclass(frozen=True, slots=True)
class Person:
    """A mention of somebody (or some body) who can speak."""

    start: int
    end: int
    name: str
    gender: str | None
    """male, female, thing, plural, or None when the words do not tell."""
    leading: bool
    """It stands where a subject stands: first in its sentence or clause."""
    human: bool


class People:
    """Everybody an article mentions outside its quotations, looked up lazily."""

    def __init__(self, text: str, quoted: Sequence[Quoted], names: Sequence[NameMention]) -> None:
        self.text = text
        self._quoted = quoted
        self._names = names
        self._spaced = "\n\n" in text

    @cached_property
    def surfaces(self) -> list[tuple[int, int, str | None]]:
        """Start, end and kind of every name; found here by its capitals when no names were given."""
        if self._names:
            return [(n.start, n.end, n.kind) for n in self._names if n.kind not in ("place",)]
        lists, out = quotation_words(), []
        common, often, given = self._common_words, Counter(m.group(0) for m in re.finditer(r"\b[A-Z][\w’'-]+", self.text)), load_gazetteer().gender
        for match in _RUN.finditer(self.text):
            start, end = match.span()
            words = match.group(0).split()
            while words and _bare(words[0]) in lists.no_names:
                start += len(words[0]) + 1
                words = words[1:]
            if not words or start >= end:
                continue
            if len(words) == 1 and (_bare(words[0]) in common or len(words[0]) < 2 or _bare(words[0]) in lists.cues):
                continue
            if len(words) == 1 and often[words[0]] < 2 and _bare(words[0]) not in given and self.text[max(0, start - 2) : start].strip(" ") in ("", "\n", ".", "!", "?", '"', "“"):
                continue
            while end > start and self.text[end - 1] in "’'.":
                end -= 1
            if self.text[end - 2 : end] in ("'s", "’s"):
                end -= 2
            cut = self._after_body(start, end)
            if cut:
                out.append((start, start + cut, "organization"))
                start += cut + 1
            if end > start:
                out.append((start, end, None))
        return out

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
        return frozenset(re.findall(r"(?<![\w’'-])[a-z]{2,}(?![\w’'-])", self.text))

    @cached_property
    def full_names(self) -> dict[str, list[tuple[int, str]]]:
        """Last and first words of longer names -> where the name first stands, and the name."""
        out: dict[str, list[tuple[int, str]]] = defaultdict(list)
        seen: set[str] = set()
        for start, end, kind in self.surfaces:
            name = _clean(self.text[start:end])
            words = name.split()
            if len(words) < 2 or name in seen or kind in ("country", "group"):
                continue
            seen.add(name)
            for word in {words[-1], words[0]}:
                if len(out[word]) < 50:
                    out[word].append((start, name))
        return out

    @cached_property
    def mentions(self) -> list[Person]:
        """Persons and bodies in the narration, in order."""
        lists = quotation_words()
        out = [self._named(start, end, kind) for start, end, kind in self.surfaces]
        for match in _human_noun().finditer(self.text):
            noun = match.group(2).lower()
            gender = "male" if noun in lists.male_nouns else "female" if noun in lists.female_nouns else None
            out.append(Person(match.start(), match.end(), match.group(0), gender, self._leads(match.start()), True))
        starts = [q.outer_start for q in self._quoted]
        kept = []
        for person in sorted(out, key=lambda p: (p.start, -p.end)):
            k = bisect_left(starts, person.start + 1) - 1
            if k >= 0 and person.start < self._quoted[k].outer_end:
                continue
            if kept and person.start < kept[-1].end:
                continue
            kept.append(person)
        return kept

    @cached_property
    def _starts(self) -> list[int]:
        return [p.start for p in self.mentions]

    def _named(self, start: int, end: int, kind: str | None) -> Person:
        name = self.text[start:end]
        gender = self._learned.get(_clean(name).split()[-1] if _clean(name) else name) or name_gender(name, self.text[max(0, start - 14) : start])
        human = kind == "person" or (kind is None and not _is_body(name))
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
                gender = name_gender(name, self.text[max(0, start - 14) : start])
                if gender and _clean(name):
                    seen[_clean(name).split()[-1]].add(gender)
        return {word: next(iter(genders)) for word, genders in seen.items() if len(genders) == 1}

    def _leads(self, start: int) -> bool:
        before = self.text[max(0, start - 24) : start].rstrip(" \"“‘'")
        if not before or before[-1] in "\n.!?;:—,)]":
            return True
        tail = before.split()
        return bool(tail) and (tail[-1].lower() in ("and", "but", "when", "as", "while", "if", "that", "the", "mr.", "mrs.", "dr.") and self.text[start - 1 : start] == " ")

    def fullest(self, name: str, at: int) -> str:
        """The longest form of a name the article has: earlier ones first, then later ones."""
        clean = _clean(name)
        words = clean.split()
        if len(words) != 1:
            return clean or name
        titled = name.split()[0].lower().rstrip(".") if len(name.split()) > 1 else _title_before(self.text, at)
        gender = name_gender(name, titled)
        options = [option for option in self.full_names.get(clean, ()) if not _is_body(option[1]) or clean in option[1].split()[-1:]]
        options = [o for o in options if not gender or name_gender(o[1]) in (None, gender)]
        earlier = [o for o in options if o[0] <= at]
        ends = [o for o in (earlier or options) if o[1].split()[-1] == clean] or earlier or options
        if ends and len({o[1] for o in ends if name_gender(o[1])}) <= 1:
            return max(ends, key=lambda o: (len(o[1].split()) <= 4, -o[0]))[1]
        if titled in _HONORIFIC and titled:
            return f"{name.split()[0] if len(name.split()) > 1 else titled.capitalize()} {clean}"
        return clean

    def nearest(self, at: int, pronoun: str, *, avoid: str | None = None, prefer: Sequence[str] = ()) -> list[Person]:
        """Who a pronoun at an offset can mean: the best fit, or several when nothing prefers one; empty when nobody fits."""
        wanted = _wanted(pronoun)
        floor = self._floor(at)
        fits: list[tuple[float, Person]] = []
        for k in range(bisect_left(self._starts, at) - 1, -1, -1):
            person = self.mentions[k]
            if person.start < floor or len(fits) > 40:
                break
            if not _agrees(person, wanted):
                continue
            score = 2.0 * (person.gender == wanted) + 1.5 * person.leading - (2.5 if person.name == avoid else 0.0)
            score -= 0.8 * self.text.count("\n", person.end, at) + 0.25 * len(re.findall(r"[.!?] ", self.text[person.end : min(at, person.end + 600)]))
            fits.append((score + (1.0 if person.name in prefer else 0.0), person))
        if not fits:
            return []
        best = max(score for score, _ in fits)
        top: dict[str, Person] = {}
        for score, person in fits:
            if score >= best - 1e-9:
                top.setdefault(person.name, person)
        return list(top.values())

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
        if len(words) != 2 or words[0] not in ("his", "her") or words[1] not in ("wife", "lady", "husband"):
            return None
        wanted, titles = ("female", ("Mrs.", "Mrs")) if words[0] == "his" else ("male", ("Mr.", "Mr"))
        for owner in self.nearest(at, words[0]):
            last = owner.name.split()[-1]
            for title in titles:
                if f"{title} {last}" in self._titled:
                    return f"{title} {last}"
        couples = {name for name in self._titled if name.startswith(titles) and name_gender(name) == wanted}
        both = [name for name in sorted(couples) if any(other != name and other.split()[-1] == name.split()[-1] for other in self._titled)]
        return both[0] if len(both) == 1 else None

    @cached_property
    def _titled(self) -> frozenset[str]:
        return frozenset(" ".join(m.split()) for m in re.findall(r"\bMr?s?\.? [A-Z][\w’'-]+", self.text))

    def subject_before(self, start: int, end: int) -> Person | None:
        """The first person who leads a sentence of `text[start:end]`, the last such sentence first."""
        lo, hi = bisect_left(self._starts, start), bisect_left(self._starts, end)
        inside = [p for p in self.mentions[lo:hi] if p.human]
        leading = [p for p in inside if p.leading]
        return (leading or inside or [None])[-1] if (leading or inside) else None


def name_in(phrase: Phrase, people: People) -> tuple[int, int] | None:
    """The span of the name inside a phrase, titles and roles left out; None for an unnamed speaker."""
    spans = people.surfaces
    k = bisect_left(spans, (phrase.start, -1, "")) if spans else 0
    best: tuple[int, int] | None = None
    for start, end, kind in spans[max(0, k - 1) : k + 8]:
        if end <= phrase.start or start >= phrase.end:
            continue
        start, end = max(start, phrase.start), min(end, phrase.end)
        tail = people.text[end : end + 2]
        possessive = tail in ("'s", "’s") and end + 2 < phrase.end
        attributive = people.text[end:phrase.end].strip().split()
        if possessive or (kind in ("country", "group") and attributive):
            continue
        if attributive and attributive[0][:1].islower() and attributive[0] not in ("of", "in", "at", "for", "from", "with", "by", "and", "who") and not attributive[0].startswith(("'", "’")):
            continue
        before = people.text[phrase.start : start].lower().split()
        if any(w in quotation_words().prepositions for w in before) and before[0] not in quotation_words().prepositions:
            if not (end == phrase.end and (kind == "person" or (kind is None and name_gender(people.text[start:end])))):
                continue
        if best is None or kind == "person" or (people.text[best[1] : start].strip() in ("", ",")):
            best = (start, end)
    return best



def _wanted(pronoun: str) -> str | None:
    lists = quotation_words()
    if pronoun in lists.male:
        return "male"
    if pronoun in lists.female:
        return "female"
    return "thing" if pronoun in lists.thing else "plural" if pronoun in lists.plural else None


def _agrees(person: Person, wanted: str | None) -> bool:
    if wanted in ("male", "female"):
        return person.human and person.gender in (wanted, None)
    if wanted == "thing":
        return person.gender == "thing" or not person.human
    return True


def _is_body(name: str) -> bool:
    words = [w.lower().rstrip(".'’") for w in name.split()]
    lists = load_gazetteer()
    if tuple(name.split()) in lists.kinds:
        return True
    if any(word in lists.organization_heads or word in lists.place_heads for word in words):
        return True
    return len(words) == 1 and name.isupper() and len(name) > 1


def name_gender(name: str, before: str = "") -> str | None:
    """ "male" or "female" by a title or given name; None when neither tells.

    >>> name_gender("Mrs. Bennet"), name_gender("Dmitry Peskov"), name_gender("Slutsky", "Mr. ")
    ('female', 'male', 'male')
    """
    table, lists = load_gazetteer().gender, quotation_words()
    last = name.rsplit(None, 1)[-1].lower() if name.strip() else ""
    if name[:1].islower() or name.split()[:1] in (["The"], ["A"], ["His"], ["Her"], ["My"]):
        return "male" if last in lists.male_nouns else "female" if last in lists.female_nouns else None
    tail = before.split()
    words = ([tail[-1].lower().rstrip(".")] if tail else []) + name.replace(".", " ").lower().split()[:3]
    return next((table[word] for word in words if word in table), None)


def _title_before(text: str, at: int) -> str:
    tail = text[max(0, at - 12) : at].split()
    return tail[-1].lower().rstrip(".") if tail and text[at - 1 : at] == " " else ""


def _clean(name: str) -> str:
    """A name without titles before it and a possessive after it."""
    titles = load_gazetteer().titles
    words = name.replace("\u00a0", " ").split()
    while len(words) > 1 and (words[0].lower().rstrip(".") in titles or words[0].lower().rstrip(".") in _HONORIFIC):
        words = words[1:]
    out = " ".join(words)
    return out[:-2] if out.endswith(("'s", "’s")) else out.rstrip("'’.") if not re.search(r"\b[A-Z]\.$|Jr\.$|Sr\.$", out) else out


def _bare(word: str) -> str:
    return word.lower().rstrip(".,'’").replace("’", "'")


@lru_cache(maxsize=1)
def _human_noun() -> re.Pattern[str]:
    lists = quotation_words()
    nouns = "|".join(sorted(lists.male_nouns | lists.female_nouns | (lists.unnamed - lists.bodies), key=lambda w: (-len(w), w)))
    return re.compile(rf"\b((?:the|a|an|his|her|my|their|our|one|another|this|that) (?:(?!(?:of|and|to|in|on|at|who|that|was|is|had)\b)[a-z][\w-]+ ){{0,2}}?)({nouns})\b(?![’'-]\w)", re.IGNORECASE)
