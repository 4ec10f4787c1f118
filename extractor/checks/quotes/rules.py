"""The rules for quotations (Q3-Q17) and their speakers (S4), each with cases that the tests run."""

from __future__ import annotations

from extractor.core.rule import Example, Rule

_VOTE = '"We will not sell the port," Mayor Ana Pell said, "not this year."'
_TWO = '"The port is safe," Ana Pell said. Tom Birk said: "The trains are late and nobody knows why."'


def _case(text: str, words: str, expect: str, why: str, **more: object) -> Example:
    return Example(text, expect, {"kind": "quote", "text": words, **more}, "2023-06-22", why)


RULES: tuple[Rule, ...] = (
    Rule(
        "Q3",
        "part-of-a-quotation",
        "Accepts a part of a quotation that starts and ends between words.",
        "A record rarely needs the whole of a long statement; a part is still what was said.",
        (
            _case(_VOTE, "sell the port", "altered", "a part may not hide the negation before it", speaker="Ana Pell"),
            _case('"The port is safe and the trains run," Ana Pell said.', "The port is safe", "exact", "a part", speaker="Ana Pell"),
            _case(
                '"The port is safe and the trains run," Ana Pell said.',
                "The port is saf",
                "altered",
                "cut inside a word",
                speaker="Ana Pell",
            ),
        ),
        "The words must follow each other in the article; Q9 says when some may be left out.",
    ),
    Rule(
        "Q4",
        "case-of-the-first-letter",
        "Accepts another case of the first letter.",
        "A quotation that opens a sentence of the record may need a capital the article does not have.",
        (
            _case('Pell called it "a fair deal for the town".', "A fair deal for the town", "equivalent", "capital added"),
            _case('Pell called it "a fair deal for the town".', "a fair Deal for the Town", "altered", "case changed elsewhere"),
        ),
        "Only the first letter; any other change of case is Q10.",
    ),
    Rule(
        "Q5",
        "other-final-mark",
        "Accepts another final comma or full stop, or none. A question or exclamation mark must stay.",
        "A question is no statement: without its mark the speaker seems to assert what was asked.",
        (
            _case('Pell called it "a fair deal".', "a fair deal.", "equivalent", "full stop added"),
            _case('"Is this a fair deal for us?" Pell asked.', "Is this a fair deal for us", "altered", "the question mark is lost"),
            _case('"This is a fair deal for us," Pell said.', "This is a fair deal for us!", "altered", "an exclamation mark put in"),
        ),
    ),
    Rule(
        "Q6",
        "split-quotation-rejoined",
        'Accepts a quotation that its attribution splits, written as one: "A," he said, "B" as A, B.',
        "Reporters put the attribution into the middle; the speaker said it in one piece.",
        (
            _case(_VOTE, "We will not sell the port, not this year.", "equivalent", "rejoined", speaker="Ana Pell"),
            _case('"We stay," Pell said. "The port is ours."', "We stay. The port is ours.", "altered", "two quotations, not a split one"),
        ),
        "When the attribution ends a sentence there are two quotations, and Q12 holds.",
    ),
    Rule(
        "Q7",
        "running-quotation-joined",
        "Accepts the paragraphs of one running quotation joined.",
        "A quotation over several paragraphs opens each of them with a mark and closes only the last.",
        (
            _case(
                'Pell said: "We stay here.\n\n"The port is ours."',
                "We stay here. The port is ours.",
                "equivalent",
                "paragraphs of one quotation",
            ),
            _case(
                'Pell said: "We stay here."\n\nBirk said: "The port is ours."', "We stay here. The port is ours.", "altered", "two speakers"
            ),
        ),
    ),
    Rule(
        "Q8",
        "editors-insertion-kept",
        "Accepts an editor's insertion in square brackets, or the article's own mark of omission, kept as it stands; "
        "[sic] may be left out.",
        "The brackets tell the reader that these words are not the speaker's.",
        (
            _case(
                '"They [the members] felt cheated by it," Birk said.',
                "They [the members] felt cheated by it",
                "exact",
                "kept",
                speaker="Birk",
            ),
            _case('"Theres [sic] a fair deal here," Birk said.', "Theres a fair deal here", "equivalent", "[sic] left out", speaker="Birk"),
            _case(
                '"They [the members] felt cheated by it," Birk said.', "They the members felt cheated by it", "altered", "brackets dropped"
            ),
        ),
    ),
    Rule(
        "Q9",
        "marked-omission",
        "Accepts an ellipsis in the claim for words left out inside one quotation, in order.",
        "A marked omission tells the reader that something is missing.",
        (
            _case('"The port is safe, as I told you, and ours," Pell said.', "The port is safe ... and ours", "equivalent", "marked"),
            _case('"The port is safe, as I told you, and ours," Pell said.', "The port is safe and ours", "altered", "not marked"),
            _case('"The port is not at all safe," Pell said.', "The port is ... safe", "altered", "what is left out turns the sense round"),
        ),
        "Omissions may not hide a negation of the same sentence (Q11).",
    ),
    Rule(
        "Q10",
        "words-changed",
        "Refuses any word changed, added, dropped or moved, a number changed, a spelling corrected.",
        "Nobody may be quoted with words they did not say, however near.",
        (
            _case('"The port is safe and ours," Pell said.', "The port is safe and ours", "exact", "verbatim"),
            _case('"The port is safe and ours," Pell said.', "The harbour is safe and ours", "altered", "one word changed"),
            _case('"We close 9 of our schools," Pell said.', "We close 6 of our schools", "altered", "a number changed"),
        ),
    ),
    Rule(
        "Q11",
        "negation-lost",
        "Refuses words whose negation was dropped, put in, or cut off by starting after it.",
        "One small word decides what was said.",
        (
            _case('"We don\'t intend to close any schools," Pell said.', "We don’t intend to close any schools", "equivalent", "kept"),
            _case('"We don\'t intend to close any schools," Pell said.', "We intend to close any schools", "altered", "dropped"),
            _case('"We don\'t intend to close any schools," Pell said.', "intend to close any schools", "altered", "cut off"),
        ),
        "A negation in another clause (after a semicolon, a colon or but) does not govern the words.",
    ),
    Rule(
        "Q12",
        "quotations-joined",
        "Refuses two quotations joined without a mark of omission, and across speakers even with one.",
        "Joined words make a statement nobody made.",
        (
            _case(_TWO, "The trains are late and nobody knows why", "exact", "one quotation", speaker="Tom Birk"),
            _case(_TWO, "The port is safe. The trains are late and nobody knows why.", "altered", "across speakers"),
            _case(_TWO, "The port is safe ... The trains are late", "altered", "across speakers, with a mark"),
        ),
    ),
    Rule(
        "Q13",
        "insertion-or-omission-closed-up",
        "Refuses a bracketed insertion made the speaker's word, and an omission of the article closed up.",
        "The article marks where the words are not, or not all, the speaker's.",
        (
            _case('"It is damning [...] for a rich country," Birk said.', "It is damning [...] for a rich country", "exact", "kept"),
            _case('"It is damning [...] for a rich country," Birk said.', "It is damning for a rich country", "altered", "closed up"),
        ),
    ),
    Rule(
        "Q14",
        "words-of-the-narration",
        "Refuses words that stand only outside quotation marks as direct speech; accepts them where the record itself calls them indirect.",
        "A paraphrase is the reporter's wording, not the speaker's.",
        (
            _case(
                "Tom Birk said members felt cheated by the deal.",
                "members felt cheated by the deal",
                "not_a_quote",
                "indirect speech",
                speaker="Tom Birk",
            ),
            _case(
                "Tom Birk said members felt cheated by the deal.",
                "members felt cheated by the deal",
                "exact",
                "the record says indirect",
                speaker="Tom Birk",
                form="indirect",
            ),
        ),
    ),
    Rule(
        "Q15",
        "marks-widened",
        "Refuses quotation marks drawn wider than the article has them.",
        "The words around the marks are the reporter's.",
        (
            _case('Pell said the deal was "fair to all of us".', "fair to all of us", "exact", "as the marks stand"),
            _case('Pell said the deal was "fair to all of us".', "the deal was fair to all of us", "altered", "widened over narration"),
        ),
    ),
    Rule(
        "Q16",
        "title-or-name",
        "Refuses a title or a name in quotation marks as speech.",
        "Marks also stand around names of books, films and songs; nobody says them.",
        (
            _case(
                'Birk wrote the novel "The Late Trains of Winter".', "The Late Trains of Winter", "not_a_quote", "a title", speaker="Birk"
            ),
            _case(
                '"The late trains of winter are back," Birk said.', "The late trains of winter are back", "exact", "speech", speaker="Birk"
            ),
        ),
    ),
    Rule(
        "Q17",
        "no-such-words",
        "Finds nothing: no quotation shares half the words of the claim, in order.",
        "A quotation nobody can find was made up.",
        (
            _case('"The port is safe," Pell said.', "Interest rates must come down before the winter", "absent", "nothing like it"),
            _case('"The port is safe," Pell said.', "The port is safe", "exact", "there it is"),
        ),
        "Nearness is only used to choose between altered and absent, never to accept.",
    ),
    Rule(
        "S4",
        "another-speaker",
        "Refuses verbatim words under another speaker's name. A body and its spokesman go together only if the article links them.",
        "Right words in the wrong mouth are the worst misquotation.",
        (
            _case(_TWO, "The port is safe", "misattributed", "Birk said something else", speaker="Tom Birk"),
            _case(_TWO, "The port is safe", "exact", "her words", speaker="Ana Pell"),
        ),
    ),
)
