"""The forms of one name: a surface in, its bare words, what is left without "Inc." and near misspellings out."""

from __future__ import annotations

from collections.abc import Collection

from extractor.recognizers.gazetteer import Gazetteer

_MISSPELT = 6
"""Letters a name must have at least before one wrong letter is taken for a slip: Reid and Read are two people."""


def bare(surface: str, lists: Gazetteer) -> str:
    """A name without article, possessive and odd spaces; "Moody's" keeps what belongs to the name.

    >>> from extractor.recognizers.gazetteer import load_gazetteer
    >>> [bare(name, load_gazetteer()) for name in ("the  Alta Group's", "Moody's")]
    ['Alta Group', "Moody's"]
    """
    words = surface.split()
    if len(words) > 1 and words[0] in ("the", "The"):
        words = words[1:]
    name = " ".join(words)
    return name if name.replace("’", "'") in lists.possessives else name.removesuffix("'s").removesuffix("’s")


def parts(name: str) -> tuple[str, ...]:
    """The words of a bare name, with straight apostrophes."""
    return tuple(part for part in name.replace("’", "'").removesuffix("'s").split() if part)


def without_form(words: tuple[str, ...], lists: Gazetteer, forms: Collection[str]) -> tuple[str, ...]:
    """The words of a body's name without its legal form; all of them where too little would be left to name it.

    >>> from extractor.recognizers.gazetteer import load_gazetteer
    >>> [without_form(tuple(name.split()), load_gazetteer(), {"inc", "corp", "company"}) for name in ("Apple Inc.", "News Corp.")]
    [('Apple',), ('News', 'Corp.')]
    """
    end = len(words)
    while end > 1 and words[end - 1].strip(".,").lower() in forms:
        end -= 1
    left = (*words[: end - 1], words[end - 1].rstrip(",")) if end < len(words) else words
    alone = left[0].lower()
    if len(left) == 1 and (
        alone in lists.organization_heads
        or alone in lists.place_heads
        or lists.kinds.get(left) in ("country", "group", "place")
        or alone in lists.gender
        or len(alone) < 2
    ):
        return words
    return words if left[-1].lower() in ("of", "the", "and", "&", "for") else left


def fuller(new: str, old: str) -> bool:
    """Whether the new surface is the better name: longer, and not all capitals like an acronym."""
    n, m = len(new.split()), len(old.split())
    return n > m or (n == m and old.isupper() and not new.isupper() and len(new) > len(old))


def nearly(one: str, other: str) -> bool:
    """Whether two long words differ by a slip of the pen: two letters swapped, or an s too many at the end.

    >>> nearly("DesRoiser", "DesRosier"), nearly("Clements", "Clement"), nearly("Read", "Reda"), nearly("Johnson", "Jonsson")
    (True, True, False, False)
    """
    if min(len(one), len(other)) < _MISSPELT or one == other:
        return False
    return one + "s" == other or other + "s" == one or swapped(one, other)


def swapped(one: str, other: str) -> bool:
    """Whether two long words differ by two neighbouring letters in the wrong order.

    >>> swapped("Untied", "United"), swapped("Clements", "Clement")
    (True, False)
    """
    if len(one) != len(other) or len(one) < _MISSPELT:
        return False
    wrong = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
