"""Questions as people write them in a word processor: plain text, a Word file, or HTML."""

import codecs

from quiz_bank.exchange.incoming import CannotRead, Incoming
from quiz_bank.formats.pasted import html, plain, word
from quiz_bank.formats.pasted.asking import Asking
from quiz_bank.formats.pasted.page import Page
from quiz_bank.reading import Reading

__all__ = ["read"]

_ZIP = b"PK\x03\x04"
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "is an older Word file, or locked with a password",
    b"{\\rtf": "is an RTF file",
    b"%PDF": "is a PDF",
}


def read(content: bytes | str, file: str = "questions.txt") -> Reading:
    """From a file, or from words that were pasted: what it is is told by what stands in it, not by its name.

    Raises CannotRead; whatever else is wrong is a finding. Lines of places are paragraphs in a Word file.
    """
    incoming = Incoming(file, "pasted text")
    Asking(incoming).take_all(_page(content, file))
    return incoming.reading()


def _page(content: bytes | str, file: str) -> Page:
    if isinstance(content, str):
        return html.page(content, file) if html.is_html(content) else plain.page(content)
    if content.startswith(_ZIP):
        return word.page(content, file)
    for begins, what in _OTHERS.items():
        if content.startswith(begins):
            raise CannotRead(f"{file} {what}, which is not read. Save it as a Word document (.docx).")
    if file.lower().endswith(".docx"):
        raise CannotRead(
            f"{file} is no Word page. Open it, select all, copy, and paste it into the box instead."
        )
    return _page(_text(content, file), file)


def _text(content: bytes, file: str) -> str:
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if wide else html.charset(content) or "utf-8-sig")
    except (UnicodeDecodeError, LookupError) as error:
        raise CannotRead(f"The file {file} is not UTF-8 text. Save it again as UTF-8.") from error
