"""An action by the order of words alone, for sentences whose tree is in doubt: actor, verb and object one behind the other."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.checks.actions.clauses import verb_heads
from extractor.checks.actions.reality import status_agrees
from extractor.checks.actions.reference import party_kind
from extractor.checks.events import EventIndex
from extractor.checks.parties.identity import PartyIndex
from extractor.checks.words import base_forms, content_words, keys, words_of
from extractor.core.claim import ActionClaim, Party
from extractor.core.clause import Clause
from extractor.core.syntax import Token
from extractor.recognizers.clauses.words import clause_words

_BE = frozenset("be is are was were been being am 's get gets got".split())
_HAVE = frozenset("have has had having 've".split())
_SUPPORT = _HAVE | {"do", "does", "did"}
_CLAUSE_OPENERS = frozenset(
    "after before while as since until with when although though but and because that if whereas than so yet or".split()
)
"""What may stand before a subject although it is tagged as a preposition."""
_NEW_CLAUSE = frozenset("when while until although though because that if whereas who which where".split())
"""What opens a clause of its own between a name and a verb."""
_KINDS = frozenset("index company group corporation firm airline bank newspaper union party club team agency".split())
"""Nouns behind a name that say what it is."""
_REACH = 14
"""Tokens between a subject and its verb, and between a verb and the end of its object."""
_WITHIN = frozenset({"-", "&", "'s", "’s", "'", "’", "."})
_NEAR = 6
"""Words behind a verb of which one must be of its object."""
_MOST = 12
"""Sentences looked at for one claim."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """Where the words stand: character spans of the actor and of the verb, and the status that the words around the verb give."""

    actor: tuple[int, int]
    verb: tuple[int, int]
    status: str


@dataclass(frozen=True, slots=True)
class _Group:
    """A verb with its auxiliaries."""

    first: int
    verb: int
    status: str


def by_order(claim: ActionClaim, parties: PartyIndex, events: EventIndex) -> Ordered | None:
    """Where the article has the actor right before the verb and the object right behind it, in the active; None without such a place.

    Only the words count, so nothing is found where another name, a verb or a preposition stands between.
    """
    heads = verb_heads(claim.verb)
    if claim.actor is None or not heads:
        return None
    is_place = party_kind(claim.actor, parties) == "place"
    alone = not claim.object and claim.target is None
    for number in sorted(events.sentences_with(base_forms(heads[0])))[:_MOST]:
        tokens = events.sentences[number].tokens
        named = _ends_of(claim.actor, number, parties, events)
        for i in sorted({i for form in base_forms(heads[0]) for i in events.word_keys(number).get(form, ())}) if named else ():
            group = _group(tokens, i, words_of(claim.verb))
            if group is None or not (_is_finite(tokens, group) if alone else _is_object(claim, tokens, group.verb)):
                continue
            read = [events.clauses[k] for k in events.of_sentence(number) if events.clauses[k].verb == i]
            told = Clause(number, i, tokens[i].lemma, 0, 0, status=group.status)
            if status_agrees(claim.status, told) is not True or any(status_agrees(claim.status, clause) is False for clause in read):
                continue  # "denied that Castia attacked Dorne": the order of words says nothing of that
            for start, stop in named:
                if is_place and stop < len(tokens) and tokens[stop].text == ",":
                    continue  # "Tek, who lived in Grangetown, Cardiff, moved"
                if _is_subject(tokens, start, stop, group) or _does_likewise(tokens, start, stop, group):
                    actor = (tokens[start].start, tokens[stop - 1].end)
                    return Ordered(actor, (tokens[group.first].start, tokens[group.verb].end), group.status)
    return None


def _ends_of(party: Party, number: int, parties: PartyIndex, events: EventIndex) -> list[tuple[int, int]]:
    """Token ranges where a sentence names the party, short forms and descriptions of the article among them, pronouns not."""
    sentence = events.sentences[number]
    words = events.lower_words(number)
    out: set[tuple[int, int]] = set()
    for name in party.names:
        out.update(_spelled(words, [w.lower().removesuffix("'s") for w in words_of(name)]))
    for entity in parties.of(party):
        for a, b in parties.spans_between(entity, sentence.start, sentence.end):
            inside = [k for k, token in enumerate(sentence.tokens) if a <= token.start < b]
            if inside and not (len(inside) == 1 and sentence.tokens[inside[0]].upos in ("PRON", "DET")):
                out.add((inside[0], inside[-1] + 1))
    return sorted(out)


def _spelled(words: list[str], parts: list[str]) -> list[tuple[int, int]]:
    """Ranges of tokens that spell a name; what words are not made of is passed over."""
    out: list[tuple[int, int]] = []
    for i in range(len(words) if parts else 0):
        k, matched = i, 0
        while k < len(words) and matched < len(parts):
            if words[k] == parts[matched]:
                matched += 1
            elif words[k] not in _WITHIN or not matched:
                break
            k += 1
        if matched == len(parts):
            out.append((i, k))
    return out


def _group(tokens: tuple[Token, ...], i: int, stated: tuple[str, ...]) -> _Group | None:
    """The verb at token i with what stands before it, when it is in the active; None when it is passive or a noun."""
    low = tokens[i].text.lower()
    verb = i
    for word in stated[1:]:  # "accounted for", "called on"
        verb += 1
        if verb >= len(tokens) or tokens[verb].text.lower() != word.lower():
            return None
    words, status, first = clause_words(), "happened", i
    infinitive = False
    while first > 0:
        before = tokens[first - 1].text.lower()
        if before in words.negators or before in ("n't", "longer"):
            status = "negated"
        elif before in words.modals:
            status = "conditional"
        elif before in words.future:
            status = "planned"
        elif before in ("to",) and first == i:
            infinitive = True
        elif infinitive and base_forms(before) & words.planning and tokens[first - 1].upos in ("VERB", "NOUN"):
            status = "planned"
            infinitive = False
        elif before in _BE and not low.endswith("ing"):
            return None
        elif before in _BE | _SUPPORT or (tokens[first - 1].upos == "ADV" and tokens[first - 1].text.islower()):
            pass
        else:
            break
        first -= 1
    if infinitive:
        return None
    if tokens[verb + 1].text.lower() == "by" if verb + 1 < len(tokens) else False:
        return None
    bare = first == i
    if tokens[i].upos not in ("VERB", "AUX") and not (bare and low.endswith(("s", "ed")) and tokens[i].upos in ("NOUN", "ADJ")):
        return None
    return _Group(first, verb, status)


def _is_finite(tokens: tuple[Token, ...], group: _Group) -> bool:
    """Whether a verb without an object is the predicate: it has an auxiliary or tense, and no other one follows in its clause.

    "The man shot died" has "died" behind what looks like a past tense.
    """
    if group.first == group.verb and tokens[group.verb].xpos not in ("VBD", "VBN", "VBZ", "VBP"):
        return False
    for token in tokens[group.verb + 1 :]:
        if token.text in (",", ";", ":", ".") or token.upos in ("CCONJ", "SCONJ") or token.text.lower() in _CLAUSE_OPENERS:
            break
        if token.xpos in ("VBD", "VBZ", "VBP", "MD"):
            return False
    return True


def _is_subject(tokens: tuple[Token, ...], start: int, stop: int, group: _Group) -> bool:
    """Whether a name stands before a verb as its subject: no preposition before it, and nothing in between but what belongs to it."""
    if stop > group.first or group.first - stop > _REACH:
        return False
    left = start - 1
    while (
        left >= 0
        and tokens[left].upos in ("DET", "ADJ", "NUM", "NOUN", "PROPN", "PART")
        and tokens[left].text.lower() not in _CLAUSE_OPENERS
    ):
        left -= 1
    if any(token.text.lower() in ("no", "neither", "none") for token in tokens[max(0, left) : start]):
        return False
    if left >= 0 and tokens[left].upos in ("ADP", "VERB", "AUX") and tokens[left].text.lower() not in _CLAUSE_OPENERS:
        return False
    between = tokens[stop : group.first]
    if between and between[0].text.lower() in _KINDS:
        between = between[1:]  # "the Nikkei index"
    if not between:
        return True
    if between[0].text == ",":
        return left >= 0 and tokens[left].text == "," if len(between) == 1 else _is_insert(between)
    if between[0].text == "(":
        close = next((k for k, token in enumerate(between) if token.text == ")"), -1)
        return close == len(between) - 1
    if between[0].xpos in ("VBN", "VBD") and (len(between) < 2 or between[1].upos != "ADP"):
        return False
    if between[0].upos != "ADP" and between[0].xpos not in ("VBN", "VBD"):
        return False
    return not any(
        token.text in (",", ";", ":", "(") or token.text.lower() in _NEW_CLAUSE or token.upos in ("CCONJ", "SCONJ", "PRON", "AUX", "VERB")
        for token in between[1:]
    )


def _is_insert(between: tuple[Token, ...]) -> bool:
    """Whether the words are an insertion between two commas with nothing behind the second."""
    return (
        between[-1].text == ","
        and sum(token.text in (",", ";") for token in between) == 2
        and between[1].text.lower() not in ("and", "but", "or")
    )


def _is_object(claim: ActionClaim, tokens: tuple[Token, ...], verb: int) -> bool:
    """Whether the words of the object stand right behind the verb: one of them next to it, half of them in the sentence."""
    behind = []
    for token in tokens[verb + 1 : verb + 1 + _REACH]:
        if token.text in (";", ":"):
            break
        if token.upos != "PUNCT":
            behind.append(token)
    wanted = content_words(claim.object) if claim.object else words_of(claim.target.name if claim.target else "")
    there = [keys(token.text) for token in tokens if token.upos != "PUNCT"]
    near = [keys(token.text) for token in behind[:_NEAR]]
    hits = sum(any(not keys(word).isdisjoint(found) for found in there) for word in wanted)
    if not behind or 2 * hits < len(wanted) or not any(not keys(word).isdisjoint(found) for word in wanted for found in near):
        return False
    first = behind[0].text.lower()
    return behind[0].upos != "ADP" or first == "to" or [w.lower() for w in words_of(claim.object or "")[:1]] == [first]


def _does_likewise(tokens: tuple[Token, ...], start: int, stop: int, group: _Group) -> bool:
    """Whether a name stands behind "as do", "as did" in the sentence of a verb in the active: "opposes it, as do the unions"."""
    goes_on = stop < len(tokens) and (tokens[stop].upos in ("NOUN", "PROPN", "ADJ", "PART") or tokens[stop].text == "-")
    if start <= group.verb or goes_on:
        return False
    left = start - 1
    while left > group.verb and tokens[left].upos in ("DET", "ADJ", "NUM", "NOUN", "PROPN"):
        left -= 1
    words = [token.text.lower() for token in tokens[group.verb : left + 1]]
    return words[-2:-1] == ["as"] and words[-1] in ("do", "does", "did") and not {";", ":"} & set(words)
