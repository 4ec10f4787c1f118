"""Offices and functions before and after names: "spokesman Dmitry Peskov", "Slutsky, the chairman of the Committee"."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.core.syntax import Sentence
from extractor.recognizers.entities.words import EntityWords, entity_words
from extractor.recognizers.gazetteer import Gazetteer

_FORMS_OF_ADDRESS = frozenset("mr mrs ms miss mx dr sir dame lord lady mister madam".split())
_INSIDE = frozenset({"NOUN", "ADJ", "PROPN", "ADP", "DET", "PART", "NUM"})
_LINKS = frozenset({"of", "for", "at", "in", "to", "on", "with", "from"})
_MAX = 24
"""Longest role in tokens; what is longer is no role but a sentence."""


@dataclass(frozen=True, slots=True)
class Role:
    """Tokens [first, last] of one sentence, without the article; `full` starts at the article."""

    first: int
    last: int
    full: int
    alone: bool
    """True for an apposition, which can stand for the name elsewhere."""


def role_before(sentence: Sentence, first: int, last: int, lists: Gazetteer, words: EntityWords) -> Role | None:
    """The title that stands before a name at tokens [first, last]."""
    tokens = sentence.tokens
    end = first - 1
    comma = end >= 0 and tokens[end].text == ","
    if comma:
        end -= 1
    if end < 0:
        return None
    address = tokens[end].text.lower().rstrip(".") in _FORMS_OF_ADDRESS
    if address and end and tokens[end - 1].upos in ("NOUN", "PROPN"):  # "Undersecretary for Education Mr. Toccafondi"
        return _role_with_of(sentence, end, lists, words)
    if not _is_role(sentence, end, lists, words):
        return None if comma else _role_with_of(sentence, first, lists, words)
    begin = end
    while begin - 1 >= 0 and end - begin < _MAX and _belongs_left(sentence, begin - 1, last):
        begin -= 1
    while begin < end and tokens[begin].text.replace("’", "'") in ("'s", "'", "-", "–"):
        begin += 1
    full = begin
    while begin < end and tokens[begin].upos == "DET":
        begin += 1
    if begin == end and tokens[end].text.lower().rstrip(".") in _FORMS_OF_ADDRESS:
        return None
    if comma and (full == begin and "'s" not in {t.text.replace("’", "'") for t in tokens[begin : end + 1]} and begin > 0):
        return None  # "officials, Peskov": no apposition without an article or a possessor
    return Role(begin, end, full, alone=comma)


def _belongs_left(sentence: Sentence, i: int, last: int) -> bool:
    token = sentence.tokens[i]
    if token.text.replace("’", "'") in ("'s", "'", "-", "–"):
        return True
    if _is_rank_or_office(sentence, i):
        return True
    if token.upos not in ("NOUN", "ADJ", "PROPN", "DET", "PRON") or (token.upos == "PRON" and token.deprel != "nmod:poss"):
        return False
    return i < token.head <= last or token.deprel in ("compound", "amod", "det", "nmod:poss", "flat")


def _is_rank_or_office(sentence: Sentence, i: int) -> bool:
    """A singular noun for a person right before another title: "director General Suleiman"."""
    token = sentence.tokens[i]
    return token.xpos in ("NN", "NNP") and entity_words().is_person(token.lemma.lower())


def _role_with_of(sentence: Sentence, first: int, lists: Gazetteer, words: EntityWords) -> Role | None:
    """ "CEO of the Refugee Council Enver Solomon": the title noun stands further left, with a phrase in between."""
    tokens = sentence.tokens
    i = first - 1
    while i >= 0 and first - i < 12 and tokens[i].upos in _INSIDE:
        if tokens[i].text.lower() in ("of", "for", "at") and i and _is_role(sentence, i - 1, lists, words):
            begin = i - 1
            if tokens[first - 1].upos != "PROPN" or (
                tokens[begin].text[:1].islower() and begin and tokens[begin - 1].upos not in ("ADJ", "PROPN", "NOUN", "DET")
            ):
                return None
            while begin - 1 >= 0 and tokens[begin - 1].upos in ("NOUN", "ADJ", "PROPN"):
                begin -= 1
            return Role(begin, first - 1, begin, alone=False)
        i -= 1
    return None


def role_after(sentence: Sentence, last: int, kind: str, lists: Gazetteer, words: EntityWords) -> Role | None:
    """The apposition that follows a name whose last token is `last`: between commas, or in brackets."""
    tokens = sentence.tokens
    if last + 2 >= len(tokens):
        return None
    loose = kind == "person" and tokens[last + 1].text in ("a", "an")  # "Jane Doe an analyst at Alta, said": the comma was left out
    if tokens[last + 1].text not in (",", "(") and not loose:
        return None
    full = k = last + (1 if loose else 2)
    while k < len(tokens) and tokens[k].upos == "DET" and tokens[k].text.lower() in ("the", "a", "an", "one", "another"):
        k += 1
    begin = head = k
    while (
        k < len(tokens)
        and k - begin < _MAX
        and (
            tokens[k].upos in ("NOUN", "ADJ", "PROPN", "NUM")
            or tokens[k].text.replace("’", "'") in ("'s", "-", "–", "'")
            or (tokens[k].upos == "VERB" and tokens[k].deprel == "amod")
            or tokens[k].deprel == "nmod:poss"
        )
    ):
        if tokens[k].upos in ("NOUN", "PROPN"):
            head = k
        k += 1
    if k == begin or tokens[head].upos not in ("NOUN", "PROPN") or head != k - 1:
        return None
    if not (_is_role(sentence, head, lists, words) if kind == "person" else tokens[head].lemma.lower() in words.bodies):
        return None
    if kind != "person" and tokens[head].upos == "PROPN" and tokens[head].text[:1].isupper():
        return None  # "the Federal Reserve, the Bank of Japan and ...": a body of its own
    end = head
    while k < len(tokens) and k - begin < _MAX:
        token = tokens[k]
        if (
            token.upos in _INSIDE
            or token.xpos in ("NNP", "NNPS")
            or token.text.replace("’", "'") in ("'s", "-")
            or (token.text.lower() == "and" and k + 1 < len(tokens) and tokens[k + 1].upos in ("NOUN", "PROPN", "ADJ"))
        ):
            end = k
            k += 1
            continue
        break
    closing = tokens[k].text if k < len(tokens) else "."
    relative = k < len(tokens) and tokens[k].text.lower() in ("who", "which", "whose")
    closed = closing in (",", ".", "..", ")", ";", ":") or closing.startswith(("”", '"', "“")) or relative
    if not (closing == "," if loose else closed or _unclosed(sentence, last, head, k, kind)):
        return None  # "..., the Church denied": a clause of its own
    while end > head and tokens[end].upos in ("ADP", "DET", "PART"):
        end -= 1
    return Role(begin, end, full, alone=True)


def _unclosed(sentence: Sentence, last: int, head: int, verb: int, kind: str) -> bool:
    """ "Tom Lee, the president of Alta announced": a name that nothing governs, its office with a body, and at once the verb."""
    tokens = sentence.tokens
    if kind != "person" or verb - head < 3 or tokens[verb].xpos not in ("VBD", "VBZ", "VBP", "MD") or tokens[head + 1].text not in _LINKS:
        return False
    first = last
    while first and tokens[first - 1].upos == "PROPN":
        first -= 1
    return first == 0 or tokens[first - 1].text in (",", ";", ":", "and", "but", "that")


def role_by_copula(sentence: Sentence, last: int, lists: Gazetteer, words: EntityWords) -> Role | None:
    """ "Stoltenberg is the secretary-general of NATO"."""
    tokens = sentence.tokens
    if last + 2 >= len(tokens) or tokens[last + 1].lemma != "be":
        return None
    if tokens[last + 2].text.lower() not in ("the", "a", "an"):
        return None
    k = last + 3
    head = -1
    while (
        k < len(tokens)
        and k - last < _MAX
        and (tokens[k].upos in ("NOUN", "ADJ", "PROPN") or tokens[k].text.replace("’", "'") in ("'s", "-"))
    ):
        if tokens[k].upos in ("NOUN", "PROPN"):
            head = k
        k += 1
    if head < 0 or head != k - 1 or not _is_role(sentence, head, lists, words):
        return None
    end = head
    while (
        k < len(tokens)
        and k - last < _MAX
        and (
            tokens[k].upos in ("PROPN", "NOUN", "ADJ", "DET")
            or tokens[k].text.lower() in _LINKS
            or tokens[k].text.replace("’", "'") == "'s"
        )
    ):
        end = k
        k += 1
    while end > head and tokens[end].upos in ("ADP", "DET"):
        end -= 1
    return Role(last + 3, end, last + 2, alone=False)


def _is_role(sentence: Sentence, i: int, lists: Gazetteer, words: EntityWords) -> bool:
    token = sentence.tokens[i]
    low = token.text.lower().rstrip(".")
    if token.upos not in ("NOUN", "PROPN", "ADJ"):
        return False
    if low != token.lemma.lower() and token.upos == "NOUN" and not low.endswith("s"):
        pass
    if token.xpos in ("NNS", "NNPS"):
        return False
    if low in lists.titles or words.is_person(low) or words.is_person(token.lemma.lower()):
        return True
    if i >= 2 and sentence.tokens[i - 1].text == "-":
        joined = sentence.tokens[i - 2].text.lower() + "-" + low
        return words.is_person(joined) or joined in lists.titles
    return False
