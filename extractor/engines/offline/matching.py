"""How well a field of a schema fits something the reader found: words in, a score out. Words are compared by base form and class."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from extractor.recognizers.clauses.words import clause_words
from extractor.recognizers.syntax.lemma import rule_lemma
from extractor.text.lexicon import read_lexicon

_LEXICON = Path(__file__).parents[2] / "recognizers" / "lexicons" / "clauses.en.toml"
_WORD = re.compile(r"[^\W\d_]{2,}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_EMPTY = frozenset(
    "the a an of in on at to for and or by with from as is are was were be been it its this that which who whom whose what "
    "how many much when where if any all each per not no none one number numbers count counts value field article text says "
    "said say words given stated name names number amount none null optional empty list item items total their his her they "
    "he she than more less most least has have had do does did into out up about over will would can could should may might "
    "must exact verbatim written iso edtf format integer decimal string only also there".split()
)


@lru_cache(maxsize=1)
def _classes() -> dict[str, str]:
    table = read_lexicon(_LEXICON)["same_event"]["words"]
    return {word: line.split()[0] for line in table.strip().splitlines() for word in line.split()}


@lru_cache(maxsize=20_000)
def key_of(word: str) -> str:
    """What joins the forms of a word and its near-synonyms.

    >>> key_of("killed") == key_of("deaths"), key_of("expulsion") == key_of("expelled")
    (True, True)
    """
    low = word.lower()
    classes = _classes()
    for form in (low, rule_lemma(low, "NOUN"), rule_lemma(low, "VERB")):
        if form in classes:
            return classes[form]
    events = clause_words().events
    noun = rule_lemma(low, "NOUN")
    if noun in events:
        return events[noun][0]
    verb = rule_lemma(low, "VERB")
    return verb if verb != low else noun


def keys_of(*texts: str | None) -> frozenset[str]:
    """Keys of the content words of some texts; identifiers are split: "peopleKilled", "people_killed"."""
    words = (word for text in texts if text for word in _WORD.findall(_CAMEL.sub(" ", text).replace("_", " ")))
    return frozenset(key_of(word) for word in words if word.lower() not in _EMPTY)


def score(wanted: frozenset[str], offered: frozenset[str]) -> float:
    """Shared keys, weighed by how much of what is wanted they cover; 0 when nothing is shared."""
    shared = len(wanted & offered)
    return shared + shared / (1 + len(wanted)) if shared else 0.0
