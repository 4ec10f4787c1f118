"""Quotations: whether the words were said so (Q1-Q17), and by whom (S1-S4)."""

from extractor.checks.quotes.check import check_quote

__all__ = ["check_quote"]
