"""Who stands on which side of a result: words of a sentence in, the words of a party out (M21)."""

from __future__ import annotations

from functools import lru_cache

from extractor.checks.counts.cast import Cast
from extractor.checks.counts.slots.tokens import Line, Word
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import load_words
from extractor.core.clause import Entity
from extractor.recognizers.gazetteer import load_gazetteer

Side = frozenset[str]
"""The words of a party, each as its stem; a people by its country."""

_CONTEST = vocabulary("contest_nouns")
_BE = vocabulary("be")
_GENITIVES = frozenset(("'s", "'", "’s", "’"))
_LITTLE = frozenset(("the", "a", "an", "of", "and", "its", "their", "his", "her", "our", "new", "team", "side"))
_BETWEEN = frozenset(("having", "not", "never", "only", "just", "both", "all"))
_RELATIVE = vocabulary("relative")
_CONJUNCTIONS = frozenset(
    ("while", "as", "when", "after", "before", "because", "but", "although", "though", "with", "if", "until", "since", "than")
)
_HAVING = vocabulary("having")
MISTAGGED = frozenset(("beat", "beats", "thrash", "won"))
"""Verbs that a tagger may take for nouns between two names."""
_PARTICLES = frozenset(("aside", "past", "off", "out", "down", "away", "back"))
_DEEPEST = 6
_NOUN_PHRASE = frozenset(("NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON", "X"))


@lru_cache(maxsize=20_000)
def name_keys(text: str) -> Side:
    """The words of a party's name.

    >>> sorted(name_keys("the Slovenes")), sorted(name_keys("Mallory's side"))
    (['slovenia'], ['mallor'])
    """
    words, demonyms = load_words(), load_gazetteer().demonyms
    out: set[str] = set()
    for raw in text.replace("’", "'").replace("-", " ").split():
        word = raw.strip("\"'.,;:()").removesuffix("'s").rstrip("'")
        if not word or word.lower() in _LITTLE:
            continue
        for part in demonyms.get(word, word).split():
            if part.lower() not in _LITTLE:
                out.add(words.stem(part.lower()))
    return frozenset(out) or frozenset(w for w in text.lower().split() if w in ("team", "side"))


