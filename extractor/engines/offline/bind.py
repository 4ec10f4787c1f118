"""Bind one number of an article: its noun, its clause, its parties and what the clause says happened."""

from __future__ import annotations

from extractor.core.clause import Clause, Phrase
from extractor.core.mention import NumberMention
from extractor.core.syntax import Sentence
from extractor.engines.offline.amounts import amounts_of, bare_words
from extractor.engines.offline.content import Content
from extractor.engines.offline.facts import ActionFact, CountFact
from extractor.recognizers.clauses.phrases import is_time, phrase_of
from extractor.recognizers.clauses.words import clause_words
from extractor.recognizers.entities.words import entity_words
from extractor.recognizers.numbers.lexicon import load_lexicon

_NOBODY = frozenset({"no one", "nobody", "none", "not one", "no-one", "neither", "nothing"})
_HEDGES = frozenset("nearly almost about around over some just more than at least most roughly approximately only".split())
_WITNESSES = frozenset({"see", "report", "record", "expect", "show", "know", "announce", "say", "note", "estimate"})
"""Verbs whose subject only tells of the figure: "the minister saw a 9% fall"."""
_NUMBER_NOUNS = frozenset({"number", "total", "size", "amount", "figure", "count", "level", "rate", "share"})
_EVIDENCE = 220
"""Longest evidence of a count in characters; the noun phrase alone stands for what is farther apart."""


def _is_figure(phrase: Phrase, lemma: str) -> bool:
    """Whether a phrase is itself a figure: "260.77 points", "$55 billion"."""
    words = phrase.text.split(None, 1)
    return lemma.lower() in ("point", "percent", "%", "percentage") or any(char.isdigit() for char in words[0])


