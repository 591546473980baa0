import pytest
from api.settings import Settings
from api.store import Store
from fastapi import FastAPI
from web.app import create_app

from tests.clock import StoppedClock

_made: dict[str, FastAPI] = {}


@pytest.fixture
def app(settings: Settings, store: Store, clock: StoppedClock) -> FastAPI:
    """One application for all tests here, over the test's own store and clock: its templates are read once."""
    app = _made.get(settings.address) or create_app(settings, store, clock)
    _made[settings.address] = app
    app.state.settings, app.state.store, app.state.clock = settings, store, clock
    return app
