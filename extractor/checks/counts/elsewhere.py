"""What a claim says of its number that the article says of something else: slot and reading of the claim in, a rule or None out (B3, B5).

`fit` scores words by how near they stand; here are the few words that decide by themselves, however well the others fit.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import pairwise

from extractor.checks.counts.ask import Ask, Item
from extractor.checks.counts.cast import cast_of, meant_near, name_around
from extractor.checks.counts.figures.share_words import of_another_share, of_another_whole, of_its_part, of_rest_holder
from extractor.checks.counts.figures.subjects import of_another_subject
from extractor.checks.counts.figures.times import of_another_day, of_another_time
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.slots.tokens import Word
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.words import check_words
from extractor.core.annotations import Annotations
from extractor.core.claim import CountClaim
from extractor.recognizers.gazetteer import load_gazetteer

_FATES = frozenset(("=kill", "=injure", "=arrest", "=missing"))
"""What befalls people, which no other verb says as well: "killed" is not read into "assigned" (B3)."""
_LEADS = vocabulary("place_leads")
_LONG_SIDE, _SHORT_SIDE = frozenset(("length", "long")), frozenset(("width", "breadth", "wide"))
_PLACED = vocabulary("in_places")
_MOST_PLACES = 12
_FULL_NAME = 4
"""Letters of a word that is no abbreviation."""
_LENGTHS = frozenset(("duration", "length"))
_FULL_STOPS = frozenset((".", "!", "?", "”", '"', "'", "’"))
_THINGS_AT, _SAID = "counts.things_at", "counts.words_said"
_NEXT = 2
"""Sentences before and behind a number's own that may name what it leaves out."""


def said_elsewhere(slot: Slot, ask: Ask, claim: CountClaim, index: Index, annotations: Annotations) -> str | None:
    """The rule a claim breaks with a word that the article has, but not for this number.

    None when it breaks none. Looks at no more than five sentences for each word of the claim.
    """
    if any(_other_fate(slot, item, index) or _other_clause(slot, item) for item in ask.items):
        return "B3"
    if slot.mention.kind == "age" and any(_name_of_another(slot, item) for item in ask.items):
        return "B5"
    if slot.mention.kind == "dur" and _before_it(slot, ask):
        return "B5"
    if any(_other_place(slot, item, ask, index, annotations) or _place_of_another(slot, item, index) for item in ask.items):
        return "B5"
    if any(_since_of_another(slot, item, index) for item in ask.items):
        return "B5"
    if any(_told_of_a_part(slot, item, index) for item in ask.items):
        return "B8"
    if _other_side(slot, ask, index):
        return "B6"
    if of_its_part(slot, ask, index) or of_rest_holder(slot, ask):
        return "B8"
    if of_another_share(slot, ask, index) or of_another_whole(slot, ask, index, claim.of) or of_another_subject(slot, ask, index):
        return "B1"
    if of_another_time(slot, index, claim.of):
        return "B5"
    if any(_other_make(slot, item, claim, index) for item in ask.items) or of_another_day(slot, ask):
        return "B5"
    if any(_other_figure(slot, value, keys, index) for value, keys in ask.figures):
        return "B5"
    return "B3" if _other_time(slot, ask, claim, index) else None


def _other_make(slot: Slot, item: Item, claim: CountClaim, index: Index) -> bool:
    """ "22 Airbus aircraft", where the text has 22 Boeing ones: the counted things have another name before them."""
    first = (claim.of or "").split(" ", 1)[0]
    if item.word != first.lower() or not first[:1].isupper() or item.part not in ("name", "modifier"):
        return False
    if not item.keys & index.text_keys or item.keys & index.line_keys[slot.line.number] or _said_as_country(slot, item):
        return False
    names = [slot.words[k] for k in slot.phrase if slot.words[k].pos == "PROPN" and slot.words[k].start > slot.mention.start]
    return bool(names) and bool(slot.things) and slot.words[slot.things[0]].pos == "NOUN"


def _other_side(slot: Slot, ask: Ask, index: Index) -> bool:
    """ "32 by 3 metres" are the length and the width, in this order."""
    if slot.mention.kind != "meas":
        return False
    asked = {item.word for item in ask.items}
    for one, two in pairwise(index.same_line(slot)):
        between = [word.low for word in slot.words[one.last + 1 : two.first]]
        if slot in (one, two) and two.mention.kind == "meas" == one.mention.kind and between in (["by"], ["x"], ["×"]):
            return bool(asked & (_SHORT_SIDE if slot is one else _LONG_SIDE))
    return False


def _other_figure(slot: Slot, value: Fraction, keys: frozenset[str], index: Index) -> bool:
    """ "Munitions dropped in the five raids", where the number is of the four: the sentence counts the claim's things, but not so many."""
    counts = [s.value for s in index.same_line(slot) if s is not slot and s.things and s.mention.unit is None and keys & s.thing_keys()]
    return bool(counts) and value not in counts and slot.value != value


