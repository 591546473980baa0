"""Opening the store for a command, or ending it with one plain line."""

import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from api import schema
from api.errors import Refused
from api.settings import Settings, SettingsWrong, load_settings
from api.store import Store, StoreUnfit
from quiz_bank import FilesUnreadable


@contextmanager
def plainly() -> Iterator[None]:
    """What cannot be done ends the command with what to do about it, and exit code 2."""
    try:
        yield
    except (SettingsWrong, StoreUnfit, FilesUnreadable, Refused) as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from error


@contextmanager
def opened() -> Iterator[tuple[Settings, Store]]:
    """Settings and a store whose schema is the code's."""
    with plainly():
        settings = load_settings()
        store = Store(settings.database, wait=math.inf)
        try:
            store.check()
            schema.check(store)
            yield settings, store
        finally:
            store.close()
