"""The rules are kept on both databases: every test here that uses the store runs on each of them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI

from api.settings import Settings
from api.store import Store
from tests import postgres
from tests.cast import PEOPLE, Learner, Visitor
from tests.clock import StoppedClock
from tests.conftest import ADDRESS, seed
from tests.postgres import Databases
from web.app import create_app

_made: dict[str, FastAPI] = {}
BOTH = ("sqlite", "postgresql")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" in metafunc.fixturenames:
        only = metafunc.definition.get_closest_marker("only_on")
        engine, why = only.args if only else (None, "on both")
        assert why and engine in (None, *BOTH), "say which engine, and why only that one"
        metafunc.parametrize("engine", [engine] if engine else BOTH)


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    with postgres.any_server() as server:
        yield server


@pytest.fixture(scope="session")
def seeded_database(databases: Databases) -> Iterator[str]:
    """The same on PostgreSQL as `seeded` is on SQLite."""
    url = databases.make()
    seed(url)
    yield url
    databases.drop(url)


@pytest.fixture
def store(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A copy of the seeded database, on the engine that this run of the test is for."""
    if engine == "sqlite":
        shutil.copy(request.getfixturevalue("seeded"), tmp_path / "debrief.db")
        opened = Store(f"sqlite:///{tmp_path}/debrief.db")
        yield opened
        opened.close()
        return
    databases: Databases = request.getfixturevalue("databases")
    opened = Store(databases.make(like=request.getfixturevalue("seeded_database")))
    yield opened
    opened.close()
    databases.drop(opened.url)


@pytest.fixture
def settings(store: Store) -> Settings:
    return Settings(address=ADDRESS, issuer="Kettle council", database_url=store.url)


@pytest.fixture
def app(settings: Settings, store: Store, clock: StoppedClock) -> FastAPI:
    """One application for all tests here, over the test's own store and clock: its templates are read once."""
    app = _made.get(settings.address) or create_app(settings, store, clock)
    _made[settings.address] = app
    app.state.settings, app.state.store, app.state.clock = settings, store, clock
    return app


@pytest.fixture(scope="session")
def portal() -> Iterator[BlockingPortal]:
    """One event loop for all requests; a test client would otherwise start one for each."""
    with start_blocking_portal() as opened:
        yield opened


@pytest.fixture
def anyone(app: FastAPI, settings: Settings, portal: BlockingPortal) -> Visitor:
    visitor = Visitor(app, settings.address)
    visitor.client.portal = portal
    return visitor


@pytest.fixture
def sign_in(
    app: FastAPI, settings: Settings, store: Store, clock: StoppedClock, portal: BlockingPortal
) -> Callable[[str], Learner]:
    def signed_in(name: str) -> Learner:
        learner = Learner(app, settings.address, store, clock, PEOPLE[name][0])
        learner.client.portal = portal
        return learner

    return signed_in
