"""Zips of others: unpacked no further than is allowed, whatever they say of their sizes."""

import zlib
from collections.abc import Callable, Container, Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from quiz_bank.exchange.incoming import CannotRead, TooMuch

_MOST_ENTRIES = 20_000
_BEGINS_ENTRY = b"PK\x01\x02"
_LOCKED = 0x1
_BROKEN = (BadZipFile, NotImplementedError, EOFError, ValueError, OverflowError, zlib.error)
"""What zipfile raises for a zip that is not whole, or is made for newer programs, or leads out of itself."""


def unpacked(
    name: str, content: bytes, most_bytes: int, wanted: Callable[[str], bool] = lambda path: True
) -> Iterator[tuple[str, bytes]]:
    """Path and content of each file that is wanted, one by one; no folders.

    Raises CannotRead in plain words, and TooMuch once more than `most_bytes` came out of all of them.
    """
    if content.count(_BEGINS_ENTRY) > _MOST_ENTRIES:
        raise TooMuch(f"{name} holds more than {_MOST_ENTRIES} files.")
    left = most_bytes
    try:
        with ZipFile(BytesIO(content)) as archive:
            for entry in archive.infolist():
                if not entry.filename or entry.is_dir() or not wanted(entry.filename):
                    continue
                inflated = _inflated(name, archive, entry, left)
                left -= len(inflated)
                if left < 0:
                    raise TooMuch(f"{name} unpacks to more than {most_bytes // 1024 // 1024} MB.")
                yield entry.filename, inflated
    except _BROKEN as error:
        raise CannotRead(f"{name} cannot be unpacked. Make the zip again, or send its files.") from error


def names(content: bytes) -> list[str]:
    """The paths of its files; none where it is no zip that can be read."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            return archive.namelist()
    except _BROKEN:
        return []


def packed(files: Mapping[str, bytes], stored: Container[str] = ()) -> bytes:
    """A zip of these files, in the order given; the same files give the same bytes. `stored`: not made smaller."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(ZipInfo(path), content, ZIP_STORED if path in stored else ZIP_DEFLATED)
    return whole.getvalue()


def _inflated(name: str, archive: ZipFile, entry: ZipInfo, left: int) -> bytes:
    if entry.flag_bits & _LOCKED:
        raise CannotRead(f"{name} is locked with a password. Make the zip again without one.")
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise CannotRead(f"{name} is packed in a way that is not read here. Make it again as a plain zip.")
    with archive.open(entry) as packed:
        return packed.read(left + 1)
