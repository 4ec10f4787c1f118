"""Pair quotation marks (rule Q2): text in, spans of quoted words out, in one pass over the marks.

Every decision looks at a bounded number of marks ahead, so the time is linear whatever the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Three or more of one mark in a row are no quotation marks.
_MARK = re.compile("([\"“”„«»‘’'‚‹›`「」])\\1\\1+|[\"“”„«»‘’'‚‹›`「」\n]")
_CLOSERS = {"“": "”", "„": "“”", "«": "»", "»": "«", "”": "”", '"': '"”', "「": "」"}
_SINGLES = "‘'‚`‹"
_BEFORE_OPENING = "([{<—–-/’'‘‚"
_AFTER_CLOSING = ".,;:!?)]}—–-/…’'"
# The longest stretch kept together without a mark that closes or goes on; longer ones are taken for a forgotten mark.
REACH = 6_000
_SINGLE_REACH = 2_500
# Marks looked at for a partner; halved after each mark without one, so that a text of nothing but marks stays cheap.
_MOST_MARKS, _LEAST_MARKS = 400, 4
_NEST = 4  # marks looked at to tell a nested quotation from a forgotten closing mark
_ELISION = re.compile(r"['’](?:tis|twas|twere|twill|em|cause|til|till|bout|round|n|neath|ere|gainst|tain|\d0s|\d\d)\b", re.IGNORECASE)
_CLIPPED = re.compile(r"(?:(?<=\w)in|o|an|th|wi|ol|s|f|d|t)\Z")
"""Ends of words after which a single mark may be an apostrophe: goin', o', dogs'."""
_BLANK_AFTER_SINGLE = re.compile(r"^' [A-Z]", re.MULTILINE)
_BLANK_BEFORE_DOUBLE = re.compile(r'[.!?,;] "(?:\n|[a-z]|\Z)')
_BRACKET = re.compile(r" \[(?:[A-Z]|\.\.\.|…)\]")
"""An editor's capital letter or omission at the head of a quotation."""
_HABIT = 3
"""So many marks set off by a blank show that a text sets all of them so."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between marks."""

    outer_start: int
    outer_end: int
    start: int
    end: int
    continues: bool = False
    """The paragraph opens with a mark because the quotation of the paragraph before was not closed."""
    single: bool = False
    closed: bool = True


