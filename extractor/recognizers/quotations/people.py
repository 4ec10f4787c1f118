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
from extractor.recognizers.quotations.descriptions import FAMILY, Descriptions
from extractor.recognizers.quotations.leading import leads
from extractor.recognizers.quotations.lexicon import quotation_words
from extractor.recognizers.quotations.marks import Quoted
from extractor.recognizers.quotations.naming import HONORIFICS, bare_name, is_body, name_gender, title_before
from extractor.recognizers.quotations.person import Person, agrees, is_many, wanted_by
from extractor.recognizers.quotations.story_names import genders_by_pronoun, narrator_name, same_names
from extractor.recognizers.quotations.surfaces import Surface, find_surfaces

NARRATOR = "the narrator"
_SILENT = frozenset({"headline", "byline", "boilerplate"})
"""Parts of an article whose people no pronoun of the text means."""
_SPOKE = 2.0
"""How much more likely a pronoun means somebody who has just spoken."""
_REPORTED = 0.5
"""The same for somebody whose words were only reported."""
_JUST_REPORTED = 4.0
"""The same for the last sentence before a quotation: more than a known gender and the place of a subject together."""
_HERE = 1.5
"""The same for the subject of the pronoun's own paragraph, in a report."""
_TOPIC = 2.4
"""The same, beyond that, for the subject of the last sentence before a quotation that is not the first: more than for the last speaker."""
_BESIDE_HIM = re.compile(r"\b(?:him|her|them)\b")
"""Words for somebody else in a sentence, the last speaker perhaps: "Brandt stood beside him"."""
_APPOSED = re.compile(r"[A-Z][\w’'-]+, (?:\d{1,3}, )?$")
"""What stands before a description that only adds to a name: "Omar Tek, a nurse"."""
_PREDICATE = re.compile(r"\b(?:is|are|was|were|be|been|became|like|as)\b[^.!?;\n]*$")
_NEAR = 40
"""How far back the verb of "Joseph was an elderly, nay, an old man" stands."""
_STOP = re.compile(r"[.!?] ")
_NEXT = re.compile(r"(?:, [^,.\n]{1,60},|,)? (?:also |later |then |has |had )?(\w+)")
_PAGES = 6_000
"""How far back the people of a story are remembered."""
_WINDOW, _LINES = 2, 10
"""Paragraphs a pronoun of a report looks back, its own included (S3), and lines where no empty lines part the paragraphs."""
_STORY_WINDOW, _STORY_LINES = 10, 20
"""The same for a story, whose paragraphs are what one says."""


