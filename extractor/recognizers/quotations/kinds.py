"""Tell speech from titles, names and scare quotes (rule Q2): a quoted span and its clause in, its kind out."""

from __future__ import annotations

import re

from extractor.recognizers.quotations.attribution import Attribution
from extractor.recognizers.quotations.lexicon import quotation_words
from extractor.recognizers.quotations.marks import Quoted

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_SMALL = frozenset("a an the and or of in on at to for by with from as is vs part into over de la".split())
_SCARE_WORDS = 3  # Up to three quoted words without an attribution are somebody's term, not a quotation.


def kind_of(text: str, quoted: Quoted, found: Attribution | None) -> str:
    """direct, mixed, title or scare."""
    lists = quotation_words()
    words = _WORD.findall(text, quoted.start, min(quoted.end, quoted.start + 400))
    if not words:
        return "scare"
    before = text[max(0, quoted.outer_start - 40) : quoted.outer_start].rpartition("\n")[2]
    tail = [w.lower() for w in _WORD.findall(before)]
    introduced = before.rstrip().endswith((",", ":")) or not before.strip() or before.rstrip(" ")[-1:] in ".!?—"
    final = text[quoted.end - 1]
    sentence = text[quoted.start].isupper() or not text[quoted.start].isalpha()
    spoken = final in ",.!?…—-" and (sentence or quoted.continues)
    beside = found is not None and found.cue is not None and found.strong
    if not beside and tail and tail[-1] in lists.title_cues and not before.rstrip().endswith((":", ".", "!", "?")):
        return "title"
    capitals = [w for w in words if w.lower() not in _SMALL]
    titled = len(capitals) > 0 and all(w[0].isupper() or w[0].isdigit() for w in capitals) and len(words) <= 14
    if titled and final not in ",.!?" and not (beside and introduced) and (len(words) > 1 or not beside):
        return "title" if before.strip() or len(words) <= 8 else "direct"
    if titled and final not in ".!?" and not beside and not introduced:
        return "title"
    if sentence and (introduced or spoken or (beside and len(words) > _SCARE_WORDS)):
        if len(words) <= _SCARE_WORDS and final not in ",.!?…—-" and not beside:
            return "scare"
        return "direct"
    if found is not None and (found.cue is not None or len(words) > _SCARE_WORDS):
        return "direct" if introduced and len(words) > _SCARE_WORDS else "mixed"
    if len(words) > _SCARE_WORDS or quoted.continues or spoken:
        return "mixed" if not introduced or not sentence else "direct"
    return "scare"
