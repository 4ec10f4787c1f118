"""Actions of an article: clauses in, verbs with who, whom, where and status out."""

from __future__ import annotations

from itertools import pairwise

from extractor.core.clause import Clause, Entity, Phrase
from extractor.engines.offline.content import Content
from extractor.engines.offline.facts import ActionFact
from extractor.recognizers.clauses import walls_of
from extractor.recognizers.clauses.phrases import is_time, phrase_of
from extractor.recognizers.clauses.words import clause_words
from extractor.recognizers.gazetteer import load_gazetteer

# Verbs of being and having say no act.
_STATES = frozenset({"age", "be", "seem", "can", "will"})
_UNDOING = ("under", "uni", "unveil", "unleash", "unlock", "unload", "unfold")
_PLACE_CASES = frozenset(
    {
        "in",
        "at",
        "near",
        "on",
        "along",
        "outside",
        "inside",
        "across",
        "off",
        "around",
        "within",
        "over",
        "under",
        "through",
        "into",
        "to",
        "from",
    }
)
_PARTY_CASES = ("against", "with", "on", "to", "at", "from", "upon", "toward", "towards", "of", "for", "about")
_PAIRS = frozenset({"both countries", "both nations", "both states", "the two countries", "the two nations", "the two states"})
_LEFT_OVER = frozenset("to of and or that which who being been was were is are not be also".split())
"""Words that may stand between a noun and the participle behind it."""
_LONGEST = 300
"""Longest complement in characters that stands as an object; longer ones are cut at the end of a word."""


_GIST = 120
"""Longest statement in characters that stands as what was said; it is whole among the quotations."""
_JOINTS = (", ", "; ", ". ", ": ", " that ", " because ", " when ", " who ", " which ", " if ", " but ", " and ", " about ", " between ")


def gather_actions(content: Content) -> list[ActionFact]:
    """One fact for every verb (and event noun with both parties) of the article's body, in order of the text."""
    out: list[ActionFact] = []
    for number, clause in enumerate(content.clauses):
        if not content.is_content(clause.start) or not _is_act(content, clause) or _does_itself(content, clause):
            continue
        out.extend(_facts(content, number, clause))
    return out


def _is_act(content: Content, clause: Clause) -> bool:
    token = content.sentences[clause.sentence].tokens[clause.verb]
    if content.is_commanded(clause):
        return False
    if clause.relation == "nominal":
        return _is_event(content, clause, token.lemma)
    if not (clause.agents or clause.patients or clause.recipients):
        return False  # nobody and nothing took part
    if token.upos != "VERB" or clause.lemma in _STATES or not clause.lemma[:1].isalpha():
        return False
    if content.in_name(token.start) and token.text[:1].isupper() and token.deprel != "root":
        return False  # "the Associated Press" associates nothing
    if token.xpos == "VBN" and clause.lemma.startswith("un") and not clause.lemma.startswith(_UNDOING):
        return False  # "undeclared", "unprovoked": adjectives
    words = clause_words()
    if token.deprel == "amod":  # "the killed men", not "the limited time"
        return clause.passive and (bool(clause.agents) or clause.lemma in words.happenings)
    return not (token.deprel in ("acl", "advcl", "obl") and not clause.agents and clause.lemma in words.describing)  # "a man named Smith"


def _does_itself(content: Content, clause: Clause) -> bool:
    """ "The U.S. strike hit two cars": an event noun with a doer only, that does what another verb says, is told by that verb."""
    if clause.relation != "nominal" or clause.patients:
        return False
    above = content.governor(clause.sentence, clause.verb)
    agents = content.clauses[above].agents if above >= 0 and content.clauses[above].patients else ()
    return any(phrase.sentence == clause.sentence and phrase.head == clause.verb for phrase in agents)


