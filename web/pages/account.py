"""A person's own account: where they are signed in, their password, what is on record of them."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import people
from api.dependencies import Now, Open, Place, SignedIn, Submitted, Token, field
from api.errors import NotUnderstood, Refused, TooManyTries
from api.people import Person
from api.problems import headers
from web.forms import field_errors, own_path, then
from web.rendering import render, sent_from

router = APIRouter()


@router.get("/account")
def account(request: Request, person: SignedIn, store: Open, now: Now, token: Token) -> Response:
    return _account(request, person, store, now, token)


@router.post("/account/sessions/{session_id}/end")
def end_session(session_id: str, person: SignedIn, store: Open, now: Now) -> Response:
    with store.writing() as db:
        people.end_own_session(db, person, session_id, now)
    return then("/account")


@router.post("/account/sessions/end-others")
def end_other_sessions(person: SignedIn, store: Open, now: Now, token: Token) -> Response:
    with store.writing() as db:
        people.end_other_sessions(db, person, token, now)
    return then("/account")


@router.post("/account/password")
def change_password(
    request: Request, given: Submitted, person: SignedIn, store: Open, now: Now, place: Place, token: Token
) -> Response:
    current, new = field(given, "current"), field(given, "password")
    try:
        people.change_password(store, person, token, current, new, place, now)
    except (NotUnderstood, TooManyTries) as refused:
        return _account(request, person, store, now, token, refused)
    return then("/account/changed")


@router.get("/account/changed")
def changed(request: Request, _: SignedIn) -> Response:
    return render(request, "account/changed.html")


@router.post("/account/stay")
def stay_signed_in(request: Request, _: SignedIn) -> Response:
    """Being asked is what extends it."""
    return then(own_path(sent_from(request)))


def _account(
    request: Request, person: Person, store: Open, now: Now, token: str, refused: Refused | None = None
) -> Response:
    with store.reading() as db:
        sessions, has_password = people.own_sessions(db, person, token, now), people.has_password(db, person)
    response = render(
        request,
        "account/page.html",
        status=refused.status if refused else 200,
        sessions=sessions,
        has_password=has_password,
        errors=_errors(refused),
    )
    response.headers.update(headers(refused) if refused else {})
    return response


def _errors(refused: Refused | None) -> dict[str, str]:
    """What fits no field stands at the one that asks for the present password."""
    found = field_errors(refused) if refused else {}
    return {"current": found["form"]} if "form" in found else found
