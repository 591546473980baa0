"""A real PostgreSQL for the tests, in a folder of its own that only a unix socket reaches."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Literal

import psycopg
import pytest
from sqlalchemy import make_url

GIVEN = "DEBRIEF_TEST_DATABASE_URL"
MISSING = (
    "PostgreSQL is not installed: apt install postgresql (or brew install postgresql), "
    f"or name a server on which the tests may make databases in {GIVEN}"
)
HASTY = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
MEMORY, ROOM = Path("/dev/shm"), 2**30
"""Where Linux keeps files in memory, and how many bytes must be free: a copy takes a quarter of the time there."""


class Databases:
    """A server on which databases are made. `administrator`: the address of one that is there."""

    def __init__(self, administrator: str) -> None:
        self.administrator = administrator
        self._numbers = count(1)

    def url(self, database: str) -> str:
        return make_url(self.administrator).set(database=database).render_as_string(hide_password=False)

    def make(self, like: str | None = None) -> str:
        """A new database, empty or a copy of the one at `like`, which nobody may be using. Gives its address."""
        name = f"debrief_test_{os.getpid()}_{next(self._numbers)}"
        copied = f" TEMPLATE {make_url(like).database} STRATEGY file_copy" if like else ""
        self.tell(f"CREATE DATABASE {name}{copied}")
        return self.url(name)

    def drop(self, url: str) -> None:
        self.tell(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")

    def tell(self, statement: str) -> None:
        with connected(self.administrator) as connection:
            connection.execute(statement)


class OwnServer(Databases):
    """Started and stopped by the tests. `durable`: on the disk and waiting for it, as one in production must."""

    def __init__(self, durable: bool) -> None:
        in_memory = not durable and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM
        self._programs = _programs()
        self._folder = Path(tempfile.mkdtemp(prefix="debrief-", dir=MEMORY if in_memory else None))
        super().__init__(f"postgresql+psycopg://debrief@/postgres?host={self._folder}")
        self._as: dict[str, Any] = {"cwd": self._folder, "stdout": subprocess.DEVNULL, "check": True}
        if os.geteuid() == 0:
            user = pwd.getpwnam("nobody")
            os.chown(self._folder, user.pw_uid, user.pw_gid)
            self._as |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        options = ("listen_addresses=", "max_connections=300", *(() if durable else HASTY))
        self._options = " ".join(["-k", str(self._folder), *(f"-c {each}" for each in options)])
        locale = ("--encoding=UTF8", "--locale=C.UTF-8" if os.uname().sysname == "Linux" else "--locale=C")
        self._do("initdb", "--username=debrief", "--auth=trust", "--no-sync", *locale)

    def start(self) -> None:
        """Until it takes connections."""
        self._do("pg_ctl", "start", "--wait", "--options", self._options, "--log", str(self._folder / "log"))

    def stop(self, how: Literal["fast", "immediate"]) -> None:
        self._do("pg_ctl", "stop", "--wait", "--mode", how)

    def remove(self) -> None:
        if (self._folder / "data" / "postmaster.pid").exists():
            self.stop("immediate")
        shutil.rmtree(self._folder)

    def _do(self, program: str, *words: str) -> None:
        subprocess.run([self._programs / program, "--pgdata", self._folder / "data", *words], **self._as)


def _programs() -> Path:
    """The folder of the server's programs. Debian keeps them off the path."""
    found = shutil.which("pg_ctl")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name))
    if found is None and not debian:
        pytest.skip(MISSING)
    return Path(found).resolve().parent if found else debian[-1]


@contextmanager
def own_server(durable: bool) -> Iterator[OwnServer]:
    """A server that is up, and gone when this ends. Skips the test where PostgreSQL is not installed."""
    server = OwnServer(durable)
    try:
        server.start()
        yield server
    finally:
        server.remove()


@contextmanager
def any_server() -> Iterator[Databases]:
    """The server named in the environment, or a hasty one of our own."""
    if given := os.environ.get(GIVEN):
        yield Databases(given)
    else:
        with own_server(durable=False) as server:
            yield server


@contextmanager
def connected(url: str) -> Iterator[psycopg.Connection]:
    """A connection of its own beside any store, each statement committed at once."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        yield connection
