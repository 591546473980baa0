"""python -m quiz_bank replay"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from quiz_bank.commands.telling import FOUND, NOTHING, say
from quiz_bank.findings import printable
from quiz_bank.formats.files import FilesUnreadable, read_folder
from quiz_bank.records import MOST_LETTERS, Record, RecordUnusable, read
from quiz_bank.replaying import Replayed, replay


def replay_record(
    record: Annotated[Path, Parameter(help="A record of an attempt, or the folder in which it lies.")],
    *,
    bank: Annotated[
        Path | None,
        Parameter(help="The edition it was drawn from; left out, the folder “edition” beside it."),
    ] = None,
) -> int:
    """Draw and mark an attempt again from its record, and tell what differs from what the record says.

    Exit 0: nothing differs. 1: something does. 2: the record cannot be read, or the bank is another edition.
    """
    file = record / "record.txt" if record.is_dir() else record
    try:
        said = read(_text(file))
        found = replay(said, read_folder(bank or file.with_name("edition")))
    except RecordUnusable as error:
        raise FilesUnreadable(str(error)) from error
    say("\n".join(_replayed(said, found)))
    return FOUND if found.differences else NOTHING


def _text(file: Path) -> str:
    """Of a record, and of nothing that is far too large to be one."""
    try:
        with file.open("rb") as opened:
            return opened.read(4 * MOST_LETTERS).decode("utf-8")
    except OSError as error:
        raise FilesUnreadable(f"The record {file} cannot be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise FilesUnreadable(f"{file} is no record of an attempt: it is not UTF-8 text.") from error


def _replayed(said: Record, found: Replayed) -> Iterator[str]:
    score = found.score
    yield printable(
        f"{said.course} {said.version}, edition {said.edition[:12]}, {said.purpose} {said.attempt}"
    )
    yield f"{score.right} of {score.of} right, {'passed' if score.passed else 'not passed'}."
    yield f"Critical questions missed: {' '.join(score.critical_missed) or 'none'}."
    yield from found.differences or ("Drawn again and marked again: nothing differs from the record.",)
