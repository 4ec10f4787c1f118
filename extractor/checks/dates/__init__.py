"""Dates: whether the article has this day (D20-D33), and for this event (B5)."""

from extractor.checks.dates.check import check_date

__all__ = ["check_date"]
