"""Judge a quotation: a `QuoteClaim` and the annotations in, a `Finding` out.

The words are found exactly or not at all; then the speaker is compared. Similarity only describes what was altered.
"""

from __future__ import annotations

from dataclasses import replace

from extractor.checks.parties.identity import Match, match_party, party_index
from extractor.checks.phrasing import finding, place, shown
from extractor.checks.quotes.align import Alignment, Near, alignments, nearest
from extractor.checks.quotes.speaker import Attribution, attribution
from extractor.checks.quotes.stream import ELLIPSIS, QuoteIndex, Stream, Word, claim_words, quote_index
from extractor.checks.words import base_forms, words_of
from extractor.core.annotations import Annotations
from extractor.core.claim import Party, QuoteClaim
from extractor.core.finding import Finding, Verdict
from extractor.core.mention import QuotationMention
from extractor.grounding import folded_article, ground_in


def check_quote(claim: QuoteClaim, annotations: Annotations) -> Finding:
    """Say whether the article quotes these words, from this speaker.

    >>> from extractor.core.article import Article
    >>> found = check_quote(QuoteClaim("/quotes/0", "We will not sell"), Annotations(Article("Nothing was said.")))
    >>> str(found.verdict), found.rule
    ('absent', 'Q17')
    """
    index = quote_index(annotations)
    words = claim_words(claim.text)
    if not any(word.text != ELLIPSIS for word in words):
        return finding(claim, Verdict.ABSENT, "P1", f"{claim.path} holds no words that could be looked up.", claimed=claim.text)
    best: Finding | None = None
    for found in alignments(words, index):
        made = _spoken(claim, found, index, annotations)
        if best is None or _rank(made) > _rank(best):
            best = made
        if made.verdict.supported:
            break
    if best is not None and best.verdict is not Verdict.ALTERED:
        return best
    elsewhere = _elsewhere(claim, words, index, annotations)
    if elsewhere is not None and (best is None or elsewhere.verdict.supported):
        return elsewhere
    return best or _not_there(claim, words, index)


_ORDER = (Verdict.ABSENT, Verdict.ALTERED, Verdict.NOT_A_QUOTE, Verdict.MISATTRIBUTED, Verdict.AMBIGUOUS, Verdict.EQUIVALENT, Verdict.EXACT)


def _rank(made: Finding) -> int:
    return _ORDER.index(made.verdict)


def _spoken(claim: QuoteClaim, found: Alignment, index: QuoteIndex, annotations: Annotations) -> Finding:
    """The finding for words that stand inside quotation marks."""
    spans = index.spans_of(list(found.positions))
    text = annotations.article.text
    said = shown(" ".join(text[a:b] for a, b in spans))
    if found.fault:
        reason = {
            "Q5": "a question or exclamation mark differs",
            "Q11": "the negation that governs these words is cut off",
        }[found.fault]
        message = f"{claim.path} quotes {shown(claim.text)}; the article has {said} {place(spans)}, and {reason}."
        return finding(claim, Verdict.ALTERED, found.fault, message, spans, expected=_sentence(index, found), claimed=claim.text)
    owners = sorted({index.quoted.owner[k] for k in found.positions})
    parts = [index.quotations[k] for k in owners]
    words_verdict = Verdict.EXACT if len(spans) == 1 and _identical(claim.text, spans[0][0], text) else Verdict.EQUIVALENT
    if claim.speaker is None:
        message = f"{claim.path} quotes {shown(claim.text)}; the article has these words in quotation marks {place(spans)}."
        return finding(claim, words_verdict, found.rule, message, spans, reading=said, claimed=claim.text)
    who = attribution(_same_statement(parts, annotations), claim.speaker, annotations)
    made = _by_speaker(claim, who, found, spans, words_verdict, said)
    return _with_cue(claim, _with_listener(claim, made, parts, annotations), parts) if made.verdict.supported else made


def _same_statement(parts: list[QuotationMention], annotations: Annotations) -> list[QuotationMention]:
    """The parts that hold the claimed words, then the other parts of their statement."""
    group = parts[0].group
    return parts + [q for q in annotations.quotations if q.group == group and q not in parts and q.kind != "indirect"]


