"""What one number counts, in the words of the article: the thing, what happened to it, or the event a span of time belongs to."""

from __future__ import annotations

import re

from extractor.core.clause import Clause, Phrase
from extractor.core.mention import NumberMention
from extractor.core.syntax import Sentence
from extractor.engines.offline.amounts import bare_words
from extractor.engines.offline.content import Content
from extractor.engines.offline.facts import CountFact
from extractor.recognizers.clauses import times_of
from extractor.recognizers.clauses.phrases import is_time, phrase_of
from extractor.recognizers.clauses.words import clause_words
from extractor.recognizers.entities.words import entity_words
from extractor.recognizers.numbers.lexicon import load_lexicon

_BESIDE = re.compile(r"^(?:(?:,|and|or|to|of|the|all|its|their|his|her)\s+)*[\d.,]+\s+")
"""A second number behind the first: "102 and 21 people", "310 of its 420 schools"."""
_JOINED_WORD = re.compile(r"\s(?:\w+ )?\w+-(?:\w+ )?")
_OF_THE_NUMBER = frozenset({"record", "additional", "extra", "staggering", "whopping", "combined", "mere", "full", "today", "yesterday"})
"""Adjectives that belong to the number, not to what it counts."""
_GAINS = frozenset({"lose", "gain", "shed", "add", "weigh", "measure", "total", "average", "exceed", "reach", "hit", "remain", "stand"})
_SHORT = 40
"""Longest object, in characters, that stands behind a participle in what is counted."""
_MEASURES = frozenset({"point", "percent", "%", "percentage"})
_SCALES = frozenset({"hundred", "thousand", "million", "billion", "trillion", "percent", "%", "per", "cent"})
LEVELS = frozenset({"value", "level", "price", "high", "low", "record", "peak"})
"""Nouns for what something has reached; "of" behind them gives the figure."""
CREWS = frozenset({"crew", "family", "group", "team", "delegation", "party", "force", "squad", "gang", "population", "audience", "crowd"})
"""Nouns for people of whom "of" gives the number: "a crew of six"."""
WITNESSES = frozenset({"see", "record", "expect", "show", "know", "announce", "say", "note", "estimate"})
"""Verbs whose subject only tells of the figure: "the minister saw a 9% fall"."""
_HEDGED = frozenset("at least most more less fewer than about around some nearly almost over up to only just".split())
HEDGES = frozenset("nearly almost about around over some just more than at least most roughly approximately only".split())
HURT = frozenset(
    "injured wounded dead killed hurt missing homeless arrested detained displaced trapped stranded hospitalised hospitalized rescued "
    "jailed sick ill infected unaccounted".split()
)
"""What people are said to be right behind their number: "23 people dead and 100 injured"."""
NUMBER_NOUNS = frozenset({"number", "total", "size", "amount", "figure", "count", "level", "rate", "share"})


def _words_of(phrase: Phrase, lemma: str) -> str:
    """Words of a phrase that is itself counted without its figure, "" for a mere figure: "$55 billion", "260.77 points"."""
    parts = phrase.text.split()
    while parts and parts[0].lower() in _HEDGED:
        parts = parts[1:]
    figures = [k for k, part in enumerate(parts) if any(char.isdigit() for char in part)]
    if figures and (lemma.lower() in _MEASURES or figures[0] == len(parts) - 1 or lemma.lower() in _SCALES):
        return ""
    after = figures[0] + 1 if figures and not any(part[:1].isupper() for part in parts[: figures[0]]) else 0
    while 0 < after < len(parts) and parts[after].lower() in _SCALES:
        after += 1
    return bare_words(" ".join(parts[after:]))


