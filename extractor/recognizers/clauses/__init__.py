"""Who does what to whom in the sentences of an article: `Annotations` in, clauses in order of the text out."""

from extractor.recognizers.clauses.read import clauses_of, sentences_of, times_of, walls_of

__all__ = ["clauses_of", "sentences_of", "times_of", "walls_of"]
