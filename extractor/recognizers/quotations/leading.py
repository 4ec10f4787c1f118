"""Tell whether a mention stands where a subject stands: first in its sentence or clause, behind nothing but its office."""

from __future__ import annotations

from extractor.recognizers.gazetteer import load_gazetteer
from extractor.recognizers.quotations.lexicon import quotation_words

_OFFICE = 5
"""Words of an office before a name: "Interior Minister", "former union secretary"."""
_MARKS = " \"“”‘'"
_LEADS = frozenset("and but when as while if that the mr. mrs. dr.".split())


def leads(text: str, start: int) -> bool:
    """Whether the mention at an offset leads a clause.

    >>> leads('"No." Senator Ana Pell met Otto Brandt.', 14)
    True
    >>> leads("Interior Minister Karl Abel met Otto Brandt.", 18), leads("He met Otto Brandt.", 7)
    (True, False)
    """
    before = text[max(0, start - 64) : start].rstrip(_MARKS)
    if before and before[-1].isalpha() and text[start - 1 : start] == " ":
        before = _without_office(before).rstrip(_MARKS)
    if not before or before[-1] in "\n.!?;:—,)]":
        return True
    tail = before.split()
    return bool(tail) and tail[-1].lower() in _LEADS and text[start - 1 : start] == " "


def _without_office(before: str) -> str:
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
