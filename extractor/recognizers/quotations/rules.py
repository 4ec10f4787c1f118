"""The rules by which quotations are read, each with examples that the tests run."""

from __future__ import annotations

from extractor.core.rule import Example, Rule

RULES: tuple[Rule, ...] = (
    Rule(
        "Q1",
        "typography-of-marks",
        "Quotation marks, apostrophes, dashes, ellipses and white space are compared in one spelling; letters are never changed.",
        "A copied quotation that differs only in curly marks is the same quotation; one that differs in a letter is not.",
        (
            Example("“It’s late,” Peskov said.", "direct: Peskov, said"),
            Example('"It\'s late," Peskov said.', "direct: Peskov, said", why="straight marks read as curly ones"),
            Example("«It’s late», said Peskov.", "direct: Peskov, said", why="guillemets are double marks"),
            Example("It's Peskov's late train.", "", why="apostrophes are no quotation marks"),
        ),
    ),
    Rule(
        "Q2",
        "quotation-span",
        "Words between paired marks. A paragraph that opens with a mark goes on with a quotation left open; "
        "nested marks belong to the outer one; "
        "titles, names and scare-quoted words are told apart from speech.",
        "Only words somebody is quoted with may be published as a quotation.",
        (
            Example(
                '"He told me "no" and left," said Anna Lee.', "direct: Anna Lee, said", why="nested marks belong to the outer quotation"
            ),
            Example("'It's late,' said Anna Lee.", "direct: Anna Lee, said", why="an apostrophe does not close"),
            Example('They saw the film "The Third Man" in Vienna.', "title: nobody named"),
            Example("The dogs' owners met at six o'clock.", "", why="only apostrophes"),
        ),
        "A mark left open inside a paragraph loses its quotation unless a comma, a colon or the start of the paragraph shows it.",
    ),
    Rule(
        "S1",
        "attribution-clause",
        "The clause that touches a quotation names its speaker: X said, said X, X told Y, according to X, X: ..., X called it ... "
        "The listener is never the speaker.",
        "A true quotation under the wrong name is the most expensive error a newsroom can make.",
        (
            Example('"We will stay," Maria Lopez told the BBC.', "direct: Maria Lopez, told the BBC"),
            Example('Maria Lopez, a lawyer in Lima, said: "We will stay."', "direct: Maria Lopez, said"),
            Example('The plan is "damaging and wrong for the country", according to Maria Lopez.', "mixed: Maria Lopez, according to"),
            Example('"Stop!"', "direct: nobody named", why="nobody is named, nobody is guessed"),
        ),
    ),
    Rule(
        "S2",
        "running-speaker",
        "A quotation without its own clause belongs to the speaker of the one before it in the same paragraph, "
        "or of the running quotation it continues.",
        "News splits a statement around its attribution; both halves have one speaker.",
        (
            Example('"We will stay," said Maria Lopez. "Nobody can move us."', "direct: Maria Lopez, said | direct: Maria Lopez"),
            Example(
                'Maria Lopez said: "We will stay.\n\n"Nobody can move us."',
                "direct: Maria Lopez, said | direct: Maria Lopez",
                why="the first mark was never closed",
            ),
            Example('"We will stay." Nobody came.', "direct: nobody named", why="no neighbour speaks"),
            Example(
                '"Is it late?" asked Tom.\n\n"It is one," said Ann.\n\n"So late!"\n\n"Go to bed."',
                "direct: Tom, asked | direct: Ann, said | direct: Tom | direct: Ann",
                why="in a story a new paragraph hands the word back",
            ),
        ),
        "A new paragraph of its own marks without any clause is given to the last speaker only where nobody else speaks or acts in "
        "between. In a story (lively quotations, hardly a figure) the word goes back and forth between the people of the exchange.",
    ),
    Rule(
        "S3",
        "pronoun-or-short-form",
        "A pronoun or short form stands for the nearest earlier person or body that fits in gender and number "
        "in the same or the previous paragraph; "
        "when two fit equally, both are named as candidates.",
        "“He said” is only checkable when we know who he is.",
        (
            Example('Dmitry Peskov met reporters. "It is over," he said.', "direct: Dmitry Peskov, said"),
            Example(
                'Angela Merkel met Dmitry Peskov. "It is over," she said.',
                "direct: Angela Merkel, said",
                why="the gender decides, not the distance",
            ),
            Example(
                'Dmitry Peskov met reporters. "It is over," Peskov told them.',
                "direct: Dmitry Peskov, told them",
                why="a short form is completed",
            ),
            Example('"It is over," he said.', "direct: nobody named, said", why="nobody fits, nobody is guessed"),
        ),
    ),
)
