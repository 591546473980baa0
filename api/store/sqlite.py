"""The store in an SQLite file."""

import fcntl
import math
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool, StaticPool

from api.errors import Busy
from api.store.disks import is_network_disk, kind_of_disk, mounts
from api.store.refusing import StoreUnfit

TURNS_TO_CHECKPOINT = 500


def engine_of(path: Path, writes: bool, foreign_keys: bool = True) -> Engine:
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


def open_lock(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreUnfit(
            f"The folder of {path} cannot be written: {error.strerror}. Name one that Debrief may write to."
        ) from error


def keep_private(path: Path) -> None:
    """SQLite gives its other files the mode of the database, so it is made before SQLite makes it for all to read."""
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def lock_file(handle: int, until: float) -> None:
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


def check_disk(path: Path) -> None:
    """Raises StoreUnfit when the file lies where its locks do not hold."""
    kind = kind_of_disk(path, mounts())
    if is_network_disk(kind):
        raise StoreUnfit(
            f"{path} lies on a network disk ({kind}), where SQLite can lose data. "
            "Put the data on a local disk, or use PostgreSQL."
        )


def check_settings(engine: Engine, path: Path) -> None:
    """Raises StoreUnfit when SQLite does not do what was asked of it."""
    wanted = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
    with engine.connect() as connection:
        for pragma, value in wanted.items():
            found = str(connection.execute(text(f"PRAGMA {pragma}")).scalar()).lower()
            if found != value:
                raise StoreUnfit(
                    f"SQLite reports {pragma}={found} for {path}, not {value}. "
                    "Check that the file and its folder can be written and that no other program opened it."
                )


def hold_server(path: Path) -> int:
    """Raises StoreUnfit when another server process has the file."""
    handle = os.open(f"{path}.server", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(handle)
        raise StoreUnfit(
            f"Another Debrief server is using {path}. Stop it first, or give this one its own data folder."
        ) from error
    return handle
