"""Does a number's slot fit a claim: slot and reading of the claim in, fit, clash or neither out (B1-B9, N1-N5)."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.checks.counts.actors import actor_fits, agent_denied
from extractor.checks.counts.ask import Ask, Item
from extractor.checks.counts.cast import meant_near
from extractor.checks.counts.contrary import possession
from extractor.checks.counts.elsewhere import said_elsewhere
from extractor.checks.counts.figures.share_words import shared_alike
from extractor.checks.counts.figures.subjects import head_of_subject
from extractor.checks.counts.heads import head_fits, measures
from extractor.checks.counts.owners import compared_with, of_another_name, of_other_kind, of_other_one, of_whole, owned, rival
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.words import Words, load_words
from extractor.core.annotations import Annotations
from extractor.core.claim import CountClaim
from extractor.recognizers.numbers.units import dimension

_HEADS = {"time": "dur", "money": "cur", "percent": "pct"}
_SCORING = frozenset(("=score", "=win", "=vote"))
_BELONGING = frozenset(("=employ", "=own", "=lead", "=use", "=run"))
_OWN_NAME = frozenset(("for", "by", "over", "against", "from", "with"))
"""Prepositions behind a number that name another than the claim does behind the same one."""
_PERIODS = frozenset(("half", "quarter", "set", "period", "frame"))
_SYNONYM, _CLASS = 0.97, 0.95
_MEANT = 0.85
"""A name that the sentence says by a pronoun, an abbreviation or a description."""
_UNSAID = 0.4
"""Weight of a modifier that the article has nowhere: a paraphrase more often than a falsehood."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a slot answers a claim."""

    score: float
    """Share of the words of `of` that the slot's own words cover, nearer ones for more."""
    clash: str | None = None
    """Rule of the part that contradicts the slot; None when nothing does."""
    of_clash: str | None = None
    """The same for `of` alone, action and actor aside."""
    head: float = 1.0
    predicate: float = 1.0
    action: float = 1.0
    unsaid: bool = False
    """The clash is only that the claim's predicate stands elsewhere; it falls when no other number has that predicate."""


