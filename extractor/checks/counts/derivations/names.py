"""Names that a sentence lists: "the Harrow and Port Leith mills" are two mills, "India, Nepal and Bhutan" three countries (D14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from extractor.checks.counts.actors import acts_at
from extractor.checks.counts.agents import preds_of
from extractor.checks.counts.ask import Ask, Item
from extractor.checks.counts.derivations.lists import listed
from extractor.checks.counts.derivations.scope import Derived, Scope, exact
from extractor.checks.counts.slots.segments import segments_of
from extractor.checks.counts.slots.slots import Index, Slot
from extractor.checks.counts.slots.tokens import Line
from extractor.checks.counts.vocabulary import vocabulary
from extractor.core.annotations import Annotations
from extractor.recognizers.entities import entities_of
from extractor.recognizers.gazetteer import load_gazetteer

_OPENERS = vocabulary("open_lists")
"""Words before a list that has more members than it names: "such as", "including"."""
_PLACED = vocabulary("in_places") | {"on"}
_OWNED = vocabulary("owners") | {"'s", "'", "both"}
_STATES = vocabulary("states_named")
_NAMED = vocabulary("kinds_named")
_LONGEST, _MOST = 6, 12
_EARLY = 4
"""Place in its sentence up to which a number without a noun stands for what the sentence before named."""
_NEAR = 0.75
_MODEL = re.compile(r"[a-z]+-?\d+[a-z]*")
"""A model by its letters and number: "the S40 and V50 models"."""
_SCORE = 0.8


@dataclass(frozen=True, slots=True)
class Names:
    """Names joined by commas and a last "and"."""

    members: tuple[tuple[int, int], ...]
    """First and last word of each name."""

    @property
    def first(self) -> int:
        return self.members[0][0]

    @property
    def last(self) -> int:
        return self.members[-1][1]


def closed(scope: Scope, annotations: Annotations) -> Iterator[Derived]:
    """D14 for things and for names; a claim's actor must be the agent of the clause that has the list."""
    for made in (*listed(scope), *_named(scope, annotations)):
        actor = scope.claim.actor
        line = next((x for x in scope.index.lines if x.start <= made.spans[0][0] < x.end), None)
        if actor is None or (line is not None and acts_at(line, made.spans[0], actor, annotations, scope.index)):
            yield made


def _named(scope: Scope, annotations: Annotations) -> Iterator[Derived]:
    head, wanted, ask = scope.ask.head, scope.wanted, scope.ask
    if head is None or wanted.unit is not None or wanted.nominal is None or wanted.hedge or not 2 <= wanted.nominal <= _MOST:
        return
    if ask.negated or ask.end or ask.wants_rest:
        return
    for line in scope.index.lines:
        for run in names_of_line(line):
            if len(run.members) != wanted.nominal:
                continue
            if _others_follow(line, run, head, scope.index):
                told = _said(scope, line, run, inside=True)
            else:
                told = _said(scope, line, run) or _said_of_all(scope, line, len(run.members))
                told = told and _counts(line, run, head, scope.index, annotations)
            if told:
                spans = tuple((line.words[a].start, line.words[b].end) for a, b in run.members)
                formula = " + ".join(" ".join(w.low for w in line.words[a : b + 1]) for a, b in run.members)
                yield Derived(exact(Fraction(len(run.members)), None), "D14", formula, (), _SCORE, spans)


def names_of_line(line: Line) -> tuple[Names, ...]:
    """The closed lists of names of a sentence, made once."""
    memo = line._extra.get("names")
    if memo is None:
        memo = line._extra["names"] = tuple(_runs(line))
    return memo  # type: ignore[return-value]


def _runs(line: Line) -> Iterator[Names]:
    words = line.words
    run: list[tuple[int, int]] = []
    i = 0
    while i < len(words):
        last = _name(line, i)
        if last < 0:
            i += 1
            continue
        joint = [w.low for w in words[run[-1][1] + 1 : i] if w.low not in ("the", "a", "its", "both")] if run else []
        if joint in ([","], ["and"], [",", "and"], ["&"]):
            run.append((i, last))
            if joint != [","]:
                if not _open(line, run[0][0], last):
                    yield Names(tuple(run))
                run = []
        else:
            run = [(i, last)]
        i = last + 1


def _name(line: Line, i: int) -> int:
    """The last word of a name that begins here; -1 when none does."""
    words = line.words
    if words[i].pos != "PROPN" and not _MODEL.fullmatch(words[i].low):
        return -1
    k = i
    while k + 1 < min(len(words), i + _LONGEST) and (
        words[k + 1].pos == "PROPN" or words[k + 1].low in ("-", ".") or words[k + 1].low.isdigit()
    ):
        k += 1
    while words[k].pos == "PUNCT":
        k -= 1
    return k


def _open(line: Line, first: int, last: int) -> bool:
    """More are meant than are named, or the run ends in the middle of a longer one."""
    words = line.words
    before = [w.low for w in words[max(0, first - 3) : first]]
    behind = [w.low for w in words[last + 1 : last + 3]]
    joined = behind[:1] in (["and"], ["or"]) and behind[1:] not in (["a"], ["an"])
    return bool(_OPENERS & set(before)) or behind == [",", "among"] or behind[:1] == ["-"] or joined


