"""Quotations and their speakers."""

from extractor.recognizers.quotations.find import find_quotations

__all__ = ["find_quotations"]
