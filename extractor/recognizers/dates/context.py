"""What a date hangs on: the anchor day, the date last spoken of, the tense of the clause; and the nodes the grammar makes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from extractor.core.edtf import day_number, days_in_month
from extractor.recognizers.dates.lexicon import Lexicon
from extractor.recognizers.dates.values import day_value, days, parts_of

NO_ANCHOR = "no dateline and no publication day to count from"
NO_REFERENCE = "no earlier date in the text to count from"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_CUT = re.compile(r"[;\u2014\u201c]|,(?!\d)")
"""What parts a clause from the one before; the comma of 1,190 does not."""
_STOPS = re.compile(r"[;\u2014\u201d]|,(?!\d)")
"""What ends the clause of a date behind it."""
_REACH = 160
_SUBJECT = 4
"""Words after a date that can hold the subject and verb of its clause: "On Sunday voters elect"."""
_APPOINTED = 8
"""Words before a date that can hold the verb by which something is set for it: "called a general strike for"."""
_AUXILIARY = frozenset("be been being have get to and not also remain stay keep become lie stand".split())
"""Words between "will" and a participle that is no past tense."""
_PARTICIPLE = 6
"""Words behind "will" that can hold its participle: "will be quietly closed"."""
_JUST_BEFORE = 1000
"""Characters back to a day that "the next day" can follow, where the article tells of several."""
_TURN = 4
"""A history goes on to the next year when the month named lies at most this many months ahead, across the new year."""
_BACK = 1
"""It goes back across the new year only to the months this close before."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression denotes in its place."""

    value: str | None = None
    rule: str | None = None
    alternatives: tuple[str, ...] = ()
    resolved: bool = False
    anchor: str | None = None
    reason: str | None = None
    keeps: bool = False
    """True when the date spoken of stays what it was (today, last week, holidays in passing)."""


@dataclass(slots=True)
class Node:
    """An expression the grammar has recognised: tokens up to `stop`, and how to read it."""

    stop: int
    resolve: Callable[[Context], Reading]
    kind: str = "date"
    rule: str = "D20"
    grain: str = "day"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    is_calendar: bool = False
    """Named by year, month or day: the fields above say which, and the end of a range lends them to its start."""
    until: Node | None = None
    """The later end that this date is joined to, when both are written without a year."""


