"""From one format to another: what is found in reading, and what the other one cannot carry."""

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from quiz_bank.bank import Bank
from quiz_bank.exchange.incoming import CannotRead
from quiz_bank.exchange.losses import Loss
from quiz_bank.findings import Finding
from quiz_bank.formats import aiken, gift, markdown, moodle_xml, pasted, qti, spreadsheet
from quiz_bank.formats.files import FilesUnreadable
from quiz_bank.formats.markdown.writing import write as write_files
from quiz_bank.formats.markdown.writing import write_text
from quiz_bank.reading import Reading

MOST_BYTES = 16 * 1024 * 1024
Sent = Mapping[str, bytes]
Files = dict[str, bytes]


@dataclass(frozen=True)
class Format:
    """`endings`: how the names of its files end. `read`: from files by path, with the pictures found in them.

    `write`: one file, and what it cannot carry; pictures are those of the bank, by path.
    """

    name: str
    endings: tuple[str, ...]
    read: Callable[[Sent], tuple[Reading, Files]]
    write: Callable[[Bank, Sent], tuple[bytes, tuple[Loss, ...]]]


@dataclass(frozen=True)
class Conversion:
    """`files`: what is to be written, by path; one file has the path "". None where reading found errors."""

    files: Files | None
    reading: Reading
    losses: tuple[Loss, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.reading.findings


def convert(
    files: Sent, source: str, target: str, *, folder: bool = False, leave_out: bool = False
) -> Conversion:
    """`source`, `target`: names of FORMATS. `folder`: as a folder of files where the target is our own text.

    `leave_out`: convert without what cannot be read. Raises FilesUnreadable, in plain words.
    """
    if sum(map(len, files.values())) > MOST_BYTES:
        raise FilesUnreadable(f"That is more than {MOST_BYTES // 1024 // 1024} MB. Part it in two.")
    try:
        reading, pictures = FORMATS[source].read(files)
    except CannotRead as why:
        raise FilesUnreadable(str(why)) from why
    broken = any(finding.severity == "error" for finding in reading.findings)
    if reading.bank is None or (broken and not leave_out):
        return Conversion(None, reading, ())
    if target == "markdown" and folder:
        written = {path: text.encode() for path, text in write_files(reading.bank).items()}
        return Conversion(written | pictures, reading, ())
    content, losses = FORMATS[target].write(reading.bank, pictures)
    return Conversion({"": content}, reading, losses)


def format_of(path: str | PurePath) -> str | None:
    """The name of the format that a file is in, by how its name ends; None where that does not say."""
    ending = PurePath(path).suffix.lower()
    return next((each.name for each in FORMATS.values() if ending in each.endings), None)


def _only(files: Sent) -> tuple[str, bytes]:
    if len(files) != 1:
        raise FilesUnreadable(f"One file is read at a time; there are {len(files)}.")
    return next(iter(files.items()))


def _text(path: str, content: bytes) -> str:
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise FilesUnreadable(f"The file {path} is not UTF-8 text. Save it again as UTF-8.") from error


def _reading_text(read: Callable[[str, str], Reading]) -> Callable[[Sent], tuple[Reading, Files]]:
    def read_one(files: Sent) -> tuple[Reading, Files]:
        path, content = _only(files)
        return read(_text(path, content), path), {}

    return read_one


def _writing_text(write: Callable[[Bank], tuple[str, tuple[Loss, ...]]]) -> Callable[[Bank, Sent], Any]:
    def write_one(bank: Bank, pictures: Sent) -> tuple[bytes, tuple[Loss, ...]]:
        text, losses = write(bank)
        return text.encode("utf-8", "replace"), losses

    return write_one


_PICTURE = re.compile(r"pictures/.+\.(png|jpe?g)", re.IGNORECASE)


def _read_markdown(files: Sent) -> tuple[Reading, Files]:
    pictures = {path: content for path, content in files.items() if _PICTURE.fullmatch(path)}
    texts = {path: _text(path, content) for path, content in files.items() if path not in pictures}
    return markdown.read(texts), pictures


def _write_markdown(bank: Bank, pictures: Sent) -> tuple[bytes, tuple[Loss, ...]]:
    left_out = {"pictures": tuple(sorted(pictures)), "translations": tuple(bank.translations)}
    losses = (
        Loss(what=f"One file has no room for {what}", verb="left out", ids=ids)
        for what, ids in left_out.items()
        if ids
    )
    return write_text(bank).encode(), tuple(losses)


def _read_moodle(files: Sent) -> tuple[Reading, Files]:
    path, content = _only(files)
    return moodle_xml.read(content, path)


def _never_pasted(bank: Bank, pictures: Sent) -> tuple[bytes, tuple[Loss, ...]]:
    raise FilesUnreadable("Pasted text is only read. Write our own text instead: a name that ends in .md.")


def _read_pasted(files: Sent) -> tuple[Reading, Files]:
    path, content = _only(files)
    return pasted.read(content, path), {}


def _read_qti(files: Sent) -> tuple[Reading, Files]:
    path, content = _only(files)
    return qti.read(content, path)


def _read_sheets(files: Sent) -> tuple[Reading, Files]:
    path, content = _only(files)
    return spreadsheet.read(content, path), {}


FORMATS = {
    each.name: each
    for each in (
        Format("markdown", (".md", ".markdown"), _read_markdown, _write_markdown),
        Format("aiken", (".aiken",), _reading_text(aiken.read), _writing_text(aiken.write)),
        Format("gift", (".gift",), _reading_text(gift.read), _writing_text(gift.write)),
        Format("pasted", (".txt", ".docx", ".html", ".htm"), _read_pasted, _never_pasted),
        Format("moodle_xml", (".xml",), _read_moodle, moodle_xml.write),
        Format("qti", (".zip",), _read_qti, qti.write),
        Format("spreadsheet", (".xlsx",), _read_sheets, spreadsheet.write),
        Format("ods", (".ods",), _read_sheets, spreadsheet.write_ods),
        Format("csv", (".csv",), _read_sheets, spreadsheet.write_csv),
    )
}
