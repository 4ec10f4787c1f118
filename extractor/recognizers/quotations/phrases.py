"""Read a stretch of text beside a quotation: words in, the noun phrase that speaks out. No parse is needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractor.recognizers.quotations.lexicon import quotation_words

_WORD = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Col|Lt|Sgt|Capt|Prof|Rev|Hon|Maj|Adm|Jr|Sr)\.|(?:[A-Z]\.){2,}|[A-Z]\.(?= ?[A-Z])"
    r"|[^\W_]+(?:[-’'.&][^\W_]+)*|\.{2,}|--+|[^\w\s]"
)
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_OBJECTS = frozenset("the a an this that these those it him her them his its their that".split())
_OFFICE = 6
"""Words of an office before the name of its body or holder."""
_FINAL = frozenset(".!?…")


class Word(NamedTuple):
    """A word or mark beside a quotation."""

    start: int
    end: int
    text: str
    low: str

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase as it stands."""

    start: int
    end: int
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def read_words(text: str, start: int, end: int) -> list[Word]:
    """The words and marks of `text[start:end]`."""
    return [Word(m.start(), m.end(), m.group(0), m.group(0).lower().replace("’", "'")) for m in _WORD.finditer(text, start, end)]


def sentence_starts(words: Sequence[Word]) -> list[int]:
    """Indexes of the words at which a sentence begins."""
    starts = [0]
    for i in range(len(words) - 1):
        if words[i].text in _FINAL and (words[i + 1].is_capital or words[i + 1].text in '"“‘[('):
            starts.append(i + 1)
    return starts


def make_phrase(words: Sequence[Word]) -> Phrase | None:
    """A phrase of words without marks at its ends; None when nothing is left."""
    a, b = 0, len(words)
    while a < b and not words[a].is_word:
        a += 1
    while b > a and not words[b - 1].is_word and words[b - 1].text != ")":
        b -= 1
    return Phrase(words[a].start, words[b - 1].end, tuple(words[a:b])) if a < b else None


def is_cue(words: Sequence[Word], i: int, *, beside: bool = False) -> str | None:
    """Base form of the verb of speech at a word; None when it is another word or a noun of the same form."""
    lists = quotation_words()
    low = words[i].low
    base = (lists.beside if beside else lists.cues).get(low)
    if base is None or (words[i].is_capital and i > 0 and words[i - 1].text not in _FINAL):
        return None
    before = words[i - 1] if i else None
    if before is not None and before.low in ("to", "the", "a", "an", "of", "this", "that", "no", "its", "their", "our", "any", "its"):
        if low.endswith("ing") or (low == base and before.low == "to"):
            return base if before.low == "to" and low == base and beside else None
        return None if low in lists.noun_forms or low.endswith("ed") else base
    if low in lists.noun_forms:
        if before is not None and before.text == "," and low != base and i + 1 < len(words) and words[i + 1].low in _OBJECTS:
            return base  # "The report, by Kim Dao, calls the plan ..."
        if before is None or not (
            before.is_capital
            or before.low in lists.pronouns
            or before.low in lists.between
            or before.low in lists.auxiliaries
            or _is_plural(before.low)
        ):
            return None
        if before.low in ("his", "its", "s") or before.low.endswith(_POSSESSIVE):
            return None
    return base


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


def subject_before(words: Sequence[Word], c: int) -> Phrase | None:
    """The phrase that is the subject of the verb at index `c`, standing before it in the same sentence."""
    lists = quotation_words()
    begin = max(s for s in sentence_starts(words) if s <= c)
    participle = words[c].low.endswith("ing")
    j = c - 1
    if j > begin and words[j].low == "to":
        return first_phrase(words, begin, j)
    if j >= begin and words[j].low in ("him", "her", "them"):
        return make_phrase(words[j : j + 1])
    while j >= begin and (
        words[j].low in lists.between or words[j].low in ("n't",) or (words[j].low.endswith("ly") and not words[j].is_capital)
    ):
        j -= 1
    if j - 1 > begin and words[j - 1].low == "at" and words[j].low in ("last", "length", "once", "first"):
        j -= 2
    if j < begin:
        return None
    if words[j].low in ("and", "but", "then") or words[j].text in ";—–" or words[j].text == "--":
        return first_phrase(words, begin, j)
    if participle and words[j].low == "as":
        return _chunk(words, begin, j - 1)
    if participle and (words[j].low in lists.clause or words[j].low in ("by", "in", "with")) and words[j].low != "that":
        return first_phrase(words, begin, j)
    if words[j].low in lists.auxiliaries and participle:
        j -= 1
    if words[j].text == ")":
        k = j
        while k > begin and words[k].text != "(":
            k -= 1
        j = k - 1
    if j >= begin and words[j].low in lists.relatives:
        return _antecedent(words, begin, j - 1)
    if j >= begin and words[j].text == ",":
        if participle:
            return first_phrase(words, begin, j)
        return _across_commas(words, begin, j)
    return _chunk(words, begin, j)


