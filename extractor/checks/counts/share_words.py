"""Shares: of which whole a percentage is, and the many verbs that say only whose it is (B1, B3)."""

from __future__ import annotations

import re

from extractor.checks.counts.ask import Ask
from extractor.checks.counts.segments import segments_of
from extractor.checks.counts.slots import Index, Slot
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import load_words

_SHARING = vocabulary("sharing")
_STEMS = frozenset(load_words().stem(verb) for verb in _SHARING)
_LEAVING = load_words().stem("leave")
_TRADING = frozenset(("=sell", "=buy", "sell", "buy", "acquir", "=acquire"))
_WHOLE = re.compile(
    r"^(?:the |their |its )?(?:share|proportion|percentage|part|portion|fraction) of (?:the |its |their |all |his |her )?"
    r"(.+?)(?= (?:that|who|which|from|in|on|at|by|with|for|of|to|held|won|owned|made|accounted|[a-z]+ed|[a-z]+ing)\b|,|$)"
)


def shared_alike(slot: Slot, word: str) -> bool:
    """Verbs of having a share say the same of it: "had 17 percent", "accounted for 28 percent"; "remaining" says what "leaving" does."""
    if word == "remaining":
        return _LEAVING in slot.predicates
    if word in ("pay", "paid") and slot.mention.kind == "cur" and slot.first and "for" in _lead(slot):
        return bool(slot.predicates & _TRADING)  # "agreed to sell 15 percent to the group for 70 million"
    if slot.mention.kind not in ("pct", "frac") or slot.role == "change" or word not in _SHARING:
        return False
    segments, _ = segments_of(slot.line)
    return any(load_words().stem(slot.words[v].low) in _STEMS for v in segments[slot.segment].verbs)


def _lead(slot: Slot) -> set[str]:
    """The words right before an amount, its hedge and sign among them."""
    return {w.low for w in slot.words[max(0, slot.first - 3) : slot.first] if w.pos in ("ADP", "ADV", "SYM")}


def of_another_whole(slot: Slot, ask: Ask, index: Index, of: str | None) -> bool:
    """ "41 percent of cabinet posts" is no share of the seats, when the text gives that share by another number."""
    if slot.mention.kind not in ("pct", "frac") or not slot.things or slot.role == "change":
        return False
    found = _WHOLE.search((of or "").lower())
    if found is None:
        return False
    words = load_words()
    keys = frozenset(k for w in found.group(1).replace("'s", "").split() for k in words.claim_keys(w) if k[0] != "^")
    last = frozenset(k for k in words.claim_keys(found.group(1).split()[-1]) if k[0] != "^")
    mine = frozenset(key for k in (*slot.phrase, *slot.things) for key in slot.words[k].keys)
    if keys & mine:
        return False
    near = index.slots[max(0, slot.number - 8) : slot.number + 9]
    shares = [s for s in near if s is not slot and s.mention.kind in ("pct", "frac") and s.things]
    return any(last & frozenset(key for w in s.own_words for key in w.keys) for s in shares)
