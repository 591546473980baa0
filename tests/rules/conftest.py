from collections.abc import Callable, Iterator

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi import FastAPI

from api.settings import Settings
from api.store import Store
from tests.cast import PEOPLE, Learner, Visitor
from tests.clock import StoppedClock
from web.app import create_app

_made: dict[str, FastAPI] = {}


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
