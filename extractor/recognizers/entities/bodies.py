"""The bodies that people belong to: "spokesman for the Indonesian military", "a NATO official", "her party"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.core.clause import Phrase
from extractor.core.syntax import Sentence
from extractor.recognizers.entities.draft import EntityDraft
from extractor.recognizers.entities.roles import Role
from extractor.recognizers.entities.words import EntityWords

_OF = frozenset({"for", "of", "at", "with", "from", "in"})
_POSSESSIVE = frozenset({"his", "her", "their", "its"})


def nouns_of_body(sentence: Sentence, first: int, last: int, words: EntityWords) -> set[str]:
    """What a body is called without its name: the noun before it, what it is known as, and for a company "company" and "firm"."""
    tokens = sentence.tokens
    found: set[str] = set()
    before = tokens[first - 1] if first else None
    if before is not None and before.upos == "NOUN" and before.text.islower():
        found.add(before.lemma.lower())
    behind = last + 1
    if behind + 1 < len(tokens) and tokens[behind].text in ("'s", "’s"):
        behind += 1
    sign = behind < len(tokens) and tokens[behind].lemma.lower() in words.company_signs
    if found & words.companies or sign or (last > first and tokens[last].text.lower().rstrip(".") in words.company_names):
        found |= {"company", "firm"}
    known = words.known.get(" ".join(token.text.replace("’", "'") for token in tokens[first : last + 1]))
    ending = words.endings.get(tokens[last].text.lower()) if last > first else None
    return wider([*found, known, ending], words)


def wider(nouns: Iterable[str | None], words: EntityWords) -> set[str]:
    """Nouns for a body with those that it is called too: an airline is a company."""
    return {wide for noun in nouns if noun for wide in (noun, *words.wider.get(noun, ()))}


def body_at_the_end(sentence: Sentence, phrase: Phrase, names: Sequence[tuple[int, int]], at: dict[int, EntityDraft]) -> EntityDraft | None:
    """ "Turbine maker Norlund Engines": the body whose name ends a phrase that starts with what it is; `names` are those inside."""
    draft = at.get(names[-1][0]) if names and names[-1][1] == phrase.end else None
    if draft is None or draft.kind != "organization":
        return None
    first, last = sentence.index_at(phrase.start), sentence.index_at(names[-1][0])
    plain = all(token.upos in ("NOUN", "ADJ", "DET", "PROPN") for token in sentence.tokens[first:last])
    return draft if 0 <= first < last and plain else None


def body_in_role(text: str, sentence: Sentence, role: Role, words: EntityWords) -> EntityDraft | None:
    """The body that a role names with a common noun; None when it names none ("spokesman for the family")."""
    tokens = sentence.tokens
    begin = next((k + 1 for k in range(role.first, role.last) if tokens[k].text.lower() in _OF), -1)
    if begin < 0 or tokens[begin - 2].lemma.lower() in ("secretary", "minister", "head"):  # "Secretary of State"
        return None
    while begin <= role.last and tokens[begin].upos == "DET":
        begin += 1
    end = begin
    while end <= role.last and tokens[end].upos in ("ADJ", "NOUN", "PROPN"):
        end += 1
    if end <= begin or tokens[end - 1].lemma.lower() not in words.bodies or not tokens[begin].text[:1].isupper():
        return None
    start, stop = tokens[begin].start, tokens[end - 1].end
    draft = EntityDraft(text[start:stop], "organization")
    draft.add(start, stop, text[start:stop])
    return draft


def body_of_unnamed(sentence: Sentence, head: int, at: dict[int, EntityDraft]) -> str | None:
    """ "a NATO official", "an official of the United Nations": the named body or country a noun for a person stands with."""
    tokens = sentence.tokens
    for k in sentence.kids[head]:
        draft = at.get(tokens[k].start)
        relation = tokens[k].deprel.partition(":")[0]
        if draft is not None and draft.kind in ("organization", "country") and relation in ("compound", "nmod", "amod"):
            cases = [tokens[j].text.lower() for j in sentence.kids[k] if tokens[j].deprel == "case" and j < k]
            if not cases or cases[0] in ("of", "for", "from", "at", "with"):
                return draft.name
    return None


def merge_own_bodies(drafts: list[EntityDraft], words: EntityWords, pronouns: Sequence[tuple[int, int, EntityDraft]]) -> list[EntityDraft]:
    """ "Cooper said her party ...": the party is the one she belongs to, when the text said which. Drafts that remain, in order."""
    owner = {start: draft for start, _, draft in pronouns}
    by_name = {draft.name: draft for draft in drafts if draft.named and draft.kind == "organization"}
    kept: list[EntityDraft] = []
    for draft in drafts:
        first = draft.name.split(" ", 1)[0].lower()
        if draft.named or first not in _POSSESSIVE or draft.head not in words.bodies or len(draft.name.split()) > 2:
            kept.append(draft)
            continue
        person = owner.get(draft.first)
        body = by_name.get(person.affiliation) if person is not None and person.affiliation else None
        if body is None:
            kept.append(draft)
            continue
        body.mentions |= draft.mentions
        for surface, start in draft.surfaces.items():
            body.surfaces.setdefault(surface, start)
    return kept
