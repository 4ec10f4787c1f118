"""Hedges, rate bases and polarity around a number; tokens and a draft in, the fields of the rules M15-M17, M27 and N1-N4 out."""

from __future__ import annotations

from bisect import bisect_left

from extractor.core.mention import Amount
from extractor.recognizers.numbers.digits import Numeral
from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.lexicon import Lexicon
from extractor.recognizers.numbers.numeral import read_numeral
from extractor.recognizers.numbers.tokens import HYPHENS, Tokens

_REACH = 14
"""Tokens back to a cue of polarity; a clause of news is rarely longer."""
_BREAKS = frozenset(".!?;:\u201d")
_SMALL = 10
"""Below it "close to" and "approaching" speak of places and people: close to two schools."""
_RATE_BASES = frozenset((1_000, 10_000, 100_000, 1_000_000))
_BOUND_REACH = 4
"""Words of the counted noun between a number and its bound: 3 previous convictions or more."""
_ENDS = frozenset(("", ".", ",", ";", ")"))
_MARKS = frozenset(('"', "\u201c", "\u201d", "\u2018", "\u2019"))
_SPEAKER = 10
"""Tokens of the speaker between two parts of a quotation."""
_MODAL_REACH = 6
"""Tokens from a number to the modal of its own clause."""


def hedge_before(t: Tokens, d: Draft, lexicon: Lexicon) -> tuple[str, int] | None:
    """Find the hedge whose words end before the draft: its id and first token; None when there is none."""
    j = d.first - 1
    if j < 0 or not t.near(j + 1):
        return None
    found = _hedge_at(t, j, d, lexicon)
    if found is not None and found[0] != "exact":
        return found
    between = t.lows[j] in lexicon.sets["hedge_guards.between"] and j > 0 and t.near(j)
    return (_hedge_at(t, j - 1, d, lexicon) if between else None) or found


def _hedge_at(t: Tokens, j: int, d: Draft, lexicon: Lexicon) -> tuple[str, int] | None:
    rows = lexicon.hedges_before.get(t.low(j))
    if rows is None:
        return None
    for phrase, hedge in rows:
        start = j - len(phrase) + 1
        if start >= 0 and (len(phrase) == 1 or t.matches(start, phrase)):
            return (hedge, start) if _hedges(t, start, phrase, d, lexicon) else None
    return None


def _hedges(t: Tokens, start: int, phrase: tuple[str, ...], d: Draft, lexicon: Lexicon) -> bool:
    """Tell the hedge from its other senses: a row over 12 jobs, talks held over two days, asked about 12 men, close to two schools."""
    before, sets = t.low(start - 1), lexicon.sets
    if phrase == ("over",):
        if before in sets["hedge_guards.over_topic"] or (before == "," and _charged(t, start, lexicon)):
            return False
        lasts = d.kind == "dur" and t.low(d.stop) not in sets["dates.shifts"] and before not in sets["hedge_guards.before_over"]
        return not lasts or t.low(d.stop) in ("old", "long", "late") or (t.opens_sentence(start) and _is_long(t, d))
    if phrase in (("about",), ("around",)):
        return before not in sets[f"hedge_guards.{phrase[0]}_topic"]
    if phrase in (("close", "to"), ("nearing",), ("nears",), ("neared",), ("approaching",), ("beyond",)):
        small = d.kind == "card" and d.unit is None and d.value is not None and d.value < _SMALL
        return not small and not (phrase == ("close", "to") and before in sets["hedge_guards.close_places"])
    if phrase == ("as", "long", "as"):
        return d.kind == "dur"
    return phrase != ("some",) or before not in ("for", "of") or d.kind != "ord"


def _charged(t: Tokens, start: int, lexicon: Lexicon) -> bool:
    """Tell "fined the bank $7 million, half of it suspended, over 1,100 late reports": what for."""
    return not lexicon.sets["hedge_guards.charged_over"].isdisjoint(t.lows[max(0, start - 16) : start])


