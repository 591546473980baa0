"""The floor: raw ASGI that keeps a response as durably as Debrief does, and nothing else.

A POST: the form is read; the row goes to one writer thread over SQLite with WAL and FULL, which commits all that
wait in one transaction; the reply leaves after COMMIT, a redirect as Debrief's. A GET: a page that lies ready.
"""

import asyncio
import queue
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from api.settings import load_settings, sqlite_path

HTML = (b"content-type", b"text/html; charset=utf-8")
TABLE = """
CREATE TABLE IF NOT EXISTS responses (
    attempt_id INTEGER NOT NULL, question TEXT NOT NULL, number INTEGER NOT NULL, given TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (attempt_id, question, number)
) WITHOUT ROWID
"""


class Writer(threading.Thread):
    """Commits what waits, together, and tells each of those who wait afterwards."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(daemon=True)
        self.loop = loop
        self.waiting: queue.SimpleQueue[tuple[tuple[Any, ...], asyncio.Future[None]]] = queue.SimpleQueue()

    def run(self) -> None:
        db = sqlite3.connect(_database(), isolation_level=None)
        db.execute("PRAGMA journal_mode=wal")
        db.execute("PRAGMA synchronous=FULL")
        db.execute(TABLE)
        while True:
            together = [self.waiting.get()]
            while not self.waiting.empty():
                together.append(self.waiting.get())
            db.execute("BEGIN IMMEDIATE")
            db.executemany("INSERT INTO responses VALUES (?, ?, ?, ?, ?)", [row for row, _ in together])
            db.execute("COMMIT")
            self.loop.call_soon_threadsafe(_tell, [told for _, told in together])


def _database() -> Path:
    path = sqlite_path(load_settings().database_url)
    assert path is not None
    return path


def _tell(waiting: list[asyncio.Future[None]]) -> None:
    for each in waiting:
        each.set_result(None)


class Floor:
    def __init__(self, page: bytes) -> None:
        self.page = page
        self.html = [HTML, (b"content-length", str(len(page)).encode())]

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["method"] == "POST":
            await self._keep(scope["path"].split("/"), (await receive())["body"])
            to = (b"location", scope["path"].encode())
            await send(
                {"type": "http.response.start", "status": 303, "headers": [to, (b"content-length", b"0")]}
            )
            await send({"type": "http.response.body", "body": b""})
        else:
            await send({"type": "http.response.start", "status": 200, "headers": self.html})
            await send({"type": "http.response.body", "body": self.page})

    async def _keep(self, path: list[str], body: bytes) -> None:
        form = parse_qs(body.decode())
        number = int(form.pop("follows")[0]) + 1
        told = self.writer.loop.create_future()
        row = (int(path[3]), path[5], number, str(form), datetime.now(UTC).isoformat())
        self.writer.waiting.put((row, told))
        await told

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        self.writer = Writer(asyncio.get_running_loop())
        self.writer.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})


def serving() -> Floor:
    page = _database().with_suffix(".html")
    return Floor(page.read_bytes() if page.exists() else b"")
