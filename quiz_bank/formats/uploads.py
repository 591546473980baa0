"""The files of a bank as somebody sends them: text files, or one zip of them."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from quiz_bank.exchange import zips
from quiz_bank.exchange.incoming import CannotRead, TooMuch
from quiz_bank.formats.files import FilesUnreadable

MOST_FILES = 200
MOST_BYTES = 2 * 1024 * 1024
"""Of all texts together, once unpacked."""

_TEXTS = (".md", ".txt", ".markdown")


def files_in(sent: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """The texts by path, from (name, bytes) of each file sent. A folder around all of them is left out.

    Raises FilesUnreadable, with what to do, for what is no text, too much, or named so that it leads elsewhere.
    """
    texts: dict[str, str] = {}
    size = 0
    for name, content in _unpacked(sent):
        size += len(content)
        if len(texts) == MOST_FILES or size > MOST_BYTES:
            raise FilesUnreadable(_TOO_MUCH)
        path = _plain_path(name)
        if path.lower() in (each.lower() for each in texts):
            raise FilesUnreadable(f"Two files are called {path}. Give one of them another name.")
        texts[path] = _text(name, content)
    if not texts:
        raise FilesUnreadable(f"No text file was sent. {_FORMS}")
    return _without_folder(texts)


_TOO_MUCH = (
    f"That is more than a bank may hold: at most {MOST_FILES} files, and {MOST_BYTES // 1024 // 1024} MB of text. "
    "Send the text files alone, or part the bank in two."
)
_FORMS = "Send files that end in .md or .txt, or one .zip of them."


def _unpacked(sent: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    for name, content in sent:
        if name.lower().endswith(".zip"):
            yield from _inflated(name, content)
        else:
            yield name.replace("\\", "/").rpartition("/")[2], content


def _inflated(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        yield from zips.unpacked(name, content, MOST_BYTES, _counts)
    except TooMuch as error:
        raise FilesUnreadable(_TOO_MUCH) from error
    except CannotRead as error:
        raise FilesUnreadable(str(error)) from error


def _counts(path: str) -> bool:
    """Not what a computer puts beside the files by itself."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    return not any(part.startswith((".", "__MACOSX")) and part not in ("..", ".") for part in parts)


def _plain_path(name: str) -> str:
    """A path below the bank, ending in .md."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or not name.isprintable():
        raise FilesUnreadable(
            f"“{_shown(name)}” leads out of the bank. Name files without .. and without a drive."
        )
    if path.suffix.lower() == ".docx":
        raise FilesUnreadable(
            f"{_shown(name)} is a Word page, which is read alone. Send it by itself, in no zip."
        )
    if path.suffix.lower() in (".doc", ".odt", ".rtf", ".pdf"):
        raise FilesUnreadable(
            f"{_shown(name)} is not read as it is. Save it as a Word document (.docx) and send that; or open it, "
            "select all, copy, and paste it into the box instead."
        )
    if path.suffix.lower() not in _TEXTS:
        raise FilesUnreadable(f"{_shown(name)} is not a text file. {_FORMS}")
    return path.with_suffix(".md").as_posix()


def _shown(name: str) -> str:
    return "".join(each if each.isprintable() else "?" for each in name)[:100]


def _text(name: str, content: bytes) -> str:
    """UTF-8, or what older programs on Windows write."""
    forms = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8", "cp1252"]
    for form in forms:
        try:
            text = content.decode(form)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise FilesUnreadable(f"{_shown(name)} cannot be read as text. Save it again as plain text, UTF-8.")


def _without_folder(texts: dict[str, str]) -> dict[str, str]:
    tops = {path.partition("/")[0] for path in texts}
    if len(tops) == 1 and all("/" in path for path in texts):
        return {path.partition("/")[2]: text for path, text in texts.items()}
    return texts


def packed(files: Mapping[str, str]) -> bytes:
    """A zip of the files of a bank; the same files give the same bytes."""
    return zips.packed({path: text.encode() for path, text in sorted(files.items())})
