"""The files of a bank on a disk, and the hash that an edition is known by."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path


class FilesUnreadable(Exception):
    """What could not be read, in plain words."""


def read_folder(path: str | Path) -> dict[str, str]:
    """The texts of a bank, a folder or one file, by path inside it with `/`. Nothing in them is changed.

    Raises FilesUnreadable.
    """
    root = Path(path)
    if root.is_file():
        return {root.name: _text(root)}
    if not root.is_dir():
        raise FilesUnreadable(f"There is no file or folder at {root}.")
    try:
        found = sorted(file for file in root.rglob("*.md") if file.is_file())
    except OSError as error:
        raise FilesUnreadable(f"The folder {root} cannot be opened: {error.strerror}.") from error
    paths = {file.relative_to(root): file for file in found}
    texts = {
        path.as_posix(): _text(file)
        for path, file in paths.items()
        if not any(part.startswith(".") for part in path.parts)
    }
    if not texts:
        raise FilesUnreadable(f"The folder {root} holds no file that ends in .md.")
    return texts


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except OSError as error:
        raise FilesUnreadable(f"The file {file} cannot be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise FilesUnreadable(f"The file {file} is not UTF-8 text. Save it again as UTF-8.") from error


def content_hash(files: Mapping[str, str]) -> str:
    """SHA-256, as hexadecimal, over the sorted list of path and file hash."""
    listing = "".join(
        f"{sha256(files[path].encode('utf-8', 'surrogatepass')).hexdigest()}  {path}\n"
        for path in sorted(files)
    )
    return sha256(listing.encode("utf-8", "surrogatepass")).hexdigest()
