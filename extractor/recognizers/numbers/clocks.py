"""Read clock times and race times (M22); tokens in, a draft out."""

from __future__ import annotations

from decimal import Decimal

from extractor.recognizers.numbers.draft import Draft
from extractor.recognizers.numbers.lexicon import Lexicon
from extractor.recognizers.numbers.marks import label_draft
from extractor.recognizers.numbers.tokens import Tokens

_HOURS = 12


def read_clock(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """M22: 8:40 a.m., 17:00, 5 pm; 3:58:01 with hours, minutes and seconds is a duration unless it stands after "at"."""
    after = lexicon.sets["clock.after"]
    word = t.words[i]
    if t.low(i + 1) == ":" and t.glued(i + 1) and t.is_digits(i + 2) and t.glued(i + 2) and word.isdigit() and len(word) <= 2:
        if not (t.words[i + 2][:2].isdigit() and len(t.words[i + 2].split(".")[0]) == 2):
            return None
        if t.words[i - 1 : i] and t.words[i - 1] in lexicon.sets["labels.capitalized"]:
            return label_draft(t, i - 1, i + 3, "name", "M24", i)
        stop = i + 3
        if (
            t.low(stop) == ":"
            and t.glued(stop)
            and t.is_digits(stop + 1)
            and t.glued(stop + 1)
            and len(t.words[stop + 1].split(".")[0]) == 2
        ):
            stop += 2
            if t.low(i - 1) not in ("at", "by", "around", "about", "until", "from") and t.low(stop) not in after:
                seconds = int(word) * 3600 + int(t.words[i + 2][:2]) * 60 + Decimal(t.words[stop - 1])
                return Draft(i, stop, "dur", "M22", value=seconds, unit="second")
        return label_draft(t, i, _clock_end(t, stop, lexicon), "time", "M22", i)
    if word.replace(".", "").isdigit() and t.near(i + 1) and len(word) <= 5:
        stop = _clock_end(t, i + 1, lexicon)
        if stop > i + 1 and t.lows[i + 1] not in ("est", "noon", "midnight", "hrs", "gmt", "utc") and Decimal(word) < 13:
            return label_draft(t, i, stop, "time", "M22", i)
        if (
            len(word) == 4
            and t.lows[i + 1] in ("gmt", "utc", "hrs", "hours", "bst", "cet")
            and word.isdigit()
            and int(word[2:]) < 60
            and word < "2400"
        ):
            return label_draft(t, i, i + 2, "time", "M22", i)
    return None


def _clock_end(t: Tokens, stop: int, lexicon: Lexicon) -> int:
    """Skip "a.m.", "pm", "o'clock", "GMT" after a clock time."""
    if t.low(stop) in ("a", "p") and t.low(stop + 1) == "." and t.low(stop + 2) == "m" and t.glued(stop + 2):
        return stop + 4 if t.low(stop + 3) == "." and t.glued(stop + 3) else stop + 3
    if t.low(stop) in lexicon.sets["clock.after"] and t.near(stop):
        if t.low(stop) == "am" and t.words[stop] == "AM" and False:
            return stop
        return stop + 1
    return stop


def read_spelled_clock(t: Tokens, i: int, lexicon: Lexicon) -> Draft | None:
    """Read a clock time in words: "half past five", "a quarter to six", "ten past nine", "five o'clock" (M22)."""
    word = lexicon.words.get(t.lows[i])
    if word is None or not t.near(i + 1):
        return None
    if word.kind == "card" and 0 < word.value <= _HOURS and t.lows[i + 1] in lexicon.sets["clock.spoken"]:
        return Draft(i, i + 2, "time", "M22", core=(i, i + 1))
    joiner = t.lows[i + 1]
    minutes = (word.kind == "half" and not word.plural) or (
        word.kind in ("card", "tens") and joiner == "past" and word.value in (5, 10, 20, 25)
    )
    if not minutes or joiner not in ("past", "to") or (joiner == "to" and word.value != 4):
        return None
    hour = lexicon.words.get(t.low(i + 2))
    spoken = hour is not None and hour.kind == "card" and 0 < hour.value <= _HOURS
    if not spoken or (joiner == "to" and (t.is_word(i + 3) and t.low(i + 3) not in ("on", "in", "and", "when"))):
        return None
    return Draft(i - 1 if t.low(i - 1) == "a" else i, i + 3, "time", "M22", core=(i, i + 3))
