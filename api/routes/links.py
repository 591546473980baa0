from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from api import people
from api.dependencies import Anyone, Configured, Device, Now, Open, Place, keep_signed_in
from api.people import Person

router = APIRouter(tags=["session"])


class Asked(BaseModel):
    email: str
    purpose: Literal["password", "sign_in"] = "password"


class Use(BaseModel):
    shared: bool = False


@router.post("/links", status_code=202)
def ask_for_link(given: Asked, _: Anyone, store: Open, now: Now, place: Place) -> dict[str, str]:
    """A one-time link by mail, when the address is known; the answer is the same when it is not."""
    people.ask_for_link(store, given.purpose, given.email, place, now)
    return {"status": "asked"}


@router.post("/links/{token}/session", status_code=201)
def sign_in_by_link(
    token: str,
    given: Use,
    response: Response,
    _: Anyone,
    store: Open,
    settings: Configured,
    now: Now,
    device: Device,
) -> Person:
    with store.writing() as db:
        person = people.with_link(db, token, now)
        session = people.start_session(db, person, given.shared, now, device)
    keep_signed_in(response, settings, session, given.shared)
    return person
