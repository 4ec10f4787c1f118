"""Whether the article says a thing happened: the predicate with its marks in, one of seven statuses out."""

from __future__ import annotations

from extractor.core.syntax import Sentence
from extractor.recognizers.clauses.words import ClauseWords

STRENGTH = ("happened", "ongoing", "alleged", "planned", "conditional", "negated", "denied")
"""Weak to strong; of two statuses the stronger one holds."""


_ASSERTED = frozenset({"confirm", "announce", "say", "report", "reveal", "disclose", "assure", "tell", "state"})
"""What "can" with these says is said: "we can confirm that ..."."""


def stronger(left: str, right: str) -> str:
    """The stronger of two statuses.

    >>> stronger("alleged", "negated")
    'negated'
    """
    return max(left, right, key=STRENGTH.index)


def own_status(sentence: Sentence, verb: int, subjects: list[int], objects: list[int], words: ClauseWords) -> str:
    """What auxiliaries, adverbs, negative words and conjunctions of the predicate itself say."""
    tokens = sentence.tokens
    status = "happened"
    kids = sentence.kids[verb]
    passive = any(tokens[k].deprel == "aux:pass" for k in kids)
    for k in kids:
        token = tokens[k]
        low = token.text.lower().replace("’", "'")
        if (
            low in words.negators
            or (token.deprel in ("det", "advmod") and low in ("no", "nowhere"))
            or (low == "longer" and any(tokens[j].text.lower() == "no" for j in sentence.kids[k]))
        ):
            status = stronger(status, "negated")
        elif token.deprel in ("aux", "aux:pass") or (token.upos == "AUX" and k < verb):
            if low == "can" and tokens[verb].lemma in _ASSERTED:
                continue
            if token.lemma in words.modals or low in words.modals or (low == "'d" and tokens[verb].xpos == "VB"):
                status = stronger(status, "conditional")
            elif token.lemma in words.future or low in ("wo", "'ll", "will", "shall") or token.lemma == "must":
                status = stronger(status, "planned")
        elif low in words.hearsay_adverbs:
            status = stronger(status, "alleged")
        elif token.deprel == "mark" and low in words.if_words:
            status = stronger(status, "conditional")
        elif token.deprel == "mark" and low == "without":
            status = stronger(status, "negated")
    if _is_due(sentence, verb):
        status = stronger(status, "planned")
    if _is_forgone(sentence, verb):
        status = stronger(status, "negated")
    if is_imperative(sentence, verb):
        status = stronger(status, "conditional")
    if _is_inverted(sentence, verb, subjects):
        status = stronger(status, "conditional")
    if _is_progressive(sentence, verb, passive):
        status = stronger(status, "ongoing")
    for head in (*subjects, *objects):
        if tokens[head].text.lower() in words.negative_words or any(
            tokens[k].text.lower() in ("no", "neither") and tokens[k].deprel == "det" for k in sentence.kids[head]
        ):
            status = stronger(status, "negated")
    return status


def _is_due(sentence: Sentence, verb: int) -> bool:
    """ "is to begin", "are to be cancelled"."""
    tokens = sentence.tokens
    kids = [k for k in sentence.kids[verb] if k < verb]
    to = next((k for k in kids if tokens[k].text.lower() == "to" and tokens[k].upos == "PART"), -1)
    forms = [k for k in kids if tokens[k].lemma == "be" and tokens[k].upos == "AUX"]
    if to < 0 or not forms or forms[0] > to:
        return False
    return tokens[verb].xpos == "VB" or any(k > to for k in forms)


def _is_forgone(sentence: Sentence, verb: int) -> bool:
    """ "rather than recall the cars", "instead of closing it": what somebody did not do."""
    words = [token.text.lower() for token in sentence.tokens[max(0, verb - 4) : verb]]
    while words and words[-1] not in ("than", "of") and words[-1] in ("to", "simply", "just", "merely", "fully", "being", "be"):
        words.pop()
    return words[-2:] in (["rather", "than"], ["instead", "of"])


def ability_status(sentence: Sentence, adjective: int) -> str | None:
    """What an infinitive behind "able" or "unable" tells: "was able to land" landed, "was unable to land" did not."""
    tokens = sentence.tokens
    word = tokens[adjective].text.lower()
    if word in ("unable", "powerless"):
        return "negated"
    past = any(tokens[k].text.lower() in ("was", "were", "been") and k < adjective for k in sentence.kids[adjective])
    return "happened" if word == "able" and past else None


def is_going_to(sentence: Sentence, verb: int) -> bool:
    """Whether a verb is the "going" of "is going to close", which lies ahead; "went to close" and "going on to win" do not."""
    tokens = sentence.tokens
    following = tokens[verb + 1].text.lower() if verb + 1 < len(tokens) else ""
    return tokens[verb].text.lower() == "going" and following == "to" and any(tokens[k].lemma == "be" for k in sentence.kids[verb])


def is_perfect(sentence: Sentence, verb: int) -> bool:
    """Whether "have" is the only auxiliary: "having risen", "has doubled", "to have won" are active, whatever the relation says."""
    auxiliaries = [sentence.tokens[k] for k in sentence.children(verb, "aux") if k < verb]
    return bool(auxiliaries) and all(token.lemma == "have" for token in auxiliaries)


def is_imperative(sentence: Sentence, verb: int) -> bool:
    """Whether a verb commands: a base form without subject, "to" and auxiliary that heads its clause, or is coordinated with one.

    "Ignore the rules and report that ..." tells of nothing that happened.
    """
    tokens = sentence.tokens
    for _ in range(6):
        token = tokens[verb]
        if token.upos != "VERB" or token.xpos != "VB" or token.text.lower() != token.lemma.lower():
            return False
        kids = [tokens[k] for k in sentence.kids[verb]]
        if any(kid.deprel.startswith(("nsubj", "csubj", "mark", "expl")) for kid in kids):
            return False
        if any(kid.deprel.startswith("aux") and kid.lemma != "do" for kid in kids):
            return False
        if any(kid.text.lower() == "to" for kid in kids[:3] if kid.upos == "PART"):
            return False
        if token.deprel in ("root", "appos", "parataxis", "ccomp"):
            return True
        if token.deprel != "conj" or token.head < 0:
            return False
        verb = token.head
    return False


def _is_inverted(sentence: Sentence, verb: int, subjects: list[int]) -> bool:
    """ "Had it happened an hour later": an auxiliary that opens the clause before its subject is an if."""
    tokens = sentence.tokens
    if not subjects or tokens[sentence.root].text == "?" or sentence.tokens[-1].text == "?":
        return False
    opening = [
        k
        for k in sentence.kids[verb]
        if tokens[k].upos == "AUX" and k < subjects[0] and tokens[k].text.lower() in ("had", "should", "were")
    ]
    return bool(opening) and (opening[0] == 0 or tokens[opening[0] - 1].upos == "PUNCT")


def _is_progressive(sentence: Sentence, verb: int, passive: bool) -> bool:
    """ "is -ing", "has been -ing", "are being -ed": present tense only."""
    tokens = sentence.tokens
    auxiliaries = [k for k in sentence.kids[verb] if tokens[k].upos == "AUX" and k < verb]
    if not auxiliaries or tokens[auxiliaries[0]].xpos not in ("VBZ", "VBP"):
        return False
    if passive:
        return any(tokens[k].text.lower() == "being" for k in auxiliaries)
    return tokens[verb].text.lower().endswith("ing") and any(tokens[k].lemma == "be" for k in auxiliaries)
