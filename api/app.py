"""The application without its pages: JSON under /api."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI

from api.clock import Clock
from api.dependencies import FILE_BYTES, Anyone, Open
from api.postman import sending
from api.routes import (
    account,
    assignments,
    attempts,
    authoring,
    certificates,
    courses,
    editions,
    facts,
    links,
    mails,
    people,
    practice,
    reports,
    session,
    staff_list,
    teams,
)
from api.settings import Settings
from api.store import Store

BODY_BYTES = FILE_BYTES + 256 * 1024

SUBJECTS = (
    session,
    account,
    links,
    mails,
    courses,
    attempts,
    practice,
    certificates,
    assignments,
    reports,
    authoring,
    editions,
    facts,
    people,
    teams,
    staff_list,
)

health = APIRouter(tags=["health"])


@health.get("/health")
def alive(_: Anyone, store: Open) -> dict[str, str]:
    store.engine()
    return {"status": "ok"}


def create_api(settings: Settings, store: Store, clock: Clock) -> FastAPI:
    @asynccontextmanager
    async def until_stopped(app: FastAPI) -> AsyncIterator[None]:
        with sending(settings, store, clock):
            yield
        store.close()

    app = FastAPI(
        title="Debrief",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=until_stopped,
        max_body_size=BODY_BYTES,
    )
    app.state.settings, app.state.store, app.state.clock = settings, store, clock
    for subject in SUBJECTS:
        app.include_router(subject.router, prefix="/api")
    app.include_router(health)
    return app
