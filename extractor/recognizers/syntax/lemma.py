"""Base forms of words: form and part of speech in, lemma out. A table from the treebank first, rules for the rest."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

_CLITICS = {"'s": "be", "'re": "be", "'m": "be", "'ve": "have", "'ll": "will", "'d": "would", "n't": "not"}
_VOWELS = frozenset("aeiou")
# Past forms that the endings do not tell. Quirk et al., 3.16-3.18.
_IRREGULAR = dict(
    pair.split("=")
    for pair in (
        "agreed=agree ate=eat bade=bid beaten=beat became=become been=be began=begin begun=begin belied=belie belying=belie bit=bite "
        "bitten=bite bled=bleed blew=blow blown=blow bore=bear borne=bear bought=buy bound=bind bred=breed broke=break broken=break "
        "brought=bring built=build came=come caught=catch chose=choose chosen=choose clung=cling crept=creep dealt=deal "
        "decreed=decree did=do died=die disagreed=disagree done=do drawn=draw drew=draw driven=drive drove=drive drunk=drink dug=dig "
        "dyed=dye dying=die eaten=eat eyed=eye fallen=fall fed=feed fell=fall felt=feel fled=flee flew=fly flown=fly flung=fling "
        "forbade=forbid forbidden=forbid foresaw=foresee foreseen=foresee forgave=forgive forgiven=forgive forgot=forget "
        "forgotten=forget fought=fight found=find freed=free froze=freeze frozen=freeze fuelled=fuel fuelling=fuel gave=give "
        "given=give gone=go got=get grew=grow grown=grow guaranteed=guarantee had=have hanged=hang heard=hear held=hold hid=hide "
        "hidden=hide kept=keep knew=know known=know laid=lay lain=lie leapt=leap led=lead left=leave lent=lend lied=lie lit=light "
        "lost=lose lying=lie made=make meant=mean met=meet misled=mislead mistaken=mistake mistook=mistake outdid=outdo "
        "overcame=overcome overheard=overhear oversaw=oversee overseen=oversee overtaken=overtake overthrew=overthrow "
        "overthrown=overthrow overtook=overtake paid=pay pled=plead ran=run rebuilt=rebuild repaid=repay retaken=retake retook=retake "
        "rewritten=rewrite rewrote=rewrite ridden=ride risen=rise rode=ride rose=rise rung=ring said=say sang=sing sank=sink sat=sit "
        "saw=see seen=see sent=send shaken=shake shook=shake shot=shoot shown=show signalled=signal signalling=signal slain=slay "
        "slept=sleep slew=slay slid=slide sold=sell sought=seek sped=speed spent=spend spoke=speak spoken=speak sprang=spring "
        "sprung=spring spun=spin stole=steal stolen=steal stood=stand strode=stride strove=strive struck=strike stuck=stick "
        "stung=sting sung=sing sunk=sink swam=swim swept=sweep swore=swear sworn=swear swum=swim swung=swing taken=take taught=teach "
        "thought=think threw=throw thrown=throw tied=tie told=tell took=take tore=tear torn=tear tying=tie undergone=undergo "
        "underlying=underlie understood=understand undertaken=undertake undertaking=undertake undertook=undertake underwent=undergo "
        "undid=undo undone=undo untied=untie untying=untie upheld=uphold vied=vie vying=vie went=go wept=weep withdrawn=withdraw "
        "withdrew=withdraw withheld=withhold withstood=withstand woke=wake woken=wake won=win wore=wear worn=wear wove=weave "
        "woven=weave written=write wrote=write"
    ).split()
)
# What verbs end in that lost an e: force, value, merge, pulse, amaze, circle, arrange.
_ALWAYS_E = tuple(
    "at iz yz az uz ez oz is os v u c dg rg lg ang eng ung rs ns ls ps bl tl pl gl dl cl kl fl zl uc ag eg ig tak as ys ous aus".split()
)
# The same behind a consonant: invade, provide, explode, combine, prepare, retire, escape, provoke, execute, consume.
_E_BEHIND_CONSONANT = frozenset("ad ed id od ud in un ar ir ur ap ak ik ok uk ib ut um am im us ul".split())
# Stems that lost an e though their ending does not tell, and stems that did not though it does.
_WITH_E = frozenset(
    (
        "abid ach adher ador aton attun bast bath beguil breath brows cajol cit clon cloth coher commun compet compil complet condon "
        "connot consol contraven conven cor creat cring defil delet demot denot deplor dethron devot drows dynamit elop emot enthron "
        "excit exhal exil expedit explor fring gaug gaz goug grop hing hon hop ignit ignor impal imping implor incit infring inhal "
        "interfer interven inton invit keynot loath massacr misquot overcom ow past permeat persever phon polit por postpon procreat "
        "promot quot recit reconcil reconven recreat restor retyp reunit reus rever revil rewrit rhym scal schem scop scor seeth "
        "sheath shor smil snor sooth spong stor styl swath tast telephon telescop ton typ underscor unit us vot wast welcom wreath "
        "writ writh zon"
    ).split()
)
_NO_E = frozenset(
    "augur bang bias boomerang bus canvas caucus chorus clang collar combat debut fang focus gang hang murmur orbit overhang pedal "
    "pyramid ruin spur sugar twang vomit".split()
)
# Doubled consonants that belong to the base form: fall, pass, staff.
_KEEP_DOUBLE = ("ll", "ss", "ff", "zz")
_DOUBLED = frozenset({"annull", "enroll", "fulfill", "instill", "distill"})


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
        known = self.table.get(f"{low}/{upos}")
        if known is None:
            return rule_lemma(form, upos)
        return known.lower() if upos == "VERB" else known  # "United" as a verb is "unite"


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
    """Undo doubling and put back a silent e: stopp -> stop, mak -> make, merg -> merge."""
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        if stem.endswith(_KEEP_DOUBLE) and not (stem.endswith(("ell", "oll", "ill", "ull")) and _is_doubled(stem)):
            return stem
        return stem if stem == "boycott" else stem[:-1]
    return stem + "e" if _had_e(stem) else stem


def _is_doubled(stem: str) -> bool:
    """Whether the second l is only the ending's: controll, annull, expell, fulfill; not in thrill, pull, stroll, smell."""
    return len(stem) > (5 if stem.endswith("ell") else 6) or stem in _DOUBLED


def _had_e(stem: str) -> bool:
    """Whether a verb lost an e before its ending."""
    if stem in _WITH_E or stem in _NO_E:
        return stem in _WITH_E
    if stem.endswith(_ALWAYS_E):
        return not stem.endswith(("eat", "oat"))
    before = stem[-3:-2]
    if stem[-2:] in _E_BEHIND_CONSONANT and ((before and before not in "aeio") or stem[-4:-2] == "qu"):
        return len(stem) > 2 and (before != "u" or stem[-4:-2] in ("qu", "gu", "su"))
    vowels = sum(c in _VOWELS for c in stem)
    return 3 <= len(stem) <= 4 and vowels == 1 and stem[-1] not in "wxyaeiou" and stem[-2] in _VOWELS and stem[-3] not in _VOWELS
