"""Tell "one" the number from "one" the pronoun; tokens in, yes or no out."""

from __future__ import annotations

from extractor.recognizers.numbers.lexicon import Lexicon
from extractor.recognizers.numbers.quantity import Quantity
from extractor.recognizers.numbers.tokens import HYPHENS, Tokens


def is_pronoun_one(t: Tokens, q: Quantity, lexicon: Lexicon) -> bool:
    """Tell whether the numeral is the word "one" used as a pronoun: the one, this one, one another, one must."""
    if t.lows[q.first] != "one" or q.stop != q.first + 1 or q.kind != "card":
        return False
    before, after = t.low(q.first - 1), t.low(q.stop)
    if before in ("and", ";") and after == "is" and t.low(q.first - 2) != "one":
        return False  # "three soldiers died and one is missing"
    if after in lexicon.sets["pronoun_one.after"] or (after in HYPHENS and t.glued(q.stop)):
        if after in HYPHENS and t.low(q.stop + 1) == "in" and t.low(q.stop + 2) in HYPHENS and t.low(q.stop + 3) in lexicon.words:
            return False
        return after not in HYPHENS or t.low(q.stop + 1) in ("time", "sided", "off", "on", "to", "in", "way", "stop")
    if after in ("'", "\u2019") and t.glued(q.stop) and t.low(q.stop + 1) == "s":
        return True
    if after in ("by", "after", "to", "on") and t.low(q.stop + 1) in ("one", "another"):
        return True
    if before in ("by", "on", "to") and t.low(q.first - 2) == "one":
        return True
    if before in HYPHENS and t.low(q.first - 2) in ("on", "to"):
        return True
    if before == "only" and after == "of":
        return False  # "said that only one of its members came"
    ends = not t.is_word(q.stop) or after in lexicon.sets["pronoun_one.followers"]
    if ends and t.low(q.first - 2) in ("a", "an", "the", "this", "that") and t.is_word(q.first - 1) and before not in lexicon.words:
        return True  # "better than a sick one"
    if before == "that" and after in ("in", "of") and (t.is_digits(q.stop + 1) or t.low(q.stop + 1) in lexicon.words):
        return False  # "found that one in eight leaks"
    if before in lexicon.sets["pronoun_one.before"] or (before == "only" and t.low(q.first - 2) == "the"):
        return ends
    return False
