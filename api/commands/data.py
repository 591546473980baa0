"""python -m api migrate, publish"""

import sys
from pathlib import Path

from api import courses, migrating, sign_offs
from api.clock import clock_in
from api.commands.opening import opened, plainly
from api.demonstration import SHIPPED_COURSE
from api.errors import BankNotReady
from api.settings import load_settings
from api.store import Store
from quiz_bank import read_folder


def migrate() -> None:
    """Bring the database to this version's schema. Stop the server first."""
    with plainly():
        store = Store(load_settings().database)
        try:
            store.check()
            done = migrating.migrate(store)
        finally:
            store.close()
    print("The database is ready." if done else "Nothing to do: the database is ready.")


def publish(bank: Path = SHIPPED_COURSE) -> None:
    """Publish a bank as a new edition of its course. The same content again changes nothing.

    Parameters
    ----------
    bank
        Its folder or file; left out, the course that comes with Debrief.
    """
    with opened() as (settings, store):
        try:
            with store.writing() as db:
                edition = courses.publish(
                    db,
                    read_folder(bank),
                    settings.issuer,
                    clock_in(settings.timezone)(),
                    demonstration=settings.demonstration,
                )
                missing = sign_offs.register(db, edition.course_id).missing
        except BankNotReady as error:
            for finding in error.extra["findings"]:
                print(f"{finding.file}:{finding.line} {finding.what} {finding.remedy}", file=sys.stderr)
            raise SystemExit(1) from error
    print(f"“{edition.bank.title}” is published as edition {edition.number}.")
    if missing and not settings.demonstration:
        print(
            f"{sign_offs.NOT_APPROVED}: {len(missing)} parts are not signed. Write down who signed under Banks."
        )
