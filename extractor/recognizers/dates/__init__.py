"""Find dates in an article: text in, `DateMention` out (rules D20-D33 of docs/crosscheck.md)."""

from extractor.recognizers.dates.anchor import anchor_of
from extractor.recognizers.dates.reader import find_dates, joined_ranges

__all__ = ["anchor_of", "find_dates", "joined_ranges"]
