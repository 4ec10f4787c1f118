"""What a claim asks for: `of`, action and actor in, head, predicates, modifiers and wanted end of a change out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from extractor.checks.counts.ask_head import NUMBER_WORDS, PLAIN_ADJECTIVES, by_agent, head_of, is_predicate
from extractor.checks.counts.sources import kind_of
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import Words, load_words
from extractor.recognizers.gazetteer import load_gazetteer
from extractor.recognizers.numbers import find_numbers

_TOKEN = re.compile(r"[^\W_]+(?:[.'’\-][^\W_]+)*")
_PAREN = re.compile(r"\([^()]*\)")
_TITLES = vocabulary("titles")
_BEFORE_VERB = vocabulary("before_verb")
_ASIDE = vocabulary("aside")
_COPULAS = vocabulary("copulas")
_MODALS = vocabulary("modals")
_GIVEN = vocabulary("given")
_OF_PRICES = vocabulary("of_prices")
_OF_MEASURES = vocabulary("of_measures")
_AGAINST = vocabulary("against")
_ONES_OF = vocabulary("ones_of")
_CUES = vocabulary("cues")
_LEADING = vocabulary("name_leads")
_OF_THINGS = frozenset(("former", "old", "new"))
_BEHIND = 40
"""Characters behind a number of a claim in which its noun stands."""
_SOURCE = re.compile(
    r",?\s*\b(?:according to|in the (?:view|words|opinion) of|as reported by|says(?=,|$)|said by|by estimates)\b.*?(?=,|$)", re.IGNORECASE
)

_HOLDS = re.compile(r"\b((?:[A-Z][\w.'’-]*\s)+)(?:says|said|believes|thinks|claims)\s(?=\w)")
"""Who says so, in the middle of a claim: "time Walsh says they waited"."""


@dataclass(frozen=True, slots=True)
class Item:
    """A content word of a claim."""

    word: str
    keys: frozenset[str]
    weight: float
    part: str
    """head, predicate, name, contrast or modifier."""
    lead: str = ""
    """The word before a name: "for", "by", "in"."""
    parts: tuple[frozenset[str], ...] = ()
    """Keys of each word of a compound, all of which must stand there: "short-haul"."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A claim's `of` as the checks read it."""

    items: tuple[Item, ...]
    head: Item | None
    """The thing counted; None when `of` names only a measure or is missing."""
    head_word: str | None
    dimension: str | None
    """Class of the measure the head names ("time", "money"), when it names one."""
    change: str | None
    """up, down or any, when the claim speaks of a change."""
    end: str | None
    """before or after, when the claim asks for one end of a change."""
    negated: bool
    denied: bool
    """It is negated by a word of its own ("not", "no"), not by a prefix alone ("unpaid")."""
    hypothetical: bool
    future: bool
    """The claim speaks of what will or would be, and of nothing that is."""
    alleged: bool
    wants_all: bool
    wants_each: bool
    wants_rest: bool
    more: bool
    sources: frozenset[str]
    """Keys of whom the claim names as the source: "according to the union"."""
    of_times: bool
    """The claim counts occasions: "times the boat was turned around"."""
    figures: tuple[tuple[Fraction, frozenset[str]], ...]
    """Numbers among the words, each with the keys of the noun behind it: "munitions of the five airstrikes"."""


