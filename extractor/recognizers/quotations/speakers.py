"""Give every quotation its speaker: by its clause (S1), its neighbours (S2), and pronouns and short forms resolved (S3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.core.mention import QuotationMention
from extractor.recognizers.quotations.lexicon import quotation_words
from extractor.recognizers.quotations.naming import name_gender, name_in
from extractor.recognizers.quotations.people import NARRATOR, People
from extractor.recognizers.quotations.phrases import Phrase, first_phrase, read_words
from extractor.recognizers.quotations.turn import Turn

_FIRST = frozenset({"i", "we"})
# A conversation hands the word back and forth over at most this many characters of narration.
_EXCHANGE = 700
_EQUAL = 0.3
"""In a report, two people whose claims to a pronoun differ by less than a sentence or two fit equally well (S3)."""
_CALLED = r"(?:[Mm]y dear |[Dd]ear |old )?(?:Mr\.? |Mrs\.? |Miss |Dr\.? )?([A-Z][a-z]{2,})"
_VOCATIVE = re.compile(rf"(?<=, ){_CALLED}(?=[,.!?])|(?:(?<=^)|(?<=[.!?] )|(?<=[“\"‘'])){_CALLED}(?=, )", re.MULTILINE)
"""Somebody spoken to: ", Watson." or "Watson, ..."."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A resolved speaker with the words beside the quotation that name it."""

    name: str | None
    start: int | None = None
    end: int | None = None
    candidates: tuple[str, ...] = ()
    rule: str = "S1"
    implied: bool = False


def assign_speakers(text: str, turns: Sequence[Turn], people: People) -> list[QuotationMention]:
    """Quotation mentions of all turns in order; `group` joins split and running quotations."""
    if not turns:
        return []
    dialogue = _is_dialogue(text, turns)
    voices: list[Voice | None] = [None] * len(turns)
    groups = list(range(len(turns)))
    for i, turn in enumerate(turns):
        before = _previous_speech(turns, i)
        found = turn.found
        if turn.quoted.continues and i:
            voices[i], groups[i] = _carried(voices[i - 1]), groups[i - 1]
        elif found is not None and found.subject is not None and (turn.is_speech or found.strong):
            voices[i] = _resolve(
                text, found.subject, turn, people, _recent(turns, voices, i, people.narrator if dialogue else NARRATOR), dialogue
            )
            if before >= 0 and _is_split(text, turns, before, i) and _same(voices[before], voices[i]):
                groups[i] = groups[before]
        elif found is not None and found.addressee is not None and turn.is_speech:
            voices[i] = Voice(None, rule="S3")  # it says who was told, and not by whom
        elif before >= 0 and turn.is_speech and _joined(text, turns, before, i):
            voices[i] = _carried(voices[before])
            if turn.kind == turns[before].kind == "direct":
                groups[i] = groups[before]
    _from_later(text, turns, voices, groups)
    for i, turn in enumerate(turns):
        if voices[i] is None and turn.is_speech:
            voices[i] = _implied(text, turns, voices, i, people, dialogue)
    dense: dict[int, int] = {}
    return [_mention(text, turn, voices[i], dense.setdefault(groups[i], len(dense))) for i, turn in enumerate(turns)]


def _mention(text: str, turn: Turn, voice: Voice | None, group: int) -> QuotationMention:
    quoted, found = turn.quoted, turn.found
    cue = found.cue if found else None
    told = found.addressee if found else None
    voice = voice or Voice(None)
    speech = turn.is_speech
    return QuotationMention(
        start=quoted.start,
        end=quoted.end,
        text=text[quoted.start : quoted.end],
        kind=turn.kind,
        outer_start=quoted.outer_start,
        outer_end=quoted.outer_end,
        speaker=voice.name if speech else None,
        speaker_start=voice.start if speech else None,
        speaker_end=voice.end if speech else None,
        candidates=voice.candidates if speech else (),
        cue=text[cue.start : cue.end] if cue and speech else None,
        cue_start=cue.start if cue and speech else None,
        cue_end=cue.end if cue and speech else None,
        addressee=text[told.start : told.end] if told and speech else None,
        group=group,
        rule=voice.rule if speech else "Q2",
    )


def _carried(voice: Voice | None) -> Voice | None:
    return Voice(voice.name, voice.start, voice.end, voice.candidates, "S2", voice.implied) if voice else None


