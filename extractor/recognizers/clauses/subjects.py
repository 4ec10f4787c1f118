"""Find the subject of a predicate that has none of its own: control, coordination, participles, relative pronouns."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.core.clause import Phrase
from extractor.core.syntax import Sentence
from extractor.recognizers.clauses.phrases import case_of, coordinated, is_time, phrase_of
from extractor.recognizers.clauses.predicate import Predicate
from extractor.recognizers.clauses.tree import is_finite
from extractor.recognizers.clauses.words import ClauseWords

RELATIVE = frozenset({"who", "which", "that", "whom"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
FOR_ING = frozenset({"for", "of", "from", "into", "with", "as", "against"})
_SENT = frozenset(
    {
        "call",
        "appeal",
        "deploy",
        "dispatch",
        "send",
        "hire",
        "cause",
        "force",
        "lead",
        "urge",
        "order",
        "ask",
        "tell",
        "allow",
        "require",
        "prompt",
        "invite",
    }
)
"""Verbs whose object does what the purpose clause says: "deployed troops to protect voters"."""
_NOBODY = frozenset("country city town area region village state province district year month day week time place world".split())
"""Nouns that "who" does not mean."""
_OWN_USE = frozenset({"use", "leave", "find"})
"""Verbs whose subject, not their object, does what the infinitive behind the object says: "used the money to buy"."""
_PLANS = frozenset("effort ability desire wish intention failure readiness willingness right duty chance hope".split())
"""Nouns beside those of events whose owner does what the infinitive behind them says."""
_OF_EVENTS = frozenset(
    "begin start end last happen occur follow kill injure wound cause leave erupt break involve include result cost affect damage".split()
)
"""Verbs said of what takes place: "the strike at Airbus, which began on Monday"."""
_VICTORIES = frozenset(
    "majority lead victory win loss margin defeat draw advantage contract friendly thrashing rout clash encounter meeting".split()
)
"""Nouns beside those of events and contests that "who" does not mean."""
_NAME_LENGTH = 12
"""Tokens of a name before its last."""
DECIDED = frozenset("decision plan attempt bid move refusal promise pledge proposal vow offer threat commitment".split()) | _PLANS
"""Nouns that name behind "of" who does what the infinitive says."""
_DECIDING = frozenset("government police army military opposition union company rebel ministry council parliament".split())
"""Nouns that say before another whose plan it is."""
_ABLE_PERSONS = frozenset({"first", "last", "only", "second", "third", "next", "latest"})
"""Words beside a noun that is the subject of its infinitive: "the first woman to win"."""


class TreeReader:
    """One sentence with the predicates found so far, and the phrases of its nouns."""

    def __init__(
        self,
        text: str,
        sentence: Sentence,
        number: int,
        words: ClauseWords,
        times: frozenset[int] = frozenset(),
        places: frozenset[int] = frozenset(),
        walls: frozenset[int] = frozenset(),
        names: Mapping[int, int] | None = None,
        persons: frozenset[int] = frozenset(),
    ) -> None:
        """Sets of token starts: `times` inside time expressions, `places` of place names, `walls` where speech begins or ends.

        `names` gives the tokens of names the starts of their names; `persons` are tokens of persons' names.
        """
        self.text = text
        self.sentence = sentence
        self.number = number
        self.words = words
        self.times = times
        self.places = places
        self.walls = walls
        self.names = names or {}
        self.persons = persons
        self.found: dict[int, Predicate] = {}
        self._phrases: dict[int, Phrase] = {}
        self.title_case = sum(token.text[:1].isupper() for token in sentence.tokens) * 2 >= len(sentence.tokens)
        """A line in title case, where verbs have capitals."""

    def phrase(self, head: int) -> Phrase:
        """The noun phrase of a head token, built once."""
        made = self._phrases.get(head)
        if made is None:
            made = self._phrases[head] = phrase_of(self.text, self.sentence, self.number, head, times=self.times, walls=self.walls)
        return made

    def phrases(self, heads: list[int]) -> list[Phrase]:
        """Phrases of the heads and of what is coordinated with them."""
        return [self.phrase(k) for head in heads for k in coordinated(self.sentence, head) if k == head or not self._of_one_name(k)]

    def _of_one_name(self, k: int) -> bool:
        """Whether a conjunct is the end of a name that an "and" goes through: "The Globe and Mail" is one."""
        tokens = self.sentence.tokens
        name = self.names.get(tokens[k].start)
        if name is None:
            return False
        inside = [token.text.lower() for token in tokens[max(0, k - _NAME_LENGTH) : k] if token.start >= name]
        return "," not in inside and any(word in ("and", "&") for word in inside)

    def governor(self, i: int) -> int:
        """Nearest predicate above; an antecedent noun between is passed over."""
        k = self.sentence.tokens[i].head
        while k >= 0 and k not in self.found:
            k = self.sentence.tokens[k].head
        return k

    def with_subject(self, predicate: Predicate) -> list[Phrase]:
        """ "with the ship registered in Spain": the noun after "with" is the subject of the participle."""
        tokens = self.sentence.tokens
        token = tokens[predicate.verb]
        if token.deprel.partition(":")[0] not in ("advcl", "acl", "ccomp", "xcomp", "conj") or token.xpos not in ("VBG", "VBN"):
            return []
        k = predicate.verb - 1
        while k >= 0 and tokens[k].upos in ("ADV", "AUX", "PART"):
            k -= 1
        if k < 0 or tokens[k].upos not in NOMINAL:
            return []
        while True:
            if any(tokens[j].text.lower() == "with" and tokens[j].deprel in ("case", "mark") for j in self.sentence.kids[k]):
                return [self.phrase(k)]
            above = tokens[k].head
            if above < 0 or above >= predicate.verb or tokens[above].upos not in NOMINAL:
                return []
            k = above

    def left_neighbour(self, predicate: Predicate) -> list[Phrase]:
        """Subject of a finite verb the parser gave none: the noun phrase right before it that nothing else claims."""
        tokens = self.sentence.tokens
        token = tokens[predicate.verb]
        if predicate.copula or not is_finite(self.sentence, predicate.verb) or token.deprel in ("conj", "xcomp", "acl:relcl"):
            return []
        left = [k for k in self.sentence.kids[predicate.verb] if k < predicate.verb and tokens[k].upos in NOMINAL]
        bare = [
            k
            for k in left
            if tokens[k].deprel.partition(":")[0]
            in ("obl", "nmod", "vocative", "dislocated", "appos", "parataxis", "compound", "dep", "advmod")
            and not case_of(self.sentence, k)
            and not is_time(self.sentence, k)
            and tokens[k].start not in self.times
        ]
        if bare:
            return [self.phrase(bare[-1])]
        k = predicate.verb - 1
        while k >= 0 and tokens[k].upos in ("ADV", "AUX", "PART"):
            k -= 1
        if k < 0 or tokens[k].upos not in ("NOUN", "PROPN", "PRON") or tokens[k].start in self.times:
            return []
        while (
            tokens[k].deprel in ("compound", "flat", "nmod", "nmod:poss", "appos", "conj", "amod") and 0 <= tokens[k].head < predicate.verb
        ):
            k = tokens[k].head
        if (
            tokens[k].upos not in ("NOUN", "PROPN", "PRON")
            or tokens[k].deprel in ("nsubj", "nsubj:pass", "iobj")
            or case_of(self.sentence, k)
        ):
            return []
        return (
            [self.phrase(k)]
            if tokens[k].deprel in ("root", "obj", "dep", "parataxis", "ccomp", "obl", "nmod", "appos", "conj") and tokens[k].xpos != "WDT"
            else []
        )

    def antecedents(self, head: int, relative: int = -1) -> list[Phrase]:
        """The antecedent; "who" passes over places to the noun they belong to: "a deputy in the low country who died".

        Right behind a person's name it means the person: "ordered the flag lowered for John Paul, who died"; right behind
        the name of a body and a comma, "which" means the body: "a stake in Chrysler, which had left bankruptcy". Nobody is a
        majority or a win: "a win against Eastham, who scored twice".
        """
        tokens = self.sentence.tokens
        if relative > 1 and tokens[relative].text.lower() == "which" and tokens[relative - 1].text == ",":
            near = self.noun_before(relative)
            deed = tokens[head].deprel.startswith("nsubj") or tokens[relative].deprel.endswith(":pass") or self._takes_place(relative)
            if near is not None and near > head and self._is_body(near) and tokens[head].upos == "NOUN" and not deed:
                return [self.phrase(near)]
        if relative >= 0 and tokens[relative].text.lower() == "who":
            near = self.noun_before(relative)
            if near is not None and near != head and (tokens[near].start in self.persons or self._who_of_two(head, near)):
                return [self.phrase(near)]
            k = head
            while (
                tokens[k].deprel.startswith("nmod")
                and (tokens[k].start in self.places or tokens[k].lemma in _NOBODY)
                and tokens[k].head >= 0
            ):
                k = tokens[k].head
            if tokens[k].upos in NOMINAL:
                head = k
        if relative >= 0 and tokens[head].deprel == "conj" and self._has_plural_verb(relative):
            return self.phrases([tokens[head].head])  # "Holt and Birk, who were ..."
        return [self.phrase(head)]

    def _who_of_two(self, head: int, near: int) -> bool:
        """Whether "who" means the name right before it, since the noun above is of an event."""
        tokens = self.sentence.tokens
        event = tokens[head].lemma in _VICTORIES or tokens[head].lemma in self.words.events or tokens[head].lemma in self.words.contests
        return tokens[head].upos == "NOUN" and event and near > head and tokens[near].start in self.names

    def _takes_place(self, relative: int) -> bool:
        """Whether the first verb behind a relative pronoun is said of events, not of bodies."""
        verb = next((t for t in self.sentence.tokens[relative + 1 : relative + 6] if t.upos == "VERB"), None)
        return verb is not None and verb.lemma in _OF_EVENTS

    def _is_body(self, k: int) -> bool:
        """Whether a token is in a name that is neither a person's nor a place's."""
        start = self.sentence.tokens[k].start
        return start in self.names and start not in self.persons and start not in self.places

    def _has_plural_verb(self, relative: int) -> bool:
        """Whether the verb behind a relative pronoun is one of several."""
        tokens = self.sentence.tokens
        verb = next((t for t in tokens[relative + 1 : relative + 4] if t.upos in ("VERB", "AUX")), None)
        return verb is not None and (verb.text.lower() in ("have", "are", "were", "do") or verb.xpos == "VBP")

    def noun_before(self, relative: int) -> int | None:
        """Head of the noun phrase that ends right before a relative pronoun the parser hung nowhere."""
        tokens = self.sentence.tokens
        k = relative - 1
        if k >= 0 and tokens[k].text == ",":
            k -= 1
        if k < 0 or tokens[k].upos not in ("NOUN", "PROPN"):
            return None
        while (
            tokens[k].head >= 0
            and tokens[k].head < relative
            and tokens[tokens[k].head].upos in ("NOUN", "PROPN")
            and tokens[k].deprel in ("compound", "flat", "nmod:poss", "amod")
        ):
            k = tokens[k].head
        return k

    def antecedent(self, verb: int) -> int | None:
        """Head noun of the relative clause the predicate is in, if it is in one."""
        tokens = self.sentence.tokens
        k = verb
        for _ in range(12):
            if tokens[k].deprel == "acl:relcl":
                head = tokens[k].head
                return head if head >= 0 and tokens[head].upos in NOMINAL else None
            if tokens[k].deprel.partition(":")[0] not in ("conj", "ccomp", "xcomp", "advcl", "parataxis") or tokens[k].head < 0:
                return None
            k = tokens[k].head
        return None

    def inherited(self, predicate: Predicate, parent: Predicate | None) -> list[Phrase]:
        """The subject of a predicate that has none of its own."""
        tokens = self.sentence.tokens
        token = tokens[predicate.verb]
        base = token.deprel.partition(":")[0]
        head = token.head
        if self.is_infinitive(predicate.verb):
            subject = self.for_subject(predicate.verb)
            if subject is not None:
                return [subject]
            owners = self.owner_of_plan(predicate.verb)
            if owners:
                return owners
        if base == "amod" and head >= 0:
            return [self.phrase(head)]
        if token.deprel == "acl:relcl":
            return []
        if base == "acl" and head >= 0 and tokens[head].upos in NOMINAL:
            return self.of_noun(predicate, head, parent)
        if parent is None:
            return []
        if base == "conj" and (head == parent.verb or (token.upos == "VERB" and head not in self.found)):
            return parent.surface
        if base == "xcomp":
            return self.controller(parent)
        if base in ("advcl", "ccomp", "obl", "nmod", "csubj"):
            if is_finite(self.sentence, predicate.verb) and base == "ccomp":
                return []
            mark = case_of(self.sentence, predicate.verb)
            if base == "ccomp" or mark in FOR_ING or (base == "advcl" and self.is_infinitive(predicate.verb) and parent.lemma in _SENT):
                controlled = self.controller(parent)
                if controlled:
                    return controlled
            return parent.surface
        if base == "parataxis":
            return []
        return parent.surface if base == "appos" else []

    def for_subject(self, verb: int) -> Phrase | None:
        """ "opens the door for small firms to grow": the noun between "for" and "to" does it."""
        tokens = self.sentence.tokens
        to = self._to_of(verb)
        noun = to - 1
        if noun < 1 or tokens[noun].upos not in NOMINAL:
            return None
        while (
            tokens[noun].deprel.partition(":")[0] in ("compound", "flat", "nmod", "conj")
            and 0 <= tokens[noun].head < to
            and case_of(self.sentence, noun) != "for"
        ):
            noun = tokens[noun].head
        if case_of(self.sentence, noun) != "for" or tokens[noun].deprel.partition(":")[0] not in ("obl", "nmod", "nsubj", "obj"):
            return None
        return self.phrase(noun)

    def owner_of_plan(self, verb: int) -> list[Phrase]:
        """ "prompted by the Church's attempts to remove it": whose attempt it is does it, wherever the parser hung the infinitive."""
        tokens = self.sentence.tokens
        noun = self._to_of(verb) - 1
        of = next((k for k in range(noun, max(0, noun - 8), -1) if tokens[k].text.lower() in ("of", "by")), -1)
        if of > 0 and tokens[of - 1].lemma in DECIDED and all(token.upos not in ("VERB", "AUX") for token in tokens[of : noun + 1]):
            return self.phrases([tokens[of].head]) if of < tokens[of].head <= noun else []  # "the decision of [the union] to ban it"
        if noun > 0 and tokens[noun].lemma in DECIDED and tokens[noun - 1].lemma.lower() in _DECIDING:
            return [self.phrase(noun - 1)]  # "the government efforts to reduce it"
        if noun < 1 or tokens[noun].upos != "NOUN" or (tokens[noun].lemma not in self.words.events and tokens[noun].lemma not in _PLANS):
            return []
        owners = [k for k in self.sentence.children(noun, "nmod") if tokens[k].deprel == "nmod:poss"]
        if any(tokens[k].text.lower() in ("our", "my", "your", "whose") for k in owners):
            return []
        return self.phrases(owners)

    def controller(self, parent: Predicate) -> list[Phrase]:
        """Who does what an infinitive or participle complement says."""
        lemma = parent.lemma.partition(" ")[0]
        if lemma in self.words.object_control:
            if parent.passive:
                return parent.surface
            if parent.recipients or parent.patients:
                return (parent.recipients or parent.patients)[:]
            for case, phrase in parent.obliques:
                if case in ("on", "upon", "to") and lemma in ("call", "appeal"):
                    return [phrase]
        return parent.surface

    def of_noun(self, predicate: Predicate, head: int, parent: Predicate | None) -> list[Phrase]:
        """Subject of a participle or infinitive that modifies a noun."""
        tokens = self.sentence.tokens
        infinitive = self.is_infinitive(predicate.verb)
        if not infinitive and case_of(self.sentence, predicate.verb) == "":
            return [self.phrase(head)]
        if (
            not infinitive
            and parent is not None
            and tokens[head].head == parent.verb
            and tokens[head].deprel in ("obj", "iobj", "nsubj:pass")
        ) and parent.lemma in self.words.object_control:
            return [self.phrase(head)]  # "accused the minister of taking bribes"
        punished = case_of(self.sentence, predicate.verb) == "for" and parent is not None and parent.lemma in self.words.object_control
        if parent is not None and punished and parent.patients and not infinitive:
            return parent.patients[:]  # "sentenced the mayor to six years in prison for taking bribes"
        owners = [k for k in self.sentence.children(head, "nmod") if tokens[k].deprel == "nmod:poss" or k < head]
        if any(tokens[k].text.lower() in ("our", "my", "your") for k in owners):
            return []
        if owners:
            return self.phrases(owners)
        if any(tokens[k].text.lower() in _ABLE_PERSONS for k in self.sentence.kids[head]):
            return [self.phrase(head)]
        governed = parent is not None and tokens[head].deprel in ("obj", "iobj", "nsubj:pass") and tokens[head].head == parent.verb
        if parent is not None and governed and infinitive and parent.lemma.partition(" ")[0] in self.words.object_control - _OWN_USE:
            return [self.phrase(head)]
        if parent is not None and tokens[head].deprel.partition(":")[0] in ("obj", "obl", "xcomp", "nmod", "root", "conj", "appos"):
            return parent.surface
        return []

    def _to_of(self, verb: int) -> int:
        """The "to" of an infinitive; -1 when there is none."""
        tokens = self.sentence.tokens
        return next((k for k in self.sentence.children(verb, "mark", "aux", "case") if tokens[k].text.lower() == "to" and k < verb), -1)

    def is_infinitive(self, verb: int) -> bool:
        tokens = self.sentence.tokens
        form = tokens[verb].text.lower()
        return not (form.endswith("ing") and form != tokens[verb].lemma) and any(
            tokens[k].text.lower() == "to" and k < verb for k in self.sentence.children(verb, "mark", "case", "aux")
        )
