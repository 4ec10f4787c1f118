"""Find whom a quotation speaks to by name: "You see, Watson, ...", "Rudolf!"."""

from __future__ import annotations

import re

from extractor.recognizers.quotations.lexicon import quotation_words
from extractor.recognizers.quotations.naming import HONORIFICS
from extractor.recognizers.quotations.people import People
from extractor.recognizers.quotations.turn import Turn

_LONGEST = 3_000
_KIN = r"(?:Mr\.?|Mrs\.?|Miss|Dr\.?|Sir|Lady|Lord|Captain|Aunt|Uncle|Cousin|Father|Mother|Sister|Brother|Doctor)"
_NAME = rf"(?:[Mm]y dear |[Dd]ear |[Oo]ld |[Oo]h,? )?((?:{_KIN} )?(?!{_KIN}\b)[A-Z][A-Za-z]{{2,}})(?: dear)?"
_OPENING = r"(?:^|(?<=[.!?] )|(?<=[.!?]\n)|(?<=[“\"‘'] )|(?<=[“\"‘'])|(?<=-- )|(?<=\b[Bb]ut )|(?<=\b[Oo]h )|(?<=\b[Ww]ell ))"
_VOCATIVE = re.compile(
    rf"(?<=, ){_NAME}(?=[,.!?;]|$)"  # "You see, Watson."
    rf"|{_OPENING}{_NAME}(?=,(?:\s|$)| dear\b)"  # "Watson, you see ..."
    rf"|\A[“\"‘' ]*{_NAME}(?=[!?])"  # "Watson!"
)


def vocatives(text: str, turn: Turn, people: People) -> tuple[str, ...]:
    """Full names of those a quotation speaks to, in order; only words that the text or the word lists know as names.

    >>> from extractor.recognizers.quotations.find import read_turns
    >>> text = '"Well, Anna, is it you?" Anna Lee came in.'
    >>> turns, people = read_turns(text)
    >>> vocatives(text, turns[0], people)
    ('Anna Lee',)
    """
    lists, out = quotation_words(), list[str]()
    words = text[turn.quoted.start : min(turn.quoted.end, turn.quoted.start + _LONGEST)]
    for match in _VOCATIVE.finditer(words):
        group = next(k for k in (1, 2, 3) if match.group(k))
        name = match.group(group)
        last = name.rsplit(" ", 1)[-1]
        if last.lower() in HONORIFICS or not people.is_name(last) or (last.lower() in lists.no_names and match.start(group) == 0):
            continue
        full = people.fullest(name, turn.quoted.start + match.start(group))
        if full not in out:
            out.append(full)
    return tuple(out)
