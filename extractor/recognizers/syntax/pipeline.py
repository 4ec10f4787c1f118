"""From text to trees and names: sentences are split, tokenised and read by the embedded model or by a spaCy pipeline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from extractor.core.syntax import NameMention, Sentence, Token
from extractor.errors import EngineError
from extractor.text.segment import segment
from extractor.text.tokenize import tokenize

if TYPE_CHECKING:
    from extractor.recognizers.syntax.network import Analysis, Network

MODEL_FOLDER = Path(__file__).resolve().parents[2] / "models" / "en"
MAX_SENTENCE_TOKENS = 200
"""A longer "sentence" is no prose (a table, a list of names); it is cut, so that reading stays linear."""
_MARKUP_CHARS = re.compile(r"[’‘]")

RawName = tuple[int, int, str]
"""Start, end and model tag (PER, ORG, LOC) of a name as the tagger sees it."""


class Pipeline(Protocol):
    """Anything that turns text into sentences with trees, and raw names."""

    def parse(self, text: str) -> tuple[tuple[Sentence, ...], list[RawName]]: ...


class EmbeddedPipeline:
    """The model that ships with the package; numpy loads with the first article."""

    def __init__(self, folder: Path = MODEL_FOLDER) -> None:
        from extractor.recognizers.syntax.lemma import Lemmatizer
        from extractor.recognizers.syntax.network import load_network

        self.network: Network = load_network(folder)
        self.lemmatizer = Lemmatizer(folder)

    def parse(self, text: str) -> tuple[tuple[Sentence, ...], list[RawName]]:
        """Sentences with trees and the raw names of the tagger, in order."""
        spans = [piece for a, b in segment(text) for piece in _pieces(tokenize(text, a, b))]
        forms = [[_form(text[a:b]) for a, b in tokens] for tokens in spans]
        sentences: list[Sentence] = []
        names: list[RawName] = []
        lemma = self.lemmatizer.lemma
        for tokens, words, read in zip(spans, forms, self._analyse(forms), strict=True):
            made = tuple(
                Token(a, b, text[a:b], lemma(word, upos), upos, xpos, head, relation)
                for (a, b), word, upos, xpos, head, relation in zip(
                    tokens, words, read.upos, read.xpos, read.heads, read.relations, strict=True
                )
            )
            sentences.append(Sentence(tokens[0][0], tokens[-1][1], made))
            names += _bio_spans(tokens, read.tags)
        return tuple(sentences), names

    def _analyse(self, forms: list[list[str]]) -> list[Analysis]:
        """What the network says; pieces of marks alone (a million quotation marks) are not worth its time."""
        from extractor.recognizers.syntax.network import marks_only

        speaking = [i for i, words in enumerate(forms) if any(any(map(str.isalnum, word)) for word in words)]
        read = dict(zip(speaking, self.network.analyse([forms[i] for i in speaking]), strict=True))
        return [read[i] if i in read else marks_only(len(words)) for i, words in enumerate(forms)]


class SpacyPipeline:
    """A spaCy pipeline with a tagger and a parser, whose trees are turned into Universal Dependencies where they are not."""

    def __init__(self, nlp: Any, name: str) -> None:
        """`nlp` is a loaded pipeline; raises `EngineError` when it cannot parse."""
        has = set(nlp.pipe_names)
        missing = [part for part, others in (("tagger", {"tagger", "morphologizer"}), ("parser", {"parser"})) if not has & others]
        if missing:
            raise EngineError(
                f'The spaCy pipeline "{name}" has no {" and no ".join(missing)} (it has: {", ".join(nlp.pipe_names) or "nothing"}). '
                "Choose one with a tagger and a parser, or leave out --syntax.",
                kind="syntax",
            )
        self.nlp = nlp

    @classmethod
    def load(cls, name: str) -> SpacyPipeline:
        """The installed pipeline of that name; raises `EngineError` when spaCy or the pipeline is missing."""
        try:
            spacy: Any = import_module("spacy")
        except ImportError as error:
            raise EngineError(
                'spaCy is not installed. Install it (pip install "extractor[spacy]"), or leave out --syntax.', kind="syntax"
            ) from error
        try:
            nlp = spacy.load(name)
        except (OSError, ValueError) as error:
            raise EngineError(
                f'spaCy has no pipeline "{name}": {error} Install it (python -m spacy download {name}), or leave out --syntax.',
                kind="syntax",
            ) from error
        return cls(nlp, name)

    def parse(self, text: str) -> tuple[tuple[Sentence, ...], list[RawName]]:
        """Sentences with trees and the entities of the types person, organisation and place."""
        from extractor.recognizers.syntax.spacy_labels import NAME_TAGS

        if len(text) >= self.nlp.max_length:
            raise EngineError(
                f"The article has {len(text):,} characters; the spaCy pipeline reads at most {self.nlp.max_length:,}. Leave out --syntax.",
                kind="syntax",
            )
        doc = self.nlp(text)
        sentences = [made for sent in doc.sents if (made := _spacy_sentence(sent)) is not None]
        names = [(e.start_char, e.end_char, NAME_TAGS[e.label_]) for e in doc.ents if e.label_ in NAME_TAGS]
        return tuple(sentences), names


def _spacy_sentence(sent: Any) -> Sentence | None:
    from extractor.recognizers.syntax.spacy_labels import universal

    words = [token for token in sent if not token.is_space]
    if not words:
        return None
    place = {token.i: k for k, token in enumerate(words)}
    heads = [-1 if token.head.i == token.i else place.get(token.head.i, -1) for token in words]
    root = next((k for k, head in enumerate(heads) if head < 0), 0)
    heads = [head if head >= 0 or k == root else root for k, head in enumerate(heads)]
    upos = [token.pos_ or "X" for token in words]
    lemmas = [token.lemma_ or token.lower_ for token in words]
    heads, relations = universal(heads, [token.dep_ for token in words], upos, lemmas)
    made = tuple(
        Token(token.idx, token.idx + len(token.text), token.text, lemmas[k], upos[k], token.tag_ or "_", heads[k], relations[k])
        for k, token in enumerate(words)
    )
    return Sentence(made[0].start, made[-1].end, made)


@lru_cache(maxsize=4)
def load_pipeline(name: str = "embedded") -> Pipeline:
    """The pipeline called "embedded" or "spacy:NAME", loaded once per process; raises `EngineError` when there is none."""
    if name == "embedded":
        return EmbeddedPipeline()
    kind, _, rest = name.partition(":")
    if kind == "spacy" and rest:
        return SpacyPipeline.load(rest)
    if kind == "folder" and rest:
        return EmbeddedPipeline(Path(rest))
    raise EngineError(f'No syntax "{name}". Say embedded, spacy:NAME, or folder:PATH of a trained model.', kind="syntax")


def annotate_syntax(text: str, pipeline: str = "embedded") -> tuple[tuple[Sentence, ...], tuple[NameMention, ...]]:
    """Sentences with trees, and the names of the article, both in order of the text."""
    from extractor.recognizers.names import find_names

    sentences, raw = load_pipeline(pipeline).parse(text)
    return sentences, find_names(text, sentences, raw)


def _form(word: str) -> str:
    """The form as the treebanks write it: straight apostrophes."""
    return _MARKUP_CHARS.sub("'", word)


def _pieces(tokens: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    return [tokens[i : i + MAX_SENTENCE_TOKENS] for i in range(0, len(tokens), MAX_SENTENCE_TOKENS)]


def _bio_spans(tokens: Sequence[tuple[int, int]], tags: Sequence[str]) -> list[RawName]:
    out: list[RawName] = []
    start = -1
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and not tag.startswith("I-"):
            out.append((tokens[start][0], tokens[i - 1][1], tags[start][2:]))
            start = -1
        if tag.startswith("B-"):
            start = i
    return out