@dataclass(slots=True)
class Context:
    """The state while the dates of one text are resolved in order."""

    text: str
    lexicon: Lexicon
    anchor: int | None
    is_narrative: bool
    position: int = 0
    stop: int = 0
    reference: str | None = None
    """EDTF of the date last spoken of."""
    reference_at: int = -1
    country_order: str | None = None
    """ "day" or "month" first, when the article's own dates show which."""
    tenses: dict[int, str | None] = field(default_factory=dict)
    years: dict[tuple[int, int], int] = field(default_factory=dict)
    """The year last read for a month and a day: an article speaks of one 16 November."""
    told_days: list[str] = field(default_factory=list)
    """The days told so far other than the anchor, each once in order, the last one told at the end."""
    told_at: int = -1

    def tense(self) -> str | None:
        """past or future, as the words of the clause around the expression show it."""
        if self.position not in self.tenses:
            self.tenses[self.position] = tense_at(self.text, self.position, self.stop, self.lexicon)
        return self.tenses[self.position]

    def deictic(self) -> int | None:
        """The day that "last week" hangs on."""
        return self.anchor if self.anchor is not None else (self.spoken() if self.is_narrative else None)

    def spoken(self) -> int | None:
        """First day of the date last spoken of."""
        return days(self.reference).first if self.reference else None

    def anaphoric(self) -> int | None:
        """The day that "the following week" hangs on."""
        spoken = self.spoken()
        return spoken if spoken is not None else self.anchor

    def relative(self, value: str, base: int, rule: str, *, keeps: bool = False) -> Reading:
        return Reading(value, rule, resolved=True, anchor=day_value(base), keeps=keeps)

    def remember(self, value: str, at: int) -> None:
        """Keep a day that was told, to count "the next day" from and to read the same day again."""
        if not _DAY.fullmatch(value[:10]) or "/" in value:
            return
        day = value[:10]
        self.years[int(day[5:7]), int(day[8:])] = int(day[:4])
        if self.anchor is None or day != day_value(self.anchor):
            self.told_days = [*[told for told in self.told_days if told != day][-1:], day]
            self.told_at = at

    def day_told(self) -> int | None:
        """The day that "the next day" follows, where the date last spoken of is none: told just before, or the only one there is."""
        if not self.told_days or (len(self.told_days) > 1 and self.position - self.told_at > _JUST_BEFORE):
            return None
        return days(self.told_days[-1]).first

    def same_sentence(self) -> bool:
        """Whether the date last spoken of stands in the same sentence."""
        return self.reference_at >= 0 and not re.search(
            r"[.!?]\s|\n", self.text[max(self.reference_at, self.position - 400) : self.position]
        )

    def year_for(self, month: int, day: int | None, weekday: int | None = None) -> tuple[int, int] | None:
        """The year of a date written without one, and the day it was counted from (D20)."""
        spoken = self.spoken()
        if spoken is not None and self._follows_reference(spoken):
            year, ref_month, _ = parts_of(spoken)
            grain = len(self.reference or "")
            if weekday is None and grain > 5:
                ahead = (month - ref_month) % 12
                if month < ref_month:
                    return (year + 1 if ahead <= _TURN else year), spoken
                return (year - 1 if ahead >= 12 - _BACK else year), spoken
            if weekday is None:
                return year, spoken
        base = self.anchor
        if base is None:
            return None
        year, base_month, base_day = parts_of(base)
        if (month, day) == (2, 29):
            leaps = [y for y in range(year - 8, year + 9) if days_in_month(y, 2) == 29 and _fits(y, base, self.tense())]
            return min(leaps, key=lambda y: abs(day_number(y, 2, 29) - base)), base
        if weekday is not None and day is not None:
            fitting = [y for y in range(year - 6, year + 7) if _weekday(y, month, day) == weekday]
            if fitting:
                return min(fitting, key=lambda y: (abs(day_number(y, month, day) - base), y)), base
        if day is not None and (month, day) in self.years:
            return self.years[month, day], base
        before = (month, day or 1) <= (base_month, base_day) if day is not None else month <= base_month
        tense = self.tense()
        near = min((year - 1, year, year + 1), key=lambda y: abs(day_number(y, month, day or 15) - base)), base
        if tense is not None and day is not None and tense_at(self.text, self.position, self.stop, self.lexicon, own=True) is None:
            return near  # only another clause of the sentence shows a tense
        if tense == "past":
            return (year if before else year - 1), base
        if tense == "future":
            at_or_after = (month, day) >= (base_month, base_day) if day is not None else month >= base_month
            return (year if at_or_after else year + 1), base
        return near

    def _follows_reference(self, spoken: int) -> bool:
        if self.is_narrative:
            return True
        if self.anchor is None:
            return self.same_sentence()
        if not self.same_sentence() or abs(parts_of(self.anchor)[0] - parts_of(spoken)[0]) <= 1:
            return False
        return spoken > self.anchor or not self._looks_ahead()

    def _looks_ahead(self) -> bool:
        """Whether the clause tells of what is still to come: "joined in 2010 and will take over on January 1"."""
        words = set(_WORD.findall(_clause_tail(self.text[max(0, self.position - _REACH) : self.position]).lower()))
        return self.tense() == "future" and not words.isdisjoint(self.lexicon.sets["tense.coming"])


def _fits(year: int, base: int, tense: str | None) -> bool:
    """Whether 29 February of a year lies on the side of the anchor that the tense asks for."""
    leap_day = day_number(year, 2, 29)
    return leap_day <= base if tense == "past" else leap_day >= base if tense == "future" else True


