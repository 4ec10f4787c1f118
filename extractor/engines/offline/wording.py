"""How a count is worded where the sentence leaves its thing to the verb: a rise or fall of something, what something amounts to."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from extractor.core.clause import Clause, Phrase
from extractor.core.mention import NumberMention
from extractor.engines.offline.amounts import bare_words
from extractor.engines.offline.content import Content
from extractor.recognizers.clauses.phrases import is_time
from extractor.recognizers.clauses.words import clause_words
from extractor.text.lexicon import read_lexicon

_WITH = re.compile(r"\bwith \S{0,12}$")
"""What stands before what somebody got: "elected with 84,121 votes", and not "beaten by 424 votes"."""
_BY = re.compile(r"\bby (?:(?:about|over|nearly|almost|some|around|roughly) )?(?:an? |the )?$")
_HEDGED = r" (?:(?:just|about|over|nearly|almost|some|around|roughly|more than|less than|up to|at least|the (?:last|past|next)|a) ?){0,2}$"
_LASTING = (
    ("time since", "behind", re.compile(r"^ ago\b")),
    ("time for which", "before", re.compile(rf"\bfor{_HEDGED}", re.IGNORECASE)),
    ("time within which", "before", re.compile(rf"\bwithin{_HEDGED}", re.IGNORECASE)),
)
"""How the words beside a duration say what it is: words of the count, where the cue stands, the cue."""
_OPENERS = frozenset("The A An This That These It He She They His Her Its Their".split())
_FILE = Path(__file__).with_name("wording.en.toml")
_REACH = 24
"""Characters before a number that its preposition and a hedge can fill."""
_CHANGES = {"rising": "rise in", "falling": "fall in", "gaining": "gain of", "losing": "loss of"}
_LONGEST = 60
"""Characters of a phrase that still reads well inside what is counted."""
_SHARES = frozenset(("percent", "percentage_point", "basis_point"))


def worded(of: str, lemma: str, clause: Clause | None, argument: str, mention: NumberMention, unit: str | None, content: Content) -> str:
    """What is counted, said as a reader would: "fall in sales" for what fell 4 %, "votes for Ana Lind" for those she won with.

    `of` is what the words beside the number give; it comes back where the clause has nothing better.
    """
    if clause is None or clause.relation == "nominal" or mention.role in ("from", "to"):
        return of
    verb, lists = clause.lemma.partition(" ")[0], _lists()
    change = next((noun for name, noun in _CHANGES.items() if verb in lists[name]), "")
    if unit in _SHARES and change:
        changed = _changed(clause, mention, content)
        return f"{change} {changed}" if changed else of
    before = content.text[max(0, mention.start - _REACH) : mention.start]
    if unit is not None and change in ("rise in", "fall in") and (verb in lists["moving"] or _BY.search(before)):
        changed = _changed(clause, mention, content)
        if changed:
            return f"{change} {changed}"  # "the fee rose 40 euros"; but "the firm raised 5 million euros"
    doer = _named(clause.agents, mention, content)
    if lemma == "point" and unit is None and doer and argument == "patient":
        up, down = verb in lists["rising"] | lists["gaining"], verb in lists["falling"] | lists["losing"]
        done = "gained" if up else "lost" if down else clause_words().participle(clause.lemma)
        return f"points {done} by {doer}"
    unsaid = of.startswith("amount") or (unit is not None and bool(doer) and of.lower().startswith(doer.lower()))
    if unsaid and verb in lists["amounting"] and doer and not _is_party(clause.agents[0], content):
        return doer
    gets = lemma in lists["won"] and unit is None and argument == "other"
    if gets and _WITH.search(before):
        winner = _named(clause.patients if clause.passive else clause.agents, mention, content)
        return f"{of} for {winner}" if winner and " for " not in of else of
    return of


def lasting(event: str, mention: NumberMention, text: str) -> str:
    """What a duration is to an event: "time since NATO proposed a meeting", "time for which the strike has run"."""
    before, behind = text[max(0, mention.start - _REACH) : mention.start], text[mention.end : mention.end + _REACH]
    words = next((words for words, side, cue in _LASTING if cue.search(before if side == "before" else behind)), "")
    if not event or not words:
        return event
    first = event.split(" ", 1)[0]
    return f"{words} {event[:1].lower() if first in _OPENERS else event[:1]}{event[1:]}"


def _changed(clause: Clause, mention: NumberMention, content: Content) -> str:
    """What rose or fell: the object of "cut fares by 4 %", else the subject."""
    return _named(clause.patients, mention, content) or ("" if clause.passive else _named(clause.agents, mention, content))


def _named(phrases: tuple[Phrase, ...], mention: NumberMention, content: Content) -> str:
    """The words of the first phrase when they name a thing and hold no figure; "" otherwise."""
    for phrase in phrases[:1]:
        sentence = content.sentences[phrase.sentence]
        plain = sentence.tokens[phrase.head].upos in ("NOUN", "PROPN") and not is_time(sentence, phrase.head)
        held = phrase.start <= mention.start < phrase.end or any(t.isdigit() for t in phrase.text)
        words = bare_words(phrase.text)
        if plain and not held and len(words) <= _LONGEST:
            first = next((t for t in sentence.tokens if t.text and words.startswith(t.text) and t.start >= phrase.start), None)
            return words[:1].lower() + words[1:] if first is not None and first.upos == "NOUN" else words
    return ""


def _is_party(phrase: Phrase, content: Content) -> bool:
    """Whether the subject is somebody, who has an amount and is none."""
    entity = content.entity_of(phrase)
    return entity is not None and entity.kind in ("person", "organization", "country", "group")


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in read_lexicon(_FILE).items()}