class Parties:
    """The parties of one sentence."""

    def __init__(self, line: Line, text: str, cast: Cast, entities: tuple[Entity, ...]) -> None:
        self.line, self.text, self.words = line, text, line.words
        self._meant = [(a, b, entities[n]) for a, b, n in cast.on_line.get(line.number, ())]

    def side(self, phrase: list[int]) -> Side:
        """The words of a noun phrase, and of whom a pronoun in it means."""
        nouns = [k for k in phrase if self._noun(k)]
        if not phrase or (nouns and self.words[nouns[-1]].low in _CONTEST and not self.text[self.words[nouns[-1]].start].isupper()):
            return frozenset()
        head = self.words[phrase[-1]]
        shown = " ".join(self.text[self.words[k].start : self.words[k].end] for k in phrase if self._noun(k) or self._capital(k))
        made = name_keys(shown)
        for a, b, entity in self._meant:
            if a <= head.start < b and (head.pos in ("PRON", "DET") or entity.named):
                made |= frozenset().union(*map(name_keys, (entity.name, *entity.aliases)))
        return made

    def subject(self, verb: int) -> Side:
        """Who does what a verb says, or of whom a passive says it."""
        return self.side(self._subject(verb, 0))

    def _subject(self, verb: int, depth: int) -> list[int]:
        """The noun phrase before a verb, or the subject of the verb whose subject it shares."""
        words, k = self.words, verb - 1
        infinitive = k >= 0 and words[k].low == "to"
        while k >= 0 and (words[k].pos in ("AUX", "ADV", "PART") or words[k].low in _BETWEEN):
            k -= 1
        if k < 0:
            return self._first_behind_comma(verb)
        if words[k].low in _RELATIVE and k:
            k -= 2 if words[k - 1].low == "," and k > 1 else 1
        reduced = words[k].low == "," and k == verb - 1 and self._participle(verb)
        phrase = [] if infinitive else self._ending_at(k - 1 if reduced else k)
        if not phrase and words[k].low == "," and not infinitive and words[verb].tag != "VBG":
            named = self._ending_at(k - 1)
            if named and named[0] > 1 and words[named[0] - 1].low == ",":
                return self._ending_at(named[0] - 2) + named  # "the Greens' candidate, Pavel Oster, beat ..."
        if phrase and words[phrase[0] - 1].low == "of" and phrase[0] > 1:
            phrase = self._ending_at(phrase[0] - 2) + phrase
        if phrase and not self._governed(phrase[0], verb):
            return phrase
        other = next((i for i in range((phrase[0] if phrase else k + 1) - 1, -1, -1) if self._verb(i)), -1)
        if other < 0:
            other = next((i for i in range(k, -1, -1) if words[i].pos == "AUX"), -1)
        if other >= 0 and depth < _DEEPEST:
            return self._subject(other, depth + 1) or phrase
        return phrase or self._first_behind_comma(verb)

    def _governed(self, first: int, verb: int) -> bool:
        """A preposition governs the phrase, and it is no subject of a clause that opens with a time or a place."""
        before = self.words[first - 1] if first else None
        if before is None or before.pos not in ("ADP", "SCONJ") or before.low in _CONJUNCTIONS:
            return False
        finite = self.words[verb].tag in ("VBD", "VBZ", "VBP", "VBN", "_")
        return not (finite and (first < 2 or self.words[first - 2].low == ","))

    def passive(self, verb: int) -> bool:
        """ "Swansea were beaten 4-0": the subject has what the verb's object has."""
        before = [self.words[k].low for k in range(max(0, verb - 3), verb)]
        if any(low in _BE for low in before) and self.words[verb].tag in ("VBN", "VBD", "_"):
            return True
        by = next((k for k in range(verb + 1, min(verb + 7, len(self.words))) if self.words[k].low == "by"), -1)
        reduced = self.words[verb].tag in ("VBN", "VBD") and not _HAVING & set(before) and (not verb or self.words[verb - 1].pos == "PUNCT")
        return reduced and by > 0 and any(self._name(k) for k in (by + 1, by + 2))

    def behind(self, start: int, stop: int, leads: frozenset[str]) -> Side:
        """The first party that stands behind one of some prepositions between two words."""
        for k in range(start, min(stop, len(self.words))):
            if self.words[k].low in leads:
                phrase = self.phrase_from(k + 1, stop)
                if any(self.words[i].pos == "PROPN" or self.words[i].low in _TEAMS for i in phrase):
                    return self.side([i for i in phrase if self.words[i].low not in _CONTEST])
        return frozenset()

    def object_of(self, verb: int, stop: int) -> Side:
        """Whom a verb's object names; empty where it is a match or a part of one."""
        start = verb + 2 if self.words[verb + 1 : verb + 2] and self.words[verb + 1].low in _PARTICLES else verb + 1
        phrase = self.phrase_from(start, stop)
        nouns = [k for k in phrase if self._noun(k)]
        if not nouns or self.words[nouns[-1]].low in _CONTEST or any(self.words[k].low in _CONTEST for k in phrase if not self._noun(k)):
            return frozenset()
        return self.side(phrase)

    def phrase_from(self, start: int, stop: int) -> list[int]:
        """The noun phrase that begins at a word."""
        out: list[int] = []
        for k in range(start, min(stop, len(self.words))):
            word = self.words[k]
            inside = word.low in ("'s", "&", "-") or (word.low == "and" and out and self._name(k - 1) and self._name(k + 1))
            if word.pos not in _NOUN_PHRASE and not inside and not word.tag.startswith("NNP"):
                break
            if out and word.pos in ("DET", "PRON") and word.low not in _GENITIVES:
                break
            if out and word.pos == "NUM":
                break
            out.append(k)
        return out

    def owner(self, noun: int) -> Side:
        """Whose a noun is: "the Comets' 88-79 victory"."""
        for k in range(noun - 1, max(-1, noun - 9), -1):
            word = self.words[k]
            if word.low in _GENITIVES and k:
                return self.side(self._ending_at(k - 1))
            if word.low in ("their", "his", "her", "its"):
                return self.side([k])
            if word.pos in ("VERB", "AUX", "ADP", "DET") or word.low in (",", "."):
                break
        return frozenset()

    def _ending_at(self, k: int) -> list[int]:
        out: list[int] = []
        while k >= 0:
            word = self.words[k]
            if word.pos in ("DET", "PRON") and word.low not in _GENITIVES:
                return [k, *out[::-1]] if word.low not in _RELATIVE else out[::-1]
            joined = (
                word.low in ("and", "&") and out and self._name(out[-1]) and (self._name(k - 1) or self.words[out[-1] - 1].low == "the")
            )
            if not (word.nominal or word.pos in ("ADJ", "X") or word.tag.startswith("NNP") or word.low in _GENITIVES or joined):
                break
            out.append(k)
            k -= 1
        return out[::-1]

    def _first_behind_comma(self, verb: int) -> list[int]:
        comma = next((k for k in range(verb, len(self.words)) if self.words[k].low == ","), len(self.words))
        return self.phrase_from(comma + 1, len(self.words))

    def _participle(self, k: int) -> bool:
        return self.words[k].tag == "VBN" or self.words[k].low == "beaten"

    def _capital(self, k: int) -> bool:
        """A name or its adjective: "the Canadian women"."""
        word = self.words[k]
        return word.pos == "ADJ" and k > 0 and self.text[word.start].isupper()

    def _noun(self, k: int) -> bool:
        return self.words[k].nominal or self.words[k].tag.startswith("NNP")

    def _verb(self, k: int) -> bool:
        word = self.words[k]
        return (word.pos == "VERB" and not word.tag.startswith("NNP")) or word.low in MISTAGGED

    def _name(self, k: int) -> bool:
        return 0 <= k < len(self.words) and self.words[k].pos == "PROPN"


_TEAMS = frozenset(("champions", "hosts", "visitors", "team", "side", "leaders", "holders"))


def words_between(words: tuple[Word, ...], start: int, stop: int) -> frozenset[str]:
    """The keys of the words from one place to another, those of grammar left out."""
    return frozenset(
        k for w in words[max(0, start) : stop] if w.pos not in ("DET", "PUNCT", "AUX", "CCONJ") for k in (*w.keys, w.low) if k[0] != "^"
    )
