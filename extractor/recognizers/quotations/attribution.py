"""Find the attribution clause that touches a quotation (rule S1): its neighbourhood in, speaker phrase, cue and listener out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractor.recognizers.quotations.lexicon import quotation_words
from extractor.recognizers.quotations.marks import Quoted
from extractor.recognizers.quotations.phrases import (
    Phrase,
    Word,
    first_phrase,
    is_cue,
    make_phrase,
    phrase_from,
    read_words,
    sentence_starts,
    subject_before,
)

_LEFT, _RIGHT = 420, 260
_AS_SAYING = frozenset({"saying", "telling", "writing", "stating", "adding"})
_NO_SUBJECT = frozenset("him them me us her".split())
_PHRASAL = frozenset("went put cut chimed broke burst called cried shouted".split())
_PARTICLES = frozenset("on in out up back".split())
"""After these verbs, a part of the verb: "went on Sir Henry"."""
_REACTIONS = frozenset("agree disagree respond react object protest smile laugh nod grin shrug frown sigh hesitate refuse".split())
"""Verbs that say after a full stop how somebody took what was said."""
QUOTED = "\u25a0"
"""Stands for an earlier quotation among the words of a clause."""
_TELLING = frozenset("tell ask inform remind advise assure warn urge".split())


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who speaks, by which words."""

    subject: Phrase | None
    cue: Phrase | None
    addressee: Phrase | None = None
    side: str = "left"
    strong: bool = True
    """The clause stands directly beside the quotation."""


def attribute(text: str, quoted: Quoted, earlier: Sequence[Quoted], paragraph: int, right_limit: int) -> Attribution | None:
    """The attribution clause of one quotation; None when no clause touches it.

    `earlier` are the quotations before it, the nearest last; the clause may run around them but not out of the paragraph.
    """
    left = _left_words(text, quoted, earlier, paragraph)
    right = _right_words(text, quoted, right_limit)
    after = _after(text, quoted, right)
    before = _before(left)
    introduced = before is not None and before.strong and bool(left) and left[-1].text in (",", ":")
    below = bool(right) and "\n" in text[quoted.outer_end : right[0].start]
    if after is not None and after.strong and not (introduced and below):
        return after
    if before is not None and before.strong:
        return before
    return after or before


def _left_words(text: str, quoted: Quoted, earlier: Sequence[Quoted], paragraph: int) -> list[Word]:
    """Words before the quotation, each earlier quotation of the paragraph standing as one mark."""
    if earlier and earlier[-1].outer_end >= paragraph and not text[earlier[-1].outer_end : quoted.outer_start].strip():
        return []  # another quotation ends right before it: no clause stands between
    floor = max(paragraph, quoted.outer_start - _LEFT, earlier[0].outer_start if len(earlier) > 3 else 0)
    words: list[Word] = []
    at = floor
    for other in earlier:
        if other.outer_end <= floor:
            continue
        if other.outer_start >= floor:
            words += read_words(text, at, other.outer_start)
        ended = text[other.end - 1] in ".!?" and text[other.outer_end : other.outer_end + 2].strip()[:1].isupper()
        words.append(Word(other.outer_start, other.outer_end, "." if ended else QUOTED, QUOTED))
        at = other.outer_end
    return words + read_words(text, at, quoted.outer_start)


def _right_words(text: str, quoted: Quoted, limit: int) -> list[Word]:
    """Words after the quotation up to the end of the sentence; the next line belongs to it after "?" or "!"."""
    stop = min(limit, quoted.outer_end + _RIGHT)
    line = text.find("\n", quoted.outer_end, stop)
    if line >= 0 and not (
        text[quoted.end - 1 : quoted.end] in "?!" and text[line : line + 2] != "\n\n" and not text[quoted.outer_end : line].strip()
    ):
        stop = line
    words = read_words(text, quoted.outer_end, stop)
    starts = sentence_starts(words)
    return words[: starts[1]] if len(starts) > 1 else words