def _antecedent(words: Sequence[Word], begin: int, j: int) -> Phrase | None:
    if j >= begin and words[j].text == ",":
        j -= 1
    if j >= begin and words[j].text == ")":
        while j > begin and words[j].text != "(":
            j -= 1
        j -= 1
    return _chunk(words, begin, j)


def _across_commas(words: Sequence[Word], begin: int, j: int) -> Phrase | None:
    """The verb follows a comma: what stands before it is an apposition or an adjunct; the subject is further left."""
    ends = [i for i in range(begin, j + 1) if words[i].text == "," or words[i].text in ";:—–"]
    parts: list[tuple[int, int]] = []
    left = begin
    for end in ends:
        parts.append((left, end))
        left = end + 1
    best: Phrase | None = None
    for a, b in reversed(parts[:-1] if len(parts) > 1 else parts):
        if b <= a:
            continue
        if words[b].text in ";:" and best is not None:
            break
        if any(_is_verb(words, i) for i in range(a, b)) and best is not None:
            break
        if words[a].low in quotation_words().prepositions or (words[a].low.endswith("ing") and not words[a].is_capital):
            continue
        phrase = _chunk(words, a, b - 1)
        if phrase is not None:
            best = phrase
            if words[a].low in ("and", "but"):
                break
    if (best is not None and not best.words[-1].is_capital) or (
        best is not None and best.words[0].low in ("the", "a", "an", "his", "her", "its", "their")
    ):
        for a, b in parts:
            if (
                a > 0
                and words[a].start > best.end
                and b - a >= 2
                and all(words[k].is_capital or words[k].text in "-.'’" for k in range(a, b))
            ):
                return make_phrase(words[a:b])
    if best is not None and best.words[-1].low in quotation_words().bodies:
        author = next(((a, b) for a, b in parts if words[a].start > best.end and words[a].low == "by" and words[b - 1].is_capital), None)
        if author is not None:  # "The report, by auditor Kim Dao, calls ..."
            return make_phrase([word for word in words[begin : author[1]] if word.start >= best.start])
    return best or _chunk(words, begin, j - 1)


def _is_verb(words: Sequence[Word], i: int) -> bool:
    lists = quotation_words()
    return words[i].low in lists.auxiliaries or (is_cue(words, i) is not None) or (words[i].low.endswith("ed") and not words[i].is_capital)


def _chunk(words: Sequence[Word], begin: int, j: int) -> Phrase | None:
    """The noun phrase that ends at word `j`."""
    lists = quotation_words()
    a = j
    while a >= begin:
        word = words[a]
        if not word.is_word and word.text not in ".&$()[]'’-/\"“”":
            break
        if word.low in lists.clause or word.low in lists.auxiliaries:
            break
        if word.low in ("and", "or") and not (a > begin and a < j and words[a - 1].is_capital and words[a + 1].is_capital):
            break
        if a < j and is_cue(words, a) is not None:
            break
        if j - a > 24:
            break
        a -= 1
    a += 1
    while a < j and words[a].low.endswith("ly"):
        a += 1
    if a > j:
        return None
    if words[j].low in lists.pronouns and words[j].text != "i":
        return make_phrase(words[j : j + 1])
    if words[a].low in ("he", "she", "they", "we") or words[a].text == "I":
        return make_phrase(words[a : a + 1])
    if words[a].low in lists.prepositions and a - 1 > begin and _is_participle(words, a - 1):
        return _chunk(words, begin, a - 2)  # "a source quoted in The Guardian"
    if words[a].low in lists.prepositions and a - 2 > begin and words[a - 1].low == "quoted" and words[a - 2].low in lists.auxiliaries:
        return _antecedent(words, begin, a - 3 - (words[a - 3].low in lists.relatives))  # "a man who was quoted by the BBC"
    if words[a].low in lists.prepositions or (words[a].low.endswith(("ing", "ed")) and not words[a].is_capital) or words[a].text[:1] == "[":
        return _name_at_end(words, a, j)
    if words[a].is_capital and words[a].low.endswith("ing") and j > a + 2:
        return _name_at_end(words, a, j)
    return make_phrase(words[a : j + 1])


def _is_participle(words: Sequence[Word], i: int) -> bool:
    """A participle that belongs to the noun before it: "a source quoted", not "they have asked"."""
    lists, before = quotation_words(), words[i - 1]
    return words[i].low.endswith("ed") and before.is_word and before.low not in lists.auxiliaries | lists.between | lists.pronouns


def _name_at_end(words: Sequence[Word], a: int, j: int) -> Phrase | None:
    """The noun phrase at the end of "On Wednesday Home Secretary Suella Braverman" or "In a report the ministry"."""
    lists = quotation_words()
    k = j
    while (
        k > a
        and words[k].low not in lists.prepositions
        and words[k].low not in ("the", "a", "an", "his", "her", "its", "their", "one", "some", "many")
    ):
        if words[k].text == "," or (k < j and words[k].low in lists.no_names):
            k += 1
            break
        k -= 1
    if words[k].low in lists.prepositions:
        k += 1
        if words[k - 1].low == "of" and k - 2 > a:
            inner = _name_at_end(words, a, k - 2)
            if inner is not None:
                return make_phrase([*inner.words, *words[k - 1 : j + 1]])
    while k < j and (words[k].low.endswith("day") or (words[k].low.endswith("ing") and not words[k].is_capital)):
        k += 1
    return make_phrase(words[k : j + 1])


