"""Trees and names of an article: text in, sentences with Universal Dependencies and name mentions out."""

from extractor.recognizers.syntax.pipeline import annotate_syntax, load_pipeline

__all__ = ["annotate_syntax", "load_pipeline"]