def _after(text: str, quoted: Quoted, words: list[Word]) -> Attribution | None:
    lists = quotation_words()
    final = text[quoted.end - 1 : quoted.end]
    if words and "\n" in text[quoted.outer_end : words[0].start]:
        final = "\n"
    i = 0
    if words and words[0].text == "(":
        while i < len(words) and words[i].text != ")":
            i += 1
        while i < len(words) and words[i].text == ")":
            i += 1
    comma = final == ","
    dash = False
    while i < len(words) and (words[i].text in ",-–—" or words[i].text == "--"):
        comma = comma or words[i].text == ","
        dash = dash or words[i].text != ","
        i += 1
    if i >= len(words) or words[i].text in ".;:!?":
        return None
    if dash and not comma and words[i].is_capital and len(words) - i <= 8 and not any(is_cue(words, k) for k in range(i, len(words))):
        return Attribution(phrase_from(words, i, len(words)), None, side="right")
    if comma and not dash and (bare := _bare_name(words, i)) is not None:
        return Attribution(bare, None, side="right")
    # A full stop inside the marks ends the sentence; only a clause of its own kind can still name the speaker.
    stopped = final == "." and not (words[i].low in lists.cues and not words[i].is_capital)
    stopped = stopped or (final in "!?" and words[i].is_capital and words[i].low in ("the", "a", "an"))
    if words[i].low == "according" and i + 1 < len(words) and words[i + 1].low == "to":
        return Attribution(phrase_from(words, i + 2, len(words)), make_phrase(words[i : i + 2]), side="right")
    open_cue = comma or (final in "?!—…-" and final != "\n")
    inverted = i
    while (
        inverted < len(words)
        and (words[inverted].low in ("so", "thus", "then", "as") or words[inverted].low.endswith("ly"))
        and not words[inverted].is_capital
    ):
        inverted += 1
    if inverted < len(words) and not words[inverted].is_capital:
        low = words[inverted].low
        base = lists.beside.get(low) if open_cue or final != "." else lists.cues.get(low)
        if low in lists.noun_forms and low == base:
            base = None
        if base is None and comma and low.endswith("ed"):
            base = low
        if base and not low.endswith("ing"):
            k = inverted + 1
            while k < len(words) and words[k].low.endswith("ly") and not words[k].is_capital:
                k += 1
            if words[k - 1].low in _PHRASAL and k + 1 < len(words) and words[k].low in _PARTICLES:
                k += 1
            subject = phrase_from(words, k, len(words)) if k < len(words) and not _is_object(words, k) else None
            if subject is not None and not (subject.words[0].low.endswith("day")):
                return Attribution(
                    subject, make_phrase(words[inverted : inverted + 1]), _listener_after(words, k + len(subject.words)), "right"
                )
        if base and low.endswith("ing"):
            return None
    found = _subject_first(words, i, comma=comma, open_cue=open_cue, stopped=stopped)
    return found


def _bare_name(words: list[Word], i: int) -> Phrase | None:
    """ "[...]," Jesse Toprak, an analyst: a full name with who it is and no verb at all; None for anything else."""
    lists = quotation_words()
    k = i
    while k < len(words) and words[k].is_capital:
        k += 1
    if k - i < 2 or k >= len(words) or words[k].text != "," or words[-1].text not in ".!?":
        return None
    verbs = (j for j in range(k, len(words)) if is_cue(words, j, beside=True) or words[j].low in lists.auxiliaries | lists.relatives)
    told = any(words[j].low.endswith("ed") for j in range(k, len(words)))
    return None if told or next(verbs, None) is not None else make_phrase(words[i:k])


def _is_object(words: Sequence[Word], k: int) -> bool:
    """A pronoun that cannot be a subject: "told him"; but "said her mother"."""
    if words[k].low != "her":
        return words[k].low in _NO_SUBJECT
    lists = quotation_words()
    return not (k + 1 < len(words) and words[k + 1].is_word and words[k + 1].low not in lists.prepositions | lists.clause | lists.between)


def _subject_first(words: list[Word], i: int, *, comma: bool, open_cue: bool, stopped: bool) -> Attribution | None:
    """ "X said", "X, a Y, told Z": the subject stands first and the verb follows within its clause."""
    lists = quotation_words()
    if (
        words[i].low in lists.prepositions
        or words[i].low in lists.clause
        or words[i].low in lists.relatives
        or words[i].low in ("and", "or", "but")
    ):
        return None
    pronoun = words[i].low in lists.pronouns
    reach = i + (5 if pronoun else 30)
    within = 0
    for c in range(i + 1, min(len(words), reach)):
        word = words[c]
        if word.text in ";:":
            return None
        if word.text == ",":
            within += 1
        near = within == 0 and c <= i + 7
        base = is_cue(words, c, beside=near and open_cue)
        if (
            base is None
            and comma
            and near
            and word.low.endswith("ed")
            and not word.is_capital
            and (pronoun or words[c - 1].is_capital or words[c - 1].low in lists.unnamed | lists.male_nouns | lists.female_nouns)
        ):
            base = word.low
        if base is None:
            if (
                word.low in lists.auxiliaries
                and within == 0
                and not (c + 1 < len(words) and (words[c + 1].low.endswith(("ing", "ed")) or words[c + 1].low in lists.between))
            ):
                return None
            if (
                word.low in ("and", "but")
                and within == 0
                and not (words[c - 1].is_capital and c + 1 < len(words) and words[c + 1].is_capital)
                and (pronoun or not open_cue)
            ):
                return None
            continue
        if word.low.endswith("ing") and ((within == 0 and c > i + 2) or not comma):
            return None
        if stopped and base in _REACTIONS:
            return None  # "We will not wait." The chief disagreed.
        if stopped and not (c + 1 >= len(words) or words[c + 1].text in ".,"):
            return None
        if c + 1 < len(words) and words[c + 1].low == "that" and not comma:
            return None  # "Mr. Lee replied that he had not" reports something else
        followed = (c + 1 < len(words) and words[c + 1].text == ":") or _introduces_next(words, c)
        if followed and not comma:
            return None
        cited = _cited(words, c, base)
        if cited is not None:
            return cited
        subject = subject_before(words[i:], c - i)
        if subject is None:
            subject = phrase_from(words, i, c)
        return Attribution(subject, make_phrase(words[c : c + 1]), _listener_after(words, c + 1, base), "right") if subject else None
    return None


