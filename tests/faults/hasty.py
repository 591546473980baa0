"""The control: a server whose store acknowledges at once and commits later, in another thread, when it is quiet."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import FastAPI
from sqlalchemy.orm import Session

from api import schema
from api.clock import clock_in
from api.settings import load_settings
from api.store import Db, Store
from web.app import create_app

QUIET_SECONDS = 0.5


class HastyStore(Store):
    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._open = self._writer.connect()
        self._open.begin()
        self._last = time.monotonic()
        threading.Thread(target=self._commit_later, daemon=True).start()

    @contextmanager
    def writing(self, wait: float | None = None) -> Iterator[Db]:
        joined = Db(self._open, expire_on_commit=False, join_transaction_mode="create_savepoint")
        with self._alone(wait), joined as db:
            yield db
            Session.commit(db)
            self._last = time.monotonic()

    def _commit_later(self) -> None:
        while True:
            time.sleep(QUIET_SECONDS)
            with self._turn:
                if time.monotonic() - self._last > QUIET_SECONDS:
                    self._open.commit()
                    self._open.begin()


def serving() -> FastAPI:
    settings = load_settings()
    store = HastyStore(settings.database_url)
    schema.check(store)
    return create_app(settings, store, clock_in(settings.timezone))