def _is_event(content: Content, clause: Clause, noun: str) -> bool:
    """An event noun counts when it says who did it to whom, or what befell whom; "the minister's plan" is a thing."""
    if clause.agents and clause.patients:
        return True
    words = clause_words()
    if not any(_is_named(content, phrase) for phrase in (*clause.agents, *clause.patients)):
        return False
    verb, role = words.events.get(noun, ("", "agent"))
    if verb in words.happenings or (role == "patient" and bool(clause.patients)):
        return True
    return any(case == "against" for case, _ in clause.obliques)  # "the campaign against the militia"


def _is_named(content: Content, phrase: Phrase) -> bool:
    entity = content.entity_of(phrase)
    return entity is not None and entity.named and entity.kind in ("person", "organization", "country")


def _facts(content: Content, number: int, clause: Clause) -> list[ActionFact]:
    target, target_text, object_text = _object(content, number, clause)
    source, source_text = _party(content, clause.sources)
    actors: list[tuple[Entity | None, str | None]] = []
    if len(clause.agents) > 1:
        known = [content.entity_of(phrase) for phrase in clause.agents]
        if all(entity is not None and entity.named for entity in known) and len(known) <= 4:
            actors = [(entity, None) for entity in dict.fromkeys(known)]
    if len(clause.agents) == 1 and clause.agents[0].text.lower() in _PAIRS:
        actors = [(entity, None) for entity in content.both_countries]
    if not actors:
        actors = [_party(content, clause.agents)]
    if target is not None and actors[0][0] is target and _inside(clause.agents, clause.patients):
        actors = [(None, clause.agents[0].text)]  # "Saudi" of "Saudi-backed rebels"
    elif target is not None and any(entity is target for entity, _ in actors):
        target = None  # "it" in "Microsoft replaced it" is not Microsoft, and "themselves" says enough
        pronoun = clause.patients and content.sentences[clause.patients[0].sentence].tokens[clause.patients[0].head].upos == "PRON"
        target_text = clause.patients[0].text if pronoun else None
        object_text = target_text
    place = _place(content, clause)
    evidence = _evidence(content, clause, object_text)
    return [
        ActionFact(
            number, clause.lemma, entity, words, target, target_text, object_text, place, clause.status, source, source_text, [evidence]
        )
        for entity, words in actors
    ]


def _inside(agents: tuple[Phrase, ...], patients: tuple[Phrase, ...]) -> bool:
    return bool(agents and patients) and patients[0].start <= agents[0].start and agents[0].end < patients[0].end


def _party(content: Content, phrases: tuple[Phrase, ...]) -> tuple[Entity | None, str | None]:
    """The party of one phrase, or the words of several."""
    if not phrases:
        return None, None
    entity = content.entity_of(phrases[0])
    if entity is not None:
        return entity, phrases[0].text
    return None, _joined(content, phrases)


def _joined(content: Content, phrases: tuple[Phrase, ...]) -> str:
    """The words from the first to the last of coordinated phrases; only the first when they do not stand side by side."""
    first, last = phrases[0], phrases[-1]
    if last is first or last.sentence != first.sentence or last.end <= first.end:
        return first.text
    sentence = content.sentences[first.sentence]
    between = [t for left, right in pairwise(phrases) for t in sentence.tokens if left.end <= t.start < right.start]
    words = content.text[first.start : last.end]
    return first.text if len(words) > _LONGEST or any(t.upos in ("VERB", "AUX", "SCONJ") for t in between) else words


def _object(content: Content, number: int, clause: Clause) -> tuple[Entity | None, str | None, str | None]:
    """Target (party or words) and object text."""
    said = _statement(content, number, clause)
    if clause.patients and not (said is not None and content.in_quotation_of(clause, clause.patients[0].start)):
        text = _object_text(content, clause, clause.patients)
        listener = content.entity_of(clause.recipients[0]) if len(clause.recipients) == 1 else None
        if listener is not None and listener.named:  # "gave Tanzania a grant"
            return listener, clause.recipients[0].text, text
        entity = content.entity_of(clause.patients[0]) if len(clause.patients) == 1 else None
        if entity is not None and (entity.kind in ("person", "organization", "country", "group") or entity.named):
            return entity, clause.patients[0].text, text
        return None, _joined(content, clause.patients), text
    complement = _complement(content, number, clause)
    if said is not None:  # what was said stands among the quotations
        complement = None
    if clause.recipients:
        entity, words = _party(content, clause.recipients)
        return entity, words, complement
    if complement:
        return None, complement, complement
    if said is not None:
        return None, _gist(said), None
    for case in _PARTY_CASES:
        for preposition, phrase in clause.obliques:
            if preposition == case:
                entity = content.entity_of(phrase)
                if entity is not None and entity.kind != "place" and not is_time(content.sentences[phrase.sentence], phrase.head):
                    return entity, None, phrase.text
    return None, None, _prepositional(content, clause)


