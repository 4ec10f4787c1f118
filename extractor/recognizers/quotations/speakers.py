"""Give every quotation its speaker: by its clause (S1), its neighbours (S2), and pronouns and short forms resolved (S3)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.core.mention import QuotationMention
from extractor.recognizers.quotations.conversation import converse
from extractor.recognizers.quotations.lexicon import quotation_words
from extractor.recognizers.quotations.people import NARRATOR, People
from extractor.recognizers.quotations.phrases import read_words
from extractor.recognizers.quotations.resolve import Voice, resolve
from extractor.recognizers.quotations.turn import Turn

# A running speaker keeps the word over at most this many characters of narration.
_EXCHANGE = 700


def assign_speakers(text: str, turns: Sequence[Turn], people: People) -> list[QuotationMention]:
    """Quotation mentions of all turns in order; `group` joins split and running quotations."""
    if not turns:
        return []
    voices, groups = converse(text, turns, people) if people.story else _report(text, turns, people)
    dense: dict[int, int] = {}
    return [_mention(text, turn, voices[i], dense.setdefault(groups[i], len(dense))) for i, turn in enumerate(turns)]


def _report(text: str, turns: Sequence[Turn], people: People) -> tuple[list[Voice | None], list[int]]:
    """Voices and groups of a report: nobody speaks whom the text does not name as the speaker."""
    voices: list[Voice | None] = [None] * len(turns)
    groups = list(range(len(turns)))
    for i, turn in enumerate(turns):
        before = _previous_speech(turns, i)
        found = turn.found
        if turn.quoted.continues and i:
            voices[i], groups[i] = _carried(voices[i - 1]), groups[i - 1]
        elif found is not None and found.subject is not None and (turn.is_speech or found.strong):
            voices[i] = resolve(text, found.subject, turn, people, _recent(voices, i))
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
            voices[i] = _implied(text, turns, voices, i, people)
    return voices, groups


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


def _recent(voices: Sequence[Voice | None], i: int) -> list[str]:
    """Who spoke last, the latest first, each once; a narrator is nobody's "he"."""
    out: list[str] = []
    for k in range(i - 1, max(-1, i - 12), -1):
        voice = voices[k]
        if voice and voice.name and voice.name not in out and voice.name != NARRATOR:
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


# --- speakers nobody names beside the quotation


def _implied(text: str, turns: Sequence[Turn], voices: Sequence[Voice | None], i: int, people: People) -> Voice | None:
    turn = turns[i]
    before = _previous_speech(turns, i)
    narrated = max(turn.paragraph, turns[i - 1].quoted.outer_end if i else 0)
    alone = not text[turn.paragraph : turn.quoted.outer_start].strip()
    if turn.kind == "mixed" and not turn.quoted.continues:
        leader = people.subject_before(text.rfind(". ", narrated, turn.quoted.outer_start) + 1 or narrated, turn.quoted.outer_start)
        return Voice(leader.name, leader.start, leader.end, rule="S2", implied=True) if leader else None
    if alone:
        if before >= 0 and _only_white_or_line(text, turns[before], turn):
            return _carried(voices[before])
        named = _named_at_colon(text, turn, people)
        if named is not None or before < 0 or _others_speak(text, turns[before], turn, voices[before], people):
            return named
        return _carried(voices[before])
    leader = people.subject_before(narrated, turn.quoted.outer_start)
    if leader is not None:
        return Voice(leader.name, leader.start, leader.end, rule="S2", implied=True)
    return _carried(voices[before]) if before >= 0 and turns[before].paragraph == turn.paragraph else None


def _only_white_or_line(text: str, a: Turn, b: Turn) -> bool:
    return not text[a.quoted.outer_end : b.quoted.outer_start].strip(" \n\r\t\u00a0()")


def _others_speak(text: str, a: Turn, b: Turn, voice: Voice | None, people: People) -> bool:
    """Whether the paragraphs between two quotations are too long for a running speaker, or somebody else acts or speaks in them."""
    start, end = a.quoted.outer_end, b.quoted.outer_start
    if end - start >= _EXCHANGE:
        return True
    own = text.find("\n", start, end) + 1 or end
    cues = quotation_words().cues
    if any(word.low in cues for word in read_words(text, own, end)):
        return True
    return any(voice is None or name != voice.name for name in people.leaders(own, end))


def _named_at_colon(text: str, turn: Turn, people: People) -> Voice | None:
    """The paragraph before ends in a colon: its subject speaks."""
    head = text[max(0, turn.paragraph - 600) : turn.paragraph].rstrip()
    if not head.endswith((":", "—")):
        return None
    start = turn.paragraph - 600 if turn.paragraph > 600 else 0
    line = max(start, text.rfind("\n", start, start + len(head)) + 1)
    leader = people.subject_before(line, start + len(head))
    return Voice(leader.name, leader.start, leader.end, rule="S2", implied=True) if leader else None
