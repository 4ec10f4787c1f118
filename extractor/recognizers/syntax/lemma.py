"""Base forms of words: form and part of speech in, lemma out. A table from the treebank first, rules for the rest."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

_CLITICS = {"'s": "be", "'re": "be", "'m": "be", "'ve": "have", "'ll": "will", "'d": "would", "n't": "not"}
_VOWELS = frozenset("aeiou")
# Past forms that neither the endings nor, for some, the treebank's table tell rightly. Quirk et al., 3.16-3.18.
_IRREGULAR = dict(
    pair.split("=")
    for pair in (
        "agreed=agree bade=bid beaten=beat bit=bite bitten=bite bled=bleed bore=bear borne=bear bound=bind bred=breed clung=cling "
        "crept=creep decreed=decree disagreed=disagree drunk=drink dug=dig fled=flee flung=fling forbade=forbid forbidden=forbid "
        "foresaw=foresee foreseen=foresee freed=free froze=freeze frozen=freeze fuelled=fuel fuelling=fuel guaranteed=guarantee "
        "hanged=hang hid=hide hidden=hide lain=lie leapt=leap lent=lend lied=lie outdid=outdo oversaw=oversee overseen=oversee "
        "overtaken=overtake overthrew=overthrow overthrown=overthrow overtook=overtake pled=plead ridden=ride risen=rise rode=ride "
        "rung=ring sang=sing sank=sink shaken=shake shook=shake shot=shoot signalled=signal signalling=signal slain=slay slew=slay "
        "slid=slide sped=speed spun=spin stole=steal stolen=steal strode=stride strove=strive sung=sing sunk=sink swam=swim "
        "swept=sweep swore=swear sworn=swear swum=swim tore=tear torn=tear tying=tie undergone=undergo undertaken=undertake "
        "undertaking=undertake undertook=undertake underwent=undergo undid=undo undone=undo upheld=uphold wept=weep withheld=withhold "
        "withstood=withstand woke=wake woken=wake wore=wear worn=wear"
    ).split()
)
# Doubled consonants that belong to the base form: fall, pass, staff.
_KEEP_DOUBLE = ("ll", "ss", "ff", "zz")


class Lemmatizer:
    """Looks forms up in the table of a model folder, else applies `rule_lemma`."""

    def __init__(self, folder: Path) -> None:
        file = folder / "lemmas.json"
        self.table: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        self.lemma = lru_cache(maxsize=100_000)(self._lemma)

    def _lemma(self, form: str, upos: str) -> str:
        low = form.lower().replace("’", "'")
        if upos == "VERB" and low in _IRREGULAR:
            return _IRREGULAR[low]
        return self.table.get(f"{low}/{upos}") or rule_lemma(form, upos)


def rule_lemma(form: str, upos: str) -> str:
    """Lemma by the endings of English inflection; proper nouns stay as they are.

    >>> rule_lemma("expelled", "VERB"), rule_lemma("countries", "NOUN"), rule_lemma("NATO", "PROPN")
    ('expel', 'country', 'NATO')
    """
    if upos in ("PROPN", "PUNCT", "SYM", "NUM", "X"):
        return form
    low = form.lower().replace("’", "'")
    if upos in ("AUX", "VERB", "PART") and low in _CLITICS:
        return _CLITICS[low]
    if upos == "NOUN":
        return _singular(low)
    if upos in ("VERB", "AUX"):
        return _base_verb(low)
    if upos in ("ADJ", "ADV"):
        return low
    return low


def _singular(word: str) -> str:
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def _base_verb(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    for ending in ("ing", "ed"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= 2 and any(c in _VOWELS or c == "y" for c in stem):
            return _restore(stem)
    return word


def _restore(stem: str) -> str:
    """Undo doubling and put back a silent e: stopp -> stop, mak -> make."""
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        if stem.endswith(_KEEP_DOUBLE) and not stem.endswith(("ell", "oll", "ill", "ull")):
            return stem
        if stem.endswith(("ell", "oll", "ill")) and len(stem) <= 5:
            return stem
        return stem[:-1]
    if stem.endswith(("at", "iz", "is", "v", "u", "c", "dg", "ng", "rs", "ns", "bl", "tl", "pl", "gl", "dl", "uc", "ag", "eg", "tak")):
        if stem.endswith("ng") and not stem.endswith(("ang", "eng")):
            return stem
        return stem if stem.endswith(("eat", "oat", "ow")) else stem + "e"
    if stem.endswith(("accus", "abus", "refus", "excus", "fus", "amus")):
        return stem + "e"
    if stem.endswith(("as", "ys", "ous", "aus", "aps", "ips", "pos")):
        return stem + "e"
    if stem.endswith("ur") and not stem.endswith(("our", "mur")) and len(stem) > 4:
        return stem + "e"
    vowels = sum(c in _VOWELS for c in stem)
    if len(stem) >= 3 and vowels == 1 and stem[-1] not in "wxyaeiou" and stem[-2] in _VOWELS and stem[-3] not in _VOWELS and len(stem) <= 4:
        return stem + "e"
    return stem
