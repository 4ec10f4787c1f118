"""What a number counts: the noun phrase after it, or the one it leaves out."""

from __future__ import annotations

from fractions import Fraction

from extractor.checks.counts.compare import mention_quantity
from extractor.checks.counts.slots.segments import RELATIVE, SUBORDINATE, segments_of
from extractor.checks.counts.slots.slot import Slot
from extractor.checks.counts.slots.tokens import HYPHENS, Line
from extractor.checks.counts.vocabulary import vocabulary
from extractor.checks.counts.words import Words
from extractor.checks.words import check_words

_MODIFIER = frozenset(("ADJ", "ADV", "NUM", "SYM", "X", "VERB"))
PARTITIVE = vocabulary("partitive")
_DAYS = vocabulary("days")
_PERIODS = frozenset("=year =month =week =day =hour night season quarter decade weekend weekday".split())
"""Spans of time, beside the words of the calendar."""
_PRONOUNS = vocabulary("stand_ins")
_WHERE = vocabulary("where")
_REACHING = vocabulary("reaching")
_PARTICIPLES = vocabulary("participles")


class ThingReader:
    """Reads the things of the numbers of one sentence."""

    def __init__(self, line: Line, here: list[Slot], words: Words, earlier: list[Slot], before: Line | None = None) -> None:
        self.line, self.here, self.lexicon, self.earlier, self.before = line, here, words, earlier, before
        self.words = line.words
        self.segments, self.place = segments_of(line)
        self.taken = [-1] * len(self.words)
        for slot in here:
            for i in range(slot.first, min(slot.last + 1, len(self.words))):
                self.taken[i] = slot.number

    def _cell(self, slot: Slot) -> None:
        """A number of a table or list: only its nearest words are its own."""
        low, high = max(0, slot.first - 3), min(len(self.words), slot.last + 4)
        slot.local, slot.chain, slot.reach = (low, high), (0,), (0,)
        slot.things = tuple(k for k in range(slot.last + 1, min(high, slot.last + 2)) if self.words[k].nominal)
        slot.weights = {key: 1.0 for k in range(low, high) for key in self.words[k].keys}
        slot.keys = slot.thing_keys()
        slot.quantity = mention_quantity(slot.mention)
        slot.value = None if slot.mention.value is None else Fraction(slot.mention.value)

    # -- what is counted

    def _thing(self, slot: Slot) -> None:
        words = self.words
        i = slot.last + 1
        core = slot.mention.core_end if slot.mention.core_end >= 0 else slot.mention.end
        begun = next((k for k in range(slot.first, slot.last + 1) if words[k].start >= core), i)
        if slot.mention.unit is None and begun <= slot.last:
            i = begun
        first = i
        if i < len(words) and words[i].low == "-":
            i += 1
            if slot.mention.unit is None and i + 1 < len(words) and words[i].nominal and words[i + 1].nominal:
                self._compound(slot, i)
                return
        i = self._behind_aside(i)
        if [w.low for w in words[i : i + 3]] == ["the", "number", "of"]:
            i += 3  # "brings to 18 the number of civilians killed"
        slot.partitive = i < len(words) and words[i].low == "of"
        heads: list[int] = []
        run_open = False
        while i < len(words):
            word = words[i]
            if not heads and self._period(i):
                break
            joined = self._joined(i) if not heads else i
            if joined > i:
                head = self._noun_of(i, joined)
                if head >= 0:
                    heads, run_open = [head], True
                elif not self._noun_ahead(joined):
                    break  # "30 part-time and 20 full-time staff"
                i = joined
                continue
            measure = self._measure_before_noun(i) if not heads else i
            if measure > i:
                i = measure
                continue
            if not heads and word.low in PARTITIVE and word.low != "of" and not slot.partitive and slot.mention.kind == "card":
                break  # "7,100 the Saturday before"
            if (word.low in PARTITIVE and not heads) or (word.low in ("other", "more", "further", "new", "such") and not heads):
                i += 1
                continue
            other = self.taken[i] not in (-1, slot.number)
            if other and not heads and self._named(i):
                heads.extend(k for k in range(i, len(words)) if self.taken[k] == self.taken[i])
                i = heads[-1] + 1
                break
            if other and heads and words[i - 1].nominal and self._named(i):
                heads.append(i)  # "three Airbus A330s"
                i += 1
                continue
            if other and not heads:
                if not slot.partitive:
                    break
                i += 1
                continue
            if not heads and (
                word.low in _PRONOUNS
                or (word.low == "home" and i == first)
                or (word.low in ("lack", "lacks", "lacked") and not slot.partitive)
            ):
                break
            if word.nominal and not other:
                if heads and run_open and word.pos == "PROPN" and words[heads[-1]].tag == "NNS" and words[heads[-1]].pos == "NOUN":
                    break  # "two politicians Lee Cheuk-yan and Frederick Fung"
                if heads and run_open and (word.low in _PARTICIPLES or word.low.endswith("ed")):
                    break
                if heads and run_open:
                    heads[-1] = i
                else:
                    heads.append(i)
                run_open = True
                i += 1
                continue
            if not heads and word.pos in _MODIFIER and not other and self._modifies(i):
                i += 1
                continue
            if heads and run_open and word.pos == "ADJ" and words[heads[-1]].pos == "PROPN" and i + 1 < len(words) and words[i + 1].nominal:
                i += 1
                continue  # "no IBM corporate secrets"
            if word.low in ("'s", "'", "-") and heads and i + 1 < len(words) and (words[i + 1].nominal or words[i + 1].pos == "ADJ"):
                i += 1
                continue
            if (
                heads
                and word.low in ("or", "and")
                and i + 1 < len(words)
                and words[i + 1].nominal
                and self.taken[i + 1] == -1
                and len(heads) < 3
                and self.place[i + 1] == slot.segment
                and not (i + 2 < len(words) and self.taken[i + 2] != -1)
            ):
                if self._verb_before_break(i + 1) and word.low == "and" and self.place[i] != slot.segment:
                    break
                run_open = False
                i += 1
                continue
            if heads and word.low == "of" and words[heads[-1]].low.rstrip("s") in self.lexicon.lists["classifiers"]:
                run_open = False
                slot.container = heads.pop()
                i += 1
                while i < len(words) and (words[i].low in PARTITIVE or words[i].pos == "ADJ"):
                    i += 1
                continue
            break
        if (
            slot.mention.unit is not None
            and not slot.partitive
            and first == slot.last + 1
            and not (first < len(words) and words[first].low == "-")
        ):
            heads = []  # "3 km road": what has the measure is found by the clause, not by the next noun
        if (
            not heads
            and slot.first >= 2
            and slot.mention.kind in ("card", "mag", "range")
            and slot.mention.unit is None
            and words[slot.first - 2].nominal
        ) and (
            words[slot.first - 1].low in ("over", "above", "below", "under", "past", "beyond")
            or (
                words[slot.first - 1].low == "to"
                and slot.mention.role == "to"
                and self._plain(slot.first - 2)
                and self._free(slot.first - 3)
            )
        ):
            slot.things = slot.phrase = self._changed(slot.first - 2)
            return
        held = next((o for o in reversed(self.here) if o.number < slot.number and o.things), None)
        if slot.partitive and heads and held is not None and self._holds(held, slot):
            slot.container = held.things[-1]  # "31 counts of theft and four of forgery"
        end = i
        while (
            heads
            and end < len(words)
            and end - i < 12
            and (
                words[end].low in ("of", "from", "in", "the", "its", "a")
                or words[end].nominal
                or words[end].low == "'s"
                or words[end].pos == "ADJ"
            )
        ):
            if self.taken[end] not in (-1, slot.number) or self.place[end] != self.place[heads[0]]:
                break
            end += 1
        slot.things = tuple(heads)
        slot.phrase = tuple(range(first, end)) if heads else ()
        if not heads and slot.first and slot.mention.kind == "card" and slot.mention.unit is None and not slot.mention.hedge:
            before = words[slot.first - 1]
            label = (
                before.nominal
                or (
                    before.pos == "VERB"
                    and before.low.endswith("s")
                    and slot.first >= 2
                    and words[slot.first - 2].nominal
                    and self._closed(slot)
                )
                or (before.low in ("and", "or") and self._labelled(slot))
            )
            verb = before.low in _REACHING  # a verb that a headline's tagger takes for a noun: "deaths reach 118"
            slot.is_label = label and not verb and not self._gapped(slot) and (not self._follows_predicate(slot) or self._titled(slot))

    def _holds(self, held: Slot, slot: Slot) -> bool:
        """The number before counts what holds such a thing, and this one leaves that noun out."""
        behind = held.things[-1] + 1
        between = {self.words[k].low for k in range(behind, slot.first)}
        plain = slot.mention.unit is None and self.words[slot.last + 2].low not in PARTITIVE and self.words[slot.last + 2].tag == "NN"
        return plain and self.words[behind].low == "of" and "and" in between

    def _changed(self, k: int) -> tuple[int, ...]:
        """The nouns of the phrase that ends at `k`: toll and earthquake of "lowered the toll from Monday's earthquake to 17"."""
        found = [k]
        words = self.words
        while k > 0:
            k -= 1
            while k > 0 and (words[k].pos in ("DET", "ADJ", "NUM") or words[k].nominal or words[k].low in ("'s", "'")):
                k -= 1
            if k < 1 or words[k].pos != "ADP" or not words[k - 1].nominal or self.taken[k - 1] != -1 or words[k].low in ("to", "by"):
                break
            k -= 1
            found.append(k)
        return tuple(reversed(found))

    def _joined(self, i: int) -> int:
        """The place behind words joined by hyphens that begin here: "full-time", "state-of-the-art"; `i` itself when there are none."""
        words, end = self.words, i + 1
        while end + 1 < len(words) and words[end].low in HYPHENS and words[end - 1].end == words[end].start == words[end + 1].start - 1:
            if self.taken[end + 1] != -1:
                return i
            end += 2
        return end if end > i + 1 and self.taken[i] == -1 else i

    def _noun_of(self, i: int, end: int) -> int:
        """The noun of joined words that are the thing themselves: "40 by-elections", "20 passers-by"; -1 when they describe another."""
        if self._noun_ahead(end) or (end + 1 < len(self.words) and self.words[end].low in ("and", "or", ",") and self.taken[end + 1] != -1):
            return -1
        return next((k for k in range(end - 1, i - 1, -1) if self.words[k].nominal), -1)

    def _noun_ahead(self, i: int) -> bool:
        """A noun follows, or adjectives and then a noun."""
        while i < len(self.words) and self.words[i].pos == "ADJ":
            i += 1
        return i < len(self.words) and self.words[i].nominal and self.taken[i] == -1

    def _measure_before_noun(self, i: int) -> int:
        """The place behind a measure that describes the thing: "400 45-tonne lorries"; `i` itself when there is none."""
        other = next((o for o in self.here if o.number == self.taken[i]), None)
        if other is None or other.first != i or other.last == i or other.mention.kind not in ("meas", "dur", "age", "cur"):
            return i
        hyphen = any(self.words[k].low in HYPHENS for k in range(other.first, other.last + 1))
        return other.last + 1 if hyphen and self._noun_ahead(other.last + 1) else i

    def _behind_aside(self, i: int) -> int:
        """The place behind another way to put the number: "789, or about a quarter, of its 3,200 dealers"."""
        words = self.words
        if i + 1 >= len(words) or words[i].low != "," or words[i + 1].low not in ("or", "about", "nearly", "almost"):
            return i
        close = next((k for k in range(i + 2, min(len(words), i + 8)) if words[k].low == ","), -1)
        return close + 1 if 0 < close < len(words) - 1 and words[close + 1].low == "of" else i

    def _compound(self, slot: Slot, i: int) -> None:
        """ "A 38-member council" has 38 members; the noun behind is what they are members of."""
        end = i + 1
        while end < len(self.words) and (self.words[end].nominal or self.words[end].low in ("'s", "'")) and self.taken[end] == -1:
            end += 1
        slot.things, slot.phrase = (i,), tuple(range(i, end))
        slot.is_total = True  # what is said of the council is not said of its members
        for other in self.here:
            if other.number < slot.number and other.mention.unit is None and other.part_of < 0 and other.thing_keys() & slot.thing_keys():
                other.part_of = slot.number  # "97 seats in the 180-seat assembly"

    def _named(self, i: int) -> bool:
        """The next number is a name, and so the thing that is counted: "two MiG-29s"."""
        return any(o.number == self.taken[i] and o.mention.kind == "name" for o in self.here)

    def _plain(self, i: int) -> bool:
        """A noun that is neither part of another number nor a time, and no verb of change taken for a noun."""
        return self.taken[i] == -1 and not self._is_time(i) and not self.words[i].keys & {"=increase", "=decrease"}

    def _free(self, i: int) -> bool:
        """No number stands here: the noun behind it is not that number's ("fell 260.77 points to 9694.73")."""
        return i < 0 or self.taken[i] == -1

    def _is_time(self, i: int) -> bool:
        """A span of time or a word of the calendar."""
        return bool(self.words[i].keys & _PERIODS) or self.words[i].low in check_words().when

    def _period(self, i: int) -> bool:
        """A time follows, not a thing: "last winter", "yesterday", "Saturday"."""
        word = self.words[i]
        after = self.words[i + 1] if i + 1 < len(self.words) else None
        if word.low in _DAYS or word.low in check_words().weekdays:
            return after is None or not after.nominal
        return word.low in ("last", "this", "next", "every", "each") and after is not None and self._is_time(i + 1)

    def _closed(self, slot: Slot) -> bool:
        """No noun can follow: the number stands before a mark, a conjunction or the end."""
        after = slot.last + 1
        return after >= len(self.words) or self.words[after].pos in ("PUNCT", "CCONJ")

    def _titled(self, slot: Slot) -> bool:
        """A common noun in capitals, or one without its article, before digits: "Hospital 7 admitted 26"."""
        before = slot.first - 1
        word, text = self.words[before], slot.mention.text
        if not text[:1].isdigit() or word.low.endswith("s") or before < 0:
            return False
        common = any(k[0] in "=^" for k in word.keys) or word.pos == "NOUN"
        return (common and word.pos == "PROPN" and "^person" not in word.keys) or (before == 0 and word.pos == "NOUN")

    def _gapped(self, slot: Slot) -> bool:
        """The verb and the noun of the clause before are left out: "Turkey sent 120 rescuers and Greece 45"."""
        words, k = self.words, slot.first - 1
        if any(o is not slot and o.first and words[o.first - 1].low == words[k].low for o in self.here):
            return False  # "the Lumia 920 and the Lumia 820"
        if slot.last + 1 < len(words) and words[slot.last + 1].pos not in ("PUNCT", "CCONJ") and words[slot.last + 1].low not in _WHERE:
            return False
        while k > 0 and (words[k].nominal or words[k].low == "the"):
            k -= 1
        if not words[k + 1].nominal and words[k + 1].low != "the":
            return False
        return words[k].low in ("and", ",", ";", "but") and any(
            (o.things or o.partitive) and o.last < k and o.mention.kind == "card" and not o.is_label and not o.is_total
            for o in self.here
            if o.number < slot.number
        )

    def _labelled(self, slot: Slot) -> bool:
        return any(other.is_label and 0 <= slot.first - other.last <= 2 for other in self.here if other.number < slot.number)

    def _follows_predicate(self, slot: Slot) -> bool:
        i = slot.last + 1
        return i < len(self.words) and (
            self.words[i].pos in ("VERB", "AUX")
            or (
                self.words[slot.first - 1].pos == "NOUN"
                and not self.words[slot.first - 1].low.endswith("s")
                and i < len(self.words)
                and self.words[i].pos == "PUNCT"
            )
        )

    def _modifies(self, i: int) -> bool:
        """An adjective, adverb or participle before the counted noun: "300 badly injured men"."""
        words = self.words
        for k in range(i, min(i + 5, len(words))):
            if words[k].low in SUBORDINATE or words[k].low in RELATIVE:
                return False
            if words[k].nominal:
                return not any(
                    words[m].pos in ("AUX", "ADP", "PUNCT") and words[m].low not in ("-", "'", "‘", '"', "“") for m in range(i, k)
                ) and not (
                    words[i].pos == "VERB"
                    and (i in self.segments[self.place[i]].verbs or (words[i].tag == "VBD" and not words[i].low.endswith("ed")))
                )
            if words[k].pos not in _MODIFIER and words[k].low not in ("-", "and", ","):
                return False
        return False

    def _verb_before_break(self, i: int) -> bool:
        return i < len(self.words) and any(self.words[k].pos in ("VERB", "AUX") for k in range(i, min(i + 8, len(self.words))))