def fit(slot: Slot, ask: Ask, claim: CountClaim, index: Index, annotations: Annotations, words: Words) -> Fit:
    """Score one slot against one claim. A clash names its rule; without one the score decides."""
    if slot.is_label:
        return Fit(0.0, "M24")
    clash: str | None = None
    total = gained = 0.0
    head_score = predicate_score = 1.0
    missing_predicates: list[Item] = []
    line_number = slot.line.number
    unnamed = False
    measured = claim.unit is not None and (slot.mention.unit is not None or slot.mention.kind == "mult")
    said = frozenset(key for item in ask.items for key in item.keys)
    surnames = {item.lead: item for item in ask.items if item.part == "name" and item.lead}
    for item in ask.items:
        got = _nearness(slot, item, index, line_number)
        if item.part == "name" and got < _MEANT and not item.keys & index.line_keys[line_number]:
            got = max(got, meant_near(slot, item, ask, index, annotations))
        if item.part == "name" and item.word in surnames and item.keys & index.text_keys:
            got = max(got, _nearness(slot, surnames[item.word], index, line_number))  # "Arce" for Tomas Arce
        if item.part == "head":
            got, clash_here = head_fits(slot, ask, item, index, got, words, claim.unit is not None)
            head_score = got
            clash = clash or clash_here
        elif item.part == "predicate":
            lacking = item.word == "without" and possession(slot, claim.of or "", index) == (False, False)
            own = (
                lacking
                or item.keys & slot.predicates
                or _participle(slot, item, index)
                or (item.keys & _SCORING and (slot.mention.kind == "score" or _finished_with(slot)))
                or (ask.denied and _said_with_prefix(slot, item.word))
                or shared_alike(slot, item.word)
            )
            if own and not slot.excepted:
                got = 1.0
            elif slot.is_total and (got >= 0.9 or ask.negated or not (item.keys & _BELONGING and _possessed(slot))):
                got, clash = 0.0, clash or "B2"
            elif slot.excepted and item.keys & slot.predicates:
                got, clash = (1.0, clash) if ask.denied else (0.0, clash or "N1")
            elif item.keys & slot.outer:
                got = max(got, 0.8)
            elif slot.excepted and item.keys & (slot.opposed | words.opposed(frozenset(k for w in slot.own_words for k in w.keys))):
                got = 1.0  # "all but 12 stayed open": twelve closed
            elif got < 1.0 and (item.keys & slot.opposed or _contrary(slot, words.opposed(item.keys), ("ADJ", "ADV"))):
                clash = clash or ("B3" if not slot.is_total else "B2")
            else:
                missing_predicates.append(item)
        elif item.part in ("modifier", "name", "contrast"):
            if item.keys & slot.foreign and got < 0.6 and item.part != "modifier":
                got = min(got, 0.2)
            if item.word[0].isdigit() and compared_with(slot, item, index):
                clash = clash or "B5"
            if item.part == "modifier" and got < 0.6 and ask.head is not None and of_other_kind(slot, item, ask.head):
                clash = clash or "B5"
            if item.part == "modifier" and got < 0.9 and (of_other_one(slot, item) or of_whole(slot, item, index)):
                clash = clash or "B5"
            if item.part == "modifier" and got < 1.0 and _contrary(slot, words.opposed(item.keys) - said, ("ADJ", "VERB")):
                clash = clash or "B1"
            if (
                (slot.weight(item.keys) < 0.6 and rival(slot, item))
                or (item.part == "name" and got < 1.0 and item.lead in _OWN_NAME and _named_otherwise(slot, item))
                or (item.part == "name" and (got < 0.6 or 0 < slot.weight(item.keys) < 0.6) and owned(slot, item, ask, index))
            ):
                clash = clash or "B5"
        elif item.part == "measure":
            if got < 0.9 and _measured_otherwise(slot, ask):
                clash = clash or "B3"
            counter = ask.dimension == "percent" and item.keys & slot.opposed and not item.keys & slot.predicates
            if counter or (got < 1.0 and _contrary(slot, words.opposed(item.keys))):
                clash = clash or "B3"
        if item.word in _PERIODS and item.part == "modifier" and _finished_with(slot):
            clash = clash or "B5"  # "finished with 14" is the whole match
        weight = item.weight
        if item.part == "measure" and got < 0.5 and _dimension_said(slot, ask, item, index):
            continue
        if item.part in ("modifier", "predicate", "contrast") and not item.keys & index.text_keys:
            weight *= _UNSAID
        if item.part == "head" and measured and not item.keys & index.text_keys:
            weight *= _UNSAID
            unnamed = True
        total += weight
        gained += weight * got * _literal(slot, item)
    if unnamed and all(_nearness(slot, i, index, line_number) >= 0.5 for i in ask.items if i.part == "name"):
        head_score = max(head_score, _UNSAID)  # "captivity" of 12 years: what a unit measures has many names
    if clash is None and of_another_name(slot, ask) and not any(meant_near(slot, i, ask, index, annotations) for i in ask.items):
        clash = "B5"
    for item in missing_predicates:
        near = _nearness(slot, item, index, line_number)
        if near < 0.8 and item.keys & index.text_keys:
            predicate_score = min(predicate_score, near)
    timed = (ask.head is None and slot.mention.kind == "dur" and claim.unit is not None) or ask.of_times
    unsaid = False
    if missing_predicates and clash is None and not timed:
        clash = _predicate_clash(slot, missing_predicates, index, words)
        unsaid, clash = clash == "B3", None if clash == "B3" else clash
    if clash is None and claim.actor is None and claim.of is not None and agent_denied(slot, claim.of, annotations, index):
        clash = "B4"
    clash = clash or said_elsewhere(slot, ask, claim, index, annotations)
    score = gained / total if total else 1.0
    weak = "B3" if unsaid else None
    action, rule = actor_fits(slot, claim, annotations, index) if claim.action is not None or claim.actor is not None else (1.0, None)
    unsaid = unsaid and clash is None and rule is None
    return Fit(score, clash or rule or weak, clash or weak, head_score, predicate_score, action, unsaid)


def _nearness(slot: Slot, item: Item, index: Index, line: int) -> float:
    weights = slot.weights
    best = max((weights.get(key, 0.0) for key in item.keys), default=0.0)
    if item.parts:
        best = min(max((weights.get(key, 0.0) for key in keys), default=0.0) for keys in item.parts)
    if best >= 0.5:
        return best
    keys = item.keys
    for offset, weight in ((-1, 0.4), (1, 0.35), (-2, 0.3), (2, 0.25)):
        n = line + offset
        if item.part == "name":
            weight += 0.2
        if weight > best and 0 <= n < len(index.lines) and index.lines[n].paragraph == slot.line.paragraph and keys & index.line_keys[n]:
            best = weight
    if best < 0.3 and index.line_keys and keys & index.line_keys[0]:
        best = 0.3
    if best < 0.2 and keys & index.text_keys:
        best = 0.2
    return best


def _measured_otherwise(slot: Slot, ask: Ask) -> bool:
    """The subject of the number's own clause is another measure: "profit fell as sales slipped to $1.3 billion"."""
    own = segments_of(slot.line)[0][slot.segment]
    phrase = tuple(k for k in own.words if own.verbs and k < min(own.verbs[0], slot.first))
    subject, head = [slot.words[k] for k in phrase if slot.words[k].nominal], head_of_subject(slot.line, phrase)
    named = head >= 0 and bool({slot.words[head].low, *(w.low for w in subject[-1:])} & measures())
    return named and not any(w.keys & item.keys for w in subject for item in ask.items)


