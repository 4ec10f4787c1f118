"""Counts: is this number in the article, and is it the number of what the record says? One finding for each claim."""

from extractor.checks.counts.check import check_count

__all__ = ["check_count"]