def _other_fate(slot: Slot, item: Item, index: Index) -> bool:
    """ "45,000 people killed at the base", where 45,000 serve at it: nobody's fate is left to a guess."""
    fates = item.keys & _FATES
    if not fates or item.part not in ("predicate", "head") or slot.antecedents or slot.part_of >= 0:
        return False
    return not any(keys & item.keys for keys in _around(slot, index, 1))


def _other_place(slot: Slot, item: Item, ask: Ask, index: Index, annotations: Annotations) -> bool:
    """ "deported to Kenya", "killed in Bermuda": a name that the article has elsewhere, and nothing near the number means it."""
    if item.part != "name" or item.lead not in _LEADS or not item.keys & index.text_keys or slot.weight(item.keys) > 0:
        return False
    if any(keys & item.keys for keys in _around(slot, index, _NEXT)) or (_is_heading(index) and item.keys & index.line_keys[0]):
        return False
    if any(word.keys & _things_at(index, annotations).get(item.word, frozenset()) for word in slot.words if word.pos == "NOUN"):
        return False  # "the plant", called "the plant in Dunmere" before
    if _said_as_country(slot, item):
        return False  # "vendors in India" for Indian vendors
    return meant_near(slot, item, ask, index, annotations) == 0


def _before_it(slot: Slot, ask: Ask) -> bool:
    """ "For two weeks before the exercise" is not how long the exercise took."""
    asked = {item.word for item in ask.items}
    behind = slot.words[slot.last + 1 : slot.last + 6]
    if not asked & _LENGTHS or not behind or behind[0].low not in ("before", "after") or behind[0].low in asked:
        return False
    return any(word.keys & item.keys for word in behind[1:] for item in ask.items if item.word not in _LENGTHS)


def _said_as_country(slot: Slot, item: Item) -> bool:
    """The sentence has the country for the claim's people, or the people for its country."""
    countries = load_gazetteer().demonyms
    own = countries.get(item.word.capitalize(), item.word).lower()
    return any(countries.get(word.low.capitalize(), word.low).lower() == own for word in slot.words)


def unheard_of(ask: Ask, index: Index, annotations: Annotations) -> bool:
    """The claim names somebody or some place the article has nowhere, in no form: "a majority over the Greens"."""
    return any(_unheard_of(item, ask, index, annotations) for item in ask.items)


def _unheard_of(item: Item, ask: Ask, index: Index, annotations: Annotations) -> bool:
    if item.part != "name" or not item.lead or not item.word.isalpha() or len(item.word) < _FULL_NAME or item.word in _calendar():
        return False
    name = name_around(item, ask)
    letters = [frozenset(key for key in word.keys if key[0] not in "=^") for word in name]  # a name has no synonyms
    if any(keys & index.text_keys for keys in letters):
        return False
    country = load_gazetteer().demonyms.get(item.word.capitalize(), "").lower()
    short = "".join(word.word[0] for word in name)
    said = _words_said(index, annotations)
    whole = " ".join(word.word for word in name)
    return (
        short not in said
        and whole not in said
        and (not country or country not in said)
        and not cast_of(annotations, index).named([letters])
    )


def _words_said(index: Index, annotations: Annotations) -> frozenset[str]:
    """All words of the article in small letters, without the stops of initials, and the countries of its people; made once."""
    memo = annotations._memo.get(_SAID)
    if not isinstance(memo, frozenset):
        words = {word.low.replace(".", "") for line in index.lines for word in line.words}
        people = load_gazetteer().demonyms
        countries = {people[word.capitalize()].lower() for word in words if word.capitalize() in people}
        memo = annotations._memo[_SAID] = frozenset(words | countries)
    return memo


@cache
def _calendar() -> frozenset[str]:
    return check_words().weekdays | check_words().months | vocabulary("seasons")


def _things_at(index: Index, annotations: Annotations) -> dict[str, frozenset[str]]:
    """Keys of the nouns that stand before a preposition and a name, by the name in small letters; made once an article."""
    memo = annotations._memo.get(_THINGS_AT)
    if isinstance(memo, dict):
        return memo
    found: dict[str, frozenset[str]] = {}
    for line in index.lines:
        for thing, lead, name in zip(line.words, line.words[1:], line.words[2:], strict=False):
            if thing.pos == "NOUN" and lead.low in _LEADS and name.pos == "PROPN":
                found[name.low] = found.get(name.low, frozenset()) | thing.keys
    annotations._memo[_THINGS_AT] = found
    return found


def _is_heading(index: Index) -> bool:
    """Whether the first sentence is a headline: it names what the whole article is about."""
    first = index.lines[0]
    return bool(first.words) and first.words[-1].low not in _FULL_STOPS


