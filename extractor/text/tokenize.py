"""Split a sentence into syntactic words as Universal Dependencies does for English: span in, spans out."""

from __future__ import annotations

import re

# Longest reading first. Hyphens stand alone, as in the treebanks the parser learnt from.
_TOKEN = re.compile(
    r"""
    (?:https?://|www\.)\S+?(?=[.,;:!?)\]"'”’]*(?:\s|$))     # addresses
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+                            # e-mail
    | (?:[A-Za-z]\.){2,}                                      # U.S., a.m.
    | (?i:mr|mrs|ms|dr|prof|gen|col|lt|sgt|capt|sen|rep|gov|st|no|jr|sr|inc|corp|co|ltd|vs|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.
    | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s)?(?![\w])             # 1,350 3.5 17:00 21st 1960s
    | \d+(?:[.,]\d+)*                                         # the 20 of 20km
    | [^\W\d_](?:\w|[.&](?=\w))*                              # words, AT&T, amazon.com
    | \w+
    | ['’](?:s|S|re|ve|ll|d|m|RE|VE|LL|D|M)\b                 # clitics standing alone
    | \.{2,} | -{2,}
    | \S
    """,
    re.VERBOSE,
)
_CLITIC = re.compile(r"['’](?:s|re|ve|ll|d|m)\b", re.IGNORECASE)
_NOT = re.compile(r"(?:do|does|did|is|was|are|were|have|has|had|wo|ca|could|would|should|might|must|need|ai|sha)(n['’]t)\Z", re.IGNORECASE)
_SPLIT_WORDS = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3}


def tokenize(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the tokens of `text[start:end]`, in order, without white space; offsets count from the start of `text`.

    >>> s = "Russia's envoy didn't go."
    >>> [s[a:b] for a, b in tokenize(s, 0, len(s))]
    ['Russia', "'s", 'envoy', 'did', "n't", 'go', '.']
    """
    out: list[tuple[int, int]] = []
    position = start
    while position < end:
        match = _TOKEN.search(text, position, end)
        if match is None:
            break
        a, b = match.span()
        if b == a:
            break
        _append(out, text, a, b, end)
        position = out[-1][1]
    return out


def _append(out: list[tuple[int, int]], text: str, a: int, b: int, end: int) -> None:
    word = text[a:b]
    if b < end and text[b] in "'’" and word[-1:] in "nN":
        contraction = _NOT.match(text[a : b + 2])
        if contraction:
            cut = a + contraction.start(1)
            out += [(a, cut), (cut, b + 2)]
            return
    cut_at = _SPLIT_WORDS.get(word.lower())
    if cut_at:
        out += [(a, a + cut_at), (a + cut_at, b)]
        return
    out.append((a, b))
    if b < end and text[b] in "'’" and word[-1:].isalnum():
        clitic = _CLITIC.match(text, b, end)
        if clitic:
            out.append(clitic.span())