def _same(a: Voice | None, b: Voice | None) -> bool:
    return a is not None and b is not None and (a.name == b.name or a.start == b.start)


def _previous_speech(turns: Sequence[Turn], i: int) -> int:
    for k in range(i - 1, max(-1, i - 6), -1):
        if turns[k].is_speech:
            return k
    return -1


def _recent(turns: Sequence[Turn], voices: Sequence[Voice | None], i: int, narrator: str = NARRATOR) -> list[str]:
    """Who spoke last, the latest first, each once; a narrator is nobody's "he"."""
    out: list[str] = []
    for k in range(i - 1, max(-1, i - 12), -1):
        voice = voices[k]
        if voice and voice.name and voice.name not in out and (voice.name != narrator):
            out.append(voice.name)
    return out


def _is_split(text: str, turns: Sequence[Turn], a: int, b: int) -> bool:
    """Two parts of one quotation with the attribution between them, in one paragraph."""
    between = text[turns[a].quoted.outer_end : turns[b].quoted.outer_start]
    return turns[a].kind == turns[b].kind == "direct" and "\n" not in between and len(between) < 250


def _joined(text: str, turns: Sequence[Turn], a: int, b: int) -> bool:
    """A quotation without a clause of its own goes on with the one before it in the same paragraph (S2)."""
    between = text[turns[a].quoted.outer_end : turns[b].quoted.outer_start]
    if "\n" in between:
        return False
    sentences = len(re.findall(r"[.!?](?:\s+[A-Z“\"]|\s*$)", between))
    return sentences <= 1


def _from_later(text: str, turns: Sequence[Turn], voices: list[Voice | None], groups: list[int]) -> None:
    """ "A." "B," said X: the first part belongs to the clause of the second."""
    for i in range(len(turns) - 2, -1, -1):
        nxt = i + 1
        found = turns[nxt].found
        if voices[i] is None and turns[i].is_speech and voices[nxt] is not None and found is not None and found.side == "right":
            between = text[turns[i].quoted.outer_end : turns[nxt].quoted.outer_start]
            if len(between) < 60 and "\n" not in between and (not between.strip(" .,;—–-") or between.strip().lower() in ("and", "or")):
                voices[i], groups[i] = _carried(voices[nxt]), groups[i]
                groups[nxt] = groups[i] if turns[nxt].kind == turns[i].kind else groups[nxt]


def resolve_phrase(text: str, phrase: Phrase, people: People) -> Voice:
    """The fullest name of a phrase, or of the person a pronoun or description stands for."""
    return _resolve(text, phrase, None, people, (), False)


def _resolve(text: str, phrase: Phrase, turn: Turn | None, people: People, recent: Sequence[str], dialogue: bool) -> Voice:
    lists = quotation_words()
    first = phrase.words[0].low
    start, end = phrase.start, phrase.end
    if len(phrase.words) == 1 and first in lists.pronouns:
        if first in _FIRST:
            return Voice((people.narrator if dialogue else NARRATOR) if first == "i" else None, start, end)
        return _pronoun(turn, first, start, end, people, recent, dialogue)
    span = name_in(phrase, text, people.surfaces)
    if span is not None:
        return Voice(people.fullest(text[span[0] : span[1]], span[0]), start, max(span[1], start + 1))
    name = _described(text, phrase, people)
    return Voice(name, start, end, rule="S1" if name == phrase.text else "S3")


def _pronoun(turn: Turn | None, word: str, start: int, end: int, people: People, recent: Sequence[str], dialogue: bool) -> Voice:
    before = min(start, turn.quoted.outer_start) if turn else start
    opening = turn is not None and start > turn.quoted.start and turn.paragraph >= turn.quoted.outer_start - 1
    avoid = recent[0] if dialogue and recent and opening else None
    lists = quotation_words()
    gender = "male" if word in lists.male else "female" if word in lists.female else None
    options = people.nearest(before, word, avoid=avoid, prefer=recent[:3], margin=0.0 if dialogue else _EQUAL)
    if dialogue and gender and len(options) != 1:
        known = next((name for name in recent if name_gender(name) == gender), None) or people.foremost(before, word)
        if known:
            return Voice(known, start, end, rule="S3")
    if len(options) == 1:
        return Voice(options[0].name, start, end, rule="S3")
    if options:
        return Voice(None, start, end, tuple(sorted(o.name for o in options)), "S3")
    if gender is None:
        return Voice(None, start, end, rule="S3")
    known = next((name for name in recent if name_gender(name) == gender), None)
    open_name = next((name for name in recent if name[:1].isupper() and name != NARRATOR and name_gender(name) is None), None)
    return Voice(known or open_name, start, end, rule="S3")