@lru_cache(maxsize=4096)
def read_of(of: str | None, unit: str | None, role: str | None) -> Ask:
    """Read the words of a claim. Pure and cached: many claims of a record share their words."""
    words = load_words()
    text = _HOLDS.sub(" ", _SOURCE.sub(" ", _PAREN.sub(" ", of or "")))
    tokens = list(_TOKEN.finditer(text))
    raw = [token.group() for token in tokens]
    breaks = frozenset(i + 1 for i, (a, b) in enumerate(pairwise(tokens)) if "," in text[a.end() : b.start()])
    raw = ["U.S." if t in ("US", "U.S") else t for t in raw]  # the country is no pronoun
    lows = ["May" if i and t == "May" else t.lower().replace("’", "'") for i, t in enumerate(raw)]  # the month is no verb
    head_at, dimension, measure_at = head_of(lows, raw, breaks, words, unit)
    change = None if _money_lost(lows, unit) and role != "change" else _change(lows, words, role, measure_at)
    end = _end(lows, words, role, head_at, measure_at)
    items: list[Item] = []
    head: Item | None = None
    function = words.lists["function"]
    aside = False
    for i, low in enumerate(lows):
        aside = aside or (i > 0 and low in _ASIDE and not (low == "since" and lows[i - 1] in ("have", "has", "had")))
        if (
            low in function
            or (low in words.lists["stop"] and i != head_at)
            or (low[0].isdigit() and len(low) < 3)
            or low in words.lists["negations"]
        ):
            continue
        if len(low) == 1 and low.isalpha():
            continue  # "S&P"
        if low == "aboard" or (low == "board" and i and lows[i - 1] == "on"):
            continue
        if low in NUMBER_WORDS or (raw[i][0].isupper() and low in _TITLES):
            continue
        if low.startswith(("how",)) or words.has("each", low) or (words.has("all", low) and i != head_at):
            continue
        part, weight = _part(i, low, raw, words, head_at)
        if part == "predicate" and i < head_at and any(is_predicate(w, words) or w in ("who", "that") for w in lows[head_at + 1 :]):
            part, weight = "modifier", 1.0  # "arrested people released without charge"
        described = lows[i + 1] if i and i + 1 < len(lows) and lows[i - 1] in ("the", "a", "an", "its", "their") else ""
        if part == "predicate" and i > max(head_at, measure_at) and described and described not in function | words.lists["prepositions"]:
            part, weight = "modifier", 0.7  # "proceeds from the sale of the seized items"
        if part == "predicate" and aside:
            part, weight = "modifier", 0.7  # "people drowned when the ferry sank"
        if part == "predicate" and i == measure_at + 1 and dimension == "money" and low in _OF_PRICES:
            part, weight = "modifier", 0.3  # "price paid for the painting"
        if part == "predicate" and i < measure_at and low in _OF_MEASURES:
            part, weight = "modifier", 1.0  # "closing level"
        if i == measure_at and i != head_at:
            part, weight = (
                "measure",
                0.5 if low in words.lists["dimension.any"] | words.lists["dimension.time"] or _generic(low, words) else 1.5,
            )
        if part in ("modifier", "predicate") and low in (
            "alleged",
            "allegedly",
            "possible",
            "possibly",
            "potential",
            "potentially",
            "likely",
            "expected",
            "planned",
        ):
            continue
        lost = low in ("loss", "losses") and i > 1 and lows[i - 1] in ("in", "of", "the", "its", "their", "net", "pretax", "operating")
        if change and not lost and (words.has("up", low) or words.has("down", low) or words.has("change", low)) and i != head_at:
            part, weight = "change", 0.7
        if change and unit is not None and part == "modifier" and i == _measured_at(lows, measure_at, words):
            part, weight = "measure", 1.5  # "rise in pretax profit": profit
        if end and (words.has("before", low) or words.has("after", low)) and not (low in PLAIN_ADJECTIVES and 0 <= head_at < i):
            part, weight = "contrast", 0.6
        if i and (words.stem(lows[i - 1]), low) in words.phrasal and part != "head":
            continue
        if part == "measure" and i == 0 and _money_lost(lows, unit):
            weight = 0.7
        keys = _keys(low if not low.endswith("'s") else low[:-2], words)
        if i != head_at and raw[i] in load_gazetteer().demonyms:
            keys |= words.claim_keys(load_gazetteer().demonyms[raw[i]].lower())  # "Turkish ships" of ships from Turkey
        if i:
            keys |= words.idiom(lows[: i + 1], i - 1)  # "job losses"
        if i + 1 < len(lows):
            keys |= words.idiom(lows, i)
            keys |= words.phrasal.get((words.stem(low), lows[i + 1]), frozenset())
        if i == head_at and low in _ONES_OF and i and lows[i - 1] not in function:
            keys |= {key for key in words.claim_keys(lows[i - 1]) if key[0] != "^"}  # "crew members" are crew
        if part == "predicate":
            keys = frozenset(key for key in keys if key[0] != "^")
        if (
            part == "predicate"
            and low.endswith(("en", "ed"))
            and low in words.lists["granted"]
            and i + 1 < len(lows)
            and lows[i + 1] not in words.lists["after_granted"]
        ):
            keys |= {"=receive"}  # "households given bed nets"
        item = Item(low.lower(), keys, weight, part, _lead(lows, i) if part == "name" else "", _parts(low, words))
        if i == head_at:
            head = item
        items.append(item)
    lowset = {low for i, low in enumerate(lows) if not (low == "no" and lows[i + 1 : i + 2] == ["confidence"])}
    return Ask(
        tuple(items),
        head,
        lows[head_at] if head_at >= 0 else None,
        dimension,
        change,
        end,
        bool(lowset & words.lists["negations"]) or any(low in words.lists["negative_heads"] for low in lows),
        bool(lowset & words.lists["negations"]),
        any(words.has("hypothetical", low) for low in lows) or _planned(lows, words),
        any(low in _MODALS for low in lows) or any(a == "to" and b == "be" for a, b in pairwise(lows)),
        bool(lowset & words.lists["alleged"]),
        any(words.has("all", low) for low in lows),
        any(words.has("each", low) for low in lows),
        bool(lowset & words.lists["others"]),
        bool(lowset & words.lists["more"]),
        frozenset(
            k
            for said in (*(m.group(0) for m in _SOURCE.finditer(of or "")), *(m.group(1) for m in _HOLDS.finditer(of or "")))
            for w in _TOKEN.findall(said)
            if w.lower() not in function and w.lower() not in _CUES
            for k in words.claim_keys(w)
        ),
        (unit is None and bool(lows) and lows[0] in ("times", "occasions")) or (lows[:2] == ["number", "of"] and lows[2:3] == ["times"]),
        _figures(text, words),
    )


