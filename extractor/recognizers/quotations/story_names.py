"""Learn about the people of a story by the way: short forms of their names, their gender by pronouns, the narrator's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set

from extractor.recognizers.quotations.lexicon import quotation_words
from extractor.recognizers.quotations.marks import Quoted
from extractor.recognizers.quotations.naming import HONORIFICS, bare_name, title_before
from extractor.recognizers.quotations.surfaces import Surface

_SALUTATION = frozenset({"dear", "dearest"})
_RARE = 2
"""A form of a name the narration uses more often than that stands for somebody of its own."""
_HE_OR_SHE = re.compile(r"\b(he|his|him|himself|she|her|hers|herself)\b", re.IGNORECASE)
_SOON, _OFTEN, _MOST = 120, 3, 0.8
"""So many characters behind a name "he" means its bearer most often; so many times, and such a share of them, make it certain."""
_FIRST_PERSON = 5
"""So many "I" outside quotations make a story told by one of its people."""
_CALL = re.compile(r"(^|, |[Dd]ear |\bMr\.? )([A-Z][a-z]{2,})(?=[,.!?])", re.MULTILINE)


def same_names(text: str, surfaces: Sequence[Surface], narrated: Set[int]) -> dict[str, str]:
    """Short and full forms of one name -> the form the narration prefers ("Carrie" -> "Caroline").

    `narrated` are the starts of the names outside quotations. Two forms that the narration uses time and again are two people.
    """
    times, firsts = Counter[str](), dict[str, tuple[bool, int]]()
    for start, end, kind in surfaces:
        words = text[start:end].split() if kind in (None, "person") else []
        before = words[0].lower() if len(words) > 1 else title_before(text, start)
        spoken = start not in narrated or before in _SALUTATION
        for word in words if before not in HONORIFICS else ():
            times[word] += not spoken
            firsts[word] = min(firsts.get(word, (True, start)), (spoken, start))
    out: dict[str, str] = {}
    for word in firsts:
        known = [full for full in quotation_words().short_forms.get(word.capitalize(), ()) if full in firsts]
        if len(known) == 1 and min(times[word], times[known[0]]) <= _RARE:
            full = known[0]
            kept = full if firsts[full] < firsts[word] or times[full] > times[word] else word
            out[word if kept == full else full] = kept
    return {word: full for word, full in out.items() if full not in out}


def genders_by_pronoun(text: str, spans: Sequence[Surface]) -> dict[str, str]:
    """Last names -> "male" or "female" where "he" or "she" keeps following them before anybody else is mentioned."""
    seen: dict[str, tuple[int, int]] = {}
    for k, (start, end, kind) in enumerate(spans):
        if kind not in (None, "person"):
            continue
        stop = min(spans[k + 1][0] if k + 1 < len(spans) else len(text), end + _SOON)
        found = _HE_OR_SHE.search(text, end, stop)
        name = bare_name(text[start:end]).split()
        if found is not None and name:
            male, female = seen.get(name[-1], (0, 0))
            is_male = found.group(1).lower() in quotation_words().male
            seen[name[-1]] = (male + is_male, female + (not is_male))
    return {
        word: "male" if male > female else "female"
        for word, (male, female) in seen.items()
        if max(male, female) >= max(_OFTEN, _MOST * (male + female))
    }


def narrator_name(text: str, quoted: Sequence[Quoted]) -> str | None:
    """The name others call the "I" of a story by: spoken to in quotations, never told of outside them; None when nobody does."""
    inside = " \n ".join(text[q.start : q.end] for q in quoted)
    outside, position = [], 0
    for q in quoted:
        outside.append(text[position : q.outer_start])
        position = q.outer_end
    told = " ".join([*outside, text[position:]])
    if len(re.findall(r"\bI\b", told)) < _FIRST_PERSON:
        return None
    words, unnamed = frozenset(re.findall(r"\w+", told)), quotation_words().no_names
    calls = list(_CALL.finditer(inside))
    called = Counter(match.group(2) for match in calls)
    plain = {match.group(2) for match in calls if match.group(1)}  # a word that only opens sentences need be no name
    names = [n for n, times in called.most_common() if times > 1 and n in plain and n not in words and n.lower() not in unnamed]
    return names[0] if names else None
