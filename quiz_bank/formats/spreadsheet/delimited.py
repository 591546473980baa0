"""Reading CSV as programs save it: with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

from quiz_bank.exchange.incoming import CannotRead, TooMuch
from quiz_bank.formats.spreadsheet.headings import known
from quiz_bank.formats.spreadsheet.sheets import MOST_COLUMNS, MOST_ROWS, Workbook

_DELIMITERS = ",;\t|"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LOOKED_AT = 20
_MOST_LOOKED_AT = 65_536


def read(file: str, content: bytes, into: Workbook) -> None:
    """The one sheet of a CSV. Raises CannotRead where it is no text, or a quotation mark is never closed."""
    text, into.encoding = _decoded(file, content)
    sheet = into.begin("")
    delimiter, text, first = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, row in enumerate(reader, first):
            if number > MOST_ROWS or len(row) > MOST_COLUMNS:
                raise TooMuch(
                    f"Row {number} of {file} is more than a sheet has rows, or has more columns than one has."
                )
            if cells := {at: words for at, words in enumerate(row) if words}:
                into.add(sheet, number, cells)
    except csv.Error as error:
        what = f"Row {len(sheet.rows) + first} of {file}, or one below, has a quotation mark that is not closed, or a"
        raise CannotRead(
            f"{what} cell longer than {csv.field_size_limit()} letters. Save it again as CSV UTF-8."
        ) from error


def _decoded(file: str, content: bytes) -> tuple[str, str]:
    """The text, and how it was read where nobody said so."""
    marked = next((form for mark, form in _MARKS if content.startswith(mark)), "")
    if not marked and len(content) > 8:
        marked = next(
            (f"utf-16-{end}" for end, at in (("le", 1), ("be", 0)) if _every_other_is_0(content, at)), ""
        )
    guess = ""
    try:
        text = content.decode(marked or "utf-8")
    except UnicodeDecodeError:
        text, guess = content.decode("cp1252", "replace"), "" if marked else "Windows-1252"
    if "\0" in text or (marked and "\ufffd" in text):
        raise CannotRead(f"{file} holds bytes that are no text. Save it again as CSV UTF-8, or as .xlsx.")
    return text, guess


def _every_other_is_0(content: bytes, at: int) -> bool:
    start = content[:400]
    return start[at::2].count(0) > len(start) // 4 and not start[1 - at :: 2].count(0)


def _delimiter(text: str) -> tuple[str, str, int]:
    """What stands between cells, the text without the line that says so, and the number of its first row.

    The one by which one of the first rows has most headings that we know.
    """
    if said := re.match(r"\s*sep=([,;\t|])[^\r\n]*(?:\r\n|\r|\n|$)", text):
        return said[1], text[said.end() :], 2
    counts = {
        each: max((len(known(row)) for row in _first_rows(text, each)), default=0) for each in _DELIMITERS
    }
    return max(_DELIMITERS, key=lambda each: (counts[each], -_DELIMITERS.index(each))), text, 1


def _first_rows(text: str, delimiter: str) -> Iterator[dict[int, str]]:
    reader = csv.reader(io.StringIO(text[:_MOST_LOOKED_AT], newline=""), delimiter=delimiter)
    try:
        for _, row in zip(range(_LOOKED_AT), reader, strict=False):
            yield dict(enumerate(row))
    except csv.Error:
        return