def _money_lost(lows: list[str], unit: str | None) -> bool:
    """ "Loss of the retailer" in money is what it lost, and no change."""
    return lows[:1] in (["loss"], ["losses"]) and lows[1:2] != ["in"] and kind_of(unit) == "money"


def _lead(lows: list[str], i: int) -> str:
    """The word before a name; the preposition before its article."""
    if not i:
        return ""
    return lows[i - 2] if lows[i - 1] == "the" and i > 1 and lows[i - 2] in _LEADING else lows[i - 1]


def _figures(text: str, words: Words) -> tuple[tuple[Fraction, frozenset[str]], ...]:
    found = []
    for mention in find_numbers(text):
        alone = text[mention.start - 1 : mention.start].strip() == "" and text[mention.end : mention.end + 1] == " "  # no "787-8"
        behind = _TOKEN.findall(text[mention.end : mention.end + _BEHIND])[:2] if alone else []
        if mention.kind == "card" and mention.unit is None and mention.value is not None and behind:
            found.append(
                (Fraction(mention.value), frozenset(key for word in behind for key in words.claim_keys(word) if key[0] not in "=^"))
            )
    return tuple(found)


def _measured_at(lows: list[str], change: int, words: Words) -> int:
    """The place of the amount that changed, behind the word for the change: "rise in pretax profit"; -1 when it is none."""
    if change < 0 or lows[change + 1 : change + 2] not in (["in"], ["of"]):
        return -1
    k = change + 2
    while k < len(lows) and lows[k] not in words.lists["function"] | words.lists["prepositions"]:
        if lows[k] in words.lists["dimension.money"]:
            return k
        k += 1
    return -1


def _planned(lows: list[str], words: Words) -> bool:
    """A noun and an infinitive: "stores to open"."""
    return any(
        a == "to" and i and lows[i - 1] not in words.lists["function"] and any(k[0] == "=" for k in words.claim_keys(b))
        for i, (a, b) in enumerate(pairwise(lows))
    )


def _generic(low: str, words: Words) -> bool:
    return low in words.lists["generic_measures"]


def _keys(low: str, words: Words) -> frozenset[str]:
    """Keys of a claim word; a compound has those of its parts too ("lived-in", "MiG-29s")."""
    keys = words.claim_keys(low)
    if "-" in low:
        keys = keys.union(*(words.claim_keys(part) for part in low.split("-") if len(part) > 2 or part.isdigit()))
    return keys