class People:
    """Everybody an article mentions outside its quotations, looked up lazily."""

    def __init__(
        self,
        text: str,
        quoted: Sequence[Quoted],
        names: Sequence[NameMention],
        blocks: Sequence[Block] = (),
        *,
        story: bool = False,
    ) -> None:
        self.text = text
        self.story = story
        """A story tells of its people by the way; a report names them."""
        self.descriptions = Descriptions(text)
        self._quoted = quoted
        self._names = names
        self._silent = [block for block in blocks if block.kind in _SILENT]
        self._spaced = "\n\n" in text
        self._read: dict[int, Person] = {}

    @cached_property
    def surfaces(self) -> list[Surface]:
        """Start, end and kind of every name; found by its capitals when no names were given."""
        if self._names:
            return [(n.start, n.end, n.kind) for n in self._names if n.kind not in ("place",)]
        return find_surfaces(self.text)

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
        nouns = self.descriptions.phrases + (self.descriptions.owners if self.story else [])
        out = [*self.surfaces, *((start, end, "noun") for start, end in nouns)]
        silent = [block.start for block in self._silent]
        kept: list[tuple[int, int, str | None]] = []
        names = sorted((start, end) for start, end, _ in self.surfaces)
        last = 0
        for span in sorted(out, key=lambda x: (x[0], -x[1])):
            if span[0] < last or (span[2] == "noun" and self._leads_to_name(span[0], span[1], names)):
                continue
            if self.is_quoted(span[0]):
                continue
            k = bisect_left(silent, span[0] + 1) - 1
            if k >= 0 and span[0] < self._silent[k].end:
                continue
            kept.append(span)
            last = span[1]
        return kept

    def _leads_to_name(self, start: int, end: int, names: Sequence[tuple[int, int]]) -> bool:
        """ "The Foreign Secretary" before his name, which may begin with his office."""
        k = bisect_left(names, (start, 0))
        if k == len(names):
            return False
        return start < names[k][0] <= end < names[k][1] or (names[k][0] == end + 1 and self.text[end] == " ")

    @cached_property
    def _starts(self) -> list[int]:
        return [span[0] for span in self._spans]

    def is_quoted(self, at: int) -> bool:
        """Whether an offset lies inside a quotation."""
        k = bisect_left(self._quoted, at + 1, key=lambda q: q.outer_start) - 1
        return k >= 0 and at < self._quoted[k].outer_end

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
        name = self.descriptions.couple.get(gender or "") if noun in FAMILY and owner in ("his", "her", "their") else None
        name = name or self.descriptions.named(phrase) or self.titled(phrase, start) or self.descriptions.introduced(phrase, start)
        if self.story:
            phrase = f"{phrase[0].lower()}{phrase[1:]}"  # "My mother" and "my mother" are one
        return Person(start, end, name or phrase, gender, leads(self.text, start), True)

    def _named(self, start: int, end: int, kind: str | None) -> Person:
        name = self.text[start:end]
        gender = self._learned.get(bare_name(name).split()[-1] if bare_name(name) else name) or name_gender(
            name, title_before(self.text, start)
        )
        human = kind == "person" or (kind is None and not is_body(name))
        if not human or kind in ("organization", "country"):
            gender = "thing"
        return Person(
            start, end, self.fullest(name, start), gender or name_gender(self.fullest(name, start)), leads(self.text, start), human
        )

    @cached_property
    def _learned(self) -> dict[str, str]:
        """Gender of last names that stand somewhere with a title or given name of one gender only; in a story also by pronouns."""
        seen: dict[str, set[str]] = defaultdict(set)
        for start, end, kind in self.surfaces:
            if kind in (None, "person"):
                name = self.text[start:end]
                gender = name_gender(name, title_before(self.text, start))
                if gender and bare_name(name):
                    seen[bare_name(name).split()[-1]].add(gender)
        learned = {word: next(iter(genders)) for word, genders in seen.items() if len(genders) == 1}
        if self.story:
            learned |= {word: gender for word, gender in genders_by_pronoun(self.text, self._spans).items() if word not in seen}
        return learned

    @cached_property
    def _same_name(self) -> dict[str, str]:
        """Short and full forms of one name in a story."""
        return same_names(self.text, self.surfaces, {span[0] for span in self._spans}) if self.story else {}

    @cached_property
    def narrator(self) -> str:
        """Who the "I" outside quotations is."""
        return narrator_name(self.text, self._quoted) or NARRATOR

    def fullest(self, name: str, at: int) -> str:
        """The longest form of a name the article has: earlier ones first, then later ones."""
        clean = bare_name(name)
        words = clean.split()
        if len(words) != 1:
            return clean or name
        if self.story and clean.lower() in load_gazetteer().titles:
            return self.titled(f"the {clean.lower()}", at) or clean
        titled = name.split()[0].lower().rstrip(".") if len(name.split()) > 1 else title_before(self.text, at)
        gender = name_gender(name, titled)
        options = [option for option in self.full_names.get(clean, ()) if not is_body(option[1]) or clean in option[1].split()[-1:]]
        options = [o for o in options if not gender or name_gender(o[1]) in (None, gender)]
        earlier = [o for o in options if o[0] <= at]
        ends = [o for o in (earlier or options) if o[1].split()[-1] == clean] or earlier or options
        if ends and len({o[1] for o in ends if name_gender(o[1])}) <= 1:
            return max(ends, key=lambda o: (len(o[1].split()) <= 4, -o[0]))[1]
        if titled in HONORIFICS and titled:
            title = name.split()[0] if len(name.split()) > 1 else self.text[max(0, at - 12) : at].split()[-1]
            return f"{title[0].upper()}{title[1:]} {clean}"
        full = self._same_name.get(clean, clean)
        if self.story and clean.isupper() and clean.capitalize() in self._name_words:
            full = clean.capitalize()
        return self.fullest(full, at) if full != clean else clean

    def fits(self, at: int, pronoun: str, *, prefer: Sequence[str] = (), margin: float = 0.0) -> list[tuple[float, Person]]:
        """Who a pronoun at an offset can mean with a score each, the nearest first; empty when nobody fits."""
        wanted = wanted_by(pronoun)
        floor = self._floor(at)
        out: list[tuple[float, Person]] = []
        for k in range(bisect_left(self._starts, at) - 1, -1, -1):
            person = self._person(k)
            if person.start < floor or len(out) > 40:
                break
            if not agrees(person, wanted) or self._is_spoken_of(person):
                continue
            score = 2.0 * (person.gender == wanted) + 1.5 * person.leading
            score -= 0.8 * self.text.count("\n", person.end, at) + 0.25 * len(
                _STOP.findall(self.text, person.end, min(at, person.end + 600))
            )
            if margin and person.leading and "\n" not in self.text[person.end : at]:
                score += _HERE + (_TOPIC if prefer and self._opens_last_sentence(person, at) else 0.0)
            spoke = _SPOKE if person.name in prefer else self._reported(person, at) if margin and self._reports(person) else 0.0
            out.append((score + spoke, person))
        return out

    def _opens_last_sentence(self, person: Person, at: int) -> bool:
        """Whether somebody is the subject of the sentence right before a quotation: "Corker was unhappy. [...], he said"."""
        if not person.human or not person.name[:1].isupper() or self.text.startswith(("'s", "’s"), person.end):
            return False
        between = self.text[person.end : at].rstrip("“\"‘' ")
        return between.endswith((".", "!", "?")) and _STOP.search(between) is None and _BESIDE_HIM.search(between) is None

    def _reported(self, person: Person, at: int) -> float:
        """What reported words count: most in the sentence right before a quotation: "Stroe said the price is low. [...], he added"."""
        between = self.text[person.end : at].rstrip("“\"‘' ")
        return _JUST_REPORTED if between.endswith((".", "!", "?")) and _STOP.search(between) is None else _REPORTED

    def _is_spoken_of(self, person: Person) -> bool:
        """ "A capital fellow!", "in want of a wife", "Omar Tek, a nurse": somebody who is not there, or there already."""
        if person.name[:1].islower() and _APPOSED.search(self.text, max(0, person.start - _NEAR), person.start):
            return True
        article = person.name.partition(" ")[0].lower()
        if article not in ("a", "an", "no", "any"):
            return False
        if not person.leading or self.text[person.end : person.end + 1] in tuple("!.?,;:"):
            return True
        return _PREDICATE.search(self.text, max(0, person.start - _NEAR), person.start) is not None

    def nearest(self, at: int, pronoun: str, *, prefer: Sequence[str] = (), margin: float = 0.0) -> list[Person]:
        """The best fits of a pronoun, several when nothing prefers one: those as good as the best but for `margin`."""
        fits = self.fits(at, pronoun, prefer=prefer, margin=margin)
        if not fits:
            return []
        best = max(score for score, _ in fits)
        top: dict[str, Person] = {}
        for score, person in fits:
            if score >= best - margin - 1e-9:
                top.setdefault(person.name, person)
        return list(top.values())

    def may_be(self, name: str, wanted: str) -> bool:
        """Whether a pronoun that asks for this gender can mean a name."""
        return self.gender_of(name) in (wanted, None) and not is_many(name)

    def gender_of(self, name: str) -> str | None:
        """ "male" or "female" where the words of a name or the text tell it."""
        return name_gender(name) or self._learned.get(name.rpartition(" ")[2])

    def is_name(self, word: str) -> bool:
        """Whether a word is a given name, or a name of somebody in the text."""
        return word.lower() in load_gazetteer().gender or word in self._name_words

    @cached_property
    def _name_words(self) -> frozenset[str]:
        return frozenset(word for start, end, kind in self.surfaces if kind in (None, "person") for word in self.text[start:end].split())

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
        window, lines = (_STORY_WINDOW, _STORY_LINES) if self.story else (_WINDOW, _LINES)
        breaks, position = (window if self._spaced else lines), at
        mark = "\n\n" if self._spaced else "\n"
        for _ in range(breaks):
            position = self.text.rfind(mark, max(0, at - 6_000), position)
            if position < 0:
                return max(0, at - 6_000)
        return position

    def spouse(self, phrase: str, at: int) -> str | None:
        """ "His wife" is Mrs. X where "he" is Mr. X and the text names both; likewise "her husband"."""
        words = phrase.lower().split()
        if len(words) != 2 or words[0] not in ("his", "her", "their") or words[1] not in FAMILY:
            return None
        wanted, titles = ("female", ("Mrs.", "Mrs")) if words[1] in ("wife", "lady", "mother") else ("male", ("Mr.", "Mr"))
        for owner in self.nearest(at, words[0]) if words[1] in ("wife", "lady", "husband") else ():
            last = owner.name.split()[-1]
            for title in titles:
                if f"{title} {last}" in self.descriptions.married:
                    return f"{title} {last}"
        return self.descriptions.couple.get(wanted)

    def titled(self, phrase: str, at: int) -> str | None:
        """The full name of who is meant by a title: "the minister", "her aunt"; None for nobody or several."""
        name = self.descriptions.titled(phrase)
        if name is None or len(name.split()) > 1 or name.lower() in load_gazetteer().titles:
            return name
        return self.fullest(name, at)

    def subject_before(self, start: int, end: int) -> Person | None:
        """The first person who leads a sentence of `text[start:end]`, the last such sentence first."""
        lo, hi = bisect_left(self._starts, start), bisect_left(self._starts, end)
        inside = [person for person in map(self._person, range(lo, hi)) if person.human]
        inside = [person for person in inside if not self._is_spoken_of(person)] or inside
        leading = [p for p in inside if p.leading]
        return (leading or inside)[-1] if inside else None

    def leaders(self, start: int, end: int) -> list[str]:
        """Names of the people who lead sentences of `text[start:end]`, each once."""
        lo, hi = bisect_left(self._starts, start), bisect_left(self._starts, end)
        inside = map(self._person, range(lo, hi))
        return list(dict.fromkeys(p.name for p in inside if p.human and p.leading and not p.name.startswith(("a ", "an ", "no "))))
