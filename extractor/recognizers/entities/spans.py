"""Mend the limits of names: the tagger's name mentions in, the same with officers split off and long names of bodies joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from extractor.core.syntax import NameMention
from extractor.recognizers.entities.forms import swapped, without_form
from extractor.recognizers.entities.words import EntityWords
from extractor.recognizers.gazetteer import Gazetteer

_CAP = 40
"""At most so many surnames are tried for a name that may be misspelt; a list of thousands stays linear."""
_JOIN = re.compile(r" (?:for|of|on) (?:the )?")
_POSSESSOR = re.compile(r"(?:(?!The )[A-Z][a-z]+ ){0,2}(?:People|Women|Workers|Teachers|Students|Farmers|Children)(?:'s|’s|s'|s’) $")
_FLIGHT = re.compile(r" Flight \d+\b")
_FORM = re.compile(r",? (?:Inc|Corp|Ltd|LLC|PLC|plc|AG|GmbH|S\.A|N\.V|SpA)\b\.?")
_FORM_INSIDE = re.compile(r"\b(?:Inc|Corp|Ltd)\.( +)(?=[A-Z])")
_OFFICE = re.compile(r"([\w-]+) (?:of|for|at) (?:the )?$")


def mend_names(text: str, names: Sequence[NameMention], lists: Gazetteer, words: EntityWords) -> tuple[NameMention, ...]:
    """Names in order of the text, never overlapping."""
    out: list[NameMention] = []
    known = {name.text for name in names}
    parts = [part for whole in names for part in _apart(whole, known, lists)]
    bodies = {part.text for part in parts if part.kind == "organization"} - {part.text for part in names if part.kind == "organization"}
    surnames = dict.fromkeys(name.text.split()[-1] for name in parts if name.kind == "person" and " " in name.text)
    formed = {_core(text, part, lists, words) for part in parts if part.kind == "organization"} - surnames.keys()
    for name in parts:
        if name.text in formed and name.kind in ("person", "place"):
            name = replace(name, kind="organization")  # the Dresser of "Dresser Ltd."
        if name.kind in ("organization", "place") and any(swapped(name.text, surname) for surname in islice(surnames, _CAP)):
            name = replace(name, kind="person")  # the DesRoiser that Dennis DesRosier is too
        if name.text in bodies and name.kind == "person":
            name = replace(name, kind="organization")  # the party was taken for the surname of "Ann Chiang of DAB"
        name = _with_possessor(text, name, lists)
        if name.text.split()[-1].islower() and _says_what(text, name, lists, words):
            continue
        name = _with_form(text, _with_flight(text, name))
        if out and name.start < out[-1].end:
            out.pop()
        if out and (_continues(text, out[-1], name, lists) or _is_rest(text, out[-1], name, words)):
            first = out.pop()
            out.append(NameMention(first.start, name.end, text[first.start : name.end], "organization"))
        else:
            out.extend(_split_officer(text, name, lists, words))
    return tuple(out)


def _core(text: str, name: NameMention, lists: Gazetteer, words: EntityWords) -> str:
    """A body's name without its legal form; empty when it has none."""
    whole = tuple(_with_form(text, name).text.split())
    left = without_form(whole, lists, words.legal_forms)
    return " ".join(left) if left != whole else ""


def _says_what(text: str, name: NameMention, lists: Gazetteer, words: EntityWords) -> bool:
    """ "[Irish national airline] Aer Lingus": what a name right behind it is, and no name of its own."""
    first, *rest = name.text.split()
    behind = text[name.end : name.end + 2]
    described = name.kind == "organization" and first in lists.demonyms and all(word.islower() for word in rest)
    return described and rest[-1] in words.bodies | words.companies and behind[:1] == " " and behind[1:].isupper()


def _with_flight(text: str, name: NameMention) -> NameMention:
    """ "[Adam Air] Flight 574": a flight is another party than its airline."""
    flight = _FLIGHT.match(text, name.end - len(" Flight") if name.text.endswith(" Flight") else name.end)
    if flight is None or name.kind == "country":
        return name
    return NameMention(name.start, flight.end(), text[name.start : flight.end()], "organization")


