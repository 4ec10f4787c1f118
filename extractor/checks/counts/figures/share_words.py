"""Shares: of which whole a percentage is, and the many verbs that say only whose it is (B1, B3)."""

from __future__ import annotations

import re

from extractor.checks.counts.ask import Ask
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.slots.tokens import Line
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import load_words

_SHARING = vocabulary("sharing")
_STEMS = frozenset(load_words().stem(verb) for verb in _SHARING)
_LEAVING = load_words().stem("leave")
_TRADING = frozenset(("=sell", "=buy", "sell", "buy", "acquir", "=acquire"))
_REST = frozenset(("rest", "remainder"))
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


def of_its_part(slot: Slot, ask: Ask, index: Index) -> bool:
    """ "$6.4 million in fines, $1.1 million of it from tourists": what is said of the part is not said of the whole."""
    for part in index.slots[slot.number + 1 : slot.number + 3]:
        words = part.words
        behind = [w.low for w in words[part.last + 1 : part.last + 3]]
        before = [w.low for w in words[max(0, part.first - 4) : part.first]]
        inside = behind in (["of", "it"], ["of", "that"], ["of", "them"]) or "which" in before
        if part.line is not slot.line or part.mention.kind != slot.mention.kind or slot.mention.kind != "cur" or not inside:
            continue
        own = frozenset(key for w in words[part.last + 1 : part.local[1]] if w.nominal for key in w.keys)
        mine = frozenset(key for k, w in enumerate(words) if k < part.first for key in w.keys)
        return any(i.part in ("name", "modifier") and i.keys & own and not i.keys & mine for i in ask.items)
    return False


def holder_of_rest(line: Line) -> tuple[int, int]:
    """The words of the phrase right before "the rest": "and the county the rest"; (0, 0) where there is none."""
    words = line.words
    for k in range(2, len(words)):
        if words[k].low not in _REST or words[k - 1].low != "the":
            continue
        start = k - 1
        while start > 0 and (words[start - 1].nominal or words[start - 1].pos in ("DET", "ADJ") or words[start - 1].low in ("of", "'s")):
            start -= 1
        joined = start > 0 and words[start - 1].low in ("and", "while", ",", "with", ";")
        if joined and any(w.nominal for w in words[start : k - 1]):
            return start, k - 1
    return 0, 0


def of_rest_holder(slot: Slot, ask: Ask) -> bool:
    """The claim names the one who has the rest, or says what is said of the rest, and nothing that is said of this share."""
    if slot.mention.kind not in ("pct", "frac", "cur"):
        return False
    low, high = holder_of_rest(slot.line)
    words = slot.words
    if not high:
        high = next((k for k in range(slot.last + 1, len(words)) if words[k].low in _REST and words[k - 1].low == "the"), 0)
        low = high - 1
        said = words[high + 1 :] if high else ()  # "the rest are sound"
    else:
        said = words[low:high]
    if not high or low < slot.last:
        return False
    keys = frozenset(key for w in said if w.nominal or w.pos in ("ADJ", "VERB") for key in w.keys)
    mine = frozenset(key for w in words[:low] for key in w.keys)
    return any(i.part in ("name", "modifier", "predicate") and i.keys & keys and not i.keys & mine for i in ask.items)


def of_another_share(slot: Slot, ask: Ask, index: Index) -> bool:
    """ "29 percent trust the government, while 64 percent trust the courts": the courts are another share's own."""
    if slot.mention.kind != "pct" or slot.role or any(w.low.startswith("respective") for w in slot.words):
        return False
    segments, _ = segments_of(slot.line)
    near = [s for s in index.slots[max(0, slot.number - 3) : slot.number + 4] if s is not slot and s.line is slot.line]
    shares = [s for s in near if s.mention.kind == "pct" and not s.role]
    theirs = {k for s in shares if s.segment == slot.segment for k in range(*s.local)}
    here = {*segments[slot.segment].words, *range(*slot.local)} - (theirs - set(range(*slot.local)))
    mine = frozenset(key for k in here if k < len(slot.words) for key in slot.words[k].keys)
    for other in shares:
        before = [w for w in slot.words[other.local[0] : other.first] if w.nominal]
        if other.number < slot.number or (other.segment == slot.segment and not before):
            continue
        words = before if other.segment == slot.segment else [w for w in other.own_words if w.nominal]
        own = frozenset(key for w in words for key in w.keys if key[0] != "^")
        if any(i.part in ("modifier", "name", "head") and i.keys & own and not i.keys & mine for i in ask.items):
            return True
    return False
