"""The noun that one number of an article counts."""

from __future__ import annotations

from extractor.engines.offline.thing import CREWS, LEVELS, CountWords
from extractor.recognizers.clauses import times_of
from extractor.recognizers.clauses.phrases import is_time
from extractor.recognizers.entities.words import entity_words

DISTANCES = frozenset({"ago", "earlier", "later", "before", "after"})
"""Words behind a span of time that make it a distance between two events."""
_ABOUT = frozenset({"region", "excess", "tune", "order", "neighbourhood", "neighborhood", "vicinity"})
"""Nouns that only hedge the figure behind their "of"."""


class CountedNoun(CountWords):
    """Finds the token of the noun that a number counts, where the sentence has one."""

    def _noun(self, span: range, head: int) -> int | None:
        """Token of the noun that is counted; None when the number stands alone."""
        mention, following = self.mention, self.sentence.tokens[span.stop : span.stop + 1]
        if mention.kind == "dur" and (mention.text.lower().endswith(" ago") or (following and following[0].text.lower() in DISTANCES)):
            return None
        noun = self._whole_noun(span, self._counted(span, head))
        if noun is not None and self.sentence.tokens[noun].lemma.lower() in _ABOUT and noun < span.start:
            return None  # "in the region of $140bn"
        if noun is not None and noun < span.start and mention.kind == "cur" and self.has_for():
            return None  # "sold it to the firm for $7 million"
        points = noun is not None and mention.kind == "pct" and self.sentence.tokens[noun].lemma.lower() == "point"
        return None if points else noun  # "lost 1.71% or 25.15 points"

    def _whole_noun(self, span: range, noun: int | None) -> int | None:
        """The noun the number belongs to where the parser took a part of it, or one of the next phrase in a list.

        "three [stock] market indexes", "three rocket-propelled grenades, two homemade [bombs]".
        """
        tokens = self.sentence.tokens
        if noun is None or noun < span.stop or self.mention.unit is not None or self.mention.kind not in ("card", "range"):
            return noun
        comma = next((k for k in range(span.stop, noun) if tokens[k].text == "," and tokens[k + 1].upos == "NUM"), -1)
        if comma > span.stop and tokens[comma - 1].upos in ("NOUN", "PROPN"):
            return comma - 1
        above, last = tokens[noun].head, noun
        if tokens[noun].deprel in ("compound", "flat", "nmod:unmarked") and above > noun and tokens[above].xpos in ("NNS", "NNPS"):
            last = above
        elif self.content.in_name(tokens[noun].start):  # "four Rolls-Royce [Trent] 900 engines"
            behind = range(noun + 1, min(noun + 7, len(tokens)))
            last = next((k for k in behind if tokens[k].xpos == "NNS" and tokens[k].text.islower()), noun)
        plain = all(
            tokens[k].upos in ("NOUN", "PROPN", "ADJ", "NUM") or tokens[k].xpos in ("VBN", "VBG") or tokens[k].text == "-"
            for k in range(span.stop, last)
        )
        return last if plain and tokens[span.stop].text not in ("-", "–") else noun

    def _counted(self, span: range, head: int) -> int | None:
        tokens = self.sentence.tokens
        for k in span:
            for child in self.sentence.kids[k]:
                if (
                    child not in span
                    and tokens[child].deprel.startswith("nmod")
                    and child > k
                    and (tokens[child].upos in ("NOUN", "PROPN", "PRON") or self._is_nominal(child))
                    and not is_time(self.sentence, child)
                ):
                    case = [tokens[j].text.lower() for j in self.sentence.kids[child] if tokens[j].deprel == "case"]
                    inside = case[:1] == ["in"] and self.mention.kind not in ("card", "range") and self._is_stuff(child)
                    if (case[:1] == ["of"] or inside) and tokens[child].deprel != "nmod:poss":
                        return child if tokens[child].upos != "PRON" else None
        behind = self._behind_noun(span)
        if behind >= 0:
            return behind
        token = tokens[head]
        if self.mention.kind == "cur" and span.stop < len(tokens) - 1 and tokens[span.stop].text.lower() in ("in", "of", "worth"):
            noun = tokens[span.stop].head
            stuff = tokens[span.stop].text.lower() != "in" or self._is_stuff(noun)
            if noun > span.stop and tokens[noun].upos == "NOUN" and stuff:
                return noun
        if (
            token.upos == "NOUN"
            and self.mention.unit is None
            and self.mention.kind == "card"
            and not token.text.lower().isdigit()
            and token.lemma not in entity_words().counting
            and token.xpos != "CD"
        ):
            return head
        above = token.head
        if (
            above >= 0
            and token.deprel.partition(":")[0] in ("nummod", "compound", "amod", "det", "nmod", "advmod")
            and tokens[above].upos in ("NOUN", "PROPN", "SYM")
            and above not in span
        ):
            if token.deprel.startswith("nmod") and above < head:
                return above if self.mention.kind in ("pct", "cur", "frac") or tokens[above].lemma.lower() in LEVELS | CREWS else None
            return above
        following = span.stop
        if (
            following < len(tokens)
            and tokens[following].upos in ("NOUN",)
            and token.deprel in ("obj", "nsubj", "obl", "root", "conj", "dep")
            and self.mention.unit is None
        ):
            return following
        return None

    def _is_stuff(self, noun: int) -> bool:
        """ "$13 billion in federal loans": a bare noun behind "in" is what the money is; "in the third quarter", "in New York" are not."""
        tokens = self.sentence.tokens
        owned = any(tokens[k].deprel in ("det", "nmod:poss") for k in self.sentence.kids[noun])
        bare = tokens[noun].upos == "NOUN" and not owned
        return bare and not is_time(self.sentence, noun) and tokens[noun].start not in times_of(self.content.annotations)

    def _is_nominal(self, k: int) -> bool:
        """ "three of the injured": an adjective or participle with an article and no noun stands for people."""
        tokens = self.sentence.tokens
        return tokens[k].upos in ("ADJ", "VERB") and any(tokens[j].text.lower() == "the" for j in self.sentence.children(k, "det"))

    def _behind_noun(self, span: range) -> int:
        """ "claims over 150,000, also a record": a hedged figure that closes a phrase counts the plural before it; -1 otherwise."""
        tokens = self.sentence.tokens
        closed = span.stop >= len(tokens) or tokens[span.stop].upos in ("PUNCT", "CCONJ", "VERB", "AUX")
        if not closed or self.mention.hedge is None or self.mention.kind != "card" or self.mention.unit is not None:
            return -1
        noun = span.start - 1
        if noun > 0 and tokens[noun].upos in ("ADP", "ADV"):
            noun -= 1
        return noun if noun >= 0 and tokens[noun].xpos == "NNS" else -1