class Binder:
    """Finds the noun, the clause and the parties of one number."""

    def __init__(
        self, content: Content, by_clause: dict[int, ActionFact], mention: NumberMention, number: int, previous: tuple[str, str] = ("", "")
    ) -> None:
        """`previous` are words and lemma of the thing counted before in the same sentence: "700 migrants ... 200 more"."""
        self.content = content
        self.by_clause = by_clause
        self.mention = mention
        self.number = number
        self.previous = previous
        self.sentence: Sentence = content.sentences[number]
        self.words = clause_words()

    def bind(self) -> CountFact | None:
        mention, tokens = self.mention, self.sentence.tokens
        first = self.sentence.index_at(mention.core_start if mention.core_start >= 0 else mention.start)
        last = self.sentence.index_at(mention.end - 1)
        if first < 0:
            return None
        span = range(min(first, max(0, self.sentence.index_at(mention.start))), max(first, last) + 1)
        head = next((k for k in span if tokens[k].head not in span), first)
        noun = self._noun(span, head)
        ago = (
            mention.kind == "dur"
            and last + 1 < len(tokens)
            and tokens[last + 1].text.lower() in ("ago", "earlier", "later", "before", "after")
        )
        if ago or (mention.kind == "dur" and mention.text.lower().endswith(" ago")):
            noun = None
        value, low, high, unit = amounts_of(mention)
        if value is None and low is None:
            return None
        if value == 1 and mention.kind == "card" and mention.text.lower() == "one" and not self._counts_one(noun, last):
            return None
        if mention.text.lower().split()[:1] == ["both"] or (mention.kind == "zero" and mention.text.lower() in _NOBODY):
            return None
        if mention.kind == "dur" and noun is not None and noun >= span.stop and mention.text.lower().startswith(("a ", "an ")):
            return None  # "a day high"
        if mention.kind == "card" and mention.unit is None and self._is_label(head):
            return None
        if (
            noun is not None
            and mention.kind in ("card", "range")
            and mention.unit is None
            and noun < span.start
            and self.mention.hedge is None
            and tokens[head].deprel in ("nummod", "nmod", "appos", "flat", "compound")
            and tokens[noun].deprel != "case"
        ):
            return None  # a number behind its noun is a label: "post 542"
        if mention.kind == "zero" and noun is not None and tokens[first].deprel == "nmod:poss":
            return None
        anchor = noun if noun is not None else head
        clause_number = self.content.governor(self.number, anchor)
        if mention.kind == "dur":
            clause_number = self.content.when_clause(clause_number, self.content.text[mention.start : mention.end + 4].rstrip(" ,.;"))
        if mention.role in ("from", "to"):
            found = self._clause_of_change(clause_number)
            clause_number = found if found >= 0 else clause_number
        clause = self.content.clauses[clause_number] if clause_number >= 0 else None
        if clause is not None and self.content.is_commanded(clause):
            return None
        argument = self._argument(anchor, clause)
        thing, lemma = self._thing(noun, clause, argument, unit)
        if mention.text.lower() in ("once", "twice", "thrice") and clause is not None and noun is None:
            thing, lemma, unit = "times " + self._event(clause), "time", None
            argument = "other"
        elif not thing and unit is None:
            thing, lemma = ("people", "people") if mention.kind == "zero" else self.previous
        if not thing and self.mention.kind == "cur":
            thing, lemma = "amount", "amount"
        action = self.by_clause.get(clause_number)
        status = self._status(clause, argument, noun) if clause is not None else ""
        of = " ".join(part for part in (thing, status) if part) or None
        if of is None and unit is None:
            return None
        if mention.kind == "dur" and noun is None and clause is not None:
            of, lemma = self._event(clause), ""
        actor = None
        acted = clause is not None and clause.relation != "nominal" and clause.lemma not in _WITNESSES
        if clause is not None and acted and argument in ("patient", "inside patient") and clause.agents:
            actor = self.content.entity_of(clause.agents[0])
        elif clause is not None and argument == "agent" and noun is not None:
            actor = self.content.entity_of(phrase_of(self.content.text, self.sentence, self.number, noun))
        evidence = self._evidence(noun, clause)
        return CountFact(mention, value, low, high, unit, of, thing, lemma, actor, action, self._role(first, clause, argument), [evidence])

    def _role(self, first: int, clause: Clause | None, argument: str) -> str | None:
        """from or to of a change pair; change for what a verb of change moves by: "fell by 3%", "rose 20 points"."""
        if self.mention.role is not None or clause is None:
            return self.mention.role
        opening = max(0, min(first, self.sentence.index_at(self.mention.start)))
        while opening and self.sentence.tokens[opening - 1].text.lower() in _HEDGES:
            opening -= 1
        before = self.sentence.tokens[opening - 1].text.lower() if opening else ""
        changes = load_lexicon("en").sets["change_verbs.verbs"]
        verb = self.sentence.tokens[clause.verb].text.lower()
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

    def _noun(self, span: range, head: int) -> int | None:
        """Token of the noun that is counted; None when the number stands alone."""
        tokens = self.sentence.tokens
        for k in span:
            for child in self.sentence.kids[k]:
                if (
                    child not in span
                    and tokens[child].deprel.startswith("nmod")
                    and child > k
                    and tokens[child].upos in ("NOUN", "PROPN", "PRON")
                    and not is_time(self.sentence, child)
                ):
                    case = [tokens[j].text.lower() for j in self.sentence.kids[child] if tokens[j].deprel == "case"]
                    if case[:1] in (["of"], ["in"]) and tokens[child].deprel != "nmod:poss":
                        return child if tokens[child].upos != "PRON" else None
        behind = self._behind_noun(span)
        if behind >= 0:
            return behind
        token = tokens[head]
        if self.mention.kind == "cur" and span.stop < len(tokens) - 1 and tokens[span.stop].text.lower() in ("in", "of", "worth"):
            noun = tokens[span.stop].head
            if noun > span.stop and tokens[noun].upos == "NOUN":
                return noun
        if (
            token.upos == "NOUN"
            and self.mention.unit is None
            and self.mention.kind == "card"
            and not token.text.lower().isdigit()
            and token.lemma not in entity_words().counting
            and token.xpos != "CD"
        ):
            return head
        above = token.head
        if (
            above >= 0
            and token.deprel.partition(":")[0] in ("nummod", "compound", "amod", "det", "nmod", "advmod")
            and tokens[above].upos in ("NOUN", "PROPN", "SYM")
            and above not in span
        ):
            if token.deprel.startswith("nmod") and above < head:
                return above if self.mention.kind in ("pct", "cur", "frac") else None
            return above
        following = span.stop
        if (
            following < len(tokens)
            and tokens[following].upos in ("NOUN",)
            and token.deprel in ("obj", "nsubj", "obl", "root", "conj", "dep")
            and self.mention.unit is None
        ):
            return following
        return None

    def _behind_noun(self, span: range) -> int:
        """ "claims over 150,000, also a record": a hedged figure that closes a phrase counts the plural before it; -1 otherwise."""
        tokens = self.sentence.tokens
        closed = span.stop >= len(tokens) or tokens[span.stop].upos in ("PUNCT", "CCONJ", "VERB", "AUX")
        if not closed or self.mention.hedge is None or self.mention.kind != "card" or self.mention.unit is not None:
            return -1
        noun = span.start - 1
        if noun > 0 and tokens[noun].upos in ("ADP", "ADV"):
            noun -= 1
        return noun if noun >= 0 and tokens[noun].xpos == "NNS" else -1

    def _is_label(self, head: int) -> bool:
        """ "posts 542 and 543": a number right behind a noun that it modifies names the noun."""
        tokens = self.sentence.tokens
        k = head
        while tokens[k].deprel == "conj" and tokens[tokens[k].head].upos == "NUM":
            k = tokens[k].head
        above = tokens[k].head
        return k > 0 and above == k - 1 and tokens[above].upos in ("NOUN", "PROPN") and tokens[k].text[:1].isdigit()

    def _counts_one(self, noun: int | None, last: int) -> bool:
        """ "one shell" counts; "one of them", "one day" and "one Rohingya, Muhammad Amin" do not."""
        tokens = self.sentence.tokens
        person = noun is not None and entity_words().is_person(tokens[noun].lemma.lower())
        if noun is None or person or (last + 1 < len(tokens) and tokens[last + 1].text.lower() in ("of", "another")):
            return False
        return (
            tokens[noun].upos == "NOUN"
            and tokens[noun].lemma not in ("day", "time", "thing", "way", "point", "side", "hand", "reason")
            and not any(tokens[k].deprel in ("appos", "flat") for k in self.sentence.kids[noun])
        )

    def _argument(self, anchor: int, clause: Clause | None) -> str:
        """agent, patient or other: what the phrase of the number is in its clause."""
        if clause is None:
            return "other"
        tokens = self.sentence.tokens
        chain = [anchor]
        while tokens[chain[-1]].head >= 0 and chain[-1] != clause.verb and len(chain) < 30:
            chain.append(tokens[chain[-1]].head)
        if anchor in {p.head for p in clause.patients if p.sentence == self.number}:
            return "patient"
        if anchor in {p.head for p in clause.agents if p.sentence == self.number}:
            return "agent"
        above = tokens[anchor].head
        if above >= 0 and tokens[above].text.lower() in ("more", "others") and above in {p.head for p in clause.patients}:
            return "patient"
        inside = set(chain)
        if any(p.head in inside for p in clause.patients):
            return "inside patient"
        if any(p.head in inside for p in clause.agents):
            return "inside agent"
        return "other"

    def _thing(self, noun: int | None, clause: Clause | None, argument: str, unit: str | None) -> tuple[str, str]:
        """Words and lemma of what is counted."""
        if noun is not None:
            phrase = phrase_of(self.content.text, self.sentence, self.number, noun)
            words = self._without_number(phrase)
            return words, self.sentence.tokens[noun].lemma.lower()
        if clause is None:
            return "", ""
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
            lemma = self.previous[1]
            return self.previous if lemma and entity_words().is_person(lemma) else ("people", "people")
        if argument in ("patient", "agent") and self.mention.kind == "cur":
            return "amount", "amount"
        subject = (clause.patients if clause.passive else clause.agents)[:1]
        for phrase in (*clause.patients[:1], *subject):
            if (
                phrase.sentence == self.number
                and not phrase.start <= self.mention.start < phrase.end
                and self.sentence.tokens[phrase.head].upos in ("NOUN", "PROPN")
            ):
                if _is_figure(phrase, self.sentence.tokens[phrase.head].lemma):
                    continue
                if argument == "other" or self.mention.kind in ("pct", "pp", "bp", "mult", "frac", "cur", "meas"):
                    return bare_words(phrase.text), self.sentence.tokens[phrase.head].lemma.lower()
        return "", ""

    def _clause_of_change(self, number: int) -> int:
        """The clause that says what changes: "reducing the number of members it will accredit from 20 to 10" reduces."""
        for _ in range(3):
            if number < 0:
                break
            clause = self.content.clauses[number]
            for phrase in (*clause.patients, *clause.agents):
                token = self.content.sentences[phrase.sentence].tokens[phrase.head]
                if (
                    clause.relation != "acl:relcl"
                    and token.upos == "NOUN"
                    and (token.lemma.lower() in _NUMBER_NOUNS or clause.relation in ("root", "conj", "advcl"))
                ):
                    return number
            number = clause.within
        return number

    def _changed(self, clause: Clause) -> tuple[str, str] | None:
        """What goes from one number to the other: the object or subject of the verb of change."""
        for current in (clause, self.content.clauses[clause.within] if clause.within >= 0 else clause):
            for phrase in (*current.patients, *current.agents):
                sentence = self.content.sentences[phrase.sentence]
                token = sentence.tokens[phrase.head]
                if token.upos not in ("NOUN", "PROPN") or _is_figure(phrase, token.lemma):
                    continue
                if phrase.start <= self.mention.start < phrase.end:
                    continue
                if token.lemma.lower() in _NUMBER_NOUNS:
                    for k in sentence.children(phrase.head, "nmod"):
                        inner = phrase_of(self.content.text, sentence, phrase.sentence, k)
                        return bare_words(inner.text), sentence.tokens[k].lemma.lower()
                return bare_words(phrase.text), token.lemma.lower()
        return None

    def _without_number(self, phrase: Phrase) -> str:
        text, m = self.content.text, self.mention
        if phrase.end <= m.start or phrase.start >= m.end:
            return bare_words(phrase.text)
        before = bare_words(text[phrase.start : m.start]) if phrase.start < m.start else ""
        after = text[m.end : phrase.end].strip() if phrase.end > m.end else ""
        after = after.removeprefix("-").strip().removeprefix("of ").strip()
        if not after and not before and m.unit is None and m.end >= phrase.end:
            after = text[max(m.core_end, m.start) : phrase.end].strip() if 0 <= m.core_end < phrase.end else ""
        return bare_words(" ".join(part for part in (before, after) if part))

    def _status(self, clause: Clause, argument: str, noun: int | None) -> str:
        """What happened to the things: "expelled", "who died"; "" when the clause does not say it of them."""
        token = self.sentence.tokens[clause.verb]
        if clause.relation == "nominal":
            return ""
        if token.upos == "ADJ" and argument == "agent" and clause.lemma in self.words.harming:
            return self.content.text[clause.start : clause.end]
        if token.upos != "VERB" or clause.lemma in ("have", "be", "include"):
            return ""
        if argument == "patient":
            return self.words.participle(clause.lemma)
        if argument == "agent":
            person = noun is None or entity_words().kind_of(self.sentence.tokens[noun].text, self.sentence.tokens[noun].lemma) in (
                "person",
                "group",
            )
            verb = self.content.text[clause.start : clause.end] if token.xpos != "VBG" or clause.start < token.start else token.text
            return verb if token.xpos == "VBG" and clause.start == token.start else f"{'who' if person else 'that'} {verb}"
        return ""

    def _event(self, clause: Clause) -> str:
        """Subject, verb and object of the clause, for a span of time."""
        subject = (clause.patients if clause.passive else clause.agents)[:1]
        objects = () if clause.passive else clause.patients[:1]
        inside = [p for p in (*subject, *objects) if not clause.start <= p.start < clause.end and not p.start <= self.mention.start < p.end]
        verb = self.content.text[clause.start : clause.end]
        parts = [p.text for p in inside if p in subject] + [verb] + [p.text for p in inside if p not in subject]
        said = "" if objects or clause.passive else self.content.complement_before(clause, self.mention.start)
        return " ".join([*parts, said] if said else parts)

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
