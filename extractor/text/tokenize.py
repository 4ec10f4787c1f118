"""Split a sentence into syntactic words as Universal Dependencies does for English: span in, spans out. Linear time."""

from __future__ import annotations

import re

# Prefixes that the treebanks keep with their word (non-profit, mid-August); other hyphens stand alone.
_PREFIX = r"(?:non|e|mid|re|anti|pre|co|pro|cross|post|ex|multi|counter|semi|sub|mini|inter|neo|pseudo|ultra|over|socio)"
# Always with their full stop, also at the end of a sentence.
_SHORT = (
    r"(?:mr|mrs|ms|dr|prof|lt|sgt|capt|cpl|maj|brig|cmdr|supt|messrs|rep|reps|sen|sens|gov|rev|hon|jr|sr|inc|corp|ltd|bros|vs|etc|al|approx|"
    r"dept|univ|ave|blvd|jan|feb|aug|sept|oct|nov|dec|tues|thurs|thur|ph\.d|m\.sc)"
)
# With their full stop inside a sentence only: they are words too (co, no, sat, sun, fig).
_SHORT_INSIDE = r"(?:gen|col|st|ft|mt|co|vol|ed|eds|fig|adm|jun|jul|sep|apr|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Mar|ca|pp|p|c|b|esp|est|art|[A-Z])"

_TOKEN = re.compile(
    rf"""
    (?i:https?://|www\.)\S+                                   # addresses; final punctuation is cut off later
    | [\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,8}} # e-mail
    | (?:[A-Za-z]\.){{2,}}                                    # U.S., a.m.
    | (?i:{_SHORT})\.
    | (?:{_SHORT_INSIDE}|[Gg]en|[Cc]ol|[Ss]t|[Ff]t|[Mm]t|[Vv]ol|[Cc]o|[Aa]pr|[Jj]u[nl])\.(?=\s+[^\s.])
    | [Nn]os?\.(?=\s?\d)
    | (?i:{_PREFIX})-(?=[^\W_])\w+
    | \d{{3}}-(?:\d{{3}}-)?\d{{4}}(?![\w-])                   # telephone numbers
    | [12]\d\d0['’]s\b                                        # the 1980's
    | \d++(?:[.,:/]\d++)*+(?:st|nd|rd|th|s|[A-Z])?+(?!\w)         # 1,350 3.5 17:00 21st 1960s 4A
    | \d+(?:[.,:]\d+)*                                        # the 20 of 20km
    | [^\W\d_](?:\w|[.&](?=\w)|['’](?!(?i:re|ve|ll)\b)(?=[^\W\d_]{{2}}))*   # words, AT&T, amazon.com, Sha'lan
    | \w+
    | ['’](?:s|S|re|ve|ll|d|m|RE|VE|LL|D|M)\b                 # clitics standing alone
    | [.!?]{{2,}} | ([-*=_~\#<>])\1+ | '' | `` | [:;]-?[)(DP](?!\w)
    | \S
    """,
    re.VERBOSE,
)
_LIST_MARK = re.compile(r"\d{1,3}\.(?=\s)")
_CLITIC = re.compile(r"['’](?:s|re|ve|ll|d|m)\b", re.IGNORECASE)
_NOT = re.compile(r"(?:do|does|did|is|was|are|were|have|has|had|wo|ca|could|would|should|might|must|need|ai|sha)(n['’]t)\Z", re.IGNORECASE)
_SPLIT_WORDS = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "dont": 2, "didnt": 3, "doesnt": 4, "isnt": 2, "wasnt": 3, "cant": 2}
_FINAL = "\"'”’»)]}>.,;:!?…"


def tokenize(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the tokens of `text[start:end]`, in order, without white space; offsets count from the start of `text`.

    >>> s = "Russia's envoy didn't go."
    >>> [s[a:b] for a, b in tokenize(s, 0, len(s))]
    ['Russia', "'s", 'envoy', 'did', "n't", 'go', '.']
    """
    out: list[tuple[int, int]] = []
    mark = _LIST_MARK.match(text, start, end)
    if mark:
        out.append(mark.span())
    position = mark.end() if mark else start
    while position < end:
        match = _TOKEN.search(text, position, end)
        if match is None:
            break
        _append(out, text, match.start(), match.end(), end)
        position = out[-1][1]
    return out


def _append(out: list[tuple[int, int]], text: str, a: int, b: int, end: int) -> None:
    word = text[a:b]
    if "://" in word or word[:4].lower() == "www.":
        out.append((a, a + max(1, len(word.rstrip(_FINAL)))))
        return
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