def find_quoted(text: str) -> list[Quoted]:
    """All outermost quoted spans, in order; nested ones belong to the outer, apostrophes are no marks.

    >>> text = "“It’s ‘fine’,” he said of the dogs' 'Dogs'."
    >>> [text[q.start:q.end] for q in find_quoted(text)]
    ['It’s ‘fine’,', 'Dogs']
    """
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.places = [m.start() for m in _MARK.finditer(text) if not m.group(1)]
        self.marks = [text[place] for place in self.places]
        self.out: list[Quoted] = []
        self.blank_after = len(_BLANK_AFTER_SINGLE.findall(text)) >= _HABIT
        self.blank_before = len(_BLANK_BEFORE_DOUBLE.findall(text)) >= _HABIT
        self.next_double = self._next_doubles()
        self.patience = _MOST_MARKS

    def _next_doubles(self) -> list[int]:
        """For each mark the index of the next double mark after it."""
        following, out = len(self.marks), [0] * len(self.marks)
        for i in range(len(self.marks) - 1, -1, -1):
            out[i] = following
            if self.marks[i] in '"“”„«»「」' or (self._is_pair(i)):
                following = i
        return out

    def _is_pair(self, i: int) -> bool:
        """Two single marks side by side stand for one double mark ('' and ``)."""
        return (
            not self.blank_after
            and self.marks[i] in "'`"
            and i + 1 < len(self.marks)
            and self.marks[i + 1] == self.marks[i]
            and self.places[i + 1] == self.places[i] + 1
        )

    def scan(self) -> list[Quoted]:
        i, running = 0, False
        while i < len(self.marks):
            mark = self.marks[i]
            if mark == "\n":
                i += 1
            elif self._opens_double(i):
                i, running = self._double(i, running)
            elif mark in _SINGLES and self._opens_single(i):
                close = self._close_single(i)
                if close > 0:
                    self._add(self.places[i], self.places[close] + 1, 1, 1, single=True)
                    self.patience = _MOST_MARKS
                    running = False
                    i = close
                else:
                    self.patience = max(_LEAST_MARKS, self.patience // 2)
                i += 1
            else:
                i += 1
        return self.out

    def _add(self, outer_start: int, outer_end: int, left: int, right: int, *, continues: bool = False, single: bool = False) -> None:
        text, start, end = self.text, outer_start + left, outer_end - right
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if any(c.isalnum() for c in text[start : min(end, start + 40)]):
            closed = right > 0
            self.out.append(Quoted(outer_start, outer_end if closed else end, start, end, continues, single, closed))

    # --- double marks

    def _width(self, i: int) -> int:
        return 2 if self._is_pair(i) else 1

    def _opens_double(self, i: int) -> bool:
        mark, at, text = self.marks[i], self.places[i], self.text
        if mark in "“„«「":
            return True
        if mark in "”»":
            return self._looks_opening(i) and (at == 0 or text[at - 1].isspace())
        if mark == '"' or self._is_pair(i):
            width = self._width(i)
            after, before = text[at + width : at + width + 1], text[at - 1 : at]
            if not after:
                return False
            if after.isspace():
                return self._opens_bracketed(i, at + width) or (
                    after == " "
                    and text[at + width + 1 : at + width + 2].isalnum()
                    and (before in ("", "\n", '"') or self._spaced_opening(i, before))
                )
            if after in ".,;:)" and not text[at + width : at + width + 3].startswith("..."):
                return False
            return not before or before.isspace() or before in _BEFORE_OPENING or not (before.isalnum() or before in ".,;:!?…")
        return False

    def _looks_opening(self, i: int) -> bool:
        """A mark with white space or an opening before it and a word after it."""
        at, text = self.places[i], self.text
        if self.marks[i] in "“„«":
            return True
        before, after = text[at - 1 : at], text[at + self._width(i) : at + self._width(i) + 1]
        return (not before or before.isspace() or before in "([{—–") and bool(after) and (after.isalnum() or after in "[$£€'‘…(")

    def _spaced_opening(self, i: int, before: str) -> bool:
        """A straight mark that leans to the left although no quotation is open, with one that closes behind it: `he said;" Come."`."""
        k = self.next_double[i]
        if before not in ",;:—-" or k >= len(self.marks) or self.places[k] - self.places[i] > REACH // 4 or self._begins_paragraph(k):
            return False
        return self.text[self.places[k] - 1] in ".,!?;" or self.text[self.places[k] - 2 : self.places[k]] in (". ", ", ", "! ", "? ")

    def _opens_bracketed(self, i: int, after: int) -> bool:
        """A straight mark, a space and the bracket of an editor, with a mark that closes on the same line: `adding:" [W]e are lucky."`."""
        k = self.next_double[i]
        if _BRACKET.match(self.text, after) is None or k >= len(self.marks) or self.places[k] - self.places[i] > REACH // 4:
            return False
        return "\n" not in self.text[after : self.places[k]]

    def _leans_left(self, i: int) -> bool:
        """Inside a quotation: a final mark, a space, the quotation mark and a small letter, as in `Come! "she said`."""
        at, text = self.places[i], self.text
        after = text[at + 1 : at + 2]
        return (
            text[at - 1 : at] == " "
            and text[at - 2 : at - 1] in tuple(".,!?;-—")
            and (after.islower() or (self.blank_before and after.isalpha()))
        )

    def _begins_paragraph(self, i: int) -> bool:
        at, text = self.places[i], self.text
        while at > 0 and text[at - 1] in " \t\u00a0":
            at -= 1
            if self.places[i] - at > 20:
                return False
        return at == 0 or text[at - 1] == "\n"

    def _double(self, i: int, running: bool) -> tuple[int, bool]:
        """Read one quotation that opens at mark `i`; the next mark to look at, and whether the quotation runs on."""
        text, at, mark, width = self.text, self.places[i], self.marks[i], self._width(i)
        closers = _CLOSERS.get(mark, "'" if mark in "'`" else '"')
        continues = running and self._begins_paragraph(i)
        depth, first_break = 0, -1
        j = i + width
        while j < min(len(self.marks), i + width + self.patience):
            other, place = self.marks[j], self.places[j]
            if place - at > REACH:
                break
            if other == "\n":
                if first_break < 0:
                    first_break = place
                k = self.next_double[j]
                if k < len(self.marks) and self._begins_paragraph(k) and self._looks_opening(k) and self._only_white(place, self.places[k]):
                    if self._continued(i, k, first_break):
                        self._add(at, first_break, width, 0, continues=continues)
                        return k, True
                    return self._unclosed(i, j, first_break, continues)
                if not self._closes_later(k, closers, at, blank=text[place + 1 : place + 2] == "\n"):
                    return self._unclosed(i, j, first_break, continues)
                j += 1
                continue
            if len(closers) == 1 and closers == "'" and not self._is_pair(j):
                j += 1
                continue
            if other in closers or (other == '"' and mark == "“" and not self._looks_opening(j)):
                if other == '"' and mark == '"' and self._looks_opening(j):
                    step = self._nested(j, closers)
                    if step == 0:
                        self._maybe_unclosed(i, place, width, continues)
                        return j, False
                    if step > 0:
                        depth += 1
                        j += 1
                        continue
                elif depth:
                    depth -= 1
                    j += 1
                    continue
                self._add(at, place + self._width(j), width, self._width(j), continues=continues)
                self.patience = _MOST_MARKS
                return j + self._width(j), False
            if other == mark and other in "“«「":
                if self._nested(j, closers) > 0:
                    depth += 1
                elif first_break < 0 or depth:
                    self._maybe_unclosed(i, place, width, continues)
                    return j, False
            j += 1
        self.patience = max(_LEAST_MARKS, self.patience // 2)
        return self._unclosed(i, i + width, first_break if first_break >= 0 else min(len(text), at + REACH), continues)

    def _only_white(self, start: int, end: int) -> bool:
        return end - start < 30 and not self.text[start:end].strip()

    def _continued(self, i: int, k: int, line_end: int) -> bool:
        """Whether the paragraph that opens at mark `k` goes on with the quotation opened at `i` and left open."""
        return line_end - self.places[i] > 2 and self.marks[k] == self.marks[i]

    def _closes_later(self, k: int, closers: str, at: int, *, blank: bool) -> bool:
        """Whether the next double mark closes an open quotation that runs over a line break."""
        if k >= len(self.marks) or self.places[k] - at > (REACH if not blank else REACH // 2):
            return False
        if self.marks[k] in "“„«「":
            return self._nested(k, closers) > 0 and not blank
        place, text = self.places[k], self.text
        after = text[place + self._width(k) : place + self._width(k) + 1]
        if self.marks[k] == '"' and self._looks_opening(k):
            return self._leans_left(k) or (self._nested(k, closers) != 0 and not blank)
        return not blank or not after or after.isspace() or after in _AFTER_CLOSING

    def _nested(self, j: int, closers: str) -> int:
        """1 when the opening mark `j` starts a nested quotation, 0 when a closing mark was forgotten before it, -1 when it closes."""
        if self.marks[j] == '"' and self._leans_left(j):
            return -1
        level, closed = 1, 0
        for k in range(j + 1, min(len(self.marks), j + 1 + 2 * _NEST)):
            mark = self.marks[k]
            if mark == "\n":
                if closers != "”":
                    break
                continue
            if mark not in closers and mark != self.marks[j]:
                continue
            if mark == self.marks[j] and self._looks_opening(k):
                if mark == '"' and level == 1 and not closed:
                    return -1
                level += 1
                if level > _NEST:
                    break
            elif mark in closers:
                level -= 1
                closed += 1
                if level < 0:
                    return 1
        if self.marks[j] == '"':
            place = self.places[j]
            return 0 if closed and self.text[place - 1 : place] == " " else -1
        return 0

    def _maybe_unclosed(self, i: int, stop: int, width: int, continues: bool) -> None:
        """A closing mark was forgotten inside a paragraph: the words up to the end of the sentence are kept when it began a line."""
        if not self._begins_paragraph(i):
            return
        words = self.text[self.places[i] : stop]
        end = max(words.rfind(". "), words.rfind("? "), words.rfind("! "), words.rfind(", "))
        if end > 2:
            self._add(self.places[i], self.places[i] + end + 1, width, 0, continues=continues)

    def _unclosed(self, i: int, j: int, line_end: int, continues: bool) -> tuple[int, bool]:
        """No partner: the words up to the end of the paragraph count when speech plainly begins there."""
        text, at = self.text, self.places[i]
        before = text[max(0, at - 2) : at].rstrip()
        if self._begins_paragraph(i) or before.endswith((",", ":")):
            self._add(at, line_end, self._width(i), 0, continues=continues)
            after = max(j, i + 1)
            while after < len(self.marks) and self.places[after] < line_end:
                after += 1
            return after, False
        return i + self._width(i), False

    # --- single marks

    def _opens_single(self, i: int) -> bool:
        at, text = self.places[i], self.text
        after, before = text[at + 1 : at + 2], text[at - 1 : at]
        if after == " " and self.marks[i] == "‘":
            return text[at + 2 : at + 3].isalnum() and (not before or before.isspace() or before in _BEFORE_OPENING)
        if after == " " and self.marks[i] == "'" and text[at + 2 : at + 3].isalnum():
            if self.blank_after and (before.isalpha() or before in tuple("-—',;:")):
                return True
            return before in ("", "\n") or (before in ",;:" and text[at + 2].isupper())
        if self.blank_after and after == "\n" and before in tuple(".!?"):
            return text[at + 2 : at + 3].isupper()  # the mark that opens the next line
        if not after or not (after.isalnum() or after in '£$€[…“".-—'):
            return False
        if before and not (before.isspace() or before in '([{—–-/"“'):
            return False
        return not (self.marks[i] == "'" and _ELISION.match(text, at)) or self._begins_paragraph(i)

    def _close_single(self, i: int) -> int:
        """Index of the mark that closes a single quotation; -1 when all that follow are apostrophes."""
        text, at = self.text, self.places[i]
        wanted = {"‹": "›", "`": "'’`"}.get(self.marks[i], "’'")
        fallback, doubles = -1, 0
        speech = self._begins_paragraph(i) or text[max(0, at - 2) : at].rstrip().endswith((",", ";", ":", "—", "-", ".", "?", "!"))
        for j in range(i + 1, min(len(self.marks), i + min(60, self.patience))):
            place, other = self.places[j], self.marks[j]
            if place - at > _SINGLE_REACH:
                break
            if other == "\n":
                if not speech or text[place + 1 : place + 2] == "\n":
                    break
                continue
            if other in '“”"':
                doubles += 1
            if other in _SINGLES and self._begins_paragraph(j) and self._opens_single(j):
                break
            if other not in wanted:
                continue
            before, after = text[place - 1 : place], text[place + 1 : place + 2]
            if after.isalnum() or (before.isspace() and not (place >= 2 and text[place - 2] in ".,!?")):
                continue
            if doubles % 2:
                continue
            if (
                before in ".,!?…—"
                or before.isspace()
                or other == "›"
                or (self.blank_after and (before in ":;" or text[place - 2 : place] == "--"))
            ):
                return j
            if not after or after.isspace() or after in _AFTER_CLOSING + '"”':
                if not _CLIPPED.search(text, max(at, place - 3), place) or (after in ".,;:!?)" and after):
                    return j if not (speech and after.isspace() and self._goes_on(j, wanted)) else self._later(j)
                if fallback < 0:
                    fallback = j
        return fallback

    def _goes_on(self, j: int, wanted: str) -> bool:
        """Speech with an apostrophe at the end of a word, where a later mark after punctuation closes on the same line."""
        for k in range(j + 1, min(len(self.marks), j + _NEST)):
            if self.marks[k] == "\n" or (self.marks[k] in _SINGLES and self._opens_single(k)):
                return False
            if self.marks[k] in wanted and self.text[self.places[k] - 1] in ".,!?":
                return True
        return False

    def _later(self, j: int) -> int:
        for k in range(j + 1, min(len(self.marks), j + _NEST)):
            if self.text[self.places[k] - 1] in ".,!?":
                return k
        return j
