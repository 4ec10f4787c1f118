"""A claim against a score or a split vote: "3-1", "52 votes to 47" (M21)."""

from __future__ import annotations

import re
from fractions import Fraction

from extractor.checks.counts.ask import Ask
from extractor.checks.counts.compare import Quantity, Relation
from extractor.checks.counts.slots.slots import Slot
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import load_words
from extractor.core.claim import CountClaim
from extractor.core.finding import Verdict

_BE = vocabulary("be")
_FOR = re.compile(r"\bvotes? for\b")


def score_relation(slot: Slot, claim: CountClaim, wanted: Quantity, ask: Ask) -> Relation:
    """How a claim relates to a score: to both its parts as a pair, or to the one that the claim speaks of."""
    m, nominal = slot.mention, wanted.nominal
    if m.low is None or m.high is None:
        return Relation(None, "M21")
    low, high = Fraction(m.low), Fraction(m.high)
    if nominal is None:
        same = (wanted.low, wanted.high) == (low, high)
        return Relation(Verdict.MODIFIER_MISMATCH if same else None, "M21")
    if nominal not in (low, high) or wanted.unit is not None:
        return Relation(None, "M21")
    if low != high and (nominal == high) != _higher(slot, claim, ask):
        return Relation(None, "M21")
    plain = Verdict.EXACT if " to " in m.text else Verdict.EQUIVALENT
    stated = {None: plain, "over": Verdict.MODIFIER_MISMATCH, "under": Verdict.MODIFIER_MISMATCH}
    return Relation(stated.get(wanted.hedge, Verdict.APPROXIMATE), "M21")


def _higher(slot: Slot, claim: CountClaim, ask: Ask) -> bool:
    """The claim asks for the higher part of a score: the winner's, or the majority's (M21)."""
    words, of = slot.words, set((claim.of or "").lower().replace("'s", "").split())
    verb = next((k for k in range(slot.first - 1, -1, -1) if words[k].pos == "VERB"), -1)
    names = [i for i in ask.items if i.part == "name"]
    if of & {"minority", "losing", "dissent", "dissented", "dissenting", "dissenters"}:
        return False
    if of & {"against", "opposed", "opposing", "rejected", "no"}:
        near = {k for w in words[max(0, verb) : slot.last + 3] for k in w.keys} | {w.low for w in words[slot.last + 1 : slot.last + 3]}
        return bool(near & {"=reject", "against"})
    backed = _FOR.search((claim.of or "").lower()) is not None or bool(of & {"favour", "favor", "yes", "backed"})
    if backed and verb >= 0 and "=reject" in words[verb].keys:
        return False
    passive = verb > 0 and words[verb].tag == "VBN" and any(w.low in _BE for w in words[max(0, verb - 2) : verb])
    lost = verb >= 0 and (load_words().stem(words[verb].low) in load_words().lists["lost_verbs"] or passive)
    subject = {key for w in words[: verb if verb >= 0 else slot.first] for key in w.keys}
    behind = {key for w in words[max(verb, 0) :] for key in w.keys}
    first = not names or all(i.keys & subject for i in names) or not all(i.keys & behind for i in names)
    return first != lost