def _parts(low: str, words: Words) -> tuple[frozenset[str], ...]:
    """Keys of the words of a compound of two or more plain words; empty for any other word."""
    parts = [part for part in low.split("-") if len(part) > 2 and part.isalpha() and not words.has("function", part)]
    return tuple(words.claim_keys(part) for part in parts) if len(parts) > 1 else ()


def _part(i: int, low: str, raw: list[str], words: Words, head_at: int) -> tuple[str, float]:
    if i == head_at:
        return "head", 3.0
    if i and any(part[:1].isupper() for part in raw[i].split("-")):
        return "name", 1.5
    if low[0].isdigit():
        return "name", 1.5
    if words.has("light", low):
        return "modifier", 0.3
    k = i - 1
    while k > 0 and raw[k].lower() in ("still", "also", "now", "already", "never", "then", "even"):
        k -= 1
    before = raw[k].lower() if i else ""
    noun = before in ("to", "that", "which", "whom") and (low.endswith("s") or any(key[0] == "^" for key in words.text_keys(low)))
    if before in _BEFORE_VERB and not noun and not low.endswith("ly") and low not in words.lists["stop"]:
        return "predicate", 2.0
    if k > 0 and before in _COPULAS and raw[k - 1].lower() in ("who", "that", "which") and not low.endswith("ly"):
        return "predicate", 2.0
    if low.endswith("ing") and before in ("the", "a", "an", "of", "for", "its", "their", "his", "her"):
        return "modifier", 1.0  # "cost of the restructuring", "fine for polluting the river"
    if is_predicate(low, words) or low == "without" or (i and by_agent([w.lower() for w in raw], i)):
        return "predicate", 2.0
    return "modifier", 1.0


def _change(lows: list[str], words: Words, role: str | None, measure: int) -> str | None:
    if role == "change":
        return "any"
    for i, low in enumerate(lows[:4]):
        if i > 1 and {"since", "until", "before", "after"} & set(lows[:i]):
            break  # "time since the fall of the city"
        following = lows[i + 1] if i + 1 < len(lows) else ""
        if low in words.lists["up"] and (following in ("in", "of") or i == len(lows) - 1 or i == 0):
            return "up"
        if low in words.lists["down"] and (following in ("in", "of") or i == 0):
            return "down"
        if low in words.lists["change"] and following in ("in", "of"):
            return "any"
    if len(lows) > 1 and (lows[-2] in ("a", "an") or set(lows) & _GIVEN):
        return None  # "staff who got a rise": the rise is theirs, not that of their number
    told = any(low in _BEFORE_VERB or is_predicate(low, words) for low in lows[:-1])
    if lows and not told and not set(lows) & {"after", "before"} and lows[-1] in words.lists["last_changes"]:
        return "down" if words.has("down", lows[-1]) else "up"
    for i in range(1, len(lows) - 1):
        if lows[i] in words.lists["last_changes"] and is_predicate(lows[i], words) and lows[i + 1] in ("from", "to", "at", "since", "by"):
            return "down" if words.has("down", lows[i]) else "up"
        if lows[i] in _BEFORE_VERB:
            break
    return None


def _end(lows: list[str], words: Words, role: str | None, head: int, measure: int) -> str | None:
    if role == "from":
        return "before"
    if role == "to":
        return "after"
    if lows[:1] == ["age"]:
        return None  # "age of the old conductor"
    for i, low in enumerate(lows):
        if low in ("before", "after"):
            if i + 1 == len(lows) or lows[-1] in words.lists["up"] | words.lists["down"] | words.lists["change"] | {"reform", "move"}:
                return low
            continue
        if low in ("earlier", "later", "today"):
            continue
        if i and any(w in _AGAINST for w in lows[max(0, i - 2) : i]) and set(lows[:i]) & (words.lists["up"] | words.lists["down"]):
            continue  # "growth over the previous year"
        if low in _OF_THINGS and 0 <= measure < i < len(lows) - 1:
            continue  # "fine for the former chairman", "cost of the new stadium"
        if low in PLAIN_ADJECTIVES and 0 <= head < i < len(lows) - 1:
            continue  # "yachts owned by the former banker"
        if low in words.lists["before"] and low not in ("earlier",):
            return "before"
        if low in words.lists["after"] and low not in ("later", "still", "left", "remaining"):
            return "after"
    return None
