"""Align a claimed quotation with the quotations of an article: its words in, the places they stand at out (Q3-Q9, Q11-Q13)."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from extractor.checks.quotes.stream import BREAK, ELLIPSIS, QuoteIndex, Stream, Word

_NEGATORS = frozenset(
    "not no never nobody none neither nor cannot without nothing nowhere hardly scarcely barely no-one can't won't ain't".split()
)
_SUBJECTS = frozenset("i we he she they it you there this that these those".split())
_FINAL = ("?", "!")
_WINDOW = 600
"""Words looked at when the nearest quotation is described; a longer claim is compared by its beginning."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Claimed words found in order inside the quotations."""

    positions: tuple[int, ...]
    """Positions in the quoted stream, in order."""
    rule: str
    """The rule that allowed what differs: Q3 for nothing or a part, Q6, Q7, Q9."""
    fault: str | None = None
    """Q10, Q11 or Q12, when the words stand there but not what was said."""


@dataclass(frozen=True, slots=True)
class Near:
    """The quotation that comes nearest to words that were not said so."""

    first: int
    last: int
    """Positions in the stream, both inside."""
    shared: int
    """Words in common, in order."""
    changes: tuple[str, ...]


def is_negator(word: str) -> bool:
    """Whether a word turns a statement round."""
    low = word.lower()
    return low in _NEGATORS or low.endswith("n't")


def segments_of(words: list[Word]) -> list[list[str]]:
    """The runs of words between the ellipses of a claim; empty ones at its ends do not count."""
    out: list[list[str]] = [[]]
    for word in words:
        if word.text == ELLIPSIS:
            out.append([])
        else:
            out[-1].append(word.text)
    return [run for run in out if run]


def alignments(words: list[Word], index: QuoteIndex, most: int = 16) -> list[Alignment]:
    """Every place at which the claimed words stand in order, omissions only where the claim marks them."""
    runs = segments_of(words)
    out: list[Alignment] = []
    for start in _starts(runs[0], index.quoted, words):
        found = _follow(runs, start, index)
        if found is not None:
            out.append(_judged(found, runs, words, index))
            if len(out) >= most:
                break
    return out


def _starts(run: list[str], stream: Stream, words: list[Word]) -> list[int]:
    return stream.find(run) or (stream.find(run[:-1]) if _ends_marked(run) and len(words) == len(run) else [])


def _ends_marked(run: list[str]) -> bool:
    """A final ? or ! the source may lack: the words are found without it and judged by Q10."""
    return len(run) > 1 and run[-1] in _FINAL


def _follow(runs: list[list[str]], start: int, index: QuoteIndex) -> list[tuple[int, int]] | None:
    """Half-open ranges of the stream for the runs, each after the one before, none in another speaker's quotation."""
    stream = index.quoted
    size = min(len(runs[0]), _length_at(stream, start, runs[0]))
    ranges = [(start, start + size)]
    if size < len(runs[0]) and len(runs) > 1:
        return None
    limit = index.statement_ends[start]
    for run in runs[1:]:
        found = stream.find(run, ranges[-1][1], limit, most=64)
        if not found and _ends_marked(run):
            run = run[:-1]
            found = stream.find(run, ranges[-1][1], limit, most=64)
        if not found:
            return None
        ranges.append((found[0], found[0] + len(run)))
    return ranges


def _length_at(stream: Stream, start: int, run: list[str]) -> int:
    return len(run) if stream.words[start + 1 : start + len(run)] == run[1:] else len(run) - 1


def _judged(ranges: list[tuple[int, int]], runs: list[list[str]], words: list[Word], index: QuoteIndex) -> Alignment:
    stream = index.quoted
    kept: list[int] = []
    for a, b in ranges:
        if kept and _only_ellipsis(stream, kept[-1] + 1, a):
            kept += range(kept[-1] + 1, a)
        kept += range(a, b)
    positions = tuple(kept)
    rule = "Q3"
    owners = {stream.owner[k] for k in positions}
    if len(owners) > 1:
        parts = sorted(owners)
        gap = index.text[index.quotations[parts[0]].end : index.quotations[parts[1]].start]
        rule = "Q7" if not gap.strip(" \t\r\n\"'“”‘’«»") else "Q6"
    if len(ranges) > 1:
        rule = "Q9"
        if any(_only_ellipsis(stream, left[1], right[0]) for left, right in pairwise(ranges)):
            rule = "Q8"
    elif any(word.text == "[" for word in words):
        rule = "Q8"
    total = sum(map(len, runs))
    if sum(b - a for a, b in ranges) < total or _lost_mark(stream, ranges[-1][1], runs[-1]):
        return Alignment(positions, rule, "Q5")
    if _negation_before(index, ranges[0][0]) or any(_negation_between(index, a[1], b[0]) for a, b in pairwise(ranges)):
        return Alignment(positions, rule, "Q11")
    return Alignment(positions, rule)