def _described(text: str, phrase: Phrase, people: People) -> str:
    """ "The NATO official" after "a NATO official"; "the spokesman" after "spokesman Dmitry Peskov"; else the phrase itself."""
    surface = text[phrase.start : phrase.end]
    words = surface.split()
    spouse = people.spouse(surface, phrase.start) or people.titled(surface, phrase.start)
    if spouse is not None:
        return spouse
    if words[0].lower() not in ("the", "this", "that") or len(words) < 2:
        return surface
    rest = " ".join(words[1:])
    for article in ("a", "an", "another", "one"):
        at = people.first(f"{article} {rest.lower()}")
        at = at if at < phrase.start else -1
        if at >= 0 and (at == 0 or not text[at - 1].isalnum()):
            return text[at : at + len(article) + 1 + len(rest)]
    if len(words) == 2 and rest.lower() in quotation_words().unnamed:
        window = text[max(0, phrase.start - 3_000) : phrase.start]
        head = re.escape(rest)
        before = rf"\b{head} ((?:[A-Z][\w'’-]+ ?){{2,3}})"
        behind = rf"((?:[A-Z][\w'’-]+ ){{1,2}}[A-Z][\w'’-]+), (?:an?|the) [^,.]{{0,40}}\b{head}\b"
        named = list(re.finditer(f"{before}|{behind}", window))
        if named:
            return (named[-1].group(1) or named[-1].group(2)).strip()
    return surface


# --- speakers nobody names beside the quotation


def _implied(text: str, turns: Sequence[Turn], voices: Sequence[Voice | None], i: int, people: People, dialogue: bool) -> Voice | None:
    turn = turns[i]
    before = _previous_speech(turns, i)
    narrated = max(turn.paragraph, turns[i - 1].quoted.outer_end if i else 0)
    alone = not text[turn.paragraph : turn.quoted.outer_start].strip()
    if not dialogue:
        if turn.kind == "mixed" and not turn.quoted.continues:
            leader = people.subject_before(text.rfind(". ", narrated, turn.quoted.outer_start) + 1 or narrated, turn.quoted.outer_start)
            return Voice(leader.name, leader.start, leader.end, rule="S2", implied=True) if leader else None
        if alone:
            if before >= 0 and _only_white_or_line(text, turns[before], turn):
                return _carried(voices[before])
            return _named_at_colon(text, turn, people) or (
                _carried(voices[before]) if before >= 0 and turn.quoted.outer_start - turns[before].quoted.outer_end < _EXCHANGE else None
            )
        leader = people.subject_before(narrated, turn.quoted.outer_start)
        if leader is not None:
            return Voice(leader.name, leader.start, leader.end, rule="S2", implied=True)
        return _carried(voices[before]) if before >= 0 and turns[before].paragraph == turn.paragraph else None
    return _in_dialogue(text, turns, voices, i, people, before)


def _only_white_or_line(text: str, a: Turn, b: Turn) -> bool:
    return not text[a.quoted.outer_end : b.quoted.outer_start].strip(" \n\r\t\u00a0()")


def _named_at_colon(text: str, turn: Turn, people: People) -> Voice | None:
    """The paragraph before ends in a colon: its subject speaks."""
    head = text[max(0, turn.paragraph - 600) : turn.paragraph].rstrip()
    if not head.endswith((":", "—")):
        return None
    start = turn.paragraph - 600 if turn.paragraph > 600 else 0
    line = max(start, text.rfind("\n", start, start + len(head)) + 1)
    leader = people.subject_before(line, start + len(head))
    return Voice(leader.name, leader.start, leader.end, rule="S2", implied=True) if leader else None


