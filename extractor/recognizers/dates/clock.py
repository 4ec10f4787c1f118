"""Read clock times: 8:40 a.m., 17:00 GMT, 5pm, noon; a time beside a date joins it (D33)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.recognizers.dates.lexicon import Lexicon
from extractor.recognizers.dates.tokens import Tokens

_CLOCK = re.compile(
    r"(?P<h>[01]?\d|2[0-3])(?:[:.](?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?)?\s?(?P<half>[ap]\.?\s?m\b\.?|[AP]\.?M\b\.?)"
    r"|(?P<h2>[01]?\d|2[0-3]):(?P<m2>[0-5]\d)(?::(?P<s2>[0-5]\d))?(?![\d:]|\s?(?:-|to)\s?\d+\s?(?:win|loss|victory))"
    r"|(?P<h3>[01]\d|2[0-4])(?P<m3>[0-5]\d)\s?(?:hrs|hours|GMT|UTC|local time)\b"
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time: its written form for EDTF, and the token after it."""

    stop: int
    end: int
    value: str


def read_clock(t: Tokens, i: int, lexicon: Lexicon) -> Clock | None:
    """The clock time at token `i`."""
    word = t.low(i)
    if word in ("noon", "midday", "midnight"):
        return Clock(i + 1, t.ends[i], "T00:00:00" if word == "midnight" else "T12:00:00")
    if not word[:1].isdigit() or (t.glued(i) and t.low(i - 1)[-1:] in ":.,/-$€£"):
        return None
    match = _CLOCK.match(t.text, t.starts[i])
    if match is None:
        return None
    hour, minute, second = match["h"] or match["h2"] or match["h3"], match["m"] or match["m2"] or match["m3"], match["s"] or match["s2"]
    number = int(hour)
    if match["half"]:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + (12 if match["half"][0] in "pP" else 0)
    end = match.end()
    if match["half"] and match["half"].endswith(".") and match["half"][1:2] != ".":
        end -= 1
    stop = t.at(end, i)
    zone = ""
    if t.low(stop) in lexicon.zones and t.text[t.starts[stop] : t.ends[stop]].isupper():
        zone = lexicon.zones[t.low(stop)]
        end, stop = t.ends[stop], stop + 1
    elif match["h3"] and match.group().endswith(("GMT", "UTC")):
        zone = "Z"
    if number == 24:
        number = 0
    return Clock(stop, end, f"T{number:02d}:{minute or '00'}:{second or '00'}{zone}")
