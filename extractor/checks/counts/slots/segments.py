"""Clause rules: one sentence of words in, its clauses out (who does what), by conjunctions, commas and verb forms alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.checks.counts.slots.tokens import AUXILIARIES, HYPHENS, Line, Word
from extractor.checks.counts.vocabulary import vocabulary

BREAKS = frozenset((";", ":", "—", "–", "--", "…"))
SUBORDINATE = vocabulary("subordinate")
RELATIVE = vocabulary("relative")
_JOINTS = frozenset(("and", "but", "or", ",", "then"))
_PREPOSITIONS = vocabulary("participial_prepositions")
_SUBJECTS = vocabulary("clause_subjects")
_LONG_NAME = 12
"""Words of a subject behind "with", its abbreviation among them."""
_QUOTES = frozenset("\"“”«»'‘’")
_REPORT = vocabulary("reporting")


@dataclass(slots=True)
class Segment:
    """A clause by rule: its words, what it hangs on, and its verbs."""

    number: int
    kind: str
    """main, coord, vp, sub, rel, comp, inf, part, red or paren."""
    parent: int
    """Number of the clause it hangs on; -1 for a main or coordinated clause."""
    before: int
    """Number of the clause it is coordinated with, whose subject a "vp" shares; -1 otherwise."""
    words: list[int] = field(default_factory=list)
    verbs: list[int] = field(default_factory=list)

    @property
    def has_verb(self) -> bool:
        return bool(self.verbs)


def segments_of(line: Line) -> tuple[tuple[Segment, ...], tuple[int, ...]]:
    """The clauses of a sentence in order, and for each word the number of its clause."""
    memo = line._extra.get("segments")
    if memo is None:
        memo = line._extra["segments"] = _Splitter(line.words).split()
    return memo  # type: ignore[return-value]


class _Splitter:
    def __init__(self, words: tuple[Word, ...]) -> None:
        self.words = words
        self.segments: list[Segment] = [Segment(0, "main", -1, -1)]
        self.place: list[int] = []
        self.current = self.segments[0]
        self.next_verb = self._next_verbs()

    def split(self) -> tuple[tuple[Segment, ...], tuple[int, ...]]:
        words = self.words
        for i, word in enumerate(words):
            self._open(i, word)
            self.current.words.append(i)
            self.place.append(self.current.number)
            if self.is_verb(i) and not self._noun_after_all(i):
                self.current.verbs.append(i)
        return tuple(self.segments), tuple(self.place)

    # -- verbs

    def is_verb(self, i: int) -> bool:
        """Whether a word is the verb of a clause (auxiliaries count; a participle before its noun does not)."""
        word = self.words[i]
        if word.pos == "AUX":
            return True
        if word.low in _PREPOSITIONS:
            return False
        if word.pos != "VERB":
            return False
        if i > 1 and self.words[i - 1].low in HYPHENS and self.words[i - 1].end == word.start and i + 1 < len(self.words):
            behind = self.words[i + 1]  # "US-led forces", "a well-known club"
            if behind.nominal or behind.pos == "ADJ" or behind.low in HYPHENS:
                return False
        if (
            i
            and self.words[i - 1].pos in ("DET", "ADJ", "NUM")
            and i + 1 < len(self.words)
            and self.words[i + 1].pos in ("NOUN", "PROPN", "ADJ")
        ):
            return word.tag in ("VBD", "VBZ", "VBP") and not self._finite_behind(i + 1)
        if word.tag in ("VBN", "VBG", "_") and i + 1 < len(self.words) and self.words[i + 1].nominal:
            if i and self.words[i - 1].low in SUBORDINATE and self._finite_behind(i + 1):
                return False  # "while neighbouring Tesk has accepted"
            before = self.words[i - 1] if i else None
            return not (before is None or before.low in ("of", "the", "their", "its", "a")) or (
                word.tag == "VBG" and before is not None and before.low == "of"
            )
        return True

    def _finite_behind(self, i: int) -> bool:
        """A finite verb stands right behind the nouns from here."""
        while i < len(self.words) and self.words[i].nominal:
            i += 1
        return i < len(self.words) and (self.words[i].pos == "AUX" or self.words[i].tag in ("VBD", "VBZ", "VBP", "MD"))

    def _noun_after_all(self, i: int) -> bool:
        """A plural taken for a verb: "hit the area near police posts 542" has its verb already."""
        word, verbs = self.words[i], self.current.verbs
        if word.tag not in ("VBZ", "VBP") or not word.low.endswith("s") or not verbs or not self.words[i - 1].nominal:
            return False
        last = self.words[verbs[-1]]
        return last.pos == "VERB" and verbs[-1] < i - 1 and not self._reporting(verbs[-1])

    def _next_verbs(self) -> list[int]:
        """For each position the next verb before a break or comma; -1 when there is none."""
        out = [-1] * (len(self.words) + 1)
        for i in range(len(self.words) - 1, -1, -1):
            low = self.words[i].low
            if self.is_verb(i):
                out[i] = i
            elif low in BREAKS or low in ("and", "but", "or") or low == ",":
                out[i] = -1
            else:
                out[i] = out[i + 1]
        return out

    # -- boundaries

    def _open(self, i: int, word: Word) -> None:
        low, words = word.low, self.words
        current = self.current
        if low in BREAKS:
            self._start("main", -1, -1)
        elif low == "(" or low == "[":
            self._start("paren", current.number, -1)
        elif low in (")", "]"):
            while self.current.kind != "paren" and self.current.parent >= 0:
                self.current = self.segments[self.current.parent]
            if self.current.kind == "paren":
                self.current = self.segments[self.current.parent]
        elif i and low in _JOINTS:
            self._joint(i, low)
        elif (
            low in SUBORDINATE
            and not (low == "so" and words[i + 1 : i + 2] and words[i + 1].low in ("far", "much", "many", "long"))
            and (self.next_verb[i + 1] >= 0 or self._joint_subject(i + 1))
            and (i == 0 or words[i - 1].low not in ("such", "as"))
            and not (low == "since" and i and words[i - 1].low in AUXILIARIES)
            and (self._clause_ahead(i + 1) or self._joint_subject(i + 1))
        ):
            self._start("sub", current.number, -1)
        elif low == "that" and i and self._said_too(i) and not self._is_determiner(i):
            self._start("comp", current.number, -1)
        elif (
            i
            and low in RELATIVE
            and word.pos in ("PRON", "SCONJ", "DET", "ADV")
            and self.next_verb[i + 1] >= 0
            and not self._is_determiner(i)
        ):
            kind = "comp" if low == "that" and self._reporting(i - 1) else "rel"
            self._start(kind, current.number, -1)
        elif low == "to" and i + 1 < len(words) and words[i + 1].pos in ("VERB", "AUX") and words[i + 1].tag in ("VB", "_"):
            self._start("inf", current.number, -1)
        elif low == "with" and i and current.has_verb and self._absolute(i):
            self._start("part", current.number, -1)
        elif self._contact(i, word):
            self._start("rel", current.number, -1)
        elif word.pos in ("VERB", "AUX") and self.is_verb(i):
            self._verb(i, word)

    def _is_determiner(self, i: int) -> bool:
        """ "that" and "which" before a noun they modify: "that year"."""
        return (
            self.words[i].low == "that"
            and self.words[i].tag == "DT"
            and i + 1 < len(self.words)
            and self.words[i + 1].nominal
            and self.next_verb[i + 1] != i + 2
        )

    def _absolute(self, i: int) -> bool:
        """A clause of its own behind "with": "with spending set to rise to 9 billion"."""
        if self.words[i - 1].low not in (",", "and", "—", "–"):
            return False
        verb = self.next_verb[i + 1]
        if verb < 0 or verb - i > _LONG_NAME or self.words[verb].tag not in ("VBG", "VBN", "VB"):
            return False
        return (
            self.words[verb - 1].nominal
            or self.words[verb - 1].low == ")"
            or (self.words[verb - 1].low == "to" and self.words[verb - 2].nominal)
        )

    def _contact(self, i: int, word: Word) -> bool:
        """A relative clause without its pronoun: "the $730 million it asked for"."""
        if word.low not in _SUBJECTS or i == 0 or not self.current.verbs:
            return False
        before, verb = self.words[i - 1], self.next_verb[i]
        close = i < verb <= i + 3
        return close and (before.nominal or before.pos in ("NUM", "SYM")) and not self._reporting(self.current.verbs[-1])

    def _reporting(self, i: int) -> bool:
        return (
            i >= 0
            and (self.words[i].pos == "VERB" or bool(self.words[i].keys & {"=say", "=think"}))
            and bool(self.words[i].keys & (_REPORT | {"=say", "=think"}))
        )

    def _said_too(self, i: int) -> bool:
        """A second clause of what is said: "said floods had swept away huts and that 16 people had drowned"."""
        return self.words[i - 1].low in ("and", "but") and any(self._reporting(v) for s in self.segments for v in s.verbs)

    def _clause_ahead(self, i: int) -> bool:
        """A noun phrase and a verb, or a participle, stand before the next comma or conjunction."""
        verb = self.next_verb[i]
        if verb < 0:
            return False
        return not any(self.words[k].low == "that" for k in range(i, verb)) and verb - i <= 14

    def _joint_subject(self, i: int) -> bool:
        """Two coordinated names or nouns and their verb: "while the north and the south went"."""
        words = self.words
        for k in range(i, min(len(words), i + 12)):
            if words[k].low in ("and", "or"):
                verb = self.next_verb[k + 1]
                return k > i and words[k - 1].nominal and 0 <= verb <= k + 6 and words[verb].tag in ("VBD", "VBZ", "VBP", "MD")
            if self.is_verb(k) or words[k].low in BREAKS or words[k].low == ",":
                return False
        return False

    def _joint(self, i: int, low: str) -> None:
        words, current = self.words, self.current
        j = i + 1
        while j < len(words) and (
            words[j].low in ("then", "also", "and", "but", "or", "not", "later") or words[j].pos == "ADV" or words[j].low in _QUOTES
        ):
            j += 1
        if j >= len(words):
            return
        if low == "," and words[j].low in RELATIVE | SUBORDINATE:
            self._pop_finished()
            return
        has_verb = current.has_verb
        if words[j].pos in ("VERB", "AUX") and self.is_verb(j) and words[j].tag in ("VBG", "VBN") and low == "," and words[j].pos == "VERB":
            if words[j].tag == "VBN" and not has_verb and self._may_be_past(j) and not self._resumed(j):
                self._pop_finished()
                return
            self._pop_finished()
            self._start("part", self.current.number, -1)
        elif words[j].pos in ("VERB", "AUX") and self.is_verb(j) and has_verb:
            if low == ",":
                self._pop_finished()
                if not self.current.has_verb:
                    return
            target = self._alike(j)
            self._start("vp", target.parent, target.number)
        elif self._full_clause(j):
            self._pop_finished()
            if self.current.has_verb:
                base = self._base()
                self._start("coord", base.parent if base.kind in ("comp", "sub") and low != "," else -1, base.number)
        elif low == ",":
            self._pop_finished()

    def _resumed(self, j: int) -> bool:
        """A finite verb stands right after a later comma: "Two men, armed with knives, robbed"."""
        for k in range(j + 1, min(len(self.words), j + 16)):
            if self.words[k].low in BREAKS or self.words[k].low == "and":
                return False
            if self.words[k].low == "," and k + 1 < len(self.words):
                return self.words[k + 1].pos == "AUX" or self.words[k + 1].tag in ("VBD", "VBZ", "VBP")
        return False

    def _alike(self, j: int) -> Segment:
        """The clause that a second verb is coordinated with: the nearest whose verb has the same form."""
        tag = self.words[j].tag
        segment = self.current
        while True:
            forms = {self.words[v].tag for v in segment.verbs}
            finite = tag in ("VBD", "VBZ", "VBP", "MD")
            if tag in forms or (finite and forms & {"VBD", "VBZ", "VBP", "MD"}) or segment.parent < 0:
                return segment
            segment = self.segments[segment.parent]

    def _base(self) -> Segment:
        segment = self.current
        while segment.kind in ("inf", "part", "red", "rel", "vp") and (segment.parent >= 0 or segment.before >= 0):
            segment = self.segments[segment.parent if segment.parent >= 0 else segment.before]
        return segment

    def _full_clause(self, j: int) -> bool:
        """A subject and its finite verb follow before the next comma, conjunction or break."""
        verb = self.next_verb[j]
        if verb <= j:
            return False
        head = self.words[verb]
        if head.pos == "VERB" and (head.tag == "VBG" or (head.tag == "VBN" and not self._may_be_past(verb))):
            return False
        if any(self.words[k].low in RELATIVE and self.words[k].pos != "DET" for k in range(j, verb)):
            return False
        return any(self.words[k].pos in ("NOUN", "PROPN", "PRON", "NUM") for k in range(j, verb))

    def _pop_finished(self) -> None:
        """A comma closes a relative, reduced, infinitive or fronted clause whose governing clause is not complete."""
        while (
            self.current.kind in ("rel", "red", "sub", "part")
            and self.current.parent >= 0
            and not self.segments[self.current.parent].has_verb
        ):
            self.current = self.segments[self.current.parent]
        while self.current.kind in ("rel", "red") and self.current.parent >= 0:
            self.current = self.segments[self.current.parent]

    def _verb(self, i: int, word: Word) -> None:
        words, current = self.words, self.current
        before = words[i - 1] if i else None
        chain = before is not None and (before.pos in ("AUX", "ADV", "PART") or before.low in ("to", "not", "n't"))
        finite = word.pos == "AUX" or word.tag in ("VBD", "VBZ", "VBP", "MD")
        resumes = (
            word.tag == "VBN"
            and current.kind in ("rel", "red")
            and current.has_verb
            and current.parent >= 0
            and not self.segments[current.parent].has_verb
        )
        if resumes and not chain and self._may_be_past(i):
            finite = True
        if finite and not chain and current.kind in ("rel", "red", "sub", "part") and current.has_verb and current.parent >= 0:
            parent = self.segments[current.parent]
            if not parent.has_verb:
                self.current = parent
                return
        told = (
            not chain
            and current.has_verb
            and before is not None
            and (before.nominal or before.pos in ("PRON", "NUM"))
            and self._reporting(current.verbs[-1])
        )
        if (
            told
            and word.tag == "VBN"
            and self._may_be_past(i)
            and any(words[k].nominal or words[k].pos in ("NUM", "PRON") for k in range(current.verbs[-1] + 1, i))
        ):
            finite = True
        if word.pos == "VERB" and word.tag in ("VBG", "VBN") and not chain and before is not None and not finite:
            if before.pos in ("ADP", "SCONJ") and word.tag == "VBG":
                self._start("part", current.number, -1)
            elif (
                (before.nominal or before.pos in ("NUM", "PRON"))
                and before.low not in AUXILIARIES
                and not self._passive_open(i)
                and not (current.words and words[current.words[0]].low == "with" and not current.has_verb)
                and (word.tag == "VBG" or current.has_verb or not self._may_be_past(i))
            ):
                self._start("red", current.number, -1)
        elif finite and told:
            first = i - 1 if before is not None and before.pos == "PRON" else current.verbs[-1] + 1
            moved = [k for k in current.words if k >= first]
            if moved:
                parent = current
                self._start("comp", parent.number, -1)
                for k in moved:
                    parent.words.remove(k)
                    self.current.words.append(k)
                    self.place[k] = self.current.number

    def _may_be_past(self, i: int) -> bool:
        """A participle form that can be the past tense of its clause: no by-phrase and no other finite verb follows."""
        words = self.words
        for k in range(i + 1, min(len(words), i + 25)):
            if words[k].low in BREAKS or words[k].low in RELATIVE or words[k].low in SUBORDINATE:
                return True
            if words[k].low == "by" or words[k].pos == "AUX" or words[k].tag in ("VBD", "VBZ", "VBP"):
                return words[k].low != "by" and any(words[m].low in ("and", "but", ",") for m in range(i + 1, k))
        return True

    def _passive_open(self, i: int) -> bool:
        """An auxiliary of this clause still waits for its participle: "was the driver arrested"."""
        verbs = self.current.verbs
        return bool(verbs) and all(self.words[v].pos == "AUX" for v in verbs) and i - verbs[-1] <= 2

    def _start(self, kind: str, parent: int, before: int) -> None:
        self.current = Segment(len(self.segments), kind, parent, before)
        self.segments.append(self.current)