def _counts(line: Line, run: Names, head: Item, index: Index, annotations: Annotations) -> bool:
    """The claimed noun stands with the list, or names its kind."""
    words = line.words
    k = run.last + 1
    behind = words[k] if k < len(words) else None
    if behind is not None and behind.pos == "NOUN" and behind.tag in ("NNS", "_") and behind.low.endswith("s"):
        return bool(behind.keys & head.keys)  # "the Harrow and Port Leith mills"
    k = run.first - 1
    while k >= 0 and words[k].low in ("the", ",", ":", "of"):
        k -= 1
    placed = k > 0 and words[k].low in _PLACED
    k -= placed
    title = words[run.first]
    if title.low.endswith("s") and title.keys & head.keys and run.members[0][1] > run.first:
        return True  # "Justices Alito and Thomas"
    if k >= 0 and words[k].pos == "NOUN" and words[k].low.endswith(("s", "men", "women")) and words[k].keys & head.keys:
        start = k
        while start > 0 and words[start - 1].pos in ("NOUN", "PROPN", "ADJ"):
            start -= 1
        if any(k in s.things for s in (index.slots[n] for n in index.by_line[line.number]) if s.mention.kind == "card"):
            return False  # its own number decides
        return not placed or (start > 0 and words[start - 1].low in _OWNED)
    return _of_kind(line, run, head, annotations)


def one_of_them(slot: Slot, ask: Ask) -> bool:
    """The claim names one of those who each have so many: "Spain and Portugal sent three planes each"."""
    names = [i.keys for i in ask.items if i.part == "name"]
    for run in names_of_line(slot.line):
        said = [any(w.keys & keys for w in slot.words[a : b + 1] for keys in names) for a, b in run.members]
        if run.last < slot.first and sum(said) == 1:
            return True
    return False


def _others_follow(line: Line, run: Names, head: Item, index: Index) -> bool:
    """ "Sheikh and Malik were fined; the other three players got a warning": the named are players too."""
    behind = (index.slots[n] for n in index.by_line[line.number] if index.slots[n].first > run.last)
    return any(s.words[s.first - 1].low == "other" and head.keys & s.thing_keys() for s in behind)


def _of_kind(line: Line, run: Names, head: Item, annotations: Annotations) -> bool:
    """All names are of the claimed kind, as far as names tell it."""
    if head.word not in _STATES and head.word not in _NAMED and "^person" not in head.keys:
        return False
    text = annotations.article.text
    spelled = [tuple(text[w.start : w.end] for w in line.words[a : b + 1]) for a, b in run.members]
    listed = [load_gazetteer().kinds.get(name) for name in spelled]
    if head.word in _STATES:
        return all(kind == "country" for kind in listed)
    told = [_kind(line, a, b, annotations) for a, b in run.members]
    if "^person" in head.keys:
        return all(kind == "person" for kind in told) and not any(listed)
    return "person" not in told and not set(listed) & {"country", "place", "group"}


def _kind(line: Line, first: int, last: int, annotations: Annotations) -> str | None:
    """The kind of somebody or something as the article tells it."""
    start, end = line.words[first].start, line.words[last].end
    for entity in entities_of(annotations):
        if any(a < end and start < b for a, b in entity.mentions):
            return entity.kind
    return None


def _said_of_all(scope: Scope, line: Line, size: int) -> bool:
    """The next sentence speaks of as many, without a noun, as the list has names: "All three are built in Ghent"."""
    if not scope.index.goes_on(line.number):
        return False
    after = scope.index.lines[line.number + 1]
    here = (scope.index.slots[n] for n in scope.index.by_line[after.number])
    same = next((s for s in here if s.value == size and not s.things and s.first <= _EARLY and s.mention.unit is None), None)
    others = [i for i in scope.ask.items if i is not scope.ask.head and i.keys & scope.index.text_keys]
    return same is not None and bool(others) and all(same.weight(i.keys) >= _NEAR for i in others)


def _said(scope: Scope, line: Line, run: Names, *, inside: bool = False) -> bool:
    """What the claim says is said in the sentence: its predicate by the clause of the list, its other words anywhere."""
    segments, place = segments_of(line)
    last = place[min(run.last + 1, len(place) - 1)]
    chain = [segments[last if segments[last].before == place[run.first] else place[run.first]]]
    while chain[-1].parent >= 0:
        chain.append(segments[chain[-1].parent])
    told = frozenset(
        k
        for s in (*chain, *(() if chain[0].verbs else segments[place[run.first] + 1 : place[run.first] + 2]))
        for v in preds_of(line, s)
        for k in line.words[v].keys
    )
    have = scope.index.line_keys[line.number]
    if inside:
        have = frozenset(k for n in chain[0].words for k in line.words[n].keys)
    told |= {k for w in line.words if w.pos == "NOUN" for k in w.keys}  # "Dell's sale covers its plants"
    some = False
    for item in scope.ask.items:
        if item is scope.ask.head or not item.keys & scope.index.text_keys:
            continue
        if item.part == "modifier" and line.number and item.keys & scope.index.line_keys[line.number - 1]:
            continue  # "backed the embargo. Cyprus and Malta voted against it"
        if not item.keys & (told if item.part == "predicate" else have):
            return False
        some = some or bool(item.keys & have)
    return some
