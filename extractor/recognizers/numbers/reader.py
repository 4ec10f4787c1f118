"""Find the numbers of a text: text in, `NumberMention`s out, in one pass over the tokens (docs/crosscheck.md, section 3)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction

from extractor.core.mention import DateMention, NumberMention
from extractor.recognizers.numbers.clocks import read_spelled_clock
from extractor.recognizers.numbers.corrections import mark_retractions
from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.expression import read_expression
from extractor.recognizers.numbers.labels import read_spelled_label, read_title
from extractor.recognizers.numbers.lexical import read_lexical
from extractor.recognizers.numbers.lexicon import Lexicon, load_lexicon
from extractor.recognizers.numbers.modifiers import bound_behind_noun, find_per, find_polarity, hedge_after, hedge_before
from extractor.recognizers.numbers.neighbours import mark_ages, mark_lists, mark_points, mark_sides
from extractor.recognizers.numbers.nonquantity import read_nonquantity
from extractor.recognizers.numbers.roles import join_change_pairs
from extractor.recognizers.numbers.scores import read_told_score
from extractor.recognizers.numbers.tokens import Tokens
from extractor.recognizers.numbers.units import dimension

_NUMERAL_KINDS = frozenset(("card", "tens", "scale", "collective", "ord", "tens_ord", "scale_ord"))
_NO_QUANTITY = frozenset(("name", "time", "list", "date"))
_HEDGED = frozenset(("card", "pct", "pp", "bp", "cur", "frac", "range", "mag", "meas", "dur", "age", "mult", "quantifier"))
_RATED = frozenset(("card", "cur", "meas", "mult", "range", "dur", "mag", "pct"))
_PLAIN_RULES = frozenset(("M1", "M2", "M3"))
_APPROXIMATE = frozenset(("exact", "about"))
"""Words before the number that a bound behind it outdoes: "about 20 or more"."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,255}", re.IGNORECASE)
_DOLLARS = re.compile(r"\b(US|A|AU|C|CA|NZ|HK|S|NT|Mex|MX)\$|\b(American|Australian|Canadian|Singapore|Hong Kong|New Zealand) dollars?\b")
_DOLLAR_NAMES = {"American": "US", "Australian": "A", "Canadian": "C", "Singapore": "S", "Hong Kong": "HK", "New Zealand": "NZ"}


def find_numbers(text: str, *, taken: Sequence[DateMention] = (), lang: str = "en") -> tuple[NumberMention, ...]:
    """Find every number of a text, in order; mentions never overlap, and an empty tuple comes back when there is none.

    `taken` are the dates already read: numerals inside them come back with kind `date` (or `time`), except durations
    ("over 18 months ago"). Names, clock times, list marks and dates carry those kinds, so that nobody counts them.
    Raises FileNotFoundError for a language without a lexicon.

    >>> [(m.text, str(m.value), m.unit, m.hedge) for m in find_numbers("Over 40 died and $1.2bn was lost.")]
    [('40', '40', None, 'over'), ('$1.2bn', '1200000000', 'USD', None)]
    """
    lexicon = load_lexicon(lang)
    t = Tokens(text)
    dollar = _home_dollar(text, lexicon)
    drafts = _Reader(t, lexicon, dollar, _Taken(taken), _addresses(text)).read()
    join_change_pairs(t, drafts, lexicon)
    mark_points(t, drafts, lexicon)
    mark_ages(t, drafts, lexicon)
    mark_lists(t, drafts)
    mark_sides(t, drafts)
    mark_retractions(t, drafts, lexicon)
    return tuple(d.finish(t) for d in drafts)


def _home_dollar(text: str, lexicon: Lexicon) -> str:
    """Name the dollar that a bare "$" means: the only other dollar the text speaks of, else the US dollar (M11)."""
    if "$" not in text and "dollar" not in text:
        return "USD"
    found = {_DOLLAR_NAMES.get(name, sign) for sign, name in _DOLLARS.findall(text)}
    codes = {lexicon.dollar_prefixes[sign.lower()] for sign in found}
    return codes.pop() if len(codes) == 1 else "USD"


def _addresses(text: str) -> list[tuple[int, int]]:
    if "@" not in text and "www." not in text and "://" not in text:
        return []
    return [m.span() for m in _ADDRESS.finditer(text)]


class _Taken:
    """The dates already read, by place."""

    __slots__ = ("dates", "starts")

    def __init__(self, dates: Sequence[DateMention]) -> None:
        self.dates = sorted(dates, key=lambda d: d.start)
        self.starts = [d.start for d in self.dates]

    def at(self, start: int) -> DateMention | None:
        k = bisect_right(self.starts, start) - 1
        if k >= 0 and self.dates[k].end > start:
            return self.dates[k]
        return None


