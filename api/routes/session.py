from fastapi import APIRouter, Response
from pydantic import BaseModel

from api import people
from api.dependencies import (
    Anyone,
    Configured,
    Device,
    Now,
    Open,
    Place,
    SignedIn,
    Token,
    forget,
    keep_signed_in,
)
from api.people import Person

router = APIRouter(tags=["session"])


class Credentials(BaseModel):
    email: str
    password: str
    shared: bool = False


@router.post("/session", status_code=201)
def sign_in(
    given: Credentials,
    response: Response,
    _: Anyone,
    store: Open,
    settings: Configured,
    now: Now,
    place: Place,
    device: Device,
) -> Person:
    person = people.with_password(store, given.email, given.password, place, now)
    with store.writing() as db:
        token = people.start_session(db, person, given.shared, now, device)
    keep_signed_in(response, settings, token, given.shared)
    return person


@router.get("/session")
def who(person: SignedIn) -> Person:
    return person


@router.delete("/session", status_code=204)
def sign_out(
    response: Response, _: SignedIn, store: Open, settings: Configured, now: Now, token: Token
) -> None:
    with store.writing() as db:
        people.sign_out(db, token, now)
    forget(response, settings)
