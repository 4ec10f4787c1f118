"""The review page: one self-contained HTML file for an extraction, and an index for many."""

from extractor.writers.page.index import render_index
from extractor.writers.page.render import render_page

__all__ = ["render_index", "render_page"]
