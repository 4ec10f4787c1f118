"""Rate bases: a number that is "a day" or "each", and the claim's own base (M27)."""

from __future__ import annotations

from itertools import pairwise

from extractor.checks.counts.ask import Ask
from extractor.checks.counts.compare import Relation, unit_id
from extractor.checks.counts.derivations.names import one_of_them
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Slot
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import load_words
from extractor.core.claim import CountClaim
from extractor.core.finding import Verdict

CLOCK = vocabulary("clock")
CLOCK_KEYS = CLOCK | {f"={w}" for w in CLOCK}


def rated(slot: Slot, made: Relation, claim: CountClaim, ask: Ask) -> Relation:
    """Rate bases (M27): "30 a day" is no total, and "each" is not all."""
    words = load_words()
    per, mine = claim.per, slot.mention.per
    of = {i.word for i in ask.items}
    if (
        per is None
        and mine is not None
        and not ask.wants_each
        and not one_of_them(slot, ask)
        and (mine[0].isdigit() or not (words.text_keys(mine.split()[-1]) & {k for i in ask.items for k in i.keys}))
        and not ({"rate", "daily", "average", "pace", "hourly", "weekly", "monthly", "annual", "yearly"} & of)
    ):
        return Relation(Verdict.UNIT_MISMATCH, "M27")
    if per is not None:
        have = {k for word in (slot.per or "").replace("_", " ").split() for k in words.text_keys(word)}
        timed = any(unit_id(w) in CLOCK for w in (mine or "").replace("_", " ").split())
        have |= _priced(slot)
        have |= {k for k in _shared_by(slot) if not timed or k not in CLOCK_KEYS}
        parts = [p for p in per.replace("_", " ").lower().split() if p not in ("and", "per", "a", "an", "each")]
        if not all(
            words.claim_keys(p) & have or (p[0].isdigit() and p.replace(",", "") in (slot.per or "").replace(",", "").split())
            for p in parts
        ):
            return Relation(Verdict.UNIT_MISMATCH, "M27")
    plain = slot.mention.unit is None and unit_id(claim.unit) is None and slot.mention.kind == "card"
    if per is None and plain and "every" in [w.low for w in slot.words[slot.last + 2 : slot.last + 4]]:
        return Relation(Verdict.UNIT_MISMATCH, "M27")  # "12 of every 100,000"
    if slot.each and not one_of_them(slot, ask) and (ask.wants_all or _for_each(slot, claim, ask) or _paid_each(slot, claim, ask)):
        return Relation(Verdict.UNIT_MISMATCH, "M27")
    return made


def _priced(slot: Slot) -> set[str]:
    """What a price is for: "the price of a cubic metre of water rose from 12 to 21 pesos"."""
    words = slot.words
    out: set[str] = set()
    for k in segments_of(slot.line)[0][slot.segment].words if slot.mention.kind in ("cur", "card", "meas") else ():
        if k and k < slot.first and words[k].low in ("a", "an", "one", "each", "every", "per") and words[k - 1].low in ("of", "for", "per"):
            out |= {key for w in words[k + 1 : min(k + 3, slot.first)] for key in w.keys}
    return out


def _for_each(slot: Slot, claim: CountClaim, ask: Ask) -> bool:
    """A count of things that each of several has, and the claim says nothing of each: "six depots, each with 80 buses"."""
    if claim.per is not None or ask.wants_each or not slot.things or slot.mention.unit is not None:
        return False
    before = [w.low for w in slot.words[max(0, slot.first - 3) : slot.first]]
    after = [w.low for w in slot.words[slot.things[-1] + 1 : slot.things[-1] + 2]]
    return ("each" in before and "of" not in before) or bool({"each", "apiece"} & set(after))


def _paid_each(slot: Slot, claim: CountClaim, ask: Ask) -> bool:
    """Money that each of several gets, and the claim names all of them: "pay each striking driver a bonus of $450"."""
    if claim.per is not None or ask.wants_each or slot.mention.kind != "cur":
        return False
    segment = segments_of(slot.line)[0][slot.segment]
    each = next((k for k in segment.words if slot.words[k].low == "each" and k < slot.first), -1)
    if each < 0:
        return False
    shared = {
        key for k in range(each + 1, min(each + 4, slot.first)) if slot.words[k].nominal for key in slot.words[k].keys if key[0] != "^"
    }
    return any(i.keys & shared and i.word.endswith("s") for i in ask.items)


def _shared_by(slot: Slot) -> set[str]:
    """What a distributive of the number's own clauses may be about: "each of the three shelters feeds 250"."""
    segments, _ = segments_of(slot.line)
    inside = [slot.words[k] for n in slot.chain for k in segments[n].words]
    if not any(w.low in ("each", "apiece", "every") for w in inside):
        return set()
    persons = {"^person"} if any(a.low == "of" and b.low in ("them", "us") for a, b in pairwise(inside)) else set()
    return persons | {k for w in inside for k in w.keys}