def _weekday(year: int, month: int, day: int) -> int:
    return (day_number(year, month, day) - 1) % 7


def tense_at(text: str, start: int, stop: int, lexicon: Lexicon, *, own: bool = False) -> str | None:
    """past, future or None, from the verbs of the clause around `text[start:stop]`; of the rest of its sentence unless `own`.

    >>> from extractor.recognizers.dates.lexicon import load_lexicon
    >>> text = "The bank, which opened in 1990, will close on Friday."
    >>> tense_at(text, text.index("Friday"), len(text) - 1, load_lexicon())
    'future'
    """
    left = text[max(0, start - _REACH) : start]
    right = text[stop : stop + _REACH]
    cut = max(left.rfind("\n"), left.rfind("? "), left.rfind("! "), _sentence_end(left))
    left = left[cut + 1 :]
    ends = [e for e in (right.find("\n"), right.find(". "), right.find("? "), right.find("! ")) if e >= 0]
    right = right[: min(ends)] if ends else right
    near, far = _clause_tail(left), left
    head = _clause_head(right, lexicon)
    event = _WORD.match(right, 1)
    if event is not None and right[0] == " " and event[0] in lexicon.sets["tense.past_events"]:
        return "past"
    if text[start:stop].lower().startswith("since "):
        return "past"
    if _is_term(near, left, text[start:stop], lexicon) or _is_rule(near, right, lexicon):
        return "future"
    words = head.split()
    verb = _first_cue(" ".join(words[:1]), lexicon)  # "her visits on Friday were private": the date belongs to the subject
    found = _plans(_after_and(near), lexicon) or _last_cue(near, lexicon) or verb or _plans(near, lexicon) or _first_cue(head, lexicon)
    found = found or _plans(" ".join(words[:_SUBJECT]), lexicon)
    return found if own else found or _last_cue(far, lexicon) or _first_cue(right, lexicon)


def _after_and(near: str) -> str:
    """The last of the clauses joined by "and" before a date, "" for a single one: "schools were closed and classes begin on"."""
    return near.rpartition(" and ")[2] if " and " in near else ""


def _is_term(near: str, left: str, date: str, lexicon: Lexicon) -> bool:
    """Whether the words before a date make it a term or an appointment: "has until July 5", "called a strike for October 18"."""
    words = _WORD.findall(near.lower())
    if date.lower().startswith(("until ", "till ")):
        sentence = set(_WORD.findall(left.lower()))
        extends = not sentence.isdisjoint(lexicon.sets["tense.extending"]) and sentence.isdisjoint(lexicon.sets["tense.past_be"])
        return words[-1:] in (["has"], ["have"]) or extends
    if not words:
        return False
    if words[-1] in lexicon.sets["tense.from_then"] and not lexicon.sets["tense.deciding"].isdisjoint(words):
        return True  # "voted for a strike from 20 December"
    if words[-1] != "for" or (not lexicon.sets["tense.past_be"].isdisjoint(words) and not _has_been(words)):
        return False
    return not lexicon.sets["tense.appointing"].isdisjoint(words[-_APPOINTED:])


def _has_been(words: list[str]) -> bool:
    """ "Has been set for June 3": what has been fixed still holds."""
    return any(a in ("has", "have") and b == "been" for a, b in pairwise(words))


def _is_rule(near: str, right: str, lexicon: Lexicon) -> bool:
    """Whether a clause says what holds from a date on: "From Monday, households may use 80 litres"."""
    words = _WORD.findall(near.lower())
    if words[-1:] == [] or words[-1] not in lexicon.sets["tense.from_then"] or _last_cue(near, lexicon) is not None:
        return False
    clause = _clause_head(right.lstrip(", "), lexicon)
    return not lexicon.sets["tense.duty"].isdisjoint(_WORD.findall(clause.lower())) and _first_cue(clause, lexicon) is None


