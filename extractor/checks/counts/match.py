"""Does a number's slot fit a claim: slot and reading of the claim in, fit, clash or neither out (B1-B9, N1-N5)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extractor.checks.counts.actors import actor_fits, agent_denied
from extractor.checks.counts.agents import agent_words
from extractor.checks.counts.ask import Ask, Item
from extractor.checks.counts.compare import unit_id
from extractor.checks.counts.contrary import possession
from extractor.checks.counts.segments import segments_of
from extractor.checks.counts.slots import QUANTITIES, Index, Slot
from extractor.checks.counts.words import Words, load_words
from extractor.checks.words import check_words
from extractor.core.annotations import Annotations
from extractor.core.claim import CountClaim
from extractor.recognizers.numbers.units import dimension

_HEADS = {"time": "dur", "money": "cur", "percent": "pct"}
_COMPASS = frozenset("north south east west northern southern eastern western".split())
_GENERAL = frozenset(("people", "person", "individual", "other", "them"))
_SCORING = frozenset(("=score", "=win", "=vote"))
_CAMPS = frozenset("minority majority against favour favor dissent dissenting dissented opposed".split())
_GATHERED = frozenset("attendance turnout crowd audience gathering".split())
_BELONGING = frozenset(("=employ", "=own", "=lead", "=use"))
_AGENTIVE = ("ers", "ors", "ories", "ants", "ents")
"""Endings of words for those who do something."""
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
    surnames = {item.lead: item for item in ask.items if item.part == "name" and item.lead}
    for item in ask.items:
        got = _nearness(slot, item, index, line_number)
        if item.part == "name" and item.word in surnames and item.keys & index.text_keys:
            got = max(got, _nearness(slot, surnames[item.word], index, line_number))  # "Arce" for Tomas Arce
        if item.part == "head":
            got, clash_here = _head(slot, ask, item, index, got, words, claim.unit is not None)
            head_score = got
            clash = clash or clash_here
        elif item.part == "predicate":
            lacking = item.word == "without" and possession(slot, claim.of or "", index) == (False, False)
            own = (
                lacking
                or item.keys & slot.predicates
                or _participle(slot, item, index)
                or (slot.mention.kind == "score" and item.keys & _SCORING)
            )
            if own and not slot.excepted:
                got = 1.0
            elif slot.is_total and (got >= 0.9 or not (item.keys & _BELONGING and _possessed(slot))):
                got, clash = 0.0, clash or "B2"
            elif slot.excepted and item.keys & slot.predicates:
                got, clash = 0.0, clash or "N1"
            elif item.keys & slot.outer:
                got = max(got, 0.8)
            elif got < 1.0 and (item.keys & slot.opposed or _contrary(slot, words.opposed(item.keys), ("ADJ", "ADV"))):
                clash = clash or ("B3" if not slot.is_total else "B2")
            else:
                missing_predicates.append(item)
        elif item.part in ("modifier", "name", "contrast"):
            if item.keys & slot.foreign and got < 0.6 and item.part != "modifier":
                got = min(got, 0.2)
            if (
                (max((slot.weights.get(k, 0.0) for k in item.keys), default=0.0) < 0.6 and _rival(slot, item))
                or (item.part == "name" and got < 1.0 and item.lead in ("for", "by") and _named_otherwise(slot, item))
                or (item.part == "name" and got < 0.6 and _owned(slot, item, ask, index))
            ):
                clash = clash or "B5"
        elif item.part == "measure":
            if got < 0.9 and _measured_otherwise(slot, ask):
                clash = clash or "B3"
            counter = ask.dimension == "percent" and item.keys & slot.opposed and not item.keys & slot.predicates
            if counter or (got < 1.0 and _contrary(slot, words.opposed(item.keys))):
                clash = clash or "B3"
        weight = item.weight
        if item.part == "measure" and got < 0.5 and _dimension_said(slot, ask, item, index):
            continue
        if item.part in ("modifier", "predicate") and not item.keys & index.text_keys:
            weight *= _UNSAID
        total += weight
        gained += weight * got
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
    score = gained / total if total else 1.0
    weak = "B3" if unsaid else None
    action, rule = actor_fits(slot, claim, annotations, index) if claim.action is not None or claim.actor is not None else (1.0, None)
    unsaid = unsaid and clash is None and rule is None
    return Fit(score, clash or rule or weak, clash or weak, head_score, predicate_score, action, unsaid)


def _nearness(slot: Slot, item: Item, index: Index, line: int) -> float:
    best = 0.0
    weights = slot.weights
    for key in item.keys:
        weight = weights.get(key, 0.0)
        if weight > best:
            best = weight
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


def _head(slot: Slot, ask: Ask, item: Item, index: Index, near: float, words: Words, claim_unit: bool) -> tuple[float, str | None]:
    """Rule B1: the thing a claim counts against the thing the number counts."""
    mention = slot.mention
    things = slot.thing_keys()
    if item.keys & things:
        return 1.0, None
    if _called(slot, item, words):
        return 0.8, None
    if _of_these(slot, item) and (len(ask.items) < 3 or any(i.part == "modifier" and i.keys & things for i in ask.items)):
        return 0.9, None
    if mention.kind == "cur" and claim_unit and "^person" in words.text_keys(item.word):
        return 0.0, "B1"  # money for people is no number of them
    measured = mention.unit is not None and mention.kind in ("dur", "cur", "meas", "age")
    if measured and not claim_unit and item.word not in _measures() and unit_id(item.word) != mention.unit:
        return 0.0, "B1"
    if claim_unit and slot.things and mention.unit is None and mention.kind == "card" and not item.keys & slot.predicates and near < 1.0:
        return 0.0, "B1"
    events = _events()
    if item.keys & slot.predicates and (not slot.things or item.keys & slot.predicates & events):
        return 1.0, None  # "107 killed" are 107 deaths
    if item.word.endswith(_AGENTIVE) and item.keys & slot.predicates and "^person" in things and _acts(slot):
        return 0.95, None  # "70 lawmakers signed" are 70 signatories
    if mention.kind == "score" and item.word.rstrip("s") in (
        "goal",
        "point",
        "run",
        "vote",
        "game",
        "set",
        "try",
        "trie",
        "judge",
        "justice",
        "frame",
        "seat",
    ):
        return 1.0, None
    if mention.kind == "score" and "^person" in words.text_keys(item.word) and any(i.word in _CAMPS for i in ask.items):
        return 1.0, None
    if ask.of_times:
        return (1.0, None) if mention.kind == "mult" or item.keys & things else (0.0, "B1")
    if not slot.things:
        for rank, keys in enumerate(slot.antecedents):
            if item.keys & keys:
                return (0.95, 0.85, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5)[rank], None
        if (
            "^person" in item.keys
            and (not slot.antecedents or mention.kind == "pct")
            and mention.kind in ("pct", "card", "mag", "frac")
            and slot.last + 1 < len(slot.words)
            and slot.words[slot.last + 1].pos in ("VERB", "AUX", "PUNCT", "ADV")
            and slot.predicates
        ):
            return 0.85, None
        if "^person" in item.keys and slot.predicates & events:
            return 0.9, None
        if mention.kind in ("age", "score", "name", "ord", "dur", "cur", "meas", "pct", "pp", "bp", "mult", "frac"):
            return near, "B1" if near < 0.5 and item.keys & index.text_keys and claim_unit else None
        if near >= 0.9:
            return near, None
        if "^person" in words.text_keys(item.word) and any(slot.words[k].low in _GATHERED for k in _clause(slot)):
            return 0.85, None  # "organisers put attendance at 120,000"
        if (
            "^person" in words.text_keys(item.word)
            and any("^person" in keys for keys in slot.antecedents[:1])
            and not _counted(item, index)
        ):
            return 0.6, None  # "412 residents, 37 of whom": another name for the same people
        if slot.antecedents and not item.keys & index.text_keys:
            return 0.3, None
        return near * 0.5, "B1" if slot.antecedents and item.keys & index.text_keys else None
    if mention.unit is not None:
        return near, "B1" if near < 0.5 and item.keys & index.text_keys else None
    head_opposites = words.opposed(item.keys)
    if head_opposites & things:
        return 0.0, "B1"
    if things & _GENERAL and "^person" in words.text_keys(item.word) and near >= 0.3:
        return 0.6, None
    phrase = {key for i in slot.phrase for key in slot.words[i].keys}
    if item.keys & phrase and near >= 0.9:
        return 0.7, None if slot.mention.kind in ("mag", "frac", "mult") or _compound(slot, item) else "B1"
    if item.keys & index.text_keys:
        if item.keys & slot.weights.keys() and near >= 0.9 and slot.mention.kind in ("mult",):
            return near, None
        return 0.0, "B1"
    return 0.25, None


def _clause(slot: Slot) -> list[int]:
    return segments_of(slot.line)[0][slot.segment].words


def _of_these(slot: Slot, item: Item) -> bool:
    """ "The carcasses of 11 elephants" are 11 elephant carcasses."""
    if slot.first < 2 or slot.is_total or slot.words[slot.first - 1].low != "of":
        return False
    return bool(slot.words[slot.first - 2].keys & item.keys)


def _counted(item: Item, index: Index) -> bool:
    """Some number of the article counts what the word names."""
    return any(item.keys & s.thing_keys() for s in index.slots if s.things)


def _acts(slot: Slot) -> bool:
    """The counted persons are the agent of their clause, and it is active."""
    segments, _ = segments_of(slot.line)
    own = segments[slot.segment]
    return bool(own.verbs) and set(slot.things) <= set(agent_words(slot.line, own)) and own.verbs[0] > slot.last


def _called(slot: Slot, item: Item, words: Words) -> bool:
    """The text calls the thing by its class: "2.9 tonnes of the drug" for cocaine."""
    classes = {key for key in words.text_keys(item.word) if key[0] == "^"}
    if not classes or any(key[0] == "^" for key in item.keys):
        return False
    after = slot.words[slot.last + 1 : slot.last + 4]
    return any(w.low in ("the", "these", "those") for w in after[:2]) and any(
        w.nominal and words.claim_keys(w.low) & classes for w in after
    )


@cache
def _events() -> frozenset[str]:
    return frozenset(f"={name}" for name in load_words().lists["person_predicates"])


@cache
def _measures() -> frozenset[str]:
    return frozenset().union(*(listed for name, listed in load_words().lists.items() if name.startswith("dimension.")))


def _measured_otherwise(slot: Slot, ask: Ask) -> bool:
    """The subject of the number's own clause is another measure: "profit fell as sales slipped to $1.3 billion"."""
    own = segments_of(slot.line)[0][slot.segment]
    subject = [slot.words[k] for k in own.words if own.verbs and k < min(own.verbs[0], slot.first) and slot.words[k].nominal]
    return bool(subject) and subject[-1].low in _measures() and not any(w.keys & item.keys for w in subject for item in ask.items)


