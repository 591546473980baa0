"""The files of a bank on a disk, and the hash that an edition is known by."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory


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


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise FilesUnreadable(f"The file {file} cannot be opened: {error.strerror}.") from error


def _text(file: Path) -> str:
    try:
        return _content(file).decode("utf-8")
    except UnicodeDecodeError as error:
        raise FilesUnreadable(f"The file {file} is not UTF-8 text. Save it again as UTF-8.") from error


_PICTURES = ("*.png", "*.jpg", "*.jpeg", "*.PNG", "*.JPG", "*.JPEG")


def read_all(path: str | Path) -> dict[str, bytes]:
    """A file as it is; of a folder, its texts and its pictures. Raises FilesUnreadable."""
    root = Path(path)
    if root.is_dir():
        texts = {name: text.encode() for name, text in read_folder(root).items()}
        found = sorted({file for kind in _PICTURES for file in (root / "pictures").rglob(kind)})
        return texts | {file.relative_to(root).as_posix(): _content(file) for file in found}
    if not root.is_file():
        raise FilesUnreadable(f"There is no file or folder at {root}.")
    return {root.name: _content(root)}


def write_whole(path: str | Path, files: Mapping[str, bytes]) -> None:
    """A folder of files, or one file where its path is "". All of it or nothing, and never over what is there.

    Raises FilesUnreadable.
    """
    target = Path(path)
    if target.exists():
        raise FilesUnreadable(f"There is something at {target} already. Choose another name.")
    try:
        with TemporaryDirectory(dir=target.absolute().parent, prefix=".writing-") as folder:
            made = Path(folder) / "made"
            for name, content in files.items():
                file = made / name if name else made
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            made.rename(target)
    except OSError as error:
        raise FilesUnreadable(f"Nothing was written to {target}: {error.strerror}.") from error


def content_hash(files: Mapping[str, str]) -> str:
    """SHA-256, as hexadecimal, over the sorted list of path and file hash."""
    listing = "".join(
        f"{sha256(files[path].encode('utf-8', 'surrogatepass')).hexdigest()}  {path}\n"
        for path in sorted(files)
    )
    return sha256(listing.encode("utf-8", "surrogatepass")).hexdigest()
