"""Find the predicates of one sentence and their arguments: voice, relative clauses, control and coordination undone."""

from __future__ import annotations

from extractor.core.clause import Phrase
from extractor.core.syntax import Sentence
from extractor.recognizers.clauses.nominal import read_nominals
from extractor.recognizers.clauses.outcome import is_denied_allegation, takes_turns, tells_outcome
from extractor.recognizers.clauses.phrases import case_of, is_time
from extractor.recognizers.clauses.predicate import Predicate
from extractor.recognizers.clauses.status import ability_status, is_going_to, is_imperative, is_perfect, own_status, stronger
from extractor.recognizers.clauses.subjects import FOR_ING, NOMINAL, RELATIVE, TreeReader
from extractor.recognizers.clauses.tree import is_finite

_ADVERBIAL = frozenset({"where", "when", "why", "whereby", "wherein"})
_NO_PREDICATE = frozenset({"case", "mark", "cc", "fixed", "flat", "compound", "aux", "aux:pass", "cop", "compound:prt", "det", "goeswith"})
_SUBJECTS = ("nsubj",)
_LISTENED = frozenset({"tell", "inform", "notify", "assure", "remind"})
_NOUN_ENDINGS = ("ency", "ancy", "ity", "ness", "ism")
_TIME_VERBS = frozenset(
    "spend take last waste mark celebrate commemorate set pick choose schedule declare name call lose cost give have need want pass enter "
    "mean make serve".split()
)
"""Verbs whose object may be a time."""
_MENT = frozenset(
    "comment implement document supplement complement compliment experiment lament torment cement augment ferment fragment segment "
    "foment".split()
)
"""Verbs among the words in -ment."""
_MARGINS = frozenset("vote point percent % percentage goal run degree seat seed day week month year hour minute euro dollar pound".split())
"""What "by" measures with: "was defeated by 424 votes"."""
_BARE = frozenset({"when", "if", "once", "unless", "until", "although", "though"})
"""A participle right behind one of these is passive."""