def _prepositional(content: Content, clause: Clause) -> str | None:
    """ "cracked down on human trafficking": the phrase right behind a verb without an object, with its preposition."""
    for case, phrase in clause.obliques:
        between = content.text[clause.end : phrase.start].strip().lower()
        if case and between == case and not is_time(content.sentences[phrase.sentence], phrase.head):
            return content.text[clause.end : phrase.end].strip()
    return None


def _without_own_verb(content: Content, clause: Clause, phrase: Phrase) -> Phrase:
    """ "the fund [established by the council]": what was established is the fund; the participle behind it is the verb itself."""
    head = content.sentences[phrase.sentence].tokens[phrase.head]
    if phrase.sentence != clause.sentence or not head.end <= clause.start < phrase.end:
        return phrase
    words = content.text[phrase.start : clause.start].rstrip(" ,;(–—-")
    while words and len(words) > head.end - phrase.start and words.rsplit(None, 1)[-1].lower() in _LEFT_OVER:
        words = words[: len(words) - len(words.rsplit(None, 1)[-1])].rstrip(" ,;(–—-")
    return Phrase(phrase.sentence, phrase.head, phrase.start, phrase.start + len(words), words)


def _object_text(content: Content, clause: Clause, phrases: tuple[Phrase, ...]) -> str:
    """The object with its infinitives and participles: "efforts to normalize relations"."""
    if len(phrases) == 1:
        phrase = phrases[0]
        full = phrase_of(
            content.text, content.sentences[phrase.sentence], phrase.sentence, phrase.head, full=True, walls=walls_of(content.annotations)
        )
        return _balanced(content.text, _without_own_verb(content, clause, full)) if len(full.text) <= _LONGEST else phrase.text
    return _joined(content, phrases)


def _balanced(text: str, phrase: Phrase) -> str:
    """The phrase with the quotation mark it leaves outside."""
    marks = sum(phrase.text.count(mark) for mark in '“”"')
    if marks % 2 == 0:
        return phrase.text
    if text[phrase.end : phrase.end + 1] in ("”", '"'):
        return text[phrase.start : phrase.end + 1]
    return text[phrase.start - 1 : phrase.end] if phrase.start and text[phrase.start - 1] in '“"' else phrase.text


def _complement(content: Content, number: int, clause: Clause) -> str | None:
    """The words of a complement: what was said, begun, wanted; or the quotation beside a verb of speech."""
    sentence = content.sentences[clause.sentence]
    inner = content.complements.get(number)
    if inner is not None and content.clauses[inner].sentence == clause.sentence:
        start, end = content.subtree_span(clause.sentence, content.clauses[inner].verb)
        start = _past_loose_words(content, clause.sentence, content.clauses[inner].verb, start)
        if not start <= sentence.tokens[clause.verb].start < end:
            return _cut(content.text[start:end])
    for k in sentence.children(clause.verb, "xcomp", "ccomp"):
        start, end = content.subtree_span(clause.sentence, k)
        return _cut(content.text[start:end])
    cue = sentence.tokens[clause.verb]
    quotation = content.quotation_by_cue.get(cue.start)
    return _cut(quotation) if quotation else None


