"""How fast numbers, dates and quotations are read, beside quantulum3, text2num and dateparser where they are installed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from benchmarks.timing import best_of, news_text

SIZE, SMALL = 1_000_000, 20_000


def ours(text: str) -> dict[str, Callable[[], object]]:
    from extractor.recognizers.dates import find_dates
    from extractor.recognizers.numbers import find_numbers
    from extractor.recognizers.quotations import find_quotations

    day = dt.date(2024, 5, 15)

    def all_three() -> None:
        find_numbers(text, taken=find_dates(text, published=day))
        find_quotations(text, names=(), sentences=())

    return {
        "numbers": lambda: find_numbers(text),
        "dates": lambda: find_dates(text, published=day),
        "quotations": lambda: find_quotations(text, names=(), sentences=()),
        "numbers, dates and quotations": all_three,
    }


def others(text: str) -> dict[str, Callable[[], object]]:
    found: dict[str, Callable[[], object]] = {}
    try:
        from quantulum3 import parser

        found["quantulum3"] = lambda: parser.parse(text)
    except ImportError:
        print("quantulum3 is not installed")
    try:
        from text_to_num import alpha2digit

        found["text2num"] = lambda: alpha2digit(text, "en")
    except ImportError:
        print("text2num is not installed")
    try:
        from dateparser.search import search_dates

        found["dateparser"] = lambda: search_dates(text, languages=["en"])
    except ImportError:
        print("dateparser is not installed")
    return found


def main() -> None:
    large, small = news_text(SIZE), news_text(SMALL)
    speed = {name: SIZE / 1e6 / best_of(call) for name, call in ours(large).items()}
    for name, value in speed.items():
        print(f"{name:<32}{value:9.2f} MB/s")
    whole = speed["numbers, dates and quotations"]
    for name, call in others(small).items():
        value = SMALL / 1e6 / best_of(call, runs=1)
        print(f"{name:<32}{value:9.3f} MB/s   ours is {whole / value:,.0f} times as fast")


if __name__ == "__main__":
    main()
