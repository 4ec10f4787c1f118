"""What a clause above makes of one below it: an infinitive that tells how it ended, the content of a denied allegation."""

from __future__ import annotations

from extractor.core.syntax import Sentence
from extractor.recognizers.clauses.phrases import case_of
from extractor.recognizers.clauses.predicate import Predicate
from extractor.recognizers.clauses.subjects import DECIDED, RELATIVE
from extractor.recognizers.clauses.words import ClauseWords

_BACK = frozenset({"come", "fight", "bounce", "go"})
_HOME = frozenset({"return", "arrive", "wake", "awake", "awaken", "land", "emerge", "come", "get"})
"""Coming there, one may find something in a state."""
_OUT_WHAT = frozenset({"find", "discover", "learn", "see"})
_PERIOD = frozenset("day week month quarter year session season half game match race night inning period campaign".split())
_TO_BE_MET = frozenset("target limit threshold way need pressure deal measure motion amendment legislation law proposition case".split())
"""More nouns whose content an infinitive may be."""


def tells_outcome(sentence: Sentence, verb: int, above: int, words: ClauseWords) -> bool:
    """Whether the infinitive tells what came of the verb above it.

    What is won and is no contest may be a permission or the means: "won a grant to finish the tower" finishes nothing yet.
    """
    tokens = sentence.tokens
    governing, told = tokens[above].lemma, tokens[verb].lemma
    following = tokens[above + 1].text.lower() if above + 1 < len(tokens) else ""
    as_clause = not tokens[verb].deprel.startswith("acl") or not _is_plan(sentence, tokens[verb].head, words)
    if as_clause and (governing in words.ending or (governing in _BACK and following in ("from", "back", "on"))):
        return True
    if as_clause and governing in _HOME and told in _OUT_WHAT and _has_state(sentence, verb):
        return True
    if not as_clause or verb < above or told not in words.outcomes.get(governing, ()):
        return False
    objects = [k for k in sentence.children(above, "obj") if above < k < verb]
    if governing == "win" and not all(_is_score(sentence, k, words) for k in objects):
        return False
    if governing in words.moving and objects and not any(tokens[k].upos == "NUM" for k in range(above, objects[-1] + 1)):
        return False  # "raised taxes", "sank the ship"
    if told in ("close", "end", "finish"):
        return all(tokens[k].lemma in _PERIOD or tokens[k].upos == "NUM" for k in sentence.children(verb, "obj"))
    return True


def _is_score(sentence: Sentence, noun: int, words: ClauseWords) -> bool:
    """Whether a noun is a contest, what one scores in it, a name or a number: no plan that an infinitive could be the content of."""
    token = sentence.tokens[noun]
    return token.upos in ("PROPN", "NUM", "SYM", "VERB") or token.lemma in words.contests


def _is_plan(sentence: Sentence, noun: int, words: ClauseWords) -> bool:
    """Whether an infinitive behind the noun may be its content: "defeated a bid to secure the funds"."""
    lemma = sentence.tokens[noun].lemma
    return not _is_score(sentence, noun, words) and (lemma in words.events or lemma in DECIDED or lemma in _TO_BE_MET)


def _has_state(sentence: Sentence, verb: int) -> bool:
    """Whether what is found is found in a state: "to find her flat flooded", "to learn that it was sold"."""
    tokens = sentence.tokens
    if any(tokens[k].deprel.partition(":")[0] in ("xcomp", "ccomp") and k > verb for k in sentence.kids[verb]):
        return True
    objects = [k for k in sentence.children(verb, "obj") if k > verb]
    inside = [k for noun in objects for k in sentence.kids[noun] if k > noun]
    return any(tokens[k].deprel.startswith("acl") and tokens[k].xpos in ("VBN", "VBG") for k in inside)


def takes_turns(sentence: Sentence, verb: int) -> bool:
    """Whether a verb has the object "turns": what is taken in turns is done."""
    return any(sentence.tokens[k].text.lower() == "turns" for k in sentence.kids[verb])


def is_denied_allegation(sentence: Sentence, predicate: Predicate, subjects: list[int], parent: Predicate, words: ClauseWords) -> bool:
    """ "denies allegations he ordered it", "dismissed claims of taking bribes": what the denied words say is denied.

    "The claims that he made" say nothing of what they claim.
    """
    tokens, noun = sentence.tokens, sentence.tokens[predicate.verb].head
    denying = words.denying | {"dismiss", "rebut"}
    if noun < 0 or tokens[noun].lemma not in words.allegations or parent.lemma.partition(" ")[0] not in denying:
        return False
    relative = any(tokens[k].text.lower() in RELATIVE for k in subjects)
    gerund = tokens[predicate.verb].xpos == "VBG" and case_of(sentence, predicate.verb) == "of"
    told = (bool(subjects) and not relative and predicate.lemma not in words.airing) or gerund
    return told and parent.status not in ("negated", "denied") and any(phrase.head == noun for phrase in parent.patients)