def _plans(part: str, lexicon: Lexicon) -> str | None:
    """Read the plain present of a plan beside a date as future: "voters go to the polls on November 5", but not "the vote on Friday"."""
    words, sets = _WORD.findall(part), lexicon.sets
    if words and words[0] in sets["tense.present"] - sets["tense.present_nouns"] and words[1:2] != ["of"]:
        return "future"  # the subject stands before an insertion: "The baths, closed for months, reopen on August 1"
    for k in range(1, len(words)):
        if words[k] not in sets["tense.present"]:
            continue
        if words[k + 1 : k + 2] and words[k + 1] in sets["tense.markets"] and words[k] not in ("go", "goes"):
            continue  # but "fares go up on 1 March"
        before = words[k - 1]
        if not words[k].endswith("s"):
            subject = (before.endswith("s") and not before.endswith("'s")) or before in sets["tense.plural_subjects"]
        else:
            subject = words[k] not in sets["tense.present_nouns"] or before[0].isupper() or before in ("he", "she", "it", "who")
            subject = subject or (k > 1 and words[k - 2].lower() in sets["tense.determiners"])
        if subject:
            return "future"
    return None


def _sentence_end(left: str) -> int:
    at = left.rfind(". ")
    while at > 0 and (at < 3 or left[at - 1].isupper() or left[at - 2 : at].istitle()):
        at = left.rfind(". ", 0, at)
    return at


def _clause_tail(left: str) -> str:
    cut = max((m.start() for m in _CUT.finditer(left)), default=-1)
    return left[cut + 1 :]


def _clause_head(right: str, lexicon: Lexicon) -> str:
    end = _STOPS.search(right, 1)
    head = right[: end.start()] if end is not None else right
    words = list(_WORD.finditer(head))
    turn = next((m.start() for m in words[1:] if m[0] in lexicon.sets["tense.subordinators"]), None)
    first = words[0].start() if words and words[0][0] in lexicon.sets["tense.subordinators"] - {"that"} else None
    return head[:first] if first is not None else head[:turn] if turn is not None else head


def _cues(part: str, lexicon: Lexicon) -> list[str]:
    past, future, be = lexicon.sets["tense.past"], lexicon.sets["tense.future"], lexicon.sets["tense.to_be"]
    wishing, appointing = lexicon.sets["tense.wishing"], lexicon.sets["tense.appointing"]
    words = _WORD.findall(part.lower().replace("\u2019", "'"))
    out: list[str] = []
    skip = -1
    for k, word in enumerate(words):
        if k and words[k - 1] in be and word in lexicon.sets["tense.held"]:
            continue
        following = words[k + 1] if k + 1 < len(words) else ""
        to_come = (word in be or word == "set" or word in wishing) and following == "to"
        allowed = following == "be" and word in lexicon.sets["tense.duty"]  # "the contract may be signed"
        to_come |= word == "to" and following == "be" and k > 0 and words[k - 1] not in lexicon.sets["tense.said_to_be"]
        fixed = word in ("has", "have") and following == "been" and words[k + 2 : k + 3] != [] and words[k + 2] in appointing
        if word in future or to_come or allowed or fixed or word.endswith("'ll"):
            out.append("future")
            skip = k + _PARTICIPLE
        elif word in past or (word.endswith("ed") and len(word) > 4 and word not in lexicon.sets["tense.no_past"]):
            if k > skip or _own_verb(words[max(0, skip - _PARTICIPLE + 1) : k]) or word in ("said", "told", "was", "were", "had"):
                out.append("past")
            skip = -1
    return out


def _own_verb(between: list[str]) -> bool:
    """Whether another verb takes what "will" announces, so that a participle stands for itself: "will replace one washed away in May"."""
    return any(word not in _AUXILIARY and not word.endswith("ly") for word in between) and _AUXILIARY.isdisjoint(between)


def _last_cue(part: str, lexicon: Lexicon) -> str | None:
    cues = _cues(part, lexicon)
    return cues[-1] if cues else None


def _first_cue(part: str, lexicon: Lexicon) -> str | None:
    cues = _cues(part, lexicon)
    return cues[0] if cues else None
