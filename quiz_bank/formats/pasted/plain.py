"""Plain text as a page."""

from collections.abc import Iterator

from quiz_bank.exchange.incoming import check_length, lines_of
from quiz_bank.formats.pasted.page import Line, Page


def page(text: str) -> Page:
    """Raises TooMuch, while it is read, for a line longer than any question."""
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return Page(_lines(clean))


def _lines(text: str) -> Iterator[Line]:
    after_blank = True
    for number, line in lines_of(text):
        check_length(line, number)
        words = " ".join(line.split())
        if words:
            yield Line(number, words, after_blank=after_blank)
        after_blank = not words