def _possessed(slot: Slot) -> bool:
    """ "Its 7,400 miners", "the hospital's 1,900 nurses": they are its own without another word."""
    return slot.first > 0 and slot.words[slot.first - 1].low in ("its", "their", "his", "her", "our", "my", "'s", "'")


def _compound(slot: Slot, item: Item) -> bool:
    """The claimed noun modifies the counted one directly: "police" for "police officers"."""
    head = slot.things[0] if slot.things else -1
    return head > 0 and bool(item.keys & slot.words[head - 1].keys) and head - 1 in slot.phrase


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
    return bool(opposed) and any(w.pos in kinds and w.keys & opposed for w in slot.words[slot.local[0] : slot.local[1]])


def _named_otherwise(slot: Slot, item: Item) -> bool:
    """The claim says "for Mokri" and the number's own words say "for Adeyemi"."""
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
    """A participle stands behind the counted noun of a total: "Of the 61 pups born in spring, 22 died"."""
    after = slot.things[-1] + 1 if slot.things and slot.is_total else len(slot.words)
    if after >= len(slot.words) or slot.words[after].pos not in ("VERB", "ADJ") or not slot.words[after].keys & item.keys:
        return False
    comma = next((k for k in range(after, min(len(slot.words), after + 9)) if slot.words[k].low == ","), -1)
    line = (index.slots[n] for n in index.by_line[slot.line.number])
    return comma > 0 and any(s.part_of == slot.number and s.first > comma for s in line)


