"""Questions as people write them in a word processor, pasted as plain text."""

from quiz_bank.exchange.incoming import Incoming, check_length, lines_of
from quiz_bank.formats.pasted.asked import Asking
from quiz_bank.reading import Reading

__all__ = ["read"]


def read(text: str, file: str = "questions.txt") -> Reading:
    """Raises CannotRead; whatever else is wrong is a finding."""
    incoming = Incoming(file, "pasted text")
    asking = Asking(incoming)
    clean = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    for number, line in lines_of(clean):
        check_length(line, number)
        asking.take(number, " ".join(line.split()))
    asking.end()
    return incoming.reading()