def _in_dialogue(text: str, turns: Sequence[Turn], voices: Sequence[Voice | None], i: int, people: People, before: int) -> Voice | None:
    """Turns alternate; a sentence of narration just before a quotation hands the word to its subject."""
    turn = turns[i]
    floor = turns[before].quoted.outer_end if before >= 0 else max(0, turn.quoted.outer_start - 400)
    previous = voices[before] if before >= 0 else None
    close = before >= 0 and turn.quoted.outer_start - floor < _EXCHANGE
    found = turns[before].found if before >= 0 else None
    narration = text[floor : turn.quoted.outer_start]
    trailing = found is not None and found.side == "right" and narration.count("\n") <= 1 + (text[floor : floor + 1] == "\n")
    if close and trailing and previous is not None:
        asked = text[turns[before].quoted.end - 1] == "?"
        other = _other_voice(turns, voices, i, previous)
        return Voice(other if asked and other else previous.name, rule="S2", implied=True)
    if close and not narration.strip():
        name = _addressed(text, turns[before], previous, people, _recent(turns, voices, i, "")) or _other_voice(turns, voices, i, previous)
        called = _vocatives(text, turn)
        if name and called & set(name.split()):
            name = next((n for n in _recent(turns, voices, i, "") if not called & set(n.split())), name)
        return Voice(name or (previous.name if previous and "\n" not in narration else None), rule="S2", implied=True)
    acting = _acting(text, max(floor, turn.quoted.outer_start - 400), turn, people, _recent(turns, voices, i, people.narrator))
    if acting is not None:
        return acting
    if close and previous is not None and text[turns[before].quoted.end - 1] != "?":
        return Voice(previous.name, rule="S2", implied=True)
    if close:
        other = _other_voice(turns, voices, i, previous)
        return Voice(other or (previous.name if previous else None), rule="S2", implied=True)
    return None


def _vocatives(text: str, turn: Turn) -> set[str]:
    """Names by which a quotation speaks to somebody."""
    words = {
        m.group(1) or m.group(2) for m in _VOCATIVE.finditer(text, turn.quoted.start, min(turn.quoted.end + 1, turn.quoted.start + 3_000))
    }
    return {word for word in words if word.lower() not in quotation_words().no_names}


def _addressed(text: str, turn: Turn, voice: Voice | None, people: People, recent: Sequence[str]) -> str | None:
    """Whom the quotation before speaks to by name: that person answers."""
    for word in sorted(_vocatives(text, turn)):
        name = people.fullest(word, turn.quoted.start)
        if name in recent and (voice is None or name != voice.name):
            return name
    return None


def _acting(text: str, start: int, turn: Turn, people: People, recent: Sequence[str]) -> Voice | None:
    """The subject of the last sentence of narration before a quotation."""
    narration = text[start : turn.quoted.outer_start].rstrip()
    cut = max(narration.rfind("\n"), narration.rfind(". ", 0, max(0, len(narration) - 2)))
    words = read_words(text, start + cut + 1, turn.quoted.outer_start)
    if not words:
        return None
    lists = quotation_words()
    if words[0].low in ("his", "her") and words[0].is_capital:
        return _pronoun(turn, words[0].low, words[0].start, words[0].end, people, recent, False)
    phrase = first_phrase(words, 0, len(words))
    if phrase is not None and phrase.words[0].low in lists.pronouns and phrase.words[0].low not in ("it", "you", "one", "they", "we"):
        return _resolve(text, phrase, turn, people, recent, False)
    leader = people.subject_before(words[0].start, turn.quoted.outer_start)
    return Voice(leader.name, leader.start, leader.end, rule="S2", implied=True) if leader is not None else None


def _other_voice(turns: Sequence[Turn], voices: Sequence[Voice | None], i: int, previous: Voice | None) -> str | None:
    """The latest speaker who is not the previous one."""
    for k in range(i - 1, max(-1, i - 10), -1):
        voice = voices[k]
        if voice and voice.name and (previous is None or voice.name != previous.name):
            return voice.name
    return None


def _is_dialogue(text: str, turns: Sequence[Turn]) -> bool:
    """A story rather than a report: many quotations are questions or exclamations, or clauses stand inverted in the past."""
    speech = [t for t in turns if t.kind == "direct"]
    if len(speech) < 4:
        return False
    lively = sum(text[t.quoted.end - 1] in "?!" for t in speech)
    return lively >= 0.12 * len(speech)