def first_phrase(words: Sequence[Word], begin: int, stop: int) -> Phrase | None:
    """The first noun phrase of a sentence that can be its subject."""
    lists = quotation_words()
    i = begin
    if i < stop and (
        words[i].low in lists.prepositions or words[i].low in lists.clause or (words[i].low.endswith(("ing", "ed")) and i + 1 < stop)
    ):
        comma = next((k for k in range(i, stop) if words[k].text == ","), -1)
        if 0 <= comma < stop - 1:
            i = comma + 1
        else:
            i += 1
    while i < stop and (words[i].low in ("and", "but", "then", "so") or not words[i].is_word or words[i].low.endswith("ly")):
        i += 1
    return phrase_from(words, i, stop)


_INSIDE = frozenset({"of", "de", "la", "al", "bin", "van", "von", "and", "the"})
"""Small words inside names."""


def _leads_to_name(words: Sequence[Word], j: int, stop: int) -> bool:
    """A role between a body and its holder: "White House press secretary Jen Psaki"."""
    lists = quotation_words()
    for k in range(j, min(j + 4, stop)):
        if words[k].is_capital:
            return k > j
        if not words[k].is_word or words[k].low in lists.prepositions | lists.clause | lists.auxiliaries | lists.between | {"and", "or"}:
            return False
    return False


def _holder(words: Sequence[Word], i: int, j: int, stop: int) -> int:
    """Where "the vice president and chairman of Harrow Motors Jim Frost" ends: one with two offices, the name behind the second; or 0.

    Words `i` to `j` are the first office, word `j` is the "and".
    """
    lists = quotation_words()
    if words[j - 1].low not in lists.unnamed or any(word.low in lists.plural for word in words[i:j]):
        return 0
    k = j + 1
    while k < stop and words[k].is_word and not words[k].is_capital and k - j <= _OFFICE:
        k += 1
    offices = [word.low for word in words[j + 1 : k]]
    if not set(offices) & lists.unnamed or offices[0] in lists.pronouns | {"the", "a", "an", "his", "her", "their", "its"}:
        return 0
    end = k
    while end < stop and (words[end].is_capital or words[end].text in ".&'’-"):
        end += 1
    return end if end - k > 1 else 0


def _belongs(words: Sequence[Word], j: int, stop: int) -> bool:
    """A preposition after which the phrase goes on: "a spokesman for the group", "a man from Leeds", but "his sister from the stairs"."""
    if words[j].low in ("for", "by"):
        return True
    rest = [word for word in words[j + 1 : min(j + 5, stop)] if word.is_word]
    return words[j].low in ("from", "at") and any(word.is_capital or word.low in quotation_words().bodies for word in rest)


def phrase_from(words: Sequence[Word], i: int, stop: int) -> Phrase | None:
    """The noun phrase that begins at word `i` ("a NATO official" of "a NATO official in Brussels who asked ...")."""
    lists = quotation_words()
    if i >= stop:
        return None
    if words[i].low in lists.pronouns and words[i].low != "one":
        return make_phrase(words[i : i + 1])
    pointing = words[i].low == "that" and any(word.low in lists.male_nouns | lists.female_nouns for word in words[i + 1 : min(i + 4, stop)])
    if not pointing and (
        words[i].low in lists.prepositions
        or words[i].low in lists.clause
        or words[i].low in lists.auxiliaries
        or words[i].low in lists.relatives
    ):
        return None
    j = i + pointing
    named = False
    while j < stop and j - i < 14:
        word = words[j]
        if word.low == "and" and j > i and not named and (holder := _holder(words, i, j, stop)):
            j = holder
            break
        if not word.is_word and word.text not in ".&'’-/" and not (word.text == "." and len(word.text) == 1):
            break
        if word.text in _FINAL or word.low in lists.clause or word.low in lists.relatives or word.low in lists.auxiliaries:
            break
        if j > i and (word.low in lists.pronouns and word.low not in ("one",)):
            break
        if word.low in lists.prepositions and word.low != "of" and (named or not _belongs(words, j, stop)):
            break
        if j > i and word.low in lists.between and not word.is_capital:
            break
        if j > i and (
            is_cue(words, j) is not None
            or (word.low.endswith(("ed", "ing")) and not word.is_capital and (j > i + 1 or words[j - 1].is_capital))
        ):
            break
        if word.low in ("and", "or") and not (j > i and j + 1 < stop and words[j - 1].is_capital and words[j + 1].is_capital):
            break
        if named and not word.is_capital and word.low not in _INSIDE and j > i and not _leads_to_name(words, j, stop):
            break
        named = named or (word.is_capital and word.low not in lists.no_names)
        if word.low.endswith("ly") and not word.is_capital:
            break
        j += 1
    while j > i and words[j - 1].low in lists.prepositions | {"and", "the", "a"}:
        j -= 1
    return make_phrase(words[i:j])