class _Reader:
    """One pass over the triggers of a text."""

    __slots__ = ("addresses", "dollar", "lexicon", "t", "taken")

    def __init__(self, t: Tokens, lexicon: Lexicon, dollar: str, taken: _Taken, addresses: list[tuple[int, int]]) -> None:
        self.t, self.lexicon, self.dollar, self.taken, self.addresses = t, lexicon, dollar, taken, addresses

    def read(self) -> list[Draft]:
        t, words = self.t, self.lexicon.words
        triggers = [
            i
            for i, low in enumerate(t.lows[: t.n])
            if low in words
            or low[0] in "0123456789\u00bc\u00bd\u00be"
            or "\u2150" <= low[0] <= "\u2189"
            or (low[0] == "." and len(low) > 1)
        ]
        drafts: list[Draft] = []
        position = 0
        skipped = (0, 0)
        for i in triggers:
            if i < position or skipped[0] <= i < skipped[1]:
                continue
            draft = self._read_at(i, position)
            if draft is None:
                continue
            base = self._complete(draft, position)
            drafts.append(draft)
            position = max(draft.stop, i + 1)
            if base is not None:
                skipped = base
        return drafts

    def _read_at(self, i: int, position: int) -> Draft | None:
        t = self.t
        if self._in_address(i):
            return Draft(i, i + 1, "name", "M25", core=(i, i + 1))
        digits = t.is_digits(i)
        if digits:
            draft = read_nonquantity(t, i, self.lexicon)
            if draft is not None and draft.first >= position:
                return draft
        word = None if digits else self.lexicon.words.get(t.lows[i])
        if digits or (word is not None and word.kind in ("card", "tens")):
            title = read_title(t, i, self.lexicon)
            if title is not None:
                return title
        if word is not None and word.kind in ("card", "tens"):
            label = read_spelled_label(t, i, self.lexicon)
            if label is not None and label.first >= position:
                return label
        if word is not None and word.kind in ("card", "tens", "half"):
            clock = read_spelled_clock(t, i, self.lexicon)
            if clock is not None and clock.first >= position:
                return clock
        if word is None or word.kind in _NUMERAL_KINDS:
            draft = read_expression(t, i, self.lexicon, self.dollar)
            if draft is not None:
                draft = read_told_score(t, draft, self.lexicon) or draft
                return draft if draft.first >= position else None
        if word is None:
            return None
        draft = read_lexical(t, i, word, self.lexicon, self.dollar)
        return draft if draft is None or draft.first >= position else None

    def _in_address(self, i: int) -> bool:
        start = self.t.starts[i]
        return any(a <= start < b for a, b in self.addresses) if self.addresses else False

    def _complete(self, d: Draft, position: int) -> tuple[int, int] | None:
        """Add hedge, rate base and polarity, turn what stands inside a date into one; give the tokens of the rate base."""
        self._settle_date(d)
        if d.kind in _NO_QUANTITY or d.kind in ("ord", "score"):
            return None
        t, lexicon = self.t, self.lexicon
        if d.kind in _HEDGED:
            self._add_hedge(d, position)
        base = None
        if d.per is None and d.kind in _RATED:
            per = find_per(t, d, lexicon)
            if per is not None:
                d.per, base = per[0], per[1]
                d.rule = "M27" if d.kind in ("card", "mult") else d.rule
        d.polarity = find_polarity(t, d, lexicon)
        return base

    def _add_hedge(self, d: Draft, position: int) -> None:
        before = hedge_before(self.t, d, self.lexicon)
        if before is not None and before[1] >= position - 1:
            d.context = before[1]
            if before[0] != "exact":
                d.hedge = before[0]
            if d.rule in _PLAIN_RULES:
                d.rule = {"exact": "M17", "about": "M16"}.get(before[0], "M15")
            if before[0] not in _APPROXIMATE:
                return
        found = hedge_after(self.t, d.stop, self.lexicon)
        after = found[0] if found is not None else bound_behind_noun(self.t, d.stop, self.lexicon)
        if after is not None and (d.hedge is None or d.hedge in _APPROXIMATE):
            d.hedge = after
            if d.rule in _PLAIN_RULES or d.rule == "M16":
                d.rule = "M16" if d.hedge == "about" else "M15"

    def _settle_date(self, d: Draft) -> None:
        if not self.taken.dates or d.kind in ("dur", "time"):
            return
        found = self.taken.at(self.t.starts[d.first])
        if found is None or found.kind in ("duration", "set") or (d.unit is not None and dimension(d.unit) in ("time", "calendar")):
            return
        if d.kind in ("cur", "pct", "age") or (d.value is not None and isinstance(d.value, Fraction)):
            return
        d.kind, d.rule = ("time", "M22") if found.kind == "time" else ("date", "M23")
        d.unit = d.hedge = d.per = None
