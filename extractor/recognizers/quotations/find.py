"""Find quotations and who said them: text in, quotation mentions out (rules Q2, S1-S3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.core.annotations import Block
from extractor.core.mention import QuotationMention
from extractor.core.syntax import NameMention, Sentence
from extractor.recognizers.quotations.attribution import attribute
from extractor.recognizers.quotations.dashes import find_dashed
from extractor.recognizers.quotations.kinds import kind_of
from extractor.recognizers.quotations.lexicon import quotation_words
from extractor.recognizers.quotations.marks import Quoted, find_quoted
from extractor.recognizers.quotations.people import People
from extractor.recognizers.quotations.speakers import assign_speakers
from extractor.recognizers.quotations.turn import Turn

# A text with fewer quotation marks may set its speech with dashes.
_FEW_MARKS = 3
_FEWEST, _LIVELY = 4, 0.12
"""A story has at least so many quotations, and such a share of questions and exclamations among them, no fewer than two."""
_FIGURES = 500
"""A figure, a weekday or a word like "officials" on fewer characters than that makes a report: news has three to fourteen on a
thousand characters, fiction one at most."""
_WORD = re.compile(r"\w+")


def find_quotations(
    text: str, *, names: Sequence[NameMention] = (), sentences: Sequence[Sentence] = (), blocks: Sequence[Block] = ()
) -> tuple[QuotationMention, ...]:
    """Quotations in order of the text, each with its speaker; reported statements without marks need `sentences`.

    Names make the resolved speakers better; without them capitalised words are taken. People of headlines, bylines and
    boilerplate `blocks` are nobody's "he".

    >>> q = find_quotations('“It stands,” Peskov told TASS. Dmitry Peskov spoke in Moscow.')[0]
    >>> q.text, q.speaker, q.cue, q.addressee
    ('It stands,', 'Dmitry Peskov', 'told', 'TASS')
    """
    turns, people = read_turns(text, names=names, blocks=blocks)
    spoken = assign_speakers(text, turns, people)
    if sentences:
        from extractor.recognizers.quotations.indirect import find_indirect

        spoken = sorted([*spoken, *find_indirect(text, sentences, spoken, people)], key=lambda m: (m.start, m.end))
    return tuple(_numbered(spoken))


def read_turns(text: str, *, names: Sequence[NameMention] = (), blocks: Sequence[Block] = ()) -> tuple[list[Turn], People]:
    """Quoted spans with the clauses that attribute them, and the people of the text."""
    quoted = find_quoted(text)
    if sum(not span.single for span in quoted) < _FEW_MARKS:
        dashed = find_dashed(text)
        quoted = dashed if len(dashed) > len(quoted) else quoted
    turns = _turns(text, quoted)
    return turns, People(text, quoted, names, blocks, story=_is_story(text, turns))


def _turns(text: str, quoted: Sequence[Quoted]) -> list[Turn]:
    out: list[Turn] = []
    for i, span in enumerate(quoted):
        paragraph = text.rfind("\n", max(0, span.outer_start - 6_000), span.outer_start) + 1
        right = quoted[i + 1].outer_start if i + 1 < len(quoted) else len(text)
        found = attribute(text, span, quoted[max(0, i - 4) : i], paragraph, right)
        kind = kind_of(text, span, found)
        if kind == "mixed" and out and out[-1].kind == "direct" and _resumes(text, out[-1], span):
            kind = "direct"
        out.append(Turn(span, found, kind, paragraph))
    return out


def _is_story(text: str, turns: Sequence[Turn]) -> bool:
    """A story rather than a report: many of its quotations are questions or exclamations, and few of its words are figures or dates."""
    speech = [turn for turn in turns if turn.kind == "direct"]
    lively = sum(text[turn.quoted.end - 1] in "?!" for turn in speech)
    if len(speech) < _FEWEST or lively < max(2, _LIVELY * len(speech)):
        return False
    reports = quotation_words().report_words
    figures: int = sum(word[0].isdigit() or word.lower() in reports for word in _WORD.findall(text))
    return figures * _FIGURES <= len(text)


def _resumes(text: str, before: Turn, span: Quoted) -> bool:
    """The second half of a split quotation: only its attribution stands between the halves of one sentence."""
    between = text[before.quoted.outer_end : span.outer_start]
    if before.found is None or before.found.side != "right" or text[before.quoted.end - 1] in ".!?" or len(between) > 120:
        return False
    return "\n" not in between and between.rstrip().endswith((",", "—", "-", "–", ";")) and " and " not in between


def _numbered(mentions: Sequence[QuotationMention]) -> list[QuotationMention]:
    """Group numbers counted from 0 in order of the text."""
    numbers: dict[int, int] = {}
    out: list[QuotationMention] = []
    for mention in mentions:
        group = numbers.setdefault(mention.group, len(numbers))
        out.append(mention if mention.group == group else replace(mention, group=group))
    return out
