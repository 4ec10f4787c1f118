"""The number reader: `find_numbers` (rules M1-M29) and its unit table."""

from extractor.recognizers.numbers.reader import find_numbers

__all__ = ["find_numbers"]