def _with_form(text: str, name: NameMention) -> NameMention:
    """ "[Redstone Minerals] plc": a legal form that stands right behind a name belongs to it."""
    form = _FORM.match(text, name.end) if name.kind in ("organization", "place", "person") else None
    return NameMention(name.start, form.end(), text[name.start : form.end()], "organization") if form else name


def _is_rest(text: str, left: NameMention, right: NameMention, words: EntityWords) -> bool:
    """ "[Ford] [Motor Co]": the second name only says that the first is a company."""
    trade = all(part.lower().rstrip(".") in words.company_names for part in right.text.split())
    return left.kind == right.kind == "organization" and trade and text[left.end : right.start] == " "


def _apart(name: NameMention, known: set[str], lists: Gazetteer) -> list[NameMention]:
    """ "[Airbus and Air France]": two bodies in one name, one of which stands alone elsewhere in the article or is listed."""
    left, joint, right = name.text.partition(" of ")
    if name.kind == "person" and joint and " " in left and (right in known or (right.isupper() and len(right) > 1)):
        cut = name.start + len(left)  # "[Ann Chiang] of [DAB]"
        return [NameMention(name.start, cut, left, "person"), NameMention(cut + len(joint), name.end, right, "organization")]
    stop = _FORM_INSIDE.search(name.text)
    if stop is not None and name.kind == "organization":  # "[Dresser Ltd.] [Siemens]": a full stop that closes the sentence too
        right = name.text[stop.end() :]
        body = NameMention(name.start, name.start + stop.start(1), name.text[: stop.start(1)], "organization")
        return [body, NameMention(name.start + stop.end(), name.end, right, "organization")] if right in known else [body]
    left, joint, right = name.text.rpartition(" ")
    letters = "".join(part[0] for part in left.split() if part[:1].isupper())
    if len(right) > 2 and right.isupper() and right == letters:  # "[Canadian Auto Workers] [CAW]"
        cut = name.start + len(left)
        return [NameMention(name.start, cut, left, "organization"), NameMention(cut + 1, name.end, right, "organization")]
    left, joint, right = name.text.partition(" and ")
    if name.kind != "organization" or not joint or " and " in right or not right[:1].isupper() or " of " in left:
        return [name]
    if not any(side in known or lists.kinds.get(tuple(side.split())) == "organization" for side in (left, right)):
        return [name]
    cut = name.start + len(left)
    return [NameMention(name.start, cut, left, name.kind), NameMention(cut + len(joint), name.end, right, name.kind)]


def _with_possessor(text: str, name: NameMention, lists: Gazetteer) -> NameMention:
    """ "Korean People's [Army]": a bare noun for a body takes the capitals with "People's" before it into its name."""
    if name.kind != "organization" or name.text.lower() not in lists.organization_heads:
        return name
    before = _POSSESSOR.search(text, max(0, name.start - 60), name.start)
    if before is None:
        return name
    return NameMention(before.start(), name.end, text[before.start() : name.end], "organization")


def _continues(text: str, left: NameMention, right: NameMention, lists: Gazetteer) -> bool:
    """ "[Joint Council] for the [Welfare of Immigrants]": a body's name goes on behind its preposition."""
    if left.kind != "organization" or right.kind != "organization" or right.start - left.end > 9:
        return False
    return bool(_JOIN.fullmatch(text[left.end : right.start])) and left.text.split()[-1].lower() in lists.organization_heads


def _split_officer(text: str, name: NameMention, lists: Gazetteer, words: EntityWords) -> list[NameMention]:
    """ "CEO of the [Refugee Council Enver Solomon]": two names behind a body's name after "CEO of the" are a person's."""
    parts = name.text.split()
    if name.kind not in ("organization", "place") or len(parts) < 4 or parts[-3].lower() not in lists.organization_heads:
        return [name]
    if any(part.lower() in lists.organization_heads or not part[:1].isupper() for part in parts[-2:]):
        return [name]
    office = _OFFICE.search(text, max(0, name.start - 40), name.start)
    if office is None or not (words.is_person(office.group(1).lower()) or office.group(1).lower() in lists.titles):
        return [name]
    cut = name.text.rindex(parts[-2], 0, len(name.text) - len(parts[-1]))
    end = name.start + len(name.text[:cut].rstrip())
    body = NameMention(name.start, end, text[name.start : end], "organization")
    return [body, NameMention(name.start + cut, name.end, name.text[cut:], "person")]
