from datetime import datetime

from fastapi import APIRouter, Request
from pydantic import BaseModel

from api import people
from api.dependencies import Now, Open, Place, SignedIn, Token
from api.people import OwnSession

router = APIRouter(tags=["session"])


class NewPassword(BaseModel):
    current: str
    password: str


class Until(BaseModel):
    """`clock`: as clocks show it here. `seconds`: how long that is from now."""

    ends_at: datetime
    clock: str
    seconds: int


@router.get("/sessions")
def own_sessions(person: SignedIn, store: Open, now: Now, token: Token) -> tuple[OwnSession, ...]:
    with store.reading() as db:
        return people.own_sessions(db, person, token, now)


@router.delete("/sessions/{session_id}", status_code=204)
def end_session(session_id: str, person: SignedIn, store: Open, now: Now) -> None:
    with store.writing() as db:
        people.end_own_session(db, person, session_id, now)


@router.delete("/sessions", status_code=204)
def end_other_sessions(person: SignedIn, store: Open, now: Now, token: Token) -> None:
    """All but the one that asks."""
    with store.writing() as db:
        people.end_other_sessions(db, person, token, now)


@router.post("/session/extension", status_code=201)
def stay_signed_in(request: Request, _: SignedIn, now: Now) -> Until:
    """Being asked is what extends it."""
    ends: datetime = request.state.session_ends
    seconds = int((ends - now).total_seconds())
    return Until(ends_at=ends, clock=f"{ends.astimezone(now.tzinfo):%H:%M}", seconds=seconds)


@router.put("/session/password", status_code=204)
def change_password(
    given: NewPassword, person: SignedIn, store: Open, now: Now, place: Place, token: Token
) -> None:
    people.change_password(store, person, token, given.current, given.password, place, now)