def _finished_with(slot: Slot) -> bool:
    """ "Finished the game with ten": they are the points that somebody scored."""
    return (
        slot.first > 0
        and slot.words[slot.first - 1].low == "with"
        and bool(slot.predicates & {"finish", "end"})
        and slot.mention.unit is None
    )


def _possessed(slot: Slot) -> bool:
    """ "Its 7,400 miners", "the hospital's 1,900 nurses": they are its own without another word."""
    return slot.first > 0 and slot.words[slot.first - 1].low in ("its", "their", "his", "her", "our", "my", "'s", "'")


def _predicate_clash(slot: Slot, missing: list[Item], index: Index, words: Words) -> str | None:
    """Rule B3: what the claim says of the thing is said, but of something else."""
    light = words.lists["light"]
    own = {key for key in slot.predicates if key[:1] not in ("=", "^")}
    heavy = any(key not in light for key in own)
    for item in missing:
        if words.has("light", item.word):
            continue
        if item.keys & slot.weights.keys():
            weight = max(slot.weights[key] for key in item.keys if key in slot.weights)
            if weight >= 0.75:
                continue
            if heavy or slot.is_total or item.keys & slot.foreign:
                return "B2" if slot.is_total else "B3"
        elif item.keys & index.text_keys and heavy:
            return "B3"
    return None


def _dimension_said(slot: Slot, ask: Ask, item: Item, index: Index) -> bool:
    """The unit says what the claim's measure word says: 1.5 metres of waves are their height."""
    unit = slot.mention.unit
    kind = None if unit is None else dimension(unit)
    if kind is None or item.keys & index.text_keys or item.word not in load_words().lists["said_by_units"]:
        return False
    return kind == ask.dimension or (kind == unit and ask.dimension == "money") or (kind == "calendar" and ask.dimension == "time")


def _contrary(slot: Slot, opposed: frozenset[str], kinds: tuple[str, ...] = ("NOUN",)) -> bool:
    """The number's own words say the opposite: "a loss of $6.2 million" is no profit, "walked away unhurt" no injury."""
    if not opposed:
        return False
    _, place = segments_of(slot.line)
    own = (slot.segment, *slot.attached, *slot.chain)
    return any(slot.words[k].pos in kinds and slot.words[k].keys & opposed and place[k] in own for k in range(*slot.local))


def _named_otherwise(slot: Slot, item: Item) -> bool:
    """The claim says "for Mokri" and the number's own words say "for Adeyemi"."""
    if any(word.keys & item.keys for word in slot.own_words):
        return False
    owner = slot.first - 2
    if owner >= 0 and slot.words[owner + 1].low == "'s" and slot.words[owner].pos == "PROPN":
        return not slot.words[owner].keys & item.keys  # "to Quintana's 2.9 million"
    for k in range(slot.last + 1, min(slot.local[1], len(slot.words)) - 1):
        if slot.words[k].low == item.lead:
            name = next((w for w in slot.words[k + 1 : k + 4] if w.pos not in ("DET", "ADJ")), None)
            if name is not None and name.pos == "PROPN" and not name.keys & item.keys:
                return not any(w.keys & item.keys for w in slot.words[k + 1 : min(slot.local[1], k + 6)])
    return False


def _participle(slot: Slot, item: Item, index: Index) -> bool:
    """A participle stands in the phrase of a total: "Of the 61 pups born in spring, 22 died"."""
    after = slot.things[-1] + 1 if slot.things and slot.is_total else len(slot.words)
    comma = next((k for k in range(after, min(len(slot.words), after + 14)) if slot.words[k].low in (",", ";")), -1)
    if not any(slot.words[k].pos in ("VERB", "ADJ", "ADV") and slot.words[k].keys & item.keys for k in range(after, comma)):
        return False
    line = index.same_line(slot)
    return comma > 0 and any(s.part_of == slot.number and s.first > comma for s in line)


def _said_with_prefix(slot: Slot, word: str) -> bool:
    """The number's own words deny by a prefix what the claim denies by "not": "unvaccinated"."""
    return any(w.low in (f"un{word}", f"non-{word}", f"dis{word}") for w in slot.own_words)


def _literal(slot: Slot, item: Item) -> float:
    """A word of the claim that the text has counts a little more than one of its synonyms, and that more than the name of a class."""
    found = item.keys & slot.weights.keys()
    return 1.0 if not found or any(key[0] not in "=^" for key in found) else _SYNONYM if any(key[0] == "=" for key in found) else _CLASS