def _quoting(words: Sequence[Word], begin: int, c: int) -> int:
    """The word "quoted" of a clause that ends in "as saying" at word c; -1 for another clause."""
    if words[c].low not in _AS_SAYING or c - 1 <= begin or words[c - 1].low != "as":
        return -1
    return next((k for k in range(c - 2, begin - 1, -1) if words[k].low in ("quoted", "quotes", "quoting", "cited", "cites")), -1)


def _cited(words: list[Word], c: int, base: str) -> Attribution | None:
    """Who is quoted at word c as saying it: "Reuters quoted [a minister, Ana Pell,] as saying"."""
    if c < 0 or base not in ("quote", "cite"):
        return None
    stop = next((k for k in range(c + 2, min(len(words) - 1, c + 16)) if words[k].low == "as" and words[k + 1].low in _AS_SAYING), -1)
    subject = phrase_from(words, c + 1, stop) if stop > 0 else None
    return Attribution(subject, make_phrase(words[stop + 1 : stop + 2]), side="right") if subject is not None else None


def _introduces_next(words: Sequence[Word], c: int) -> bool:
    """The verb is the last word before another quotation: it may belong to that one."""
    return c == len(words) - 1 or (c == len(words) - 2 and words[-1].text == ":")


def _listener_after(words: Sequence[Word], i: int, base: str = "tell") -> Phrase | None:
    """The person or body told, directly after the verb or after "to"."""
    lists = quotation_words()
    while i < len(words) and words[i].low in ("to",):
        i += 1
        base = "tell"
    if i >= len(words) or base not in _TELLING or not words[i].is_word:
        return None
    if words[i].low in _NO_SUBJECT or words[i].low in ("you", "it"):
        return make_phrase(words[i : i + 1])
    if words[i].low in lists.clause or words[i].low in lists.prepositions:
        return None
    return phrase_from(words, i, len(words))


def _before(words: list[Word]) -> Attribution | None:
    """The clause on the left: "X said, ", "According to X, ", "X: ", or a verb of speech that governs a quoted fragment."""
    if not words:
        return None
    starts = sentence_starts(words)
    begin = starts[-1]
    last = len(words) - 1
    if words[last].text in ".!?…" and last > begin:
        return None
    end = last if words[last].text in ",:(—–-" else last + 1
    colon = words[last].text == ":"
    for c in range(end - 1, begin - 1, -1):
        if words[c].text == ";" or words[c].low == QUOTED:
            break
        beside = c == end - 1 or colon or words[last].text == ","
        base = is_cue(words, c, beside=beside)
        if words[c].low == "according" and c + 1 < len(words) and words[c + 1].low == "to":
            return Attribution(phrase_from(words, c + 2, len(words)), make_phrase(words[c : c + 2]), strong=False)
        if base is None:
            continue
        if not words[c].low.endswith("ing") and c > begin and words[c - 1].low in ("is", "was", "are", "were", "be", "been"):
            by = next((k for k in range(c + 1, end) if words[k].low == "by"), -1)
            if base in _TELLING:  # "she was told by police that": the subject listens
                by = by if by <= c + 2 else -1
                teller = phrase_from(words, by + 1, end) if by >= 0 else None
                told = subject_before(words[begin:], c - begin - 1)
                if told is not None:
                    return Attribution(teller, make_phrase(words[c : c + 1]), told)
            if by < 0:
                continue
        if (
            words[c].low in ("asked", "called", "named", "described", "quoted", "seen", "posted")
            and c + 1 < end
            and words[c + 1].low in ("by", "in")
        ):
            continue
        subject = subject_before(words[begin:], c - begin)
        cited = _cited(words, _quoting(words, begin, c), "quote") or _cited(words, c, base)
        if cited is not None:
            return cited
        if words[begin].low == QUOTED and words[c].low.endswith("ing") and words[c - 1].text == ",":
            return Attribution(None, make_phrase(words[c : c + 1]))
        if subject is None and c > begin and words[c - 1].low == "to":
            subject = first_phrase(words, begin, c)
        if subject is None and c == begin and begin == 0:
            inverted = phrase_from(words, c + 1, end)
            return Attribution(inverted, make_phrase(words[c : c + 1]), None, strong=False) if inverted else None
        if subject is None:
            continue
        return Attribution(subject, make_phrase(words[c : c + 1]), _listener_after(words, c + 1, base), strong=end - c <= 12 or colon)
    if colon and not any(word.low == QUOTED for word in words[begin:]):
        whole = words[begin:last]
        subject = phrase_from(words, begin, last) if len(whole) <= 6 else first_phrase(words, begin, last)
        return Attribution(subject, None, strong=len(whole) <= 6) if subject else None
    return None
