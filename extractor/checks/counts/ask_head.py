"""The head of a claim: what it counts or measures, found without a parser (B1)."""

from __future__ import annotations

from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import Words

NUMBER_WORDS = vocabulary("number_words")
_CALENDAR = vocabulary("calendar")
_FINITE = vocabulary("finite")
_POSTNOMINAL = vocabulary("postnominal")
_COMPLEMENTS = vocabulary("complements")
_LOOSE = vocabulary("loose_adverbs")
_FORECASTS = vocabulary("forecasts")
_NUMBERS = vocabulary("numbers_of")
_PARTICLES = vocabulary("name_particles")
_REPORTED = vocabulary("reported_to")
_OF_ADJECTIVES = ("al", "ed", "ing", "ic", "ous", "ive", "able", "ary", "est", "ly", "er", "n't", "um")
"""Endings of adjectives that stand before "number" and "total"."""
_SHORT_PARTICIPLES = vocabulary("short_participles")
_PREFIXES = ("re", "over", "under", "out", "with")
_BARE_PARTICIPLES = vocabulary("bare_participles")
PLAIN_ADJECTIVES = vocabulary("which_of_two")


def head_of(lows: list[str], raw: list[str], breaks: frozenset[int], words: Words, unit: str | None) -> tuple[int, str | None, int]:
    """Place of the head noun, the measure it is (if one), and the place of that measure word; `breaks` are words behind a comma."""
    starts = 0
    dimension: str | None = None
    measure = -1
    if unit is None and lows and lows[0] in ("times", "occasions"):
        return 0, None, -1
    if lows and lows[0] == "how" and unit is not None:
        return -1, "any", -1
    for _ in range(3):
        chunk = _chunk(lows, raw, breaks, words, starts)
        if not chunk:
            break
        head = chunk[-1]
        kind = _measure(lows[head], words, unit)
        if measure >= 0 and lows[head] in ("number", "total", "count") and lows[head + 1 : head + 2] == ["of"]:
            starts = head + 2  # "fall in the number of customers"
            continue
        if kind is None and unit is not None and lows[head] in _FORECASTS and len(chunk) > 1:
            told = _measure(lows[chunk[-2]], words, unit)
            if told is not None:
                return -1, told, chunk[-2]  # "growth forecast"
        if kind is None or (measure >= 0 and kind == "any"):
            return (-1 if measure >= 0 and unit else head), dimension, measure
        if dimension is None:
            dimension, measure = kind, head
        elif dimension == "any":
            dimension = kind  # "rise in the pay": the change is one of money
        nxt = head + 1
        if unit is None and kind == "any" and len(chunk) > 1 and _names_things(lows[chunk[-2]], words):
            return chunk[-2], dimension, measure  # "death toll of the crash", "vote total of the winner"
        if nxt < len(lows) and lows[nxt] in ("of", "in", "to", "for", "on") and kind in ("any",):
            if lows[head] not in _NUMBERS and _named_next(lows, raw, nxt + 1):
                return -1, dimension, measure  # "closing level of the Dow"
            starts = nxt + 1
            continue
        if unit is None and kind != "any" and lows[head] not in words.lists["plain_measures"]:
            return head, None, -1
        return -1, dimension, measure
    return -1, dimension, measure


def _names_things(low: str, words: Words) -> bool:
    """A noun before a measure word, which says of what it is the number; no adjective, and no measure itself."""
    listed = words.lists
    measure = low in listed["dimension.any"] | listed["dimension.time"] | listed["all"] | listed["each"] | listed["more"]
    told = low in PLAIN_ADJECTIVES | NUMBER_WORDS | listed["before"] | listed["after"] | listed["hypothetical"] | listed["function"]
    return not (measure or told or low.endswith(_OF_ADJECTIVES))


def _named_next(lows: list[str], raw: list[str], k: int) -> bool:
    """A name of one thing comes next: "of the Dow"."""
    k += k < len(lows) and lows[k] == "the"
    return k < len(lows) and raw[k][0].isupper() and not lows[k].endswith("s")


def _measure(low: str, words: Words, unit: str | None) -> str | None:
    if unit is None and low in words.lists["plain_measures"]:
        return "money" if low in ("price", "cost") else "time"
    for kind in ("any", "time", "money", "length", "percent", "mass", "temperature", "factor", "speed", "area", "volume"):
        listed = words.lists[f"dimension.{kind}"]
        if low.startswith("vote") and unit != "percent":
            continue  # votes measure nothing but a share
        if low in listed and (kind == "any" or unit is not None):
            return kind
        if unit is not None and low.endswith("s") and low[:-1] in listed:
            return kind  # "loans"
    return "any" if low in ("change", "increase", "decrease", "rise", "fall", "drop", "growth", "reduction", "cut", "decline") else None


