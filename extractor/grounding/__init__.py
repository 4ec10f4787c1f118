"""Find the characters that show a claim: citation and article in, spans out; exact first, then folded, never "similar enough"."""

from extractor.grounding.citations import ground_citations
from extractor.grounding.find import Alignment, FoldedArticle, Grounded, folded_article, ground, ground_in

__all__ = ["Alignment", "FoldedArticle", "Grounded", "folded_article", "ground", "ground_citations", "ground_in"]