def _past_loose_words(content: Content, number: int, verb: int, start: int) -> int:
    """Where a complement begins: at "that", or behind a time or source hung on it ("announced yesterday that")."""
    sentence = content.sentences[number]
    marks = [k for k in sentence.children(verb, "mark") if sentence.tokens[k].text.lower() in ("that", "whether", "if", "to")]
    if marks and marks[0] < verb:
        return sentence.tokens[marks[0]].start
    loose = [k for k in sentence.children(verb, "obl") if k < verb and sentence.tokens[sentence.subtree(k)[0]].start == start]
    if loose and any(sentence.tokens[j].text.lower() == "according" for j in sentence.subtree(loose[0])):
        after = sentence.subtree(loose[0])[-1] + 1
        while after < verb and sentence.tokens[after].upos == "PUNCT":
            after += 1
        return sentence.tokens[after].start
    return start


def _statement(content: Content, number: int, clause: Clause) -> str | None:
    """What a verb of speech reports: the quotation it introduces, or its finite complement; None for other verbs."""
    if clause.lemma.partition(" ")[0] not in clause_words().reporting:
        return None
    sentence = content.sentences[clause.sentence]
    quotation = content.quotation_by_cue.get(sentence.tokens[clause.verb].start)
    if quotation:
        return _cut(quotation)
    inner = content.complements.get(number)
    if inner is None or content.clauses[inner].relation != "ccomp":
        return None
    return _complement(content, number, clause)


def _gist(said: str) -> str:
    """The first words of a long statement, up to a joint of it."""
    said = said.rstrip(" ,;:")
    if len(said) <= _GIST:
        return said
    joint = max(said.rfind(mark, _GIST // 4, _GIST) for mark in _JOINTS)
    return (said[:joint] if joint > 0 else said[:_GIST].rsplit(None, 1)[0]).rstrip(" ,;:")


def _cut(words: str) -> str:
    if len(words) <= _LONGEST:
        return words
    return words[:_LONGEST].rsplit(None, 1)[0]


def _place(content: Content, clause: Clause) -> str | None:
    """The first phrase of place: a named place or country, or a noun that always is one."""
    heads = load_gazetteer().place_heads
    for case, phrase in clause.obliques:
        if case not in _PLACE_CASES:
            continue
        token = content.sentences[phrase.sentence].tokens[phrase.head]
        entity = content.entity_of(phrase)
        if (entity is not None and entity.kind in ("place", "country") and case not in ("to", "from", "into", "on")) or (
            token.lemma.lower() in heads and case not in ("to", "from", "into", "over")
        ):
            return phrase.text
    return None


def _whole_words(text: str, words: str, start: int, end: int) -> int:
    """Where words first stand as whole words in [start, end); -1 when they do not."""
    at = text.find(words, start, end)
    while at >= 0:
        after = at + len(words)
        if not (at and text[at - 1].isalnum() and words[:1].isalnum()) and not (text[after : after + 1].isalnum() and words[-1:].isalnum()):
            return at
        at = text.find(words, at + 1, end)
    return -1


def _evidence(content: Content, clause: Clause, object_text: str | None) -> tuple[int, int]:
    """From the first to the last word of the clause's own sentence that shows it; as short as that."""
    sentence = content.sentences[clause.sentence]
    start, end = clause.start, clause.end
    for phrase in (*clause.agents, *clause.patients, *clause.recipients):
        if phrase.sentence == clause.sentence:
            start, end = min(start, phrase.start), max(end, phrase.end)
    if object_text and not clause.patients:
        at = _whole_words(content.text, object_text, clause.end, sentence.end)
        if at < 0:
            at = _whole_words(content.text, object_text, sentence.start, sentence.end)
        if at >= 0:
            start, end = min(start, at), max(end, at + len(object_text))
    if content.text[max(0, start - 2) : start] == " (":  # "Full Name (NAME) did": the full name shows who
        full = sentence.index_at(start - 3)
        while full > 0 and sentence.tokens[full - 1].upos in ("PROPN", "ADJ") and sentence.tokens[full].text[:1].isupper():
            full -= 1
        start = sentence.tokens[full].start if full >= 0 else start
    return start, min(end, sentence.end)
