"""The whole application: the JSON of api and the pages."""

from pathlib import Path

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from api import schema
from api.app import create_api
from api.clock import Clock, clock_in
from api.commands.opening import plainly
from api.dependencies import declared_rights
from api.settings import Settings, load_settings
from api.store import Store
from web import errors, protection
from web.pages import (
    account,
    admin,
    admin_people,
    admin_staff_list,
    admin_teams,
    asking,
    authoring,
    cases,
    certificates,
    community,
    facts,
    final_check,
    home,
    leading,
    learning,
    links,
    mails,
    practice,
    previewing,
    publishing,
    signing_in,
)
from web.rendering import Renderer

PAGES = (
    home,
    signing_in,
    links,
    account,
    mails,
    learning,
    final_check,
    cases,
    practice,
    certificates,
    community,
    leading,
    asking,
    authoring,
    previewing,
    publishing,
    facts,
    admin,
    admin_people,
    admin_teams,
    admin_staff_list,
)
STATIC = Path(__file__).parent / "static"


def create_app(settings: Settings, store: Store, clock: Clock) -> FastAPI:
    """Raises RouteWithoutRight."""
    app = create_api(settings, store, clock)
    app.state.renderer = Renderer(settings)
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
    app.mount("/static", protection.Forever(StaticFiles(directory=STATIC)), name="static")
    errors.answer_refusals(app)
    protection.protect(app, settings)
    list(declared_rights(app.routes))
    return app


def serving() -> FastAPI:
    """The application as the server process runs it. Ends the process, saying what to do, when it cannot."""
    with plainly():
        settings = load_settings()
        store = Store(settings.database)
        store.check()
        schema.check(store)
        store.serve_alone()
        print(f"Debrief for {settings.address} on {store.engine()}", flush=True)
        return create_app(settings, store, clock_in(settings.timezone))
