import gc
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from fastapi import FastAPI

from api import assignments, courses, migrating, people
from api.settings import Settings
from api.store import Store
from tests.asking import OneCall
from tests.banks import kettle
from tests.cast import COURSE, PASSWORD, PEOPLE, Learner, Visitor
from tests.clock import START, StoppedClock
from web.app import create_app

ADDRESS = "https://debrief.test"


gc.set_threshold(
    20_000, 20, 20
)  # Looking for cycles as often as Python does takes a sixth of the time of the tests.


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the faults at full length")


def pytest_collection_finish() -> None:
    """What is there before the first test stays until the last."""
    gc.freeze()


def _only_on_this_machine(event: str, given: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.sendto") and isinstance(given[1], tuple):
        host = given[1][0]
    elif event == "socket.getaddrinfo":
        host = given[0]
    else:
        return
    if host not in (None, "", "localhost", "testserver") and not str(host).startswith(("127.", "::1")):
        raise RuntimeError(f"a test reached for {host}: tests open no outside connection")


@pytest.fixture(scope="session", autouse=True)
def no_outside_connection() -> None:
    sys.addaudithook(_only_on_this_machine)


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the cast and a small course, made once and copied for each test."""
    path = tmp_path_factory.mktemp("seed") / "debrief.db"
    seed(f"sqlite:///{path}")
    return path


def seed(url: str) -> None:
    store = Store(url)
    migrating.migrate(store)
    with store.writing() as db:
        courses.publish(db, kettle(), "Kettle council", START)
        for name, (email, called, role) in PEOPLE.items():
            person = people.add(db, email, called, role, START, password=PASSWORD if name == "ada" else None)
            if name == "ada":
                assignments.assign(db, None, person.id, COURSE, START.date() + timedelta(days=9), START)
    store.close()


@pytest.fixture
def store(seeded: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(seeded, tmp_path / "debrief.db")
    opened = Store(f"sqlite:///{tmp_path}/debrief.db")
    yield opened
    opened.close()


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def settings(store: Store) -> Settings:
    return Settings(address=ADDRESS, issuer="Kettle council", database_url=store.url)


@pytest.fixture
def app(settings: Settings, store: Store, clock: StoppedClock) -> FastAPI:
    """One application for all tests of the same settings, over the test's own store and clock."""
    alike = settings.model_dump_json(exclude={"database_url"})
    app = _made.get(alike) or create_app(settings, store, clock)
    _made[alike] = app
    app.state.settings, app.state.store, app.state.clock = settings, store, clock
    return app


_made: dict[str, FastAPI] = {}


@pytest.fixture(scope="session", autouse=True)
def portal() -> Iterator[None]:
    """One event loop for all requests."""
    with start_blocking_portal() as OneCall.portal:
        yield


@pytest.fixture
def anyone(app: FastAPI, settings: Settings) -> Visitor:
    return Visitor(app, settings.address)


@pytest.fixture
def sign_in(app: FastAPI, settings: Settings, store: Store, clock: StoppedClock) -> Callable[[str], Learner]:
    def signed_in(name: str) -> Learner:
        return Learner(app, settings.address, store, clock, PEOPLE[name][0])

    return signed_in


@pytest.fixture
def ada(sign_in: Callable[[str], Learner]) -> Learner:
    return sign_in("ada")


@pytest.fixture
def ben(sign_in: Callable[[str], Learner]) -> Learner:
    return sign_in("ben")
