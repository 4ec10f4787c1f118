"""Judge an actor: an `ActorClaim` and the annotations in, a `Finding` out. Every name of it must stand in the article (A1-A6)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from extractor.checks.parties.identity import Match, PartyIndex, compare_names, party_index
from extractor.checks.phrasing import finding, place, shown
from extractor.checks.words import check_words, words_of
from extractor.core.annotations import Annotations
from extractor.core.claim import ActorClaim, Party
from extractor.core.clause import Entity
from extractor.core.finding import Finding, Verdict
from extractor.grounding import Alignment, FoldedArticle, folded_article, ground_in
from extractor.recognizers.gazetteer import load_gazetteer

_PERSON = "person"
_REACH = 300
"""Characters in which the words of a descriptive name ("poster at the forum") must stand together."""


def check_actor(claim: ActorClaim, annotations: Annotations) -> Finding:
    """Say whether the article names this actor, and by every alias.

    >>> from extractor.core.article import Article
    >>> found = check_actor(ActorClaim("/actors/0", Party("a1", "NATO", ("the pact",))), Annotations(Article("NATO left.")))
    >>> str(found.verdict), found.rule
    ('absent', 'A3')
    """
    party, article = claim.party, folded_article(annotations)
    found = ground_in(party.name, article)
    if found:
        spans, rule = found.spans[:1], "A1"
        verdict = Verdict.EXACT if found.alignment is Alignment.EXACT else Verdict.EQUIVALENT
    else:
        pieces = _in_pieces(party.name, article) or _as_party(party.name, article)
        if pieces is None:
            message = f"{claim.path} names {shown(party.name)}; the article does not name it."
            return finding(claim, Verdict.ABSENT, "A1", message, claimed=party.name)
        spans, rule, verdict = pieces, "A2", Verdict.EQUIVALENT
    aliases = [*spans]
    for alias in party.aliases:
        places = ground_in(alias, article).spans[:1] or _in_pieces(alias, article) or _as_party(alias, article, of=party.name)
        if not places:
            message = f"{claim.path} calls {party.name} also {shown(alias)}; the article has no such words."
            return finding(claim, Verdict.ABSENT, "A3", message, claimed=alias)
        aliases += places
    refused = _kind(claim, spans, annotations) or _role(claim, spans, annotations) or _affiliation(claim, spans, annotations)
    if refused is not None:
        return refused
    message = f"{claim.path} names {shown(party.name)}; the article does so {place(spans)}."
    return finding(claim, verdict, rule, message, aliases, claimed=party.name)


def _in_pieces(name: str, article: FoldedArticle) -> tuple[tuple[int, int], ...] | None:
    """Spans of the words of a name that stand close together in the article, though not in this order.

    "Prime Minister Najib Razak" for "Malaysia's Prime Minister, Najib Razak"; None when a word of it is not there.
    """
    skip = check_words().function
    words = [w for w in words_of(name) if w.lower() not in skip]
    if len(words) < 2 or len(words) > 12:
        return None
    rare = max(words, key=len)
    for a, b in ground_in(rare, article).spans:
        low, high = max(0, a - _REACH), min(len(article.text), b + _REACH)
        window = FoldedArticleWindow(article.text[low:high], low)
        found = [window.find(word, a) for word in words]
        kept = [span for span in found if span is not None]
        if len(kept) == len(words) and article.text.count("\n", min(s for s, _ in kept), max(e for _, e in kept)) == 0:
            return tuple(sorted(kept))
    return None


def _as_party(name: str, article: FoldedArticle, *, of: str | None = None) -> tuple[tuple[int, int], ...] | None:
    """Where the party stands whose members a plural names: "Conservatives" for "the Conservative Party", "Democrats" for "Democratic".

    With `of` the party must be that one.
    """
    words = [w for w in words_of(name) if w.lower() != "the"]
    if not words or not words[-1].endswith("s") or not all(word[:1].isupper() for word in words):
        return None
    stem = words[-1][:-1] + ("ic" if words[-1].endswith("ocrats") else "")
    full = " ".join([*words[:-1], stem, "Party"])
    if of is not None and " ".join(w for w in words_of(of) if w.lower() != "the")[: len(full)] != full:
        return None
    return ground_in(full, article).spans[:1] or None


class FoldedArticleWindow:
    """A stretch of the article in which single words are looked up, whatever their case."""

    def __init__(self, text: str, offset: int) -> None:
        self.text = text
        self.low = text.lower() if len(text.lower()) == len(text) else text
        self.offset = offset

    def find(self, word: str, near: int) -> tuple[int, int] | None:
        """The place of a whole word nearest to an offset of the article."""
        low, best = word.lower(), None
        at = self.low.find(low)
        while at >= 0:
            end = at + len(low)
            whole = not (at and self.text[at - 1].isalnum()) and not (end < len(self.text) and self.text[end].isalnum())
            if whole and (best is None or abs(at + self.offset - near) < abs(best - near)):
                best = at + self.offset
            at = self.low.find(low, at + 1)
        return None if best is None else (best, best + len(low))


def _kind(claim: ActorClaim, spans: tuple[tuple[int, int], ...], annotations: Annotations) -> Finding | None:
    """A country or nationality taken for a person, or a titled person for something else."""
    party = claim.party
    if party.kind is None:
        return None
    known = load_gazetteer().kinds.get(tuple(w for w in party.name.split() if w.lower() != "the"))
    titled = party.name.split()[0].rstrip(".").lower() in {"mr", "mrs", "ms", "dr", "sir", "prof"} if party.name.split() else False
    clash = (known in ("country", "group") and party.kind == _PERSON) or (titled and party.kind != _PERSON)
    if not clash:
        return None
    is_a = known or _PERSON
    message = f"{claim.path} takes {party.name} for a {party.kind}; in the article it is a {is_a} {place(spans)}."
    return finding(claim, Verdict.CONTRADICTED, "A4", message, spans, expected=is_a, claimed=party.kind)


def _role(claim: ActorClaim, spans: tuple[tuple[int, int], ...], annotations: Annotations) -> Finding | None:
    """A role whose words the article gives to somebody else, and to nobody by this name."""
    party = claim.party
    if not party.role:
        return None
    index = party_index(annotations)
    mine = index.of(party)
    if any(_shares_role(party.role, index.entities[i]) for i in mine):
        return None
    places = ground_in(party.role, folded_article(annotations)).spans
    if not places:
        return None
    home = _sentences_of([*spans, *(s for i in mine for s in index.entities[i].mentions)], annotations)
    if home & _sentences_of(places, annotations):
        return None
    for other in index.entities:
        if other.role and compare_names(other.role, party.role) is Match.SAME:
            message = f"{claim.path} calls {party.name} {shown(party.role)}; the article calls {other.name} so {place(places[:1])}."
            return finding(claim, Verdict.MISATTRIBUTED, "A5", message, places[:1], claimed=party.role)
    return None


def _shares_role(role: str, entity: Entity) -> bool:
    stated = {w.lower() for w in words_of(role)}
    texts = [entity.role or "", entity.name, *entity.aliases]
    return any(stated & {w.lower() for w in words_of(text)} & check_words().offices for text in texts)


def _affiliation(claim: ActorClaim, spans: tuple[tuple[int, int], ...], annotations: Annotations) -> Finding | None:
    """A body the article does not put the actor into, while it names another one."""
    party = claim.party
    if not party.affiliation:
        return None
    index = party_index(annotations)
    stated = [(index.entities[i], index.entities[i].affiliation) for i in sorted(index.of(party)) if index.entities[i].affiliation]
    if not stated or any(_fits(party.affiliation, entity, body or "", index) for entity, body in stated):
        return None
    if _together(party.affiliation, stated[0][0], annotations):
        return None
    body = stated[0][1]
    message = f"{claim.path} puts {party.name} into {party.affiliation}; the article puts it into {body} {place(spans)}."
    return finding(claim, Verdict.CONTRADICTED, "A6", message, spans, expected=body, claimed=party.affiliation)


def _fits(claimed: str, entity: Entity, body: str, index: PartyIndex) -> bool:
    if any(compare_names(claimed, text) is not Match.DIFFERENT for text in (body, entity.role or "", *entity.aliases)):
        return True
    there = index.of(Party(body, body))
    return any(
        i in there or compare_names(index.entities[i].affiliation or "", body) is Match.SAME for i in index.of(Party(claimed, claimed))
    )


def _together(name: str, entity: Entity, annotations: Annotations) -> bool:
    """Whether the claimed body stands in a sentence with the actor."""
    places = ground_in(name, folded_article(annotations)).spans
    return bool(_sentences_of(entity.mentions, annotations) & _sentences_of(places, annotations))


def _sentences_of(spans: Iterable[tuple[int, int]], annotations: Annotations) -> set[int]:
    """Numbers of the sentences spans start in."""
    starts = [sentence.start for sentence in annotations.sentences]
    return {bisect_right(starts, start) for start, _ in spans}
