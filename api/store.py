"""The only file that knows SQLite from PostgreSQL, and the only one that commits."""

import fcntl
import math
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool, StaticPool
from sqlmodel import Session

from api.errors import Busy, DiskFull, SomebodyWasFaster
from api.settings import sqlite_path

WAIT_SECONDS = 5.0
NOTE_SECONDS = 0.25
TURNS_TO_CHECKPOINT = 500
NETWORK_DISKS = ("nfs", "cifs", "smb", "9p", "ceph", "gluster", "lustre", "afs", "sshfs")


class StoreUnfit(Exception):
    """Why the store cannot be used as it is, and what to do about it."""


class Db(Session):
    """What the domain reads and writes through. Only the store commits."""

    def commit(self) -> NoReturn:
        raise RuntimeError("only the store commits")


class Store:
    """One writer at a time across all processes; readers beside it see the last committed state."""

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
            self._reader = self._writer = create_engine(url, pool_pre_ping=True, hide_parameters=True)
            return
        self._lock = _open_lock(self.path)
        _keep_private(self.path)
        self._writer = _sqlite_engine(self.path, writes=True)
        self._reader = _sqlite_engine(self.path, writes=False)

    @contextmanager
    def reading(self) -> Iterator[Db]:
        with _plainly(), Db(self._reader, expire_on_commit=False) as db:
            yield db

    @contextmanager
    def writing(self, wait: float | None = None) -> Iterator[Db]:
        """Everything inside happens at once or not at all, and is on the disk when this ends. Raises Busy, DiskFull."""
        with _plainly(), self._alone(wait), Db(self._writer, expire_on_commit=False) as db:
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
        with _plainly(), self._alone(), self._schema_engine() as engine, engine.begin() as connection:
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
        engine = _sqlite_engine(self.path, writes=True, foreign_keys=False)
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
            _lock_file(self._lock, until)
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
        if self._turns % TURNS_TO_CHECKPOINT == 0:
            with suppress(sqlite3.Error):
                self._checkpoint("PASSIVE")

    def _checkpoint(self, how: str) -> None:
        with self._writer.connect() as connection:
            connection.connection.cursor().execute(f"PRAGMA wal_checkpoint({how})")

    def serve_alone(self) -> None:
        """Hold the database for this server process. Raises StoreUnfit when another server has it."""
        if self.path is None:
            return
        handle = os.open(f"{self.path}.server", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            raise StoreUnfit(
                f"Another Debrief server is using {self.path}. Stop it first, or give this one its own data folder."
            ) from error
        self._serving = handle

    def check(self) -> None:
        """Raises StoreUnfit when the disk or the engine cannot keep what is acknowledged."""
        if self.path is None:
            with _unfit_when_away(self.url), self._reader.connect() as connection:
                connection.execute(text("SELECT 1"))
            return
        kind = kind_of_disk(self.path.resolve(), _mounts())
        if is_network_disk(kind):
            raise StoreUnfit(
                f"{self.path} lies on a network disk ({kind}), where SQLite can lose data. "
                "Put the data on a local disk, or use PostgreSQL."
            )
        wanted = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
        with _unfit_when_away(str(self.path)), self._alone(), self._writer.connect() as connection:
            for pragma, value in wanted.items():
                found = str(connection.execute(text(f"PRAGMA {pragma}")).scalar()).lower()
                if found != value:
                    raise StoreUnfit(
                        f"SQLite reports {pragma}={found} for {self.path}, not {value}. "
                        "Check that the file and its folder can be written and that no other program opened it."
                    )

    def engine(self) -> str:
        """The database engine and its version, in words. Raises Busy when it does not answer."""
        asked = "SELECT 'SQLite ' || sqlite_version()" if self.path else "SELECT version()"
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


def _sqlite_engine(path: Path, writes: bool, foreign_keys: bool = True) -> Engine:
    pool: dict[str, Any] = (
        {"poolclass": StaticPool} if writes else {"poolclass": QueuePool, "pool_size": 40, "max_overflow": 0}
    )
    engine = create_engine(
        f"sqlite:///{path}", connect_args={"check_same_thread": False}, hide_parameters=True, **pool
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=5000")
        cursor.execute("PRAGMA journal_mode=wal")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        cursor.execute("PRAGMA wal_autocheckpoint=0")
        cursor.execute("PRAGMA temp_store=MEMORY")
        if not writes:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _open_lock(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreUnfit(
            f"The folder of {path} cannot be written: {error.strerror}. Name one that Debrief may write to."
        ) from error


def _keep_private(path: Path) -> None:
    """SQLite gives its other files the mode of the database, so it is made before SQLite makes it for all to read."""
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _lock_file(handle: int, until: float) -> None:
    """Without a limit it waits in the kernel's queue, so that a busy server cannot keep a command out."""
    if until == math.inf:
        fcntl.flock(handle, fcntl.LOCK_EX)
        return
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > until:
                raise Busy from None
            time.sleep(0.005)


@contextmanager
def _plainly() -> Iterator[None]:
    """What an engine says about being locked, away or full, as a refusal."""
    try:
        yield
    except IntegrityError as error:
        raise SomebodyWasFaster from error
    except OperationalError as error:
        said = str(error.orig).lower()
        if "full" in said or "no space" in said:
            raise DiskFull from error
        if any(
            word in said for word in ("locked", "busy", "disk i/o", "connect", "terminat", "closed", "shut")
        ):
            raise Busy from error
        raise


@contextmanager
def _unfit_when_away(where: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise StoreUnfit(f"The database at {where} cannot be opened: {error.orig}.") from error


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text()
    except OSError:
        return ""


def kind_of_disk(place: Path, mounts: str) -> str:
    """The file system a place lies on, as named in the kernel's list of mounts; empty where it is not listed."""
    best, kind = "", ""
    for line in mounts.splitlines():
        _, escaped, found = line.split(" ")[:3]
        point = escaped.replace("\\040", " ")
        inside = str(place) == point or str(place).startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, found
    return kind


def is_network_disk(kind: str) -> bool:
    return kind.removeprefix("fuse.").startswith(NETWORK_DISKS)