def _only_ellipsis(stream: Stream, left: int, right: int) -> bool:
    return stream.words[left:right] == [ELLIPSIS]


def _lost_mark(stream: Stream, end: int, run: list[str]) -> bool:
    """A claim that ends right before the ? or ! of its sentence changes what was said."""
    return end < len(stream.words) and stream.words[end] in _FINAL and run[-1] not in _FINAL


def _negation_before(index: QuoteIndex, start: int) -> bool:
    """Whether a negation stands before the claimed words in their own clause of the quotation (Q11)."""
    stream = index.quoted
    k = start
    if is_negator(stream.words[start]):
        return False
    while k > 0:
        word = index.words[stream.places[k]]
        if word.after_stop or stream.words[k].lower() == "but":
            return False
        if word.after_comma and stream.words[k].lower() in _SUBJECTS:
            return False
        k -= 1
        if stream.words[k] in (BREAK, ELLIPSIS, *_FINAL):
            return False
        if is_negator(stream.words[k]):
            return True
    return False


def _negation_between(index: QuoteIndex, left: int, right: int) -> bool:
    """Whether words left out beside what is kept, in the same sentence, hold a negation."""
    stream = index.quoted
    skipped = list(range(left, right))
    head: list[int] = []
    for k in skipped:
        if stream.places[k] < 0 or (head and index.words[stream.places[k]].after_stop) or index.words[stream.places[k]].after_stop:
            break
        head.append(k)
    tail: list[int] = []
    if right < len(stream.words) and stream.places[right] >= 0 and not index.words[stream.places[right]].after_stop:
        for k in reversed(skipped):
            tail.append(k)
            if stream.places[k] < 0 or index.words[stream.places[k]].after_stop:
                break
    return any(is_negator(stream.words[k]) for k in (*head, *tail))


def nearest(words: list[Word], stream: Stream) -> Near | None:
    """The stretch of a stream that shares most words with a claim, in order; None when it is not near (Q17)."""
    claim = [w.text.lower() for w in words if w.text != ELLIPSIS][:_WINDOW]
    if not claim or not stream.words:
        return None
    width = max(2 * len(claim), 16)
    buckets: dict[int, int] = {}
    for word in dict.fromkeys(claim):
        places = stream.index.get(word, ())
        if len(places) > 400:
            continue
        for bucket in {p // width for p in places}:
            for b in (bucket, bucket - 1):
                buckets[b] = buckets.get(b, 0) + 1
    best: Near | None = None
    for bucket in sorted(buckets, key=lambda b: (-buckets[b], b))[:3]:
        found = _compare(claim, stream, max(0, bucket * width), min(len(stream.words), (bucket + 2) * width))
        if found is not None and (best is None or found.shared > best.shared):
            best = found
    return best


def _compare(claim: list[str], stream: Stream, first: int, last: int) -> Near | None:
    there = [word.lower() for word in stream.words[first:last]]
    matcher = SequenceMatcher(None, claim, there, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return None
    shared = sum(block.size for block in blocks)
    low, high = blocks[0].b, blocks[-1].b + blocks[-1].size
    near = 2 * shared >= len(claim) and (shared >= 4 or len(claim) < 8)
    if not near and len(claim) < 8:
        low = max(0, blocks[0].b - blocks[0].a)
        high = min(len(there), low + len(claim))
        near = SequenceMatcher(None, " ".join(claim), " ".join(there[low:high]), autojunk=False).ratio() >= 0.7
    if not near:
        return None
    low = max(0, low - 1) if blocks[0].a and low and there[low - 1] != BREAK else low
    changes = _changes(claim, there[low:high])
    return Near(first + low, first + high - 1, shared, changes)


def _changes(claim: list[str], there: list[str]) -> tuple[str, ...]:
    out: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, claim, there, autojunk=False).get_opcodes():
        mine, theirs = " ".join(claim[a:b]), " ".join(w for w in there[c:d] if w != BREAK)
        if kind == "insert" and theirs:
            out.append(f'"{theirs}" left out')
        elif kind == "delete":
            out.append(f'"{mine}" added')
        elif kind == "replace":
            out.append(f'"{mine}" for "{theirs}"')
    return tuple(out)