class SentenceReader(TreeReader):
    """Reads the predicates of one sentence, governing ones first."""

    def read(self) -> list[Predicate]:
        """Predicates in order of the text."""
        order = self._top_down()
        for i in order:
            if self._is_predicate(i):
                self._read_one(i)
        for predicate in list(self.found.values()):
            self._share_object(predicate)
        read_nominals(self)
        return [self.found[i] for i in sorted(self.found)]

    def _top_down(self) -> list[int]:
        order = [i for i, token in enumerate(self.sentence.tokens) if token.head < 0]
        for i in order:
            order.extend(self.sentence.kids[i])
        return order

    def _is_predicate(self, i: int) -> bool:
        token = self.sentence.tokens[i]
        if token.deprel in _NO_PREDICATE:
            return False
        if token.upos == "VERB":
            if token.deprel == "amod" and token.text.lower() in self.words.hearsay_adjectives:
                return False
            if (
                i
                and token.text.lower() in ("needed", "required")
                and self.sentence.tokens[i - 1].text.lower() in ("if", "when", "where", "as")
            ):
                return False  # "if needed"
            return not self._is_misread_noun(i)
        if any(self.sentence.tokens[k].deprel == "cop" for k in self.sentence.kids[i]):
            return True
        if token.upos == "AUX":
            return token.deprel in ("root", "conj", "ccomp", "advcl", "acl:relcl", "parataxis")
        return token.upos in ("ADJ", "NOUN") and any(self.sentence.tokens[k].deprel.startswith("nsubj") for k in self.sentence.kids[i])

    def _is_misread_noun(self, i: int) -> bool:
        """A name's participle ("the Associated Press"), a capital inside a sentence, or a noun's ending, called a verb."""
        token = self.sentence.tokens[i]
        low = token.text.lower()
        if low.startswith(("pro-", "anti-", "non-")):
            return True
        if token.start in self.names or low.endswith(_NOUN_ENDINGS) or (low.endswith("ment") and low not in _MENT):
            return True
        if low == "acting" and i + 1 < len(self.sentence.tokens) and self.sentence.tokens[i + 1].upos in ("NOUN", "PROPN"):
            return True  # "the acting head of the agency"
        leader = self._hyphenated(i)
        if leader >= 0 and (token.deprel == "amod" or (token.xpos in ("VBN", "VBD") and token.lemma in self.words.describing)):
            named = self.sentence.tokens[leader].start in self.names
            return not named or token.lemma in self.words.describing  # "state-run", "Paris-based", but "US-led"
        if not token.text[:1].isupper() or i == 0 or self.sentence.tokens[i - 1].upos == "PUNCT":
            return False
        return not self.title_case

    def _hyphenated(self, i: int) -> int:
        """The token that a hyphen joins to the front of token i; -1 when there is none."""
        tokens = self.sentence.tokens
        joined = i >= 2 and tokens[i - 1].text == "-" and tokens[i - 1].end == tokens[i].start and tokens[i - 2].end == tokens[i - 1].start
        return i - 2 if joined else -1

    def _read_one(self, i: int) -> None:
        tokens = self.sentence.tokens
        token = tokens[i]
        governor = self.governor(i)
        parent = self.found.get(governor)
        start, end, particle = self._span(i)
        lemma = token.lemma + (" " + particle if particle else "")
        relation = self._relation(token.deprel, governor)
        copula = token.upos not in ("VERB", "AUX")
        predicate = Predicate(self.number, i, lemma, start, end, relation=relation, governor=governor, copula=copula)
        predicate.passive = not copula and self._is_passive(i, parent)
        self.found[i] = predicate
        subjects = list(self.sentence.children(i, *_SUBJECTS))
        if len(subjects) > 1 or copula:
            subjects = [k for k in subjects if tokens[k].deprel != "nsubj:outer"] or subjects
        objects = list(self.sentence.children(i, "obj"))
        self._fill_subject(predicate, subjects, parent)
        self._fill_objects(predicate, objects)
        self._fill_obliques(predicate)
        self._fill_relative(predicate, subjects, objects)
        self._nested_agent(predicate)
        predicate.status = self._status(predicate, subjects, objects, parent)

    @staticmethod
    def _relation(deprel: str, governor: int) -> str:
        base = deprel.partition(":")[0]
        if governor < 0:
            return "root"
        if deprel == "acl:relcl" or base in ("ccomp", "xcomp", "advcl", "acl", "conj", "parataxis"):
            return deprel if deprel == "acl:relcl" else base
        return {"csubj": "ccomp", "amod": "acl"}.get(base, "advcl")

    def _span(self, i: int) -> tuple[int, int, str]:
        """First auxiliary to particle, and the particle."""
        tokens = self.sentence.tokens
        start, end, particle = tokens[i].start, tokens[i].end, ""
        if tokens[i].upos not in ("VERB", "AUX"):
            return start, end, ""
        for k in self.sentence.kids[i]:
            if tokens[k].deprel in ("aux", "aux:pass") and k < i:
                start = min(start, tokens[k].start)
            elif (
                i < k <= i + 4
                and (tokens[k].deprel == "compound:prt" or (k == i + 1 and tokens[k].upos == "ADP" and tokens[k].deprel == "advmod"))
                and tokens[k].text.lower() in self.words.particles
                and not (k + 1 < len(tokens) and tokens[k].text.lower() == "up" and tokens[k + 1].text.lower() == "to")
            ):
                particle = tokens[k].text.lower()
                if k == i + 1:
                    end = tokens[k].end
        return start, end, particle

    def _is_passive(self, i: int, parent: Predicate | None) -> bool:
        tokens, kids = self.sentence.tokens, self.sentence.kids[i]
        token = tokens[i]
        if token.text.lower().endswith("ing") and token.xpos != "VBN":
            return False
        if is_perfect(self.sentence, i):
            return False
        if any(tokens[k].deprel in ("aux:pass", "nsubj:pass") for k in kids):
            return True
        if i and token.xpos in ("VBN", "VBD") and token.deprel == "advcl" and tokens[i - 1].text.lower() in _BARE:
            return not any(tokens[k].deprel in ("nsubj", "aux", "obj") for k in kids)  # "when asked about it, he left"
        if i and token.xpos == "VBD" and token.deprel == "acl" and tokens[i - 1].text == ",":
            return not any(tokens[k].deprel in ("nsubj", "aux", "obj", "ccomp") for k in kids)  # "the firm, founded in 1932, closed"
        if token.xpos != "VBN" or token.text.lower().endswith("ing"):
            return False
        auxiliaries = [tokens[k] for k in kids if tokens[k].deprel in ("aux", "cop") and k < i]
        if auxiliaries:
            return auxiliaries[-1].lemma in ("be", "get")
        if token.deprel == "conj" and parent is not None:
            return parent.passive
        return token.deprel.partition(":")[0] in ("acl", "amod", "advcl", "xcomp", "appos", "nmod", "ccomp") and not is_finite(
            self.sentence, i
        )

    def _fill_subject(self, predicate: Predicate, subjects: list[int], parent: Predicate | None) -> None:
        found = self.phrases([k for k in subjects if self.sentence.tokens[k].deprel != "expl"])
        found = [phrase for phrase in found if self.sentence.tokens[phrase.head].text.lower() not in ("there",)]
        full = [phrase for phrase in found if self.sentence.tokens[phrase.head].text.lower() not in RELATIVE]
        if 0 < len(full) < len(found) and full[-1].head > found[0].head:
            found = full  # "all who can, [pilgrims] arrive": the parser gave the second verb both subjects
        antecedent = self.antecedent(predicate.verb)
        resolved: list[Phrase] = []
        for phrase in found:
            token = self.sentence.tokens[phrase.head]
            if token.text.lower() in RELATIVE and token.xpos in ("WDT", "WP") and antecedent is None and token.text.lower() != "whom":
                antecedent = self.noun_before(phrase.head)
            if token.text.lower() in RELATIVE and token.xpos in ("WDT", "WP", "IN", "_", "DT") and antecedent is not None:
                resolved += self.antecedents(antecedent, phrase.head)
            else:
                resolved.append(phrase)
        if not found:
            resolved = self.with_subject(predicate) or self.inherited(predicate, parent) or self.left_neighbour(predicate)
        target = predicate.patients if predicate.passive else predicate.agents
        target.extend(resolved)

    def _fill_objects(self, predicate: Predicate, objects: list[int]) -> None:
        antecedent = self.antecedent(predicate.verb)
        for phrase in self.phrases(objects):
            token = self.sentence.tokens[phrase.head]
            if token.text.lower() in RELATIVE and phrase.head < predicate.verb and antecedent is not None:
                predicate.patients += self.antecedents(antecedent)
            elif is_time(self.sentence, phrase.head) and (
                (len(self.sentence.kids[phrase.head]) == 0 and token.upos == "PROPN")
                or (predicate.lemma not in _TIME_VERBS and (token.start in self.times or _when_clause(self.sentence, phrase.head)))
            ):
                predicate.obliques.append(("", phrase))
            else:
                predicate.patients.append(phrase)
        predicate.recipients += self.phrases(list(self.sentence.children(predicate.verb, "iobj")))
        if not predicate.recipients and predicate.patients and not predicate.passive and predicate.lemma in _LISTENED:
            predicate.recipients, predicate.patients = predicate.patients[:1], predicate.patients[1:]

    def _fill_obliques(self, predicate: Predicate) -> None:
        tokens = self.sentence.tokens
        antecedent = self.antecedent(predicate.verb)
        for k in self.sentence.kids[predicate.verb]:
            token = tokens[k]
            base = token.deprel.partition(":")[0]
            if (
                base not in ("obl", "nmod")
                or (token.upos == "VERB" and token.deprel != "obl:agent")
                or (base == "nmod" and predicate.copula)
            ):
                continue
            case = case_of(self.sentence, k)
            for phrase in self.phrases([k]):
                word = tokens[phrase.head].text.lower()
                if word in (*RELATIVE, "whom") and antecedent is not None:
                    phrase = self.phrase(antecedent)
                agent = token.deprel == "obl:agent" or (case == "by" and predicate.passive)
                if agent and not is_time(self.sentence, phrase.head) and not self._is_margin(phrase.head):
                    predicate.agents.append(phrase)
                else:
                    predicate.obliques.append((case, phrase))

    def _is_margin(self, head: int) -> bool:
        tokens = self.sentence.tokens
        counted = any(tokens[k].deprel == "nummod" or tokens[k].upos == "NUM" for k in self.sentence.kids[head])
        return tokens[head].text[:1].isdigit() or tokens[head].upos == "SYM" or (tokens[head].lemma in _MARGINS and counted)

    def _nested_agent(self, predicate: Predicate) -> None:
        """ "was murdered in Lesotho in 1985 by X": a by-phrase the parser hung on the place or the time belongs to the passive."""
        if not predicate.passive or predicate.agents:
            return
        tokens = self.sentence.tokens
        leader = self._hyphenated(predicate.verb)
        if leader >= 0 and tokens[leader].start in self.names:
            start, end = tokens[leader].start, tokens[leader].end
            predicate.agents = [Phrase(self.number, leader, start, end, self.text[start:end])]
            return
        for _, phrase in predicate.obliques:
            for k in self.sentence.children(phrase.head, "nmod"):
                if (
                    case_of(self.sentence, k) == "by"
                    and not is_time(self.sentence, k)
                    and tokens[phrase.head].lemma not in self.words.events
                ) and (
                    tokens[phrase.head].start in self.places
                    or tokens[phrase.head].start in self.times
                    or is_time(self.sentence, phrase.head)
                ):
                    predicate.agents += self.phrases([k])
                    return

    def _fill_relative(self, predicate: Predicate, subjects: list[int], objects: list[int]) -> None:
        """Put the antecedent of a relative clause without relative pronoun into the empty place."""
        tokens = self.sentence.tokens
        token = tokens[predicate.verb]
        if token.deprel != "acl:relcl" or predicate.copula or token.head < 0 or tokens[token.head].upos not in NOMINAL:
            return
        inside = [tokens[k].text.lower() for k in self.sentence.kids[predicate.verb]]
        if any(word in _ADVERBIAL for word in inside):
            return
        whose = any(tokens[j].text.lower() == "whose" for k in (*subjects, *objects) for j in self.sentence.kids[k])
        if whose or any(tokens[k].text.lower() in ("who", "which") for k in subjects):
            return  # "villages whose bridges collapsed": the bridges did
        used = {phrase.head for phrase in (*predicate.agents, *predicate.patients, *(p for _, p in predicate.obliques))}
        if token.head in used:
            return
        if not subjects:
            (predicate.patients if predicate.passive else predicate.agents).append(self.phrase(token.head))
        elif not objects and not predicate.passive and not self._has_clausal_object(predicate.verb):
            predicate.patients.append(self.phrase(token.head))

    def _has_clausal_object(self, verb: int) -> bool:
        return any(self.sentence.tokens[k].deprel in ("ccomp", "xcomp") for k in self.sentence.kids[verb])

    def _share_object(self, predicate: Predicate) -> None:
        """ "bought and sold shares": the object after the last verb belongs to the first as well."""
        tokens = self.sentence.tokens
        if predicate.patients or predicate.passive or predicate.copula or self._has_clausal_object(predicate.verb):
            return
        for k in self.sentence.children(predicate.verb, "conj"):
            other = self.found.get(k)
            if (
                other is None
                or not other.patients
                or other.passive
                or any(tokens[j].deprel.startswith(("nsubj", "aux")) for j in self.sentence.kids[k])
            ):
                continue
            between = [j for j in range(predicate.verb + 1, k) if tokens[j].deprel not in ("cc", "punct", "advmod", "conj")]
            if not between:
                predicate.patients.extend(other.patients)
            return

    def _status(self, predicate: Predicate, subjects: list[int], objects: list[int], parent: Predicate | None) -> str:
        tokens, words = self.sentence.tokens, self.words
        token = tokens[predicate.verb]
        base = token.deprel.partition(":")[0]
        status = own_status(self.sentence, predicate.verb, subjects, objects, words)
        predicate.negated = status == "negated"
        if any(tokens[k].text.lower() in words.hearsay_adverbs for k in self.sentence.kids[predicate.verb]):
            predicate.hearsay = True
        infinitive = self.is_infinitive(predicate.verb)
        if parent is None:
            return status
        lemma = parent.lemma
        first = lemma.partition(" ")[0]
        if is_denied_allegation(self.sentence, predicate, subjects, parent, words):
            return "denied"
        told = base == "ccomp" or (base == "acl" and case_of(self.sentence, predicate.verb) == "that")
        if told and first in words.reporting and is_imperative(self.sentence, parent.verb):
            return stronger(status, "conditional")
        if base in ("xcomp", "advcl") and infinitive and is_going_to(self.sentence, parent.verb):
            return stronger(stronger(status, "planned"), parent.status)  # "is going to close"
        if base in ("xcomp", "advcl", "acl") and infinitive and tells_outcome(self.sentence, predicate.verb, parent.verb, words):
            return stronger(status, parent.status)
        if base in ("xcomp", "ccomp", "advcl") and infinitive and (ability := ability_status(self.sentence, parent.verb)):
            return stronger(status, stronger(ability, parent.status))
        if base in ("xcomp", "ccomp") or (
            base in ("advcl", "acl") and case_of(self.sentence, predicate.verb) in FOR_ING and first in words.object_control
        ):
            if lemma in words.denying and base == "ccomp":
                return "denied"
            if parent.passive and first in words.hearsay and base == "xcomp":
                predicate.hearsay = True
                return status  # "are believed to have died"
            if first in ("accuse", "suspect", "charge"):
                predicate.hearsay = True
            elif lemma.replace(" ", "_") in words.negative_control or first in words.negative_control:
                if base == "xcomp" or not is_finite(self.sentence, predicate.verb):
                    return stronger(status, "negated") if parent.status != "negated" else parent.status
            elif base == "xcomp" and lemma == "be" and infinitive:
                return stronger(stronger(status, "planned"), parent.status)
            elif first in words.implicative:
                return stronger(status, parent.status) if parent.status != "ongoing" or base == "xcomp" else status
            elif first in words.planning and (infinitive or first in ("propose", "suggest", "recommend", "consider")):
                if tokens[parent.verb].xpos == "VBN" and first in ("force", "use"):
                    return status
                return stronger(status, _of_plan(parent.status))
            elif base == "xcomp" and infinitive and first in words.reporting and is_perfect(self.sentence, predicate.verb):
                predicate.hearsay = True
                return status  # "claims to have won"
            elif base == "xcomp" and infinitive:
                return stronger(status, "planned" if parent.status in ("happened", "ongoing", "planned", "alleged") else parent.status)
            return status
        if base in ("advcl", "acl", "xcomp") and infinitive and first == "take" and takes_turns(self.sentence, parent.verb):
            return stronger(status, parent.status)  # "took turns to read"
        if base in ("advcl", "acl") and infinitive and first in words.implicative and first in words.object_control:
            return stronger(status, parent.status)  # "caused a crane to fall"
        if base == "advcl" and infinitive:
            return stronger(status, "planned")
        if base == "acl" and infinitive:
            return stronger(status, "planned")
        if base == "conj" and not any(
            tokens[k].deprel in ("aux", "aux:pass") or tokens[k].deprel.startswith("nsubj") for k in self.sentence.kids[predicate.verb]
        ):
            if predicate.verb and parent.status != "negated" and token.xpos == tokens[parent.verb].xpos:
                return stronger(status, parent.status)
            return status
        if base == "advcl" and not is_finite(self.sentence, predicate.verb) and parent.status in ("planned", "conditional"):
            return stronger(status, parent.status)
        return status


def _of_plan(status: str) -> str:
    """What is planned under a status: a denied plan is denied, one not made or only thought of depends on it."""
    return "denied" if status == "denied" else "conditional" if status in ("negated", "conditional") else "planned"


def _when_clause(sentence: Sentence, head: int) -> bool:
    """ "resigned hours after ...": a bare span of time before a conjunction of time says when."""
    tokens = sentence.tokens
    return head + 1 < len(tokens) and tokens[head].xpos == "NNS" and tokens[head + 1].text.lower() in ("after", "before")
