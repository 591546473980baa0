"""From the bytes of a file to its text, saying how they were read."""

import codecs

from api.errors import NotUnderstood

LONGEST_TEXT = 2 * 1024 * 1024
LONGEST_LINE = 20_000
_FORMATS = (
    (
        b"PK\x03\x04",
        "This is a spreadsheet file, not a list. In the spreadsheet choose Save as, then “CSV UTF-8”.",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "This is an old Excel file, not a list. In Excel choose Save as, then “CSV UTF-8”.",
    ),
    (b"%PDF", "This is a PDF, not a list. Ask for the list as CSV."),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


def decode(content: bytes) -> tuple[str, str]:
    """The text, and the name of the encoding it was in. Raises NotUnderstood."""
    for start, words in _FORMATS:
        if content.startswith(start):
            raise _refused(words)
    for mark, codec, name in _MARKS:
        if content.startswith(mark):
            return tidy(_decoded(content, codec)), name
    if codec := _unmarked_utf16(content):
        return tidy(_decoded(content, codec)), "UTF-16"
    try:
        return tidy(content.decode()), "UTF-8"
    except UnicodeDecodeError:
        return tidy(_decoded(content, "cp1252")), "Windows-1252, as Excel saves plain CSV"


def tidy(text: str) -> str:
    """One kind of line end, nothing that no text can hold, within bounds. Raises NotUnderstood."""
    plain = (
        text.encode(errors="replace")
        .decode()
        .replace("\r\n", "\n")
        .replace("\r", "\n")
        .removeprefix("\ufeff")
    )
    if not plain.strip():
        raise _refused("There is nothing in it. Choose a file, or paste the list with its headings.")
    if len(plain) > LONGEST_TEXT:
        raise _refused("The list is larger than 2 MB. Take it in by parts, such as one employer at a time.")
    for number, line in enumerate(plain.split("\n"), 1):
        if "\0" in line:
            raise _refused(
                f"Line {number} holds bytes that are no text. Save the list as “CSV UTF-8” and try again."
            )
        if len(line) > LONGEST_LINE:
            long = f"Line {number} has {len(line):,} characters, which no line of a staff list has."
            raise _refused(f"{long} Check that each person has a line of their own.")
    return plain


def _decoded(content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        raise _refused("Its letters cannot be read. Save the list as “CSV UTF-8” and try again.") from error


def _unmarked_utf16(content: bytes) -> str:
    """Every other byte of plain European text in UTF-16 is zero."""
    start = content[:400]
    if len(start) >= 8:
        if start[1::2].count(0) > len(start) // 4 and not start[::2].count(0):
            return "utf-16-le"
        if start[::2].count(0) > len(start) // 4 and not start[1::2].count(0):
            return "utf-16-be"
    return ""


def _refused(words: str) -> NotUnderstood:
    return NotUnderstood(words, fields={"file": words})