def _is_long(t: Tokens, d: Draft) -> bool:
    """Tell "Over 40 hours of footage" from "Over three days, they agreed nothing"."""
    return t.low(d.stop) != "," and d.value is not None and d.value >= _SMALL


def hedge_after(t: Tokens, stop: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """Find the hedge whose words start at token `stop` (or behind a hyphen there): its id and the token after it."""
    if not t.near(stop):
        return None
    j = stop + 1 if t.lows[stop] in HYPHENS and t.glued(stop) and t.glued(stop + 1) else stop
    for phrase, hedge in lexicon.hedges_after.get(t.low(j), ()):
        if phrase in (("odd",), ("ish",), ("+",), ("some",), ("something",)) and not t.glued(j):
            continue
        if phrase == ("plus",) and not t.glued(j) and t.low(j + 1) not in lexicon.sets["years.counted_nouns"] | _ENDS:
            continue
        if phrase in (("minimum",), ("maximum",), ("tops",), ("approximately",)) and t.low(j + 1) not in ("", ".", ",", ";", ")"):
            continue
        if t.matches(j, phrase) and not _compares(t, j + len(phrase), phrase):
            return hedge, j + len(phrase)
    return None


def bound_behind_noun(t: Tokens, stop: int, lexicon: Lexicon) -> str | None:
    """Find the bound behind the counted noun: "50 employees or fewer", "three previous convictions or more" (M15)."""
    if "or" not in t.lows[stop : stop + _BOUND_REACH]:
        return None
    bounds, stops = lexicon.sets["hedge_guards.bounds_behind_noun"], lexicon.sets["per.stops"]
    for k in range(stop, min(stop + _BOUND_REACH, t.n)):
        if t.lows[k] == "or" and k > stop and t.near(k) and t.low(k + 1) in bounds:
            after = t.low(k + 2)
            ends = not t.is_word(k + 2) or after in lexicon.sets["hedge_guards.after_bound"]
            found = hedge_after(t, k, lexicon) if ends and not t.is_digits(k + 2) else None
            return found[0] if found is not None else None
        if not t.is_word(k) or not t.near(k) or t.lows[k] in stops or t.lows[k] == "within":
            return None
    return None


def _compares(t: Tokens, j: int, phrase: tuple[str, ...]) -> bool:
    """Tell "5 or more than 4": the words belong to the next number."""
    return (
        (phrase[-1] in ("more", "less", "fewer", "greater") and t.low(j) in ("than", "or"))
        or (phrase[-1] == "than" and t.is_digits(j))
        or (phrase in (("at", "least"), ("at", "most")) and t.is_digits(j))
    )


def find_per(t: Tokens, d: Draft, lexicon: Lexicon) -> tuple[str, tuple[int, int]] | None:
    """Find the base of a rate after the draft (M27): what it is per, and the tokens that say so; "per person a day" has two bases."""
    first = _find_base(t, d, lexicon)
    if first is None or t.low(first[1][1]) not in ("a", "an", "per", "each", "every"):
        return first
    more = _base(t, first[1][1] + 1, first[1][1], lexicon, strict=True)
    return first if more is None else (f"{first[0]} and {more[0]}", (first[1][0], more[1][1]))


def _find_base(t: Tokens, d: Draft, lexicon: Lexicon) -> tuple[str, tuple[int, int]] | None:
    j = d.stop
    if not t.near(j):
        return None
    low = t.lows[j]
    if low in HYPHENS and t.glued(j) and t.low(j + 1) == "a" and t.low(j + 2) in HYPHENS:
        return _base(t, j + 3, j, lexicon, strict=True)
    if low == "/" and t.is_word(j + 1):
        unit = None if t.lows[j + 1] in lexicon.words else (t.lows[j + 1], (j, j + 2))
        return _base(t, j + 1, j, lexicon, strict=True) or unit
    if low == "per":
        return _base(t, j + 1, j, lexicon, strict=False)
    if low in ("a", "an", "every", "each"):
        if t.is_digits(j + 1) and t.glued(j + 1):
            return None  # "24 A320s"
        found = _base(t, j + 1, j, lexicon, strict=low != "every" or d.kind == "card")
        shared = low == "each" and (_each_ends(t, j, lexicon) or t.low(d.opening - 1) not in lexicon.sets["polarity.definite"])
        return found or (("each", (j, j + 1)) if shared else None) or _price_of_one(t, d, lexicon)
    if low in lexicon.per_adverbs and d.kind in ("card", "cur", "meas"):
        return lexicon.per_adverbs[low], (j, j + 1)
    if low == "apiece":
        return "each", (j, j + 1)
    if low == "for" and t.low(j + 1) in ("every", "each") and t.low(j + 2) not in lexicon.sets["per.stops"] | {"other"}:
        return _base(t, j + 2, j, lexicon, strict=d.kind != "cur")
    if low in ("in", "of", "out") and d.kind == "card":
        return _of_every(t, d, lexicon)
    stuff = low == "of" and d.kind == "meas"  # "9,000 tonnes of copper ore a week"
    return _per_behind_noun(t, j + 1 if stuff else j, lexicon)


def _price_of_one(t: Tokens, d: Draft, lexicon: Lexicon) -> tuple[str, tuple[int, int]] | None:
    """Read "350 euros a sheep", "$20 a visit": the noun ends its phrase."""
    j = d.stop
    ends = not t.is_word(j + 2) or t.low(j + 2) in lexicon.sets["per.stops"]
    sold = d.kind == "cur" and t.low(j) in ("a", "an") and t.low(j + 1) in lexicon.sets["per.sold"]
    return (t.low(j + 1), (j, j + 2)) if sold and ends and t.near(j + 1) else None


def _of_every(t: Tokens, d: Draft, lexicon: Lexicon) -> tuple[str, tuple[int, int]] | None:
    """Read "12 of every 100,000 residents", "40 out of 1,000 drivers": a count per a round number of people or things."""
    j = d.stop
    k = j + 2 if t.lows[j] == "out" and t.low(j + 1) == "of" else j + 1
    k += t.low(k) == "every"
    if not t.is_digits(k) or not t.near(k) or d.value is None:
        return None
    base = read_numeral(t, k, lexicon)
    explicit = k > j + 1 or t.lows[j] == "in"
    if base is None or not explicit or not is_rate_base(t, d.value, base, lexicon):
        return None
    return f"{int(base.value)} {t.lows[base.stop]}", (j, base.stop + 1)


def is_rate_base(t: Tokens, counted: Amount, base: Numeral, lexicon: Lexicon) -> bool:
    """Tell the rate "12 of every 100,000 residents" (M27) from the ratio "two of every seven" (M7)."""
    noun = t.is_word(base.stop) and t.near(base.stop) and t.low(base.stop) not in lexicon.sets["per.stops"]
    return noun and base.digits and counted > 1 and base.value in _RATE_BASES


def _per_behind_noun(t: Tokens, j: int, lexicon: Lexicon) -> tuple[str, tuple[int, int]] | None:
    """Read "30 patients a day": a rate behind the counted noun; the noun stays outside the span."""
    if lexicon.sets["per.openers"].isdisjoint(t.lows[j + 1 : j + 5]):
        return None
    stops = lexicon.sets["per.stops"]
    for k in range(j, min(j + 4, t.n)):
        if k > j and t.lows[k] == "for" and t.low(k + 1) in ("every", "each"):
            return _base(t, k + 2, k, lexicon, strict=True)
        if not t.is_word(k) or not t.near(k) or t.lows[k] in stops or t.lows[k] == "within":
            return None
        following = t.low(k + 1)
        if following in ("a", "an") and _spelled(lexicon, t.low(k + 2)) is not None:
            return None  # "four sites had a two hour strike"
        if following in ("a", "an", "per", "every", "each") and t.near(k + 1) and not t.glued(k + 2):
            found = _base(t, k + 2, k + 1, lexicon, strict=following != "per")
            if found is not None:
                return found
            return ("each", (k + 1, k + 2)) if following == "each" and _each_ends(t, k + 1, lexicon) else None
        if following == "apiece":
            return "each", (k + 1, k + 2)
    return None


def _each_ends(t: Tokens, k: int, lexicon: Lexicon) -> bool:
    """Tell "three each." from "the two each received": the word must not belong to a verb behind it."""
    return not t.is_word(k + 1) or t.lows[k + 1] in lexicon.sets["per.stops"]


def _base(t: Tokens, j: int, opening: int, lexicon: Lexicon, *, strict: bool) -> tuple[str, tuple[int, int]] | None:
    """Read what follows "per": "day", "100,000 people"; with `strict` only the usual bases, and no point in time ("a day later")."""
    if not t.near(j):
        return None
    low = t.lows[j]
    if t.is_digits(j) and t.is_word(j + 1):
        return f"{t.words[j].replace(',', '')} {t.lows[j + 1]}", (opening, j + 2)
    count = "2" if low == "other" else _spelled(lexicon, low)
    if count is not None and t.is_word(j + 1):
        return f"{count} {t.lows[j + 1]}", (opening, j + 2)
    if low in lexicon.sets["per.units"]:
        if low == "quarter" and strict and t.low(j + 1) == "of":
            return None  # "shed 400 jobs, a quarter of the staff"
        shifted = strict and t.low(j + 1) in lexicon.sets["per.shifts"]
        return None if shifted else (low, (opening, j + 1))
    if strict or not t.is_word(j) or low in ("cent", "se"):
        return None
    return ("year" if low == "annum" else low), (opening, j + 1)


def _spelled(lexicon: Lexicon, low: str) -> str | None:
    word = lexicon.words.get(low)
    return str(word.value) if word is not None and word.kind in ("card", "tens") else None


def find_polarity(t: Tokens, d: Draft, lexicon: Lexicon) -> str:
    """Read the polarity of a number from the cues around it in its clause (N1-N4)."""
    opening = d.opening
    if t.low(opening - 1) == "not" and t.low(opening) != "only":
        if t.low(opening - 2) == "if":
            return "hypothetical"
        return "retracted" if _is_retraction(t, d, lexicon) else "negated"
    if _is_withdrawn(t, opening, lexicon):
        return "retracted"
    before = _cue_before(t, opening, d.stop, lexicon)
    if before == "asserted" and (_modal_after(t, d.stop, lexicon) or _modal_resumes(t, d.stop, lexicon)):
        return "hypothetical"
    return before


def _cue_before(t: Tokens, opening: int, stop: int, lexicon: Lexicon) -> str:
    """Read the nearest cue of polarity before the number; the end of a clause between them leaves it asserted."""
    sets = lexicon.sets
    cues = t.positions("polarity", sets["polarity"])
    definite = t.low(opening - 1) in sets["polarity.definite"]
    for k in range(bisect_left(cues, opening) - 1, -1, -1):
        j = cues[k]
        low, distance = t.lows[j], opening - j
        if distance > _REACH or low in sets["polarity.clause_ends"] or low in _BREAKS:
            return "asserted"
        if low == ",":
            if t.low(j + 1) in sets["polarity.new_clause"] or (j + 1 == opening and t.low(stop) in sets["polarity.finite"]):
                return "asserted"  # "would vote for it, 38 percent were against"
        elif low == '"':
            if t.glued(j) and t.low(j - 1) in ",.?!":
                return "asserted"
        elif "\n\n" in t.text[t.starts[j] : t.starts[opening]]:
            return "asserted"
        elif low in sets["polarity.denied"]:
            if _denies(t, j, lexicon):
                return "denied"
        elif low in sets["polarity.hypothetical"]:
            if (distance <= 8 or low in ("if", "unless", "whether")) and _supposes(t, j, lexicon) and not _either_way(t, j, opening):
                return "hypothetical"
        elif distance <= 5 and not definite and _negates(t, j, lexicon):
            return "negated"
    return "asserted"


def _negates(t: Tokens, j: int, lexicon: Lexicon) -> bool:
    """Tell "did not kill 12" from "not only 12" and from the "not" of "not more than 12"."""
    return t.lows[j] in lexicon.sets["polarity.negated"] and t.low(j + 1) not in lexicon.sets["polarity.not_negating"]


def _supposes(t: Tokens, j: int, lexicon: Lexicon) -> bool:
    """Tell "threatened to expel 12" from "threatened 12 envoys", and the modal from the month of May."""
    if t.lows[j] in lexicon.sets["polarity.needs_to"]:
        return t.low(j + 1) == "to"
    return t.words[j] != "May"


def _either_way(t: Tokens, j: int, opening: int) -> bool:
    """ "Whether meant or not, ten died": both ways the main clause holds."""
    if t.lows[j] != "whether" or t.words[j] != "Whether":
        return False
    comma = next((k for k in range(j + 1, opening) if t.lows[k] == ","), -1)
    return comma > 0 and "or" in t.lows[j + 1 : comma]


def _denies(t: Tokens, j: int, lexicon: Lexicon) -> bool:
    """Tell "denied losing 80 men" and "rejected claims that 12 died" from "denied 12 visas" and "dismissed 12 officers"."""
    following = t.low(j + 1)
    if following in lexicon.sets["polarity.denied_what"]:
        return True
    if t.lows[j].startswith("den") and following.endswith("ing"):
        return True
    return any(low in lexicon.sets["polarity.claims"] for low in t.lows[j + 1 : j + 5])


def _modal_after(t: Tokens, stop: int, lexicon: Lexicon) -> bool:
    """Tell whether a modal takes the number's phrase as its subject: "up to 3,000 people may be moved"."""
    cues, modals = t.positions("polarity", lexicon.sets["polarity"]), lexicon.sets["polarity.modals"]
    first = bisect_left(cues, stop)
    at = next((j for j in cues[first : first + _MODAL_REACH] if t.lows[j] in modals), None)
    if at is None or at - stop >= _MODAL_REACH or t.words[at] == "May":
        return False
    ends, new = lexicon.sets["polarity.clause_ends"], lexicon.sets["polarity.new_clause"]
    between = range(stop, at)
    if (
        any(not (t.is_word(k) or t.lows[k] in _MARKS) or t.lows[k] in ends or t.lows[k] in new for k in between)
        or "\n\n" in t.text[t.ends[stop - 1] : t.starts[at]]
    ):
        return False
    return t.low(at + 1) != "not"


def _modal_resumes(t: Tokens, stop: int, lexicon: Lexicon) -> bool:
    """Tell whether the quotation goes on with a modal behind its speaker: "300 jobs," he said, "could go"."""
    for k in range(stop, min(stop + _BOUND_REACH, t.n - 1)):
        if t.lows[k] == "," and t.lows[k + 1] in _MARKS:
            marks = (m for m in range(k + 2, min(k + _SPEAKER, t.n)) if t.lows[m] in _MARKS)
            again = next(marks, None)
            return again is not None and t.low(again + 1) in lexicon.sets["polarity.modals"] and t.low(again + 2) != "not"
        if not t.is_word(k):
            return False
    return False


def _is_withdrawn(t: Tokens, opening: int, lexicon: Lexicon) -> bool:
    """Tell "withdrew a statement that 75 people had died": what was said is taken back."""
    verbs = t.positions("withdrawing", lexicon.sets["polarity.withdrawing"])
    k = bisect_left(verbs, opening) - 1
    if k < 0 or opening - verbs[k] > _REACH:
        return False
    between = t.lows[verbs[k] + 1 : opening]
    said = (lexicon.sets["polarity.claims"] - {"that"}).intersection(between[:4])
    return "that" in between and bool(said) and _BREAKS.isdisjoint(between)


def _is_retraction(t: Tokens, d: Draft, lexicon: Lexicon) -> bool:
    after = t.lows[d.stop : d.stop + 6]
    cues = lexicon.sets["polarity.retraction_after"]
    before = t.lows[max(0, d.first - 40) : d.first]
    return any(low in cues for low in after) or not lexicon.sets["polarity.retraction_before"].isdisjoint(before)