def _owned(slot: Slot, item: Item, ask: Ask, index: Index) -> bool:
    """The name stands beside another number of the same kind in the sentence, for which the claim would hold too."""
    for n in index.by_line[slot.line.number]:
        other = index.slots[n]
        if other is slot or other.mention.kind not in QUANTITIES or other.is_label or other.mention.kind == "score":
            continue
        if other.mention.unit != slot.mention.unit and (other.mention.unit or other.things or other.mention.kind != "card"):
            continue
        if not any(other.weights.get(key, 0.0) >= 0.9 for key in item.keys) or other.part_of == slot.number or slot.part_of == other.number:
            continue
        if ((other.mention.role or slot.mention.role) and other.segment == slot.segment) or other.role == "change":
            continue
        head = ask.head
        if not slot.things and slot.antecedents and other.thing_keys() == slot.antecedents[0] and not slot.subject[1]:
            behind = range(other.last + 1, other.local[1])
            if any(slot.words[k].keys & item.keys for k in behind):
                continue  # the noun left out has its modifiers: "appoint three members of the board, and the other will appoint six"
        if head is not None and not other.things and other.antecedents and not head.keys & other.antecedents[0]:
            continue  # it counts something else: "five wickets as they dismissed Calder for 164"
        if head is None or not other.things or head.keys & other.thing_keys() or other.thing_keys() & slot.thing_keys():
            return True
    return False


def _rival(slot: Slot, item: Item) -> bool:
    """Rule B5: the claim names a day, month, year or direction, and the number has another one of its own."""
    low = item.word.lower()
    if low[:4].isdigit() and len(low) == 4:
        years = {w.low for w in slot.words[slot.local[0] : slot.local[1]] if len(w.low) == 4 and w.low.isdigit()}
        return bool(years) and low not in years
    for group in (check_words().weekdays, check_words().months, _COMPASS):
        if low in group:
            here = {w.low for w in slot.words[slot.local[0] : slot.local[1]]} & group
            return bool(here) and low not in here and not any(low[:4] == h[:4] for h in here)
    return False
