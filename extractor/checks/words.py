"""Words as the checks compare them: text in, keys that join the forms of a word out (vote, voted, voting; growth, grow)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractor.recognizers.clauses.words import clause_words
from extractor.recognizers.syntax.lemma import rule_lemma
from extractor.text.fold import fold_text
from extractor.text.lexicon import read_lexicon

_FILE = Path(__file__).parent / "lexicons" / "words.en.toml"
_WORD = re.compile(r"[^\W_]+(?:[.'&][^\W_]+)*")
_ENDINGS = tuple(
    "ations ation ments ment tions sions tion sion ings ing ances ance ences ence ers ors ies ied ed es er or als al s y e".split()
)

_PREFIXES = ("re", "over", "under", "out", "mis", "fore")
"""What may stand before an irregular verb: repaid, overthrew."""
_SHORTEST_VERB = 3
"""Letters of a verb before its particle: "cutback"; "about" and "group" hold none."""


@dataclass(frozen=True, slots=True)
class CheckWords:
    """Word classes of the checks."""

    function: frozenset[str]
    """Words that carry no event: articles, prepositions, auxiliaries."""
    frame: frozenset[str]
    """Nouns that frame an event without naming it: date, day, time, beginning."""
    weekdays: frozenset[str]
    months: frozenset[str]
    when: frozenset[str]
    """Words that only say when, names of days and months among them."""
    any_event: frozenset[str]
    """Nouns that may name any event: incident, attack."""
    irregular: dict[str, str]
    """Form -> base form."""
    classes: dict[str, frozenset[str]]
    """Base form -> the names of the classes of near-synonyms it belongs to."""
    titles: frozenset[str]
    offices: frozenset[str]
    """Nouns of office and function: spokesman, minister."""
    nouns: dict[str, frozenset[str]]
    """Noun of an event -> its verbs, where no ending leads from one to the other: theft, steal."""
    endings: tuple[tuple[str, tuple[str, ...]], ...]
    """Ending of a noun of an event -> endings of the verbs it may come from."""
    particles: tuple[str, ...]
    """Particles that end a noun made of a phrasal verb: breakdown."""
    performing: frozenset[str]
    """Verbs whose subject does the deed their object names."""
    writings: frozenset[str]
    citing: frozenset[str]
    taking_place: frozenset[str]
    """Light verbs: what happened is their subject."""


@lru_cache(maxsize=1)
def check_words() -> CheckWords:
    """The English classes, read once."""
    table = read_lexicon(_FILE)
    irregular: dict[str, str] = {}
    for line in table["irregular"].strip().splitlines():
        base, *forms = line.split()
        irregular.update(dict.fromkeys(forms, base))
    endings = table["noun_endings"].strip().splitlines()
    nouns: dict[str, set[str]] = {}
    for line in table["irregular_nouns"].strip().splitlines():
        base, *forms = line.split()
        for form in forms:
            nouns.setdefault(form, set()).add(base)
    classes: dict[str, set[str]] = {}
    for number, line in enumerate(table["synonyms"].strip().splitlines()):
        for word in line.split():
            classes.setdefault(word.replace("_", " "), set()).add(f"class{number}")
    return CheckWords(
        function=frozenset(table["function"].split()),
        frame=frozenset(table["frame"].split()),
        weekdays=frozenset(table["weekdays"].split()),
        months=frozenset(table["months"].split()),
        when=frozenset((table["weekdays"] + " " + table["months"] + " " + table["when"]).split()),
        any_event=frozenset(table["any_event"].split()),
        irregular=irregular,
        classes={word: frozenset(names) for word, names in classes.items()},
        titles=frozenset(table["titles"].split()),
        offices=frozenset(table["offices"].split()),
        nouns={noun: frozenset(verbs) for noun, verbs in nouns.items()},
        endings=tuple((ending, tuple(verb.strip("-") for verb in verbs)) for ending, *verbs in map(str.split, endings)),
        particles=tuple(table["noun_particles"].split()),
        performing=frozenset(table["performing"].split()),
        writings=frozenset(table["writings"].split()),
        citing=frozenset(table["citing"].split()),
        taking_place=frozenset(table["taking_place"].split()),
    )


@lru_cache(maxsize=50_000)
def base_forms(word: str) -> frozenset[str]:
    """Base forms a word may have, as verb or noun, and the verb a noun of an event stands for.

    >>> sorted(base_forms("Expulsions") & base_forms("expelled"))
    ['expel']
    """
    low = word.lower().replace("’", "'").removesuffix("'s")
    known = check_words().irregular
    irregular = known.get(low)
    if irregular is None:
        prefix = next((p for p in _PREFIXES if low.startswith(p) and low[len(p) :] in known), None)
        irregular = prefix + known[low[len(prefix) :]] if prefix else None
    forms = {low, rule_lemma(low, "NOUN"), rule_lemma(low, "VERB")} | ({irregular} if irregular else set())
    events = clause_words().events
    if low.endswith("ed") and len(low) - 2 >= _SHORTEST_VERB:
        forms.add(low[:-1])  # accused, distributed
    elif low.endswith("ing") and len(low) - 3 >= _SHORTEST_VERB:
        forms.add(low[:-3] + "e")
    verbs = {verb for form in forms for verb in verbs_of(form)}
    return frozenset(forms | verbs | {events[form][0] for form in forms if form in events})


@lru_cache(maxsize=50_000)
def verbs_of(noun: str) -> frozenset[str]:
    """The verbs a noun of an event, in its base form, may come from, among them forms that are no words.

    >>> sorted(verbs_of("resumption")), sorted(verbs_of("burial") & {"bury"}), "break" in verbs_of("breakdown")
    (['resume'], ['bury'], True)
    """
    words = check_words()
    out = set(words.nouns.get(noun, ()))
    for ending, verbs in words.endings:
        if noun.endswith(ending) and len(noun) - len(ending) >= _SHORTEST_VERB:
            out.update(noun[: -len(ending)] + verb for verb in verbs)
    for particle in words.particles:
        if noun.endswith(particle) and len(noun) - len(particle) >= _SHORTEST_VERB:
            out.add(noun[: -len(particle)].rstrip("-"))
    return frozenset(out)


def is_event_noun(word: str) -> bool:
    """Whether a word has the form of a noun that names an event.

    >>> is_event_noun("resumption"), is_event_noun("talks"), is_event_noun("bridge")
    (True, True, False)
    """
    low = word.lower()
    forms = {low, rule_lemma(low, "NOUN")}
    return any(form in clause_words().events or verbs_of(form) or form.endswith(("ing", "tion", "sion")) for form in forms)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A crude stem that joins a verb with its nouns: opening, opened, opener -> open.

    >>> stem("photographed") == stem("photographs")
    True
    """
    low = word.lower().removesuffix("'s")
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            low = low[: -len(ending)]
            break
    if len(low) > 3 and low[-1] == low[-2]:
        low = low[:-1]
    return low


@lru_cache(maxsize=50_000)
def keys(word: str) -> frozenset[str]:
    """Everything two words may share that makes them one event or thing: base forms, stems, classes of near-synonyms.

    >>> bool(keys("growth") & keys("grew")), bool(keys("vote") & keys("law"))
    (True, False)
    """
    forms = base_forms(word)
    classes = check_words().classes
    found = {name for form in forms for name in classes.get(form, ())}
    return forms | {"~" + stem(form) for form in forms} | found


@lru_cache(maxsize=20_000)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded, in order; figures count as words."""
    return tuple(_WORD.findall(fold_text(text).replace("-", " ")))


@lru_cache(maxsize=20_000)
def content_words(text: str) -> tuple[str, ...]:
    """The words that name things and events, each once, in order.

    >>> content_words("the beginning of the growth of the fleet")
    ('growth', 'fleet')
    """
    words = check_words()
    found = [word for word in words_of(text) if word.lower().removesuffix("'s") not in words.function]
    named = [word for word in found if word.lower() not in words.frame]
    return tuple(dict.fromkeys(named or found))