class CountWords:
    """One number with its sentence, and the count before it in the same sentence."""

    def __init__(self, content: Content, mention: NumberMention, number: int, previous: CountFact | None = None) -> None:
        self.content = content
        self.mention = mention
        self.number = number
        self.previous = previous
        self.sentence: Sentence = content.sentences[number]
        self.words = clause_words()

    def thing(self, noun: int | None, clause: Clause | None, argument: str, unit: str | None) -> tuple[str, str]:
        """Words and lemma of what is counted."""
        if noun is not None:
            phrase = phrase_of(self.content.text, self.sentence, self.number, noun, times=times_of(self.content.annotations))
            words = self._without_number(phrase)
            lemma = self.sentence.tokens[noun].lemma.lower()
            if lemma in LEVELS and clause is not None:  # "fell to a value of 31,490": the value of what fell
                for subject in (clause.patients if clause.passive else clause.agents)[:1]:
                    if subject.sentence == self.number and self.sentence.tokens[subject.head].upos in ("NOUN", "PROPN"):
                        words = f"{words} of {bare_words(subject.text)}"
            return words, lemma
        if clause is None:
            return "", ""
        if argument == "agent" and unit is None and self.sentence.tokens[clause.verb].upos == "NOUN":  # "153 were Chinese nationals"
            phrase = phrase_of(self.content.text, self.sentence, self.number, clause.verb)
            return bare_words(phrase.text), self.sentence.tokens[clause.verb].lemma.lower()
        if (
            clause.start <= self.mention.start < clause.end and self.sentence.tokens[clause.verb].upos == "VERB"
        ):  # "halved the size": the verb itself is the number
            for phrase in (*clause.patients[:1], *clause.agents[:1]):
                return bare_words(phrase.text), self.content.sentences[phrase.sentence].tokens[phrase.head].lemma.lower()
        if self.mention.role in ("from", "to"):
            changed = self._changed(clause)
            if changed is not None:
                return changed
        token = self.sentence.tokens[clause.verb]
        if (
            argument in ("patient", "agent")
            and unit is None
            and (clause.lemma in self.words.harming or token.text.lower() in self.words.harming)
        ):
            before = self.previous
            return (before.things, before.thing) if before is not None and self._befalls_too(before) else ("people", "people")
        if argument in ("patient", "agent", "inside patient") and (self.mention.kind == "cur" or (unit or "").isupper()):
            return "amount", "amount"
        if argument == "patient" and (unit or "").startswith(("square_", "hectare", "acre")):
            return "area", "area"
        doer = (clause.patients if clause.passive else clause.agents)[:1]
        if argument == "patient" and not clause.passive and not self._moves(clause):
            doer = ()  # "the government has offered 5.5 percent": of what, the clause does not say
        if argument == "other" and self.mention.kind == "cur" and self.has_for() and clause.patients:
            doer = ()  # "sold him for $7 million" is not the price of who sold
        for phrase in (*clause.patients[:1], *doer):
            if (
                phrase.sentence == self.number
                and not phrase.start <= self.mention.start < phrase.end
                and self.sentence.tokens[phrase.head].upos in ("NOUN", "PROPN")
                and not is_time(self.sentence, phrase.head)
            ):
                lemma = self.sentence.tokens[phrase.head].lemma.lower()
                words = _words_of(phrase, lemma)
                if words and argument == "other" and self.mention.kind == "cur" and self.has_for():
                    return f"price of {words}", "price"
                if words and (argument == "other" or self.mention.kind in ("pct", "pp", "bp", "mult", "frac", "cur", "meas")):
                    return words, lemma
        return "", ""

    def hurt_behind(self, following: int) -> int:
        """Token of the word that says what befell people right behind their bare number: "dozens more wounded"; -1 without any."""
        tokens = self.sentence.tokens
        if following < len(tokens) and tokens[following].text.lower() in ("more", "others"):
            following += 1
        return following if following < len(tokens) and tokens[following].text.lower() in HURT else -1

    def _befalls_too(self, before: CountFact) -> bool:
        """ "killed two wolves and shot five", "of the 61 pups 22 died": whether a bare number of victims counts the thing before."""
        if before.unit is not None or not before.thing:
            return False
        harmed = before.action is not None and before.action.verb in self.words.harming and before.argument in ("patient", "agent")
        whole = self.content.text[max(0, before.mention.start - 7) : before.mention.start].lower().split()[-2:] == ["of", "the"]
        return harmed or whole or entity_words().is_person(before.thing)

    def has_for(self) -> bool:
        """ "bought the firm for $51 million", "agreed to pay for it": money behind "for" is a price."""
        before = self.content.text[max(0, self.mention.start - 24) : self.mention.start].split()
        while before and before[-1].lower() in HEDGES:
            before.pop()
        return before[-1:] == ["for"]

    def _moves(self, clause: Clause) -> bool:
        """Whether a verb says of its subject how much it changed: "rose 5%", "lost 3.2 percent"."""
        return clause.lemma in _GAINS or self.sentence.tokens[clause.verb].text.lower() in load_lexicon("en").sets["change_verbs.verbs"]

    def _changed(self, clause: Clause) -> tuple[str, str] | None:
        """What goes from one number to the other: the object or subject of the verb of change."""
        for current in (clause, self.content.clauses[clause.within] if clause.within >= 0 else clause):
            for phrase in (*current.patients, *current.agents):
                sentence = self.content.sentences[phrase.sentence]
                token = sentence.tokens[phrase.head]
                noun = token.upos in ("NOUN", "PROPN") or token.xpos == "VBG"  # "increased its holding"
                if not noun or not _words_of(phrase, token.lemma):
                    continue
                if phrase.start <= self.mention.start < phrase.end:
                    continue
                if token.lemma.lower() in NUMBER_NOUNS:
                    for k in sentence.children(phrase.head, "nmod"):
                        inner = phrase_of(self.content.text, sentence, phrase.sentence, k)
                        return bare_words(inner.text), sentence.tokens[k].lemma.lower()
                return _words_of(phrase, token.lemma), token.lemma.lower()
        return None

    def _without_number(self, phrase: Phrase) -> str:
        text, m = self.content.text, self.mention
        if 0 < phrase.start - m.end <= _SHORT and m.unit is None and _JOINED_WORD.fullmatch(text, m.end, phrase.start):
            return bare_words(text[m.end : phrase.end])  # "four Rolls-[Royce engines]"
        if phrase.end <= m.start or phrase.start >= m.end:
            return bare_words(_BESIDE.sub("", phrase.text) if phrase.start >= m.end else phrase.text)
        before = bare_words(text[phrase.start : m.start]) if phrase.start < m.start else ""
        after = text[m.end : phrase.end].strip() if phrase.end > m.end else ""
        if m.unit is not None and after.startswith(("or ", "and ")) and _BESIDE.match(after):
            after = ""  # "a loss of 3.3% or 348 points"
        after = _BESIDE.sub("", after.removeprefix("-").strip().removeprefix("of ").strip())
        if before[:1].isdigit() or before.lower() in _OF_THE_NUMBER:  # "102 and 21 people", "a record 45,756 migrants"
            before = ""
        if not after and not before and m.unit is None and m.end >= phrase.end:
            after = text[max(m.core_end, m.start) : phrase.end].strip() if 0 <= m.core_end < phrase.end else ""
        return bare_words(" ".join(part for part in (before, after) if part))

    def status(self, clause: Clause, argument: str, noun: int | None) -> str:
        """What happened to the things: "expelled", "who died"; "" when the clause does not say it of them."""
        token = self.sentence.tokens[clause.verb]
        if clause.relation == "nominal":
            return ""
        if token.upos == "ADJ" and argument == "agent" and clause.lemma in self.words.harming:
            return self.content.text[clause.start : clause.end]
        if token.upos != "VERB" or clause.lemma in ("have", "be", "include"):
            return ""
        if argument == "patient":
            last = "" if noun is None else self.sentence.tokens[noun + 1].text.lower() if noun + 1 < len(self.sentence.tokens) else ""
            left = clause.lemma == "leave" and last in HURT  # "left 23 people dead"
            return "" if left or clause.lemma in WITNESSES else self.words.participle(clause.lemma)
        if argument == "agent":
            person = noun is None or entity_words().kind_of(self.sentence.tokens[noun].text, self.sentence.tokens[noun].lemma) in (
                "person",
                "group",
            )
            if clause.passive:  # "attended by 15,000 people"
                participle = self.words.participle(clause.lemma)
                return f"{'who' if person else 'that'} {participle}" if participle.endswith("ed") else ""
            verb = self.content.text[clause.start : clause.end] if token.xpos != "VBG" or clause.start < token.start else token.text
            if token.xpos == "VBG" and clause.start == token.start:  # "crossing the Channel"
                what = clause.patients[0].text if clause.patients and not clause.passive else ""
                return f"{verb} {what}".strip() if len(what) <= _SHORT else verb
            return f"{'who' if person else 'that'} {verb}"
        return ""

    def event(self, clause: Clause) -> str:
        """Subject, verb and object of the clause, for a span of time."""
        subject = (clause.patients if clause.passive else clause.agents)[:1]
        objects = () if clause.passive else clause.patients[:1]
        inside = [p for p in (*subject, *objects) if not clause.start <= p.start < clause.end and not p.start <= self.mention.start < p.end]
        verb = self.content.text[self._begin(clause) : clause.end]
        if self.sentence.tokens[clause.verb].upos not in ("VERB", "AUX") and clause.sentence == self.number:  # "would be out of service"
            kids = self.sentence.children(clause.verb, "cop", "aux")
            verb = self.content.text[min([clause.start, *(self.sentence.tokens[k].start for k in kids)]) : clause.end]
        parts = [p.text for p in inside if p in subject] + [verb] + [p.text for p in inside if p not in subject]
        said = "" if objects or clause.passive else self.content.complement_before(clause, self.mention.start)
        return " ".join([*parts, said] if said else parts)

    def _begin(self, clause: Clause) -> int:
        """Where the words for a verb begin: "ended up spending", not "spending"."""
        above = self.content.clauses[clause.within] if clause.within >= 0 else clause
        near = above.sentence == clause.sentence and clause.relation == "xcomp" and 0 < clause.start - above.end < 5
        return above.start if near else clause.start

    def place_behind(self, last: int) -> str:
        """ "3,700 in Germany": the place right behind a number; "" when none stands there."""
        tokens = self.sentence.tokens
        if (
            last + 2 > len(tokens) - 1
            or tokens[last + 1].text.lower() not in ("in", "at", "near", "from")
            or tokens[last + 1].head <= last + 1
        ):
            return ""
        phrase = phrase_of(self.content.text, self.sentence, self.number, tokens[last + 1].head)
        entity = self.content.entity_of(phrase)
        if entity is None or entity.kind not in ("place", "country") or phrase.start - tokens[last + 1].end > 5:
            return ""
        return self.content.text[tokens[last + 1].start : phrase.end]