def _by_speaker(
    claim: QuoteClaim, who: Attribution, found: Alignment, spans: list[tuple[int, int]], verdict: Verdict, said: str
) -> Finding:
    assert claim.speaker is not None
    name = claim.speaker.name
    evidence = [*spans, who.span] if who.span else spans
    if who.agrees:
        message = f"{claim.path} has {name} say {shown(claim.text)}; the article quotes {who.speaker} so {place(spans)}."
        return finding(
            claim, verdict, found.rule if verdict is Verdict.EQUIVALENT else who.rule, message, evidence, reading=said, claimed=claim.text
        )
    if who.agrees is None:
        open_point = f"the speaker may be {who.speaker}" if who.speaker else "it does not say whose words they are"
        message = f"{claim.path} has {name} say {shown(claim.text)}; the article quotes these words {place(spans)}, but {open_point}."
        return finding(claim, Verdict.AMBIGUOUS, "S3", message, evidence, claimed=f"{name}: {claim.text}")
    message = f"{claim.path} has {name} say {shown(claim.text)}; the article gives these words to {who.speaker} {place(spans)}."
    return finding(claim, Verdict.MISATTRIBUTED, "S4", message, evidence, expected=who.speaker, claimed=f"{name}: {claim.text}")


def _with_listener(claim: QuoteClaim, made: Finding, parts: list[QuotationMention], annotations: Annotations) -> Finding:
    """A stated listener must be one the article knows, and not the one who speaks.

    A listener who is named, but not as the one told, is left open; where the article names none, nothing refutes the record.
    """
    listener = claim.addressee
    if not listener:
        return made
    speaker = next((q.speaker for q in parts if q.speaker), None)
    told = next((q.addressee for q in parts if q.addressee), None)
    party, index = Party(listener, listener), party_index(annotations)
    if speaker is not None and match_party(party, speaker, index) is Match.SAME:
        message = f"{claim.path} has {shown(claim.text)} said to {listener}; in the article {speaker} says it {place(made.spans)}."
        return finding(claim, Verdict.MISATTRIBUTED, "S1", message, made.spans, expected=told, claimed=listener)
    if told is not None and match_party(party, told, index) is not Match.DIFFERENT:
        return made
    if not index.of(party) and not ground_in(listener, folded_article(annotations)):
        message = f"{claim.path} has {shown(claim.text)} said to {listener}; the article names nobody so."
        return finding(claim, Verdict.MISATTRIBUTED, "S1", message, made.spans, expected=told, claimed=listener)
    if told is not None and told.lower() not in _OPEN_LISTENERS:
        message = f"{claim.path} has {shown(claim.text)} said to {listener}; the article has it told to {told} {place(made.spans)}."
        return finding(claim, Verdict.AMBIGUOUS, "S1", message, made.spans, expected=told, claimed=listener)
    return made


def _with_cue(claim: QuoteClaim, made: Finding, parts: list[QuotationMention]) -> Finding:
    """A stated verb of speech other than the article's changes no verdict, since words and speaker decide; the finding says so."""
    cues = {q.cue for q in parts if q.cue}
    if not claim.cue or not cues or any(base_forms(w) & base_forms(cue) for cue in cues for w in words_of(claim.cue)):
        return made
    theirs = " and ".join(shown(cue) for cue in sorted(cues))
    return replace(made, message=f"{made.message} The record's word for it is {shown(claim.cue)}, the article's {theirs}.")


_OPEN_LISTENERS = frozenset("him her them me us you it reporters journalists viewers listeners supporters".split())
"""Listeners who may be anybody named elsewhere."""


def _identical(claimed: str, start: int, text: str) -> bool:
    words = claimed.strip()
    return text[start : start + len(words)] == words


def _sentence(index: QuoteIndex, found: Alignment) -> str | None:
    """The article's words from the negation on, or with the mark that was changed."""
    quotation = index.quotations[index.quoted.owner[found.positions[0]]]
    return quotation.text if len(quotation.text) <= 400 else None


