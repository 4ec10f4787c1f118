"""Bind one number of an article: its noun, its clause, its parties and what the clause says happened."""

from __future__ import annotations

import re

from extractor.core.clause import Clause
from extractor.core.mention import NumberMention
from extractor.engines.offline.amounts import amounts_of
from extractor.engines.offline.content import Content
from extractor.engines.offline.facts import ActionFact, CountFact
from extractor.engines.offline.labels import is_label
from extractor.engines.offline.noun import DISTANCES, CountedNoun
from extractor.engines.offline.thing import HEDGES, NUMBER_NOUNS, WITNESSES
from extractor.engines.offline.wording import lasting, worded
from extractor.recognizers.clauses.phrases import case_of, phrase_of
from extractor.recognizers.entities.words import entity_words
from extractor.recognizers.numbers.lexicon import load_lexicon

_NOBODY = frozenset({"no one", "nobody", "none", "not one", "no-one", "neither", "nothing"})
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "night", "weekend"})
_FIGURE = re.compile(r"(?:[A-Z]{2})?[$€£¥]?\d[\d.,]*(?:%| |$)")
_EVIDENCE = 220
"""Longest evidence of a count in characters; the noun phrase alone stands for what is farther apart."""


class Binder(CountedNoun):
    """Finds the noun, the clause and the parties of one number."""

    def __init__(
        self, content: Content, by_clause: dict[int, ActionFact], mention: NumberMention, number: int, previous: CountFact | None = None
    ) -> None:
        super().__init__(content, mention, number, previous)
        self.by_clause = by_clause

    def bind(self) -> CountFact | None:
        mention, tokens = self.mention, self.sentence.tokens
        first = self.sentence.index_at(mention.core_start if mention.core_start >= 0 else mention.start)
        last = self.sentence.index_at(mention.end - 1)
        if first < 0:
            return None
        span = range(min(first, max(0, self.sentence.index_at(mention.start))), max(first, last) + 1)
        head = next((k for k in span if tokens[k].head not in span), first)
        noun = self._noun(span, head)
        value, low, high, unit = amounts_of(mention)
        if (value is None and low is None) or self._counts_nothing(span, first, last, head, noun):
            return None
        anchor = noun if noun is not None else head
        clause_number = self.content.governor(self.number, anchor)
        if mention.kind == "dur":
            behind = next((t.end for t in tokens[span.stop : span.stop + 1] if t.text.lower() in DISTANCES), mention.end)
            while clause_number >= 0 and self._only_describes(clause_number):
                clause_number = self.content.clauses[clause_number].within  # "was sent to the ship aged eighteen for two weeks"
            clause_number = self.content.clause_in_commas(clause_number, mention.start, behind)
            clause_number = self.content.when_clause(clause_number, self.content.text[mention.start : mention.end + 4].rstrip(" ,.;"))
        if mention.role in ("from", "to"):
            found = self._clause_of_change(clause_number)
            clause_number = found if found >= 0 else clause_number
        clause_number = self._nearest(anchor, clause_number)
        clause = self.content.clauses[clause_number] if clause_number >= 0 else None
        if clause is not None and (self.content.is_commanded(clause) or (mention.kind == "dur" and self._is_unreal(clause))):
            return None
        argument = self._argument(anchor, head, clause)
        whole = noun is not None and self._is_whole(noun, span.start)
        argument = "other" if whole else argument
        elided = self._elided(span, noun, clause_number)
        if elided is not None:
            argument = elided.argument if unit is None else "agent"
        thing, lemma = (elided.things, elided.thing) if elided is not None else self.thing(noun, clause, argument, unit)
        if _FIGURE.match(thing):
            thing, lemma = "", ""  # "$55 billion and ..." is no thing that another figure counts
        if mention.text.lower() in ("once", "twice", "thrice") and clause is not None and noun is None:
            thing, lemma, unit = "times " + self.event(clause), "time", None
            argument = "other"
        elif noun is None and unit is None and self._of_us(span.stop):
            thing, lemma = "people", "people"
        elif not thing:
            thing, lemma = self._unsaid(last, clause_number, argument)
        hurt = self.hurt_behind(span.stop) if noun is None and unit is None and mention.kind in ("card", "range") else -1
        if hurt >= 0:
            before = self.previous
            known = before is not None and entity_words().is_person(before.thing)
            thing, lemma = (before.things, before.thing) if before is not None and known else ("people", "people")
            clause_number = self.by_verb_at(hurt, clause_number)
            clause = self.content.clauses[clause_number] if clause_number >= 0 else None
        inner = self._told_of(clause, anchor) if clause is not None and argument == "patient" else -1
        if argument == "other" and noun is not None:
            inner = self._own_participle(noun)
        if inner >= 0 and mention.unit is None:  # "figures showed 45,756 migrants crossing the Channel"
            clause_number, clause, argument = inner, self.content.clauses[inner], "agent"
            if clause.passive:
                argument = "patient"
        action = self.by_clause.get(clause_number)
        status = self.status(clause, argument, noun) if clause is not None else ""
        if hurt >= 0:
            status = tokens[hurt].text.lower()
        where = self.place_behind(span.stop - 1) if elided is not None else ""
        of = " ".join(part for part in (thing, status, where) if part) or None
        if unit is None and not thing and (of is None or noun is None):
            return None
        if unit in _TIMES and noun is None and clause is not None:
            of, lemma = lasting(self.event(clause), mention, self.content.text), ""
        elif of and elided is None and hurt < 0:
            of = worded(of, lemma, clause, argument, mention, unit, self.content)
        if not of:
            return None  # a figure of nothing tells a reader nothing
        actor = None
        acted = clause is not None and clause.relation != "nominal" and clause.lemma not in {"report", *WITNESSES}
        if clause is not None and acted and argument in ("patient", "inside patient") and clause.agents:
            parties = [self.content.entity_of(phrase) for phrase in clause.agents]
            both = len({id(party) for party in parties if party is not None and party.named}) > 1
            actor = None if both else parties[0]  # what two received together neither received
        elif clause is not None and argument == "agent" and noun is not None and lemma not in ("people", "person"):
            actor = self.content.entity_of(phrase_of(self.content.text, self.sentence, self.number, noun))
        evidence = self._evidence(noun, clause)
        role = "total" if whole else self._role(first, clause, argument)
        return CountFact(mention, value, low, high, unit, of, thing, lemma, argument, clause_number, actor, action, role, [evidence])

    def _counts_nothing(self, span: range, first: int, last: int, head: int, noun: int | None) -> bool:
        """Whether a number is no count: a label, somebody, "both", "one day", "a day high", "twice as many"."""
        mention, tokens, low = self.mention, self.sentence.tokens, self.mention.text.lower()
        if mention.kind == "card" and low == "one" and not self._counts_one(noun, last, self.content.governor(self.number, head)):
            return True
        if low.split()[:1] == ["both"] or self._some_day(first):
            return True
        if mention.kind == "zero" and (low in _NOBODY or (noun is not None and tokens[first].deprel == "nmod:poss")):
            return True
        if mention.kind == "frac" and noun is not None and tokens[noun].lemma.lower() in ("percent", "point"):
            return True  # "a fifth of a percent" is 0.2 percent, not 20
        if mention.kind == "dur" and noun is not None and noun >= span.stop and low.startswith(("a ", "an ")):
            return True
        if low == "twice" and last + 1 < len(tokens) and tokens[last + 1].text.lower() in ("as", "the", "that"):
            return True
        return is_label(self.content.text, self.sentence, mention, head, noun, span)

    def _of_us(self, following: int) -> bool:
        """ "all fifteen of us": people, whoever they are."""
        words = [token.text.lower() for token in self.sentence.tokens[following : following + 2]]
        return words in (["of", "us"], ["of", "you"])

    def _only_describes(self, clause: int) -> bool:
        return self.content.clauses[clause].relation == "acl" and self.content.clauses[clause].lemma in self.words.describing

    def _is_unreal(self, clause: Clause) -> bool:
        """ "Had it happened five hours earlier": a time in what did not happen measures nothing."""
        sentence = self.content.sentences[clause.sentence]
        kids = sentence.kids[clause.verb]
        had = [k for k in kids if sentence.tokens[k].text.lower() == "had" and sentence.tokens[k].deprel.startswith("aux")]
        subject = next(sentence.children(clause.verb, "nsubj", "nsubj:pass"), -1)
        supposed = any(sentence.tokens[k].text.lower() == "if" for k in sentence.children(clause.verb, "mark"))
        return bool(had) and (had[0] < subject or supposed)

    def _unsaid(self, last: int, clause: int, argument: str) -> tuple[str, str]:
        """Words and lemma of a thing that the number's own phrase leaves out; "" when nothing says it."""
        before, tokens = self.previous, self.sentence.tokens
        if self.mention.kind == "cur":
            return "amount", "amount"
        if self.mention.unit is not None:
            return "", ""
        if self.mention.kind == "zero" and self.mention.text.lower() not in ("zero", "0"):
            return "people", "people"
        more = last + 1 < len(tokens) and tokens[last + 1].text.lower() in ("more", "others", "of")
        if before is not None and (before.clause == clause or argument == "patient" or more):
            return before.things, before.thing
        return "", ""

    def _role(self, first: int, clause: Clause | None, argument: str) -> str | None:
        """from or to of a change pair; change for what a verb of change moves by: "fell by 3%", "rose 20 points"."""
        if self.mention.role is not None or clause is None:
            return self.mention.role
        opening = max(0, min(first, self.sentence.index_at(self.mention.start)))
        while opening and self.sentence.tokens[opening - 1].text.lower() in HEDGES:
            opening -= 1
        before = self.sentence.tokens[opening - 1].text.lower() if opening else ""
        changes = load_lexicon("en").sets["change_verbs.verbs"]
        verb = self.sentence.tokens[clause.verb].text.lower()
        if self.mention.kind == "range" and before == "by" and (verb in changes or clause.lemma in changes):
            return "change"  # "will be cut by $200 to $399"
        if self.mention.kind in ("pct", "pp", "bp", "card", "cur", "meas", "frac") and argument != "agent":
            if (verb in changes or clause.lemma in changes) and (
                before == "by"
                or (
                    before not in ("to", "at", "from", "of", "in", "below", "above")
                    and argument in ("patient", "other")
                    and self.mention.kind in ("pct", "pp", "bp")
                )
            ):
                return "change"
            if before in ("up", "down") and not self.mention.text.lower().startswith("to "):
                return "change"
        return None

    def _some_day(self, first: int) -> bool:
        """ "One day he will be held to account" counts no day; "jailed for one day" does."""
        return self.mention.text.lower() == "one day" and (first == 0 or self.sentence.tokens[first - 1].upos != "ADP")

    def _is_whole(self, noun: int, number: int) -> bool:
        """ "310 of its 420 schools": the number of a noun that another number takes a part of."""
        tokens = self.sentence.tokens
        above = tokens[noun].head
        part = above >= 0 and tokens[above].upos == "NUM" and tokens[noun].deprel.startswith("nmod")
        return part and case_of(self.sentence, noun) == "of" and self.mention.unit is None and above < number <= noun

    def _counts_one(self, noun: int | None, last: int, clause: int) -> bool:
        """ "one shell" counts; "one of them", "one day" and "one Rohingya, Muhammad Amin" do not."""
        tokens = self.sentence.tokens
        person = noun is not None and entity_words().is_person(tokens[noun].lemma.lower())
        harmed = person and self.content.clauses[clause].lemma in self.words.harming if clause >= 0 else False
        if noun is None or (person and not harmed) or (last + 1 < len(tokens) and tokens[last + 1].text.lower() in ("of", "another")):
            return False
        return (
            tokens[noun].upos == "NOUN"
            and tokens[noun].lemma not in ("day", "time", "thing", "way", "point", "side", "hand", "reason")
            and not any(tokens[k].deprel in ("appos", "flat") for k in self.sentence.kids[noun])
        )

    def _elided(self, span: range, noun: int | None, clause: int) -> CountFact | None:
        """ "4,300 jobs in France, 3,700 in Germany": the count before, whose thing a bare number in a row of one clause counts too."""
        before, tokens = self.previous, self.sentence.tokens
        m = self.mention
        if before is None or noun is not None or m.unit != before.unit or m.kind not in ("card", "range", "pct"):
            return None
        if m.kind == "pct":  # "61% of voters support the strike and 27% oppose it"
            alone = span.stop < len(tokens) and tokens[span.stop].upos in ("VERB", "AUX")
            return (
                before if alone and tokens[span.start].deprel != "obj" and span.start and tokens[span.start - 1].upos == "CCONJ" else None
            )
        k = span.start - 1
        while k > 0 and tokens[k].text.lower() in HEDGES:
            k -= 1
        following = [token.text.lower() for token in tokens[span.stop : span.stop + 2]]
        if following[:1] == ["of"] and following[-1] in ("them", "whom", "which", "these", "those"):
            return None  # "400 of them union members"
        in_row = k >= 0 and (tokens[k].upos == "CCONJ" or tokens[k].text == ",") and before.clause == clause
        return before if in_row and (span.stop >= len(tokens) or tokens[span.stop].upos in ("ADP", "PUNCT", "CCONJ", "ADV")) else None

    def _nearest(self, anchor: int, clause: int) -> int:
        """ "targeted and killed scores of civilians": of two verbs with one object, the one right before it."""
        if clause < 0 or self.mention.unit is not None:
            return clause
        objects = {p.head for p in self.content.clauses[clause].patients if p.sentence == self.number}
        if not self.content.clauses[clause].passive and anchor in objects:
            for k in self.sentence.children(self.content.clauses[clause].verb, "conj"):
                found = self.content.by_verb.get((self.number, k))
                if found is not None and k < anchor and any(p.head == anchor for p in self.content.clauses[found].patients):
                    return found
        return clause

    def by_verb_at(self, token: int, otherwise: int) -> int:
        """The clause whose predicate is a token, or another one."""
        return self.content.by_verb.get((self.number, token), otherwise)

    def _own_participle(self, noun: int) -> int:
        """ "ended with 20 protesters arrested": the clause of a participle right behind its noun; -1 when there is none."""
        for k in self.sentence.children(noun, "acl"):
            found = self.content.by_verb.get((self.number, k))
            if found is not None and noun < k <= noun + 2 and self.content.clauses[found].lemma not in self.words.describing:
                return found
        return -1

    def _told_of(self, clause: Clause, noun: int) -> int:
        """The clause inside one of a witness that says what the counted things did; -1 when there is none."""
        if clause.lemma not in {"report", *WITNESSES}:
            return -1
        behind = range(noun + 1, len(self.sentence.tokens))
        found = [self.content.by_verb[self.number, k] for k in behind if (self.number, k) in self.content.by_verb][:2]
        for k in found:
            inner = self.content.clauses[k]
            did = (inner.patients if inner.passive else inner.agents)[:1]
            if inner.relation != "nominal" and any(p.sentence == self.number and p.head == noun for p in did):
                return k
        return -1

    def _argument(self, anchor: int, head: int, clause: Clause | None) -> str:
        """agent, patient or other: what the phrase of the number is in its clause; "scores of civilians" are what scores are."""
        if clause is None:
            return "other"
        tokens = self.sentence.tokens
        if head != anchor and tokens[anchor].head == head and tokens[head].head == clause.verb:
            anchor = head
        above = tokens[anchor].head
        if tokens[anchor].deprel == "nmod" and tokens[above].lemma in NUMBER_NOUNS and case_of(self.sentence, anchor) == "of":
            anchor = above  # "a total of 237 people"
        while (
            tokens[anchor].deprel.startswith("nmod")
            and case_of(self.sentence, anchor) in ("including", "such as")
            and tokens[anchor].head >= 0
        ):
            anchor = tokens[anchor].head  # "civilians, including 14 children": what befell them befell the children
        chain = [anchor]
        while tokens[chain[-1]].head >= 0 and chain[-1] != clause.verb and len(chain) < 30:
            chain.append(tokens[chain[-1]].head)
        if anchor in {p.head for p in clause.patients if p.sentence == self.number}:
            return "patient"
        if anchor in {p.head for p in clause.agents if p.sentence == self.number}:
            return "other" if clause.passive and self.mention.unit is not None else "agent"  # "will be cut by $200"
        above = tokens[anchor].head
        if above >= 0 and tokens[above].text.lower() in ("more", "others") and above in {p.head for p in clause.patients}:
            return "patient"
        inside = set(chain)
        if any(p.head in inside for p in clause.patients):
            return "inside patient"
        if any(p.head in inside for p in clause.agents):
            return "inside agent"
        return "other"

    def _clause_of_change(self, number: int) -> int:
        """The clause that says what changes: "reducing the number of members it will accredit from 20 to 10" reduces."""
        changes, tokens = load_lexicon("en").sets["change_verbs.verbs"], self.sentence.tokens
        for k in range(self.sentence.index_at(self.mention.start), -1, -1):
            found = self.content.by_verb.get((self.number, k))
            if found is not None and tokens[k].upos == "VERB" and tokens[k].text.lower() in changes:
                return found
        for _ in range(3):
            if number < 0:
                break
            clause = self.content.clauses[number]
            for phrase in (*clause.patients, *clause.agents):
                token = self.content.sentences[phrase.sentence].tokens[phrase.head]
                if (
                    clause.relation != "acl:relcl"
                    and token.upos == "NOUN"
                    and (token.lemma.lower() in NUMBER_NOUNS or clause.relation in ("root", "conj", "advcl"))
                ):
                    return number
            number = clause.within
        return number

    def _evidence(self, noun: int | None, clause: Clause | None) -> tuple[int, int]:
        start, end = self.mention.start, self.mention.end
        if noun is not None:
            phrase = phrase_of(self.content.text, self.sentence, self.number, noun)
            start, end = min(start, phrase.start), max(end, phrase.end)
        if clause is not None and clause.sentence == self.number:
            a, b = min(start, clause.start), max(end, clause.end)
            for phrase in clause.agents[:1]:
                if phrase.sentence == self.number and max(b, phrase.end) - min(a, phrase.start) <= _EVIDENCE:
                    a, b = min(a, phrase.start), max(b, phrase.end)
            if b - a <= _EVIDENCE:
                start, end = a, b
        return start, end
