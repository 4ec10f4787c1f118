"""Noun phrases of a tree: a head token in, its words out, without time phrases, relative clauses and appositions."""

from __future__ import annotations

from extractor.core.clause import Phrase
from extractor.core.syntax import Sentence, Token

_CUT = frozenset(
    "acl:relcl appos parataxis advcl advcl:relcl conj cc ccomp punct discourse cop aux aux:pass nsubj nsubj:pass csubj mark vocative "
    "dislocated orphan xcomp reparandum expl cc:preconj".split()
)
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sep sept oct nov dec yesterday today tomorrow".split()
)
_TIME_UNITS = frozenset("day week month year morning afternoon evening night weekend hour minute decade".split())
_TIME_CASES = frozenset("on in at during since after before until by for over within".split())
_LOOSE_CASES = frozenset("including such excluding because due despite amid thanks owing".split())
"""Prepositions whose phrase belongs to the sentence, or only gives examples."""
_MARKS = "“”\"‘’'«»[](),;:.!?–—-"


def coordinated(sentence: Sentence, head: int) -> list[int]:
    """A head and the heads of the phrases coordinated with it, in order of the text."""
    out = [head]
    for k in sentence.kids[head]:
        token = sentence.tokens[k]
        if token.deprel == "conj" and token.upos not in ("VERB", "AUX"):
            out += coordinated(sentence, k) if k > head else []
    return out


def case_of(sentence: Sentence, head: int) -> str:
    """The preposition of a phrase, lower case: "by", "according to"; "" when it has none."""
    words: list[str] = []
    for k in sentence.kids[head]:
        token = sentence.tokens[k]
        if token.deprel in ("case", "mark") and k < head and token.text.lower() not in ("'s", "’s", "'", "’"):
            words.append(token.text.lower())
            words += [sentence.tokens[j].text.lower() for j in sentence.kids[k] if sentence.tokens[j].deprel == "fixed"]
    return " ".join(words)


def is_time(sentence: Sentence, head: int) -> bool:
    """Whether a phrase names a time: a weekday, a month, a year, "the end of the month"."""
    token = sentence.tokens[head]
    low = token.text.lower()
    if low in _CALENDAR:
        return True
    if low.isdigit() and len(low) == 4 and low[:2] in ("15", "16", "17", "18", "19", "20"):
        return True
    return token.lemma in _TIME_UNITS or (
        token.lemma in ("end", "start", "beginning") and any(sentence.tokens[k].lemma in _TIME_UNITS for k in sentence.kids[head])
    )


