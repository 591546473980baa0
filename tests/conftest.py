import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from api import assignments, courses, migrating, people
from api.settings import Settings
from api.store import Store
from tests.banks import kettle
from tests.cast import COURSE, PASSWORD, PEOPLE, Learner, Visitor
from tests.clock import START, StoppedClock
from web.app import create_app

ADDRESS = "https://debrief.test"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the faults at full length")


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
def settings(tmp_path: Path) -> Settings:
    return Settings(address=ADDRESS, issuer="Kettle council", database_url=f"sqlite:///{tmp_path}/debrief.db")


@pytest.fixture
def app(settings: Settings, store: Store, clock: StoppedClock) -> FastAPI:
    return create_app(settings, store, clock)


@pytest.fixture
def anyone(app: FastAPI) -> Visitor:
    return Visitor(app, ADDRESS)


@pytest.fixture
def sign_in(app: FastAPI, store: Store, clock: StoppedClock) -> Callable[[str], Learner]:
    return lambda name: Learner(app, ADDRESS, store, clock, PEOPLE[name][0])


@pytest.fixture
def ada(sign_in: Callable[[str], Learner]) -> Learner:
    return sign_in("ada")


@pytest.fixture
def ben(sign_in: Callable[[str], Learner]) -> Learner:
    return sign_in("ben")