def _name_of_another(slot: Slot, item: Item) -> bool:
    """ "Each aged 22, they denied the murder of Holt": an age is not that of whom the sentence names behind the next verb."""
    if item.part != "name":
        return False
    there = [k for k, word in enumerate(slot.words) if word.keys & item.keys]
    verb = next((k for k in range(slot.last + 1, len(slot.words)) if slot.words[k].pos in ("VERB", "AUX")), len(slot.words))
    return bool(there) and there[0] > verb


def _other_time(slot: Slot, ask: Ask, claim: CountClaim, index: Index) -> bool:
    """ "Age when she joined the firm", where the number is of another moment: nothing behind "when" stands beside it."""
    _, when, clause = (claim.of or "").partition(" when ")
    if not when:
        return False
    words = {word.strip(",.").lower() for word in clause.split()}
    told = [item for item in ask.items if item.word in words]
    return bool(told) and not any(keys & item.keys for item in told for keys in _around(slot, index, 1))


def _around(slot: Slot, index: Index, reach: int) -> list[frozenset[str]]:
    """Keys of the number's sentence and of those near it in its paragraph."""
    n, paragraph = slot.line.number, slot.line.paragraph
    near = range(max(0, n - reach), min(len(index.lines), n + reach + 1))
    return [index.line_keys[k] for k in near if index.lines[k].paragraph == paragraph]


def _place_of_another(slot: Slot, item: Item, index: Index) -> bool:
    """ "Homes wrecked in Alabama", where these are "in Georgia" and Alabama is the place of another number, or both are countries."""
    if item.part != "name" or item.lead not in _PLACED or item.keys & index.line_keys[slot.line.number]:
        return False
    own = _place_of(slot)
    if own is None or own.keys & item.keys:
        return False
    lands = load_gazetteer().kinds
    if lands.get((item.word.capitalize(),)) == "country":
        return lands.get((own.low.capitalize(),)) == "country"  # a town may lie in the country
    numbers = sorted({n for key in item.keys if key[0] not in "=^" for n in index.by_key.get(key, ())[:_MOST_PLACES]})
    places = (_place_of(index.slots[n]) for n in numbers if n != slot.number)
    return any(place is not None and place.keys & item.keys for place in places)


def _place_of(slot: Slot) -> Word | None:
    """The name behind "in" among a number's own words, or before the verb of its clause."""
    words, high = slot.words, slot.local[1]
    own = segments_of(slot.line)[0][slot.segment]
    ahead = [k for k in own.words if own.verbs and k < min(own.verbs[0], slot.first)]
    for k in (*range(slot.last, high - 1), *ahead):
        if words[k].low in _PLACED and k + 1 < len(words) and words[k + 1].pos == "PROPN":
            return None if words[k + 1].low in check_words().months else words[k + 1]
    return None


def _told_of_a_part(slot: Slot, item: Item, index: Index) -> bool:
    """The word says how it is with a part: "14 shoppers, two of them seriously"."""
    if item.part not in ("modifier", "predicate") or slot.is_total:
        return False
    own = {k for w in slot.words[slot.first : max((slot.last, *slot.things)) + 1] for k in w.keys} | slot.predicates
    if item.keys & own:
        return False
    parts = [s for s in index.same_line(slot) if s.part_of == slot.number and s.first > slot.last]
    here = [w for s in parts for w in s.words[s.last + 1 : s.local[1]] if w.pos in ("ADV", "ADJ")]
    return any(w.keys & item.keys for w in here) and not any(
        w.keys & item.keys for k, w in enumerate(slot.words) if not any(s.first <= k < s.local[1] for s in parts)
    )


def _other_clause(slot: Slot, item: Item) -> bool:
    """ "Two were fined; the other three players got a warning": a clause beside the number's own says it of others."""
    if item.part != "predicate" or slot.first < 1 or slot.words[slot.first - 1].low not in ("other", "remaining"):
        return False
    segments, place = segments_of(slot.line)
    own = (*slot.chain, *slot.attached, *(s.number for s in segments if s.kind == "vp" and s.before == slot.segment))
    keys = {k for k in item.keys if k[0] not in "=^"}
    return any(w.pos == "VERB" and w.keys & keys and place[k] not in own for k, w in enumerate(slot.words))


def _since_of_another(slot: Slot, item: Item, index: Index) -> bool:
    """ "Killed since Sunday", where another sentence's number is the one since Sunday."""
    if item.part != "name" or item.lead != "since" or item.keys & index.line_keys[slot.line.number]:
        return False
    near = range(max(0, slot.line.number - 1), min(len(index.lines), slot.line.number + 2))
    return any(a.low == "since" and b.keys & item.keys for n in near for a, b in pairwise(index.lines[n].words))
