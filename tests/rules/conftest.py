"""The rules are kept on both databases: every test here that uses the store runs on each of them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.store import Store
from tests import postgres
from tests.conftest import seed
from tests.postgres import Databases

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