def _elsewhere(claim: QuoteClaim, words: list[Word], index: QuoteIndex, annotations: Annotations) -> Finding | None:
    """The finding for words that stand in the article, but not as one quotation."""
    run = [word.text for word in words if word.text != ELLIPSIS]
    if len(run) != len(words):
        whole = ground_in(claim.text, folded_article(annotations)).spans if claim.form in ("indirect", "mixed") else ()
        return max((_reported(claim, span, annotations) for span in whole[:16]), key=_rank, default=None)
    places = index.whole.find(run)
    if not places and len(run) > 1 and run[-1] in "?!":
        run = run[:-1]  # the article lacks the claim's final mark
        places = index.whole.find(run)
    if not places:
        return None
    indirect = claim.form in ("indirect", "mixed")
    if indirect:
        made = [_reported(claim, index.span(start, start + len(run) - 1), annotations) for start in places[:16]]
        return max(made, key=_rank)
    spans = [index.span(start, start + len(run) - 1) for start in places[:8]]
    for start, span in zip(places, spans, strict=False):
        if any(a <= start and start + len(run) <= b for a, b in index.titles):
            message = f"{claim.path} gives {shown(claim.text)} as speech; in the article it is a title or name {place([span])}."
            return finding(claim, Verdict.NOT_A_QUOTE, "Q16", message, [span], claimed=claim.text)
    start, span = places[0], spans[0]
    inside = sum(owner >= 0 for owner in index.marked[start : start + len(run)])
    if inside:
        message = (
            f"{claim.path} quotes {shown(claim.text)}; "
            f"only a part of it stands between one pair of quotation marks in the article {place([span])}."
        )
        expected = _quoted_part(index, start, start + len(run))
        return finding(
            claim, Verdict.ALTERED, "Q15" if inside < len(run) else "Q12", message, [span], expected=expected, claimed=claim.text
        )
    message = f"{claim.path} gives {shown(claim.text)} as speech; in the article it stands outside quotation marks {place([span])}."
    return finding(claim, Verdict.NOT_A_QUOTE, "Q14", message, [span], claimed=claim.text)


def _quoted_part(index: QuoteIndex, first: int, last: int) -> str | None:
    owners = {owner for owner in index.marked[first:last] if owner >= 0}
    return index.quotations[owners.pop()].text if len(owners) == 1 else None


def _reported(claim: QuoteClaim, span: tuple[int, int], annotations: Annotations) -> Finding:
    """Words the record itself calls indirect or mixed: they must be the article's, and its speaker the one who says so."""
    text = annotations.article.text
    verdict = Verdict.EXACT if text[span[0] : span[1]] == claim.text.strip().rstrip(".,") else Verdict.EQUIVALENT
    if claim.speaker is None:
        message = f"{claim.path} reports {shown(claim.text)}; the article has these words {place([span])}."
        return finding(claim, verdict, "Q14", message, [span], claimed=claim.text)
    over = [q for q in annotations.quotations if q.start < span[1] and span[0] < q.end and q.kind != "title"]
    over.sort(key=lambda q: (q.speaker is None, q.kind != "indirect"))
    who = attribution(over, claim.speaker, annotations) if over else _reporter(claim, span, annotations)
    alignment = Alignment((), "Q14")
    return _by_speaker(claim, who, alignment, [span], verdict, shown(text[span[0] : span[1]]))


def _reporter(claim: QuoteClaim, span: tuple[int, int], annotations: Annotations) -> Attribution:
    """Who says so, by the clauses that lie in the reported words."""
    from extractor.recognizers.clauses import clauses_of

    assert claim.speaker is not None
    index = party_index(annotations)
    others: list[str] = []
    for clause in clauses_of(annotations):
        if span[0] <= clause.start < span[1]:
            for source in clause.sources:
                if match_party(claim.speaker, source.text, index, (source.start, source.end)) is not Match.DIFFERENT:
                    return Attribution(True, "S1", source.text, (source.start, source.end))
                others.append(source.text)
    return Attribution(False, "S4", others[0]) if others else Attribution(None, "S3", None)


def _not_there(claim: QuoteClaim, words: list[Word], index: QuoteIndex) -> Finding:
    """The finding for words the article has nowhere in this order: altered from a quotation, or absent."""
    near = nearest(words, index.quoted)
    if near is None:
        message = f"{claim.path} quotes {shown(claim.text)}; nothing like it stands in the article."
        return finding(claim, Verdict.ABSENT, "Q17", message, claimed=claim.text)
    spans = index.spans_of(list(range(near.first, near.last + 1)))
    said = " … ".join(index.text[a:b] for a, b in spans)
    rule = _alteration(near, index.quoted)
    changes = "; ".join(near.changes[:4])
    message = f"{claim.path} quotes {shown(claim.text)}; the article has {shown(said)} {place(spans)}" + (
        f": {changes}." if changes else "."
    )
    return finding(claim, Verdict.ALTERED, rule, message, spans, expected=said, claimed=claim.text)


def _alteration(near: Near, stream: Stream) -> str:
    from extractor.checks.quotes.align import is_negator

    changed = " ".join(near.changes)
    if any(is_negator(word.strip('";')) for word in changed.split()):
        return "Q11"
    if any(mark in changed for mark in ("[", "]", ELLIPSIS)):
        return "Q13"
    units = {stream.owner[k] for k in range(near.first, near.last + 1)}
    return "Q12" if len(units - {-1}) > 1 else "Q10"
