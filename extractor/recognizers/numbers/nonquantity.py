"""Tell numerals that are no amount: codes, names, clock times, list marks, scores, dates, labels (M21-M26)."""

from __future__ import annotations

from extractor.recognizers.numbers.clocks import read_clock
from extractor.recognizers.numbers.codes import read_code, read_coordinate, read_glued_name, read_street, read_telephone
from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.labels import read_counted_title, read_label
from extractor.recognizers.numbers.lexicon import Lexicon
from extractor.recognizers.numbers.marks import label_draft
from extractor.recognizers.numbers.scores import read_score
from extractor.recognizers.numbers.tokens import Tokens
from extractor.recognizers.numbers.years import read_calendar, read_era

_SENTENCE_ENDS = frozenset(".!?;")
_QUOTES = frozenset(('"', "\u201c", "\u201d"))
_MODEL_JOINTS = frozenset("-\u2010\u2011")
_SUFFIX = 3
"""Letters behind the number of a model: 300ERs."""
_ITEM = 80
"""Tokens back to the mark of the item before, in a list that runs on within a paragraph."""


def read_nonquantity(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """Read the digits at token `i` as something that is no amount; None when they may be one."""
    tight = (t.glued(i) and t.lows[i - 1] not in _QUOTES) or (t.glued(i + 1) and t.lows[i + 1] not in _QUOTES)
    for reader in _READERS if tight else _LONE_READERS:
        draft = reader(t, i, lexicon)
        if draft is not None:
            one_word = draft.first == draft.stop - 1 or t.glued(draft.stop - 1)  # A330, 737; no "articles 8-10"
            if draft.rule == "M24" and draft.kind == "name" and one_word:
                draft.stop = _end_of_model(t, draft.stop)
            return draft
    return None


def _end_of_model(t: Tokens, stop: int) -> int:
    """M24: the end of a name whose number goes on: A330-300E, Boeing 737-800, 777-300ERs."""
    while t.is_digits(stop - 1) and t.low(stop) in _MODEL_JOINTS and t.glued(stop) and t.is_digits(stop + 1) and t.glued(stop + 1):
        stop += 2
        if t.glued(stop) and t.is_word(stop) and len(t.words[stop]) <= _SUFFIX and t.is_capital(stop):
            stop += 1
    return stop


def _list_mark(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """M26: "1." or "2)" that opens a line, "(2)" that opens a line, sentence or item, "[3]" anywhere."""
    word = t.words[i]
    if len(word) > 3 or not word.isdigit():
        return None
    following, before = t.low(i + 1), t.low(i - 1)
    if before == "[" and following == "]" and (t.glued(i - 1) or not t.is_word(i + 2)):
        return label_draft(t, i - 1, i + 2, "list", "M26", i)
    if t.opens_line(i) and following in (".", ")") and t.glued(i + 1) and i + 2 < t.n and not t.glued(i + 2):
        return label_draft(t, i, i + 2, "list", "M26", i)
    if following == "." and before in _SENTENCE_ENDS and _continues_list(t, i):
        return label_draft(t, i, i + 2, "list", "M26", i)
    if (
        before == "("
        and following == ")"
        and t.glued(i)
        and t.glued(i + 1)
        and len(word) < 3
        and not (t.is_word(i - 2) and t.near(i - 1) and t.is_capital(i - 2))
    ):
        opens = t.opens_sentence(i - 1) or t.low(i - 2) in (",", "and", "or")
        return label_draft(t, i - 1, i + 2, "list", "M26", i) if opens or t.is_word(i + 2) else None
    return None


def _continues_list(t: Tokens, i: int) -> bool:
    """Tell "1. It kept the fee. 2. It rejected the park." from a number that ends its sentence: "No. 2. It rained"."""
    if len(t.words[i]) > 2 or t.glued(i) or not t.glued(i + 1) or not t.is_capital(i + 2) or t.glued(i + 2):
        return False
    number = int(t.words[i])
    if number == 1:
        return t.low(i - 2) not in ("no", "nos", "art", "sec", "fig", "vol")
    earlier = str(number - 1)
    return any(
        t.lows[k] == earlier and t.low(k + 1) == "." and (t.opens_line(k) or t.lows[k - 1] in _SENTENCE_ENDS)
        for k in range(i - 3, max(-1, i - _ITEM), -1)
    )


_READERS = (
    read_coordinate, read_street, read_telephone, read_era, read_code, read_glued_name, read_clock, _list_mark, read_score, read_calendar,
    read_label, read_counted_title,
)  # fmt: skip
_TIGHT = frozenset((read_coordinate, read_code, read_glued_name))
_LONE_READERS = tuple(reader for reader in _READERS if reader not in _TIGHT)
"""What a numeral between spaces or quotation marks can be: the others read signs or letters that touch it."""
