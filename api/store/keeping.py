"""Reading and writing, whichever engine keeps it."""

import fcntl
import math
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from sqlite3 import Error as DatabaseError
from typing import NoReturn

from sqlalchemy import Connection, Engine, text
from sqlmodel import Session

from api.errors import Busy, DiskFull
from api.settings import sqlite_path
from api.store import postgresql, sqlite
from api.store.refusing import StoreUnfit, plainly, unfit_when_away

WAIT_SECONDS = 5.0
NOTE_SECONDS = 0.25


class Db(Session):
    """What the domain reads and writes through. Only the store commits."""

    def commit(self) -> NoReturn:
        raise RuntimeError("only the store commits")

    def hold(self, subject: str) -> None:
        """Until this transaction ends, nobody else holds the same subject. Where there is one writer, nobody could."""
        postgresql.hold(self.connection(), subject)


class Store:
    """Readers see the last committed state. On SQLite there is one writer at a time across all processes.

    On PostgreSQL writers work beside each other: what may not happen twice is held, by its row or by `Db.hold`.
    """

    def __init__(self, url: str, wait: float = WAIT_SECONDS) -> None:
        """`wait`: for how many seconds a writer waits for its turn; math.inf for no limit. Raises StoreUnfit."""
        self.url = url
        self.wait = wait
        given = sqlite_path(url)
        self.path = given.resolve() if given else None
        self._turn = threading.Lock()
        self._serving: int | None = None
        self._turns = 0
        if self.path is None:
            self._writer = postgresql.engine_of(url, wait)
            self._reader: Engine = self._writer.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
            return
        self._lock = sqlite.open_lock(self.path)
        sqlite.keep_private(self.path)
        self._writer = sqlite.engine_of(self.path, writes=True)
        self._reader = sqlite.engine_of(self.path, writes=False)

    @contextmanager
    def reading(self) -> Iterator[Db]:
        with plainly(), Db(self._reader, expire_on_commit=False) as db:
            yield db

    @contextmanager
    def writing(self, wait: float | None = None) -> Iterator[Db]:
        """Everything inside happens at once or not at all, and is on the disk when this ends. Raises Busy, DiskFull."""
        with plainly(), self._alone(wait), Db(self._writer, expire_on_commit=False) as db:
            if self.path is None and wait is not None:
                postgresql.limit_waiting(db.connection(), wait)
            yield db
            db.flush()
            super(Db, db).commit()

    def noting(self, note: Callable[[Db], None]) -> None:
        """Write what may be lost without anyone minding, hardly waiting: when somebody was last seen, for one."""
        with suppress(Busy, DiskFull), self.writing(min(self.wait, NOTE_SECONDS)) as db:
            note(db)

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A connection that may change the schema, whole or not at all.

        SQLite changes a table by making it anew, which its foreign keys would forbid meanwhile: they are checked after.
        """
        with plainly(), self._alone(), self._schema_engine() as engine, engine.begin() as connection:
            postgresql.hold(connection, "schema")
            yield connection
            if self.path and (broken := connection.execute(text("PRAGMA foreign_key_check")).all()):
                raise StoreUnfit(
                    f"The new schema would leave {len(broken)} rows without what they point to: nothing was changed."
                )

    @contextmanager
    def _schema_engine(self) -> Iterator[Engine]:
        if self.path is None:
            yield self._writer
            return
        engine = sqlite.engine_of(self.path, writes=True, foreign_keys=False)
        try:
            yield engine
        finally:
            engine.dispose()

    @contextmanager
    def _alone(self, wait: float | None = None) -> Iterator[None]:
        if self.path is None:
            yield
            return
        wait = self.wait if wait is None else wait
        until = time.monotonic() + wait
        if not self._turn.acquire(timeout=-1 if wait == math.inf else wait):
            raise Busy
        try:
            sqlite.lock_file(self._lock, until)
            try:
                yield
                self._checkpoint_when_due()
            finally:
                fcntl.flock(self._lock, fcntl.LOCK_UN)
        finally:
            self._turn.release()

    def _checkpoint_when_due(self) -> None:
        """What was written is safe already, so a disk that refuses this is no reason to refuse that."""
        self._turns += 1
        if self._turns % sqlite.TURNS_TO_CHECKPOINT == 0:
            with suppress(DatabaseError):
                self._checkpoint("PASSIVE")

    def _checkpoint(self, how: str) -> None:
        with self._writer.connect() as connection:
            connection.connection.cursor().execute(f"PRAGMA wal_checkpoint({how})")

    def serve_alone(self) -> None:
        """Hold the database for this server process. Raises StoreUnfit when another server has it."""
        if self.path is None:
            return
        self._serving = sqlite.hold_server(self.path)

    def check(self) -> None:
        """Raises StoreUnfit when the disk or the engine cannot keep what is acknowledged."""
        if self.path is None:
            postgresql.check(self._reader)
            return
        sqlite.check_disk(self.path)
        with unfit_when_away(str(self.path)), self._alone():
            sqlite.check_settings(self._writer, self.path)

    def check_room(self, workers: int) -> None:
        """Raises StoreUnfit when the database cannot serve so many worker processes."""
        if self.path is None:
            postgresql.check_room(self._reader, workers)
        elif workers > 1:
            raise StoreUnfit(
                "SQLite is served by one process: leave --workers out. For more of them, move to PostgreSQL."
            )

    def engine(self) -> str:
        """The database engine and its version, in words. Raises Busy when it does not answer."""
        asked = "sqlite_version()" if self.path else "current_setting('server_version')"
        asked = f"SELECT '{'SQLite' if self.path else 'PostgreSQL'} ' || {asked}"
        with self.reading() as db:
            return str(db.connection().execute(text(asked)).scalar())

    def close(self) -> None:
        if self.path is not None:
            with suppress(Exception), self._alone():
                self._checkpoint("TRUNCATE")
        self._reader.dispose()
        self._writer.dispose()
        if self.path is not None:
            os.close(self._lock)
        if self._serving is not None:
            os.close(self._serving)