def _chunk(lows: list[str], raw: list[str], breaks: frozenset[int], words: Words, start: int) -> list[int]:
    """The words of the first noun phrase: up to a comma, preposition, relative clause, or participle after a noun."""
    out: list[int] = []
    function = words.lists["function"]
    for i in range(start, len(lows)):
        low = lows[i]
        if low in function or low in words.lists["prepositions"]:
            if out:
                break
            continue
        if out and (low in _CALENDAR or low[0].isdigit() or low in NUMBER_WORDS or i in breaks):
            break
        if not out and low.endswith("ly") and len(low) > 4 and i + 1 < len(lows) and is_predicate(lows[i + 1], words):
            continue  # "recently opened routes"
        if out and _behind_noun(lows, i):
            break
        name = raw[i][0].isupper() or (low in _PARTICLES and i + 1 < len(raw) and raw[i + 1][0].isupper())
        if out and name and raw[out[-1]][0].islower() and _clause_ahead(lows, raw, words, i):
            break  # "members NATO will accredit", "plants Ford intends to shut", "bodies de Vries found"
        if out and low in _REPORTED and lows[i + 1 : i + 2] == ["to"]:
            break  # "a man said to be taking the blame"
        named = i > 0 and any(part[0].isupper() for part in raw[i].split("-"))  # "United States", "pro-Beijing" are no predicates
        verbal = _crossing(lows, raw, i) or (is_predicate(low, words) and not named) or by_agent(lows, i)
        if out and verbal and not _noun_follows(lows, i, words, out) and not _gerund(lows, i, out):
            break
        if (words.has("before", low) or (words.has("after", low) and low not in ("left", "final"))) and out and i + 1 >= len(lows):
            break
        out.append(i)
    while len(out) > 1 and (
        lows[out[-1]] in words.lists["after_nouns"] | _LOOSE
        or lows[out[-1]].endswith(("wide", "wards"))
        or (lows[out[-1]].endswith("ly") and len(lows[out[-1]]) > 4)
    ):
        out.pop()
    return out


def _clause_ahead(lows: list[str], raw: list[str], words: Words, i: int) -> bool:
    """A name that is the subject of a clause without its pronoun: its verb follows behind no more than a few words of its own."""
    for k in range(i + 1, min(i + 5, len(lows))):
        if lows[k] in _FINITE:
            return True
        if raw[k][0].islower() and lows[k] != "and":
            ends = k + 1 == len(lows) and lows[i - 1].endswith(("s", "men", "people"))  # "showrooms Nissan sold"
            behind = ends or (k + 1 < len(lows) and lows[k + 1] != "by")
            simple = is_predicate(lows[k], words) and not lows[k].endswith("ing") and behind
            if simple or lows[k + 1 : k + 2] == ["to"]:
                return True
    return False


def _crossing(lows: list[str], raw: list[str], i: int) -> bool:
    """A form in -ing behind a plural and before its object: "migrants crossing the Channel"."""
    following = i + 1 < len(lows) and (lows[i + 1] in ("the", "a", "an", "its", "their", "to", "into", "from") or raw[i + 1][0].isupper())
    return i > 0 and lows[i].endswith("ing") and lows[i - 1].endswith(("s", "people", "men", "women", "ren")) and following


def _gerund(lows: list[str], i: int, out: list[int]) -> bool:
    """A form in -ing is the noun itself behind adjectives alone: "expected saving from the closures", "annual funding"."""
    return lows[i].endswith("ing") and (i + 1 == len(lows) or lows[i + 1] in _COMPLEMENTS | {"per"}) and _adjectives(lows, out)


def _adjectives(lows: list[str], out: list[int]) -> bool:
    """Only words that describe stand before: "expected", "annual", "forecast"."""
    return all(
        lows[k].endswith(("ed", "al", "ual")) or lows[k] in PLAIN_ADJECTIVES | {"yearly", "monthly", "total", "forecast"} for k in out
    )


def _behind_noun(lows: list[str], i: int) -> bool:
    """An adjective behind its noun, with what it takes: "people eligible to vote", "roads unfit for traffic"."""
    if i + 1 < len(lows) and lows[i + 1] == "than":
        return True  # "patients younger than five"
    return (
        i + 1 < len(lows) and lows[i + 1] in _COMPLEMENTS and (lows[i].endswith(("able", "ible", "less", "ful")) or lows[i] in _POSTNOMINAL)
    )


def by_agent(lows: list[str], i: int) -> bool:
    """A participle that looks like a base form stands before its agent: "depots run by the city"."""
    return lows[i] in _BARE_PARTICIPLES and lows[i + 1 : i + 2] == ["by"]


def _noun_follows(lows: list[str], i: int, words: Words, out: list[int]) -> bool:
    return (
        i + 1 < len(lows)
        and lows[i + 1] not in words.lists["function"]
        and not lows[i + 1].endswith("ly")
        and not is_predicate(lows[i + 1], words)
        and (
            i == 0
            or (lows[i].endswith("ing") and _adjectives(lows, out))  # "forecast operating margin"
            or lows[i - 1].endswith("'s")  # "Ho's winning margin"
            or all(is_predicate(lows[k], words) for k in out)  # "collected oiled seabirds"
        )
    )


def is_predicate(low: str, words: Words) -> bool:
    """A form that says what happened to the thing: killed, hurt, arriving, sold.

    >>> from extractor.checks.counts.words import load_words
    >>> is_predicate("sold", load_words()), is_predicate("building", load_words())
    (True, False)
    """
    if low in words.lists["verb_forms"]:
        return True
    if low in words.lists["noun_forms"]:
        return False
    base = low.removeprefix(next((p for p in _PREFIXES if low.startswith(p)), ""))
    if any(words.irregular.get(form, form) != form and not form.endswith(("men", "ren", "ves", "eople")) for form in (low, base)):
        return True  # "sold", "repaid"
    return (low.endswith("ed") and (len(low) > 4 or low in _SHORT_PARTICIPLES)) or (low.endswith("ing") and len(low) > 5)
