"""python -m api record"""

from pathlib import Path

from api import attempts
from api.clock import clock_in
from api.commands.opening import opened
from quiz_bank.formats.files import write_whole
from quiz_bank.records import write


def write_record(attempt_id: int, *, to: Path) -> None:
    """Write out an attempt that is handed in, with the edition it was drawn from, to be marked again anywhere.

    The record holds ids, never a name or an address. That it was written out is noted in the audit trail.

    Parameters
    ----------
    attempt_id
        The number at the end of the address of its result.
    to
        The folder to make: record.txt, and the edition's files in a folder of their own.
    """
    with opened() as (settings, store):
        with store.writing() as db:
            record, edition = attempts.record(db, attempt_id, clock_in(settings.timezone)())
            texts = {"record.txt": write(record)} | {
                f"edition/{path}": text for path, text in edition.items()
            }
            # Inside the transaction: nothing is noted of what could not be written.
            write_whole(to, {path: text.encode() for path, text in texts.items()})
        print(f"Written to {to}. Mark it again with: python -m quiz_bank replay {to}")
