"""Give the draft of a numeral that is no amount; tokens in, a draft out."""

from __future__ import annotations

from extractor.recognizers.numbers.digits import digits_value
from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.tokens import Tokens


def label_draft(t: Tokens, first: int, stop: int, kind: str, rule: str, i: int) -> Draft:
    """Give the draft of something that is no amount; its value is that of the digits at token `i`."""
    return Draft(first, stop, kind, rule, value=digits_value(t.words[i]), core=(i, i + 1))