def phrase_of(
    text: str,
    sentence: Sentence,
    number: int,
    head: int,
    *,
    full: bool = False,
    times: frozenset[int] = frozenset(),
    walls: frozenset[int] = frozenset(),
) -> Phrase:
    """The phrase of a head token; with `full` its participles and infinitives too ("efforts to normalize relations").

    `times` are starts of tokens that say when; a phrase they do not head goes without them. `walls` are starts of the
    tokens that open a quotation or an indirect statement, or follow one.
    """
    tokens = sentence.tokens
    inside = {head}
    stack = [head]
    while stack:
        i = stack.pop()
        for k in sentence.kids[i]:
            token = tokens[k]
            relation = token.deprel
            if k in inside:
                continue
            if i == head and relation == "case" and k < head:
                continue
            if relation in _CUT and not (full and relation in ("xcomp", "mark", "conj", "cc") and i != head):
                if relation in ("conj", "cc") and i != head:
                    pass  # "the governments of Norway and Sweden": coordination below the head belongs to the phrase
                elif relation == "punct" and token.text in ("-", "–", "'", "’", "%", ".") and _between(k, i, head, inside):
                    pass
                else:
                    continue
            if relation == "acl" and k > head and not full:
                continue
            if relation in ("amod", "nummod", "nmod:unmarked") and k > i and tokens[k - 1].text == ",":
                continue  # "the suspects, aged 29 and 41"
            named = relation == "flat" and tokens[i].upos == "PROPN" and i != head  # "the Expo 2015 team"
            if token.start in times and tokens[head].start not in times and (k > i or relation == "nummod") and not named:
                continue
            if relation in ("nmod", "obl") and k > i and case_of(sentence, k).split(" ")[0] in _LOOSE_CASES:
                continue
            if (
                relation.startswith("nmod")
                and k > i
                and (
                    _is_loose_time(sentence, k) or any(tokens[j].start in times and tokens[j].deprel == "nummod" for j in sentence.kids[k])
                )
            ):
                continue
            if relation.startswith("obl") and i == head:
                continue
            if relation == "nmod" and k > i and _is_set_off(sentence, k):
                continue
            inside.add(k)
            stack.append(k)
    first = last = head
    while (
        first - 1 in inside
        or (first - 2 in inside and tokens[first - 1].text in ("-", "–", '"', "“", "”", ",", "/", "&", "‘", "’", "'"))
        or _short_form(tokens, first - 3, inside)
    ):
        first -= 3 if _short_form(tokens, first - 3, inside) else 1
    while (
        last + 1 in inside
        or (last + 2 in inside and tokens[last + 1].text in ("-", "–", '"', "“", "”", "/", "&", "(", ",", "’", "'"))
        or _short_form(tokens, last + 1, inside)
    ):
        last += 3 if _short_form(tokens, last + 1, inside) else 1
    for k in range(first + 1, last + 1):  # no phrase runs into or out of what somebody said
        if tokens[k].start in walls:
            if k > head:
                last = min(last, k - 1)
            else:
                first = k
    opened = next((k for k in range(head + 1, last + 1) if tokens[k].text == "(" and ")" not in [t.text for t in tokens[k : last + 1]]), -1)
    last = opened - 1 if opened > 0 else last  # "$57 million (US$78 million)": a bracket is in the phrase as a whole or not at all
    first, last = _whole_word(tokens, first, last)
    while first < head and (tokens[first].text in _MARKS or (tokens[first].deprel in ("cc", "case") and tokens[first].head == head)):
        first += 1
    while last > head and (tokens[last].text in _MARKS or (tokens[last].text in ("'s", "’s") and tokens[last].head == head)):
        last -= 1
    start, end = tokens[first].start, tokens[last].end
    return Phrase(number, head, start, end, text[start:end])


def _short_form(tokens: tuple[Token, ...], i: int, inside: set[int]) -> bool:
    """Whether token i opens a short form in brackets in the middle of a phrase: "the Security Council's (SC) nine states"."""
    if i < 1 or i + 3 >= len(tokens) or tokens[i].text != "(" or tokens[i + 2].text != ")":
        return False
    return i - 1 in inside and i + 3 in inside and i + 1 not in inside


def _whole_word(tokens: tuple[Token, ...], first: int, last: int) -> tuple[int, int]:
    """A phrase never ends inside a word joined by hyphens: "Derby-Lewis", "MD-88"."""
    for _ in range(6):
        if last + 2 < len(tokens) and _joined(tokens, last):
            last += 2
        elif first >= 2 and _joined(tokens, first - 2):
            first -= 2
        else:
            break
    return first, last


def _joined(tokens: tuple[Token, ...], i: int) -> bool:
    """Whether token i, a hyphen and the token behind stand without spaces."""
    return tokens[i + 1].text == "-" and tokens[i].end == tokens[i + 1].start and tokens[i + 1].end == tokens[i + 2].start


def _is_set_off(sentence: Sentence, k: int) -> bool:
    """Whether a comma stands before the preposition of a phrase: "these actions, of course"."""
    cases = [j for j in sentence.kids[k] if sentence.tokens[j].deprel == "case" and j < k]
    return bool(cases) and cases[0] > 0 and sentence.tokens[cases[0] - 1].text == ","


def _between(k: int, i: int, head: int, inside: set[int]) -> bool:
    return min(i, head) <= k <= max(i, head) or k - 1 in inside or k + 1 in inside


def _is_loose_time(sentence: Sentence, head: int) -> bool:
    """A time phrase that modifies the sentence, though the parser hung it on a noun; "the ruling of Monday" stays."""
    case = case_of(sentence, head)
    return is_time(sentence, head) and (case == "" or case.partition(" ")[0] in _TIME_CASES)
