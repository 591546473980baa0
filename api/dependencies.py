"""What a route may ask for: the store, the time, the person and their right to be here, what was sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import Depends, Path, Query, Request, Response
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import FormData, UploadFile
from starlette.routing import BaseRoute

from api import people
from api.errors import NotAllowed, NotSignedIn, NotUnderstood
from api.people import Person
from api.permissions import Action, may
from api.settings import Settings
from api.store import Store
from quiz_bank.formats.uploads import MOST_FILES

SEEN_EVERY = timedelta(minutes=1)
FILE_BYTES = 2 * 1024 * 1024
"""The largest file or field a form may carry."""


async def _store(request: Request) -> Store:
    """These are async because each that is not would be a job of its own for the pool of threads."""
    store: Store = request.app.state.store
    return store


async def _now(request: Request) -> datetime:
    return now_of(request)


async def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def _place(request: Request) -> str:
    """Where a request comes from: the network address, as a trusted proxy tells it."""
    return request.client.host if request.client else ""


async def _device(request: Request) -> str:
    """The browser a request comes from, in words."""
    return people.device_in_words(request.headers.get("user-agent", ""))


async def _token(request: Request) -> str:
    """Of the session in which a request is made; empty for none."""
    return request.cookies.get(cookie_name(request.app.state.settings), "")


def now_of(request: Request) -> datetime:
    """The time of this request, asked once."""
    if not hasattr(request.state, "now"):
        request.state.now = request.app.state.clock()
    now: datetime = request.state.now
    return now


Open = Annotated[Store, Depends(_store)]
Now = Annotated[datetime, Depends(_now)]
Configured = Annotated[Settings, Depends(_settings)]
Place = Annotated[str, Depends(_place)]
Device = Annotated[str, Depends(_device)]
Token = Annotated[str, Depends(_token)]
Id = Annotated[int, Path(ge=1, lt=2**31)]
"""A row's number in an address, within what every engine can hold."""


class Right:
    """Lets a request in when its person may do `action`. Every route names one."""

    def __init__(self, action: Action) -> None:
        self.action = action

    def __call__(self, request: Request, store: Open, now: Now, settings: Configured) -> Person | None:
        person = request.state.person = _person(request, store, now, settings)
        if not may(person.role if person else None, self.action):
            if person is None:
                raise NotSignedIn
            raise NotAllowed
        return person


def _person(request: Request, store: Store, now: datetime, settings: Settings) -> Person | None:
    token = request.cookies.get(cookie_name(settings))
    if token is None:
        return None
    try:
        with store.reading() as db:
            found = people.signed_in(db, token, now)
    except NotSignedIn:
        return None
    seen_at = found.seen_at
    if now - seen_at > SEEN_EVERY:
        seen_at = now
        store.noting(lambda db: people.seen(db, token, now))
    request.state.session_ends = found.ends_at(seen_at)
    return found.person


def recognise(request: Request) -> None:
    """Who asks, for an answer that no route gives: its page has their bar too."""
    state = request.app.state
    request.state.person = _person(request, state.store, now_of(request), state.settings)


SignedIn = Annotated[Person, Depends(Right(Action.LEARN))]
Anyone = Annotated[Person | None, Depends(Right(Action.LOOK))]
Author = Annotated[Person, Depends(Right(Action.AUTHOR))]
Lead = Annotated[Person, Depends(Right(Action.LEAD))]
Admin = Annotated[Person, Depends(Right(Action.ADMINISTER))]


@dataclass(frozen=True)
class Form:
    """A form that may carry files. `files`: name of the field -> (name of the file, its bytes); empty ones left out.

    `every`: field, file and bytes of each, for fields that take several.
    """

    fields: dict[str, Any]
    files: dict[str, tuple[str, bytes]]
    every: tuple[tuple[str, str, bytes], ...] = ()


async def _sent(request: Request) -> Form:
    async with request.form(max_files=MOST_FILES, max_part_size=FILE_BYTES) as form:
        sent = [(name, value) for name, value in form.multi_items() if isinstance(value, UploadFile)]
        every = [(name, value.filename, await value.read()) for name, value in sent if value.filename]
        return Form(_fields(form), {name: (file, content) for name, file, content in every}, tuple(every))


Sent = Annotated[Form, Depends(_sent)]


async def _submitted(request: Request) -> dict[str, Any]:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() == "multipart/form-data":
        raise NotUnderstood("Send this form as the page sends it. This page sends no files.")
    async with request.form() as form:
        return _fields(form)


Submitted = Annotated[dict[str, Any], Depends(_submitted)]


class Question(BaseModel):
    """What a report is asked for in its address. `team`: an id, or "none".

    `standing`: a status. `saved`: what was done just now. `on`: a day, today where it is left out."""

    model_config = ConfigDict(frozen=True)

    course: str = ""
    team: str = ""
    standing: str = ""
    flag: str = ""
    on: str = ""
    page: int = Field(1, ge=1, lt=2**31)
    saved: str = ""

    def filters(self) -> dict[str, str]:
        return self.model_dump(exclude={"page", "saved"})


Reporting = Annotated[Question, Query()]


def _fields(form: FormData) -> dict[str, Any]:
    """As JSON would send them: a field given more than once is a list."""
    texts = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    fields = {name: [value for each, value in texts if each == name] for name, _ in texts}
    return {name: values[0] if len(values) == 1 else values for name, values in fields.items()}


def field(given: dict[str, Any], name: str) -> str:
    """One text field of a form; empty where it was not sent."""
    value = given.get(name, "")
    return value if isinstance(value, str) else str(value[-1])


def cookie_name(settings: Settings) -> str:
    return "__Host-debrief" if settings.secure else "debrief"


def keep_signed_in(response: Response, settings: Settings, token: str, shared: bool) -> None:
    response.set_cookie(
        cookie_name(settings),
        token,
        max_age=None if shared else int(people.LONGEST_SESSION.total_seconds()),
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="lax",
    )


def forget(response: Response, settings: Settings) -> None:
    response.delete_cookie(
        cookie_name(settings), path="/", secure=settings.secure, httponly=True, samesite="lax"
    )


class RouteWithoutRight(Exception):
    """The application does not start with a route that declares no right."""


def declared_rights(routes: list[BaseRoute]) -> Iterator[tuple[APIRoute, Action]]:
    """Every route that reaches a handler, with its right. Raises RouteWithoutRight."""
    for context in iter_route_contexts(routes):
        route = context.original_route
        if not isinstance(route, APIRoute):
            continue
        rights = [each.call.action for each in route.dependant.dependencies if isinstance(each.call, Right)]
        if len(rights) != 1:
            raise RouteWithoutRight(
                f"{sorted(route.methods or ())} {route.path} declares {len(rights)} rights, not one."
            )
        yield route, rights[0]
