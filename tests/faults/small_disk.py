"""A server on a disk that a test fills and frees: SQLite itself says “full” when the file may not grow."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fastapi import FastAPI

from api import schema
from api.clock import clock_in
from api.settings import load_settings
from api.store import Db, Store
from web.app import create_app

FREE, FULL = 1_000_000, 1


def set_pages(database: Path, pages: int) -> None:
    """How large the database may be. Never less than it is, so that 1 means full."""
    database.with_suffix(".pages").write_text(str(pages))


class SmallDisk(Store):
    @contextmanager
    def writing(self, wait: float | None = None) -> Iterator[Db]:
        assert self.path is not None
        pages = int(self.path.with_suffix(".pages").read_text())
        with super().writing(wait) as db:
            db.connection().exec_driver_sql(f"PRAGMA max_page_count={pages}")
            yield db


def serving() -> FastAPI:
    settings = load_settings()
    store = SmallDisk(settings.database_url)
    schema.check(store)
    return create_app(settings, store, clock_in(settings.timezone))
